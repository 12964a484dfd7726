//! Reads the two catalogues, `app/` for the browser and `mail/` for the server, and makes a Rust
//! module of keys from each. Stops the build with the name of a key that a language lacks.

use std::path::Path;

#[path = "src/source.rs"]
mod source;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = std::env::var("OUT_DIR")?;
    for name in ["app", "mail"] {
        #[allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]
        {
            println!("cargo::rerun-if-changed={name}");
        }
        let catalogue = source::read(Path::new(name))?;
        std::fs::write(Path::new(&out).join(format!("{name}.rs")), source::module(&catalogue))?;
    }
    Ok(())
}
