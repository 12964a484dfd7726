//! Runs every `#[test]` of a crate as WebAssembly too.
//!
//! The test harness of Rust cannot speak there. A crate root that holds
//!
//! ```text
//! #[cfg(all(test, target_arch = "wasm32"))]
//! #[macro_use(test)]
//! extern crate wasm_tests;
//! ```
//!
//! gives `#[test]` another meaning for that target, in all its modules, and nothing else changes.

pub use wasm_bindgen_test::wasm_bindgen_test as test;
