//! Words for storage URLs, path templates and log fields: each names the part and says what it should be.

use super::{Locale, Word, define_words, shortened};
use crate::domain::log_fields::FieldGroup;
use crate::domain::storage_url::{CONTAINER_MAX_BYTES, OBJECT_MAX_BYTES};
use crate::domain::storage_url::{StorageFault, StorageNote, StoragePart};
use crate::domain::template::TemplateFault;

define_words! {
    PART_WHOLE: "Storage URL", "스토리지 URL";
    PART_SCHEME: "Scheme", "스킴";
    PART_HOST: "Host", "호스트";
    PART_VERSION: "Version", "버전";
    PART_ACCOUNT: "Account", "계정";
    PART_CONTAINER: "Container", "컨테이너";
    PART_DIRECTORY: "Directory", "디렉터리";

    EMPTY: "should be https://host/v1/account/container/directory",
        "https://호스트/v1/계정/컨테이너/디렉터리 형식이어야 합니다";
    CONTROL: "holds a control character, such as a tab or a line break; it should have none",
        "탭이나 줄바꿈 같은 제어 문자가 있습니다. 제어 문자 없이 입력해야 합니다";
    SPACE: "holds a space; a space in a name is written %20",
        "공백이 있습니다. 이름 안의 공백은 %20으로 적어야 합니다";
    BACKSLASH: "holds a backslash; parts are separated by /",
        "백슬래시가 있습니다. 각 부분은 /로 구분해야 합니다";
    NO_SCHEME: "should begin with https://", "https://로 시작해야 합니다";
    NOT_HTTPS: "should be https, not {scheme}", "https여야 합니다(입력한 값: {scheme})";
    USER_INFO: "should stand alone, without a user name or @ before it",
        "앞에 사용자 이름이나 @ 없이 호스트만 입력해야 합니다";
    QUERY: "should have no query; write a ? in a name as %3F",
        "쿼리가 없어야 합니다. 이름 안의 ?는 %3F로 적어야 합니다";
    FRAGMENT: "should have no fragment; write a # in a name as %23",
        "프래그먼트가 없어야 합니다. 이름 안의 #은 %23으로 적어야 합니다";
    NO_HOST: "missing; should be the Object Storage host, as in kr1-api-object-storage.nhncloudservice.com",
        "입력되지 않았습니다. kr1-api-object-storage.nhncloudservice.com 같은 Object Storage 엔드포인트여야 합니다";
    BAD_HOST: "{text} is no host; should be a name such as kr1-api-object-storage.nhncloudservice.com",
        "호스트가 아닙니다(입력한 값: {text}). kr1-api-object-storage.nhncloudservice.com 같은 이름이어야 합니다";
    VERSION: "should be v1, not {text}, between host and account",
        "호스트와 계정 사이는 v1이어야 합니다(입력한 값: {text})";
    ACCOUNT_MISSING: "missing; should be AUTH_ and 32 lower-case hex digits, as in {example}",
        "입력되지 않았습니다. {example}처럼 AUTH_ 뒤에 소문자 16진수 32자리여야 합니다";
    ACCOUNT: "{text} should be AUTH_ and 32 lower-case hex digits, as in {example}",
        "{example}처럼 AUTH_ 뒤에 소문자 16진수 32자리여야 합니다(입력한 값: {text})";
    CONTAINER_MISSING: "missing; should be the name of a container after the account",
        "입력되지 않았습니다. 계정 다음에 컨테이너 이름이 있어야 합니다";
    CONTAINER_DOTS: "should be a name, not {text}", "이름이어야 합니다(입력한 값: {text})";
    CONTAINER_SLASH: "{text} should hold no percent-encoded slash (%2F)",
        "{text}에 퍼센트 인코딩된 슬래시(%2F)가 없어야 합니다";
    CONTAINER_TOO_LONG: "{bytes} bytes long; should be at most {limit}",
        "길이가 {bytes}바이트입니다. {limit}바이트 이하여야 합니다";
    DIRECTORY_MISSING: "missing; should be one or more folder names after the container",
        "입력되지 않았습니다. 컨테이너 다음에 폴더 이름이 하나 이상 있어야 합니다";
    EMPTY_SEGMENT: "should have a name between each two slashes",
        "슬래시와 슬래시 사이마다 이름이 있어야 합니다";
    DOT_SEGMENT: "should hold no {text} between slashes", "슬래시 사이에 쓸 수 없는 값입니다: {text}";
    BROKEN_ESCAPE: "{text} is no percent-escape; should be % and two hex digits (UTF-8); a lone % is %25",
        "퍼센트 인코딩이 아닙니다(입력한 값: {text}). % 뒤에 16진수 두 자리(UTF-8)여야 하며, %는 %25로 적어야 합니다";
    TOO_LONG: "{bytes} bytes with the folders and file name that are appended; should be at most {limit}",
        "뒤에 붙는 폴더와 파일 이름까지 {bytes}바이트입니다. {limit}바이트 이하여야 합니다";
    TITLED: "{part}: {text}", "{part}: {text}";

    NO_VERSION: "No /v1 before the account; every documented example has it.",
        "계정 앞에 /v1이 없습니다. 안내서의 모든 예에는 /v1이 있습니다.";
    TRAILING_SLASH: "The slash at the end is dropped.", "끝의 슬래시는 제거됩니다.";
    OTHER_REGION: "Host {host} is in region {region}, not in the connected one.",
        "연결된 리전이 아니라 {region} 리전의 호스트입니다: {host}";

    TEMPLATE_EMPTY: "The template is empty; it should hold variables such as {example}.",
        "템플릿이 비어 있습니다. {example} 같은 변수가 있어야 합니다.";
    TEMPLATE_UNKNOWN: "{variable} is no variable of this template.",
        "이 템플릿에 없는 변수입니다: {variable}";
    TEMPLATE_UNCLOSED: "A variable is not closed; it should be written as in {example}.",
        "닫히지 않은 변수가 있습니다. {example}처럼 적어야 합니다.";
    TEMPLATE_MISSING: "{variable} is missing; a file name should hold each variable once.",
        "빠진 변수가 있습니다: {variable}. 파일 이름에는 각 변수가 한 번씩 있어야 합니다.";
    TEMPLATE_REPEATED: "{variable} stands there more than once; once is enough.",
        "여러 번 쓴 변수가 있습니다: {variable}. 한 번만 있어야 합니다.";
    TEMPLATE_NO_VARIABLE: "The template holds no variable; it should hold at least one, such as {example}.",
        "템플릿에 변수가 없습니다. {example} 같은 변수가 하나 이상 있어야 합니다.";
    TEMPLATE_CHARACTER: "{character} cannot stand in this template; it should be letters, digits and - _ =.",
        "이 템플릿에 쓸 수 없는 문자입니다: {character}. 영문자, 숫자, - _ =를 써야 합니다.";
    TEMPLATE_SEGMENT: "The template should not begin or end with a slash, nor hold two in a row.",
        "템플릿은 슬래시로 시작하거나 끝날 수 없고, 슬래시가 연달아 있을 수 없습니다.";

    GROUP_TIMES: "Times", "시간";
    GROUP_INTERFACE: "Interface and owner", "인터페이스와 소유자";
    GROUP_ADDRESSES: "Addresses and protocol", "주소와 프로토콜";
    GROUP_COUNTERS: "Counters", "패킷과 바이트 수";
    GROUP_DECISION: "Direction and decision", "방향과 처리 결과";
    GROUP_TRANSIT_HUB: "Transit hub drops", "트랜짓 허브 드롭";
}

/// How many characters of what was typed a sentence repeats at most.
const QUOTED: usize = 120;

const EXAMPLE_ACCOUNT: &str = "AUTH_e670167936434f85a03694184000ffe6";

/// The name of a part of a storage URL.
pub fn storage_part(locale: Locale, part: StoragePart) -> &'static str {
    let word = match part {
        StoragePart::Whole => PART_WHOLE,
        StoragePart::Scheme => PART_SCHEME,
        StoragePart::Host => PART_HOST,
        StoragePart::Version => PART_VERSION,
        StoragePart::Account => PART_ACCOUNT,
        StoragePart::Container => PART_CONTAINER,
        StoragePart::Directory => PART_DIRECTORY,
    };
    word.text(locale)
}

/// `Account: should be …`: the part at fault and what it should be.
pub fn storage_fault(locale: Locale, fault: &StorageFault) -> String {
    let say = |word: Word, name: &str, value: &str| word.with(locale, &[(name, &shortened(value, QUOTED))]);
    let length = |word: Word, bytes: usize, limit: usize| {
        word.with(locale, &[("bytes", &bytes.to_string()), ("limit", &limit.to_string())])
    };
    let plain = |word: Word| word.text(locale).to_owned();
    let text = match fault {
        StorageFault::Empty => plain(EMPTY),
        StorageFault::Control => plain(CONTROL),
        StorageFault::Space => plain(SPACE),
        StorageFault::Backslash => plain(BACKSLASH),
        StorageFault::NotHttps(None) => plain(NO_SCHEME),
        StorageFault::NotHttps(Some(scheme)) if scheme.eq_ignore_ascii_case("https") => plain(NO_SCHEME),
        StorageFault::NotHttps(Some(scheme)) => say(NOT_HTTPS, "scheme", scheme),
        StorageFault::UserInfo => plain(USER_INFO),
        StorageFault::Query => plain(QUERY),
        StorageFault::Fragment => plain(FRAGMENT),
        StorageFault::NoHost => plain(NO_HOST),
        StorageFault::BadHost(host) => say(BAD_HOST, "text", host),
        StorageFault::Version(version) => say(VERSION, "text", version),
        StorageFault::AccountMissing => say(ACCOUNT_MISSING, "example", EXAMPLE_ACCOUNT),
        StorageFault::Account(account) => {
            let text = shortened(account, QUOTED);
            ACCOUNT.with(locale, &[("text", &text), ("example", EXAMPLE_ACCOUNT)])
        }
        StorageFault::ContainerMissing => plain(CONTAINER_MISSING),
        StorageFault::ContainerDots(name) => say(CONTAINER_DOTS, "text", name),
        StorageFault::ContainerSlash(name) => say(CONTAINER_SLASH, "text", name),
        StorageFault::ContainerTooLong(bytes) => length(CONTAINER_TOO_LONG, *bytes, CONTAINER_MAX_BYTES),
        StorageFault::DirectoryMissing => plain(DIRECTORY_MISSING),
        StorageFault::EmptySegment(_) => plain(EMPTY_SEGMENT),
        StorageFault::DotSegment(_, dots) => say(DOT_SEGMENT, "text", dots),
        StorageFault::BrokenEscape(_, escape) => say(BROKEN_ESCAPE, "text", escape),
        StorageFault::TooLong(bytes) => length(TOO_LONG, *bytes, OBJECT_MAX_BYTES),
    };
    TITLED.with(locale, &[("part", storage_part(locale, fault.part())), ("text", &text)])
}

/// A warning about a storage URL that can be used.
pub fn storage_note(locale: Locale, note: &StorageNote) -> String {
    match note {
        StorageNote::NoVersion => NO_VERSION.text(locale).to_owned(),
        StorageNote::TrailingSlash => TRAILING_SLASH.text(locale).to_owned(),
        StorageNote::OtherRegion { host, region } => {
            OTHER_REGION.with(locale, &[("host", host), ("region", region)])
        }
    }
}

/// What is wrong with a folder or file-name template.
pub fn template_fault(locale: Locale, fault: &TemplateFault) -> String {
    let plain = |word: Word| word.text(locale).to_owned();
    let example = |word: Word| word.with(locale, &[("example", "#{year}")]);
    let variable = |word: Word, name: &str| {
        word.with(locale, &[("variable", &format!("#{{{}}}", shortened(name, QUOTED)))])
    };
    match fault {
        TemplateFault::Empty => example(TEMPLATE_EMPTY),
        TemplateFault::UnknownVariable(name) => variable(TEMPLATE_UNKNOWN, name),
        TemplateFault::UnclosedVariable => example(TEMPLATE_UNCLOSED),
        TemplateFault::MissingVariable(name) => variable(TEMPLATE_MISSING, name),
        TemplateFault::RepeatedVariable(name) => variable(TEMPLATE_REPEATED, name),
        TemplateFault::NoVariable => example(TEMPLATE_NO_VARIABLE),
        TemplateFault::BadCharacter(character) => {
            let shown = if character.is_whitespace() || character.is_control() {
                format!("U+{:04X}", u32::from(*character))
            } else {
                character.to_string()
            };
            TEMPLATE_CHARACTER.with(locale, &[("character", &shown)])
        }
        TemplateFault::EmptySegment => plain(TEMPLATE_SEGMENT),
    }
}

/// The heading over a group of log fields.
pub fn field_group(locale: Locale, group: FieldGroup) -> &'static str {
    let word = match group {
        FieldGroup::Times => GROUP_TIMES,
        FieldGroup::Interface => GROUP_INTERFACE,
        FieldGroup::Addresses => GROUP_ADDRESSES,
        FieldGroup::Counters => GROUP_COUNTERS,
        FieldGroup::Decision => GROUP_DECISION,
        FieldGroup::TransitHub => GROUP_TRANSIT_HUB,
    };
    word.text(locale)
}

#[cfg(test)]
mod tests;
