//! One form for every way to write a name: no case, no diacritics, no punctuation. It must not know
//! any town; the data file is sorted by what it returns, so a change here means making the file anew.

use unicode_normalization::UnicodeNormalization;

/// The form in which names are compared: `Saint-Étienne`, `SAINT ETIENNE` → `saint etienne`.
pub fn folded(text: &str) -> String {
    let mut form = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.nfkd().filter(|&c| !is_diacritic(c)).flat_map(char::to_lowercase) {
        // Lower case of the Turkish İ brings its dot as a diacritic of its own.
        if is_diacritic(letter) {
            continue;
        }
        if is_separator(letter) {
            gap = !form.is_empty();
            continue;
        }
        if gap {
            form.push(' ');
            gap = false;
        }
        push_letter(&mut form, letter);
    }
    form
}

/// German umlauts that were typed as two letters, read as the folded file has them: `koeln` → `koln`.
/// None when there is no such pair.
pub fn without_umlaut_e(form: &str) -> Option<String> {
    let shorter = form.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    (shorter != form).then_some(shorter)
}

fn is_diacritic(letter: char) -> bool {
    ('\u{0300}'..='\u{036f}').contains(&letter)
}

fn is_separator(letter: char) -> bool {
    letter.is_whitespace() || "-‐‑–—.,'’‘ʻʼ`´/·・＝=()".contains(letter)
}

/// Letters that Unicode does not decompose but people type without.
fn push_letter(form: &mut String, letter: char) {
    match letter {
        'ß' => form.push_str("ss"),
        'æ' => form.push_str("ae"),
        'œ' => form.push_str("oe"),
        'þ' => form.push_str("th"),
        'ø' => form.push('o'),
        'ł' => form.push('l'),
        'đ' | 'ð' => form.push('d'),
        'ı' => form.push('i'),
        other => form.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_case_diacritics_and_punctuation() {
        assert_eq!(folded("  Saint-Étienne "), "saint etienne");
        assert_eq!(folded("L’Aquila"), folded("l'aquila"));
        assert_eq!(folded("GROẞ-GERAU"), folded("Groß Gerau"));
        assert_eq!(folded("Łódź"), "lodz");
        assert_eq!(folded("İzmir"), "izmir");
        assert_eq!(folded("Орёл"), folded("ОРЕЛ"));
        assert_eq!(folded("東京"), "東京");
        assert_eq!(folded("-"), "");
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for name in ["Saint-Étienne", "İzmir", "Орёл", "ケルン", "São Paulo", "Ærøskøbing"] {
            assert_eq!(folded(&folded(name)), folded(name));
        }
    }

    #[test]
    fn two_letter_umlauts_are_read() {
        assert_eq!(without_umlaut_e("koeln").as_deref(), Some("koln"));
        assert_eq!(without_umlaut_e("paris"), None);
    }
}
