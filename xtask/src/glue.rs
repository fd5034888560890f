//! The JavaScript that wasm-bindgen writes, as far as the build changes it: what nobody calls goes, long names become
//! short, and the loader of the second wasm comes in.
//!
//! wasm-bindgen writes one item to a column-0 line and one imported function to a line of eight spaces, which is all
//! that this module knows of JavaScript. Where it finds another shape it fails, and the build with it.

use std::collections::{BTreeMap, BTreeSet};

use crate::process::{Failure, Result};

/// What `www/element.js` and `www/load.js` take from the glue. Crates below ours export more, which no page calls.
const OURS: [&str; 3] = ["mount", "Mounted", "reportPanics"];
const IMPORTS: &str = "__wbg_get_imports";

/// A statement or declaration.
struct Item {
    names: Vec<String>,
    text: String,
    exported: bool,
}

/// A function that the wasm imports.
pub struct Import {
    pub name: String,
    text: String,
}

pub struct Glue {
    items: Vec<Item>,
    before_imports: String,
    imports: Vec<Import>,
    after_imports: String,
}

fn strange(what: &str) -> Failure {
    Failure::new(
        format!("wasm-bindgen's JavaScript has another shape than this build knows: {what}"),
        "bring xtask/src/glue.rs up to the version of wasm-bindgen in Cargo.lock",
    )
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_' && letter != '$')
        .filter(|word| !word.is_empty())
}

/// The names of the wasm's exports that a text uses.
fn exports_in(text: &str) -> BTreeSet<String> {
    let after = text.split("wasm.").skip(1);
    after
        .filter_map(|rest| words(rest).next().filter(|word| rest.starts_with(word)))
        .map(str::to_owned)
        .collect()
}

impl Glue {
    pub fn parse(text: &str) -> Result<Glue> {
        let mut items: Vec<Item> = Vec::new();
        for line in text.split_inclusive('\n') {
            let first = line.chars().next().unwrap_or(' ');
            // A class is followed by a condition that gives it a method more.
            let goes_on = first.is_whitespace() || first == '}' || line.starts_with("if (");
            if goes_on || items.is_empty() {
                match items.last_mut() {
                    Some(item) => item.text.push_str(line),
                    None => items.push(Item { names: Vec::new(), text: line.to_owned(), exported: false }),
                }
                continue;
            }
            let names = declared(line);
            items.push(Item { names, text: line.to_owned(), exported: line.starts_with("export ") });
        }
        let place = items.iter().position(|item| item.names.iter().any(|name| name == IMPORTS));
        let imports = items.remove(place.ok_or_else(|| strange("it has no imports"))?);
        let (before_imports, list, after_imports) = parts(&imports.text)?;
        Ok(Glue { items, before_imports, imports: list, after_imports })
    }

    pub fn imports(&self) -> &[Import] {
        &self.imports
    }

    /// Puts `loader` in the place of the module that the splitter asks for.
    pub fn load_later(&mut self, module: &str, loader: &str) -> Result<()> {
        let line = format!("from \"{module}\"");
        let import = self
            .items
            .iter_mut()
            .find(|item| item.text.starts_with("import * as ") && item.text.contains(&line))
            .ok_or_else(|| strange("it does not import the loader of the second wasm"))?;
        let bound = words(&import.text).nth(2).ok_or_else(|| strange("an import binds nothing"))?.to_owned();
        import.text = format!("{loader}const {bound} = later;\n");
        import.names = vec![bound];
        Ok(())
    }

    /// Which items are used when these imports are.
    fn used<'a>(&'a self, imports: impl Iterator<Item = &'a Import>) -> Vec<bool> {
        let mut used: Vec<bool> = self.items.iter().map(Item::is_root).collect();
        let mut texts: Vec<&str> = vec![&self.before_imports, &self.after_imports];
        texts.extend(imports.map(|import| import.text.as_str()));
        texts.extend(self.items.iter().filter(|item| item.is_root()).map(|item| item.text.as_str()));
        while let Some(text) = texts.pop() {
            let words: BTreeSet<&str> = words(text).collect();
            for (item, used) in self.items.iter().zip(&mut used) {
                if !*used && item.names.iter().any(|name| words.contains(name.as_str())) {
                    *used = true;
                    texts.push(&item.text);
                }
            }
        }
        used
    }

    /// The exports of the wasm that are called by what always stays, and by each import.
    pub fn exports(&self) -> (BTreeSet<String>, Vec<(&str, BTreeSet<String>)>) {
        let of = |used: Vec<bool>| -> BTreeSet<String> {
            let items = self.items.iter().zip(used).filter(|(_, used)| *used);
            items.flat_map(|(item, _)| exports_in(&item.text)).collect()
        };
        let always = of(self.used(std::iter::empty()));
        let each = self.imports.iter().map(|import| {
            let mut exports = of(self.used(std::iter::once(import)));
            exports.extend(exports_in(&import.text));
            (import.name.as_str(), exports)
        });
        let each = each.collect();
        (always, each)
    }

    /// Drops the imports that are not among `kept`, and what only they used.
    pub fn keep_imports(&mut self, kept: &BTreeSet<String>) {
        self.imports.retain(|import| kept.contains(&import.name));
        let used = self.used(self.imports.iter());
        let mut used = used.into_iter();
        self.items.retain(|_| used.next().unwrap_or(true));
    }

    /// Calls imports and exports by other names.
    pub fn rename(&mut self, imports: &BTreeMap<String, String>, exports: &BTreeMap<String, String>) {
        for import in &mut self.imports {
            if let Some(short) = imports.get(&import.name) {
                import.text = import.text.replacen(&import.name, short, 1);
                import.name.clone_from(short);
            }
            import.text = renamed_exports(&import.text, exports);
        }
        for item in &mut self.items {
            item.text = renamed_exports(&item.text, exports);
        }
    }

    pub fn text(&self) -> String {
        let mut text: String = self.items.iter().map(|item| item.text.as_str()).collect();
        text.push_str(&self.before_imports);
        text.extend(self.imports.iter().map(|import| import.text.as_str()));
        text.push_str(&self.after_imports);
        text
    }
}

impl Item {
    fn is_root(&self) -> bool {
        if self.names.is_empty() {
            // Comments, statements, and the list of exports at the end.
            return true;
        }
        self.exported && self.names.iter().any(|name| OURS.contains(&name.as_str()))
    }
}

/// The names that a line at column 0 declares.
fn declared(line: &str) -> Vec<String> {
    let line = line.strip_prefix("export ").unwrap_or(line);
    let line = line.strip_prefix("async ").unwrap_or(line);
    let Some((kind, rest)) = line.split_once(' ') else { return Vec::new() };
    match kind {
        "class" | "function" | "const" => words(rest).take(1).map(str::to_owned).collect(),
        "let" => {
            let list = rest.split('=').next().unwrap_or_default();
            words(list).map(str::to_owned).collect()
        }
        "import" => words(rest).nth(1).map(str::to_owned).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Takes the function that lists the imports apart.
fn parts(text: &str) -> Result<(String, Vec<Import>, String)> {
    let mut list: Vec<Import> = Vec::new();
    let (mut before, mut after) = (String::new(), String::new());
    for line in text.split_inclusive('\n') {
        let starts = line.starts_with("        __wb") && !line.starts_with("         ");
        if starts {
            let name = words(line).next().unwrap_or_default().to_owned();
            list.push(Import { name, text: line.to_owned() });
        } else if !after.is_empty() || (!list.is_empty() && line.starts_with("    }")) {
            after.push_str(line);
        } else if let Some(import) = list.last_mut() {
            import.text.push_str(line);
        } else {
            before.push_str(line);
        }
    }
    if list.is_empty() || after.is_empty() {
        return Err(strange("the list of imports was not found"));
    }
    Ok((before, list, after))
}

fn renamed_exports(text: &str, exports: &BTreeMap<String, String>) -> String {
    let mut parts = text.split("wasm.");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("wasm.");
        let name = words(part).next().filter(|word| part.starts_with(word)).unwrap_or_default();
        match (exports.get(name), part.strip_prefix(name)) {
            (Some(short), Some(rest)) => {
                out.push_str(short);
                out.push_str(rest);
            }
            _ => out.push_str(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
/* types */
import * as import1 from \"./later.js\"

export class Stream {
    free() {
        wasm.__wbg_stream_free(1);
    }
}
if (Symbol.dispose) Stream.prototype[Symbol.dispose] = Stream.prototype.free;
export class Mounted {
    free() {
        MountedFinalization.unregister(this);
        wasm.__wbg_mounted_free(1);
    }
}
export function mount(a) {
    wasm.mount(a);
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_set_0123: function(a) {
            a.set(invoked);
        },
        __wbg_log_4567: function(a) {
            console.log(a);
        },
    };
    return {
        __proto__: null,
        \"./x_bg.js\": import0,
        \"./later.js\": import1,
    };
}
function invoked(a) {
    wasm.closure_invoke(a);
}
const StreamFinalization = (typeof FinalizationRegistry === 'undefined')
    ? {}
    : new FinalizationRegistry(ptr => wasm.__wbg_stream_free(ptr));
const MountedFinalization = (typeof FinalizationRegistry === 'undefined')
    ? {}
    : new FinalizationRegistry(ptr => wasm.__wbg_mounted_free(ptr));
let wasmModule, wasmInstance, wasm;
function start() {
    wasm.__wbindgen_start(__wbg_get_imports());
}

export { start as default };
";

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_stays_as_it_is_comes_back_whole() {
        let mut lines: Vec<_> = Glue::parse(TEXT).unwrap().text().lines().map(str::to_owned).collect();
        let mut wanted: Vec<_> = TEXT.lines().map(str::to_owned).collect();
        lines.sort();
        wanted.sort();
        assert_eq!(lines, wanted);
    }

    #[test]
    fn exports_are_those_of_our_own_functions_and_of_each_import() {
        let glue = Glue::parse(TEXT).unwrap();
        let (always, each) = glue.exports();
        assert_eq!(always, set(&["mount", "__wbg_mounted_free", "__wbindgen_start"]));
        let of = |name: &str| each.iter().find(|(import, _)| *import == name).unwrap().1.clone();
        assert!(of("__wbg_set_0123").contains("closure_invoke"));
        assert!(!of("__wbg_log_4567").contains("closure_invoke"));
    }

    #[test]
    fn what_nobody_calls_goes() {
        let mut glue = Glue::parse(TEXT).unwrap();
        glue.keep_imports(&set(&["__wbg_log_4567"]));
        let text = glue.text();
        for gone in ["Stream", "invoked", "__wbg_set_0123"] {
            assert!(!text.contains(gone), "{gone} in {text}");
        }
        for kept in
            ["class Mounted", "MountedFinalization = ", "__wbg_log_4567", "let wasmModule", "export { start"]
        {
            assert!(text.contains(kept), "{kept} not in {text}");
        }
    }

    #[test]
    fn names_become_short_where_they_are_used() {
        let mut glue = Glue::parse(TEXT).unwrap();
        let to = |long: &str, short: &str| BTreeMap::from([(long.to_owned(), short.to_owned())]);
        glue.rename(&to("__wbg_set_0123", "a"), &to("mount", "b"));
        let text = glue.text();
        assert!(text.contains("        a: function(a)") && text.contains("    wasm.b(a);"), "{text}");
        assert!(text.contains("wasm.__wbg_mounted_free"), "{text}");
    }

    #[test]
    fn the_loader_takes_the_place_of_its_import() {
        let mut glue = Glue::parse(TEXT).unwrap();
        glue.load_later("./later.js", "const later = {};\n").unwrap();
        let text = glue.text();
        assert!(text.contains("const later = {};\nconst import1 = later;"), "{text}");
        assert!(!text.contains("import * as"), "{text}");
        assert!(glue.load_later("./other.js", "").is_err());
    }

    #[test]
    fn another_shape_is_refused() {
        assert!(Glue::parse("export function mount() {}\n").is_err());
        assert!(Glue::parse("function __wbg_get_imports() {\n    return {};\n}\n").is_err());
    }
}
