//! The figures behind the stars (S1–S7).
