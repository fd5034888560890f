//! The fields of a log record, as `customized_field` names them: comma-separated, order kept.

/// The fields of the service's first release (the guide's `customized_field`).
pub const FIRST: [&str; 17] = [
    "timestamp_start",
    "timestamp_end",
    "interface_id",
    "vm_id",
    "subnet_id",
    "vpc_id",
    "region",
    "protocol",
    "src_addr",
    "dst_addr",
    "src_port",
    "dst_port",
    "tcp_flag",
    "packets",
    "bytes",
    "filter",
    "status",
];

/// The fields of today, in the order in which the service documents them. `owner_id` was `vm_id`.
pub const CURRENT: [&str; 24] = [
    "timestamp_start",
    "timestamp_end",
    "interface_id",
    "owner_type",
    "owner_id",
    "subnet_id",
    "vpc_id",
    "region",
    "protocol",
    "src_addr",
    "dst_addr",
    "src_port",
    "dst_port",
    "tcp_flag",
    "packets",
    "bytes",
    "direction",
    "filter",
    "transithub_drop_no_route_packets",
    "transithub_drop_no_route_bytes",
    "transithub_drop_black_hole_packets",
    "transithub_drop_black_hole_bytes",
    "status",
    "traffic_path",
];

/// What a group of fields tells about a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldGroup {
    Times,
    /// The logged interface, its owner and where it lies.
    Interface,
    Addresses,
    Counters,
    /// What became of the packets, and the record's own state.
    Decision,
    /// Packets that a transit hub dropped; −1 anywhere else.
    TransitHub,
}

/// Today's fields in groups for a form; every field of [`CURRENT`] stands in exactly one.
pub const GROUPS: [(FieldGroup, &[&str]); 6] = [
    (FieldGroup::Times, &["timestamp_start", "timestamp_end"]),
    (FieldGroup::Interface, &["interface_id", "owner_type", "owner_id", "subnet_id", "vpc_id", "region"]),
    (FieldGroup::Addresses, &["protocol", "src_addr", "dst_addr", "src_port", "dst_port", "tcp_flag"]),
    (FieldGroup::Counters, &["packets", "bytes"]),
    (FieldGroup::Decision, &["direction", "filter", "status", "traffic_path"]),
    (
        FieldGroup::TransitHub,
        &[
            "transithub_drop_no_route_packets",
            "transithub_drop_no_route_bytes",
            "transithub_drop_black_hole_packets",
            "transithub_drop_black_hole_bytes",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_hold_every_present_field_once() {
        let mut grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, fields)| fields.iter().copied()).collect();
        let mut present = CURRENT.to_vec();
        grouped.sort_unstable();
        present.sort_unstable();
        assert_eq!(grouped, present);
    }
}
