//! Finds or installs nginx, Caddy, brotli and openssl from Debian's packages.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::browsers::apt_install;
use crate::process::{Failure, Result, ask, which};

const BROTLI_MODULE: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

pub fn nginx() -> Option<PathBuf> {
    // Debian installs it outside of the search path of users that are not root.
    which("nginx").or_else(|| Some(PathBuf::from("/usr/sbin/nginx")).filter(|file| file.is_file()))
}

pub fn caddy() -> Option<PathBuf> {
    which("caddy")
}

/// nginx's version, if its brotli module is installed too.
pub fn nginx_version() -> Option<String> {
    if !Path::new(BROTLI_MODULE).is_file() {
        return None;
    }
    let output = Command::new(nginx()?).arg("-v").stdin(Stdio::null()).output().ok()?;
    Some(String::from_utf8_lossy(&output.stderr).trim().trim_start_matches("nginx version: ").to_owned())
}

pub fn caddy_version() -> Option<String> {
    ask(caddy()?, &["version"])
}

/// Installs what is missing if this process may; otherwise the error says what to install.
pub fn ensure() -> Result<()> {
    let found = [
        ("nginx", nginx().is_some()),
        ("libnginx-mod-http-brotli-static", Path::new(BROTLI_MODULE).is_file()),
        ("caddy", caddy().is_some()),
        ("brotli", which("brotli").is_some()),
        ("openssl", which("openssl").is_some()),
    ];
    let missing: Vec<_> = found.into_iter().filter(|(_, there)| !there).map(|(name, _)| name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    apt_install(&missing)?;
    // Debian starts a server after installing it. The tests start their own, so stop it.
    ["nginx", "caddy"].into_iter().filter(|name| missing.contains(name)).for_each(stop_service);
    match (nginx_version(), caddy()) {
        (Some(_), Some(_)) => Ok(()),
        _ => Err(Failure::new(
            "nginx or Caddy is still not found",
            "install both from Debian's packages by hand",
        )),
    }
}

fn stop_service(name: &str) {
    let mut command = if Path::new("/run/systemd/system").is_dir() {
        let mut command = Command::new("systemctl");
        command.args(["disable", "--now", name]);
        command
    } else {
        let mut command = Command::new(format!("/etc/init.d/{name}"));
        command.arg("stop");
        command
    };
    // An error means that there is no such service, so nothing was started.
    let _ = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
}
