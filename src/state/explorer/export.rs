//! What leaves the explorer: files of records, and SQL.

use std::sync::Arc;

use flowlog_engine::sql::{self, Dialect, Unsupported};
use flowlog_engine::{Column, Field, File, Question, Record, Show, Shown, Value};
use futures_util::future::LocalBoxFuture;
use reactive_graph::graph::untrack;
use reactive_graph::prelude::*;

use super::handle::Explorer;
use crate::state::csv;
use crate::state::explored::inquiry::List;
use crate::state::explored::plan::{Plan, Source, Storage};

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

    /// Writes all records that the question lets through, and says whether they are all written. `take` gets each piece
    /// of the file, and how many records are written then.
    pub fn export(
        self,
        format: Format,
        mut take: impl FnMut(String, u64) + 'static,
    ) -> LocalBoxFuture<'static, bool> {
        Box::pin(async move {
            // A new engine would have no records.
            let Some(engine) = self.engine.get_value() else { return false };
            let read = || self.work.try_with_value(|work| work.read);
            let begun = read();
            let (by, order) =
                self.inquiry.with_untracked(|inquiry| (inquiry.records_by.clone(), inquiry.records_order));
            // All pieces are of one question, also where the person asks another one meanwhile.
            let question = self.question(Show::Totals);
            let mut offset = 0;
            loop {
                let show = Show::Records { by: by.clone(), order, offset, limit: PIECE };
                let piece = Question { show, ..question.clone() };
                let records = match engine.ask(vec![piece]).await {
                    Ok(answers) => answers.into_iter().next().map(|answer| answer.shown),
                    Err(fault) => {
                        self.engine_failed(fault);
                        return false;
                    }
                };
                // Records that come meanwhile move those that are not written yet.
                let Some(Shown::Records(records)) = records.filter(|_| read() == begun) else { return false };
                let is_first = offset == 0;
                let mut text = match format {
                    Format::Csv => csv_piece(&records.columns, &records.rows, is_first),
                    Format::Json => json_piece(&records.columns, &records.rows, is_first),
                };
                offset += records.rows.len();
                let is_last = records.rows.len() < PIECE;
                if is_last && format == Format::Json {
                    text.push_str("\n]\n");
                }
                take(text, offset as u64);
                if is_last {
                    return true;
                }
            }
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
        let plan = self.plan_for_sql();
        let mut question = self.question(show);
        // SQL names folders, and has no files to leave out.
        question.without.clear();
        if let Some(plan) = &plan {
            let zoom = inquiry.zooms.last().copied();
            question.range = zoom.or(plan.window);
        }
        let storage = self.storage_of_logger();
        let sources = self.sql_sources(plan.as_deref(), storage.as_ref());
        let storage = storage.map(|storage| sql::Storage {
            endpoint: storage.storage.endpoint.origin(),
            region: storage.region.clone(),
        });
        sql::Request { dialect, question, sources, storage }
    }

    /// The plan of a logger whose range is not loaded, or not all of it: the SQL is for what a browser cannot hold.
    fn plan_for_sql(self) -> Option<Arc<Plan>> {
        let plan = self.planning.with_untracked(|planning| planning.plan.clone())?;
        let is_loaded = plan.fits()
            && self.loaded.with_untracked(|loaded| {
                !loaded.files.is_empty() && (loaded.sample.is_none() || loaded.window != plan.window)
            });
        self.storage_of_logger().filter(|_| !is_loaded).map(|_| plan)
    }

    /// What the SQL reads: the folders of a logger, or files of this device.
    fn sql_sources(self, plan: Option<&Plan>, storage: Option<&Storage>) -> Vec<sql::Source> {
        let mut files: Vec<File> =
            self.loaded.with_untracked(|loaded| loaded.counted().map(|loaded| loaded.file.clone()).collect());
        if let (Some(plan), Some(storage)) = (plan, storage) {
            // What the logger says of its files, unless some of them were read.
            let known = files.iter().find(|file| !file.columns.is_empty()).cloned();
            let known = known.unwrap_or_else(|| File {
                columns: storage.columns.clone(),
                is_gzip: storage.is_gzip,
                is_parquet: storage.is_parquet,
                ..File::default()
            });
            files = plan.files.iter().map(|file| File { name: file.name.clone(), ..known.clone() }).collect();
        }
        let mut sources = sql::Source::of_files(&files);
        let Some(storage) = storage else { return sources };
        for path in sources.iter_mut().flat_map(|source| &mut source.paths) {
            *path = format!("s3://{}/{path}", storage.container);
        }
        sql::Source::by_folder(sources)
    }

    /// Where the files of the logger lie that is open.
    fn storage_of_logger(self) -> Option<Storage> {
        let is_logger = self.source.with_untracked(|source| matches!(source, Some(Source::Logger(_))));
        self.work.with_value(|work| work.storage.clone()).filter(|_| is_logger)
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
