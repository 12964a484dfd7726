//! The files that a document carries: an invoice in XML passes however it is put there, and everything else is
//! refused, however it is hidden.

mod parts;

use parts::{
    Packing, USUAL, deflated, document, packed, parts as parts_of, plain, revision, stream, way_to_index,
    without_way,
};
use pdf::{Fault, Inspected, inspect};

const INVOICE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                       <rsm:CrossIndustryInvoice xmlns:rsm=\"urn:un:unece:uncefact\"><rsm:ID>2041</rsm:ID>\
                       </rsm:CrossIndustryInvoice>\n";
const PROGRAM: &str = "MZ\u{90}\0\u{3}";
const LISTED: &str = "/AF [5 0 R] /Names << /EmbeddedFiles << /Names [(factur-x.xml) 5 0 R] >> >>";
const DESCRIBED: &str = "<< /Type /Filespec /F (factur-x.xml) /UF <FEFF0061002E0078006D006C> \
                         /AFRelationship /Alternative /EF << /F 6 0 R /UF 6 0 R >> >>";
const KIND: &str = "/Type /EmbeddedFile /Subtype /text#2Fxml /Params << /Size 99 >>";

const PASSES: Result<Inspected, Fault> = Ok(Inspected { pages: 1 });
const REFUSED: Result<Inspected, Fault> = Err(Fault::Active);

/// A document whose catalogue lists a file, the text of the file's description, and the file.
fn carrying(described: &str, further: &[&str], kind: &str, content: &[u8]) -> Vec<u8> {
    // Behind what may not look like a page of the web.
    let begin = format!("%PDF-1.7\n%{}\n", "-".repeat(1024));
    let mut document = revision(begin.into_bytes(), &parts_of(LISTED, "", &[described]), "");
    let previous = way_to_index(&document);
    stream(&mut document, 6, kind, content);
    let further: Vec<_> = (7..).zip(further.iter().map(|text| (*text).to_owned())).collect();
    without_way(&revision(document, &further, &format!("/Prev {previous}")))
}

#[test]
fn an_invoice_may_be_carried() {
    let deflating = format!("{KIND} /Filter /FlateDecode");
    assert_eq!(inspect(&carrying(DESCRIBED, &[], KIND, INVOICE.as_bytes())), PASSES);
    assert_eq!(inspect(&carrying(DESCRIBED, &[], &deflating, &deflated(INVOICE.as_bytes()))), PASSES);
    assert_eq!(inspect(&carrying(DESCRIBED, &[], "", INVOICE.as_bytes())), PASSES);
}

#[test]
fn which_file_it_is_may_be_said_elsewhere() {
    let described = "<< /Type /Filespec /F (ZUGFeRD-invoice.xml) /EF 7 0 R >>";
    let elsewhere = ["<< /F 6 0 R /UF 6 0 R >>"];
    assert_eq!(inspect(&carrying(described, &elsewhere, KIND, INVOICE.as_bytes())), PASSES);
    assert_eq!(inspect(&carrying(described, &elsewhere, "", PROGRAM.as_bytes())), REFUSED);
    assert_eq!(inspect(&carrying(described, &["<< /F 8 0 R >>"], KIND, INVOICE.as_bytes())), REFUSED);
}

#[test]
fn a_file_of_any_other_kind_is_refused() {
    let others = [
        PROGRAM,
        "",
        "<html><script>alert(1)</script></html>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        "%PDF-1.7",
        "forty pallets",
    ];
    for other in others {
        for kind in ["", KIND] {
            assert_eq!(inspect(&carrying(DESCRIBED, &[], kind, other.as_bytes())), REFUSED, "{other}");
        }
        let deflating = format!("{KIND} /Filter /FlateDecode");
        assert_eq!(
            inspect(&carrying(DESCRIBED, &[], &deflating, &deflated(other.as_bytes()))),
            REFUSED,
            "{other}"
        );
    }
}

#[test]
fn an_invoice_that_is_packed_or_named_as_something_else_is_refused() {
    let kinds = [
        "/Type /EmbeddedFile /Subtype /application#2Fjavascript",
        "/Type /EmbeddedFile /Subtype 9 0 R",
        "/Type /EmbeddedFile /Filter /ASCIIHexDecode",
        "/Type /EmbeddedFile /DecodeParms << /Predictor 12 >>",
        "/Type /EmbeddedFile /F (elsewhere.exe)",
    ];
    for kind in kinds {
        assert_eq!(inspect(&carrying(DESCRIBED, &[], kind, INVOICE.as_bytes())), REFUSED, "{kind}");
    }
    let names = [
        "(a.exe)",
        "(a.xml.exe)",
        "(..\\\\a.xml)",
        "(C:/a.xml)",
        "(xml)",
        "(a.xml\\000.exe)",
        "9 0 R",
        "<612E657865>",
    ];
    for name in names {
        for described in [
            format!("<< /Type /Filespec /F {name} /EF << /F 6 0 R >> >>"),
            format!("<< /Type /Filespec /F (a.xml) /UF {name} /EF << /F 6 0 R >> >>"),
            format!("<< /EF << /F 6 0 R >> /F {name} /F (a.xml) >>"),
        ] {
            assert_eq!(inspect(&carrying(&described, &[], KIND, INVOICE.as_bytes())), REFUSED, "{described}");
        }
    }
}

#[test]
fn a_description_that_is_written_to_be_overlooked_is_refused() {
    let descriptions = [
        "<< /Type /Filespec /EF << /F 6 0 R >> >>",
        "<< /EF << /F 6 0 R >> >>",
        "<< /Type /Filespec /F (a.xml) /EF << /F 6 0 R /UF << >> >> >>",
        "<< /Type /Filespec /F (a.xml) /EF << /F 6 0 R /UF [8 0 R] >> >>",
        "<< /Type /Filespec /F (a.xml) /EF << /F 6 0 R /Other 8 0 R >> >>",
        "<< /Type /Filespec /F (a.xml) /EF << /F 8 0 R >> >>",
        "<< /Type /Filespec /F (a.xml) /EF << /F 6 0 R >> /RF << /F [(b.exe) 8 0 R] >> >>",
        "<< /Type /Filespec /F (a.xml) /EF << /F 6 0 R >> /S /Launch >>",
        "<< /Type /Annot /Subtype /FileAttachment /FS << /Type /Filespec /F (a.xml) /EF << /F 6 0 R >> >> >>",
    ];
    for described in descriptions {
        assert_eq!(inspect(&carrying(described, &[], KIND, INVOICE.as_bytes())), REFUSED, "{described}");
    }
}

#[test]
fn every_object_of_a_files_number_must_be_an_invoice() {
    let good = carrying(DESCRIBED, &[], KIND, INVOICE.as_bytes());
    for hidden in ["6 0 obj", "0006 7 obj", "6 % remark\n0 obj", "6\n0\nobj"] {
        let second = format!("{hidden}\n<< /Length 5 >>\nstream\n{PROGRAM}\nendstream\nendobj\n");
        let table = good.windows(5).rposition(|word| word == b"xref\n").expect("there is one");
        let both = [&good[..table], second.as_bytes(), &good[table..]].concat();
        assert_eq!(inspect(&both), REFUSED, "{hidden}");
    }
}

#[test]
fn more_invoices_than_anybody_sends_are_refused() {
    let files: String = (0..40).map(|_| "<< /F (a.xml) /EF << /F 6 0 R >> >> ".to_owned()).collect();
    let many: String =
        (10..40).map(|number| format!("<< /F (a.xml) /EF << /F {number} 0 R >> >> ")).collect();
    assert_eq!(inspect(&carrying(&format!("[{files}]"), &[], KIND, INVOICE.as_bytes())), PASSES);
    assert_eq!(inspect(&carrying(&format!("[{many}]"), &[], KIND, INVOICE.as_bytes())), REFUSED);
}

#[test]
fn an_invoice_that_unpacks_to_too_much_is_refused() {
    let deflating = format!("{KIND} /Filter /FlateDecode");
    let bomb = deflated(&[INVOICE.as_bytes(), &vec![b' '; 80 << 20]].concat());
    assert_eq!(inspect(&carrying(DESCRIBED, &[], &deflating, &bomb)), Err(Fault::TooComplex));
}

#[test]
fn a_description_may_be_in_a_stream_of_objects_but_no_file() {
    let file = format!("<< {KIND} /Length {} >>\nstream\n{INVOICE}\nendstream", INVOICE.len());
    let usual = Packing { ..USUAL };
    assert_eq!(inspect(&packed(&parts_of(LISTED, "", &[DESCRIBED, &file]), &usual)), PASSES);
    let bad = file.replace("CrossIndustry", "Other");
    assert_eq!(inspect(&packed(&parts_of(LISTED, "", &[DESCRIBED, &bad]), &usual)), REFUSED);
    assert_eq!(inspect(&packed(&parts_of("", "", &["<< /Type /EmbeddedFile >>"]), &usual)), REFUSED);
}

#[test]
fn what_only_has_the_name_of_files_passes() {
    for fonts in ["<< /EF 4 0 R >>", "<< /EF << /Type /Font /Subtype /Type1 >> >>", "<< /EF << /F 1 >> >>"] {
        assert_eq!(inspect(&document("", "", &[fonts])), PASSES, "{fonts}");
    }
    let remote = "<< /S /GoToR /F 6 0 R /D [0 /Fit] >>";
    assert_eq!(inspect(&plain(&parts_of("", "", &[remote, "(price-list.pdf)"]))), PASSES);
}
