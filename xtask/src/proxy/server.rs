//! Runs nginx or Caddy with a configuration of deploy/ on loopback until the value is dropped.

use std::path::Path;
use std::process::{Command, Stdio};

use flowlog_proxy_conformance::{Address, Pages, Service, Site, Subject};
use fs_err::{self as fs, File};
use serde_json::Value;

use crate::paths::Paths;
use crate::process::{Failure, Result, Running, free_port, run};
use crate::proxy::setup::{ORIGIN, PORTAL, Place, Program, Role, Setup};
use crate::proxy::{caddy, nginx};
use crate::readme;

/// Starts a server and says how it is reached.
pub fn start(paths: &Paths, setup: &Setup) -> Result<(Running, Subject)> {
    let folder = paths.work.join("proxy");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
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
    let (out, err) = (File::create(&said)?, File::options().append(true).open(&said)?);
    command.stdin(Stdio::null()).stdout(out.into_file()).stderr(err.into_file());
    let name = setup.program;
    let child = command.spawn().map_err(|error| {
        Failure::new(format!("{name} cannot be run: {error}"), "install it from Debian's packages")
    })?;
    let mut running = Running(child);
    if !running.listens(port) {
        let words = fs::read_to_string(&said).unwrap_or_default();
        let last = words.lines().last().unwrap_or("it said nothing");
        let what = format!("{name} does not listen: {last}");
        return Err(Failure::new(what, "mend its configuration in deploy/"));
    }
    logs.push(said);

    let address = Address::parse(&format!("http://127.0.0.1:{port}/nhn"))?;
    let pages = match setup.role {
        Role::Site => Pages::Own { origin: place.origin.clone() },
        Role::CorsProxy => Pages::Other { origin: place.origin.clone() },
    };
    let name = format!("{} {}", setup.program, setup.role);
    let mut subject = Subject::new(name, address, Service::NetworkKr1.host(), pages);
    subject.logs = logs;
    subject.site = (setup.role == Role::Site).then(|| Site { folder: place.root.clone(), portal: PORTAL });
    Ok((running, subject))
}

/// Copies the built site, and adds files inside and outside of it that must not be served.
fn lay_out(dist: &Path, root: &Path) -> Result<()> {
    fs::create_dir_all(root)?;
    for entry in fs::read_dir(dist)? {
        let entry = entry?;
        if entry.path().is_file() {
            fs::copy(entry.path(), root.join(entry.file_name()))?;
        }
    }
    for secret in [root.join(".hidden"), root.join("../secret.txt")] {
        fs::write(secret, "secret")?;
    }
    Ok(())
}

/// Sets the proxy template that deploy/README.md names for a site.
fn forward_same_origin(file: &Path) -> Result<()> {
    let broken =
        |error| Failure::new(format!("{} is no JSON: {error}", file.display()), "build the site anew");
    let mut config: Value = serde_json::from_slice(&fs::read(file)?).map_err(broken)?;
    config["proxy"] = Value::from("/nhn/{host}{+path}");
    Ok(fs::write(file, config.to_string())?)
}

/// Compresses the hashed files with the shell commands of deploy/README.md.
fn compress(page: &Path, root: &Path) -> Result<()> {
    let text = fs::read_to_string(page)?;
    let lines = readme::shell_blocks(&text).find(|block| block.contains("brotli ")).ok_or_else(|| {
        let what = "deploy/README.md has no ```sh block that calls brotli";
        Failure::new(what, "restore it from the repository")
    })?;
    run(Command::new("sh").args(["-eu", "-c", lines]).env("SITE", root), "the messages above say why")
}
