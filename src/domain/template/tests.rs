use proptest::prelude::*;

use super::*;
use crate::domain::storage_url;

const AT: CivilTime = CivilTime { year: 2024, month: 8, day: 4, hour: 5, minute: 6, second: 7 };
const ID: &str = "3e84619a-1e49-4b19-b353-a15f7d278f94";

fn unknown(name: &str) -> TemplateFault {
    TemplateFault::UnknownVariable(name.to_owned())
}

#[track_caller]
fn check_partition(text: &str, expect: Result<&str, &[TemplateFault]>) {
    let found = PartitionTemplate::faults(text);
    assert_eq!(found, expect.err().unwrap_or_default(), "{text:?}");
    let folder = PartitionTemplate::parse(text).map(|template| Partition::Custom(template).folder(&AT));
    assert_eq!(folder, expect.map(str::to_owned).map_err(|faults| faults[0].clone()), "{text:?}");
}

#[track_caller]
fn check_file_name(text: &str, expect: Result<&str, &[TemplateFault]>) {
    let found = FileNameTemplate::faults(text);
    assert_eq!(found, expect.err().unwrap_or_default(), "{text:?}");
    let name = FileNameTemplate::parse(text).map(|template| template.render(ID, &AT));
    assert_eq!(name, expect.map(str::to_owned).map_err(|faults| faults[0].clone()), "{text:?}");
}

#[test]
fn folders_follow_their_template() {
    check_partition("YEAR=#{year}/MONTH=#{month}/DAY=#{day}", Ok("YEAR=2024/MONTH=08/DAY=04"));
    check_partition("#{year}", Ok("2024"));
    check_partition("a-b_c/#{hour}#{day}", Ok("a-b_c/0504"));
}

#[test]
fn a_wrong_partition_names_every_fault() {
    use TemplateFault::*;
    check_partition("", Err(&[Empty]));
    check_partition("logs", Err(&[NoVariable]));
    check_partition("day", Err(&[NoVariable]));
    check_partition("#{minute}", Err(&[unknown("minute")]));
    check_partition("#{logger_id}", Err(&[unknown("logger_id")]));
    check_partition("#{Year}", Err(&[unknown("Year")]));
    check_partition("#{}", Err(&[unknown("")]));
    check_partition("#{year", Err(&[UnclosedVariable]));
    check_partition("#{year/#{month}", Err(&[UnclosedVariable]));
    check_partition("#{year#{month}", Err(&[UnclosedVariable]));
    check_partition("#{year}/#{year}/#{year}", Err(&[RepeatedVariable("year")]));
    check_partition("#year", Err(&[BadCharacter('#')]));
    check_partition("#{year}.#{month}:#{day}.", Err(&[BadCharacter('.'), BadCharacter(':')]));
    check_partition("#{year} ", Err(&[BadCharacter(' ')]));
    check_partition("년=#{year}", Err(&[BadCharacter('년')]));
    check_partition("#{year}}", Err(&[BadCharacter('}')]));
    check_partition("/#{year}", Err(&[EmptySegment]));
    check_partition("#{year}/", Err(&[EmptySegment]));
    check_partition("#{year}//#{month}", Err(&[EmptySegment]));
    check_partition("#{week} #{year", Err(&[unknown("week"), BadCharacter(' '), UnclosedVariable]));
}

#[test]
fn file_names_follow_their_template() {
    check_file_name(
        FileNameTemplate::DEFAULT,
        Ok("3e84619a-1e49-4b19-b353-a15f7d278f94_2024-08-04T05:06:07KST"),
    );
    check_file_name(
        "#{second}.#{minute}=#{hour}:#{day}-#{month}_#{year}x#{logger_id}",
        Ok("07.06=05:04-08_2024x3e84619a-1e49-4b19-b353-a15f7d278f94"),
    );
    assert_eq!(FileNameTemplate::parse(FileNameTemplate::DEFAULT), Ok(FileNameTemplate::default()));
}

#[test]
fn a_wrong_file_name_names_every_fault() {
    use TemplateFault::*;
    let without_second = "#{logger_id}_#{year}#{month}#{day}#{hour}#{minute}";
    check_file_name("", Err(&[Empty]));
    check_file_name(without_second, Err(&[MissingVariable("second")]));
    check_file_name(&format!("{without_second}#{{second"), Err(&[UnclosedVariable]));
    check_file_name(&format!("{without_second}#{{seconds}}"), Err(&[unknown("seconds")]));
    check_file_name(
        &format!("{without_second}#{{minute}}"),
        Err(&[RepeatedVariable("minute"), MissingVariable("second")]),
    );
    check_file_name(&format!("{without_second}/#{{second}}"), Err(&[BadCharacter('/')]));
    check_file_name(&format!("{without_second} #{{second}}"), Err(&[BadCharacter(' ')]));
    check_file_name("log", Err(&FILE_VARIABLES.map(MissingVariable)));
}

#[track_caller]
fn check_wire(text: &str, folder: &str) {
    let partition = Partition::parse(text).unwrap();
    assert_eq!(partition.wire(), text);
    assert_eq!(partition.folder(&AT), folder);
}

#[test]
fn partitions_keep_their_wire_text() {
    check_wire("DAY", "2024/08/04");
    check_wire("HOUR", "2024/08/04/05");
    check_wire("#{year}-#{month}", "2024-08");
    assert_eq!(Partition::parse("MONTH"), Err(TemplateFault::NoVariable));
}

#[test]
fn the_preview_is_the_whole_path() {
    let url = "https://storage.example/v1/AUTH_e670167936434f85a03694184000ffe6/flow/a/b";
    let url = storage_url::read(&format!("{url}/"), None, 0).url.unwrap();
    let path = preview_path(&url, &Partition::Hour, &FileNameTemplate::default(), ID, &AT);
    assert_eq!(path, format!("{url}/2024/08/04/05/{ID}_2024-08-04T05:06:07KST"));
}

fn time() -> impl Strategy<Value = CivilTime> {
    (0..=9999, 1..=12u8, 1..=28u8, 0..24u8, 0..60u8, 0..60u8).prop_map(
        |(year, month, day, hour, minute, second)| CivilTime { year, month, day, hour, minute, second },
    )
}

/// Variables in any order with any literals between them, and what they render to.
fn template(
    variables: &'static [&'static str],
    least: usize,
    literals: &'static str,
) -> impl Strategy<Value = (String, Vec<String>)> {
    let order = Just(variables.to_vec()).prop_shuffle();
    (order, least..=variables.len(), proptest::collection::vec(literals, variables.len() + 1)).prop_map(
        |(order, count, literals)| {
            let mut text = literals[0].clone();
            for (name, literal) in order[..count].iter().zip(&literals[1..]) {
                text.push_str(&format!("#{{{name}}}{literal}"));
            }
            (text, order[..count].iter().map(|name| (*name).to_owned()).collect())
        },
    )
}

fn expected(template: &str, names: &[String], at: &CivilTime) -> String {
    let value = |name: &str| match name {
        "year" => format!("{:04}", at.year),
        "month" => format!("{:02}", at.month),
        "day" => format!("{:02}", at.day),
        "hour" => format!("{:02}", at.hour),
        "minute" => format!("{:02}", at.minute),
        "second" => format!("{:02}", at.second),
        _ => ID.to_owned(),
    };
    names.iter().fold(template.to_owned(), |text, name| text.replace(&format!("#{{{name}}}"), &value(name)))
}

proptest! {
    #[test]
    fn a_sound_partition_is_read_and_rendered(
        (text, names) in template(&PARTITION_VARIABLES, 1, "[a-zA-Z0-9_=-]{1,4}"),
        at in time(),
    ) {
        let partition = Partition::parse(&text);
        prop_assert!(partition.is_ok(), "{text}");
        let partition = partition.unwrap();
        prop_assert_eq!(partition.folder(&at), expected(&text, &names, &at));
        prop_assert_eq!(Partition::parse(partition.wire()), Ok(partition));
    }

    #[test]
    fn a_sound_file_name_is_read_and_rendered(
        (text, names) in template(&FILE_VARIABLES, 7, "[a-zA-Z0-9_=:.-]{0,4}"),
        at in time(),
    ) {
        let name = FileNameTemplate::parse(&text);
        prop_assert!(name.is_ok(), "{text}");
        prop_assert_eq!(name.unwrap().render(ID, &at), expected(&text, &names, &at));
    }

    #[test]
    fn a_file_name_without_a_variable_misses_just_that(
        (text, names) in template(&FILE_VARIABLES, 0, "[a-zA-Z0-9_=:.-]{1,4}"),
    ) {
        let missing = FILE_VARIABLES.into_iter().filter(|name| !names.iter().any(|found| found == name));
        let missing: Vec<_> = missing.map(TemplateFault::MissingVariable).collect();
        prop_assert_eq!(FileNameTemplate::faults(&text), missing);
    }

    #[test]
    fn no_text_panics_and_none_passes_with_a_stray_character(
        text in "(#\\{(year|month|\\PC{0,3})\\}?|\\PC){0,8}",
        at in time(),
    ) {
        if let Ok(partition) = PartitionTemplate::parse(&text) {
            let folder = Partition::Custom(partition).folder(&at);
            prop_assert!(folder.chars().all(|c| c.is_ascii_alphanumeric() || "/-_=".contains(c)), "{folder}");
            prop_assert!(folder.split('/').all(|segment| !segment.is_empty()), "{folder}");
        }
        let _ = FileNameTemplate::faults(&text);
    }
}
