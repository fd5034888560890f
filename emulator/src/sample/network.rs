//! The sample network: VPCs, subnets and 200 ports.

use super::{HOUR, START};
use crate::random::Random;
use crate::world::{Port, Subnet, Vpc, World};

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

/// Adds the network to an empty world, with the guide's ids where they belong.
pub fn add(world: &mut World, with_guide_ids: bool) {
    for (at, (name, cidr)) in VPCS.iter().enumerate() {
        let guide = with_guide_ids && *name == "dev-vpc";
        let id = if guide { GUIDE_VPC.to_owned() } else { world.random.uuid() };
        let created = START + at as u64 * HOUR;
        world.vpcs.push(Vpc {
            id,
            name: (*name).to_owned(),
            cidr: (*cidr).to_owned(),
            external: false,
            created,
        });
    }
    for (at, (name, vpc, prefix, ports, server)) in SUBNETS.iter().enumerate() {
        let Some(vpc_id) = world.vpcs.iter().find(|known| known.name == *vpc).map(|known| known.id.clone())
        else {
            continue;
        };
        let subnet = Subnet {
            id: world.random.uuid(),
            name: (*name).to_owned(),
            vpc_id,
            prefix: (*prefix).to_owned(),
            external: false,
            created: START + (24 + at as u64) * HOUR,
        };
        add_ports(world, &subnet, *ports, server);
        world.subnets.push(subnet);
    }
    add_public_network(world);
}

/// Adds to the sample network until it has 200 VPCs, 500 subnets and 5,000 ports.
pub fn enlarge(world: &mut World) {
    const VPCS: usize = 200;
    const SUBNETS: usize = 500;
    const PORTS: usize = 5_000;
    let old = world.vpcs.len();
    for at in old..VPCS {
        let id = world.random.uuid();
        // 10.41 and up: the sample network ends at 10.40.
        let cidr = format!("10.{}.0.0/16", 41 + at - old);
        let created = START + at as u64 * HOUR;
        world.vpcs.push(Vpc { id, name: format!("team-{at:03}-vpc"), cidr, external: false, created });
    }
    let new = VPCS.saturating_sub(old).max(1);
    let first = world.subnets.len();
    for at in first..SUBNETS {
        let turn = at - first;
        let Some(vpc) = world.vpcs.get(old + turn % new) else { break };
        let tier = ["web", "app", "db"].get(turn / new).copied().unwrap_or("more");
        let subnet = Subnet {
            id: world.random.uuid(),
            name: format!("{}-{tier}", vpc.name.trim_end_matches("-vpc")),
            vpc_id: vpc.id.clone(),
            prefix: format!("{}.{}", vpc.cidr.trim_end_matches(".0.0/16"), turn / new),
            external: false,
            created: START + at as u64 * HOUR,
        };
        let left = PORTS.saturating_sub(world.ports.len());
        let server = subnet.name.clone();
        add_ports(world, &subnet, left / (SUBNETS - at), &server);
        world.subnets.push(subnet);
    }
}

fn add_public_network(world: &mut World) {
    let vpc = Vpc {
        id: world.random.uuid(),
        name: "Public Network".to_owned(),
        cidr: "203.0.113.0/24".to_owned(),
        external: true,
        created: START,
    };
    world.subnets.push(Subnet {
        id: world.random.uuid(),
        name: "public-subnet".to_owned(),
        vpc_id: vpc.id.clone(),
        prefix: "203.0.113".to_owned(),
        external: true,
        created: START,
    });
    world.vpcs.push(vpc);
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
        let port = Port {
            id: guide.map_or_else(|| world.random.uuid(), str::to_owned),
            name,
            device_owner: owner.to_owned(),
            device_id: world.random.uuid(),
            network_id: subnet.vpc_id.clone(),
            mac_address: mac(&mut world.random),
            subnet_id: subnet.id.clone(),
            ip_address: format!("{}.{host}", subnet.prefix),
            status: if at % 11 == 10 { "DOWN" } else { "ACTIVE" }.to_owned(),
            created: START + (48 + at as u64) * HOUR,
        };
        world.ports.push(port);
    }
}

fn mac(random: &mut Random) -> String {
    let bits = random.bits();
    format!("fa:16:3e:{:02x}:{:02x}:{:02x}", bits & 0xff, bits >> 8 & 0xff, bits >> 16 & 0xff)
}
