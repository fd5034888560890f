//! Asks for records that are seen, and opens one.

use std::sync::Arc;

use flowlog_engine::{Answer, Question, Show, Shown};
use futures_util::future::LocalBoxFuture;
use reactive_graph::graph::untrack;
use reactive_graph::prelude::*;

use super::handle::Explorer;
use crate::state::explored::records::{Asked, Cell, Opened, PAGE};

/// Pages that are kept: those farthest from what is seen go first.
const MOST_PAGES: usize = 50;

impl Explorer {
    fn records_asked(self) -> Asked {
        let (generation, without) =
            self.loaded.with_untracked(|loaded| (loaded.generation, loaded.left_out()));
        let range = untrack(|| self.looked_at());
        self.inquiry.with_untracked(|inquiry| Asked {
            generation,
            range,
            filter: inquiry.filter(),
            without,
            by: inquiry.records_by.clone(),
            order: inquiry.records_order,
        })
    }

    /// Asks for the records from `first` to `last`, which are seen, unless they are there. The last answer stays until
    /// the new one is there.
    pub fn see_records(self, first: u64, last: u64) -> LocalBoxFuture<'static, ()> {
        Box::pin(async move {
            let page = |at: u64| usize::try_from(at).unwrap_or(usize::MAX) / PAGE;
            let (first, last) = (page(first), page(last).min(page(first).saturating_add(9)));
            // Records may come, or the question change, while it is answered.
            while let Some(engine) = self.engine.try_get_value().flatten() {
                let asked = self.records_asked();
                let missing: Vec<usize> = self.records.with_untracked(|list| {
                    let is_same = list.asked.as_ref() == Some(&asked);
                    (first..=last).filter(|page| !is_same || !list.pages.contains_key(page)).collect()
                });
                if missing.is_empty() {
                    return;
                }
                let _asking = AskingRecords::begin(self);
                let question = |page: &usize| Question {
                    range: asked.range,
                    filter: asked.filter.clone(),
                    without: asked.without.clone(),
                    show: Show::Records {
                        by: asked.by.clone(),
                        order: asked.order,
                        offset: page.saturating_mul(PAGE),
                        limit: PAGE,
                    },
                };
                let questions = missing.iter().map(question).collect();
                match engine.ask(questions).await {
                    Ok(answers) if self.records_asked() == asked => {
                        return self.take_records(asked, missing, answers, first);
                    }
                    Ok(_) => {}
                    Err(fault) => return self.engine_failed(fault),
                }
            }
        })
    }

    fn take_records(self, asked: Asked, pages: Vec<usize>, answers: Vec<Answer>, first: usize) {
        self.records.update(|list| {
            if list.asked.as_ref() != Some(&asked) {
                list.pages.clear();
                list.asked = Some(asked);
            }
            for (page, answer) in pages.into_iter().zip(answers) {
                list.count = answer.basis.records;
                if let Shown::Records(records) = answer.shown {
                    if *list.columns != records.columns {
                        list.columns = Arc::new(records.columns);
                    }
                    list.pages.insert(page, Arc::new(records.rows));
                }
            }
            while list.pages.len() > MOST_PAGES {
                let farthest = list.pages.keys().copied().max_by_key(|page| page.abs_diff(first));
                if let Some(farthest) = farthest {
                    list.pages.remove(&farthest);
                }
            }
        });
    }

    /// Opens the details of a record that is there.
    pub fn open_record(self, at: u64) {
        let opened = self.records.with_untracked(|list| {
            let record = list.get(at)?;
            let file = self.work.with_value(|work| {
                work.sources.get(record.file).map(|source| source.name.clone()).unwrap_or_default()
            });
            let cells = list.columns.iter().zip(&record.values);
            Some(Opened {
                at,
                file,
                byte: record.byte,
                cells: cells.map(|(column, value)| Cell::new(column, value.as_ref())).collect(),
                line: None,
                file_index: record.file,
            })
        });
        if opened.is_some() {
            self.opened.set(opened);
        }
    }

    pub fn close_record(self) {
        self.opened.set(None);
    }

    /// Reads the text of the open record from its file.
    pub fn read_line(self) -> LocalBoxFuture<'static, ()> {
        Box::pin(async move {
            let Some(opened) = self.opened.get_untracked() else { return };
            let source = self.work.with_value(|work| work.sources.get(opened.file_index).cloned());
            let Some(source) = source else { return };
            let Some(engine) = self.engine.get_value() else { return };
            let line = engine.line(source, opened.byte).await;
            self.opened.try_update(|now| {
                if let Some(now) = now
                    && (now.at, now.file_index, now.byte) == (opened.at, opened.file_index, opened.byte)
                {
                    now.line = Some(line);
                }
            });
        })
    }
}

/// Records are on their way. Dropped, they have come, or nobody waits for them.
struct AskingRecords(Explorer);

impl AskingRecords {
    fn begin(explorer: Explorer) -> AskingRecords {
        explorer.records.update(|list| list.is_asking = true);
        AskingRecords(explorer)
    }
}

impl Drop for AskingRecords {
    fn drop(&mut self) {
        self.0.records.try_update(|list| list.is_asking = false);
    }
}
