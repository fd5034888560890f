//! nginx with deploy/nginx, in one process of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::conformance::upstream::Service;
use crate::process::{Failure, Result};
use crate::proxy::install;
use crate::proxy::render::{Change, render};
use crate::proxy::server::{ORIGIN, PORTAL, Place, Role, Setup, TIMEOUT};

/// The command, and the logs that it will write.
pub fn command(place: &Place, setup: &Setup) -> Result<(Command, Vec<PathBuf>)> {
    let name = match setup.role {
        Role::Site => "site.conf",
        Role::CorsProxy => "cors-proxy.conf",
    };
    let folder = place.folder.join("flowlog-console");
    fs::create_dir_all(&folder).map_err(|error| Failure::file("made", &folder, &error))?;
    let from = place.deploy.join("nginx");
    let entries = fs::read_dir(&from).map_err(|error| Failure::file("listed", &from, &error))?;
    for entry in entries {
        let path = entry.map_err(|error| Failure::file("listed", &from, &error))?.path();
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).map_err(|error| Failure::file("read", &path, &error))?;
        let changes = if file == name { server_lines(place, setup) } else { shared_lines(&file, setup) };
        write(&folder.join(&file), &render(&text, &changes)?)?;
    }
    let main = place.folder.join("nginx.conf");
    write(&main, &main_file(&place.folder, name))?;
    let program = install::nginx()
        .ok_or_else(|| Failure::new("nginx was not found", "install it from Debian's packages"))?;
    let mut command = Command::new(program);
    command.arg("-c").arg(&main);
    let logs = ["access.log", "error.log", "other.log", "main.log"].map(|log| place.folder.join(log));
    Ok((command, logs.into()))
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(|error| Failure::file("written", path, &error))
}

/// The lines of site.conf or cors-proxy.conf.
fn server_lines(place: &Place, setup: &Setup) -> Vec<Change> {
    let (host, log) = match setup.role {
        Role::Site => ("console", "flowlog-console"),
        Role::CorsProxy => ("cors", "flowlog-cors-proxy"),
    };
    let folder = place.folder.display();
    let mut changes = vec![
        Change::new("listen 443 ssl http2;", format!("listen 127.0.0.1:{};", place.port)),
        Change::new("listen [::]:443 ssl http2;", ""),
        Change::new(&format!("server_name {host}.example;"), "server_name 127.0.0.1;"),
        Change::new(&format!("ssl_certificate /etc/ssl/certs/{host}.example.pem;"), ""),
        Change::new(&format!("ssl_certificate_key /etc/ssl/private/{host}.example.key;"), ""),
        Change::new(&format!("/var/log/nginx/{log}.log"), format!("{folder}/access.log")),
        Change::new(&format!("/var/log/nginx/{log}.error.log"), format!("{folder}/error.log")),
    ];
    changes.push(Change::new(ORIGIN, place.origin.as_str()));
    if setup.role == Role::Site {
        changes.push(Change::new("/srv/flowlog-console/dist", place.root.display().to_string()));
        changes.push(Change::new("# \"https://portal.example\"", format!("\"{PORTAL}\"")));
        changes.push(Change::new("\"'none'\"", format!("\"{PORTAL}\"")));
    }
    changes
}

/// The lines of the files that both share.
fn shared_lines(file: &str, setup: &Setup) -> Vec<Change> {
    match file {
        "services.conf" => {
            let configured = Service::ALL.into_iter().filter(|service| *service != Service::Stranger);
            let upstream = |service: Service| {
                Change::new(&format!("https://{}$", service.host()), format!("{}$", (setup.address)(service)))
            };
            configured.map(upstream).collect()
        }
        "common.conf" => {
            setup.rate.iter().map(|rate| Change::new("rate=20r/s", format!("rate={rate}r/s"))).collect()
        }
        "forward.conf" => {
            let mut changes =
                vec![Change::new("proxy_read_timeout 30s;", format!("proxy_read_timeout {TIMEOUT};"))];
            if let Some(trust) = setup.trust {
                changes.push(Change::new("/etc/ssl/certs/ca-certificates.crt", trust.display().to_string()));
            }
            changes
        }
        _ => Vec::new(),
    }
}

/// What Debian's nginx.conf does around a site, without its user, its folders and its second process.
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
