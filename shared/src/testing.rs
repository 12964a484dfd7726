//! given / when / then for stories.
