//! The checks, grouped by topic.

mod afterwards;
mod answers;
mod choice;
mod failures;
mod files;
mod limits;
mod origins;
mod paths;
mod requests;
mod site;

use crate::check::Check;

/// Run separately: it needs the shipped rate limit, which the requests of the other checks would exceed.
pub use self::limits::RATE;

/// All checks, in the order in which they must run: the last group looks at the results of the others.
pub fn all() -> impl Iterator<Item = &'static Check> {
    [
        requests::CHECKS,
        choice::CHECKS,
        paths::CHECKS,
        limits::CHECKS,
        origins::CHECKS,
        answers::CHECKS,
        files::CHECKS,
        failures::CHECKS,
        site::CHECKS,
        afterwards::CHECKS,
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Address;
    use crate::check::Outcome;
    use crate::subject::{Pages, Subject};
    use crate::upstream::{Plan, Service, Upstreams};

    #[test]
    fn every_check_has_a_name_of_its_own_and_a_way_to_mend_it() {
        for check in all() {
            assert!(!check.name.is_empty() && check.fix.ends_with('.'), "{}", check.name);
            assert_eq!(all().filter(|other| other.name == check.name).count(), 1, "{}", check.name);
        }
    }

    /// The only check that passes if a server answers every request with 200.
    const HARMLESS: &str = "the network endpoint is forwarded";

    #[track_caller]
    fn fails_everything(pages: Pages) {
        let upstreams = Upstreams::start().unwrap();
        let theirs =
            "Set-Cookie: a=1\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Credentials: true\r\n";
        upstreams.plan(Plan::Echo(theirs));
        let port = upstreams.port(Service::Stranger);
        let address = Address::parse(&format!("http://127.0.0.1:{port}")).unwrap();
        let subject = Subject::new("naive", address, "api.example", pages);
        for check in all() {
            let outcome = check.outcome(&subject);
            assert_eq!(outcome == Outcome::Passed, check.name == HARMLESS, "{}: {outcome:?}", check.name);
        }
    }

    #[test]
    fn a_proxy_that_does_nothing_right_fails_every_check_that_an_operator_can_run() {
        let origin = || "https://console.example".to_owned();
        fails_everything(Pages::Own { origin: origin() });
        fails_everything(Pages::Other { origin: origin() });
    }
}
