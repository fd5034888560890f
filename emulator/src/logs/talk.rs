//! Who talks to whom: each talk stands for many connections of one kind. How many there are in a minute, and what each
//! of them is, follows from the seed and the time alone, so any file can be made by itself and at any time.

use super::flow::{ACK, Content, FIN, Flow, SYN, TCP, Traffic, UDP};
use super::network::{Host, mix};
use std::net::Ipv4Addr;
use std::ops::Range;

/// Minutes of a day.
pub const DAY: u64 = 24 * 60;
/// Korean time is so many minutes ahead of UTC.
pub const KOREA: u64 = 9 * 60;

/// One side of a talk.
#[derive(Clone, Copy, Debug)]
pub enum End {
    /// An interface, by its index.
    Host(usize),
    /// An address that no interface has.
    Other(Ipv4Addr),
    /// Any of so many addresses from this one on, another for each connection.
    Crowd(Ipv4Addr, u32),
}

/// The port that the clients ask for.
#[derive(Clone, Copy, Debug)]
pub enum Door {
    Port(u16),
    /// So many ports in each minute, one after another, from 1 on, without 80 and 443.
    Scan(u64),
    /// Any of those that strangers try.
    Noise,
}

const NOISE: [u16; 12] = [23, 22, 445, 3389, 8080, 5900, 1433, 6379, 2323, 81, 8443, 5060];

/// When there are connections.
#[derive(Clone, Copy, Debug)]
pub enum Pace {
    /// One each so many seconds. They divide a minute.
    Every(u64),
    /// So many in each minute.
    PerMinute(u64),
    /// So many in 1,000 minutes of an average day: more in the hours of work, fewer at night.
    Busy(u64),
    /// So many connections that stay open. A logger writes one record of each for each of its intervals.
    Lasting(u64),
}

/// What becomes of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Answered,
    /// A security group at the server drops it.
    Dropped,
    /// Nobody has the server's address.
    Unanswered,
}

/// The traffic of one connection, of a lasting one in a minute: packets and bytes of a packet, there and back.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    pub there: (u64, u64),
    pub back: (u64, u64),
    /// Whether the number of packets varies around these.
    pub varies: bool,
}

#[derive(Clone, Debug)]
pub struct Talk {
    /// Decides everything that is left to chance.
    pub seed: u64,
    pub client: End,
    pub server: End,
    pub protocol: u8,
    pub door: Door,
    pub pace: Pace,
    pub fate: Fate,
    pub load: Load,
    /// The traffic path of its records.
    pub path: u8,
    /// In minutes since 1970.
    pub when: Range<u64>,
    /// In minutes of each Korean day.
    pub daily: Range<u64>,
}

/// How busy each hour of a Korean day is, in thousandths of an average one.
const HOURS: [u64; 24] = [
    440, 340, 290, 240, 240, 290, 440, 680, 970, 1360, 1550, 1550, 1450, 1450, 1550, 1550, 1450, 1360, 1260,
    1260, 1360, 1260, 970, 680,
];

/// The minute of the Korean day.
fn of_day(minute: u64) -> u64 {
    (minute + KOREA) % DAY
}

/// The same between two hours, so that nothing jumps at an hour.
fn busy(minute: u64) -> u64 {
    let minute = of_day(minute);
    let hour = |at: u64| HOURS[usize::try_from(at % 24).unwrap_or_default()];
    let (at, part) = (minute / 60, minute % 60);
    (hour(at) * (60 - part) + hour(at + 1) * part) / 60
}

impl Talk {
    fn is_on(&self, minute: u64) -> bool {
        self.when.contains(&minute) && self.daily.contains(&of_day(minute))
    }

    pub fn lasts(&self) -> bool {
        matches!(self.pace, Pace::Lasting(_))
    }

    /// The connections of some minutes: those that begin, or the lasting ones if there are any.
    pub fn connections(&self, minutes: Range<u64>) -> u64 {
        if let Pace::Lasting(count) = self.pace {
            return if minutes.into_iter().any(|minute| self.is_on(minute)) { count } else { 0 };
        }
        minutes.map(|minute| self.begun(minute)).sum()
    }

    /// The connections that begin in a minute.
    fn begun(&self, minute: u64) -> u64 {
        if !self.is_on(minute) {
            return 0;
        }
        match self.pace {
            Pace::Every(seconds) => 60 / seconds,
            Pace::PerMinute(count) => count,
            // In millionths; chance decides about the rest.
            Pace::Busy(count) => (count * busy(minute) + mix(&[self.seed, minute]) % 1_000_000) / 1_000_000,
            Pace::Lasting(_) => 0,
        }
    }

    /// The records that one interface has of each connection.
    pub fn records(&self, at_server: bool) -> u64 {
        match (self.host(at_server), self.fate) {
            (Some(_), Fate::Answered) => 2,
            (Some(_), _) => 1,
            (None, _) => 0,
        }
    }

    /// The interface at one side.
    pub fn host(&self, at_server: bool) -> Option<usize> {
        match if at_server { self.server } else { self.client } {
            End::Host(host) => Some(host),
            _ => None,
        }
    }

    /// Whether the records of one interface are of dropped packets. The client's interface let them pass.
    pub fn is_dropped(&self, at_server: bool) -> bool {
        at_server && self.fate == Fate::Dropped
    }

    /// Whether its records are of connections that are set up.
    pub fn sets_up(&self) -> bool {
        self.protocol == TCP && !self.lasts()
    }

    /// One record: of the connection with this number among those of the minutes, the way there (0) or back (1).
    pub fn flow(&self, hosts: &[Host], at_server: bool, minutes: Range<u64>, number: u64, way: u64) -> Flow {
        let key = if self.lasts() { self.when.start } else { minutes.start };
        let chance = mix(&[self.seed, key, number]);
        let (start, end) = self.span(&minutes, number, chance);
        let back = way == 1;
        let (client, server) =
            (address(hosts, self.client, chance), address(hosts, self.server, chance >> 7));
        let client_port = match self.protocol {
            TCP | UDP => 32_768 + small(mix(&[chance, 1]) % 28_232),
            _ => 0,
        };
        let server_port = self.server_port(minutes.start, number, chance);
        let packets = self.packets(minutes, number, back);
        let size = if back { self.load.back.1 } else { self.load.there.1 };
        let egress = at_server == back;
        let (source, destination) = if back { (server, client) } else { (client, server) };
        let (source_port, destination_port) =
            if back { (server_port, client_port) } else { (client_port, server_port) };
        let traffic = Traffic {
            protocol: self.protocol,
            source,
            destination,
            source_port,
            destination_port,
            flags: self.flags(),
            packets,
            bytes: packets * size,
            egress,
            dropped: self.is_dropped(at_server),
            path: self.path,
        };
        let host = self.host(at_server).unwrap_or(usize::MAX);
        Flow { host, start, end, content: Content::Traffic(traffic) }
    }

    /// The times of a connection's first and last packet, both in the given minutes.
    fn span(&self, minutes: &Range<u64>, number: u64, chance: u64) -> (u64, u64) {
        const MINUTE: u64 = 60_000;
        if self.lasts() {
            let on = || minutes.clone().filter(|minute| self.is_on(*minute));
            let first = on().next().unwrap_or(minutes.start);
            let last = on().next_back().unwrap_or(minutes.start);
            return (first * MINUTE + chance % 20_000, last * MINUTE + MINUTE - 1 - (chance >> 20) % 20_000);
        }
        let start = match self.pace {
            Pace::Every(seconds) => (self.seed % seconds + number * seconds) * 1_000 + chance % 1_000,
            _ => chance % MINUTE,
        };
        let length = 1 + (chance >> 20) % 9_000;
        (minutes.start * MINUTE + start, minutes.start * MINUTE + (start + length).min(MINUTE - 1))
    }

    fn server_port(&self, minute: u64, number: u64, chance: u64) -> u16 {
        match self.door {
            Door::Port(port) => port,
            Door::Scan(count) => {
                let port = 1 + (minute - self.when.start) * count + number;
                small(if port < 80 {
                    port
                } else if port < 442 {
                    port + 1
                } else {
                    port + 2
                })
            }
            Door::Noise => NOISE[usize::try_from((chance >> 33) % NOISE.len() as u64).unwrap_or_default()],
        }
    }

    fn flags(&self) -> u8 {
        match self.fate {
            _ if self.protocol != TCP => 0,
            Fate::Answered if self.lasts() => ACK,
            Fate::Answered => SYN | ACK | FIN,
            Fate::Dropped | Fate::Unanswered => SYN,
        }
    }

    /// The packets of one way. Those of a lasting connection add up over the minutes, whatever the interval.
    fn packets(&self, minutes: Range<u64>, number: u64, back: bool) -> u64 {
        let usual = if back { self.load.back.0 } else { self.load.there.0 };
        let of_minute = |minute: u64| {
            if !self.load.varies {
                return usual;
            }
            // A quarter less to a quarter more.
            let chance = 750 + mix(&[self.seed, minute, number, 2 + u64::from(back)]) % 501;
            let share = if self.lasts() { busy(minute) } else { 1_000 };
            (usual * chance * share / 1_000_000).max(1)
        };
        if self.lasts() {
            minutes.filter(|minute| self.is_on(*minute)).map(of_minute).sum()
        } else {
            of_minute(minutes.start)
        }
    }
}

fn address(hosts: &[Host], end: End, chance: u64) -> Ipv4Addr {
    match end {
        End::Host(host) => hosts.get(host).map_or(Ipv4Addr::UNSPECIFIED, |host| host.address),
        End::Other(address) => address,
        End::Crowd(first, count) => {
            let at = u32::try_from((chance >> 12) % u64::from(count)).unwrap_or_default();
            Ipv4Addr::from(u32::from(first) + at)
        }
    }
}

fn small(number: u64) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
