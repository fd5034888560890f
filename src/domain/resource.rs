//! Something that a logger can collect from: a port, a subnet or a VPC of the project.

use super::logger::TargetType;

/// A resource as the network API lists it, with what tells it from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    pub target_type: TargetType,
    pub id: String,
    /// Often empty for ports.
    pub name: String,
    /// Addresses of a port, the range (CIDR) of a subnet or VPC; may be empty.
    pub address: String,
    /// The owner of a port, such as `compute:nova`; empty for others.
    pub owner: String,
}

impl Resource {
    /// What a person calls it: its name, else its address and owner, else its id.
    pub fn title(&self) -> &str {
        [&self.name, &self.address, &self.owner].into_iter().find(|text| !text.is_empty()).unwrap_or(&self.id)
    }

    /// What else tells it from others, on one line.
    pub fn detail(&self) -> String {
        let title = self.title();
        let parts = [&self.address, &self.owner, &self.id].map(String::as_str);
        let rest: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty() && *part != title).collect();
        rest.join(" · ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, address: &str, owner: &str, title: &str, detail: &str) {
        let [name, address, owner] = [name, address, owner].map(str::to_owned);
        let resource = Resource { target_type: TargetType::Port, id: "id".to_owned(), name, address, owner };
        assert_eq!((resource.title(), resource.detail().as_str()), (title, detail));
    }

    #[test]
    fn a_nameless_port_is_called_by_its_address() {
        check("web", "10.0.0.5", "compute:nova", "web", "10.0.0.5 · compute:nova · id");
        check("", "10.0.0.5", "compute:nova", "10.0.0.5", "compute:nova · id");
        check("", "", "compute:nova", "compute:nova", "id");
        check("", "", "", "id", "");
    }
}
