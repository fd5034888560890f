//! Signals, memos and callbacks with one compiled copy for all types.
//!
//! `reactive_graph` compiles its machinery anew for each type that a signal holds and for each closure that reads one:
//! with some sixty types that is a third of what a visitor downloads. Here a value is kept behind [`Any`], so that
//! the machinery exists once and a type costs a cast. The handles have the names and methods that Leptos gives them,
//! are `Copy`, and belong to the reactive owner under which they were made.
//!
//! What reads or runs is behind traits of one method: the vtable of a `dyn Fn` has three, two of which nobody calls.

mod callback;
mod memo;
mod rw_signal;
mod signal;
#[cfg(test)]
mod tests;

use std::any::Any;
use std::sync::Arc;

use reactive_graph::effect::Effect;

pub use callback::{Callback, callback};
pub use memo::{Memo, memo};
pub use rw_signal::{RwSignal, Stored};
pub use signal::{Signal, derive};

/// A value of any type. An `Arc`, since memos ask for one, and one kind of pointer takes less room than two.
type Kept = Arc<dyn Any>;

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
use handle;

// What does not depend on a type stands in functions of its own, and what does is as short as can be: a comparison of
// types is thirty bytes that do not compress, and a closure that is handed on brings a table of its own.

#[cold]
#[inline(never)]
fn gone() -> ! {
    panic!("a reactive value was used after its owner was gone, or while it was changed");
}

#[inline(never)]
fn keep<T: 'static>(value: T) -> Kept {
    Arc::new(value)
}

#[inline(never)]
fn cast<T: 'static>(kept: &dyn Any) -> &T {
    kept.downcast_ref().unwrap_or_else(|| gone())
}

#[inline(never)]
fn cast_mut<T: 'static>(kept: &mut Kept) -> &mut T {
    Arc::get_mut(kept).and_then(<dyn Any>::downcast_mut).unwrap_or_else(|| gone())
}

fn look<T: 'static, O>(kept: Kept, read: impl FnOnce(&T) -> O) -> O {
    let result = read(cast(&*kept));
    release(kept);
    result
}

#[inline(never)]
fn release(kept: Kept) {
    drop(kept);
}

/// What an effect runs.
trait Run {
    fn run(&mut self);
}

impl<F: FnMut()> Run for F {
    fn run(&mut self) {
        self();
    }
}

/// Runs when what it read last time changes.
pub fn effect(run: impl FnMut() + 'static) {
    make_effect(Box::new(run));
}

fn make_effect(mut run: Box<dyn Run>) {
    Effect::new(move |_: Option<()>| run.run());
}
