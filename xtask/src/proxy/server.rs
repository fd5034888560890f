//! A real server with a configuration of deploy/, on loopback, for as long as the value lives.

use std::fmt;
use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::conformance::address::Address;
use crate::conformance::upstream::Service;
use crate::conformance::{Pages, Site, Subject};
use crate::paths::Paths;
use crate::process::{Failure, Result, Running, run};
use crate::proxy::{caddy, nginx};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    Nginx,
    Caddy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Site,
    CorsProxy,
}

pub const ALL: [(Program, Role); 4] = [
    (Program::Nginx, Role::Site),
    (Program::Nginx, Role::CorsProxy),
    (Program::Caddy, Role::Site),
    (Program::Caddy, Role::CorsProxy),
];

impl fmt::Display for Program {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Nginx => "nginx",
            Self::Caddy => "Caddy",
        })
    }
}

impl fmt::Display for Role {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Site => "site",
            Self::CorsProxy => "CORS proxy",
        })
    }
}

/// What a test sets in a configuration; the rest is as shipped.
#[derive(Clone, Copy)]
pub struct Setup<'a> {
    pub program: Program,
    pub role: Role,
    /// Scheme, host and port of each upstream.
    pub address: &'a dyn Fn(Service) -> String,
    /// Whose pages a CORS proxy serves, in place of the shipped origin.
    pub origin: Option<&'a str>,
    /// Requests in a second from one address, in place of the shipped number.
    pub rate: Option<u32>,
    /// A file of certificates to trust, in place of the system's.
    pub trust: Option<&'a Path>,
}

/// Where a server runs and what it needs to know.
pub struct Place {
    /// The repository's deploy/.
    pub deploy: PathBuf,
    /// A folder of its own.
    pub folder: PathBuf,
    pub port: u16,
    /// The origin whose pages are served: the site's own, or the one that the CORS proxy lists.
    pub origin: String,
    /// The site's files.
    pub root: PathBuf,
}

/// The origin that the configurations ship with.
pub const ORIGIN: &str = "https://console.example";
/// The portal of the site's test.
pub const PORTAL: &str = "https://portal.example";
/// How long a request may take that the service never answers. The shipped time is longer than a test.
pub const TIMEOUT: &str = "3s";

/// Starts a server and says how it is reached.
pub fn start(paths: &Paths, setup: &Setup) -> Result<(Running, Subject)> {
    let folder = paths.work.join("proxy");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| Failure::file("removed", &folder, &error))?;
    }
    fs::create_dir_all(&folder).map_err(|error| Failure::file("made", &folder, &error))?;
    let deploy = paths.root.join("deploy");
    let root = folder.join("site").join("dist");
    if setup.role == Role::Site {
        lay_out(&paths.dist, &root)?;
        compress(&deploy.join("README.md"), &root)?;
        forward_same_origin(&root.join("config.json"))?;
    }
    let port = free_port()?;
    let origin = match setup.role {
        Role::Site => format!("http://127.0.0.1:{port}"),
        Role::CorsProxy => setup.origin.unwrap_or(ORIGIN).to_owned(),
    };
    let place = Place { deploy, port, origin, root, folder };
    let (mut command, mut logs) = match setup.program {
        Program::Nginx => nginx::command(&place, setup)?,
        Program::Caddy => caddy::command(&place, setup)?,
    };
    let said = place.folder.join("said.log");
    let output = || File::options().create(true).append(true).open(&said);
    let open = |error| Failure::file("written", &said, &error);
    command.stdin(Stdio::null()).stdout(output().map_err(open)?).stderr(output().map_err(open)?);
    let name = setup.program;
    let child = command.spawn().map_err(|error| {
        Failure::new(format!("{name} cannot be run: {error}"), "install it from Debian's packages")
    })?;
    let mut running = Running(child);
    wait(&mut running, &place, &said, name)?;
    logs.push(said);

    let authority = format!("127.0.0.1:{}", place.port);
    let address = Address::parse(&format!("http://{authority}/nhn"))?;
    let pages = match setup.role {
        Role::Site => Pages::Own { origin: place.origin.clone() },
        Role::CorsProxy => Pages::Other { origin: place.origin.clone() },
    };
    let mut subject =
        Subject::new(format!("{} {}", setup.program, setup.role), address, Service::NetworkKr1.host(), pages);
    subject.logs = logs;
    if setup.role == Role::Site {
        subject.site =
            Some(Site { folder: place.root, base: "/".to_owned(), portal: Some(PORTAL.to_owned()) });
    }
    Ok((running, subject))
}

/// Copies the built site, with files beside it and in it that nobody may read.
fn lay_out(dist: &Path, root: &Path) -> Result<()> {
    fs::create_dir_all(root).map_err(|error| Failure::file("made", root, &error))?;
    let entries = fs::read_dir(dist).map_err(|error| Failure::file("listed", dist, &error))?;
    for entry in entries {
        let from = entry.map_err(|error| Failure::file("listed", dist, &error))?.path();
        let Some(name) = from.file_name().filter(|_| from.is_file()) else { continue };
        fs::copy(&from, root.join(name)).map_err(|error| Failure::file("copied", &from, &error))?;
    }
    for secret in [root.join(".hidden"), root.join("../secret.txt")] {
        fs::write(&secret, "secret").map_err(|error| Failure::file("written", &secret, &error))?;
    }
    Ok(())
}

/// Sets the proxy template that deploy/README.md names for a site.
fn forward_same_origin(file: &Path) -> Result<()> {
    let text = fs::read(file).map_err(|error| Failure::file("read", file, &error))?;
    let broken =
        |error| Failure::new(format!("{} is no JSON: {error}", file.display()), "build the site anew");
    let mut config: Value = serde_json::from_slice(&text).map_err(broken)?;
    config["proxy"] = Value::from("/nhn/{host}{+path}");
    fs::write(file, config.to_string()).map_err(|error| Failure::file("written", file, &error))
}

/// Compresses the hashed files by the very lines of deploy/README.md.
fn compress(readme: &Path, root: &Path) -> Result<()> {
    let text = fs::read_to_string(readme).map_err(|error| Failure::file("read", readme, &error))?;
    let lines = compressing(&text).ok_or_else(|| {
        Failure::new(
            "deploy/README.md has no ```sh block that calls brotli",
            "restore it from the repository",
        )
    })?;
    run(Command::new("sh").args(["-eu", "-c", lines]).env("SITE", root), "the messages above say why")
}

fn compressing(readme: &str) -> Option<&str> {
    let blocks = readme.split("\n```sh\n").skip(1).filter_map(|rest| rest.split("\n```").next());
    blocks.into_iter().find(|block| block.contains("brotli "))
}

pub fn free_port() -> Result<u16> {
    let found = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    let found = found.map_err(|error| {
        Failure::new(format!("no port of loopback is free: {error}"), "end other programs")
    })?;
    Ok(found.port())
}

fn wait(running: &mut Running, place: &Place, said: &Path, name: Program) -> Result<()> {
    let start = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, place.port)).is_err() {
        let ended = running.0.try_wait().is_ok_and(|status| status.is_some());
        if ended || start.elapsed() > Duration::from_secs(20) {
            let words = fs::read_to_string(said).unwrap_or_default();
            let last = words.lines().last().unwrap_or("it said nothing").to_owned();
            return Err(Failure::new(
                format!("{name} does not listen: {last}"),
                "mend its configuration in deploy/",
            ));
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compressing_lines_are_those_that_call_brotli() {
        let text = "```\nbrotli x\n```\n\n```sh\nls\n```\n\n```sh\ncd a\nbrotli b\n```\n";
        assert_eq!(compressing(text), Some("cd a\nbrotli b"));
        assert_eq!(compressing("```sh\nls\n```"), None);
    }
}
