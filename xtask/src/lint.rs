//! The invariants of ARCHITECTURE.md that a look at the text can hold.

use std::fs;
use std::path::Path;

use crate::counts::Counts;
use crate::paths::{Paths, shown};
use crate::process::{Failure, Result, show};
use crate::stamp;

/// Words that must not stand in some files.
struct Rule {
    name: &'static str,
    /// Files and folders, from the root of the repository.
    within: &'static [&'static str],
    ends: &'static [&'static str],
    except: &'static [&'static str],
    forbidden: &'static [&'static str],
    reason: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        name: "domain is pure",
        within: &["src/domain"],
        ends: &[".rs"],
        except: &[],
        forbidden: &[
            "crate::api",
            "crate::auth",
            "crate::config",
            "crate::embed",
            "crate::i18n",
            "crate::pages",
            "crate::route",
            "crate::state",
            "crate::ui",
            "serde::",
            "web_sys",
            "js_sys",
            "leptos",
            "wasm_bindgen",
        ],
        reason: "domain imports nothing of ours, no serde and no browser",
    },
    Rule {
        name: "api knows only what lies below",
        within: &["src/api"],
        ends: &[".rs"],
        except: &[],
        forbidden: &["crate::state", "crate::ui", "crate::pages", "crate::embed", "crate::route", "leptos::"],
        reason: "arrows point down: state → api → domain",
    },
    Rule {
        name: "auth knows only what lies below",
        within: &["src/auth"],
        ends: &[".rs"],
        except: &[],
        forbidden: &["crate::state", "crate::ui", "crate::pages", "crate::embed", "crate::route", "leptos::"],
        reason: "arrows point down: state → auth → domain",
    },
    Rule {
        name: "state knows no page",
        within: &["src/state", "src/route.rs", "src/config"],
        ends: &[".rs"],
        except: &[],
        forbidden: &["crate::ui", "crate::pages", "crate::embed", "web_sys", "leptos::"],
        reason: "view models build and test on the host target",
    },
    Rule {
        name: "ui knows no API type",
        within: &["src/ui"],
        ends: &[".rs"],
        except: &[],
        forbidden: &[
            "crate::api",
            "crate::auth",
            "crate::pages",
            "crate::embed",
            "serde::",
            "Serialize",
            "Deserialize",
        ],
        reason: "design-system parts take plain values",
    },
    Rule {
        name: "pages only compose",
        within: &["src/pages"],
        ends: &[".rs"],
        // What leaves the console for a host is made there, in the second wasm.
        except: &["src/pages/telling.rs"],
        forbidden: &["crate::embed", "Serialize", "Deserialize"],
        reason: "pages use ui and state; serde stays at the boundary",
    },
    Rule {
        name: "no part that reaches into the host's page",
        within: &["src", "Cargo.toml"],
        ends: &[".rs", ".toml"],
        except: &[],
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
        except: &[],
        forbidden: &[" style=", " style:"],
        reason: "the strict style policy refuses it; use a class or an attribute",
    },
    Rule {
        name: "no shared state",
        within: &["src"],
        ends: &[".rs"],
        except: &[],
        forbidden: &["static mut ", "thread_local!", "LazyLock<", "OnceLock<", "lazy_static!"],
        reason: "all state belongs to one mount, so two consoles on a page share nothing",
    },
    Rule {
        name: "endpoints are configuration",
        within: &["src/api", "src/auth", "src/state", "src/embed", "src/pages", "src/ui", "src/route.rs"],
        ends: &[".rs"],
        except: &[],
        forbidden: &["nhncloudservice.com"],
        reason: "other realms have other hosts; the documented defaults stand in src/config",
    },
    Rule {
        name: "the emulator is an independent reading",
        within: &["emulator"],
        ends: &[".rs", ".toml"],
        except: &[],
        forbidden: &["flowlog_console", "flowlog-console ", "../src"],
        reason: "a mistake shared with src/ would hide itself",
    },
    Rule {
        name: "xtask builds without the product",
        within: &["xtask/Cargo.toml"],
        ends: &[".toml"],
        except: &[],
        forbidden: &["flowlog-console", "path = \"..\""],
        reason: "a mistake in src/ would stop every command; run an example of the product instead",
    },
    Rule {
        name: "no inline script",
        within: &["www/index.html", "www/frame.html"],
        ends: &[".html"],
        except: &[],
        forbidden: &["<script>", " onclick=", " onload=", "javascript:", "http://", "https://"],
        reason: "script-src 'self' refuses it, and the page asks nobody else",
    },
    Rule {
        name: "scripts write text only",
        within: &["www"],
        ends: &[".js"],
        except: &[],
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
    for rule in RULES {
        let mut broken = Vec::new();
        for within in rule.within {
            for file in stamp::files(&paths.root.join(within))? {
                let name = shown(&paths.root, &file);
                if rule.ends.iter().any(|end| name.ends_with(end)) && !rule.except.contains(&name.as_str()) {
                    let text = read(&file)?;
                    broken.extend(
                        found(&text, rule.forbidden).map(|(line, word)| format!("{name}:{line}: {word:?}")),
                    );
                }
            }
        }
        counts.add(verdict(rule.name, rule.reason, &broken));
    }
    counts.add(colours(paths)?);
    counts.add(one_storage(paths)?);
    Ok(counts)
}

/// Colours stand in the token file alone, as custom properties.
fn colours(paths: &Paths) -> Result<Counts> {
    let mut broken = Vec::new();
    for folder in ["src", "www/styles"] {
        for file in stamp::files(&paths.root.join(folder))? {
            let name = shown(&paths.root, &file);
            if name.ends_with(".css") && !name.ends_with("tokens.css") {
                let text = read(&file)?;
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

/// One file may know the browser's storage.
fn one_storage(paths: &Paths) -> Result<Counts> {
    let mut users = Vec::new();
    for file in stamp::files(&paths.root.join("src"))? {
        let name = shown(&paths.root, &file);
        let words = ["local_storage", "localStorage", "session_storage", "sessionStorage", "indexed_db"];
        if name.ends_with(".rs") && found(&read(&file)?, &words).next().is_some() {
            users.push(name);
        }
    }
    let broken = if users.len() > 1 { users } else { Vec::new() };
    Ok(verdict(
        "one storage",
        "preferences go through one storage trait with one browser implementation",
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

/// The lines, from 1, that hold a forbidden word outside of a comment.
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

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).map_err(|error| Failure::file("read", file, &error))
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
