//! A logger that is being written: every attribute of a create request as a person types it, and what is wrong
//! with it. Guide: "Create a flow log logger".

use uuid::Uuid;

use super::log_fields;
use super::logger::{Compression, LogFormat, Logger, PartitionPeriod, TargetType, TrafficFilter};
use super::storage_url::{self, Reading, StorageFault};
use super::template::{FileNameTemplate, Partition, PartitionTemplate, TemplateFault};
use super::timestamp::{CivilTime, Timestamp};

/// The shortest interval, in minutes.
pub const MIN_INTERVAL: i64 = 1;
/// The longest interval that the service's own console offers, in minutes.
pub const MAX_INTERVAL: i64 = 15;

/// How the folders are chosen in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartitionChoice {
    Day,
    Hour,
    Custom,
}

/// A step of the form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    #[default]
    Target,
    Collection,
    Storage,
    Review,
}

impl Step {
    pub const ALL: [Step; 4] = [Step::Target, Step::Collection, Step::Storage, Step::Review];
}

/// One thing that keeps a draft from being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftFault {
    NameMissing,
    ResourceMissing,
    ResourceNotUuid,
    IntervalNotNumber,
    IntervalOutOfRange,
    NoFields,
    Storage(StorageFault),
    Partition(TemplateFault),
    FileName(TemplateFault),
}

impl DraftFault {
    /// The step that holds the field at fault.
    pub fn step(&self) -> Step {
        match self {
            DraftFault::NameMissing | DraftFault::ResourceMissing | DraftFault::ResourceNotUuid => {
                Step::Target
            }
            DraftFault::IntervalNotNumber | DraftFault::IntervalOutOfRange | DraftFault::NoFields => {
                Step::Collection
            }
            DraftFault::Storage(_) | DraftFault::Partition(_) | DraftFault::FileName(_) => Step::Storage,
        }
    }
}

/// What a person has entered, letter for letter, so that nothing is lost while it is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub name: String,
    pub description: String,
    pub target_type: TargetType,
    pub target_id: String,
    pub filter: TrafficFilter,
    pub interval: String,
    pub connection_setup_only: bool,
    /// The chosen log fields, in the order of the files.
    pub fields: Vec<String>,
    pub storage_url: String,
    pub log_format: LogFormat,
    pub compression: Compression,
    pub partition: PartitionChoice,
    pub partition_template: String,
    /// Empty for the service's default.
    pub file_name: String,
    pub enabled: bool,
}

impl Default for Draft {
    /// The documented defaults.
    fn default() -> Draft {
        Draft {
            name: String::new(),
            description: String::new(),
            target_type: TargetType::Port,
            target_id: String::new(),
            filter: TrafficFilter::All,
            interval: "10".to_owned(),
            connection_setup_only: false,
            fields: log_fields::CURRENT.iter().map(|field| (*field).to_owned()).collect(),
            storage_url: String::new(),
            log_format: LogFormat::Csv,
            compression: Compression::Raw,
            partition: PartitionChoice::Day,
            partition_template: PartitionTemplate::EXAMPLE.to_owned(),
            file_name: String::new(),
            enabled: true,
        }
    }
}

/// A draft without a fault: what a create request says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLogger {
    pub name: String,
    pub description: String,
    pub target_type: TargetType,
    /// Hyphenated lower-case UUID.
    pub target_id: String,
    pub filter: TrafficFilter,
    /// Minutes.
    pub aggregation_interval: i64,
    pub connection_setup_only: bool,
    pub storage_url: String,
    pub log_format: LogFormat,
    pub compression: Compression,
    pub fields: Vec<String>,
    pub partition: Partition,
    pub file_name: Option<FileNameTemplate>,
    pub enabled: bool,
}

/// Stands for the id in a preview, where the service has not given one yet.
const PREVIEW_ID: &str = "00000000-0000-0000-0000-000000000000";

/// An id in the service's form; takes what people paste (braces, capitals, no hyphens).
pub fn uuid_of(text: &str) -> Option<String> {
    Uuid::try_parse(text.trim()).ok().map(|id| id.to_string())
}

impl Draft {
    /// A draft with another logger's attributes. The name gets a suffix, since two loggers of one name are
    /// hard to tell apart. What the service left out gets the documented default.
    pub fn clone_of(logger: &Logger, suffix: &str) -> Draft {
        let defaults = Draft::default();
        let (partition, partition_template) = match &logger.partition {
            Some(PartitionPeriod::Known(Partition::Day)) | None => {
                (PartitionChoice::Day, defaults.partition_template)
            }
            Some(PartitionPeriod::Known(Partition::Hour)) => {
                (PartitionChoice::Hour, defaults.partition_template)
            }
            Some(custom) => (PartitionChoice::Custom, custom.wire().to_owned()),
        };
        Draft {
            name: format!("{}{suffix}", logger.name),
            description: logger.description.clone(),
            target_type: logger.target_type.or(defaults.target_type),
            target_id: logger.target_id.clone(),
            filter: logger.filter.or(defaults.filter),
            interval: logger.aggregation_interval.map_or(defaults.interval, |minutes| minutes.to_string()),
            connection_setup_only: logger.connection_setup_only,
            fields: if logger.fields.is_empty() { defaults.fields } else { logger.fields.clone() },
            storage_url: logger.storage_url.clone(),
            log_format: logger.log_format.or(defaults.log_format),
            compression: logger.compression.or(defaults.compression),
            partition,
            partition_template,
            file_name: logger.file_name.clone().unwrap_or_default(),
            enabled: logger.enabled.unwrap_or(true),
        }
    }

    /// The target's id in the service's form.
    pub fn target_uuid(&self) -> Option<String> {
        uuid_of(&self.target_id)
    }

    pub fn partition(&self) -> Result<Partition, TemplateFault> {
        match self.partition {
            PartitionChoice::Day => Ok(Partition::Day),
            PartitionChoice::Hour => Ok(Partition::Hour),
            PartitionChoice::Custom => {
                PartitionTemplate::parse(self.partition_template.trim()).map(Partition::Custom)
            }
        }
    }

    /// `None` for the service's default.
    pub fn file_name(&self) -> Result<Option<FileNameTemplate>, TemplateFault> {
        match self.file_name.trim() {
            "" => Ok(None),
            text => FileNameTemplate::parse(text).map(Some),
        }
    }

    /// A file name template for the same files by which other programs read them more easily: Spark stumbles over `:`, and
    /// Spark, Trino and Athena know gzip by `.gz` alone. `None` where there is nothing to change.
    pub fn portable_file_name(&self) -> Option<String> {
        let template = self.file_name().ok()?.unwrap_or_default();
        let mut text = template.text().replace(':', "-");
        let is_gzip = (&self.log_format, &self.compression) == (&LogFormat::Csv, &Compression::Gzip);
        if is_gzip && !text.ends_with(".gz") {
            text.push_str(".gz");
        }
        (text != template.text()).then_some(text)
    }

    /// The storage URL, read part by part. `region` is the connected one.
    pub fn storage(&self, region: Option<&str>) -> Reading {
        storage_url::read(self.storage_url.trim(), region, self.appended_bytes())
    }

    /// Bytes that the service puts behind the directory: folders, file name and the slashes between.
    fn appended_bytes(&self) -> usize {
        let at = CivilTime { year: 2026, month: 12, day: 31, hour: 23, minute: 59, second: 59 };
        let folders = self.partition().map_or(0, |partition| partition.folder(&at).len() + 1);
        let name = self.file_name().ok().flatten().unwrap_or_default();
        folders + name.render(PREVIEW_ID, &at).len() + 1
    }

    /// Where a file written at `now` goes; `None` while the storage part is at fault.
    pub fn preview(&self, now: Timestamp) -> Option<String> {
        let url = self.storage(None).url?;
        let partition = self.partition().ok()?;
        let name = self.file_name().ok()?.unwrap_or_default();
        Some(super::template::preview_path(&url, &partition, &name, PREVIEW_ID, &now.civil_kst()))
    }

    /// Everything that is wrong, in the order of the form.
    pub fn faults(&self) -> Vec<DraftFault> {
        let mut faults = Vec::new();
        if self.name.trim().is_empty() {
            faults.push(DraftFault::NameMissing);
        }
        if self.target_id.trim().is_empty() {
            faults.push(DraftFault::ResourceMissing);
        } else if self.target_uuid().is_none() {
            faults.push(DraftFault::ResourceNotUuid);
        }
        match self.interval.trim().parse::<i64>() {
            Err(_) => faults.push(DraftFault::IntervalNotNumber),
            Ok(minutes) if !(MIN_INTERVAL..=MAX_INTERVAL).contains(&minutes) => {
                faults.push(DraftFault::IntervalOutOfRange);
            }
            Ok(_) => {}
        }
        if self.fields.is_empty() {
            faults.push(DraftFault::NoFields);
        }
        faults.extend(self.storage(None).faults.into_iter().map(DraftFault::Storage));
        faults.extend(self.partition().err().map(DraftFault::Partition));
        faults.extend(self.file_name().err().map(DraftFault::FileName));
        faults
    }

    /// The request's content, or everything that is wrong.
    pub fn check(&self) -> Result<NewLogger, Vec<DraftFault>> {
        let faults = self.faults();
        let (Some(target_id), Ok(aggregation_interval), Some(url), Ok(partition), Ok(file_name), true) = (
            self.target_uuid(),
            self.interval.trim().parse(),
            self.storage(None).url,
            self.partition(),
            self.file_name(),
            faults.is_empty(),
        ) else {
            return Err(faults);
        };
        Ok(NewLogger {
            name: self.name.trim().to_owned(),
            description: self.description.trim().to_owned(),
            target_type: self.target_type.clone(),
            target_id,
            filter: self.filter.clone(),
            aggregation_interval,
            connection_setup_only: self.connection_setup_only,
            storage_url: url.to_string(),
            log_format: self.log_format.clone(),
            compression: self.compression.clone(),
            fields: self.fields.clone(),
            partition,
            file_name,
            enabled: self.enabled,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::logger::{Status, StorageType};

    fn valid() -> Draft {
        Draft {
            name: "web-prod".to_owned(),
            target_id: "045e204c-4624-4b68-ac8a-7375989d3b79".to_owned(),
            storage_url: "https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_e670167936434f85a03694184000ffe6/flow/web"
                .to_owned(),
            partition: PartitionChoice::Hour,
            ..Draft::default()
        }
    }

    #[track_caller]
    fn check(change: impl FnOnce(&mut Draft), expect: &[DraftFault]) {
        let mut draft = valid();
        change(&mut draft);
        assert_eq!(draft.faults(), expect);
        assert_eq!(draft.check().err(), (!expect.is_empty()).then(|| expect.to_vec()));
    }

    #[test]
    fn each_fault_has_its_own_name() {
        check(|_| {}, &[]);
        check(|draft| draft.name = "  ".to_owned(), &[DraftFault::NameMissing]);
        check(|draft| draft.target_id.clear(), &[DraftFault::ResourceMissing]);
        check(|draft| draft.target_id = "web-1".to_owned(), &[DraftFault::ResourceNotUuid]);
        check(|draft| draft.interval = "ten".to_owned(), &[DraftFault::IntervalNotNumber]);
        check(|draft| draft.interval = "1.5".to_owned(), &[DraftFault::IntervalNotNumber]);
        check(|draft| draft.interval = "0".to_owned(), &[DraftFault::IntervalOutOfRange]);
        check(|draft| draft.interval = "16".to_owned(), &[DraftFault::IntervalOutOfRange]);
        check(|draft| draft.interval = "15".to_owned(), &[]);
        check(|draft| draft.fields.clear(), &[DraftFault::NoFields]);
    }

    fn cloned(change: impl FnOnce(&mut Logger)) -> Draft {
        let absent = String::new;
        let mut logger = Logger {
            id: "045e204c-4624-4b68-ac8a-7375989d3b79".to_owned(),
            name: "web".to_owned(),
            description: absent(),
            target_type: TargetType::of_wire(""),
            target_id: valid().target_id,
            filter: TrafficFilter::of_wire(""),
            aggregation_interval: None,
            connection_setup_only: false,
            storage_type: StorageType::of_wire(""),
            storage_url: valid().storage_url,
            log_format: LogFormat::of_wire(""),
            compression: Compression::of_wire(""),
            fields: Vec::new(),
            partition: None,
            file_name: None,
            enabled: None,
            status: Status::of_wire(""),
            error_type: None,
            created_at: None,
            updated_at: None,
            updated_text: absent(),
        };
        change(&mut logger);
        Draft::clone_of(&logger, "-copy")
    }

    #[test]
    fn a_clone_has_the_documented_default_for_what_the_service_left_out() {
        let defaults = Draft {
            name: "web-copy".to_owned(),
            target_id: valid().target_id,
            storage_url: valid().storage_url,
            ..Draft::default()
        };
        assert_eq!(cloned(|_| {}), defaults);
        assert!(defaults.check().is_ok());
    }

    #[test]
    fn a_clone_keeps_what_this_version_does_not_know() {
        let newer = |text: &str| format!("{text}_2");
        let draft = cloned(|logger| {
            logger.target_type = TargetType::of_wire(&newer("PORT"));
            logger.filter = TrafficFilter::of_wire(&newer("ALL"));
            logger.log_format = LogFormat::of_wire(&newer("CSV"));
            logger.compression = Compression::of_wire(&newer("RAW"));
            logger.partition = Some(PartitionPeriod::Known(Partition::Hour));
        });
        let new = draft.check().unwrap();
        let kept = [new.target_type.wire(), new.filter.wire(), new.log_format.wire(), new.compression.wire()];
        assert_eq!(kept, ["PORT_2", "ALL_2", "CSV_2", "RAW_2"]);
        assert_eq!(new.partition, Partition::Hour);
    }

    #[test]
    fn a_pasted_uuid_is_sent_in_the_services_form() {
        let mut draft = valid();
        draft.target_id = " {045E204C-4624-4B68-AC8A-7375989D3B79} ".to_owned();
        assert_eq!(
            draft.check().map(|new| new.target_id),
            Ok("045e204c-4624-4b68-ac8a-7375989d3b79".to_owned())
        );
    }

    #[test]
    fn a_template_counts_only_where_it_is_chosen() {
        let broken = |draft: &mut Draft| draft.partition_template = "#{week}".to_owned();
        check(broken, &[]);
        let mut draft = valid();
        broken(&mut draft);
        draft.partition = PartitionChoice::Custom;
        assert!(matches!(draft.faults().as_slice(), [DraftFault::Partition(_)]));
    }

    #[test]
    fn the_preview_stands_in_korean_time() {
        let now = Timestamp::parse("2026-11-22 23:30:05").unwrap();
        let path = valid().preview(now).unwrap();
        assert!(
            path.ends_with(
                "/flow/web/2026/11/23/08/00000000-0000-0000-0000-000000000000_2026-11-23T08:30:05KST"
            ),
            "{path}"
        );
    }

    #[track_caller]
    fn check_portable(
        file_name: &str,
        log_format: LogFormat,
        compression: Compression,
        expect: Option<&str>,
    ) {
        let draft = Draft { file_name: file_name.to_owned(), log_format, compression, ..Draft::default() };
        assert_eq!(draft.portable_file_name().as_deref(), expect, "{file_name}");
    }

    #[test]
    fn a_file_name_that_other_programs_read_is_offered() {
        use {
            Compression::{Gzip, Raw},
            LogFormat::{Csv, Parquet},
        };
        let plain = "#{logger_id}_#{year}-#{month}-#{day}T#{hour}-#{minute}-#{second}KST";
        let gzip = format!("{plain}.gz");
        check_portable("", Csv, Raw, Some(plain));
        check_portable(FileNameTemplate::DEFAULT, Csv, Raw, Some(plain));
        check_portable("", Csv, Gzip, Some(&gzip));
        check_portable("", Parquet, Gzip, Some(plain));
        check_portable(plain, Csv, Raw, None);
        check_portable(plain, Csv, Gzip, Some(&gzip));
        check_portable(&gzip, Csv, Gzip, None);
        check_portable("#{year", Csv, Gzip, None);
        assert!(FileNameTemplate::parse(&gzip).is_ok());
    }
}
