//! From the files of a catalogue to the Rust module of its keys: read, compare, generate.
//! Used by the build script only; it must not be part of the program.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

const LANGUAGES: [&str; 9] = ["en", "fr", "de", "es", "it", "pt", "ru", "zh", "ja"];
const FORMS: [&str; 4] = ["one", "few", "many", "other"];
/// Stands before each plural form in an array; `catalogue` reads it.
const FORM_MARK: char = '\u{1}';

/// The texts of one key in one language, by plural form; a plain text stands under the empty form.
type Texts = BTreeMap<String, String>;
/// One language's texts by key, the form cut off.
type Words = BTreeMap<String, Texts>;

/// All languages, in the order of [`LANGUAGES`].
pub type Source = Vec<Words>;

/// Reads and checks the nine files of one folder. The error names the file and the key.
pub fn read(folder: &Path) -> Result<Source, String> {
    let mut source = Source::new();
    for language in LANGUAGES {
        let path = folder.join(format!("{language}.json"));
        let text = std::fs::read_to_string(&path).map_err(|cause| format!("{}: {cause}", path.display()))?;
        source.push(words(&text).map_err(|what| format!("{}: {what}", path.display()))?);
    }
    check(&source).map_err(|what| format!("{}/{what}", folder.display()))?;
    Ok(source)
}

/// One file, its keys grouped by plural form.
pub fn words(text: &str) -> Result<Words, String> {
    let flat: BTreeMap<String, String> = serde_json::from_str(text).map_err(|cause| cause.to_string())?;
    if flat.len() != text.lines().filter(|line| line.trim_start().starts_with('"')).count() {
        return Err("each key stands once, on a line of its own".into());
    }
    let mut words = Words::new();
    for (key, text) in flat {
        let (stem, form) = match key.rsplit_once('.') {
            Some((stem, form)) if FORMS.contains(&form) => (stem.to_owned(), form.to_owned()),
            _ => (key.clone(), String::new()),
        };
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._".contains(&byte);
        if !stem.bytes().all(plain) || !stem.starts_with(|first: char| first.is_ascii_lowercase()) {
            return Err(format!("`{key}`: a key is lower-case words between dots"));
        }
        words.entry(stem).or_default().insert(form, text);
    }
    Ok(words)
}

/// Every language has every key, the forms that it needs and the same placeholders.
pub fn check(source: &Source) -> Result<(), String> {
    let english = &source[0];
    for (language, words) in LANGUAGES.iter().zip(source) {
        for (key, texts) in english {
            let own = words.get(key).ok_or_else(|| format!("{language}.json lacks `{key}`"))?;
            forms(language, own).map_err(|what| format!("{language}.json: `{key}` {what}"))?;
            let (expected, found) = (placeholders(texts), placeholders(own));
            if expected != found || texts.contains_key("") != own.contains_key("") {
                return Err(format!("{language}.json: `{key}` has {found:?} where English has {expected:?}"));
            }
        }
        if let Some(key) = words.keys().find(|key| !english.contains_key(*key)) {
            return Err(format!("{language}.json has `{key}`, which English lacks"));
        }
    }
    Ok(())
}

fn forms(language: &str, texts: &Texts) -> Result<(), String> {
    let needed: &[&str] = match language {
        _ if texts.contains_key("") => &[""],
        "zh" | "ja" => &["other"],
        "ru" => &["one", "few", "many", "other"],
        _ => &["one", "other"],
    };
    let found: Vec<_> = texts.keys().map(String::as_str).collect();
    let mut sorted = needed.to_vec();
    sorted.sort_unstable();
    if found != sorted {
        return Err(format!("needs the forms {needed:?} and has {found:?}"));
    }
    match texts.values().find(|text| text.trim().is_empty() || unbalanced(text)) {
        Some(text) => Err(format!("cannot be said: `{text}`")),
        None => Ok(()),
    }
}

fn unbalanced(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let Some((name, after)) = rest[at..].strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
            return true;
        };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            return true;
        }
        rest = after;
    }
    false
}

/// The names in braces; the count of a plural is always one, whether shown or not.
fn placeholders(texts: &Texts) -> BTreeSet<&str> {
    let mut names: BTreeSet<_> = texts
        .values()
        .flat_map(|text| text.split('{').skip(1).filter_map(|part| part.split_once('}')))
        .map(|(name, _)| name)
        .collect();
    if !texts.contains_key("") {
        names.insert("count");
    }
    names
}

/// The Rust source of one catalogue: keys, groups, file names and arrays. The groups named in `later` have
/// arrays of their own, and their keys count on behind the others.
pub fn module(source: &Source, later: &[&str]) -> String {
    let is_later = |key: &str| key.split('.').next().is_some_and(|group| later.contains(&group));
    let parts = [("", part(source, |key| !is_later(key))), ("LATER_", part(source, is_later))];
    let mut rust = String::from("use crate::{Key, Phrase};\n");
    let mut groups: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for (at, (key, texts)) in parts.iter().flat_map(|(_, part)| &part[0]).enumerate() {
        let names = placeholders(texts);
        let sample = texts.values().next_back().map(String::as_str).unwrap_or_default().replace('\n', " ");
        let _ = writeln!(rust, "/// `{sample}`");
        let name = key.replace('.', "_");
        if names.is_empty() {
            let _ = writeln!(rust, "pub const {}: Key = Key({at});", name.to_uppercase());
            if let Some((group, rest)) = key.rsplit_once('.') {
                groups.entry(group.to_owned()).or_default().push((rest.to_owned(), at));
            }
        } else {
            rust.push_str(&function(&name, at, &names, !texts.contains_key("")));
        }
    }
    for (group, keys) in groups {
        let name = group.replace('.', "_").to_uppercase();
        let pairs: String = keys.iter().map(|(rest, at)| format!("({rest:?}, Key({at})), ")).collect();
        let _ = writeln!(rust, "/// All of `{group}.` that takes no values.");
        let _ = writeln!(rust, "pub const GROUP_{name}: &[(&str, Key)] = &[{pairs}];");
    }
    for (prefix, part) in &parts {
        rust.push_str(&files(prefix, part));
    }
    rust
}

/// The keys that are wanted, in every language.
fn part(source: &Source, wanted: impl Fn(&str) -> bool) -> Source {
    let wanted = |words: &Words| {
        let chosen = words.iter().filter(|(key, _)| wanted(key));
        chosen.map(|(key, texts)| (key.clone(), texts.clone())).collect()
    };
    source.iter().map(wanted).collect()
}

fn function(name: &str, at: usize, names: &BTreeSet<&str>, plural: bool) -> String {
    let parameter = |name: &&str| match *name {
        "count" if plural => "count: u64".to_owned(),
        name => format!("{name}: impl ToString"),
    };
    let parameters = names.iter().map(parameter).collect::<Vec<_>>().join(", ");
    let values: String = names.iter().map(|name| format!("({name:?}, {name}.to_string()), ")).collect();
    let count = if plural { "Some(count)" } else { "None" };
    format!(
        "pub fn {name}({parameters}) -> Phrase {{ Phrase {{ key: Key({at}), count: {count}, values: vec![{values}] }} }}\n"
    )
}

fn files(prefix: &str, source: &Source) -> String {
    let arrays: Vec<_> = source.iter().map(array).collect();
    let names = LANGUAGES
        .iter()
        .zip(&arrays)
        .map(|(language, array)| format!("{:?}, ", format!("{language}-{:016x}.json", fingerprint(array))))
        .collect::<String>();
    let arrays: String = arrays.iter().map(|array| format!("{array:?}, ")).collect();
    format!(
        "/// How many keys there are.\npub const {prefix}COUNT: usize = {};\n\
         /// The name of each language's file; it changes with the words, so a browser may keep it for good.\n\
         pub const {prefix}FILE_NAMES: [&str; 9] = [{names}];\n\
         /// Each language's file: its texts in the order of the keys.\n\
         pub static {prefix}ARRAYS: [&str; 9] = [{arrays}];\n",
        source[0].len()
    )
}

/// A text as it is; the forms of a plural behind a mark each, in the order of [`FORMS`]. Plain strings,
/// because a reader of anything else would weigh more than all texts of a language.
fn array(words: &Words) -> String {
    let form =
        |texts: &Texts, form: &&str| format!("{FORM_MARK}{}", texts.get(*form).map_or("", String::as_str));
    let entries = words.values().map(|texts| match texts.get("") {
        Some(text) => text.clone(),
        None => FORMS.iter().map(|name| form(texts, name)).collect(),
    });
    serde_json::Value::from_iter(entries).to_string()
}

/// FNV-1a: names the content; nobody relies on it being hard to forge.
fn fingerprint(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nine(english: &str, others: &str) -> Source {
        let read = |file: &str| words(&file.replacen('{', "{\n", 1)).expect("readable");
        let mut source = vec![read(others); 9];
        source[0] = read(english);
        source
    }

    #[track_caller]
    fn refused(english: &str, others: &str, because: &str) {
        let what = check(&nine(english, others)).expect_err("refused");
        assert!(what.contains(because), "{what}");
    }

    #[test]
    fn the_catalogues_are_whole() {
        for name in ["app", "mail"] {
            let source = read(Path::new(name)).expect("whole");
            assert!(source.iter().all(|words| words.len() == source[0].len()));
        }
    }

    #[test]
    fn a_missing_key_is_named_with_its_language() {
        refused(r#"{"a.b": "x"}"#, "{}", "fr.json lacks `a.b`");
        refused("{}", r#"{"a.b": "x"}"#, "fr.json has `a.b`, which English lacks");
    }

    #[test]
    fn placeholders_agree() {
        refused(r#"{"a.b": "{x}"}"#, r#"{"a.b": "{y}"}"#, "`a.b` has");
        refused(r#"{"a.b": "{x"}"#, r#"{"a.b": "{x"}"#, "cannot be said");
        refused(r#"{"a.b": ""}"#, r#"{"a.b": ""}"#, "cannot be said");
    }

    #[test]
    fn each_language_has_its_plural_forms() {
        let english = "{\n\"a.one\": \"x\",\n\"a.other\": \"y\"}";
        refused(english, english, "ru.json: `a` needs the forms");
        refused(english, r#"{"a": "y"}"#, "fr.json: `a` has");
    }

    #[test]
    fn keys_are_plain_and_stand_once() {
        assert!(words("{\n\"A b\": \"x\"}").is_err());
        assert!(words("{\n\"a\": \"x\",\n\"a\": \"y\"}").is_err());
    }

    #[test]
    fn the_module_has_constants_functions_and_groups() {
        let module = module(
            &nine("{\n\"a.b\": \"x\",\n\"a.c\": \"{n}\"}", "{\n\"a.b\": \"x\",\n\"a.c\": \"{n}\"}"),
            &[],
        );
        assert!(module.contains("pub const A_B: Key = Key(0);"));
        assert!(module.contains("pub fn a_c(n: impl ToString) -> Phrase"));
        assert!(module.contains("pub const GROUP_A: &[(&str, Key)] = &[(\"b\", Key(0)), ];"));
    }

    #[test]
    fn what_comes_later_counts_on_behind_the_rest() {
        let file = "{\n\"a.b\": \"x\",\n\"c.d\": \"y\"}";
        let module = module(&nine(file, file), &["a"]);
        assert!(
            module.contains("pub const C_D: Key = Key(0);")
                && module.contains("pub const A_B: Key = Key(1);")
        );
        assert!(module.contains("pub static ARRAYS: [&str; 9] = [\"[\\\"y\\\"]\", "));
        assert!(module.contains("pub static LATER_ARRAYS: [&str; 9] = [\"[\\\"x\\\"]\", "));
    }
}
