//! An embedded Flow Log service: identity, network, Flow Log and Object Storage on one port, with a sample
//! project, for development and tests.
//!
//! It is its own reading of the API guide. It shares no type with the console, so that a mistake in one of them
//! shows in the other.
//!
//! ```no_run
//! let emulator = flowlog_emulator::Emulator::start(flowlog_emulator::Options::default())?;
//! println!("{} {}", emulator.url(), emulator.demo_token());
//! emulator.stop();
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! What no document states is decided here, each at its place: an edit keeps the attributes that it leaves out
//! (`logger.rs`), a logger in ERROR stays there, its logging ports are those of its target in every
//! status, and a missing container counts as an unavailable storage.

mod admin;
mod app;
mod clock;
mod discovery;
mod errors;
mod faults;
mod identity;
mod journal;
mod line;
mod logger;
mod loggers;
mod logging_ports;
mod network;
mod neutron;
mod query;
mod random;
mod sample;
mod site;
mod storage;
mod storage_url;
mod templates;
mod validate;
mod world;

use app::App;
use line::{CuttableListener, Switch};
use std::future::IntoFuture;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::str::FromStr;
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// What the project holds at the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// 40 loggers of every kind.
    Full,
    /// No loggers; the network and the containers are there.
    Empty,
    /// That many loggers.
    Count(usize),
}

impl FromStr for Sample {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "full" => Ok(Self::Full),
            "empty" => Ok(Self::Empty),
            _ => text
                .parse()
                .map(Self::Count)
                .map_err(|_| format!("the sample is full, empty or a number of loggers, not '{text}'")),
        }
    }
}

/// How an emulator is started.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the service listens. Port 0: a free one.
    pub address: SocketAddr,
    /// Where the fault switch listens; `None`: nowhere.
    pub admin: Option<SocketAddr>,
    /// A folder of static files to serve at `/`.
    pub site: Option<PathBuf>,
    /// Whether other origins may call it from a browser. The real service lets none.
    pub cors: bool,
    /// Where the ids of the sample come from.
    pub seed: u64,
    /// What the project holds.
    pub sample: Sample,
    /// How long an issued token is valid.
    pub token_lifetime_seconds: u64,
    /// How long a new logger is in BUILD.
    pub build_seconds: f64,
}

impl Default for Options {
    fn default() -> Self {
        let loopback = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Self {
            address: loopback,
            admin: Some(loopback),
            site: None,
            cors: false,
            seed: 1,
            sample: Sample::Full,
            token_lifetime_seconds: 12 * 3600,
            build_seconds: 2.0,
        }
    }
}

/// A running emulator. It ends when this is dropped.
#[derive(Debug)]
pub struct Emulator {
    url: String,
    admin_url: Option<String>,
    demo_token: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Emulator {
    /// Starts an emulator on a thread of its own. It accepts requests when this returns.
    ///
    /// # Errors
    /// When an address cannot be listened on, or the thread cannot be started.
    pub fn start(options: Options) -> io::Result<Self> {
        let public = listen(options.address)?;
        let admin = options.admin.map(listen).transpose()?;
        let address = public.local_addr()?;
        let admin_url = match &admin {
            Some(listener) => Some(format!("http://{}", reachable(listener.local_addr()?))),
            None => None,
        };
        let authority = reachable(address).to_string();
        let app = App::new(options, authority.clone());
        let demo_token = app.demo_token().to_owned();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new().name("flowlog-emulator".to_owned()).spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    _ = stopped => {}
                    result = serve(app, public, admin) => if let Err(error) = result {
                        eprintln!("flowlog-emulator: it stopped serving: {error}");
                    },
                }
            });
            // Requests that wait for a latency fault are not waited for.
            runtime.shutdown_background();
        })?;
        Ok(Self {
            url: format!("http://{authority}"),
            admin_url,
            demo_token,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The origin of the service, as `http://127.0.0.1:8080`.
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// The origin of the admin port.
    pub fn admin_url(&self) -> Option<String> {
        self.admin_url.clone()
    }

    /// A token of the sample project that may write.
    pub fn demo_token(&self) -> String {
        self.demo_token.clone()
    }

    /// The tenant of the network API.
    pub fn tenant_id(&self) -> String {
        sample::TENANT.to_owned()
    }

    /// The tenant of Object Storage, which needs a token of its own.
    pub fn storage_tenant_id(&self) -> String {
        sample::STORAGE_TENANT.to_owned()
    }

    /// The account that may write.
    pub fn user_name(&self) -> String {
        identity::ADMIN.name.to_owned()
    }

    /// Its API password.
    pub fn password(&self) -> String {
        identity::ADMIN.password.to_owned()
    }

    /// The account that may only read.
    pub fn member_user_name(&self) -> String {
        identity::MEMBER.name.to_owned()
    }

    /// Its API password.
    pub fn member_password(&self) -> String {
        identity::MEMBER.password.to_owned()
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

async fn serve(app: App, public: TcpListener, admin: Option<TcpListener>) -> io::Result<()> {
    let public = CuttableListener(tokio::net::TcpListener::from_std(public)?);
    let service = app::router(app.clone()).into_make_service_with_connect_info::<Switch>();
    let public = axum::serve(public, service);
    let Some(admin) = admin else {
        return public.await;
    };
    let admin = axum::serve(tokio::net::TcpListener::from_std(admin)?, admin::router(app));
    tokio::try_join!(public.into_future(), admin.into_future())?;
    Ok(())
}
