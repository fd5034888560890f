//! The statement for DuckDB.

use super::condition::{Names, columns, filter, normal};
use super::{Source, Storage, Unsupported, identifier, quoted};
use crate::field::{Column, Field, Kind};
use crate::filter::Filter;
use crate::question::{Metric, Order, Question, Show, TimeRange};

/// A statement that answers a question over these files, with the secret that an object storage needs before it.
pub fn duckdb(
    question: &Question,
    sources: &[Source],
    storage: Option<&Storage>,
) -> Result<String, Unsupported> {
    if sources.is_empty() {
        return Err(Unsupported::NoSource);
    }
    if sources.iter().any(|source| source.is_gzip && source.is_parquet) {
        return Err(Unsupported::GzipParquet);
    }
    let statement = Statement::new(question, sources);
    let mut text = storage.map_or(String::new(), secret);
    text.push_str("WITH records AS (\n");
    let selects: Vec<String> = sources.iter().map(|source| statement.source(source)).collect();
    text.push_str(&selects.join("\n  UNION ALL\n"));
    text.push_str("\n)\n");
    text.push_str(&statement.query(question)?);
    text.push(';');
    Ok(text)
}

/// Keys are for the person to fill in.
fn secret(storage: &Storage) -> String {
    let (host, is_https) = match storage.endpoint.split_once("://") {
        Some((scheme, host)) => (host, scheme == "https"),
        None => (storage.endpoint.as_str(), true),
    };
    format!(
        "INSTALL httpfs;\nLOAD httpfs;\nCREATE OR REPLACE SECRET flow_logs (\n  TYPE s3,\n  KEY_ID 'YOUR_ACCESS_KEY',\n  \
         SECRET 'YOUR_SECRET_KEY',\n  REGION {},\n  ENDPOINT {},\n  URL_STYLE 'path',\n  USE_SSL {is_https}\n);\n",
        quoted(&storage.region),
        quoted(host.trim_end_matches('/')),
    )
}

/// How many different combinations of values there are; one with an absent value is none.
fn combinations(keys: &[String]) -> String {
    let is_there: Vec<String> = keys.iter().map(|key| format!("{key} IS NOT NULL")).collect();
    let is_there = if is_there.is_empty() { "TRUE".to_owned() } else { is_there.join(" AND ") };
    let key = if keys.is_empty() { "1".to_owned() } else { format!("({})", keys.join(", ")) };
    format!("count(DISTINCT {key}) FILTER (WHERE {is_there})")
}

struct Statement {
    /// What the question reads, each column once, with its name in the statement.
    columns: Vec<(Column, String)>,
}

impl Statement {
    fn new(question: &Question, sources: &[Source]) -> Statement {
        let mut used: Vec<Column> = Vec::new();
        match &question.show {
            Show::Records { .. } => {
                let names = sources.iter().flat_map(|source| &source.columns);
                used.extend(Field::ALL.map(Column::Field));
                used.extend(names.map(|name| Column::of_file(name)));
            }
            Show::Totals | Show::Series { .. } => used.extend(counted()),
            Show::Top { by, .. } | Show::Changes { by, .. } => {
                used.extend_from_slice(by);
                used.extend(counted());
            }
            Show::Spread { by, of, .. } => {
                used.extend_from_slice(by);
                used.extend_from_slice(of);
                used.extend(counted());
            }
            Show::Distinct { by } => used.extend_from_slice(by),
        }
        if let Show::Records { by, .. } = &question.show {
            used.push(by.clone());
        }
        used.push(Field::Start.into());
        columns(&question.filter, &mut used);
        let mut named: Vec<(Column, String)> = Vec::new();
        for column in used {
            if named.iter().any(|(known, _)| *known == column) {
                continue;
            }
            let mut name = match &column {
                Column::Field(field) => field.column().to_owned(),
                Column::Other(name) if Field::of_column(name).is_some() => format!("{name}_"),
                Column::Other(name) => name.clone(),
            };
            // DuckDB does not tell upper from lower case in names.
            while named.iter().any(|(_, known)| known.to_lowercase() == name.to_lowercase()) {
                name.push('_');
            }
            named.push((column, name));
        }
        Statement { columns: named }
    }

    fn name(&self, column: &Column) -> String {
        let known = self.columns.iter().find(|(known, _)| known == column);
        identifier(known.map_or(column.name(), |(_, name)| name))
    }

    /// Reads the columns that are used from the files of a source.
    fn source(&self, source: &Source) -> String {
        let of_files: Vec<Column> = source.columns.iter().map(|name| Column::of_file(name)).collect();
        let value = |column: &Column| {
            let index = of_files.iter().position(|of_file| of_file == column)?;
            Some(if source.is_parquet {
                let name = identifier(source.columns.get(index)?);
                format!("TRY_CAST({name} AS {})", type_of(column.kind()))
            } else {
                csv_name(index)
            })
        };
        let select = self.columns.iter().map(|(column, name)| {
            let value = match value(column) {
                Some(value) => normal(&value, column.kind()),
                None => format!("NULL::{}", type_of(column.kind())),
            };
            format!("    {value} AS {}", identifier(name))
        });
        let select: Vec<String> = select.collect();
        let paths: Vec<String> = source.paths.iter().map(|path| quoted(path)).collect();
        let files = format!("[{}]", paths.join(",\n     "));
        let from = if source.is_parquet {
            format!("read_parquet(\n    {files}\n  )")
        } else {
            let types = of_files.iter().enumerate();
            let types: Vec<String> = types
                .map(|(index, column)| format!("{}: '{}'", csv_name(index), type_of(column.kind())))
                .collect();
            format!(
                "read_csv(\n    {files},\n    auto_detect = false, header = {}, compression = '{}', delim = ',', quote = '\"', \
                 escape = '\"', nullstr = ['', '-'], ignore_errors = true,\n    columns = {{{}}}\n  )",
                source.has_header,
                if source.is_gzip { "gzip" } else { "none" },
                types.join(", ")
            )
        };
        format!("  SELECT\n{}\n  FROM {from}", select.join(",\n"))
    }

    fn query(&self, question: &Question) -> Result<String, Unsupported> {
        let start = self.name(&Field::Start.into());
        let condition = filter(&question.filter, &Names(&|column| self.name(column)))?;
        let all = |range: Option<TimeRange>| {
            let mut parts: Vec<String> = range.map(|range| within(&start, range)).into_iter().collect();
            if question.filter != Filter::default() {
                parts.push(format!("({condition})"));
            }
            if parts.is_empty() { String::new() } else { format!("WHERE {}\n", parts.join(" AND ")) }
        };
        let wheres = all(question.range);
        let keys = |by: &[Column]| by.iter().map(|column| self.name(column)).collect::<Vec<_>>();
        let group = |keys: &[String]| {
            if keys.is_empty() { String::new() } else { format!("GROUP BY {}\n", keys.join(", ")) }
        };
        let order_by_keys =
            |keys: &[String]| keys.iter().map(|key| format!(", {key} NULLS FIRST")).collect::<String>();
        let list = |keys: &[String], sums: Vec<String>| [keys.to_vec(), sums].concat().join(",\n  ");
        Ok(match &question.show {
            Show::Totals => {
                let sums = [
                    self.sums("", "", ""),
                    self.sums("dropped_", "DROP", ""),
                    self.sums("accepted_", "ACCEPT", ""),
                    self.times(),
                ];
                format!("SELECT\n  {}\nFROM records\n{wheres}", sums.concat().join(",\n  "))
            }
            Show::Series { step, origin } => {
                let step = (*step).clamp(1, i64::MAX as u64);
                let shift = (step - origin % step) % step;
                let begin = format!("({start} + {shift}) // {step} * {step} - {shift} AS \"begin\"");
                let sums =
                    list(&[begin], [self.sums("", "", ""), self.sums("dropped_", "DROP", "")].concat());
                format!("SELECT\n  {sums}\nFROM records\n{wheres}GROUP BY 1\nORDER BY 1 NULLS FIRST")
            }
            Show::Top { by, metric, order, limit } => {
                let keys = keys(by);
                let direction = if *order == Order::Descending { "DESC" } else { "ASC" };
                let sums = [self.sums("", "", ""), self.sums("dropped_", "DROP", ""), self.times()].concat();
                format!(
                    "SELECT\n  {}\nFROM records\n{wheres}{}{}ORDER BY {} {direction}{}\nLIMIT {limit}",
                    list(&keys, sums),
                    group(&keys),
                    // Without a key there is one group, and none where there is no record.
                    if keys.is_empty() { "HAVING count(*) > 0\n" } else { "" },
                    identifier(&format!("sum_{}", metric.name())),
                    order_by_keys(&keys),
                )
            }
            Show::Spread { by, of, limit } => {
                let (by, of) = (keys(by), keys(of));
                let mut counts: Vec<String> = (1..)
                    .zip(&of)
                    .map(|(number, of)| format!("count(DISTINCT {of}) AS distinct_{number}"))
                    .collect();
                counts.push(format!("{} AS combined", combinations(&of)));
                let sums = [self.sums("", "", ""), self.sums("dropped_", "DROP", ""), self.times()].concat();
                format!(
                    "SELECT\n  {}\nFROM records\n{wheres}{}{}ORDER BY combined DESC{}\nLIMIT {limit}",
                    list(&[by.clone(), counts].concat(), sums),
                    group(&by),
                    if by.is_empty() { "HAVING count(*) > 0\n" } else { "" },
                    order_by_keys(&by),
                )
            }
            Show::Records { by, order, offset, limit } => {
                let direction = if *order == Order::Descending { "DESC" } else { "ASC" };
                format!(
                    "SELECT *\nFROM records\n{wheres}ORDER BY {} {direction} NULLS LAST\nLIMIT {limit} OFFSET {offset}",
                    self.name(by)
                )
            }
            Show::Distinct { by } => {
                format!("SELECT {} AS \"distinct\"\nFROM records\n{wheres}", combinations(&keys(by)))
            }
            Show::Changes { by, before, metric, limit } => {
                let keys = keys(by);
                let now = question.range.map_or("TRUE".to_owned(), |range| within(&start, range));
                let before = within(&start, *before);
                let sums = [self.sums("now_", "", &now), self.sums("before_", "", &before)].concat();
                let [now_metric, before_metric] =
                    ["now", "before"].map(|range| identifier(&format!("{range}_sum_{}", metric.name())));
                let either = match all(None) {
                    wheres if wheres.is_empty() => format!("WHERE (({now}) OR ({before}))\n"),
                    wheres => format!("{} AND (({now}) OR ({before}))\n", wheres.trim_end()),
                };
                format!(
                    ", changes AS (\n  SELECT {}\n  FROM records\n  {either}  {})\nSELECT *, CASE WHEN before_sum_flows = 0 \
                     THEN 'appeared' WHEN now_sum_flows = 0 THEN 'vanished' WHEN {now_metric} > {before_metric} THEN \
                     'grown' ELSE 'shrunk' END AS \"change\"\nFROM changes\nWHERE before_sum_flows = 0 OR now_sum_flows = 0 \
                     OR {now_metric} <> {before_metric}\nQUALIFY row_number() OVER (PARTITION BY \"change\" ORDER BY \
                     abs({now_metric} - {before_metric}) DESC{}) <= {limit}\nORDER BY \"change\", abs({now_metric} - {before_metric}) DESC",
                    list(&keys, sums),
                    group(&keys),
                    order_by_keys(&keys),
                )
            }
        })
    }

    /// The three sums of the records with an action, within a range; without the one or the other of all.
    fn sums(&self, prefix: &str, action: &str, range: &str) -> Vec<String> {
        let action_is = format!("{} = {}", self.name(&Field::Action.into()), quoted(action));
        let condition = match (action, range) {
            ("", "") => String::new(),
            ("", range) => format!(" FILTER (WHERE {range})"),
            _ => format!(" FILTER (WHERE {action_is})"),
        };
        let sum = |metric: Metric| {
            let sum = match metric {
                Metric::Flows => format!("count(*){condition}"),
                Metric::Packets => {
                    format!("coalesce(sum({}){condition}, 0)", self.name(&Field::Packets.into()))
                }
                Metric::Bytes => format!("coalesce(sum({}){condition}, 0)", self.name(&Field::Bytes.into())),
            };
            format!("{sum} AS {}", identifier(&format!("{prefix}sum_{}", metric.name())))
        };
        Metric::ALL.map(sum).into()
    }

    fn times(&self) -> Vec<String> {
        let start = self.name(&Field::Start.into());
        let action = self.name(&Field::Action.into());
        vec![
            format!("min({start}) AS \"first\""),
            format!("max({start}) AS \"last\""),
            format!("min({start}) FILTER (WHERE {action} = 'DROP') AS \"first_dropped\""),
        ]
    }
}

/// What every sum reads.
fn counted() -> [Column; 3] {
    [Field::Packets, Field::Bytes, Field::Action].map(Column::Field)
}

/// A name for a column of a CSV file: in a file two can have the same.
fn csv_name(index: usize) -> String {
    format!("c{}", index + 1)
}

fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Number | Kind::Time => "BIGINT",
        Kind::Address | Kind::Text => "VARCHAR",
    }
}

fn within(start: &str, range: TimeRange) -> String {
    // No record starts later than a signed number of 64 bits can say.
    match i64::try_from(range.until) {
        Ok(until) => format!("{start} >= {} AND {start} < {until}", range.from),
        Err(_) => format!("{start} >= {}", range.from),
    }
}
