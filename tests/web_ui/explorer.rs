//! The parts of the log explorer: chart, small drawings, top lists, the table of many rows, files and progress.

use std::ops::Range;

use flowlog_console::ui::*;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::mount::{Mount, bubbling, mount, settle};

const HOUR: i64 = 3_600_000;

fn step(accepted: u64, dropped: u64) -> Option<StepValue> {
    Some(StepValue { accepted, dropped })
}

#[derive(Clone, Copy)]
struct ChartUnderTest {
    series: RwSignal<TimeSeries>,
    zoomed: RwSignal<Vec<(i64, i64)>>,
    region: NodeRef<html::Section>,
}

/// A chart that writes numbers as they are, and times as hours.
fn chart(shadow: bool, values: Vec<Option<StepValue>>) -> (Mount, ChartUnderTest) {
    let series = RwSignal::new(TimeSeries { from: 9 * HOUR, step: HOUR, values });
    let test = ChartUnderTest { series, zoomed: RwSignal::default(), region: NodeRef::new() };
    let page = mount(shadow, move || {
        let words = ChartWords {
            accepted: text("Accepted"),
            dropped: text("Dropped"),
            time: text("Time"),
            show_as_table: text("Show as table"),
            keys: text("Arrows move"),
            empty: text("Nothing there"),
        };
        let format = ChartFormat {
            short: Callback::new(|number: u64| format!("~{number}")),
            exact: Callback::new(|number: u64| number.to_string()),
            span: Callback::new(|(from, until)| format!("{}-{}", from / HOUR, until / HOUR)),
            tick: Callback::new(|(at, _)| format!("{}h", at / HOUR)),
            offset: Callback::new(|_| 0),
        };
        let on_zoom = move |span| test.zoomed.update(|all| all.push(span));
        view! {
            <TimeChart
                title=text("Over time")
                words
                format
                series
                busy=Signal::stored(false)
                on_zoom
                node_ref=test.region
            />
        }
    });
    (page, test)
}

const PLOT: &str = "[role=slider]";

fn press_with_shift(page: &Mount, key: &str) {
    let init = web_sys::KeyboardEventInit::new();
    init.set_key(key);
    init.set_shift_key(true);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event =
        web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).expect("an event");
    let _ = page.one(PLOT).dispatch_event(&event);
}

in_both!(a_chart_says_the_step_at_its_cursor, |shadow| async move {
    let (page, _) = chart(shadow, vec![step(3, 0), step(5, 2), None]);
    settle().await;
    page.check_attribute("section", "aria-label", Some("Over time"));
    page.check_attribute(PLOT, "aria-valuemax", Some("2"));
    page.check_attribute(PLOT, "aria-valuetext", Some("9-12: Accepted ~8, Dropped ~2"));
    assert_eq!(page.description(PLOT), "Arrows move");
    assert!(page.one(".flc-chart-tip").hidden());
    for (key, expect) in [
        ("ArrowRight", "9-10: Accepted ~3, Dropped ~0"),
        ("ArrowRight", "10-11: Accepted ~5, Dropped ~2"),
        ("End", "11-12: Accepted –, Dropped –"),
        ("ArrowRight", "11-12: Accepted –, Dropped –"),
        ("Home", "9-10: Accepted ~3, Dropped ~0"),
    ] {
        assert!(!page.press(PLOT, key), "the page does not scroll");
        settle().await;
        page.check_attribute(PLOT, "aria-valuetext", Some(expect));
    }
    page.check_texts(".flc-chart-tip p", &["9-10", "Accepted~3", "Dropped~0"]);
    assert!(page.press(PLOT, "Tab"));
});

in_both!(a_part_of_a_chart_is_chosen_by_keys, |shadow| async move {
    let (page, test) = chart(shadow, vec![step(1, 0), step(2, 1), step(4, 1), step(8, 0)]);
    settle().await;
    page.press(PLOT, "Enter");
    assert_eq!(test.zoomed.get_untracked(), [], "nothing is chosen");
    page.press(PLOT, "ArrowRight");
    page.press(PLOT, "ArrowRight");
    press_with_shift(&page, "ArrowRight");
    settle().await;
    page.check_attribute(PLOT, "aria-valuetext", Some("10-12: Accepted ~6, Dropped ~2"));
    assert_eq!(page.all(".flc-plot-chosen").len(), 1);
    page.press(PLOT, "Escape");
    settle().await;
    page.check_attribute(PLOT, "aria-valuetext", Some("9-13: Accepted ~15, Dropped ~2"));
    page.press(PLOT, "End");
    press_with_shift(&page, "ArrowLeft");
    press_with_shift(&page, "ArrowLeft");
    page.press(PLOT, "Enter");
    page.press(PLOT, "Home");
    page.press(PLOT, "Enter");
    assert_eq!(test.zoomed.get_untracked(), [(10 * HOUR, 13 * HOUR), (9 * HOUR, 10 * HOUR)]);
});

in_both!(a_choice_stays_while_numbers_come_in, |shadow| async move {
    let (page, test) = chart(shadow, vec![step(1, 0), step(2, 1), None]);
    settle().await;
    page.press(PLOT, "ArrowRight");
    press_with_shift(&page, "ArrowRight");
    test.series.update(|series| series.values = vec![step(10, 0), step(20, 5), step(1, 0)]);
    settle().await;
    page.check_attribute(PLOT, "aria-valuetext", Some("9-11: Accepted ~30, Dropped ~5"));
    test.series.update(|series| series.from = 0);
    settle().await;
    page.check_attribute(PLOT, "aria-valuetext", Some("0-3: Accepted ~31, Dropped ~5"));
});

fn point(page: &Mount, name: &str, share: f64) {
    let plot = page.one(PLOT);
    let rect = page.one(".flc-plot-base[d*=H]").get_bounding_client_rect();
    let init = web_sys::PointerEventInit::new();
    init.set_client_x((rect.left() + rect.width() * share) as i32);
    init.set_client_y(rect.top() as i32);
    init.set_bubbles(true);
    let event = web_sys::PointerEvent::new_with_event_init_dict(name, &init).expect("an event");
    let _ = plot.dispatch_event(&event);
}

in_both!(a_part_of_a_chart_is_chosen_by_dragging, |shadow| async move {
    let (page, test) = chart(shadow, vec![step(1, 0), step(2, 1), step(4, 1), step(8, 0)]);
    settle().await;
    point(&page, "pointermove", 0.3);
    settle().await;
    page.check_attribute(PLOT, "aria-valuetext", Some("10-11: Accepted ~2, Dropped ~1"));
    point(&page, "pointerdown", 0.3);
    point(&page, "pointerup", 0.3);
    assert_eq!(test.zoomed.get_untracked(), [], "a press alone chooses nothing");
    point(&page, "pointerdown", 0.9);
    point(&page, "pointermove", 0.3);
    settle().await;
    page.check_attribute(PLOT, "aria-valuetext", Some("10-13: Accepted ~14, Dropped ~2"));
    point(&page, "pointerup", 0.3);
    settle().await;
    assert_eq!(test.zoomed.get_untracked(), [(10 * HOUR, 13 * HOUR)]);
    point(&page, "pointerdown", 0.1);
    point(&page, "pointermove", 0.9);
    point(&page, "pointercancel", 0.9);
    settle().await;
    assert_eq!(test.zoomed.get_untracked().len(), 1);
    page.check_attribute(PLOT, "aria-valuenow", Some("0"));
});

in_both!(a_chart_is_a_table_with_every_digit, |shadow| async move {
    let (page, _) = chart(shadow, vec![step(u64::MAX, 1), None, step(0, 9_007_199_254_740_993)]);
    settle().await;
    page.one("section button").click();
    settle().await;
    page.check_attribute("section button", "aria-pressed", Some("true"));
    page.check_attribute("table", "aria-label", Some("Over time"));
    page.check_texts("thead th", &["Time", "Accepted", "Dropped"]);
    page.check_texts("tbody th", &["9-10", "10-11", "11-12"]);
    page.check_texts("tbody td", &["18446744073709551615", "1", "–", "–", "0", "9007199254740993"]);
    page.one("section button").click();
    settle().await;
    assert_eq!(page.all("table").len(), 0);
    assert_eq!(page.all(PLOT).len(), 1);
});

/// The heights of the bars of a kind.
fn heights(page: &Mount, class: &str) -> Vec<u32> {
    let path = page.one(&format!("path.{class}")).get_attribute("d").unwrap_or_default();
    let height = |bar: &str| bar.split("v-").nth(1)?.split('h').next()?.parse().ok();
    path.split('M').filter_map(height).collect()
}

in_both!(every_value_of_a_chart_is_seen, |shadow| async move {
    let (page, test) =
        chart(shadow, vec![step(1, 1), step(0, 0), step(u64::MAX, u64::MAX), None, step(0, 5)]);
    settle().await;
    let (accepted, dropped) = (heights(&page, "flc-bar-accepted"), heights(&page, "flc-bar-dropped"));
    assert_eq!(accepted.len(), 2);
    assert_eq!(dropped.len(), 3);
    assert!(accepted[0] > dropped[0] && dropped[0] >= 1, "{accepted:?} {dropped:?}");
    assert!(accepted[1] > dropped[1] && dropped[1] > 100, "{accepted:?} {dropped:?}");
    for count in [0, 1, 2, 60, 400] {
        let values = (0..count).map(|at| step(at, 1)).collect();
        test.series.update(|series| series.values = values);
        settle().await;
        assert_eq!(heights(&page, "flc-bar-dropped").len() as u64, count);
    }
    test.series.update(|series| series.values = vec![step(0, 0); 3]);
    settle().await;
    page.check_texts(".flc-plot-empty", &["Nothing there"]);
});

in_both!(a_chart_becomes_a_png, |shadow| async move {
    let (page, test) = chart(shadow, vec![step(3, 1), step(5, 2)]);
    settle().await;
    let region = test.region.get_untracked().expect("a region");
    let png = chart_png(region.clone(), "Flows & <more>".to_owned()).await.expect("a picture");
    assert_eq!(png.type_(), "image/png");
    let bytes = JsFuture::from(png.array_buffer()).await.expect("bytes");
    let bytes = js_sys::Uint8Array::new(&bytes).to_vec();
    assert_eq!(bytes.get(1..4), Some(&b"PNG"[..]));
    assert!(bytes.len() > 1000, "{}", bytes.len());
    page.one("section button").click();
    settle().await;
    assert!(chart_png(region, String::new()).await.is_err(), "a table has no picture");
});

in_both!(small_drawings_stand_beside_numbers, |shadow| async move {
    let share = RwSignal::new(Share { part: 1, dropped: 0, whole: u64::MAX });
    let page = mount(shadow, move || {
        let values = vec![StepValue { accepted: 3, dropped: 1 }, StepValue::default()];
        view! {
            <Sparkline values=Signal::stored(values)/>
            <ShareBar share/>
        }
    });
    settle().await;
    page.check_attribute(".flc-spark", "aria-hidden", Some("true"));
    page.check_attribute(".flc-spark-all", "d", Some("M0 100V4H1V100H2V100z"));
    page.check_attribute(".flc-spark-dropped", "d", Some("M0 100V76H1V100H2V100z"));
    page.check_attribute(".flc-share-part", "width", Some("0.1%"));
    page.check_attribute(".flc-share-dropped", "width", Some("0.0%"));
    share.set(Share { part: 2, dropped: 1, whole: 4 });
    settle().await;
    page.check_attribute(".flc-share-part", "width", Some("50.0%"));
    page.check_attribute(".flc-share-dropped", "width", Some("25.0%"));
});

fn top_row(key: &str) -> TopRow {
    TopRow {
        key: key.to_owned(),
        value: key.to_owned(),
        note: None,
        amount: "12".to_owned(),
        share: Share { part: 12, dropped: 3, whole: 24 },
        share_text: "50 %".to_owned(),
        dropped: "25 %".to_owned(),
        line: vec![StepValue { accepted: 9, dropped: 3 }],
        first_seen: Cell::Text("first".to_owned()),
        last_seen: Cell::Text("last".to_owned()),
        first_dropped: Cell::Absent,
    }
}

#[derive(Clone, Copy)]
struct TopUnderTest {
    rows: RwSignal<Vec<TopRow>>,
    other: RwSignal<Option<TopRow>>,
    loading: RwSignal<bool>,
    done: RwSignal<Vec<String>>,
}

fn top(shadow: bool, keys: &[&str]) -> (Mount, TopUnderTest) {
    let test = TopUnderTest {
        rows: RwSignal::new(keys.iter().map(|key| top_row(key)).collect()),
        other: RwSignal::new(None),
        loading: RwSignal::new(false),
        done: RwSignal::default(),
    };
    let page = mount(shadow, move || {
        let [value, amount, share, dropped, line, first_seen, last_seen, first_dropped] =
            ["Source", "Flows", "Share", "Dropped", "Trend", "First seen", "Last seen", "First dropped"]
                .map(text);
        let empty = text("Nothing");
        let words =
            TopWords { value, amount, share, dropped, line, first_seen, last_seen, first_dropped, empty };
        let menu = move |key: String| {
            let done = format!("only {key}");
            let only = MenuItem::run("Only this", IconName::Filter, move || {
                test.done.update(|all| all.push(done.clone()))
            });
            let copy = MenuItem { label: "Copy".to_owned(), icon: None, act: MenuAct::Copy(key.clone()) };
            let link =
                MenuItem { label: "Open".to_owned(), icon: None, act: MenuAct::Link(format!("#/{key}")) };
            vec![only, copy, link]
        };
        view! {
            <TopTable
                title=text("Top sources")
                words
                rows=test.rows
                other=test.other
                limit=3
                loading=test.loading
                busy=Signal::stored(false)
                menu
            />
        }
    });
    (page, test)
}

in_both!(each_value_of_a_top_list_has_a_menu, |shadow| async move {
    let (page, test) = top(shadow, &["10.0.0.1", "10.0.0.2"]);
    test.other.set(Some(TopRow { value: "Other".to_owned(), ..top_row("") }));
    settle().await;
    page.check_attribute("table", "aria-label", Some("Top sources"));
    page.check_texts("tbody th[scope=row]", &["10.0.0.1", "10.0.0.2", "Other"]);
    page.check_texts("tr:last-child td", &["12", "50 %", "25 %", "", "first", "last", "–"]);
    assert_eq!(page.all(".flc-value").len(), 2, "what is other has no menu");
    page.one("button[value='10.0.0.2']").click();
    settle().await;
    page.check_attribute("[popover=auto]", "aria-label", Some("10.0.0.2"));
    page.check_texts(".flc-menu > *", &["Only this", "Copy", "Open"]);
    page.check_attribute(".flc-menu a", "href", Some("#/10.0.0.2"));
    page.check_attribute(".flc-menu .flc-copy", "value", Some("10.0.0.2"));
    assert_eq!(page.all(":popover-open[data-placed]").len(), 1);
    page.one(".flc-menu button:first-child").click();
    settle().await;
    assert_eq!(test.done.get_untracked(), ["only 10.0.0.2"]);
    assert_eq!(page.all(":popover-open").len(), 0);
});

in_both!(the_focus_follows_its_value_in_a_top_list, |shadow| async move {
    let (page, test) = top(shadow, &["a", "b", "c"]);
    settle().await;
    page.one("button[value=b]").focus().expect("focus");
    test.rows.set(["b", "a"].map(top_row).to_vec());
    settle().await;
    page.check_texts("tbody th", &["b", "a"]);
    page.check_focus("button[value=b]");
    test.rows.set(["c", "a"].map(top_row).to_vec());
    settle().await;
    page.check_focus("[role=region]");
});

in_both!(a_top_list_keeps_its_height, |shadow| async move {
    let (page, test) = top(shadow, &["a", "b", "c"]);
    test.other.set(Some(top_row("other")));
    settle().await;
    let height = || page.one("section").offset_height();
    let before = height();
    test.rows.set(Vec::new());
    test.other.set(None);
    settle().await;
    page.check_texts(".flc-top-empty", &["Nothing"]);
    assert_eq!(height(), before);
    test.loading.set(true);
    settle().await;
    assert_eq!(page.all(".flc-skeleton tr").len(), 3);
    assert_eq!(page.all(".flc-top-empty").len(), 0);
    assert_eq!(height(), before);
});

#[derive(Clone, Copy)]
struct WindowUnderTest {
    rows: RwSignal<WindowRows>,
    /// Rows from this one on are not there.
    known: RwSignal<usize>,
    needed: RwSignal<Vec<Range<usize>>>,
    opened: RwSignal<Option<usize>>,
    sorted_by: RwSignal<Option<(String, bool)>>,
    busy: RwSignal<bool>,
}

fn windowed(shadow: bool, count: usize) -> (Mount, WindowUnderTest) {
    let test = WindowUnderTest {
        rows: RwSignal::new(WindowRows { count, version: 1 }),
        known: RwSignal::new(usize::MAX),
        needed: RwSignal::default(),
        opened: RwSignal::default(),
        sorted_by: RwSignal::default(),
        busy: RwSignal::default(),
    };
    let page = mount(shadow, move || {
        let column = |id, has_menu| WindowColumn {
            id,
            label: text(id),
            sortable: true,
            align: Align::Start,
            width: 200,
            has_menu,
        };
        let row = move |at: usize| {
            let is_known = at < test.known.get();
            is_known.then(|| vec![Cell::Text(format!("row {at}")), Cell::Text(format!("10.0.0.{at}"))])
        };
        let menu = |(at, column): (usize, String)| {
            vec![MenuItem::run(format!("Only {column} of {at}"), IconName::Filter, || ())]
        };
        view! {
            <WindowedTable
                label=text("Records")
                columns=Signal::stored(vec![column("time", false), column("src", true)])
                rows=test.rows
                row
                on_need=move |range| test.needed.update(|all| all.push(range))
                sort=test.sorted_by
                on_sort=move |id| test.sorted_by.set(Some((id, true)))
                opened=test.opened
                on_open=move |at| test.opened.set(Some(at))
                menu
                busy=test.busy
                empty=|| "No records"
            />
        }
    });
    (page, test)
}

const REGION: &str = "[role=region]";

/// The numbers of the rows that are drawn.
fn drawn_rows(page: &Mount) -> Vec<usize> {
    let index = |row: &web_sys::Element| row.get_attribute("aria-rowindex")?.parse::<usize>().ok();
    page.all("tbody tr").iter().filter_map(index).map(|index| index - 2).collect()
}

async fn scroll(page: &Mount, top: i32) {
    page.one(REGION).set_scroll_top(top);
    let _ = page.one(REGION).dispatch_event(&bubbling("scroll"));
    settle().await;
}

in_both!(a_table_of_many_rows_draws_those_in_sight, |shadow| async move {
    let (page, test) = windowed(shadow, 5_000_000);
    settle().await;
    page.check_attribute("table", "aria-rowcount", Some("5000001"));
    page.check_attribute("thead tr", "aria-rowindex", Some("1"));
    let first = drawn_rows(&page);
    assert!(first.len() < 60 && first.starts_with(&[0, 1, 2]), "{first:?}");
    let element = page.all("tbody tr").remove(0);
    scroll(&page, 1000).await;
    let rows = drawn_rows(&page);
    assert!(rows[0] > 10 && rows.is_sorted(), "{rows:?}");
    assert_eq!(page.one("tbody").child_element_count() as usize, rows.len());
    assert!(element.is_connected(), "an element becomes another row");
    page.check_texts("tbody tr:first-child th", &[&format!("row {}", rows[0])]);
    scroll(&page, i32::MAX).await;
    let rows = drawn_rows(&page);
    assert_eq!(rows.last(), Some(&4_999_999));
    // A wheel still moves row by row.
    let at = page.one(REGION).scroll_top();
    scroll(&page, at - 400).await;
    let before = rows[0];
    let rows = drawn_rows(&page);
    assert!(rows[0] < before && before - rows[0] < 20, "{before} {rows:?}");
    test.rows.set(WindowRows { count: 3, version: 1 });
    settle().await;
    assert_eq!(drawn_rows(&page), [0, 1, 2]);
    test.rows.set(WindowRows { count: 0, version: 2 });
    settle().await;
    page.check_texts(".flc-table-instead", &["No records"]);
    test.busy.set(true);
    settle().await;
    assert_eq!(page.all(".flc-table-instead").len(), 0);
    assert_eq!(page.all(".flc-skeleton tr").len(), 8);
});

in_both!(the_columns_of_many_rows_share_the_width, |shadow| async move {
    let (page, _) = windowed(shadow, 5);
    settle().await;
    let width = |selector| page.one(selector).get_bounding_client_rect().width();
    assert_eq!(width("table"), f64::from(page.one(REGION).client_width()).max(400.0));
    assert_eq!(width("thead th:first-child"), width("table") / 2.0);
    assert_eq!(page.one(REGION).scroll_height(), page.one(REGION).client_height(), "few rows need no bar");
});

in_both!(rows_that_are_missing_are_asked_for, |shadow| async move {
    let (page, test) = windowed(shadow, 1_050);
    test.known.set(0);
    settle().await;
    assert_eq!(test.needed.get_untracked().last(), Some(&(0..200)));
    assert!(page.all("tbody .flc-bone").len() > 10);
    let height = page.all("tbody tr")[0].get_bounding_client_rect().height();
    test.needed.set(Vec::new());
    test.known.set(200);
    settle().await;
    assert!(test.needed.get_untracked().is_empty(), "all is there");
    assert_eq!(page.all("tbody .flc-bone").len(), 0);
    assert_eq!(page.all("tbody tr")[0].get_bounding_client_rect().height(), height);
    scroll(&page, i32::MAX).await;
    assert_eq!(test.needed.get_untracked().last(), Some(&(1_000..1_050)));
    // Rows of another order are asked for, though they have the same numbers.
    test.rows.set(WindowRows { count: 1_050, version: 2 });
    settle().await;
    assert_eq!(drawn_rows(&page)[0], 0);
});

in_both!(keys_move_through_many_rows, |shadow| async move {
    let (page, test) = windowed(shadow, 3_000_000);
    settle().await;
    let focused = || page.focused().and_then(|row| row.get_attribute("aria-rowindex")).unwrap_or_default();
    page.one(REGION).focus().expect("focus");
    page.press(REGION, "ArrowDown");
    settle().await;
    assert_eq!(focused(), "2");
    page.press("tr:focus", "ArrowDown");
    settle().await;
    assert_eq!(focused(), "3");
    page.press("tr:focus", "End");
    settle().await;
    assert_eq!(focused(), "3000001");
    assert_eq!(drawn_rows(&page).last(), Some(&2_999_999));
    page.press("tr:focus", "PageUp");
    settle().await;
    let at: usize = focused().parse().expect("a row");
    assert!(at < 2_999_999 && at > 2_999_900, "{at}");
    page.press("tr:focus", "Enter");
    settle().await;
    assert_eq!(test.opened.get_untracked(), Some(at - 2));
    page.check_attribute("tr:focus", "aria-current", Some("true"));
    page.press("tr:focus", "ArrowRight");
    page.check_focus("tr:focus-within button");
    page.press("button:focus", "ArrowLeft");
    assert_eq!(focused(), at.to_string());
    page.press("tr:focus", "Home");
    settle().await;
    assert_eq!(focused(), "2");
    // The focus stays in the table when its row goes out of sight.
    scroll(&page, 100_000).await;
    page.check_focus(REGION);
    page.press(REGION, "ArrowUp");
    settle().await;
    assert_eq!(focused(), "2");
});

in_both!(a_row_opens_and_its_values_have_a_menu, |shadow| async move {
    let (page, test) = windowed(shadow, 100);
    settle().await;
    page.one("tbody tr:nth-child(3) th").click();
    assert_eq!(test.opened.get_untracked(), Some(2));
    page.one("tbody tr:nth-child(5) button").click();
    settle().await;
    assert_eq!(test.opened.get_untracked(), Some(2), "a menu opens no row");
    page.check_texts(".flc-menu button", &["Only src of 4"]);
    page.one("thead th:first-child button").click();
    settle().await;
    page.check_attribute("thead th:first-child", "aria-sort", Some("descending"));
});

in_both!(rows_that_become_others_keep_the_focus_in_the_table, |shadow| async move {
    let (page, test) = windowed(shadow, 100);
    settle().await;
    page.one("tbody tr:nth-child(4)").focus().expect("focus");
    settle().await;
    test.known.set(2);
    settle().await;
    page.check_focus("tr[aria-rowindex='5']");
    test.rows.set(WindowRows { count: 2, version: 2 });
    settle().await;
    page.check_focus(REGION);
});

fn file(name: &str) -> web_sys::File {
    let parts = js_sys::Array::of1(&"text".into());
    web_sys::File::new_with_str_sequence(&parts, name).expect("a file")
}

fn data(names: &[&str]) -> web_sys::DataTransfer {
    let data = web_sys::DataTransfer::new().expect("a transfer");
    for name in names {
        let _ = data.items().add_with_file(&file(name)).expect("an item");
    }
    data
}

fn file_drop(shadow: bool) -> (Mount, RwSignal<Vec<String>>) {
    let picked = RwSignal::new(Vec::new());
    let page = mount(shadow, move || {
        let on_files = move |files: PickedFiles| {
            picked.set(files.files.into_iter().map(|(path, _)| path).collect());
        };
        view! {
            <FileDrop
                label=text("Log files")
                hint=text("Drop them here")
                folder=text("Choose a folder")
                on_files
            />
        }
    });
    (page, picked)
}

in_both!(files_are_chosen, |shadow| async move {
    let (page, picked) = file_drop(shadow);
    settle().await;
    let input: web_sys::HtmlInputElement = page.one("input:not([hidden])").unchecked_into();
    assert!(input.multiple());
    page.check_texts(&format!("label[for='{}']", input.id()), &["Log files"]);
    assert_eq!(page.description("input:not([hidden])"), "Drop them here");
    input.set_files(data(&["b.csv.gz", "a.csv"]).files().as_ref());
    let _ = input.dispatch_event(&bubbling("change"));
    assert_eq!(picked.get_untracked(), ["a.csv", "b.csv.gz"]);
    assert_eq!(input.value(), "", "the same files can be chosen again");
    let folder: web_sys::HtmlInputElement = page.one("input[hidden]").unchecked_into();
    assert!(folder.has_attribute("webkitdirectory"));
});

fn drag(page: &Mount, name: &str, names: &[&str]) -> bool {
    let init = web_sys::DragEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_data_transfer(Some(&data(names)));
    let event = web_sys::DragEvent::new_with_event_init_dict(name, &init).expect("an event");
    page.one(".flc-drop").dispatch_event(&event).expect("dispatch")
}

in_both!(files_are_dropped, |shadow| async move {
    let (page, picked) = file_drop(shadow);
    settle().await;
    assert!(drag(&page, "dragover", &[]), "what has no file is the browser's");
    page.check_attribute(".flc-drop", "data-over", None);
    assert!(!drag(&page, "dragover", &["a.csv"]));
    settle().await;
    page.check_attribute(".flc-drop", "data-over", Some("true"));
    drag(&page, "dragleave", &["a.csv"]);
    settle().await;
    page.check_attribute(".flc-drop", "data-over", None);
    drag(&page, "dragover", &["a.csv"]);
    assert!(!drag(&page, "drop", &["b.csv", "a.csv"]));
    settle().await;
    page.check_attribute(".flc-drop", "data-over", None);
    assert_eq!(picked.get_untracked(), ["a.csv", "b.csv"]);
});

in_both!(loading_shows_how_far_it_is, |shadow| async move {
    let done = RwSignal::new((0, None));
    let cancelled = RwSignal::new(false);
    let page = mount(shadow, move || {
        let facts = Signal::stored(vec!["2 of 4 files".to_owned(), "1 MB".to_owned()]);
        view! {
            <LoadProgress
                label=text("Loading logs")
                done
                facts
                cancel=text("Cancel")
                on_cancel=move |()| cancelled.set(true)
            />
        }
    });
    settle().await;
    page.check_attribute("progress", "aria-label", Some("Loading logs"));
    page.check_attribute("progress", "value", None);
    page.check_texts("li", &["2 of 4 files", "1 MB"]);
    done.set((u64::MAX / 2, Some(u64::MAX)));
    settle().await;
    page.check_attribute("progress", "value", Some("500"));
    done.set((9, Some(4)));
    settle().await;
    page.check_attribute("progress", "value", Some("1000"));
    page.one("button").click();
    assert!(cancelled.get_untracked());
});
