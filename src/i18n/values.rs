//! The service's values and a draft's faults in words. A value that is not known stands as the service wrote it.

use super::{Locale, Word, storage_fault, template_fault, words};
use crate::domain::draft::DraftFault;
use crate::domain::logger::{
    Compression, ErrorType, LogFormat, Logger, PartitionPeriod, Status, TargetType, TrafficFilter,
};
use crate::domain::storage_url;
use crate::domain::template::Partition;

pub fn status_name(locale: Locale, status: &Status) -> String {
    let word = match status {
        Status::Active => words::STATUS_ACTIVE,
        Status::Build => words::STATUS_BUILD,
        Status::Inactive => words::STATUS_INACTIVE,
        Status::Error => words::STATUS_ERROR,
        Status::Other(text) => return text.clone(),
    };
    word.text(locale).to_owned()
}

pub fn target_type_name(locale: Locale, target_type: &TargetType) -> String {
    let word = match target_type {
        TargetType::Port => words::TYPE_PORT,
        TargetType::Subnet => words::TYPE_SUBNET,
        TargetType::Vpc => words::TYPE_VPC,
        TargetType::Other(text) => return text.clone(),
    };
    word.text(locale).to_owned()
}

pub fn traffic_name(locale: Locale, filter: &TrafficFilter) -> String {
    let word = match filter {
        TrafficFilter::All => words::TRAFFIC_ALL,
        TrafficFilter::Accept => words::TRAFFIC_ACCEPT,
        TrafficFilter::Drop => words::TRAFFIC_DROP,
        TrafficFilter::Other(text) => return text.clone(),
    };
    word.text(locale).to_owned()
}

pub fn compression_name(locale: Locale, compression: &Compression) -> String {
    match compression {
        Compression::Raw => words::RAW.text(locale).to_owned(),
        other => other.wire().to_owned(),
    }
}

pub fn format_name(format: &LogFormat) -> String {
    match format {
        LogFormat::Parquet => "Parquet".to_owned(),
        other => other.wire().to_owned(),
    }
}

/// Empty where the service named none.
pub fn partition_name(locale: Locale, partition: Option<&PartitionPeriod>) -> String {
    match partition {
        Some(PartitionPeriod::Known(Partition::Day)) => words::PARTITION_DAY.text(locale).to_owned(),
        Some(PartitionPeriod::Known(Partition::Hour)) => words::PARTITION_HOUR.text(locale).to_owned(),
        Some(other) => other.wire().to_owned(),
        None => String::new(),
    }
}

pub fn draft_fault(locale: Locale, fault: &DraftFault) -> String {
    let word = match fault {
        DraftFault::NameMissing => words::FAULT_NAME,
        DraftFault::ResourceMissing => words::FAULT_RESOURCE,
        DraftFault::ResourceNotUuid => words::FAULT_RESOURCE_UUID,
        DraftFault::IntervalNotNumber => words::FAULT_INTERVAL,
        DraftFault::IntervalOutOfRange => words::FAULT_INTERVAL_RANGE,
        DraftFault::NoFields => words::FAULT_FIELDS,
        DraftFault::Storage(fault) => return storage_fault(locale, fault),
        DraftFault::Partition(fault) | DraftFault::FileName(fault) => return template_fault(locale, fault),
    };
    word.text(locale).to_owned()
}

/// Cause and check list of a logger's error. Guide: "Error type"; the missing container is an addition, since the
/// guide files it under the same type.
pub fn error_advice(locale: Locale, logger: &Logger) -> (&'static str, String) {
    let container = storage_url::read(&logger.storage_url, None, 0).parts.container.unwrap_or_default();
    let (cause, check): (Word, Word) = match &logger.error_type {
        Some(ErrorType::AuthenticationSystem) => (words::ERROR_AUTH_CAUSE, words::ERROR_AUTH_CHECK),
        Some(ErrorType::StorageConfiguration) => (words::ERROR_CONFIG_CAUSE, words::ERROR_CONFIG_CHECK),
        Some(ErrorType::StorageUnavailable) => (words::ERROR_STORAGE_CAUSE, words::ERROR_STORAGE_CHECK),
        Some(ErrorType::Other(_)) | None => (words::ERROR_OTHER_CAUSE, words::ERROR_OTHER_CHECK),
    };
    (cause.text(locale), check.with(locale, &[("container", &container)]))
}
