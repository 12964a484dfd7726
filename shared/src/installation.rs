//! The installation: its marketplaces and its operators.
