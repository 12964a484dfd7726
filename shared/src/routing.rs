//! Who is shown, who receives, and why (R1–R14).
//!
//! [`route`] is the rule, written to be read: it looks at every member and says what became of it. It
//! must not look at anything but its two arguments. [`CompiledNetwork`] gives the same answers for
//! large networks; the tests compare the two.

mod compiled;
mod copies;
mod decision;
mod eligibility;
mod order;
mod reach;
mod recipient;
mod trace;

use crate::network::Network;
use eligibility::{Judged, Tier, judge};
use std::collections::BTreeMap;

pub use compiled::{Answer, CompiledNetwork};
pub use decision::{Because, Decision, Excluded, Fallback, Inquiry, Reason, Recipient, Shown};
pub use order::UNRATED;
pub use trace::{Candidate, Inputs, Own, Trace, Whole};

pub use reach::{Reach, area_managers, reach};
pub use recipient::next_seller;

/// How many sellers a stand shows at most (R7).
pub const SHOWN_AT_MOST: usize = 4;
/// Up to this distance a seller is in the first tier (R7); inclusive.
pub const NEARBY_M: u32 = 200_000;

/// Decides who is shown, who receives the inquiry and who gets a copy, and gives the reason for every
/// member that is not shown, in the network's order.
///
/// A pick that is not a member counts as `unavailable`: it was one when the buyer saw it.
#[must_use]
pub fn route(network: &Network, inquiry: &Inquiry) -> Decision {
    let judged: Vec<Judged> = network.sellers.iter().map(|member| judge(member, inquiry)).collect();
    let ranked = ranked(&judged);
    let fallback = ranked.is_empty().then(|| recipient::fallback(network, inquiry.country));
    let (recipient, reason) = recipient::choose(&judged, &ranked, inquiry, fallback.as_ref());
    let own = copies::own_addresses(network, &recipient);
    Decision {
        shown: ranked.iter().take(SHOWN_AT_MOST).map(|(judged, tier)| shown(judged, *tier)).collect(),
        copies: copies::copies(network, inquiry.country, &recipient, own),
        excluded: excluded(&judged, &ranked),
        fallback,
        recipient,
        reason,
    }
}

/// The eligible sellers in the order of the stand: first tier first, each tier by R8.
fn ranked<'j, 'n>(judged: &'j [Judged<'n>]) -> Vec<(&'j Judged<'n>, Tier)> {
    let eligible = |judged: &'j Judged<'n>| judged.verdict.as_ref().ok().map(|tier| (judged, *tier));
    let mut ranked: Vec<_> = judged.iter().filter_map(eligible).collect();
    ranked.sort_by(|(a, tier_a), (b, tier_b)| tier_a.cmp(tier_b).then_with(|| order::by_rank(a, b)));
    ranked
}

fn shown(judged: &Judged, tier: Tier) -> Shown {
    Shown { id: judged.member.id.clone(), tier: tier.number(), distance_m: judged.distance_m }
}

/// Everybody who is not shown: the ineligible by their reason, the others by their rank.
fn excluded(judged: &[Judged], ranked: &[(&Judged, Tier)]) -> Vec<Excluded> {
    let ranks = (1..).zip(ranked).map(|(rank, (judged, _))| (judged.member.id.as_str(), rank));
    let ranks: BTreeMap<&str, usize> = ranks.collect();
    let because = |judged: &Judged| match judged.verdict {
        Err(because) => Some(because),
        Ok(_) => {
            let rank = ranks[judged.member.id.as_str()];
            (rank > SHOWN_AT_MOST).then_some(Because::RankedBelow { rank })
        }
    };
    let excluded = |judged: &Judged| {
        let id = judged.member.id.clone();
        because(judged).map(|because| Excluded { id, because, distance_m: judged.distance_m })
    };
    judged.iter().filter_map(excluded).collect()
}
