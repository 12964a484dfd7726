//! V4 on paper: what is printed for somebody is what its pages show, word for word, and for nobody else.

use super::{Cast, WORDS};
use crate::printing::{printing, read_back};
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::world::World;
use axum::http::StatusCode;
use shared::api::documents::printed_url;
use shared::api::negotiations::{ReadThread, ThreadPart};
use shared::language::Language;

/// Everything that the pages of the conversation show; none when they show none.
async fn pages(browser: &mut Browser<'_>, id: &str) -> Option<String> {
    let mut part = ThreadPart::default();
    let mut texts = String::new();
    loop {
        let page = browser.call::<ReadThread>(&[id], &part).await.ok()?;
        texts += &serde_json::to_string(&page).expect("a page is JSON");
        if !page.earlier {
            return Some(texts);
        }
        part.before = page.entries.first().map(|entry| entry.id.clone());
    }
}

#[tokio::test]
async fn v4_every_role_prints_what_it_sees_and_nothing_else() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let Cast { negotiation, mut people, .. } = Cast::new(&world).await;
        let url = printed_url(&negotiation, &printing(Language::En));
        let mut read = 0;
        for (role, browser) in &mut people {
            let shown = pages(browser, &negotiation).await;
            let (status, _, pdf) = browser.fetch(&url).await;
            let Some(shown) = shown else {
                let expected = if *role == 'N' { StatusCode::UNAUTHORIZED } else { StatusCode::NOT_FOUND };
                assert_eq!(status, expected, "{role}");
                let none = browser.get(&printed_url("no-such", &printing(Language::En))).await;
                assert_eq!(String::from_utf8_lossy(&pdf), none.text, "{role} learns nothing");
                continue;
            };
            assert_eq!(status, StatusCode::OK, "{role}");
            let printed = read_back(&pdf);
            for (word, _) in WORDS {
                assert_eq!(printed.contains(word), shown.contains(word), "{word} before {role}\n{printed}");
                read += usize::from(printed.contains(word));
            }
        }
        assert!(read > 60, "{read} words were read");
    })
    .await;
}
