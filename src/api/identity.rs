//! Sign-in with an API password: Keystone v2 tokens.

use serde::Deserialize;
use serde_json::json;

use super::body::{lenient, lenient_list};
use super::error::{ApiError, Cause, NoEndpoint, Refusal, Unreadable};
use super::loggers;
use super::transport::proxy::{ProxyTemplate, address};
use super::transport::{Method, Request, TIMEOUT_MS, Transport, retry};
use crate::auth::{Lease, Token};
use crate::domain::endpoint::{Endpoint, EndpointFault};
use crate::domain::timestamp::Timestamp;

/// The path of the one call.
pub(super) const TOKENS: &str = "/v2.0/tokens";

/// What a person signs in with. The password is moved into the request and held by nothing after it.
pub struct Credentials {
    pub tenant_id: String,
    pub user_name: String,
    pub password: String,
}

/// A token with what the identity service says about it.
pub struct Grant {
    pub lease: Lease,
    /// Why the token's end is not known.
    pub end: Option<NoEnd>,
    /// The endpoints of type `network` in the service catalog.
    pub networks: Vec<ListedEndpoint>,
    /// The entries of type `object-store`, as they stand there. They say with what a storage URL can begin, and nothing
    /// is sent to them.
    pub storages: Vec<CatalogEntry>,
}

/// An entry of the service catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogEntry {
    /// The id of a region.
    pub region: String,
    pub url: String,
}

/// An endpoint of the service catalog. The token may go to it where the configuration names none: the identity service
/// that the configuration does name has named it with the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedEndpoint {
    /// The id of a region.
    pub region: String,
    /// Without a version at its end.
    pub endpoint: Result<Endpoint, EndpointFault>,
}

/// What a service catalog says of a region: its usable endpoint, else what is wrong with the one that it has.
pub fn listed(catalog: &[ListedEndpoint], region: &str) -> Option<Result<Endpoint, EndpointFault>> {
    let of_region = || catalog.iter().filter(|listed| listed.region.eq_ignore_ascii_case(region));
    let usable = of_region().find(|listed| listed.endpoint.is_ok());
    usable.or_else(|| of_region().next()).map(|listed| listed.endpoint.clone())
}

/// What stands in the place of a readable `expires`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoEnd {
    Missing,
    /// This, which is no time.
    Unreadable(String),
}

/// Why the identity service gives no token. Keystone says it only in a message. Known messages are recognized; any
/// other one is [`Denial::Unsaid`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    WrongPassword,
    Locked,
    NoSuchTenant,
    /// The account has no role in the tenant.
    NoRole,
    /// Any of these.
    Unsaid,
}

impl Denial {
    /// `None` where the error is another one than a denial.
    pub fn of(error: &ApiError) -> Option<Denial> {
        let Cause::Refused(refusal) = &error.cause else { return None };
        if !matches!(refusal.status, 401 | 403 | 404) || refusal.kind.is_none() {
            return None;
        }
        const KNOWN: [(&str, Denial); 8] = [
            ("locked", Denial::Locked),
            ("disabled", Denial::Locked),
            ("could not find project", Denial::NoSuchTenant),
            ("could not find tenant", Denial::NoSuchTenant),
            ("unauthorized for tenant", Denial::NoRole),
            ("unauthorized for project", Denial::NoRole),
            ("no access to project", Denial::NoRole),
            ("password", Denial::WrongPassword),
        ];
        let words = refusal.message.to_ascii_lowercase();
        let known = KNOWN.into_iter().find(|(part, _)| words.contains(part));
        Some(known.map_or(Denial::Unsaid, |(_, denial)| denial))
    }
}

/// Asks the identity service for a token. Never repeated by itself.
pub async fn sign_in(
    transport: &dyn Transport,
    identity: &Endpoint,
    proxy: Option<&ProxyTemplate>,
    credentials: Credentials,
) -> Result<Grant, ApiError> {
    let failed = |cause| ApiError { method: Method::Post, path: TOKENS.to_owned(), cause };
    let body = Some(password_request(&credentials));
    drop(credentials);
    let url = address(proxy, identity, TOKENS);
    let request = Request { body, ..Request::new(Method::Post, url, TIMEOUT_MS) };
    // Taken before the request, so that the time of the request makes the life of the token shorter and never longer.
    let asked_ms = transport.now_ms();
    let response = retry::send(transport, request).await.map_err(|fault| failed(Cause::Transport(fault)))?;
    if !response.is_good() {
        return Err(failed(Cause::Refused(Refusal::of(&response))));
    }
    grant(&response.text(), asked_ms).map_err(|reason| {
        let mut unreadable = Unreadable::of(&response, reason.to_owned());
        if !unreadable.looks_like_html {
            // It may hold a token.
            unreadable.excerpt.clear();
        }
        failed(Cause::Unreadable(unreadable))
    })
}

fn password_request(credentials: &Credentials) -> String {
    let Credentials { tenant_id, user_name, password } = credentials;
    let proof = json!({ "username": user_name, "password": password });
    json!({ "auth": { "tenantId": tenant_id, "passwordCredentials": proof } }).to_string()
}

/// The request that exchanges `token` for one of another tenant.
pub(super) fn exchange_request(tenant_id: &str, token: &Token) -> String {
    json!({ "auth": { "tenantId": tenant_id, "token": { "id": token.header_value() } } }).to_string()
}

/// The answer. What is of another form than Keystone's counts as absent.
#[derive(Deserialize)]
struct Answer {
    access: Access,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Access {
    #[serde(default, deserialize_with = "lenient")]
    token: TokenBody,
    #[serde(default, deserialize_with = "lenient_list")]
    service_catalog: Vec<ServiceBody>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct TokenBody {
    #[serde(deserialize_with = "lenient")]
    id: Option<String>,
    #[serde(deserialize_with = "lenient")]
    expires: Option<String>,
    #[serde(deserialize_with = "lenient")]
    issued_at: Option<String>,
}

#[derive(Deserialize)]
struct ServiceBody {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default, deserialize_with = "lenient_list")]
    endpoints: Vec<EndpointBody>,
}

#[derive(Deserialize)]
struct EndpointBody {
    region: String,
    #[serde(rename = "publicURL")]
    public_url: String,
}

/// The reasons are fixed texts: the parser's would quote what it found, which may be a token.
fn access(json: &str) -> Result<Access, &'static str> {
    let answer: Result<Answer, _> = serde_json::from_str(json);
    answer.map(|answer| answer.access).map_err(|error| match error.is_data() {
        true => "access is missing",
        false => "it is no JSON",
    })
}

impl TokenBody {
    fn token(&self) -> Result<Token, &'static str> {
        let id = self.id.as_deref().ok_or("access.token.id is missing")?;
        Token::parse(id).map_err(|_| "access.token.id has characters that no header can carry")
    }
}

/// The token of an answer, where it has one.
pub(super) fn token_in(json: &str) -> Option<Token> {
    access(json).ok()?.token.token().ok()
}

fn grant(json: &str, asked_ms: f64) -> Result<Grant, &'static str> {
    let Access { token: body, service_catalog } = access(json)?;
    let token = body.token()?;
    let (ends_ms, end) = match body.expires.map(|text| Timestamp::parse(&text).ok_or(text)) {
        None => (None, Some(NoEnd::Missing)),
        Some(Err(text)) => (None, Some(NoEnd::Unreadable(text))),
        Some(Ok(expires)) => {
            // By its length where that is known: the two clocks need not agree.
            let issued = body.issued_at.as_deref().and_then(Timestamp::parse);
            let ends_ms = match issued.filter(|issued| *issued < expires) {
                Some(issued) => asked_ms + expires.millis() - issued.millis(),
                None => expires.millis(),
            };
            (Some(ends_ms), None)
        }
    };
    let networks = entries(&service_catalog, "network").map(|CatalogEntry { region, url }| ListedEndpoint {
        region,
        endpoint: Endpoint::parse(&url).map(Endpoint::without_version),
    });
    let storages = entries(&service_catalog, "object-store");
    let (networks, storages) = (networks.collect(), storages.collect());
    Ok(Grant { lease: Lease { token, ends_ms }, end, networks, storages })
}

/// The public URLs of a type of service.
fn entries(catalog: &[ServiceBody], kind: &str) -> impl Iterator<Item = CatalogEntry> {
    let endpoints =
        catalog.iter().filter(move |service| service.kind == kind).flat_map(|service| &service.endpoints);
    endpoints
        .filter(|endpoint| !endpoint.public_url.is_empty())
        .map(|endpoint| CatalogEntry { region: endpoint.region.clone(), url: endpoint.public_url.clone() })
}

impl ApiError {
    /// That a region cannot be asked, since nobody has said where it is.
    #[doc(hidden)]
    pub fn no_endpoint(region: &str, why: NoEndpoint) -> ApiError {
        // The call that would have tried the token, or the call whose answer should have had the endpoint.
        let (method, path) = match why {
            NoEndpoint::NoCatalog => (Method::Get, loggers::PATH),
            NoEndpoint::NotListed | NoEndpoint::Unusable(_) => (Method::Post, TOKENS),
        };
        ApiError { method, path: path.to_owned(), cause: Cause::NoEndpoint(region.to_owned(), why) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::transport::Response;

    #[test]
    fn the_request_has_keystones_form() {
        let credentials =
            Credentials { tenant_id: "t".to_owned(), user_name: "u\"".to_owned(), password: "p".to_owned() };
        let body: serde_json::Value = serde_json::from_str(&password_request(&credentials)).unwrap();
        let guide = serde_json::json!({
            "auth": { "tenantId": "t", "passwordCredentials": { "username": "u\"", "password": "p" } }
        });
        assert_eq!(body, guide);
    }

    #[test]
    fn a_token_is_exchanged_in_keystones_form() {
        let body = exchange_request("t", &Token::parse("abc").unwrap());
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(body, serde_json::json!({ "auth": { "tenantId": "t", "token": { "id": "abc" } } }));
    }

    #[test]
    fn an_answer_gives_a_token_or_a_reason() {
        let read = |body: &str| grant(body, 0.0).map(|grant| grant.lease.token.header_value().to_owned());
        assert_eq!(read(r#"{"access":{"token":{"id":"abc"}}}"#), Ok("abc".to_owned()));
        assert_eq!(
            read(r#"{"access":{"token":{"id":"a b"}}}"#),
            Err("access.token.id has characters that no header can carry")
        );
        for body in [r#"{"access":{}}"#, r#"{"access":{"token":5}}"#, r#"{"access":{"token":{"id":5}}}"#] {
            assert_eq!(read(body), Err("access.token.id is missing"));
        }
        for body in ["{}", "[]", "null", r#"{"access":"secret"}"#] {
            assert_eq!(read(body), Err("access is missing"));
        }
        for body in ["", "<html>", r#"{"access":{"token":{"id":"ab"#] {
            assert_eq!(read(body), Err("it is no JSON"));
        }
    }

    /// Asked at the second 1,000 of the epoch.
    #[track_caller]
    fn check_end(token: &str, ends_ms: Option<f64>, end: Option<NoEnd>) {
        let body = format!(r#"{{"access":{{"token":{{"id":"abc"{token}}}}}}}"#);
        let grant = grant(&body, 1_000_000.0).map_err(str::to_owned).ok().unwrap();
        assert_eq!((grant.lease.ends_ms, grant.end), (ends_ms, end));
    }

    #[test]
    fn a_token_ends_by_this_machines_clock() {
        let hour = r#","expires":"2026-01-01T01:00:00Z","issued_at":"2026-01-01T00:00:00.000000""#;
        check_end(hour, Some(4_600_000.0), None);
        check_end(r#","expires":"1970-01-01T02:00:00Z""#, Some(7_200_000.0), None);
        check_end(r#","expires":"1970-01-01T02:00:00Z","issued_at":"soon""#, Some(7_200_000.0), None);
        check_end("", None, Some(NoEnd::Missing));
        check_end(r#","expires":null"#, None, Some(NoEnd::Missing));
        check_end(r#","expires":"tomorrow""#, None, Some(NoEnd::Unreadable("tomorrow".to_owned())));
    }

    fn networks_of(catalog: &str) -> Vec<ListedEndpoint> {
        let body = format!(r#"{{"access":{{"token":{{"id":"abc"}}{catalog}}}}}"#);
        grant(&body, 0.0).map_err(str::to_owned).ok().unwrap().networks
    }

    #[test]
    fn the_catalog_names_object_storage() {
        let endpoint = r#"[{"region":"KR1","publicURL":"https://obs.example/v1/AUTH_a"},{"publicURL":"u"}]"#;
        let entries = format!(r#"{{"type":"object-store","endpoints":{endpoint}}},{{"type":"network"}}"#);
        let body = format!(r#"{{"access":{{"token":{{"id":"abc"}},"serviceCatalog":[{entries}]}}}}"#);
        let storage =
            CatalogEntry { region: "KR1".to_owned(), url: "https://obs.example/v1/AUTH_a".to_owned() };
        assert_eq!(grant(&body, 0.0).ok().unwrap().storages, [storage]);
    }

    #[track_caller]
    fn check_regions(catalog: &str, expect: &[&str]) {
        let regions: Vec<String> = networks_of(catalog).into_iter().map(|listed| listed.region).collect();
        assert_eq!(regions, expect);
    }

    /// What a catalog with these pairs of region and URL says of KR1.
    #[track_caller]
    fn check_endpoint(pairs: &[(&str, &str)], expect: Option<Result<&str, EndpointFault>>) {
        let endpoints =
            pairs.iter().map(|(region, url)| serde_json::json!({ "region": region, "publicURL": url }));
        let network = serde_json::json!({ "type": "network", "endpoints": endpoints.collect::<Vec<_>>() });
        let catalog = networks_of(&format!(r#","serviceCatalog":[{network}]"#));
        let said = listed(&catalog, "KR1").map(|endpoint| endpoint.map(|endpoint| endpoint.to_string()));
        assert_eq!(said, expect.map(|endpoint| endpoint.map(str::to_owned)));
    }

    #[test]
    fn the_catalog_names_where_a_region_is() {
        use crate::domain::web_url::UrlFault;
        let unusable = |fault| Some(Err(EndpointFault::Url(fault)));
        check_endpoint(&[("KR1", "https://kr1.example")], Some(Ok("https://kr1.example")));
        check_endpoint(&[("kr1", "https://kr1.example/v2.0/")], Some(Ok("https://kr1.example")));
        check_endpoint(&[("KR1", "http://127.0.0.1:8080/v2.0")], Some(Ok("http://127.0.0.1:8080")));
        check_endpoint(&[("KR2", "https://kr2.example")], None);
        check_endpoint(&[("KR1", "http://kr1.example")], Some(Err(EndpointFault::PlainHttp)));
        check_endpoint(&[("KR1", "https://kr1.example@evil.example")], unusable(UrlFault::UserInfo));
        check_endpoint(&[("KR1", "//evil.example")], unusable(UrlFault::NotHttp));
        check_endpoint(&[("KR1", "https://kr1.example/?token=")], unusable(UrlFault::Query));
        check_endpoint(&[("KR1", "javascript:alert(1)")], unusable(UrlFault::NotHttp));
        let both =
            [("KR1", "ftp://kr1.example"), ("KR2", "https://kr2.example"), ("KR1", "https://kr1.example")];
        check_endpoint(&both, Some(Ok("https://kr1.example")));
    }

    proptest::proptest! {
        /// No catalog leads where a configuration could not.
        #[test]
        fn a_catalogs_endpoint_is_judged_like_a_configured_one(
            url in "(https?|HTTP|ftp|)(://|:|//|)([a-z@.%:0-9-]{0,12}|localhost|127\\.0\\.0\\.1)(:[0-9]{0,6})?(/[a-zé%.]{0,3}){0,2}(/v2\\.0)?[/?#\\\\]?"
        ) {
            let endpoint = serde_json::json!({ "region": "KR1", "publicURL": url });
            let network = serde_json::json!({ "type": "network", "endpoints": [endpoint] });
            let catalog = networks_of(&format!(r#","serviceCatalog":[{network}]"#));
            let config = serde_json::json!({ "regions": [{ "id": "KR1", "network": url }] });
            let configured = crate::config::Config::parse(&config.to_string()).ok();
            let configured = configured.and_then(|config| config.regions[0].network.clone());
            let said = listed(&catalog, "KR1").and_then(Result::ok);
            proptest::prop_assert_eq!(said, configured.map(Endpoint::without_version));
        }

        #[test]
        fn any_catalog_is_read(catalog in any_json()) {
            networks_of(&format!(r#","serviceCatalog":{catalog}"#));
        }
    }

    fn any_json() -> impl proptest::strategy::Strategy<Value = serde_json::Value> {
        use proptest::prelude::*;
        let word = || {
            prop::sample::select(vec![
                "network",
                "type",
                "endpoints",
                "region",
                "publicURL",
                "https://a.example",
            ])
        };
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<i32>().prop_map(serde_json::Value::from),
            word().prop_map(serde_json::Value::from),
        ];
        leaf.prop_recursive(5, 40, 5, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(serde_json::Value::from),
                prop::collection::hash_map(word().prop_map(str::to_owned), inner, 0..5)
                    .prop_map(|object| serde_json::Value::Object(object.into_iter().collect())),
            ]
        })
    }

    #[test]
    fn the_catalog_names_the_accounts_regions() {
        let catalog = |entry: &str| format!(r#","serviceCatalog":[{entry}]"#);
        let network = |endpoints: &str| catalog(&format!(r#"{{"type":"network","endpoints":{endpoints}}}"#));
        let two = r#"[{"region":"KR1","publicURL":"https://a"},{"region":"KR2","publicURL":"https://b"}]"#;
        check_regions(&network(two), &["KR1", "KR2"]);
        check_regions("", &[]);
        check_regions(r#","serviceCatalog":{"network":{}}"#, &[]);
        check_regions(
            &catalog(r#"{"type":"object-store","endpoints":[{"region":"KR1","publicURL":"u"}]}"#),
            &[],
        );
        check_regions(&catalog(r#""network",null,{"type":5},{"type":"network"}"#), &[]);
        check_regions(&network(r#"[null,7,{},{"region":"KR1"},{"region":"KR1","publicURL":""}]"#), &[]);
        check_regions(
            &network(r#"[{"region":null,"publicURL":"u"},{"region":"KR3","publicURL":"u"}]"#),
            &["KR3"],
        );
    }

    #[track_caller]
    fn check_denial(status: u16, body: &str, expect: Option<Denial>) {
        let refusal = Refusal::of(&Response { status, body: body.into(), ..Response::default() });
        let error =
            ApiError { method: Method::Post, path: TOKENS.to_owned(), cause: Cause::Refused(refusal) };
        assert_eq!(Denial::of(&error), expect);
    }

    #[test]
    fn each_denial_is_told_apart() {
        let says =
            |words: &str| format!(r#"{{"error":{{"message":"{words}","code":401,"title":"Unauthorized"}}}}"#);
        check_denial(401, &says("Invalid user / password"), Some(Denial::WrongPassword));
        check_denial(401, &says("The account is locked for user: 1f."), Some(Denial::Locked));
        check_denial(404, &says("Could not find project: 1f."), Some(Denial::NoSuchTenant));
        check_denial(401, &says("User 1f is unauthorized for tenant 2a"), Some(Denial::NoRole));
        check_denial(401, &says("The request you have made requires authentication."), Some(Denial::Unsaid));
        check_denial(401, "<html>Log in</html>", None);
        check_denial(404, "Not found", None);
        check_denial(500, &says("password"), None);
    }
}
