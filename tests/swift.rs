//! The client against a real OpenStack Swift. `cargo xtask test --suite explorer` starts one and names it.

use std::env;

use flowlog_console::api::object_storage::ObjectStorage;
use flowlog_console::auth::Token;
use flowlog_console::domain::endpoint::Endpoint;
use futures_executor::block_on;

use http::Http;

mod http;

struct Swift {
    url: String,
    account: String,
    token: String,
}

impl Swift {
    fn of_suite() -> Swift {
        let value = |name: &str| env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
        Swift { url: value("SWIFT_URL"), account: value("SWIFT_ACCOUNT"), token: value("SWIFT_TOKEN") }
    }

    /// Makes a container, or an object where the path has one.
    fn put(&self, path: &str, body: &[u8]) {
        let request = ureq::http::Request::builder()
            .method("PUT")
            .uri(format!("{}/v1/{}/{path}", self.url, self.account))
            .header("X-Auth-Token", &self.token)
            .body(body)
            .unwrap();
        let status = Http::new().agent.run(request).unwrap().status();
        assert!(status.is_success(), "PUT {path}: {status}");
    }

    fn storage(&self) -> ObjectStorage {
        ObjectStorage {
            transport: Http::new(),
            endpoint: Endpoint::parse(&self.url).unwrap(),
            identity: None,
            proxy: None,
            token: Token::parse(&self.token).unwrap(),
        }
    }
}

#[test]
#[ignore = "needs a Swift"]
fn containers_are_listed() {
    let swift = Swift::of_suite();
    for name in ["flow-logs", "a%20b", "%ED%95%9C"] {
        swift.put(name, b"");
    }
    let names = block_on(swift.storage().containers(&swift.account)).unwrap();
    for name in ["flow-logs", "a b", "한"] {
        assert!(names.iter().any(|known| known == name), "{name}: {names:?}");
    }
}

#[test]
#[ignore = "needs a Swift"]
fn a_folder_is_listed_page_by_page() {
    let swift = Swift::of_suite();
    swift.put("paged", b"");
    // The suite's Swift lists 100 entries at a time.
    for minute in 0..230 {
        let time = format!("2026-11-30T{:02}%3A{:02}%3A00KST", minute / 60, minute % 60);
        swift.put(&format!("paged/net/2026/11/30/a_{time}_part1"), b"x,y");
    }
    swift.put("paged/net/2026/11/29/a", b"");
    swift.put("paged/net/2026/11/30/%ED%95%9C%20%231", b"");
    let token = Token::parse(&swift.token).unwrap();
    let storage = swift.storage();
    let objects =
        block_on(storage.objects(&token, &swift.account, "paged", "net/2026/11/30/", 1000)).unwrap().objects;
    assert_eq!(objects.len(), 231);
    assert_eq!(objects[0].name, "net/2026/11/30/a_2026-11-30T00:00:00KST_part1");
    assert_eq!((objects[0].bytes, objects[230].name.as_str()), (3, "net/2026/11/30/한 #1"));
    let missing = block_on(storage.objects(&token, &swift.account, "no-such", "", 1000)).unwrap_err();
    assert_eq!(missing.status(), Some(404));
    let refused = Token::parse("AUTH_tk0").unwrap();
    let refused = block_on(storage.objects(&refused, &swift.account, "paged", "", 1000)).unwrap_err();
    assert_eq!(refused.status(), Some(401));
}

#[test]
#[ignore = "needs a Swift"]
fn an_object_is_where_its_address_says() {
    let swift = Swift::of_suite();
    swift.put("read", b"");
    swift.put("read/a%20b/2026-11-30T09%3A00%3A00KST_%ED%95%9C", b"bytes,packets\n1,2\n");
    let name = "a b/2026-11-30T09:00:00KST_한";
    let url = swift.storage().object_url(&swift.account, "read", name);
    let request = ureq::http::Request::get(url).header("X-Auth-Token", &swift.token).body(()).unwrap();
    let mut answer = Http::new().agent.run(request).unwrap();
    assert_eq!(answer.body_mut().read_to_string().unwrap(), "bytes,packets\n1,2\n");
}
