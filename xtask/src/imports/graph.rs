//! The imports between the files of a crate, and the circles in them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fs_err as fs;
use petgraph::algo::{astar, tarjan_scc};
use petgraph::graphmap::DiGraphMap;

use super::source::{Module, Name, Written, modules};
use crate::process::Result;

/// A file uses an item of another file or of another crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    pub file: PathBuf,
    pub line: usize,
    /// The path as written in the source.
    pub path: String,
    /// The modules of both files.
    pub from: Name,
    pub to: Target,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    Module(Name),
    Crate(String),
}

/// Sibling modules that import each other, directly or through others. A module stands for its whole subtree.
#[derive(Debug, PartialEq, Eq)]
pub struct Circle {
    pub members: Vec<String>,
    /// One import for each step of the shortest circle.
    pub imports: Vec<Import>,
}

#[derive(Debug)]
pub struct Graph {
    modules: BTreeMap<Name, Module>,
    /// The first import between each pair of files.
    pub imports: Vec<Import>,
}

impl Graph {
    /// Reads a crate from its root file.
    pub fn read(root: &Path) -> Result<Self> {
        Self::new(root, &|file| fs::read_to_string(file).ok())
    }

    fn new(root: &Path, read: &dyn Fn(&Path) -> Option<String>) -> Result<Self> {
        let mut graph = Self { modules: modules(root, read)?, imports: Vec::new() };
        let mut imports = BTreeMap::new();
        for (name, module) in &graph.modules {
            for written in &module.paths {
                graph.follow(name, written, &mut BTreeSet::new(), &mut |to| {
                    if let Some(import) = graph.import(name, module, written, to) {
                        imports.entry((import.from.clone(), import.to.clone())).or_insert(import);
                    }
                });
            }
        }
        graph.imports = imports.into_values().collect();
        Ok(graph)
    }

    /// The import of `to`, unless it is the same file or a re-exported child module.
    fn import(&self, name: &Name, module: &Module, written: &Written, to: Target) -> Option<Import> {
        let from = self.file_module(name);
        let to = match to {
            Target::Module(to) => {
                let to = self.file_module(&to);
                let is_own_child = written.is_reexport && to.starts_with(&from);
                if to == from || is_own_child {
                    return None;
                }
                Target::Module(to)
            }
            other => other,
        };
        let path = written.path.join("::");
        Some(Import { file: module.file.clone(), line: written.line, path, from, to })
    }

    /// The module of the file that contains this module: inline modules share a file with their parent.
    fn file_module(&self, name: &[String]) -> Name {
        let file = |name: &[String]| self.modules.get(name).map(|module| &module.file);
        let mut name = name;
        while let Some((_, parent)) = name.split_last()
            && file(parent) == file(name)
        {
            name = parent;
        }
        name.to_vec()
    }

    /// Resolves a path in module `from` and calls `found` with the modules or the crate that define its item.
    fn follow(
        &self,
        from: &Name,
        written: &Written,
        seen: &mut BTreeSet<(Name, Vec<String>)>,
        found: &mut dyn FnMut(Target),
    ) {
        // Stops at modules that re-export each other, and at aliases that would make a path longer and longer.
        if written.path.len() > 20 || !seen.insert((from.clone(), written.path.clone())) {
            return;
        }
        let Some((first, rest)) = written.path.split_first() else { return };
        let inside = |name: &[String]| [name, std::slice::from_ref(first)].concat();
        let parent = || from.split_last().map(|(_, parent)| parent.to_vec()).unwrap_or_default();
        let (at, rest) = match first.as_str() {
            "crate" => (Vec::new(), rest),
            "self" => (from.clone(), rest),
            "super" => {
                let mut at = parent();
                let mut rest = rest;
                while let Some(("super", more)) = rest.split_first().map(|(word, more)| (word.as_str(), more))
                {
                    at.pop();
                    rest = more;
                }
                (at, rest)
            }
            _ if self.modules.contains_key(&inside(from)) => (inside(from), rest),
            word => {
                let module = self.modules.get(from);
                match module.and_then(|module| module.names.get(word)) {
                    // An alias whose path starts with its own name is a path of the external crate of that name.
                    Some(used) if used.path.first() != Some(first) => {
                        let path = [used.path.as_slice(), rest].concat();
                        let used = Written { path, is_glob: written.is_glob, ..used.clone() };
                        self.follow(from, &used, seen, found);
                    }
                    _ if module.is_some_and(|module| module.items.contains(word)) => {}
                    _ if rest.is_empty() && !written.is_glob => {}
                    _ => found(Target::Crate(word.to_owned())),
                }
                return;
            }
        };
        self.enter(at, rest, written.is_glob, seen, found);
    }

    /// Resolves the rest of a path, starting in module `at`.
    fn enter(
        &self,
        mut at: Name,
        mut rest: &[String],
        is_glob: bool,
        seen: &mut BTreeSet<(Name, Vec<String>)>,
        found: &mut dyn FnMut(Target),
    ) {
        while let Some((word, more)) = rest.split_first() {
            let child = [at.as_slice(), std::slice::from_ref(word)].concat();
            if !self.modules.contains_key(&child) {
                break;
            }
            (at, rest) = (child, more);
        }
        let Some(module) = self.modules.get(&at) else { return };
        let Some((word, more)) = rest.split_first() else {
            // The name of a module alone is not a use of its items. `*` uses all its items and re-exports.
            if is_glob {
                if !module.items.is_empty() {
                    found(Target::Module(at.clone()));
                }
                for handed in module.paths.iter().filter(|path| path.is_reexport) {
                    self.follow(&at, handed, seen, found);
                }
            }
            return;
        };
        if let Some(used) = module.names.get(word).filter(|_| !module.items.contains(word)) {
            let path = [used.path.as_slice(), more].concat();
            self.follow(&at, &Written { path, is_glob, ..used.clone() }, seen, found);
            return;
        }
        let stars = || module.paths.iter().filter(|path| path.is_glob && path.is_reexport);
        if module.items.contains(word) || stars().next().is_none() {
            found(Target::Module(at));
            return;
        }
        for star in stars() {
            let path = [star.path.as_slice(), rest].concat();
            self.follow(&at, &Written { path, is_glob, ..star.clone() }, seen, found);
        }
    }

    /// The circles at each level of the module tree: between the children of a module and the module's own file.
    pub fn circles(&self) -> Vec<Circle> {
        let mut circles = Vec::new();
        for parent in self.modules.keys() {
            let mut edges = BTreeMap::new();
            for import in &self.imports {
                let Target::Module(to) = &import.to else { continue };
                let sides = (side(parent, &import.from), side(parent, to));
                if let (Some(from), Some(to)) = sides
                    && from != to
                {
                    edges.entry((from, to)).or_insert(import);
                }
            }
            let graph: DiGraphMap<&[String], ()> = edges.keys().copied().collect();
            for members in tarjan_scc(&graph).into_iter().filter(|members| members.len() > 1) {
                let back = |(from, to): &(_, _)| astar(&graph, *to, |node| node == *from, |_| 1, |_| 0);
                let inside = edges.keys().filter(|(from, to)| members.contains(from) && members.contains(to));
                let shortest = inside.filter_map(back).min_by_key(|(length, _)| *length);
                let way = shortest.map(|(_, way)| way).unwrap_or_default();
                let closed = way.iter().zip(way.iter().cycle().skip(1));
                let imports =
                    closed.filter_map(|(from, to)| edges.get(&(*from, *to)).copied().cloned()).collect();
                let mut members: Vec<_> = members.into_iter().map(shown).collect();
                members.sort();
                circles.push(Circle { members, imports });
            }
        }
        circles
    }
}

/// The child of `parent` that contains module `name`, or `parent` itself.
fn side<'a>(parent: &Name, name: &'a Name) -> Option<&'a [String]> {
    name.starts_with(parent).then(|| name.get(..=parent.len()).unwrap_or(name))
}

/// A module path as text.
fn shown(name: &[String]) -> String {
    if name.is_empty() { "crate".to_owned() } else { name.join("::") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The imports between the files of a crate, as `from > to`, and the members of its circles.
    #[track_caller]
    fn check(files: &[(&str, &str)], imports: &str, circles: &str) {
        let files: BTreeMap<_, _> = files.iter().map(|(file, text)| (Path::new(*file), *text)).collect();
        let graph =
            Graph::new(Path::new("lib.rs"), &|file| files.get(file).map(|text| (*text).to_owned())).unwrap();
        let mut edges: Vec<_> = graph
            .imports
            .iter()
            .map(|import| match &import.to {
                Target::Module(to) => format!("{}>{}", shown(&import.from), shown(to)),
                Target::Crate(name) => format!("{}>{name}!", shown(&import.from)),
            })
            .collect();
        edges.sort();
        assert_eq!(edges.join(" "), imports);
        let members: Vec<_> = graph.circles().into_iter().map(|circle| circle.members.join("+")).collect();
        assert_eq!(members.join(" "), circles);
    }

    const AB: (&str, &str) = ("lib.rs", "mod a; mod b;");
    const B: (&str, &str) = ("b.rs", "pub struct B; pub fn make() {}");

    #[test]
    fn every_way_to_write_an_import_is_read() {
        check(&[AB, ("a.rs", "use crate::b::B;"), B], "a>b", "");
        check(&[AB, ("a.rs", "use crate::{b::{B as C, make}};"), B], "a>b", "");
        check(&[AB, ("a.rs", "use super::b::{self, B};"), B], "a>b", "");
        check(&[AB, ("a.rs", "fn f() { crate::b::make() }"), B], "a>b", "");
        check(&[AB, ("a.rs", "use crate::b; fn f() -> b::B {}"), B], "a>b", "");
        check(&[AB, ("a.rs", "fn f() { use super::b as x; x::make() }"), B], "a>b", "");
        check(&[AB, ("a.rs", "fn f() { println!(\"{}\", [crate::b::make()]) }"), B], "a>b", "");
        check(&[AB, ("a.rs", "use crate::b::*;"), B], "a>b", "");
        check(&[AB, ("a.rs", "impl crate::b::T for Vec<super::b::B> {}"), B], "a>b", "");
    }

    #[test]
    fn what_uses_nothing_does_not_count() {
        check(&[AB, ("a.rs", "use crate::b;"), B], "", "");
        check(&[AB, ("a.rs", "pub(in crate::b) fn f(b: u8) { b.make() }"), B], "", "");
        check(&[AB, ("a.rs", "#[cfg(test)] mod tests { use crate::b::B; }"), B], "", "");
        check(&[AB, ("a.rs", "#[cfg(test)] use crate::b::B; /// crate::b::B\nfn f() {}"), B], "", "");
        check(&[("lib.rs", "#[cfg(test)] mod gone;")], "", "");
        check(&[AB, ("a.rs", "mod own { pub fn f() {} } fn g() { own::f() }"), B], "", "");
    }

    #[test]
    fn other_crates_are_named() {
        check(&[AB, ("a.rs", "use leptos::{view, prelude::*}; fn f(x: view) {}"), B], "a>leptos!", "");
        check(&[AB, ("a.rs", "fn f() { web_sys::window() }"), B], "a>web_sys!", "");
        check(&[AB, ("a.rs", "use serde; fn f() { serde::x() }"), B], "a>serde!", "");
    }

    #[test]
    fn re_exports_lead_to_what_they_hand_on() {
        let facade = ("lib.rs", "mod a; mod b; pub use b::B;");
        check(&[facade, ("a.rs", "use crate::B;"), B], "a>b", "");
        check(&[facade, ("a.rs", "use super::*;"), B], "a>b", "");
        let star = ("lib.rs", "mod a; mod b; pub use self::b::*;");
        check(&[star, ("a.rs", "use crate::B;"), B], "a>b", "");
        check(&[("lib.rs", "mod a; mod b;"), ("a.rs", "pub use crate::b::B;"), B], "a>b", "");
    }

    #[test]
    fn a_parent_that_only_hands_on_is_in_no_circle() {
        let child = ("a/c.rs", "use super::A; pub struct C;");
        check(
            &[("lib.rs", "mod a;"), ("a/mod.rs", "mod c; pub use c::C; pub struct A;"), child],
            "a::c>a",
            "",
        );
        let using = ("a/mod.rs", "mod c; pub struct A; fn f() -> c::C {}");
        check(&[("lib.rs", "mod a;"), using, child], "a::c>a a>a::c", "a+a::c");
        let both = ("a/mod.rs", "mod c; pub use c::C; pub struct A; fn f() -> C {}");
        check(&[("lib.rs", "mod a;"), both, child], "a::c>a a>a::c", "a+a::c");
        let private = ("a/mod.rs", "mod c; use c::C; pub struct A;");
        check(&[("lib.rs", "mod a;"), private, child], "a::c>a a>a::c", "a+a::c");
    }

    #[test]
    fn circles_are_found_between_files_and_between_modules() {
        check(&[AB, ("a.rs", "use crate::b::B;"), ("b.rs", "use crate::a::f;")], "a>b b>a", "a+b");
        // No two of these files import each other, but their folders do.
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a/mod.rs", "pub mod x; pub mod y;"),
            ("a/x.rs", "use crate::b::x::X;"),
            ("a/y.rs", "pub struct Y;"),
            ("b/mod.rs", "pub mod x; pub mod y;"),
            ("b/x.rs", "pub struct X;"),
            ("b/y.rs", "use crate::a::y::Y;"),
        ];
        check(&files, "a::x>b::x b::y>a::y", "a+b");
        let three = [
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "use crate::b::B;"),
            ("b.rs", "use crate::c::C;"),
            ("c.rs", "use crate::a::A;"),
        ];
        check(&three, "a>b b>c c>a", "a+b+c");
    }

    #[test]
    fn a_circle_shows_the_imports_that_close_it() {
        let files = [AB, ("a.rs", "\nuse crate::b::B;"), ("b.rs", "fn f() { super::a::g() }")];
        let files: BTreeMap<_, _> = files.iter().map(|(file, text)| (Path::new(*file), *text)).collect();
        let graph =
            Graph::new(Path::new("lib.rs"), &|file| files.get(file).map(|text| (*text).to_owned())).unwrap();
        let circle = graph.circles().remove(0);
        let mut lines: Vec<_> = circle
            .imports
            .iter()
            .map(|import| format!("{}:{}: {}", import.file.display(), import.line, import.path))
            .collect();
        lines.sort();
        assert_eq!(lines, ["a.rs:2: crate::b::B", "b.rs:1: super::a::g"]);
    }
}
