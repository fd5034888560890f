//! What a log explorer knows: its question, its files, and the answers. `explorer` changes it.

pub mod answers;
pub mod inquiry;
pub mod loading;
pub mod plan;
pub mod quick;
pub mod range;
pub mod records;
pub mod signals;
