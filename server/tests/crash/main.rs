//! The program is killed in the middle of everything, again and again: what it has acknowledged is there afterwards,
//! once, and what it has not can be sent again. `KONTOR_CRASHES` says how often; a few times by default.

#[path = "../server/support/stripe.rs"]
#[expect(dead_code, reason = "stories ask more of it")]
mod peer;
mod post;
mod program;
mod till;
mod work;

use program::Program;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};
use till::Till;
use work::{Deed, Desk, People, Side};

/// So often when nobody says otherwise.
const CRASHES: u64 = 8;
/// So often in one world. A kill leaves uploads that nobody sends any more, and one person may leave only so many.
const CRASHES_IN_ONE_WORLD: u64 = 150;
/// What the inquiry says in whose negotiation all of it happens.
const INQUIRY: &str = "passt die Ventilinsel an unsere Steuerung";
/// A held message leaves after ten seconds; when the worker died with it in hand, once its claim ends, two minutes
/// later.
const LEAVES_WITHIN: Duration = Duration::from_secs(200);

fn crashes() -> u64 {
    let told = std::env::var("KONTOR_CRASHES").ok();
    told.map_or(CRASHES, |text| text.parse().expect("KONTOR_CRASHES is a number"))
}

#[test]
fn what_was_acknowledged_survives_kill_9_and_nothing_is_doubled() {
    let mut left = crashes();
    while left > 0 {
        let here = left.min(CRASHES_IN_ONE_WORLD);
        survives_in_a_new_world(here);
        left -= here;
    }
}

fn survives_in_a_new_world(crashes: u64) {
    let folder = std::env::temp_dir().join(format!("kontor-crash-{}", std::process::id()));
    let till = Till::open();
    let mut program = Program::demo(&folder, &till);
    let people = People::signed_in(&program);
    let reply: Arc<str> = post::reply_address(&folder, INQUIRY).into();
    let desk_of = |program: &Program| Desk {
        address: program.address.clone(),
        people: people.clone(),
        post: (program.post, reply.clone()),
        till: till.clone(),
    };
    let mut done: Vec<Deed> = Vec::new();
    for round in 0..crashes {
        let (acknowledged, answers) = channel();
        let workers: Vec<_> = [Side::Seller, Side::Buyer, Side::Trade, Side::Online, Side::Hold, Side::Post]
            .map(|side| {
                let desk = desk_of(&program);
                let acknowledged = acknowledged.clone();
                thread::spawn(move || work::until_it_dies(&desk, side, &acknowledged))
            })
            .into();
        // Another moment every time: right behind an answer to one of them, in the middle of what the others do.
        let last = usize::try_from(round * 7 % 23).expect("a small number");
        answers.iter().nth(last).expect("the workers work");
        program.kill();
        let mut deeds: Vec<Deed> =
            workers.into_iter().flat_map(|worker| worker.join().expect("it works")).collect();
        program = program.served_again(&folder, &till);
        // Whoever got no answer sends the same again, and gets one.
        let desk = desk_of(&program);
        for deed in &mut deeds {
            work::again(&desk, deed);
        }
        work::finish(&desk, &mut deeds);
        done.extend(deeds);
    }
    let until = Instant::now() + LEAVES_WITHIN;
    let desk = desk_of(&program);
    while !work::all_left(&desk) || !work::all_expired(&desk, &done) {
        assert!(Instant::now() < until, "held messages have not left, or quotes not expired");
        thread::park_timeout(Duration::from_millis(200));
    }
    let found = work::history(&desk);
    let mut times: BTreeMap<&str, u32> = BTreeMap::new();
    for mark in &found {
        *times.entry(mark).or_default() += 1;
    }
    assert!(done.len() as u64 >= crashes, "something was done");
    for deed in &done {
        if let Some(mark) = deed.mark() {
            assert_eq!(times.get(mark), Some(&1), "{mark} of {deed:?}");
        }
    }
    assert!(times.values().all(|count| *count == 1), "doubled: {times:?}");
    assert_eq!(till.pages_of_one(), 1, "nobody can pay an order twice");
    program.kill();
    let mails = program::mails(&folder);
    let brought: Vec<_> = done.iter().filter_map(Deed::mail).collect();
    assert!(brought.iter().any(|(_, taken)| *taken), "some were taken");
    for (id, taken) in brought {
        let kept = mails.iter().filter(|mail| mail.contains(&format!("<{id}@"))).count();
        assert!(kept == 1 || kept == 0 && !taken, "{id} is kept {kept} times, taken: {taken}");
    }
    assert!(program::rebuilds_to_the_same(&folder));
    std::fs::remove_dir_all(&folder).expect("its own folder");
}
