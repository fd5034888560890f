//! A check and its outcome.

use crate::subject::{Pages, Subject, Verdict};

/// One requirement on a proxy, with the code that checks it.
pub struct Check {
    pub name: &'static str,
    pub need: Need,
    /// What to change if it fails.
    pub fix: &'static str,
    pub run: fn(&Subject) -> Verdict,
}

/// What a check requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Nothing,
    /// Mock services, whose requests are recorded and whose answers are planned.
    Upstream,
    /// A CORS proxy, and an origin that it allows.
    Cors,
    CorsAndUpstream,
    /// A proxy on the same origin as the console.
    SameOrigin,
    /// The static files of the console.
    Site,
    Log,
}

/// How a check ended for one proxy.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    Failed(String),
    /// The check was not possible; the text says why.
    Skipped(&'static str),
}

impl Check {
    /// Runs the check if it is possible with this proxy.
    pub fn outcome(&self, subject: &Subject) -> Outcome {
        match lacks(subject, self.need) {
            Some(why) => Outcome::Skipped(why),
            None => (self.run)(subject)
                .map_or_else(|why| Outcome::Failed(format!("{why:#}")), |()| Outcome::Passed),
        }
    }
}

/// Why a check cannot be run here.
fn lacks(subject: &Subject, need: Need) -> Option<&'static str> {
    let upstream = subject
        .upstreams
        .is_none()
        .then_some("only the answers are seen from here, not what reaches the service");
    let cors =
        matches!(subject.pages, Pages::Own { .. }).then_some("no --origin names a page of another origin");
    match need {
        Need::Nothing => None,
        Need::Upstream => upstream,
        Need::Cors => cors,
        Need::CorsAndUpstream => cors.or(upstream),
        Need::SameOrigin => matches!(subject.pages, Pages::Other { .. }).then_some("it is a CORS proxy"),
        Need::Site => subject.site.is_none().then_some("no files of a site are known"),
        Need::Log => subject.logs.is_empty().then_some("its logs are elsewhere"),
    }
}
