//! Signing in with an API password, and signing in again: what is said, and why it did not work.

use super::errors::{self, Explanation};
use super::{Locale, define_words};
use crate::api::identity::Denial;
use crate::api::transport::Fault;
use crate::api::{ApiError, Cause};

define_words! {
    READ_ONLY_ROLE: "Read-only: the service refused a change (403). Writing needs the ADMIN or Flow Log ADMIN role.",
        "읽기 전용: 서비스가 변경을 거부했습니다(403). 쓰기에는 ADMIN 또는 Flow Log ADMIN 역할이 필요합니다.";
    ROLE_READS: "The service refused a change: this account may read here and not write. Writing is off until you connect again; it needs the ADMIN or Flow Log ADMIN role.",
        "서비스가 변경을 거부했습니다. 이 계정은 여기서 읽기만 할 수 있습니다. 다시 연결할 때까지 쓰기를 끕니다. 쓰기에는 ADMIN 또는 Flow Log ADMIN 역할이 필요합니다.";
    ALLOW_WRITING: "Try writing again", "쓰기 다시 시도";
    RENEW: "Renew", "갱신";
    SIGN_IN_AGAIN: "Sign in again", "다시 로그인";
    ASK_REFUSED: "{region} no longer accepts the token. Sign in again to go on from here: everything you entered is kept.",
        "{region}에서 토큰을 더 이상 받지 않습니다. 다시 로그인하면 이어서 진행합니다. 입력한 내용은 그대로 있습니다.";
    ASK_AHEAD: "Get a new token before the one of now ends. Everything you entered is kept.",
        "지금 토큰이 만료되기 전에 새 토큰을 받습니다. 입력한 내용은 그대로 있습니다.";
    OTHER_TENANT: "The open pages belong to {tenant}. Cancel and connect to use another tenant.",
        "열린 페이지는 {tenant}의 것입니다. 다른 테넌트를 사용하려면 취소하고 다시 연결하십시오.";
    NOT_SIGNED_IN: "Not signed in", "로그인하지 못했습니다";
    ENDS_SOON: "You are signed in until {time}.", "{time}까지 로그인되어 있습니다.";
    ENDED: "Your sign-in has ended. Renew it to go on.", "로그인이 만료되었습니다. 계속하려면 갱신하십시오.";
    RENEWED: "You are signed in anew.", "다시 로그인되었습니다.";
    NOT_RENEWED: "Your sign-in was not renewed: {reason}", "로그인을 갱신하지 못했습니다: {reason}";
    NO_END: "The identity service does not say until when you are signed in, so there will be no notice before the end.",
        "인증 서비스가 로그인 만료 시각을 알려주지 않아 만료 전에 안내할 수 없습니다.";
    ODD_END: "The identity service says that you are signed in until “{text}”, which is no time, so there will be no notice before the end.",
        "인증 서비스가 알려준 로그인 만료 시각(“{text}”)을 읽을 수 없어 만료 전에 안내할 수 없습니다.";
    CATALOG_NO_NETWORK: "The account's service catalog has no endpoint of type network for {region}. The configured endpoint is used; if it refuses the token, the account may not have this region.",
        "계정의 서비스 카탈로그에 {region}의 network 유형 엔드포인트가 없습니다. 설정된 엔드포인트를 사용합니다. 토큰이 거부되면 계정에 이 리전이 없을 수 있습니다.";
    NO_ENDPOINT_HERE: "{region} has no endpoint in the configuration, and this sign-in's service catalog names none that can be used. Set network of the region, or connect to it with an API password.",
        "설정에 {region}의 엔드포인트가 없고 이 로그인의 서비스 카탈로그에도 사용할 수 있는 것이 없습니다. 리전의 network를 지정하거나 API 비밀번호로 연결하십시오.";

    WRONG_PASSWORD: "The user name or the API password is wrong.", "사용자 이름 또는 API 비밀번호가 잘못되었습니다.";
    WRONG_PASSWORD_DO: "Check both. The API password is the one under API endpoint settings in the NHN Cloud console, not the account's.",
        "둘 다 확인하십시오. API 비밀번호는 계정 비밀번호가 아니라 NHN Cloud 콘솔의 API 엔드포인트 설정에서 정한 값입니다.";
    LOCKED: "This account is locked.", "이 계정은 잠겨 있습니다.";
    LOCKED_DO: "Wait until it is unlocked, or ask a project administrator; more tries can keep it locked.",
        "잠금이 풀릴 때까지 기다리거나 프로젝트 관리자에게 요청하십시오. 다시 시도하면 잠금이 계속될 수 있습니다.";
    NO_TENANT: "The identity service knows no such tenant.", "인증 서비스에 없는 테넌트입니다.";
    NO_TENANT_DO: "Copy the tenant ID from API endpoint settings in the NHN Cloud console. Object Storage has another one.",
        "NHN Cloud 콘솔의 API 엔드포인트 설정에서 테넌트 ID를 복사하십시오. Object Storage의 테넌트 ID는 다릅니다.";
    NO_ROLE: "The password is right, and the account has no role in this tenant.", "비밀번호는 맞지만 이 테넌트에 계정의 역할이 없습니다.";
    NO_ROLE_DO: "Check the tenant ID, or ask a project administrator to add the account to the project.",
        "테넌트 ID를 확인하거나 프로젝트 관리자에게 계정을 프로젝트에 추가하도록 요청하십시오.";
    DENIED: "The identity service gives no token for this tenant ID, user name and API password.",
        "인증 서비스가 이 테넌트 ID, 사용자 이름, API 비밀번호로는 토큰을 발급하지 않습니다.";
    DENIED_DO: "Check all three. The account may also be locked, or have no role in the tenant.",
        "세 값을 모두 확인하십시오. 계정이 잠겼거나 테넌트에 역할이 없을 수도 있습니다.";
    UNREACHABLE: "The identity service gave no answer. A browser does not say why: it may be down, its name may not resolve, or it may not allow this site (CORS).",
        "인증 서비스가 응답하지 않았습니다. 브라우저는 이유를 알려주지 않습니다. 서비스가 중단되었거나 이름을 찾을 수 없거나 이 사이트를 허용하지 않는(CORS) 경우입니다.";
    UNREACHABLE_DO: "Check identity in the configuration, and whether it needs proxy: the service itself allows no other sites. A token works without identity.",
        "설정의 identity와 proxy가 필요한지 확인하십시오. 서비스 자체는 다른 사이트를 허용하지 않습니다. 토큰을 쓰면 identity가 필요 없습니다.";
    NO_IDENTITY_THERE: "What answers at the identity endpoint is no identity service.", "인증 엔드포인트에서 응답한 것은 인증 서비스가 아닙니다.";
    ODD_ANSWER: "The identity service's answer holds no token that can be read ({reason}).", "인증 서비스의 응답에서 토큰을 읽을 수 없습니다({reason}).";
    ODD_ANSWER_DO: "Check identity and proxy in the configuration, and sign in to the network if it asks.",
        "설정의 identity와 proxy를 확인하고, 네트워크 로그인이 필요하면 로그인하십시오.";
}

/// Why signing in did not work.
pub fn explain_sign_in(locale: Locale, error: &ApiError) -> Explanation {
    let plain = errors::explain(locale, error);
    let (why, what_to_do) = match (Denial::of(error), &error.cause) {
        (Some(denial), _) => match denial {
            Denial::WrongPassword => (WRONG_PASSWORD, WRONG_PASSWORD_DO),
            Denial::Locked => (LOCKED, LOCKED_DO),
            Denial::NoSuchTenant => (NO_TENANT, NO_TENANT_DO),
            Denial::NoRole => (NO_ROLE, NO_ROLE_DO),
            Denial::Unsaid => (DENIED, DENIED_DO),
        },
        (None, Cause::Transport(Fault::Unreachable { offline: false, .. })) => (UNREACHABLE, UNREACHABLE_DO),
        (None, Cause::Unreadable(unreadable)) if unreadable.looks_like_html => {
            return Explanation { what_to_do: ODD_ANSWER_DO.text(locale), ..plain };
        }
        (None, Cause::Unreadable(unreadable)) => {
            let why = ODD_ANSWER.with(locale, &[("reason", &unreadable.reason)]);
            return Explanation { why, what_to_do: ODD_ANSWER_DO.text(locale), ..plain };
        }
        (None, Cause::Refused(refusal)) if matches!(refusal.status, 401 | 403 | 404 | 405) => {
            (NO_IDENTITY_THERE, ODD_ANSWER_DO)
        }
        _ => return plain,
    };
    Explanation { why: why.text(locale).to_owned(), what_to_do: what_to_do.text(locale), ..plain }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::error::{Refusal, Unreadable};
    use crate::api::transport::{Method, Response};

    #[track_caller]
    fn check(cause: Cause, why: &str) {
        let error = ApiError { method: Method::Post, path: "/v2.0/tokens".to_owned(), cause };
        let explained = explain_sign_in(Locale::En, &error);
        assert!(explained.why.contains(why), "{}", explained.why);
        assert!(!explained.what_to_do.is_empty());
    }

    #[track_caller]
    fn check_says(message: &str, why: &str) {
        let body = format!(r#"{{"error":{{"message":"{message}","code":401,"title":"Unauthorized"}}}}"#);
        let refusal = Refusal::of(&Response { status: 401, body: body.into(), ..Response::default() });
        check(Cause::Refused(refusal), why);
    }

    #[test]
    fn each_failure_has_its_own_words() {
        check_says("Invalid user / password", "user name or the API password is wrong");
        check_says("The account is locked for user: u.", "locked");
        check_says("Could not find project: t.", "no such tenant");
        check_says("User u is unauthorized for tenant t", "no role");
        check_says("The request you have made requires authentication.", "gives no token");
        let unreachable = |offline| Cause::Transport(Fault::Unreachable { detail: String::new(), offline });
        check(unreachable(false), "The identity service gave no answer");
        check(unreachable(true), "offline");
        let answer = |status, body: &str| Response { status, body: body.into(), ..Response::default() };
        let unreadable =
            |body| Cause::Unreadable(Unreadable::of(&answer(200, body), "it is no JSON".to_owned()));
        check(unreadable("<html>Log in</html>"), "A web page came");
        check(unreadable(""), "no token that can be read (it is no JSON)");
        check(Cause::Refused(Refusal::of(&answer(404, "Not found"))), "no identity service");
        check(Cause::Refused(Refusal::of(&answer(503, ""))), "could not be reached");
    }

    #[test]
    fn the_services_words_are_quoted() {
        let body = r#"{"error":{"message":"Invalid user / password","title":"Unauthorized"}}"#.to_owned();
        let refusal = Refusal::of(&Response { status: 401, body: body.into(), ..Response::default() });
        let cause = Cause::Refused(refusal);
        let error = ApiError { method: Method::Post, path: "/v2.0/tokens".to_owned(), cause };
        let explained = explain_sign_in(Locale::Ko, &error);
        assert_eq!(explained.quote.as_deref(), Some("Invalid user / password"));
    }
}
