//! Reading the page that trunk wrote: its tags, as far as this build needs them.

/// The tags `name` of a page, as written.
pub fn tags<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let open = format!("<{name}");
    page.match_indices(&open)
        .filter_map(|(start, _)| {
            let rest = page.get(start..)?;
            let after = rest.get(open.len()..)?.chars().next()?;
            (after.is_whitespace() || after == '>').then(|| rest.split_inclusive('>').next()).flatten()
        })
        .collect()
}

/// An attribute's value in a tag as written; trunk quotes every value.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html><head><link rel=\"icon\" href=\"data:,\"><link rel=\"preload\" href=\"./a_bg.wasm\" \
        integrity=\"sha384-x\"><links href=\"./no\"></head><script src=\"./b.js\" type=\"module\"></script></html>";

    #[test]
    fn tags_and_attributes_are_found() {
        assert_eq!(tags(PAGE, "link").len(), 2);
        assert_eq!(attribute(tags(PAGE, "link")[1], "integrity"), Some("sha384-x"));
        assert_eq!(attribute(tags(PAGE, "link")[0], "integrity"), None);
    }
}
