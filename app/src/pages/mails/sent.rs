//! The newest outgoing mails, and the one that is chosen; what has failed can be sent again.

use super::{Hands, Kind, Line, room, sheet};
use crate::components::badge::{Tone, badge};
use crate::components::button::Button;
use crate::pages::payments::payments;
use crate::pages::unreachable::unreachable;
use crate::styles::MAILS;
use crate::words::{say, t};
use leptos::prelude::*;
use shared::api::Nothing;
use shared::api::operation::{ListMails, Mail, MailLine, MailState, ReadMail, RetryMail};

pub fn sent() -> AnyView {
    let kind =
        Kind { lead: say::MAILS_LEAD, empty: (say::MAILS_EMPTY_TITLE, say::MAILS_EMPTY_TEXT), line, shown };
    view! { {payments()} {unreachable()} {room::<ListMails, ReadMail>(kind)} }.into_any()
}

fn line(line: MailLine) -> Line {
    let badge = state(line.state);
    Line { id: line.id, subject: line.subject, at: line.at, who: line.to, badge }
}

fn state(state: MailState) -> AnyView {
    match state {
        MailState::Waiting => badge(Tone::Warn, "clock", t(say::MAIL_STATE_WAITING)),
        MailState::Sent => badge(Tone::Good, "check", t(say::MAIL_STATE_SENT)),
        MailState::Delayed => badge(Tone::Warn, "hourglass", t(say::MAIL_STATE_DELAYED)),
        MailState::Failed => badge(Tone::Bad, "triangle-alert", t(say::MAIL_STATE_FAILED)),
        MailState::Unwritten => badge(Tone::Bad, "triangle-alert", t(say::MAIL_STATE_UNWRITTEN)),
    }
}

fn shown(mail: Mail, hands: Hands<Mail>) -> AnyView {
    let MailLine { id, to, subject, state, problem, .. } = mail.line;
    let press = Callback::new(move |()| hands.act::<RetryMail>(id.clone(), Nothing {}));
    let failed = matches!(state, MailState::Failed | MailState::Unwritten);
    let again = failed.then(|| view! { <Button label=say::MAILS_RETRY press /> });
    let note = problem.map(|problem| {
        view! { class = MAILS,
            <div class="note">
                <p><strong>{t(say::MAILS_PROBLEM)}</strong>" "{problem}</p>
                {again}
            </div>
        }
    });
    sheet((subject, to), note.into_any(), with_links(&mail.text), mail.source)
}

/// The text with its addresses made into links.
fn with_links(text: &str) -> AnyView {
    let piece = |piece: &str| {
        let address = piece.trim_end();
        if !address.starts_with("http://") && !address.starts_with("https://") {
            return piece.to_owned().into_any();
        }
        let rest = piece[address.len()..].to_owned();
        view! { class = MAILS, <a href=address.to_owned() target="_blank" rel="noopener">{address.to_owned()}</a>{rest} }
            .into_any()
    };
    text.split_inclusive(char::is_whitespace).map(piece).collect_view().into_any()
}
