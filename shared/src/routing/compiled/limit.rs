//! Distances to compare with, in squares of chords of the unit sphere: no root, no sine.

use super::place::DIAMETER_M;
use std::f64::consts::FRAC_PI_2;

/// In radii of the earth, some 2.5 m: more than places and distances are rounded by.
const DOUBT: f64 = 4e-7;
/// What the arithmetic may lose of a square.
const LOSS: f64 = 1e-6;

/// The square of a chord within which everything is near enough; not a number for a few metres.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit(f32);

impl Limit {
    /// Nothing on earth is too far.
    pub const NONE: Self = Self(f32::INFINITY);

    /// A distance of at most so many metres (R1).
    pub fn of(metres: u64) -> Self {
        let half_angle = metres as f64 / DIAMETER_M;
        if half_angle >= FRAC_PI_2 {
            return Self::NONE;
        }
        let inside = 2.0 * half_angle.sin() - DOUBT;
        Self(if inside > 0.0 { (inside * inside * (1.0 - LOSS)) as f32 } else { f32::NAN })
    }

    /// Whether somebody at this distance is within; none where the last metres decide, and when the
    /// place is unknown.
    pub fn holds(self, square: f32) -> Option<bool> {
        if square <= self.0 {
            return Some(true);
        }
        // A chord that is longer by DOUBT twice has a square that is larger by a hundredth, or by 3e-8
        // when both are short.
        (square > self.0 * 1.01 + 3e-8).then_some(false)
    }
}
