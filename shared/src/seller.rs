//! A seller: one address, one e-mail, shared by every manufacturer it works for.
