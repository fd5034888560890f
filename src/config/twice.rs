//! Looks for a key that an object has twice: JSON leaves open which one counts, so neither may.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// The first such key as a path, `regions[0].network`. What is no JSON has none.
pub(super) fn key_twice(text: &str) -> Option<String> {
    let found = RefCell::new(None);
    // Whoever reads the values says what is no JSON.
    let _ = Place { path: String::new(), found: &found }
        .deserialize(&mut serde_json::Deserializer::from_str(text));
    found.into_inner()
}

/// A value somewhere in the whole.
struct Place<'a> {
    path: String,
    found: &'a RefCell<Option<String>>,
}

impl Place<'_> {
    fn within(&self, path: String) -> Place<'_> {
        Place { path, found: self.found }
    }
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut at = 0;
        while items.next_element_seed(self.within(format!("{}[{at}]", self.path)))?.is_some() {
            at += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut keys: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(key) = keys.next_key::<String>()? {
            let path = if self.path.is_empty() { key.clone() } else { format!("{}.{key}", self.path) };
            if !seen.insert(key) {
                self.found.borrow_mut().get_or_insert_with(|| path.clone());
            }
            keys.next_value_seed(self.within(path))?;
        }
        Ok(())
    }
}
