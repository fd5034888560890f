//! A filter as data. [`Filter`] is read from text and written as text; the two are the same language.
//!
//! `src = 10.0.0.0/8 and port = 443,8443 and action = DROP`
//!
//! | what | how |
//! |---|---|
//! | fields | `src`, `dst`, `src_port`, `dst_port`, `protocol`, `action`, `flags`, `bytes` and every other field, by its name here or in a file |
//! | either side | `addr`, `port` |
//! | time between `start` and `end` | `duration >= 5s` (also `ms`, `m`, `h`) |
//! | a column that the service does not document | its name in quotes: `"my column" = x` |
//! | equal to one of several | `port = 22,80,1000-2000`, `src != 10.0.0.1` |
//! | order | `bytes >= 1000`, also `<=`, `>`, `<` |
//! | a part of a text, all of these flags | `region : kr`, `flags : SYN`, `flags !: ACK` |
//! | names for numbers | `port = https`, `protocol = TCP`, `flags = SYN+ACK`, `path = internet` |
//! | an absent value | `src = -` |
//! | joints | `and`, `or`, `not`, parentheses |
//!
//! A condition on an absent value is false, but for `= -`. `!=` and `!:` are the contrary of `=` and `:`, so they are
//! true for an absent value.

mod condition;
mod network;
mod parse;
mod print;

pub use condition::{Condition, Filter, Operand, Operator, Property};
pub use network::Network;
pub use parse::{Expected, SyntaxError};
pub use print::text;

#[cfg(test)]
pub(crate) mod tests;
