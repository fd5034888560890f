//! The containers of an Object Storage account (Swift), offered where a storage URL is written, and the log files in
//! one.
//!
//! An account belongs to a tenant of its own. Where identity is configured, the current token is exchanged for a token
//! of that tenant (Keystone v2, authentication by token). Where that fails, the current token is tried.

use std::rc::Rc;

use percent_encoding::utf8_percent_encode;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::body::object;
use super::error::{ApiError, Cause, Refusal, Unreadable};
use super::identity;
use super::path::COMPONENT;
use super::transport::proxy::{ProxyTemplate, address};
use super::transport::{
    Fault, LONG_TIMEOUT_MS, MOST_LIST_BYTES, Method, Request, Response, TIMEOUT_MS, Transport, retry,
};
use crate::auth::Token;
use crate::domain::endpoint::Endpoint;
use crate::domain::web_url::WebUrl;

/// The objects of a page of a listing.
const PAGE: usize = 10_000;

/// What a container has under a prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    pub objects: Vec<Object>,
    /// Entries that are no object under the prefix.
    pub odd: usize,
    /// Whether there may be more.
    pub is_cut: bool,
}

impl Listing {
    /// Adds a page. Tells whether there may be another one.
    fn add(&mut self, page: &str, prefix: &str, most: usize) -> Result<bool, String> {
        let Page { count, objects, odd } = entries(page, prefix)?;
        let (before, last) = (self.objects.len(), self.objects.last().map(|last| last.name.clone()));
        self.objects.extend(objects.into_iter().filter(|object| Some(&object.name) > last.as_ref()));
        self.odd += odd;
        self.is_cut = self.objects.len() > most;
        // A storage may hold its pages to fewer objects than were asked for, to a round number.
        if self.is_cut || count == 0 || !count.is_multiple_of(100) {
            return Ok(false);
        }
        if self.objects.len() == before {
            return Err("the listing begins again and again".to_owned());
        }
        Ok(true)
    }
}

/// An object of a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its path in the container.
    pub name: String,
    pub bytes: u64,
}

/// What an account's name has before the id of its tenant.
const PREFIX: &str = "AUTH_";

/// An Object Storage and the ways to a token for it. The tokens go to these endpoints, or to them through the proxy.
pub struct ObjectStorage {
    pub transport: Rc<dyn Transport>,
    /// As configured: with or without `/v1` and an account behind it.
    pub endpoint: Endpoint,
    pub identity: Option<Endpoint>,
    pub proxy: Option<ProxyTemplate>,
    /// Of any tenant of the account's owner.
    pub token: Token,
}

impl ObjectStorage {
    /// The names of an account's containers, the first 10,000 of them. The account is `AUTH_` and a tenant id. Asked
    /// for once: the names are a help, and without them one types.
    pub async fn containers(&self, account: &str) -> Result<Vec<String>, ApiError> {
        let token = match self.token_of(account).await {
            Some(token) => token,
            None => self.token.clone(),
        };
        let path = format!("/v1/{}", utf8_percent_encode(account, COMPONENT));
        let answer = self.transport.send(self.listing(&token, &path, "?format=json")).await;
        Ok(listed(&path, &token, answer, names)?.unwrap_or_default())
    }

    /// The objects of a container whose names begin with `prefix`, in the order of their names, by a token of
    /// [`ObjectStorage::token_of`] or the current one. A listing comes in pages, and may change between two of them:
    /// each object is in it once. It ends where there are more than `most`.
    pub async fn objects(
        &self,
        token: &Token,
        account: &str,
        container: &str,
        prefix: &str,
        most: usize,
    ) -> Result<Listing, ApiError> {
        let encode = |text: &str| utf8_percent_encode(text, COMPONENT).to_string();
        let path = format!("/v1/{}/{}", encode(account), encode(container));
        let mut listing = Listing::default();
        loop {
            let last = listing.objects.last().map(|last| format!("&marker={}", encode(&last.name)));
            let query =
                format!("?format=json&limit={PAGE}&prefix={}{}", encode(prefix), last.unwrap_or_default());
            let answer = retry::send(&*self.transport, self.listing(token, &path, &query)).await;
            let has_more = listed(&path, token, answer, |page| listing.add(page, prefix, most))?;
            if has_more != Some(true) {
                return Ok(listing);
            }
        }
    }

    fn listing(&self, token: &Token, path: &str, query: &str) -> Request {
        let url = address(self.proxy.as_ref(), &storage_root(&self.endpoint), &format!("{path}{query}"));
        Request {
            token: Some(token.clone()),
            most_bytes: MOST_LIST_BYTES,
            ..Request::new(Method::Get, url, LONG_TIMEOUT_MS)
        }
    }

    /// Where an object is read.
    pub fn object_url(&self, account: &str, container: &str, name: &str) -> String {
        let mut path = String::from("/v1");
        for part in [account, container].into_iter().chain(name.split('/')) {
            path.push('/');
            path.extend(utf8_percent_encode(part, COMPONENT));
        }
        address(self.proxy.as_ref(), &storage_root(&self.endpoint), &path)
    }

    /// A token of the account's tenant; `None` where identity is not configured or gives none.
    pub async fn token_of(&self, account: &str) -> Option<Token> {
        let (service, tenant) = (self.identity.as_ref()?, account.strip_prefix(PREFIX)?);
        let url = address(self.proxy.as_ref(), service, identity::TOKENS);
        let body = Some(identity::exchange_request(tenant, &self.token));
        let request = Request { body, ..Request::new(Method::Post, url, TIMEOUT_MS) };
        let response = retry::send(&*self.transport, request).await.ok().filter(Response::is_good)?;
        identity::token_in(&response.text())
    }
}

/// Reads the answer to a listing; `None` is 204, which has nothing.
fn listed<T>(
    path: &str,
    token: &Token,
    answer: Result<Response, Fault>,
    read: impl FnOnce(&str) -> Result<T, String>,
) -> Result<Option<T>, ApiError> {
    let failed = |cause| ApiError { method: Method::Get, path: path.to_owned(), cause };
    let response = answer.map_err(|fault| failed(Cause::Transport(fault)))?;
    if !response.is_good() {
        return Err(failed(Cause::Refused(Refusal::to_token(&response, Some(token)))));
    }
    if response.body.is_empty() {
        return Ok(None);
    }
    read(&response.text())
        .map(Some)
        .map_err(|reason| failed(Cause::Unreadable(Unreadable::to_token(&response, reason, Some(token)))))
}

/// The endpoint without an account and `/v1` behind it: service catalogs have them, configurations need not.
fn storage_root(endpoint: &WebUrl) -> WebUrl {
    let whole = endpoint.to_string();
    let mut root = whole.as_str();
    if let Some((before, last)) = root.rsplit_once('/')
        && last.starts_with(PREFIX)
    {
        root = before;
    }
    WebUrl::parse(root.strip_suffix("/v1").unwrap_or(root)).unwrap_or_else(|_| endpoint.clone())
}

#[derive(Deserialize)]
struct ContainerBody {
    name: String,
}

/// Reads `[{"name": …}, …]`; an entry of another form is left out.
fn names(json: &str) -> Result<Vec<String>, String> {
    let list: Vec<&RawValue> = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let read = |entry: &RawValue| object(entry.get()).ok().map(|body: ContainerBody| body.name);
    Ok(list.into_iter().filter_map(read).collect())
}

#[derive(Deserialize)]
struct ObjectBody {
    name: String,
    bytes: u64,
}

/// A page of a listing.
#[derive(Default)]
struct Page {
    /// How many entries it has.
    count: usize,
    objects: Vec<Object>,
    odd: usize,
}

/// Reads `[{"name": …, "bytes": …}, …]`, and counts what is no object under the prefix.
fn entries(json: &str, prefix: &str) -> Result<Page, String> {
    let list: Vec<&RawValue> = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let mut page = Page { count: list.len(), ..Page::default() };
    for entry in list {
        match object(entry.get()) {
            Ok(ObjectBody { name, bytes }) if name.starts_with(prefix) => {
                page.objects.push(Object { name, bytes });
            }
            _ => page.odd += 1,
        }
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use futures_executor::block_on;
    use futures_util::future::LocalBoxFuture;

    use super::*;

    /// Answers with these, one after the other, and keeps what it was asked.
    #[derive(Default)]
    struct Answers {
        answers: RefCell<Vec<(u16, String)>>,
        urls: RefCell<Vec<String>>,
    }

    impl Transport for Answers {
        fn send(&self, request: Request) -> LocalBoxFuture<'_, Result<Response, Fault>> {
            self.urls.borrow_mut().push(request.url);
            let (status, body) = self.answers.borrow_mut().remove(0);
            Box::pin(async move { Ok(Response { status, body: body.into(), ..Response::default() }) })
        }

        fn sleep(&self, _: u32) -> LocalBoxFuture<'_, ()> {
            Box::pin(async {})
        }

        fn now_ms(&self) -> f64 {
            0.0
        }

        fn random(&self) -> f64 {
            0.0
        }
    }

    fn page(names: impl Iterator<Item = usize>) -> (u16, String) {
        let objects: Vec<String> =
            names.map(|n| format!(r#"{{"name":"d/{n:05}","bytes":{n},"hash":"x"}}"#)).collect();
        (200, format!("[{}]", objects.join(",")))
    }

    /// Lists `d/` of the container `a b`.
    fn listing(answers: Vec<(u16, String)>) -> (Result<Listing, ApiError>, Vec<String>) {
        let transport = Rc::new(Answers { answers: RefCell::new(answers), ..Answers::default() });
        let storage = ObjectStorage {
            transport: transport.clone(),
            endpoint: Endpoint::parse("https://obs.example/v1/AUTH_x").unwrap(),
            identity: None,
            proxy: None,
            token: Token::parse("secret").unwrap(),
        };
        let listed = block_on(storage.objects(&storage.token, "AUTH_x", "a b", "d/", 1500));
        assert!(transport.answers.borrow().is_empty(), "not all was asked for");
        let urls = transport.urls.take();
        (listed, urls)
    }

    fn listed(answers: Vec<(u16, String)>) -> (Result<Vec<Object>, ApiError>, Vec<String>) {
        let (listed, urls) = listing(answers);
        (listed.map(|listing| listing.objects), urls)
    }

    #[test]
    fn a_listing_without_an_end_is_cut() {
        let (listing, urls) = listing(vec![page(0..1000), page(1000..2000)]);
        let Listing { objects, is_cut, .. } = listing.unwrap();
        assert_eq!((objects.len(), is_cut, urls.len()), (2000, true, 2));
    }

    #[test]
    fn entries_that_are_no_object_of_the_folder_are_counted() {
        let body = r#"[{"name":"d/a","bytes":3},{"name":"d/b","bytes":-5},{"name":"e/c","bytes":1},{"name":"/d","bytes":1},
            {"name":"d/e","bytes":1e300},{"name":"d/f","bytes":"12"},{"subdir":"d/g/"},5]"#;
        let Listing { objects, odd, is_cut } = listing(vec![(200, body.to_owned())]).0.unwrap();
        assert_eq!((objects, odd, is_cut), (vec![Object { name: "d/a".to_owned(), bytes: 3 }], 7, false));
    }

    #[test]
    fn a_listing_is_read_page_by_page() {
        let (objects, urls) = listed(vec![page(0..1000), page(1000..1002)]);
        let objects = objects.unwrap();
        assert_eq!(objects.len(), 1002);
        assert_eq!(objects[1001], Object { name: "d/01001".to_owned(), bytes: 1001 });
        let first = "https://obs.example/v1/AUTH_x/a%20b?format=json&limit=10000&prefix=d%2F";
        assert_eq!(urls, [first.to_owned(), format!("{first}&marker=d%2F00999")]);
    }

    #[test]
    fn an_odd_entry_does_not_end_a_listing() {
        let (_, body) = page(1..1000);
        let odd = body.replacen('[', "[5,", 1);
        assert_eq!(listed(vec![(200, odd), page(1000..1002)]).0.unwrap().len(), 1001);
        assert_eq!(listed(vec![page(0..100), page(100..110)]).0.unwrap().len(), 110);
    }

    #[test]
    fn a_listing_ends_where_nothing_more_comes() {
        assert_eq!(listed(vec![(204, String::new())]).0, Ok(vec![]));
        assert_eq!(listed(vec![(200, "[]".to_owned())]).0, Ok(vec![]));
        assert_eq!(listed(vec![page(0..1000), (204, String::new())]).0.unwrap().len(), 1000);
    }

    #[test]
    fn a_listing_that_changes_has_each_object_once() {
        assert_eq!(listed(vec![page(0..1000), page(990..1005)]).0.unwrap().len(), 1005);
        let again = listed(vec![page(0..1000), page(0..1000)]).0.unwrap_err();
        assert!(matches!(again.cause, Cause::Unreadable(_)), "{again:?}");
    }

    #[test]
    fn folders_and_odd_entries_are_left_out() {
        let body = r#"[{"subdir":"d/e/"},{"name":"d/a","bytes":3},5,{"name":"d/b"}]"#;
        let objects = listed(vec![(200, body.to_owned())]).0.unwrap();
        assert_eq!(objects, [Object { name: "d/a".to_owned(), bytes: 3 }]);
    }

    #[test]
    fn what_fails_says_why() {
        let status = |answers| listed(answers).0.unwrap_err().status();
        assert_eq!(status(vec![(404, "<html>".to_owned())]), Some(404));
        assert_eq!(status(vec![(401, String::new())]), Some(401));
        // A passing failure is tried again.
        assert_eq!(listed(vec![(503, String::new()), page(0..2)]).0.unwrap().len(), 2);
        let html = listed(vec![(200, "<html>sign in</html>".to_owned())]).0.unwrap_err();
        assert!(
            matches!(html.cause, Cause::Unreadable(Unreadable { looks_like_html: true, .. })),
            "{html:?}"
        );
    }

    #[test]
    fn an_object_has_an_address() {
        let (_, urls) = listed(vec![(204, String::new())]);
        assert!(!urls.concat().contains("secret"));
        let storage = ObjectStorage {
            transport: Rc::new(Answers::default()),
            endpoint: Endpoint::parse("https://obs.example").unwrap(),
            identity: None,
            proxy: None,
            token: Token::parse("secret").unwrap(),
        };
        assert_eq!(
            storage.object_url("AUTH_x", "a b", "d/2026/x_2026-11-30T00:00:00KST_part2"),
            "https://obs.example/v1/AUTH_x/a%20b/d/2026/x_2026-11-30T00%3A00%3A00KST_part2"
        );
    }

    #[track_caller]
    fn root(endpoint: &str, expect: &str) {
        assert_eq!(storage_root(&WebUrl::parse(endpoint).unwrap()).to_string(), expect);
    }

    #[test]
    fn an_endpoint_is_known_with_and_without_its_account() {
        root("https://obs.example", "https://obs.example");
        root("https://obs.example/v1/", "https://obs.example");
        root("https://obs.example/v1/AUTH_e670167936434f85a03694184000ffe6", "https://obs.example");
        root("https://obs.example/swift/v1", "https://obs.example/swift");
        root("https://obs.example/AUTH_x", "https://obs.example");
    }

    #[test]
    fn names_are_read_from_what_is_like_a_listing() {
        let read = |body: &str| names(body).map_err(|_| ());
        assert_eq!(
            read(r#"[{"name":"a","count":1},{"subdir":"b"},5,{"name":"c d"}]"#),
            Ok(vec!["a".into(), "c d".into()])
        );
        assert_eq!(read("[]"), Ok(vec![]));
        assert!(read("{}").is_err());
        assert!(read("<html>").is_err());
    }
}
