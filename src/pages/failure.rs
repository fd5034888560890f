//! A call that failed, as a person reads it.

use leptos::prelude::*;

use super::kit::{self, say};
use super::reason;
use crate::api::ApiError;
use crate::i18n::{Word, words};
use crate::ui::{IconName, Text, Tone, banner, button};

/// `title` says what failed. With `retry` there is a button that tries it again.
pub(super) fn failed(title: Text, error: ApiError, retry: Option<Callback<()>>) -> AnyView {
    let mut body = vec![reason::view(kit::console(), error)];
    body.extend(retry.map(|retry| button(say(words::RETRY)).icon(IconName::Refresh).on_click(retry).view()));
    banner(Tone::Wrong, title, body)
}

/// The failure of a read that can be tried again; nothing where there is none.
pub(super) fn failure(title: Word, error: Option<ApiError>, retry: Callback<()>) -> AnyView {
    error.map(|error| failed(say(title), error, Some(retry))).into_any()
}
