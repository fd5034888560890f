//! The page of one item of a list, such as a logger: the breadcrumbs, the heading, and the content once it was read.

use leptos::prelude::*;

use super::common::say;
use super::failure::failure;
use crate::api::ApiError;
use crate::i18n::{Word, words};
use crate::route::{Page, Route};
use crate::state::Console;
use crate::ui::{Breadcrumbs, Crumb, EmptyState, IconName, LinkButton, Loading, PageHeader, Text};

/// The words of a kind of item.
pub(super) struct ItemWords {
    /// Says that the item could not be read.
    pub unread: Word,
    /// Says that there is no such item, and why that may be.
    pub gone: [Word; 2],
    /// The link to the list.
    pub to_list: Word,
}

#[derive(Clone, Copy, PartialEq)]
enum Reading {
    First,
    Done,
    Failed,
    Gone,
}

/// The page of an item.
#[component]
pub(super) fn ItemPage(
    /// The page of the list to which the item belongs.
    list: Page,
    words: ItemWords,
    #[prop(into)] title: Text,
    /// The last of the breadcrumbs.
    #[prop(into)]
    crumb: Text,
    /// Whether some state of the item is known. It is shown while the item is read again.
    is_known: Memo<bool>,
    /// Why the last read failed.
    error: Memo<Option<ApiError>>,
    refresh: Callback<()>,
    #[prop(into)] actions: ViewFnOnce,
    children: ChildrenFn,
) -> impl IntoView {
    let ItemWords { unread, gone: [gone, why], to_list } = words;
    let reading = Memo::new(move |_| {
        let is_gone = error.with(|error| error.as_ref().map(ApiError::is_not_found));
        match (is_gone, is_known.get()) {
            (Some(true), _) => Reading::Gone,
            (_, true) => Reading::Done,
            (Some(false), false) => Reading::Failed,
            (None, false) => Reading::First,
        }
    });
    let href = StoredValue::new(Route::to(list.clone()).href());
    let content = move || match reading.get() {
        Reading::First => view! { <Loading /> }.into_any(),
        Reading::Done => children(),
        Reading::Failed => ().into_any(),
        Reading::Gone => view! {
            <EmptyState title=say(gone) detail=say(why) icon=IconName::Search>
                <LinkButton label=say(to_list) href=href.get_value() />
            </EmptyState>
        }
        .into_any(),
    };
    let failed = move || failure(unread, error.get().filter(|error| !error.is_not_found()), refresh);
    view! {
        <WayBack list crumb />
        // The heading is there from the start and stays, so that it keeps the focus while the item is read.
        <PageHeader title>{actions.run()}</PageHeader>
        {failed}
        {content}
    }
}

/// The breadcrumbs of a page that a list leads to.
#[component]
pub(super) fn WayBack(list: Page, #[prop(into)] crumb: Text) -> impl IntoView {
    let console = expect_context::<Console>();
    let name = if list == Page::LoggingPorts { words::LOGGING_PORTS } else { words::LOGGERS };
    let items = Signal::derive(move || {
        let href = console.shared.list_positions.way_back(list.clone()).href();
        let list = Crumb { text: console.say(name).to_owned(), href: Some(href) };
        vec![list, Crumb { text: crumb.get(), href: None }]
    });
    view! { <Breadcrumbs items /> }
}
