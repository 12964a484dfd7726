//! Starts the app in the browser. It must not hold pages or rules.

mod app;
mod components;
mod pages;
mod styles;

fn main() {
    app::start();
}
