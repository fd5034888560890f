//! The table, its cells and its pagination.

use std::cell::Cell as Count;
use std::rc::Rc;

use flowlog_console::ui::*;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use crate::mount::{Mount, bubbling, mount, settle};

fn columns() -> Vec<Column> {
    ["name", "status"]
        .map(|id| Column { id, label: text(id), sortable: true, align: Align::Start, is_steady: false })
        .to_vec()
}

fn row(name: &str, status: &str) -> Row {
    let cells = vec![
        Cell::Link { text: name.to_owned(), href: format!("#/loggers/{name}") },
        Cell::Status { tone: Tone::Good, text: status.to_owned() },
    ];
    Row { key: name.to_owned(), name: name.to_owned(), cells }
}

#[derive(Clone, Copy)]
struct TableUnderTest {
    rows: RwSignal<Vec<Row>>,
    state: RwSignal<TableState>,
    selected: RwSignal<Vec<String>>,
    sorted_by: RwSignal<Option<(String, bool)>>,
}

fn table(shadow: bool, rows: Vec<Row>) -> (Mount, TableUnderTest) {
    let test = TableUnderTest {
        rows: RwSignal::new(rows),
        state: RwSignal::new(TableState::Ready),
        selected: RwSignal::new(Vec::new()),
        sorted_by: RwSignal::new(None),
    };
    let page = mount(shadow, move || {
        let selection = Selection {
            selected: test.selected,
            row_label: Callback::new(|name: String| format!("Select {name}")),
            all_label: text("Select all"),
        };
        view! {
            <Table
                label=text("Flow log loggers")
                columns=Signal::stored(columns())
                rows=test.rows
                sort=test.sorted_by
                on_sort=move |id| test.sorted_by.set(Some((id, true)))
                selection=Some(selection)
                state=test.state
                busy=Signal::stored(false)
                empty=|| "none yet"
                no_match=|| "no match"
                failed=|| "failed"
            />
        }
    });
    (page, test)
}

in_both!(table_keeps_focus_and_selection_over_a_refresh, |shadow| async move {
    let (page, test) = table(shadow, vec![row("web", "BUILD"), row("db", "ACTIVE")]);
    settle().await;
    page.check_attribute("table", "aria-label", Some("Flow log loggers"));
    page.check_texts("tbody th[scope=row]", &["web", "db"]);
    page.one("[aria-label='Select db']").click();
    page.one("a[href='#/loggers/web']").focus().expect("focus");
    test.rows.set(vec![row("new", "BUILD"), row("web", "ACTIVE"), row("db", "ACTIVE")]);
    settle().await;
    page.check_texts("tbody th[scope=row]", &["new", "web", "db"]);
    page.check_texts("tr:nth-child(2) .flc-status", &["ACTIVE"]);
    page.check_focus("a[href='#/loggers/web']");
    page.check_texts("tr[data-selected] th", &["db"]);
});

in_both!(a_cell_that_is_drawn_anew_keeps_the_focus_on_its_control, |shadow| async move {
    let with = |status: Cell| Row { cells: vec![Cell::Text("web".to_owned()), status], ..row("web", "") };
    let named = |text: &str| {
        let (text, href) = (text.to_owned(), "#/x".to_owned());
        with(Cell::NamedLink { text, href, id: "045e204c-4624".to_owned() })
    };
    let id = |id: &str| with(Cell::Mono(id.to_owned()));
    let (page, test) = table(shadow, vec![id("one")]);
    settle().await;
    page.one(".flc-copy").focus().expect("focus");
    test.rows.set(vec![id("two")]);
    settle().await;
    page.check_focus(".flc-copy[value=two]");
    test.rows.set(vec![named("web-1")]);
    settle().await;
    page.check_focus(".flc-copy[value='045e204c-4624']");
    page.one("a").focus().expect("focus");
    test.rows.set(vec![named("web-2")]);
    settle().await;
    page.check_focus("a");
    page.check_texts("a", &["web-2"]);
    // Nothing in the cell is of the same kind.
    test.rows.set(vec![with(Cell::Absent)]);
    settle().await;
    assert_eq!(page.all("a").len(), 0);
});

in_both!(table_selects_the_page_and_sorts, |shadow| async move {
    let (page, test) = table(shadow, vec![row("web", "BUILD"), row("db", "ACTIVE")]);
    test.selected.set(vec!["db".to_owned(), "of another page".to_owned()]);
    settle().await;
    let all: web_sys::HtmlInputElement = page.one("thead input").unchecked_into();
    assert!(all.indeterminate() && !all.checked());
    all.click();
    settle().await;
    assert_eq!(test.selected.get_untracked().len(), 3);
    assert!(all.checked() && !all.indeterminate());
    all.click();
    settle().await;
    assert_eq!(test.selected.get_untracked().len(), 1, "other pages stay");
    page.check_attribute("thead th:nth-child(2)", "aria-sort", Some("none"));
    page.one("thead th:nth-child(2) button").click();
    settle().await;
    assert_eq!(test.sorted_by.get_untracked(), Some(("name".to_owned(), true)));
    page.check_attribute("thead th:nth-child(2)", "aria-sort", Some("descending"));
});

in_both!(a_row_that_could_not_be_read_is_not_selected, |shadow| async move {
    let mut broken = row("#1", "");
    broken.cells[0] = Cell::Unreadable("no id".to_owned());
    let (page, test) = table(shadow, vec![row("web", "ACTIVE"), broken]);
    settle().await;
    assert_eq!(page.all("tbody input").len(), 1);
    page.one("thead input").click();
    settle().await;
    assert_eq!(test.selected.get_untracked(), ["web"]);
});

in_both!(table_shows_its_states_within_its_frame, |shadow| async move {
    let (page, test) = table(shadow, Vec::new());
    test.state.set(TableState::Loading);
    settle().await;
    page.check_attribute("table", "aria-busy", Some("true"));
    assert_eq!(page.all(".flc-skeleton tr").len(), 8);
    for (state, expect) in
        [(TableState::Empty, "none yet"), (TableState::NoMatch, "no match"), (TableState::Failed, "failed")]
    {
        test.state.set(state);
        settle().await;
        page.check_texts(".flc-table-instead", &[expect]);
        assert_eq!(page.all(".flc-skeleton").len(), 0);
    }
    test.rows.set(vec![row("web", "ACTIVE")]);
    settle().await;
    page.check_texts(".flc-table-above", &["failed"]);
    page.check_texts("tbody th", &["web"]);
    test.state.set(TableState::Loading);
    settle().await;
    page.check_texts("tbody th", &["web"]);
    assert_eq!(page.all(".flc-skeleton").len(), 0);
});

in_both!(cells_show_hostile_text_as_text, |shadow| async move {
    let hostile = "<img src=x onerror=alert(1)>";
    let cells = move || {
        vec![
            Cell::Text(hostile.to_owned()),
            Cell::Mono(hostile.to_owned()),
            Cell::MiddleCut(hostile.to_owned()),
            Cell::Unreadable(hostile.to_owned()),
            Cell::Absent,
        ]
    };
    let page = mount(shadow, move || {
        let items: Vec<KeyValue> =
            cells().into_iter().map(|value| KeyValue { label: hostile.to_owned(), value }).collect();
        view! { <KeyValues items=Signal::stored(items)/> }
    });
    settle().await;
    assert_eq!(page.all("img").len(), 0);
    page.check_texts("dt", &[hostile; 5]);
    page.check_texts(".flc-cut, .flc-unreadable, .flc-absent", &[hostile, hostile, "–"]);
    let _ = page.one(".flc-cut").dispatch_event(&bubbling("mouseover"));
    settle().await;
    page.check_texts(":popover-open", &[hostile]);
    let _ = page.one(".flc-cut").dispatch_event(&bubbling("mouseout"));
    page.check_texts(":popover-open", &[]);
    page.one(".flc-cut ~ .flc-copy").focus().expect("focus");
    settle().await;
    page.check_texts(":popover-open", &["Copy <img src=x onerror=alert(1)>"]);
});

in_both!(pagination_walks_within_its_bounds, |shadow| async move {
    let now = RwSignal::new(0_usize);
    let size = RwSignal::new(30_usize);
    let pages = RwSignal::new(9_usize);
    let page = mount(shadow, move || {
        let go = move |page| now.set(page);
        view! { <Pagination page=now pages=pages on_page=go size sizes=&[10, 30]/> }
    });
    settle().await;
    let numbers = "nav li:not(:first-child):not(:last-child)";
    page.check_texts(numbers, &["1", "2", "…", "9"]);
    page.check_attribute("[aria-label='Previous page']", "aria-disabled", Some("true"));
    page.one("[aria-label='Previous page']").click();
    assert_eq!(now.get_untracked(), 0);
    page.one("[aria-label='Page 9']").click();
    settle().await;
    page.check_texts("[aria-current=page]", &["9"]);
    page.check_attribute("[aria-label='Next page']", "aria-disabled", Some("true"));
    now.set(3);
    settle().await;
    page.check_texts(numbers, &["1", "2", "3", "4", "5", "…", "9"]);
    let select: web_sys::HtmlSelectElement = page.one("select").unchecked_into();
    assert_eq!(select.value(), "30");
    select.set_value("10");
    let _ = select.dispatch_event(&bubbling("change"));
    assert_eq!(size.get_untracked(), 10);
});

in_both!(pagination_follows_a_page_that_is_made_of_their_number, |shadow| async move {
    let size = RwSignal::new(30_usize);
    let rows = RwSignal::new(1_usize);
    let page = mount(shadow, move || {
        let pages = Memo::new(move |_| rows.get());
        let now = Memo::new(move |_| pages.get().min(1) - 1);
        view! { <Pagination page=now pages on_page=|_| {} size sizes=&[10, 30]/> }
    });
    settle().await;
    page.check_attribute("[aria-label='Next page']", "aria-disabled", Some("true"));
    rows.set(3);
    settle().await;
    page.check_texts("nav li:not(:first-child):not(:last-child)", &["1", "2", "3"]);
    page.check_attribute("[aria-label='Next page']", "aria-disabled", None);
});

in_both!(a_refresh_changes_the_cells_alone_that_differ, |shadow| async move {
    let (page, test) = table(shadow, vec![row("web", "BUILD"), row("db", "ACTIVE")]);
    settle().await;
    let before = page.all("tbody th, tbody td");
    let changes = changes_in(&page.one("tbody"));
    test.rows.set(vec![row("web", "ACTIVE"), row("db", "ACTIVE")]);
    settle().await;
    page.check_texts("tbody .flc-status", &["ACTIVE", "ACTIVE"]);
    check_same(&before, &page.all("tbody th, tbody td"));
    assert_eq!(changes.get(), 1, "one text");
});

in_both!(rows_that_go_leave_their_elements_to_those_that_come, |shadow| async move {
    let (page, test) = table(shadow, vec![row("a", "ACTIVE"), row("b", "BUILD"), row("c", "ERROR")]);
    test.selected.set(vec!["b".to_owned(), "e".to_owned()]);
    settle().await;
    let before = page.all("tbody tr, tbody th, tbody td");
    page.one("a[href='#/loggers/c']").focus().expect("focus");
    test.rows.set(vec![row("d", "BUILD"), row("e", "ACTIVE"), row("f", "ACTIVE")]);
    settle().await;
    check_same(&before, &page.all("tbody tr, tbody th, tbody td"));
    page.check_texts("tbody th", &["d", "e", "f"]);
    page.check_texts("tbody .flc-status", &["BUILD", "ACTIVE", "ACTIVE"]);
    page.check_texts("tr[data-selected] th", &["e"]);
    page.check_attribute("tbody tr:nth-child(3) input", "aria-label", Some("Select f"));
    assert!(page.all(":focus").is_empty(), "the row that had the focus has gone");
    page.one("[aria-label='Select d']").click();
    settle().await;
    assert_eq!(test.selected.get_untracked(), ["b", "e", "d"]);

    let mut broken = row("#1", "");
    broken.cells[0] = Cell::Unreadable("no id".to_owned());
    test.rows.set(vec![broken, row("e", "ACTIVE")]);
    settle().await;
    page.check_texts("tbody th", &["no id", "e"]);
    assert_eq!(page.all("tbody input").len(), 1);
    page.check_texts("tr[data-selected] th", &["e"]);
});

in_both!(rows_that_change_places_with_one_keep_the_focus, |shadow| async move {
    let rows = |names: [&str; 3]| names.map(|name| row(name, "ACTIVE")).to_vec();
    let (page, test) = table(shadow, rows(["a", "b", "c"]));
    settle().await;
    page.one("a[href='#/loggers/a']").focus().expect("focus");
    test.rows.set(rows(["c", "a", "b"]));
    settle().await;
    page.check_texts("tbody th", &["c", "a", "b"]);
    page.check_focus("a[href='#/loggers/a']");
});

in_both!(a_row_that_stays_among_others_makes_no_new_elements, |shadow| async move {
    let rows = |names: [&str; 4]| names.map(|name| row(name, "ACTIVE")).to_vec();
    let (page, test) = table(shadow, rows(["a", "b", "c", "d"]));
    settle().await;
    let before = page.all("tbody tr, tbody th");
    test.rows.set(rows(["e", "f", "g", "a"]));
    settle().await;
    check_same(&before, &page.all("tbody tr, tbody th"));
    page.check_texts("tbody th", &["e", "f", "g", "a"]);
});

in_both!(a_cell_of_another_kind_is_drawn_in_its_place, |shadow| async move {
    let with = |name: &str, cell| Row { cells: vec![Cell::Text(name.to_owned()), cell], ..row(name, "") };
    let named = Cell::Named { text: "web".to_owned(), id: "1".to_owned() };
    let wrong = Cell::Status { tone: Tone::Wrong, text: "ERROR".to_owned() };
    let good = Cell::Status { tone: Tone::Good, text: "ACTIVE".to_owned() };
    let shape = "td:last-child path";
    let (page, test) = table(shadow, vec![with("a", good)]);
    settle().await;
    let good = page.one(shape).get_attribute("d");
    test.rows.set(vec![with("a", wrong)]);
    settle().await;
    page.check_texts("tbody tr", &["aERROR"]);
    page.check_attribute(".flc-status", "data-tone", Some("wrong"));
    assert_ne!(page.one(shape).get_attribute("d"), good);
    test.rows.set(vec![with("b", named)]);
    settle().await;
    page.check_texts("tbody th, .flc-named > .flc-text", &["b", "web"]);
    test.rows.set(vec![with("c", Cell::Absent)]);
    settle().await;
    page.check_texts("tbody tr", &["c–"]);
});

in_both!(another_row_under_the_pointer_has_its_own_tip_and_copy, |shadow| async move {
    let cut = |id: &str| Row {
        cells: vec![Cell::MiddleCut(id.to_owned()), Cell::Mono(id.to_owned())],
        ..row(id, "")
    };
    let (page, test) = table(shadow, vec![cut("first-of-all-the-ids")]);
    settle().await;
    page.one("td .flc-copy").click();
    let _ = page.one(".flc-cut").dispatch_event(&bubbling("mouseover"));
    settle().await;
    page.check_texts(":popover-open", &["first-of-all-the-ids"]);
    page.check_texts("tbody .flc-copy", &["Copy first-of-all-the-ids", "Asked"]);
    test.rows.set(vec![cut("the-second-one-of-them")]);
    settle().await;
    page.check_texts(":popover-open", &["the-second-one-of-them"]);
    page.check_texts("tbody .flc-copy", &["Copy the-second-one-of-them", "Copy the-second-one-of-them"]);
    page.check_texts("tbody .flc-cut", &["the-second-one-of-them"]);
});

#[track_caller]
fn check_same(before: &[web_sys::Element], after: &[web_sys::Element]) {
    let same: Vec<bool> =
        before.iter().zip(after).map(|(before, after)| before.is_same_node(Some(after))).collect();
    assert_eq!(same, vec![true; before.len()]);
    assert_eq!(before.len(), after.len());
}

/// How often texts and elements change within an element from here on.
fn changes_in(element: &web_sys::HtmlElement) -> Rc<Count<u32>> {
    let count = Rc::new(Count::new(0));
    let counted = count.clone();
    let add = move |records: js_sys::Array| counted.set(counted.get() + records.length());
    let add = Closure::<dyn Fn(js_sys::Array)>::new(add).into_js_value();
    let observer = web_sys::MutationObserver::new(add.unchecked_ref()).expect("an observer");
    let what = web_sys::MutationObserverInit::new();
    what.set_subtree(true);
    what.set_child_list(true);
    what.set_character_data(true);
    observer.observe_with_options(element, &what).expect("it observes");
    count
}

in_both!(rows_of_one_key_are_all_shown, |shadow| async move {
    let (page, test) = table(shadow, vec![row("web", "BUILD"), row("web", "ACTIVE")]);
    settle().await;
    page.check_texts("tbody .flc-status", &["BUILD", "ACTIVE"]);
    test.rows.set(vec![row("web", "ERROR"), row("db", "BUILD"), row("web", "ACTIVE")]);
    settle().await;
    page.check_texts("tbody .flc-status", &["ERROR", "BUILD", "ACTIVE"]);
});

in_both!(a_copy_button_says_how_it_went, |shadow| async move {
    let page = mount(shadow, || {
        let cell = Cell::Mono("1-2-3".to_owned());
        view! { <KeyValues items=Signal::stored(vec![KeyValue { label: "ID".to_owned(), value: cell }])/> }
    });
    settle().await;
    page.check_texts("dd button", &["Copy 1-2-3"]);
    page.one("dd button").focus().expect("focus");
    settle().await;
    page.check_texts(".flc-tip:popover-open", &["Copy 1-2-3"]);
    page.one("dd button").click();
    settle().await;
    page.check_texts("dd button", &["Asked"]);
    page.check_texts(".flc-tip:popover-open", &["Asked"]);
    page.check_focus("dd button");
});

/// A table that only shows these rows.
fn plain_table(columns: Signal<Vec<Column>>, rows: Vec<Row>) -> AnyView {
    view! {
        <Table
            label=text("Loggers")
            columns=columns
            rows=Signal::stored(rows)
            sort=Signal::stored(None)
            state=Signal::stored(TableState::Ready)
            busy=Signal::stored(false)
            empty=|| ()
            no_match=|| ()
            failed=|| ()
        />
    }
    .into_any()
}

in_both!(rows_follow_the_language_of_their_copy_buttons, |shadow| async move {
    let copy = RwSignal::new("Copy");
    let row = Row { key: "1".to_owned(), name: "1".to_owned(), cells: vec![Cell::Mono("1-2-3".to_owned())] };
    let page = mount(shadow, move || {
        let copy_value = Sentence::new(move |value| format!("{} {value}", copy.get()));
        provide_ui_words(UiWords { copy_value, ..UiWords::default() });
        plain_table(Signal::stored(columns()[..1].to_vec()), vec![row])
    });
    settle().await;
    page.check_texts("th button", &["Copy 1-2-3"]);
    copy.set("복사");
    settle().await;
    page.check_texts("th button", &["복사 1-2-3"]);
});

in_both!(columns_come_and_go_where_they_belong, |shadow| async move {
    let shown = RwSignal::new(columns());
    let page = mount(shadow, move || plain_table(shown.into(), vec![row("web", "BUILD")]));
    settle().await;
    page.check_texts("tbody tr > *", &["web", "BUILD"]);
    shown.update(|columns| {
        let other = Column { id: "more", ..columns[1].clone() };
        columns.insert(1, other);
    });
    settle().await;
    page.check_texts("tbody tr > *", &["web", "BUILD", "–"]);
    shown.update(|columns| {
        columns.remove(1);
    });
    settle().await;
    page.check_texts("tbody tr > *", &["web", "BUILD"]);
});
