//! The token of one console. Calls that need a new token at the same time share one renewal.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, Shared};

use super::Token;

/// A token and how long it holds.
#[derive(Clone)]
pub struct Lease {
    pub token: Token,
    /// In milliseconds since the epoch, by this machine's clock; `None` if it is not known.
    pub ends_ms: Option<f64>,
}

/// Why there is no new token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRenewed {
    /// In words.
    Failed(String),
    /// The person who was asked to sign in again does not want to.
    Declined,
}

/// Gives tokens on demand: a portal's own sign-in, say, or the person before the console.
pub trait TokenProvider {
    /// A new token. `refusal` is what the service said of the last one, where it refused it.
    fn renew(&self, refusal: Option<&str>) -> LocalBoxFuture<'static, Result<Lease, NotRenewed>>;
}

type Renewal = Shared<LocalBoxFuture<'static, Result<Lease, NotRenewed>>>;

/// Is called with the end of each new token.
type Listener = Rc<dyn Fn(Option<f64>)>;

/// The one place that holds a token.
#[derive(Clone, Default)]
pub struct Session(Rc<Inner>);

#[derive(Default)]
struct Inner {
    lease: RefCell<Option<Lease>>,
    provider: RefCell<Option<Rc<dyn TokenProvider>>>,
    renewal: RefCell<Option<Renewal>>,
    /// Whether a provider is asked while another renewal is under way.
    aside: Cell<bool>,
    listener: RefCell<Option<Listener>>,
    over: Cell<bool>,
}

impl Session {
    pub fn with_token(token: Token) -> Session {
        Session::with_lease(Lease { token, ends_ms: None })
    }

    pub fn with_lease(lease: Lease) -> Session {
        let session = Session::default();
        session.0.lease.replace(Some(lease));
        session
    }

    pub fn with_provider(provider: Rc<dyn TokenProvider>) -> Session {
        let session = Session::default();
        session.ask(provider);
        session
    }

    /// Lets `provider` give the next token.
    pub fn ask(&self, provider: Rc<dyn TokenProvider>) {
        self.0.provider.replace(Some(provider));
    }

    /// Whether both are the same session. Two sessions may have the same token.
    pub fn is(&self, other: &Session) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// Whether it was cleared: nothing is sent with it any more.
    pub fn is_over(&self) -> bool {
        self.0.over.get()
    }

    /// Calls `told` with the end of the current token, and then of every later one.
    pub fn listen(&self, told: Rc<dyn Fn(Option<f64>)>) {
        told(self.ends_ms());
        self.0.listener.replace(Some(told));
    }

    pub fn token(&self) -> Option<Token> {
        self.0.lease.borrow().as_ref().map(|lease| lease.token.clone())
    }

    /// When the token ends, in milliseconds since the epoch, as far as is known.
    pub fn ends_ms(&self) -> Option<f64> {
        self.0.lease.borrow().as_ref().and_then(|lease| lease.ends_ms)
    }

    /// Whether somebody is being asked for a token.
    pub fn is_renewing(&self) -> bool {
        self.0.renewal.borrow().is_some()
    }

    /// Whether [`Session::renew`] can give a token.
    pub fn can_renew(&self) -> bool {
        self.0.provider.borrow().is_some()
    }

    /// Takes another token into use, unless the session is over.
    pub fn replace(&self, lease: Lease) {
        if self.is_over() {
            return;
        }
        let ends_ms = lease.ends_ms;
        self.0.renewal.replace(None);
        self.0.lease.replace(Some(lease));
        let listener = self.0.listener.borrow().clone();
        if let Some(told) = listener {
            told(ends_ms);
        }
    }

    /// Forgets the token and its source, for good.
    pub fn clear(&self) {
        self.0.over.set(true);
        self.0.lease.replace(None);
        self.0.provider.replace(None);
        self.0.renewal.replace(None);
        self.0.listener.replace(None);
    }

    /// Asks the provider for a new token in place of `last`, of which the service said `refusal` where it refused
    /// it; such a token is forgotten at once. Calls that overlap share one question, and a call whose token was
    /// replaced in the meantime gets the replacement. `None` where there is no provider, or a person who declines.
    pub async fn renew(&self, last: Option<&Token>, refusal: Option<&str>) -> Option<Result<Token, String>> {
        if !self.can_renew() {
            return None;
        }
        if let Some(current) = self.token().filter(|current| Some(current) != last) {
            return Some(Ok(current));
        }
        if refusal.is_some() {
            self.0.lease.replace(None);
        }
        let in_flight = self.0.renewal.borrow().clone();
        let renewal = match in_flight {
            Some(renewal) => renewal,
            None => {
                let renewal = self.asking(refusal.map(str::to_owned)).shared();
                self.0.renewal.replace(Some(renewal.clone()));
                renewal
            }
        };
        let outcome = renewal.clone().await;
        let is_current = self.0.renewal.borrow().as_ref().is_some_and(|current| current.ptr_eq(&renewal));
        if is_current {
            self.0.renewal.replace(None);
            if let Ok(lease) = &outcome {
                self.replace(lease.clone());
            }
        }
        match outcome {
            // The token of the session, since a session that was cleared in the meantime has none.
            Ok(_) => self.token().map(Ok),
            Err(NotRenewed::Failed(words)) => Some(Err(words)),
            Err(NotRenewed::Declined) => None,
        }
    }

    /// Asks the current provider although another renewal is under way, for example while the person is asked. The
    /// caller takes the token into use. `None` if the provider is being asked already, or the session is over.
    pub async fn ask_aside(&self, refusal: Option<&str>) -> Option<Result<Lease, NotRenewed>> {
        if self.0.aside.replace(true) {
            return None;
        }
        let outcome = self.asking(refusal.map(str::to_owned)).await;
        self.0.aside.set(false);
        (!self.is_over()).then_some(outcome)
    }

    /// Asks the provider of now; should it fail, the one that has come in its place meanwhile.
    fn asking(&self, refusal: Option<String>) -> LocalBoxFuture<'static, Result<Lease, NotRenewed>> {
        let session = self.clone();
        async move {
            loop {
                let provider = session.0.provider.borrow().clone();
                let Some(provider) = provider else { return Err(NotRenewed::Declined) };
                let outcome = provider.renew(refusal.as_deref()).await;
                let now = session.0.provider.borrow().clone();
                let is_new =
                    now.is_some_and(|now| !std::ptr::addr_eq(Rc::as_ptr(&now), Rc::as_ptr(&provider)));
                if !is_new || !matches!(outcome, Err(NotRenewed::Failed(_))) {
                    return outcome;
                }
            }
        }
        .boxed_local()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting {
        asked: Cell<u32>,
    }

    impl TokenProvider for Counting {
        fn renew(&self, _: Option<&str>) -> LocalBoxFuture<'static, Result<Lease, NotRenewed>> {
            self.asked.set(self.asked.get() + 1);
            let number = self.asked.get();
            async move {
                YieldOnce(false).await;
                Ok(lease(&format!("token-{number}"), f64::from(number)))
            }
            .boxed_local()
        }
    }

    fn lease(text: &str, ends_ms: f64) -> Lease {
        Lease { token: Token::parse(text).unwrap(), ends_ms: Some(ends_ms) }
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
        let (first, second) = futures_executor::block_on(futures_util::future::join(
            session.renew(None, None),
            session.renew(None, None),
        ));
        assert_eq!((text(&first), text(&second)), (Some("token-1"), Some("token-1")));
        assert_eq!(provider.asked.get(), 1);
        let late = futures_executor::block_on(session.renew(None, None));
        assert_eq!(text(&late), Some("token-1"), "the token was replaced while this call was under way");
        let again = futures_executor::block_on(session.renew(session.token().as_ref(), Some("no")));
        assert_eq!(text(&again), Some("token-2"));
    }

    #[test]
    fn a_cleared_session_keeps_nothing() {
        let provider = Rc::new(Counting { asked: Cell::new(0) });
        let session = Session::with_provider(provider);
        let cleared = session.clone();
        let outcome = futures_executor::block_on(async {
            let renewal = session.renew(None, None);
            let clear = async { cleared.clear() };
            futures_util::future::join(renewal, clear).await.0
        });
        assert!(outcome.is_none(), "what waited for the token must not send it");
        session.replace(lease("late", 1.0));
        assert!(session.token().is_none() && !session.can_renew() && session.is_over());
    }

    /// Says no, in one way or the other.
    struct Refusing(NotRenewed);

    impl TokenProvider for Refusing {
        fn renew(&self, _: Option<&str>) -> LocalBoxFuture<'static, Result<Lease, NotRenewed>> {
            let outcome = Err(self.0.clone());
            async move { outcome }.boxed_local()
        }
    }

    #[track_caller]
    fn check_refusing(outcome: NotRenewed, refusal: Option<&str>, says: Option<&str>, keeps: bool) {
        let session = Session::with_lease(lease("first", 7.0));
        session.ask(Rc::new(Refusing(outcome)));
        let renewed = futures_executor::block_on(session.renew(session.token().as_ref(), refusal));
        assert_eq!(renewed.map(|renewed| renewed.err().unwrap_or_default()).as_deref(), says);
        assert_eq!(session.token().is_some(), keeps);
    }

    #[test]
    fn a_token_that_was_not_refused_outlives_a_renewal_that_fails() {
        let failed = || NotRenewed::Failed("closed".to_owned());
        check_refusing(failed(), None, Some("closed"), true);
        check_refusing(failed(), Some("expired"), Some("closed"), false);
        check_refusing(NotRenewed::Declined, None, None, true);
        check_refusing(NotRenewed::Declined, Some("expired"), None, false);
    }

    struct Silent;

    impl TokenProvider for Silent {
        fn renew(&self, _: Option<&str>) -> LocalBoxFuture<'static, Result<Lease, NotRenewed>> {
            std::future::pending().boxed_local()
        }
    }

    /// Has the session take another provider while this one is asked, and fails.
    struct Replaced(Session, Rc<dyn TokenProvider>);

    impl TokenProvider for Replaced {
        fn renew(&self, _: Option<&str>) -> LocalBoxFuture<'static, Result<Lease, NotRenewed>> {
            self.0.ask(self.1.clone());
            async { Err(NotRenewed::Failed("too old".to_owned())) }.boxed_local()
        }
    }

    #[test]
    fn a_provider_that_fails_after_another_has_come_is_not_the_last_word() {
        let session = Session::default();
        let second = Rc::new(Counting { asked: Cell::new(0) });
        session.ask(Rc::new(Replaced(session.clone(), second.clone())));
        let renewed = futures_executor::block_on(session.renew(None, None));
        assert_eq!((text(&renewed), second.asked.get()), (Some("token-1"), 1));
        session.clear();
    }

    #[test]
    fn beside_a_renewal_one_is_asked_at_a_time() {
        let session = Session::with_provider(Rc::new(Silent));
        let mut waiting = Box::pin(session.renew(None, Some("no")));
        assert!(waiting.as_mut().now_or_never().is_none() && session.is_renewing());
        let provider = Rc::new(Counting { asked: Cell::new(0) });
        session.ask(provider.clone());
        let (first, second) = futures_executor::block_on(futures_util::future::join(
            session.ask_aside(None),
            session.ask_aside(None),
        ));
        let given = first.and_then(Result::ok).map(|lease| lease.token.header_value().to_owned());
        assert_eq!((given.as_deref(), second.is_none(), provider.asked.get()), (Some("token-1"), true, 1));
        assert!(session.token().is_none(), "it is the caller's to take");
        session.clear();
        assert!(futures_executor::block_on(session.ask_aside(None)).is_none());
    }

    #[test]
    fn a_listener_hears_when_each_token_ends() {
        let heard = Rc::new(RefCell::new(Vec::new()));
        let session = Session::with_lease(lease("first", 7.0));
        let told = heard.clone();
        session.listen(Rc::new(move |ends| told.borrow_mut().push(ends)));
        session.ask(Rc::new(Counting { asked: Cell::new(0) }));
        futures_executor::block_on(session.renew(session.token().as_ref(), None));
        session.replace(Lease { token: Token::parse("pasted").unwrap(), ends_ms: None });
        session.clear();
        assert_eq!(*heard.borrow(), [Some(7.0), Some(1.0), None]);
    }
}
