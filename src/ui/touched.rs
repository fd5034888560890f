use leptos::prelude::*;

/// Whether a person has edited a field and then left it. From then on the field shows its error.
#[derive(Clone, Copy, Default)]
pub struct Touched(RwSignal<Option<bool>>);

impl Touched {
    pub fn get(self) -> bool {
        self.0.get() == Some(true)
    }

    /// The field was edited.
    pub(super) fn edit(self) {
        if self.0.get_untracked().is_none() {
            self.0.set(Some(false));
        }
    }

    /// The field has lost the focus.
    pub(super) fn leave(self, field: web_sys::Element) {
        // A field that is removed from the page loses the focus too, and its signals may be disposed.
        if self.0.try_get_untracked() != Some(Some(false)) {
            return;
        }
        // A message that appears while a button is pressed could move the button away from the pointer.
        if matches!(field.closest(":active"), Ok(Some(_))) {
            request_animation_frame(move || self.leave(field));
        } else {
            self.0.set(Some(true));
        }
    }
}
