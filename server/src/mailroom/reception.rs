//! Where mails come in: a listener that speaks SMTP and LMTP, and `kontor mail deliver` for a mail server that hands
//! them over by a pipe. It takes mail for our own addresses alone and keeps it before it says so.

use super::arrivals::{self, Incoming};
use super::authentication::is_neighbour;
use super::conversation::{BUSY, Closed, Door, MAIL_BYTES_MAX, Room, converse};
use super::encryption::Encryption;
use super::{DIGEST_MAILBOX, PAYMENTS_MAILBOX, SIGN_IN_MAILBOX, outgoing, relays, sorting, trace};
use crate::desk::Desk;
use crate::store::{Database, StoreError, Transaction};
use shared::ids::Email;
use shared::time::{Millis, Timestamp};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// Conversations at the same time.
const CONVERSATIONS_MAX: usize = 100;
/// Of them with one stranger's machine; mail servers beside us have no such limit.
const OF_ONE_MAX: usize = 10;
/// Mails that are read at the same time: each may be large.
static SORTS: Semaphore = Semaphore::const_new(8);
/// Large mails in memory at the same time.
const LARGE_MAX: usize = 3;
/// When no connection can be taken, for so long none is.
const BREATH: Duration = Duration::from_secs(1);

/// Takes mails on every connection until it is dropped.
pub async fn listen(desk: Arc<Desk>, listener: TcpListener, encryption: Option<Arc<Encryption>>) {
    let places = Arc::new(Semaphore::new(CONVERSATIONS_MAX));
    let room = Arc::new(Room { large: Arc::new(Semaphore::new(LARGE_MAX)), encryption });
    let crowd = Arc::new(Crowd::default());
    loop {
        match listener.accept().await {
            Ok((stream, caller)) => {
                let (desk, room) = (desk.clone(), room.clone());
                let place = places.clone().try_acquire_owned().ok().zip(Crowd::enter(&crowd, caller.ip()));
                match place {
                    Some(place) => drop(tokio::spawn(async move {
                        let _place = place;
                        drop(stream.set_nodelay(true));
                        receive(desk, stream, caller.ip(), &room).await;
                    })),
                    None => drop(tokio::spawn(turn_away(stream))),
                }
            }
            Err(error) => {
                eprintln!("mail: no connection can be taken: {error}");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}

/// How many conversations each stranger's machine holds.
#[derive(Default)]
struct Crowd(Mutex<HashMap<IpAddr, usize>>);

/// One of them; it ends when this is dropped.
struct Visit(Arc<Crowd>, IpAddr);

impl Crowd {
    /// None when this machine holds too many.
    fn enter(crowd: &Arc<Self>, caller: IpAddr) -> Option<Visit> {
        let mut all = crowd.0.lock().unwrap_or_else(PoisonError::into_inner);
        let held = all.entry(caller).or_default();
        if *held >= OF_ONE_MAX && !is_neighbour(caller) {
            return None;
        }
        *held += 1;
        Some(Visit(crowd.clone(), caller))
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        let mut all = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = all.get_mut(&self.1) {
            *held -= 1;
            if *held == 0 {
                all.remove(&self.1);
            }
        }
    }
}

/// Takes mails on one connection from this address. Large ones wait for each other.
pub async fn receive<S>(desk: Arc<Desk>, stream: S, caller: IpAddr, room: &Room)
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    // A connection that breaks is its caller's affair: what was kept is kept.
    drop(converse(stream, caller, &House { desk }, room).await);
}

async fn turn_away(mut stream: TcpStream) {
    drop(stream.write_all(BUSY.as_bytes()).await);
}

/// This installation as a place where mails come in.
struct House {
    desk: Arc<Desk>,
}

impl Door for House {
    fn host(&self) -> String {
        self.desk.address.mail_host()
    }

    async fn opens(&self, address: &Email) -> Result<(), Closed> {
        let Desk { database, clock, .. } = &*self.desk;
        opens(database, &self.host(), address, clock.now()).await
    }

    async fn keep(&self, mut mail: Incoming, with: &'static str) -> Result<(), Closed> {
        let now = self.desk.clock.now();
        if let Some(client) = &mail.client {
            let line = trace::received(client, with, &mail.recipient, now);
            mail.raw.splice(..0, line.into_bytes());
        }
        let kept =
            self.desk.database.write(move |open| arrivals::keep(open, &mail, now, arrivals::PATIENCE)).await;
        let id = kept.map_err(|error| later(&error))?;
        let desk = self.desk.clone();
        tokio::spawn(async move {
            // It is never closed.
            let _turn = SORTS.acquire().await;
            if let Err(problem) = sorting::sort(&desk, &id).await {
                eprintln!("mail {id}: {problem}");
            }
        });
        Ok(())
    }
}

/// Whether an address takes mail now.
async fn opens(database: &Database, host: &str, address: &Email, now: Timestamp) -> Result<(), Closed> {
    if address.as_str().rsplit('@').next() != Some(host) {
        return Err(Closed::Elsewhere);
    }
    let wanted = address.clone();
    let look = move |open: &mut dyn Transaction| {
        let known = relays::find(open, &wanted)?.is_some() || outgoing::came_back(open, &wanted)?.is_some();
        Ok::<_, StoreError>((known, arrivals::is_flooded(open, &wanted, now)?))
    };
    match database.read(look).await.map_err(|error| later(&error))? {
        (false, _) if is_unread(address) => Err(Closed::Unread),
        (false, _) => Err(Closed::Nobody),
        (true, true) => Err(Closed::Flooded),
        (true, false) => Ok(()),
    }
}

fn is_unread(address: &Email) -> bool {
    let name = address.as_str().split('@').next().unwrap_or_default();
    [DIGEST_MAILBOX, SIGN_IN_MAILBOX, PAYMENTS_MAILBOX].contains(&name)
}

/// Takes one mail that another mail server hands over by a pipe; the running desk sorts it. It is kept when this answers.
///
/// # Errors
/// Why it was not taken.
pub async fn deliver(database: &Database, host: &str, mail: Incoming, now: Timestamp) -> Result<(), Closed> {
    if mail.raw.len() > MAIL_BYTES_MAX {
        return Err(Closed::TooLarge);
    }
    opens(database, host, &mail.recipient, now).await?;
    let kept = database.write(move |open| arrivals::keep(open, &mail, now, Millis(0))).await;
    kept.map(drop).map_err(|error| later(&error))
}

fn later(error: &StoreError) -> Closed {
    eprintln!("mail: {error}");
    Closed::Later
}

#[cfg(test)]
mod tests {
    use super::{Crowd, OF_ONE_MAX};
    use std::net::IpAddr;
    use std::sync::Arc;

    fn machine(address: &str) -> IpAddr {
        address.parse().expect("an address")
    }

    #[test]
    fn a_strangers_machine_holds_so_many_conversations_and_a_neighbour_more() {
        let crowd = Arc::new(Crowd::default());
        let stranger = machine("203.0.113.7");
        let mut held: Vec<_> =
            (0..OF_ONE_MAX).map(|_| Crowd::enter(&crowd, stranger).expect("there is room")).collect();
        assert!(Crowd::enter(&crowd, stranger).is_none(), "one too many");
        assert!(Crowd::enter(&crowd, machine("203.0.113.8")).is_some(), "another machine is not to blame");
        held.pop();
        held.extend(Crowd::enter(&crowd, stranger));
        assert_eq!(held.len(), OF_ONE_MAX, "whoever ends makes room");
        let neighbours: Vec<_> =
            (0..=OF_ONE_MAX).filter_map(|_| Crowd::enter(&crowd, machine("127.0.0.1"))).collect();
        assert_eq!(neighbours.len(), OF_ONE_MAX + 1);
        drop((held, neighbours));
        assert!(crowd.0.lock().expect("nobody panics with it").is_empty(), "nobody is remembered for ever");
    }
}
