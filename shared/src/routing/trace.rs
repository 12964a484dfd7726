//! A decision with what it was made of, so that whoever may know it can make it again (R12): the browser does, and
//! compares. How much of it a viewer gets is `project`'s to say.

use super::eligibility::{Tier, judge};
use super::{Because, Decision, Excluded, Inquiry, Shown, order, route};
use crate::ids::SellerId;
use crate::network::{Member, Network, Standing};
use serde::{Deserialize, Serialize};

/// What was known when the inquiry was routed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inputs {
    pub network: Network,
    pub inquiry: Inquiry,
}

/// What one viewer may know of a decision; exactly one part is there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// For those who run the network: everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<Whole>,
    /// For the buyer: whom the stand showed, in what order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Vec<Candidate>>,
    /// For the seller who got it: itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<Own>,
}

/// The whole decision, and what it was made of where that was kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Whole {
    pub decision: Decision,
    pub inputs: Option<Inputs>,
}

/// Somebody the stand showed, with what it said there, and the score behind its place (S3).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    pub id: SellerId,
    pub name: String,
    pub tier: u8,
    pub distance_m: Option<u32>,
    pub rating: Standing,
}

/// One seller and the inquiry, with what was said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Own {
    pub member: Member,
    pub inquiry: Inquiry,
    /// Its place on the stand, from 1; none when it was not shown.
    pub place: Option<usize>,
    pub distance_m: Option<u32>,
    /// Why it was not shown.
    pub excluded: Option<Excluded>,
}

impl Trace {
    /// Makes the decision again, as far as this viewer has what it was made of, and says whether the same comes
    /// out. None when there is nothing to make it of.
    #[must_use]
    pub fn holds(&self) -> Option<bool> {
        match self {
            Self { whole: Some(whole), .. } => {
                let inputs = whole.inputs.as_ref()?;
                Some(route(&inputs.network, &inputs.inquiry) == whole.decision)
            }
            Self { order: Some(shown), .. } => Some(in_order(shown)),
            Self { own: Some(own), .. } => Some(own.holds()),
            Self { .. } => None,
        }
    }
}

/// R7, R8: near ones first, each tier by its rank.
fn in_order(shown: &[Candidate]) -> bool {
    let tiers = shown.iter().all(|one| one.tier == Tier::at(one.distance_m).number());
    let sorted = shown.windows(2).all(|pair| {
        let (a, b) = (&pair[0], &pair[1]);
        let by_rank = || order::ranked((&a.rating, a.distance_m, &a.id), (&b.rating, b.distance_m, &b.id));
        a.tier.cmp(&b.tier).then_with(by_rank).is_le()
    });
    tiers && sorted
}

impl Own {
    /// R2–R6 of this seller alone.
    fn holds(&self) -> bool {
        let judged = judge(&self.member, &self.inquiry);
        let because = self.excluded.as_ref().map(|excluded| excluded.because);
        let said = match (judged.verdict, because) {
            (Ok(_), None) => self.place.is_some(),
            (Ok(_), Some(because)) => matches!(because, Because::RankedBelow { .. }),
            (Err(found), because) => because == Some(found),
        };
        said && judged.distance_m == self.distance_m
    }
}

impl Inputs {
    fn member(&self, id: &SellerId) -> Option<&Member> {
        self.network.sellers.iter().find(|member| member.id == *id)
    }

    /// Whom the stand showed.
    pub(crate) fn candidates(&self, shown: &[Shown]) -> Option<Vec<Candidate>> {
        let candidate = |shown: &Shown| {
            let member = self.member(&shown.id)?;
            Some(Candidate {
                id: shown.id.clone(),
                name: member.name.clone(),
                tier: shown.tier,
                distance_m: shown.distance_m,
                rating: member.rating,
            })
        };
        shown.iter().map(candidate).collect()
    }

    /// One seller, and what the decision says of it.
    pub(crate) fn own(&self, decision: &Decision, id: &SellerId) -> Option<Own> {
        let member = self.member(id)?.clone();
        let place = decision.shown.iter().position(|shown| shown.id == *id);
        let excluded = decision.excluded.iter().find(|excluded| excluded.id == *id);
        let distance_m = match place {
            Some(place) => decision.shown[place].distance_m,
            None => excluded?.distance_m,
        };
        Some(Own {
            member,
            // Whom the buyer would rather have had is not this seller's to know.
            inquiry: Inquiry { pick: None, ..self.inquiry.clone() },
            place: place.map(|place| place + 1),
            distance_m,
            excluded: excluded.cloned(),
        })
    }
}
