//! The header of a thread: summary, receipt, status, clocks and what may be done.

use super::entry::Eye;
use super::silence;
use crate::negotiation::{Audience, Lane, Outcome, Party};
use crate::time::Timestamp;
use crate::view::thread::{
    Contact, FeedbackView, Header, Permissions, Phone, Receipt, Role, Status, Summary,
};
use crate::visibility::{Class, Sight, acting_party};
use enumset::EnumSet;

pub(super) fn header(eye: &Eye) -> Option<Header> {
    let inquiry = eye.state.inquiry.as_ref()?;
    Some(Header {
        negotiation: inquiry.negotiation.clone(),
        role: role(eye),
        status: status(eye),
        summary: summary(eye)?,
        receipt: silence::receipt(eye, receipt(eye)?),
        contact: (eye.rights.contact != Sight::Hidden)
            .then_some(Contact { contacted_at: eye.state.contacted_at, sold_at: eye.state.sold_at }),
        waiting_since: waiting_since(eye).or_else(|| silence::waiting_since(eye)),
        offer: silence::offer(eye),
        feedback: feedback(eye),
        may: silence::permissions(eye, permissions(eye)),
        unread: eye.unread(),
    })
}

fn role(eye: &Eye) -> Role {
    let strongest = eye.viewer.parties.iter().filter_map(|party| {
        let class = eye.state.classes_of(party).into_iter().min()?;
        Some((class, party))
    });
    strongest.min().map_or(Role::CoRecipient, |(_, party)| eye.role_of(party))
}

fn summary(eye: &Eye) -> Option<Summary> {
    let inquiry = eye.state.inquiry.as_ref()?;
    let (buyer, place) = (&inquiry.buyer, &inquiry.place);
    Some(Summary {
        marketplace: inquiry.marketplace.clone(),
        stand: inquiry.stand.clone(),
        manufacturer_name: inquiry.manufacturer_name.clone(),
        product_name: inquiry.product.as_ref().map(|product| product.name.clone()),
        text: inquiry.text.clone(),
        sent_at: eye.state.sent_at?,
        buyer_name: buyer.name.clone(),
        buyer_company: buyer.company.clone(),
        buyer_email: eye.rights.buyer_email.then(|| buyer.email.to_string()),
        phone: phone(eye, buyer.phone.as_deref()),
        language: buyer.language,
        country: place.country,
        town: place.town.clone(),
    })
}

fn phone(eye: &Eye, number: Option<&str>) -> Phone {
    let own = eye.rights.classes.contains(Class::Buyer);
    match number {
        Some(number) if own || eye.rights.phone_is_shown(eye.state) => Phone::Shown(number.to_owned()),
        Some(_) if eye.rights.show_phone => Phone::Hidden,
        _ => Phone::None,
    }
}

fn receipt(eye: &Eye) -> Option<Receipt> {
    let (primary, reason) = (eye.state.primary.as_ref()?, eye.state.reason?);
    let recipient_role = match primary.party {
        Party::AreaManager(_) => Role::AreaManager,
        Party::Worldwide => Role::Worldwide,
        _ => Role::Primary,
    };
    Some(Receipt {
        recipient_role,
        recipient_name: primary.name.clone(),
        reason,
        after_silence_hours: None,
        explained: explained(eye),
    })
}

/// Whether there is more to say to this viewer: `project_trace` says it.
fn explained(eye: &Eye) -> bool {
    let primary = eye.state.primary.as_ref().map(|primary| &primary.party);
    let is_seller = primary.is_some_and(|party| matches!(party, Party::Seller(_)) && eye.viewer.is(party));
    eye.rights.full_decision || eye.rights.classes.contains(Class::Buyer) || is_seller
}

/// The wait of the viewer's own lane. Those with a shadow of the primary lane get no clock of it.
fn waiting_since(eye: &Eye) -> Option<Timestamp> {
    let reads = |lane| eye.rights.lane(lane) == Sight::Full;
    let primary = eye.state.primary_lane.waiting_since.filter(|_| reads(Lane::Primary));
    let manufacturer = eye.state.manufacturer_lane.waiting_since.filter(|_| reads(Lane::Manufacturer));
    primary.into_iter().chain(manufacturer).min()
}

/// N14, from what this viewer may know: the talk itself, its shadow, or only the viewer's own lane.
fn status(eye: &Eye) -> Status {
    if let Some(status) = silence::status(eye) {
        return status;
    }
    let state = eye.state;
    let knows_contact = eye.rights.contact != Sight::Hidden;
    let lane = match eye.rights.primary_lane {
        Sight::Hidden => &state.manufacturer_lane,
        Sight::Shadow | Sight::Full => &state.primary_lane,
    };
    let contacted = knows_contact && state.contacted_at.is_some();
    match () {
        () if state.sold_at.is_some() && knows_contact => Status::Won,
        () if state.withdrawn_at.is_some() => Status::Withdrawn,
        () if state.is_closed() && eye.rights.primary_lane == Sight::Full => Status::Closed,
        () if lane.declined_at.is_some() => Status::Declined,
        () if quoted(eye) => Status::Quoted,
        () if lost(eye) => Status::Lost,
        () if lane.answered_at.is_some() || contacted => Status::Answered,
        () if lane.opened_at.is_some() => Status::Opened,
        () => Status::New,
    }
}

/// An offer that this viewer may read is on the table.
fn quoted(eye: &Eye) -> bool {
    let mut quotes = eye.state.quotes.values().filter(|quote| eye.rights.lane(quote.lane) == Sight::Full);
    quotes.any(|quote| quote.outcome == Outcome::Open)
}

/// The buyer has refused the newest quote, none is open, and nothing was said since; all that as far as it is read.
fn lost(eye: &Eye) -> bool {
    let read = EnumSet::<Lane>::all().iter().filter(|lane| eye.rights.lane(*lane) == Sight::Full);
    let spoken_at = read.filter_map(|lane| eye.state.lane(lane).spoken_at).max();
    let quotes = eye.state.quotes.values().filter(|quote| eye.rights.lane(quote.lane) == Sight::Full);
    let newest = quotes.max_by_key(|quote| quote.sent_at);
    match newest.map(|quote| &quote.outcome) {
        Some(Outcome::Refused { at, .. }) => spoken_at.is_none_or(|spoken| spoken <= *at),
        _ => false,
    }
}

fn feedback(eye: &Eye) -> Option<FeedbackView> {
    let (feedback, at) = (eye.state.feedback.as_ref()?, eye.state.feedback_at?);
    match eye.rights.feedback {
        Sight::Hidden => None,
        Sight::Shadow => Some(FeedbackView { at, stars: None, reason: None, comment: None }),
        Sight::Full => Some(FeedbackView {
            at,
            stars: Some(feedback.stars),
            reason: feedback.reason.clone(),
            comment: feedback.comment.clone().filter(|_| eye.rights.feedback_comment),
        }),
    }
}

/// Whether the first look of this viewer is still to come, where one leaves a fact.
fn opens(eye: &Eye) -> bool {
    let looks = !eye.rights.writes.is_empty() && !eye.rights.declines_offer;
    let by = looks.then(|| acting_party(eye.state, eye.viewer, None)).flatten();
    by.is_some_and(|by| !matches!(by, Party::Buyer | Party::Operator) && !eye.state.was_opened_by(&by))
}

/// What is not allowed, or could only be refused now, is not offered.
fn permissions(eye: &Eye) -> Permissions {
    let (state, rights) = (eye.state, eye.rights);
    let open = !state.is_closed();
    let own_lane_declined = rights.writes.iter().all(|lane| state.lane(lane).declined_at.is_some());
    let (answer_lane, answer_to) = if open { eye.answered() } else { Default::default() };
    Permissions {
        open: opens(eye),
        reply: if open { rights.writes.iter().collect() } else { Vec::new() },
        answer_lane: answer_lane.filter(|lane| rights.writes.iter().next() != Some(*lane)),
        answer_to: Some(answer_to).filter(|audience| *audience != Audience::Lane),
        choose_audience: open && rights.chooses_audience,
        show_phone: rights.show_phone && !rights.phone_is_shown(state),
        add_people: open && rights.adds_people,
        decline: open && rights.declines && !own_lane_declined,
        add_note: open && rights.writes_notes,
        mark_no_reply_needed: rights.marks_no_reply_needed && state.primary_lane.waiting_since.is_some(),
        declare_sale: open && rights.declares_sale && state.sold_at.is_none(),
        leave_feedback: rights.leaves_feedback && state.feedback_asked_at.is_some(),
        mark_spam: open && rights.marks_spam,
        send_quotes: open && rights.sends_quotes,
        withdraw_inquiry: open && rights.withdraws_inquiry && !state.has_order(),
        operator_sides: rights.operator_sides(state).iter().collect(),
        ..Permissions::default()
    }
}
