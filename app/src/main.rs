//! Starts the app in the browser. It must not hold pages or rules.

mod app;
mod browser;
mod chunks;
mod client;
mod components;
mod icons;
mod intl;
mod live;
mod load;
mod near;
mod pages;
mod reply;
mod route;
mod session;
mod shell;
mod stay;
mod styles;
mod theme;
mod upload;
mod words;

fn main() {
    app::start();
}
