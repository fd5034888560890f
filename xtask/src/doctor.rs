//! `doctor`: what is there, what is missing, and how to get it.

use crate::paths::Paths;
use crate::process::{Result, ask, show, which};
use crate::table::Table;
use crate::tools::{TARGET, Tool, has_target};
use crate::{browsers, node, openstack, proxy};

struct Finding {
    name: String,
    needed_for: &'static str,
    found: Option<String>,
    /// Empty where `serve` or `test` installs it by itself.
    by_hand: &'static str,
}

/// Prints what was found; false when something is missing that no command installs by itself.
pub fn report(paths: &Paths) -> Result<bool> {
    let findings = look(paths)?;
    let mut table = Table::words(&["what", "needed for", "found"]);
    for finding in &findings {
        let found = finding.found.clone().unwrap_or_else(|| "missing".to_owned());
        table.row([finding.name.clone(), finding.needed_for.to_owned(), found]);
    }
    show(&table);
    let mut good = true;
    for finding in findings.iter().filter(|finding| finding.found.is_none()) {
        if finding.by_hand.is_empty() {
            show(format_args!("{}: installed by the command that needs it", finding.name));
        } else {
            show(format_args!("{}: {}", finding.name, finding.by_hand));
            good = false;
        }
    }
    Ok(good)
}

fn look(paths: &Paths) -> Result<Vec<Finding>> {
    let first_line =
        |text: String| text.lines().next().unwrap_or_default().chars().take(60).collect::<String>();
    let version = |program: &str| ask(program, &["--version"]).map(first_line);
    let mut findings = vec![
        Finding {
            name: "rustc".to_owned(),
            needed_for: "everything",
            found: version("rustc"),
            by_hand: "install Rust 1.95 or later with rustup",
        },
        Finding {
            name: "rustfmt and clippy".to_owned(),
            needed_for: "lint, test",
            found: ask("cargo", &["fmt", "--version"]).and(ask("cargo", &["clippy", "--version"])),
            by_hand: "run `rustup component add rustfmt clippy`",
        },
        Finding {
            name: "C compiler".to_owned(),
            needed_for: "installing trunk",
            found: version("cc"),
            by_hand: "run `apt install build-essential` as root",
        },
        Finding {
            name: format!("target {TARGET}"),
            needed_for: "serve, build, test",
            found: has_target().then(|| "yes".to_owned()),
            by_hand: if which("rustup").is_some() { "" } else { "install Rust with rustup" },
        },
    ];
    for tool in [Tool::trunk(), Tool::wasm_bindgen(paths)?] {
        findings.push(Finding {
            name: format!("{} {}", tool.package, tool.version),
            needed_for: "serve, build, test",
            found: tool.found(paths).map(|folder| folder.display().to_string()),
            by_hand: "",
        });
    }
    let debian =
        if browsers::can_install() { "" } else { "run `apt install chromium chromium-driver` as root" };
    let browser =
        |found: Option<std::path::PathBuf>| found.and_then(|file| ask(file, &["--version"])).map(first_line);
    findings.extend([
        Finding {
            name: "Node.js 20 with npm".to_owned(),
            needed_for: "build, size, test",
            found: node::found(),
            by_hand: node::HOW_TO_GET_NODE,
        },
        Finding {
            name: "wasm-opt, Playwright, axe".to_owned(),
            needed_for: "build, size, test",
            found: ask(node::program(paths, "wasm-opt"), &["--version"]).map(first_line),
            by_hand: "",
        },
        Finding {
            name: "chromium".to_owned(),
            needed_for: "test",
            found: browser(browsers::chromium()),
            by_hand: debian,
        },
        Finding {
            name: "chromedriver".to_owned(),
            needed_for: "test",
            found: browser(browsers::driver()),
            by_hand: debian,
        },
        Finding {
            name: "nginx with its brotli module".to_owned(),
            needed_for: "test",
            found: proxy::nginx_version(),
            by_hand: if browsers::can_install() {
                ""
            } else {
                "run `apt install nginx libnginx-mod-http-brotli-static` as root"
            },
        },
        Finding {
            name: "Caddy".to_owned(),
            needed_for: "test",
            found: proxy::caddy_version(),
            by_hand: if browsers::can_install() { "" } else { "run `apt install caddy` as root" },
        },
        Finding {
            name: "Python 3".to_owned(),
            needed_for: "test",
            found: version("python3"),
            by_hand: "run `apt install python3 python3-venv` as root",
        },
        Finding {
            name: "python-openstackclient".to_owned(),
            needed_for: "test",
            found: ask(openstack::program(paths), &["--version"]),
            by_hand: "",
        },
    ]);
    Ok(findings)
}
