//! The emulator over real HTTP: one module for each part of the service.

mod client;
mod contract;
mod faults;
mod identity;
mod lifecycle;
mod lists;
mod logging_ports;
mod network;
mod program;
mod site;
mod storage;
mod validation;
