//! A small installation: one marketplace, one manufacturer with a network of three sellers, everybody
//! with an address of its own. Played through commands, as everything is.

use super::Scratch;
use server::clock::Clock;
use server::desk::{Address, Desk, INSTALLATION};
use server::documents::Documents;
use server::http::{Guarded, Web, router};
use server::mail::{DeliveryProblem, Mail as Post, Parcel};
use server::mailroom::{Postman, Round, outgoing};
use server::outbox::Worker;
use server::pay::Till;
use server::store::StoreError;
use shared::actor::Actor;
use shared::aggregate::Envelope;
use shared::api::operation::Mail;
use shared::ids::CommandId;
use shared::testing::NOON;
use shared::time::{Millis, Timestamp};
use shared::{geo, installation, network, seller};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

/// The manufacturer's id; its stand is `stand`, its products `p1` and `p2`.
pub const HOUSE: &str = "acme";
pub const OPERATOR: &str = "operator@kontor.example";
pub const USER: &str = "user@acme.example";
pub const AREA_MANAGER: &str = "area@acme.example";
pub const WORLDWIDE: &str = "worldwide@acme.example";
pub const SELLER: &str = "lyon@seller.example";
pub const BUYER: &str = "buyer@customer.example";

/// The running installation, its clock in the test's hands.
pub struct World {
    pub desk: Arc<Desk>,
    pub router: Guarded,
    scratch: Scratch,
    now: Arc<AtomicI64>,
    worker: Worker,
    postman: Postman,
}

struct Nowhere;

impl Post for Nowhere {
    fn at_once(&self) -> usize {
        64
    }

    fn ways(&self) -> usize {
        1
    }

    fn deliver(&self, mails: &[&Parcel]) -> Vec<Result<(), DeliveryProblem>> {
        vec![Ok(()); mails.len()]
    }
}

async fn open(scratch: &Scratch, now: &Arc<AtomicI64>) -> Desk {
    let folder = scratch.folder().join("documents");
    let documents = Documents::open(folder, env!("CARGO_BIN_EXE_kontor").into()).expect("its own folder");
    let address = Address::new("http://desk.example");
    let desk = Desk::open(scratch.database.clone(), documents, address, Clock::Set(now.clone())).await;
    desk.expect("the desk opens")
}

/// A text that no other call gives.
pub fn fresh(what: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("{what}-{}", COUNT.fetch_add(1, Ordering::Relaxed))
}

impl World {
    /// The installation with its network, before the first inquiry.
    pub async fn new(scratch: Scratch) -> Self {
        Self::with_till(scratch, Till::default()).await
    }

    /// The same, where orders can be paid online.
    pub async fn with_till(scratch: Scratch, till: Till) -> Self {
        Self::changed(scratch, |desk| desk.till = till).await
    }

    /// The same, with a desk that is not like all others.
    pub async fn changed(scratch: Scratch, change: impl FnOnce(&mut Desk)) -> Self {
        let now = Arc::new(AtomicI64::new(NOON.0));
        let mut desk = open(&scratch, &now).await;
        change(&mut desk);
        let desk = Arc::new(desk);
        let worker = Worker { desk: desk.clone() };
        let postman = Postman { desk: desk.clone(), post: Arc::new(Nowhere), handed: None };
        let router = router(desk.clone(), Web::Embedded);
        let world = Self { desk, router, scratch, now, worker, postman };
        world.furnish().await;
        world
    }

    /// Another server on the same database: it knows nothing of what this one remembers.
    pub async fn other_server(&self) -> Guarded {
        router(self.other_desk().await, Web::Embedded)
    }

    /// What is behind another server, or behind this one when it has begun anew.
    pub async fn other_desk(&self) -> Arc<Desk> {
        Arc::new(open(&self.scratch, &self.now).await)
    }

    /// Where its files are.
    pub fn folder(&self) -> std::path::PathBuf {
        self.scratch.folder()
    }

    /// Makes a stored document two days old on the disk, whose clock is not the test's.
    pub fn age(&self, sha256: &shared::negotiation::Sha256) {
        let digits = sha256.as_str();
        let path = self.folder().join("documents").join(&digits[..2]).join(digits).with_extension("pdf");
        let file = std::fs::File::options().write(true).open(path).expect("it is stored");
        let old = std::time::SystemTime::now() - std::time::Duration::from_secs(2 * 24 * 3600);
        file.set_modified(old).expect("its own file");
    }

    /// Lets time pass.
    pub fn wait(&self, length: Millis) {
        self.now.fetch_add(length.0, Ordering::SeqCst);
    }

    async fn furnish(&self) {
        use installation::Command::{AddOperator, OpenMarketplace};
        use network::Command as Network;
        self.install(OpenMarketplace {
            id: "industry".into(),
            name: "Industry".into(),
            tagline: "Machines".into(),
            accent: "#225588".into(),
        })
        .await;
        self.install(AddOperator { email: OPERATOR.into() }).await;
        let found =
            Network::Found { manufacturer: HOUSE.into(), name: "Acme".into(), worldwide: WORLDWIDE.into() };
        self.network(found).await;
        for id in ["p1", "p2"] {
            let name = format!("Product {id}");
            self.network(Network::AddProduct { id: id.into(), name, description: "Good".into() }).await;
        }
        let stand =
            Network::OpenStand { id: "stand".into(), marketplace: "industry".into(), name: "Acme".into() };
        self.network(stand).await;
        self.network(Network::InviteUser { email: USER.into() }).await;
        self.network(Network::AddAreaManager(network::AreaManagerCard {
            id: "france".into(),
            name: "Anne Area".into(),
            emails: AREA_MANAGER.into(),
            areas: BTreeSet::from([network::Area::Country(country("FR"))]),
        }))
        .await;
        self.network(Network::ChangeCopies(network::CopiesCard {
            area_manager: true,
            worldwide: false,
            worldwide_for_area_managers: false,
            extra: "extra@acme.example".into(),
        }))
        .await;
        for (id, email, town, lat, lon) in [
            ("s-lyon", SELLER, "Lyon", 45.76, 4.84),
            ("s-paris", "paris@seller.example", "Paris", 48.86, 2.35),
            ("s-nice", "nice@seller.example", "Nice", 43.70, 7.27),
        ] {
            self.register(id, email, town, geo::Point { lat, lon }).await;
            self.network(Network::AddMember { seller: id.into() }).await;
        }
    }

    async fn register(&self, id: &str, email: &str, town: &str, point: geo::Point) {
        let address = seller::Address {
            street: "1 rue Droite".into(),
            postcode: "69001".into(),
            town: town.into(),
            country: country("FR"),
        };
        let details = seller::Details {
            name: format!("Seller {town}"),
            address,
            point: Some(point),
            languages: BTreeSet::from([shared::language::Language::Fr]),
        };
        let kind = network::SellerKind::National;
        let registration = seller::Registration { id: id.into(), email: email.into(), kind, details };
        self.seller(id, seller::Command::Register(registration)).await;
    }

    /// What a seller does itself.
    pub async fn seller(&self, id: &str, command: seller::Command) {
        let envelope = Envelope { actor: Actor::Seller(id.into()), ..self.envelope(command) };
        self.desk.administer(&self.desk.sellers, id, &envelope).await.expect("the seller takes it");
    }

    pub async fn network(&self, command: network::Command) {
        let envelope = self.envelope(command);
        self.desk.administer(&self.desk.networks, HOUSE, &envelope).await.expect("the network takes it");
    }

    async fn install(&self, command: installation::Command) {
        let envelope = self.envelope(command);
        self.desk
            .administer(&self.desk.installation, INSTALLATION, &envelope)
            .await
            .expect("it is installed");
    }

    fn envelope<C>(&self, command: C) -> Envelope<Actor, C> {
        let at = Timestamp(self.now.load(Ordering::SeqCst));
        Envelope { id: CommandId(fresh("setup")), at, actor: Actor::System, command }
    }

    /// Does what the outbox has, so that its mails are written.
    pub async fn work(&self) {
        while once(&self.worker).await.expect("the outbox can be worked on") > 0 {}
    }

    /// Another postman, who goes another way.
    pub fn postman(&self, post: impl Post + 'static) -> Postman {
        Postman { desk: self.desk.clone(), post: Arc::new(post), handed: None }
    }

    /// Does what the outbox has, sends it, and gives the mails to this address that were sent so far, oldest first.
    pub async fn mails_to(&self, email: &str) -> Vec<Mail> {
        self.work().await;
        while self.postman.once().await.expect("mails can be claimed") != Round::Went(0) {}
        let email = email.to_owned();
        let read = move |open: &mut dyn server::store::Transaction| {
            let sql = "SELECT id FROM mails WHERE recipient = $1 AND state = 'sent' ORDER BY number, id";
            let rows = open.query(sql, &[server::store::Value::from(email)])?;
            let mail = |row: &server::store::Row| outgoing::one(open, row.text(0)?);
            rows.iter().map(mail).collect::<Result<Vec<_>, StoreError>>()
        };
        let mails = self.desk.database.read(read).await.expect("mails can be read");
        mails.into_iter().flatten().collect()
    }

    /// Another worker at the same outbox.
    pub fn other_worker(&self) -> Worker {
        Worker { desk: self.desk.clone() }
    }

    /// Every mail so far, as it left.
    pub async fn all_mail(&self) -> Vec<(String, String)> {
        self.mails_to("").await;
        let read = |open: &mut dyn server::store::Transaction| {
            let rows = open.query("SELECT recipient, plain, raw FROM mails", &[])?;
            rows.iter()
                .map(|row| {
                    let source = String::from_utf8_lossy(row.bytes(2)?).into_owned();
                    Ok((row.text(0)?.to_owned(), format!("{}\n{source}", row.text(1)?)))
                })
                .collect::<Result<Vec<_>, StoreError>>()
        };
        self.desk.database.read(read).await.expect("mails can be read")
    }
}

fn country(code: &str) -> geo::Country {
    geo::Country::parse(code).expect("a country")
}

/// The token of the link in a mail.
pub fn token(mail: &Mail) -> String {
    let (_, rest) = mail.text.split_once("/link#").expect("the mail has a link");
    let fragment = rest.split_whitespace().next().expect("the link has a token");
    shared::api::sessions::token_and_stars(fragment).0.to_owned()
}

/// One step of a worker that has just begun.
pub async fn once(worker: &Worker) -> Result<usize, StoreError> {
    worker.once(&mut String::new()).await
}
