//! Component styles: `composer.css` beside `composer.rs` becomes part of one sheet in which every
//! selector carries the class `c-composer`, and a constant `COMPOSER` that the view hands to Leptos.
//!
//! The app's build script makes the constants, `cargo xtask styles` makes the sheet; both call
//! [`collect`], so they cannot disagree. This crate must not know any component by name.
//!
//! A sheet that begins with `@later;` goes into a second sheet, which comes with the first part of the app that
//! the first screen does not show.
//!
//! What a component's sheet may hold: plain rules and at-rules in any depth (`@media`, `@container`,
//! `@supports`, `@layer`, `@keyframes`, …); any declaration. Nested rules are refused, because
//! stylers cannot scope them; names of `@keyframes` are global, so begin them with the component's.

mod blocks;
mod scope;

use blocks::Block;
use std::collections::BTreeMap;
use std::fmt;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

/// What the style file of a component begins with that the page's first screen does not show.
const LATER: &str = "@later;";

/// One component's styles, ready for the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// The file's stem, `message_list`.
    pub stem: String,
    /// What the view puts on every element of the component, `c-message-list`.
    pub class: String,
    /// The scoped rules.
    pub css: String,
    /// Whether its file begins with `@later;`: the page's first screen does without it.
    pub later: bool,
    pub source: PathBuf,
}

impl Component {
    /// The name of the constant, `MESSAGE_LIST`.
    pub fn constant(&self) -> String {
        self.stem.to_uppercase()
    }
}

/// Why a sheet could not be made.
#[derive(Debug)]
pub enum Fault {
    Unreadable(PathBuf, std::io::Error),
    /// Two style files with one stem would share a class.
    SameStem(PathBuf, PathBuf),
    Syntax(PathBuf, String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(path, cause) => write!(f, "{}: cannot be read: {cause}", path.display()),
            Self::SameStem(one, other) => write!(
                f,
                "{} and {} would share one class: rename one of them",
                one.display(),
                other.display()
            ),
            Self::Syntax(path, what) => write!(f, "{}: {what}", path.display()),
        }
    }
}

impl std::error::Error for Fault {}

/// Every style file under `folder`, scoped, in the order of the stems.
pub fn collect(folder: &Path) -> Result<Vec<Component>, Fault> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder)? {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "css") {
                let component = read(&path)?;
                if let Some(other) = found.insert(component.stem.clone(), component) {
                    return Err(Fault::SameStem(other.source, path));
                }
            }
        }
    }
    Ok(found.into_values().collect())
}

/// The sheet that the page loads.
pub fn sheet(components: &[Component]) -> String {
    together(components, false)
}

/// The sheet that comes with what the first screen does not show.
pub fn later_sheet(components: &[Component]) -> String {
    together(components, true)
}

/// The name of that sheet; it changes with the rules, so a browser may keep it for good.
pub fn later_name(components: &[Component]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(later_sheet(components).as_bytes());
    format!("later-{:016x}.css", hasher.finish())
}

fn together(components: &[Component], later: bool) -> String {
    let chosen = components.iter().filter(|component| component.later == later);
    chosen.map(|component| format!("{}\n", component.css)).collect()
}

/// The Rust source of the constants.
pub fn constants(components: &[Component]) -> String {
    let classes = components
        .iter()
        .map(|component| {
            format!(
                "/// The class of `{}.css`.\npub const {}: &str = {:?};\n",
                component.stem,
                component.constant(),
                component.class
            )
        })
        .collect::<String>();
    let later = later_name(components);
    format!(
        "{classes}/// The address of the sheet that comes later.\npub const LATER_SHEET: &str = \"/{later}\";\n"
    )
}

/// The scoped rules of one component whose class is `class`.
pub fn compile(class: &str, css: &str) -> Result<String, String> {
    scope::sheet(&blocks::parse(css)?, class)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let unreadable = |cause| Fault::Unreadable(folder.to_path_buf(), cause);
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
    }
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<Component, Fault> {
    let source = std::fs::read_to_string(path).map_err(|cause| Fault::Unreadable(path.into(), cause))?;
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    if !stem.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_') {
        return Err(Fault::Syntax(path.into(), "the file's stem must be a_plain_name".into()));
    }
    let class = format!("c-{}", stem.replace('_', "-"));
    let syntax = |what| Fault::Syntax(path.into(), what);
    let blocks = blocks::parse(&source).map_err(syntax)?;
    let later = blocks.first() == Some(&Block::Verbatim(LATER.to_owned()));
    let css = scope::sheet(&blocks[usize::from(later)..], &class).map_err(syntax)?;
    Ok(Component { stem, class, css, later, source: path.into() })
}
