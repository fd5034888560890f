//! The two templates of a logger: for the folders and for the names of its files.

/// The name of a file when the logger has no template for it.
pub const DEFAULT_FILE_NAME: &str = "#{logger_id}_#{year}-#{month}-#{day}T#{hour}:#{minute}:#{second}KST";

const FOLDER_PARTS: [&str; 4] = ["#{year}", "#{month}", "#{day}", "#{hour}"];
const FILE_PARTS: [&str; 7] =
    ["#{logger_id}", "#{year}", "#{month}", "#{day}", "#{hour}", "#{minute}", "#{second}"];

/// Checks `partition_period`: `DAY`, `HOUR`, or a folder template.
///
/// # Errors
/// The reason why it is not valid.
pub fn check_partition(text: &str) -> Result<(), String> {
    if matches!(text, "DAY" | "HOUR") {
        return Ok(());
    }
    let (rest, counts) = without(text, &FOLDER_PARTS);
    if counts.iter().all(|count| *count == 0) {
        return Err(format!("'{text}' is not DAY, HOUR or a template of {}.", FOLDER_PARTS.join(" ")));
    }
    if let Some(bad) = rest.chars().find(|c| !c.is_ascii_alphanumeric() && !"/-_=".contains(*c)) {
        return Err(format!("the template has the character {bad:?} in it."));
    }
    if text.split('/').any(str::is_empty) {
        return Err("the template has an empty folder name in it.".to_owned());
    }
    Ok(())
}

/// Checks `customized_file_name`: it has each part exactly once.
///
/// # Errors
/// The reason why it is not valid.
pub fn check_file_name(text: &str) -> Result<(), String> {
    let (rest, counts) = without(text, &FILE_PARTS);
    for (part, count) in FILE_PARTS.iter().zip(counts) {
        if count != 1 {
            return Err(format!("the template has {part} {count} times, it must have it once."));
        }
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_=:.,+@()".contains(c);
    match rest.chars().find(|c| !allowed(*c)) {
        Some(bad) => Err(format!("the template has the character {bad:?} in it.")),
        None => Ok(()),
    }
}

/// The text with the parts taken out, and how often each was there.
fn without(text: &str, parts: &[&str]) -> (String, Vec<usize>) {
    let counts = parts.iter().map(|part| text.matches(part).count()).collect();
    let rest = parts.iter().fold(text.to_owned(), |rest, part| rest.replace(part, ""));
    (rest, counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn partition(text: &str, expect: bool) {
        assert_eq!(check_partition(text).is_ok(), expect, "{text}: {:?}", check_partition(text));
    }

    #[track_caller]
    fn file_name(text: &str, expect: bool) {
        assert_eq!(check_file_name(text).is_ok(), expect, "{text}: {:?}", check_file_name(text));
    }

    #[test]
    fn partitions() {
        partition("DAY", true);
        partition("HOUR", true);
        partition("YEAR=#{year}/MONTH=#{month}/DAY=#{day}", true);
        partition("#{year}-#{month}_#{day}", true);
        partition("#{hour}", true);
        partition("day", false);
        partition("WEEK", false);
        partition("", false);
        partition("#{minute}", false);
        partition("#{year}/#{minute}", false);
        partition("/#{year}", false);
        partition("#{year}/", false);
        partition("#{year}//#{month}", false);
        partition("#{year} #{month}", false);
        partition("../#{year}", false);
        partition("#{year", false);
        partition("연도=#{year}", false);
    }

    #[test]
    fn file_names() {
        let default = DEFAULT_FILE_NAME;
        file_name(default, true);
        file_name("#{year}#{month}#{day}#{hour}#{minute}#{second}.#{logger_id}", true);
        file_name("", false);
        file_name(&default.replace("#{second}", ""), false);
        file_name(&format!("{default}#{{year}}"), false);
        file_name(&format!("logs/{default}"), false);
        file_name(&format!("{default} copy"), false);
        file_name(&format!("{default}#{{region}}"), false);
    }
}
