//! The words in which the databases differ.

use std::net::Ipv6Addr;

use super::dialect::Dialect;
use super::note::Unsupported;
use crate::columns::mapped;
use crate::field::Kind;
use crate::filter::Network;

impl Dialect {
    /// A text in quotes.
    pub(super) fn literal(self, text: &str) -> String {
        match self {
            Dialect::DuckDb | Dialect::Trino | Dialect::Athena => format!("'{}'", text.replace('\'', "''")),
            Dialect::ClickHouse => backslashed(text),
            // Spark looks for its variables, `${…}`, in texts too.
            Dialect::Spark => backslashed(text).replace("${", "\\u0024{"),
        }
    }

    /// A name in quotes.
    pub(super) fn identifier(self, name: &str) -> String {
        match self {
            Dialect::DuckDb | Dialect::Trino | Dialect::Athena => {
                format!("\"{}\"", name.replace('"', "\"\""))
            }
            Dialect::Spark => backquoted(name),
            Dialect::ClickHouse => format!("`{}`", name.replace('\\', "\\\\").replace('`', "\\`")),
        }
    }

    /// The type of a column that may have no value.
    pub(super) fn type_of(self, kind: Kind) -> &'static str {
        let is_number = matches!(kind, Kind::Number | Kind::Time);
        match (self, is_number) {
            (Dialect::ClickHouse, true) => "Nullable(Int64)",
            (Dialect::ClickHouse, false) => "Nullable(String)",
            (_, true) => "BIGINT",
            (Dialect::Spark, false) => "STRING",
            (_, false) => "VARCHAR",
        }
    }

    /// A value of any type as one of this kind, or NULL.
    pub(super) fn cast(self, value: &str, kind: Kind) -> String {
        let to = self.type_of(kind);
        match (self, kind) {
            (Dialect::ClickHouse, Kind::Number | Kind::Time) => {
                format!("accurateCastOrNull({value}, 'Int64')")
            }
            (Dialect::ClickHouse, _) => format!("CAST({value} AS {to})"),
            _ => format!("TRY_CAST({value} AS {to})"),
        }
    }

    /// A number in a type whose sum cannot overflow.
    pub(super) fn wide(self, number: &str) -> String {
        match self {
            // Its sum of whole numbers has 128 bits.
            Dialect::DuckDb => number.to_owned(),
            Dialect::Trino | Dialect::Athena => format!("CAST({number} AS DECIMAL(38, 0))"),
            // A sum has ten digits more than what is added up.
            Dialect::Spark => format!("CAST({number} AS DECIMAL(20, 0))"),
            Dialect::ClickHouse => format!("CAST({number} AS Nullable(Int128))"),
        }
    }

    /// Whether a number has all these bits.
    pub(super) fn has_bits(self, number: &str, bits: u64) -> String {
        match self {
            Dialect::DuckDb | Dialect::Spark => format!("({number} & {bits}) = {bits}"),
            Dialect::Trino | Dialect::Athena => format!("bitwise_and({number}, {bits}) = {bits}"),
            Dialect::ClickHouse => format!("bitAnd({number}, {bits}) = {bits}"),
        }
    }

    /// Whether an address lies in a network.
    pub(super) fn within(self, address: &str, network: &Network) -> Result<String, Unsupported> {
        let (first, last) = (network.first(), network.last());
        if (first, last) == (0, u128::MAX) {
            return Ok(format!("{address} IS NOT NULL"));
        }
        // An IPv4 address is kept as an IPv6 one.
        let ipv4 = |number: u128| u32::try_from(number ^ mapped(0)).ok();
        Ok(match (self, ipv4(first).zip(ipv4(last))) {
            (Dialect::ClickHouse, Some((first, last))) => {
                format!("IPv4StringToNumOrNull({address}) BETWEEN {first} AND {last}")
            }
            (Dialect::ClickHouse, None) => {
                let [first, last] =
                    [first, last].map(|end| format!("IPv6StringToNum('{}')", Ipv6Addr::from_bits(end)));
                format!("IPv6StringToNumOrNull({address}) BETWEEN {first} AND {last}")
            }
            (_, Some((first, last))) => {
                let octet = |place: u32| {
                    let weight = 1_u32 << (8 * (4 - place));
                    format!("TRY_CAST(split_part({address}, '.', {place}) AS BIGINT) * {weight}")
                };
                let number: Vec<String> = (1..=4).map(octet).collect();
                format!("{} BETWEEN {first} AND {last}", number.join(" + "))
            }
            // The first of the eight groups is the one that `::` does not move.
            (_, None) if network.parts().1 <= 16 && first >> 112 > 0 => format!(
                "position(':' IN {address}) > 0 AND lpad(lower(split_part({address}, ':', 1)), 4, '0') BETWEEN '{:04x}' AND '{:04x}'",
                first >> 112,
                last >> 112
            ),
            (_, None) => return Err(Unsupported::Network(*network)),
        })
    }

    /// The end of a statement that skips rows and leaves out the rest.
    pub(super) fn page(self, limit: usize, offset: usize) -> String {
        match (self, offset) {
            (_, 0) => format!("LIMIT {limit}"),
            (Dialect::Trino | Dialect::Athena, _) => format!("OFFSET {offset} LIMIT {limit}"),
            _ => format!("LIMIT {limit} OFFSET {offset}"),
        }
    }
}

/// A text in quotes, where a backslash means something.
pub fn backslashed(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// A name as Hive and Spark quote it.
pub fn backquoted(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// A name that is not taken, also where upper and lower case are the same, as they are in most databases.
pub fn free_name<'a>(mut name: String, taken: impl Iterator<Item = &'a str> + Clone) -> String {
    while taken.clone().any(|taken| taken.to_lowercase() == name.to_lowercase()) {
        name.push('_');
    }
    name
}
