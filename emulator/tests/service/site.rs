//! The static site, its headers, its limits, and CORS.

use crate::client::{Bench, LOGGERS};
use flowlog_emulator::Options;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder with a site and, beside it, a file that must stay unseen.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("site-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(root.join("dist/docs")).expect("a folder");
        for (name, text) in [
            ("secret.txt", "secret"),
            ("dist/index.html", "<!doctype html><title>Site</title>"),
            ("dist/config.json", "{\"regions\":[]}"),
            ("dist/app-0123456789abcdef.js", "export {};"),
            ("dist/app-0123456789abcdef_bg.wasm", "\0asm"),
            ("dist/element.js", "export {};"),
            ("dist/main.css", "a{}"),
            ("dist/.hidden", "hidden"),
            ("dist/docs/index.html", "<title>Docs</title>"),
            ("dist/frame.html", "<title>Frame</title>"),
        ] {
            fs::write(root.join(name), text).expect("a file");
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(root.join("secret.txt"), root.join("dist/link.txt")).expect("a link");
        Self(root)
    }

    fn bench(&self, cors: bool) -> Bench {
        Bench::with(Options { site: Some(self.0.join("dist")), cors, ..Options::default() })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed lies in the target folder and harms nothing.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[track_caller]
fn check(bench: &Bench, path: &str, content_type: &str, cache: &str) {
    let answer = bench.send_as(None, "GET", path, &[], None).expect(200);
    assert_eq!(
        (answer.header("content-type"), answer.header("cache-control")),
        (content_type, cache),
        "{path}"
    );
}

#[test]
fn files_with_their_types_and_lifetimes() {
    let folder = Folder::new();
    let bench = folder.bench(false);
    let forever = "public, max-age=31536000, immutable";
    check(&bench, "/", "text/html; charset=utf-8", "no-cache");
    check(&bench, "/index.html", "text/html; charset=utf-8", "no-cache");
    check(&bench, "/docs/", "text/html; charset=utf-8", "no-cache");
    check(&bench, "/config.json", "application/json", "no-cache");
    check(&bench, "/app-0123456789abcdef.js", "text/javascript; charset=utf-8", forever);
    check(&bench, "/app-0123456789abcdef_bg.wasm", "application/wasm", forever);
    check(&bench, "/element.js?v=1", "text/javascript; charset=utf-8", "no-cache");
    check(&bench, "/main.css", "text/css; charset=utf-8", "no-cache");
    let head = bench.send_as(None, "HEAD", "/main.css", &[], None).expect(200);
    assert_eq!((head.text.as_str(), head.header("content-length")), ("", "3"));
    bench.send_as(None, "POST", "/main.css", &[], Some("x")).expect(405);
    bench.send_as(None, "GET", "/absent.js", &[], None).expect(404);
}

#[test]
fn the_strict_policy_is_on_every_page() {
    let folder = Folder::new();
    let bench = folder.bench(false);
    for path in ["/", "/config.json", "/main.css", "/absent"] {
        let answer = bench.send_as(None, "GET", path, &[], None);
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        ] {
            assert!(policy.split("; ").any(|found| found == part), "{path}: {part}: {policy}");
        }
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
    }
}

#[test]
fn pages_of_this_machine_may_show_the_page_for_frames_and_no_other() {
    let folder = Folder::new();
    let bench = folder.bench(false);
    for (path, hosts) in [
        ("/frame.html", "'self' http://127.0.0.1:* http://localhost:*"),
        ("/", "'self'"),
        ("/docs/", "'self'"),
        ("/config.json", "'self'"),
        ("/absent/frame.html", "'self'"),
    ] {
        let answer = bench.send_as(None, "GET", path, &[], None);
        let policy = answer.header("content-security-policy");
        let expect = format!("frame-ancestors {hosts}");
        assert!(policy.split("; ").any(|found| found == expect), "{path}: {policy}");
    }
}

#[test]
fn no_path_leads_out() {
    let folder = Folder::new();
    let bench = folder.bench(false);
    for path in [
        "/../secret.txt",
        "/docs/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/docs/..\\..\\secret.txt",
        "//secret.txt",
        "/./../secret.txt",
        "/.hidden",
        "/%2ehidden",
        "/link.txt",
        "/main.css%00.html",
        "/%ff",
        "/etc/passwd",
        "//etc/passwd",
        "/C:/secret.txt",
    ] {
        let raw = bench.raw(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        let status = raw.lines().next().unwrap_or_default();
        assert!(status.contains(" 404 ") || status.contains(" 400 "), "{path}: {status}");
        assert!(
            !raw.contains("secret\n") && !raw.ends_with("secret") && !raw.contains("hidden"),
            "{path}: {raw}"
        );
    }
}

#[test]
fn the_configuration_names_the_callers_origin() {
    let folder = Folder::new();
    let bench = folder.bench(false);
    let origin = bench.emulator.url();
    let config = bench.get("/config.json").json();
    assert_eq!(config["regions"][0]["id"], "KR1");
    assert_eq!(config["regions"][0]["network"], origin);
    assert_eq!(config["identity"], origin);
    assert!(config["proxy"].is_null());
    assert_eq!(config["demo"]["token"], bench.token);
    let ask = |host: &str| bench.raw(&format!("GET /config.json HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    assert!(ask("localhost:8080").contains("\"network\":\"http://localhost:8080\""));
    for host in ["rebound.example", "localhost.rebound.example:8080", "127.0.0.1.rebound.example"] {
        let answer = ask(host);
        assert!(!answer.contains(&bench.token) && !answer.contains("rebound"), "{answer}");
        assert!(answer.contains(&format!("\"network\":\"{origin}\"")), "{answer}");
    }
    let strange = ask("a\"b<c>");
    assert!(strange.starts_with("HTTP/1.1 400") || strange.contains(&origin), "{strange}");
}

#[test]
fn the_configuration_names_every_region() {
    let folder = Folder::new();
    for separate in [false, true] {
        let options =
            Options { site: Some(folder.0.join("dist")), regions: 2, separate, ..Options::default() };
        let bench = Bench::with(options);
        let realm = &bench.emulator.realms()[0];
        let config = bench.get("/config.json").expect(200).json();
        assert_eq!(config["identity"], realm.identity);
        for (found, region) in config["regions"].as_array().expect("regions").iter().zip(&realm.regions) {
            let expect = [&region.id, &region.name, &region.network, &region.object_storage];
            assert_eq!(
                ["id", "name", "network", "objectStorage"].map(|key| found[key].as_str().expect("text")),
                expect
            );
        }
        let by_name = bench.raw("GET /config.json HTTP/1.1\r\nHost: localhost:1\r\n\r\n");
        let port = realm.regions[1].network.rsplit(':').next().expect("a port");
        assert!(by_name.contains(&format!("http://localhost:{port}")), "{by_name}");
        let page = bench.get("/");
        let policy = page.header("content-security-policy");
        let sources = policy.split("; ").find(|part| part.starts_with("connect-src")).expect("connect-src");
        let wanted = realm.regions.iter().flat_map(|region| [&region.network, &region.object_storage]);
        for origin in wanted.chain([&realm.identity]).filter(|origin| **origin != bench.emulator.url()) {
            assert!(sources.split(' ').any(|source| source == origin), "{origin} in {sources}");
        }
    }
}

#[test]
fn a_client_asks_for_versions_where_a_browser_gets_the_page() {
    let folder = Folder::new();
    let bench = folder.bench(false);
    let page = bench.send_as(None, "GET", "/", &[("accept", "text/html,*/*;q=0.8")], None);
    assert!(page.text.contains("<title>Site</title>"));
    let versions = bench.send_as(None, "GET", "/", &[("accept", "application/json")], None);
    assert_eq!(versions.json()["versions"][0]["id"], "v2.0");
}

#[test]
fn without_a_site_there_are_no_files() {
    let bench = Bench::full();
    for path in ["/config.json", "/index.html", "/nothing"] {
        bench.get(path).expect(404);
    }
}

#[test]
fn other_origins_are_let_in_only_when_told() {
    let folder = Folder::new();
    let preflight = [
        ("origin", "https://portal.example"),
        ("access-control-request-method", "PUT"),
        ("access-control-request-headers", "x-auth-token,content-type"),
    ];
    let closed = folder.bench(false);
    let answer = closed.send_as(None, "OPTIONS", LOGGERS, &preflight, None).expect(405);
    assert_eq!(answer.header("access-control-allow-origin"), "");
    let answer = closed.send_as(Some(&closed.token), "GET", LOGGERS, &preflight[..1], None).expect(200);
    assert_eq!(answer.header("access-control-allow-origin"), "");
    let open = folder.bench(true);
    let answer = open.send_as(None, "OPTIONS", LOGGERS, &preflight, None).expect(204);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert!(answer.header("access-control-allow-methods").contains("PUT"));
    assert!(answer.header("access-control-allow-headers").contains("X-Auth-Token"));
    let answer = open.send_as(None, "GET", LOGGERS, &preflight[..1], None).expect(401);
    assert_eq!(answer.header("access-control-allow-origin"), "*", "errors can be read as well");
}
