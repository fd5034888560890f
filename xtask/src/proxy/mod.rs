//! The configurations of deploy/, proven with the real servers, and the same checks for any proxy.

mod browser;
mod caddy;
mod certificates;
mod install;
mod nginx;
mod render;
mod server;
mod works;

use crate::conformance::address::Address;
use crate::conformance::upstream::{Service, Upstreams};
use crate::conformance::{CHECKS, Pages, RATE, Report, Subject, Verdict};
use crate::counts::Counts;
use crate::paths::Paths;
use crate::process::{Failure, Result, show, step, which};
use crate::proxy::server::{Program, Setup};
use crate::tools::lock;
use crate::{emulator, site};

pub use self::install::{caddy_version, nginx_version};

/// Starts nginx and Caddy with the configurations of deploy/ and runs every check against each.
pub fn check(paths: &Paths) -> Result<Counts> {
    install::ensure()?;
    let _lock = lock(&paths.work, "proxy.lock")?;
    if !paths.dist.join("index.html").is_file() {
        site::build(paths, site::Optimise::IfPossible)?;
    }
    let emulator = emulator::build(paths)?;
    let (_running, service) = emulator::start(&emulator, None)?;
    let emulated = works::port(&service)?;
    let mut report = Report::new(CHECKS);
    let mut counts = Counts::default();
    for (program, role) in server::ALL {
        let name = format!("{program} {role}");
        step(&format!("Checking {name}"), || {
            let upstreams = Upstreams::start()?;
            let recorded = |service| upstreams.address(service);
            let setup =
                Setup { program, role, address: &recorded, origin: None, rate: Some(5000), trust: None };
            let (server, mut subject) = server::start(paths, &setup)?;
            subject.upstreams = Some(upstreams);
            report.run(&subject);
            drop(server);

            let to_emulator = |_: Service| format!("http://127.0.0.1:{emulated}");
            let listed = browser::listed(&service);
            let setup = Setup {
                address: &to_emulator,
                origin: Some(&listed),
                rate: None,
                program,
                role,
                trust: None,
            };
            let (_server, subject) = server::start(paths, &setup)?;
            counts.add(told(&name, "works with the emulator", works::works(&subject, &service)));
            counts.add(told(&name, "passes check-proxy", from_outside(&subject)));
            let seen = browser::check(paths, &subject, &service)?;
            counts.add(told(&name, "works in a browser", seen));
            if program == Program::Nginx {
                counts.add(told(&name, RATE.name, (RATE.run)(&subject)));
            }
            Ok(())
        })?;
    }
    for program in [Program::Nginx, Program::Caddy] {
        let verdict = certificates::check(paths, program)?;
        counts.add(told(&program.to_string(), "the service's certificate is verified", verdict));
    }
    report.show();
    counts.add(report.counts());
    Ok(counts)
}

/// The checks as an operator runs them, who sees the answers alone.
fn from_outside(subject: &Subject) -> Verdict {
    let (address, pages) = (subject.address.clone(), subject.pages.clone());
    let mut report = Report::new(CHECKS);
    report.run(&Subject::new(&subject.name, address, &subject.network, pages));
    report.first_failure().map_or(Ok(()), |why| Err(why.to_owned()))
}

/// Says how a check outside of the table ended.
fn told(name: &str, what: &str, verdict: Verdict) -> Counts {
    match verdict {
        Ok(()) => {
            show(format_args!("ok      {name}: {what}"));
            Counts::PASSED
        }
        Err(why) => {
            show(format_args!("FAILED  {name}: {what}\n        {why}"));
            Counts::FAILED
        }
    }
}

/// Runs the checks that need nothing but an address against any proxy. False when one failed.
pub fn check_url(url: &str, origin: Option<&str>, host: Option<&str>) -> Result<bool> {
    let address = Address::parse(url)?;
    if address.front.tls && which("openssl").is_none() {
        return Err(Failure::new(
            "openssl was not found",
            "install it: it makes the TLS connections of this command",
        ));
    }
    let pages = match origin {
        Some(origin) => Pages::Other { origin: origin.to_owned() },
        None => Pages::Own { origin: address.front.origin() },
    };
    let host = host.unwrap_or(Service::NetworkKr1.host());
    let subject = Subject::new("outcome", address, host, pages);
    // One answer first, so that a wrong name is said once and not by every check.
    subject
        .send(&subject.get(Subject::LOGGERS))
        .map_err(|why| Failure::new(why, "check the address and the certificate"))?;
    let mut report = Report::new(CHECKS);
    report.run(&subject);
    report.show();
    report.show_skipped();
    let counts = report.counts();
    show(format_args!("{} passed, {} failed", counts.passed, counts.failed));
    Ok(counts.failed == 0)
}
