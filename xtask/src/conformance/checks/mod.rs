//! The checks, by what they are about.

mod answers;
mod choice;
mod failures;
mod limits;
mod origins;
mod paths;
mod requests;
mod site;

use crate::conformance::Check;

/// Not in the table: it needs the shipped limit, which the table's requests would meet.
pub use self::limits::RATE;

/// All checks. The last two look back at what the others saw and left behind.
pub const CHECKS: &[Check] = &[
    requests::REACHES,
    choice::HOST_HEADER,
    choice::ABSOLUTE_FORM,
    choice::OTHER_HOSTS,
    choice::AT_SIGN,
    choice::ENCODED_HOST,
    choice::URL_AS_TARGET,
    choice::STEERING_HEADERS,
    paths::EMPTY_SEGMENTS,
    paths::DOT_SEGMENTS,
    paths::ENCODED_SEGMENTS,
    paths::BACKSLASHES,
    paths::OTHER_APIS,
    limits::METHODS,
    limits::OTHER_METHODS,
    limits::DECLARED_SIZE,
    limits::CHUNKED_SIZE,
    limits::TWO_LENGTHS,
    origins::LISTED,
    origins::UNLISTED,
    origins::PREFLIGHT,
    origins::ON_ERRORS,
    origins::FOREIGN_PAGES,
    requests::TO_THE_LETTER,
    requests::BODY,
    requests::TOKEN_ONLY_WHERE_NEEDED,
    requests::NO_CREDENTIALS,
    requests::NAMED_HEADERS_ONLY,
    requests::RANGE,
    requests::CONTAINERS,
    requests::SENT_ONCE,
    answers::OWN_WORDS,
    answers::COOKIES,
    answers::FOREIGN_CORS,
    answers::STEERING,
    answers::CACHING,
    answers::INERT,
    answers::BIG,
    failures::REDIRECTS,
    failures::BROKEN,
    failures::DOWN,
    failures::SILENT,
    failures::REFUSALS,
    site::TYPES,
    site::POLICY,
    site::CACHING,
    site::MISSING,
    site::COMPRESSED,
    site::CONFINED,
    site::PORTALS,
    answers::ALWAYS,
    limits::LOGS,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_has_a_name_of_its_own_and_a_way_to_mend_it() {
        for (index, check) in CHECKS.iter().enumerate() {
            assert!(!check.name.is_empty() && check.fix.ends_with('.'), "{}", check.name);
            assert!(CHECKS.iter().skip(index + 1).all(|other| other.name != check.name), "{}", check.name);
        }
    }
}
