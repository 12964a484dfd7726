//! The words of RFC 8601 for what a check has come to.

use std::fmt;

/// What one method has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Pass,
    Fail,
    SoftFail,
    Neutral,
    /// There is nothing to check.
    None,
    /// The DNS did not answer in time.
    TempError,
    /// What the DNS says cannot be understood.
    PermError,
}

impl Outcome {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Pass, "pass"),
        (Self::Fail, "fail"),
        (Self::SoftFail, "softfail"),
        (Self::Neutral, "neutral"),
        (Self::None, "none"),
        (Self::TempError, "temperror"),
        (Self::PermError, "permerror"),
        // As old servers write it.
        (Self::Fail, "hardfail"),
    ];

    /// The outcome of this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, code)| code.eq_ignore_ascii_case(word)).map(|(outcome, _)| outcome)
    }

    fn code(self) -> &'static str {
        Self::ALL.into_iter().find(|(outcome, _)| *outcome == self).map_or("", |(_, code)| code)
    }
}

/// What is known of where a mail comes from; none for a method that nobody has tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Authentication {
    pub spf: Option<Outcome>,
    pub dkim: Option<Outcome>,
    pub dmarc: Option<Outcome>,
}

impl Authentication {
    /// Nothing could be found out.
    pub const UNKNOWN: Self = Self {
        spf: Some(Outcome::TempError),
        dkim: Some(Outcome::TempError),
        dmarc: Some(Outcome::TempError),
    };

    /// Whether its author is who it says, as far as that can be known.
    pub fn is_proved(self) -> bool {
        self.dmarc == Some(Outcome::Pass) || (self.spf == Some(Outcome::Pass) && !self.is_denied())
    }

    /// Whether the domain of its author says that it does not come from there.
    pub fn is_denied(self) -> bool {
        self.dmarc == Some(Outcome::Fail)
    }
}

/// Such as `spf=pass dkim=none dmarc=pass`.
impl fmt::Display for Authentication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let methods = [("spf", self.spf), ("dkim", self.dkim), ("dmarc", self.dmarc)];
        let known = methods.into_iter().filter_map(|(method, outcome)| Some((method, outcome?)));
        for (number, (method, outcome)) in known.enumerate() {
            let space = if number == 0 { "" } else { " " };
            write!(f, "{space}{method}={}", outcome.code())?;
        }
        Ok(())
    }
}
