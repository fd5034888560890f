//! What loggers are called where several have one name.

use std::borrow::Cow;
use std::collections::HashMap;

use reactive_graph::prelude::*;

use super::Console;
use super::logger_list::{name_of, place_of};
use super::remote::{Remote, Rows};
use super::resources::Names;
use crate::api::Row;
use crate::domain::logger::Logger;
use crate::i18n::{revealed, shortened, visible};

/// How many characters of a name, a target or a place are said.
const MOST: usize = 120;

impl Console {
    /// What each of `loggers` is called among those that are known; tracks these.
    pub fn called(self, loggers: &[Logger]) -> Vec<String> {
        let known = |remote: &Remote<Rows<Logger>>| remote.value.clone().or_else(|| remote.early.clone());
        let known = self.shared.loggers.try_with(known).flatten();
        let known = known.as_deref().map(Vec::as_slice).unwrap_or_default();
        called(loggers, known.iter().filter_map(Row::read), &self.names())
    }
}

/// The name; where others look the same, with target and storage, or with the id where these are the same as well.
fn called<'a>(loggers: &'a [Logger], known: impl Iterator<Item = &'a Logger>, names: &Names) -> Vec<String> {
    let look = |logger: &'a Logger| visible(name_of(logger));
    let mut same: HashMap<Cow<'_, str>, HashMap<&str, &Logger>> = HashMap::new();
    for logger in loggers {
        same.entry(look(logger)).or_default().insert(&logger.id, logger);
    }
    for logger in known {
        if let Some(same) = same.get_mut(&look(logger)) {
            same.entry(&logger.id).or_insert(logger);
        }
    }
    let detail = |logger: &Logger| {
        let target = names.of(&logger.target_id).unwrap_or(&logger.target_id);
        format!("{}, {}", shortened(target, MOST), shortened(place_of(&logger.storage_url), MOST))
    };
    let mut alike: HashMap<(&str, String), usize> = HashMap::new();
    for (name, group) in same.iter().filter(|(_, group)| group.len() > 1) {
        for logger in group.values() {
            *alike.entry((&**name, detail(logger))).or_default() += 1;
        }
    }
    let call = |logger: &'a Logger| {
        let said = revealed(&shortened(name_of(logger), MOST)).into_owned();
        let look = look(logger);
        if same.get(&look).is_none_or(|group| group.len() < 2) {
            return said;
        }
        let key = (&*look, detail(logger));
        match alike.get(&key) {
            Some(1) => format!("{said} ({})", key.1),
            _ => format!("{said} ({})", logger.id),
        }
    };
    loggers.iter().map(call).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use reactive_graph::computed::Memo;

    use super::*;
    use crate::api::loggers::read_list;
    use crate::state::bench::{bench, no_loggers};

    const AT: &str = "https://host/v1/AUTH_e670167936434f85a03694184000ffe6/";

    /// A logger of an id, name, target and storage.
    fn logger((id, name, target, place): (&str, &str, &str, &str)) -> Logger {
        let rows = read_list(include_str!("../../tests/fixtures/loggers-list.response.json")).unwrap();
        Logger {
            id: id.to_owned(),
            name: name.to_owned(),
            target_id: target.to_owned(),
            storage_url: format!("{AT}{place}"),
            ..rows[0].read().unwrap().clone()
        }
    }

    type Written<'a> = (&'a str, &'a str, &'a str, &'a str);

    #[track_caller]
    fn check(loggers: &[Written<'_>], others: &[Written<'_>], expect: &[&str]) {
        let loggers: Vec<Logger> = loggers.iter().copied().map(logger).collect();
        let others: Vec<Logger> = others.iter().copied().map(logger).collect();
        let names = Names::of_ids(&[("t", "web-10"), ("t2", "web-10")]);
        // The list that is known has those that are meant as well.
        assert_eq!(called(&loggers, loggers.iter().chain(&others), &names), expect);
        assert_eq!(called(&loggers, others.iter(), &names), expect);
    }

    #[test]
    fn a_name_that_nothing_else_has_stands_alone() {
        check(&[("1", "a", "t", "logs/x"), ("2", "b", "t", "logs/x")], &[], &["a", "b"]);
        check(&[("1", "a", "t", "logs/x")], &[("2", "A", "t", "logs/x")], &["a"]);
        check(&[("1", "", "t", "logs/x"), ("2", "", "t", "logs/x")], &[], &["1", "2"]);
    }

    #[test]
    fn equal_names_are_told_apart() {
        let (web, other) = (("1", "a", "t", "logs/x"), ("2", "a", "u", "logs/x"));
        check(&[web, other], &[], &["a (web-10, logs/x)", "a (u, logs/x)"]);
        check(&[web], &[other], &["a (web-10, logs/x)"]);
        check(&[web, ("2", "a", "t", "logs/y")], &[], &["a (web-10, logs/x)", "a (web-10, logs/y)"]);
        check(
            &[web, ("2", "a", "t", "logs/x"), ("3", "a", "u", "logs/x")],
            &[],
            &["a (1)", "a (2)", "a (u, logs/x)"],
        );
        check(&[web], &[("2", "a", "t", "logs/x")], &["a (1)"]);
        // Two targets may have one name as well.
        check(&[web], &[("2", "a", "t2", "logs/x")], &["a (1)"]);
        let long = "a".repeat(100_000);
        let short = format!("{}…{} (1)", "a".repeat(40), "a".repeat(79));
        check(&[("1", &long, "t", "logs/x")], &[("2", &long, "t", "logs/x")], &[&short]);
    }

    #[test]
    fn what_nobody_sees_tells_no_names_apart() {
        let (plain, padded) = (("1", "prod", "t", "logs/x"), ("2", "prod\u{200b}", "t", "logs/y"));
        check(&[padded], &[], &["prod⟨U+200B⟩"]);
        check(&[plain, padded], &[], &["prod (web-10, logs/x)", "prod⟨U+200B⟩ (web-10, logs/y)"]);
        check(&[plain], &[padded], &["prod (web-10, logs/x)"]);
        check(&[("1", "\u{200b} ", "t", "logs/x")], &[("2", "\u{200b}", "t", "logs/x")], &["1"]);
    }

    #[test]
    fn names_follow_a_list_that_is_still_coming() {
        let console = bench(|_| no_loggers()).console;
        let [web, other] = ["1", "2"].map(|id| logger((id, "a", "t", "logs/x")));
        let shown = web.clone();
        let names = Memo::new(move |_| console.called(std::slice::from_ref(&shown)));
        assert_eq!(names.get_untracked(), ["a"]);
        let rows = Arc::new([web, other].map(|logger| Row::Read(Arc::new(logger))).to_vec());
        console.shared.loggers.update(|remote| remote.early = Some(rows));
        assert_eq!(names.get_untracked(), ["a (1)"]);
    }
}
