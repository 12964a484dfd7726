//! `kontor route`: answers inquiries, one JSON a line, against one network file (domain §7). It needs
//! no database and remembers nothing from one line to the next.

mod fields;
mod line;
mod network_file;

use line::{Line, Lines};
use shared::routing::CompiledNetwork;
use std::collections::BTreeSet;
use std::io::{self, BufRead, Write};

/// How a dry run ended, when it could write its answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Every line was answered.
    Answered,
    /// Some lines were malformed; the others were answered.
    LinesRefused,
    /// The network cannot be used; nothing was answered.
    NetworkRefused,
}

impl Outcome {
    /// The exit status of the contract.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Answered => 0,
            Self::LinesRefused => 1,
            Self::NetworkRefused => 2,
        }
    }
}

/// It stands before a text that was written on Windows, and means nothing.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
/// So many names of fields that mean nothing are remembered, so that each is told once.
const NAMES_MAX: usize = 100;

/// Answers every line of `inquiries` on `decisions`, in order; `complaints` gets one line for each
/// fault of the network and for each malformed line. Fields that mean nothing are let through, and named there:
/// in a network each, of inquiries each name once.
///
/// # Errors
/// When reading or writing fails; what was answered until then is whole lines.
pub fn run(
    network: &[u8],
    inquiries: impl BufRead,
    mut decisions: impl Write,
    mut complaints: impl Write,
) -> io::Result<Outcome> {
    let (network, unread) = network_file::read(network);
    for field in unread {
        writeln!(complaints, "network: {field}: no field of a network, it is not read")?;
    }
    let network = match network {
        Ok(network) => CompiledNetwork::new(&network),
        Err(problems) => {
            for problem in problems {
                writeln!(complaints, "network: {problem}")?;
            }
            return Ok(Outcome::NetworkRefused);
        }
    };
    let mut outcome = Outcome::Answered;
    let mut answer = Vec::new();
    let mut lines = Lines::new(inquiries);
    let mut told = BTreeSet::new();
    while let Some(Line { number, inquiry, unread }) = lines.next(|pick| network.has(pick))? {
        for field in unread {
            if told.len() < NAMES_MAX && told.insert(field.clone()) {
                writeln!(
                    complaints,
                    "line {number}: {field}: no field of an inquiry, it is not read (said once)"
                )?;
            }
        }
        match inquiry {
            Ok(inquiry) => {
                answer.clear();
                serde_json::to_writer(&mut answer, &network.explain(&inquiry))?;
                answer.push(b'\n');
                decisions.write_all(&answer)?;
            }
            Err(problem) => {
                writeln!(complaints, "line {number}: {problem}")?;
                outcome = Outcome::LinesRefused;
            }
        }
    }
    decisions.flush()?;
    Ok(outcome)
}
