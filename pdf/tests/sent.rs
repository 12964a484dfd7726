//! What may be sent: the documents of many programs, and every way to write one that the format knows.

mod parts;
#[path = "parts/samples.rs"]
mod samples;

use parts::{USUAL, document, packed, parts as parts_of, plain, revision, stream, update, way_to_index};
use pdf::{Inspected, draw_first_page, inspect};
use samples::SAMPLES;

#[track_caller]
fn pages(bytes: &[u8]) -> u32 {
    match inspect(bytes) {
        Ok(Inspected { pages }) => pages,
        Err(fault) => panic!("{}: {fault}", fault.code()),
    }
}

#[test]
fn documents_of_many_programs_may_be_sent() {
    for (program, expected, bytes) in SAMPLES {
        assert_eq!(inspect(bytes), Ok(Inspected { pages: expected }), "{program}");
    }
}

#[test]
fn what_mail_and_disks_append_does_no_harm() {
    let good = document("", "", &[]);
    for tail in ["\n", "\r\n\r\n\r\n", "\0", "\x1a", " \t\n\0\0\0"] {
        assert_eq!(pages(&[&good[..], tail.as_bytes()].concat()), 1, "{tail:?}");
    }
    assert_eq!(pages(&[&good[..], &[0; 4096]].concat()), 1);
    assert_eq!(pages(good.trim_ascii_end()), 1);
}

#[test]
fn an_index_that_leads_nowhere_is_made_anew_when_nothing_is_missing() {
    let good = document("", "", &[]);
    let table = way_to_index(&good);
    let way = format!("startxref\n{table}\n%%EOF\n");
    let before = &good[..good.len() - way.len()];
    let outside = (good.len() + 9).to_string();
    for elsewhere in [&outside, "99999999999", "0", "-1", "x", "", "17", &(table + 40).to_string()] {
        let text = format!("startxref\n{elsewhere}\n%%EOF\n");
        assert_eq!(pages(&[before, text.as_bytes()].concat()), 1, "{elsewhere}");
    }
    assert_eq!(pages(&[before, b"%%EOF\n"].concat()), 1);
    for (program, expected, bytes) in SAMPLES {
        let way = bytes.windows(9).rposition(|word| word == b"startxref").expect(program);
        let mut nowhere = bytes.to_vec();
        let first = bytes.iter().skip(way).position(u8::is_ascii_digit).expect(program);
        nowhere[way + first] = b'9';
        nowhere.truncate(bytes.trim_ascii_end().len());
        assert_eq!(pages(&nowhere), expected, "{program}");
        assert!(draw_first_page(&nowhere, 60).is_some(), "{program}");
    }
}

#[test]
fn an_index_may_be_wrong_about_every_object_when_nothing_is_missing() {
    let good = document("", "", &["(a)"]);
    let text = String::from_utf8_lossy(&good).into_owned();
    assert_eq!(pages(text.replace(" obj\n", " obj\r\n").as_bytes()), 1);
    assert_eq!(pages(text.replace("00000 n", "00007 n").as_bytes()), 1);
    assert_eq!(
        pages(text.replace("endobj\n3 0", "endobj 3 0").replace(">>\nendobj", ">>endobj").as_bytes()),
        1
    );
    assert_eq!(pages(text.replacen(">>\nendobj", ">>endobj", 1).as_bytes()), 1);
}

#[test]
fn remarks_of_printers_and_mail_may_stand_around() {
    let good = document("", "", &[]);
    let heads = [
        "\x1b%-12345X@PJL JOB NAME=\"Offer 12\"\r\n@PJL ENTER LANGUAGE=PDF\r\n",
        "Content-Type: application/pdf; name=\"offer.pdf\"\r\nContent-Length: 1200\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n",
        "% offer.pdf (C) 2024 by Ada\n%\n",
    ];
    let tails =
        ["\x1b%-12345X@PJL EOJ\r\n\x1b%-12345X\r\n", "\r\n--=_part_12.3--\r\n", "\n% scanned 2024-05-01\n"];
    for head in heads {
        let found = [head.as_bytes(), &good].concat();
        assert_eq!(pages(&found), 1, "{head}");
        assert!(draw_first_page(&found, 60).is_some(), "{head}");
    }
    for tail in tails {
        assert_eq!(pages(&[&good[..], tail.as_bytes()].concat()), 1, "{tail}");
    }
}

#[test]
fn a_comment_with_styled_text_may_stand_at_the_beginning() {
    let text = "<?xml version=\"1.0\"?><body xmlns=\"http://www.w3.org/1999/xhtml\"><p>Fits</p></body>";
    let comment = format!("<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (Fits) /RC ({text}) >>");
    let mut parts = parts_of("", "/Annots [5 0 R]", &[&comment]);
    parts.rotate_right(1);
    assert_eq!(pages(&plain(&parts)), 1);
}

#[test]
fn a_byte_order_mark_or_white_space_may_stand_before() {
    let good = document("", "", &[]);
    for head in [&b"\xef\xbb\xbf"[..], b"\n", b"\r\n \t"] {
        assert_eq!(pages(&[head, &good].concat()), 1, "{head:?}");
    }
}

#[test]
fn objects_may_be_packed() {
    assert_eq!(pages(&packed(&parts_of("", "", &[]), &USUAL)), 1);
}

#[test]
fn a_document_may_have_later_revisions() {
    let mut document = document("", "", &[]);
    for width in [50, 60, 70] {
        let page = format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} 80] /Contents 4 0 R >>");
        document = update(&document, &[(3, page)]);
        assert_eq!(pages(&document), 1);
    }
}

#[test]
fn an_index_may_be_written_in_both_ways_at_once() {
    // The table says that object 5 is free; the stream beside it says where it is.
    let good = document("", "", &[]);
    let mut both = good[..way_to_index(&good)].to_vec();
    let entry = [&[1], &u16::try_from(both.len()).expect("it is short").to_be_bytes()[..], &[0]].concat();
    both.extend(b"5 0 obj\n(found by the stream)\nendobj\n");
    let beside = both.len();
    stream(&mut both, 6, "/Type /XRef /Size 7 /W [1 2 1] /Index [5 1] /Root 1 0 R", &entry);
    let both = revision(both, &parts_of("", "", &[]), &format!("/XRefStm {beside}"));
    assert_eq!(pages(&both), 1);
}

#[test]
fn actions_that_only_turn_pages_or_open_addresses_pass() {
    let opens = "/OpenAction << /S /GoTo /D [3 0 R /Fit] >>";
    let link = "/Annots [<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://example.org/) >> >>]";
    assert_eq!(pages(&document(opens, link, &[])), 1);
    assert_eq!(pages(&document("/OpenAction [3 0 R /Fit]", "", &[])), 1);
    let others = [
        "<< /S /URI /URI (mailto:ada@example.org) >>",
        "<< /S /URI /URI (offer.html#javascript:) >>",
        "<< /S /GoToR /F (terms.pdf) /D [0 /Fit] >>",
        "<< /S /Named /N /NextPage >>",
        "<< /S /ResetForm >>",
        "<< /S /SetOCGState /State [/ON 4 0 R] >>",
    ];
    for other in others {
        let link = format!("/Annots [<< /Type /Annot /Subtype /Link /A {other} >>]");
        assert_eq!(pages(&document("", &link, &[])), 1, "{other}");
    }
}

#[test]
fn words_that_only_look_dangerous_pass() {
    let title = "<< /Title (How to stop /S /JavaScript /JS \\(x\\) and /Launch) >>";
    let glyphs = "<< /JS 4 0 R /EF 4 0 R /Launch 4 0 R >>";
    let comment = "<< /A 1 % /S /JavaScript /JS (x)\n>>";
    assert_eq!(pages(&document("", "", &[title, glyphs, comment])), 1);
}

#[test]
fn a_form_that_is_only_filled_in_passes() {
    let field = "<< /FT /Tx /T (name) /V (Ada) /Type /Annot /Subtype /Widget /Rect [0 0 50 10] >>";
    assert_eq!(pages(&document("/AcroForm << /Fields [5 0 R] >>", "/Annots [5 0 R]", &[field])), 1);
}

#[test]
fn a_list_of_files_that_is_empty_passes() {
    let catalogue = "/Names << /EmbeddedFiles 5 0 R >>";
    assert_eq!(pages(&document(catalogue, "", &["<< /Names [] >>"])), 1);
}

#[test]
fn a_page_tree_that_leads_back_to_itself_is_counted_as_it_says() {
    let mut parts = parts_of("", "", &[]);
    parts[1].1 = "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 1 >>".to_owned();
    assert_eq!(pages(&plain(&parts)), 1);
}
