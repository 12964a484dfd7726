//! The command line.

use clap::{Args, Parser, Subcommand};
use mail_options::MailOptions;
use payment_options::Payment;
use server::demo::Size;
use server::http::Web;
use server::serve::{Failed, Server, Settings};
use std::io::{self, BufReader, BufWriter, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

mod incoming_mail;
mod mail_options;
mod mail_records;
mod payment_options;

/// Negotiation desk and sales-network router.
#[derive(Parser)]
#[command(name = "kontor", version)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    place: Place,
}

/// Where things are. Everything has a default.
#[derive(Args)]
struct Place {
    /// The folder of the database and the mails; `data`, and `data/demo` for the demo.
    #[arg(long, global = true)]
    data: Option<PathBuf>,
    /// `sqlite:PATH` or `postgres://…`; by default a file in the data folder.
    #[arg(long, global = true, env = "KONTOR_DATABASE")]
    database: Option<String>,
    /// The address to listen on.
    #[arg(long, global = true, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// How people reach it from outside, for links and cookies.
    #[arg(long, global = true)]
    public_url: Option<String>,
    /// Serve the pages from this folder instead of those inside the program.
    #[arg(long, global = true)]
    web: Option<PathBuf>,
    #[command(flatten)]
    mail: MailOptions,
    #[command(flatten)]
    payment: Payment,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the desk. This is also what happens without a command.
    Serve,
    /// Serve a world of demo data, with a way in for everybody.
    Demo {
        /// The world that tests use: six negotiations.
        #[arg(long)]
        small: bool,
        /// So many times as large as usual.
        #[arg(long, default_value_t = 1, conflicts_with = "small")]
        scale: u32,
        /// The port on this machine; 0 takes a free one.
        #[arg(long)]
        port: Option<u16>,
    },
    /// Make every list and look-up anew from the stored facts.
    Rebuild,
    /// Who runs the marketplace.
    #[command(subcommand)]
    Operator(Operator),
    /// Mails that come in, and what lets others take ours.
    #[command(subcommand)]
    Mail(Mail),
    /// Look at a document in a process of its own; the desk calls this.
    #[command(hide = true)]
    InspectDocument { file: PathBuf },
    /// Draw its first page; the desk calls this.
    #[command(hide = true)]
    DrawDocument { file: PathBuf, picture: PathBuf },
    /// Print the conversation on standard input in a process of its own; the desk calls this.
    #[command(hide = true)]
    PrintConversation,
    /// Answer inquiries from standard input against a network file, one JSON a line.
    Route {
        /// The network, as JSON.
        #[arg(long)]
        network: PathBuf,
    },
}

#[derive(Subcommand)]
enum Mail {
    /// Say as JSON what would be stored of the mail on standard input.
    Read,
    /// Print the records to publish in the DNS: where mails come in, who sends, the key of signatures. It needs the same
    /// options as the desk.
    Dns,
    /// Take the mail on standard input, for a mail server that hands mails over by a pipe. It needs the
    /// same options as the desk.
    Deliver {
        /// The envelope's sender; empty for a mail of a machine.
        #[arg(long, default_value = "")]
        from: String,
        /// The envelope's recipient.
        #[arg(long)]
        to: String,
    },
}

#[derive(Subcommand)]
enum Operator {
    /// Let this address sign in as operator.
    Add { email: String },
}

/// Many small texts are made and dropped with every request: this allocator takes half the time for it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Huge pages hold more than is asked for: without them the desk takes two thirds of the memory, at the same speed.
    // Where the kernel has none, there is nothing to turn off.
    let _ = rustix::thread::disable_transparent_huge_pages(true);
    let CommandLine { command, place } = CommandLine::parse();
    let given = || -> Result<_, String> {
        Ok((place.payment.account()?, place.mail.dkim()?, place.mail.certificate()?))
    };
    let (stripe, dkim, mail_certificate) = match given() {
        Ok(given) => given,
        Err(error) => {
            eprintln!("kontor: {error}");
            return ExitCode::FAILURE;
        }
    };
    let settings = Settings {
        data: place.data.unwrap_or_else(|| match command {
            Some(Command::Demo { .. }) => "data/demo".into(),
            _ => "data".into(),
        }),
        database: place.database,
        listen: place.listen,
        public_url: place.public_url,
        web: place.web.map_or(Web::Embedded, Web::Folder),
        stripe,
        smtp: place.mail.smtp,
        dkim,
        mail_host: place.mail.mail_host,
        mail_listen: place.mail.mail_listen,
        mail_certificate,
        trusted_mail_server: place.mail.trusted_mail_server,
    };
    let outcome = match command {
        Some(Command::Demo { small, scale, port }) => {
            let size = if small { Size::Small } else { Size::Scaled(scale) };
            wait(demo(settings, size, port))
        }
        None | Some(Command::Serve) => wait(serve(settings)),
        Some(Command::Rebuild) => wait(rebuild(settings)),
        Some(Command::Operator(Operator::Add { email })) => wait(add_operator(settings, email)),
        Some(Command::Route { network }) => return answer(&network),
        Some(Command::Mail(Mail::Read)) => incoming_mail::read(),
        Some(Command::Mail(Mail::Dns)) => mail_records::print(settings),
        Some(Command::Mail(Mail::Deliver { from, to })) => {
            return incoming_mail::deliver(settings, &from, &to);
        }
        Some(Command::InspectDocument { file }) => look_at(&file),
        Some(Command::DrawDocument { file, picture }) => draw(&file, &picture),
        Some(Command::PrintConversation) => print(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kontor: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Threads that wait for the disk and for payment services. Each has memory of its own, and more would not make the
/// disk quicker.
const BLOCKING_THREADS: usize = 32;

fn wait(work: impl Future<Output = Result<(), Failed>>) -> Result<(), Failed> {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.enable_all().max_blocking_threads(BLOCKING_THREADS).build()?.block_on(work)
}

async fn serve(settings: Settings) -> Result<(), Failed> {
    let server = Server::open(settings).await?;
    eprintln!("kontor: {}", server.desk.address.origin());
    server.run().await
}

async fn demo(mut settings: Settings, size: Size, port: Option<u16>) -> Result<(), Failed> {
    if let Some(port) = port {
        settings.listen.set_port(port);
    }
    let folder = settings.data.clone();
    server::demo::clear(&folder, size)?;
    let server = Server::open(settings).await?;
    let begun = Instant::now();
    let commands = server::demo::fill(&server.desk, &folder, size).await?;
    if commands > 0 {
        eprintln!("kontor: {commands} commands played in {:.1} s", begun.elapsed().as_secs_f64());
    }
    io::stdout().write_all(server::demo::ways_in(&server.desk).as_bytes())?;
    server.run().await
}

async fn rebuild(settings: Settings) -> Result<(), Failed> {
    let report = server::rebuild::rebuild(&server::serve::open_database(&settings)?).await?;
    eprintln!("{} streams", report.streams);
    for (table, after) in &report.after {
        let before = &report.before[table];
        let same = if before == after { "unchanged" } else { "CHANGED" };
        let (rows, digest) = (after.rows, &after.digest);
        eprintln!("{table:>8}: {} rows {} → {rows} rows {digest}  {same}", before.rows, before.digest);
    }
    Ok(())
}

async fn add_operator(settings: Settings, email: String) -> Result<(), Failed> {
    server::operator::add(&server::serve::open_database(&settings)?, &email).await?;
    eprintln!("{email} may sign in as operator.");
    Ok(())
}

fn look_at(file: &Path) -> Result<(), Failed> {
    Ok(server::documents::look_at(file, io::stdout().lock())?)
}

fn draw(file: &Path, picture: &Path) -> Result<(), Failed> {
    match server::documents::paint(file, picture)? {
        true => Ok(()),
        false => Err("it cannot be drawn".into()),
    }
}

fn print() -> Result<(), Failed> {
    Ok(server::documents::print_out(io::stdin().lock(), io::stdout().lock())?)
}

fn answer(network: &Path) -> ExitCode {
    let network = match fs_err::read(network) {
        Ok(network) => network,
        Err(error) => {
            eprintln!("kontor route: {error}");
            return ExitCode::from(2);
        }
    };
    match route(&network) {
        Ok(outcome) => ExitCode::from(outcome.exit_code()),
        // Whoever reads the answers has had enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kontor route: the answers cannot be written or the inquiries not read: {error}");
            ExitCode::from(3)
        }
    }
}

fn route(network: &[u8]) -> io::Result<server::route::Outcome> {
    let decisions = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    server::route::run(
        network,
        BufReader::with_capacity(1 << 16, io::stdin().lock()),
        decisions,
        io::stderr(),
    )
}
