//! No payment service: orders are accepted, and paid as people agree.

use super::attempts::Attempt;
use super::{Forged, Handle, Hint, Page, Pay, PayProblem, Scene, Standing};
use shared::money::Money;
use shared::time::Timestamp;

/// Takes nothing online.
pub struct NoService;

impl Pay for NoService {
    fn takes(&self, _: Money) -> Result<(), PayProblem> {
        Err(PayProblem::Off)
    }

    fn open(&self, _: &Attempt, _: &Scene) -> Result<Page, PayProblem> {
        Err(PayProblem::Off)
    }

    fn look(&self, _: &Attempt, _: &Handle) -> Result<Standing, PayProblem> {
        Err(PayProblem::Off)
    }

    fn close(&self, _: &str) -> Result<(), PayProblem> {
        Err(PayProblem::Off)
    }

    fn hint(&self, _: &str, _: &[u8], _: Timestamp) -> Result<Option<Hint>, Forged> {
        Err(Forged)
    }
}
