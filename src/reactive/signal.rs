//! Values that are only read.

use std::marker::PhantomData;
use std::rc::Rc;

use reactive_graph::computed;
use reactive_graph::owner::{ArenaItem, LocalStorage};
use reactive_graph::traits::Get as _;

use super::memo::Compared;
use super::rw_signal::{RawSignal, followed};
use super::{Kept, Memo, RwSignal, gone, handle, keep, look};

/// What a [`Signal`] reads.
trait Read {
    fn read(&self) -> Kept;
}

impl Read for RawSignal {
    fn read(&self) -> Kept {
        followed(*self)
    }
}

impl Read for computed::Memo<Compared> {
    fn read(&self) -> Kept {
        self.get().value
    }
}

/// A value that never changes.
struct Fixed(Kept);

impl Read for Fixed {
    fn read(&self) -> Kept {
        self.0.clone()
    }
}

struct Derived<T, F> {
    read: F,
    of: PhantomData<fn() -> T>,
}

impl<T: 'static, F: Fn() -> T> Read for Derived<T, F> {
    fn read(&self) -> Kept {
        keep((self.read)())
    }
}

/// Kept as an `Rc`, so that what is read can read the arena again.
type Source = Rc<dyn Read>;

/// A value that can be read and followed: a signal, a memo, or what a closure makes of others.
pub struct Signal<T> {
    raw: ArenaItem<Source, LocalStorage>,
    of: PhantomData<fn() -> T>,
}

handle!(Signal<T>);

#[inline(never)]
fn read(raw: ArenaItem<Source, LocalStorage>) -> Option<Kept> {
    raw.try_get_value().map(|source| source.read())
}

#[inline(never)]
fn read_untracked(raw: ArenaItem<Source, LocalStorage>) -> Option<Kept> {
    reactive_graph::graph::untrack(|| read(raw))
}

impl<T: 'static> Signal<T> {
    fn of(source: Source) -> Signal<T> {
        Signal { raw: ArenaItem::new_local(source), of: PhantomData }
    }

    pub fn derive(read: impl Fn() -> T + 'static) -> Signal<T> {
        Signal::of(Rc::new(Derived { read, of: PhantomData }))
    }

    /// A value that never changes.
    pub fn stored(value: T) -> Signal<T> {
        Signal::of(Rc::new(Fixed(keep(value))))
    }

    #[inline(never)]
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    #[inline(never)]
    pub fn try_get(self) -> Option<T>
    where
        T: Clone,
    {
        read(self.raw).map(|kept| look(kept, T::clone))
    }

    #[inline(never)]
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    #[inline(never)]
    pub fn try_get_untracked(self) -> Option<T>
    where
        T: Clone,
    {
        read_untracked(self.raw).map(|kept| look(kept, T::clone))
    }

    pub fn with<O>(self, use_it: impl FnOnce(&T) -> O) -> O {
        look(read(self.raw).unwrap_or_else(|| gone()), use_it)
    }

    pub fn with_untracked<O>(self, use_it: impl FnOnce(&T) -> O) -> O {
        look(read_untracked(self.raw).unwrap_or_else(|| gone()), use_it)
    }
}

impl<T: 'static> PartialEq for Signal<T> {
    /// Whether it is the same signal, not the same value.
    fn eq(&self, other: &Signal<T>) -> bool {
        self.raw == other.raw
    }
}

impl<T: Default + 'static> Default for Signal<T> {
    fn default() -> Signal<T> {
        Signal::stored(T::default())
    }
}

impl From<&str> for Signal<String> {
    fn from(text: &str) -> Signal<String> {
        Signal::stored(text.to_owned())
    }
}

impl<T: 'static> From<T> for Signal<T> {
    fn from(value: T) -> Signal<T> {
        Signal::stored(value)
    }
}

impl<T: 'static> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Signal<T> {
        Signal::of(Rc::new(signal.raw))
    }
}

impl<T: 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Signal<T> {
        Signal::of(Rc::new(memo.raw))
    }
}

/// [`Signal::derive`], for short.
pub fn derive<T: 'static>(read: impl Fn() -> T + 'static) -> Signal<T> {
    Signal::derive(read)
}
