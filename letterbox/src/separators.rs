//! Lines that part what is new from what is old: "Original Message" between dashes, rules, and what stands
//! above a mail that is passed on. It must not know what stands around them.

use crate::{phrases, words};

/// Whether a line says that the original follows.
pub fn is_original(line: &str) -> bool {
    named(line).is_some_and(|(name, dashes)| dashes >= 4 && words::ORIGINAL.contains(&name.as_str()))
}

/// Whether a line is the title that QQ puts above headers, without dashes.
pub fn is_title(line: &str) -> bool {
    line.trim() == "原始邮件"
}

/// Whether a line says that a mail follows that is passed on.
pub fn is_forward(line: &str) -> bool {
    let Some((name, dashes)) = named(line) else { return false };
    let is_apple = line.trim_end().ends_with([':', '：']);
    let name = name.trim_end_matches([':', '：', ' ']);
    let is_known = words::FORWARDED.contains(&name)
        || dashes >= 4 && name.chars().count() < 80 && phrases::begins_with_any(name, &words::FORWARDED);
    is_known && (dashes >= 4 || is_apple)
}

/// Whether a line is drawn and nothing else.
pub fn is_rule(line: &str) -> bool {
    let line = line.trim();
    (line.len() >= 8 || line == "====")
        && line.chars().all(|c| matches!(c, '_' | '-' | '=' | '*' | '─' | '—'))
}

/// The words of a line between its dashes, and how many dashes there are.
fn named(line: &str) -> Option<(String, usize)> {
    // QQ leaves its spaces undecoded.
    let line = line.replace("&nbsp;", " ");
    let line = line.trim().trim_matches('*').trim();
    if line.is_empty() || line.chars().count() > 140 {
        return None;
    }
    let is_dash = |c: char| matches!(c, '-' | '_' | '=' | '—' | '–' | '─');
    let left = line.chars().take_while(|c| is_dash(*c)).count();
    let right = line.chars().rev().take_while(|c| is_dash(*c)).count();
    let dashes = if left >= 2 && right >= 2 { left + right } else { 0 };
    let name = line.trim_matches(|c: char| is_dash(c) || c.is_whitespace());
    (!name.is_empty()).then(|| (name.to_lowercase(), dashes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn originals_are_known() {
        for line in [
            "-----Original Message-----",
            "-----Ursprüngliche Nachricht-----",
            "-----Message d'origine-----",
            "----- Исходное сообщение -----",
            "------------------ 原始邮件 ------------------",
            "------------------ Original ------------------",
        ] {
            assert!(is_original(line), "{line}");
        }
        assert!(is_title("   原始邮件 ") && !is_title("原始邮件在这里"));
        for line in ["Original message", "-- original", "----- our price -----", "original"] {
            assert!(!is_original(line), "{line}");
        }
    }

    #[test]
    fn forwards_are_known() {
        for line in [
            "---------- Forwarded message ---------",
            "Begin forwarded message:",
            "Anfang der weitergeleiteten Nachricht:",
            "-------- Weitergeleitete Nachricht --------",
            "Début du message réexpédié :",
            "---------- 转发的邮件 ---------",
        ] {
            assert!(is_forward(line), "{line}");
        }
        assert!(!is_forward("I forwarded message 5 to you:"));
        assert!(is_rule("________________________________") && !is_rule("--"));
    }
}
