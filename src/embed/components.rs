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

/// Props for the look of a component, and for whether it can change anything.
#[derive(Clone, Copy)]
struct Look {
    locale: MaybeProp<Locale>,
    theme: MaybeProp<Theme>,
    time_zone: MaybeProp<TimeZone>,
    compact: MaybeProp<bool>,
    read_only: MaybeProp<bool>,
}

impl Look {
    /// The current values; tracks them.
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

/// The mounted console of a component, and its number.
type Standing = StoredValue<Option<(u32, Rc<Mounted>)>, LocalStorage>;

/// The element of a component. The console is mounted when the element is in the page, because the style sheet belongs to
/// the document or the shadow root around it.
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
            // It fails only in a browser without constructed style sheets, which is not supported.
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

/// Declares a component with the common props and its own.
macro_rules! component {
    ($(#[$doc:meta])* $name:ident: $kind:ident { $($(#[$own_doc:meta])* $own:ident,)* }) => {
        $(#[$doc])*
        #[component]
        pub fn $name(
            /// The connection and the data. Components with the same value share them.
            flowlog: Flowlog,
            $($(#[$own_doc])* #[prop(optional, into)] $own: MaybeProp<String>,)*
            /// The language. The default is the choice of the person, of the configuration or of the browser.
            #[prop(optional, into)]
            locale: MaybeProp<Locale>,
            /// Light or dark. The default is the theme of the place where the component stands.
            #[prop(optional, into)]
            theme: MaybeProp<Theme>,
            /// The time zone in which times are shown.
            #[prop(optional, into)]
            time_zone: MaybeProp<TimeZone>,
            /// Whether table rows are compact.
            #[prop(optional, into)]
            compact: MaybeProp<bool>,
            /// Whether the component only reads. The default is the setting of the configuration.
            #[prop(optional, into)]
            read_only: MaybeProp<bool>,
            /// Gets the events of the component.
            #[prop(optional, into)]
            on_event: Option<Callback<Event>>,
            /// Is called before the component goes to a route such as `/loggers/ID`. `false` prevents it.
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
    /// The whole console, with bar and navigation. It fills the element around it.
    FlowlogConsole: Console {
        /// The route, such as `/loggers`. A later change goes to the new route.
        route,
    }
}

component! {
    /// The table of loggers, with the actions for selected loggers. A link to a logger opens in the [`Logger`] with the
    /// same `flowlog`, else in place of the table; "Create logger" opens in the [`CreateWizard`] in the same way.
    LoggerTable: LoggerTable {
        /// The first route, such as `/loggers?sort=name`.
        route,
    }
}

component! {
    /// One logger: details, logging ports and JSON.
    Logger: Logger {
        /// The id of the logger. Without it, a logger that is opened in the [`LoggerTable`] with the same `flowlog`.
        logger,
    }
}

component! {
    /// The wizard that creates a logger.
    CreateWizard: CreateWizard {
        /// The id of a logger to clone.
        logger,
    }
}

component! {
    /// The table of logging ports. It shows the ports of the loggers that are selected in the [`LoggerTable`] with the same
    /// `flowlog`; without a selection, all ports.
    PortTable: PortTable {
        /// The id of a logger: the table shows the ports of that logger first.
        logger,
    }
}

component! {
    /// The log explorer: the logs of a logger, or files that a person opens, which need no connection and stay in the page.
    LogExplorer: Explorer {
        /// The id of a logger.
        logger,
    }
}
