//! One module a component: props in, callbacks out, its style beside it.

pub mod avatar;
pub mod badge;
pub mod button;
pub mod clock48;
pub mod composer;
pub mod country;
pub mod dialog;
pub mod empty;
pub mod entry;
pub mod fact;
pub mod failure;
pub mod field;
pub mod history;
pub mod icon;
pub mod menu;
pub mod receipt;
pub mod request_row;
pub mod seller_card;
pub mod skeleton;
pub mod stars;
pub mod status;
pub mod summary;
pub mod tabs;
pub mod toast;
pub mod town;
