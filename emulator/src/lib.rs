//! An embedded Flow Log service: identity, network, Flow Log and Object Storage on one port or on many, with a sample
//! project, for development and tests.
//!
//! It is an independent reading of the API guide. It shares no type with the console, so that a mistake in one of them
//! is visible in the other.
//!
//! ```no_run
//! let emulator = flowlog_emulator::Emulator::start(flowlog_emulator::Options::default())?;
//! println!("{} {}", emulator.url(), emulator.demo_token());
//! emulator.stop();
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! Imports point down, from each line to those below it:
//!
//! | layer | modules |
//! |---|---|
//! | the program | `main`, this module |
//! | routes | `routes`, `admin` |
//! | resources | `loggers`, `network`, `resource`, `identity`, `catalog`, `discovery`, `storage`, `site` |
//! | shared state | `state` |
//! | stores | `sample`, `world`, `logs`, `logger`, `validate`, `tokens`, `journal`, `faults`, `overview` |
//! | values, parsing | all others |

mod accounts;
mod acl;
mod admin;
mod catalog;
mod clock;
mod connection;
mod discovery;
mod endpoints;
mod faults;
mod identity;
mod ids;
mod journal;
mod logger;
mod loggers;
mod logs;
mod network;
mod options;
mod overview;
mod query;
mod realms;
mod reply;
mod resource;
mod routes;
mod sample;
mod site;
mod state;
mod storage;
mod storage_url;
mod templates;
mod tokens;
mod validate;
mod world;

pub use accounts::{Account, Role};
pub use options::{Catalog, Cors, Options, Sample};
pub use overview::{Realm, Region};

use state::App;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// A running emulator. It ends when this is dropped.
#[derive(Debug)]
pub struct Emulator {
    url: String,
    admin_url: Option<String>,
    realms: Vec<Realm>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Emulator {
    /// Starts an emulator on a thread of its own. It accepts requests when this returns.
    ///
    /// # Errors
    /// When an address cannot be listened on, the thread cannot be started, or there are more regions or realms
    /// asked for than there are.
    pub fn start(options: Options) -> io::Result<Self> {
        options.check().map_err(|why| io::Error::new(io::ErrorKind::InvalidInput, why))?;
        let mut endpoints = endpoints::plan(&options);
        let mut listeners = Vec::with_capacity(endpoints.len());
        for (at, endpoint) in endpoints.iter_mut().enumerate() {
            let mut address = options.address;
            if at > 0 {
                address.set_port(0);
            }
            let listener = listen(address)?;
            endpoint.authority = reachable(listener.local_addr()?).to_string();
            listeners.push(listener);
        }
        let admin = options.admin.map(listen).transpose()?;
        let admin_address = admin.as_ref().map(TcpListener::local_addr).transpose()?;
        let admin_url = admin_address.map(|address| format!("http://{}", reachable(address)));
        let app = App::new(options, endpoints);
        let (url, realms) = (app.endpoint().origin(), app.realms.clone());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new().name("flowlog-emulator".to_owned()).spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    _ = stopped => {}
                    result = serve(app, listeners, admin) => if let Err(error) = result {
                        eprintln!("flowlog-emulator: it stopped serving: {error}");
                    },
                }
            });
            // A request that a latency fault delays does not delay the end.
            runtime.shutdown_background();
        })?;
        Ok(Self { url, admin_url, realms, stop: Some(stop), thread: Some(thread) })
    }

    /// The origin of the main port, as `http://127.0.0.1:8080`. It serves the site, and every service of the first
    /// region unless each has its own port.
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// The origin of the admin port.
    pub fn admin_url(&self) -> Option<String> {
        self.admin_url.clone()
    }

    /// A token of the sample project that may write.
    pub fn demo_token(&self) -> String {
        self.first().demo_token.clone()
    }

    /// Every realm with its regions and accounts; the first is the usual one.
    pub fn realms(&self) -> &[Realm] {
        &self.realms
    }

    /// The regions of the first realm.
    pub fn regions(&self) -> &[Region] {
        &self.first().regions
    }

    fn first(&self) -> &Realm {
        // The options were checked: there is a realm.
        &self.realms[0]
    }

    /// The tenant of the network API.
    pub fn tenant_id(&self) -> String {
        realms::TENANT.to_owned()
    }

    /// The tenant of Object Storage, which needs a token of its own.
    pub fn storage_tenant_id(&self) -> String {
        realms::STORAGE_TENANT.to_owned()
    }

    /// The account that may write.
    pub fn user_name(&self) -> String {
        accounts::ADMIN.user_name.to_owned()
    }

    /// Its API password.
    pub fn password(&self) -> String {
        accounts::ADMIN.password.to_owned()
    }

    /// The account that may only read.
    pub fn member_user_name(&self) -> String {
        accounts::MEMBER.user_name.to_owned()
    }

    /// Its API password.
    pub fn member_password(&self) -> String {
        accounts::MEMBER.password.to_owned()
    }

    /// Ends the emulator; its ports are free when this returns.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        if let Some(stop) = self.stop.take() {
            // An error means that the thread has ended already.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            eprintln!("flowlog-emulator: its thread panicked.");
        }
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        self.end();
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// An address that a client on this machine can use.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    address
}

/// Serves every port. No server ends by itself.
async fn serve(app: App, listeners: Vec<TcpListener>, admin: Option<TcpListener>) -> io::Result<()> {
    let mut servers = tokio::task::JoinSet::new();
    for (at, listener) in listeners.into_iter().enumerate() {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        servers.spawn(connection::serve(listener, routes::router(app.at(at))));
    }
    if let Some(admin) = admin {
        servers.spawn(connection::serve(tokio::net::TcpListener::from_std(admin)?, admin::router(app)));
    }
    servers.join_all().await;
    Ok(())
}
