//! Whether a file that a document carries is an electronic invoice or order, as ZUGFeRD, Factur-X, XRechnung
//! and Order-X put it beside the page: XML, and of no other kind than these. It judges by the content alone,
//! and what it does not know is none: no page of the web, no style sheet, no office document in XML.

use roxmltree::{Document, Namespace, Node, ParsingOptions};

const BYTE_ORDER_MARK: &str = "\u{feff}";
/// The outermost elements of what trade sends: invoices of UN/CEFACT, of ZUGFeRD 1, of UBL, and Order-X.
const ROOTS: [&str; 5] = [
    "CrossIndustryInvoice",
    "CrossIndustryDocument",
    "Invoice",
    "CreditNote",
    "SCRDMCCBDACIOMessageStructure",
];
/// The vocabularies that trade uses have no addresses. Those of pages and drawings have, and those run script.
const VOCABULARIES: [&str; 3] =
    ["urn:", "http://www.w3.org/2001/XMLSchema", "http://www.w3.org/XML/1998/namespace"];
/// Elements in which further files are.
const FILES: &str = "BinaryObject";
/// An invoice of ten thousand lines has fewer pieces.
const NODES_MAX: u32 = 1_000_000;

/// Whether it is one.
pub fn is_invoice(content: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(content) else { return false };
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text).trim_end_matches('\0').trim();
    let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES_MAX, ..ParsingOptions::default() };
    let Ok(document) = Document::parse_with_options(text, options) else { return false };
    let is_trade = ROOTS.contains(&document.root_element().tag_name().name());
    is_trade && is_as_written(text) && document.descendants().all(is_inert)
}

/// Not where it says that its letters are written in some other way, in which it could be read as another.
fn is_as_written(text: &str) -> bool {
    let declared = text.strip_prefix("<?xml ").and_then(|text| text.split_once("?>"));
    let Some((declared, _)) = declared else { return true };
    let declared = declared.to_ascii_lowercase().replace('\'', "\"").replace(' ', "");
    !declared.contains("encoding") || declared.contains("encoding=\"utf-8\"")
}

/// No instruction to a program, no file, no vocabulary of anything else.
fn is_inert(node: Node) -> bool {
    let is_known = |space: &Namespace| VOCABULARIES.iter().any(|begin| space.uri().starts_with(begin));
    !node.is_pi() && !node.tag_name().name().ends_with(FILES) && node.namespaces().all(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: &str = "<r:CrossIndustryInvoice xmlns:r='urn:un:unece' \
                         xmlns:x=\"http://www.w3.org/2001/XMLSchema-instance\"><!-- 2 < 3 -->\
                         <r:ID schemeID = \"A\">41 &amp; 42</r:ID >\n<r:Empty/><![CDATA[<a>]]>\
                         </r:CrossIndustryInvoice>";

    #[test]
    fn what_trade_sends_is_an_invoice() {
        let declared = format!("\u{feff}<?xml version=\"1.0\" encoding='UTF-8'?>\r\n{USUAL}\n\0");
        let credit = "<?xml version=\"1.0\"?><CreditNote xmlns=\"urn:oasis\"></CreditNote>";
        for text in [USUAL, &declared, credit, "<!-- a --> <a:Invoice xmlns:a='urn:oasis'/> <!-- b -->"] {
            assert!(is_invoice(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn what_is_something_else_or_broken_is_none() {
        let others = [
            "",
            "MZ\u{90}\0",
            "Invoice",
            "<html/>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "<Invoice><h:script xmlns:h=\"http://www.w3.org/1999/xhtml\">alert(1)</h:script></Invoice>",
            "<Invoice xmlns = 'http&#58;//www.w3.org/1999/xhtml'/>",
            "<!DOCTYPE Invoice [<!ENTITY a \"b\">]><Invoice/>",
            "<?xml-stylesheet href=\"a.xsl\"?><Invoice/>",
            "<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><Invoice/>",
            "<?xml version=\"1.0\" encoding=\"UTF-7\"?><Invoice/>",
            "<Invoice><?run it?></Invoice>",
            "<![CDATA[x]]><Invoice/>",
            "<Invoice><EmbeddedDocumentBinaryObject>TVqQ</EmbeddedDocumentBinaryObject></Invoice>",
            "<Invoice>",
            "<Invoice></CreditNote>",
            "<Invoice/><Invoice/>",
            "<Invoice/>MZ",
            "<Invoice a=\"1/>",
            "<Invoice a=1/>",
        ];
        for text in others {
            assert!(!is_invoice(text.as_bytes()), "{text}");
        }
        assert!(!is_invoice(b"<Invoice>\xff</Invoice>"));
    }

    #[test]
    fn what_is_nested_without_end_ends() {
        let deep = format!("<Invoice>{}{}</Invoice>", "<a>".repeat(300_000), "</a>".repeat(300_000));
        assert!(is_invoice(deep.as_bytes()));
        let endless = format!("<Invoice>{}</Invoice>", "<a/>".repeat(NODES_MAX as usize + 1));
        assert!(!is_invoice(endless.as_bytes()));
    }
}
