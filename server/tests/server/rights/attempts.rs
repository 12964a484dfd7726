//! Every command that can be given to a negotiation, and the roles that may give it.

use super::{to, worded};
use crate::documents::paper;
use crate::orders::acceptance;
use crate::story::message;
use crate::support::browser::{Browser, Raw};
use crate::support::world::fresh;
use shared::api::Nothing;
use shared::api::negotiations::*;
use shared::api::payments::{PayOrder, ReadPaymentOptions};
use shared::api::sellers::ReadHours;
use shared::api::writing::*;
use shared::canned::AnswerCard;
use shared::language::Language;
use shared::negotiation::{DeclineReason, OperatorSide};

/// Every command, and the roles that may give it.
pub async fn attempts(
    browser: &mut Browser<'_>,
    (id, quote, incident): (&str, &str, &str),
) -> Vec<(&'static str, &'static str, Raw)> {
    let bare = || Bare { command: fresh("c").into() };
    let lane = || InLane { command: fresh("c").into(), lane: None };
    let note = NewNote { command: fresh("c").into(), text: "note".into() };
    let stars = NewFeedback { command: fresh("c").into(), stars: 3, reason: None, comment: None };
    let reads = Reads { command: fresh("c").into(), messages: Vec::new() };
    let attending = Attending { page: "p".into(), here: true, writing: None };
    let decline = NewDecline {
        command: fresh("c").into(),
        lane: None,
        reason: DeclineReason::Duplicate,
        detail: None,
        message: None,
    };
    let address = format!("{}@new.example", fresh("someone"));
    let writing = Writing { text: "hold on".into(), ..Writing::default() };
    let (title, text) = ("word-answer".to_owned(), "Soon.".to_owned());
    let answer = AnswerCard { title, text, language: Language::En, shared: false };
    let held = NewHeld { command: fresh("c").into(), writing };
    vec![
        ("open", "BPKEMXYO", browser.ask::<OpenInquiry>(&[id], &bare()).await),
        ("read", "BPKEMXYO", browser.ask::<ReadMessages>(&[id], &reads).await),
        ("hours", "BPKEMXYO", browser.ask::<ReadHours>(&[id], &Nothing {}).await),
        ("presence", "BPKEMXYO", browser.ask::<ReportPresence>(&[id], &attending).await),
        ("phone", "PKEMXYO", browser.ask::<ShowPhone>(&[id], &lane()).await),
        ("message", "BPKEMXY", browser.ask::<SendMessage>(&[id], &message("hello")).await),
        ("members", "PKEMXY", browser.ask::<ListMembers>(&[id], &MemberSearch::default()).await),
        ("forward", "PKEMXY", browser.ask::<Forward>(&[id], &to(&address, None)).await),
        ("cc", "PKEMXY", browser.ask::<AddCc>(&[id], &to(&format!("a{address}"), None)).await),
        ("note", "PKEMX", browser.ask::<AddInternalNote>(&[id], &note).await),
        ("decline", "PKEMXY", browser.ask::<Decline>(&[id], &decline).await),
        ("no reply", "PXO", browser.ask::<MarkNoReplyNeeded>(&[id], &lane()).await),
        ("sale", "PX", browser.ask::<DeclareSale>(&[id], &bare()).await),
        ("team", "BO", browser.ask::<WriteOperatorMessage>(&[id], &team(OperatorSide::Buyer, "hello")).await),
        (
            "to seller",
            "O",
            browser.ask::<WriteOperatorMessage>(&[id], &team(OperatorSide::Primary, "hello")).await,
        ),
        ("feedback", "B", browser.ask::<LeaveFeedback>(&[id], &stars).await),
        ("upload", "BPKEMXY", browser.put_upload(id, &fresh("u").into(), "a.pdf", &paper().bytes).await),
        // What is in the other lane is unknown, whether or not it exists.
        ("open quote", "BPKEMXYO", browser.ask::<OpenQuote>(&[id, quote], &bare()).await),
        ("accept", "B", browser.ask::<AcceptQuote>(&[id, quote], &acceptance()).await),
        ("refuse", "B", browser.ask::<RefuseQuote>(&[id, quote], &worded("no")).await),
        ("counter", "B", browser.ask::<SendCounterOffer>(&[id, quote], &counter()).await),
        ("withdraw quote", "PKEMXY", browser.ask::<WithdrawQuote>(&[id, quote], &bare()).await),
        ("pay", "B", browser.ask::<PayOrder>(&[id, quote], &Nothing {}).await),
        ("payment options", "PKEMXY", browser.ask::<ReadPaymentOptions>(&[id], &Nothing {}).await),
        ("confirm payment", "PKEMXY", browser.ask::<ConfirmPayment>(&[id, quote], &worded("T")).await),
        ("open incident", "BO", browser.ask::<OpenIncident>(&[id, quote], &complaint()).await),
        ("resolve", "PX", browser.ask::<ResolveIncident>(&[id, incident], &worded("done")).await),
        ("dispute", "B", browser.ask::<DisputeIncident>(&[id, incident], &worded("no")).await),
        ("close", "BO", browser.ask::<CloseIncident>(&[id, incident], &worded("ok")).await),
        ("sender", "BPKEMXY", browser.ask::<ReadSender>(&[id], &SenderOf::default()).await),
        ("read draft", "BPKEMXY", browser.ask::<ReadDraft>(&[id], &Nothing {}).await),
        ("keep draft", "BPKEMXY", browser.ask::<KeepDraft>(&[id], &Writing::default()).await),
        ("hold", "BPKEMXY", browser.ask::<HoldMessage>(&[id], &held).await),
        ("list held", "BPKEMXY", browser.ask::<ListHeld>(&[id], &Nothing {}).await),
        ("list answers", "PKEMXY", browser.ask::<ListAnswers>(&[id], &Nothing {}).await),
        ("keep answer", "PKEMXY", browser.ask::<KeepAnswer>(&[id, "a"], &answer).await),
        ("forget answer", "PKEMXY", browser.ask::<ForgetAnswer>(&[id, "a"], &Nothing {}).await),
        ("take back", "BPKEMXY", browser.ask::<TakeBack>(&[id, held.command.as_str()], &Nothing {}).await),
        ("release", "BPKEMXY", browser.ask::<ReleaseHeld>(&[id, held.command.as_str()], &bare()).await),
        ("acknowledge", "PX", browser.ask::<AcknowledgeInquiry>(&[id], &bare()).await),
        // Nothing is on offer here: see the stories of silence.
        ("decline offer", "", browser.ask::<DeclineOffer>(&[id], &bare()).await),
        ("withdraw inquiry", "B", browser.ask::<WithdrawInquiry>(&[id], &worded("found")).await),
    ]
}

/// A word between the operator and a side.
pub fn team(with: OperatorSide, text: &str) -> NewOperatorMessage {
    NewOperatorMessage { command: fresh("c").into(), with, text: text.into() }
}

fn counter() -> NewCounterOffer {
    let amount = Some("9".to_owned());
    NewCounterOffer { command: fresh("c").into(), amount, wanted_by: None, text: String::new() }
}

fn complaint() -> NewIncident {
    NewIncident { command: fresh("c").into(), reason: "again".into() }
}
