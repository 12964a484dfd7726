//! No literal colour in a component's style: themes and marketplaces change tokens, nothing else.

use super::Finding;
use super::tree::Tree;

const FUNCTIONS: [&str; 9] = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch("];
const NAMES: [&str; 12] = [
    "black", "white", "gray", "grey", "red", "green", "blue", "yellow", "orange", "purple", "silver", "navy",
];

pub fn colours_come_from_tokens(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    let components = tree.under("app/src", "css").chain(tree.under("stand/", "css"));
    for file in components {
        for (line, text) in file.lines() {
            if let Some(colour) = literal_colour(text) {
                let what = format!("`{colour}`: take a colour from style/tokens.css");
                found.push(Finding::new(&file.path, line, what));
            }
        }
    }
    found
}

fn literal_colour(line: &str) -> Option<String> {
    let (_, value) = line.split_once(':')?;
    let words = value.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '#' | '(')));
    for word in words {
        let hex = word.strip_prefix('#').is_some_and(|digits| {
            matches!(digits.len(), 3 | 4 | 6 | 8) && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
        });
        let function = FUNCTIONS.iter().any(|function| word.starts_with(function));
        if hex || function || NAMES.contains(&word) {
            return Some(word.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::findings;
    use super::*;

    fn check(line: &str) -> usize {
        findings(colours_come_from_tokens, &[("app/src/components/a.css", line)]).len()
    }

    #[test]
    fn literal_colours_are_found() {
        for line in ["color: #fff;", "border: 1px solid #12345678;", "color: white;", "fill: rgb(1 2 3);"] {
            assert_eq!(check(line), 1, "{line}");
        }
    }

    #[test]
    fn tokens_and_mixtures_of_tokens_pass() {
        for line in
            ["color: var(--white);", "color: color-mix(in oklab, var(--a) 20%, transparent);", "#red {"]
        {
            assert_eq!(check(line), 0, "{line}");
        }
    }
}
