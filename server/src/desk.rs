//! Everything that a request, the outbox and the timers need, in one place.

mod address;

pub use address::Address;

use crate::attendance::Attendances;
use crate::clock::Clock;
use crate::documents::Documents;
use crate::examples::Examples;
use crate::execute::{Done, Kept, Loaded, Streams};
use crate::http::Failure;
use crate::live::Hub;
use crate::mailroom::Checks;
use crate::networks::Networks;
use crate::pages::Pages;
use crate::pay::Till;
use crate::secret::Key;
use crate::store::{Database, StoreError, Transaction};
use crate::values;
use places::Gazetteer;
use shared::actor::Actor;
use shared::aggregate::Envelope;
use shared::installation::InstallationState;
use shared::negotiation::{self, Negotiation};
use shared::network::NetworkState;
use shared::seller::SellerState;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Notify;

/// The id of the one installation stream.
pub const INSTALLATION: &str = "here";

/// The running installation.
pub struct Desk {
    pub database: Database,
    pub negotiations: Streams<Negotiation>,
    pub networks: Streams<NetworkState>,
    pub sellers: Streams<SellerState>,
    pub installation: Streams<InstallationState>,
    /// Networks ready for routing.
    pub assembled: Networks,
    pub documents: Documents,
    pub pages: Pages,
    pub hub: Hub,
    /// Who has which page open.
    pub attendances: Arc<Attendances>,
    /// Wakes the worker of the outbox.
    pub wake: Notify,
    /// Wakes who hands mails over.
    pub written: Notify,
    /// Commands to negotiations since the start: tells the worker how busy people are.
    pub commands: AtomicU64,
    pub key: Key,
    pub address: Address,
    pub clock: Clock,
    /// Takes no payment until it is given a service.
    pub till: Till,
    /// How it is found out where mails come from.
    pub checks: Checks,
    pub gazetteer: Gazetteer,
    /// What mails look like.
    pub examples: Examples,
}

impl Desk {
    /// The installation on this database. Makes its key when there is none yet.
    ///
    /// # Errors
    /// What the database says.
    pub async fn open(
        database: Database,
        documents: Documents,
        address: Address,
        clock: Clock,
    ) -> Result<Self, StoreError> {
        let key = database.write(key).await?;
        Ok(Self {
            negotiations: Streams::new(database.clone()),
            networks: Streams::new(database.clone()),
            sellers: Streams::new(database.clone()),
            installation: Streams::new(database.clone()),
            assembled: Networks::default(),
            documents,
            pages: Pages::default(),
            hub: Hub::default(),
            attendances: Arc::default(),
            wake: Notify::new(),
            written: Notify::new(),
            commands: AtomicU64::new(0),
            database,
            key,
            address,
            clock,
            till: Till::default(),
            checks: Checks::new(),
            gazetteer: Gazetteer::embedded(),
            examples: Examples::default(),
        })
    }

    /// Gives a command to a negotiation, and tells whoever waits for news of it.
    ///
    /// # Errors
    /// Why nothing happened.
    pub async fn negotiate(
        &self,
        id: &str,
        actor: &str,
        envelope: &Envelope<negotiation::Actor, negotiation::Command>,
    ) -> Result<Done<Negotiation>, Failure> {
        let before = self.negotiations.load(id).await?;
        self.negotiate_on(before, id, actor, envelope).await
    }

    /// The same, for who has its state already, perhaps no longer the newest ([`Streams::execute_on`]).
    ///
    /// # Errors
    /// As for [`Desk::negotiate`].
    pub async fn negotiate_on(
        &self,
        before: Arc<Loaded<Negotiation>>,
        id: &str,
        actor: &str,
        envelope: &Envelope<negotiation::Actor, negotiation::Command>,
    ) -> Result<Done<Negotiation>, Failure> {
        let done = self.negotiations.execute_on(before, id, actor, envelope).await?;
        self.hub.changed(id, done.loaded.version);
        self.assembled.figures_changed();
        self.commands.fetch_add(1, Ordering::Relaxed);
        self.wake.notify_one();
        Ok(done)
    }

    /// Gives a command to a network, a seller or the installation.
    ///
    /// # Errors
    /// Why nothing happened.
    pub async fn administer<A: Kept<Actor = Actor>>(
        &self,
        streams: &Streams<A>,
        id: &str,
        envelope: &Envelope<Actor, A::Command>,
    ) -> Result<Done<A>, Failure> {
        let done = streams.execute(id, &envelope.actor.to_string(), envelope).await?;
        self.assembled.forget();
        Ok(done)
    }
}

/// The key of this installation: the first one that was stored, whoever stored it.
fn key(open: &mut dyn Transaction) -> Result<Key, StoreError> {
    let insert = "INSERT INTO settings (name, value) VALUES ('key', $1) ON CONFLICT (name) DO NOTHING";
    open.execute(insert, values![Key::fresh().to_text()])?;
    let rows = open.query("SELECT value FROM settings WHERE name = 'key'", &[])?;
    let stored = rows.first().map(|row| row.text(0)).transpose()?;
    stored.and_then(Key::from_text).ok_or_else(|| StoreError::Broken("the stored key is no key".into()))
}
