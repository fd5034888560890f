//! Caddy with deploy/caddy: the files are used unchanged and configured by environment variables.

use std::path::PathBuf;
use std::process::Command;

use flowlog_proxy_conformance::Service;

use crate::process::{Failure, Result};
use crate::proxy::install;
use crate::proxy::setup::{PORTAL, Place, Role, Setup, TIMEOUT};

/// The command, and the logs that it will write.
pub fn command(place: &Place, setup: &Setup) -> Result<(Command, Vec<PathBuf>)> {
    let name = match setup.role {
        Role::Site => "site.Caddyfile",
        Role::CorsProxy => "cors-proxy.Caddyfile",
    };
    let log = place.folder.join("access.log");
    let program = install::caddy()
        .ok_or_else(|| Failure::new("Caddy was not found", "install it from Debian's packages"))?;
    let mut command = Command::new(program);
    command
        .args(["run", "--adapter", "caddyfile", "--config"])
        .arg(place.deploy.join("caddy").join(name))
        // Caddy keeps its state in the test's folder.
        .env("HOME", &place.folder)
        .env("XDG_DATA_HOME", &place.folder)
        .env("XDG_CONFIG_HOME", &place.folder)
        .env("FLOWLOG_ADMIN", "off")
        .env("FLOWLOG_BIND", "127.0.0.1")
        .env("FLOWLOG_SITE", format!("http://127.0.0.1:{}", place.port))
        .env("FLOWLOG_ORIGIN", &place.origin)
        .env("FLOWLOG_LOG", &log)
        .env("FLOWLOG_ROOT", &place.root)
        .env("FLOWLOG_PORTAL", PORTAL)
        .env("FLOWLOG_FRAME_ANCESTORS", PORTAL)
        .env("FLOWLOG_TIMEOUT", TIMEOUT);
    for service in Service::CONFIGURED {
        command.env(variable(service), (setup.address)(service));
    }
    if let Some(trust) = setup.trust {
        command.env("SSL_CERT_FILE", trust);
    }
    Ok((command, vec![log]))
}

/// The variables of deploy/caddy/flowlog.caddy.
const fn variable(service: Service) -> &'static str {
    match service {
        Service::Identity => "FLOWLOG_IDENTITY",
        Service::NetworkKr1 => "FLOWLOG_NETWORK_KR1",
        Service::NetworkKr2 => "FLOWLOG_NETWORK_KR2",
        Service::StorageKr1 => "FLOWLOG_OBJECT_STORAGE_KR1",
        Service::StorageKr2 => "FLOWLOG_OBJECT_STORAGE_KR2",
        Service::Stranger => "FLOWLOG_STRANGER",
    }
}
