//! One module a component: props in, callbacks out, its style beside it.

pub mod brand;
