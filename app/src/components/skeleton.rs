//! The shape of what is being loaded, so that nothing jumps when it arrives.

use crate::styles::SKELETON;
use crate::words::{say, t};
use leptos::prelude::*;

/// What kind of content is expected.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Lines(usize),
    Blocks(usize),
    /// For what opens over the page.
    Nothing,
}

#[component]
pub fn Skeleton(shape: Shape) -> AnyView {
    let (class, count) = match shape {
        Shape::Lines(count) => ("line", count),
        Shape::Blocks(count) => ("block", count),
        Shape::Nothing => return ().into_any(),
    };
    let piece =
        |_| view! { class = SKELETON, <div class:line=class == "line" class:block=class == "block"></div> };
    view! { class = SKELETON,
        <div class="skeleton" role="status">
            <span class="hidden-visually">{t(say::LOAD_LOADING)}</span>
            {(0..count).map(piece).collect_view()}
        </div>
    }
    .into_any()
}
