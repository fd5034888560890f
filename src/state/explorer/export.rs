//! What leaves the explorer: files of records, and SQL.

use flowlog_engine::sql::{self, Dialect, Unsupported};
use flowlog_engine::{Column, Field, Question, Record, Show, Shown, Value};
use futures_util::future::LocalBoxFuture;
use reactive_graph::graph::untrack;
use reactive_graph::prelude::*;

use super::handle::Explorer;
use crate::logs::EngineFault;
use crate::state::csv;
use crate::state::explored::inquiry::List;
use crate::state::explored::plan::Source;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Json,
}

/// Which answer is written as SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Totals,
    Series,
    List(List),
    Scans,
    Changes(List),
    Records,
}

/// Records of a piece.
const PIECE: usize = 20_000;

impl Explorer {
    fn question(self, show: Show) -> Question {
        let without = self.loaded.with_untracked(crate::state::explored::loading::Loaded::left_out);
        let range = untrack(|| self.looked_at());
        let filter = self.inquiry.with_untracked(crate::state::explored::inquiry::Inquiry::filter);
        Question { range, filter, without, show }
    }

    /// All records that the question lets through, as the pieces of a file. `hear` is told how many are written.
    pub fn export(
        self,
        format: Format,
        hear: impl Fn(u64) + 'static,
    ) -> LocalBoxFuture<'static, Result<Vec<String>, EngineFault>> {
        Box::pin(async move {
            let (by, order) =
                self.inquiry.with_untracked(|inquiry| (inquiry.records_by.clone(), inquiry.records_order));
            let engine = self.engine();
            // All pieces are of one question, also where the person asks another one meanwhile.
            let question = self.question(Show::Totals);
            let mut pieces: Vec<String> = Vec::new();
            let mut offset = 0;
            loop {
                let show = Show::Records { by: by.clone(), order, offset, limit: PIECE };
                let piece = Question { show, ..question.clone() };
                let answer = engine.ask(vec![piece]).await?.into_iter().next();
                let Some(Shown::Records(records)) = answer.map(|answer| answer.shown) else { break };
                let is_first = offset == 0;
                pieces.push(match format {
                    Format::Csv => csv_piece(&records.columns, &records.rows, is_first),
                    Format::Json => json_piece(&records.columns, &records.rows, is_first),
                });
                offset += records.rows.len();
                hear(offset as u64);
                if records.rows.len() < PIECE {
                    break;
                }
            }
            if format == Format::Json {
                pieces.push("\n]\n".to_owned());
            }
            Ok(pieces)
        })
    }

    /// A part of the present question as SQL, over the folders that have files.
    pub fn sql(self, part: Part, dialect: Dialect) -> Result<String, Unsupported> {
        self.sql_request(part, dialect).write()
    }

    fn sql_request(self, part: Part, dialect: Dialect) -> sql::Request {
        let inquiry = self.inquiry.get_untracked();
        let shown = self.answers.with_untracked(|answers| answers.shown.clone());
        let (metric, order, limit) = (inquiry.metric, inquiry.order, inquiry.limit);
        let show = match part {
            Part::Totals => Show::Totals,
            Part::Series => {
                let series = shown.as_ref().map(|shown| &shown.series);
                let (step, origin) = series.map_or((60_000, 0), |series| (series.step, series.origin));
                Show::Series { step, origin }
            }
            Part::List(list) => Show::Top { by: list.columns(), metric, order, limit },
            Part::Scans => Show::Spread {
                by: vec![Field::Src.into()],
                of: vec![Field::Dst.into(), Field::DstPort.into()],
                limit,
            },
            Part::Changes(list) => {
                let range = shown.as_ref().and_then(|shown| shown.range);
                let before = inquiry.compared.or(range.map(crate::state::explored::range::before));
                match before {
                    Some(before) => Show::Changes { by: list.columns(), before, metric, limit },
                    None => Show::Totals,
                }
            }
            Part::Records => Show::Records {
                by: inquiry.records_by.clone(),
                order: inquiry.records_order,
                offset: 0,
                limit: crate::state::explored::records::PAGE,
            },
        };
        // SQL names folders, and has no files to leave out.
        let question = Question { without: Vec::new(), ..self.question(show) };
        let files: Vec<flowlog_engine::File> = self
            .loaded
            .with_untracked(|loaded| loaded.files.iter().map(|loaded| loaded.file.clone()).collect());
        let mut sources = sql::Source::of_files(&files);
        let container = self.container();
        if let Some(container) = &container {
            for source in &mut sources {
                let is_alike = |file: &&flowlog_engine::File| {
                    file.columns == source.columns
                        && file.has_header == source.has_header
                        && file.is_gzip == source.is_gzip
                        && file.is_parquet == source.is_parquet
                };
                let mut folders: Vec<String> = files
                    .iter()
                    .filter(is_alike)
                    .filter_map(|file| Some(file.name.rsplit_once('/')?.0))
                    .map(|folder| sql::folder(&format!("s3://{container}/{folder}")))
                    .collect();
                folders.sort_unstable();
                folders.dedup();
                source.paths = folders;
            }
        }
        let storage = container.and_then(|_| self.sql_storage());
        sql::Request { dialect, question, sources, storage }
    }

    fn sql_storage(self) -> Option<sql::Storage> {
        self.console.shared.connection.with_untracked(|connection| {
            let region = &connection.as_ref()?.region;
            let endpoint = region.object_storage.as_ref()?.origin();
            Some(sql::Storage { endpoint, region: region.id.clone() })
        })
    }

    /// The container of the logger whose files are loaded.
    fn container(self) -> Option<String> {
        let is_logger = self.source.with_untracked(|source| matches!(source, Some(Source::Logger(_))));
        let storage = self.work.with_value(|work| work.storage.clone());
        storage.filter(|_| is_logger).map(|storage| storage.container.clone())
    }
}

fn name(column: &Column) -> &str {
    match column {
        Column::Field(field) => field.column(),
        Column::Other(name) => name,
    }
}

/// Times are milliseconds since 1970; an absent value is an empty cell.
fn csv_piece(columns: &[Column], records: &[Record], is_first: bool) -> String {
    let header: Vec<&str> = columns.iter().map(name).collect();
    let rows = records.iter().map(|record| {
        let cell = |value: &Option<Value>| value.as_ref().map(ToString::to_string).unwrap_or_default();
        record.values.iter().map(cell).collect::<Vec<_>>()
    });
    if is_first { csv::document(header, rows) } else { csv::rows(rows) }
}

fn json_piece(columns: &[Column], records: &[Record], is_first: bool) -> String {
    let mut text = if is_first { "[".to_owned() } else { String::new() };
    for (at, record) in records.iter().enumerate() {
        let fields = columns.iter().zip(&record.values).filter_map(|(column, value)| {
            let value = match value.as_ref()? {
                Value::Number(number) => (*number).into(),
                value => serde_json::Value::String(value.to_string()),
            };
            Some((name(column).to_owned(), value))
        });
        text.push_str(if is_first && at == 0 { "\n" } else { ",\n" });
        text.push_str(&serde_json::Value::Object(fields.collect()).to_string());
    }
    text
}
