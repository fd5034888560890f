//! A flow log logger: its attributes, its life, and the JSON that shows it.

use crate::clock::{self, Micros};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The columns of a log file when `customized_field` is not given: all that the service knows today.
pub const DEFAULT_FIELDS: &str = "timestamp_start,timestamp_end,interface_id,owner_type,owner_id,subnet_id,vpc_id,\
    region,protocol,src_addr,dst_addr,src_port,dst_port,tcp_flag,packets,bytes,direction,filter,\
    transithub_drop_no_route_packets,transithub_drop_no_route_bytes,transithub_drop_black_hole_packets,\
    transithub_drop_black_hole_bytes,status,traffic_path";

/// What a logger collects from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Target {
    /// One port.
    #[default]
    Port,
    /// Every port with an address in one subnet.
    Subnet,
    /// Every port of one VPC.
    Vpc,
}

/// Why a logger is in ERROR: the guide's "Error type".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The service's own account got no token.
    Authentication,
    /// The container answered 403 to the service's account.
    Configuration,
    /// The container gave any other answer that is not a success.
    Unavailable,
}

/// How far the build of a logger has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The service tries the storage at this time.
    Building(Micros),
    /// The storage accepted the test object.
    Ready,
    /// The storage refused it.
    Failed(Failure),
}

/// The attributes that a create request sets. The default has the documented defaults.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default)]
pub struct Draft {
    pub name: String,
    pub description: String,
    pub resource_type: Target,
    pub resource_id: String,
    pub filter: String,
    /// Minutes, 1 to 15.
    pub aggregation_interval: u64,
    pub connection_setup_only: bool,
    pub storage_type: String,
    pub storage_url: String,
    pub log_format: String,
    pub compression_type: String,
    pub customized_field: String,
    pub partition_period: String,
    /// Absent from answers when the request did not set it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customized_file_name: Option<String>,
    pub admin_state_up: bool,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            resource_type: Target::Port,
            resource_id: String::new(),
            filter: "ALL".to_owned(),
            aggregation_interval: 10,
            connection_setup_only: false,
            storage_type: "OBS".to_owned(),
            storage_url: String::new(),
            log_format: "CSV".to_owned(),
            compression_type: "RAW".to_owned(),
            customized_field: DEFAULT_FIELDS.to_owned(),
            partition_period: "DAY".to_owned(),
            customized_file_name: None,
            admin_state_up: true,
        }
    }
}

/// The attributes that an edit may change.
#[derive(Clone, Debug, Deserialize)]
pub struct Edit {
    pub name: String,
    pub description: Option<String>,
    pub admin_state_up: Option<bool>,
}

/// A time, shown in the form of the change that it stands for.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Stamp {
    #[serde(skip)]
    pub at: Micros,
    text: String,
}

impl Stamp {
    /// The time of a change by the service.
    pub fn new(at: Micros) -> Self {
        Self { at, text: clock::plain(at) }
    }

    /// The time of an edit by a user, which is shown with microseconds.
    pub fn of_edit(at: Micros) -> Self {
        Self { at, text: clock::precise(at) }
    }
}

/// A logger as the service keeps it.
#[derive(Clone, Debug)]
pub struct Logger {
    pub id: String,
    pub draft: Draft,
    pub stage: Stage,
    pub created: Stamp,
    pub updated: Stamp,
    /// The number of edits.
    pub revision: u64,
    tenant: &'static str,
    /// The JSON that shows it, so that a list of 10,000 loggers is ready at once.
    json: Box<RawValue>,
}

/// A logger as the API shows it. `tenant_id`, `project_id` and `revision_number` are internal fields, as the guide
/// warns: "Fields not specified in the guide may appear in the API response."
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    #[serde(flatten)]
    draft: &'a Draft,
    status: &'static str,
    error_type: &'static str,
    created_at: &'a Stamp,
    updated_at: &'a Stamp,
    tenant_id: &'static str,
    project_id: &'static str,
    revision_number: u64,
}

impl Logger {
    /// A new logger.
    pub fn new(id: String, draft: Draft, stage: Stage, created: Micros, tenant: &'static str) -> Self {
        let created = Stamp::new(created);
        let json = RawValue::NULL.to_owned();
        let mut logger =
            Self { id, draft, stage, updated: created.clone(), created, revision: 0, tenant, json };
        logger.show();
        logger
    }

    /// The status of the API. A logger that is switched off is INACTIVE only after its storage was tried.
    pub fn status(&self) -> &'static str {
        match self.stage {
            Stage::Building(_) => "BUILD",
            Stage::Failed(_) => "ERROR",
            Stage::Ready if self.draft.admin_state_up => "ACTIVE",
            Stage::Ready => "INACTIVE",
        }
    }

    /// Ends the build.
    pub fn settle(&mut self, result: Result<(), Failure>, at: Micros) {
        self.stage = result.map_or_else(Stage::Failed, |()| Stage::Ready);
        if self.revision == 0 {
            self.updated = Stamp::new(at);
        }
        self.show();
    }

    /// Applies an edit. An attribute that the request leaves out keeps its value.
    pub fn edit(&mut self, edit: Edit, now: Micros) {
        self.draft.name = edit.name;
        if let Some(description) = edit.description {
            self.draft.description = description;
        }
        self.draft.admin_state_up = edit.admin_state_up.unwrap_or(self.draft.admin_state_up);
        self.set_edited(now);
    }

    /// Sets the time of an edit.
    pub fn set_edited(&mut self, at: Micros) {
        self.updated = Stamp::of_edit(at);
        self.revision += 1;
        self.show();
    }

    /// The logger as the API shows it.
    pub fn json(&self) -> &RawValue {
        &self.json
    }

    /// Makes the JSON after a change.
    fn show(&mut self) {
        let row = Row {
            id: &self.id,
            draft: &self.draft,
            status: self.status(),
            error_type: match self.stage {
                Stage::Failed(Failure::Authentication) => "AuthenticationSystemError",
                Stage::Failed(Failure::Configuration) => "OBSConfigurationError",
                Stage::Failed(Failure::Unavailable) => "OBSServiceNotAvailableError",
                _ => "",
            },
            created_at: &self.created,
            updated_at: &self.updated,
            tenant_id: self.tenant,
            project_id: self.tenant,
            revision_number: self.revision,
        };
        // A row of texts, numbers and booleans is always JSON.
        self.json = serde_json::value::to_raw_value(&row).unwrap_or_default();
    }
}
