//! What each command needs on the machine. Whatever is missing is installed; what is there is left.

mod cargo_tools;
mod debian;
mod npm;
mod python;
mod rust;

pub use debian::postgresql_programs;
pub use npm::{END2END, KITS};
pub use python::localstripe;

use crate::steps::step;
use std::path::PathBuf;

/// The folders of the programs that build the app.
pub struct Tools {
    pub bindgen: PathBuf,
    pub split: PathBuf,
    trunk: PathBuf,
    web: PathBuf,
}

impl Tools {
    /// To go first on PATH.
    pub fn folders(&self) -> Vec<PathBuf> {
        [&self.bindgen, &self.split, &self.trunk, &self.web].map(PathBuf::clone).into()
    }
}

/// For `cargo xtask build` and `demo`.
pub fn for_build() -> Result<Tools, String> {
    step("Tools for building", || {
        npm::require_node()?;
        rust::wasm_target()?;
        rust::standard_library_source()?;
        rust::packages()?;
        Ok(Tools {
            bindgen: cargo_tools::wasm_bindgen()?,
            split: cargo_tools::wasm_split()?,
            trunk: cargo_tools::trunk()?,
            web: npm::web_tools()?,
        })
    })
}

/// For `cargo xtask test`, besides the tools for building.
pub fn for_tests() -> Result<(), String> {
    step("Tools for testing", || {
        rust::components()?;
        let mail = [
            debian::POSTFIX,
            debian::DOVECOT_IMAP,
            debian::DOVECOT_LMTP,
            debian::SWAKS,
            debian::NET_SSLEAY,
            debian::MBLAZE,
            debian::CURL,
        ];
        debian::require(&[&[debian::CHROMIUM, debian::POSTGRESQL, debian::POPPLER], &mail[..]].concat())?;
        npm::packages(END2END)
    })
}

/// For `cargo xtask bench`, besides the tools for building.
pub fn for_bench() -> Result<(), String> {
    step("Tools for measuring", || {
        debian::require(&[debian::CHROMIUM, debian::POSTGRESQL, debian::POSTGIS])?;
        npm::packages(END2END)?;
        npm::packages(KITS)
    })
}

pub fn everything() -> Result<(), String> {
    for_build()?;
    for_tests()
}
