//! A real Postfix that takes mails only over TLS and from whoever knows a password, which a real Dovecot checks.

use crate::mta::{MAILBOXES, read, until};
use crate::story::ask;
use crate::support::Scratch;
use crate::support::dovecot::{Dovecot, PASSWORD};
use crate::support::postfix::{Postfix, free_port, text};
use crate::support::world::{SELLER, World};
use server::mail::Smtp;
use server::mailroom::{Round, outgoing};
use shared::api::operation::{MailLine, MailState};
use shared::time::Millis;
use std::fs;

/// A mail server behind TLS and a password, and where it takes mail with TLS from the first byte.
struct Guarded {
    postfix: Postfix,
    dovecot: Dovecot,
    wrapped: u16,
    authority: String,
}

fn guarded() -> Option<Guarded> {
    let (postfix, dovecot) = (Postfix::start(1, &MAILBOXES)?, Dovecot::start()?);
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
    let (chain, key) = (postfix.folder.join("chain.pem"), postfix.folder.join("key.pem"));
    fs::write(&chain, made.cert.pem()).expect("its own folder");
    fs::write(&key, made.signing_key.serialize_pem()).expect("its own folder");
    let (authority, key, wrapped) = (text(&chain), text(&key), free_port());
    let service = format!("127.0.0.1:{wrapped} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes");
    let lines = format!(
        "smtpd_tls_cert_file = {authority}\nsmtpd_tls_key_file = {key}\nsmtpd_tls_security_level = may\n\
         smtpd_tls_received_header = yes\nsmtpd_sasl_authenticated_header = yes\nsmtpd_sasl_auth_enable = yes\n\
         smtpd_sasl_type = dovecot\nsmtpd_sasl_path = inet:127.0.0.1:{}\nsmtpd_tls_auth_only = yes\n\
         smtpd_relay_restrictions = permit_sasl_authenticated, reject\n\
         smtpd_error_sleep_time = 0",
        dovecot.door
    );
    postfix.serve(&service, &lines);
    Some(Guarded { postfix, dovecot, wrapped, authority })
}

async fn to_seller(world: &World) -> MailLine {
    let lines = world.desk.database.read(outgoing::newest).await.expect("mails can be read");
    lines.into_iter().find(|line| line.to == SELLER).expect("a mail")
}

/// What comes of the mails when they leave by this address of a mail server.
async fn sent_by(url: &str) -> MailLine {
    let world = World::new(Scratch::sqlite()).await;
    ask(&world, "How much?").await;
    world.work().await;
    let postman = world.postman(Smtp::new(url, "desk.example").expect("an address of a mail server"));
    while matches!(postman.once().await.expect("mails can be claimed"), Round::Went(1..)) {}
    let line = to_seller(&world).await;
    if line.state == MailState::Waiting {
        // Nothing is lost: once the way is open, it leaves.
        world.wait(Millis::hours(1));
        assert_eq!(world.mails_to(SELLER).await.len(), 1, "{line:?}");
    }
    line
}

#[tokio::test]
async fn mails_leave_over_tls_with_a_password() {
    let Some(server) = guarded() else { return };
    let Guarded { postfix, wrapped, authority, .. } = &server;
    let port = postfix.port;
    let open = format!("smtp://desk:{PASSWORD}@127.0.0.1:{port}?tls=required&ca={authority}");
    let offered = format!("smtp://desk:{PASSWORD}@127.0.0.1:{port}?tls=opportunistic&ca={authority}");
    let from_the_start = format!("smtps://desk:{PASSWORD}@127.0.0.1:{wrapped}?ca={authority}");
    for (number, url) in [open, offered, from_the_start].iter().enumerate() {
        assert_eq!(sent_by(url).await.state, MailState::Sent, "{url}");
        let arrived = async || Some(postfix.mailbox(SELLER)).filter(|files| files.len() > number);
        let file = until("a mail", arrived).await.pop().expect("just counted");
        assert!(read(&file).contains("How much?"));
        let source = fs::read_to_string(file).expect("its own mailbox");
        assert!(
            source.contains("TLSv1.") && source.contains("Authenticated sender: desk"),
            "encrypted, and known: {source}"
        );
    }
}

#[tokio::test]
async fn mails_wait_where_the_way_is_not_safe_or_the_password_wrong_and_no_password_is_told() {
    let Some(server) = guarded() else { return };
    let Guarded { postfix, dovecot, wrapped, authority } = &server;
    let port = postfix.port;
    for (what, url) in [
        ("wrong", format!("smtp://desk:no-{PASSWORD}@127.0.0.1:{port}?tls=required&ca={authority}")),
        ("wrong", format!("smtps://desk:no-{PASSWORD}@127.0.0.1:{wrapped}?ca={authority}")),
        ("an unknown authority", format!("smtp://desk:{PASSWORD}@127.0.0.1:{port}?tls=required")),
        ("an unknown authority", format!("smtps://desk:{PASSWORD}@127.0.0.1:{wrapped}")),
        ("in the open", format!("smtp://desk:{PASSWORD}@127.0.0.1:{port}")),
    ] {
        let line = sent_by(&url).await;
        assert_eq!(line.state, MailState::Waiting, "{what}: {line:?}");
        let problem = line.problem.unwrap_or_default();
        assert!(!problem.contains(PASSWORD), "{what}: {problem}");
    }
    assert!(postfix.mailbox(SELLER).is_empty(), "nothing has left");
    // Without the encryption that is asked for, not even who we are is said.
    postfix.change("smtpd_tls_security_level = none\nsmtpd_tls_auth_only = no");
    let asked = dovecot.asked();
    assert!(asked > 0, "wrong passwords were looked at");
    let line = sent_by(&format!("smtp://desk:{PASSWORD}@127.0.0.1:{port}?tls=required&ca={authority}")).await;
    assert_eq!(line.state, MailState::Waiting, "{line:?}");
    assert_eq!(dovecot.asked(), asked);
}
