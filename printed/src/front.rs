//! What stands before the history and around it: what it is about, between whom, when and for whom it was exported.

use crate::Sheet;
use crate::column::{Column, SMALL, STRONG, TEXT};
use crate::pen::Pen;
use crate::plain;
use crate::times::Clock;
use crate::typesetter::{Ink, Style};
use krilla::metadata::{DateTime, Metadata};
use shared::language::Language;
use shared::view::{Contact, Header, Phone, Role, Summary};
use std::num::NonZeroU16;
use words::{app, mail, named};

/// A heading with the room above it.
pub struct Heading {
    pub style: Style,
    pub gap: f32,
}

pub const DAY: Heading = Heading { style: Style { size: 11.0, leading: 1.3, ..STRONG }, gap: 24.0 };
const TITLE: Style = Style { size: 20.0, leading: 1.2, ..STRONG };
const HOUSE: Style = Style { size: 9.0, strong: true, ..SMALL };

/// The level of a heading.
pub fn level(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).expect("levels begin at one")
}

pub fn front(column: &mut Column, sheet: &Sheet, pen: &Pen) {
    let summary = &sheet.thread.header.summary;
    column.text(None, &plain::line(&sheet.marketplace), HOUSE);
    column.gap(6.0);
    column.heading(level(1), &topic(summary), TITLE);
    column.gap(2.0);
    let under = match summary.product_name {
        Some(_) => plain::line(&summary.manufacturer_name),
        None => pen.say(app::SUMMARY_WHOLE_STAND),
    };
    column.text(None, &under, Style { ink: Ink::Quiet, linked: false, ..TEXT });
    column.gap(14.0);
    column.table(None, &facts(sheet, pen));
    column.gap(10.0);
    column.text(None, &pen.write(mail::PRINTED_SCOPE), SMALL);
    column.gap(DAY.gap);
    column.rule();
    column.heading(level(2), &pen.say(app::SUMMARY_NAME), DAY.style);
    column.gap(4.0);
    column.text(None, &summary.text, TEXT);
}

/// The product, or the manufacturer when the stand was asked.
fn topic(summary: &Summary) -> String {
    plain::line(summary.product_name.as_deref().unwrap_or(&summary.manufacturer_name))
}

fn facts(sheet: &Sheet, pen: &Pen) -> Vec<(String, String)> {
    let header = &sheet.thread.header;
    let summary = &header.summary;
    let phone = match &summary.phone {
        Phone::Shown(number) => Some(plain::line(number)),
        Phone::Hidden | Phone::None => None,
    };
    let receipt = &header.receipt;
    let recipient = format!(
        "{} ({})",
        plain::line(&receipt.recipient_name),
        pen.say(named::role(receipt.recipient_role))
    );
    let rows = [
        (pen.write(mail::FACT_BUYER), Some(plain::line(&summary.buyer_name))),
        (pen.write(mail::FACT_COMPANY), summary.buyer_company.as_deref().map(plain::line)),
        (pen.write(mail::FACT_PLACE), place(summary)),
        (pen.say(app::SUMMARY_PHONE), phone),
        (pen.say(app::SUMMARY_EMAIL), summary.buyer_email.clone()),
        (pen.write(mail::FACT_LANGUAGE), Some(summary.language.own_name().to_owned())),
        (pen.say(app::SUMMARY_SENT), Some(pen.times.exact(summary.sent_at))),
        (pen.write(mail::PRINTED_RECIPIENT), Some(recipient)),
        (pen.write(mail::PRINTED_STATUS), Some(status(header, pen))),
        (pen.write(mail::PRINTED_REFERENCE), Some(header.negotiation.to_string())),
        (pen.write(mail::PRINTED_ADDRESS), Some(sheet.address.clone())),
        (
            pen.write(mail::PRINTED_READER),
            Some(format!("{} ({})", plain::line(&sheet.reader), pen.say(named::role(header.role)))),
        ),
        (pen.write(mail::PRINTED_TIME), Some(pen.times.exact(sheet.at))),
        (pen.write(mail::PRINTED_ZONE), Some(pen.times.zone_name().to_owned())),
    ];
    rows.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn place(summary: &Summary) -> Option<String> {
    let town = summary.town.as_deref().map(plain::line);
    let country = summary.country.map(|country| country.to_string());
    match (town, country) {
        (Some(town), Some(country)) => Some(format!("{town} ({country})")),
        (town, country) => town.or(country),
    }
}

/// How it stands; for those who may know no more of contact and sale, that they took place.
fn status(header: &Header, pen: &Pen) -> String {
    let mut lines = vec![pen.say(named::status(header.status))];
    let watches =
        matches!(header.role, Role::Manufacturer | Role::AreaManager | Role::Copy | Role::Worldwide);
    if let Some(Contact { contacted_at, sold_at }) = header.contact.filter(|_| watches) {
        lines.push(match contacted_at {
            Some(at) => format!("{} {}", pen.say(app::CONTACT_MADE), pen.times.exact(at)),
            None => pen.say(app::CONTACT_NONE),
        });
        lines.extend(sold_at.map(|at| format!("{} {}", pen.say(app::CONTACT_SOLD), pen.times.exact(at))));
    }
    lines.join("\n")
}

/// What is around every page, and what the file says of itself.
pub struct Frame<'s> {
    pub language: Language,
    pub head: String,
    pub foot: String,
    title: String,
    made: String,
    clock: Clock,
    sheet: &'s Sheet,
    pen: &'s Pen,
}

pub fn frame<'s>(sheet: &'s Sheet, pen: &'s Pen) -> Frame<'s> {
    let topic = topic(&sheet.thread.header.summary);
    let marketplace = plain::line(&sheet.marketplace);
    Frame {
        language: sheet.language,
        head: format!("{topic} · {marketplace}"),
        foot: sheet.thread.header.negotiation.to_string(),
        title: pen.write(mail::printed_title(topic)),
        made: pen.write(mail::printed_made(plain::line(&sheet.reader), pen.times.exact(sheet.at))),
        clock: pen.times.clock(sheet.at),
        sheet,
        pen,
    }
}

impl Frame<'_> {
    pub fn page(&self, number: usize, count: usize) -> String {
        self.pen.write(mail::printed_page(number, count))
    }

    pub fn metadata(&self) -> Metadata {
        let Clock { year, month, day, hour, minute, second, offset_minutes } = self.clock;
        let sign = i8::try_from(offset_minutes / 60).unwrap_or_default();
        let minutes = u8::try_from(offset_minutes.unsigned_abs() % 60).unwrap_or_default();
        let made = DateTime::new(year).month(month).day(day).hour(hour).minute(minute).second(second);
        Metadata::new()
            .title(self.title.clone())
            .description(self.made.clone())
            .authors(vec![plain::line(&self.sheet.marketplace)])
            .creator(concat!("Kontor ", env!("CARGO_PKG_VERSION")).to_owned())
            .language(self.language.code().to_owned())
            .document_id(self.sheet.thread.header.negotiation.to_string())
            .creation_date(made.utc_offset_hour(sign).utc_offset_minute(minutes))
    }
}
