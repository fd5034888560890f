//! Settings: language, theme and time zone.

use leptos::prelude::*;

use super::common::{local_zone, say};
use crate::config::{Theme, TimeZone};
use crate::i18n::{Locale, words};
use crate::state::Console;
use crate::state::preferences::{HostChoices, Preferences};
use crate::ui::{Binding, ButtonVariant, IconName, Popover, Select};

/// The button in the bar with its panel.
#[component]
pub(super) fn Settings() -> impl IntoView {
    view! {
        <Popover label=say(words::SETTINGS) icon=IconName::Settings variant=ButtonVariant::Plain>
            <SettingsFields />
        </Popover>
    }
}

#[component]
fn SettingsFields() -> impl IntoView {
    let console = expect_context::<Console>();
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
    // A choice of the person replaces the choice of the host.
    let set = move |change: fn(&mut Preferences, &str), free: fn(&mut HostChoices)| {
        move |value: String| {
            console.prefer(|chosen| change(chosen, &value));
            console.part.host.update(free);
        }
    };
    let set_language = set(|chosen, tag| chosen.locale = Locale::of_tag(tag), |host| host.locale = None);
    let set_theme = set(|chosen, name| chosen.theme = Theme::of_name(name), |host| host.theme = None);
    let set_zone =
        set(|chosen, name| chosen.time_zone = TimeZone::of_name(name), |host| host.time_zone = None);
    let language = Binding::new(move || console.locale().tag().to_owned(), set_language);
    let theme = Binding::new(move || console.theme().name().to_owned(), set_theme);
    let zone = Binding::new(move || console.time_zone().name().to_owned(), set_zone);
    view! {
        <div class="flc-fields">
            <Select label=say(words::LANGUAGE) options=Signal::stored(languages) value=language />
            <Select label=say(words::THEME) options=themes value=theme />
            <Select label=say(words::TIME_ZONE) options=zones value=zone />
        </div>
    }
}

/// The zone in which times are shown, for the bar.
pub(super) fn zone_label(console: Console) -> String {
    label_of(console, console.time_zone())
}

fn label_of(console: Console, zone: TimeZone) -> String {
    match zone {
        TimeZone::Utc => console.say(words::ZONE_UTC).to_owned(),
        TimeZone::Local => words::ZONE_LOCAL.with(console.locale(), &[("zone", &local_zone(console))]),
    }
}
