//! The rights table of domain §5, column by column.

use super::{Class, Rights, Sight};
use crate::negotiation::{Lane, OperatorSide};
use enumset::EnumSet;

pub(super) fn row(class: Class) -> Rights {
    match class {
        Class::Buyer => buyer(),
        Class::Primary => primary_side(),
        Class::CoPrimary => co_primary(),
        Class::Copy => copy(),
        Class::Manufacturer => manufacturer(),
        Class::CoManufacturer => co_manufacturer(),
        Class::Operator => operator(),
        Class::Offered => offered(),
        Class::Former => former(),
    }
}

fn buyer() -> Rights {
    Rights {
        primary_lane: Sight::Full,
        manufacturer_lane: Sight::Full,
        contact: Sight::Full,
        buyer_email: true,
        feedback: Sight::Full,
        feedback_comment: true,
        writes: EnumSet::all(),
        leaves_feedback: true,
        reads_operator: EnumSet::only(OperatorSide::Buyer),
        answers_operator: true,
        answers_quotes: true,
        withdraws_inquiry: true,
        opens_incidents: true,
        closes_incidents: true,
        ..Rights::default()
    }
}

fn primary_side() -> Rights {
    Rights {
        primary_lane: Sight::Full,
        internal_notes: true,
        contact: Sight::Full,
        forward_address: Sight::Full,
        operator_messages: true,
        reads_operator: EnumSet::only(OperatorSide::Primary),
        writes: EnumSet::only(Lane::Primary),
        writes_notes: true,
        adds_people: true,
        declines: true,
        chooses_audience: true,
        marks_no_reply_needed: true,
        declares_sale: true,
        marks_spam: true,
        show_phone: true,
        sends_quotes: true,
        resolves_incidents: true,
        acknowledges: true,
        feedback: Sight::Full,
        feedback_comment: true,
        ..Rights::default()
    }
}

/// V1: the same rights over the whole lane; only the rating stays with the primary.
fn co_primary() -> Rights {
    Rights { feedback: Sight::Hidden, feedback_comment: false, ..primary_side() }
}

fn copy() -> Rights {
    Rights {
        internal_notes: true,
        contact: Sight::Shadow,
        feedback: Sight::Shadow,
        writes_notes: true,
        ..manufacturer_lane()
    }
}

fn manufacturer() -> Rights {
    Rights {
        primary_lane: Sight::Shadow,
        internal_notes: true,
        contact: Sight::Shadow,
        feedback: Sight::Full,
        forward_address: Sight::Shadow,
        full_decision: true,
        writes_notes: true,
        ..manufacturer_lane()
    }
}

fn co_manufacturer() -> Rights {
    manufacturer_lane()
}

/// What everybody of the manufacturer lane has.
fn manufacturer_lane() -> Rights {
    Rights {
        manufacturer_lane: Sight::Full,
        writes: EnumSet::only(Lane::Manufacturer),
        adds_people: true,
        declines: true,
        show_phone: true,
        sends_quotes: true,
        ..Rights::default()
    }
}

fn operator() -> Rights {
    Rights {
        primary_lane: Sight::Full,
        manufacturer_lane: Sight::Full,
        internal_notes: true,
        contact: Sight::Full,
        buyer_email: true,
        feedback: Sight::Full,
        feedback_comment: true,
        forward_address: Sight::Full,
        operator_messages: true,
        reads_operator: EnumSet::all(),
        writes_as_operator: true,
        full_decision: true,
        marks_no_reply_needed: true,
        marks_spam: true,
        show_phone: true,
        opens_incidents: true,
        closes_incidents: true,
        ..Rights::default()
    }
}

/// R18: the inquiry itself, and the answer to the offer; no lane, no phone, no address.
fn offered() -> Rights {
    Rights { acknowledges: true, declines_offer: true, ..Rights::default() }
}

/// R18: the inquiry itself, and that somebody else has it.
fn former() -> Rights {
    Rights::default()
}
