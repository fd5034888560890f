//! The token of a request.

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

    /// Replaces the token in a text of somebody else before the text is shown: a gateway may repeat what it has
    /// received.
    pub(crate) fn blanked(&self, text: String) -> String {
        // A real token is longer, and a short one could be part of any word.
        const SHORTEST: usize = 8;
        if self.0.len() < SHORTEST {
            return text;
        }
        let (mut blanked, mut rest) = (String::new(), text.as_str());
        while let Some((before, after)) = rest.split_once(&*self.0) {
            blanked.push_str(before);
            blanked.push('…');
            rest = after;
        }
        if blanked.is_empty() {
            return text;
        }
        blanked + rest
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
