//! Looks for a key that an object has twice: JSON leaves open which one counts, so neither may.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The first such key as a path, `regions[0].network`. What is no JSON has none.
pub(super) fn key_twice(text: &str) -> Option<String> {
    key_twice_in(text, String::new())
}

fn key_twice_in(json: &str, path: String) -> Option<String> {
    if let Ok(Entries(entries)) = serde_json::from_str(json) {
        let mut seen = BTreeSet::new();
        return entries.into_iter().find_map(|(key, value)| {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            if seen.insert(key) { key_twice_in(value.get(), path) } else { Some(path) }
        });
    }
    let items: Vec<&RawValue> = serde_json::from_str(json).ok()?;
    items.iter().enumerate().find_map(|(at, item)| key_twice_in(item.get(), format!("{path}[{at}]")))
}

/// All entries of an object, also those with the same key.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Map;

        impl<'de> Visitor<'de> for Map {
            type Value = Entries<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(Map)
    }
}
