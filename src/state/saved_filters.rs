//! Filters of a list that a person has given names. They are kept with the preferences.

use std::collections::BTreeMap;

use super::filter::fold;
use super::natural::natural_key;

/// How many filters a list keeps.
pub const MOST: usize = 50;

/// Filters as a route's query has them, by the names of their list and of themselves with a `/` between.
pub type SavedFilters = BTreeMap<String, String>;

/// Why a name is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Empty,
    /// Another filter has it, perhaps in upper or lower case.
    Taken,
    /// There are [`MOST`] filters.
    Full,
}

/// The key of a filter.
pub fn key(list: &str, name: &str) -> String {
    format!("{list}/{name}")
}

/// The names and filters of one list, in the order of the names.
pub fn of_list(filters: &SavedFilters, list: &str) -> Vec<(String, String)> {
    let own = |(key, filter): (&String, &String)| {
        let name = key.strip_prefix(list)?.strip_prefix('/')?;
        Some((name.to_owned(), filter.clone()))
    };
    let mut found: Vec<(String, String)> = filters.iter().filter_map(own).collect();
    found.sort_by_cached_key(|(name, _)| natural_key(name));
    found
}

/// Keeps a filter under a new name, without the space around it. `from` is the name that it has now, if it has one.
pub fn save(
    filters: &mut SavedFilters,
    list: &str,
    from: Option<&str>,
    name: &str,
    filter: String,
) -> Result<(), Refusal> {
    let name = name.trim();
    let others = of_list(filters, list);
    let mut others = others.iter().filter(|(other, _)| Some(other.as_str()) != from);
    if name.is_empty() {
        return Err(Refusal::Empty);
    }
    if others.clone().any(|(other, _)| fold(other.clone()) == fold(name.to_owned())) {
        return Err(Refusal::Taken);
    }
    if others.nth(MOST - 1).is_some() {
        return Err(Refusal::Full);
    }
    if let Some(from) = from {
        filters.remove(&key(list, from));
    }
    filters.insert(key(list, name), filter);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filters(names: &[&str]) -> SavedFilters {
        let mut filters: SavedFilters =
            names.iter().map(|name| (key("loggers", name), format!(":{name}"))).collect();
        filters.insert(key("ports", "Theirs"), ":x".to_owned());
        filters
    }

    #[track_caller]
    fn check(names: &[&str], from: Option<&str>, name: &str, expect: Result<&str, Refusal>) {
        let mut kept = filters(names);
        let before = kept.clone();
        match save(&mut kept, "loggers", from, name, "new".to_owned()) {
            Ok(()) => {
                let shown = of_list(&kept, "loggers");
                let shown: String = shown.iter().map(|(name, filter)| format!("{name}={filter} ")).collect();
                assert_eq!(Ok(shown.as_str()), expect);
            }
            Err(refusal) => assert_eq!((Err(refusal), kept), (expect, before), "nothing changes"),
        }
    }

    #[test]
    fn a_filter_is_saved_under_a_name_of_its_own() {
        check(&[], None, " Mine ", Ok("Mine=new "));
        check(&[], None, "a/b", Ok("a/b=new "));
        check(&["a2", "a10"], None, "A3", Ok("a2=:a2 A3=new a10=:a10 "));
        check(&[], None, "Theirs", Ok("Theirs=new "));
        check(&[], None, "", Err(Refusal::Empty));
        check(&[], None, " \t", Err(Refusal::Empty));
        check(&["Mine"], None, "mine ", Err(Refusal::Taken));
        check(&["로그"], None, "로그", Err(Refusal::Taken));
    }

    #[test]
    fn a_filter_gets_another_name() {
        check(&["a", "b"], Some("a"), "c", Ok("b=:b c=new "));
        check(&["a", "b"], Some("a"), "A", Ok("A=new b=:b "));
        check(&["a", "b"], Some("a"), "a", Ok("a=new b=:b "));
        check(&["a", "b"], Some("a"), "B", Err(Refusal::Taken));
        check(&["a", "b"], Some("a"), " ", Err(Refusal::Empty));
    }

    #[test]
    fn a_list_keeps_only_so_many() {
        let names: Vec<String> = (0..MOST).map(|at| format!("n{at}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        check(&names, None, "one more", Err(Refusal::Full));
        check(&names, None, "n0", Err(Refusal::Taken));
        assert!(save(&mut filters(&names[1..]), "loggers", None, "one more", String::new()).is_ok());
        assert!(save(&mut filters(&names), "loggers", Some("n0"), "zero", String::new()).is_ok());
    }
}
