//! The files of a source as a table, as each database reads files.

use super::dialect::{ACCESS_KEY, BUCKET, Dialect, SECRET_KEY};
use super::note::Unsupported;
use super::place::{Dated, Name, Place, braces, folders};
use super::source::{Source, Storage};
use super::words::{backquoted, backslashed, free_name};
use crate::field::{Column, Kind};

/// What the query reads.
pub struct Table {
    /// The statement that makes the table, where there is one.
    pub made_by: Option<String>,
    /// What stands behind FROM, with its condition.
    pub from: String,
    /// The columns with their names in the table.
    pub columns: Vec<(Column, String)>,
    /// Whether the columns have the types of their kinds.
    pub is_typed: bool,
}

/// The tables over all sources.
pub fn tables(
    dialect: Dialect,
    sources: &[Source],
    storage: Option<&Storage>,
) -> Result<Vec<Table>, Unsupported> {
    match dialect {
        Dialect::DuckDb => Ok(sources.iter().map(duckdb).collect()),
        Dialect::ClickHouse => sources.iter().map(|source| clickhouse(source, storage)).collect(),
        Dialect::Spark => {
            let alike = alike_in_folders(sources)?;
            (1..).zip(&alike).map(|(number, (source, folders))| spark(number, source, folders)).collect()
        }
        Dialect::Trino | Dialect::Athena => {
            let make = if dialect == Dialect::Trino { trino } else { athena };
            let alike = alike_in_folders(sources)?;
            let located = alike.iter().flat_map(|(source, folders)| {
                Location::of(folders).into_iter().map(|location| (*source, location))
            });
            Ok((1..)
                .zip(located)
                .map(|(number, (source, location))| make(&table_name(number), source, &location))
                .collect())
        }
    }
}

fn table_name(number: usize) -> String {
    format!("flow_logs_{number}")
}

/// The sources with their folders. A database that reads folders takes gzip by the name of each file.
fn alike_in_folders(sources: &[Source]) -> Result<Vec<(&Source, Vec<String>)>, Unsupported> {
    let mut alike: Vec<(&Source, Vec<String>)> = Vec::new();
    for source in sources {
        let folders = folders(source)?;
        let is_alike = |known: &&mut (&Source, _)| {
            let known = known.0;
            known.columns == source.columns
                && known.has_header == source.has_header
                && known.is_parquet == source.is_parquet
        };
        match alike.iter_mut().find(is_alike) {
            Some((_, known)) => {
                known.extend(folders);
                known.sort();
                known.dedup();
            }
            None => alike.push((source, folders)),
        }
    }
    let mut seen: Vec<&String> = Vec::new();
    for folder in alike.iter().flat_map(|(_, folders)| folders) {
        if seen.contains(&folder) {
            return Err(Unsupported::MixedFolder(folder.clone()));
        }
        seen.push(folder);
    }
    Ok(alike)
}

/// The columns of a source with their names in the table: plain ones for CSV, which has no names or may have one twice,
/// those of the file for Parquet.
fn named(source: &Source) -> Vec<(Column, String)> {
    let mut named: Vec<(Column, String)> = Vec::new();
    for (index, name) in source.columns.iter().enumerate() {
        let column = Column::of_file(name);
        let is_plain =
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let name = match is_plain {
            _ if source.is_parquet => name.clone(),
            true => name.to_ascii_lowercase(),
            false => format!("c{}", index + 1),
        };
        let name = free_name(name, named.iter().map(|(_, name)| name.as_str()));
        named.push((column, name));
    }
    named
}

/// `name TYPE`, for each column.
fn typed(columns: &[(Column, String)], column: impl Fn(&str, Kind) -> String) -> Vec<String> {
    columns.iter().map(|(of_file, name)| column(name, of_file.kind())).collect()
}

fn duckdb(source: &Source) -> Table {
    let d = Dialect::DuckDb;
    let columns = named(source);
    let paths: Vec<String> = source.paths.iter().map(|path| d.literal(path)).collect();
    let files = format!("[{}]", paths.join(",\n     "));
    let from = if source.is_parquet {
        format!("read_parquet(\n    {files},\n    hive_partitioning = false\n  )")
    } else {
        let types = typed(&columns, |name, kind| format!("{}: '{}'", d.identifier(name), d.type_of(kind)));
        format!(
            "read_csv(\n    {files},\n    auto_detect = false, header = {}, compression = '{}', delim = ',', quote = '\"', \
             escape = '\"', nullstr = ['', '-'], ignore_errors = true, hive_partitioning = false,\n    columns = {{{}}}\n  )",
            source.has_header,
            if source.is_gzip { "gzip" } else { "none" },
            types.join(", ")
        )
    };
    Table { made_by: None, from, columns, is_typed: !source.is_parquet }
}

fn clickhouse(source: &Source, storage: Option<&Storage>) -> Result<Table, Unsupported> {
    let d = Dialect::ClickHouse;
    let mut paths = Vec::new();
    for path in &source.paths {
        let place = Place::of(path)?;
        let (start, name) = match &place.name {
            Name::One(name) => ("", name),
            Name::Ending(ending) => ("*", ending),
        };
        // ClickHouse has no sign that takes the meaning from another one.
        if place.folder.contains(['*', '?', '{', '}']) || name.contains(['*', '?', '{', '}']) {
            return Err(Unsupported::Path(path.clone()));
        }
        paths.push(format!("{}/{start}{name}", place.folder));
    }
    let path = braces(&paths, 0).ok_or_else(|| Unsupported::Path(paths.concat()))?;
    let columns = named(source);
    let format = match (source.is_parquet, source.has_header) {
        (true, _) => "Parquet",
        (false, true) => "CSVWithNames",
        (false, false) => "CSV",
    };
    let mut arguments = match (path.strip_prefix("s3://"), storage) {
        (Some(key), Some(storage)) => {
            vec![format!("{}/{}", storage.endpoint.trim_end_matches('/'), encoded(key))]
        }
        _ => vec![path.clone()],
    };
    let is_remote = path.starts_with("s3://");
    if is_remote {
        arguments.extend([ACCESS_KEY, SECRET_KEY].map(str::to_owned));
    }
    arguments.push(format.to_owned());
    if !source.is_parquet {
        let types = typed(&columns, |name, kind| format!("{} {}", d.identifier(name), d.type_of(kind)));
        arguments.extend([types.join(", "), if source.is_gzip { "gzip" } else { "none" }.to_owned()]);
    }
    let arguments: Vec<String> = arguments.iter().map(|argument| d.literal(argument)).collect();
    let from = format!("{}(\n    {}\n  )", if is_remote { "s3" } else { "file" }, arguments.join(",\n    "));
    Ok(Table { made_by: None, from, columns, is_typed: !source.is_parquet })
}

/// A path in a URL of ClickHouse, whose own signs stay.
fn encoded(path: &str) -> String {
    let is_kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~/:=*{},".contains(&byte);
    path.bytes()
        .map(|byte| if is_kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn spark(number: usize, source: &Source, folders: &[String]) -> Result<Table, Unsupported> {
    let d = Dialect::Spark;
    let special = folders.iter().find(|folder| folder.contains(['*', '?', '[', ']', '{', '}', ',', '\\']));
    if let Some(folder) = special {
        return Err(Unsupported::Path(folder.clone()));
    }
    let folders: Vec<String> = folders
        .iter()
        .map(|folder| folder.strip_prefix("s3://").map_or(folder.clone(), |key| format!("s3a://{key}")))
        .collect();
    // Where a slash stands in the braces, Spark takes each path as it is and does not look at the names beside it.
    let path = braces(&folders, 1).ok_or_else(|| Unsupported::Path(folders.concat()))?;
    let name = table_name(number);
    let columns = named(source);
    let path = d.literal(&path);
    let made_by = if source.is_parquet {
        format!(
            "CREATE OR REPLACE TEMPORARY VIEW {name}\nUSING parquet\nOPTIONS (path {path}, recursiveFileLookup 'true')"
        )
    } else {
        let types = typed(&columns, |name, kind| format!("{} {}", d.identifier(name), d.type_of(kind)));
        format!(
            "CREATE OR REPLACE TEMPORARY VIEW {name} (\n  {}\n)\nUSING csv\nOPTIONS (\n  path {path},\n  header '{}', \
             recursiveFileLookup 'true', multiLine 'true', mode 'DROPMALFORMED',\n  nullValue '-', quote '\"', escape '\"'\n)",
            types.join(",\n  "),
            source.has_header
        )
    };
    Ok(Table { made_by: Some(made_by), from: name, columns, is_typed: !source.is_parquet })
}

/// Folders that one table of Hive can hold.
struct Location {
    /// With a slash at its end.
    folder: String,
    projection: Option<Projection>,
}

/// Folders that a database finds by the time in their names.
struct Projection {
    /// The path before the time.
    before: String,
    format: String,
    is_hourly: bool,
    /// From the first to the last that the question needs.
    times: (String, String),
}

impl Location {
    /// Of folders in the order of their names. Each that has no time in its name is a table.
    fn of(folders: &[String]) -> Vec<Location> {
        let mut locations: Vec<Location> = Vec::new();
        for folder in folders {
            let Some(dated) = Dated::of(folder) else {
                locations.push(Location { folder: format!("{folder}/"), projection: None });
                continue;
            };
            let projections = locations.iter_mut().filter_map(|location| location.projection.as_mut());
            let known = projections
                .into_iter()
                .find(|projection| projection.before == dated.before && projection.format == dated.format);
            match known {
                Some(projection) => projection.times.1 = dated.time,
                None => locations.push(Location {
                    folder: dated
                        .before
                        .rsplit_once('/')
                        .map_or(String::new(), |(folder, _)| format!("{folder}/")),
                    projection: Some(Projection {
                        before: dated.before,
                        format: dated.format,
                        is_hourly: dated.is_hourly,
                        times: (dated.time.clone(), dated.time),
                    }),
                }),
            }
        }
        locations
    }
}

/// The name of the column that chooses the folders, where there is one.
fn partition(columns: &[(Column, String)], location: &Location) -> Option<String> {
    let taken = columns.iter().map(|(_, name)| name.as_str());
    location.projection.as_ref().map(|_| free_name("folder".to_owned(), taken))
}

/// A table of Hive for a query of Trino: its columns, and where they are read from.
fn of_hive(
    name: &str,
    made_by: String,
    columns: Vec<(Column, String)>,
    partition: Option<&str>,
    location: &Location,
) -> Table {
    let d = Dialect::Trino;
    let from = match (partition, &location.projection) {
        (Some(partition), Some(Projection { times: (first, last), .. })) => format!(
            "{name}\n  WHERE {} BETWEEN {} AND {}",
            d.identifier(partition),
            d.literal(first),
            d.literal(last)
        ),
        _ => name.to_owned(),
    };
    Table { made_by: Some(made_by), from, columns, is_typed: true }
}

/// Folders are named in KST, and a database's present time is in UTC, nine hours earlier.
const TO_TOMORROW: &str = "NOW+1DAY";

fn trino(name: &str, source: &Source, location: &Location) -> Table {
    let d = Dialect::Trino;
    let columns = named(source);
    let partition = partition(&columns, location);
    let name = format!("hive.default.{name}");
    let mut lines = typed(&columns, |name, kind| format!("{} {}", d.identifier(name), d.type_of(kind)));
    let mut with = vec![format!("external_location = {}", d.literal(&location.folder))];
    if source.is_parquet {
        with.push("format = 'PARQUET'".to_owned());
    } else {
        with.extend(["format = 'TEXTFILE'", "textfile_field_separator = ','"].map(str::to_owned));
        if source.has_header {
            with.push("skip_header_line_count = 1".to_owned());
        }
    }
    if let (Some(partition), Some(projection)) = (&partition, &location.projection) {
        lines.push(format!(
            "{} VARCHAR WITH (\n    partition_projection_type = 'date',\n    partition_projection_format = {},\n    \
             partition_projection_range = ARRAY[{}, '{TO_TOMORROW}'],\n    partition_projection_interval = 1,\n    \
             partition_projection_interval_unit = '{}'\n  )",
            d.identifier(partition),
            d.literal(&projection.format),
            d.literal(&projection.times.0),
            projection.unit(),
        ));
        with.extend([
            format!("partitioned_by = ARRAY[{}]", d.literal(partition)),
            "partition_projection_enabled = true".to_owned(),
            format!(
                "partition_projection_location_template = {}",
                d.literal(&projection.template(partition))
            ),
        ]);
    }
    let made_by =
        format!("CREATE TABLE {name} (\n  {}\n)\nWITH (\n  {}\n)", lines.join(",\n  "), with.join(",\n  "));
    of_hive(&name, made_by, columns, partition.as_deref(), location)
}

fn athena(name: &str, source: &Source, location: &Location) -> Table {
    let columns = named(source);
    let partition = partition(&columns, location);
    let type_of = |kind| match kind {
        Kind::Number | Kind::Time => "BIGINT",
        Kind::Address | Kind::Text => "STRING",
    };
    let lines = typed(&columns, |name, kind| format!("{} {}", backquoted(name), type_of(kind)));
    let mut made_by = format!("CREATE EXTERNAL TABLE {name} (\n  {}\n)\n", lines.join(",\n  "));
    if let Some(partition) = &partition {
        made_by.push_str(&format!("PARTITIONED BY ({} STRING)\n", backquoted(partition)));
    }
    made_by.push_str(if source.is_parquet {
        "STORED AS PARQUET\n"
    } else {
        "ROW FORMAT DELIMITED FIELDS TERMINATED BY ','\nSTORED AS TEXTFILE\n"
    });
    made_by.push_str(&format!("LOCATION {}", backslashed(&replicated(&location.folder))));
    let mut properties: Vec<(String, String)> = Vec::new();
    if source.has_header && !source.is_parquet {
        properties.push(("skip.header.line.count".to_owned(), "1".to_owned()));
    }
    if let (Some(partition), Some(projection)) = (&partition, &location.projection) {
        let of_column = |name: &str| format!("projection.{partition}.{name}");
        properties.extend([
            ("projection.enabled".to_owned(), "true".to_owned()),
            (of_column("type"), "date".to_owned()),
            (of_column("format"), projection.format.clone()),
            (of_column("range"), format!("{},{TO_TOMORROW}", projection.times.0)),
            (of_column("interval"), "1".to_owned()),
            (of_column("interval.unit"), projection.unit().to_owned()),
            ("storage.location.template".to_owned(), replicated(&projection.template(partition))),
        ]);
    }
    if !properties.is_empty() {
        let properties: Vec<String> = properties
            .iter()
            .map(|(name, value)| format!("{} = {}", backslashed(name), backslashed(value)))
            .collect();
        made_by.push_str(&format!("\nTBLPROPERTIES (\n  {}\n)", properties.join(",\n  ")));
    }
    of_hive(name, made_by, columns, partition.as_deref(), location)
}

impl Projection {
    fn unit(&self) -> &'static str {
        if self.is_hourly { "HOURS" } else { "DAYS" }
    }

    fn template(&self, partition: &str) -> String {
        format!("{}${{{partition}}}/", self.before)
    }
}

/// The path in the bucket of AWS to which a person has copied the files.
fn replicated(path: &str) -> String {
    let key = path.strip_prefix("s3://").and_then(|path| path.split_once('/')).map_or("", |(_, key)| key);
    format!("s3://{BUCKET}/{key}")
}
