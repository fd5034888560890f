use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

/// The control in a row that has the focus, and in which cell it stands. A cell that is drawn anew would lose it.
pub(super) struct FocusInRow {
    control: HtmlElement,
    cell: Option<u32>,
}

/// The kinds of controls in cells.
const KINDS: [&str; 2] = [".flc-copy", "a"];

impl FocusInRow {
    pub fn of(row: &Element) -> Option<FocusInRow> {
        let control: HtmlElement = row.query_selector(":focus").ok().flatten()?.dyn_into().ok()?;
        let cells = row.children();
        let is_in = |at: &u32| cells.item(*at).is_some_and(|cell| cell.contains(Some(&control)));
        let cell = (0..cells.length()).find(is_in);
        Some(FocusInRow { control, cell })
    }

    /// Gives the focus to the control of the same kind that stands in the same cell.
    pub fn restore(self, row: &Element) {
        if self.control.is_connected() {
            return;
        }
        let kind = KINDS.into_iter().find(|kind| self.control.matches(kind) == Ok(true));
        let cell = self.cell.and_then(|cell| row.children().item(cell));
        let control = cell.zip(kind).and_then(|(cell, kind)| cell.query_selector(kind).ok().flatten());
        if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
            // A control that is drawn and in the page takes the focus.
            let _ = control.focus();
        }
    }

    /// Takes the focus out of the row, which has become another one.
    pub fn leave(self) {
        // It fails for no element that has the focus.
        let _ = self.control.blur();
    }
}
