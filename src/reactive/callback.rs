//! Functions to call later.

use std::marker::PhantomData;

use reactive_graph::owner::ArenaItem;

use super::rw_signal::{RawStored, stored};
use super::{gone, handle, keep, look};

/// What a [`Callback`] calls.
trait Call<I, O> {
    fn call(&self, input: I) -> O;
}

impl<I, O, F: Fn(I) -> O> Call<I, O> for F {
    fn call(&self, input: I) -> O {
        self(input)
    }
}

struct Run<I, O>(Box<dyn Call<I, O>>);

/// A function to call later, from an event say.
pub struct Callback<I, O = ()> {
    raw: RawStored,
    of: PhantomData<fn(I) -> O>,
}

handle!(Callback<I, O>);

impl<I: 'static, O: 'static> Callback<I, O> {
    pub fn new(run: impl Fn(I) -> O + 'static) -> Callback<I, O> {
        Callback::of(Box::new(run))
    }

    #[inline(never)]
    fn of(run: Box<dyn Call<I, O>>) -> Callback<I, O> {
        Callback { raw: ArenaItem::new_local(keep(Run(run))), of: PhantomData }
    }

    #[inline(never)]
    pub fn run(self, input: I) -> O {
        self.try_run(input).unwrap_or_else(|| gone())
    }

    /// `None` where the owner is gone.
    #[inline(never)]
    pub fn try_run(self, input: I) -> Option<O> {
        stored(self.raw).map(|kept| look(kept, |run: &Run<I, O>| run.0.call(input)))
    }
}

impl<I: 'static, O: 'static> PartialEq for Callback<I, O> {
    fn eq(&self, other: &Callback<I, O>) -> bool {
        self.raw == other.raw
    }
}

/// [`Callback::new`], for short.
pub fn callback<I: 'static, O: 'static>(run: impl Fn(I) -> O + 'static) -> Callback<I, O> {
    Callback::new(run)
}
