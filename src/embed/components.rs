//! The console and its parts as components of another Leptos program.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::component_props::{ComponentKind, ComponentProps, Handlers};
use super::mount::Mounted;
use super::program::Flowlog;
use crate::config::{Theme, TimeZone};
use crate::i18n::Locale;
use crate::state::events::Event;
use crate::state::preferences::HostChoices;

/// How a component looks and whether it writes, as far as the program says.
#[derive(Clone, Copy)]
struct Look {
    locale: MaybeProp<Locale>,
    theme: MaybeProp<Theme>,
    time_zone: MaybeProp<TimeZone>,
    compact: MaybeProp<bool>,
    read_only: MaybeProp<bool>,
}

impl Look {
    /// What the props say now; tracks them.
    fn choices(self) -> HostChoices {
        HostChoices {
            locale: self.locale.get(),
            theme: self.theme.get(),
            time_zone: self.time_zone.get(),
            compact: self.compact.get(),
            read_only: self.read_only.get(),
        }
    }
}

/// What is drawn in the element of a component, and its number.
type Standing = StoredValue<Option<(u32, Rc<Mounted>)>, LocalStorage>;

/// The element of a component. It is filled once it stands in the page, since the style sheet goes to the document or
/// the shadow root around it.
fn stand(flowlog: Flowlog, props: ComponentProps, look: Look, handlers: Handlers) -> impl IntoView {
    let element = NodeRef::<leptos::html::Div>::new();
    let standing: Standing = StoredValue::new_local(None);
    let mounted = move || standing.try_with_value(|standing| standing.as_ref().map(|(_, here)| here.clone()));
    Effect::new(move |_| {
        let Some(element) = element.get() else { return };
        if !matches!(mounted(), Some(None)) {
            return;
        }
        match untrack(|| flowlog.place(element.unchecked_into(), props, handlers, look.choices())) {
            Ok(placed) => standing.set_value(Some(placed)),
            // A browser without constructed style sheets, which is older than any that is supported.
            Err(error) => web_sys::console::error_1(&error),
        }
    });
    Effect::new(move |_| {
        let now = look.choices();
        if let Some(Some(here)) = mounted() {
            here.choose(now);
        }
    });
    Effect::new(move |before: Option<String>| {
        let home = props.home_now();
        let text = home.text();
        if let (Some(before), Some(Some(here))) = (before, mounted())
            && before != text
        {
            here.go(home);
        }
        text
    });
    on_cleanup(move || {
        if let Some(Some((number, here))) = standing.try_update_value(Option::take) {
            flowlog.left(number);
            here.unmount();
        }
    });
    leptos::html::div().node_ref(element)
}

/// Declares a component with the props that all of them have, and its own.
macro_rules! component {
    ($(#[$doc:meta])* $name:ident: $kind:ident { $($(#[$own_doc:meta])* $own:ident,)* }) => {
        $(#[$doc])*
        #[component]
        pub fn $name(
            /// What the component shares with the others that have the same.
            flowlog: Flowlog,
            $($(#[$own_doc])* #[prop(optional, into)] $own: MaybeProp<String>,)*
            /// The language; without it, the person's, the configuration's or the browser's.
            #[prop(optional, into)]
            locale: MaybeProp<Locale>,
            /// Light or dark; without it, as the place is where the component stands.
            #[prop(optional, into)]
            theme: MaybeProp<Theme>,
            /// The zone in which times are shown.
            #[prop(optional, into)]
            time_zone: MaybeProp<TimeZone>,
            /// Whether rows are low.
            #[prop(optional, into)]
            compact: MaybeProp<bool>,
            /// Whether nothing can be changed; without it, as the configuration says.
            #[prop(optional, into)]
            read_only: MaybeProp<bool>,
            /// Hears what happens in the component.
            #[prop(optional, into)]
            on_event: Option<Callback<Event>>,
            /// Is asked before the component goes to a route such as `/loggers/ID`; `false` keeps it where it is.
            #[prop(optional, into)]
            on_navigate: Option<Callback<String, bool>>,
        ) -> impl IntoView {
            #[allow(unused_mut, reason = "a component without props of its own changes nothing")]
            let mut props = ComponentProps { kind: ComponentKind::$kind, route: MaybeProp::default(), logger: MaybeProp::default() };
            $(props.$own = $own;)*
            let look = Look { locale, theme, time_zone, compact, read_only };
            stand(flowlog, props, look, Handlers { on_event, on_navigate })
        }
    };
}

component! {
    /// The whole console, with its bar and its navigation. It fills the element around it.
    FlowlogConsole: Console {
        /// The route to show, such as `/loggers`; a later change goes there.
        route,
    }
}

component! {
    /// The table of loggers, with what can be done with several. A logger is opened in the [`Logger`] that has the same
    /// `flowlog`, or in the table's own place, and a new one is made in its [`CreateWizard`].
    LoggerTable: LoggerTable {
        /// The route to begin with, such as `/loggers?sort=name`.
        route,
    }
}

component! {
    /// One logger with its details, ports and JSON.
    Logger: Logger {
        /// The id of the logger; without it, the one that is opened in the [`LoggerTable`] that has the same `flowlog`.
        logger,
    }
}

component! {
    /// The wizard that makes a logger.
    CreateWizard: CreateWizard {
        /// The id of a logger from whose values it begins.
        logger,
    }
}

component! {
    /// The table of logging ports. It shows the ports of the rows that are ticked in the [`LoggerTable`] that has the
    /// same `flowlog`; until then, all of them.
    PortTable: PortTable {
        /// The id of the one logger whose ports it shows to begin with.
        logger,
    }
}
