//! Sets a paragraph: from a text and its style to lines of placed glyphs. It knows no page.

use crate::Unprintable;
use crate::fonts::{self, FAMILIES};
use krilla::text::Font;
use linkify::{LinkFinder, LinkKind};
use parley::layout::{Alignment, AlignmentOptions, PositionedLayoutItem};
use parley::style::{
    FontFamily, FontFamilyName, FontWeight, Language as Tag, LineHeight, OverflowWrap, StyleProperty,
};
use parley::{FontContext, Layout, LayoutContext};
use shared::language::Language;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// In points.
    pub size: f32,
    pub strong: bool,
    pub ink: Ink,
    /// The distance of base lines, in sizes.
    pub leading: f32,
    /// Against the other edge.
    pub at_end: bool,
    /// Whether addresses of the web in it can be followed.
    pub linked: bool,
}

/// What a text is printed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ink {
    #[default]
    Text,
    Quiet,
    Link,
}

/// A line of text.
#[derive(Debug)]
pub struct Line {
    pub height: f32,
    /// From its top.
    pub baseline: f32,
    /// In the order in which they are read.
    pub runs: Vec<Run>,
}

/// Glyphs of one font in one look.
#[derive(Debug)]
pub struct Run {
    pub x: f32,
    pub width: f32,
    pub face: usize,
    pub size: f32,
    pub ink: Ink,
    /// Where it leads.
    pub link: Option<Arc<str>>,
    /// What the glyphs stand for.
    pub text: String,
    pub glyphs: Vec<Glyph>,
}

/// A glyph, measured in sizes.
#[derive(Clone, Debug)]
pub struct Glyph {
    pub id: u32,
    pub advance: f32,
    pub x: f32,
    pub y: f32,
    /// Its part of the run's text.
    pub text: Range<u32>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Brush {
    ink: Ink,
    link: Option<Arc<str>>,
}

/// What stands for a sign that no font has.
#[derive(Clone, Copy)]
struct Stand {
    face: usize,
    id: u32,
    advance: f32,
}

/// Fonts, and the tools of setting.
pub struct Typesetter {
    fonts: FontContext,
    layouts: LayoutContext<Brush>,
    layout: Layout<Brush>,
    language: Language,
    pub faces: Vec<Font>,
    known: HashMap<u64, usize>,
    stand: Option<Stand>,
}

const BOX: &str = "\u{25a1}";

impl Typesetter {
    pub fn new(language: Language) -> Result<Self, Unprintable> {
        let mut one = Self {
            fonts: fonts::unpacked()?,
            layouts: LayoutContext::new(),
            layout: Layout::new(),
            language,
            faces: Vec::new(),
            known: HashMap::new(),
            stand: None,
        };
        let plain =
            Style { size: 1.0, strong: false, ink: Ink::Text, leading: 1.0, at_end: false, linked: false };
        let line = one.set(&[(BOX, plain)], f32::MAX).into_iter().next();
        let run = line.and_then(|line| line.runs.into_iter().next());
        let found = run.and_then(|run| Some((run.face, run.glyphs.first()?.clone())));
        let (face, glyph) =
            found.filter(|(_, glyph)| glyph.id > 0).ok_or_else(|| Unprintable("no font has a box".into()))?;
        one.stand = Some(Stand { face, id: glyph.id, advance: glyph.advance });
        Ok(one)
    }

    /// The lines of a paragraph, in pieces that follow each other; at least one line. The first piece says how lines
    /// are spaced and aligned.
    pub fn set(&mut self, pieces: &[(&str, Style)], width: f32) -> Vec<Line> {
        let text: String = pieces.iter().map(|(text, _)| *text).collect();
        let Some((_, first)) = pieces.first() else { return Vec::new() };
        if text.is_empty() {
            let height = first.size * first.leading;
            return vec![Line { height, baseline: height, runs: Vec::new() }];
        }
        self.lay_out(&text, pieces, width);
        let layout = std::mem::take(&mut self.layout);
        let mut lines = Vec::with_capacity(layout.len());
        for line in layout.lines() {
            let metrics = line.metrics();
            let top = metrics.block_min_coord;
            let runs = self.runs(&line, &layout, &text);
            lines.push(Line {
                height: metrics.block_max_coord - top,
                baseline: metrics.baseline - top,
                runs,
            });
        }
        self.layout = layout;
        lines
    }

    /// The text on one line, as much of it as there is room for.
    pub fn set_line(&mut self, text: &str, style: Style, width: f32) -> Line {
        let mut shown = text.to_owned();
        loop {
            let mut lines = self.set(&[(&shown, style)], width);
            let first = lines.swap_remove(0);
            if lines.is_empty() {
                return first;
            }
            let kept = shown.trim_end_matches('…').chars().count() * 9 / 10;
            shown = shown.chars().take(kept).collect::<String>().trim_end().to_owned() + "…";
        }
    }

    fn lay_out(&mut self, text: &str, pieces: &[(&str, Style)], width: f32) {
        let families: Vec<_> = FAMILIES.map(|name| FontFamilyName::Named(Cow::Borrowed(name))).into();
        let first = pieces[0].1;
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(families.into())));
        builder.push_default(StyleProperty::FontSize(first.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(first.leading)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        builder.push_default(StyleProperty::Locale(tag(text, self.language)));
        let mut begin = 0;
        for (piece, style) in pieces {
            let range = begin..begin + piece.len();
            let weight = if style.strong { fonts::STRONG } else { FontWeight::NORMAL };
            builder.push(StyleProperty::FontSize(style.size), range.clone());
            builder.push(StyleProperty::FontWeight(weight), range.clone());
            builder.push(StyleProperty::Brush(Brush { ink: style.ink, link: None }), range.clone());
            for (part, target) in links(piece).into_iter().filter(|_| style.linked) {
                let link = Brush { ink: Ink::Link, link: Some(target) };
                builder.push(StyleProperty::Brush(link), begin + part.start..begin + part.end);
            }
            begin = range.end;
        }
        builder.build_into(&mut self.layout, text);
        self.layout.break_all_lines(Some(width));
        let alignment = if first.at_end { Alignment::End } else { Alignment::Start };
        self.layout.align(alignment, AlignmentOptions::default());
    }

    fn runs(
        &mut self,
        line: &parley::layout::Line<'_, Brush>,
        layout: &Layout<Brush>,
        text: &str,
    ) -> Vec<Run> {
        let mut x = line.items().find_map(|item| match item {
            PositionedLayoutItem::GlyphRun(run) => Some(run.offset()),
            PositionedLayoutItem::InlineBox(_) => None,
        });
        let mut runs: Vec<Run> = Vec::new();
        for run in line.runs() {
            let face = self.face(run.font());
            let size = run.font_size();
            let mut open: Option<(u16, bool)> = None;
            for piece in pieces(&run) {
                let is_missing = piece.glyph.id == 0;
                let at = x.unwrap_or_default();
                if open != Some((piece.style, is_missing)) {
                    open = Some((piece.style, is_missing));
                    let brush = &layout.styles()[usize::from(piece.style)].brush;
                    let (ink, link) = (brush.ink, brush.link.clone());
                    runs.push(Run {
                        x: at,
                        width: 0.0,
                        face,
                        size,
                        ink,
                        link,
                        text: String::new(),
                        glyphs: Vec::new(),
                    });
                }
                let advance = piece.glyph.advance;
                x = Some(at + advance);
                if let Some(run) = runs.last_mut() {
                    run.width += advance;
                    run.glyphs.push(placed(&piece, size));
                }
            }
        }
        runs.sort_by_key(|run| run.glyphs.iter().map(|glyph| glyph.text.start).min());
        runs.iter_mut().for_each(|run| self.finish(run, text));
        runs
    }

    /// Gives the run its own text, and signs that no font has their box.
    fn finish(&self, run: &mut Run, text: &str) {
        let first = run.glyphs.iter().map(|glyph| glyph.text.start).min().unwrap_or_default();
        let last = run.glyphs.iter().map(|glyph| glyph.text.end).max().unwrap_or_default();
        text[first as usize..last as usize].clone_into(&mut run.text);
        for glyph in &mut run.glyphs {
            glyph.text = glyph.text.start - first..glyph.text.end - first;
        }
        let Some(stand) = self.stand.filter(|_| run.glyphs.first().is_some_and(|glyph| glyph.id == 0)) else {
            return;
        };
        run.face = stand.face;
        for glyph in &mut run.glyphs {
            (glyph.id, glyph.x) = (stand.id, (glyph.advance - stand.advance) / 2.0);
        }
    }

    fn face(&mut self, font: &parley::FontData) -> usize {
        let (data, id) = font.data.clone().into_raw_parts();
        let faces = &mut self.faces;
        *self.known.entry(id).or_insert_with(|| {
            faces.push(Font::new(data.into(), font.index).expect("parley has read this font"));
            faces.len() - 1
        })
    }
}

/// A glyph with what it stands for.
struct Piece {
    glyph: parley::layout::Glyph,
    style: u16,
    text: Range<usize>,
}

/// The glyphs of a run from left to right. A ligature stands for all of its characters.
fn pieces(run: &parley::layout::Run<'_, Brush>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    // From right to left, what a ligature goes on with comes before it.
    let mut ahead: Option<Range<usize>> = None;
    for cluster in run.visual_clusters() {
        let text = cluster.text_range();
        if cluster.is_ligature_continuation() {
            match pieces.last_mut().filter(|_| !run.is_rtl()) {
                Some(piece) => piece.text.end = text.end,
                None => ahead = Some(ahead.map_or(text.clone(), |more| text.start..more.end)),
            }
            continue;
        }
        let whole = text.start..ahead.take().map_or(text.end, |more| more.end.max(text.end));
        let style = cluster.style_index();
        pieces.extend(cluster.glyphs().map(|glyph| Piece { glyph, style, text: whole.clone() }));
    }
    pieces
}

fn placed(piece: &Piece, size: f32) -> Glyph {
    let parley::layout::Glyph { id, x, y, advance } = piece.glyph;
    let at = |byte: usize| u32::try_from(byte).expect("a paragraph has less than 4 GiB");
    let text = at(piece.text.start)..at(piece.text.end);
    Glyph { id, advance: advance / size, x: x / size, y: y / size, text }
}

/// Ideographs look as where they are read: a text with kana is Japanese, whoever reads it.
fn tag(text: &str, reader: Language) -> Option<Tag> {
    let is_kana = |c: char| matches!(c, '\u{3041}'..='\u{30ff}');
    let language = if text.chars().any(is_kana) { Language::Ja } else { reader };
    Tag::parse(language.code()).ok()
}

/// Addresses of the web, and where they stand.
fn links(text: &str) -> Vec<(Range<usize>, Arc<str>)> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let found = finder
        .links(text)
        .filter(|link| link.as_str().starts_with("https://") || link.as_str().starts_with("http://"));
    found.map(|link| (link.start()..link.end(), link.as_str().into())).collect()
}
