//! A conversation as a PDF before the real server. Whose words are in it is proved with the rights.

#[path = "../../../printed/tests/parts/read_back.rs"]
mod read_back;

use crate::story::{ask, message};
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::world::{SELLER, World};
use axum::http::StatusCode;
pub use read_back::read_back;
use shared::api::documents::{Printing, printed_url};
use shared::api::negotiations::SendMessage;
use shared::language::Language;

pub fn printing(language: Language) -> Printing {
    Printing { language, zone: "Europe/Paris".into() }
}

#[tokio::test]
async fn a_print_is_a_plain_pdf_that_is_saved_and_never_kept_on_the_way() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "Twelve pumps, please").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        seller.call::<SendMessage>(&[id], &message("Вот наш ответ 見積書です")).await.expect("its lane");
        let url = printed_url(id, &printing(Language::Ja));
        let (status, headers, pdf) = buyer.fetch(&url).await;
        assert_eq!(status, StatusCode::OK);
        let header = |name: &str| headers[name].to_str().expect("text").to_owned();
        assert_eq!(header("content-type"), "application/pdf");
        assert_eq!(header("content-length"), pdf.len().to_string());
        let name = format!("attachment; filename=\"{id}.pdf\"; filename*=UTF-8''{id}.pdf");
        assert_eq!(header("content-disposition"), name);
        assert!(header("cache-control").contains("no-store"));
        assert!(header("content-security-policy").contains("sandbox"));
        assert_eq!(header("x-content-type-options"), "nosniff");
        // What we would take from others, we may hand out.
        assert!(pdf::inspect(&pdf).is_ok_and(|found| found.pages >= 1));
        let words = read_back(&pdf);
        for said in ["Twelve pumps, please", "Вот наш ответ", "見積書です", "Acme", "Bea Buyer", "UTC+"]
        {
            assert!(words.contains(said), "{said}\n{words}");
        }
        let (_, _, again) = buyer.fetch(&url).await;
        assert!(pdf == again, "the same conversation at the same time is the same file");
        let left = std::fs::read_dir(world.folder().join("documents/incoming")).expect("a folder").count();
        assert_eq!(left, 0, "nothing is left of it");
    })
    .await;
}

#[tokio::test]
async fn a_print_is_asked_for_in_a_language_that_there_is() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "Twelve pumps").await;
        let url = printed_url(receipt.negotiation.as_str(), &printing(Language::En));
        for wrong in [url.replace("language=en", "language=xx"), url.replace("zone", "place")] {
            let raw = buyer.get(&wrong).await;
            assert_eq!(
                (raw.status, raw.problem().code.as_str()),
                (StatusCode::BAD_REQUEST, "malformed_query")
            );
        }
        // A zone that this program does not know is UTC, and the print says so.
        let (status, _, pdf) = buyer.fetch(&url.replace("Europe%2FParis", "Mars%2FOlympus")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(read_back(&pdf).contains("UTC"));
    })
    .await;
}
