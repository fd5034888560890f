//! Values that are computed when what they are made of changes.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use reactive_graph::computed;
use reactive_graph::traits::{Get as _, GetUntracked as _};

use super::{Kept, cast, gone, handle, look};

/// What a memo keeps, and how its type is compared.
#[derive(Clone)]
pub(super) struct Compared {
    pub(super) value: Arc<dyn Any + Send + Sync>,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Compared {
    fn eq(&self, other: &Compared) -> bool {
        (self.same)(&*self.value, &*other.value)
    }
}

fn same<T: PartialEq + 'static>(one: &dyn Any, other: &dyn Any) -> bool {
    cast::<T>(one) == cast::<T>(other)
}

trait Compute: Send + Sync {
    fn compute(&self) -> Compared;
}

struct Computed<T, F> {
    read: F,
    of: PhantomData<fn() -> T>,
}

impl<T: PartialEq + Send + Sync + 'static, F: Fn() -> T + Send + Sync> Compute for Computed<T, F> {
    fn compute(&self) -> Compared {
        Compared { value: Arc::new((self.read)()), same: same::<T> }
    }
}

/// What a closure makes of other signals, made anew only when they change, and passed on only when it differs.
pub struct Memo<T> {
    pub(super) raw: computed::Memo<Compared>,
    of: PhantomData<fn() -> T>,
}

handle!(Memo<T>);

#[inline(never)]
fn computed(raw: computed::Memo<Compared>) -> Kept {
    raw.get().value
}

#[inline(never)]
fn computed_untracked(raw: computed::Memo<Compared>) -> Option<Kept> {
    Some(raw.try_get_untracked()?.value)
}

impl<T: 'static> Memo<T> {
    pub fn new(read: impl Fn() -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync,
    {
        Memo { raw: make_memo(Box::new(Computed { read, of: PhantomData })), of: PhantomData }
    }

    pub fn with<O>(self, read: impl FnOnce(&T) -> O) -> O {
        look(computed(self.raw), read)
    }

    pub fn with_untracked<O>(self, read: impl FnOnce(&T) -> O) -> O {
        look(computed_untracked(self.raw).unwrap_or_else(|| gone()), read)
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
        computed_untracked(self.raw).map(|kept| look(kept, T::clone))
    }
}

fn make_memo(read: Box<dyn Compute>) -> computed::Memo<Compared> {
    computed::Memo::new(move |_| read.compute())
}

/// [`Memo::new`], for short.
pub fn memo<T: PartialEq + Send + Sync + 'static>(read: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    Memo::new(read)
}
