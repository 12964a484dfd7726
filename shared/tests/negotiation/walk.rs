//! Random walks: whatever everybody does, nobody hears a word of a lane that is not theirs, and the
//! facts alone rebuild the state (V1–V4).

use super::cast::*;
use super::quotes::{accept, document, terms};
use shared::aggregate::{Aggregate, Envelope, Recorded, recorded};
use shared::ids::{CommandId, Email, EntryId};
use shared::negotiation::{
    Actor, Audience, Command, CounterOffer, DeclineReason, Enclosure, Event, Fact, Lane, Named, Negotiation,
    OperatorSide, Party, SendMessage, Terms,
};
use shared::testing::NOON;
use shared::time::Millis;
use shared::view::{
    Delta, Entry, Page, Thread, project, project_news, project_page, project_part, project_row,
};
use shared::visibility::{Rights, Sight, Viewer, rights};
use std::collections::BTreeSet;

fn everybody() -> Vec<Actor> {
    let addresses = ["a1@x.example", "a2@x.example", "a3@x.example"].map(address);
    let known = [buyer(), seller(), area_manager(), boss(), house(), actor(Party::Operator)];
    let seldom = [actor(Party::Worldwide), next(), actor(Party::System)];
    known.into_iter().chain(seldom).chain(addresses).collect()
}

/// A command whose words carry the number of the step.
fn anything(random: &mut fastrand::Rng, state: &Negotiation, step: u32) -> Command {
    let lane = [None, Some(Lane::Primary), Some(Lane::Manufacturer)][random.usize(0..3)];
    let to = ["a1@x.example", "a2@x.example", "a3@x.example"][random.usize(0..3)].to_owned();
    let text = format!("(word {step})");
    let audience =
        [Audience::Lane, Audience::Lane, Audience::Operator, Audience::LaneAndOperator][random.usize(0..4)];
    match random.u8(0..24) {
        11..20 => trade(random, state, text),
        20 | 21 => offer(),
        22 => Command::WriteOperatorMessage { with: OperatorSide::Buyer, text },
        23 => [Command::DeclineOffer, Command::AcknowledgeInquiry, Command::DeclareSale][random.usize(0..3)]
            .clone(),
        0..4 => Command::SendMessage(SendMessage { lane, audience, text, ..SendMessage::default() }),
        4 => Command::Forward { lane, to, members: members(random), note: Some(text) },
        5 => Command::AddCc { lane, to, members: members(random) },
        6 => Command::AddInternalNote { text },
        7 | 8 => Command::ReadMessages { messages: some_of(random, state) },
        9 => Command::Decline { lane, reason: DeclineReason::Other, detail: Some(text), message: None },
        _ => Command::ShowPhone { lane },
    }
}

/// Often nobody, else one of the network.
fn members(random: &mut fastrand::Rng) -> Vec<Named> {
    let all = [next().party, area_manager().party, Party::Worldwide];
    let named = |party: &Party| Named { party: party.clone(), name: format!("Member {party}") };
    all.get(random.usize(0..6)).map(named).into_iter().collect()
}

/// Documents, quotes and what becomes of them.
fn trade(random: &mut fastrand::Rng, state: &Negotiation, text: String) -> Command {
    let quote = match random.choice(state.quotes.keys()) {
        Some(quote) => quote.clone(),
        None => EntryId::from("none"),
    };
    let lane = [None, Some(Lane::Primary), Some(Lane::Manufacturer)][random.usize(0..3)];
    let incident = random.choice(state.incidents.keys()).cloned().unwrap_or_else(|| quote.clone());
    let enclosed = |terms| {
        let enclosure = Some(Enclosure { document: document(), terms });
        Command::SendMessage(SendMessage { lane, text: text.clone(), enclosure, ..SendMessage::default() })
    };
    match random.u8(0..12) {
        10 => Command::CloseIncident { incident, text: None },
        11 => Command::ConfirmPayment { quote, reference: Some(text) },
        0 => enclosed(None),
        1 | 2 => enclosed(Some(terms())),
        3 => enclosed(Some(Terms { supersedes: Some(quote), ..terms() })),
        4 => accept(&quote),
        5 => Command::RefuseQuote { quote, reason: Some(text) },
        6 => {
            let amount = Some("7".to_owned());
            Command::SendCounterOffer(CounterOffer { quote, amount, wanted_by: None, text })
        }
        7 => Command::OpenIncident { order: quote, reason: text },
        8 => Command::ResolveIncident { incident, text: Some(text) },
        _ => Command::OpenQuote { quote },
    }
}

/// A few entries of the history.
fn some_of(random: &mut fastrand::Rng, state: &Negotiation) -> Vec<EntryId> {
    let said = |fact: &&Fact| fact.event.said().is_some() && random.u8(0..6) == 0;
    state.history.iter().filter(said).map(|fact| fact.id.clone()).collect()
}

#[test]
fn v4_nobody_hears_a_lane_that_is_not_theirs() {
    for seed in 0..300 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut story = match seed % 3 {
            0 => sent_to_worldwide(),
            // Long silent: the next seller may get it, if nobody speaks before.
            1 => sent_where_silence_counts()
                .after(Millis::hours(48))
                .when(actor(Party::System), offer())
                .accepted(),
            _ => sent(),
        };
        for step in 0..40 {
            let who = everybody()[random.usize(0..everybody().len())].clone();
            let command = anything(&mut random, story.state(), step);
            // Often enough before anybody has answered.
            if step == 4 {
                story = story.when(next(), Command::AcknowledgeInquiry).whatever();
            }
            story = story.after(Millis(1)).when(who, command).whatever();
        }
        for who in everybody() {
            check(story.state(), &who);
            check_parts(story.state(), &who);
        }
    }
}

/// Lines and parts show what the whole shows, to somebody who is one party or several.
fn check_parts(state: &Negotiation, who: &Actor) {
    let own = [who.party.clone(), Party::Address(Email::parse("a1@x.example").expect("an address"))];
    for parties in [&own[..1], &own[..]] {
        let viewer = Viewer { parties: parties.iter().cloned().collect() };
        let whole = project(state, &viewer);
        let row = project_row(state, &viewer);
        assert_eq!(whole.is_some(), row.is_some());
        let (Some(whole), Some(row)) = (whole, row) else { continue };
        let written = serde_json::to_string(&whole).expect("plain data");
        assert_eq!(serde_json::from_str::<Thread>(&written).expect("what was written can be read"), whole);
        let unread = whole.entries.iter().filter(|entry| entry.unread).count();
        assert_eq!((row.unread as usize, whole.header.unread as usize), (unread, unread), "{viewer:?}");
        assert_eq!(row.last_at, whole.entries.last().map_or(whole.header.summary.sent_at, |entry| entry.at));
        assert_eq!(row.status, whole.header.status);
        let ids: Vec<_> = state.history.iter().map(|fact| fact.id.clone()).collect();
        let Delta { header, entries } = project_part(state, &viewer, &ids).expect("who sees the whole");
        assert_eq!(Thread { header, entries }, whole);
        assert_eq!(read_in_parts(state, &viewer), whole.entries);
    }
}

/// The history, seven entries at a time, from its end.
fn read_in_parts(state: &Negotiation, viewer: &Viewer) -> Vec<Entry> {
    let (mut entries, mut before): (Vec<Entry>, Option<EntryId>) = (Vec::new(), None);
    loop {
        let page = project_page(state, viewer, before.as_ref(), 7).expect("who sees the whole");
        let Page { entries: part, earlier, .. } = page;
        assert!(part.len() == 7 || !earlier, "a part is full unless it is the last");
        before = part.first().map(|entry| entry.id.clone());
        entries.splice(0..0, part);
        if !earlier {
            return entries;
        }
    }
}

fn check(state: &Negotiation, who: &Actor) {
    let viewer = Viewer::of(who.party.clone());
    let rights = rights(state, &viewer);
    let text = serde_json::to_string(&project(state, &viewer)).expect("plain data");
    if who.party != Party::Buyer && who.party != Party::Operator {
        assert!(!text.contains("secret-buyer"), "the buyer's address for {}", who.party);
    }
    for fact in state.history.iter() {
        let Some(message) = fact.event.said() else { continue };
        let hears = text.contains(&message.text);
        let rights = rights.at(state, fact);
        let in_lane = rights.lane(message.lane) == Sight::Full;
        let aside = message.audience == Audience::Operator;
        let may = in_lane && (!aside || rights.operator_messages);
        assert_eq!(hears, may, "{} for {}", message.text, who.party);
    }
}

#[test]
fn the_facts_alone_rebuild_state_and_news_lead_to_the_same_view() {
    follow(&sending(&network(), inquiry("Price?")), Millis(0));
}

/// R18: the same when the inquiry is offered on, and taken in the middle of it.
#[test]
fn the_facts_alone_rebuild_a_takeover_and_news_lead_to_the_same_view() {
    let state = follow(&where_silence_counts("Price?"), Millis::hours(48));
    assert!(state.takeover().is_some());
}

/// Pages that are told the news show what is read anew, whatever happens after the inquiry and this long silence.
fn follow(inquiry: &Command, silence: Millis) -> Negotiation {
    let mut random = fastrand::Rng::with_seed(7);
    let envelope = |n: u32, actor: Actor, command| Envelope {
        id: CommandId(format!("c{n}")),
        at: NOON + Millis(if n == 0 { 0 } else { silence.0 + i64::from(n) }),
        actor,
        command,
    };
    let mut facts = Vec::new();
    let mut state = Negotiation::default();
    let viewers: Vec<Viewer> = everybody().into_iter().map(|who| Viewer::of(who.party)).collect();
    let mut pages: Vec<Option<Told>> = vec![None; viewers.len()];
    for n in 0..400 {
        let envelope = match n {
            0 => envelope(n, buyer(), inquiry.clone()),
            1 => envelope(n, actor(Party::System), offer()),
            2 => envelope(n, buyer(), message_in(Lane::Primary, "Are you there?")),
            3 => envelope(n, seller(), Command::AddInternalNote { text: "soon".into() }),
            4 => envelope(n, next(), Command::AcknowledgeInquiry),
            // What closes the talk changes what may be done with its quotes.
            399 => envelope(n, actor(Party::Operator), Command::MarkSpam),
            _ => envelope(n, everybody()[random.usize(0..12)].clone(), anything(&mut random, &state, n)),
        };
        let Ok(events) = state.decide(&envelope) else { continue };
        let new = recorded(&envelope.id, envelope.at, events);
        state = new.iter().fold(state, Aggregate::evolve);
        for (viewer, page) in viewers.iter().zip(&mut pages) {
            *page = told(page.take(), &state, viewer, &new);
            let seen = page.as_ref().map(|(_, thread)| thread);
            assert_eq!(seen, project(&state, viewer).as_ref(), "{viewer:?} after {new:?}");
        }
        facts.extend(new);
    }
    assert_eq!(Negotiation::replay(&facts), state);
    let ids: BTreeSet<_> = facts.iter().map(|fact| &fact.id).collect();
    assert_eq!(ids.len(), facts.len());
    state
}

/// A page, and the rights with which it was read.
type Told = (Rights, Thread);

/// What a page does with news; where rights have changed, it is read anew, as live lines do.
fn told(page: Option<Told>, state: &Negotiation, viewer: &Viewer, new: &[Recorded<Event>]) -> Option<Told> {
    let rights = rights(state, viewer);
    let Some((_, mut thread)) = page.filter(|(known, _)| *known == rights) else {
        return project(state, viewer).map(|thread| (rights, thread));
    };
    let news = project_news(state, viewer, new)?;
    thread.header = news.header;
    for entry in news.entries {
        match thread.entries.iter_mut().find(|known| known.id == entry.id) {
            Some(known) => *known = entry,
            None => thread.entries.push(entry),
        }
    }
    Some((rights, thread))
}
