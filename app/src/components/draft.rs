//! What is being written in a negotiation, with what is attached to it. Handles to signals that outlive the
//! box; no view, no call.

use crate::intl;
use leptos::prelude::*;
use shared::api::Problem;
use shared::api::negotiations::NewEnclosure;
use shared::api::writing::Writing;
use shared::ids::{EntryId, UploadId};
use shared::money::Money;
use shared::negotiation::{Audience, BankAccount, Document, Lane, Terms};
use shared::view::Permissions;
use std::time::Duration;

/// How long all that follows from the text may wait: so seldom that it delays hardly any letter of a quick writer.
const SETTLED: Duration = Duration::from_millis(250);

/// The signs of [`Draft::way`].
const NOTE: char = 'n';
const PRIMARY: char = 'p';
const MANUFACTURER: char = 'm';
const OPERATOR: char = 'o';
const BOTH: char = 'b';

/// A handle to what is being written.
#[derive(Clone, Copy)]
pub struct Draft {
    pub text: RwSignal<String>,
    /// The text as it was a moment ago: for all that nobody waits for, so that a letter is seen at once.
    pub settled: RwSignal<String>,
    settling: StoredValue<bool>,
    pub note: RwSignal<bool>,
    pub lane: RwSignal<Option<Lane>>,
    pub audience: RwSignal<Audience>,
    /// Whom an answer is for at first (N9).
    answers: StoredValue<(Option<Lane>, Audience)>,
    pub cc: RwSignal<String>,
    /// N8: what the server knows, until something else is typed.
    pub sender: RwSignal<String>,
    /// The server does not know it.
    pub sender_needed: RwSignal<bool>,
    pub attached: RwSignal<Option<Attached>>,
    /// Whether the file that is being chosen is a quote.
    pub choosing_quote: RwSignal<bool>,
    pub terms: TermsDraft,
}

/// The document that goes with the message.
#[derive(Clone, Debug, PartialEq)]
pub struct Attached {
    pub upload: UploadId,
    pub name: String,
    pub bytes: u64,
    /// A quote, or another document (N2).
    pub quote: bool,
    pub progress: Progress,
}

/// How far its upload has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// Bytes that have left.
    Sending(u64),
    Stored(Document),
    Failed(Problem),
}

/// A bank account as it is typed.
#[derive(Clone, Copy)]
pub struct AccountDraft {
    pub holder: RwSignal<String>,
    pub number: RwSignal<String>,
    pub bic: RwSignal<String>,
    pub bank: RwSignal<String>,
}

impl AccountDraft {
    fn new() -> Self {
        let [holder, number, bic, bank] = [(); 4].map(|()| RwSignal::new(String::new()));
        Self { holder, number, bic, bank }
    }

    /// None when the page has gone.
    pub fn try_typed(self) -> Option<BankAccount> {
        let text = |text: RwSignal<String>| text.try_get_untracked();
        let (bic, bank) = (text(self.bic)?, text(self.bank)?);
        let optional = |text: String| (!text.trim().is_empty()).then_some(text);
        let (holder, number) = (text(self.holder)?, text(self.number)?);
        Some(BankAccount { holder, number, bic: optional(bic), bank: optional(bank) })
    }

    /// Fills it in.
    pub fn put(self, account: BankAccount) {
        self.holder.set(account.holder.clone());
        self.number.set(account.written_number());
        self.bic.set(account.bic.unwrap_or_default());
        self.bank.set(account.bank.unwrap_or_default());
    }
}

/// The terms of a quote as they are typed (N3).
#[derive(Clone, Copy)]
pub struct TermsDraft {
    pub amount: RwSignal<String>,
    pub currency: RwSignal<String>,
    /// A day as date fields give it, `2026-12-24`: to its end, where the seller is.
    pub valid_until: RwSignal<String>,
    pub payable_online: RwSignal<bool>,
    /// Stays for the next quote.
    pub account: AccountDraft,
    /// The quote that the new one replaces, and its price.
    pub supersedes: RwSignal<Option<(EntryId, Money)>>,
}

impl Draft {
    /// What was kept of it: the text and its [`way`](Self::way).
    pub fn new(text: String, way: &str) -> Self {
        let goes = |sign: char| way.contains(sign);
        let lanes = [(PRIMARY, Lane::Primary), (MANUFACTURER, Lane::Manufacturer)];
        let audiences = [(OPERATOR, Audience::Operator), (BOTH, Audience::LaneAndOperator)];
        let lane = lanes.into_iter().find_map(|(sign, lane)| goes(sign).then_some(lane));
        let audience = audiences.into_iter().find_map(|(sign, audience)| goes(sign).then_some(audience));
        Self {
            settled: RwSignal::new(text.clone()),
            settling: StoredValue::new(false),
            text: RwSignal::new(text),
            note: RwSignal::new(goes(NOTE)),
            lane: RwSignal::new(lane),
            audience: RwSignal::new(audience.unwrap_or_default()),
            answers: StoredValue::default(),
            cc: RwSignal::new(String::new()),
            sender: RwSignal::new(String::new()),
            sender_needed: RwSignal::new(false),
            attached: RwSignal::new(None),
            choosing_quote: RwSignal::new(false),
            terms: TermsDraft::new(),
        }
    }

    /// Whom it is for, in signs that a browser may keep: a note must never come back as a message.
    pub fn way(self) -> String {
        let note = self.note.get_untracked().then_some(NOTE);
        let lane = self.lane.get_untracked().map(|lane| match lane {
            Lane::Primary => PRIMARY,
            Lane::Manufacturer => MANUFACTURER,
        });
        let audience = match self.audience.get_untracked() {
            Audience::Lane => None,
            Audience::Operator => Some(OPERATOR),
            Audience::LaneAndOperator => Some(BOTH),
        };
        note.into_iter().chain(lane).chain(audience).collect()
    }

    /// The text was changed; reactive.
    pub fn settle(self) {
        self.text.track();
        if self.settling.try_update_value(|settling| std::mem::replace(settling, true)) == Some(false) {
            set_timeout(move || self.settle_now(), SETTLED);
        }
    }

    fn settle_now(self) {
        self.settling.try_set_value(false);
        let Some(text) = self.text.try_get_untracked() else { return };
        if self.settled.try_with_untracked(|known| *known != text) == Some(true) {
            self.settled.set(text);
        }
    }

    /// Everything, as it stands; a document only once it is stored.
    pub fn writing(self) -> Writing {
        let stored = |attached: Attached| match attached.progress {
            Progress::Stored(document) => Some((attached.upload, attached.quote, document)),
            _ => None,
        };
        let (enclosure, document) = match self.attached.get_untracked().and_then(stored) {
            Some((upload, quote, document)) => {
                let terms = quote.then(|| self.terms.typed());
                (Some(NewEnclosure { upload, terms }), Some(document))
            }
            None => (None, None),
        };
        let filled =
            |text: RwSignal<String>| Some(text.get_untracked()).filter(|text| !text.trim().is_empty());
        Writing {
            note: self.note.get_untracked(),
            lane: self.lane.get_untracked(),
            audience: self.audience.get_untracked(),
            text: self.text.get_untracked(),
            cc: filled(self.cc),
            sender: filled(self.sender),
            enclosure,
            document,
        }
    }

    /// Goes on with what was being written, before what is written now, if that is something else; `price` knows what
    /// quotes cost.
    pub fn restore(self, writing: Writing, price: impl Fn(&EntryId) -> Option<Money>) {
        let Writing { note, lane, audience, text, cc, enclosure, document, .. } = writing;
        self.note.set(note);
        self.lane.set(lane);
        self.audience.set(audience);
        if self.text.with_untracked(|now| *now != text) {
            self.text.update(|now| {
                let both = if now.trim().is_empty() { text } else { format!("{text}\n\n{now}") };
                *now = both.trim().to_owned();
            });
        }
        if let Some(cc) = cc {
            self.cc.set(cc);
        }
        if self.attached.with_untracked(Option::is_some) {
            return;
        }
        let Some((NewEnclosure { upload, terms }, document)) = enclosure.zip(document) else { return };
        let quote = terms.is_some();
        let (name, bytes) = (document.name.clone(), document.bytes);
        let progress = Progress::Stored(document);
        self.attached.set(Some(Attached { upload, name, bytes, quote, progress }));
        if let Some(terms) = terms {
            self.terms.restore(terms, price);
        }
    }

    /// N9: the newest message is for others now; so is what is written, as long as nothing is.
    pub fn aim(self, may: &Permissions) {
        let aim = (may.answer_lane, may.answer_to.unwrap_or_default());
        let before = self.answers.try_update_value(|known| std::mem::replace(known, aim));
        if before.is_some_and(|before| before != aim) && self.text.with_untracked(String::is_empty) {
            self.lane.set(aim.0);
            self.audience.set(aim.1);
        }
    }

    /// After sending: nothing written; the next is for whom an answer is at first (N9), and a note stays one.
    pub fn clear(self) {
        self.audience.set(self.answers.get_value().1);
        for text in [self.text, self.cc, self.terms.amount, self.terms.valid_until] {
            empty(text);
        }
        empty(self.attached);
        empty(self.terms.supersedes);
    }
}

/// Who follows what is empty already is not told: it would draw the same again.
fn empty<T: Default + PartialEq + Send + Sync + 'static>(signal: RwSignal<T>) {
    if signal.try_with_untracked(|now| *now == T::default()) == Some(false) {
        signal.set(T::default());
    }
}

impl TermsDraft {
    /// As they are sent.
    pub fn typed(self) -> Terms {
        Terms {
            amount: self.amount.get_untracked(),
            currency: self.currency.get_untracked(),
            valid_until: intl::end_of_day(&self.valid_until.get_untracked()),
            payable_online: self.payable_online.get_untracked(),
            supersedes: self.supersedes.get_untracked().map(|(quote, _)| quote),
            account: self.account.try_typed().filter(|account| !account.is_empty()),
        }
    }

    fn restore(self, terms: Terms, price: impl Fn(&EntryId) -> Option<Money>) {
        self.amount.set(terms.amount);
        self.currency.set(terms.currency);
        self.valid_until.set(terms.valid_until.map(intl::date_field).unwrap_or_default());
        self.payable_online.set(terms.payable_online);
        if let Some(account) = terms.account {
            self.account.put(account);
        }
        self.supersedes.set(terms.supersedes.and_then(|quote| price(&quote).map(|price| (quote, price))));
    }

    fn new() -> Self {
        Self {
            amount: RwSignal::new(String::new()),
            currency: RwSignal::new("EUR".to_owned()),
            valid_until: RwSignal::new(String::new()),
            payable_online: RwSignal::new(false),
            account: AccountDraft::new(),
            supersedes: RwSignal::new(None),
        }
    }
}
