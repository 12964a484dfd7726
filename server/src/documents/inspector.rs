//! A stranger's file is looked at in a process of its own, with little memory and little time: whatever the
//! file does to it, the desk goes on. This side calls it; [`look_at`] and [`paint`] are what it does.

use super::DocumentFault;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tokio::process::Command;
use tokio::time::timeout;

/// After so long it is ended.
const INSPECTION_MAX: Duration = Duration::from_secs(10);
const DRAWING_MAX: Duration = Duration::from_secs(10);
/// How wide the picture of a page is, in pixels: it is shown 96 wide, on screens of up to three dots a pixel.
const PICTURE_WIDTH: u16 = 288;

/// What the process says on its standard output.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    Pages(u32),
    Fault { code: String, words: String },
}

/// The number of pages of a document that may be sent.
pub(super) async fn inspect(program: &Path, file: &Path) -> Result<u32, DocumentFault> {
    let mut command = called(program);
    command.arg("inspect-document").arg(file).stdout(Stdio::piped());
    let output = timeout(INSPECTION_MAX, command.output()).await.map_err(|_| too_hard())??;
    match serde_json::from_slice(&output.stdout) {
        Ok(Verdict::Pages(pages)) => Ok(pages),
        Ok(Verdict::Fault { code, words }) => Err(DocumentFault::Refused { code, words }),
        Err(_) => Err(too_hard()),
    }
}

/// Whether the picture was drawn.
pub(super) async fn draw(program: &Path, file: &Path, picture: &Path) -> bool {
    let mut command = called(program);
    command.arg("draw-document").arg(file).arg(picture).stdout(Stdio::null());
    let status = timeout(DRAWING_MAX, command.status()).await;
    matches!(status, Ok(Ok(status)) if status.success())
}

/// Knows nothing of this process but the file.
pub(super) fn called(program: &Path) -> Command {
    let mut command = Command::new(program);
    // The allocator would reserve as much as the process may have, and leave its stacks nothing.
    command
        .env_clear()
        .env("MIMALLOC_ARENA_RESERVE", "64MiB")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    command
}

/// It took too much time or memory, or broke the reader.
fn too_hard() -> DocumentFault {
    let fault = pdf::Fault::TooComplex;
    DocumentFault::Refused { code: fault.code().to_owned(), words: fault.to_string() }
}

/// Inspects a file and says what it is.
///
/// # Errors
/// When the file cannot be read, or the answer not written.
pub fn look_at(file: &Path, mut answer: impl io::Write) -> io::Result<()> {
    pdf::confine()?;
    let verdict = match pdf::inspect(&fs_err::read(file)?) {
        Ok(inspected) => Verdict::Pages(inspected.pages),
        Err(fault) => Verdict::Fault { code: fault.code().to_owned(), words: fault.to_string() },
    };
    serde_json::to_writer(&mut answer, &verdict)?;
    answer.flush()
}

/// Draws the first page of a file; false when it cannot be drawn.
///
/// # Errors
/// When the file cannot be read, or the picture not written.
pub fn paint(file: &Path, picture: &Path) -> io::Result<bool> {
    pdf::confine()?;
    match pdf::draw_first_page(&fs_err::read(file)?, PICTURE_WIDTH) {
        Some(png) => fs_err::write(picture, png).map(|()| true),
        None => Ok(false),
    }
}
