#![doc = include_str!("../ARCHITECTURE.md")]
#![forbid(unsafe_code)]

pub mod api;
pub mod auth;
pub mod config;
pub mod domain;
pub mod i18n;
pub mod reactive;
pub mod route;
pub mod state;
mod text;

#[cfg(target_arch = "wasm32")]
pub mod embed;
#[cfg(target_arch = "wasm32")]
pub mod pages;
#[cfg(target_arch = "wasm32")]
pub mod ui;
