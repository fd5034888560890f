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
}

impl Token {
    /// Takes a pasted text; white space around it is dropped.
    pub fn parse(text: &str) -> Result<Token, TokenFault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TokenFault::Empty);
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(TokenFault::BadCharacter);
        }
        Ok(Token(text.into()))
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

    #[test]
    fn a_token_is_visible_ascii() {
        check(" gAAAA-_x \n", Ok("gAAAA-_x"));
        check("", Err(TokenFault::Empty));
        check(" \n", Err(TokenFault::Empty));
        check("a b", Err(TokenFault::BadCharacter));
        check("a\nb", Err(TokenFault::BadCharacter));
        check("토큰", Err(TokenFault::BadCharacter));
        check("a\u{7f}", Err(TokenFault::BadCharacter));
    }
}
