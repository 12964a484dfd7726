//! Mails as real programs write them, each with what must be read out of it. None of the person's own words
//! may ever be lost.

mod samples;

use serde::Deserialize;
use std::collections::BTreeMap;

/// What a mail says; what is not said is not compared.
#[derive(Deserialize)]
struct Expected {
    text: Option<String>,
    #[serde(default, deserialize_with = "said")]
    automatic: Option<serde_json::Value>,
    quoted_removed: Option<bool>,
    attachments: Option<Vec<String>>,
    refused: Option<Vec<String>>,
    /// The addresses that were not reached, and whether trying again is of no use.
    failed: Option<Vec<Option<String>>>,
    permanent: Option<bool>,
    #[serde(flatten)]
    others: BTreeMap<String, serde_json::Value>,
}

/// That nobody wrote it by machine is also said.
fn said<'de, D: serde::Deserializer<'de>>(reader: D) -> Result<Option<serde_json::Value>, D::Error> {
    serde_json::Value::deserialize(reader).map(Some)
}

/// What differs, and how many lines of the person's words are missing.
fn compare(letter: &letterbox::Letter, expected: &Expected) -> (Vec<String>, usize) {
    let json = serde_json::to_value(letter).expect("a letter is made of words and numbers");
    let mut differences = Vec::new();
    let mut differ = |what: &str, found: &serde_json::Value, wanted: serde_json::Value| {
        if *found != wanted {
            differences.push(format!("  {what}\n    found  {found}\n    wanted {wanted}"));
        }
    };
    let names =
        |list: &str| json[list].as_array().map(|list| list.iter().map(|one| one["name"].clone()).collect());
    if let Some(text) = &expected.text {
        differ("text", &json["text"], text.as_str().into());
    }
    if let Some(automatic) = &expected.automatic {
        differ("automatic", &json["automatic"], automatic.clone());
    }
    if let Some(removed) = expected.quoted_removed {
        differ("quoted_removed", &json["quoted_removed"], removed.into());
    }
    for (list, wanted) in [("attachments", &expected.attachments), ("refused", &expected.refused)] {
        if let Some(wanted) = wanted {
            differ(list, &names(list).unwrap_or_default(), wanted.clone().into());
        }
    }
    let failed = letter.bounce.iter().flat_map(|bounce| &bounce.failed);
    let addresses: Vec<_> = failed.clone().map(|failed| failed.address.clone()).collect();
    if let Some(wanted) = &expected.failed {
        differ("failed", &serde_json::json!(addresses), serde_json::json!(wanted));
    }
    if let Some(wanted) = expected.permanent {
        differ("permanent", &serde_json::json!(failed.clone().all(|failed| failed.permanent)), wanted.into());
    }
    for (field, wanted) in expected.others.iter().filter(|(field, _)| json.get(field.as_str()).is_some()) {
        differ(field, &json[field.as_str()], wanted.clone());
    }
    let found: Vec<&str> = letter.text.lines().map(str::trim).collect();
    let wanted = expected.text.iter().flat_map(|text| text.lines()).map(str::trim);
    let lost = wanted.filter(|line| !line.is_empty() && !found.contains(line)).count();
    (differences, lost)
}

#[test]
#[expect(clippy::print_stdout, reason = "how many were read exactly is what one runs this for")]
fn mails_are_read_exactly() {
    let paths = samples::paths();
    let (mut exact, mut losing) = (0, 0);
    let mut report = String::new();
    for path in &paths {
        let raw = std::fs::read(path).expect("it was listed");
        let wanted =
            std::fs::read(path.with_extension("json")).expect("each mail has its expectations beside it");
        let wanted: Expected = serde_json::from_slice(&wanted).expect("expectations are JSON");
        let (differences, lost) = compare(&letterbox::read(&raw), &wanted);
        exact += usize::from(differences.is_empty());
        losing += usize::from(lost > 0);
        if !differences.is_empty() {
            let name = path.file_stem().unwrap_or_default().display();
            let loses = if lost > 0 { " LOSES WORDS" } else { "" };
            report.push_str(&format!("{name}{loses}\n{}\n", differences.join("\n")));
        }
    }
    println!("{report}{exact} of {} exact, {losing} with loss of own words", paths.len());
    assert!(!paths.is_empty() && exact == paths.len() && losing == 0, "see above");
}
