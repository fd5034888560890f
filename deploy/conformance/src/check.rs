//! What a check is, and how it ends.

use crate::subject::{Pages, Subject, Verdict};

/// One thing that a proxy has to do.
pub struct Check {
    pub name: &'static str,
    pub need: Need,
    /// What to change where it fails.
    pub fix: &'static str,
    pub run: fn(&Subject) -> Verdict,
}

/// What a check cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Nothing,
    /// Seeing what reaches the service, and what the service does.
    Upstream,
    /// A proxy for pages of other origins, and one of these origins.
    Cors,
    CorsAndUpstream,
    /// A proxy on the console's own origin.
    SameOrigin,
    /// The files that the proxy serves beside its forwarding.
    Site,
    Log,
}

/// How a check ended for one proxy.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    Failed(String),
    /// It was not possible, and why.
    Skipped(&'static str),
}

impl Check {
    /// Runs the check where this proxy makes it possible.
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
