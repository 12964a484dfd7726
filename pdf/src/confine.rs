//! The limits under which a process looks at a stranger's file. They can be lowered but never raised
//! again, so this is for a process that does nothing else.

use rustix::process::{Resource, Rlimit, setrlimit};
use std::io;

/// All memory that may be reserved, the program itself and the drawing's stack with it.
const ADDRESS_SPACE: u64 = 1 << 30;
const CPU_SECONDS: u64 = 10;
const FILE_SIZE: u64 = 16 << 20;
const OPEN_FILES: u64 = 32;

/// Limits this process: memory, time, the files it can write and open; it leaves no core dump.
///
/// # Errors
/// What the system says against it.
pub fn confine() -> io::Result<()> {
    limit(Resource::As, ADDRESS_SPACE)?;
    limit(Resource::Cpu, CPU_SECONDS)?;
    limit(Resource::Fsize, FILE_SIZE)?;
    limit(Resource::Nofile, OPEN_FILES)?;
    limit(Resource::Core, 0)
}

fn limit(resource: Resource, most: u64) -> io::Result<()> {
    Ok(setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?)
}
