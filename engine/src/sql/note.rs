//! What a person has to know about a text of SQL, and why there is none. A page says each in its own words.

use std::fmt;

use super::dialect::{ACCESS_KEY, BUCKET, Dialect, SECRET_KEY};
use crate::filter::Network;

/// What a person has to know or to do before the text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// The keys of the object storage are placeholders.
    Keys,
    /// Trino has the keys in the properties of a catalog, not in SQL.
    TrinoCatalog,
    /// Athena reads the S3 of AWS alone: the files have to be copied there.
    AwsOnly,
    /// Athena runs one statement at a time.
    OneByOne,
    /// Spark needs a package to reach an object storage.
    SparkPackage,
    /// Folders are read as a whole, also where the question needs some of their files.
    WholeFolders,
    /// The range of folders ends a day later than now in UTC, because folders are named in KST.
    LaterDay,
    /// A value in quotes keeps them, and a comma within it ends the value.
    NoQuotes,
    /// Parquet has to have whole numbers where the table says so.
    ParquetTypes,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::Keys => write!(f, "Replace {ACCESS_KEY} and {SECRET_KEY} by the keys of the S3 API."),
            Note::TrinoCatalog => {
                f.write_str("The catalog `hive` (etc/catalog/hive.properties) needs a metastore and these properties (before version 480, \
                 fs.native-s3.enabled in place of fs.s3.enabled):")
            }
            Note::AwsOnly => write!(
                f,
                "Athena reads the S3 of AWS alone. Copy the folders to a bucket there, and replace {BUCKET} by its name."
            ),
            Note::OneByOne => f.write_str("Athena runs one statement at a time: run each up to its semicolon."),
            Note::SparkPackage => {
                f.write_str("Start Spark with the package org.apache.hadoop:hadoop-aws of its own version of Hadoop.")
            }
            Note::WholeFolders => f.write_str("All files in the folders are read. They must have the same columns."),
            Note::LaterDay => f.write_str(
                "Folders are named in KST and the present time of a table is in UTC, so its range ends a day later.",
            ),
            Note::NoQuotes => f.write_str("The table knows no quotes: values must not contain a comma."),
            Note::ParquetTypes => f.write_str("The types of the table have to be those of the Parquet files."),
        }
    }
}

/// Why a question cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsupported {
    /// An IPv6 network of more than one address, whose prefix has more than 16 bits or begins with zeros.
    Network(Network),
    /// A Parquet file within gzip.
    GzipParquet,
    /// There are no files.
    NoSource,
    /// The S3 API cannot reach a container of this name.
    Container(String),
    /// The database reads an object storage alone, and a file lies elsewhere.
    Local(Dialect),
    /// Spark reads no file from a disk whose name has a colon; from an object storage it does.
    Colon(String),
    /// The database inflates a file when its name ends in `.gz`, and the names of these files say otherwise.
    GzipName(String),
    /// The database reads whole folders, and this one has files of different columns or formats.
    MixedFolder(String),
    /// The database cannot name this path.
    Path(String),
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unsupported::Network(network) => {
                write!(
                    f,
                    "SQL has no test for the IPv6 network {network}; ask for single addresses or for a prefix of 16 bits"
                )
            }
            Unsupported::GzipParquet => {
                f.write_str("no database reads Parquet files that are compressed as a whole")
            }
            Unsupported::NoSource => f.write_str("there is no file that has a record"),
            Unsupported::Container(name) => {
                write!(
                    f,
                    "the name {name} breaks the rules of S3, so that the S3 API cannot reach the container"
                )
            }
            Unsupported::Local(dialect) => {
                write!(f, "{} reads files in an object storage alone", dialect.name())
            }
            Unsupported::Colon(path) => {
                write!(f, "Spark reads no file from a disk whose name has a colon: {path}")
            }
            Unsupported::GzipName(path) => write!(
                f,
                "Spark, Trino and Athena inflate a file only when its name ends in .gz, and then always: {path}"
            ),
            Unsupported::MixedFolder(folder) => write!(
                f,
                "Spark, Trino and Athena read whole folders, and this one has files of different columns or formats: {folder}"
            ),
            Unsupported::Path(path) => write!(f, "the database cannot name {path}"),
        }
    }
}

impl std::error::Error for Unsupported {}
