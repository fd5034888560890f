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
    assert!(!signal.try_set(2));
    assert_eq!(signal.try_update(|_| ()), None);
}

#[test]
fn a_signal_follows_whatever_it_was_made_of() {
    let number = RwSignal::new(1);
    let from_signal: Signal<i32> = number.into();
    let from_memo: Signal<bool> = Memo::new(move || number.get() > 1).into();
    assert_eq!((from_signal.get_untracked(), from_memo.get_untracked()), (1, false));
    // One may be read while it is read, and written then.
    assert_eq!(from_signal.with(|one| one + number.get_untracked()), 2);
    number.with(|_| number.set(2));
    assert_eq!((from_signal.try_get(), from_memo.try_get_untracked()), (Some(2), Some(true)));
}

#[test]
#[should_panic(expected = "while it was changed")]
fn a_value_is_not_read_while_it_is_changed() {
    let number = RwSignal::new(1);
    number.update(|one| *one = number.get_untracked());
}
