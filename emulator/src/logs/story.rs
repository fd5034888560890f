//! The story that the logs of the first sample network tell. Its day is the Korean day before the one on which the
//! emulator started, or was reset; times are Korean.
//!
//! | what | who | when | how much | loggers that have it |
//! |---|---|---|---|---|
//! | A port scan | 192.0.2.77 → both load balancers of prod-web, 10.10.1.5 and 10.10.1.6 | 03:12 to 03:16 | 2,040 dropped SYN: ports 1 to 1022 without 80 and 443, one each and balancer | `web-prod-denied`, `prod-vpc-drops`, `prod-vpc-baseline`, `web-prod-lb-1`, `web-prod-lb-2` |
//! | The same source tries SSH | 192.0.2.77 → port 22 of the 15 servers of shared-management | 03:16 to 03:18 | 150 dropped SYN, 10 for each server | `bastion-probes`, `shared-services-audit` |
//! | A security group begins to drop the database's port | the 31 servers of prod-app → db-prod-06, 10.10.3.12, port 3306 | from 14:07 | until then 62 lasting connections; then 93 dropped SYN a minute | `db-prod-denied`, `db-prod-replica`, `prod-vpc-drops`, `prod-vpc-baseline`; the way out at `app-prod-all` |
//! | A talker that dominates | web-prod-03, 10.10.1.9 → 198.51.100.141 port 8443 | from 09:00 | 336,000,000 bytes a minute in one connection: most bytes of prod-vpc | `web-prod-03-debug`, `web-prod-ingress`, `prod-vpc-baseline` |
//! | A batch job | app-prod-09, 10.10.2.15, reads db-prod-03, 10.10.3.9, and writes to 198.51.100.200 through the service gateway | every night, 01:30 to 02:10 | 2,688,000,000 bytes read, 2,240,000,000 written | `app-prod-egress`, `app-prod-all`, `db-prod-primary`, `prod-vpc-baseline` |
//! | Connections to nobody | the 31 servers of prod-app → 10.10.2.90 port 7070, a worker that was removed | always, one a minute each | 31 SYN a minute without an answer | `app-prod-all`, `prod-vpc-baseline` |
//! | Health checks | the load balancers of prod-web → port 8080 of its 35 servers | always, each every 10 s | 210 connections a minute, 840 records a minute in `prod-vpc-baseline` | `web-prod-lb-1`, `web-prod-lb-2`, `web-prod-ingress`, `prod-vpc-baseline` |
//!
//! Around it: users, pools of database connections, name lookups, measurements, SSH sessions in the hours of work, and
//! what the internet tries at every address that it reaches.

use super::talk::Load;
use std::net::Ipv4Addr;
use std::ops::Range;

pub const SCANNER: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 77);
pub const SCAN: Range<u64> = 3 * 60 + 12..3 * 60 + 16;
pub const SCANNED_PORTS_A_MINUTE: u64 = 255;
pub const SSH_TRIES: Range<u64> = 3 * 60 + 16..3 * 60 + 18;
pub const SSH_TRIES_A_MINUTE: u64 = 5;

/// Positions of servers in their subnets.
pub const PRIMARY: usize = 6;
pub const REPLICA: usize = 9;
pub const WORKER: usize = 12;
pub const TALKER: usize = 6;
pub const BASTION: usize = 6;
pub const MONITOR: usize = 9;

pub const REFUSED_FROM: u64 = 14 * 60 + 7;
pub const RETRY_SECONDS: u64 = 20;

pub const SINK: Ipv4Addr = Ipv4Addr::new(198, 51, 100, 141);
pub const HEAVY_FROM: u64 = 9 * 60;
pub const HEAVY: Load = Load { there: (240_000, 1_400), back: (60_000, 60), varies: false };

pub const ARCHIVE: Ipv4Addr = Ipv4Addr::new(198, 51, 100, 200);
pub const BATCH: Range<u64> = 90..130;
/// Those that read and those that write.
pub const BATCH_CONNECTIONS: (u64, u64) = (4, 8);
pub const BATCH_READ: Load = Load { there: (3_000, 60), back: (12_000, 1_400), varies: false };
pub const BATCH_WRITE: Load = Load { there: (5_000, 1_400), back: (1_000, 60), varies: false };

pub const RETIRED: Ipv4Addr = Ipv4Addr::new(10, 10, 2, 90);
