//! A flow log logging port: a port that a logger really captures. Guide: "Flow log logging port".

use super::timestamp::Timestamp;

/// One logging port as the service describes it. The service makes and removes them; there is only a lookup.
#[derive(Clone, Debug, PartialEq)]
pub struct LoggingPort {
    pub id: String,
    pub logger_id: String,
    pub port_id: String,
    /// The VPC that the port is in.
    pub network_id: String,
    pub created_at: Option<Timestamp>,
    pub updated_at: Option<Timestamp>,
}
