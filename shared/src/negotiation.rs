//! The aggregate that starts with an inquiry and holds everything after it (N).
