//! What the letters have in common: saying a phrase, naming people, quoting a text.

use super::catalogues;
use super::draft::Block;
use super::masks;
use shared::language::Language;
use shared::money::Money;
use shared::view::{Author, Header, Role, Summary};
use words::{Catalogue, Phrase, mail};

/// Writes in one language for one marketplace.
pub struct Pen {
    words: &'static Catalogue,
    pub language: Language,
    pub marketplace: String,
}

impl Pen {
    pub fn new(language: Language, marketplace: &str) -> Self {
        Self { words: catalogues::of(language), language, marketplace: masks::topic(marketplace) }
    }

    pub fn say(&self, phrase: impl Into<Phrase>) -> String {
        self.words.say(phrase)
    }

    pub fn lead(&self, phrase: impl Into<Phrase>) -> Block {
        Block::Lead(self.say(phrase))
    }

    pub fn paragraph(&self, phrase: impl Into<Phrase>) -> Block {
        Block::Paragraph(self.say(phrase))
    }

    pub fn button(&self, phrase: impl Into<Phrase>) -> Block {
        Block::Button(self.say(phrase))
    }

    /// A value behind its label, with what the language puts between them.
    pub fn labelled(&self, label: &str, value: &str) -> String {
        self.say(mail::line(label, value))
    }

    /// Where a label leads. A space before the address, whatever the language: programs find where it begins by it.
    pub fn addressed(&self, label: &str, link: &str) -> String {
        format!("{} {link}", self.labelled(label, "").trim_end())
    }

    /// An amount as the language writes it, with the currency's code, which is the same everywhere.
    pub fn money(&self, money: Money) -> String {
        let (group, sign) = match self.language {
            Language::En | Language::Zh | Language::Ja => (",", "."),
            Language::De | Language::Es | Language::It => (".", ","),
            Language::Fr => ("\u{202f}", ","),
            Language::Pt | Language::Ru => ("\u{a0}", ","),
        };
        let amount = money.amount();
        let (whole, rest) =
            amount.split_once('.').map_or((&*amount, None), |(whole, rest)| (whole, Some(rest)));
        let first = whole.len() % 3;
        let (first, groups) = whole.split_at(first);
        let groups = groups.as_bytes().chunks(3).map(|digits| String::from_utf8_lossy(digits).into_owned());
        let first = Some(first.to_owned()).filter(|first| !first.is_empty());
        let whole = first.into_iter().chain(groups).collect::<Vec<_>>().join(group);
        let rest = rest.map(|rest| format!("{sign}{rest}")).unwrap_or_default();
        format!("{whole}{rest}\u{a0}{}", money.currency().code())
    }

    /// A name as a mail shows it; somebody without one is "another participant".
    pub fn name(&self, typed: Option<&str>) -> String {
        match typed.map(masks::name) {
            Some(name) if !name.is_empty() => name,
            _ => self.say(mail::UNNAMED),
        }
    }

    /// Who wrote an entry; the operator writes as the marketplace.
    pub fn author(&self, author: Option<&Author>) -> String {
        match author {
            Some(Author { role: Role::Operator | Role::System, .. }) => self.marketplace.clone(),
            Some(Author { name, .. }) => self.name(name.as_deref()),
            None => self.name(None),
        }
    }

    pub fn buyer(&self, header: &Header) -> String {
        self.name(Some(&header.summary.buyer_name))
    }

    pub fn recipient(&self, header: &Header) -> String {
        self.name(Some(&header.receipt.recipient_name))
    }

    /// The buyer is a person, and greeted; the others are companies or unknown.
    pub fn greeting(&self, header: &Header) -> Option<Block> {
        let is_buyer = header.role == Role::Buyer;
        is_buyer.then(|| self.paragraph(mail::greeting(self.buyer(header))))
    }

    /// What a person wrote; the beginning of it when it is too long for a mail.
    pub fn quote(&self, text: &str) -> Vec<Block> {
        let (text, is_cut) = masks::beginning(text);
        let rest = is_cut.then(|| self.paragraph(mail::CUT));
        [Block::Quote(text)].into_iter().chain(rest).collect()
    }

    /// What it is about.
    pub fn subject_facts(&self, summary: &Summary) -> Block {
        Block::Facts(self.about(summary))
    }

    /// Who asks, from where, about what. Never a phone number (N1), never an address (N12).
    pub fn inquiry_facts(&self, summary: &Summary) -> Block {
        let buyer = self.name(Some(&summary.buyer_name));
        let company = summary.buyer_company.as_deref().map(masks::name);
        let facts = [
            (mail::FACT_BUYER, Some(buyer)),
            (mail::FACT_COMPANY, company),
            (mail::FACT_PLACE, place(summary)),
            (mail::FACT_LANGUAGE, Some(summary.language.own_name().to_owned())),
        ];
        let said = facts.into_iter().filter_map(|(label, value)| Some((self.say(label), value?)));
        Block::Facts(said.chain(self.about(summary)).collect())
    }

    fn about(&self, summary: &Summary) -> Vec<(String, String)> {
        let product = summary.product_name.as_deref().map(|name| (mail::FACT_PRODUCT, masks::topic(name)));
        let manufacturer = (mail::FACT_MANUFACTURER, masks::topic(&summary.manufacturer_name));
        product.into_iter().chain([manufacturer]).map(|(label, value)| (self.say(label), value)).collect()
    }
}

/// The product, or the manufacturer when the stand was asked.
pub fn topic(summary: &Summary) -> String {
    masks::topic(summary.product_name.as_deref().unwrap_or(&summary.manufacturer_name))
}

fn place(summary: &Summary) -> Option<String> {
    let town = summary.town.as_deref().map(masks::topic);
    let country = summary.country.map(|country| country.to_string());
    match (town, country) {
        (Some(town), Some(country)) => Some(format!("{town} ({country})")),
        (town, country) => town.or(country),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::money::Currency;

    #[test]
    fn an_amount_is_written_as_its_reader_writes_it() {
        let said = |language, amount, currency| {
            let currency = Currency::parse(currency).expect("a currency");
            Pen::new(language, "").money(Money::parse(amount, currency).expect("an amount"))
        };
        assert_eq!(said(Language::En, "1234567.50", "EUR"), "1,234,567.50\u{a0}EUR");
        assert_eq!(said(Language::De, "4820.50", "EUR"), "4.820,50\u{a0}EUR");
        assert_eq!(said(Language::Fr, "123456", "EUR"), "123\u{202f}456,00\u{a0}EUR");
        assert_eq!(said(Language::Ru, "820.50", "EUR"), "820,50\u{a0}EUR");
        assert_eq!(said(Language::Ja, "48000", "JPY"), "48,000\u{a0}JPY");
    }
}
