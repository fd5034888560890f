//! Who is asking: an opaque token, and where the next one comes from.

mod session;
mod token;

pub use session::{Lease, NotRenewed, Session, TokenProvider};
pub use token::{Token, TokenFault};
