//! What may not be sent, and why: each case is a good document with one thing changed.

mod parts;
#[path = "parts/samples.rs"]
mod samples;

use parts::{
    Packing, USUAL, deflated, document, packed, parts as parts_of, plain, stream, update, way_to_index,
    without_way,
};
use pdf::{Fault, inspect};
use samples::SAMPLES;

const ENCRYPTED: [&[u8]; 2] =
    [include_bytes!("samples/encrypted/no-password.pdf"), include_bytes!("samples/encrypted/password.pdf")];
const SCRIPT: &str = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";

#[track_caller]
fn refused(bytes: &[u8], fault: Fault) {
    assert_eq!(inspect(bytes), Err(fault));
}

#[test]
fn what_is_no_pdf_is_refused() {
    for other in ["", "%PD", "<!doctype html><p>Offer", "PK\x03\x04", "MZ", "Offer: forty pallets"] {
        refused(other.as_bytes(), Fault::NotAPdf);
    }
}

#[test]
fn every_way_to_write_an_action_is_found() {
    let actions = [
        SCRIPT,
        "<< /S /J#61vaScript /#4aS 5 0 R >>",
        "<</S/JavaScript/JS<61>>>",
        "<< /S % a remark\n/JavaScript /JS (x) >>",
        "<< /S /GoTo /S /JavaScript /JS (x) >>",
        "<< /S /Launch /F (calc.exe) >>",
        "<< /S /SubmitForm /F (https://example.org/) >>",
        "<< /S /ImportData /F (a.fdf) >>",
        "<< /S /GoToE /T << /R /C >> >>",
        "<< /S /Rendition /OP 0 /R 6 0 R >>",
        "<< /S /RichMediaExecute /TA 6 0 R >>",
        "<< /S /Sound /Sound 6 0 R >>",
        "<< /S /Movie /T (a) >>",
        "<< /S /URI /URI (javascript:alert\\(1\\)) >>",
        "<< /S /URI /URI (\\n Java\\tScript:x) >>",
        "<< /S /URI /URI <FEFF 0064006100740061003A> >>",
        "<< /S /GoTo /Next [<< /S /URI /URI (x) >> << /S /Launch >>] >>",
        "<< /S 6 0 R /JS 5 0 R >>",
        "<< /S 6 0 R /R << >> /JS (x) >>",
        "<< /JS (x) >>",
    ];
    for action in actions {
        refused(&document(&format!("/OpenAction {action}"), "", &[]), Fault::Active);
        refused(&document("/OpenAction 5 0 R", "", &[action]), Fault::Active);
        refused(&document("", &format!("/AA << /O {action} >>"), &[]), Fault::Active);
        refused(&packed(&parts_of("/OpenAction 5 0 R", "", &[action]), &USUAL), Fault::Active);
    }
}

#[test]
fn files_films_and_forms_with_programs_are_found() {
    let file = "<< /Type /Filespec /F (a.exe) /EF << /F 6 0 R >> >>";
    refused(&document("/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>", "", &[file]), Fault::Active);
    refused(&document("/Names << /JavaScript << /Names [(a) 5 0 R] >> >>", "", &[]), Fault::Active);
    refused(&document("/AcroForm << /Fields [] /XFA 5 0 R >>", "", &[]), Fault::Active);
    refused(&document("", "/Annots [<< /RichMediaContent << >> >>]", &[]), Fault::Active);
    for kind in ["FileAttachment", "RichMedia", "Movie", "Sound", "3D"] {
        let annotation = format!("<< /Type /Annot /Subtype /{kind} /Rect [0 0 9 9] >>");
        refused(&document("", &format!("/Annots [{annotation}]"), &[]), Fault::Active);
    }
    for alone in [file, "<< /F (a) /EF 6 0 R >>", "<< /EF << /UF 6 0 R >> >>", "<< /Type /EmbeddedFile >>"] {
        refused(&document("", "", &[alone]), Fault::Active);
    }
    refused(&document("/Names << /EmbeddedFiles 5 0 R >>", "", &["<< /EF 6 0 R >>"]), Fault::Active);
}

#[test]
fn an_action_in_parts_is_found() {
    refused(&document("/OpenAction << /S 5 0 R /JS 6 0 R >>", "", &["/JavaScript", "(x)"]), Fault::Active);
    let address = document("/OpenAction << /S /URI /URI 5 0 R >>", "", &["(javascript:x)"]);
    refused(&address, Fault::Active);
    let parts = parts_of("/OpenAction << /S 5 0 R >>", "", &["/#4caunch"]);
    refused(&plain(&parts), Fault::Active);
    refused(&packed(&parts, &USUAL), Fault::Active);
}

#[test]
fn content_that_a_reader_would_fetch_is_found() {
    for file in ["(//example.org/a.js)", "<< /FS /URL /F (https://example.org/) >>", "6 0 R"] {
        let stream = format!("<< /F {file} /FFilter /FlateDecode /Length 1 >>\nstream\n \nendstream");
        refused(&document("", "", &[&stream]), Fault::Active);
    }
}

#[test]
fn script_in_any_revision_is_found() {
    let (good, bad) = (parts_of("", "", &[]), parts_of(&format!("/OpenAction {SCRIPT}"), "", &[]));
    refused(&update(&plain(&good), &bad[..1]), Fault::Active);
    refused(&update(&plain(&bad), &good[..1]), Fault::Active);
}

#[test]
fn script_in_the_trailer_is_found() {
    let trailer = format!("/Further << /OpenAction {SCRIPT} >>");
    refused(&parts::revision(b"%PDF-1.7\n".to_vec(), &parts_of("", "", &[]), &trailer), Fault::Active);
}

#[test]
fn script_that_hides_in_another_stream_is_found() {
    // The index leads to an object in the middle of a stream, past where a stream seems to end.
    let inner = format!("<< /Length 80 >>\nstream\n( 7 0 obj {SCRIPT} endobj )\nendstream");
    refused(&document("/OpenAction 7 0 R", "", &[&inner]), Fault::Active);
    let mut open = document("", "", &[]);
    let at = way_to_index(&open);
    open.splice(at..at, format!("(\n7 0 obj {SCRIPT} endobj\n").bytes());
    refused(&open, Fault::Active);
}

#[test]
fn a_stream_of_objects_hides_nothing() {
    let parts = parts_of("/OpenAction 5 0 R", "", &[SCRIPT]);
    let entries = [
        "/N COUNT /First FIRST /Filter /FlateDecode",
        "/Type /ObjStm /N COUNT /First FIRST /Filter [/Fl#61teDecode]",
        "/Type /ObjStm /N 99999 0 R /First 99999 0 R /Filter /FlateDecode",
        "/N COUNT /First FIRST /DecodeParms << /Predictor 1 >> /Filter /FlateDecode",
    ];
    for entries in entries {
        refused(&packed(&parts, &Packing { entries, packed: deflated }), Fault::Active);
    }
    let plain = Packing { entries: "/Type /ObjStm /N COUNT /First FIRST", packed: <[u8]>::to_vec };
    refused(&packed(&parts, &plain), Fault::Active);
}

#[test]
fn a_stream_of_objects_that_cannot_be_read_is_refused() {
    let cases: [(&str, &[u8]); 7] = [
        ("/FlateDecode /N 2", &deflated(b"1 0 null")),
        ("/FlateDecode /First 5", &deflated(b"1 0 null")),
        ("/FlateDecode", b"noise"),
        ("[/ASCIIHexDecode /FlateDecode]", b"78"),
        ("/LZWDecode", b"noise"),
        ("9 0 R", b"noise"),
        ("/FlateDecode /DecodeParms << /Predictor 12 >>", &deflated(b"1 0 null")),
    ];
    for (filter, data) in cases {
        let mut hidden = document("", "", &[]);
        let previous = way_to_index(&hidden);
        stream(&mut hidden, 9, &format!("/Type /ObjStm /N 1 /First 4 /Filter {filter}"), data);
        refused(&parts::revision(hidden, &[], &format!("/Prev {previous}")), Fault::Truncated);
    }
}

#[test]
fn an_object_without_an_end_is_refused() {
    for open in ["<< /A 1", "[1 2 [3]", "<< /A << /B 1 >>"] {
        refused(&document("", "", &[open]), Fault::Truncated);
    }
}

#[test]
fn a_file_that_is_shorter_than_it_says_is_refused() {
    refused(&document("", "", &["<< /Linearized 1 /L 99999 >>"]), Fault::Truncated);
}

#[test]
fn encrypted_documents_are_refused_even_without_a_password() {
    for bytes in ENCRYPTED {
        refused(bytes, Fault::Encrypted);
    }
}

#[test]
fn what_is_cut_off_is_refused() {
    for (program, _, bytes) in SAMPLES {
        for part in 1..8 {
            let cut = inspect(&bytes[..bytes.len() * part / 8]);
            assert_eq!(cut, Err(Fault::Truncated), "{program}, {part} of 8");
        }
    }
}

#[test]
fn what_lost_a_part_is_refused_whatever_its_end_says() {
    let lost = |from: &str, to: &str| {
        let good = document("", "/Group 5 0 R", &["<< /S /Transparency >>"]);
        let text = String::from_utf8_lossy(&good).replace(['\u{fffd}'], "~");
        let (from, to) = (text.find(from).expect(from), text.find(to).expect(to));
        inspect(&[&text.as_bytes()[..from], &text.as_bytes()[to..]].concat())
    };
    // An object, a part of a stream, the end of one with the beginning of another, words of an object.
    for (from, to) in
        [("5 0 obj", "xref"), ("20 20", "re f"), ("endstream", "/S /Tr"), ("/MediaBox", "/Contents")]
    {
        assert_eq!(lost(from, to), Err(Fault::Truncated), "{from} to {to}");
    }
    assert!(lost("xref\n0", "trailer").is_ok(), "only the index");
}

#[test]
fn what_lost_a_part_of_a_stream_whose_length_stands_elsewhere_is_refused() {
    let mut parts = parts_of("", "", &["25"]);
    parts[3].1 = "<< /Length 5 0 R >>\nstream\n0 0 1 rg 20 20 60 40 re f\nendstream".to_owned();
    let good = without_way(&plain(&parts));
    assert!(inspect(&good).is_ok());
    let part = good.windows(6).position(|bytes| bytes == b" 60 40").expect("it is there");
    refused(&[&good[..part], &good[part + 6..]].concat(), Fault::Truncated);
}

#[test]
fn script_is_found_where_no_index_leads() {
    let bad = document("/OpenAction 5 0 R", "", &[SCRIPT]);
    refused(&without_way(&bad), Fault::Active);
    refused(&without_way(&packed(&parts_of("/OpenAction 5 0 R", "", &[SCRIPT]), &USUAL)), Fault::Active);
    refused(&without_way(ENCRYPTED[0]), Fault::Encrypted);
}

#[test]
fn a_document_without_pages_or_with_too_many_is_refused() {
    for (count, fault) in [("0", Fault::Truncated), ("7", Fault::Truncated), ("99999999", Fault::Truncated)] {
        let mut parts = parts_of("", "", &[]);
        parts[1].1 = format!("<< /Type /Pages /Kids [3 0 R] /Count {count} >>");
        refused(&plain(&parts), fault);
    }
    let mut parts = parts_of("", "", &["null"; 30_000]);
    parts[1].1 = "<< /Type /Pages /Kids [3 0 R] /Count 25000 >>".to_owned();
    refused(&plain(&parts), Fault::TooComplex);
}

#[test]
fn two_files_in_one_are_refused() {
    let good = document("", "", &[]);
    let zip_end = [b"PK\x05\x06".as_slice(), &[0; 18]].concat();
    for tail in [&zip_end[..], b"<script>alert(1)</script>", b"MZ\x90", b"Rar!\x1a\x07\x00"] {
        refused(&[&good[..], tail].concat(), Fault::Disguised);
    }
    for tail in ["--><script>", "\x1b%-12345X\x01", "%<html>", "@PJL\n#!/bin/sh", "% \u{202e}"] {
        refused(&[&good[..], tail.as_bytes()].concat(), Fault::Disguised);
    }
    for head in
        ["%!PS-Adobe-3.0\n", "#!/bin/sh\n", "% <script>\n", "Content-Type: <script>\n", "MZ\n", "%\0\n"]
    {
        refused(&[head.as_bytes(), &good].concat(), Fault::Disguised);
    }
    for head in [&b"<!doctype html>"[..], b"PK\x03\x04", b"GIF89a", b"MZ\x90\0"] {
        refused(&[head, &good].concat(), Fault::Disguised);
    }
}

#[test]
fn a_second_file_inside_is_refused() {
    // A zip whose remark is the PDF's end, and archives that are found wherever they begin.
    let list = [b"PK\x01\x02".as_slice(), &[0; 42]].concat();
    let mut end = [b"PK\x05\x06".as_slice(), &[0; 18]].concat();
    end[12] = 46;
    for inner in [[list, end].concat(), b"Rar!\x1a\x07\x01".to_vec(), b"7z\xbc\xaf\x27\x1c".to_vec()] {
        let mut holder = document("", "", &[]);
        let previous = way_to_index(&holder);
        stream(&mut holder, 5, "", &inner);
        refused(&parts::revision(holder, &[], &format!("/Prev {previous}")), Fault::Disguised);
    }
    for (at, mark) in [(257, "ustar"), (128, "DICM"), (0x8001, "CD001")] {
        let head = format!("%PDF-1.7\n%{}{mark}\n", "-".repeat(at - 10));
        refused(&parts::revision(head.into_bytes(), &parts_of("", "", &[]), ""), Fault::Disguised);
    }
    for tag in ["<ScRiPt>", "<Body onload=alert>", "<body xmlns=\"http://www.w3.org/1999/xhtm"] {
        refused(&plain(&[(9, format!("({tag} a)"))]), Fault::Disguised);
    }
}

#[test]
fn every_fault_has_a_code_and_says_what_to_do() {
    let codes: Vec<_> = Fault::ALL.iter().map(|fault| fault.code()).collect();
    let expected =
        ["not_a_pdf", "pdf_truncated", "pdf_encrypted", "pdf_active", "pdf_disguised", "pdf_too_complex"];
    assert_eq!(codes, expected);
    for fault in Fault::ALL {
        assert!(fault.to_string().contains(": "), "{fault}");
    }
}
