//! The command line.

use clap::{Parser, Subcommand};
use std::fs::File;
use std::io::{self, BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Negotiation desk and sales-network router.
#[derive(Parser)]
#[command(name = "kontor", version)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answer inquiries from standard input against a network file, one JSON a line.
    Route {
        /// The network, as JSON.
        #[arg(long)]
        network: PathBuf,
    },
}

fn main() -> ExitCode {
    let Command::Route { network } = CommandLine::parse().command;
    match route(&network) {
        Ok(outcome) => ExitCode::from(outcome.exit_code()),
        // Whoever reads the answers has had enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kontor route: {}: {error}", network.display());
            ExitCode::from(2)
        }
    }
}

fn route(network: &Path) -> io::Result<server::route::Outcome> {
    let network = BufReader::new(File::open(network)?);
    let decisions = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    server::route::run(
        network,
        BufReader::with_capacity(1 << 16, io::stdin().lock()),
        decisions,
        io::stderr(),
    )
}
