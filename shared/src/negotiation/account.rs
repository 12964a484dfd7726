//! The bank account to which an order can be paid. It stands in the quote, so that what the buyer accepted cannot
//! be exchanged afterwards.

use crate::text::{LINE_CHARACTERS, TextFault, optional_line};
use iban::{IbanLike, ParseIbanError};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use std::fmt;

/// The longest account number: as long as the longest IBAN (ISO 13616).
const NUMBER_CHARACTERS: usize = 34;
/// An IBAN is written in groups of so many characters.
const GROUP_CHARACTERS: usize = 4;

/// An account as it is typed, or, once [checked](BankAccount::checked), as it stands.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankAccount {
    /// Who gets the money.
    pub holder: String,
    /// An IBAN without spaces, or the number that the bank gives where there are no IBANs.
    pub number: String,
    /// ISO 9362.
    #[serde(default)]
    pub bic: Option<String>,
    /// The name of the bank.
    #[serde(default)]
    pub bank: Option<String>,
}

/// What is wrong with an account, and in which field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountFault {
    Holder(TextFault),
    NumberMissing,
    /// It begins like an IBAN, and is none: a digit is wrong, or one is missing.
    IbanWrong,
    NumberInvalid,
    BicInvalid,
    Bank(TextFault),
}

impl AccountFault {
    /// Stable, for programs and the translation catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Holder(TextFault::Missing) => "account_holder_missing",
            Self::Holder(fault) | Self::Bank(fault) => fault.code(),
            Self::NumberMissing => "account_number_missing",
            Self::IbanWrong => "iban_wrong",
            Self::NumberInvalid => "account_number_invalid",
            Self::BicInvalid => "bic_invalid",
        }
    }

    /// The field to correct.
    pub fn field(self) -> &'static str {
        match self {
            Self::Holder(_) => "account.holder",
            Self::NumberMissing | Self::IbanWrong | Self::NumberInvalid => "account.number",
            Self::BicInvalid => "account.bic",
            Self::Bank(_) => "account.bank",
        }
    }
}

impl fmt::Display for AccountFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Holder(TextFault::Missing) => f.write_str("Write who holds the account."),
            Self::Holder(fault) => write!(f, "The holder of the account: {fault}."),
            Self::NumberMissing => f.write_str("Write the IBAN or the number of the account."),
            Self::IbanWrong => {
                f.write_str("This is no IBAN: compare each character with your bank's letter.")
            }
            Self::NumberInvalid => f.write_str(
                "The account number may have letters, digits, spaces and - . / and 34 characters.",
            ),
            Self::BicInvalid => f.write_str("This is no BIC: it has 8 or 11 letters and digits."),
            Self::Bank(fault) => write!(f, "The name of the bank: {fault}."),
        }
    }
}

impl BankAccount {
    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        let blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        self.holder.trim().is_empty()
            && self.number.trim().is_empty()
            && blank(&self.bic)
            && blank(&self.bank)
    }

    /// Trimmed and in one form.
    ///
    /// # Errors
    /// [`AccountFault`].
    pub fn checked(&self) -> Result<Self, AccountFault> {
        let holder = optional_line(&self.holder).map_err(AccountFault::Holder)?;
        if holder.is_empty() {
            return Err(AccountFault::Holder(TextFault::Missing));
        }
        let number = number(&self.number)?;
        let bic = self.bic.as_deref().map(bic).transpose()?.flatten();
        let bank = optional_line(self.bank.as_deref().unwrap_or_default()).map_err(AccountFault::Bank)?;
        Ok(Self { holder, number, bic, bank: (!bank.is_empty()).then_some(bank) })
    }

    /// The number as people read it: an IBAN in groups of four.
    pub fn written_number(&self) -> String {
        match looks_like_iban(&self.number) {
            true => grouped(&self.number),
            false => self.number.clone(),
        }
    }
}

/// A text in groups of four characters.
pub(super) fn grouped(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let groups: Vec<String> =
        characters.chunks(GROUP_CHARACTERS).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

/// Two letters and two digits: no other kind of account number begins so.
fn looks_like_iban(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() > 4
        && bytes[..2].iter().all(u8::is_ascii_alphabetic)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
}

fn number(typed: &str) -> Result<String, AccountFault> {
    let close: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if close.is_empty() {
        return Err(AccountFault::NumberMissing);
    }
    if looks_like_iban(&close) {
        let upper = close.to_ascii_uppercase();
        return match upper.parse::<iban::Iban>() {
            Ok(iban) => Ok(iban.electronic_str().to_owned()),
            // Its check digits are right; the country is too new for the registry that we know.
            Err(ParseIbanError::UnknownCountry(base)) => Ok(base.electronic_str().to_owned()),
            Err(_) => Err(AccountFault::IbanWrong),
        };
    }
    let words: Vec<&str> = typed.split_whitespace().collect();
    let number = words.join(" ");
    let allowed = |c: char| c.is_ascii_alphanumeric() || " -./".contains(c);
    let has_digit = number.bytes().any(|byte| byte.is_ascii_digit());
    match number.chars().all(allowed) && has_digit && number.len() <= NUMBER_CHARACTERS {
        true => Ok(number),
        false => Err(AccountFault::NumberInvalid),
    }
}

/// Four letters or digits, two letters of the country, two and perhaps three more letters or digits.
fn bic(typed: &str) -> Result<Option<String>, AccountFault> {
    if typed.chars().count() > LINE_CHARACTERS {
        return Err(AccountFault::BicInvalid);
    }
    let bic: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let bic = bic.to_ascii_uppercase();
    let country = |bytes: &[u8]| bytes[4..6].iter().all(u8::is_ascii_uppercase);
    match bic.len() {
        0 => Ok(None),
        8 | 11 if bic.bytes().all(|byte| byte.is_ascii_alphanumeric()) && country(bic.as_bytes()) => {
            Ok(Some(bic))
        }
        _ => Err(AccountFault::BicInvalid),
    }
}
