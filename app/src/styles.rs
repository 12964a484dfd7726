//! The class of each component's style file, made by the build script: `COMPOSER`.
//! Give it to a view as `view! { class = COMPOSER, … }`.

include!(concat!(env!("OUT_DIR"), "/styles.rs"));
