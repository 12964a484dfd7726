//! What a PDF says, as another program reads it.

use std::io::Write;
use std::process::{Command, Stdio};

/// Its words, read by a program that knows nothing of how it was made.
pub fn read_back(pdf: &[u8]) -> String {
    let mut program = Command::new("pdftotext");
    program
        .args(["-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut reader = program.spawn().expect("poppler-utils is installed");
    reader.stdin.take().expect("it is piped").write_all(pdf).expect("it reads");
    let read = reader.wait_with_output().expect("it ends");
    assert!(read.status.success(), "it cannot be read");
    String::from_utf8(read.stdout).expect("it writes UTF-8")
}
