//! Who is shown, who receives, and why (R1–R16).
