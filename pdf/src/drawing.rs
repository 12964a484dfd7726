//! The picture of a document's first page. It must be called only for what `inspect` let pass, and in a
//! process that is confined: a page can ask for more memory than there is.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use std::thread;

/// Pages may stand in pages in pages; what that takes is only used when it happens.
const STACK: usize = 64 << 20;
/// The picture is at most so many times as high as it is wide.
const HIGHEST: f32 = 2.0;
/// So that a side which is computed does not end up a hair below the whole number.
const HAIR: f32 = 0.01;

/// The first page as a PNG on white ground, at most `width` pixels wide and twice as high. None when it
/// cannot be drawn.
pub fn draw_first_page(bytes: &[u8], width: u16) -> Option<Vec<u8>> {
    let bytes = bytes.to_vec();
    // A thread has a stack of its own, and a panic in it ends there.
    let drawing = thread::Builder::new().stack_size(STACK).spawn(move || draw(bytes, width)).ok()?;
    drawing.join().ok()?
}

fn draw(bytes: Vec<u8>, width: u16) -> Option<Vec<u8>> {
    let document = Pdf::new(bytes).ok()?;
    let page = document.pages().first()?;
    let (x_scale, y_scale) = scales(page.render_dimensions(), width)?;
    let picture = render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings { x_scale, y_scale, bg_color: WHITE },
    );
    picture.into_png().ok()
}

/// How much each side is stretched. Nearly the same: both sides become whole pixels, and at least one.
fn scales((page_width, page_height): (f32, f32), width: u16) -> Option<(f32, f32)> {
    let sound = |side: f32| side.is_finite() && side > 0.0;
    if width == 0 || !sound(page_width) || !sound(page_height) {
        return None;
    }
    let width = f32::from(width);
    let scale = (width / page_width).min(HIGHEST * width / page_height);
    let whole = |side: f32| ((side * scale + HAIR).floor().max(1.0) + HAIR) / side;
    Some((whole(page_width), whole(page_height)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The picture's sides, computed as the renderer does.
    fn sides(page: (f32, f32), width: u16) -> Option<(u16, u16)> {
        let (x_scale, y_scale) = scales(page, width)?;
        Some(((page.0 * x_scale) as u16, (page.1 * y_scale) as u16))
    }

    #[test]
    fn a_page_fills_the_width_or_twice_the_height() {
        assert_eq!(sides((595.0, 842.0), 480), Some((480, 679)));
        assert_eq!(sides((842.0, 595.0), 480), Some((480, 339)));
        assert_eq!(sides((100.0, 1000.0), 480), Some((96, 960)));
        assert_eq!(sides((14_400.0, 1.0), 480), Some((480, 1)));
        assert_eq!(sides((1.0, 3_000_000.0), 480), Some((1, 960)));
        assert_eq!(sides((595.276, 841.89), 333), Some((333, 470)));
    }

    #[test]
    fn a_page_without_extent_has_no_picture() {
        for page in [(0.0, 1.0), (1.0, f32::NAN), (f32::INFINITY, 1.0)] {
            assert_eq!(sides(page, 480), None);
        }
        assert_eq!(sides((595.0, 842.0), 0), None);
    }
}
