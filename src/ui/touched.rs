use leptos::prelude::*;

/// Whether a field was edited and left after that: from then on it says what is wrong with it.
#[derive(Clone, Copy)]
pub struct Touched(RwSignal<Option<bool>>);

impl Touched {
    pub fn new() -> Touched {
        Touched(RwSignal::new(None))
    }

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
        // A field that is taken from the page is left as well, when its signals may be gone.
        if self.0.try_get_untracked() != Some(Some(false)) {
            return;
        }
        // A message that came while the pointer is down would move what is pressed from under it.
        if matches!(field.closest(":active"), Ok(Some(_))) {
            request_animation_frame(move || self.leave(field));
        } else {
            self.0.set(Some(true));
        }
    }
}

impl Default for Touched {
    fn default() -> Touched {
        Touched::new()
    }
}
