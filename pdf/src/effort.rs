//! How much work a file may cost. It must not depend on what the file claims of itself, only on what was
//! done.

use crate::Fault;

/// What may come out of packed streams, all together: a manual of 1600 pages has 14 MB.
const UNPACKED: usize = 64 << 20;
/// How often each byte may be read: once, and again where objects overlap by chance.
const TIMES_READ: usize = 3;
/// Short files may overlap more: in a stream of objects that is not packed, some producers write before each
/// what its number is, and from there it is read to the stream's end.
const READ_AT_LEAST: usize = 8 << 20;

/// What is left of the work that a file may cost.
pub struct Effort {
    unpacked: usize,
    read: usize,
}

impl Effort {
    pub fn for_file(length: usize) -> Self {
        Self { unpacked: UNPACKED, read: READ_AT_LEAST.saturating_add(length.saturating_mul(TIMES_READ)) }
    }

    /// # Errors
    /// `TooComplex` when too much was read.
    pub fn read(&mut self, bytes: usize) -> Result<(), Fault> {
        self.read = self.read.checked_sub(bytes).ok_or(Fault::TooComplex)?;
        Ok(())
    }

    /// # Errors
    /// `TooComplex` when too much was unpacked.
    pub fn unpack(&mut self, bytes: usize) -> Result<(), Fault> {
        self.unpacked = self.unpacked.checked_sub(bytes).ok_or(Fault::TooComplex)?;
        // What was unpacked may be read.
        self.read = self.read.saturating_add(bytes.saturating_mul(TIMES_READ));
        Ok(())
    }
}
