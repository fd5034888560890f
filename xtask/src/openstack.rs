//! Runs python-openstackclient, a real client, against the emulator and compares what it lists.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use flowlog_proxy_conformance::{Front, Request};
use serde_json::Value;

use crate::counts::Counts;
use crate::emulator;
use crate::emulator::Listening;
use crate::paths::Paths;
use crate::process::{Failure, Result, answer, loopback_only, show};
use crate::python::Package;

const CLIENT: Package = Package { name: "openstack", version: "python-openstackclient==10.5.0" };

/// The client's command, the API path with the same rows, and the key of the rows in the response.
const LISTS: [([&str; 2], &str, &str); 2] =
    [(["network", "list"], "/v2.0/networks", "networks"), (["port", "list"], "/v2.0/ports", "ports")];

pub fn program(paths: &Paths) -> PathBuf {
    CLIENT.program(paths, "openstack")
}

pub fn check(paths: &Paths) -> Result<Counts> {
    CLIENT.ensure(paths)?;
    let program = emulator::build(paths)?;
    // This suite needs the service only, so no site is given.
    let (_running, service) = emulator::start(&program, None)?;
    let mut counts = Counts::default();
    for (list, path, key) in LISTS {
        let seen = listed(paths, &service, list)?;
        let served = served(&service, path, key)?;
        let good = seen == served && !served.is_empty();
        let words = list.join(" ");
        show(format_args!(
            "openstack {words}: {} rows, the service has {}: {}",
            seen.len(),
            served.len(),
            if good { "ok" } else { "FAILED" }
        ));
        if !good {
            seen.symmetric_difference(&served).for_each(|id| show(format_args!("  on one side only: {id}")));
        }
        counts.add(if good { Counts::PASSED } else { Counts::FAILED });
    }
    Ok(counts)
}

/// The ids that the client lists.
fn listed(paths: &Paths, service: &Listening, list: [&str; 2]) -> Result<BTreeSet<String>> {
    let mut command = Command::new(program(paths));
    command
        .args(["--os-auth-type", "v2password", "--os-auth-url"])
        .arg(format!("{}/v2.0", service.service))
        .args(["--os-username", &service.user, "--os-password", &service.password])
        .args(["--os-tenant-id", &service.tenant])
        .args(list)
        .args(["-f", "json"]);
    // The user's own OpenStack settings must not be used.
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("OS_")) {
        command.env_remove(name);
    }
    command.env("OS_CLIENT_CONFIG_FILE", "/dev/null");
    let text = answer(loopback_only(&mut command), "the client's message above says why")?;
    let rows: Value = serde_json::from_str(&text).map_err(|error| {
        Failure::new(format!("openstack printed no JSON: {error}"), "run it by hand as the README shows")
    })?;
    Ok(ids(&rows, "ID"))
}

/// The ids that the service itself lists.
fn served(service: &Listening, path: &str, key: &str) -> Result<BTreeSet<String>> {
    let host = service.service.trim_start_matches("http://");
    let request = Request::new("GET", path).set("Host", host).set("X-Auth-Token", &service.token);
    Ok(ids(&Front::plain(host).send(&request)?.json()[key], "id"))
}

fn ids(rows: &Value, key: &str) -> BTreeSet<String> {
    let rows = rows.as_array().map(Vec::as_slice).unwrap_or_default();
    rows.iter().filter_map(|row| row.get(key)?.as_str()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn ids_are_read_whatever_the_order() {
        let found = ids(&json!([{"ID": "b", "Name": "x"}, {"ID": "a"}, {"Name": "none"}]), "ID");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a", "b"]);
        assert!(ids(&Value::Null, "ID").is_empty());
    }
}
