//! Finds the files of a range.

use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use flowlog_engine::TimeRange;
use futures_util::future::{AbortHandle, Abortable, LocalBoxFuture};
use futures_util::lock::Mutex;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

use super::handle::Explorer;
use crate::api::ApiError;
use crate::api::object_storage::{self, Object, ObjectStorage};
use crate::auth::Token;
use crate::config::RegionEntry;
use crate::domain::endpoint::Endpoint;
use crate::domain::log_files::{Layout, Span, Told};
use crate::domain::logger::{Compression, LogFormat, Logger, PartitionPeriod};
use crate::domain::storage_url::{self, StorageUrl, region_code};
use crate::domain::template::Partition;
use crate::domain::web_url::WebUrl;
use crate::logs::{self, Body};
use crate::state::explored::plan::{
    DeviceFile, Form, MOST_FILES, Plan, PlanFault, PlannedFile, Planning, Source, Storage, StorageParts,
};
use crate::state::explored::range::Range;
use crate::state::natural::natural_key;
use crate::state::storage_help::plain_name;

impl Explorer {
    /// Chooses where records come from, and forgets what was loaded from elsewhere.
    pub fn open(self, source: Source) {
        self.close();
        match source {
            Source::Logger(_) => {
                if self.range.get_untracked() == Range::Everything {
                    self.range.set(Range::default());
                }
            }
            Source::Device(_) | Source::Host(_) => {
                self.range.set(Range::Everything);
                // Of another time than that of the files.
                self.inquiry.update(|inquiry| {
                    inquiry.zooms.clear();
                    inquiry.compared = None;
                });
                self.notes.set(Vec::new());
            }
        }
        self.source.set(Some(source));
    }

    /// Finds the files of the chosen range.
    pub fn plan(self) -> LocalBoxFuture<'static, ()> {
        Box::pin(async move {
            self.stop_planning();
            let (handle, registration) = AbortHandle::new_pair();
            self.work.update_value(|work| work.planning = Some(handle));
            let _search = self.search(self.planning);
            let window = self.range.get_untracked().window(self.now());
            let Ok(found) = Abortable::new(self.files_of(window, self.planning), registration).await else {
                return;
            };
            self.planning.update(|planning| match found {
                Ok(plan) => planning.plan = Some(Arc::new(plan)),
                Err(fault) => planning.fault = Some(fault),
            });
        })
    }

    /// Begins to look for files. What was found before is forgotten.
    pub(super) fn search(self, planning: RwSignal<Planning>) -> Search {
        let number = self.work.try_update_value(|work| {
            work.searches += 1;
            work.searches
        });
        let number = number.unwrap_or_default();
        planning.set(Planning { is_listing: true, number, ..Planning::default() });
        Search { planning, number }
    }

    /// The files of a range. How far the listing is, is written into `planning`.
    pub(super) async fn files_of(
        self,
        window: Option<TimeRange>,
        planning: RwSignal<Planning>,
    ) -> Result<Plan, PlanFault> {
        let Some(source) = self.source.get_untracked() else { return Ok(Plan::default()) };
        let planned = |name: &str, bytes| PlannedFile { name: name.to_owned(), bytes, ends: None };
        let mut empty = 0;
        let files: Vec<PlannedFile> = match &source {
            Source::Logger(id) => {
                return self.list_logger(id, window.ok_or(PlanFault::NeedsRange)?, planning).await;
            }
            Source::Device(files) => {
                let with_bytes = with_bytes(files);
                empty = files.len() - with_bytes.len();
                with_bytes.iter().map(|file| planned(&file.name, file.bytes)).collect()
            }
            Source::Host(files) => {
                if let Some(foreign) = files.iter().find(|file| !self.is_known_origin(&file.url)) {
                    return Err(PlanFault::ForeignOrigin(foreign.url.clone()));
                }
                files.iter().map(|file| planned(&file.name, 0)).collect()
            }
        };
        let bytes = files.iter().fold(0, |sum: u64, file| sum.saturating_add(file.bytes));
        let memory = |file: &PlannedFile| Form::of_name(&file.name).memory(file.bytes);
        let memory = files.iter().fold(0, |sum: u64, file| sum.saturating_add(memory(file)));
        let memory_bound = self.memory_bound.get_untracked();
        Ok(Plan { window, files, bytes, empty, memory, memory_bound, ..Plan::default() })
    }

    async fn list_logger(
        self,
        id: &str,
        window: TimeRange,
        planning: RwSignal<Planning>,
    ) -> Result<Plan, PlanFault> {
        let client = self.console.client().ok_or(PlanFault::NotConnected)?;
        let logger = match self.console.known_logger(id) {
            Some(logger) => logger,
            None => client.get_logger(id).await.map_err(PlanFault::Api)?.value,
        };
        let url = storage_url::read(&logger.storage_url, None, 0).url;
        let url = url.ok_or_else(|| PlanFault::StorageUrl(logger.storage_url.clone()))?;
        let (region, storage) = self.storage_of(&url).ok_or(PlanFault::NoStorage)?;
        let storage = Storage::new(region, storage, &url, &logger).await;
        self.work.update_value(|work| work.storage = Some(storage.clone()));
        let partition = match &logger.partition {
            Some(PartitionPeriod::Known(partition)) => partition.clone(),
            // A service before partitions has folders of days.
            Some(PartitionPeriod::Other(_)) | None => Partition::Day,
        };
        let layout =
            Layout::new(&logger.id, partition, logger.file_name_or_default(), logger.aggregation_interval);
        let span = Span { from: window.from, until: window.until };
        if layout.has_too_many_folders(span) {
            return Err(PlanFault::NeedsRange);
        }
        let directory = plain_name(url.directory());
        let folders: Vec<String> = match &logger.partition {
            // Where folders cannot be told, all of them are looked through.
            Some(PartitionPeriod::Other(_)) => vec![directory],
            Some(PartitionPeriod::Known(_)) | None => {
                layout.folders(span).iter().map(|folder| format!("{directory}/{folder}")).collect()
            }
        };
        planning.update(|planning| planning.folders = folders.len());
        let found = &Cell::new(0);
        let list = |folder: String| {
            let storage = storage.clone();
            async move {
                let listed =
                    self.list_folder(&storage, &folder, MOST_FILES.saturating_sub(found.get())).await?;
                found.set(found.get() + listed.objects.len());
                if listed.is_cut || found.get() > MOST_FILES {
                    return Err(PlanFault::TooManyFiles);
                }
                planning.update(|planning| planning.folders_listed += 1);
                Ok(listed)
            }
        };
        let listed: Vec<object_storage::Listing> =
            stream::iter(folders).map(list).buffered(LISTED_AT_ONCE).try_collect().await?;
        let odd: usize = listed.iter().map(|listed| listed.odd).sum();
        let objects = listed.into_iter().flat_map(|listed| listed.objects);
        let plan = plan_of(&logger, &layout, window, objects);
        Ok(Plan { memory_bound: self.memory_bound.get_untracked(), odd: plan.odd + odd, ..plan })
    }

    /// Lists a folder. A token that has ended is renewed once.
    async fn list_folder(
        self,
        storage: &Storage,
        folder: &str,
        most: usize,
    ) -> Result<object_storage::Listing, PlanFault> {
        let token = storage.token.borrow().clone();
        let first = storage.list(&token, folder, most).await;
        if !first.as_ref().is_err_and(ApiError::is_unauthorized) {
            return first.map_err(PlanFault::Api);
        }
        match self.renewed(storage, &token).await {
            Some(token) => storage.list(&token, folder, most).await.map_err(PlanFault::Api),
            None => first.map_err(PlanFault::Api),
        }
    }

    /// A token in place of one that was refused. Folders that are listed at the same time share it.
    async fn renewed(self, storage: &Storage, refused: &Token) -> Option<Token> {
        let _turn = storage.renewing.lock().await;
        let known = storage.token.borrow().clone();
        if known != *refused {
            return Some(known);
        }
        let client = self.console.client()?;
        let session = client.session();
        let mut token = storage.exchange(session.token()).await;
        if token.is_none() {
            // The session's own token may have ended as well.
            let last = session.token();
            let newest = session.renew(last.as_ref(), None).await?.ok()?;
            token = Some(storage.exchange(Some(newest.clone())).await.unwrap_or(newest));
        }
        let token = token.filter(|token| token != refused)?;
        storage.token.replace(token.clone());
        Some(token)
    }

    /// The Object Storage of a storage URL, with the id of its region: the one of its host where the configuration names
    /// it, else that of the region that the host calls itself by. Another region has other files under the same names.
    fn storage_of(self, url: &StorageUrl) -> Option<(String, ObjectStorage)> {
        let (region, endpoint, identity, proxy) = self.console.shared.config.with_value(|config| {
            let storages = || {
                let of = |region: &RegionEntry| Some((region.clone(), region.object_storage.clone()?));
                config.regions.iter().filter_map(of)
            };
            let is_host = |endpoint: &Endpoint| {
                endpoint.origin().strip_prefix("https://").is_some_and(|host| host == url.host())
            };
            let named = url.region();
            let found = storages()
                .find(|(_, endpoint)| is_host(endpoint))
                .or_else(|| storages().find(|(region, _)| named.is_some() && code(region) == named));
            found.map(|(region, endpoint)| {
                (region.id, endpoint, config.identity.clone(), config.proxy.clone())
            })
        })?;
        let token = self.console.client()?.session().token()?;
        let transport = self.console.transport();
        Some((region, ObjectStorage { transport, endpoint, identity, proxy, token }))
    }

    /// Whether the configuration names the origin of an address.
    fn is_known_origin(self, url: &str) -> bool {
        let Ok(url) = WebUrl::parse(url) else { return false };
        self.console.shared.config.with_value(|config| {
            let regions = config.regions.iter();
            let named = regions.flat_map(|region| region.network.iter().chain(&region.object_storage));
            named.chain(&config.identity).any(|known| known.origin() == url.origin())
        })
    }

    /// What the engine reads: the chosen files of a plan.
    pub(super) fn sources(self, plan: &Plan, chosen: &[usize]) -> Vec<logs::Source> {
        let Some(source) = self.source.get_untracked() else { return Vec::new() };
        let storage = self.work.with_value(|work| work.storage.clone());
        let device = match &source {
            Source::Device(files) => with_bytes(files),
            Source::Logger(_) | Source::Host(_) => Vec::new(),
        };
        let body = |at: usize, file: &PlannedFile| match &source {
            Source::Device(_) => device.get(at).map(|file| Body::Local(file.file.clone())),
            Source::Host(files) => {
                files.get(at).map(|file| Body::Remote { url: file.url.clone(), token: None })
            }
            Source::Logger(_) => storage.as_ref().map(|storage| storage.body(&file.name)),
        };
        let columns = storage.as_ref().map(|storage| storage.columns.clone());
        let columns = columns.filter(|columns| matches!(source, Source::Logger(_)) && !columns.is_empty());
        let source = |at: &usize| {
            let file = plan.files.get(*at)?;
            Some(logs::Source {
                name: file.name.clone(),
                bytes: file.bytes,
                body: body(*at, file)?,
                columns: columns.clone(),
            })
        };
        chosen.iter().filter_map(source).collect()
    }

    /// A token in place of the one that some files were refused with.
    pub(super) async fn storage_token(self) -> Option<Token> {
        let storage = self.work.with_value(|work| work.storage.clone())?;
        let refused = storage.token.borrow().clone();
        self.renewed(&storage, &refused).await
    }
}

/// A search for files. At its end, or dropped, nothing is listed any more, unless a newer one has begun.
pub(super) struct Search {
    planning: RwSignal<Planning>,
    number: u64,
}

impl Drop for Search {
    fn drop(&mut self) {
        self.planning.try_maybe_update(|planning| {
            let is_latest = planning.number == self.number;
            planning.is_listing &= !is_latest;
            (is_latest, ())
        });
    }
}

/// The files that have something in them. A plan has them in the same order.
fn with_bytes(files: &[DeviceFile]) -> Vec<&DeviceFile> {
    files.iter().filter(|file| file.bytes > 0).collect()
}

/// What hosts of Object Storage call a region, in capitals.
fn code(region: &RegionEntry) -> Option<String> {
    let endpoints = region.network.iter().chain(&region.object_storage);
    let origins: Vec<String> = endpoints.map(|endpoint| endpoint.origin()).collect();
    let hosts: Vec<&str> =
        origins.iter().filter_map(|origin| origin.split_once("://")).map(|(_, host)| host).collect();
    region_code(&region.id, &hosts).map(|code| code.to_ascii_uppercase())
}

/// Folders that are listed at the same time.
const LISTED_AT_ONCE: usize = 4;

/// The files that can hold records of the range, newest first.
fn plan_of(
    logger: &Logger,
    layout: &Layout,
    window: TimeRange,
    objects: impl Iterator<Item = Object>,
) -> Plan {
    let span = Span { from: window.from, until: window.until };
    let form = match (&logger.log_format, &logger.compression) {
        (LogFormat::Parquet, _) => Form::Parquet,
        (_, Compression::Gzip) => Form::Gzip,
        _ => Form::Csv,
    };
    let mut plan = Plan { window: Some(window), ..Plan::default() };
    let (mut seen, mut folders) = (HashSet::new(), HashSet::new());
    for Object { name, bytes } in objects {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", &name));
        // A name that ends with a slash is a folder that a person has made. One with dots would lead a browser to
        // another address.
        let is_elsewhere = name.split('/').any(|part| matches!(part, "." | ".."));
        plan.odd += usize::from(is_elsewhere);
        let is_file = !file.is_empty() && !is_elsewhere && layout.can_hold(file, span);
        if !is_file || !seen.insert(name.clone()) {
            continue;
        }
        if bytes == 0 {
            plan.empty += 1;
            continue;
        }
        let ends = match layout.told(file) {
            Told::Ends(end) => Some(end),
            Told::OtherLogger | Told::Nothing => None,
        };
        if folders.insert(folder.to_owned()) {
            plan.folders.push(folder.to_owned());
        }
        plan.bytes = plan.bytes.saturating_add(bytes);
        plan.memory = plan.memory.saturating_add(form.memory(bytes));
        plan.files.push(PlannedFile { name, bytes, ends });
    }
    // The parts of one file stay together, in their order.
    plan.files.sort_by_cached_key(|file| (Reverse(file.ends), natural_key(&file.name)));
    plan
}

impl Storage {
    async fn new(region: String, storage: ObjectStorage, url: &StorageUrl, logger: &Logger) -> Storage {
        let token = storage.token_of(url.account()).await.unwrap_or_else(|| storage.token.clone());
        Storage(Rc::new(StorageParts {
            region,
            storage,
            account: url.account().to_owned(),
            container: plain_name(url.container()),
            columns: logger.fields.clone(),
            is_gzip: logger.compression == Compression::Gzip,
            is_parquet: logger.log_format == LogFormat::Parquet,
            token: RefCell::new(token),
            renewing: Mutex::new(()),
        }))
    }
}

impl StorageParts {
    async fn list(
        &self,
        token: &Token,
        folder: &str,
        most: usize,
    ) -> Result<object_storage::Listing, ApiError> {
        self.storage.objects(token, &self.account, &self.container, &format!("{folder}/"), most).await
    }

    /// A token of the account's tenant for one of another tenant.
    async fn exchange(&self, token: Option<Token>) -> Option<Token> {
        let ObjectStorage { transport, endpoint, identity, proxy, .. } = &self.storage;
        let storage = ObjectStorage {
            transport: transport.clone(),
            endpoint: endpoint.clone(),
            identity: identity.clone(),
            proxy: proxy.clone(),
            token: token?,
        };
        storage.token_of(&self.account).await
    }

    fn body(&self, name: &str) -> Body {
        Body::Remote {
            url: self.storage.object_url(&self.account, &self.container, name),
            token: Some(self.token.borrow().clone()),
        }
    }
}
