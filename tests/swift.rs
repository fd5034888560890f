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
