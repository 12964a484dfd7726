//! Who may see what (V).
