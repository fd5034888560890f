//! The databases.

use serde::Deserialize;

/// What a person replaces.
pub const ACCESS_KEY: &str = "YOUR_ACCESS_KEY";
pub const SECRET_KEY: &str = "YOUR_SECRET_KEY";
pub const BUCKET: &str = "YOUR_AWS_BUCKET";

/// A database that runs SQL over files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialect {
    #[serde(rename = "duckdb")]
    DuckDb,
    #[serde(rename = "clickhouse")]
    ClickHouse,
    Spark,
    /// With a catalog of its Hive connector.
    Trino,
    /// The service of AWS, which reads its S3 alone.
    Athena,
}

impl Dialect {
    pub const ALL: [Dialect; 5] =
        [Dialect::DuckDb, Dialect::ClickHouse, Dialect::Spark, Dialect::Trino, Dialect::Athena];

    /// Its own name for itself.
    pub const fn name(self) -> &'static str {
        match self {
            Dialect::DuckDb => "DuckDB",
            Dialect::ClickHouse => "ClickHouse",
            Dialect::Spark => "Spark",
            Dialect::Trino => "Trino",
            Dialect::Athena => "Athena",
        }
    }

    /// Whether it reads whole folders, and inflates a file by its name.
    pub(super) const fn reads_folders(self) -> bool {
        matches!(self, Dialect::Spark | Dialect::Trino | Dialect::Athena)
    }
}
