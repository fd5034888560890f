//! Errors in words: why a call failed and what to do about it.

use super::config::is_cut_off;
use super::endpoint_fault;
use super::{Locale, Word, define_words};
use crate::api::error::{NoEndpoint, Refusal, Unreadable};
use crate::api::transport::{Fault, Method};
use crate::api::{ApiError, Cause};

define_words! {
    OFFLINE: "This browser is offline.", "브라우저가 오프라인 상태입니다.";
    OFFLINE_DO: "Check the network connection and try again.", "네트워크 연결을 확인하고 다시 시도하십시오.";
    UNREACHABLE: "The service gave no answer. A browser does not say why: the service may be down, its name may not resolve, or it may not allow this site (CORS).",
        "서비스가 응답하지 않았습니다. 브라우저는 이유를 알려주지 않습니다. 서비스가 중단되었거나 이름을 찾을 수 없거나 이 사이트를 허용하지 않는(CORS) 경우입니다.";
    UNREACHABLE_DO: "Check the region's endpoint, and whether the configuration needs a proxy: the service itself allows no other sites.",
        "리전의 엔드포인트와 설정의 proxy가 필요한지 확인하십시오. 서비스 자체는 다른 사이트를 허용하지 않습니다.";
    TIMED_OUT: "No answer came within {seconds} s.", "{seconds}초 안에 응답이 없었습니다.";
    TIMED_OUT_DO: "Try again. If this continues, check the service's status page and the proxy.",
        "다시 시도하십시오. 계속되면 서비스 상태 페이지와 프록시를 확인하십시오.";
    TOO_LARGE: "The answer is larger than {megabytes} MB, so it was not read.", "응답이 {megabytes}MB보다 커서 읽지 않았습니다.";
    TOO_LARGE_DO: "Check the region's endpoint and the proxy. If the list is that long, narrow it with a filter.",
        "리전의 엔드포인트와 프록시를 확인하십시오. 목록이 그만큼 길다면 필터로 범위를 좁히십시오.";
    NO_TOKEN: "There is no token.", "토큰이 없습니다.";
    NO_TOKEN_DO: "Connect to a region.", "리전에 연결하십시오.";
    RENEWAL: "The token has expired, and a new one could not be had.", "토큰이 만료되었고 새 토큰을 얻지 못했습니다.";
    RENEWAL_DO: "Sign in again.", "다시 로그인하십시오.";
    BAD_REQUEST: "The service did not accept the request.", "서비스가 요청을 받아들이지 않았습니다.";
    BAD_REQUEST_DO: "Change what the service names, and try again.", "서비스가 알려준 부분을 수정하고 다시 시도하십시오.";
    UNAUTHORIZED: "The token is wrong or has expired.", "토큰이 잘못되었거나 만료되었습니다.";
    UNAUTHORIZED_DO: "Use a new token of this region's project.", "이 리전 프로젝트의 새 토큰을 사용하십시오.";
    FORBIDDEN: "This account may not do that.", "이 계정에는 권한이 없습니다.";
    FORBIDDEN_DO: "Writing needs the ADMIN or Flow Log ADMIN role; ask a project administrator.",
        "쓰기에는 ADMIN 또는 Flow Log ADMIN 역할이 필요합니다. 프로젝트 관리자에게 요청하십시오.";
    FORBIDDEN_READ_DO: "Ask a project administrator for a role that may read Flow Log.",
        "Flow Log를 읽을 수 있는 역할을 프로젝트 관리자에게 요청하십시오.";
    NO_ADDRESS: "The service does not know this address.", "서비스에 없는 주소입니다.";
    NO_ADDRESS_DO: "Check the region's endpoint and the proxy.", "리전의 엔드포인트와 프록시를 확인하십시오.";
    NOT_FOUND: "The service does not know it.", "서비스에 없는 항목입니다.";
    NOT_FOUND_DO: "It may have been deleted: refresh the list. If everything is unknown, check the region's endpoint.",
        "삭제되었을 수 있으니 목록을 새로 고치십시오. 모든 항목이 없다면 리전의 엔드포인트를 확인하십시오.";
    CONFLICT: "It is in use or was changed at the same time.", "사용 중이거나 동시에 변경되었습니다.";
    CONFLICT_DO: "Refresh and try again.", "새로 고친 뒤 다시 시도하십시오.";
    TOO_MANY: "The service takes no more requests for now.", "서비스가 지금은 요청을 더 받지 않습니다.";
    TOO_MANY_DO: "Wait a minute and try again.", "1분 정도 기다린 뒤 다시 시도하십시오.";
    FAILED: "The service failed.", "서비스에 오류가 발생했습니다.";
    FAILED_DO: "Try again. If this continues, give the help center of the service the line below, and say when it happened.",
        "다시 시도하십시오. 계속되면 아래 줄의 내용과 발생 시각을 고객 센터에 알리십시오.";
    GATEWAY: "The service could not be reached by what stands before it (a proxy or gateway).",
        "앞단의 프록시나 게이트웨이가 서비스에 연결하지 못했습니다.";
    GATEWAY_DO: "Try again. If this continues, check the proxy and the service's status page.",
        "다시 시도하십시오. 계속되면 프록시와 서비스 상태 페이지를 확인하십시오.";
    ODD_STATUS: "The service answered with status {status}.", "서비스가 상태 {status}로 응답했습니다.";
    ODD_STATUS_DO: "Check that the region's endpoint and the proxy are right.", "리전의 엔드포인트와 프록시가 올바른지 확인하십시오.";
    HTML: "A web page came in place of an answer of the service, such as a proxy's login page.",
        "서비스의 응답 대신 프록시 로그인 화면 같은 웹 페이지가 왔습니다.";
    HTML_DO: "Check the region's endpoint and the proxy, and sign in to the network if it asks.",
        "리전의 엔드포인트와 프록시를 확인하고, 네트워크 로그인이 필요하면 로그인하십시오.";
    NO_CATALOG: "The configuration does not say where {region} is: its endpoint is known only after signing in with an API password.",
        "설정에 {region}의 위치가 없습니다. 이 리전의 엔드포인트는 API 비밀번호로 로그인한 뒤에만 알 수 있습니다.";
    NO_CATALOG_DO: "Connect with an API password, or set network of this region in the configuration.",
        "API 비밀번호로 연결하거나 설정에서 이 리전의 network를 지정하십시오.";
    NOT_LISTED: "The account's service catalog has no endpoint of type network for {region}, and the configuration has none either.",
        "계정의 서비스 카탈로그에 {region}의 network 유형 엔드포인트가 없고 설정에도 없습니다.";
    NOT_LISTED_DO: "Choose another region: the account may not have this one. If it does, set network of this region in the configuration.",
        "계정에 이 리전이 없을 수 있으니 다른 리전을 선택하십시오. 있다면 설정에서 이 리전의 network를 지정하십시오.";
    UNUSABLE: "The endpoint for {region} in the account's service catalog cannot be used, and nothing was sent there. {reason}",
        "계정의 서비스 카탈로그에 있는 {region}의 엔드포인트를 사용할 수 없어 그곳으로 아무것도 보내지 않았습니다. {reason}";
    UNUSABLE_DO: "Set network of this region in the configuration, and tell whoever runs the identity service.",
        "설정에서 이 리전의 network를 지정하고 인증 서비스 운영자에게 알리십시오.";
    EMPTY: "The answer was empty.", "응답이 비어 있습니다.";
    CUT_OFF: "The answer was cut off.", "응답이 중간에 끊겼습니다.";
    UNREADABLE: "The answer is not what the service's guide describes ({reason}).", "응답이 서비스 문서와 다릅니다({reason}).";
    UNREADABLE_DO: "Try again. If this continues, check the endpoint, and whether the service has changed.",
        "다시 시도하십시오. 계속되면 엔드포인트와 서비스 변경 여부를 확인하십시오.";
}

/// An error as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub why: String,
    pub what_to_do: &'static str,
    /// The words of the service or of what stands between.
    pub quote: Option<String>,
    /// Method, path, status and request id: what a help center asks for.
    pub reference: String,
}

pub fn explain(locale: Locale, error: &ApiError) -> Explanation {
    let (why, what_to_do, quote) = match &error.cause {
        Cause::Transport(fault) => transport(locale, fault),
        Cause::Refused(refusal) => refused(locale, error, refusal),
        Cause::Unreadable(unreadable) => unreadable_answer(locale, unreadable),
        Cause::NoEndpoint(region, why) => no_endpoint(locale, region, *why),
    };
    Explanation {
        why,
        what_to_do: what_to_do.text(locale),
        quote: quote.filter(|quote| !quote.is_empty()),
        reference: reference(error),
    }
}

/// Method, path, status, kind and request id.
fn reference(error: &ApiError) -> String {
    let mut reference = format!("{} {}", error.method.name(), error.path);
    if let Some(status) = error.status() {
        reference.push_str(&format!(" · {status}"));
    }
    if let Cause::Refused(Refusal { kind: Some(kind), .. }) = &error.cause {
        reference.push_str(&format!(" {kind}"));
    }
    if let Cause::Refused(Refusal { request_id: Some(id), .. }) = &error.cause {
        reference.push_str(&format!(" · {id}"));
    }
    reference
}

type Words = (String, Word, Option<String>);

fn plain(locale: Locale, why: Word, what_to_do: Word) -> Words {
    (why.text(locale).to_owned(), what_to_do, None)
}

fn transport(locale: Locale, fault: &Fault) -> Words {
    match fault {
        Fault::Unreachable { offline: true, .. } => plain(locale, OFFLINE, OFFLINE_DO),
        Fault::Unreachable { offline: false, detail } => {
            (UNREACHABLE.text(locale).to_owned(), UNREACHABLE_DO, Some(detail.clone()))
        }
        Fault::Timeout { seconds } => {
            (TIMED_OUT.with(locale, &[("seconds", &seconds.to_string())]), TIMED_OUT_DO, None)
        }
        Fault::TooLarge { megabytes } => {
            (TOO_LARGE.with(locale, &[("megabytes", &megabytes.to_string())]), TOO_LARGE_DO, None)
        }
        Fault::NoToken => plain(locale, NO_TOKEN, NO_TOKEN_DO),
        Fault::Renewal(words) => (RENEWAL.text(locale).to_owned(), RENEWAL_DO, Some(words.clone())),
    }
}

fn no_endpoint(locale: Locale, region: &str, why: NoEndpoint) -> Words {
    let (word, what_to_do, reason) = match why {
        NoEndpoint::NoCatalog => (NO_CATALOG, NO_CATALOG_DO, String::new()),
        NoEndpoint::NotListed => (NOT_LISTED, NOT_LISTED_DO, String::new()),
        NoEndpoint::Unusable(fault) => (UNUSABLE, UNUSABLE_DO, endpoint_fault(locale, fault)),
    };
    (word.with(locale, &[("region", region), ("reason", &reason)]), what_to_do, None)
}

fn refused(locale: Locale, error: &ApiError, refusal: &Refusal) -> Words {
    let reads = error.method == Method::Get;
    let (why, what_to_do) = match refusal.status {
        403 | 404 if refusal.looks_like_html => (HTML, HTML_DO),
        400 | 422 => (BAD_REQUEST, BAD_REQUEST_DO),
        401 => (UNAUTHORIZED, UNAUTHORIZED_DO),
        403 if reads => (FORBIDDEN, FORBIDDEN_READ_DO),
        403 => (FORBIDDEN, FORBIDDEN_DO),
        404 if reads && is_list(&error.path) => (NO_ADDRESS, NO_ADDRESS_DO),
        404 => (NOT_FOUND, NOT_FOUND_DO),
        409 => (CONFLICT, CONFLICT_DO),
        429 => (TOO_MANY, TOO_MANY_DO),
        502..=504 => (GATEWAY, GATEWAY_DO),
        500..=599 => (FAILED, FAILED_DO),
        status => {
            let why = ODD_STATUS.with(locale, &[("status", &status.to_string())]);
            return (why, ODD_STATUS_DO, Some(refusal.message.clone()));
        }
    };
    (why.text(locale).to_owned(), what_to_do, Some(refusal.message.clone()))
}

/// Whether a path such as `/v2.0/flowlog-loggers` names no item, so that nothing can have been deleted there.
fn is_list(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    path.split('/').filter(|segment| !segment.is_empty()).count() <= 2
}

fn unreadable_answer(locale: Locale, unreadable: &Unreadable) -> Words {
    let quote = Some(unreadable.excerpt.clone());
    if unreadable.looks_like_html {
        return (HTML.text(locale).to_owned(), HTML_DO, quote);
    }
    if unreadable.excerpt.is_empty() {
        return plain(locale, EMPTY, UNREADABLE_DO);
    }
    if is_cut_off(&unreadable.reason) {
        return (CUT_OFF.text(locale).to_owned(), UNREADABLE_DO, quote);
    }
    (UNREADABLE.with(locale, &[("reason", &unreadable.reason)]), UNREADABLE_DO, quote)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::transport::Response;

    #[track_caller]
    fn check(cause: Cause, why: &str, quote: Option<&str>) {
        let error = ApiError { method: Method::Get, path: "/v2.0/x".to_owned(), cause };
        let explained = explain(Locale::En, &error);
        assert!(explained.why.starts_with(why), "{}", explained.why);
        assert_eq!(explained.quote.as_deref(), quote);
        assert!(explained.reference.starts_with("GET /v2.0/x"));
        assert!(!explained.what_to_do.is_empty());
    }

    fn answer(status: u16, body: &str) -> Response {
        Response { status, body: body.into(), ..Response::default() }
    }

    #[test]
    fn each_cause_has_its_own_words() {
        let unreachable =
            |offline| Cause::Transport(Fault::Unreachable { detail: "Failed to fetch".to_owned(), offline });
        check(unreachable(false), "The service gave no answer", Some("Failed to fetch"));
        check(unreachable(true), "This browser is offline", None);
        check(Cause::Transport(Fault::Timeout { seconds: 30 }), "No answer came within 30 s", None);
        check(Cause::Transport(Fault::TooLarge { megabytes: 1 }), "The answer is larger than 1 MB", None);
        let refused = |status, body| Cause::Refused(Refusal::of(&answer(status, body)));
        check(refused(400, r#"{"NeutronError":{"message":"m"}}"#), "The service did not accept", Some("m"));
        check(refused(401, ""), "The token is wrong", None);
        check(refused(403, ""), "This account may not", None);
        check(refused(404, ""), "The service does not know", None);
        check(refused(404, "<h1>Nothing</h1>"), "A web page came", Some("Nothing"));
        check(refused(409, ""), "It is in use", None);
        check(refused(429, ""), "The service takes no more", None);
        check(refused(500, "<h1>Boom</h1>"), "The service failed", Some("Boom"));
        check(refused(502, ""), "The service could not be reached", None);
        check(refused(302, ""), "The service answered with status 302", None);
        let unreadable = |body| Cause::Unreadable(Unreadable::of(&answer(200, body), "why".to_owned()));
        check(unreadable("<html>Log in</html>"), "A web page came", Some("Log in"));
        check(unreadable(""), "The answer was empty", None);
        let nowhere = |why| Cause::NoEndpoint("Here".to_owned(), why);
        check(nowhere(NoEndpoint::NoCatalog), "The configuration does not say where Here is", None);
        check(
            nowhere(NoEndpoint::NotListed),
            "The account's service catalog has no endpoint of type network",
            None,
        );
        let plain = NoEndpoint::Unusable(crate::domain::endpoint::EndpointFault::PlainHttp);
        check(nowhere(plain), "The endpoint for Here in the account's service catalog cannot be used", None);
        let cut_off = Unreadable::of(&answer(200, "{"), "EOF while parsing an object at line 1".to_owned());
        check(Cause::Unreadable(cut_off), "The answer was cut off.", Some("{"));
        check(unreadable("{"), "The answer is not what the service's guide describes (why)", Some("{"));
    }

    #[track_caller]
    fn check_advice(method: Method, path: &str, status: u16, advice: Word) {
        let cause = Cause::Refused(Refusal::of(&answer(status, "")));
        let error = ApiError { method, path: path.to_owned(), cause };
        assert_eq!(explain(Locale::En, &error).what_to_do, advice.text(Locale::En));
    }

    #[test]
    fn advice_fits_what_was_asked() {
        check_advice(Method::Get, "/v2.0/flowlog-loggers", 403, FORBIDDEN_READ_DO);
        check_advice(Method::Put, "/v2.0/flowlog-loggers/1", 403, FORBIDDEN_DO);
        check_advice(Method::Get, "/v2.0/flowlog-loggers?id=1", 404, NO_ADDRESS_DO);
        check_advice(Method::Get, "/v2.0/flowlog-loggers/1", 404, NOT_FOUND_DO);
        check_advice(Method::Post, "/v2.0/flowlog-loggers", 404, NOT_FOUND_DO);
    }
}
