//! Names for numbers: protocols, services, TCP flags, traffic paths.

use crate::field::Field;

/// IANA protocol numbers that a network of virtual machines has.
const PROTOCOLS: [(&str, u64); 12] = [
    ("ICMP", 1),
    ("IGMP", 2),
    ("IPIP", 4),
    ("TCP", 6),
    ("UDP", 17),
    ("GRE", 47),
    ("ESP", 50),
    ("AH", 51),
    ("ICMPv6", 58),
    ("OSPF", 89),
    ("VRRP", 112),
    ("SCTP", 132),
];

/// Services by the port that they are known for.
const SERVICES: [(&str, u64); 32] = [
    ("ftp", 21),
    ("ssh", 22),
    ("telnet", 23),
    ("smtp", 25),
    ("dns", 53),
    ("dhcp", 67),
    ("tftp", 69),
    ("http", 80),
    ("kerberos", 88),
    ("pop3", 110),
    ("ntp", 123),
    ("netbios", 139),
    ("imap", 143),
    ("snmp", 161),
    ("bgp", 179),
    ("ldap", 389),
    ("https", 443),
    ("smb", 445),
    ("syslog", 514),
    ("ldaps", 636),
    ("mssql", 1433),
    ("oracle", 1521),
    ("nfs", 2049),
    ("etcd", 2379),
    ("mysql", 3306),
    ("rdp", 3389),
    ("postgresql", 5432),
    ("amqp", 5672),
    ("redis", 6379),
    ("kafka", 9092),
    ("elasticsearch", 9200),
    ("mongodb", 27017),
];

/// The bits of `tcp_flag`. The service writes FIN, SYN, RST and ACK.
const FLAGS: [(&str, u64); 8] =
    [("FIN", 1), ("SYN", 2), ("RST", 4), ("PSH", 8), ("ACK", 16), ("URG", 32), ("ECE", 64), ("CWR", 128)];

/// The ways that `traffic_path` tells.
const PATHS: [(&str, u64); 7] = [
    ("local", 1),
    ("internet", 2),
    ("vpn", 3),
    ("vpc_peering", 4),
    ("region_peering", 5),
    ("project_peering", 6),
    ("service_gateway", 7),
];

/// The number that a name means as a value of a field.
pub fn number(field: Field, name: &str) -> Option<u64> {
    match field {
        Field::Protocol => find(&PROTOCOLS, name),
        Field::SrcPort | Field::DstPort => find(&SERVICES, name),
        Field::Path => find(&PATHS, name),
        Field::Flags => name.split('+').try_fold(0, |flags, name| Some(flags | find(&FLAGS, name)?)),
        _ => None,
    }
}

/// The name of a number as a value of a field. The flags of a TCP connection are joined by `+`.
pub fn name(field: Field, number: u64) -> Option<String> {
    let known = |names: &[(&str, u64)]| {
        names.iter().find(|(_, known)| *known == number).map(|(name, _)| (*name).to_owned())
    };
    match field {
        Field::Protocol => known(&PROTOCOLS),
        Field::SrcPort | Field::DstPort => known(&SERVICES),
        Field::Path => known(&PATHS),
        Field::Flags if (1..256).contains(&number) => {
            let set = FLAGS.iter().filter(|(_, flag)| number & flag != 0);
            Some(set.map(|(name, _)| *name).collect::<Vec<_>>().join("+"))
        }
        _ => None,
    }
}

fn find(names: &[(&str, u64)], name: &str) -> Option<u64> {
    names.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, number)| *number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back() {
        for field in [Field::Protocol, Field::SrcPort, Field::Path, Field::Flags] {
            for value in 0..70_000 {
                assert!(
                    name(field, value).is_none_or(|name| number(field, &name) == Some(value)),
                    "{field:?} {value}"
                );
            }
        }
        assert_eq!(number(Field::Flags, "syn+Ack"), Some(18));
        assert_eq!(name(Field::Flags, 18).as_deref(), Some("SYN+ACK"));
        assert_eq!(number(Field::Packets, "ssh"), None);
    }
}
