//! Query strings, and lists filtered by them.

use crate::errors::Refusal;
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// The parameters of a query, decoded, in their order.
#[derive(Debug, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads `a=1&b=x%20y`. `+` is a space. Bytes that are no UTF-8 become replacement characters.
    pub fn parse(text: Option<&str>) -> Self {
        let decode =
            |part: &str| percent_decode_str(&part.replace('+', " ")).decode_utf8_lossy().into_owned();
        let pairs = text.unwrap_or_default().split('&').filter(|part| !part.is_empty());
        Self(
            pairs
                .map(|pair| {
                    let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (decode(key), decode(value))
                })
                .collect(),
        )
    }

    /// The first value of a parameter.
    pub fn first(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// Every value of a parameter; a repeated one means "any of these".
    pub fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// Keeps the rows that fit every parameter of `filters` (parameter, attribute). Other parameters do nothing.
    ///
    /// # Errors
    /// 400 when the attribute is a number or a truth value and the parameter is not.
    pub fn keep(&self, mut rows: Vec<Value>, filters: &[(&str, &str)]) -> Result<Vec<Value>, Refusal> {
        for (parameter, attribute) in filters {
            let wanted: Vec<&str> = self.all(parameter).collect();
            if wanted.is_empty() {
                continue;
            }
            let mut kept = Vec::new();
            for row in rows {
                if fits(row.get(*attribute), &wanted, parameter)? {
                    kept.push(row);
                }
            }
            rows = kept;
        }
        Ok(rows)
    }
}

fn fits(value: Option<&Value>, wanted: &[&str], parameter: &str) -> Result<bool, Refusal> {
    for text in wanted {
        let hit = match value {
            Some(Value::String(have)) => have == text,
            Some(Value::Number(have)) => {
                let number: i64 = text
                    .parse()
                    .map_err(|_| Refusal::invalid(parameter, format!("'{text}' is not an integer.")))?;
                have.as_i64() == Some(number)
            }
            Some(Value::Bool(have)) => match text.to_ascii_lowercase().as_str() {
                "true" | "1" => *have,
                "false" | "0" => !have,
                _ => return Err(Refusal::invalid(parameter, format!("'{text}' is not true or false."))),
            },
            _ => false,
        };
        if hit {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const FILTERS: &[(&str, &str)] =
        &[("name", "name"), ("n", "number"), ("up", "up"), ("period", "partition")];

    #[track_caller]
    fn check(query: &str, expect: &[u64]) {
        let rows = vec![
            json!({ "id": 1, "name": "web prod", "number": 1, "up": true, "partition": "DAY" }),
            json!({ "id": 2, "name": "db+prod", "number": 10, "up": false, "partition": "HOUR" }),
            json!({ "id": 3, "number": 10, "up": true }),
        ];
        let kept = Query::parse(Some(query)).keep(rows, FILTERS).unwrap();
        let ids: Vec<u64> = kept.iter().filter_map(|row| row["id"].as_u64()).collect();
        assert_eq!(ids, expect, "{query}");
    }

    #[test]
    fn rows_are_kept_by_their_attributes() {
        check("", &[1, 2, 3]);
        check("&&", &[1, 2, 3]);
        check("name=web+prod", &[1]);
        check("name=web%20prod", &[1]);
        check("name=db%2Bprod", &[2]);
        check("n=10", &[2, 3]);
        check("n=10&up=True", &[3]);
        check("up=0", &[2]);
        check("period=HOUR", &[2]);
        check("period=HOUR&period=DAY", &[1, 2]);
        check("partition=HOUR", &[1, 2, 3]);
        check("unknown=1", &[1, 2, 3]);
        check("name", &[]);
    }

    #[test]
    fn values_of_another_type_are_refused() {
        let rows = || vec![json!({ "number": 1, "up": true })];
        assert!(Query::parse(Some("n=ten")).keep(rows(), FILTERS).is_err());
        assert!(Query::parse(Some("up=maybe")).keep(rows(), FILTERS).is_err());
    }
}
