//! Going to another page, and the question before something is lost that is being written.

use super::console::{Console, Leaving};
use crate::route::{Page, Route};
use reactive_graph::prelude::*;

impl Console {
    /// Goes to another page, or asks first where edits would be lost.
    pub fn go(self, route: Route) {
        if self.would_lose_edits(&route) {
            self.part.leaving.set(Some(Leaving::To(route)));
        } else {
            self.show(route, false);
        }
    }

    /// Changes what is chosen on the page, without a step for the back button.
    pub fn refine(self, route: Route) {
        self.show(route, true);
    }

    fn show(self, route: Route, replace: bool) {
        // A copy, since the host may ask things of this console or of another one before it answers.
        let navigator = self.part.navigator.get_value();
        // Which may as well have taken it away.
        if navigator.lets_go(&route, replace) && !self.is_gone() {
            self.go_on(route, replace);
        }
    }

    /// Goes where the host has said, or asks first where edits would be lost.
    pub fn go_as_told(self, route: Route) {
        if self.would_lose_edits(&route) {
            self.part.leaving.set(Some(Leaving::To(route)));
        } else {
            self.go_on(route, false);
        }
    }

    fn go_on(self, route: Route, replace: bool) {
        self.part.navigator.with_value(|navigator| navigator.show(&route, replace));
        if self.part.route.with_untracked(|current| *current != route) {
            self.turn_to(route);
        }
    }

    /// Shows another route. A dialog belongs to the page over which it was opened.
    fn turn_to(self, route: Route) {
        if self.is_other_page(&route) {
            self.part.edit.close();
            self.part.deleting.set(Vec::new());
        }
        self.part.route.set(route);
    }

    /// The wizard with the values of another logger is another page.
    fn is_other_page(self, route: &Route) -> bool {
        self.part.route.with_untracked(|current| {
            current.page != route.page || current.clone_source() != route.clone_source()
        })
    }

    /// The route has changed outside: the back button, a link, a portal.
    pub fn arrived(self, route: Route) {
        if self.part.route.with_untracked(|current| *current == route) {
            return;
        }
        if self.would_lose_edits(&route) {
            let current = self.part.route.get_untracked();
            self.part.navigator.with_value(|navigator| navigator.show(&current, false));
            self.part.leaving.set(Some(Leaving::To(route)));
        } else {
            self.turn_to(route);
        }
    }

    /// Leaves although edits are lost.
    pub fn leave(self) {
        let Some(leaving) = self.part.leaving.get_untracked() else { return };
        self.part.leaving.set(None);
        match leaving {
            Leaving::To(route) => {
                // The wizard that is left would come back empty, so its step is given to the next page.
                let on_create = self.part.route.with_untracked(|current| current.page == Page::Create);
                self.part.create.discard();
                self.part.edit.close();
                self.show(route, on_create);
            }
            Leaving::Region(id) => self.enter_region(&id),
            Leaving::Disconnect => self.disconnect(),
            Leaving::Edit => self.part.edit.close(),
        }
    }

    /// Closes the edit dialog, or asks first where edits would be lost.
    pub fn close_edit(self) {
        if self.part.edit.is_dirty() {
            self.part.leaving.set(Some(Leaving::Edit));
        } else {
            self.part.edit.close();
        }
    }

    fn would_lose_edits(self, route: &Route) -> bool {
        self.is_other_page(route) && self.has_unsaved_edits()
    }

    /// Whether leaving the document would lose something.
    pub fn has_unsaved_edits(self) -> bool {
        self.part.edit.is_dirty() || self.part.create.is_dirty() || self.part.create.sending.get_untracked()
    }

    /// Disconnects, or asks first where edits would be lost.
    pub fn ask_to_disconnect(self) {
        if self.has_unsaved_edits() {
            self.part.leaving.set(Some(Leaving::Disconnect));
        } else {
            self.disconnect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::bench::{bench, no_loggers};

    #[test]
    fn a_wizard_that_is_left_is_no_step_back() {
        let bench = bench(|_| no_loggers());
        let console = bench.console;
        let (loggers, create, ports) =
            (Route::to(Page::Loggers), Route::to(Page::Create), Route::to(Page::LoggingPorts));
        console.go(create.clone());
        console.part.create.begun_from.set(Some(String::new()));
        console.part.create.draft.update(|draft| draft.name = "draft".to_owned());
        // The back button: the question stands over the wizard, whose address comes back.
        console.arrived(loggers.clone());
        assert_eq!(console.part.route.get_untracked(), create);
        console.leave();
        console.go(ports.clone());
        let shown = bench.service.shown.borrow().clone();
        assert_eq!(shown, [(create.clone(), false), (create, false), (loggers, true), (ports, false)]);
    }
}
