//! Makes the constants of the component styles (`crate::styles`). The sheet itself is written by
//! `cargo xtask styles`, which Trunk calls before it copies files.
//!
//! In a component's style file avoid: nested rules (refused), `&`, namespaces and non-ASCII names in
//! selectors; begin names of `@keyframes` with the component's. Everything else passes.

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    #[allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]
    {
        println!("cargo::rerun-if-changed=src");
    }
    let components = styles::collect(Path::new("src"))?;
    let out = std::env::var("OUT_DIR")?;
    std::fs::write(Path::new(&out).join("styles.rs"), styles::constants(&components))?;
    Ok(())
}
