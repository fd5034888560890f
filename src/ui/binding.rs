use leptos::prelude::*;

/// A value that a control shows and changes. It is made from an `RwSignal`, from a field of one (`slice!(draft.name)`),
/// or by [`Binding::new`].
pub struct Binding<T: Send + Sync + 'static> {
    pub(super) signal: Signal<T>,
    pub(super) set: Callback<T>,
}

impl<T: Send + Sync + 'static> Binding<T> {
    /// From the value to show and a function that takes a change.
    pub fn new(
        shown: impl Fn() -> T + Send + Sync + 'static,
        set: impl Fn(T) + Send + Sync + 'static,
    ) -> Binding<T> {
        Binding { signal: Signal::derive(shown), set: Callback::new(set) }
    }
}

impl<T: Send + Sync> Clone for Binding<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Binding<T> {}

impl<T: Send + Sync + 'static> From<RwSignal<T>> for Binding<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Binding { signal: signal.into(), set: Callback::new(move |value| signal.set(value)) }
    }
}

/// From the result of `slice!`.
impl<T: Send + Sync + 'static> From<(Signal<T>, SignalSetter<T>)> for Binding<T> {
    fn from((signal, setter): (Signal<T>, SignalSetter<T>)) -> Self {
        Binding { signal, set: Callback::new(move |value| setter.set(value)) }
    }
}
