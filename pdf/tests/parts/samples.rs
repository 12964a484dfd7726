//! The documents of other programs, which lie beside the tests.

/// A program's document and how many pages it has.
pub const SAMPLES: [(&str, u32, &[u8]); 22] = [
    ("borb", 1, include_bytes!("../samples/borb.pdf")),
    ("cairo", 1, include_bytes!("../samples/cairo.pdf")),
    ("chromium", 1, include_bytes!("../samples/chromium.pdf")),
    ("fpdf2", 1, include_bytes!("../samples/fpdf2.pdf")),
    ("ghostscript-13", 1, include_bytes!("../samples/ghostscript-13.pdf")),
    ("ghostscript", 1, include_bytes!("../samples/ghostscript.pdf")),
    ("groff", 1, include_bytes!("../samples/groff.pdf")),
    ("jspdf", 2, include_bytes!("../samples/jspdf.pdf")),
    ("matplotlib", 1, include_bytes!("../samples/matplotlib.pdf")),
    ("mupdf", 1, include_bytes!("../samples/mupdf.pdf")),
    ("pdf-lib", 1, include_bytes!("../samples/pdf-lib.pdf")),
    ("pdfkit", 1, include_bytes!("../samples/pdfkit.pdf")),
    ("pdftex-14", 1, include_bytes!("../samples/pdftex-14.pdf")),
    ("pdftex", 2, include_bytes!("../samples/pdftex.pdf")),
    ("pikepdf", 2, include_bytes!("../samples/pikepdf.pdf")),
    ("pypdf-update", 2, include_bytes!("../samples/pypdf-update.pdf")),
    ("pypdf", 3, include_bytes!("../samples/pypdf.pdf")),
    ("qpdf-linearized-streams", 1, include_bytes!("../samples/qpdf-linearized-streams.pdf")),
    ("qpdf-linearized", 3, include_bytes!("../samples/qpdf-linearized.pdf")),
    ("reportlab", 2, include_bytes!("../samples/reportlab.pdf")),
    ("typst", 1, include_bytes!("../samples/typst.pdf")),
    ("weasyprint", 1, include_bytes!("../samples/weasyprint.pdf")),
];
