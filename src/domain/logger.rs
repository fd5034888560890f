//! A flow log logger: what to capture on a port, subnet or VPC, and where the files go.
//! Guide: "Flow log logger".

use super::template::{FileNameTemplate, Partition};
use super::timestamp::Timestamp;

/// Declares an enumeration of the service whose unknown values are kept as they came.
macro_rules! open_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
            /// A value that this version does not know, as the service wrote it.
            Other(String),
        }

        impl $name {
            /// Every value that the guide names.
            pub const KNOWN: &[$name] = &[$($name::$variant),*];

            /// The text as it stands in a request or an answer.
            pub fn wire(&self) -> &str {
                match self {
                    $($name::$variant => $text,)*
                    $name::Other(text) => text,
                }
            }

            /// This value, or `absent` where the service left the attribute out or empty.
            pub fn or(&self, absent: $name) -> $name {
                if self.wire().is_empty() { absent } else { self.clone() }
            }

            /// The value of a text in an answer.
            pub fn of_wire(text: &str) -> $name {
                match text {
                    $($text => $name::$variant,)*
                    other => $name::Other(other.to_owned()),
                }
            }
        }
    };
}

open_enum! {
    /// The kind of resource that a logger collects from (`resource_type`).
    TargetType {
        Port = "PORT",
        Subnet = "SUBNET",
        Vpc = "VPC",
    }
}

open_enum! {
    /// Which packets are captured (`filter`).
    TrafficFilter {
        /// Allowed and blocked packets.
        All = "ALL",
        /// Only packets that are allowed to communicate.
        Accept = "ACCEPT",
        /// Only packets that are blocked.
        Drop = "DROP",
    }
}

open_enum! {
    /// The kind of storage (`storage_type`). The guide knows object storage alone.
    StorageType {
        ObjectStorage = "OBS",
    }
}

open_enum! {
    /// The format of the files (`log_format`).
    LogFormat {
        Csv = "CSV",
        Parquet = "PARQUET",
    }
}

open_enum! {
    /// The compression of the files (`compression_type`).
    Compression {
        Raw = "RAW",
        Gzip = "GZIP",
    }
}

open_enum! {
    /// The status of a logger (`status`). `INACTIVE` stands in the guide's edit example, not in its table.
    Status {
        Active = "ACTIVE",
        Build = "BUILD",
        Inactive = "INACTIVE",
        Error = "ERROR",
    }
}

open_enum! {
    /// Why a logger is in `ERROR` (`error_type`). Guide: "Error type".
    ErrorType {
        AuthenticationSystem = "AuthenticationSystemError",
        StorageConfiguration = "OBSConfigurationError",
        StorageUnavailable = "OBSServiceNotAvailableError",
    }
}

/// The folders of the files (`partition_period`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartitionPeriod {
    /// A value that the guide documents.
    Known(Partition),
    /// A text that is neither `DAY`, `HOUR` nor a template of the documented form.
    Other(String),
}

impl PartitionPeriod {
    /// `DAY`, `HOUR` or the template.
    pub fn wire(&self) -> &str {
        match self {
            PartitionPeriod::Known(partition) => partition.wire(),
            PartitionPeriod::Other(text) => text,
        }
    }
}

/// One flow log logger as the service describes it. Absent optional attributes are `None` or empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Logger {
    /// The id.
    pub id: String,
    /// The name, which several loggers may have.
    pub name: String,
    /// The description.
    pub description: String,
    /// The kind of the target (`resource_type`).
    pub target_type: TargetType,
    /// The id of the port, subnet or VPC (`resource_id`).
    pub target_id: String,
    /// Which packets are captured.
    pub filter: TrafficFilter,
    /// Minutes between two files.
    pub aggregation_interval: Option<i64>,
    /// Whether only packets that set up a connection are captured.
    pub connection_setup_only: bool,
    /// The kind of storage.
    pub storage_type: StorageType,
    /// Where the files are stored.
    pub storage_url: String,
    /// The format of the files.
    pub log_format: LogFormat,
    /// The compression of the files.
    pub compression: Compression,
    /// Names of the fields in the files, in order (`customized_field`).
    pub fields: Vec<String>,
    /// The folders of the files; `None` where the service left them out.
    pub partition: Option<PartitionPeriod>,
    /// The file-name template (`customized_file_name`); `None` where the service left it out.
    pub file_name: Option<String>,
    /// Whether the logger collects (`admin_state_up`); `None` where the service left it out.
    pub enabled: Option<bool>,
    /// The status.
    pub status: Status,
    /// Why the status is `ERROR`; `None` where the service gave none or an empty text.
    pub error_type: Option<ErrorType>,
    /// When the logger was created.
    pub created_at: Option<Timestamp>,
    /// When the logger was changed.
    pub updated_at: Option<Timestamp>,
    /// `updated_at` letter for letter, to notice that someone else has changed the logger.
    pub updated_text: String,
}

impl Logger {
    /// Whether the logger collects now, so that deleting or disabling it loses traffic.
    pub fn is_collecting(&self) -> bool {
        self.status == Status::Active && self.enabled != Some(false)
    }

    /// The documented default where the service names no file-name template.
    pub fn file_name_or_default(&self) -> &str {
        self.file_name.as_deref().unwrap_or(FileNameTemplate::DEFAULT)
    }
}

/// What `PUT` can change. Guide: "Edit a flow log logger"; every other attribute is fixed at creation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoggerEdit {
    pub name: String,
    pub description: String,
    pub enabled: bool,
}

impl LoggerEdit {
    pub fn of(logger: &Logger) -> LoggerEdit {
        LoggerEdit {
            name: logger.name.clone(),
            description: logger.description.clone(),
            // The guide's default for an absent `admin_state_up`.
            enabled: logger.enabled.unwrap_or(true),
        }
    }
}
