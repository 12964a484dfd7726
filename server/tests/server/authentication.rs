//! Where mails come from: ours carry a signature that others can check, and those that come are checked before anybody
//! is taken for their author (N12).

mod forged;
mod keys;
mod verdicts;

use crate::support::names::{Records, records};
use server::mail::{Seal, SealOptions};
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

/// The only address from which `seller.example` sends.
const HOME: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7));
/// Anybody else's.
const ELSEWHERE: IpAddr = IpAddr::V4(Ipv4Addr::new(198, 51, 100, 9));

/// What `seller.example` publishes, and a few others.
fn published() -> Records {
    records(&[
        ("seller.example", "v=spf1 ip4:203.0.113.7 -all"),
        ("_dmarc.seller.example", "v=DMARC1; p=reject"),
        ("soft.example", "v=spf1 ip4:203.0.113.7 ~all"),
        ("open.example", "v=spf1 ?all"),
        ("broken.example", "v=spf1 ip4:nonsense -all"),
        ("bulk.example", "v=spf1 +all"),
        ("mta.example", "v=spf1 ip4:203.0.113.7 -all"),
        ("_dmarc.watched.example", "v=DMARC1; p=none"),
    ])
}

/// A key that is in no way secret.
fn key_file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/server/support/nobodys-key.pem")
}

fn seal(domain: &str) -> Seal {
    let options = SealOptions { key: key_file(), selector: "kontor1".into() };
    Seal::open(&options, domain).expect("it can be read")
}
