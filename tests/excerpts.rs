//! Code that a guide shows stands in a program that is built and tested: `docs/embedding/` quotes the hosts of
//! `tests/hosts/`, and the portal in `examples/`. A block names its file after the language, as in `tsx file=tests/hosts/react/src/main.tsx`.

use std::fs;
use std::path::Path;

/// The pages that quote a host. The others show what somebody might write.
const PAGES: [&str; 9] =
    ["package", "html", "react", "vue", "angular", "mount", "single-spa", "leptos", "iframe"];
/// Languages of which a block has to name its file; the others are commands, headers and the like.
const CODE: [&str; 12] =
    ["html", "javascript", "js", "json", "jsx", "rs", "rust", "toml", "ts", "tsx", "vue", "xml"];

struct Block<'a> {
    language: &'a str,
    file: Option<&'a str>,
    text: Vec<&'a str>,
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let (language, rest) = info.split_once(' ').unwrap_or((info, ""));
        let file = rest.split(' ').find_map(|word| word.strip_prefix("file="));
        let text = lines.by_ref().take_while(|line| *line != "```").collect();
        found.push(Block { language, file, text });
    }
    found
}

/// Whether the lines stand in a source in one piece, however far in.
fn stands_in(excerpt: &[&str], source: &str) -> bool {
    let source: Vec<&str> = source.lines().collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    !excerpt.is_empty()
        && source.windows(excerpt.len()).any(|piece| {
            let depth = |lines: &[&str]| {
                lines
                    .iter()
                    .filter(|line| !line.trim().is_empty())
                    .map(|line| indent(line))
                    .min()
                    .unwrap_or(0)
            };
            let (ours, theirs) = (depth(excerpt), depth(piece));
            let same = |(ours_line, theirs_line): (&&str, &&str)| {
                ours_line.get(ours..).unwrap_or_default() == theirs_line.get(theirs..).unwrap_or_default()
            };
            excerpt.iter().zip(piece).all(same)
        })
}

#[test]
fn the_guides_quote_programs_that_are_tested() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    let mut quoted = 0;
    for name in PAGES {
        let page = root.join("docs/embedding").join(name).with_extension("md");
        let text = fs::read_to_string(&page).unwrap();
        for block in blocks(&text) {
            let shown = format!("{}: {}", page.display(), block.text.first().unwrap_or(&""));
            match block.file {
                None if CODE.contains(&block.language) => wrong.push(format!("{shown}: names no file")),
                None => {}
                Some(file) => match fs::read_to_string(root.join(file)) {
                    Ok(source) if stands_in(&block.text, &source) => quoted += 1,
                    Ok(_) => wrong.push(format!("{shown}: does not stand in {file}")),
                    Err(error) => wrong.push(format!("{shown}: {file}: {error}")),
                },
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(quoted > 0, "no page quotes anything");
}

#[test]
fn an_excerpt_is_found_however_far_in_and_nowhere_else() {
    let source = "a {\n    b {\n\n      c\n    }\n}\n";
    assert!(stands_in(&["b {", "", "  c", "}"], source));
    assert!(!stands_in(&["b {", "", "c", "}"], source));
    assert!(!stands_in(&["a {", "}"], source));
    assert!(!stands_in(&[], source));
}
