//! The emulator over real HTTP: one module for each part of the service.

mod client;
mod contract;
mod cors;
mod faults;
mod identity;
mod large;
mod lifecycle;
mod lists;
mod logging_ports;
mod network;
mod program;
mod regions;
mod roles;
mod site;
mod storage;
mod validation;
