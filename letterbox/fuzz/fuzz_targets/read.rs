//! Whatever comes, it is read: without a panic, an endless loop, or more memory than the mail is worth.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &[u8]| {
    let letter = letterbox::read(raw);
    // Nothing is made up: what is the author's is part of what can be read.
    assert!(letter.text.chars().count() <= letter.full_text.chars().count());
});
