//! What Kontor looks at before it passes a stranger's PDF on: is it a PDF and nothing else, is all of it
//! there, can it do anything but be read. And the picture of its first page.
//!
//! The functions are pure but for `confine`, which limits the process that calls it. None may know who
//! sent the file or where it is kept.

mod attached;
mod characters;
mod confine;
mod disguise;
mod drawing;
mod effort;
mod envelope;
mod fault;
mod invoice;
mod lexer;
mod marks;
mod object;
mod packed;
mod shift;
mod structure;
mod sweep;
mod text;
mod watch;
mod whole;

pub use confine::confine;
pub use drawing::draw_first_page;
pub use fault::Fault;

/// What is known of a PDF that may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inspected {
    /// As many as the document says it has; at least one, and no more than it has objects.
    pub pages: u32,
}

/// Whether a file may be sent.
///
/// # Errors
/// Why it may not. Of several reasons, the one whose fix comes first.
pub fn inspect(bytes: &[u8]) -> Result<Inspected, Fault> {
    envelope::check_begin(bytes)?;
    envelope::check_end(bytes)?;
    disguise::check(bytes)?;
    let found = sweep::sweep(bytes)?;
    if found.encrypted {
        return Err(Fault::Encrypted);
    }
    if found.active || !attached::are_invoices(bytes, &found.files)? {
        return Err(Fault::Active);
    }
    if found.damaged {
        return Err(Fault::Truncated);
    }
    structure::check(bytes, found.objects)
}
