//! The page for iframes: its script and style sheet get names by their content, as those of `index.html` do.

use std::fs;
use std::path::Path;

use crate::html::{attribute, tags};
use crate::paths::Paths;
use crate::process::{Failure, Result};
use crate::site::{integrity, minified, short, write};

/// The page; its name stays, so that a portal can name it.
pub const PAGE: &str = "frame.html";
/// What a portal copies or loads: the module that places the page, as it was written, and its types.
const HOST: [&str; 2] = ["frame-host.js", "frame-host.d.ts"];

/// Whether a file of the site is read only by portals that use the iframe, or in it.
pub fn is_part(name: &str) -> bool {
    name == PAGE || name.starts_with("frame-")
}

/// Writes the page with its files into a staged site.
pub fn stage(paths: &Paths, site: &Path, with_node: bool) -> Result<()> {
    let www = paths.root.join("www");
    let read = |name: &str| {
        let path = www.join(name);
        fs::read_to_string(&path).map_err(|error| Failure::file("read", &path, &error))
    };
    let mut page = read(PAGE)?;
    for (tag, attribute_name) in [("link", "href"), ("script", "src")] {
        for found in tags(&page.clone(), tag) {
            let source = attribute(found, attribute_name).unwrap_or_default();
            let Some(file) = source.strip_prefix("./") else { continue };
            let content = read(file)?.into_bytes();
            let is_script = source.ends_with(".js");
            let content = if with_node && is_script { minified(paths, content)? } else { content };
            let digest = integrity(&content);
            let name = format!("frame-{}.{}", short(&digest), if is_script { "js" } else { "css" });
            write(&site.join(&name), content)?;
            page = page.replace(found, &named(found, source, &name, &digest));
        }
    }
    write(&site.join(PAGE), page)?;
    for name in HOST {
        // In the site the element's types have the name of the portal's entry.
        let content = read(name)?.replace("\"./element.js\"", "\"./flowlog-console.js\"");
        write(&site.join(name), content)?;
    }
    Ok(())
}

/// A tag that names `name` in place of `source`, and takes no other content.
fn named(tag: &str, source: &str, name: &str, digest: &str) -> String {
    tag.replace(&format!("\"{source}\""), &format!("\"./{name}\" integrity=\"{digest}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_names_the_hashed_file_and_its_content() {
        let tag = "<script type=\"module\" src=\"./frame.js\">";
        let expect = "<script type=\"module\" src=\"./frame-1.js\" integrity=\"sha384-x\">";
        assert_eq!(named(tag, "./frame.js", "frame-1.js", "sha384-x"), expect);
    }

    #[test]
    fn the_files_of_the_iframe_are_known_by_name() {
        for name in [PAGE, "frame-0123456789abcdef.js", "frame-0123456789abcdef.css", "frame-host.js"] {
            assert!(is_part(name), "{name}");
        }
        assert!(!is_part("index.html") && !is_part("frames.js"));
    }
}
