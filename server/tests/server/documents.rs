//! Documents before the real server: what is taken, what is refused, who can read what was sent (N2, V).

use crate::story::{ask, message};
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::world::{OPERATOR, SELLER, USER, World, fresh};
use axum::http::StatusCode;
use fixtures::paper::Paper;
use futures_util::stream;
use server::documents::{DocumentFault, Documents, uploads};
use shared::api::documents::{document_url, preview_url, upload_preview_url};
use shared::api::negotiations::*;
use shared::ids::UploadId;
use shared::negotiation::DOCUMENT_BYTES_MAX;
use shared::time::Millis;
use shared::view::{Content, Entry};
use std::convert::Infallible;

pub fn paper() -> Paper {
    Paper::new("offer.pdf", "Offer", &["Twelve pieces".to_owned(), "1,234.50 EUR".to_owned()])
}

/// The message with an uploaded document.
pub fn with(upload: &UploadId) -> NewMessage {
    let enclosure = Some(NewEnclosure { upload: upload.clone(), terms: None });
    NewMessage { enclosure, ..message("Here it is") }
}

/// Uploads the paper and sends it; the entry.
async fn sent(browser: &mut Browser<'_>, id: &str) -> Entry {
    let uploaded = browser.upload(id, "C:\\temp\\offer.pdf", &paper().bytes).await.expect("a real PDF");
    let delta = browser.call::<SendMessage>(&[id], &with(&uploaded.upload)).await.expect("it is sent");
    delta.entries.into_iter().next().expect("it appears at once")
}

#[tokio::test]
async fn a_document_arrives_as_it_was_sent_and_only_to_those_of_its_lane() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "Your offer?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let entry = sent(&mut seller, id).await;
        let Content::Document { document, .. } = &entry.content else { panic!("{entry:?}") };
        assert_eq!((document.name.as_str(), document.pages), ("offer.pdf", 1));
        assert_eq!(document.sha256, paper().document.sha256);
        let (url, picture) = (document_url(id, &entry.id), preview_url(id, &entry.id));
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        for reader in [&mut buyer, &mut seller, &mut operator] {
            let (status, headers, bytes) = reader.fetch(&url).await;
            assert_eq!((status, bytes), (StatusCode::OK, paper().bytes));
            let header = |name: &str| headers[name].to_str().expect("text").to_owned();
            assert_eq!(header("content-type"), "application/pdf");
            assert_eq!(
                header("content-disposition"),
                "attachment; filename=\"offer.pdf\"; filename*=UTF-8''offer.pdf"
            );
            assert!(header("cache-control").contains("no-store"));
            assert!(header("content-security-policy").contains("sandbox"));
            assert_eq!(header("x-content-type-options"), "nosniff");
            let (status, headers, bytes) = reader.fetch(&picture).await;
            assert_eq!(status, StatusCode::OK);
            assert_eq!(headers["content-type"], "image/png");
            assert!(bytes.starts_with(b"\x89PNG"), "{} bytes", bytes.len());
        }
        let mut user = Browser::signed_in(&world, USER).await;
        let mut manager = Browser::by_mail(&world, crate::support::world::AREA_MANAGER).await;
        for outsider in [&mut user, &mut manager] {
            for address in [&url, &picture] {
                let raw = outsider.get(address).await;
                let none = outsider.get(&document_url(id, &"no-such-entry".into())).await;
                assert_eq!((raw.status, &raw.text), (StatusCode::NOT_FOUND, &none.text));
            }
        }
        let nobody = Browser::new(&world).get(&url).await;
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
        // A message without a document has none to read.
        let plain = seller.call::<SendMessage>(&[id], &message("Just words")).await.expect("sent");
        assert_eq!(seller.get(&document_url(id, &plain.entries[0].id)).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_plain_pdf_is_refused_with_its_reason() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "Your offer?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let whole = paper().bytes;
        let zip = [whole.as_slice(), b"PK\x03\x04 PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"].concat();
        for (bytes, code) in [
            (b"".to_vec(), "not_a_pdf"),
            (b"<html>offer.pdf</html>".to_vec(), "not_a_pdf"),
            (whole[..whole.len() / 2].to_vec(), "pdf_truncated"),
            (zip, "pdf_disguised"),
        ] {
            let problem = seller.upload(id, "offer.pdf", &bytes).await.expect_err(code);
            assert_eq!((problem.code.as_str(), problem.field.as_deref()), (code, Some("document")));
        }
        let left = std::fs::read_dir(world.folder().join("documents/incoming")).expect("a folder").count();
        assert_eq!(left, 0, "nothing is left of what was refused");
    })
    .await;
}

/// N2: 10 485 760 bytes, inclusive.
#[tokio::test]
async fn ten_mebibytes_are_taken_and_not_one_more() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "Your offer?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let limit = usize::try_from(DOCUMENT_BYTES_MAX).expect("it fits");
        let mut bytes = padded(limit);
        let uploaded = seller.upload(id, "large.pdf", &bytes).await.expect("the limit is inclusive");
        assert_eq!(uploaded.document.bytes, DOCUMENT_BYTES_MAX);
        bytes.push(b'\n');
        let problem = seller.upload(id, "larger.pdf", &bytes).await.expect_err("one byte more");
        assert_eq!(problem.code, "document_too_large");
    })
    .await;
}

/// The paper with white space behind its header, so that it has this length; its references are moved along.
fn padded(length: usize) -> Vec<u8> {
    let whole = paper().bytes;
    let text = String::from_utf8_lossy(&whole).into_owned();
    let end = text.rfind("startxref").expect("it has a table of references");
    let (body, _) = whole.split_at(end);
    // An update that adds one object of white space and a table of its own.
    let previous: usize = text[end..].lines().nth(1).and_then(|line| line.parse().ok()).expect("a number");
    let root = text.find("/Root").map(|at| text[at..].split_whitespace().nth(1).unwrap_or("1").to_owned());
    let update = |spaces: usize| {
        let mut bytes = whole.clone();
        let object = bytes.len();
        bytes.extend_from_slice(format!("90 0 obj\n<</Length {spaces}>>stream\n").as_bytes());
        bytes.extend(std::iter::repeat_n(b' ', spaces));
        bytes.extend_from_slice(b"\nendstream\nendobj\n");
        let table = bytes.len();
        let root = root.clone().unwrap_or_default();
        bytes.extend_from_slice(
            format!(
                "xref\n90 1\n{object:010} 00000 n \ntrailer\n<</Size 91/Root {root} 0 R/Prev {previous}>>\nstartxref\n{table}\n%%EOF\n"
            )
            .as_bytes(),
        );
        bytes
    };
    assert!(!body.is_empty());
    let mut spaces = length - update(0).len() - 20;
    while update(spaces).len() < length {
        spaces += length - update(spaces).len();
    }
    let bytes = update(spaces);
    assert_eq!(bytes.len(), length);
    bytes
}

#[tokio::test]
async fn an_upload_is_its_owners_and_done_once() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "Your offer?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let upload = UploadId(fresh("upload"));
        let first = seller.put_upload(id, &upload, "one.pdf", &paper().bytes).await;
        let again = seller.put_upload(id, &upload, "other.pdf", b"whatever").await;
        assert_eq!(
            (first.status, first.text),
            (again.status, again.text),
            "a lost answer is asked for again"
        );
        let (status, ..) = seller.fetch(&upload_preview_url(id, &upload)).await;
        assert_eq!(status, StatusCode::OK);
        // The buyer takes part too, but this upload is not the buyer's.
        assert_eq!(buyer.get(&upload_preview_url(id, &upload)).await.status, StatusCode::NOT_FOUND);
        let stolen = buyer.put_upload(id, &upload, "one.pdf", &paper().bytes).await;
        assert_eq!(stolen.problem().code, "command_id_reused");
        let problem = buyer.call::<SendMessage>(&[id], &with(&upload)).await.expect_err("not its own");
        assert_eq!((problem.code.as_str(), problem.field.as_deref()), ("document_missing", Some("document")));
        // Who may not write may not upload, and a stranger learns nothing.
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let fresh_id = UploadId(fresh("upload"));
        let refused = operator.put_upload(id, &fresh_id, "one.pdf", &paper().bytes).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let refused = Browser::new(&world).put_upload(id, &fresh_id, "one.pdf", &paper().bytes).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    })
    .await;
}

#[tokio::test]
async fn what_was_not_sent_is_forgotten_after_two_days_and_what_was_sent_stays() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "Your offer?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let entry = sent(&mut seller, id).await;
        let other = Paper::new("draft.pdf", "Draft", &["Never sent".to_owned()]);
        let unsent = seller.upload(id, "draft.pdf", &other.bytes).await.expect("a real PDF");
        let stored = || {
            let digits = other.document.sha256.as_str();
            world.folder().join("documents").join(&digits[..2]).join(digits).with_extension("pdf").exists()
        };
        let sweep = async || {
            let desk = &world.desk;
            uploads::sweep(&desk.database, &desk.negotiations, &desk.documents, desk.clock.now()).await
        };
        assert_eq!(sweep().await, Ok(0));
        world.wait(Millis(Millis::days(2).0 + 1));
        world.age(&other.document.sha256);
        assert_eq!((stored(), sweep().await, stored()), (true, Ok(2), false));
        assert_eq!(sweep().await, Ok(0));
        let (status, _, bytes) = seller.fetch(&document_url(id, &entry.id)).await;
        assert_eq!((status, bytes), (StatusCode::OK, paper().bytes));
        let problem = seller.call::<SendMessage>(&[id], &with(&unsent.upload)).await.expect_err("gone");
        assert_eq!(problem.code, "document_missing");
    })
    .await;
}

#[tokio::test]
async fn a_folder_that_cannot_be_had_is_named() {
    on_both(async |scratch| {
        let folder = scratch.folder().join("a-file");
        std::fs::create_dir_all(scratch.folder()).expect("its own folder");
        std::fs::write(&folder, "no folder").expect("its own folder");
        let refused = Documents::open(folder.clone(), "".into()).err().expect("it is no folder").to_string();
        assert!(refused.contains(&folder.display().to_string()), "{refused}");
        let own = scratch.folder().join("own");
        let documents = Documents::open(own.clone(), "".into()).expect("its own folder");
        std::fs::remove_dir_all(own.join("incoming")).expect("nobody uses it");
        let pieces = stream::iter([Ok::<_, Infallible>(paper().bytes)]);
        let Err(DocumentFault::Broken(why)) = documents.receive(pieces).await else {
            panic!("it has no place")
        };
        assert!(why.contains(&own.display().to_string()), "{why}");
    })
    .await;
}
