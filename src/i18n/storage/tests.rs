use super::*;

#[track_caller]
fn check(fault: StorageFault, en: &str, ko: &str) {
    assert_eq!(storage_fault(Locale::En, &fault), en);
    assert_eq!(storage_fault(Locale::Ko, &fault), ko);
}

#[test]
fn a_storage_fault_names_its_part_and_what_it_should_be() {
    check(
        StorageFault::Account("AUTH_E6".to_owned()),
        "Account: AUTH_E6 should be AUTH_ and 32 lower-case hex digits, as in AUTH_e670167936434f85a03694184000ffe6",
        "계정: AUTH_e670167936434f85a03694184000ffe6처럼 AUTH_ 뒤에 소문자 16진수 32자리여야 합니다(입력한 값: AUTH_E6)",
    );
    check(
        StorageFault::NotHttps(Some("http".to_owned())),
        "Scheme: should be https, not http",
        "스킴: https여야 합니다(입력한 값: http)",
    );
    check(
        StorageFault::NotHttps(None),
        "Scheme: should begin with https://",
        "스킴: https://로 시작해야 합니다",
    );
    check(
        StorageFault::NotHttps(Some("https".to_owned())),
        "Scheme: should begin with https://",
        "스킴: https://로 시작해야 합니다",
    );
    check(
        StorageFault::ContainerTooLong(257),
        "Container: 257 bytes long; should be at most 256",
        "컨테이너: 길이가 257바이트입니다. 256바이트 이하여야 합니다",
    );
    check(
        StorageFault::EmptySegment(StoragePart::Directory),
        "Directory: should have a name between each two slashes",
        "디렉터리: 슬래시와 슬래시 사이마다 이름이 있어야 합니다",
    );
    check(
        StorageFault::DotSegment(StoragePart::Version, "..".to_owned()),
        "Version: should hold no .. between slashes",
        "버전: 슬래시 사이에 쓸 수 없는 값입니다: ..",
    );
}

/// One of every fault, so that each message can be looked at as a person would.
fn every_fault() -> Vec<StorageFault> {
    use StorageFault::*;
    let part = StoragePart::Directory;
    vec![
        Empty,
        Control,
        Space,
        Backslash,
        NotHttps(None),
        UserInfo,
        Query,
        Fragment,
        NoHost,
        BadHost("127.1".to_owned()),
        Version("v2".to_owned()),
        AccountMissing,
        Account("me".to_owned()),
        ContainerMissing,
        ContainerDots("..".to_owned()),
        ContainerSlash("a%2Fb".to_owned()),
        ContainerTooLong(300),
        DirectoryMissing,
        EmptySegment(part),
        DotSegment(part, ".".to_owned()),
        BrokenEscape(part, "%z".to_owned()),
        TooLong(2_000),
    ]
}

#[test]
fn messages_differ_and_have_no_empty_place() {
    let english: Vec<String> = every_fault().iter().map(|fault| storage_fault(Locale::En, fault)).collect();
    for (place, message) in english.iter().enumerate() {
        assert!(!message.contains(['{', '}']), "{message}");
        assert!(
            message.contains("should") || message.contains("separated") || message.contains("written"),
            "{message}"
        );
        assert!(!english[..place].contains(message), "{message}");
    }
    for fault in every_fault() {
        let korean = storage_fault(Locale::Ko, &fault);
        assert!(!korean.contains(['{', '}']) && korean.contains("니다"), "{korean}");
    }
}

#[test]
fn a_note_says_what_will_happen() {
    assert_eq!(storage_note(Locale::En, &StorageNote::TrailingSlash), "The slash at the end is dropped.");
    let other = StorageNote::OtherRegion { host: "kr2-x".to_owned(), region: "KR2".to_owned() };
    assert_eq!(storage_note(Locale::En, &other), "Host kr2-x is in region KR2, not in the connected one.");
    assert_eq!(storage_note(Locale::Ko, &other), "연결된 리전이 아니라 KR2 리전의 호스트입니다: kr2-x");
}

#[track_caller]
fn check_template(fault: TemplateFault, en: &str) {
    assert_eq!(template_fault(Locale::En, &fault), en);
    assert!(!template_fault(Locale::Ko, &fault).contains("{variable"), "{fault:?}");
}

#[test]
fn a_template_fault_shows_the_variable_as_it_is_written() {
    use TemplateFault::*;
    check_template(Empty, "The template is empty; it should hold variables such as #{year}.");
    check_template(UnknownVariable("week".to_owned()), "#{week} is no variable of this template.");
    check_template(UnclosedVariable, "A variable is not closed; it should be written as in #{year}.");
    check_template(
        MissingVariable("second"),
        "#{second} is missing; a file name should hold each variable once.",
    );
    check_template(RepeatedVariable("day"), "#{day} stands there more than once; once is enough.");
    check_template(
        BadCharacter('?'),
        "? cannot stand in this template; it should be letters, digits and - _ =.",
    );
    check_template(
        BadCharacter(' '),
        "U+0020 cannot stand in this template; it should be letters, digits and - _ =.",
    );
}

#[test]
fn every_word_is_there_in_both_languages() {
    for (name, word) in ALL {
        let (en, ko) = (word.text(Locale::En), word.text(Locale::Ko));
        assert!(!en.is_empty() && !ko.is_empty(), "{name}");
        assert!(ko.contains("{part}") || ko.chars().any(|c| ('가'..='힣').contains(&c)), "{name}");
    }
}
