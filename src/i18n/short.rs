//! Long values in sentences.

/// The text without its middle where it has more than `most` characters: values differ at their ends.
pub fn shortened(text: &str, most: usize) -> String {
    let head = most / 3;
    // The place of the first character that is too many.
    if text.char_indices().nth(most).is_none() {
        return text.to_owned();
    }
    let count = text.chars().count();
    let mut short: String = text.chars().take(head).collect();
    short.push('…');
    short.extend(text.chars().skip(count - most.saturating_sub(head + 1)));
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, most: usize, expect: &str) {
        assert_eq!(shortened(text, most), expect);
    }

    #[test]
    fn what_is_too_long_keeps_its_ends() {
        check("", 9, "");
        check("123456789", 9, "123456789");
        check("1234567890", 9, "123…67890");
        check("가나다라마바사아자차", 9, "가나다…바사아자차");
        check("가나다라마바사아자", 9, "가나다라마바사아자");
    }
}
