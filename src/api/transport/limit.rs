//! How long a request may take, until each further piece of its answer and as a whole, and how much may come.

use std::pin::pin;

use futures_util::future::{Either, select};

use super::{Fault, Transport};

/// How long an answer may take as a whole, however steadily it comes.
const WHOLE_MS: u32 = 600_000;

/// The limits of one request.
#[derive(Clone, Copy)]
pub struct Limit<'a> {
    /// It waits for the end of the time.
    pub clock: &'a dyn Transport,
    /// How long nothing may come: neither the answer nor a further piece of it.
    pub silence_ms: u32,
}

impl Limit<'_> {
    /// Takes the next piece.
    pub async fn next<T>(self, piece: impl Future<Output = T>) -> Result<T, Fault> {
        self.within(self.silence_ms, piece).await
    }

    /// Takes the whole answer, which waits for each of its pieces by [`Limit::next`].
    pub async fn whole<T>(self, answer: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
        self.within(WHOLE_MS, answer).await?
    }

    async fn within<T>(self, milliseconds: u32, wanted: impl Future<Output = T>) -> Result<T, Fault> {
        match select(pin!(wanted), self.clock.sleep(milliseconds)).await {
            Either::Left((outcome, _)) => Ok(outcome),
            Either::Right(((), _)) => Err(Fault::Timeout { seconds: milliseconds / 1000 }),
        }
    }
}

/// How much of a body is taken. A small compressed answer may unpack to more than a browser can hold.
#[derive(Clone, Copy)]
pub struct Size {
    /// In bytes.
    pub most: usize,
    /// Whether the beginning is enough, as it is for the words of a refusal.
    pub cuts: bool,
}

impl Size {
    /// How much is taken of a piece that comes after `taken` bytes.
    pub fn take(self, taken: usize, piece: usize) -> Result<usize, Fault> {
        let room = self.most.saturating_sub(taken);
        match piece > room && !self.cuts {
            true => Err(Fault::TooLarge { megabytes: self.most >> 20 }),
            false => Ok(piece.min(room)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::poll_fn;
    use std::task::Poll;

    use futures_util::FutureExt as _;
    use futures_util::future::LocalBoxFuture;

    use super::*;
    use crate::api::transport::{Request, Response};

    /// A clock that a test moves.
    #[derive(Default)]
    struct Clock(Cell<u32>);

    impl Transport for Clock {
        fn send(&self, _: Request) -> LocalBoxFuture<'_, Result<Response, Fault>> {
            std::future::pending().boxed_local()
        }

        fn sleep(&self, milliseconds: u32) -> LocalBoxFuture<'_, ()> {
            let end = self.0.get() + milliseconds;
            poll_fn(move |_| if self.0.get() >= end { Poll::Ready(()) } else { Poll::Pending }).boxed_local()
        }

        fn now_ms(&self) -> f64 {
            self.0.get().into()
        }

        fn random(&self) -> f64 {
            0.0
        }
    }

    impl Clock {
        /// Comes after so long.
        fn piece(&self, milliseconds: u32) -> impl Future<Output = ()> {
            let mut is_sent = false;
            poll_fn(move |cx| {
                if std::mem::replace(&mut is_sent, true) {
                    return Poll::Ready(());
                }
                self.0.set(self.0.get() + milliseconds);
                cx.waker().wake_by_ref();
                Poll::Pending
            })
        }
    }

    /// Takes so many pieces, each after so long, where nothing may come for 10 s. Expects how the answer ends, and when.
    #[track_caller]
    fn check(pieces: u32, milliseconds: u32, expect: Result<u32, u32>, at_ms: u32) {
        let clock = Clock::default();
        let limit = Limit { clock: &clock, silence_ms: 10_000 };
        let answer = async {
            for _ in 0..pieces {
                limit.next(clock.piece(milliseconds)).await?;
            }
            Ok(pieces)
        };
        let outcome = futures_executor::block_on(limit.whole(answer));
        assert_eq!(outcome, expect.map_err(|seconds| Fault::Timeout { seconds }));
        assert_eq!(clock.0.get(), at_ms);
    }

    #[test]
    fn an_answer_that_comes_steadily_is_waited_for() {
        check(1, 0, Ok(1), 0);
        check(66, 9_000, Ok(66), 594_000);
    }

    #[track_caller]
    fn check_size(cuts: bool, taken: usize, piece: usize, expect: Result<usize, usize>) {
        let size = Size { most: 2 << 20, cuts };
        let expect = expect.map_err(|megabytes| Fault::TooLarge { megabytes });
        assert_eq!(size.take(taken, piece), expect);
    }

    #[test]
    fn of_a_body_that_does_not_end_the_beginning_is_taken_or_nothing() {
        const MOST: usize = 2 << 20;
        check_size(false, 0, MOST, Ok(MOST));
        check_size(false, MOST - 1, 1, Ok(1));
        check_size(false, MOST, 0, Ok(0));
        check_size(false, MOST - 1, 2, Err(2));
        check_size(false, 0, usize::MAX, Err(2));
        check_size(true, MOST - 1, 2, Ok(1));
        check_size(true, MOST, 5, Ok(0));
        check_size(true, 0, usize::MAX, Ok(MOST));
    }

    #[test]
    fn silence_ends_an_answer() {
        check(1, 10_000, Err(10), 10_000);
        check(100, 11_000, Err(10), 11_000);
    }

    #[test]
    fn an_answer_that_never_ends_is_given_up_however_steadily_it_comes() {
        check(1_000_000, 9_000, Err(600), 603_000);
        check(1_000_000, 1_000, Err(600), 600_000);
    }
}
