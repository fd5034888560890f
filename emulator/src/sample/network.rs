//! The sample network: VPCs, subnets and 200 ports.

use crate::clock::{self, HOUR, Micros, SECOND};
use crate::ids;
use crate::world::{Address, Port, Subnet, Vpc, World};

/// 2026-01-05 00:00:00 UTC, when the sample project began.
pub const START: Micros = 1_767_571_200 * SECOND;

/// The VPC and the two ports that the guide's examples name.
const GUIDE_VPC: &str = "0afbf332-3432-450f-a25a-3cfa56b886d9";
const GUIDE_PORTS: [&str; 2] =
    ["12799b52-0c81-4820-8fe6-b4963989ffe1", "045e204c-4624-4b68-ac8a-7375989d3b79"];

const VPCS: [(&str, &str); 4] = [
    ("prod-vpc", "10.10.0.0/16"),
    ("stage-vpc", "10.20.0.0/16"),
    ("shared-services-vpc", "10.30.0.0/16"),
    ("dev-vpc", "10.40.0.0/16"),
];

/// Name, VPC, first three bytes, number of ports, and what the servers in it are called.
const SUBNETS: [(&str, &str, &str, usize, &str); 8] = [
    ("prod-web", "prod-vpc", "10.10.1", 42, "web-prod"),
    ("prod-app", "prod-vpc", "10.10.2", 38, "app-prod"),
    ("prod-db", "prod-vpc", "10.10.3", 18, "db-prod"),
    ("stage-web", "stage-vpc", "10.20.1", 24, "web-stage"),
    ("stage-app", "stage-vpc", "10.20.2", 22, "app-stage"),
    ("shared-management", "shared-services-vpc", "10.30.1", 20, "bastion"),
    ("shared-edge", "shared-services-vpc", "10.30.2", 16, "edge"),
    ("dev-default", "dev-vpc", "10.40.0", 20, "dev"),
];

/// Adds the network to an empty world, with the ids of the guide's examples on request.
pub fn add(world: &mut World, with_guide_ids: bool) {
    for (at, (name, cidr)) in VPCS.into_iter().enumerate() {
        let guide = with_guide_ids && name == "dev-vpc";
        let id = if guide { GUIDE_VPC.to_owned() } else { ids::uuid(&mut world.random) };
        add_vpc(world, at, id, name, cidr, false);
    }
    for (at, (name, vpc, prefix, ports, server)) in SUBNETS.into_iter().enumerate() {
        if let Some(vpc_id) = world.vpcs.iter().find(|known| known.name == vpc).map(|known| known.id.clone())
        {
            let subnet = subnet(world, 24 + at, name, vpc_id, prefix);
            add_ports(world, &subnet, ports, server);
            world.subnets.push(subnet);
        }
    }
    let id = ids::uuid(&mut world.random);
    add_vpc(world, 0, id.clone(), "Public Network", "203.0.113.0/24", true);
    let public = subnet(world, 0, "public-subnet", id, "203.0.113");
    world.subnets.push(Subnet { external: true, ..public });
}

/// Enlarges the sample network to 200 VPCs, 500 subnets and 5,000 ports.
pub fn enlarge(world: &mut World) {
    const VPCS: usize = 200;
    const SUBNETS: usize = 500;
    const PORTS: usize = 5_000;
    let old = world.vpcs.len();
    for at in old..VPCS {
        let id = ids::uuid(&mut world.random);
        // The sample network ends at 10.40.
        add_vpc(world, at, id, &format!("team-{at:03}-vpc"), &format!("10.{}.0.0/16", 41 + at - old), false);
    }
    let new = VPCS.saturating_sub(old).max(1);
    let first = world.subnets.len();
    for at in first..SUBNETS {
        let turn = at - first;
        let Some(vpc) = world.vpcs.get(old + turn % new) else { break };
        let tier = ["web", "app", "db"].get(turn / new).copied().unwrap_or("more");
        let name = format!("{}-{tier}", vpc.name.trim_end_matches("-vpc"));
        let prefix = format!("{}.{}", vpc.cidrv4.trim_end_matches(".0.0/16"), turn / new);
        let subnet = subnet(world, at, &name, vpc.id.clone(), &prefix);
        let left = PORTS.saturating_sub(world.ports.len());
        add_ports(world, &subnet, left / (SUBNETS - at), &name);
        world.subnets.push(subnet);
    }
}

/// Adds a VPC that was created `hours` after the start.
fn add_vpc(world: &mut World, hours: usize, id: String, name: &str, cidr: &str, external: bool) {
    world.vpcs.push(Vpc {
        id,
        name: name.to_owned(),
        cidrv4: cidr.to_owned(),
        state: "available",
        external,
        shared: external,
        tenant_id: world.tenant,
        create_time: clock::plain(START + hours as u64 * HOUR),
    });
}

/// A subnet that was created `hours` after the start.
fn subnet(world: &mut World, hours: usize, name: &str, vpc_id: String, prefix: &str) -> Subnet {
    Subnet {
        id: ids::uuid(&mut world.random),
        name: name.to_owned(),
        vpc_id,
        prefix: prefix.to_owned(),
        external: false,
        create_time: clock::plain(START + hours as u64 * HOUR),
    }
}

fn add_ports(world: &mut World, subnet: &Subnet, count: usize, server: &str) {
    for at in 0..count {
        let owner = match at {
            0 => "network:router_interface",
            1 => "network:dhcp",
            2 | 3 => "neutron:LOADBALANCERV2",
            4 if subnet.name == "shared-edge" => "network:nat_gateway",
            _ => "compute:nova",
        };
        let guide = match (subnet.vpc_id == GUIDE_VPC, at) {
            (true, 5) => Some(GUIDE_PORTS[0]),
            (true, 6) => Some(GUIDE_PORTS[1]),
            _ => None,
        };
        let name = match (owner, at % 3) {
            ("neutron:LOADBALANCERV2", _) => format!("{}-lb-{}", subnet.name, at - 1),
            ("compute:nova", 0) => format!("{server}-{:02}", at - 3),
            _ => String::new(),
        };
        // The router has the first address; the service keeps the next ones for itself.
        let host = if at == 0 { 1 } else { at + 3 };
        let down = at % 11 == 10;
        let [a, b, c, ..] = world.random.u32(..).to_be_bytes();
        world.ports.push(Port {
            id: guide.map_or_else(|| ids::uuid(&mut world.random), str::to_owned),
            name,
            device_owner: owner.to_owned(),
            device_id: ids::uuid(&mut world.random),
            network_id: subnet.vpc_id.clone(),
            mac_address: format!("fa:16:3e:{a:02x}:{b:02x}:{c:02x}"),
            fixed_ips: [Address {
                subnet_id: subnet.id.clone(),
                ip_address: format!("{}.{host}", subnet.prefix),
            }],
            status: if down { "DOWN" } else { "ACTIVE" },
            admin_state_up: !down,
            security_groups: [],
            tenant_id: world.tenant,
            project_id: world.tenant,
            created_at: clock::iso(START + (48 + at as u64) * HOUR),
        });
    }
}
