//! The limits of a process that looks at strangers' files. Limits cannot be raised again, so the test
//! starts itself anew and lowers them there.

#[path = "parts/samples.rs"]
mod samples;

use pdf::{confine, draw_first_page, inspect};
use rustix::process::{Resource, getrlimit};
use samples::SAMPLES;
use std::env::current_exe;
use std::fs::File;
use std::process::Command;

/// Set for the process that the test starts.
const INSIDE: &str = "KONTOR_PDF_TEST_CONFINED";

#[test]
fn a_confined_process_can_look_at_documents_and_little_else() {
    if std::env::var_os(INSIDE).is_some() {
        return inside();
    }
    let itself = current_exe().expect("the test was started from a file");
    let same = ["--exact", "a_confined_process_can_look_at_documents_and_little_else", "--test-threads=1"];
    let output = Command::new(itself).args(same).env(INSIDE, "1").output();
    let output = output.expect("a process can be started");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

fn inside() {
    confine().expect("limits can always be lowered");
    for (program, pages, bytes) in SAMPLES {
        assert_eq!(inspect(bytes).map(|inspected| inspected.pages), Ok(pages), "{program}");
        assert!(draw_first_page(bytes, 480).is_some(), "{program}");
    }
    for resource in [Resource::Cpu, Resource::Fsize, Resource::Core] {
        assert!(getrlimit(resource).maximum.is_some(), "{resource:?} has no limit");
    }
    assert_eq!(getrlimit(Resource::Core).maximum, Some(0));
    assert!(Vec::<u8>::new().try_reserve_exact(2 << 30).is_err());
    let itself = current_exe().expect("the test was started from a file");
    let open: Vec<_> = (0..64).map(|_| File::open(&itself)).collect();
    assert!(open.iter().any(Result::is_err));
}
