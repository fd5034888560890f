//! Runs the conformance checks: against nginx and Caddy with the configurations of deploy/, and against any proxy.

mod browser;
mod caddy;
mod certificates;
mod install;
mod nginx;
mod report;
mod server;
mod setup;
mod works;

use anyhow::anyhow;
use flowlog_proxy_conformance::{Address, LOGGERS, Pages, RATE, Service, Subject, Upstreams, Verdict};
use fs_err::File;

use self::report::Report;
use self::setup::{Program, Role, Setup};
use crate::counts::Counts;
use crate::paths::Paths;
use crate::process::{Failure, Result, Running, show, step, which};
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
    let to_emulator = |_: Service| service.service.clone();
    let mut report = Report::default();
    let mut counts = Counts::default();
    for (program, role) in setup::ALL {
        let name = format!("{program} {role}");
        step(&format!("Checking {name}"), || {
            let upstreams = Upstreams::start()?;
            let recorded = |service| upstreams.address(service);
            let recording =
                Setup { program, role, address: &recorded, origin: None, rate: Some(5000), trust: None };
            let (server, mut subject) = server::start(paths, &recording)?;
            subject.upstreams = Some(upstreams);
            report.run(&subject);
            drop(server);

            let origin = Some(service.service.as_str());
            let emulating = Setup { program, role, address: &to_emulator, origin, rate: None, trust: None };
            let (_server, subject) = server::start(paths, &emulating)?;
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

/// The console's site on nginx with deploy/, which ends with this value.
pub struct SiteOnNginx {
    pub origin: String,
    _server: Running,
    _lock: File,
}

/// Starts nginx, which forwards to these services.
pub fn site(paths: &Paths, address: &dyn Fn(Service) -> String) -> Result<SiteOnNginx> {
    install::ensure()?;
    let _lock = lock(&paths.work, "proxy.lock")?;
    let (program, role) = (Program::Nginx, Role::Site);
    let setup = Setup { program, role, address, origin: None, rate: None, trust: None };
    let (_server, subject) = server::start(paths, &setup)?;
    Ok(SiteOnNginx { origin: subject.address.front.origin(), _server, _lock })
}

/// Runs the checks as `check-proxy` does: without mock services.
fn from_outside(subject: &Subject) -> Verdict {
    let (address, pages) = (subject.address.clone(), subject.pages.clone());
    let mut report = Report::default();
    report.run(&Subject::new(&subject.name, address, &subject.network, pages));
    report.failures().next().map_or(Ok(()), |(_, _, why)| Err(anyhow!("{why}")))
}

/// Prints the result of a check that is not in the table.
fn told(name: &str, what: &str, verdict: Verdict) -> Counts {
    match verdict {
        Ok(()) => {
            show(format_args!("ok      {name}: {what}"));
            Counts::PASSED
        }
        Err(why) => {
            show(format_args!("FAILED  {name}: {what}\n        {why:#}"));
            Counts::FAILED
        }
    }
}

/// `check-proxy`: runs the checks that need only a URL. False if one failed.
pub fn check_url(url: &str, origin: Option<String>, host: Option<&str>) -> Result<bool> {
    let address = Address::parse(url).map_err(|why| {
        let fix = "name it like https://console.example/nhn or 'https://cors.example/nhn/{host}{+path}'";
        Failure::new(format!("{url:?} is no address of a proxy: {why}"), fix)
    })?;
    if address.front.tls && which("openssl").is_none() {
        let fix = "install it: it makes the TLS connections of this command";
        return Err(Failure::new("openssl was not found", fix));
    }
    let pages = match origin {
        Some(origin) => Pages::Other { origin },
        None => Pages::Own { origin: address.front.origin() },
    };
    let host = host.unwrap_or(Service::NetworkKr1.host());
    let subject = Subject::new("outcome", address, host, pages);
    // One request first, so that a wrong URL is reported once and not by every check.
    subject
        .send(&subject.get(LOGGERS))
        .map_err(|why| Failure::new(format!("{why:#}"), "check the address and the certificate"))?;
    let mut report = Report::default();
    report.run(&subject);
    report.show();
    report.show_skipped();
    let counts = report.counts();
    show(format_args!("{} passed, {} failed", counts.passed, counts.failed));
    Ok(counts.failed == 0)
}
