//! The service's ports, and which services answer on each.

use crate::options::Options;

/// A port and what it serves.
#[derive(Clone, Debug, Default)]
pub struct Endpoint {
    pub realm: usize,
    pub region: usize,
    pub site: bool,
    pub identity: bool,
    pub network: bool,
    pub storage: bool,
    /// Host and port, known once it listens.
    pub authority: String,
}

/// What a browser can ask an endpoint for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    Site,
    Identity,
    Network,
    Storage,
}

/// The ports that the options ask for, the main one first.
pub fn plan(options: &Options) -> Vec<Endpoint> {
    let mut endpoints = Vec::new();
    if options.separate {
        endpoints.push(Endpoint { site: true, ..Endpoint::default() });
    }
    for realm in 0..options.realms {
        if options.separate {
            endpoints.push(Endpoint { realm, identity: true, ..Endpoint::default() });
        }
        for region in 0..options.regions {
            let endpoint = Endpoint { realm, region, ..Endpoint::default() };
            if options.separate {
                endpoints.push(Endpoint { network: true, ..endpoint.clone() });
                endpoints.push(Endpoint { storage: true, ..endpoint });
            } else {
                // The first port of a realm also serves its identity, the first port of all also the site.
                let (site, identity) = (endpoints.is_empty(), region == 0);
                endpoints.push(Endpoint { site, identity, network: true, storage: true, ..endpoint });
            }
        }
    }
    endpoints
}

/// The endpoint of a service in a region. Identity has one for all regions of a realm.
pub fn find(endpoints: &[Endpoint], service: Service, realm: usize, region: usize) -> Option<&Endpoint> {
    let mut own = endpoints.iter().filter(|endpoint| endpoint.realm == realm);
    match service {
        Service::Site => endpoints.iter().find(|endpoint| endpoint.site),
        Service::Identity => own.find(|endpoint| endpoint.identity),
        Service::Network => own.find(|endpoint| endpoint.network && endpoint.region == region),
        Service::Storage => own.find(|endpoint| endpoint.storage && endpoint.region == region),
    }
}

impl Endpoint {
    /// The service that answers a path of this port.
    pub fn service(&self, path: &str) -> Service {
        let under =
            |root: &str| path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let identity = under("/v2.0/tokens") || under("/v2.0/tenants") || !self.network;
        match () {
            () if under("/v1") && self.storage => Service::Storage,
            () if under("/v2.0") && self.identity && identity => Service::Identity,
            () if under("/v2.0") && self.network => Service::Network,
            () => Service::Site,
        }
    }

    /// `http://` and the host and port.
    pub fn origin(&self) -> String {
        format!("http://{}", self.authority)
    }

    /// The origin for a caller that reached this machine by the name in `host`.
    pub fn origin_by_name(&self, host: &str) -> String {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => host,
        };
        let port = self.authority.rsplit_once(':').map_or("80", |(_, port)| port);
        format!("http://{name}:{port}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A letter for each thing that a port serves, with its realm and region.
    #[track_caller]
    fn check(regions: usize, realms: usize, separate: bool, expect: &[&str]) {
        let options = Options { regions, realms, separate, ..Options::default() };
        let text = |endpoint: Endpoint| {
            let letters = [
                (endpoint.site, 's'),
                (endpoint.identity, 'i'),
                (endpoint.network, 'n'),
                (endpoint.storage, 'o'),
            ];
            let letters: String = letters.iter().filter(|(on, _)| *on).map(|(_, letter)| letter).collect();
            format!("{letters}{}{}", endpoint.realm, endpoint.region)
        };
        assert_eq!(plan(&options).into_iter().map(text).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn ports() {
        check(1, 1, false, &["sino00"]);
        check(2, 1, false, &["sino00", "no01"]);
        check(2, 2, false, &["sino00", "no01", "ino10", "no11"]);
        check(1, 1, true, &["s00", "i00", "n00", "o00"]);
        check(2, 2, true, &["s00", "i00", "n00", "o00", "n01", "o01", "i10", "n10", "o10", "n11", "o11"]);
    }

    #[track_caller]
    fn serves(endpoint: &Endpoint, path: &str, expect: Service) {
        assert_eq!(endpoint.service(path), expect, "{path}");
    }

    #[test]
    fn services_by_path() {
        let all =
            Endpoint { site: true, identity: true, network: true, storage: true, ..Endpoint::default() };
        serves(&all, "/v2.0/tokens", Service::Identity);
        serves(&all, "/v2.0/tenants", Service::Identity);
        serves(&all, "/v2.0/tokens-of-mine", Service::Network);
        serves(&all, "/v2.0/flowlog-loggers", Service::Network);
        serves(&all, "/v1/AUTH_1/c", Service::Storage);
        serves(&all, "/v1.css", Service::Site);
        serves(&all, "/", Service::Site);
        serves(&Endpoint { identity: true, ..Endpoint::default() }, "/v2.0/ports", Service::Identity);
        serves(&Endpoint { network: true, ..Endpoint::default() }, "/v2.0/tokens", Service::Network);
        serves(&Endpoint { site: true, ..Endpoint::default() }, "/v2.0/tokens", Service::Site);
    }

    #[test]
    fn origins_keep_the_callers_name() {
        let endpoint = Endpoint { authority: "127.0.0.1:99".to_owned(), ..Endpoint::default() };
        assert_eq!(endpoint.origin(), "http://127.0.0.1:99");
        assert_eq!(endpoint.origin_by_name("localhost:8080"), "http://localhost:99");
        assert_eq!(endpoint.origin_by_name("localhost"), "http://localhost:99");
        assert_eq!(endpoint.origin_by_name("[::1]:8080"), "http://[::1]:99");
        assert_eq!(endpoint.origin_by_name("[::1]"), "http://[::1]:99");
    }
}
