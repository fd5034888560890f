//! Something of the service that is being read, was read, or could not be.

use std::sync::Arc;

use futures_util::future::{AbortHandle, Abortable};
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

use crate::api::{ApiError, Row};

/// What is known of a remote value. A failed refresh keeps the value that was there.
#[derive(Clone, Debug)]
pub struct Remote<T> {
    pub value: Option<T>,
    pub loading: bool,
    /// Why the last read failed.
    pub error: Option<ApiError>,
    /// When the value was read, in milliseconds since the epoch.
    pub read_at: Option<f64>,
    /// How many rows of the first answer have come, while more of them come.
    pub arrived: usize,
    /// The first of those rows. They are not the value: nobody may take them for all.
    pub early: Option<T>,
    /// The number of the latest request; older ones are given up.
    latest: u64,
    /// Gives that request up.
    reading: Option<AbortHandle>,
}

impl<T> Default for Remote<T> {
    fn default() -> Remote<T> {
        Remote {
            value: None,
            loading: false,
            error: None,
            read_at: None,
            arrived: 0,
            early: None,
            latest: 0,
            reading: None,
        }
    }
}

impl<T> Remote<T> {
    /// Nothing is there and nothing has failed yet.
    pub fn is_first_load(&self) -> bool {
        self.value.is_none() && self.error.is_none()
    }

    /// Counts a new request and gives the one before it up.
    fn next(&mut self, reading: Option<AbortHandle>) -> u64 {
        if let Some(before) = std::mem::replace(&mut self.reading, reading) {
            before.abort();
        }
        self.latest += 1;
        self.latest
    }

    fn end(&mut self) {
        self.loading = false;
        self.arrived = 0;
        self.early = None;
    }
}

/// The list of an answer; shared, since tables and filters look at it often.
pub type Rows<T> = Arc<Vec<Row<T>>>;

impl<T> Remote<Rows<T>> {
    /// The rows that could be read.
    pub fn read(&self) -> impl Iterator<Item = &T> {
        self.value.iter().flat_map(|rows| rows.iter()).filter_map(Row::read)
    }
}

/// Where a remote value lives.
pub type Slot<T> = RwSignal<Remote<T>>;

/// Runs `call` and puts its outcome into `slot`. `call` is dropped, and with it the request, when a newer one starts or the
/// slot is forgotten. Gives back the error if there was one. The slot says that it is loading from this call on, before the future is polled,
/// so that a second reader in the same moment sees it.
pub fn load<T: Send + Sync + 'static>(
    slot: Slot<T>,
    now_ms: impl Fn() -> f64,
    call: impl Future<Output = Result<T, ApiError>>,
) -> impl Future<Output = Option<ApiError>> {
    let (handle, registration) = AbortHandle::new_pair();
    let number = slot.try_update(|remote| {
        remote.loading = true;
        remote.next(Some(handle))
    });
    let in_flight = number.map(|number| InFlight { slot, number });
    async move {
        let in_flight = in_flight?;
        let outcome = Abortable::new(call, registration).await.ok()?;
        let is_latest = slot.try_with_untracked(|remote| remote.latest == in_flight.number)?;
        if !is_latest {
            return None;
        }
        let error = outcome.as_ref().err().cloned();
        slot.try_update(|remote| {
            remote.end();
            match outcome {
                Ok(value) => {
                    remote.value = Some(value);
                    remote.error = None;
                    remote.read_at = Some(now_ms());
                }
                Err(error) => remote.error = Some(error),
            }
        });
        error
    }
}

/// A request whose answer is waited for. Dropped, nobody waits for it any more, and another reader may ask.
struct InFlight<T: Send + Sync + 'static> {
    slot: Slot<T>,
    number: u64,
}

impl<T: Send + Sync + 'static> Drop for InFlight<T> {
    fn drop(&mut self) {
        let is_latest = |remote: &Remote<T>| remote.latest == self.number && remote.loading;
        if self.slot.try_with_untracked(is_latest) == Some(true) {
            self.slot.try_update(Remote::end);
        }
    }
}

/// A read that tells of its answer while it comes.
pub struct Arrival<T: Send + Sync + 'static> {
    slot: Slot<T>,
    number: u64,
}

impl<T: Send + Sync + 'static> Arrival<T> {
    /// Of the read that [`load`] begins next, where there is nothing yet that could be shown.
    pub fn next(slot: Slot<T>) -> Option<Arrival<T>> {
        let number = slot.try_with_untracked(|remote| remote.value.is_none().then_some(remote.latest + 1));
        number.flatten().map(|number| Arrival { slot, number })
    }

    /// Whether the answer is still waited for.
    pub fn is_latest(&self) -> bool {
        let is_latest = |remote: &Remote<T>| remote.latest == self.number && remote.loading;
        self.slot.try_with_untracked(is_latest) == Some(true)
    }

    /// So many rows have come, and perhaps enough to show the first of them.
    pub fn tell(&self, arrived: usize, early: Option<T>) {
        if self.is_latest() {
            self.slot.try_update(|remote| {
                remote.arrived = arrived;
                remote.early = early.or(remote.early.take());
            });
        }
    }
}

/// Forgets the value and drops whatever is under way.
pub fn forget<T: Send + Sync + 'static>(slot: Slot<T>) {
    slot.try_update(|remote| *remote = Remote { latest: remote.next(None), ..Remote::default() });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Cause;
    use crate::api::transport::{Fault, Method};
    use futures_util::future::join;

    fn failure() -> ApiError {
        ApiError { method: Method::Get, path: "/x".to_owned(), cause: Cause::Transport(Fault::NoToken) }
    }

    #[test]
    fn a_failed_refresh_keeps_the_value() {
        let slot = Slot::<u32>::new(Remote::default());
        futures_executor::block_on(async {
            assert_eq!(load(slot, || 7.0, async { Ok(1) }).await, None);
            assert_eq!(load(slot, || 8.0, async { Err(failure()) }).await, Some(failure()));
        });
        let remote = slot.get_untracked();
        assert_eq!(
            (remote.value, remote.error, remote.read_at, remote.loading),
            (Some(1), Some(failure()), Some(7.0), false)
        );
    }

    #[test]
    fn an_overtaken_answer_is_dropped() {
        let slot = Slot::<u32>::new(Remote::default());
        let (open, gate) = gate();
        futures_executor::block_on(async {
            let slow = load(slot, || 1.0, async {
                gate.await;
                Ok(1)
            });
            let fast = async {
                load(slot, || 2.0, async { Ok(2) }).await;
                open();
            };
            join(slow, fast).await;
        });
        assert_eq!(slot.get_untracked().value, Some(2));
        assert!(!slot.get_untracked().loading);
    }

    /// Whether a read is given up after `then`: its call, which never ends, is dropped.
    #[track_caller]
    fn check_given_up(then: impl FnOnce(Slot<u32>)) {
        let slot = Slot::<u32>::new(Remote::default());
        let request = std::rc::Rc::new(());
        let sent = request.clone();
        let read = load(slot, || 1.0, async move {
            std::future::pending::<()>().await;
            drop(sent);
            Ok(1)
        });
        let mut read = Box::pin(read);
        assert!(futures_util::FutureExt::now_or_never(read.as_mut()).is_none());
        then(slot);
        assert_eq!(futures_util::FutureExt::now_or_never(read.as_mut()), Some(None));
        assert_eq!(std::rc::Rc::strong_count(&request), 1);
    }

    #[test]
    fn a_read_ends_when_nobody_wants_its_answer_any_more() {
        check_given_up(|slot| drop(load(slot, || 2.0, async { Ok(2) })));
        check_given_up(|slot| {
            assert_eq!(futures_executor::block_on(load(slot, || 2.0, async { Ok(2) })), None);
            assert_eq!(slot.get_untracked().value, Some(2));
        });
        check_given_up(forget);
    }

    #[test]
    fn a_read_that_nobody_waits_for_leaves_the_slot_to_others() {
        let slot = Slot::<u32>::new(Remote::default());
        let mut read = Box::pin(load(slot, || 1.0, std::future::pending()));
        assert!(futures_util::FutureExt::now_or_never(read.as_mut()).is_none());
        assert!(slot.get_untracked().loading);
        drop(read);
        assert!(!slot.get_untracked().loading);
    }

    #[test]
    fn what_arrives_is_no_value_and_goes_with_the_end() {
        let slot = Slot::<u32>::new(Remote::default());
        let shown = || slot.with_untracked(|remote| (remote.value, remote.arrived, remote.early));
        let arrival = Arrival::next(slot).unwrap();
        futures_executor::block_on(load(slot, || 1.0, async {
            arrival.tell(2, Some(7));
            arrival.tell(3, None);
            assert_eq!(shown(), (None, 3, Some(7)));
            Ok(1)
        }));
        assert_eq!(shown(), (Some(1), 0, None));
        assert!(Arrival::next(slot).is_none(), "what is there stays until the whole answer has come");
    }

    #[test]
    fn an_overtaken_answer_tells_nothing_while_it_comes() {
        let slot = Slot::<u32>::new(Remote::default());
        let overtaken = Arrival::next(slot).unwrap();
        let first = load(slot, || 1.0, std::future::pending());
        let second = load(slot, || 1.0, std::future::pending());
        overtaken.tell(2, Some(7));
        assert_eq!(slot.with_untracked(|remote| (remote.arrived, remote.early)), (0, None));
        drop((first, second));
    }

    #[test]
    fn a_read_is_seen_before_it_is_polled() {
        let slot = Slot::<u32>::new(Remote::default());
        let read = load(slot, || 1.0, std::future::pending());
        assert!(slot.get_untracked().loading);
        drop(read);
        assert!(!slot.get_untracked().loading);
    }

    #[test]
    fn what_was_forgotten_does_not_come_back() {
        let slot = Slot::<u32>::new(Remote::default());
        futures_executor::block_on(load(slot, || 1.0, async {
            forget(slot);
            Ok(1)
        }));
        assert!(slot.get_untracked().is_first_load());
    }

    /// A gate that stays shut until the returned function is called.
    fn gate() -> (impl FnOnce(), impl Future<Output = ()>) {
        let open = std::rc::Rc::new(std::cell::Cell::new(false));
        let gate = open.clone();
        let wait = std::future::poll_fn(move |cx| {
            if gate.get() {
                return std::task::Poll::Ready(());
            }
            cx.waker().wake_by_ref();
            std::task::Poll::Pending
        });
        (move || open.set(true), wait)
    }
}
