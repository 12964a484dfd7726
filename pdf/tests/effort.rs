//! What a file may cost: files made to be expensive are refused before they are, and broken ones do no
//! harm.

mod parts;
#[path = "parts/samples.rs"]
mod samples;

use parts::{
    Packing, USUAL, deflated, document, packed, parts as parts_of, revision, stream, way_to_index,
    without_way,
};
use pdf::{Fault, draw_first_page, inspect};
use samples::SAMPLES;

#[test]
fn a_stream_that_unpacks_to_too_much_is_refused() {
    let parts = parts_of("", "", &[]);
    let bomb = |data: &[u8]| deflated(&[data, &vec![b' '; 80 << 20]].concat());
    assert_eq!(inspect(&packed(&parts, &Packing { packed: bomb, ..USUAL })), Err(Fault::TooComplex));
}

#[test]
fn objects_that_say_their_numbers_in_remarks_are_not_too_much() {
    // Whoever looks for objects finds one at each remark, and reads from there to the end of the stream.
    let values = "<< /Type /Annot /Contents (as good as any other) >>\n".repeat(4);
    let further: Vec<_> = (0..240).map(|number| format!("% {number} 0 obj\n[{values}]\n")).collect();
    let further: Vec<_> = further.iter().map(String::as_str).collect();
    let plain = Packing { entries: "/Type /ObjStm /N COUNT /First FIRST", packed: <[u8]>::to_vec };
    assert_eq!(inspect(&packed(&parts_of("", "", &further), &plain)).map(|inspected| inspected.pages), Ok(1));
}

#[test]
fn many_streams_that_unpack_to_too_much_together_are_refused() {
    let mut many = document("", "", &[]);
    let previous = way_to_index(&many);
    let part = deflated(&vec![b' '; 8 << 20]);
    for number in 10..20 {
        stream(&mut many, number, "/Type /XRef /Filter /FlateDecode", &part);
    }
    assert_eq!(inspect(&revision(many, &[], &format!("/Prev {previous}"))), Err(Fault::TooComplex));
}

#[test]
fn objects_that_are_read_again_and_again_are_refused() {
    // Each of the strings runs to the end of the file.
    let strings = "1 0 obj ( ".repeat(100_000);
    assert_eq!(inspect(&document("", "", &[&strings])), Err(Fault::TooComplex));
    // Each entry of the list leads to the same long object.
    let list = format!("1 0 {}", "1 0 ".repeat(10_000));
    let long = format!("[{}]", "0 ".repeat(10_000));
    let entries = format!("/Type /ObjStm /N 10000 /First {} /Filter /FlateDecode", list.len());
    let mut again = document("", "", &[]);
    let previous = way_to_index(&again);
    stream(&mut again, 9, &entries, &deflated((list + &long).as_bytes()));
    assert_eq!(inspect(&revision(again, &[], &format!("/Prev {previous}"))), Err(Fault::TooComplex));
}

#[test]
fn tables_that_are_read_again_and_again_are_refused() {
    // Each of the remarks runs to the end of the line, on which the other tables are.
    for begin in ["xref % ", "xref ( "] {
        let tables = begin.repeat(100_000);
        let good = document("", "", &[]);
        let way = way_to_index(&good);
        let many = [&good[..way], b"% ", tables.as_bytes(), b"\n", &good[way..]].concat();
        assert_eq!(inspect(&without_way(&many)), Err(Fault::TooComplex));
    }
}

#[test]
fn what_nests_without_end_is_refused() {
    for (open, close) in [("[", "]"), ("<< /A ", ">>")] {
        let deep = format!("{}{}", open.repeat(100_000), close.repeat(100_000));
        assert_eq!(inspect(&document("", "", &[&deep])), Err(Fault::TooComplex));
        assert_eq!(inspect(&packed(&parts_of("", "", &[&deep]), &USUAL)), Err(Fault::TooComplex));
    }
}

#[test]
fn an_index_that_leads_in_circles_ends() {
    let good = document("", "", &[]);
    let circle = revision(good.clone(), &[], &format!("/Prev {}", good.len()));
    assert_eq!(inspect(&circle).map(|inspected| inspected.pages), Ok(1));
}

#[test]
fn broken_documents_are_refused_or_drawn_but_never_end_the_process() {
    let mut random = fastrand::Rng::with_seed(20);
    for (program, _, bytes) in SAMPLES {
        for round in 0..120 {
            let mut broken = bytes.to_vec();
            for _ in 0..random.usize(1..6) {
                let at = random.usize(..broken.len());
                broken[at] = random.u8(..);
            }
            if round % 3 == 0 {
                broken.truncate(random.usize(..broken.len()));
            }
            // A panic here ends the test; in the drawing it may only be the end of the picture.
            let fault = inspect(&broken).err().map(Fault::code);
            if fault.is_none() && round % 6 == 1 {
                let picture = draw_first_page(&broken, 60);
                assert!(picture.is_none_or(|picture| picture.starts_with(b"\x89PNG")), "{program}");
            }
        }
    }
}
