//! One module a page: fetch, hold state, dispatch.

pub mod start;
