//! The proxy must verify the service's certificate: signed by a trusted authority, and for the right host name.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context;
use flowlog_proxy_conformance::{LOGGERS, Service, Verdict};
use fs_err as fs;

use crate::paths::Paths;
use crate::process::{Failure, Result, Running, answer, free_port};
use crate::proxy::server;
use crate::proxy::setup::{Program, Role, Setup};

const FIX: &str = "check that `openssl` works";

/// Forwards to two TLS servers, one with the right name and one with another, first with trusted certificates and then
/// with certificates that are not trusted.
pub fn check(paths: &Paths, program: Program) -> Result<Verdict> {
    let folder = paths.work.join("certificates");
    fs::create_dir_all(&folder)?;
    let right = TlsServer::start(&folder, "right", "DNS:127.0.0.1,IP:127.0.0.1")?;
    let wrong = TlsServer::start(&folder, "wrong", "DNS:other.example")?;
    let trusted = folder.join("trusted.pem");
    let both = [fs::read(&right.certificate)?, fs::read(&wrong.certificate)?];
    fs::write(&trusted, both.concat())?;

    let address = |service: Service| {
        format!("https://127.0.0.1:{}", if service == Service::NetworkKr1 { right.port } else { wrong.port })
    };
    let setup = Setup {
        program,
        role: Role::CorsProxy,
        address: &address,
        origin: None,
        rate: None,
        trust: Some(&trusted),
    };
    let trusting = expect(paths, &setup, &[(Service::NetworkKr1, 200), (Service::NetworkKr2, 502)])?;
    let strict = Setup { trust: None, ..setup };
    let doubting = expect(paths, &strict, &[(Service::NetworkKr1, 502), (Service::NetworkKr2, 502)])?;
    Ok(trusting.and(doubting))
}

fn expect(paths: &Paths, setup: &Setup, cases: &[(Service, u16)]) -> Result<Verdict> {
    let (_server, subject) = server::start(paths, setup)?;
    let trust = if setup.trust.is_some() { "trusted" } else { "not trusted" };
    Ok(cases.iter().try_for_each(|(service, status)| {
        let exchange = subject.ask(&subject.at(*service, "GET", LOGGERS))?;
        exchange.status(*status).with_context(|| format!("certificate {trust}, {service:?}"))
    }))
}

/// `openssl s_server`, which answers every request with a status page.
struct TlsServer {
    _running: Running,
    port: u16,
    certificate: PathBuf,
}

impl TlsServer {
    fn start(folder: &Path, name: &str, names: &str) -> Result<Self> {
        let (certificate, key) = (folder.join(format!("{name}.pem")), folder.join(format!("{name}.key")));
        answer(
            Command::new("openssl")
                .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"])
                .args(["-days", "2", "-subj", &format!("/CN={name}.example")])
                .args(["-addext", &format!("subjectAltName={names}")])
                .arg("-keyout")
                .arg(&key)
                .arg("-out")
                .arg(&certificate)
                .stderr(Stdio::null()),
            FIX,
        )?;
        let port = free_port()?;
        let child = Command::new("openssl")
            .args(["s_server", "-quiet", "-www", "-accept", &format!("127.0.0.1:{port}")])
            .arg("-cert")
            .arg(&certificate)
            .arg("-key")
            .arg(&key)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| Failure::new(format!("openssl cannot be run: {error}"), FIX))?;
        let mut running = Running(child);
        if running.listens(port) {
            Ok(Self { _running: running, port, certificate })
        } else {
            Err(Failure::new("openssl s_server does not listen", FIX))
        }
    }
}
