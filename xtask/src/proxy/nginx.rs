//! nginx with deploy/nginx, as a single process.

use std::path::{Path, PathBuf};
use std::process::Command;

use flowlog_proxy_conformance::Service;
use fs_err as fs;

use crate::process::{Failure, Result};
use crate::proxy::install;
use crate::proxy::setup::{ORIGIN, PORTAL, Place, Role, Setup, TIMEOUT};

/// The end of the lines that a deployment has to adapt.
const MARK: &str = "# adapt";

/// The command, and the logs that it will write.
pub fn command(place: &Place, setup: &Setup) -> Result<(Command, Vec<PathBuf>)> {
    let name = match setup.role {
        Role::Site => "site.conf",
        Role::CorsProxy => "cors-proxy.conf",
    };
    let folder = place.folder.join("flowlog-console");
    fs::create_dir_all(&folder)?;
    for entry in fs::read_dir(place.deploy.join("nginx"))? {
        let entry = entry?;
        let file = entry.file_name().to_string_lossy().into_owned();
        let changes = if file == name { server_lines(place, setup) } else { shared_lines(&file, setup) };
        fs::write(folder.join(&file), render(&fs::read_to_string(entry.path())?, &changes)?)?;
    }
    let main = place.folder.join("nginx.conf");
    fs::write(&main, main_file(&place.folder, name))?;
    let program = install::nginx()
        .ok_or_else(|| Failure::new("nginx was not found", "install it from Debian's packages"))?;
    let mut command = Command::new(program);
    command.arg("-c").arg(&main);
    let logs = ["access.log", "error.log", "other.log", "main.log"].map(|log| place.folder.join(log));
    Ok((command, logs.into()))
}

/// A text in a marked line, and its replacement.
type Change = (String, String);

fn change(from: impl Into<String>, to: impl Into<String>) -> Change {
    (from.into(), to.into())
}

/// The lines of site.conf or cors-proxy.conf.
fn server_lines(place: &Place, setup: &Setup) -> Vec<Change> {
    let (host, log) = match setup.role {
        Role::Site => ("console", "flowlog-console"),
        Role::CorsProxy => ("cors", "flowlog-cors-proxy"),
    };
    let folder = place.folder.display();
    let mut changes = vec![
        change("listen 443 ssl http2;", format!("listen 127.0.0.1:{};", place.port)),
        change("listen [::]:443 ssl http2;", ""),
        change(format!("server_name {host}.example;"), "server_name 127.0.0.1;"),
        change(format!("ssl_certificate /etc/ssl/certs/{host}.example.pem;"), ""),
        change(format!("ssl_certificate_key /etc/ssl/private/{host}.example.key;"), ""),
        change(format!("/var/log/nginx/{log}.log"), format!("{folder}/access.log")),
        change(format!("/var/log/nginx/{log}.error.log"), format!("{folder}/error.log")),
        change(ORIGIN, place.origin.as_str()),
    ];
    if setup.role == Role::Site {
        changes.extend([
            change("/srv/flowlog-console/dist", place.root.display().to_string()),
            change("# \"https://portal.example\"", format!("\"{PORTAL}\"")),
            change("\"'none'\"", format!("\"{PORTAL}\"")),
        ]);
    }
    changes
}

/// The lines of the files that both configurations share.
fn shared_lines(file: &str, setup: &Setup) -> Vec<Change> {
    let upstream = |service: Service| {
        change(format!("https://{}$", service.host()), format!("{}$", (setup.address)(service)))
    };
    match file {
        "services.conf" => Service::CONFIGURED.map(upstream).into(),
        "common.conf" => {
            setup.rate.map(|rate| change("rate=20r/s", format!("rate={rate}r/s"))).into_iter().collect()
        }
        "forward.conf" => {
            let timeout = change("proxy_read_timeout 30s;", format!("proxy_read_timeout {TIMEOUT};"));
            let trust =
                |file: &Path| change("/etc/ssl/certs/ca-certificates.crt", file.display().to_string());
            [timeout].into_iter().chain(setup.trust.map(trust)).collect()
        }
        _ => Vec::new(),
    }
}

/// Makes every change, in marked lines only. A change that matches no marked line is an error: the configuration and
/// this test no longer agree.
fn render(text: &str, changes: &[Change]) -> Result<String> {
    let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
    for (from, to) in changes {
        let mut made = false;
        for line in lines.iter_mut().filter(|line| line.ends_with(MARK) && line.contains(from)) {
            *line = line.replace(from, to);
            made = true;
        }
        if !made {
            let what = format!("no line with {from:?} ends in {MARK:?}");
            return Err(Failure::new(what, "bring deploy/ and xtask/src/proxy together again"));
        }
    }
    Ok(lines.join("\n") + "\n")
}

/// The relevant part of Debian's nginx.conf, with all paths in the test's folder and no worker process.
fn main_file(folder: &Path, name: &str) -> String {
    let folder = folder.display();
    format!(
        "daemon off;\nmaster_process off;\npid {folder}/nginx.pid;\nerror_log {folder}/main.log;\n\
         include /etc/nginx/modules-enabled/*.conf;\nevents {{ worker_connections 768; }}\n\
         http {{\n\
         sendfile on;\ntcp_nopush on;\ntypes_hash_max_size 2048;\n\
         include /etc/nginx/mime.types;\ndefault_type application/octet-stream;\n\
         access_log {folder}/other.log;\ngzip on;\n\
         client_body_temp_path {folder}/body;\nproxy_temp_path {folder}/proxied;\nfastcgi_temp_path {folder}/fastcgi;\n\
         uwsgi_temp_path {folder}/uwsgi;\nscgi_temp_path {folder}/scgi;\n\
         include flowlog-console/common.conf;\ninclude flowlog-console/{name};\n}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "listen 443 ssl;  # adapt\nlisten 443 ssl;\nroot /srv;  # adapt\n";

    #[track_caller]
    fn check(changes: &[(&str, &str)], expect: &str) {
        let changes: Vec<_> = changes.iter().map(|(from, to)| change(*from, *to)).collect();
        assert_eq!(render(TEXT, &changes).unwrap(), expect);
    }

    #[test]
    fn only_marked_lines_change() {
        check(&[], TEXT);
        check(&[("443 ssl", "81")], "listen 81;  # adapt\nlisten 443 ssl;\nroot /srv;  # adapt\n");
        check(
            &[("/srv", "/a b"), ("/a b", "/c")],
            "listen 443 ssl;  # adapt\nlisten 443 ssl;\nroot /c;  # adapt\n",
        );
    }

    #[test]
    fn a_change_that_fits_nowhere_is_an_error() {
        let error = render("listen 443 ssl;\n", &[change("443", "81")]).unwrap_err().to_string();
        assert!(error.contains("no line with \"443\""), "{error}");
    }
}
