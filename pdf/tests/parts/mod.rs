//! Makes PDFs from their parts: in the plain form, packed into a stream of objects, and as a later
//! revision. It knows nothing of what is allowed; it writes what it is told.

#![allow(dead_code, reason = "each test program uses its own half of this")]

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// An object's number and its text.
pub type Part = (u32, String);

/// A document of one page. The catalogue and the page get further entries, the parts follow from 5 on.
pub fn parts(catalogue: &str, page: &str, further: &[&str]) -> Vec<Part> {
    let content = "0 0 1 rg 20 20 60 40 re f";
    let mut parts = vec![
        (1, format!("<< /Type /Catalog /Pages 2 0 R {catalogue} >>")),
        (2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned()),
        (3, format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 80] /Contents 4 0 R {page} >>")),
        (4, format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len())),
    ];
    parts.extend((5..).zip(further.iter().map(|text| (*text).to_owned())));
    parts
}

/// In the plain form: objects, a table, the way to it.
pub fn plain(parts: &[Part]) -> Vec<u8> {
    revision(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), parts, "")
}

/// A document of one page in the plain form.
pub fn document(catalogue: &str, page: &str, further: &[&str]) -> Vec<u8> {
    plain(&parts(catalogue, page, further))
}

/// A later revision of a document: only the objects that are new.
pub fn update(document: &[u8], parts: &[Part]) -> Vec<u8> {
    let previous = way_to_index(document);
    revision(document.to_vec(), parts, &format!("/Prev {previous}"))
}

/// Where a document says that its index is.
pub fn way_to_index(document: &[u8]) -> usize {
    let text = String::from_utf8_lossy(&document[document.len().saturating_sub(64)..]).into_owned();
    let digits = text.split("startxref").last().and_then(|rest| rest.split_whitespace().next());
    digits.and_then(|digits| digits.parse().ok()).expect("the documents made here end so")
}

/// A document whose last word on where its index is leads nowhere.
pub fn without_way(document: &[u8]) -> Vec<u8> {
    let way = format!("startxref\n{}\n%%EOF\n", way_to_index(document));
    assert!(document.ends_with(way.as_bytes()), "the documents made here end so");
    [&document[..document.len() - way.len()], b"startxref\n99\n%%EOF\n"].concat()
}

pub fn revision(mut document: Vec<u8>, parts: &[Part], trailer: &str) -> Vec<u8> {
    let mut table = String::new();
    for (number, text) in parts {
        table += &format!("{number} 1\n{:010} 00000 n \n", document.len());
        document.extend(format!("{number} 0 obj\n{text}\nendobj\n").bytes());
    }
    let index = document.len();
    let size = parts.iter().map(|(number, _)| number + 1).max().unwrap_or(1).max(5);
    document.extend(format!("xref\n0 1\n0000000000 65535 f \n{table}").bytes());
    document.extend(format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n").bytes());
    document.extend(format!("startxref\n{index}\n%%EOF\n").bytes());
    document
}

/// How a stream of objects is written.
pub struct Packing<'a> {
    /// Its entries, of which `COUNT` and `FIRST` become the numbers.
    pub entries: &'a str,
    /// What is done to its bytes.
    pub packed: fn(&[u8]) -> Vec<u8>,
}

pub const USUAL: Packing<'static> =
    Packing { entries: "/Type /ObjStm /N COUNT /First FIRST /Filter /FlateDecode", packed: deflated };

/// Everything that is no stream goes into one stream of objects, and the index is a stream as well.
pub fn packed(parts: &[Part], packing: &Packing<'_>) -> Vec<u8> {
    let mut document = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let (streams, inside): (Vec<_>, Vec<_>) = parts.iter().partition(|(_, text)| text.contains("endstream"));
    let container = parts.iter().map(|(number, _)| number + 1).max().unwrap_or(1);
    let mut entries = vec![[0, 0, 0, 0, 0xff]; container as usize + 2];
    for (number, text) in streams {
        entries[*number as usize] = place(document.len());
        document.extend(format!("{number} 0 obj\n{text}\nendobj\n").bytes());
    }
    let (mut list, mut content) = (String::new(), String::new());
    for (index, (number, text)) in inside.iter().enumerate() {
        let index = u8::try_from(index).expect("the documents made here have few objects");
        entries[*number as usize] = [2, 0, 0, u8::try_from(container).expect("few objects"), index];
        list += &format!("{number} {} ", content.len());
        content += &format!("{text} ");
    }
    let counts = packing.entries.replace("COUNT", &inside.len().to_string());
    let counts = counts.replace("FIRST", &list.len().to_string());
    entries[container as usize] = place(document.len());
    stream(&mut document, container, &counts, &(packing.packed)((list + &content).as_bytes()));

    let index = document.len();
    entries[container as usize + 1] = place(index);
    let size = entries.len();
    let words = format!("/Type /XRef /Size {size} /W [1 3 1] /Root 1 0 R /Filter /FlateDecode");
    stream(&mut document, container + 1, &words, &deflated(&entries.concat()));
    document.extend(format!("startxref\n{index}\n%%EOF\n").bytes());
    document
}

fn place(at: usize) -> [u8; 5] {
    let [0, high, middle, low] = u32::try_from(at).expect("the documents made here are short").to_be_bytes()
    else {
        panic!("the documents made here are short");
    };
    [1, high, middle, low, 0]
}

pub fn stream(document: &mut Vec<u8>, number: u32, entries: &str, data: &[u8]) {
    document.extend(format!("{number} 0 obj\n<< {entries} /Length {} >>\nstream\n", data.len()).bytes());
    document.extend(data);
    document.extend(b"\nendstream\nendobj\n");
}

pub fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).and_then(|()| encoder.finish()).expect("memory takes what is written")
}
