//! Who was not reached, out of a server's report or, where it has no form, out of its words.

use crate::automatic::Evidence;
use crate::headers::Headers;
use crate::{Bounce, Failed, addresses, characters, limits, phrases, report, words};

/// Reads a report.
pub fn read(evidence: &Evidence<'_>) -> Bounce {
    let original = report::original(evidence.parts);
    let mut failed: Vec<Failed> =
        report::blocks(evidence.parts, "message/delivery-status").iter().filter_map(recipient).collect();
    if failed.is_empty() {
        failed = without_form(evidence, original.as_ref());
    }
    failed.truncate(limits::ADDRESSES);
    let original_message_id = original.and_then(|headers| headers.ids("message-id").into_iter().next());
    Bounce { failed, original_message_id: original_message_id.or_else(|| id_in_text(evidence.text)) }
}

/// One recipient of a report that has its form.
fn recipient(block: &Headers) -> Option<Failed> {
    let value = |name: &str| block.raw(name).map(characters::phrase).filter(|value| !value.is_empty());
    let address = value("original-recipient").and_then(|value| typed(&value));
    // Where the server rewrote the address, the one we wrote to is the original.
    let address = address.or_else(|| value("final-recipient").and_then(|value| typed(&value)));
    let status = value("status").and_then(|value| code_in(&value));
    let action = value("action").unwrap_or_default().to_lowercase();
    if address.is_none() && status.is_none() && action.is_empty() {
        return None;
    }
    if matches!(action.as_str(), "delivered" | "relayed" | "expanded") {
        return None;
    }
    let permanent = match (action.as_str(), status.as_deref()) {
        ("delayed", _) => false,
        (_, Some(status)) => status.starts_with('5'),
        (action, None) => action == "failed",
    };
    let diagnostic = value("diagnostic-code").map(|value| match value.split_once(';') {
        Some((kind, words)) if kind.len() < 20 && !kind.contains(' ') => words.trim().to_owned(),
        _ => value,
    });
    Some(Failed { address, permanent, delayed: action == "delayed", status, diagnostic })
}

/// The address behind its type: `rfc822; a@b.example`.
fn typed(value: &str) -> Option<String> {
    addresses::first_in(value.rsplit(';').next().unwrap_or(value))
}

/// Recipients out of a header or the words of a report.
fn without_form(evidence: &Evidence<'_>, original: Option<&Headers>) -> Vec<Failed> {
    let text = evidence.text;
    let lower = text.to_lowercase();
    let status = code_in(text);
    let is_delayed = phrases::contains_any(&evidence.subject_begin(), &words::DELAY_WORDS)
        || status.is_none() && phrases::contains_any(characters::capped(&lower, 2_000), &words::DELAY_WORDS);
    let permanent = !is_delayed && status.as_deref().is_none_or(|status| status.starts_with('5'));
    let diagnostic = text.lines().map(str::trim).find(|line| is_diagnosis(line)).map(characters::phrase);
    let headers = &evidence.parts[0].headers;
    let mut found: Vec<String> = headers
        .all("x-failed-recipients")
        .flat_map(|value| value.split(','))
        .filter_map(addresses::first_in)
        .collect();
    if found.is_empty() {
        let own = addresses::recipients(headers);
        let words = text.lines().filter_map(addresses::first_in);
        found.extend(
            words.filter(|address| Some(address.as_str()) != evidence.from && !own.contains(address)).take(1),
        );
    }
    if found.is_empty() {
        found.extend(original.map(addresses::recipients).unwrap_or_default().into_iter().take(1));
    }
    let failed = |address| Failed {
        address,
        permanent,
        delayed: is_delayed,
        status: status.clone(),
        diagnostic: diagnostic.clone(),
    };
    if found.is_empty() {
        vec![failed(None)]
    } else {
        found.into_iter().map(|address| failed(Some(address))).collect()
    }
}

/// Whether a line is a server's answer: `550 5.1.1 no such user`.
fn is_diagnosis(line: &str) -> bool {
    let has_code = line.split(|c: char| !c.is_ascii_digit()).any(|number| {
        number.len() == 3 && matches!(number.as_bytes()[0], b'4' | b'5') && number.as_bytes()[1] <= b'7'
    });
    has_code && line.len() < 600 && line.split_whitespace().count() > 2
}

/// The first status as in RFC 3463.
fn code_in(text: &str) -> Option<String> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.')).find_map(|word| {
        let numbers: Vec<&str> = word.trim_matches('.').split('.').collect();
        let is_code = numbers.len() == 3
            && matches!(numbers[0], "2" | "4" | "5")
            && numbers[1..].iter().all(|number| !number.is_empty() && number.len() <= 3);
        is_code.then(|| numbers.join("."))
    })
}

/// The identifier of the mail that came back, where its headers are pasted below the words.
fn id_in_text(text: &str) -> Option<String> {
    let line = text.lines().find(|line| line.trim_start().to_ascii_lowercase().starts_with("message-id:"))?;
    let field = format!("{}\n\n", line.trim());
    Headers::read(field.as_bytes()).0.ids("message-id").into_iter().next()
}

#[cfg(test)]
#[path = "bounce_tests.rs"]
mod tests;
