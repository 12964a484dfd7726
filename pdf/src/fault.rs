//! Why a file may not be sent. The code never changes, since pages and clients translate it; the words
//! are English and name what the sender can do. It must not say what the file contains.

use std::fmt;

/// Why a file may not be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The file is something else, whatever its name says.
    NotAPdf,
    /// A part is missing, or the index does not lead to the pages.
    Truncated,
    /// A password stands before the content, if only an empty one.
    Encrypted,
    /// It carries script, starts programs, sends forms, or has films inside, or files that are no invoices.
    Active,
    /// It is a second thing beside a PDF: an archive, a page of the web.
    Disguised,
    /// To read it would take more work than a document is worth.
    TooComplex,
}

impl Fault {
    /// Every fault there is.
    pub const ALL: [Self; 6] =
        [Self::NotAPdf, Self::Truncated, Self::Encrypted, Self::Active, Self::Disguised, Self::TooComplex];

    /// The stable code, by which pages find the words of a language.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAPdf => "not_a_pdf",
            Self::Truncated => "pdf_truncated",
            Self::Encrypted => "pdf_encrypted",
            Self::Active => "pdf_active",
            Self::Disguised => "pdf_disguised",
            Self::TooComplex => "pdf_too_complex",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAPdf => "this is not a PDF: save or print the document as PDF and attach that file",
            Self::Truncated => "this PDF is damaged or incomplete: export it anew, or copy it again",
            Self::Encrypted => "this PDF is protected by a password: save it without one",
            Self::Active => {
                "this PDF carries script, forms that send themselves, media or other files: print it as \
                 PDF and attach that file"
            }
            Self::Disguised => "something else is glued to this PDF: print it as PDF and attach that file",
            Self::TooComplex => "this PDF is too large or too complex inside: print it as PDF, or split it",
        })
    }
}

impl std::error::Error for Fault {}
