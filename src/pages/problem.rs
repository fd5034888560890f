//! The page that stands in place of the console when its configuration cannot be read or used.

use leptos::prelude::*;

use super::host_events::Listener;
use crate::api::transport::Fault;
use crate::config::ConfigError;
use crate::i18n::{Locale, Word, config_error, unread_config, words};
use crate::state::events::Event;
use crate::ui::{Banner, Button, IconName, PageHeader, Tone, text};

/// Why there is no console.
#[derive(Clone, Debug)]
pub enum Problem {
    /// The configuration could not be read: the status of the answer, or why there was none.
    Unread { source: String, answer: Result<u16, Fault> },
    /// The configuration was read, and is wrong.
    Config { source: String, error: ConfigError },
}

/// The page. It names the file, the key and the reason, and sends them to the host once.
#[component]
pub(super) fn ConfigProblem(
    locale: Locale,
    problem: Problem,
    retry: Callback<()>,
    listener: Listener,
) -> impl IntoView {
    let say = move |word: Word| text(word.text(locale));
    let (source, key, reason, way_on) = match problem {
        Problem::Unread { source, answer } => {
            let (reason, way_on) = unread_config(locale, &answer);
            (source, String::new(), reason, Some(way_on))
        }
        Problem::Config { source, error } => (source, error.key, config_error(locale, &error.fault), None),
    };
    let told = [source.as_str(), &key, &reason].into_iter().filter(|text| !text.is_empty());
    listener.send(locale, Event::ConfigFailed(told.collect::<Vec<_>>().join(": ")));
    let pair = move |word: Word, value: String| {
        (!value.is_empty()).then(|| {
            view! {
                <div class="flc-pair">
                    <dt>{word.text(locale)}</dt>
                    <dd>{value}</dd>
                </div>
            }
        })
    };
    view! {
        <div class="flc-connect">
            <PageHeader title=say(words::CONFIG_WRONG) />
            <div role="alert">
                <Banner tone=Tone::Wrong title=text(&reason)>
                    {way_on.map(|way_on| view! { <p>{way_on}</p> })}
                    <dl class="flc-pairs">
                        {pair(words::CONFIG_SOURCE, source)}
                        {pair(words::CONFIG_KEY, key)}
                    </dl>
                </Banner>
            </div>
            <div class="flc-actions">
                <Button label=say(words::RETRY) icon=IconName::Refresh on_click=retry />
            </div>
        </div>
    }
}
