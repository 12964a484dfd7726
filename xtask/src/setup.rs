//! What each command needs on the machine. Whatever is missing is installed; what is there is left.

mod cargo_tools;
mod debian;
mod npm;
mod rust;

pub use debian::postgresql_programs;
pub use npm::END2END;

use crate::steps::step;
use std::path::PathBuf;

/// Folders that go first on PATH when the app is built.
pub struct Tools(pub Vec<PathBuf>);

/// For `cargo xtask build` and `demo`.
pub fn for_build() -> Result<Tools, String> {
    step("Tools for building", || {
        npm::require_node()?;
        rust::wasm_target()?;
        let bindgen = cargo_tools::wasm_bindgen()?;
        let trunk = cargo_tools::trunk()?;
        let web_tools = npm::web_tools()?;
        Ok(Tools(vec![bindgen, trunk, web_tools]))
    })
}

/// For `cargo xtask test`, besides the tools for building.
pub fn for_tests() -> Result<(), String> {
    step("Tools for testing", || {
        rust::components()?;
        debian::require(&[debian::CHROMIUM, debian::POSTGRESQL])?;
        npm::packages(END2END)
    })
}

/// For `cargo xtask bench`, besides the tools for building.
pub fn for_bench() -> Result<(), String> {
    step("Tools for measuring", || debian::require(&[debian::POSTGRESQL, debian::POSTGIS]))
}

pub fn everything() -> Result<(), String> {
    for_build()?;
    for_tests()
}
