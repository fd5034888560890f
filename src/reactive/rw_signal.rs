//! Values that are written.

use std::marker::PhantomData;
use std::sync::Arc;

use reactive_graph::owner::{ArenaItem, LocalStorage};
use reactive_graph::signal;
use reactive_graph::traits::{Get as _, GetUntracked as _, Set as _, Track as _, UpdateUntracked as _};

use super::{Kept, cast_mut, gone, handle, keep, look};

pub(super) type RawSignal = signal::RwSignal<Kept, LocalStorage>;
pub(super) type RawStored = ArenaItem<Kept, LocalStorage>;

#[inline(never)]
pub(super) fn followed(raw: RawSignal) -> Kept {
    raw.try_get().unwrap_or_else(|| gone())
}

#[inline(never)]
fn seen(raw: RawSignal) -> Option<Kept> {
    raw.try_get_untracked()
}

#[inline(never)]
fn put(raw: RawSignal, kept: Kept) -> bool {
    raw.try_set(kept).is_none()
}

/// Takes the value out to change it; [`put`] brings it back.
#[inline(never)]
fn taken(raw: RawSignal) -> Option<Kept> {
    raw.try_update_untracked(|kept| std::mem::replace(kept, Arc::new(())))
}

/// A value that can be read, written and followed.
pub struct RwSignal<T> {
    pub(super) raw: RawSignal,
    of: PhantomData<fn() -> T>,
}

handle!(RwSignal<T>);

impl<T: 'static> RwSignal<T> {
    pub fn new(value: T) -> RwSignal<T> {
        RwSignal { raw: signal::RwSignal::new_local(keep(value)), of: PhantomData }
    }

    /// Follows the value without reading it.
    pub fn track(self) {
        self.raw.track();
    }

    /// Reads and follows. Panics where the owner is gone, as the Leptos signal does; so do the other methods without
    /// `try`.
    pub fn with<O>(self, read: impl FnOnce(&T) -> O) -> O {
        look(followed(self.raw), read)
    }

    pub fn with_untracked<O>(self, read: impl FnOnce(&T) -> O) -> O {
        self.try_with_untracked(read).unwrap_or_else(|| gone())
    }

    pub fn try_with_untracked<O>(self, read: impl FnOnce(&T) -> O) -> Option<O> {
        seen(self.raw).map(|kept| look(kept, read))
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
        self.try_with_untracked(T::clone)
    }

    #[inline(never)]
    pub fn set(self, value: T) {
        // Nobody is left to see a value whose owner is gone.
        let _ = self.try_set(value);
    }

    /// False where the owner is gone.
    #[inline(never)]
    pub fn try_set(self, value: T) -> bool {
        put(self.raw, keep(value))
    }

    pub fn update(self, change: impl FnOnce(&mut T)) {
        let _ = self.try_update(change);
    }

    /// `None` where the owner is gone. `change` must not read the value by another way.
    pub fn try_update<O>(self, change: impl FnOnce(&mut T) -> O) -> Option<O> {
        let mut kept = taken(self.raw)?;
        let result = change(cast_mut(&mut kept));
        put(self.raw, kept);
        Some(result)
    }
}

#[inline(never)]
pub(super) fn stored(raw: RawStored) -> Option<Kept> {
    raw.try_get_value()
}

/// Puts a value into the place of another, which it gives back.
#[inline(never)]
fn exchanged(raw: RawStored, kept: Kept) -> Option<Kept> {
    raw.try_update_value(|old| std::mem::replace(old, kept))
}

/// A value that is kept for its owner and not followed.
pub struct Stored<T> {
    raw: RawStored,
    of: PhantomData<fn() -> T>,
}

handle!(Stored<T>);

impl<T: 'static> Stored<T> {
    pub fn new(value: T) -> Stored<T> {
        Stored { raw: ArenaItem::new_local(keep(value)), of: PhantomData }
    }

    pub fn with_value<O>(self, read: impl FnOnce(&T) -> O) -> O {
        self.try_with_value(read).unwrap_or_else(|| gone())
    }

    pub fn try_with_value<O>(self, read: impl FnOnce(&T) -> O) -> Option<O> {
        stored(self.raw).map(|kept| look(kept, read))
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

    /// Does nothing where the owner is gone.
    pub fn set_value(self, value: T) {
        drop(exchanged(self.raw, keep(value)));
    }

    /// Does nothing where the owner is gone. `change` must not read the value by another way.
    pub fn update_value(self, change: impl FnOnce(&mut T)) {
        if let Some(mut kept) = exchanged(self.raw, Arc::new(())) {
            change(cast_mut(&mut kept));
            drop(exchanged(self.raw, kept));
        }
    }
}
