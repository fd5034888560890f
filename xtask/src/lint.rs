//! The invariants of ARCHITECTURE.md that can be checked by reading the source files.

use fs_err as fs;

use crate::counts::Counts;
use crate::imports::{Graph, Import, Target};
use crate::paths::{Paths, shown};
use crate::process::{Result, show};
use crate::stamp;

/// The root files of the crates whose imports are checked.
const ROOTS: [&str; 5] = [
    "src/lib.rs",
    "deploy/conformance/src/lib.rs",
    "emulator/src/lib.rs",
    "engine/src/lib.rs",
    "xtask/src/main.rs",
];

/// What a top-level module of src/ may import.
struct Layer {
    module: &'static str,
    /// Other top-level modules of src/, separated by spaces.
    imports: &'static str,
    /// External crates that it must not use, separated by spaces.
    never: &'static str,
}

/// From the lowest layer to the highest. Each new top-level module needs a row. `lib.rs` may import everything.
const LAYERS: &[Layer] = &[
    Layer { module: "locale", imports: "", never: "leptos" },
    Layer { module: "domain", imports: "", never: "serde web_sys js_sys leptos wasm_bindgen" },
    Layer { module: "auth", imports: "domain", never: "leptos" },
    Layer { module: "api", imports: "domain auth", never: "leptos" },
    Layer { module: "logs", imports: "domain auth", never: "leptos" },
    Layer { module: "config", imports: "domain auth api locale", never: "leptos web_sys" },
    Layer { module: "i18n", imports: "domain auth api config locale logs", never: "leptos" },
    Layer { module: "route", imports: "domain api", never: "leptos web_sys" },
    Layer {
        module: "state",
        imports: "domain auth api locale config i18n route logs",
        never: "leptos web_sys",
    },
    Layer { module: "ui", imports: "", never: "serde" },
    Layer {
        module: "pages",
        imports: "domain auth api locale config i18n route logs state ui",
        never: "serde",
    },
    Layer {
        module: "embed",
        imports: "domain auth api locale config i18n route logs state ui pages",
        never: "",
    },
];

/// Words that must not occur in some files.
struct Rule {
    name: &'static str,
    /// Files and folders, from the root of the repository.
    within: &'static [&'static str],
    ends: &'static [&'static str],
    forbidden: &'static [&'static str],
    reason: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        name: "no part that reaches into the host's page",
        within: &["src", "Cargo.toml"],
        ends: &[".rs", ".toml"],
        forbidden: &[
            "leptos_router",
            "leptos_meta",
            "<Portal",
            "mount_to_body",
            "get_element_by_id",
            "inner_html=",
            "\"delegation\"",
        ],
        reason: "the console lives in one shadow root of somebody else's page",
    },
    Rule {
        name: "no style attribute",
        within: &["src/ui", "src/pages", "src/embed", "www/index.html", "www/frame.html"],
        ends: &[".rs", ".html"],
        forbidden: &[" style=", " style:"],
        reason: "the strict style policy refuses it; use a class or an attribute",
    },
    Rule {
        name: "no shared state",
        within: &["src"],
        ends: &[".rs"],
        forbidden: &["static mut ", "thread_local!", "= LazyLock::new", "= OnceLock::new", "lazy_static!"],
        reason: "all state belongs to one mount, so two consoles on a page share nothing",
    },
    Rule {
        name: "endpoints are configuration",
        within: &["src/api", "src/auth", "src/state", "src/embed", "src/pages", "src/ui", "src/route.rs"],
        ends: &[".rs"],
        forbidden: &["nhncloudservice.com"],
        reason: "other realms have other hosts; the documented defaults stand in www/config.json",
    },
    Rule {
        name: "the emulator is an independent reading",
        within: &["emulator"],
        ends: &[".rs", ".toml"],
        forbidden: &["flowlog_console", "flowlog-console ", "../src"],
        reason: "a mistake shared with src/ would hide itself",
    },
    Rule {
        name: "the engine knows neither browser nor console",
        within: &["engine/src", "engine/examples", "engine/tests", "engine/Cargo.toml"],
        ends: &[".rs", ".toml"],
        forbidden: &[
            "flowlog_console",
            "flowlog-console ",
            "../src",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "leptos",
        ],
        reason: "it is a library of its own, and its tests are native",
    },
    Rule {
        name: "xtask builds without the product",
        within: &["xtask/Cargo.toml"],
        ends: &[".toml"],
        forbidden: &["flowlog-console", "path = \"..\""],
        reason: "a mistake in src/ would stop every command; run an example of the product instead",
    },
    Rule {
        name: "no inline script",
        within: &["www/index.html", "www/frame.html"],
        ends: &[".html"],
        forbidden: &["<script>", " onclick=", " onload=", "javascript:", "http://", "https://"],
        reason: "script-src 'self' refuses it, and the page asks nobody else",
    },
    Rule {
        name: "scripts write text only",
        within: &["www"],
        ends: &[".js"],
        forbidden: &[
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "localStorage",
            "https://",
        ],
        reason: "no markup from text, no store, no third party",
    },
];

/// Checks every rule and prints each line that breaks one.
pub fn check(paths: &Paths) -> Result<Counts> {
    let mut counts = Counts::default();
    for root in ROOTS {
        let graph = Graph::read(&paths.root.join(root))?;
        let within = root.rsplit_once('/').map_or(root, |(folder, _)| folder);
        counts.add(circles(paths, within, &graph));
        if within == "src" {
            counts.add(layers(paths, &graph));
        }
    }
    for rule in RULES {
        let mut broken = Vec::new();
        for within in rule.within {
            for file in stamp::files(&paths.root.join(within))? {
                let name = shown(&paths.root, &file);
                if rule.ends.iter().any(|end| name.ends_with(end)) {
                    let text = fs::read_to_string(&file)?;
                    broken.extend(
                        found(&text, rule.forbidden).map(|(line, word)| format!("{name}:{line}: {word:?}")),
                    );
                }
            }
        }
        counts.add(verdict(rule.name, rule.reason, &broken));
    }
    counts.add(colours(paths)?);
    Ok(counts)
}

/// Checks that the imports form no circle.
fn circles(paths: &Paths, within: &str, graph: &Graph) -> Counts {
    let mut broken = Vec::new();
    for circle in graph.circles() {
        broken.push(format!("a circle of {}", circle.members.join(", ")));
        broken.extend(circle.imports.iter().map(|import| format!("  {}", line(paths, import))));
    }
    verdict(
        &format!("no circle of imports in {within}"),
        "a module is read and changed without those above it",
        &broken,
    )
}

/// Checks that each module imports lower layers only.
fn layers(paths: &Paths, graph: &Graph) -> Counts {
    let mut broken = Vec::new();
    for import in &graph.imports {
        let Some(from) = import.from.first() else { continue };
        let layer = LAYERS.iter().find(|layer| layer.module == from);
        let has = |list: &str, name: &str| list.split_whitespace().any(|one| one == name);
        let is_allowed = layer.is_some_and(|layer| match &import.to {
            Target::Module(to) => to.first().is_some_and(|to| to == from || has(layer.imports, to)),
            Target::Crate(name) => !has(layer.never, name),
        });
        if !is_allowed {
            broken.push(line(paths, import));
        }
    }
    verdict(
        "arrows point down",
        "LAYERS in xtask/src/lint.rs says what each module of src/ may import",
        &broken,
    )
}

fn line(paths: &Paths, import: &Import) -> String {
    format!("{}:{}: {}", shown(&paths.root, &import.file), import.line, import.path)
}

/// Checks that colours are written in tokens.css only, as custom properties.
fn colours(paths: &Paths) -> Result<Counts> {
    let mut broken = Vec::new();
    for folder in ["www"] {
        for file in stamp::files(&paths.root.join(folder))? {
            let name = shown(&paths.root, &file);
            if name.ends_with(".css") && !name.ends_with("tokens.css") {
                let text = fs::read_to_string(&file)?;
                let lines = text.lines().enumerate().filter(|(_, line)| has_colour(line));
                broken.extend(lines.map(|(index, line)| format!("{name}:{}: {}", index + 1, line.trim())));
            }
        }
    }
    Ok(verdict(
        "colours are tokens",
        "themes work only where every colour is a custom property of tokens.css",
        &broken,
    ))
}

fn verdict(name: &str, reason: &str, broken: &[String]) -> Counts {
    if broken.is_empty() {
        show(format_args!("ok      {name}"));
        return Counts::PASSED;
    }
    show(format_args!("FAILED  {name}: {reason}"));
    broken.iter().for_each(|line| show(format_args!("        {line}")));
    Counts::FAILED
}

/// The line numbers, from 1, of forbidden words outside of comments.
fn found<'a>(text: &'a str, forbidden: &'a [&'a str]) -> impl Iterator<Item = (usize, &'a str)> + 'a {
    text.lines().enumerate().filter(|(_, line)| !is_comment(line)).flat_map(move |(index, line)| {
        forbidden.iter().filter(move |word| line.contains(**word)).map(move |word| (index + 1, *word))
    })
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    ["//", "#", "/*", "* ", "<!--"].iter().any(|start| line.starts_with(start)) && !line.starts_with("#[")
}

fn has_colour(line: &str) -> bool {
    let hex = line.match_indices('#').any(|(at, _)| {
        let digits =
            line.get(at + 1..).unwrap_or_default().chars().take_while(char::is_ascii_hexdigit).count();
        let next = line.get(at + 1 + digits..).and_then(|rest| rest.chars().next());
        matches!(digits, 3 | 4 | 6 | 8) && !next.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_')
    });
    let functions = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch("];
    hex || functions.iter().any(|function| line.contains(function))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn colour(line: &str, expect: bool) {
        assert_eq!(has_colour(line), expect, "{line}");
    }

    #[test]
    fn literal_colours_are_seen() {
        colour("color: #fff;", true);
        colour("color: #1a2b3c80", true);
        colour("background: rgb(0 0 0 / 50%)", true);
        colour("color: oklch(60% 0.1 250)", true);
        colour("#add-button { color: var(--flc-color-text) }", false);
        colour("color: Canvas", false);
        colour("clip-path: url(#a)", false);
    }

    #[track_caller]
    fn lines(text: &str, expect: &[usize]) {
        let found: Vec<_> = found(text, &["crate::api", " style="]).map(|(line, _)| line).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn forbidden_words_are_found_outside_of_comments() {
        lines("use crate::api::Client;\n", &[1]);
        lines("// crate::api is below\nfn a() {}\n/// see crate::api", &[]);
        lines("view! {\n  <p style=\"color:red\"/> }", &[2]);
        lines("#[cfg(feature = \"x\")] use crate::api;", &[1]);
    }
}
