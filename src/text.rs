//! Two things that the standard library does as well, with less code to download: its search is made for any text and
//! its joining for any kind of list, which together are 3 KB of the wasm.

/// What stands before and after the first `part` in a text. `part` is not empty.
pub fn find<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let (bytes, wanted) = (text.as_bytes(), part.as_bytes());
    let begins = wanted.first()?;
    let fits = |(at, byte): (usize, &u8)| {
        let end = at + wanted.len();
        (byte == begins && bytes.get(at..end) == Some(wanted)).then_some((at, end))
    };
    let (at, end) = bytes.iter().enumerate().find_map(fits)?;
    Some((text.get(..at)?, text.get(end..)?))
}

/// The parts with `between` between each two.
pub fn join<T: AsRef<str>>(parts: &[T], between: &str) -> String {
    let mut joined = String::new();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            joined.push_str(between);
        }
        joined.push_str(part.as_ref());
    }
    joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn finds_what_the_standard_library_finds(text in "[ab가é]{0,12}", part in "[ab가é]{1,3}") {
            prop_assert_eq!(find(&text, &part), text.split_once(&part));
        }

        #[test]
        fn joins_as_the_standard_library_joins(parts in prop::collection::vec("[a,가]{0,3}", 0..5)) {
            prop_assert_eq!(join(&parts, ", "), parts.join(", "));
        }
    }
}
