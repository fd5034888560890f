//! Signals, memos and callbacks with one compiled copy for all types.
//!
//! `reactive_graph` compiles its machinery anew for each type that a signal holds and for each closure that reads one:
//! with some sixty types that is a third of what a visitor downloads. Here a value is kept behind [`Any`], so that
//! the machinery exists once and a type costs a cast. The handles have the names and methods that Leptos gives them,
//! are `Copy`, and belong to the reactive owner under which they were made.

use std::any::Any;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use reactive_graph::computed;
use reactive_graph::effect::Effect;
use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::signal;
use reactive_graph::traits::{
    Get as _, GetUntracked as _, GetValue as _, Track as _, Update as _, UpdateValue as _, With as _,
    WithUntracked as _, WithValue as _,
};

type Kept = Box<dyn Any>;

/// Implements `Clone` and `Copy` for a handle whatever it points at.
macro_rules! handle {
    ($name:ident<$($of:ident),*>) => {
        impl<$($of),*> Clone for $name<$($of),*> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<$($of),*> Copy for $name<$($of),*> {}
    };
}

const GONE: &str = "a reactive value was used after its owner was gone";

// A comparison of types is thirty bytes that do not compress: once for each type, not at each place that reads it.

#[inline(never)]
fn cast<T: 'static>(kept: &dyn Any) -> Option<&T> {
    kept.downcast_ref()
}

#[inline(never)]
fn cast_mut<T: 'static>(kept: &mut dyn Any) -> Option<&mut T> {
    kept.downcast_mut()
}

/// A value that can be read, written and followed.
pub struct RwSignal<T> {
    raw: signal::RwSignal<Kept, LocalStorage>,
    of: PhantomData<fn() -> T>,
}

handle!(RwSignal<T>);

impl<T: 'static> RwSignal<T> {
    pub fn new(value: T) -> RwSignal<T> {
        RwSignal { raw: signal::RwSignal::new_local(Box::new(value)), of: PhantomData }
    }

    /// Follows the value without reading it.
    pub fn track(self) {
        self.raw.track();
    }

    /// Reads and follows. Panics where the owner is gone, as the Leptos signal does; so do the other methods without
    /// `try`.
    pub fn with<O>(self, read: impl FnOnce(&T) -> O) -> O {
        self.look(true, read).expect(GONE)
    }

    pub fn with_untracked<O>(self, read: impl FnOnce(&T) -> O) -> O {
        self.look(false, read).expect(GONE)
    }

    pub fn try_with_untracked<O>(self, read: impl FnOnce(&T) -> O) -> Option<O> {
        self.look(false, read)
    }

    #[inline(never)]
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
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
        self.look(false, T::clone)
    }

    #[inline(never)]
    pub fn set(self, value: T) {
        // Nobody is left to see a value whose owner is gone.
        let _ = self.try_set(value);
    }

    /// Gives the value back where the owner is gone.
    #[inline(never)]
    pub fn try_set(self, value: T) -> Option<T> {
        let mut value = Some(value);
        self.change(&mut |kept| {
            if let (Some(kept), Some(value)) = (cast_mut::<T>(kept), value.take()) {
                *kept = value;
            }
        });
        value
    }

    pub fn update(self, change: impl FnOnce(&mut T)) {
        let _ = self.try_update(change);
    }

    /// `None` where the owner is gone.
    pub fn try_update<O>(self, change: impl FnOnce(&mut T) -> O) -> Option<O> {
        let (mut change, mut result) = (Some(change), None);
        self.change(&mut |kept| {
            if let (Some(kept), Some(change)) = (cast_mut::<T>(kept), change.take()) {
                result = Some(change(kept));
            }
        });
        result
    }

    fn look<O>(self, track: bool, read: impl FnOnce(&T) -> O) -> Option<O> {
        let (mut read, mut result) = (Some(read), None);
        look(self.raw, track, &mut |kept| {
            if let (Some(kept), Some(read)) = (cast::<T>(kept), read.take()) {
                result = Some(read(kept));
            }
        });
        result
    }

    fn change(self, change: &mut dyn FnMut(&mut dyn Any)) {
        self.raw.try_update(|kept| change(&mut **kept));
    }
}

fn look(raw: signal::RwSignal<Kept, LocalStorage>, track: bool, read: &mut dyn FnMut(&dyn Any)) {
    let seen = |kept: &Kept| read(&**kept);
    let _ = if track { raw.try_with(seen) } else { raw.try_with_untracked(seen) };
}

/// A value that is kept for its owner and not followed.
pub struct Stored<T> {
    raw: StoredValue<Kept, LocalStorage>,
    of: PhantomData<fn() -> T>,
}

handle!(Stored<T>);

impl<T: 'static> Stored<T> {
    pub fn new(value: T) -> Stored<T> {
        Stored { raw: StoredValue::new_local(Box::new(value)), of: PhantomData }
    }

    pub fn with_value<O>(self, read: impl FnOnce(&T) -> O) -> O {
        self.try_with_value(read).expect(GONE)
    }

    pub fn try_with_value<O>(self, read: impl FnOnce(&T) -> O) -> Option<O> {
        let (mut read, mut result) = (Some(read), None);
        let seen: &mut dyn FnMut(&dyn Any) = &mut |kept| {
            if let (Some(kept), Some(read)) = (cast::<T>(kept), read.take()) {
                result = Some(read(kept));
            }
        };
        look_stored(self.raw, seen);
        result
    }

    #[inline(never)]
    pub fn get_value(self) -> T
    where
        T: Clone,
    {
        self.with_value(T::clone)
    }

    #[inline(never)]
    pub fn try_get_value(self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with_value(T::clone)
    }

    pub fn set_value(self, value: T) {
        self.update_value(|kept| *kept = value);
    }

    /// Does nothing where the owner is gone.
    pub fn update_value(self, change: impl FnOnce(&mut T)) {
        let mut change = Some(change);
        let run: &mut dyn FnMut(&mut dyn Any) = &mut |kept| {
            if let (Some(kept), Some(change)) = (cast_mut::<T>(kept), change.take()) {
                change(kept);
            }
        };
        change_stored(self.raw, run);
    }
}

fn look_stored(raw: StoredValue<Kept, LocalStorage>, read: &mut dyn FnMut(&dyn Any)) {
    let _ = raw.try_with_value(|kept| read(&**kept));
}

fn change_stored(raw: StoredValue<Kept, LocalStorage>, change: &mut dyn FnMut(&mut dyn Any)) {
    let _ = raw.try_update_value(|kept| change(&mut **kept));
}

/// A value that can be read and followed: a signal, a memo, or what a closure makes of others.
pub struct Signal<T> {
    raw: StoredValue<Rc<dyn Any>, LocalStorage>,
    of: PhantomData<fn() -> T>,
}

handle!(Signal<T>);

impl<T: 'static> Signal<T> {
    pub fn derive(read: impl Fn() -> T + 'static) -> Signal<T> {
        let read: Box<dyn Fn() -> T> = Box::new(read);
        Signal { raw: StoredValue::new_local(Rc::new(read)), of: PhantomData }
    }

    /// A value that never changes.
    pub fn stored(value: T) -> Signal<T>
    where
        T: Clone,
    {
        Signal::derive(move || value.clone())
    }

    #[inline(never)]
    pub fn get(self) -> T {
        self.try_get().expect(GONE)
    }

    #[inline(never)]
    pub fn try_get(self) -> Option<T> {
        let read = self.raw.try_get_value()?;
        Some(read.downcast_ref::<Box<dyn Fn() -> T>>()?())
    }

    #[inline(never)]
    pub fn get_untracked(self) -> T {
        self.try_get_untracked().expect(GONE)
    }

    #[inline(never)]
    pub fn try_get_untracked(self) -> Option<T> {
        let mut result = None;
        untracked(&mut || result = self.try_get());
        result
    }

    pub fn with<O>(self, read: impl FnOnce(&T) -> O) -> O {
        read(&self.get())
    }

    pub fn with_untracked<O>(self, read: impl FnOnce(&T) -> O) -> O {
        read(&self.get_untracked())
    }
}

fn untracked(run: &mut dyn FnMut()) {
    reactive_graph::graph::untrack(run);
}

impl<T: 'static> PartialEq for Signal<T> {
    /// Whether it is the same signal, not the same value.
    fn eq(&self, other: &Signal<T>) -> bool {
        self.raw == other.raw
    }
}

impl<T: Default + Clone + 'static> Default for Signal<T> {
    fn default() -> Signal<T> {
        Signal::stored(T::default())
    }
}

impl From<&str> for Signal<String> {
    fn from(text: &str) -> Signal<String> {
        Signal::stored(text.to_owned())
    }
}

impl<T: Clone + 'static> From<T> for Signal<T> {
    fn from(value: T) -> Signal<T> {
        Signal::stored(value)
    }
}

impl<T: Clone + 'static> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Signal<T> {
        Signal::derive(move || signal.get())
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Signal<T> {
        Signal::derive(move || memo.get())
    }
}

/// What a memo keeps, with its own equality.
trait Comparable: Any + Send + Sync {
    fn same(&self, other: &dyn Comparable) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<T: PartialEq + Send + Sync + 'static> Comparable for T {
    fn same(&self, other: &dyn Comparable) -> bool {
        cast::<T>(other.as_any()) == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Clone)]
struct Compared(Arc<dyn Comparable>);

impl PartialEq for Compared {
    fn eq(&self, other: &Compared) -> bool {
        self.0.same(&*other.0)
    }
}

/// What a closure makes of other signals, made anew only when they change, and passed on only when it differs.
pub struct Memo<T> {
    raw: computed::Memo<Compared>,
    of: PhantomData<fn() -> T>,
}

handle!(Memo<T>);

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    pub fn new(read: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
        let read: Box<dyn Fn() -> Compared + Send + Sync> = Box::new(move || Compared(Arc::new(read())));
        Memo { raw: make_memo(read), of: PhantomData }
    }

    pub fn with<O>(self, read: impl FnOnce(&T) -> O) -> O {
        let kept = self.raw.get();
        read(cast::<T>((*kept.0).as_any()).expect(GONE))
    }

    pub fn with_untracked<O>(self, read: impl FnOnce(&T) -> O) -> O {
        let kept = self.raw.get_untracked();
        read(cast::<T>((*kept.0).as_any()).expect(GONE))
    }

    #[inline(never)]
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
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
        let kept = self.raw.try_get_untracked()?;
        cast::<T>((*kept.0).as_any()).cloned()
    }
}

fn make_memo(read: Box<dyn Fn() -> Compared + Send + Sync>) -> computed::Memo<Compared> {
    computed::Memo::new(move |_| read())
}

/// A function to call later, from an event say.
pub struct Callback<I, O = ()> {
    raw: StoredValue<Rc<dyn Any>, LocalStorage>,
    of: PhantomData<fn(I) -> O>,
}

handle!(Callback<I, O>);

impl<I: 'static, O: 'static> Callback<I, O> {
    pub fn new(run: impl Fn(I) -> O + 'static) -> Callback<I, O> {
        let run: Box<dyn Fn(I) -> O> = Box::new(run);
        Callback { raw: StoredValue::new_local(Rc::new(run)), of: PhantomData }
    }

    #[inline(never)]
    pub fn run(self, input: I) -> O {
        self.try_run(input).expect(GONE)
    }

    /// `None` where the owner is gone.
    #[inline(never)]
    pub fn try_run(self, input: I) -> Option<O> {
        let run = self.raw.try_get_value()?;
        Some(run.downcast_ref::<Box<dyn Fn(I) -> O>>()?(input))
    }
}

impl<I: 'static, O: 'static> PartialEq for Callback<I, O> {
    fn eq(&self, other: &Callback<I, O>) -> bool {
        self.raw == other.raw
    }
}

/// [`Signal::derive`], for short.
pub fn derive<T: 'static>(read: impl Fn() -> T + 'static) -> Signal<T> {
    Signal::derive(read)
}

/// [`Memo::new`], for short.
pub fn memo<T: PartialEq + Send + Sync + 'static>(read: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    Memo::new(read)
}

/// [`Callback::new`], for short.
pub fn callback<I: 'static, O: 'static>(run: impl Fn(I) -> O + 'static) -> Callback<I, O> {
    Callback::new(run)
}

/// Runs when what it read last time changes.
pub fn effect(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(move |_: Option<()>| run());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memo_follows_and_passes_on_only_what_differs() {
        let number = RwSignal::new(1);
        let made = Stored::new(0);
        let even = Memo::new(move || number.get() % 2 == 0);
        let text = Memo::new(move || {
            made.update_value(|made| *made += 1);
            if even.get() { "even" } else { "odd" }
        });
        assert_eq!(text.get_untracked(), "odd");
        number.set(3);
        assert_eq!((text.get_untracked(), made.get_value()), ("odd", 1));
        number.update(|number| *number += 1);
        assert_eq!((text.get_untracked(), made.get_value()), ("even", 2));
    }

    #[test]
    fn a_signal_reads_what_it_was_made_of() {
        let name = RwSignal::new("a".to_owned());
        let signal: Signal<String> = name.into();
        let fixed: Signal<String> = "b".into();
        let both = Signal::derive(move || signal.get() + &fixed.get());
        assert_eq!(both.get_untracked(), "ab");
        name.set("c".to_owned());
        assert_eq!(both.get_untracked(), "cb");
    }

    #[test]
    fn what_belongs_to_an_owner_goes_with_it() {
        let owner = reactive_graph::owner::Owner::new();
        let (signal, callback) = owner.with(|| (RwSignal::new(1), Callback::new(|number: u8| number + 1)));
        assert_eq!((signal.try_get_untracked(), callback.try_run(1)), (Some(1), Some(2)));
        drop(owner);
        assert_eq!((signal.try_get_untracked(), callback.try_run(1)), (None, None));
        assert_eq!(signal.try_set(2), Some(2));
        assert_eq!(signal.try_update(|_| ()), None);
    }
}
