//! `cargo xtask styles`: puts the styles together for Trunk. What the page needs before anything else
//! arrives is written into it; the rest is one sheet, and one that comes later.

use crate::places::{self, root};
use std::path::PathBuf;
use styles::Component;

const COMPONENTS: &str = "app/src";
const GENERATED: &str = "style/generated";
/// In the page: the names of colours and sizes, and the skeleton.
const FIRST: (&str, [&str; 2]) = ("first.css", ["style/tokens.css", "style/skeleton.css"]);
/// Before the components in the sheet.
const SHEET: (&str, [&str; 1]) = ("sheet.css", ["style/elements.css"]);

pub fn write() -> Result<(), String> {
    let components = components()?;
    write_one(FIRST.0, &together(&FIRST.1)?)?;
    write_one(SHEET.0, &(together(&SHEET.1)? + &styles::sheet(&components)))
}

/// `cargo xtask later-styles`, called by Trunk after the build: puts the sheet beside the app that it fetches
/// with what the first screen does not show.
pub fn place_later() -> Result<(), String> {
    let staged = std::env::var_os("TRUNK_STAGING_DIR").ok_or("Trunk calls this: run `cargo xtask app`")?;
    let components = components()?;
    places::write(
        &PathBuf::from(staged).join(styles::later_name(&components)),
        &styles::later_sheet(&components),
    )
}

fn components() -> Result<Vec<Component>, String> {
    styles::collect(&root().join(COMPONENTS)).map_err(|fault| fault.to_string())
}

fn together(sheets: &[&str]) -> Result<String, String> {
    sheets.iter().map(|sheet| places::read(&root().join(sheet))).collect()
}

/// Left alone when nothing changed, so that a watching Trunk does not start over.
fn write_one(name: &str, sheet: &str) -> Result<(), String> {
    let folder = root().join(GENERATED);
    let to = folder.join(name);
    if std::fs::read_to_string(&to).is_ok_and(|present| present == sheet) {
        return Ok(());
    }
    std::fs::create_dir_all(&folder).map_err(|cause| format!("{}: {cause}", folder.display()))?;
    places::write(&to, sheet)
}
