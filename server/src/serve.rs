//! `kontor serve`: opens the database, starts the outbox, listens.

use crate::clock::Clock;
use crate::connections;
use crate::desk::{Address, Desk};
use crate::documents::{Documents, uploads};
use crate::http::{self, Web};
use crate::mail::{Mail, Maildir, Seal, SealOptions, Smtp};
use crate::mailroom::{self, CertificateFiles, Encryption, handed, reception};
use crate::outbox::{self, Worker};
use crate::pay::Till;
use crate::pay::stripe::{Account, Stripe};
use crate::store::{Database, StoreError, Transaction};
use fs_err::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// Everything that can be set; each has a default that works.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the database and the mails are, unless said otherwise.
    pub data: PathBuf,
    pub database: Option<String>,
    pub listen: SocketAddr,
    /// How people reach it; by default the address on which it listens.
    pub public_url: Option<String>,
    pub web: Web,
    /// None: orders cannot be paid online.
    pub stripe: Option<Account>,
    /// The mail server that takes our mails; none: they are written into a maildir and go nowhere.
    pub smtp: Option<String>,
    /// How mails are signed; none: they are not.
    pub dkim: Option<SealOptions>,
    /// The host of our mail addresses; by default that of the public URL.
    pub mail_host: Option<String>,
    /// Where mails come in, by SMTP and LMTP; none: they come by `kontor mail deliver`, or not at all.
    pub mail_listen: Option<SocketAddr>,
    /// The certificate for mails that come in; none: they are not encrypted.
    pub mail_certificate: Option<CertificateFiles>,
    /// The mail server before us, by the name under which it notes what it knows of senders, where that is not ours.
    pub trusted_mail_server: Option<String>,
}

/// This very program, also when its file was replaced meanwhile.
const OWN_PROGRAM: &str = "/proc/self/exe";
/// How often it is looked for what may be forgotten.
const SWEEP: Duration = Duration::from_secs(3600);

/// What can go wrong before the first request.
pub type Failed = Box<dyn std::error::Error + Send + Sync>;

/// A server that listens and has not answered yet.
pub struct Server {
    pub desk: Arc<Desk>,
    listener: TcpListener,
    web: Web,
    post: Arc<dyn Mail>,
    mails: Option<(TcpListener, Option<Arc<Encryption>>)>,
    folder: PathBuf,
    /// Held as long as this process lives.
    _presence: Option<File>,
}

impl Server {
    /// Opens everything.
    ///
    /// # Errors
    /// When the folder cannot be written, the database not opened, the address not listened on.
    pub async fn open(settings: Settings) -> Result<Self, Failed> {
        fs_err::create_dir_all(&settings.data)?;
        let database = open_database(&settings)?;
        let left = handed::left(&settings.data)?;
        database.write(move |open| handed::note_left(open, &left)).await?;
        handed::forget(&settings.data)?;
        let presence = alone(&settings)?;
        if presence.is_some() {
            database.write(free).await?;
        }
        let listener = listener_on(settings.listen).await?;
        let url = settings.public_url.unwrap_or(format!("http://{}", listener.local_addr()?));
        let address = Address::new(&url).with_mail_host(settings.mail_host.as_deref());
        let host = address.mail_host();
        let seal = settings.dkim.map(|options| Seal::open(&options, &host)).transpose()?;
        let documents = Documents::open(settings.data.join("documents"), PathBuf::from(OWN_PROGRAM))?;
        let mut desk = Desk::open(database, documents, address, Clock::default()).await?;
        if let Some(account) = settings.stripe {
            desk.till = Till::new(Stripe::new(account)?);
        }
        desk.checks = desk.checks.trusting(settings.trusted_mail_server);
        let post: Arc<dyn Mail> = match &settings.smtp {
            Some(url) => Arc::new(Smtp::new(url, &host)?.with_seal(seal)),
            None => Arc::new(Maildir::open(settings.data.join("mails"))?),
        };
        let mails = match settings.mail_listen {
            Some(address) => {
                let encryption = settings.mail_certificate.map(Encryption::open).transpose()?;
                Some((listener_on(address).await?, encryption.map(Arc::new)))
            }
            None => None,
        };
        Ok(Self {
            desk: Arc::new(desk),
            listener,
            web: settings.web,
            post,
            mails,
            folder: settings.data,
            _presence: presence,
        })
    }

    /// Answers until the program is told to stop. What was acknowledged is on disk by then.
    ///
    /// # Errors
    /// When the operating system gives no thread.
    pub async fn run(self) -> Result<(), Failed> {
        let router = http::router(self.desk.clone(), self.web);
        tokio::spawn(sweep(self.desk.clone()));
        if let Some((listener, encryption)) = self.mails {
            tokio::spawn(reception::listen(self.desk.clone(), listener, encryption));
        }
        mailroom::start(&self.desk, self.post, &self.folder)?;
        outbox::start(Worker { desk: self.desk })?;
        tokio::select! {
            () = connections::answer(self.listener, router) => {}
            () = told_to_stop() => {}
        }
        Ok(())
    }
}

/// A mark that no other process serves this folder, held until this one ends; none where another one does, or where the
/// database is not the folder's.
fn alone(settings: &Settings) -> Result<Option<File>, Failed> {
    if settings.database.is_some() {
        return Ok(None);
    }
    let path = settings.data.join("serving");
    let mark = File::create(path)?;
    Ok(mark.try_lock().is_ok().then_some(mark))
}

/// What a process of before had in hand is nobody's now.
fn free(open: &mut dyn Transaction) -> Result<(), StoreError> {
    let now = Clock::default().now();
    outbox::free(open, now)?;
    mailroom::outgoing::free(open, now)
}

async fn listener_on(address: SocketAddr) -> Result<TcpListener, Failed> {
    TcpListener::bind(address).await.map_err(|error| format!("{address}: {error}").into())
}

/// Forgets what was uploaded and never sent, and mails that were kept long enough, again and again.
async fn sweep(desk: Arc<Desk>) {
    loop {
        let swept =
            uploads::sweep(&desk.database, &desk.negotiations, &desk.documents, desk.clock.now()).await;
        if let Err(error) = swept {
            eprintln!("documents: {error}");
        }
        let now = desk.clock.now();
        if let Err(error) = desk.database.write(move |open| mailroom::sweep(open, now)).await {
            eprintln!("mail: {error}");
        }
        tokio::time::sleep(SWEEP).await;
    }
}

/// The database of these settings, up to date.
///
/// # Errors
/// When it cannot be opened, or a newer program wrote it.
pub fn open_database(settings: &Settings) -> Result<Database, Failed> {
    let url = settings.database.clone().unwrap_or_else(|| default_url(&settings.data));
    Ok(Database::open(&url)?)
}

fn default_url(data: &Path) -> String {
    format!("sqlite:{}", data.join("kontor.db").display())
}

async fn told_to_stop() {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        .expect("the runtime listens to signals");
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
