//! Paths and query parameters.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// RFC 3986 "unreserved" stays, everything else is encoded.
pub(crate) const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// `collection/id` with the id as one path segment, whatever characters it has.
pub fn item(collection: &str, id: &str) -> String {
    let encoded = utf8_percent_encode(id, COMPONENT).to_string();
    // A browser takes "." and ".." for a step in the path, and "%2E" for a dot. Encoded twice they are an id like any
    // other, which no service has.
    let segment =
        if encoded.bytes().all(|byte| byte == b'.') { encoded.replace('.', "%252E") } else { encoded };
    format!("{collection}/{segment}")
}

/// A path with the query parameters that have a value.
pub fn with_query(path: &str, parameters: &[(&str, Option<&str>)]) -> String {
    let mut text = path.to_owned();
    let mut separator = '?';
    for (name, value) in parameters {
        if let Some(value) = value {
            text.push(separator);
            text.push_str(name);
            text.push('=');
            text.extend(utf8_percent_encode(value, COMPONENT));
            separator = '&';
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use percent_encoding::percent_decode_str;
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(id: &str, expect: &str) {
        assert_eq!(item("/c", id), expect);
    }

    #[test]
    fn an_id_stays_one_segment() {
        check("a/b?c#d", "/c/a%2Fb%3Fc%23d");
        check(".", "/c/%252E");
        check("..", "/c/%252E%252E");
        check("a.b", "/c/a.b");
    }

    fn decoded(text: &str) -> String {
        percent_decode_str(text).decode_utf8_lossy().into_owned()
    }

    proptest! {
        #[test]
        fn any_id_is_one_segment(id in ".{1,20}") {
            let path = item("/c", &id);
            let segment = path.strip_prefix("/c/").unwrap_or_default();
            prop_assert!(segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte)));
            prop_assert!(segment.bytes().any(|byte| byte != b'.'));
            let is_dots = id.bytes().all(|byte| byte == b'.');
            prop_assert_eq!(if is_dots { decoded(&decoded(segment)) } else { decoded(segment) }, id);
        }

        #[test]
        fn any_values_come_back(first in ".{0,20}", second in ".{0,20}") {
            let path = with_query("/c", &[("a", Some(&first)), ("b", None), ("c", Some(&second))]);
            let pairs: Vec<(&str, String)> = path
                .strip_prefix("/c?")
                .unwrap_or_default()
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .map(|(name, value)| (name, decoded(value)))
                .collect();
            prop_assert_eq!(pairs, [("a", first), ("c", second)]);
        }
    }
}
