//! JSON texts that the console writes: flat objects of texts, whole numbers and booleans, in the order given.
//!
//! Written by hand, since a general writer brings the tables for printing fractions, which nothing here has.

/// A value of an object.
pub enum Json<'a> {
    Text(&'a str),
    Whole(i64),
    Flag(bool),
    /// JSON that is written already.
    Raw(String),
}

impl Json<'_> {
    pub fn text(&self) -> String {
        match self {
            // A text always serializes.
            Json::Text(text) => serde_json::to_string(text).unwrap_or_default(),
            Json::Whole(number) => number.to_string(),
            Json::Flag(on) => on.to_string(),
            Json::Raw(json) => json.clone(),
        }
    }
}

/// An object with a line for each attribute. `outer` is the indent of its last brace, in spaces.
pub fn object(attributes: &[(&str, Json)], outer: usize) -> String {
    let inner = " ".repeat(outer + 2);
    let lines: Vec<String> =
        attributes.iter().map(|(name, value)| format!("{inner}\"{name}\": {}", value.text())).collect();
    format!("{{\n{}\n{}}}", lines.join(",\n"), " ".repeat(outer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_keeps_its_order_and_escapes_its_texts() {
        let inner = object(&[("b", Json::Text("a\"\\\n")), ("a", Json::Whole(-1))], 2);
        let text = object(&[("x", Json::Raw(inner)), ("y", Json::Flag(true))], 0);
        assert_eq!(text, "{\n  \"x\": {\n    \"b\": \"a\\\"\\\\\\n\",\n    \"a\": -1\n  },\n  \"y\": true\n}");
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["x"]["b"], "a\"\\\n");
    }
}
