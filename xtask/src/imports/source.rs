//! Parses the modules of a crate and collects the items and paths in them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItemFn, Item, ItemUse, Macro, UseTree, Visibility};

use crate::process::{Failure, Result};

/// How many tokens before an item are searched for `#[cfg(test)]`; an attribute or a documentation line is two tokens.
const MOST_ATTRIBUTES: usize = 200;

/// A module path, from the crate root.
pub type Name = Vec<String>;

/// A path in the source code.
#[derive(Clone, Debug)]
pub struct Written {
    pub path: Vec<String>,
    pub line: usize,
    /// From a `use` with a visibility such as `pub`.
    pub is_reexport: bool,
    /// From a `use` that ends in `*`.
    pub is_glob: bool,
}

#[derive(Debug, Default)]
pub struct Module {
    pub file: PathBuf,
    /// The names of the items that it defines, except modules.
    pub items: BTreeSet<String>,
    /// Imported paths by their local name.
    pub names: BTreeMap<String, Written>,
    pub paths: Vec<Written>,
}

/// Parses a crate from its root file. `read` returns the text of a file, or `None` if there is no such file.
pub fn modules(root: &Path, read: &dyn Fn(&Path) -> Option<String>) -> Result<BTreeMap<Name, Module>> {
    let mut crate_ = Crate { read, modules: BTreeMap::new() };
    let folder = root.parent().unwrap_or(Path::new(""));
    crate_.file(root, Vec::new(), folder)?;
    Ok(crate_.modules)
}

struct Crate<'a> {
    read: &'a dyn Fn(&Path) -> Option<String>,
    modules: BTreeMap<Name, Module>,
}

impl Crate<'_> {
    /// Parses a file. The files of its child modules are in `folder`.
    fn file(&mut self, file: &Path, name: Name, folder: &Path) -> Result<()> {
        let text = (self.read)(file).ok_or_else(|| strange(file, "it cannot be read"))?;
        let parsed = syn::parse_file(&text).map_err(|error| strange(file, &error.to_string()))?;
        self.module(file, name, folder, &parsed.items)
    }

    fn module(&mut self, file: &Path, name: Name, folder: &Path, items: &[Item]) -> Result<()> {
        let mut module = Module { file: file.to_path_buf(), ..Module::default() };
        items.iter().for_each(|item| module.visit_item(item));
        self.modules.insert(name.clone(), module);
        for item in items.iter().filter(|item| !is_for_tests(item)) {
            let Item::Mod(child) = item else { continue };
            let word = child.ident.to_string();
            let inner = folder.join(&word);
            let name = [name.as_slice(), std::slice::from_ref(&word)].concat();
            if let Some((_, items)) = &child.content {
                self.module(file, name, &inner, items)?;
                continue;
            }
            let places = [folder.join(format!("{word}.rs")), inner.join("mod.rs")];
            let found = places.iter().find(|place| (self.read)(place).is_some());
            let found =
                found.ok_or_else(|| strange(file, &format!("the file of `mod {word}` is missing")))?;
            self.file(found, name, &inner)?;
        }
        Ok(())
    }
}

fn strange(file: &Path, why: &str) -> Failure {
    Failure::new(format!("{}: {why}", file.display()), "mend the file")
}

impl Module {
    fn write(&mut self, path: Vec<String>, line: usize) {
        self.paths.push(Written { path, line, is_reexport: false, is_glob: false });
    }

    fn tree(&mut self, tree: &UseTree, mut path: Vec<String>, is_reexport: bool) {
        let line = tree.span().start().line;
        let mut leaf = |path: Vec<String>, name: Option<String>| {
            let written = Written { path, line, is_reexport, is_glob: name.is_none() };
            self.names.extend(name.map(|name| (name, written.clone())));
            self.paths.push(written);
        };
        match tree {
            UseTree::Path(inner) => {
                path.push(inner.ident.to_string());
                self.tree(&inner.tree, path, is_reexport);
            }
            UseTree::Group(group) => {
                group.items.iter().for_each(|inner| self.tree(inner, path.clone(), is_reexport));
            }
            UseTree::Name(name) => {
                // `use a::{self}` means `use a`.
                if name.ident != "self" {
                    path.push(name.ident.to_string());
                }
                let last = path.last().cloned();
                leaf(path, Some(last.unwrap_or_default()));
            }
            UseTree::Rename(name) => {
                if name.ident != "self" {
                    path.push(name.ident.to_string());
                }
                leaf(path, Some(name.rename.to_string()));
            }
            UseTree::Glob(_) => leaf(path, None),
        }
    }

    /// Collects identifiers joined by `::` from the arguments of a macro, which syn does not parse.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut line = 0;
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Punct(point) if point.as_char() == ':' => colons += 1,
                TokenTree::Ident(word) => {
                    if colons != 2 || path.is_empty() {
                        self.write(std::mem::take(&mut path), line);
                        line = word.span().start().line;
                    }
                    path.push(word.to_string());
                    colons = 0;
                }
                other => {
                    self.write(std::mem::take(&mut path), line);
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.write(path, line);
    }
}

impl<'ast> Visit<'ast> for Module {
    fn visit_item(&mut self, item: &'ast Item) {
        // A nested module is visited separately.
        if is_for_tests(item) || matches!(item, Item::Mod(_)) {
            return;
        }
        let name = match item {
            Item::Const(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Fn(item) => Some(&item.sig.ident),
            Item::Macro(item) => item.ident.as_ref(),
            Item::Static(item) => Some(&item.ident),
            Item::Struct(item) => Some(&item.ident),
            Item::Trait(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            Item::Union(item) => Some(&item.ident),
            _ => None,
        };
        self.items.extend(name.map(ToString::to_string));
        visit::visit_item(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        if !is_for_tests(item) {
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let is_reexport = !matches!(item.vis, Visibility::Inherited);
        if item.leading_colon.is_none() {
            self.tree(&item.tree, Vec::new(), is_reexport);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let words = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if path.leading_colon.is_none() {
            self.write(words, path.span().start().line);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, one: &'ast Macro) {
        self.tokens(one.tokens.clone());
        visit::visit_macro(self, one);
    }

    /// The path in `pub(super)` or `pub(in crate::x)` is not an import.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}

/// Whether an item has `#[cfg(test)]`.
fn is_for_tests(syntax: &impl ToTokens) -> bool {
    let tokens: Vec<_> = syntax.to_token_stream().into_iter().take(MOST_ATTRIBUTES).collect();
    let attributes = tokens.chunks(2).map_while(|pair| match pair {
        [TokenTree::Punct(mark), TokenTree::Group(group)] if mark.as_char() == '#' => {
            Some(group.stream().to_string())
        }
        _ => None,
    });
    attributes.into_iter().any(|text| text == "cfg (test)" || text.starts_with("cfg (all (test ,"))
}
