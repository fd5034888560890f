//! Preferences: the density of the tables, and the columns of the table of loggers.

use leptos::prelude::*;

use super::common::say;
use crate::domain::logger::Logger;
use crate::i18n::{lists, words};
use crate::state::listing::column;
use crate::state::{Console, logger_list};
use crate::ui::{Arrange, Binding, Button, Checkbox, Choices};

/// The fields of the panel.
#[component]
pub(super) fn Preferences() -> impl IntoView {
    let console = expect_context::<Console>();
    let set_compact = move |on| {
        console.prefer(|chosen| chosen.compact = on);
        console.part.host.update(|host| host.compact = None);
    };
    let wrap = Binding::new(
        move || console.shared.preferences.with(|chosen| chosen.wrap),
        move |on| console.prefer(|chosen| chosen.wrap = on),
    );
    let columns = RwSignal::new(
        console.shared.preferences.with_untracked(|chosen| logger_list::arranged(chosen.columns.as_deref())),
    );
    let mut before = None;
    Effect::new(move || {
        let now = columns.with(|columns| logger_list::chosen(columns));
        // Columns are kept only after a change, so that others get the default columns of later versions.
        if before.replace(now.clone()).is_some_and(|before| before != now) {
            console.prefer(|chosen| chosen.columns = now);
        }
    });
    // Another tab may have chosen other columns since.
    Effect::new(move || {
        let kept = console.shared.preferences.with(|chosen| chosen.columns.clone());
        if columns.with_untracked(|columns| logger_list::chosen(columns)) != kept {
            columns.set(logger_list::arranged(kept.as_deref()));
        }
    });
    let reset = move |()| {
        columns.set(logger_list::arranged(None));
        console.prefer(|chosen| (chosen.compact, chosen.wrap) = (false, false));
    };
    let label = move |id: &'static str| {
        let word = column::<Logger>(|column| column.id == id).map_or(words::ID, |(_, column)| column.word);
        console.say(word).to_owned()
    };
    let up = move |column: String| lists::MOVE_UP.with(console.locale(), &[("column", &column)]);
    let down = move |column: String| lists::MOVE_DOWN.with(console.locale(), &[("column", &column)]);
    view! {
        <div class="flc-preferences">
            <div class="flc-fields">
                <Choices legend=say(lists::ROWS) inline=true>
                    <Checkbox
                        label=say(words::COMPACT)
                        value=Binding::new(move || console.is_compact(), set_compact)
                    />
                    <Checkbox
                        label=say(words::WRAP)
                        value=wrap
                    />
                </Choices>
                <Arrange legend=say(words::COLUMNS) items=columns label up down />
                <div class="flc-actions">
                    <Button label=say(lists::RESET) on_click=reset />
                </div>
            </div>
        </div>
    }
}
