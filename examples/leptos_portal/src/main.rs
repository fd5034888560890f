//! Somebody else's Leptos program with our components in its pages. docs/embedding/leptos.md quotes it.

#[cfg(target_arch = "wasm32")]
mod flow_logs;
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
