//! One log record, and its columns by name.

use super::network::Host;
use std::net::Ipv4Addr;

pub const TCP: u8 = 6;
pub const UDP: u8 = 17;

pub const FIN: u8 = 1;
pub const SYN: u8 = 2;
pub const ACK: u8 = 16;

/// What one interface saw of one connection, in one direction, during one interval of the logger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The index of the interface.
    pub host: usize,
    /// Milliseconds since 1970.
    pub start: u64,
    pub end: u64,
    pub content: Content,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    Traffic(Traffic),
    /// NODATA: the interface had no traffic.
    Nothing,
    /// SKIPDATA: the service left records out.
    Skipped,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traffic {
    pub protocol: u8,
    pub source: Ipv4Addr,
    pub destination: Ipv4Addr,
    pub source_port: u16,
    pub destination_port: u16,
    pub flags: u8,
    pub packets: u64,
    pub bytes: u64,
    pub egress: bool,
    pub dropped: bool,
    pub path: u8,
}

/// A cell.
pub enum Value<'a> {
    Number(i64),
    Text(&'a str),
    Address(Ipv4Addr),
    /// A record without traffic has no such value.
    Missing,
}

/// A column of a logger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Start,
    End,
    Interface,
    OwnerType,
    Owner,
    Subnet,
    Vpc,
    Region,
    Protocol,
    Source,
    Destination,
    SourcePort,
    DestinationPort,
    Flags,
    Packets,
    Bytes,
    Direction,
    Filter,
    TransitHub,
    Status,
    Path,
}

impl Column {
    pub fn named(name: &str) -> Self {
        match name {
            "timestamp_start" => Self::Start,
            "timestamp_end" => Self::End,
            "interface_id" => Self::Interface,
            "owner_type" => Self::OwnerType,
            "owner_id" | "vm_id" => Self::Owner,
            "subnet_id" => Self::Subnet,
            "vpc_id" => Self::Vpc,
            "region" => Self::Region,
            "protocol" => Self::Protocol,
            "src_addr" => Self::Source,
            "dst_addr" => Self::Destination,
            "src_port" => Self::SourcePort,
            "dst_port" => Self::DestinationPort,
            "tcp_flag" => Self::Flags,
            "packets" => Self::Packets,
            "bytes" => Self::Bytes,
            "direction" => Self::Direction,
            "filter" => Self::Filter,
            "status" => Self::Status,
            "traffic_path" => Self::Path,
            // The four columns of the transit hub are the only ones left.
            _ => Self::TransitHub,
        }
    }

    /// Whether its values are texts and not numbers.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Self::Interface
                | Self::OwnerType
                | Self::Owner
                | Self::Subnet
                | Self::Vpc
                | Self::Region
                | Self::Source
                | Self::Destination
                | Self::Direction
                | Self::Filter
                | Self::Status
        )
    }

    /// The value in a record. `unit` is the number of milliseconds that a time counts.
    pub fn value<'a>(self, flow: &Flow, host: &'a Host, region: &'a str, unit: u64) -> Value<'a> {
        let number = |number: u64| Value::Number(i64::try_from(number).unwrap_or(i64::MAX));
        match self {
            Self::Start => return number(flow.start / unit),
            Self::End => return number(flow.end / unit),
            Self::Interface => return Value::Text(&host.id),
            Self::OwnerType => return Value::Text(host.owner_type),
            Self::Owner => return Value::Text(&host.owner_id),
            Self::Subnet => return Value::Text(&host.subnet_id),
            Self::Vpc => return Value::Text(&host.vpc_id),
            Self::Region => return Value::Text(region),
            Self::Status => {
                return Value::Text(match flow.content {
                    Content::Traffic(_) => "OK",
                    Content::Nothing => "NODATA",
                    Content::Skipped => "SKIPDATA",
                });
            }
            _ => {}
        }
        let Content::Traffic(traffic) = &flow.content else { return Value::Missing };
        match self {
            Self::Protocol => number(traffic.protocol.into()),
            Self::Source => Value::Address(traffic.source),
            Self::Destination => Value::Address(traffic.destination),
            Self::SourcePort => number(traffic.source_port.into()),
            Self::DestinationPort => number(traffic.destination_port.into()),
            Self::Flags => number(traffic.flags.into()),
            Self::Packets => number(traffic.packets),
            Self::Bytes => number(traffic.bytes),
            Self::Direction => Value::Text(if traffic.egress { "egress" } else { "ingress" }),
            Self::Filter => Value::Text(if traffic.dropped { "DROP" } else { "ACCEPT" }),
            Self::Path => number(traffic.path.into()),
            // No interface of the sample is a transit hub.
            _ => Value::Number(-1),
        }
    }
}
