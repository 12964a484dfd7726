//! Whether a file that a document carries is an electronic invoice or order, as ZUGFeRD, Factur-X, XRechnung
//! and Order-X put it beside the page: XML, and of no other kind than these. It judges by the content alone,
//! and what it does not know is none: no page of the web, no style sheet, no office document in XML.

use std::ops::ControlFlow;

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
const VOCABULARIES: [&str; 2] = ["urn:", "http://www.w3.org/2001/XMLSchema"];
/// Elements in which further files are.
const FILES: &str = "BinaryObject";

/// Whether it is one.
pub fn is_invoice(content: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(content) else { return false };
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let Some(text) = without_declaration(text.trim_end_matches('\0').trim()) else { return false };
    let mut document = Document { rest: text, open: Vec::new(), begun: false };
    loop {
        match document.next() {
            Some(ControlFlow::Continue(())) => {}
            Some(ControlFlow::Break(())) => return true,
            None => return false,
        }
    }
}

/// None when it says that its letters are written in some other way, in which it could be read as another.
fn without_declaration(text: &str) -> Option<&str> {
    let Some(declared) = text.strip_prefix("<?xml ") else { return Some(text) };
    let (declared, rest) = declared.split_once("?>")?;
    let declared = declared.to_ascii_lowercase().replace('\'', "\"");
    let other = declared.contains("encoding") && !declared.replace(' ', "").contains("encoding=\"utf-8\"");
    (!other).then_some(rest)
}

struct Document<'a> {
    rest: &'a str,
    /// The names of the elements that are not closed yet.
    open: Vec<&'a str>,
    begun: bool,
}

impl<'a> Document<'a> {
    /// Reads on by one piece. None when it is no invoice, a break when it is one and at its end.
    fn next(&mut self) -> Option<ControlFlow<()>> {
        if self.open.is_empty() {
            self.rest = self.rest.trim_start();
            if self.begun && self.rest.is_empty() {
                return Some(ControlFlow::Break(()));
            }
        } else {
            let text = self.rest.find('<')?;
            self.rest = &self.rest[text..];
        }
        if let Some(comment) = self.rest.strip_prefix("<!--") {
            self.rest = comment.split_once("-->")?.1;
        } else if let Some(letters) = self.rest.strip_prefix("<![CDATA[") {
            (!self.open.is_empty()).then_some(())?;
            self.rest = letters.split_once("]]>")?.1;
        } else if let Some(end) = self.rest.strip_prefix("</") {
            let (name, rest) = end.split_once('>')?;
            self.rest = rest;
            (self.open.pop()? == name.trim_end()).then_some(())?;
        } else {
            self.element()?;
        }
        Some(ControlFlow::Continue(()))
    }

    /// An element's beginning; what begins with other signs is none.
    fn element(&mut self) -> Option<()> {
        let rest = self.rest.strip_prefix('<')?;
        let name = &rest[..rest.find(|letter: char| !is_of_a_name(letter))?];
        let local = name.rsplit(':').next().filter(|local| !local.is_empty())?;
        let fits = if self.open.is_empty() {
            !self.begun && ROOTS.contains(&local)
        } else {
            !local.ends_with(FILES)
        };
        fits.then_some(())?;
        self.begun = true;
        self.rest = &rest[name.len()..];
        loop {
            self.rest = self.rest.trim_start();
            if let Some(rest) = self.rest.strip_prefix("/>") {
                self.rest = rest;
                return Some(());
            }
            if let Some(rest) = self.rest.strip_prefix('>') {
                self.rest = rest;
                self.open.push(name);
                return Some(());
            }
            self.attribute()?;
        }
    }

    fn attribute(&mut self) -> Option<()> {
        let (name, rest) = self.rest.split_once('=')?;
        let name = name.trim_end();
        (!name.is_empty() && name.chars().all(is_of_a_name)).then_some(())?;
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, rest) = rest[1..].split_once(quote)?;
        let is_vocabulary = name == "xmlns" || name.starts_with("xmlns:");
        let known = VOCABULARIES.iter().any(|begin| value.starts_with(begin));
        (!value.contains('<') && (known || !is_vocabulary)).then_some(())?;
        self.rest = rest;
        Some(())
    }
}

fn is_of_a_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, ':' | '_' | '-' | '.')
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
        for text in [USUAL, &declared, credit, "<!-- a --> <a:Invoice/> <!-- b -->"] {
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
}
