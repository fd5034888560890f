//! Templates of folders and file names (the service's additions of 2025-05): `#{year}` and its like among
//! literal characters. Folders and names are in KST.

use super::storage_url::StorageUrl;
use super::timestamp::CivilTime;

const PARTITION_VARIABLES: [&str; 4] = ["year", "month", "day", "hour"];
const FILE_VARIABLES: [&str; 7] = ["logger_id", "year", "month", "day", "hour", "minute", "second"];

/// Why a text is no template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateFault {
    Empty,
    /// Not a variable of this template; the name without `#{` and `}`.
    UnknownVariable(String),
    /// `#{` without its `}`.
    UnclosedVariable,
    /// A variable that a file name must hold.
    MissingVariable(&'static str),
    RepeatedVariable(&'static str),
    /// A partition with literals only, so that every file would share one folder (assumed to be refused).
    NoVariable,
    BadCharacter(char),
    /// A partition with a leading, trailing or double slash (assumed to be refused, as in a storage URL).
    EmptySegment,
}

/// How the service spreads files over folders (`partition_period`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Partition {
    /// `{YEAR}/{MONTH}/{DAY}`
    #[default]
    Day,
    /// `{YEAR}/{MONTH}/{DAY}/{HOUR}`
    Hour,
    /// A template.
    Custom(PartitionTemplate),
}

impl Partition {
    /// Reads the wire text: `DAY`, `HOUR` or a template. The first fault is reported.
    #[doc(hidden)]
    pub fn parse(text: &str) -> Result<Partition, TemplateFault> {
        match text {
            "DAY" => Ok(Partition::Day),
            "HOUR" => Ok(Partition::Hour),
            _ => PartitionTemplate::parse(text).map(Partition::Custom),
        }
    }

    /// The text in a request or an answer.
    pub fn wire(&self) -> &str {
        match self {
            Partition::Day => "DAY",
            Partition::Hour => "HOUR",
            Partition::Custom(template) => &template.text,
        }
    }

    /// The folder of a file of this time (KST), without slashes around it.
    #[doc(hidden)]
    pub fn folder(&self, at: &CivilTime) -> String {
        let template = match self {
            Partition::Day => "#{year}/#{month}/#{day}",
            Partition::Hour => "#{year}/#{month}/#{day}/#{hour}",
            Partition::Custom(template) => &template.text,
        };
        fill(template, "", at)
    }
}

/// A folder template such as `YEAR=#{year}/MONTH=#{month}`: `#{year} #{month} #{day} #{hour}`, at least one
/// and none twice (assumed), with letters, digits and `/ - _ =`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartitionTemplate {
    text: String,
}

impl PartitionTemplate {
    /// The vendor's own example.
    pub const EXAMPLE: &str = "YEAR=#{year}/MONTH=#{month}/DAY=#{day}";

    /// The first fault is reported.
    #[doc(hidden)]
    pub fn parse(text: &str) -> Result<PartitionTemplate, TemplateFault> {
        match PartitionTemplate::faults(text).into_iter().next() {
            Some(fault) => Err(fault),
            None => Ok(PartitionTemplate { text: text.to_owned() }),
        }
    }

    /// Every fault, in the order of the text.
    #[doc(hidden)]
    pub fn faults(text: &str) -> Vec<TemplateFault> {
        let (mut faults, found) = scan(text, &PARTITION_VARIABLES, "/-_=");
        if faults.is_empty() && text.split('/').any(str::is_empty) {
            faults.push(TemplateFault::EmptySegment);
        }
        if faults.is_empty() && found.is_empty() {
            faults.push(TemplateFault::NoVariable);
        }
        faults
    }

    /// The text of the template.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A file-name template (`customized_file_name`): each of `#{logger_id} #{year} #{month} #{day} #{hour}
/// #{minute} #{second}` exactly once, with letters, digits and `- _ = : .` (the literal characters are
/// assumed).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileNameTemplate {
    text: String,
}

impl FileNameTemplate {
    /// What the service uses where a logger names none.
    pub const DEFAULT: &str = "#{logger_id}_#{year}-#{month}-#{day}T#{hour}:#{minute}:#{second}KST";

    /// The first fault is reported.
    pub fn parse(text: &str) -> Result<FileNameTemplate, TemplateFault> {
        match FileNameTemplate::faults(text).into_iter().next() {
            Some(fault) => Err(fault),
            None => Ok(FileNameTemplate { text: text.to_owned() }),
        }
    }

    /// Every fault: first those of the text in its order, then the missing variables.
    pub fn faults(text: &str) -> Vec<TemplateFault> {
        let (mut faults, found) = scan(text, &FILE_VARIABLES, "-_=:.");
        // An unclosed or misspelt variable would otherwise be reported as missing, too.
        let understood = |fault: &TemplateFault| {
            matches!(fault, TemplateFault::BadCharacter(_) | TemplateFault::RepeatedVariable(_))
        };
        if faults.iter().all(understood) {
            let missing = FILE_VARIABLES.into_iter().filter(|name| !found.contains(name));
            faults.extend(missing.map(TemplateFault::MissingVariable));
        }
        faults
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The name of a file of this logger and time (KST). The extension is undocumented, so there is none.
    pub fn render(&self, logger_id: &str, at: &CivilTime) -> String {
        fill(&self.text, logger_id, at)
    }
}

impl Default for FileNameTemplate {
    fn default() -> FileNameTemplate {
        FileNameTemplate { text: FileNameTemplate::DEFAULT.to_owned() }
    }
}

/// The whole address of a file as it will be written, not percent-encoded; without the `_part1` of a split
/// file and without an extension, which is undocumented. `at` is in KST.
pub fn preview_path(
    url: &StorageUrl,
    partition: &Partition,
    file_name: &FileNameTemplate,
    logger_id: &str,
    at: &CivilTime,
) -> String {
    format!("{url}/{}/{}", partition.folder(at), file_name.render(logger_id, at))
}

/// Faults in the order of the text (an equal one only once), and the variables found.
fn scan(text: &str, known: &[&'static str], literals: &str) -> (Vec<TemplateFault>, Vec<&'static str>) {
    if text.is_empty() {
        return (vec![TemplateFault::Empty], Vec::new());
    }
    let (mut faults, mut found) = (Vec::new(), Vec::new());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let fault = if let Some(tail) = rest.strip_prefix("#{") {
            let end = tail.find(['}', '#', '/']).unwrap_or(tail.len());
            let (name, after) = tail.split_at_checked(end).unwrap_or((tail, ""));
            let closed = after.strip_prefix('}');
            rest = closed.unwrap_or(after);
            match known.iter().find(|variable| **variable == name) {
                _ if closed.is_none() => TemplateFault::UnclosedVariable,
                None => TemplateFault::UnknownVariable(name.to_owned()),
                Some(variable) if found.contains(variable) => TemplateFault::RepeatedVariable(variable),
                Some(variable) => {
                    found.push(*variable);
                    continue;
                }
            }
        } else {
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
            if character.is_ascii_alphanumeric() || literals.chars().any(|literal| literal == character) {
                continue;
            }
            TemplateFault::BadCharacter(character)
        };
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }
    (faults, found)
}

fn fill(template: &str, logger_id: &str, at: &CivilTime) -> String {
    let values = [
        ("#{year}", format!("{:04}", at.year)),
        ("#{month}", format!("{:02}", at.month)),
        ("#{day}", format!("{:02}", at.day)),
        ("#{hour}", format!("{:02}", at.hour)),
        ("#{minute}", format!("{:02}", at.minute)),
        ("#{second}", format!("{:02}", at.second)),
        // The last one, since an id may have any text.
        ("#{logger_id}", logger_id.to_owned()),
    ];
    values.iter().fold(template.to_owned(), |text, (variable, value)| text.replace(variable, value))
}

#[cfg(test)]
mod tests;
