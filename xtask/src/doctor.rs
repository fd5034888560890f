//! `doctor`: what is there, what is missing, and how to get it.

use crate::paths::Paths;
use crate::process::{Result, ask, show, which};
use crate::table::Table;
use crate::tools::{TARGET, Tool, has_target};
use crate::{browsers, node, openstack, proxy};

/// What it is, what needs it, what was found, and how to get it: empty where `serve` or `test` installs it.
type Finding = (String, &'static str, Option<String>, &'static str);

/// Prints what was found; false when something is missing that no command installs by itself.
pub fn report(paths: &Paths) -> Result<bool> {
    let findings = look(paths)?;
    let mut table = Table::words(&["what", "needed for", "found"]);
    for (what, needed_for, found, _) in &findings {
        let found = found.clone().unwrap_or_else(|| "missing".to_owned());
        table.row([what.clone(), (*needed_for).to_owned(), found]);
    }
    show(&table);
    let mut good = true;
    for (what, _, _, by_hand) in findings.iter().filter(|(_, _, found, _)| found.is_none()) {
        good &= by_hand.is_empty();
        let how = if by_hand.is_empty() { "installed by the command that needs it" } else { by_hand };
        show(format_args!("{what}: {how}"));
    }
    Ok(good)
}

fn look(paths: &Paths) -> Result<Vec<Finding>> {
    let short = |text: String| text.lines().next().map(|line| line.chars().take(60).collect::<String>());
    let version = |program: &str| ask(program, &["--version"]).and_then(short);
    let by_apt = |command: &'static str| if browsers::can_install() { "" } else { command };
    let by_rustup = if which("rustup").is_some() { "" } else { "install Rust with rustup" };
    let browsers_by_apt = by_apt("run `apt install chromium chromium-driver` as root");
    let formatter = ask("cargo", &["fmt", "--version"]).and(ask("cargo", &["clippy", "--version"]));
    let tool = |tool: Tool, needed_for| {
        let found = tool.found(paths).map(|folder| folder.display().to_string());
        (format!("{} {}", tool.package, tool.version), needed_for, found, "")
    };
    let row = |what: &str, needed_for, found, by_hand| (what.to_owned(), needed_for, found, by_hand);
    Ok(vec![
        row("rustc", "everything", version("rustc"), "install Rust 1.95 or later with rustup"),
        row("rustfmt and clippy", "lint, test", formatter, "run `rustup component add rustfmt clippy`"),
        row("C compiler", "installing trunk", version("cc"), "run `apt install build-essential` as root"),
        (format!("target {TARGET}"), "serve, build, test", has_target().then(|| "yes".to_owned()), by_rustup),
        tool(Tool::trunk(), "serve, build, test"),
        tool(Tool::wasm_bindgen(paths)?, "serve, build, test"),
        row("Node.js 20 with npm", "build, size, test", node::found(), node::HOW_TO_GET_NODE),
        row(
            "wasm-opt, Playwright, axe",
            "build, size, test",
            ask(node::program(paths, "wasm-opt"), &["--version"]).and_then(short),
            "",
        ),
        row(
            "chromium",
            "test",
            browsers::chromium().and_then(|file| ask(file, &["--version"])).and_then(short),
            browsers_by_apt,
        ),
        row(
            "chromedriver",
            "test",
            browsers::driver().and_then(|file| ask(file, &["--version"])).and_then(short),
            browsers_by_apt,
        ),
        row(
            "Firefox",
            "test",
            browsers::firefox().and_then(|file| ask(file, &["--version"])).and_then(short),
            by_apt("run `apt install firefox-esr` as root"),
        ),
        tool(Tool::geckodriver(), "test"),
        row(
            "WebKitGTK's driver and Xvfb",
            "test",
            browsers::webkit_driver().and(which("Xvfb")).map(|_| "yes".to_owned()),
            by_apt("run `apt install webkit2gtk-driver xvfb` as root"),
        ),
        row(
            "nginx with its brotli module",
            "test",
            proxy::nginx_version(),
            by_apt("run `apt install nginx libnginx-mod-http-brotli-static` as root"),
        ),
        row("Caddy", "test", proxy::caddy_version(), by_apt("run `apt install caddy` as root")),
        row("Python 3", "test", version("python3"), "run `apt install python3 python3-venv` as root"),
        row("python-openstackclient", "test", ask(openstack::program(paths), &["--version"]), ""),
    ])
}
