//! Whether the built site still belongs to its sources, by content: a checkout changes times, not bytes.

use fs_err as fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use crate::process::Result;

/// Every file under `path`, or `path` itself, in a fixed order. A missing path has no files.
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let mut entries = Vec::new();
    for entry in fs::read_dir(path)? {
        entries.push(entry?.path());
    }
    entries.sort();
    let mut found = Vec::new();
    for entry in entries {
        found.extend(files(&entry)?);
    }
    Ok(found)
}

/// One line a file: the hash of its content and its path from `root`.
pub fn listing(root: &Path, inputs: &[PathBuf]) -> Result<String> {
    let mut text = String::new();
    for input in inputs {
        for file in files(input)? {
            let bytes = fs::read(&file)?;
            let mut hasher = DefaultHasher::new();
            hasher.write(&bytes);
            let name = file.strip_prefix(root).unwrap_or(&file).display();
            text.push_str(&format!("{:016x} {name}\n", hasher.finish()));
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_follows_content_and_names() {
        let root = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        fs::create_dir_all(root.join("b")).unwrap();
        fs::write(root.join("b/two"), "2").unwrap();
        fs::write(root.join("a"), "1").unwrap();
        let list = || listing(&root, &[root.clone(), root.join("missing")]).unwrap();
        let first = list();
        let names: Vec<_> =
            first.lines().filter_map(|line| line.split_once(' ')).map(|(_, name)| name).collect();
        assert_eq!(names, ["a", "b/two"]);
        fs::write(root.join("a"), "1").unwrap();
        assert_eq!(list(), first);
        fs::write(root.join("a"), "3").unwrap();
        assert_ne!(list(), first);
        fs::remove_dir_all(&root).unwrap();
    }
}
