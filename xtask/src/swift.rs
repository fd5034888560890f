//! A real OpenStack Swift on loopback, for the tests that read log files out of it.

use std::path::PathBuf;
use std::process::Command;

use flowlog_proxy_conformance::{Front, Request};
use fs_err::{self as fs, File};

use crate::browsers::apt_install;
use crate::paths::Paths;
use crate::process::{Failure, Result, Running, answer, free_port, step, tied, which};
use crate::python::Package;

const SWIFT: Package = Package { name: "swift", version: "swift==2.38.3 pyeclib==1.8.0" };

/// The tenant of Object Storage; the account is `AUTH_` and this. The emulator's sample has the same one, so that its
/// loggers name places in this Swift.
const TENANT: &str = "e670167936434f85a03694184000ffe6";
const USER: &str = "tester";
const PASSWORD: &str = "testing";
/// How many entries a listing has at most: few, so that a test sees several pages of one.
const LISTING_LIMIT: usize = 100;

const FIX: &str = "its log in target/xtask/swift-data says why";

/// The servers of a Swift; they end with this value.
pub struct Swift {
    /// Such as `http://127.0.0.1:8080`.
    pub url: String,
    account: String,
    token: String,
    _servers: Vec<Running>,
}

impl Swift {
    /// Installs Swift and memcached where they are missing, and starts an empty one on free ports.
    pub fn start(paths: &Paths) -> Result<Swift> {
        SWIFT.ensure(paths)?;
        if which("memcached").is_none() {
            apt_install(&["memcached"])?;
        }
        step("Starting Swift", || start(paths))
    }

    /// Tells a command where this Swift is.
    pub fn name_to<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("SWIFT_URL", &self.url)
            .env("SWIFT_ACCOUNT", &self.account)
            .env("SWIFT_TOKEN", &self.token)
    }
}

fn start(paths: &Paths) -> Result<Swift> {
    let folder = paths.work.join("swift-data");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(folder.join("devices").join("d1"))?;
    let place = Place { paths, folder };
    let cache = free_port()?;
    let mut servers = vec![place.run("memcached", PathBuf::from("memcached"), cache, |command| {
        // Root has to name the user that it is to run as.
        command.args(["-u", "nobody", "-l", "127.0.0.1", "-U", "0", "-p"]).arg(cache.to_string());
    })?];
    place.write(
        "swift.conf",
        &format!(
            "[swift-hash]\nswift_hash_path_prefix = a\nswift_hash_path_suffix = b\n\
            [storage-policy:0]\nname = only\ndefault = yes\n\
            [swift-constraints]\ncontainer_listing_limit = {LISTING_LIMIT}\n"
        ),
    )?;
    for kind in ["account", "container", "object"] {
        let port = free_port()?;
        place.ring(kind, port)?;
        let pipeline = format!(
            "[pipeline:main]\npipeline = {kind}-server\n[app:{kind}-server]\nuse = egg:swift#{kind}\n"
        );
        servers.push(place.server(kind, port, &pipeline)?);
    }
    let port = free_port()?;
    servers.push(place.server("proxy", port, &proxy(cache))?);
    let url = format!("http://127.0.0.1:{port}");
    let request = Request::new("GET", "/auth/v1.0")
        .set("Host", url.trim_start_matches("http://"))
        .set("X-Auth-User", &format!("{TENANT}:{USER}"))
        .set("X-Auth-Key", PASSWORD);
    let answer = Front::plain(url.trim_start_matches("http://")).send(&request)?;
    let token = answer.headers.all("X-Auth-Token").first().map(ToString::to_string).unwrap_or_default();
    if token.is_empty() {
        return Err(Failure::new(format!("Swift gave no token: {}", answer.status), FIX));
    }
    Ok(Swift { url, account: format!("AUTH_{TENANT}"), token, _servers: servers })
}

/// The sections of the proxy server, which is what clients speak with. `s3api` gives it the S3 API.
fn proxy(cache: u16) -> String {
    let mut text =
        "[pipeline:main]\npipeline = catch_errors gatekeeper cache s3api tempauth slo dlo proxy-server\n\
        [app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\n\
        [filter:cache]\nuse = egg:swift#memcache\n"
            .to_owned();
    text.push_str(&format!("memcache_servers = 127.0.0.1:{cache}\n"));
    text.push_str(&format!(
        "[filter:tempauth]\nuse = egg:swift#tempauth\nuser_{TENANT}_{USER} = {PASSWORD} .admin\n"
    ));
    for filter in ["catch_errors", "gatekeeper", "s3api", "slo", "dlo"] {
        text.push_str(&format!("[filter:{filter}]\nuse = egg:swift#{filter}\n"));
    }
    text
}

struct Place<'a> {
    paths: &'a Paths,
    folder: PathBuf,
}

impl Place<'_> {
    fn write(&self, name: &str, text: &str) -> Result<()> {
        Ok(fs::write(self.folder.join(name), text)?)
    }

    /// The ring of a kind of server: one device on one server.
    fn ring(&self, kind: &str, port: u16) -> Result<()> {
        let device = format!("r1z1-127.0.0.1:{port}/d1");
        for words in [&["create", "4", "1", "1"][..], &["add", &device, "1"], &["rebalance"]] {
            let mut command = Command::new(SWIFT.program(self.paths, "swift-ring-builder"));
            command.arg(format!("{kind}.builder")).args(words).current_dir(&self.folder);
            answer(&mut command, "delete target/xtask/swift and try again")?;
        }
        Ok(())
    }

    /// Starts one of Swift's servers with these sections.
    fn server(&self, kind: &str, port: u16, sections: &str) -> Result<Running> {
        let folder = self.folder.display();
        let file = format!("{kind}-server.conf");
        let user = std::env::var("USER").unwrap_or_else(|_| "root".to_owned());
        self.write(
            &file,
            &format!(
                "[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = {port}\nworkers = 0\nuser = {user}\n\
                swift_dir = {folder}\ndevices = {folder}/devices\nmount_check = false\n\
                disable_fallocate = true\ncors_expose_headers = accept-ranges, content-range\n{sections}"
            ),
        )?;
        let program = format!("swift-{kind}-server");
        self.run(&program, SWIFT.program(self.paths, &program), port, |command| {
            command.arg(&file);
        })
    }

    fn run(
        &self,
        name: &str,
        program: PathBuf,
        port: u16,
        set: impl FnOnce(&mut Command),
    ) -> Result<Running> {
        let mut command = Command::new(program);
        set(&mut command);
        let log = File::create(self.folder.join(format!("{name}.log")))?.into_file();
        let mut command = tied(&command);
        command.current_dir(&self.folder).stdout(log.try_clone()?).stderr(log);
        let child = command
            .spawn()
            .map_err(|error| Failure::new(format!("{name} cannot be run: {error}"), "install it"))?;
        let mut running = Running(child);
        if !running.listens(port) {
            return Err(Failure::new(format!("{name} does not listen"), FIX));
        }
        Ok(running)
    }
}
