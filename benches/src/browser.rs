//! What is measured in a browser: a script of `browser/` that tells its figures as JSON.

use crate::Failed;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs the script, which may say on its error output what it is at.
pub fn told(script: &str, arguments: &[&str]) -> Result<Value, Failed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("browser");
    let mut node = Command::new("node");
    let output = node.arg(folder.join(script)).args(arguments).stderr(Stdio::inherit()).output()?;
    match output.status.success() {
        true => Ok(serde_json::from_slice(&output.stdout)?),
        false => Err(format!("browser/{script} failed").into()),
    }
}

/// A number that the script told, by its path in the JSON.
pub fn number(told: &Value, pointer: &str) -> Result<f64, Failed> {
    told.pointer(pointer).and_then(Value::as_f64).ok_or_else(|| format!("no {pointer} in {told}").into())
}
