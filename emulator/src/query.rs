//! The parameters of a query, and rows filtered by them.

use crate::reply::Refusal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The parameters of a query in their order, as `axum::extract::Query` reads them.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// The first value of a parameter, `""` when it is absent.
    pub fn first<'a>(&'a self, key: &'a str) -> &'a str {
        self.all(key).next().unwrap_or_default()
    }

    fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// Keeps the rows that match every parameter in `filters`. Other parameters do nothing.
    ///
    /// # Errors
    /// 400 when the attribute is a number or a boolean and the parameter is not.
    pub fn keep<T: Serialize>(
        &self,
        rows: impl Iterator<Item = T>,
        filters: &[&str],
    ) -> Result<Vec<T>, Refusal> {
        let wanted: Vec<(&str, Vec<&str>)> = filters
            .iter()
            .map(|parameter| (*parameter, self.all(parameter).collect()))
            .filter(|(_, values): &(&str, Vec<&str>)| !values.is_empty())
            .collect();
        // The usual list of all loggers is not filtered and needs no look at its attributes.
        if wanted.is_empty() {
            return Ok(rows.collect());
        }
        let mut kept = Vec::new();
        for row in rows {
            let values = serde_json::to_value(&row).unwrap_or_default();
            let mut matches = true;
            for (parameter, texts) in &wanted {
                matches &= fits(values.get(attribute(parameter)), texts, parameter)?;
            }
            if matches {
                kept.push(row);
            }
        }
        Ok(kept)
    }
}

/// The attribute that a parameter filters by.
fn attribute(parameter: &str) -> &str {
    match parameter {
        // The guide prints this name for the parameter. The attribute's own name works too.
        "partitioned_period" => "partition_period",
        same => same,
    }
}

/// Whether an attribute has one of the wanted values. A list of addresses has to match all of `key=value`.
fn fits(value: Option<&Value>, wanted: &[&str], parameter: &str) -> Result<bool, Refusal> {
    if let Some(Value::Array(items)) = value {
        return Ok(wanted.iter().all(|text| {
            let (key, value) = text.split_once('=').unwrap_or((text, ""));
            items.iter().any(|item| item.get(key).and_then(Value::as_str) == Some(value))
        }));
    }
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
    use axum::extract::Query;
    use serde_json::json;

    const FILTERS: &[&str] = &["name", "number", "up", "partitioned_period", "fixed_ips"];

    fn parse(query: &str) -> Parameters {
        let uri = format!("/?{query}").parse().unwrap();
        let Query(parameters) = Query::try_from_uri(&uri).unwrap();
        parameters
    }

    #[track_caller]
    fn check(query: &str, expect: &[u64]) {
        let rows = [
            json!({ "id": 1, "name": "web prod", "number": 1, "up": true, "partition_period": "DAY" }),
            json!({ "id": 2, "name": "db+prod", "number": 10, "up": false, "partition_period": "HOUR" }),
            json!({ "id": 3, "number": 10, "up": true, "fixed_ips": [{ "a": "x", "b": "y" }] }),
        ];
        let kept = parse(query).keep(rows.iter(), FILTERS).unwrap();
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
        check("number=10", &[2, 3]);
        check("number=10&up=True", &[3]);
        check("up=0", &[2]);
        check("partitioned_period=HOUR", &[2]);
        check("partitioned_period=HOUR&partitioned_period=DAY", &[1, 2]);
        check("partition=HOUR", &[1, 2, 3]);
        check("unknown=1", &[1, 2, 3]);
        check("name", &[]);
        check("fixed_ips=a=x", &[3]);
        check("fixed_ips=a%3Dx&fixed_ips=b=y", &[3]);
        check("fixed_ips=a=x&fixed_ips=b=x", &[]);
    }

    #[test]
    fn values_of_another_type_are_refused() {
        let row = json!({ "number": 1, "up": true });
        assert!(parse("number=ten").keep([&row].into_iter(), FILTERS).is_err());
        assert!(parse("up=maybe").keep([&row].into_iter(), FILTERS).is_err());
    }
}
