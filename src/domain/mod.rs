//! What a logger, a logging port, a storage URL and a path template are.
//!
//! Pure values and rules: no serde, no browser, nothing of the rest of the crate.

pub mod draft;
pub mod endpoint;
pub mod log_fields;
pub mod log_files;
pub mod logger;
pub mod logging_port;
pub mod resource;
pub mod storage_url;
pub mod template;
pub mod timestamp;
pub mod web_url;
