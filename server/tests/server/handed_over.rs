//! `kontor mail deliver`: a mail server hands over by calling the program, and does what its exit code says.

use crate::arriving::{mail, relay};
use crate::story::ask;
use crate::support::Scratch;
use crate::support::world::{SELLER, World};
use server::mailroom::arrivals;
use std::io::Write;
use std::process::{Command, Stdio};

// What mail servers know (sysexits.h): EX_OK, EX_USAGE, EX_NOUSER, EX_TEMPFAIL.
const TAKEN: i32 = 0;
const WRONG_CALL: i32 = 64;
const NOT_HERE: i32 = 67;
const LATER: i32 = 75;

/// The exit code, and what was said.
fn deliver(database: &str, to: &str, mail: &[u8]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kontor"));
    command.args(["mail", "deliver", "--from", SELLER, "--to", to, "--mail-host", "desk.example"]);
    command.args(["--database", database]);
    let mut program =
        command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    // Whoever is refused may not have listened to the end.
    drop(program.stdin.take().expect("it is piped").write_all(mail));
    let output = program.wait_with_output().expect("it ends");
    (output.status.code().expect("an exit code"), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[tokio::test]
async fn what_becomes_of_a_mail_stands_in_the_exit_code() {
    let scratch = Scratch::sqlite();
    let database = scratch.url.clone();
    let world = World::new(scratch).await;
    ask(&world, "How much?").await;
    let to = relay(&world, SELLER).await;
    let answer = mail(SELLER, "1", "42 euros.").into_bytes();
    let kept = async || world.desk.database.read(arrivals::newest).await.expect("they can be read").len();

    let (code, told) = deliver(&database, "nobody", &answer);
    assert_eq!((code, told.contains("--to")), (WRONG_CALL, true), "{told}");
    for stranger in ["talk-000000000000000000000000@desk.example", "anna@elsewhere.example"] {
        let (code, told) = deliver(&database, stranger, &answer);
        assert_eq!((code, told.contains("550 5.")), (NOT_HERE, true), "{told}");
    }
    let (code, told) = deliver("sqlite:/there/is/no/such/folder/kontor.db", &to, &answer);
    assert_eq!(code, LATER, "{told}");
    assert_eq!(kept().await, 0, "nothing of it was taken");

    // Handed over twice it is one mail.
    for _ in 0..2 {
        let (code, told) = deliver(&database, &to, &answer);
        assert_eq!(code, TAKEN, "{told}");
    }
    assert_eq!(kept().await, 1);
}
