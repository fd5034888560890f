//! What is wrong with a configuration, in words.

use super::{Locale, define_words};
use crate::api::transport::proxy::ProxyFault;
use crate::auth::TokenFault;
use crate::config::ConfigFault;
use crate::domain::endpoint::EndpointFault;
use crate::domain::web_url::UrlFault;

define_words! {
    NOT_JSON: "This is not valid JSON: {reason}.", "올바른 JSON이 아닙니다: {reason}.";
    CUT_OFF: "The file ends too early: it is not valid JSON.", "파일이 중간에 끝나 올바른 JSON이 아닙니다.";
    UNKNOWN_KEY: "This key is unknown. Remove it, or correct its spelling.", "알 수 없는 키입니다. 지우거나 철자를 고치십시오.";
    KEY_TWICE: "The key stands there twice. Remove one of them.", "같은 키가 두 번 나옵니다. 하나를 지우십시오.";
    MISSING: "It is missing.", "값이 없습니다.";
    WRONG_TYPE: "It should be of the type {type}.", "{type} 형식이어야 합니다.";
    EMPTY: "It is empty.", "비어 있습니다.";
    NO_REGIONS: "It should hold at least one region.", "리전이 하나 이상 있어야 합니다.";
    DUPLICATE: "The region {id} stands there twice.", "같은 리전이 두 번 나옵니다: {id}.";
    BAD_URL: "It is no usable address: {reason}.", "사용할 수 있는 주소가 아닙니다: {reason}.";
    PLAIN_HTTP: "It should be https: plain http would show the token to the network. Only this machine (localhost) may use http.",
        "https여야 합니다. http를 쓰면 토큰이 네트워크에 노출됩니다. 이 컴퓨터(localhost)만 http를 쓸 수 있습니다.";
    UNKNOWN_VALUE: "It should be one of {known}.", "{known} 중 하나여야 합니다.";
    LONG_TOKEN: "It is longer than a token can be.", "토큰으로 쓸 수 있는 길이를 넘었습니다.";
    BAD_TOKEN: "It should be visible ASCII characters with no space.", "공백 없이 보이는 ASCII 문자여야 합니다.";
    DEMO: "A demo token may stand here only where every endpoint is on this machine; {endpoint} is not.",
        "데모 토큰은 모든 엔드포인트가 이 컴퓨터에 있을 때만 쓸 수 있습니다. 이 컴퓨터에 없는 엔드포인트: {endpoint}.";

    URL_EMPTY: "it is empty", "비어 있음";
    URL_TOO_LONG: "it is too long", "너무 김";
    URL_CONTROL: "it holds a control character", "제어 문자가 있음";
    URL_SPACE: "it holds a space", "공백이 있음";
    URL_BACKSLASH: "it holds a backslash", "백슬래시가 있음";
    URL_SCHEME: "it begins with neither https:// nor http://", "https:// 또는 http://로 시작하지 않음";
    URL_QUERY: "it has a query", "쿼리가 있음";
    URL_FRAGMENT: "it has a fragment", "프래그먼트가 있음";
    URL_USER: "it has a user name or an @", "사용자 이름 또는 @가 있음";
    URL_NO_HOST: "it has no host", "호스트가 없음";
    URL_HOST: "the host is no plain name or address", "호스트가 올바른 이름이나 주소가 아님";
    URL_PORT: "the port is no number from 1 to 65535", "포트가 1~65535의 숫자가 아님";
    URL_PATH: "the path is no plain path", "경로가 올바르지 않음";

    PROXY_EMPTY: "The template is empty.", "템플릿이 비어 있습니다.";
    PROXY_VARIABLE: "{name} is no variable of a proxy template; there are url, +url, scheme, host and +path in braces.",
        "프록시 템플릿에 없는 변수입니다: {name}. 중괄호 안에 url, +url, scheme, host, +path를 쓸 수 있습니다.";
    PROXY_UNCLOSED: "A brace is not closed.", "중괄호가 닫히지 않았습니다.";
    PROXY_TARGET: "It does not name the target: it needs url, +url, or host and +path in braces.",
        "대상이 없습니다. 중괄호 안에 url, +url 또는 host와 +path가 필요합니다.";
    PROXY_ADDRESS: "It should begin with a path of this site or with a whole origin and a slash, before the first brace.",
        "첫 중괄호 앞은 이 사이트의 경로이거나, 슬래시로 끝나는 전체 오리진이어야 합니다.";
}

pub fn config_error(locale: Locale, fault: &ConfigFault) -> String {
    let plain = |word: super::Word| word.text(locale).to_owned();
    match fault {
        ConfigFault::NotJson(reason) if is_cut_off(reason) => plain(CUT_OFF),
        ConfigFault::NotJson(reason) => NOT_JSON.with(locale, &[("reason", reason)]),
        ConfigFault::UnknownKey => plain(UNKNOWN_KEY),
        ConfigFault::KeyTwice => plain(KEY_TWICE),
        ConfigFault::Missing => plain(MISSING),
        ConfigFault::WrongType(name) => WRONG_TYPE.with(locale, &[("type", name)]),
        ConfigFault::EmptyText => plain(EMPTY),
        ConfigFault::NoRegions => plain(NO_REGIONS),
        ConfigFault::DuplicateRegion(id) => DUPLICATE.with(locale, &[("id", id)]),
        ConfigFault::BadUrl(fault) => BAD_URL.with(locale, &[("reason", url_fault(locale, *fault))]),
        ConfigFault::BadEndpoint(fault) => endpoint_fault(locale, *fault),
        ConfigFault::BadProxy(fault) => proxy_fault(locale, fault),
        ConfigFault::UnknownValue(known) => UNKNOWN_VALUE.with(locale, &[("known", &known.join(", "))]),
        ConfigFault::BadToken(TokenFault::Empty) => plain(EMPTY),
        ConfigFault::BadToken(TokenFault::BadCharacter) => plain(BAD_TOKEN),
        ConfigFault::BadToken(TokenFault::TooLong(_)) => plain(LONG_TOKEN),
        ConfigFault::DemoNotLocal(endpoint) => DEMO.with(locale, &[("endpoint", endpoint)]),
    }
}

/// Why a URL is no endpoint, in a sentence.
pub fn endpoint_fault(locale: Locale, fault: EndpointFault) -> String {
    match fault {
        EndpointFault::Url(fault) => BAD_URL.with(locale, &[("reason", url_fault(locale, fault))]),
        EndpointFault::PlainHttp => PLAIN_HTTP.text(locale).to_owned(),
    }
}

fn proxy_fault(locale: Locale, fault: &ProxyFault) -> String {
    let word = match fault {
        ProxyFault::Empty => PROXY_EMPTY,
        ProxyFault::UnknownVariable(name) => return PROXY_VARIABLE.with(locale, &[("name", name)]),
        ProxyFault::Unclosed => PROXY_UNCLOSED,
        ProxyFault::NoTarget => PROXY_TARGET,
        ProxyFault::BadAddress(fault) => {
            return BAD_URL.with(locale, &[("reason", url_fault(locale, *fault))]);
        }
        ProxyFault::NotAPath => PROXY_ADDRESS,
        ProxyFault::PlainHttp => PLAIN_HTTP,
    };
    word.text(locale).to_owned()
}

fn url_fault(locale: Locale, fault: UrlFault) -> &'static str {
    let word = match fault {
        UrlFault::Empty => URL_EMPTY,
        UrlFault::TooLong => URL_TOO_LONG,
        UrlFault::Control => URL_CONTROL,
        UrlFault::Whitespace => URL_SPACE,
        UrlFault::Backslash => URL_BACKSLASH,
        UrlFault::NotHttp => URL_SCHEME,
        UrlFault::Query => URL_QUERY,
        UrlFault::Fragment => URL_FRAGMENT,
        UrlFault::UserInfo => URL_USER,
        UrlFault::NoHost => URL_NO_HOST,
        UrlFault::BadHost => URL_HOST,
        UrlFault::BadPort => URL_PORT,
        UrlFault::BadPath => URL_PATH,
    };
    word.text(locale)
}

/// Whether a parser came to the end of the text too early.
pub(super) fn is_cut_off(reason: &str) -> bool {
    reason.starts_with("EOF while parsing")
}
