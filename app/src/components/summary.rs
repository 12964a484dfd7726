//! The inquiry beside the conversation: product, buyer, place, words, and the phone number behind one
//! click (N1).

use crate::components::button::Button;
use crate::components::icon::icon;
use crate::intl;
use crate::styles::SUMMARY;
use crate::words::{Key, said, say, t};
use leptos::prelude::*;
use shared::view::{Phone, Summary};

/// `show_phone` is asked when the number is still hidden.
#[component]
pub fn SummaryPanel(summary: Summary, show_phone: Callback<()>, may_show: bool) -> AnyView {
    let product = summary.product_name.clone();
    let what = move || product.clone().unwrap_or_else(|| said(say::SUMMARY_WHOLE_STAND));
    let place = place(&summary);
    let (sent_at, language) = (summary.sent_at, summary.language);
    let phone = phone(summary.phone, show_phone, may_show);
    view! { class = SUMMARY,
        <div class="summary">
            <div class="product">
                <span class="picture">{icon("package")}</span>
                <span class="what">{what}</span>
                <span class="whose">{summary.manufacturer_name}</span>
            </div>
            <blockquote class="text">{summary.text}</blockquote>
            <dl class="facts">
                {fact(say::SUMMARY_BUYER, plain(summary.buyer_name))}
                {summary.buyer_company.map(|company| fact(say::SUMMARY_COMPANY, plain(company)))}
                {place.map(|place| fact(say::SUMMARY_PLACE, place))}
                {phone.map(|phone| fact(say::SUMMARY_PHONE, phone))}
                {summary.buyer_email.map(|email| fact(say::SUMMARY_EMAIL, plain(email)))}
                {fact(say::SUMMARY_LANGUAGE, (move || intl::language_name(language.code())).into_any())}
                {fact(say::SUMMARY_SENT, time(sent_at))}
            </dl>
        </div>
    }
    .into_any()
}

fn fact(term: Key, value: AnyView) -> AnyView {
    view! { class = SUMMARY, <dt class="term">{t(term)}</dt><dd class="value">{value}</dd> }.into_any()
}

fn plain(text: String) -> AnyView {
    text.into_any()
}

/// A time as short as it can be, exact on hover.
pub fn time(at: shared::time::Timestamp) -> AnyView {
    view! { <time datetime=intl::machine(at) title=move || intl::exact(at)>{move || intl::short_time(at)}</time> }.into_any()
}

fn place(summary: &Summary) -> Option<AnyView> {
    let (town, country) = (summary.town.clone(), summary.country);
    let words = move || match (&town, country) {
        (Some(town), Some(country)) => said(say::place_line(intl::country(country.as_str()), town)),
        (Some(town), None) => town.clone(),
        (None, Some(country)) => intl::country(country.as_str()),
        (None, None) => String::new(),
    };
    (summary.town.is_some() || country.is_some()).then(|| words.into_any())
}

fn phone(phone: Phone, show: Callback<()>, may_show: bool) -> Option<AnyView> {
    match phone {
        Phone::None => None,
        Phone::Hidden if !may_show => None,
        Phone::Hidden => {
            Some(view! { <Button label=say::SUMMARY_SHOW_PHONE icon_name="phone" press=show /> }.into_any())
        }
        Phone::Shown(number) => {
            let call = format!("tel:{}", number.replace([' ', '-', '(', ')', '/', '.'], ""));
            Some(view! { class = SUMMARY, <a class="number" href=call>{number}</a> }.into_any())
        }
    }
}
