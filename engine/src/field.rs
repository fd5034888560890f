//! The fields of a log record, by the names that the service, a file and a filter give them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How the values of a field are written and compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Milliseconds since 1970. A file has seconds or milliseconds.
    Time,
    Number,
    Address,
    Text,
}

macro_rules! fields {
    ($($field:ident $kind:ident $column:literal $name:literal,)*) => {
        /// A field of the service, in the order in which the service documents them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($field),* }

        impl Field {
            /// Every field, in the order of the service. A logger with this many columns writes them so.
            pub const ALL: [Field; 24] = [$(Field::$field),*];

            pub const fn kind(self) -> Kind {
                match self { $(Field::$field => Kind::$kind),* }
            }

            /// The name in a file and in `customized_field`.
            pub const fn column(self) -> &'static str {
                match self { $(Field::$field => $column),* }
            }

            /// The name in a filter.
            pub const fn name(self) -> &'static str {
                match self { $(Field::$field => $name),* }
            }
        }
    };
}

fields! {
    Start Time "timestamp_start" "start",
    End Time "timestamp_end" "end",
    Interface Text "interface_id" "interface",
    OwnerType Text "owner_type" "owner_type",
    Owner Text "owner_id" "owner",
    Subnet Text "subnet_id" "subnet",
    Vpc Text "vpc_id" "vpc",
    Region Text "region" "region",
    Protocol Number "protocol" "protocol",
    Src Address "src_addr" "src",
    Dst Address "dst_addr" "dst",
    SrcPort Number "src_port" "src_port",
    DstPort Number "dst_port" "dst_port",
    Flags Number "tcp_flag" "flags",
    Packets Number "packets" "packets",
    Bytes Number "bytes" "bytes",
    Direction Text "direction" "direction",
    Action Text "filter" "action",
    NoRoutePackets Number "transithub_drop_no_route_packets" "no_route_packets",
    NoRouteBytes Number "transithub_drop_no_route_bytes" "no_route_bytes",
    BlackHolePackets Number "transithub_drop_black_hole_packets" "black_hole_packets",
    BlackHoleBytes Number "transithub_drop_black_hole_bytes" "black_hole_bytes",
    Status Text "status" "status",
    Path Number "traffic_path" "path",
}

/// What `owner_id` was called in the service's first release.
const FIRST_OWNER: &str = "vm_id";

/// The fields of the service's first release. A logger with this many columns writes them so.
const FIRST: [Field; 17] = {
    use Field::*;
    [
        Start, End, Interface, Owner, Subnet, Vpc, Region, Protocol, Src, Dst, SrcPort, DstPort, Flags,
        Packets, Bytes, Action, Status,
    ]
};

impl Field {
    /// The field that a column of a file holds.
    pub fn of_column(column: &str) -> Option<Field> {
        if column.eq_ignore_ascii_case(FIRST_OWNER) {
            return Some(Field::Owner);
        }
        Field::ALL.into_iter().find(|field| column.eq_ignore_ascii_case(field.column()))
    }

    /// The field by its name in a filter or in a file.
    pub fn named(name: &str) -> Option<Field> {
        let short = Field::ALL.into_iter().find(|field| name.eq_ignore_ascii_case(field.name()));
        short.or_else(|| Field::of_column(name))
    }

    /// The names of the columns of a file that names none.
    pub fn by_count(count: usize) -> Option<Vec<String>> {
        let name = |field: &Field| field.column().to_owned();
        if count == Field::ALL.len() {
            Some(Field::ALL.iter().map(name).collect())
        } else if count == FIRST.len() {
            Some(FIRST.iter().map(name).collect())
        } else {
            None
        }
    }
}

/// A column of the records: a field of the service, or another column that a file has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Column {
    Field(Field),
    /// A column that the service does not document, by its name in the file. Its values are texts.
    Other(String),
}

impl Column {
    /// The column that a name in a file means.
    pub fn of_file(name: &str) -> Column {
        Field::of_column(name).map_or_else(|| Column::Other(name.to_owned()), Column::Field)
    }

    pub fn kind(&self) -> Kind {
        match self {
            Column::Field(field) => field.kind(),
            Column::Other(_) => Kind::Text,
        }
    }

    pub fn name(&self) -> &str {
        match self {
            Column::Field(field) => field.name(),
            Column::Other(name) => name,
        }
    }
}

impl From<Field> for Column {
    fn from(field: Field) -> Column {
        Column::Field(field)
    }
}

impl From<String> for Column {
    /// A name in quotes is that of another column, also where a field has the same one.
    fn from(name: String) -> Column {
        if let Some(other) = name.strip_prefix('"').and_then(|name| name.strip_suffix('"')) {
            return Column::Other(other.to_owned());
        }
        Field::named(&name).map_or(Column::Other(name), Column::Field)
    }
}

impl From<Column> for String {
    fn from(column: Column) -> String {
        match column {
            Column::Other(name) if Field::named(&name).is_some() || name.starts_with('"') => {
                format!("\"{name}\"")
            }
            column => column.name().to_owned(),
        }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_by_each_of_its_names() {
        for field in Field::ALL {
            assert_eq!(Field::of_column(field.column()), Some(field));
            assert_eq!(Field::named(field.name()), Some(field));
            assert_eq!(Field::named(&field.column().to_uppercase()), Some(field));
        }
        assert_eq!(Field::of_column("vm_id"), Some(Field::Owner));
        assert_eq!(Field::of_column("src"), None, "a name of a filter is no column");
    }

    #[test]
    fn a_column_is_read_as_it_was_written() {
        for name in ["mine", "src", "bytes", "\"", "\"a\"", ""] {
            let other = Column::Other(name.to_owned());
            assert_eq!(Column::from(String::from(other.clone())), other);
        }
        for field in Field::ALL {
            assert_eq!(Column::from(String::from(Column::Field(field))), Column::Field(field));
        }
    }

    #[test]
    fn the_number_of_columns_tells_the_fields() {
        assert_eq!(Field::by_count(24).map(|names| names[23].clone()), Some("traffic_path".to_owned()));
        assert_eq!(Field::by_count(17).map(|names| names[3].clone()), Some("owner_id".to_owned()));
        assert_eq!(Field::by_count(3), None);
    }
}
