//! Asks the present question.

use std::collections::HashSet;
use std::sync::Arc;

use flowlog_engine::{Answer, Basis, Field, Filter, Question, Show, Shown as EngineShown, TimeRange};
use futures_util::future::{AbortHandle, Abortable, LocalBoxFuture};
use reactive_graph::graph::untrack;
use reactive_graph::prelude::*;

use super::handle::Explorer;
use crate::logs::EngineFault;
use crate::state::explored::answers::{Answers, Asked, Compared, LINE_STEPS, Series, Shown, TopList};
use crate::state::explored::inquiry::{self, Inquiry, List, MOST_ROWS, View};
use crate::state::explored::loading::{Stage, Work};
use crate::state::explored::range;

/// The lists whose changes are told.
const COMPARED: [List; 3] = [List::Sources, List::Destinations, List::Ports];

impl Explorer {
    /// Follows everything that an answer depends on.
    pub fn due(self) {
        self.inquiry.track();
        self.loaded.track();
        self.room.track();
        self.zone.track();
    }

    fn asked(self) -> Asked {
        let range = untrack(|| self.looked_at());
        let zone = self.zone.get_untracked();
        let (generation, without) =
            self.loaded.with_untracked(|loaded| (loaded.generation, loaded.left_out()));
        // What sorts records alone changes no answer here.
        let default = Inquiry::default();
        let inquiry = Inquiry {
            records_by: default.records_by,
            records_order: default.records_order,
            ..self.inquiry.get_untracked()
        };
        let origin = range::midnight(range.map_or(self.now(), |range| range.from), zone);
        Asked { generation, inquiry, range, room: self.room.get_untracked(), origin, without }
    }

    /// Asks the present question, unless its answer is there already or on its way.
    pub fn ask(self) -> LocalBoxFuture<'static, ()> {
        Box::pin(async move {
            // The page may have gone while files were read.
            if self.engine.try_with_value(Option::is_none) != Some(false) {
                return;
            }
            let asked = self.asked();
            let is_known = self.work.with_value(|work| work.asked.as_ref() == Some(&asked));
            if is_known {
                return;
            }
            let (handle, registration) = AbortHandle::new_pair();
            self.work.update_value(|work| {
                work.asked = Some(asked.clone());
                if let Some(before) = work.asking.replace(handle) {
                    before.abort();
                }
            });
            self.tell_question();
            self.answers.update(|answers| answers.is_asking = true);
            let asking = Asking { explorer: self, asked: asked.clone() };
            let Ok(outcome) = Abortable::new(self.answer(asked), registration).await else { return };
            if !asking.is_latest() {
                return;
            }
            match outcome {
                Ok(shown) => {
                    self.answers.set(Answers { is_asking: false, shown: Some(Arc::new(shown)) });
                    self.fault.set(None);
                }
                Err(fault) => {
                    self.answers.update(|answers| answers.is_asking = false);
                    self.work.update_value(|work| work.asked = None);
                    self.engine_failed(fault);
                }
            }
        })
    }

    async fn answer(self, asked: Asked) -> Result<Shown, EngineFault> {
        let engine = self.engine();
        let (sample, window_is_whole) =
            self.loaded.with_untracked(|loaded| (loaded.sample, loaded.window.is_none()));
        let mut range = asked.range;
        if range.is_none() {
            // Where a series begins and ends is in the records.
            let totals = asked.question(None, Show::Totals);
            if let Some(EngineShown::Totals(totals)) = one(engine.ask(vec![totals]).await?) {
                range = totals
                    .all
                    .first()
                    .zip(totals.all.last())
                    .map(|(from, last)| TimeRange { from, until: last.saturating_add(1) });
            }
        }
        let step = range.map_or(1000, |range| range::step(range, u64::from(asked.room)));
        let series = Show::Series { step, origin: asked.origin };
        let mut questions =
            vec![asked.question(asked.range, Show::Totals), asked.question(asked.range, series)];
        questions.extend(List::ALL.map(|list| asked.question(asked.range, asked.top(list))));
        let Inquiry { view, limit, metric, .. } = asked.inquiry;
        if view == View::Scans {
            let of = vec![Field::Dst.into(), Field::DstPort.into()];
            questions.push(asked.question(
                asked.range,
                Show::Spread {
                    by: vec![Field::Src.into()],
                    of,
                    limit: limit.saturating_mul(5).min(MOST_ROWS),
                },
            ));
        }
        let before = match view {
            View::Changes => asked.inquiry.compared.or(range.map(range::before)),
            _ => None,
        };
        let is_loaded = before.is_some_and(|before| {
            window_is_whole || self.loaded.with_untracked(|loaded| loaded.covers(before))
        });
        if let Some(before) = before.filter(|_| is_loaded) {
            questions.extend(COMPARED.map(|list| {
                asked.question(range, Show::Changes { by: list.columns(), before, metric, limit })
            }));
        }
        let mut lists = List::ALL.into_iter();
        let mut compared = COMPARED.into_iter();
        let mut shown = Shown {
            inquiry: asked.inquiry.clone(),
            range,
            basis: Basis::default(),
            sample,
            totals: None,
            series: Series { step, origin: asked.origin, steps: Vec::new() },
            lists: Vec::new(),
            scans: None,
            changes: before.map(|before| Compared { before, is_loaded, lists: Vec::new() }),
        };
        for answer in engine.ask(questions).await? {
            match answer.shown {
                EngineShown::Totals(totals) => {
                    shown.basis = answer.basis;
                    shown.totals = Some(totals);
                }
                EngineShown::Series(steps) => shown.series.steps = steps,
                EngineShown::Top(top) => {
                    shown.lists.extend(lists.next().map(|list| TopList { list, by: list.columns(), top }));
                }
                EngineShown::Spread(spread) => shown.scans = Some(spread),
                EngineShown::Changes(changes) => {
                    if let (Some(all), Some(list)) = (&mut shown.changes, compared.next()) {
                        all.lists.push((list, changes));
                    }
                }
                EngineShown::Records(_) | EngineShown::Distinct(_) => {}
            }
        }
        Ok(shown)
    }

    /// Loads the files of the range with which is compared.
    pub fn load_compared(self) -> LocalBoxFuture<'static, ()> {
        Box::pin(async move {
            let shown = self.answers.with_untracked(|answers| answers.shown.clone());
            let Some(before) = shown.and_then(|shown| shown.changes.as_ref().map(|all| all.before)) else {
                return;
            };
            if self.loaded.with_untracked(|loaded| loaded.covers(before)) {
                return;
            }
            let plan = match self.files_of(Some(before)).await {
                Ok(plan) => plan,
                Err(fault) => {
                    self.planning.update(|planning| planning.fault = Some(fault));
                    return;
                }
            };
            // A file of both ranges is there already.
            let known: HashSet<String> =
                self.work.with_value(|work| work.sources.iter().map(|source| source.name.clone()).collect());
            let chosen: Vec<usize> = plan
                .files
                .iter()
                .enumerate()
                .filter(|(_, file)| !known.contains(&file.name))
                .map(|(at, _)| at)
                .collect();
            let sources = self.sources(&plan, &chosen);
            self.read(sources).await;
            if self.loading.with_untracked(|loading| loading.stage == Stage::Done) {
                self.loaded.update(|loaded| {
                    loaded.also.push(before);
                    loaded.generation += 1;
                });
                self.ask().await;
            }
        })
    }

    /// Asks for the small lines of a list that is seen.
    pub fn ask_lines(self, list: List) -> LocalBoxFuture<'static, ()> {
        Box::pin(async move {
            let Some(shown) = self.answers.with_untracked(|answers| answers.shown.clone()) else { return };
            let Some(range) = shown.range else { return };
            let Some(found) = shown.lists.iter().find(|found| found.list == list) else { return };
            let asked = self.asked();
            // The rows of the question before: its lines would hold up the answer to this one.
            if shown.inquiry != asked.inquiry {
                return;
            }
            let length = range.until.saturating_sub(range.from).max(1);
            let step = length.div_ceil(LINE_STEPS);
            let questions = found.top.rows.iter().map(|row| {
                let group = inquiry::group(&found.by, &row.key).unwrap_or_default();
                let filter = Filter::All(vec![asked.inquiry.filter(), group]);
                let show = Show::Series { step, origin: range.from };
                Question { filter, ..asked.question(Some(range), show) }
            });
            let questions: Vec<Question> = questions.collect();
            // A line is an ornament: where the engine fails, the next question says so.
            let Ok(found_lines) = self.engine().ask(questions).await else { return };
            let is_present = self
                .answers
                .try_with_untracked(|answers| {
                    answers.shown.as_ref().is_some_and(|now| Arc::ptr_eq(now, &shown))
                })
                .unwrap_or(false);
            if !is_present {
                return;
            }
            let lines = found.top.rows.iter().zip(found_lines).filter_map(|(row, answer)| {
                let EngineShown::Series(steps) = answer.shown else { return None };
                let mut line = vec![0; usize::try_from(length.div_ceil(step)).unwrap_or(0)];
                for found in steps {
                    let at = found.begin.and_then(|begin| u64::try_from(begin).ok()?.checked_sub(range.from));
                    let at = at.and_then(|at| usize::try_from(at / step).ok());
                    if let Some(value) = at.and_then(|at| line.get_mut(at)) {
                        *value = found.tally.total.of(shown.inquiry.metric);
                    }
                }
                Some(((list as u8, row.key.clone()), line))
            });
            self.lines.update(|all| {
                all.lines.retain(|(of, _), _| *of != list as u8);
                all.lines.extend(lines);
            });
        })
    }
}

fn one(answers: Vec<Answer>) -> Option<EngineShown> {
    answers.into_iter().next().map(|answer| answer.shown)
}

/// A question that is being answered. Dropped before its answer, it can be asked again.
struct Asking {
    explorer: Explorer,
    asked: Asked,
}

impl Asking {
    fn is_latest(&self) -> bool {
        let is_latest = |work: &Work| work.asked.as_ref() == Some(&self.asked);
        self.explorer.work.try_with_value(is_latest).unwrap_or(false)
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        let is_asking = self.explorer.answers.try_with_untracked(|answers| answers.is_asking);
        if is_asking == Some(true) && self.is_latest() {
            self.explorer.work.try_update_value(|work| work.asked = None);
            self.explorer.answers.try_update(|answers| answers.is_asking = false);
        }
    }
}
