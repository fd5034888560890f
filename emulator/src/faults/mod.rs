//! Faults on demand: what goes wrong between a client and the service.

mod apply;
mod mangle;
mod rule;

pub use apply::apply;
pub use rule::{Faults, Rule};
