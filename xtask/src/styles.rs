//! `cargo xtask styles`: writes the one sheet of the component styles, for Trunk to copy.

use std::path::Path;

const FROM: &str = "app/src";
const TO: &str = "style/generated/components.css";

pub fn write() -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let components = styles::collect(&root.join(FROM)).map_err(|fault| fault.to_string())?;
    let to = root.join(TO);
    let sheet = styles::sheet(&components);
    // Left alone when nothing changed, so that a watching Trunk does not start over.
    if std::fs::read_to_string(&to).is_ok_and(|present| present == sheet) {
        return Ok(());
    }
    let folder = to.parent().ok_or("the sheet has no folder")?;
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&to, sheet))
        .map_err(|cause| format!("{}: cannot be written: {cause}", to.display()))
}
