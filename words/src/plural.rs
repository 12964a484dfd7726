//! Which plural form a whole number takes in each language (the cardinal rules of Unicode CLDR, for
//! whole numbers; the form for round millions is the general one).

/// A plural form. A language uses some of them; `Other` always.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    One,
    Few,
    Many,
    Other,
}

impl Category {
    /// The form for `count` in the language of `code`.
    pub fn of(code: &str, count: u64) -> Self {
        match code {
            "zh" | "ja" => Self::Other,
            "ru" => Self::russian(count),
            "fr" | "pt" if count == 0 => Self::One,
            _ if count == 1 => Self::One,
            _ => Self::Other,
        }
    }

    fn russian(count: u64) -> Self {
        match (count % 10, count % 100) {
            (_, 11..=14) => Self::Many,
            (1, _) => Self::One,
            (2..=4, _) => Self::Few,
            _ => Self::Many,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Category::{self, Few, Many, One, Other};

    #[test]
    fn each_language_has_its_forms() {
        let check = |code, expected: [Category; 7]| {
            assert_eq!([0, 1, 2, 5, 11, 21, 104].map(|count| Category::of(code, count)), expected, "{code}");
        };
        for code in ["en", "de", "es", "it"] {
            check(code, [Other, One, Other, Other, Other, Other, Other]);
        }
        for code in ["fr", "pt"] {
            check(code, [One, One, Other, Other, Other, Other, Other]);
        }
        check("ru", [Many, One, Few, Many, Many, One, Few]);
        for code in ["zh", "ja"] {
            check(code, [Other; 7]);
        }
    }
}
