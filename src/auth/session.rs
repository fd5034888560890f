//! The token of one console: who holds it, and how it is renewed once however many calls ask.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, Shared};

use super::Token;

/// Gives tokens on demand: a portal's own sign-in, say.
pub trait TokenProvider {
    /// A new token. The error says in words why there is none.
    fn renew(&self) -> LocalBoxFuture<'static, Result<Token, String>>;
}

type Renewal = Shared<LocalBoxFuture<'static, Result<Token, String>>>;

/// The one place that holds a token.
#[derive(Clone, Default)]
pub struct Session(Rc<Inner>);

#[derive(Default)]
struct Inner {
    token: RefCell<Option<Token>>,
    provider: RefCell<Option<Rc<dyn TokenProvider>>>,
    renewal: RefCell<Option<Renewal>>,
}

impl Session {
    pub fn with_token(token: Token) -> Session {
        let session = Session::default();
        session.0.token.replace(Some(token));
        session
    }

    pub fn with_provider(provider: Rc<dyn TokenProvider>) -> Session {
        let session = Session::default();
        session.0.provider.replace(Some(provider));
        session
    }

    pub fn token(&self) -> Option<Token> {
        self.0.token.borrow().clone()
    }

    /// Whether [`Session::renew`] can give a token.
    pub fn can_renew(&self) -> bool {
        self.0.provider.borrow().is_some()
    }

    /// Forgets the token and its source.
    pub fn clear(&self) {
        self.0.token.replace(None);
        self.0.provider.replace(None);
        self.0.renewal.replace(None);
    }

    /// Asks the provider for a new token in place of `refused`. Calls that overlap share one question, and a call
    /// whose token was replaced in the meantime gets the replacement. `None` where there is no provider.
    pub async fn renew(&self, refused: Option<&Token>) -> Option<Result<Token, String>> {
        let provider = self.0.provider.borrow().clone()?;
        if let Some(current) = self.token().filter(|current| Some(current) != refused) {
            return Some(Ok(current));
        }
        let under_way = self.0.renewal.borrow().clone();
        let renewal = match under_way {
            Some(renewal) => renewal,
            None => {
                let renewal = provider.renew().shared();
                self.0.renewal.replace(Some(renewal.clone()));
                renewal
            }
        };
        let outcome = renewal.clone().await;
        let is_current = self.0.renewal.borrow().as_ref().is_some_and(|current| current.ptr_eq(&renewal));
        if is_current {
            self.0.renewal.replace(None);
            self.0.token.replace(outcome.as_ref().ok().cloned());
        }
        Some(outcome)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    struct Counting {
        asked: Cell<u32>,
    }

    impl TokenProvider for Counting {
        fn renew(&self) -> LocalBoxFuture<'static, Result<Token, String>> {
            self.asked.set(self.asked.get() + 1);
            let text = format!("token-{}", self.asked.get());
            async move {
                YieldOnce(false).await;
                Token::parse(&text).map_err(|_| "bad token".to_owned())
            }
            .boxed_local()
        }
    }

    struct YieldOnce(bool);

    impl Future for YieldOnce {
        type Output = ();
        fn poll(mut self: std::pin::Pin<&mut Self>, cx: &mut std::task::Context<'_>) -> std::task::Poll<()> {
            if self.0 {
                return std::task::Poll::Ready(());
            }
            self.0 = true;
            cx.waker().wake_by_ref();
            std::task::Poll::Pending
        }
    }

    fn text(outcome: &Option<Result<Token, String>>) -> Option<&str> {
        outcome.as_ref().and_then(|outcome| outcome.as_ref().ok()).map(Token::header_value)
    }

    #[test]
    fn overlapping_renewals_ask_once() {
        let provider = Rc::new(Counting { asked: Cell::new(0) });
        let session = Session::with_provider(provider.clone());
        let (first, second) =
            futures_executor::block_on(futures_util::future::join(session.renew(None), session.renew(None)));
        assert_eq!((text(&first), text(&second)), (Some("token-1"), Some("token-1")));
        assert_eq!(provider.asked.get(), 1);
        let late = futures_executor::block_on(session.renew(None));
        assert_eq!(text(&late), Some("token-1"), "the token was replaced while this call was under way");
        let again = futures_executor::block_on(session.renew(session.token().as_ref()));
        assert_eq!(text(&again), Some("token-2"));
    }

    #[test]
    fn a_cleared_session_keeps_nothing() {
        let provider = Rc::new(Counting { asked: Cell::new(0) });
        let session = Session::with_provider(provider);
        let cleared = session.clone();
        let outcome = futures_executor::block_on(async {
            let renewal = session.renew(None);
            let clear = async { cleared.clear() };
            futures_util::future::join(renewal, clear).await.0
        });
        assert_eq!(text(&outcome), Some("token-1"));
        assert!(session.token().is_none() && !session.can_renew());
    }
}
