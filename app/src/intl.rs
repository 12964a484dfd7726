//! Numbers, times and names in the reader's language, through the browser's `Intl`. No text here.

use crate::words::language;
use chrono::{DateTime, Datelike, Local, NaiveDate, NaiveDateTime, Timelike, Utc};
use js_sys::{Array, Function, Object, Reflect};
use leptos::wasm_bindgen::{JsCast, JsValue};
use shared::money::Money;
use shared::time::{Millis, Timestamp};
use std::cell::RefCell;

/// 1 January 2024, a Monday, in UTC.
const MONDAY: Timestamp = Timestamp(1_704_067_200_000);

/// "14:05" today, "3 Mar" this year, "3 Mar 2025" before.
pub fn short_time(at: Timestamp) -> String {
    let (day, today) = (local_day(at), local_day(crate::browser::now()));
    match (day == today, day.year() == today.year()) {
        (true, _) => time_of_day(at),
        (false, true) => dated(at, &[("day", "numeric"), ("month", "short")]),
        _ => dated(at, &[("day", "numeric"), ("month", "short"), ("year", "numeric")]),
    }
}

/// "14:05".
pub fn time_of_day(at: Timestamp) -> String {
    dated(at, &[("hour", "numeric"), ("minute", "2-digit")])
}

/// "Tuesday, 3 March".
pub fn day(at: Timestamp) -> String {
    let this_year = local_day(at).year() == local_day(crate::browser::now()).year();
    let year = (!this_year).then_some(("year", "numeric"));
    let parts = [("weekday", "long"), ("day", "numeric"), ("month", "long")];
    dated(at, &parts.into_iter().chain(year).collect::<Vec<_>>())
}

/// "3 March 2026 at 14:05:09": for hover and focus.
pub fn exact(at: Timestamp) -> String {
    dated(at, &[("dateStyle", "long"), ("timeStyle", "medium")])
}

/// `2026-03-03T13:05:09.000Z`, for `datetime` attributes.
pub fn machine(at: Timestamp) -> String {
    date(at).to_iso_string().into()
}

/// "2 hr", "45 min", "3 days": one unit, rounded to what matters.
pub fn length(length: Millis) -> String {
    let minutes = length.0.max(0) as f64 / 60_000.0;
    match minutes {
        few if few < 60.0 => united(few.ceil().max(1.0), "minute", 0),
        some if some < 48.0 * 60.0 => united((some / 60.0).round(), "hour", 0),
        many => united((many / 1_440.0).round(), "day", 0),
    }
}

/// "8 sec".
pub fn seconds(seconds: i64) -> String {
    united(seconds as f64, "second", 0)
}

/// "5.5 hr" from hours.
pub fn hours(hours: f64) -> String {
    united(hours, "hour", 1)
}

/// "391 km"; under 10 km with one decimal.
pub fn distance(metres: u32) -> String {
    let kilometres = f64::from(metres) / 1000.0;
    united(kilometres, "kilometer", if kilometres < 10.0 { 1 } else { 0 })
}

/// "12,345.60 €", with the currency's own decimals.
pub fn money(money: Money) -> String {
    let currency = money.currency();
    let options = [("style", "currency"), ("currency", currency.code())];
    // As text, because a number of the browser holds fewer digits than money may have.
    formatted("NumberFormat", &options, money.amount().into()).unwrap_or_else(|| money.to_string())
}

/// "1.4 MB", of 1,024 kB each, as the limit is counted (N2). Rounded up: what is over the limit looks like it.
pub fn bytes(bytes: u64) -> String {
    let kilobytes = bytes as f64 / 1024.0;
    match kilobytes {
        few if few <= 999.0 => united(few.ceil(), "kilobyte", 0),
        many => united((many / 102.4).ceil() / 10.0, "megabyte", 1),
    }
}

/// "24 December 2026", of a day that is the same everywhere, as [`plain_day`] makes it.
pub fn date_long(at: Timestamp) -> String {
    dated(at, &[("dateStyle", "long"), ("timeZone", "UTC")])
}

/// "24 Dec 2026, 23:59".
pub fn exact_minute(at: Timestamp) -> String {
    dated(at, &[("dateStyle", "medium"), ("timeStyle", "short")])
}

/// The last moment in UTC of a day as date fields give it (`2026-12-24`): the same day for whoever reads it.
pub fn plain_day(day: &str) -> Option<Timestamp> {
    let next = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?.succ_opt()?.and_hms_opt(0, 0, 0)?;
    Some(Timestamp(next.and_utc().timestamp_millis() - 1))
}

/// The last moment, where the reader is, of a day as date fields give it (`2026-12-24`).
pub fn end_of_day(day: &str) -> Option<Timestamp> {
    let next = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?.succ_opt()?.and_hms_opt(0, 0, 0)?;
    let midnight = next.and_local_timezone(Local).earliest()?;
    Some(Timestamp(midnight.timestamp_millis() - 1))
}

/// The day where the reader is, as date fields take it.
pub fn date_field(at: Timestamp) -> String {
    local_day(at).to_string()
}

/// A number with the language's separators and at most `decimals` decimals.
pub fn number(value: f64, decimals: u32) -> String {
    let options = [("maximumFractionDigits", &*decimals.to_string())];
    formatted("NumberFormat", &options, value.into()).unwrap_or_default()
}

/// "4.0" of tenths, as stars are shown everywhere (S2).
pub fn stars(tenths: u32) -> String {
    let options = [("minimumFractionDigits", "1"), ("maximumFractionDigits", "1")];
    formatted("NumberFormat", &options, (f64::from(tenths) / 10.0).into()).unwrap_or_default()
}

/// "28.6 %" of tenths of a per cent.
pub fn percent(tenths: u64) -> String {
    let options = [("style", "percent"), ("maximumFractionDigits", "1")];
    formatted("NumberFormat", &options, (tenths as f64 / 1000.0).into()).unwrap_or_default()
}

/// The name of a country in the reader's language.
pub fn country(code: &str) -> String {
    name("region", code)
}

/// The name of a language in the reader's language.
pub fn language_name(code: &str) -> String {
    name("language", code)
}

/// The name of a day of the week, 0 is Monday; `style` is `short` or `long`.
pub fn weekday(day: usize, style: &str) -> String {
    dated(Timestamp(MONDAY.0 + Millis::days(day as i64).0), &[("weekday", style), ("timeZone", "UTC")])
}

/// "08:30", so many minutes after midnight.
pub fn minute(minute: u16) -> String {
    let at = Timestamp(MONDAY.0 + Millis::minutes(i64::from(minute)).0);
    dated(at, &[("hour", "numeric"), ("minute", "2-digit"), ("timeZone", "UTC")])
}

/// "14:05", as clocks in that zone say now; none when the browser does not know it.
pub fn time_in(zone: &str) -> Option<String> {
    let options = [("hour", "numeric"), ("minute", "2-digit"), ("timeZone", zone)];
    formatted("DateTimeFormat", &options, date(crate::browser::now()).into())
}

/// The day of the week, 0 is Monday, and the minutes after midnight, as clocks in that zone say now.
pub fn clock_in(zone: &str) -> Option<(usize, u16)> {
    let options = [("dateStyle", "short"), ("timeStyle", "short"), ("timeZone", zone)];
    // The one language that writes it as it is read here: `2026-03-03 14:05`.
    let formatter = made("sv-SE", "DateTimeFormat", &options)?;
    let text = method(&formatter, "format", date(crate::browser::now()).into())?;
    let there = NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M").ok()?;
    let minute = u16::try_from(there.num_seconds_from_midnight() / 60).ok()?;
    Some((there.weekday().num_days_from_monday() as usize, minute))
}

/// The time zone that this browser is in.
pub fn own_zone() -> String {
    let options = formatter("DateTimeFormat", &[]).and_then(|one| {
        let resolved: Function = Reflect::get(&one, &"resolvedOptions".into()).ok()?.dyn_into().ok()?;
        resolved.call0(&one).ok()
    });
    let zone = options.and_then(|options| Reflect::get(&options, &"timeZone".into()).ok());
    zone.and_then(|zone| zone.as_string()).unwrap_or_else(|| "UTC".to_owned())
}

/// The time zones that this browser knows; an old one says none.
pub fn zones() -> Vec<String> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into());
    let all = intl.ok().and_then(|intl| {
        let values: Function = Reflect::get(&intl, &"supportedValuesOf".into()).ok()?.dyn_into().ok()?;
        values.call1(&intl, &"timeZone".into()).ok()?.dyn_into::<Array>().ok()
    });
    all.map(|all| all.iter().filter_map(|zone| zone.as_string()).collect()).unwrap_or_default()
}

/// Sorts names as the reader's language does.
pub fn sort(names: &mut [(String, String)]) {
    let Some(collator) = formatter("Collator", &[]) else { return };
    let compare =
        Reflect::get(&collator, &"compare".into()).ok().and_then(|value| value.dyn_into::<Function>().ok());
    let Some(compare) = compare else { return };
    let order =
        |a: &str, b: &str| compare.call2(&JsValue::NULL, &a.into(), &b.into()).ok().and_then(|n| n.as_f64());
    names.sort_by(|(_, a), (_, b)| order(a, b).unwrap_or(0.0).total_cmp(&0.0));
}

fn name(kind: &str, code: &str) -> String {
    let of = |names: JsValue| method(&names, "of", code.into());
    formatter("DisplayNames", &[("type", kind)]).and_then(of).unwrap_or_else(|| code.to_owned())
}

fn united(value: f64, unit: &str, decimals: u32) -> String {
    let decimals = decimals.to_string();
    let options =
        [("style", "unit"), ("unit", unit), ("unitDisplay", "short"), ("maximumFractionDigits", &*decimals)];
    formatted("NumberFormat", &options, value.into()).unwrap_or_default()
}

fn dated(at: Timestamp, options: Options) -> String {
    formatted("DateTimeFormat", options, date(at).into()).unwrap_or_default()
}

fn date(at: Timestamp) -> js_sys::Date {
    js_sys::Date::new(&(at.0 as f64).into())
}

fn utc(at: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at.0).unwrap_or_default()
}

/// The day where the reader is.
pub fn local_day(at: Timestamp) -> NaiveDate {
    utc(at).with_timezone(&Local).date_naive()
}

/// What a formatter is asked for; `Intl` takes numbers as text, too.
type Options<'a> = &'a [(&'a str, &'a str)];

fn formatted(kind: &str, options: Options, value: JsValue) -> Option<String> {
    method(&formatter(kind, options)?, "format", value)
}

thread_local! {
    /// The formatters that were made, by all that went into them. Making one takes a hundred times as long as using
    /// it; there are some twenty for a language.
    static MADE: RefCell<Vec<(String, JsValue)>> = const { RefCell::new(Vec::new()) };
}

fn formatter(kind: &str, options: Options) -> Option<JsValue> {
    let words =
        [kind, language().code()].into_iter().chain(options.iter().flat_map(|(name, value)| [*name, *value]));
    let key = words.collect::<Vec<_>>().join(" ");
    let known =
        MADE.with_borrow(|made| made.iter().find(|(known, _)| *known == key).map(|(_, one)| one.clone()));
    known.or_else(|| {
        let one = made(language().code(), kind, options)?;
        MADE.with_borrow_mut(|made| made.push((key, one.clone())));
        Some(one)
    })
}

/// `new Intl[kind](language, options)`, by name: the bindings would cost a class each.
fn made(language: &str, kind: &str, pairs: Options) -> Option<JsValue> {
    let options = Object::new();
    for (name, value) in pairs {
        // A fresh plain object takes every property.
        drop(Reflect::set(&options, &(*name).into(), &(*value).into()));
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &kind.into()).ok()?.dyn_into().ok()?;
    Reflect::construct(&class, &Array::of2(&language.into(), &options)).ok()
}

fn method(object: &JsValue, name: &str, argument: JsValue) -> Option<String> {
    let function: Function = Reflect::get(object, &name.into()).ok()?.dyn_into().ok()?;
    function.call1(object, &argument).ok()?.as_string()
}
