#![doc = include_str!("../ARCHITECTURE.md")]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

// The public interface stands below. The modules are public for the tests and examples of this repository only, and may
// change with every version.
#[doc(hidden)]
pub mod api;
#[doc(hidden)]
pub mod auth;
#[doc(hidden)]
pub mod config;
#[doc(hidden)]
pub mod domain;
#[doc(hidden)]
pub mod i18n;
mod locale;
#[doc(hidden)]
pub mod logs;
#[doc(hidden)]
pub mod route;
#[doc(hidden)]
pub mod state;

#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
pub mod embed;
#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
pub mod pages;
#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
pub mod ui;

pub use config::{Theme, TimeZone};
#[cfg(target_arch = "wasm32")]
pub use embed::Flowlog;
#[cfg(target_arch = "wasm32")]
pub use embed::components::{
    CreateWizard, CreateWizardProps, FlowlogConsole, FlowlogConsoleProps, LogExplorer, LogExplorerProps,
    Logger, LoggerProps, LoggerTable, LoggerTableProps, PortTable, PortTableProps,
};
pub use i18n::Locale;
pub use state::events::Event as FlowlogEvent;

/// The values of events, and the store of preferences.
pub mod values {
    pub use crate::api::ApiError;
    pub use crate::api::error::Refusal;
    pub use crate::domain::logger::{
        Compression, ErrorType, LogFormat, Logger, PartitionPeriod, Status, StorageType, TargetType,
        TrafficFilter,
    };
    pub use crate::domain::template::{Partition, PartitionTemplate};
    pub use crate::domain::timestamp::Timestamp;
    pub use crate::state::notices::{Notice, Progress};
    pub use crate::state::operations::{Item, Outcome};
    pub use crate::state::preferences::Store;
}
