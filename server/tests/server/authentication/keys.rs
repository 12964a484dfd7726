//! The operator's side: what is to be published, and what is told when a key is of no use. Through the program itself.

use super::{key_file, seal};
use crate::support::Scratch;
use std::path::Path;
use std::process::{Command, Output};

fn kontor(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kontor"));
    command.current_dir(folder).args(arguments).output().expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_records_to_publish_are_printed() {
    let scratch = Scratch::sqlite();
    let key = key_file().display().to_string();
    let options = ["--mail-host", "desk.example", "--smtp", "smtps://user:secret@mail.example:465"];
    let signed =
        [&["mail", "dns", "--dkim-key", &key, "--dkim-selector", "kontor1"], options.as_slice()].concat();
    let output = kontor(&scratch.folder(), &signed);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let said = text(&output.stdout);
    assert!(said.contains("desk.example. IN MX 10 desk.example."), "{said}");
    assert!(said.contains("desk.example. IN TXT \"v=spf1 mx a:mail.example -all\""), "{said}");
    assert!(said.contains("_dmarc.desk.example. IN TXT \"v=DMARC1; p=quarantine\""), "{said}");
    assert!(!said.contains("secret") && !said.contains("PRIVATE"), "{said}");
    let line =
        said.lines().find(|line| line.starts_with("kontor1._domainkey.desk.example. IN TXT \"v=DKIM1; "));
    let line = line.unwrap_or_else(|| panic!("a key in {said}"));
    let strings: Vec<_> = line.split('"').skip(1).step_by(2).collect();
    assert!(strings.iter().all(|string| string.len() <= 255), "{line}");
    assert_eq!(strings.concat(), seal("desk.example").record());

    let output = kontor(&scratch.folder(), &[&["mail", "dns"], options.as_slice()].concat());
    let said = text(&output.stdout);
    assert!(said.contains("p=none") && said.contains("--dkim-key") && !said.contains("_domainkey"), "{said}");
}

#[test]
fn a_key_that_cannot_be_read_stops_the_start_and_says_what_to_do() {
    let scratch = Scratch::sqlite();
    let folder = scratch.folder();
    let write = |name: &str, text: &str| {
        let file = folder.join(name);
        std::fs::write(&file, text).expect("its own folder");
        file.display().to_string()
    };
    let good = key_file().display().to_string();
    let (nothing, words) = (folder.join("nothing").display().to_string(), write("words", "no key at all"));
    let locked =
        write("locked", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
    let public = write("public", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
    let other = write("other", "AAAA");
    for (key, selector, option, fix) in [
        (&nothing, Some("k1"), "--dkim-key", "openssl genpkey"),
        (&words, Some("k1"), "--dkim-key", "openssl genpkey"),
        (&public, Some("k1"), "--dkim-key", "openssl genpkey"),
        (&other, Some("k1"), "--dkim-key", "2048"),
        (&locked, Some("k1"), "--dkim-key", "openssl pkey"),
        (&good, Some("no name"), "--dkim-selector", "kontor1"),
        (&good, None, "--dkim-key", "--dkim-selector"),
    ] {
        let mut arguments = vec!["serve", "--listen", "127.0.0.1:0", "--dkim-key", key];
        arguments.extend(selector.map(|selector| ["--dkim-selector", selector]).into_iter().flatten());
        let output = kontor(&folder, &arguments);
        let said = text(&output.stderr);
        assert!(!output.status.success(), "{key} {selector:?}");
        assert!(said.contains(option) && said.contains(fix) && said.lines().count() == 1, "{said}");
    }
}

/// RFC 8058, 4: a click is only believed when the address it goes to is signed.
#[test]
fn the_way_to_turn_mails_off_is_signed() {
    let mail = "From: a@desk.example\r\nTo: b@x.example\r\nList-Unsubscribe: <https://desk.example/unsubscribe/1>\r\n\
                List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nSubject: x\r\n\r\nx\r\n";
    let signed = seal("desk.example").sign(mail.as_bytes()).expect("it has headers");
    let signature = text(&signed).replace("\r\n\t", "").replace("\r\n ", "").to_lowercase();
    let names = signature.split("h=").nth(1).and_then(|rest| rest.split(';').next()).expect("what is signed");
    let names: Vec<_> = names.split(':').map(str::trim).collect();
    for name in ["list-unsubscribe", "list-unsubscribe-post"] {
        assert!(names.contains(&name), "{names:?}");
    }
}
