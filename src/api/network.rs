//! What a logger can collect from: VPCs, subnets and ports of the network API, which has the same endpoint.

use std::mem::take;

use serde::Deserialize;

use super::body::{self, Misfit, Row, lenient, lenient_list, required_id};
use super::client::Client;
use super::error::ApiError;
use super::transport::LONG_TIMEOUT_MS;
use crate::domain::logger::TargetType;
use crate::domain::resource::Resource;

const VPCS: &str = "/v2.0/vpcs";
const SUBNETS: &str = "/v2.0/vpcsubnets";
const PORTS: &str = "/v2.0/ports";

impl Client {
    /// The project's ports, subnets or VPCs. The shared public network is among the VPCs.
    pub async fn list_resources(&self, target_type: &TargetType) -> Result<Vec<Row<Resource>>, ApiError> {
        let (path, parse): (_, fn(&str) -> _) = match target_type {
            TargetType::Vpc => (VPCS, read_vpcs),
            TargetType::Subnet => (SUBNETS, read_subnets),
            TargetType::Port | TargetType::Other(_) => (PORTS, read_ports),
        };
        self.read(path.to_owned(), LONG_TIMEOUT_MS).await?.parse(parse)
    }
}

/// A VPC, a subnet or a port. They are for choosing and naming, so that all but the id may be odd.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ResourceBody {
    id: Option<String>,
    #[serde(deserialize_with = "lenient")]
    name: String,
    #[serde(rename = "router:external", deserialize_with = "lenient")]
    is_public: bool,
    /// Of a VPC.
    #[serde(deserialize_with = "lenient")]
    cidrv4: String,
    /// Of a subnet.
    #[serde(deserialize_with = "lenient")]
    cidr: String,
    /// Of a subnet.
    #[serde(deserialize_with = "lenient")]
    vpc_id: String,
    /// The VPC of a port.
    #[serde(deserialize_with = "lenient")]
    network_id: String,
    /// Of a port.
    #[serde(deserialize_with = "lenient")]
    device_owner: String,
    /// Of a port.
    #[serde(deserialize_with = "lenient")]
    device_id: String,
    /// Of a port.
    #[serde(deserialize_with = "lenient_list")]
    fixed_ips: Vec<FixedIp>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct FixedIp {
    #[serde(deserialize_with = "lenient")]
    ip_address: Option<String>,
    #[serde(deserialize_with = "lenient")]
    subnet_id: Option<String>,
}

impl ResourceBody {
    /// What all resources have.
    fn resource(self, address: String, vpc_id: String) -> Result<Resource, Misfit> {
        let ResourceBody { name, is_public, .. } = self;
        Ok(Resource { id: required_id(self.id)?, name, address, vpc_id, is_public, ..Resource::default() })
    }
}

fn vpc(json: &str) -> Result<Resource, Misfit> {
    let mut body: ResourceBody = body::object(json)?;
    let (address, vpc_id) = (take(&mut body.cidrv4), take(&mut body.vpc_id));
    body.resource(address, vpc_id)
}

fn subnet(json: &str) -> Result<Resource, Misfit> {
    let mut body: ResourceBody = body::object(json)?;
    let (address, vpc_id) = (take(&mut body.cidr), take(&mut body.vpc_id));
    body.resource(address, vpc_id)
}

fn port(json: &str) -> Result<Resource, Misfit> {
    let mut body: ResourceBody = body::object(json)?;
    let (owner, device) = (take(&mut body.device_owner), take(&mut body.device_id));
    let vpc_id = take(&mut body.network_id);
    let (addresses, subnets): (Vec<_>, Vec<_>) =
        take(&mut body.fixed_ips).into_iter().map(|ip| (ip.ip_address, ip.subnet_id)).unzip();
    let addresses: Vec<String> = addresses.into_iter().flatten().collect();
    let subnet_ids = subnets.into_iter().flatten().collect();
    Ok(Resource { owner, device, subnet_ids, ..body.resource(addresses.join(", "), vpc_id)? })
}

/// Reads `{"vpcs": […]}`, with the shared public network. The error says what does not fit.
pub fn read_vpcs(json: &str) -> Result<Vec<Row<Resource>>, String> {
    body::rows(json, "vpcs", vpc)
}

/// Reads `{"vpcsubnets": […]}`.
pub fn read_subnets(json: &str) -> Result<Vec<Row<Resource>>, String> {
    body::rows(json, "vpcsubnets", subnet)
}

/// Reads `{"ports": […]}`.
pub fn read_ports(json: &str) -> Result<Vec<Row<Resource>>, String> {
    body::rows(json, "ports", port)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn none() -> Resource {
        Resource { id: "a".to_owned(), ..Resource::default() }
    }

    #[track_caller]
    fn check(read: fn(&str) -> Result<Resource, Misfit>, attributes: &str, expect: Resource) {
        let json = format!(r#"{{"id":"a"{attributes}}}"#);
        assert_eq!(read(&json).ok(), Some(expect));
    }

    #[test]
    fn a_vpc_is_read() {
        check(vpc, "", none());
        check(vpc, r#","name":"n""#, Resource { name: "n".to_owned(), ..none() });
        check(vpc, r#","cidrv4":"10.0.0.0/8""#, Resource { address: "10.0.0.0/8".to_owned(), ..none() });
        check(vpc, r#","router:external":true"#, Resource { is_public: true, ..none() });
    }

    #[test]
    fn a_subnet_is_read() {
        check(subnet, r#","cidr":"10.0.0.0/8""#, Resource { address: "10.0.0.0/8".to_owned(), ..none() });
        check(subnet, r#","vpc_id":"v""#, Resource { vpc_id: "v".to_owned(), ..none() });
    }

    #[test]
    fn a_port_is_read() {
        check(port, r#","device_owner":"o""#, Resource { owner: "o".to_owned(), ..none() });
        check(port, r#","device_id":"d""#, Resource { device: "d".to_owned(), ..none() });
        check(port, r#","network_id":"v","vpc_id":"x""#, Resource { vpc_id: "v".to_owned(), ..none() });
        check(
            port,
            r#","fixed_ips":[{"ip_address":"1","subnet_id":"s"},{"ip_address":5},null,{"ip_address":"2"}]"#,
            Resource { address: "1, 2".to_owned(), subnet_ids: vec!["s".to_owned()], ..none() },
        );
    }

    #[test]
    fn all_but_the_id_may_be_odd() {
        check(vpc, r#","name":5,"cidrv4":null,"router:external":"yes""#, none());
        check(subnet, r#","name":{},"cidr":[],"vpc_id":7"#, none());
        check(port, r#","device_owner":1,"device_id":[],"network_id":{},"fixed_ips":{}"#, none());
        assert!(port(r#"{"id":5}"#).is_err());
        assert!(vpc(r#"{"name":"n"}"#).is_err());
    }

    #[test]
    fn each_list_has_its_name() {
        let row = || vec![Row::Read(none().into())];
        assert_eq!(read_vpcs(r#"{"vpcs":[{"id":"a"}]}"#), Ok(row()));
        assert_eq!(read_subnets(r#"{"vpcsubnets":[{"id":"a"}]}"#), Ok(row()));
        assert_eq!(read_ports(r#"{"ports":[{"id":"a"}]}"#), Ok(row()));
        assert_eq!(read_ports(r#"{"vpcs":[]}"#), Err("ports is missing".to_owned()));
    }
}
