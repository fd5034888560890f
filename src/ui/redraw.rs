use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

/// The control in a row that has the focus: in which cell, and of what kind. A cell that is drawn anew would lose it.
pub(super) struct FocusInRow {
    control: Element,
    cell: u32,
    kind: &'static str,
}

/// The kinds of controls in cells.
const KINDS: [&str; 2] = [".flc-copy", "a"];

impl FocusInRow {
    pub fn of(row: &Element) -> Option<FocusInRow> {
        let control = row.query_selector(":focus").ok().flatten()?;
        let cells = row.children();
        let is_in = |at: &u32| cells.item(*at).is_some_and(|cell| cell.contains(Some(&control)));
        let cell = (0..cells.length()).find(is_in)?;
        let kind = KINDS.into_iter().find(|kind| control.matches(kind) == Ok(true))?;
        Some(FocusInRow { control, cell, kind })
    }

    /// Gives the focus to the control of the same kind that stands in the same cell.
    pub fn restore(self, row: &Element) {
        if self.control.is_connected() {
            return;
        }
        let cell = row.children().item(self.cell);
        let control = cell.and_then(|cell| cell.query_selector(self.kind).ok().flatten());
        if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
            // A control that is drawn and in the page takes the focus.
            let _ = control.focus();
        }
    }
}
