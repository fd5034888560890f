//! Which service answers on which port.

use crate::Options;

/// What one port serves.
#[derive(Clone, Debug, Default)]
pub struct Seat {
    pub realm: usize,
    pub region: usize,
    pub site: bool,
    pub identity: bool,
    pub network: bool,
    pub storage: bool,
    /// Host and port, once it listens.
    pub authority: String,
}

/// A service of a browser's deployment, by what it serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    Site,
    Identity,
    Network,
    Storage,
}

/// The ports that the options ask for, the main one first.
pub fn plan(options: &Options) -> Vec<Seat> {
    let mut seats = Vec::new();
    if options.separate {
        seats.push(Seat { site: true, ..Seat::default() });
    }
    for realm in 0..options.realms {
        if options.separate {
            seats.push(Seat { realm, identity: true, ..Seat::default() });
        }
        for region in 0..options.regions {
            let seat = Seat { realm, region, ..Seat::default() };
            if options.separate {
                seats.push(Seat { network: true, ..seat.clone() });
                seats.push(Seat { storage: true, ..seat });
                continue;
            }
            // The first port of a realm answers for its identity, the very first for the site as well.
            let (site, identity) = (seats.is_empty(), region == 0);
            seats.push(Seat { site, identity, network: true, storage: true, ..seat });
        }
    }
    seats
}

/// The port of a service in a region. Identity has one for the whole realm, whatever the region is.
pub fn find(seats: &[Seat], service: Service, realm: usize, region: usize) -> Option<&Seat> {
    let mut own = seats.iter().filter(|seat| seat.realm == realm);
    match service {
        Service::Site => seats.iter().find(|seat| seat.site),
        Service::Identity => own.find(|seat| seat.identity),
        Service::Network => own.find(|seat| seat.network && seat.region == region),
        Service::Storage => own.find(|seat| seat.storage && seat.region == region),
    }
}

impl Seat {
    /// The service that a path of this port belongs to.
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

    /// The origin as a caller knows it who reached this machine by the name in `host`.
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
        let text = |seat: Seat| {
            let letters = [(seat.site, 's'), (seat.identity, 'i'), (seat.network, 'n'), (seat.storage, 'o')];
            let letters: String = letters.iter().filter(|(on, _)| *on).map(|(_, letter)| letter).collect();
            format!("{letters}{}{}", seat.realm, seat.region)
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
    fn serves(seat: &Seat, path: &str, expect: Service) {
        assert_eq!(seat.service(path), expect, "{path}");
    }

    #[test]
    fn services_by_path() {
        let all = Seat { site: true, identity: true, network: true, storage: true, ..Seat::default() };
        serves(&all, "/v2.0/tokens", Service::Identity);
        serves(&all, "/v2.0/tenants", Service::Identity);
        serves(&all, "/v2.0/tokens-of-mine", Service::Network);
        serves(&all, "/v2.0/flowlog-loggers", Service::Network);
        serves(&all, "/v1/AUTH_1/c", Service::Storage);
        serves(&all, "/v1.css", Service::Site);
        serves(&all, "/", Service::Site);
        serves(&Seat { identity: true, ..Seat::default() }, "/v2.0/ports", Service::Identity);
        serves(&Seat { network: true, ..Seat::default() }, "/v2.0/tokens", Service::Network);
        serves(&Seat { site: true, ..Seat::default() }, "/v2.0/tokens", Service::Site);
    }

    #[test]
    fn origins_keep_the_callers_name() {
        let seat = Seat { authority: "127.0.0.1:99".to_owned(), ..Seat::default() };
        assert_eq!(seat.origin(), "http://127.0.0.1:99");
        assert_eq!(seat.origin_by_name("localhost:8080"), "http://localhost:99");
        assert_eq!(seat.origin_by_name("localhost"), "http://localhost:99");
        assert_eq!(seat.origin_by_name("[::1]:8080"), "http://[::1]:99");
        assert_eq!(seat.origin_by_name("[::1]"), "http://[::1]:99");
    }
}
