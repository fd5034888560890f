//! A flow log logger: its attributes, its life, and the JSON it is shown as.

use crate::clock::{self, Micros};
use serde_json::{Map, Value, json};

/// The columns a logger writes when `customized_field` is not given: all that the service knows today.
pub const DEFAULT_FIELDS: &str = "timestamp_start,timestamp_end,interface_id,owner_type,owner_id,subnet_id,vpc_id,\
    region,protocol,src_addr,dst_addr,src_port,dst_port,tcp_flag,packets,bytes,direction,filter,\
    transithub_drop_no_route_packets,transithub_drop_no_route_bytes,transithub_drop_black_hole_packets,\
    transithub_drop_black_hole_bytes,status,traffic_path";

/// What a logger collects from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// One port.
    Port,
    /// Every port with an address in one subnet.
    Subnet,
    /// Every port of one VPC.
    Vpc,
}

impl Target {
    /// The word of the API.
    pub fn word(self) -> &'static str {
        match self {
            Self::Port => "PORT",
            Self::Subnet => "SUBNET",
            Self::Vpc => "VPC",
        }
    }
}

/// Why a logger is in ERROR: the guide's "Error type".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The service's own account got no token.
    Authentication,
    /// The container answered 403 to the service's account.
    Configuration,
    /// The container answered anything else that is no success.
    Unavailable,
}

impl Failure {
    /// The word of the API.
    pub fn word(self) -> &'static str {
        match self {
            Self::Authentication => "AuthenticationSystemError",
            Self::Configuration => "OBSConfigurationError",
            Self::Unavailable => "OBSServiceNotAvailableError",
        }
    }
}

/// How far a logger has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Its storage is tried at this time.
    Building(Micros),
    /// Its storage took the dummy object.
    Ready,
    /// Its storage did not.
    Failed(Failure),
}

/// The attributes that a create request sets.
#[derive(Clone, Debug)]
pub struct Draft {
    pub name: String,
    pub description: String,
    pub target: Target,
    pub resource_id: String,
    pub filter: String,
    /// Minutes, 1 to 15.
    pub aggregation_interval: u64,
    pub connection_setup_only: bool,
    pub storage_url: String,
    pub log_format: String,
    pub compression_type: String,
    pub customized_field: String,
    pub partition_period: String,
    /// Left out of answers when the request left it out.
    pub customized_file_name: Option<String>,
    pub admin_state_up: bool,
}

/// The attributes that an edit may change.
#[derive(Clone, Debug)]
pub struct Edit {
    pub name: String,
    pub description: Option<String>,
    pub admin_state_up: Option<bool>,
}

/// A logger as the service keeps it.
#[derive(Clone, Debug)]
pub struct Logger {
    pub id: String,
    pub draft: Draft,
    pub stage: Stage,
    pub created: Micros,
    pub updated: Micros,
    /// Whether the last change was a user's edit, whose time is written with microseconds.
    pub edited: bool,
    pub revision: u64,
}

impl Logger {
    /// The word of the API. A logger that is switched off shows so only once its storage was tried.
    pub fn status(&self) -> &'static str {
        match self.stage {
            Stage::Building(_) => "BUILD",
            Stage::Failed(_) => "ERROR",
            Stage::Ready if self.draft.admin_state_up => "ACTIVE",
            Stage::Ready => "INACTIVE",
        }
    }

    /// Applies an edit. An attribute that the request leaves out keeps its value.
    pub fn edit(&mut self, edit: Edit, now: Micros) {
        self.draft.name = edit.name;
        if let Some(description) = edit.description {
            self.draft.description = description;
        }
        if let Some(up) = edit.admin_state_up {
            self.draft.admin_state_up = up;
        }
        self.updated = now;
        self.edited = true;
        self.revision += 1;
    }

    /// The logger's JSON. `tenant_id`, `project_id` and `revision_number` are the internal fields that the
    /// guide warns of: "Fields not specified in the guide may appear in the API response."
    pub fn to_json(&self, tenant: &str) -> Value {
        let draft = &self.draft;
        let error_type = match self.stage {
            Stage::Failed(failure) => failure.word(),
            _ => "",
        };
        let updated = if self.edited { clock::precise(self.updated) } else { clock::plain(self.updated) };
        let mut map = Map::new();
        let mut put = |key: &str, value: Value| {
            map.insert(key.to_owned(), value);
        };
        put("id", json!(self.id));
        put("name", json!(draft.name));
        put("description", json!(draft.description));
        put("resource_type", json!(draft.target.word()));
        put("resource_id", json!(draft.resource_id));
        put("filter", json!(draft.filter));
        put("aggregation_interval", json!(draft.aggregation_interval));
        put("connection_setup_only", json!(draft.connection_setup_only));
        put("storage_type", json!("OBS"));
        put("storage_url", json!(draft.storage_url));
        put("log_format", json!(draft.log_format));
        put("compression_type", json!(draft.compression_type));
        put("customized_field", json!(draft.customized_field));
        put("partition_period", json!(draft.partition_period));
        put("admin_state_up", json!(draft.admin_state_up));
        put("status", json!(self.status()));
        put("error_type", json!(error_type));
        put("created_at", json!(clock::plain(self.created)));
        put("updated_at", json!(updated));
        put("tenant_id", json!(tenant));
        put("project_id", json!(tenant));
        put("revision_number", json!(self.revision));
        if let Some(name) = &draft.customized_file_name {
            put("customized_file_name", json!(name));
        }
        Value::Object(map)
    }
}
