//! Somebody else's Leptos program with two of our components in its page: the table of loggers, and the ports of the
//! rows that are ticked in it. docs/embedding/leptos.md shows this file.

#[cfg(target_arch = "wasm32")]
mod portal;

#[cfg_attr(
    target_arch = "wasm32",
    expect(clippy::disallowed_methods, reason = "the page is this program's own")
)]
fn main() {
    #[cfg(target_arch = "wasm32")]
    leptos::mount::mount_to_body(portal::Portal);
}
