//! JSON as the console reads and writes it.
//!
//! In a browser the browser's own parser reads, natively `serde_json` does; both give the same [`Value`].
//! A parser of our own in the wasm would cost its tables for fractions, which nothing here has, and be slower.

/// A JSON value. In a browser objects keep the order of their attributes.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    #[default]
    Null,
    Flag(bool),
    Number(f64),
    Text(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

/// Deeper than any body of the service, and safe to walk.
const DEEPEST: usize = 64;

impl Value {
    /// The error is the parser's words.
    pub fn parse(text: &str) -> Result<Value, String> {
        if depth(text) > DEEPEST {
            return Err("nested too deeply".to_owned());
        }
        parse(text)
    }

    /// An attribute of an object; the last one where a name stands twice.
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Value::Object(attributes) => {
                attributes.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    pub fn as_text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    pub fn as_flag(&self) -> Option<bool> {
        if let Value::Flag(on) = self { Some(*on) } else { None }
    }

    /// `None` for a fraction and for what an `f64` cannot hold exactly.
    pub fn as_whole(&self) -> Option<i64> {
        match self {
            Value::Number(number) if number.fract() == 0.0 && number.abs() <= 9e15 => Some(*number as i64),
            _ => None,
        }
    }

    pub fn as_list(&self) -> Option<&[Value]> {
        if let Value::List(list) = self { Some(list) } else { None }
    }

    /// On one line.
    pub fn to_text(&self) -> String {
        match self {
            Value::Null => "null".to_owned(),
            Value::Flag(on) => on.to_string(),
            Value::Number(number) => match self.as_whole() {
                Some(whole) => whole.to_string(),
                None => fraction(*number),
            },
            Value::Text(text) => quoted(text),
            Value::List(list) => {
                let items: Vec<String> = list.iter().map(Value::to_text).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Object(attributes) => {
                let items: Vec<String> = attributes
                    .iter()
                    .map(|(name, value)| format!("{}: {}", quoted(name), value.to_text()))
                    .collect();
                format!("{{{}}}", items.join(", "))
            }
        }
    }

    /// With a line for each attribute of the objects.
    pub fn to_lines(&self) -> String {
        self.lines(0)
    }

    fn lines(&self, outer: usize) -> String {
        let Value::Object(attributes) = self else { return self.to_text() };
        if attributes.is_empty() {
            return "{}".to_owned();
        }
        let inner = " ".repeat(outer + 2);
        let lines: Vec<String> = attributes
            .iter()
            .map(|(name, value)| format!("{inner}{}: {}", quoted(name), value.lines(outer + 2)))
            .collect();
        format!("{{\n{}\n{}}}", lines.join(",\n"), " ".repeat(outer))
    }
}

/// An object of these attributes.
pub fn object(attributes: Vec<(&str, Value)>) -> Value {
    Value::Object(attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// A text as a value.
pub fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            control if control < ' ' => quoted.push_str(&format!("\\u{:04x}", control as u32)),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// How deep brackets are nested, those in texts left out.
fn depth(text: &str) -> usize {
    let (mut now, mut deepest, mut in_text, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                now += 1;
                deepest = deepest.max(now);
            }
            b']' | b'}' if !in_text => now = now.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(target_arch = "wasm32")]
fn parse(text: &str) -> Result<Value, String> {
    use wasm_bindgen::JsCast as _;
    let parsed = js_sys::JSON::parse(text).map_err(|thrown| match thrown.dyn_into::<js_sys::Error>() {
        Ok(error) => String::from(error.message()),
        Err(_) => "no JSON".to_owned(),
    })?;
    Ok(taken(&parsed))
}

/// What the browser's parser made. A general reader of JavaScript values would bring the printing of fractions for its
/// error messages, and this one has no errors: JSON has these six kinds alone.
#[cfg(target_arch = "wasm32")]
fn taken(value: &wasm_bindgen::JsValue) -> Value {
    use wasm_bindgen::JsCast as _;
    if let Some(on) = value.as_bool() {
        return Value::Flag(on);
    }
    if let Some(number) = value.as_f64() {
        return Value::Number(number);
    }
    if let Some(text) = value.as_string() {
        return Value::Text(text);
    }
    if let Some(list) = value.dyn_ref::<js_sys::Array>() {
        return Value::List(list.iter().map(|item| taken(&item)).collect());
    }
    match value.dyn_ref::<js_sys::Object>() {
        None => Value::Null,
        Some(object) => {
            let pair = |entry: wasm_bindgen::JsValue| {
                let entry: js_sys::Array = entry.unchecked_into();
                (entry.get(0).as_string().unwrap_or_default(), taken(&entry.get(1)))
            };
            Value::Object(js_sys::Object::entries(object).iter().map(pair).collect())
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn parse(text: &str) -> Result<Value, String> {
    let parsed: serde_json::Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    Ok(taken(parsed))
}

#[cfg(not(target_arch = "wasm32"))]
fn taken(value: serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(on) => Value::Flag(on),
        serde_json::Value::Number(number) => Value::Number(number.as_f64().unwrap_or_default()),
        serde_json::Value::String(text) => Value::Text(text),
        serde_json::Value::Array(list) => Value::List(list.into_iter().map(taken).collect()),
        serde_json::Value::Object(map) => {
            Value::Object(map.into_iter().map(|(name, value)| (name, taken(value))).collect())
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn fraction(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

#[cfg(not(target_arch = "wasm32"))]
fn fraction(number: f64) -> String {
    number.to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, again: &str) {
        assert_eq!(Value::parse(text).unwrap().to_text(), again);
    }

    #[test]
    fn a_value_is_read_and_written() {
        check("null", "null");
        check(" true ", "true");
        check("-12", "-12");
        check("1.5", "1.5");
        check("1e3", "1000");
        check(r#""a\"\\\né""#, r#""a\"\\\né""#);
        check("\"\\u0001\"", "\"\\u0001\"");
        check(r#"{"a":[1,{}],"b":null}"#, r#"{"a": [1, {}], "b": null}"#);
    }

    #[test]
    fn the_last_of_two_equal_names_counts() {
        let value = Value::parse(r#"{"a":1,"a":2}"#).unwrap();
        assert_eq!(value.get("a").and_then(Value::as_whole), Some(2));
        assert_eq!(value.get("b"), None);
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in ["", "{", "<html>", "nul", "[1,]", "{\"a\"}"] {
            assert!(Value::parse(text).is_err(), "{text}");
        }
        assert_eq!(Value::parse(&"[".repeat(100_000)), Err("nested too deeply".to_owned()));
        assert!(Value::parse(&format!("{}{}", "[".repeat(64), "]".repeat(64))).is_ok());
        assert!(Value::parse(r#""[[[[\"[[[""#).is_ok());
    }

    #[test]
    fn a_fraction_is_no_whole_number() {
        let whole = |text: &str| Value::parse(text).unwrap().as_whole();
        assert_eq!(whole("15"), Some(15));
        assert_eq!(whole("1.5"), None);
        assert_eq!(whole("1e300"), None);
    }

    #[test]
    fn objects_get_a_line_for_each_attribute() {
        let inner = object(vec![("b", text("c")), ("a", Value::Number(1.0))]);
        let value = object(vec![("x", inner), ("y", object(Vec::new()))]);
        assert_eq!(value.to_lines(), "{\n  \"x\": {\n    \"b\": \"c\",\n    \"a\": 1\n  },\n  \"y\": {}\n}");
    }

    proptest! {
        #[test]
        fn any_text_survives(any in ".{0,40}") {
            let written = Value::Text(any.clone()).to_text();
            prop_assert_eq!(serde_json::from_str::<String>(&written).unwrap(), any.clone());
            prop_assert_eq!(Value::parse(&written), Ok(Value::Text(any)));
        }

        #[test]
        fn any_input_is_read_or_refused(any in ".{0,60}") {
            let ours = Value::parse(&any).is_ok();
            prop_assert_eq!(ours, serde_json::from_str::<serde_json::Value>(&any).is_ok());
        }
    }
}
