//! Preferences: which columns the table of loggers has, and how dense the tables are.

use leptos::prelude::*;

use super::kit::{fields, say};
use super::logger_table::word;
use crate::i18n::words;
use crate::reactive::RwSignal;
use crate::state::{Console, logger_list};
use crate::ui::{Choice, checkbox, checkbox_group, effect};

pub(super) fn view(console: Console) -> AnyView {
    let compact = RwSignal::new(console.preferences.with_untracked(|chosen| chosen.compact));
    let wrap = RwSignal::new(console.preferences.with_untracked(|chosen| chosen.wrap));
    let columns = RwSignal::new(
        console
            .preferences
            .with_untracked(|chosen| logger_list::columns(chosen.columns.as_deref()))
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>(),
    );
    let mut is_first = true;
    effect(move || {
        let (compact, wrap, columns) = (compact.get(), wrap.get(), columns.get());
        if !std::mem::take(&mut is_first) {
            console.prefer(|chosen| {
                chosen.compact = compact;
                chosen.wrap = wrap;
                chosen.columns = Some(columns);
            });
        }
    });
    let options = logger_list::COLUMNS.iter().skip(1).map(|id| Choice::new(id, say(word(id)))).collect();
    fields(vec![
        checkbox(say(words::COMPACT), compact, None),
        checkbox(say(words::WRAP), wrap, None),
        checkbox_group(say(words::COLUMNS), options, columns, false),
    ])
}
