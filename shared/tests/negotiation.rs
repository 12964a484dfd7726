//! Stories of a negotiation: what may be done, what follows, what is refused (§4, §5).

#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate wasm_tests;

#[path = "negotiation/cast.rs"]
mod cast;
#[path = "negotiation/clocks.rs"]
mod clocks;
#[path = "negotiation/conversation.rs"]
mod conversation;
#[path = "negotiation/feedback.rs"]
mod feedback;
#[path = "negotiation/incidents.rs"]
mod incidents;
#[path = "negotiation/payment.rs"]
mod payment;
#[path = "negotiation/people.rs"]
mod people;
#[path = "negotiation/post.rs"]
mod post;
#[path = "negotiation/quotes.rs"]
mod quotes;
#[path = "negotiation/rights.rs"]
mod rights;
#[path = "negotiation/silence.rs"]
mod silence;
#[path = "negotiation/trace.rs"]
mod trace;
#[path = "negotiation/walk.rs"]
mod walk;
