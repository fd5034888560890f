//! The token of a request.

use std::collections::HashSet;

/// A token of the identity service. It is kept in memory alone: it cannot be printed, formatted or serialized, and
/// `header_value` is the one way to its text.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Box<str>);

/// Why a text cannot be a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenFault {
    Empty,
    /// A character outside visible ASCII, which no header can carry.
    BadCharacter,
    /// Longer than servers accept in a header; its length in bytes.
    TooLong(usize),
}

impl Token {
    /// How many bytes a token has at most. Servers read 8 or 16 KB of headers.
    pub const MOST_BYTES: usize = 16_384;

    /// Takes a pasted text; white space around it is dropped.
    pub fn parse(text: &str) -> Result<Token, TokenFault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TokenFault::Empty);
        }
        if text.len() > Token::MOST_BYTES {
            return Err(TokenFault::TooLong(text.len()));
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(TokenFault::BadCharacter);
        }
        Ok(Token(text.into()))
    }

    /// Replaces every piece of the token in a text of somebody else before the text is shown: a gateway may repeat what
    /// it has received, cut off, in several lines or partly escaped.
    pub(crate) fn blanked(&self, text: String) -> String {
        // A real token is longer, and a short one could be part of any word.
        const SHORTEST: usize = 8;
        const PIECE: usize = 12;
        if self.0.len() < SHORTEST {
            return text;
        }
        let size = PIECE.min(self.0.len());
        let pieces: HashSet<&[u8]> = self.0.as_bytes().windows(size).collect();
        // White space may have come in between.
        let (places, letters): (Vec<usize>, Vec<u8>) =
            text.bytes().enumerate().filter(|(_, letter)| letter.is_ascii_graphic()).unzip();
        let found =
            letters.windows(size).zip(places.windows(size)).filter(|(piece, _)| pieces.contains(piece));
        let (mut blanked, mut from) = (String::new(), 0);
        for (_, at) in found {
            let (Some(&first), Some(&last)) = (at.first(), at.last()) else { continue };
            if first >= from {
                blanked.push_str(text.get(from..first).unwrap_or_default());
                blanked.push('…');
            }
            from = last + 1;
        }
        blanked + text.get(from..).unwrap_or_default()
    }

    /// The value of the `X-Auth-Token` header.
    pub(crate) fn header_value(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Result<&str, TokenFault>) {
        assert_eq!(Token::parse(text).as_ref().map(Token::header_value).map_err(|fault| *fault), expect);
    }

    #[track_caller]
    fn check_blanked(token: &str, text: &str, expect: &str) {
        assert_eq!(Token::parse(token).unwrap().blanked(text.to_owned()), expect);
    }

    #[test]
    fn a_token_is_blanked_wherever_it_stands() {
        check_blanked(
            "gAAAA-secret",
            "token gAAAA-secret (gAAAA-secret) has expired",
            "token … (…) has expired",
        );
        check_blanked("gAAAA-secret", "the token has expired", "the token has expired");
        check_blanked("to", "the token has expired", "the token has expired");
        check_blanked("gAAAA-secret", "req-gAAAA-secretgAAAA-secret.", "req-…….");
        check_blanked("gAAAA-secret", "가 gAAAA-\n sec ret 나", "가 … 나");
    }

    #[test]
    fn a_piece_of_a_token_is_blanked() {
        let token = "gAAAAABl0123456789abcdefghij==";
        check_blanked(token, "a gAAAAABl0123456789abcdefghij&#61;&#61; b", "a …&#61;&#61; b");
        check_blanked(token, "gAAAAABl01234", "…");
        check_blanked(token, "456789abcdefghij== 456789abcde", "… 456789abcde");
    }

    #[test]
    fn a_token_is_visible_ascii() {
        check(" gAAAA-_x \n", Ok("gAAAA-_x"));
        check("", Err(TokenFault::Empty));
        check(" \n", Err(TokenFault::Empty));
        check("a b", Err(TokenFault::BadCharacter));
        check("a\nb", Err(TokenFault::BadCharacter));
        check("토큰", Err(TokenFault::BadCharacter));
        check(&"x".repeat(16_384), Ok(&"x".repeat(16_384)));
        check(&"x".repeat(16_385), Err(TokenFault::TooLong(16_385)));
        check("a\u{7f}", Err(TokenFault::BadCharacter));
    }
}
