//! Draws the pages into a PDF: text with its meaning, links, the list of contents, what is known of the document. It is
//! an archive's PDF (PDF/A-2a) that can be read aloud (PDF/UA-1).

use crate::Unprintable;
use crate::column::{SMALL, WIDTH, Written};
use crate::front::Frame;
use crate::pages::{Placed, paginate};
use crate::tree::{Kind, NodeId, Tree};
use crate::typesetter::{Ink, Line, Run, Style, Typesetter};
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb::Color;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Quadrilateral, Rect};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::text::{GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};
use std::sync::Arc;

/// A4, in points.
const SHEET: (f32, f32) = (595.28, 841.89);
const LEFT: f32 = (SHEET.0 - WIDTH) / 2.0;
const TOP: f32 = 74.0;
const BOTTOM: f32 = 72.0;
/// Base lines of what stands above and below the column.
const HEAD: f32 = 46.0;
const FOOT: f32 = SHEET.1 - 40.0;
const HAIRLINE: f32 = 0.5;
/// How far a fine line stands above its strip.
const RULE_ABOVE: f32 = 9.0;

const TEXT: (u8, u8, u8) = (26, 29, 33);
const QUIET: (u8, u8, u8) = (92, 99, 108);
const LINK: (u8, u8, u8) = (22, 76, 158);
const RULE: (u8, u8, u8) = (214, 218, 224);

/// The document.
pub fn draw(written: Written, frame: &Frame, typesetter: &mut Typesetter) -> Result<Vec<u8>, Unprintable> {
    let standard = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| Unprintable("the standards do not fit each other".into()))?;
    let settings = SerializeSettings { configuration: standard, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let Written { strips, mut tree } = written;
    let pages = paginate(strips, SHEET.1 - TOP - BOTTOM);
    let count = pages.len();
    let mut outline = Outline::new();
    let mut follows = None;
    for (at, strips) in pages.into_iter().enumerate() {
        let around = around(at, count, frame, typesetter);
        let settings = PageSettings::from_wh(SHEET.0, SHEET.1)
            .ok_or_else(|| Unprintable("the sheet has no size".into()))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        let mut hand =
            Hand { surface: &mut surface, typesetter, tree: &mut tree, links: Vec::new(), follows };
        hand.frame(&around);
        for Placed { y, strip } in strips {
            if let Some(words) = strip.mark {
                outline.push_child(OutlineNode::new(
                    words,
                    XyzDestination::new(at, Point::from_xy(LEFT, TOP + y - 12.0)),
                ));
            }
            // At the top of a page nothing needs to be set apart.
            if strip.ruled && y > 0.0 {
                hand.rule(LEFT, TOP + y - RULE_ABOVE, WIDTH, RULE);
            }
            for part in &strip.parts {
                hand.part(part.x, TOP + y + strip.baseline, &part.line, part.node);
            }
        }
        hand.underline();
        let Hand { links, follows: open, .. } = hand;
        follows = open;
        surface.finish();
        for link in links {
            let drawn = page.add_tagged_annotation(link.annotation());
            tree.drawn(link.node, drawn);
        }
        page.finish();
    }
    document.set_outline(outline);
    document.set_metadata(frame.metadata());
    document.set_tag_tree(tree.tagged(frame.language));
    document.finish().map_err(|error| unprintable(&error))
}

/// What is wrong, without the words that it is wrong with: they are their reader's alone.
fn unprintable(error: &KrillaError) -> Unprintable {
    Unprintable(match error {
        KrillaError::Validation(faults) => format!("{} rules of its standards are broken", faults.len()),
        KrillaError::Font(..) => "a font is broken".to_owned(),
        _ => "it has no place in a PDF".to_owned(),
    })
}

/// What stands around the column of a page, with the place of its base line.
fn around(at: usize, count: usize, frame: &Frame, typesetter: &mut Typesetter) -> Vec<(f32, f32, Line)> {
    const PAGES: f32 = 110.0;
    let end = Style { at_end: true, ..SMALL };
    let mut lines = Vec::new();
    if at > 0 {
        lines.push((0.0, HEAD, typesetter.set_line(&frame.head, SMALL, WIDTH)));
    }
    lines.push((0.0, FOOT, typesetter.set_line(&frame.foot, SMALL, WIDTH - PAGES)));
    let page = frame.page(at + 1, count);
    lines.push((WIDTH - PAGES, FOOT, typesetter.set_line(&page, end, PAGES)));
    lines
}

/// A link on a page.
struct Link {
    node: NodeId,
    target: Arc<str>,
    left: f32,
    right: f32,
    baseline: f32,
    size: f32,
}

/// What draws on one page.
struct Hand<'a, 's> {
    surface: &'a mut Surface<'s>,
    typesetter: &'a Typesetter,
    tree: &'a mut Tree,
    links: Vec<Link>,
    /// The link that was drawn last: it may go on in the next line, also on the next page.
    follows: Option<(Arc<str>, NodeId)>,
}

impl Hand<'_, '_> {
    fn frame(&mut self, around: &[(f32, f32, Line)]) {
        for (x, baseline, line) in around {
            let kind = if *baseline < TOP { ArtifactType::Header } else { ArtifactType::Footer };
            self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
            line.runs.iter().for_each(|run| self.run(*x, *baseline, run));
            self.surface.end_tagged();
        }
    }

    /// A line of a node; what leads somewhere is a node of its own in it.
    fn part(&mut self, x: f32, baseline: f32, line: &Line, node: NodeId) {
        let same = |a: &Run, b: &Run| match (&a.link, &b.link) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        for piece in line.runs.chunk_by(same) {
            let within = match &piece[0].link {
                Some(target) => self.link(target, node),
                None => node,
            };
            let drawn = self.surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            piece.iter().for_each(|run| self.run(x, baseline, run));
            self.surface.end_tagged();
            self.tree.drawn(within, drawn);
            let Some(target) = piece[0].link.clone() else { continue };
            let left = piece.iter().map(|run| run.x).fold(f32::MAX, f32::min);
            let right = piece.iter().map(|run| run.x + run.width).fold(f32::MIN, f32::max);
            let size = piece[0].size;
            self.links.push(Link {
                node: within,
                target,
                left: x + left + LEFT,
                right: x + right + LEFT,
                baseline,
                size,
            });
        }
    }

    fn link(&mut self, target: &Arc<str>, within: NodeId) -> NodeId {
        match &self.follows {
            Some((last, node)) if Arc::ptr_eq(last, target) => *node,
            _ => {
                let node = self.tree.add(Some(within), Kind::Link);
                self.follows = Some((target.clone(), node));
                node
            }
        }
    }

    fn run(&mut self, x: f32, baseline: f32, run: &Run) {
        let glyphs: Vec<_> = run.glyphs.iter().map(glyph).collect();
        let colour = match run.ink {
            Ink::Text => TEXT,
            Ink::Quiet => QUIET,
            Ink::Link => LINK,
        };
        self.fill(colour);
        let start = Point::from_xy(LEFT + x + run.x, baseline);
        let face = self.typesetter.faces[run.face].clone();
        self.surface.draw_glyphs(start, &glyphs, face, &run.text, run.size, false);
    }

    fn fill(&mut self, (red, green, blue): (u8, u8, u8)) {
        let paint = Color::new(red, green, blue).into();
        self.surface.set_fill(Some(Fill { paint, opacity: NormalizedF32::ONE, rule: Default::default() }));
    }

    /// A fine line that means nothing.
    fn rule(&mut self, x: f32, y: f32, width: f32, colour: (u8, u8, u8)) {
        let mut path = PathBuilder::new();
        if let Some(rect) = Rect::from_xywh(x, y, width, HAIRLINE) {
            path.push_rect(rect);
        }
        self.fill(colour);
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
        self.surface.end_tagged();
    }

    /// A link is known by more than its colour.
    fn underline(&mut self) {
        for at in 0..self.links.len() {
            let Link { left, right, baseline, .. } = self.links[at];
            self.rule(left, baseline + 1.2, right - left, LINK);
        }
    }
}

impl Link {
    fn annotation(&self) -> Annotation {
        let (top, bottom) = (self.baseline - self.size, self.baseline + self.size * 0.3);
        let corners = [(self.left, bottom), (self.right, bottom), (self.right, top), (self.left, top)];
        let area = Quadrilateral(corners.map(|(x, y)| Point::from_xy(x, y)));
        let target = Target::Action(Action::Link(LinkAction::new(ascii(&self.target))));
        Annotation::new_link(
            LinkAnnotation::new_with_quad_points(vec![area], target),
            Some(self.target.to_string()),
        )
    }
}

/// An address as a PDF takes it: what is not ASCII as `%XX`.
fn ascii(address: &str) -> String {
    let written = |byte: u8| {
        if byte.is_ascii_graphic() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    address.bytes().map(written).collect()
}

fn glyph(glyph: &crate::typesetter::Glyph) -> KrillaGlyph {
    let text = glyph.text.start as usize..glyph.text.end as usize;
    KrillaGlyph::new(GlyphId::new(glyph.id), glyph.advance, glyph.x, glyph.y, 0.0, text, None)
}
