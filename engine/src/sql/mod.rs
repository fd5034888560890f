//! Writes a question as SQL, over the files where they lie, for a person to paste and run.
//!
//! The statement (`statement.rs`) is the same for all databases. They differ in words (`words.rs`) and in how they
//! read files (`table.rs`). What the text takes care of:
//! - A glob has the exact depth of the files. `**` would also find the zero-byte file that the service writes as a
//!   trial, on which DuckDB stops. So folders are named one by one, and only those that have files: DuckDB stops on a
//!   glob that finds nothing, too.
//! - Compression is said where a database lets it be said. Spark, Trino and Athena go by `.gz` at the end of a name.
//! - Names of files contain `:`, on which a glob of Spark fails. Spark, Trino and Athena read folders.
//! - Folders are named in KST, and a projection of Trino or Athena ends at the present time in UTC: a day is added.
//! - The keys of an object storage are placeholders.
//! - In SQL a condition on NULL is neither true nor false. `NOT` is written so that it means what it means in a
//!   [`Filter`](crate::Filter).
//!
//! DuckDB leaves out a row whose columns are too few or too many, as the engine does, and one whose number is none
//! where the question reads that column. It does not check that an address is one. Times in Parquet are expected as
//! whole numbers.

mod condition;
mod dialect;
mod note;
mod place;
mod source;
mod statement;
mod table;
mod words;

pub use dialect::Dialect;
pub use note::{Note, Unsupported};
pub use source::{Source, Storage, is_bucket_name};

use self::dialect::{ACCESS_KEY, SECRET_KEY};
use self::statement::Statement;
use crate::question::Question;

/// A question to write as SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub dialect: Dialect,
    /// Files that it is [`without`](Question::without) do not belong in the sources.
    pub question: Question,
    pub sources: Vec<Source>,
    /// For files that lie in an object storage.
    pub storage: Option<Storage>,
}

impl Request {
    /// The statements, with a comment for each of the [`notes`](Request::notes).
    pub fn write(&self) -> Result<String, Unsupported> {
        self.check()?;
        let tables = table::tables(self.dialect, &self.sources, self.storage.as_ref())?;
        let statement = Statement::new(self.dialect, &self.question, &self.sources);
        let query = statement.over(&tables, &self.question)?;
        let mut text: String = self.notes().iter().map(|note| format!("-- {note}\n")).collect();
        if let Some(storage) = &self.storage {
            text.push_str(&self.dialect.access(storage));
        }
        for made_by in tables.iter().filter_map(|table| table.made_by.as_ref()) {
            text.push_str(&format!("{made_by};\n\n"));
        }
        text.push_str(&query);
        if self.dialect == Dialect::ClickHouse {
            text.push_str(CLICKHOUSE_SETTINGS);
        }
        text.push(';');
        Ok(text)
    }

    fn check(&self) -> Result<(), Unsupported> {
        if self.sources.is_empty() {
            return Err(Unsupported::NoSource);
        }
        for source in &self.sources {
            if source.is_gzip && source.is_parquet {
                return Err(Unsupported::GzipParquet);
            }
            for path in &source.paths {
                match place::container(path) {
                    Some(name) if !is_bucket_name(name) => {
                        return Err(Unsupported::Container(name.to_owned()));
                    }
                    None if matches!(self.dialect, Dialect::Trino | Dialect::Athena) => {
                        return Err(Unsupported::Local(self.dialect));
                    }
                    None if self.dialect == Dialect::Spark && path.contains(':') => {
                        return Err(Unsupported::Colon(path.clone()));
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// What a person has to know or to do before the text runs.
    pub fn notes(&self) -> Vec<Note> {
        let dialect = self.dialect;
        let is_hive = matches!(dialect, Dialect::Trino | Dialect::Athena);
        let mut paths = self.sources.iter().flat_map(|source| &source.paths);
        let is_remote = paths.clone().any(|path| place::container(path).is_some());
        let is_dated =
            paths.any(|path| place::Place::of(path).is_ok_and(|it| place::Dated::of(&it.folder).is_some()));
        let has_csv = self.sources.iter().any(|source| !source.is_parquet);
        let has_parquet = self.sources.iter().any(|source| source.is_parquet);
        [
            (is_remote && dialect != Dialect::Athena, Note::Keys),
            (dialect == Dialect::Athena, Note::AwsOnly),
            (dialect == Dialect::Athena, Note::OneByOne),
            (dialect == Dialect::Spark && is_remote, Note::SparkPackage),
            (dialect.reads_folders(), Note::WholeFolders),
            (is_hive && is_dated, Note::LaterDay),
            (is_hive && has_csv, Note::NoQuotes),
            (is_hive && has_parquet, Note::ParquetTypes),
            // Its properties follow.
            (dialect == Dialect::Trino, Note::TrinoCatalog),
        ]
        .into_iter()
        .filter_map(|(is_so, note)| is_so.then_some(note))
        .collect()
    }
}

/// How ClickHouse reads what the engine reads as well: `-` is no value, columns have their places and not their names,
/// and a row that does not fit is left out.
const CLICKHOUSE_SETTINGS: &str = "\nSETTINGS format_csv_null_representation = '-', input_format_csv_detect_header = 0, \
     input_format_with_names_use_header = 0,\n  input_format_csv_trim_whitespaces = 0, input_format_allow_errors_ratio = 1, \
     use_hive_partitioning = 0,\n  prefer_column_name_to_alias = 1";

impl Dialect {
    /// What opens an object storage. Keys are for the person to fill in.
    fn access(self, storage: &Storage) -> String {
        let endpoint = storage.endpoint.trim_end_matches('/');
        let (host, is_https) = match endpoint.split_once("://") {
            Some((scheme, host)) => (host, scheme == "https"),
            None => (endpoint, true),
        };
        let region = &storage.region;
        match self {
            Dialect::DuckDb => format!(
                "INSTALL httpfs;\nLOAD httpfs;\nCREATE OR REPLACE SECRET flow_logs (\n  TYPE s3,\n  KEY_ID '{ACCESS_KEY}',\n  \
                 SECRET '{SECRET_KEY}',\n  REGION {},\n  ENDPOINT {},\n  URL_STYLE 'path',\n  USE_SSL {is_https}\n);\n\n",
                self.literal(region),
                self.literal(host),
            ),
            Dialect::Spark => {
                [
                    ("endpoint", endpoint),
                    ("endpoint.region", region.as_str()),
                    ("path.style.access", "true"),
                    ("access.key", ACCESS_KEY),
                    ("secret.key", SECRET_KEY),
                ]
                .map(|(key, value)| format!("SET fs.s3a.{key}={value};\n"))
                .concat()
                    + "\n"
            }
            Dialect::Trino => {
                [
                    ("connector.name", "hive"),
                    ("hive.partition-projection-enabled", "true"),
                    // Older versions say `fs.native-s3.enabled`.
                    ("fs.s3.enabled", "true"),
                    ("s3.endpoint", endpoint),
                    ("s3.region", region.as_str()),
                    ("s3.path-style-access", "true"),
                    ("s3.aws-access-key", ACCESS_KEY),
                    ("s3.aws-secret-key", SECRET_KEY),
                ]
                .map(|(key, value)| format!("--   {key}={value}\n"))
                .concat()
                    + "\n"
            }
            // ClickHouse has the keys where it names the files, and Athena needs none.
            Dialect::ClickHouse | Dialect::Athena => String::new(),
        }
    }
}

#[cfg(test)]
mod tests;
