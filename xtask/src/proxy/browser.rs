//! Uses the real servers with a real browser, which enforces the policy, MIME types and CORS.

use std::process::{Command, Stdio};

use anyhow::anyhow;
use flowlog_proxy_conformance::{Pages, Subject, Verdict};

use crate::emulator::Listening;
use crate::paths::Paths;
use crate::process::{Failure, Result, loopback_only};
use crate::{browsers, node};

/// Signs in to the console that the site serves, or asks the CORS proxy from pages of a listed and another origin.
pub fn check(paths: &Paths, subject: &Subject, service: &Listening) -> Result<Verdict> {
    node::ensure(paths)?;
    let (chromium, _) = browsers::ensure()?;
    let front = format!("http://{}", subject.address.front.authority);
    let mut command = Command::new("node");
    command.arg(paths.root.join("xtask/src/proxy/browser.mjs")).env("CHROMIUM", chromium);
    match subject.pages {
        Pages::Own { .. } => {
            command.args(["site", &format!("{front}/"), &service.tenant, &service.user, &service.password]);
        }
        Pages::Other { .. } => {
            let proxy = format!("{front}{}", subject.address.target(&subject.network, ""));
            // The emulator's origin is listed. The same server under another host name is an origin that is not.
            let (page, other) = (&service.service, service.service.replace("127.0.0.1", "localhost"));
            command.args(["cors", &proxy, page, &other, &service.token]);
        }
    }
    let output = loopback_only(&mut command)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::new(format!("node cannot be run: {error}"), node::HOW_TO_GET_NODE))?;
    let words = String::from_utf8_lossy(&output.stdout);
    Ok(if output.status.success() { Ok(()) } else { Err(anyhow!("{}", words.trim())) })
}
