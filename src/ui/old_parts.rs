//! The parts in the form in which pages call them that are not yet written with `view!`.

use std::sync::Arc;

use leptos::prelude::*;

use super::base::Text;
use super::display::{CodeBlock, KeyValue, KeyValues, PartView, PartsLine, Steps};
use super::feedback::{Banner, Flash, Flashbar, LiveRegions, Loading, Tone};
use super::icon::IconName;
use super::page::{Breadcrumbs, Card, Crumb, Disclosure, EmptyState, PageHeader};
use super::pagination::Pagination;
use super::table::{Column, Row, Selection, TableState};
use super::tabs::{TabItem, Tabs};

fn some(parts: Vec<AnyView>) -> Option<Children> {
    (!parts.is_empty()).then(|| Box::new(move || parts.into_any()) as Children)
}

pub fn key_values(items: Signal<Vec<KeyValue>>) -> AnyView {
    view! { <KeyValues items/> }.into_any()
}

pub fn code_block(label: Text, text: Text, wrap: bool) -> AnyView {
    view! { <CodeBlock label text wrap/> }.into_any()
}

pub fn steps(label: Text, steps: Vec<Text>, current: Signal<usize>, on_pick: Callback<usize>) -> AnyView {
    view! { <Steps label steps current on_pick/> }.into_any()
}

pub fn parts_line(parts: Signal<Vec<PartView>>, hidden: Signal<bool>) -> AnyView {
    view! { <PartsLine parts hidden/> }.into_any()
}

pub fn loading() -> AnyView {
    view! { <Loading/> }.into_any()
}

pub fn banner(tone: Tone, title: Text, body: Vec<AnyView>) -> AnyView {
    Banner(super::feedback::BannerProps { tone, title, children: some(body) }).into_any()
}

pub fn flashbar(label: Text, items: Signal<Vec<Flash>>, on_dismiss: Callback<u64>) -> AnyView {
    view! { <Flashbar label items on_dismiss/> }.into_any()
}

pub fn live_regions(status: Text, alert: Text) -> AnyView {
    view! { <LiveRegions status alert/> }.into_any()
}

pub fn breadcrumbs(items: Signal<Vec<Crumb>>) -> AnyView {
    view! { <Breadcrumbs items/> }.into_any()
}

pub fn page_header(
    title: Text,
    counter: Option<Text>,
    description: Option<Text>,
    actions: Vec<AnyView>,
) -> AnyView {
    let props = super::page::PageHeaderProps { title, counter, description, children: some(actions) };
    PageHeader(props).into_any()
}

pub fn card(title: Text, actions: Vec<AnyView>, body: Vec<AnyView>) -> AnyView {
    let actions = some(actions).map(ViewFnOnce::from);
    let children: Children = Box::new(move || body.into_any());
    Card(super::page::CardProps { title, actions, children }).into_any()
}

pub fn disclosure(summary: Text, body: Vec<AnyView>) -> AnyView {
    view! { <Disclosure summary>{body}</Disclosure> }.into_any()
}

pub fn empty_state(title: Text, detail: Text, icon: IconName, actions: Vec<AnyView>) -> AnyView {
    let props = super::page::EmptyStateProps { title, detail, icon, children: some(actions) };
    EmptyState(props).into_any()
}

pub fn tabs(
    label: Text,
    tabs: Vec<TabItem>,
    selected: Signal<String>,
    on_select: Callback<String>,
    panel: Callback<String, AnyView>,
) -> AnyView {
    view! { <Tabs label tabs selected on_select panel/> }.into_any()
}

pub fn pagination(
    page: Signal<usize>,
    pages: Signal<usize>,
    on_page: Callback<usize>,
    size: RwSignal<usize>,
    sizes: &'static [usize],
) -> AnyView {
    view! { <Pagination page pages on_page size sizes/> }.into_any()
}

pub type SelectionProps = Selection;

pub type Slot = Arc<dyn Fn() -> AnyView + Send + Sync>;

pub struct Table {
    pub label: Text,
    pub columns: Signal<Vec<Column>>,
    pub rows: Signal<Vec<Row>>,
    pub sort: Signal<Option<(String, bool)>>,
    pub on_sort: Option<Callback<String>>,
    pub selection: Option<SelectionProps>,
    pub state: Signal<TableState>,
    pub busy: Signal<bool>,
    pub empty: Slot,
    pub no_match: Slot,
    pub failed: Slot,
    pub skeleton_rows: usize,
}

pub fn table(table: Table) -> AnyView {
    let Table { label, columns, rows, sort, on_sort, selection, state, busy, .. } = table;
    let Table { empty, no_match, failed, skeleton_rows, .. } = table;
    let [empty, no_match, failed] = [empty, no_match, failed].map(|slot| ViewFn::from(move || slot()));
    super::table::Table(super::table::TableProps {
        label,
        columns,
        rows,
        sort,
        on_sort,
        selection,
        state,
        busy,
        empty,
        no_match,
        failed,
        skeleton_rows,
    })
    .into_any()
}

pub struct Frame {
    pub product: Text,
    pub home: &'static str,
    pub context: AnyView,
    pub tools: Vec<AnyView>,
    pub nav_label: Text,
    pub nav: Signal<Vec<super::NavItem>>,
    pub content: Vec<AnyView>,
}

pub fn frame(frame: Frame) -> AnyView {
    let Frame { product, home, context, tools, nav_label, nav, content } = frame;
    super::frame::Frame(super::frame::FrameProps {
        product,
        home,
        context: (move || context).into(),
        tools: (move || tools).into(),
        nav_label,
        nav,
        children: Box::new(move || content.into_any()),
    })
    .into_any()
}

pub struct Arrange {
    pub legend: Text,
    pub items: RwSignal<Vec<(&'static str, bool)>>,
    pub label: Callback<&'static str, String>,
    pub up: Callback<String, String>,
    pub down: Callback<String, String>,
}

pub fn arrange(parts: Arrange) -> AnyView {
    let Arrange { legend, items, label, up, down } = parts;
    super::arrange::Arrange(super::arrange::ArrangeProps { legend, items, label, up, down }).into_any()
}
