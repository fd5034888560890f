//! Something that a logger can collect from: a port, a subnet or a VPC of the project.

use super::logger::TargetType;

/// A resource as the network API lists it, with what tells it from others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resource {
    pub id: String,
    /// Often empty for ports.
    pub name: String,
    /// Addresses of a port, the range (CIDR) of a subnet or VPC; may be empty.
    pub address: String,
    /// The owner of a port, such as `compute:nova`; empty for others.
    pub owner: String,
    /// The id of what a port is plugged into; empty for others.
    pub device: String,
    /// The VPC of a port or subnet; empty for a VPC.
    pub vpc_id: String,
    /// The subnets that a port has addresses of; empty for others.
    pub subnet_ids: Vec<String>,
    /// Whether it belongs to the public network that all projects share, from which no logger collects.
    pub is_public: bool,
}

impl Resource {
    /// What a person calls it: its name, else its address, else its owner, else its id.
    pub fn title(&self) -> &str {
        [&self.name, &self.address, &self.owner].into_iter().find(|text| !text.is_empty()).unwrap_or(&self.id)
    }

    /// What distinguishes it from others besides its id, on one line. `vpc` is the name of its VPC; it may be empty.
    pub fn detail(&self, vpc: &str) -> String {
        let title = self.title();
        let parts = [self.address.as_str(), &self.owner, &self.device, vpc];
        let rest: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty() && *part != title).collect();
        rest.join(" · ")
    }

    /// Whether a logger of this target would collect from this port.
    pub fn is_covered_by(&self, target_type: &TargetType, id: &str) -> bool {
        match target_type {
            TargetType::Vpc => self.vpc_id == id,
            TargetType::Subnet => self.subnet_ids.iter().any(|subnet| subnet == id),
            TargetType::Port | TargetType::Other(_) => self.id == id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn port(name: &str, address: &str, owner: &str, device: &str) -> Resource {
        let [name, address, owner, device] = [name, address, owner, device].map(str::to_owned);
        Resource { id: "id".to_owned(), name, address, owner, device, ..Resource::default() }
    }

    #[track_caller]
    fn check(resource: Resource, title: &str, detail: &str) {
        assert_eq!((resource.title(), resource.detail("").as_str()), (title, detail));
    }

    #[test]
    fn a_nameless_port_is_called_by_its_address() {
        check(port("web", "10.0.0.5", "compute:nova", "d"), "web", "10.0.0.5 · compute:nova · d");
        check(port("", "10.0.0.5", "compute:nova", ""), "10.0.0.5", "compute:nova");
        check(port("", "", "compute:nova", ""), "compute:nova", "");
        check(port("", "", "", ""), "id", "");
    }

    #[test]
    fn a_subnet_names_its_vpc() {
        assert_eq!(port("web", "10.0.0.0/24", "", "").detail("prod"), "10.0.0.0/24 · prod");
    }

    #[test]
    fn a_port_is_covered_by_its_vpc_and_its_subnets() {
        let port = Resource {
            id: "p".to_owned(),
            vpc_id: "v".to_owned(),
            subnet_ids: vec!["s".to_owned(), "t".to_owned()],
            ..Resource::default()
        };
        let covers = |target_type, id| port.is_covered_by(&target_type, id);
        assert!(
            covers(TargetType::Vpc, "v") && covers(TargetType::Subnet, "t") && covers(TargetType::Port, "p")
        );
        assert!(!covers(TargetType::Vpc, "s") && !covers(TargetType::Subnet, "v"));
    }
}
