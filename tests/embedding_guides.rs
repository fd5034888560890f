#![cfg(not(target_arch = "wasm32"))]
//! The guide to theming names what a page can set, all of it and nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const GUIDE: &str = include_str!("../docs/embedding/theming.md");

/// The first cell of each row of the table under a heading, without its backquotes.
fn listed(heading: &str) -> BTreeSet<String> {
    let section = GUIDE.split("\n## ").find(|section| section.starts_with(heading)).unwrap();
    let cells = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    cells.map(|(name, _)| name.to_owned()).collect()
}

fn read_all(folder: &str, end: &str, texts: &mut Vec<String>) {
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            read_all(&name, end, texts);
        } else if name.ends_with(end) {
            texts.push(fs::read_to_string(entry.path()).unwrap());
        }
    }
}

fn texts(folder: &str, end: &str) -> String {
    let mut texts = Vec::new();
    read_all(folder, end, &mut texts);
    assert!(!texts.is_empty());
    texts.concat()
}

/// The names that follow a mark in a text.
fn names_after<'a>(text: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
    let is_of_name = |at: char| at.is_ascii_lowercase() || at.is_ascii_digit() || at == '-';
    text.split(mark).skip(1).map(move |rest| rest.split(|at| !is_of_name(at)).next().unwrap())
}

/// The properties that the style sheets ask for and do not set themselves.
fn asked_of_the_page() -> BTreeSet<String> {
    let styles = texts("www/styles", ".css");
    let set: BTreeSet<&str> = styles
        .split([';', '{', '}', '\n'])
        .filter_map(|declaration| Some(declaration.trim().split_once(':')?.0))
        .filter(|name| name.starts_with("--"))
        .collect();
    names_after(&styles, "var(").filter(|name| !set.contains(name)).map(str::to_owned).collect()
}

/// The names in the `part` attributes of the views, and those that functions give to `parts_of`.
fn parts() -> BTreeSet<String> {
    let source = texts("src", ".rs");
    let written = source.split(" part=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut found: BTreeSet<String> = written.flat_map(str::split_whitespace).map(str::to_owned).collect();
    let givers = source.split("part=parts_of(").skip(1).filter_map(|rest| rest.split('(').next());
    for giver in givers.filter_map(|call| call.rsplit('.').next()).collect::<BTreeSet<_>>() {
        let body = source.split(&format!("fn {giver}(")).nth(1).and_then(|rest| rest.split("fn ").next());
        found.extend(names_after(body.unwrap(), "flc-").map(str::to_owned));
    }
    found
}

#[test]
fn every_property_that_a_page_can_set_is_in_the_guide() {
    assert_eq!(asked_of_the_page(), listed("Custom properties"));
}

#[test]
fn every_part_that_a_page_can_style_is_in_the_guide() {
    assert_eq!(parts(), listed("Parts"));
}

#[test]
fn the_example_sets_what_there_is() {
    let (_, example) = GUIDE.split_once("```css\n").unwrap();
    let example = example.split("```").next().unwrap();
    let properties = names_after(example, "\n  --").map(|name| format!("--{name}"));
    let parts = names_after(example, "::part(").map(str::to_owned);
    assert!(properties.collect::<BTreeSet<_>>().is_subset(&listed("Custom properties")));
    assert!(parts.collect::<BTreeSet<_>>().is_subset(&listed("Parts")));
}
