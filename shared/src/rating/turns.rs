//! Buyer turns and their 48 h clocks (S5, S6). It decides when a clock starts and stops, not who may
//! see it.

use super::fraction::Fraction;
use crate::time::{Millis, Timestamp};
use serde::{Deserialize, Serialize};

/// Answered within this long, inclusive, is in time (S6).
pub const TURN_LIMIT: Millis = Millis::hours(48);

/// What moves the clocks of one conversation. Automatic messages and copies' replies are no steps (S5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TalkStep {
    /// The inquiry was delivered or the buyer wrote.
    Asked(Timestamp),
    /// A human message, quote or decline of the primary side.
    Answered(Timestamp),
    /// "No reply needed" (N10).
    NotWaitedFor(Timestamp),
}

/// One turn of the buyer: from its earliest unanswered message to the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    pub asked: Timestamp,
    pub end: TurnEnd,
}

/// How a turn ended, or that it has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnEnd {
    Waiting,
    Answered(Timestamp),
    NotWaitedFor,
}

impl Turn {
    /// The last moment at which an answer is in time.
    pub fn due(self) -> Timestamp {
        self.asked + TURN_LIMIT
    }

    /// Whether it was answered in time; none while that is open, or when it is not waited for.
    fn in_time(self, now: Timestamp) -> Option<bool> {
        match self.end {
            TurnEnd::NotWaitedFor => None,
            TurnEnd::Answered(at) => Some(at <= self.due()),
            TurnEnd::Waiting => (now > self.due()).then_some(false),
        }
    }
}

/// The turns of a conversation whose steps come in the order of its history. More questions before
/// the answer belong to the same turn; the second answer in a row ends nothing.
pub fn turns(steps: impl IntoIterator<Item = TalkStep>) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for step in steps {
        let waiting = turns.last_mut().filter(|turn| turn.end == TurnEnd::Waiting);
        match (step, waiting) {
            (TalkStep::Asked(asked), None) => turns.push(Turn { asked, end: TurnEnd::Waiting }),
            (TalkStep::Answered(at), Some(turn)) => turn.end = TurnEnd::Answered(at),
            (TalkStep::NotWaitedFor(_), Some(turn)) => turn.end = TurnEnd::NotWaitedFor,
            (TalkStep::Asked(_), Some(_)) | (_, None) => {}
        }
    }
    turns
}

/// Since when the buyer waits: its earliest unanswered message (S6).
pub fn waiting_since(steps: impl IntoIterator<Item = TalkStep>) -> Option<Timestamp> {
    turns(steps).last().filter(|turn| turn.end == TurnEnd::Waiting).map(|turn| turn.asked)
}

/// How many of the finished turns were answered in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Punctuality {
    pub in_time: u64,
    /// Never zero.
    pub turns: u64,
}

/// The colour of the share (S6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    Red,
    Amber,
    Green,
}

impl Punctuality {
    /// The share, 0 to 1.
    pub fn share(self) -> Fraction {
        Fraction::new(self.in_time, self.turns.max(1)).expect("at least one")
    }

    /// Green from 95 %, amber from 80 %, else red, compared exactly (S6, S7).
    pub fn light(self) -> Light {
        let reaches = |percent: u64| self.in_time * 100 >= self.turns * percent;
        match (reaches(95), reaches(80)) {
            (true, _) => Light::Green,
            (false, true) => Light::Amber,
            (false, false) => Light::Red,
        }
    }
}

/// The share over the turns handed in: the caller chooses sellers and period. A waiting turn counts
/// as missed once its 48 h are over, and not at all before; none when no turn counts.
pub fn punctuality(turns: &[Turn], now: Timestamp) -> Option<Punctuality> {
    let known = turns.iter().filter_map(|turn| turn.in_time(now));
    let sum = known.fold(Punctuality { in_time: 0, turns: 0 }, |sum, in_time| Punctuality {
        in_time: sum.in_time + u64::from(in_time),
        turns: sum.turns + 1,
    });
    (sum.turns > 0).then_some(sum)
}
