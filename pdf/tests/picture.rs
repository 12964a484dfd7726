//! The picture of the first page: that there is one, its sides, and that it shows what the page shows.

mod parts;
#[path = "parts/samples.rs"]
mod samples;

use parts::{document, parts as parts_of, plain};
use pdf::draw_first_page;
use samples::SAMPLES;

/// A PNG's sides, from its header.
fn sides(picture: &[u8]) -> (u32, u32) {
    assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n"));
    let side = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().expect("four bytes"));
    (side(16), side(20))
}

/// A page of the given size with a form on it, drawn.
fn drawn(media_box: &str, width: u16) -> Option<Vec<u8>> {
    let mut parts = parts_of("", "", &[]);
    parts[2].1 = format!("<< /Type /Page /Parent 2 0 R /MediaBox [{media_box}] /Contents 4 0 R >>");
    draw_first_page(&plain(&parts), width)
}

#[test]
fn documents_of_many_programs_have_a_picture() {
    for (program, _, bytes) in SAMPLES {
        let picture = draw_first_page(bytes, 240).expect(program);
        let (width, height) = sides(&picture);
        assert!(width <= 240 && height <= 480 && (width == 240 || height == 480), "{program}");
        // Of nothing but white it would be a few hundred bytes.
        assert!(picture.len() > 1000, "{program}: {}", picture.len());
    }
}

#[test]
fn a_picture_is_never_larger_than_asked() {
    let cases = [
        ("0 0 100 80", (50, 40)),
        ("0 0 100 400", (25, 100)),
        ("0 0 2834645 2834645", (50, 50)),
        ("0 0 99999999 1", (50, 1)),
        ("0 0 1 99999999", (1, 100)),
        ("-50 -40 50 40", (50, 40)),
    ];
    for (media_box, expected) in cases {
        assert_eq!(drawn(media_box, 50).map(|picture| sides(&picture)), Some(expected), "{media_box}");
    }
}

#[test]
fn a_page_turned_on_its_side_is_drawn_so() {
    let turned = draw_first_page(&document("", "/Rotate 90", &[]), 40).expect("a good document");
    assert_eq!(sides(&turned), (40, 50));
}

#[test]
fn what_a_page_shows_is_in_its_picture() {
    let blank = parts_of("", "", &[]).into_iter().filter(|(number, _)| *number != 4).collect::<Vec<_>>();
    let blank = draw_first_page(&plain(&blank), 100).expect("a page without content is white");
    let shown = draw_first_page(&document("", "", &[]), 100).expect("a good document");
    assert_eq!(sides(&blank), sides(&shown));
    assert_ne!(blank, shown);
}

#[test]
fn what_cannot_be_drawn_has_no_picture() {
    assert_eq!(draw_first_page(b"", 480), None);
    assert_eq!(draw_first_page(b"%PDF-1.7\n%%EOF", 480), None);
    assert_eq!(draw_first_page(&document("", "", &[]), 0), None);
}

#[test]
fn a_page_that_contains_itself_is_drawn_once_or_not_but_ends() {
    let form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A 5 0 R >> >> \
                /Length 5 >>\nstream\n/A Do\nendstream";
    let page = "/Resources << /XObject << /A 5 0 R >> >>";
    let mut parts = parts_of("", page, &[form]);
    parts[3].1 = "<< /Length 5 >>\nstream\n/A Do\nendstream".to_owned();
    draw_first_page(&plain(&parts), 50);
}
