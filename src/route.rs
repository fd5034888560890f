//! A route: the page and what is chosen on it, as a text that people can share. It never has a secret.

use percent_encoding::{percent_decode_str, utf8_percent_encode};

use crate::api::path::COMPONENT;

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Page {
    #[default]
    Loggers,
    Logger {
        id: String,
        tab: LoggerTab,
    },
    Create,
    LoggingPorts,
    LoggingPort {
        id: String,
    },
    /// Log files of no logger: of this device, or of the host.
    Logs,
    /// The page of one logger before a logger is chosen. Only a part shows it.
    NoLogger,
    /// A path without a page, as it was written.
    Unknown(String),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LoggerTab {
    #[default]
    Details,
    Ports,
    Logs,
    Json,
}

impl LoggerTab {
    pub const ALL: [LoggerTab; 4] = [LoggerTab::Details, LoggerTab::Ports, LoggerTab::Logs, LoggerTab::Json];

    pub const fn name(self) -> &'static str {
        match self {
            LoggerTab::Details => "details",
            LoggerTab::Ports => "ports",
            LoggerTab::Logs => "logs",
            LoggerTab::Json => "json",
        }
    }

    pub fn of_name(name: &str) -> Option<LoggerTab> {
        LoggerTab::ALL.into_iter().find(|tab| tab.name() == name)
    }
}

/// A page, and what is chosen on it: filter, sort order, page number, or the logger to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    pub page: Page,
    /// Names and values, decoded, in order.
    pub query: Vec<(String, String)>,
}

impl Route {
    pub fn to(page: Page) -> Route {
        Route { page, query: Vec::new() }
    }

    pub fn logger(id: &str) -> Route {
        Route::to(Page::Logger { id: id.to_owned(), tab: LoggerTab::Details })
    }

    pub fn logging_port(id: &str) -> Route {
        Route::to(Page::LoggingPort { id: id.to_owned() })
    }

    /// The create wizard with the values of another logger.
    pub fn clone_of(id: &str) -> Route {
        Route { page: Page::Create, query: vec![("from".to_owned(), id.to_owned())] }
    }

    /// The id of the logger that the create wizard clones; empty for none, `None` on another page.
    pub fn clone_source(&self) -> Option<&str> {
        (self.page == Page::Create).then(|| self.value("from").unwrap_or_default())
    }

    pub fn value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Reads `/loggers?sort=name`, with or without `#` before it.
    pub fn parse(text: &str) -> Route {
        let text = text.trim_start_matches('#');
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let segments: Vec<String> =
            path.split('/').filter(|segment| !segment.is_empty()).map(decode).collect();
        let names: Vec<&str> = segments.iter().map(String::as_str).collect();
        let page = match names.as_slice() {
            [] | ["loggers"] => Page::Loggers,
            ["loggers", id] => Page::Logger { id: (*id).to_owned(), tab: LoggerTab::Details },
            ["loggers", id, tab] => match LoggerTab::of_name(tab) {
                Some(tab) => Page::Logger { id: (*id).to_owned(), tab },
                None => Page::Unknown(path.to_owned()),
            },
            ["logger"] => Page::NoLogger,
            ["create"] => Page::Create,
            ["ports"] => Page::LoggingPorts,
            ["logs"] => Page::Logs,
            ["ports", id] => Page::LoggingPort { id: (*id).to_owned() },
            _ => Page::Unknown(path.to_owned()),
        };
        let query = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (decode(name), decode(value))
            })
            .collect();
        Route { page, query }
    }

    /// The text of the route with a leading slash and without `#`.
    pub fn text(&self) -> String {
        let mut text = match &self.page {
            Page::Loggers => "/loggers".to_owned(),
            Page::Logger { id, tab: LoggerTab::Details } => format!("/loggers/{}", encode(id)),
            Page::Logger { id, tab } => format!("/loggers/{}/{}", encode(id), tab.name()),
            Page::NoLogger => "/logger".to_owned(),
            Page::Create => "/create".to_owned(),
            Page::LoggingPorts => "/ports".to_owned(),
            Page::Logs => "/logs".to_owned(),
            Page::LoggingPort { id } => format!("/ports/{}", encode(id)),
            Page::Unknown(path) => path.clone(),
        };
        for (index, (name, value)) in self.query.iter().enumerate() {
            text.push(if index == 0 { '?' } else { '&' });
            text.push_str(&encode(name));
            text.push('=');
            text.push_str(&encode(value));
        }
        text
    }

    /// The address of a link inside the console.
    pub fn href(&self) -> String {
        format!("#{}", self.text())
    }
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

/// An invalid escape stays as it is, and so does a text that is not UTF-8.
fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), |decoded| decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escapes_that_are_no_letters_stay() {
        assert_eq!(decode("%ff%20"), "%ff%20");
        assert_eq!(decode("%EA%B0%80%20%2"), "가 %2");
    }

    #[track_caller]
    fn check(text: &str, page: Page, again: &str) {
        let route = Route::parse(text);
        assert_eq!(route.page, page);
        assert_eq!(route.href(), again);
    }

    #[test]
    fn each_page_has_its_text() {
        check("", Page::Loggers, "#/loggers");
        check("#/", Page::Loggers, "#/loggers");
        check("#/loggers", Page::Loggers, "#/loggers");
        check("#/loggers/a", Route::logger("a").page, "#/loggers/a");
        check("#/loggers/a%2Fb", Route::logger("a/b").page, "#/loggers/a%2Fb");
        check(
            "#/loggers/a/ports",
            Page::Logger { id: "a".to_owned(), tab: LoggerTab::Ports },
            "#/loggers/a/ports",
        );
        check("#/logger", Page::NoLogger, "#/logger");
        check("#/logs", Page::Logs, "#/logs");
        check(
            "#/loggers/a/logs?range=1h",
            Page::Logger { id: "a".to_owned(), tab: LoggerTab::Logs },
            "#/loggers/a/logs?range=1h",
        );
        check("#/create?from=x", Page::Create, "#/create?from=x");
        check("#/ports", Page::LoggingPorts, "#/ports");
        check("/ports/a", Page::LoggingPort { id: "a".to_owned() }, "#/ports/a");
        check("#/nowhere/at/all", Page::Unknown("/nowhere/at/all".to_owned()), "#/nowhere/at/all");
        check("#/loggers/a/b", Page::Unknown("/loggers/a/b".to_owned()), "#/loggers/a/b");
        check("#/loggers?a=%E0%A4%A&b", Page::Loggers, "#/loggers?a=%25E0%25A4%25A&b=");
    }

    proptest! {
        #[test]
        fn a_query_survives_the_round_trip(pairs in prop::collection::vec((".{1,8}", ".{0,12}"), 0..4), id in ".{1,12}") {
            let route = Route { query: pairs, ..Route::logger(&id) };
            prop_assert_eq!(Route::parse(&route.href()), route);
        }

        #[test]
        fn any_text_is_some_page(text in ".{0,40}") {
            let route = Route::parse(&text);
            prop_assert_eq!(Route::parse(&route.href()), route);
        }
    }
}
