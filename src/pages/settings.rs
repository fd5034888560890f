//! Settings: language, theme and time zone of the whole console.

use leptos::prelude::*;

use super::kit::{self, local_zone_name, say};
use crate::config::{Theme, TimeZone};
use crate::i18n::{Locale, words};
use crate::state::Console;
use crate::state::preferences::{HostChoices, Preferences};
use crate::ui::{ButtonVariant, IconName, popover, select};

pub(super) fn view(console: Console) -> AnyView {
    popover(say(words::SETTINGS), IconName::Settings, ButtonVariant::Plain, move || fields(console))
}

/// What can be set.
pub(super) fn fields(console: Console) -> AnyView {
    let language = mirror(move || console.locale().tag().to_owned());
    let theme = mirror(move || console.theme().name().to_owned());
    let zone = mirror(move || console.time_zone().name().to_owned());
    let languages: Vec<(String, String)> =
        Locale::ALL.map(|locale| (locale.tag().to_owned(), locale.own_name().to_owned())).to_vec();
    let themes = Signal::derive(move || {
        let label = |theme| match theme {
            Theme::Auto => words::THEME_AUTO,
            Theme::Light => words::THEME_LIGHT,
            Theme::Dark => words::THEME_DARK,
        };
        Theme::ALL.map(|theme| (theme.name().to_owned(), console.say(label(theme)).to_owned())).to_vec()
    });
    let zones = Signal::derive(move || {
        TimeZone::ALL.map(|zone| (zone.name().to_owned(), label_of(console, zone))).to_vec()
    });
    // What the person chooses here goes before what the page around the console has asked for.
    let set = move |change: fn(&mut Preferences, &str), free: fn(&mut HostChoices)| {
        Callback::new(move |value: String| {
            console.prefer(|chosen| change(chosen, &value));
            console.host.update(free);
        })
    };
    let set_language = set(|chosen, tag| chosen.locale = Locale::of_tag(tag), |host| host.locale = None);
    let set_theme = set(|chosen, name| chosen.theme = Theme::of_name(name), |host| host.theme = None);
    let set_zone =
        set(|chosen, name| chosen.time_zone = TimeZone::of_name(name), |host| host.time_zone = None);
    kit::fields(vec![
        select(say(words::LANGUAGE), Signal::stored(languages), language, Some(set_language)),
        select(say(words::THEME), themes, theme, Some(set_theme)),
        select(say(words::TIME_ZONE), zones, zone, Some(set_zone)),
    ])
}

/// The zone in which times are shown, for the bar.
pub(super) fn zone_label(console: Console) -> String {
    label_of(console, console.time_zone())
}

fn label_of(console: Console, zone: TimeZone) -> String {
    match zone {
        TimeZone::Utc => console.say(words::ZONE_UTC).to_owned(),
        TimeZone::Local => words::ZONE_LOCAL.with(console.locale(), &[("zone", &local_zone_name())]),
    }
}

/// A field's value that follows the state.
fn mirror(read: impl Fn() -> String + 'static) -> RwSignal<String> {
    let value = RwSignal::new(untrack(&read));
    Effect::new(move || value.set(read()));
    value
}
