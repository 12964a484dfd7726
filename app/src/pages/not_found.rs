//! An address that leads nowhere.

use crate::components::button::{Button, Look};
use crate::components::empty::Empty;
use crate::route::{self, Page};
use crate::words::say;
use leptos::prelude::*;

pub fn not_found() -> AnyView {
    view! {
        <Empty icon_name="compass" title=say::NOT_FOUND_TITLE text=say::NOT_FOUND_TEXT whole_page=true>
            <Button label=say::NAV_HOME look=Look::Primary press=|()| route::go(Page::Home) />
        </Empty>
    }
    .into_any()
}
