//! The link of a mail: opens it by a POST, so that programs which fetch every link do nothing, and goes
//! on to where it leads.

use crate::browser;
use crate::client::question;
use crate::components::button::{Button, Look};
use crate::components::empty::Empty;
use crate::components::skeleton::Shape;
use crate::load::{Load, Place, fetch, loaded};
use crate::route::{self, Page};
use crate::session;
use crate::words::{self, say};
use leptos::prelude::*;
use shared::api::sessions::{LinkToken, OpenLink, OpenedLink, token_and_stars};

pub fn link() -> AnyView {
    let fragment = Memo::new(|_| route::fragment());
    (move || open(fragment.get())).into_any()
}

fn open(fragment: String) -> AnyView {
    let (token, stars) = token_and_stars(&fragment);
    let token = token.to_owned();
    if token.is_empty() {
        return spent();
    }
    let place = Place::<OpenedLink>::new();
    let ask = move || {
        let body = LinkToken { token: token.clone(), language: Some(words::language()) };
        fetch(place, question::<OpenLink>(&[], &body));
    };
    ask();
    Effect::new(move |_| {
        if let Load::Ready(opened) = place.get() {
            session::refresh();
            if let (Some(id), Some(stars)) = (&opened.negotiation, stars) {
                browser::keep(&browser::stars_of(&id.0), &stars.get().to_string());
            }
            let page = opened.negotiation.map_or(Page::Requests, |id| Page::Negotiation(id.0));
            route::replace(&page.path());
        }
    });
    let lost = move || matches!(place.get(), Load::Failed(problem) if problem.code != crate::client::LOST);
    let lost = Memo::new(move |_| lost());
    (move || match lost.get() {
        true => spent(),
        false => loaded(
            place,
            Shape::Lines(6),
            Callback::new({
                let ask = ask.clone();
                move |()| ask()
            }),
            |_| ().into_any(),
        ),
    })
    .into_any()
}

/// Expired, revoked or mistyped: all look the same.
fn spent() -> AnyView {
    view! {
        <Empty icon_name="lock" title=say::LINK_SPENT_TITLE text=say::LINK_SPENT_TEXT whole_page=true>
            <Button label=say::NAV_SIGN_IN look=Look::Primary press=|()| route::go(Page::SignIn) />
        </Empty>
    }
    .into_any()
}
