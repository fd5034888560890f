//! Characters that take no place, or turn the direction of what follows. Names that look alike may differ in them.

use std::borrow::Cow;

/// A text as it looks: without what nobody sees.
pub fn visible(text: &str) -> Cow<'_, str> {
    match text.contains(is_hidden) {
        true => Cow::Owned(text.replace(is_hidden, "")),
        false => Cow::Borrowed(text),
    }
}

/// A text with what nobody sees written out, such as `⟨U+200B⟩`. What joins letters or pictures, and chooses their form,
/// stays where it does so.
pub fn revealed(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut revealed = String::new();
    let mut is_joint = false;
    for character in text.chars() {
        let joins = matches!(character, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
        if is_hidden(character) && !(joins && is_joint) {
            revealed.push_str(&format!("⟨U+{:04X}⟩", u32::from(character)));
        } else {
            revealed.push(character);
        }
        // They follow a letter of a script that joins, or a picture.
        is_joint = !character.is_ascii() && !is_hidden(character) || (joins && is_joint);
    }
    Cow::Owned(revealed)
}

/// A text to put into a sentence: what reads from right to left is kept from turning the words around it.
pub fn isolated(text: Cow<'_, str>) -> Cow<'_, str> {
    match text.contains(reads_to_the_left) {
        true => Cow::Owned(format!("\u{2068}{text}\u{2069}")),
        false => text,
    }
}

/// The blocks of the scripts that are written from right to left, such as Hebrew and Arabic.
fn reads_to_the_left(character: char) -> bool {
    matches!(character,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}')
}

/// Unicode's Default_Ignorable_Code_Point, and what else has no place of its own.
fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect_visible: &str, expect_revealed: &str) {
        assert_eq!(visible(text), expect_visible);
        assert_eq!(revealed(text), expect_revealed);
    }

    #[test]
    fn what_nobody_sees_is_written_out() {
        check("web-1", "web-1", "web-1");
        check("", "", "");
        check("로거 ❤", "로거 ❤", "로거 ❤");
        check("prod\u{200b}", "prod", "prod⟨U+200B⟩");
        check("\u{202e}golb", "golb", "⟨U+202E⟩golb");
        check("\u{e0041}", "", "⟨U+E0041⟩");
    }

    #[test]
    fn what_joins_stays_where_it_joins() {
        check("❤\u{fe0f}", "❤", "❤\u{fe0f}");
        check("👩\u{200d}🚀", "👩🚀", "👩\u{200d}🚀");
        check("می\u{200c}خواهم", "میخواهم", "می\u{200c}خواهم");
        check("a\u{200d}b", "ab", "a⟨U+200D⟩b");
        check("\u{200d}", "", "⟨U+200D⟩");
    }
}
