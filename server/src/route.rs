//! `kontor route`: answers inquiries, one JSON a line, against one network file (domain §7). It needs
//! no database and remembers nothing from one line to the next.

mod fields;
mod line;
mod network_file;

use line::Lines;
use shared::routing::CompiledNetwork;
use std::io::{self, BufRead, Read, Write};

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

/// Answers every line of `inquiries` on `decisions`, in order; `complaints` gets one line for each
/// fault of the network and for each malformed line.
///
/// # Errors
/// When reading or writing fails; what was answered until then is whole lines.
pub fn run(
    network: impl Read,
    inquiries: impl BufRead,
    mut decisions: impl Write,
    mut complaints: impl Write,
) -> io::Result<Outcome> {
    let network = match network_file::read(network)? {
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
    while let Some((number, inquiry)) = lines.next(|pick| network.has(pick))? {
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
