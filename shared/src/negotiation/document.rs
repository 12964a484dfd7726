//! Documents (N2) and what a quote says beside its document (N3).

use super::account::BankAccount;
use super::limits::{DATE_MAX, NAME_CHARACTERS, TEXT_CHARACTERS};
use super::refusal::Refusal;
use crate::ids::EntryId;
use crate::money::{Currency, Money};
use crate::text::{optional_line, several_lines};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The largest document: 10 MiB, inclusive (N2).
pub const DOCUMENT_BYTES_MAX: u64 = 10_485_760;

/// A PDF that was looked at and stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// As its sender called it; shown, never opened by this name.
    pub name: String,
    pub bytes: u64,
    pub pages: u32,
    /// Of its content; also where it is stored.
    pub sha256: Sha256,
}

impl Document {
    /// The name as it is kept: without a path, without control characters, ending in `.pdf`.
    pub fn tidy_name(given: &str) -> String {
        let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
        let clean: String = last.chars().filter(|c| !c.is_control() && !"\"<>|:*?".contains(*c)).collect();
        let lower = clean.trim().to_lowercase();
        let stem =
            if lower.ends_with(".pdf") { &clean.trim()[..clean.trim().len() - 4] } else { clean.trim() };
        let stem: String = stem.trim().chars().take(NAME_CHARACTERS).collect();
        if stem.is_empty() { "document.pdf".to_owned() } else { format!("{stem}.pdf") }
    }
}

/// A SHA-256 digest, written as 64 small hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sha256(String);

/// The text is no digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADigest;

impl fmt::Display for NotADigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a SHA-256 digest: 64 small hexadecimal digits")
    }
}

impl Sha256 {
    /// Of the 32 bytes.
    pub fn of_bytes(bytes: &[u8; 32]) -> Self {
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Sha256 {
    type Error = NotADigest;
    fn try_from(text: String) -> Result<Self, NotADigest> {
        let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == 64 && text.bytes().all(digit) { Ok(Self(text)) } else { Err(NotADigest) }
    }
}

impl From<Sha256> for String {
    fn from(digest: Sha256) -> Self {
        digest.0
    }
}

/// What is attached to a message: a document, which is a quote when it has terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosure {
    pub document: Document,
    pub terms: Option<Terms>,
}

/// The terms of a quote as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub amount: String,
    pub currency: String,
    /// The last moment at which it can be accepted.
    pub valid_until: Option<Timestamp>,
    #[serde(default)]
    pub payable_online: bool,
    /// The quote of the same lane that this one replaces.
    #[serde(default)]
    pub supersedes: Option<EntryId>,
    /// Where it can be paid to; none, or nothing typed, says nothing about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<BankAccount>,
}

/// The terms of a quote as they stand (N3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub price: Money,
    pub valid_until: Timestamp,
    pub payable_online: bool,
    pub supersedes: Option<EntryId>,
    /// The seller's bank account; accepted with the rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<BankAccount>,
}

impl Terms {
    /// The terms, checked at the time of sending (N7).
    ///
    /// # Errors
    /// A missing or impossible amount or currency, no date, a date that is past, or an impossible account.
    pub fn checked(&self, at: Timestamp) -> Result<Offer, Refusal> {
        let currency = Currency::parse(&self.currency).map_err(|_| Refusal::CurrencyUnknown)?;
        let price = Money::parse(&self.amount, currency).map_err(Refusal::Amount)?;
        let valid_until = self.valid_until.ok_or(Refusal::ValidUntilMissing)?;
        if valid_until <= at {
            return Err(Refusal::ValidUntilPast);
        }
        if valid_until > at + DATE_MAX {
            return Err(Refusal::ValidUntilFar);
        }
        let typed = self.account.as_ref().filter(|account| !account.is_empty());
        let account = typed.map(BankAccount::checked).transpose().map_err(Refusal::Account)?;
        let (payable_online, supersedes) = (self.payable_online, self.supersedes.clone());
        Ok(Offer { price, valid_until, payable_online, supersedes, account })
    }
}

/// Where the invoice, or the goods, go (N3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderAddress {
    pub name: String,
    #[serde(default)]
    pub company: Option<String>,
    /// Street, postcode, town, country, as they are written on a letter.
    pub lines: String,
    #[serde(default)]
    pub tax_number: Option<String>,
}

impl OrderAddress {
    /// Trimmed; name and lines are needed.
    ///
    /// # Errors
    /// What is missing or too long, for the field with this prefix.
    pub(super) fn checked(&self, fault: fn(AddressPart) -> Refusal) -> Result<Self, Refusal> {
        let line = |text: &str, part| optional_line(text).map_err(|_| fault(part));
        let name = line(&self.name, AddressPart::Name)?;
        let lines =
            several_lines(&self.lines, TEXT_CHARACTERS / 20).map_err(|_| fault(AddressPart::Lines))?;
        if name.is_empty() {
            return Err(fault(AddressPart::Name));
        }
        if lines.is_empty() {
            return Err(fault(AddressPart::Lines));
        }
        let optional = |text: &Option<String>, part| {
            let text = line(text.as_deref().unwrap_or_default(), part)?;
            Ok((!text.is_empty()).then_some(text))
        };
        let company = optional(&self.company, AddressPart::Company)?;
        let tax_number = optional(&self.tax_number, AddressPart::TaxNumber)?;
        Ok(Self { name, company, lines, tax_number })
    }
}

/// A part of an order's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressPart {
    Name,
    Company,
    Lines,
    TaxNumber,
}

impl AddressPart {
    /// The field of the billing address.
    pub(super) const fn of_billing(self) -> &'static str {
        match self {
            Self::Name => "billing.name",
            Self::Company => "billing.company",
            Self::Lines => "billing.lines",
            Self::TaxNumber => "billing.tax_number",
        }
    }

    /// The field of the delivery address.
    pub(super) const fn of_delivery(self) -> &'static str {
        match self {
            Self::Name => "delivery.name",
            Self::Company => "delivery.company",
            Self::Lines => "delivery.lines",
            Self::TaxNumber => "delivery.tax_number",
        }
    }
}

impl fmt::Display for AddressPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "write a name, on one line",
            Self::Company => "the company is too long",
            Self::Lines => "write street, postcode, town and country",
            Self::TaxNumber => "the tax number is too long",
        })
    }
}
