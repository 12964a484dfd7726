//! Puts the column on pages. What belongs together is not torn apart where a page has room for it.

use crate::column::Strip;

/// A strip and where on its page it begins.
#[derive(Debug)]
pub struct Placed {
    pub y: f32,
    pub strip: Strip,
}

/// Pages of this height, at least one.
pub fn paginate(strips: Vec<Strip>, height: f32) -> Vec<Vec<Placed>> {
    let mut pages = vec![Vec::new()];
    let mut y = 0.0;
    let mut rest = strips.into_iter().peekable();
    while rest.peek().is_some() {
        let clump = clump(&mut rest);
        let needed: f32 = clump.iter().map(|strip| strip.gap + strip.height).sum();
        let bare = needed - clump[0].gap;
        if y > 0.0 && y + needed > height && bare <= height {
            pages.push(Vec::new());
            y = 0.0;
        }
        for strip in clump {
            let above = if y > 0.0 { strip.gap } else { 0.0 };
            if y > 0.0 && y + above + strip.height > height {
                pages.push(Vec::new());
                y = 0.0;
            } else {
                y += above;
            }
            let begin = y;
            y += strip.height;
            pages.last_mut().expect("there is one from the start").push(Placed { y: begin, strip });
        }
    }
    pages
}

/// The next strips that belong together.
fn clump(rest: &mut impl Iterator<Item = Strip>) -> Vec<Strip> {
    let mut clump = Vec::new();
    for strip in rest.by_ref() {
        let goes_on = strip.kept;
        clump.push(strip);
        if !goes_on {
            break;
        }
    }
    clump
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(height: f32, kept: bool) -> Strip {
        Strip { gap: 5.0, height, baseline: height, kept, ruled: false, mark: None, parts: Vec::new() }
    }

    fn places(strips: Vec<Strip>) -> Vec<Vec<f32>> {
        let pages = paginate(strips, 100.0);
        pages.iter().map(|page| page.iter().map(|placed| placed.y).collect()).collect()
    }

    #[test]
    fn an_empty_column_has_one_page() {
        assert_eq!(places(Vec::new()), [Vec::<f32>::new()]);
    }

    #[test]
    fn what_belongs_together_goes_to_the_next_page_together() {
        let column = vec![strip(60.0, false), strip(20.0, true), strip(20.0, true), strip(20.0, false)];
        assert_eq!(places(column), [vec![0.0], vec![0.0, 25.0, 50.0]]);
    }

    #[test]
    fn what_is_longer_than_a_page_is_torn_where_the_page_ends() {
        let column = (0..5).map(|at| strip(40.0, at < 4)).collect();
        assert_eq!(places(column), [vec![0.0, 45.0], vec![0.0, 45.0], vec![0.0]]);
    }

    #[test]
    fn what_is_higher_than_a_page_still_has_its_place() {
        assert_eq!(
            places(vec![strip(10.0, false), strip(150.0, false), strip(10.0, false)]),
            [[0.0], [0.0], [0.0]]
        );
    }
}
