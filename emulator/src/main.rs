//! `flowlog-emulator`: the embedded Flow Log service as a program.

use flowlog_emulator::{Emulator, Options, Realm, Region};
use lexopt::prelude::*;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

const USAGE: &str = "\
An embedded Flow Log service with a sample project.

Usage: flowlog-emulator [options]

  --port N            port of the service on loopback (default 8080, 0: a free one)
  --admin-port N      port of the admin calls on loopback (default 0: a free one)
  --site DIR          static files to serve at /
  --regions N         regions, 1 to 3; each but the first on a port of its own (default 1)
  --realms N          realms, 1 or 2; the second on ports of its own (default 1)
  --separate          the site and each service on a port of its own
  --cors              let pages of other origins call every service
  --cors-for LIST     let them call some, as identity,network,object-storage
  --catalog C         the service catalog: full, no-network, no-object-storage, empty, absent,
                      object, mangled or hostile (default full)
  --sample S          full, empty, large or a number of loggers (default full)
  --seed N            seed of the sample's ids (default 1)
  --token-lifetime S  seconds that an issued token is valid (default 43200)
  --build-seconds S   seconds that a new logger is in BUILD (default 2)
  --help              this text";

fn main() -> ExitCode {
    let (code, message) = match read_arguments() {
        Ok(Some(options)) => match run(options) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(error) => (1, error),
        },
        Ok(None) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(error) => (2, format!("{error} (--help lists the options)")),
    };
    eprintln!("flowlog-emulator: {message}");
    ExitCode::from(code)
}

fn read_arguments() -> Result<Option<Options>, lexopt::Error> {
    let mut options = Options { address: loopback(8080), ..Options::default() };
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("port") => options.address = loopback(arguments.value()?.parse()?),
            Long("admin-port") => options.admin = Some(loopback(arguments.value()?.parse()?)),
            Long("site") => options.site = Some(arguments.value()?.into()),
            Long("regions") => options.regions = arguments.value()?.parse()?,
            Long("realms") => options.realms = arguments.value()?.parse()?,
            Long("separate") => options.separate = true,
            Long("cors") => options.cors = true,
            Long("cors-for") => options.cors_for = arguments.value()?.parse()?,
            Long("catalog") => options.catalog = arguments.value()?.parse()?,
            Long("sample") => options.sample = arguments.value()?.parse()?,
            Long("seed") => options.seed = arguments.value()?.parse()?,
            Long("token-lifetime") => options.token_lifetime_seconds = arguments.value()?.parse()?,
            Long("build-seconds") => options.build_seconds = arguments.value()?.parse()?,
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Some(options))
}

fn loopback(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

fn run(options: Options) -> Result<(), String> {
    if let Some(site) = options.site.as_ref().filter(|site| !site.join("index.html").is_file()) {
        return Err(format!(
            "{} has no index.html: build the site first, or name its folder",
            site.display()
        ));
    }
    let (port, admin) = (options.address.port(), options.admin.map_or(0, |admin| admin.port()));
    let emulator = Emulator::start(options).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!(
                "port {port} or {admin} is in use: choose others by --port and --admin-port (0: a free one)"
            )
        }
        _ => error.to_string(),
    })?;
    announce(&emulator);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let stopped = runtime.and_then(|runtime| runtime.block_on(stop_signal()));
    stopped.map_err(|error| format!("signals cannot be received: {error}"))
}

/// One line for programs, then the accounts for people.
fn announce(emulator: &Emulator) {
    let admin = emulator.admin_url().unwrap_or_else(|| "none".to_owned());
    print!("listening {} admin {admin} token {}", emulator.url(), emulator.demo_token());
    for realm in elsewhere(emulator) {
        print!(" {}={}", realm.id, realm.identity);
        for region in &realm.regions {
            print!(" {}={}", region.id, region.network);
        }
    }
    println!();
    println!("Sample project: tenant {}", emulator.tenant_id());
    println!("  may write:   {} / {}", emulator.user_name(), emulator.password());
    println!("  may read:    {} / {}", emulator.member_user_name(), emulator.member_password());
    println!("  object storage: tenant {}", emulator.storage_tenant_id());
    for realm in elsewhere(emulator) {
        println!("Realm {}: identity {} tenant {}", realm.id, realm.identity, realm.tenant_id);
        for region in &realm.regions {
            println!(
                "  {} {}: network {} object storage {}/v1/{}",
                region.id, region.name, region.network, region.object_storage, region.storage_account
            );
        }
    }
    println!("Ctrl-C ends it.");
}

/// Every realm; none when everything has the one origin of the first words.
fn elsewhere(emulator: &Emulator) -> &[Realm] {
    let url = emulator.url();
    let at_one = |region: &Region| region.network == url && region.object_storage == url;
    let all = emulator.realms().len() == 1 && emulator.regions().iter().all(at_one);
    if all { &[] } else { emulator.realms() }
}

#[cfg(unix)]
async fn stop_signal() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        result = tokio::signal::ctrl_c() => result,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn stop_signal() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
