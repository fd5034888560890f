//! The files of one logger.

use super::csv::{self, Length, Sink};
use super::flow::{Column, Content, Flow};
use super::names::{MOST, Paths};
use super::network::{Host, mix};
use super::parquet;
use super::talk::Talk;
use super::traffic;
use crate::clock::{Micros, SECOND};
use crate::logger::Logger;
use crate::storage_url::{self, Location};
use crate::templates::DEFAULT_FILE_NAME;
use axum::body::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use md5::{Digest, Md5};
use std::collections::{HashMap, HashSet, VecDeque};
use std::io::Write;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

const MINUTE: Micros = 60 * SECOND;
/// How many generated files are kept for the next request, such as another range of the same file.
const KEPT: usize = 8;
/// How many sizes and counts a logger remembers.
const REMEMBERED: usize = 50_000;
/// Of one interface in so many intervals the service skips records.
const SKIPS: u64 = 2_000;

/// The traffic of a region's network, of which each logger sees a part.
#[derive(Debug, Default)]
pub struct Network {
    region: &'static str,
    seed: u64,
    hosts: Vec<Host>,
    talks: Vec<Talk>,
    recent: Mutex<VecDeque<(Key, Body)>>,
}

impl Network {
    /// `now` decides the day of the story.
    pub fn new(region: &'static str, seed: u64, hosts: Vec<Host>, now: Micros) -> Self {
        let talks = traffic::talks(&hosts, seed, traffic::day_before(now / MINUTE));
        Self { region, seed, hosts, talks, recent: Mutex::default() }
    }

    /// The beginning of the week that ends with the day of `now`.
    pub fn week(now: Micros) -> Micros {
        (traffic::day_before(now / MINUTE) * MINUTE).saturating_sub(6 * 24 * 60 * MINUTE)
    }
}

/// A logger, an interval and a part.
type Key = (String, u64, u64);

/// The content of a file.
#[derive(Clone, Debug)]
pub struct Body {
    pub bytes: Bytes,
    /// The MD5 of the bytes, as Swift has it.
    pub etag: String,
}

impl Body {
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let digest = Md5::digest(&bytes);
        Self { etag: digest.iter().map(|byte| format!("{byte:02x}")).collect(), bytes }
    }
}

/// One kind of records that an interface of the logger has.
#[derive(Clone, Copy, Debug)]
struct View {
    talk: usize,
    at_server: bool,
    /// Records of each connection.
    records: u64,
}

/// Writes the files of a logger. An interval is named by its end, in minutes since 1970.
#[derive(Debug)]
pub struct Writer {
    network: Arc<Network>,
    id: String,
    pub place: Location,
    paths: Paths,
    /// The names of the columns.
    names: Vec<String>,
    columns: Vec<Column>,
    has_header: bool,
    parquet: bool,
    gzip: bool,
    /// Milliseconds that a time counts.
    unit: u64,
    /// Minutes of an interval.
    step: u64,
    short: Vec<View>,
    lasting: Vec<View>,
    /// The interfaces whose missing data are told.
    told: Vec<usize>,
    counts: Mutex<HashMap<u64, u64>>,
    sizes: Mutex<HashMap<(u64, u64), usize>>,
}

impl Writer {
    /// The writer of a logger that captures these ports. `None`: it has no storage.
    pub fn new(network: Arc<Network>, logger: &Logger, ports: &HashSet<&str>) -> Option<Self> {
        let draft = &logger.draft;
        let place = storage_url::parse(&draft.storage_url).ok()?;
        let name = draft.customized_file_name.as_deref().unwrap_or(DEFAULT_FILE_NAME);
        let paths = Paths::new(&logger.id, &place.directory, &draft.partition_period, name);
        let is_captured =
            |host: usize| network.hosts.get(host).is_some_and(|host| ports.contains(host.id.as_str()));
        let (mut short, mut lasting) = (Vec::new(), Vec::new());
        for (at, talk) in network.talks.iter().enumerate() {
            for at_server in [false, true] {
                let fits = match draft.filter.as_str() {
                    "ACCEPT" => !talk.is_dropped(at_server),
                    "DROP" => talk.is_dropped(at_server),
                    _ => true,
                };
                let records = talk.records(at_server);
                if records > 0
                    && fits
                    && (talk.sets_up() || !draft.connection_setup_only)
                    && talk.host(at_server).is_some_and(is_captured)
                {
                    let list = if talk.lasts() { &mut lasting } else { &mut short };
                    list.push(View { talk: at, at_server, records });
                }
            }
        }
        let names: Vec<String> = draft.customized_field.split(',').map(str::to_owned).collect();
        let columns: Vec<Column> = names.iter().map(|name| Column::named(name)).collect();
        // A record without traffic says nothing without its status.
        let tells = draft.filter == "ALL" && columns.contains(&Column::Status);
        let told = (0..network.hosts.len()).filter(|host| tells && is_captured(*host)).collect();
        Some(Self {
            id: logger.id.clone(),
            paths,
            names,
            columns,
            // No document says whether there is a header row. So there are files with and without one.
            has_header: draft.partition_period != "DAY",
            parquet: draft.log_format == "PARQUET",
            gzip: draft.compression_type == "GZIP",
            // Nor does any say in which unit times are.
            unit: if draft.name.starts_with("edge-nat-gateway") { 1 } else { 1_000 },
            step: draft.aggregation_interval.max(1),
            short,
            lasting,
            told,
            counts: Mutex::default(),
            sizes: Mutex::default(),
            place,
            network,
        })
    }

    /// The path of the file or files of an interval, without the part.
    pub fn path(&self, end: u64) -> String {
        self.paths.at(end * MINUTE)
    }

    /// The interval and the part of a path, if it can be one of this logger.
    pub fn find(&self, path: &str) -> Option<(u64, u64)> {
        let (time, part) = self.paths.read(path)?;
        let end = time / MINUTE;
        let is_one = time.is_multiple_of(MINUTE * self.step) && end > self.step;
        (is_one && self.parts(end).contains(&part)).then_some((end, part))
    }

    /// The parts of an interval: none when there are no records, 0 alone for a file that is not split.
    pub fn parts(&self, end: u64) -> Range<u64> {
        match self.records(end) {
            0 => 0..0,
            1..=MOST => 0..1,
            more => 1..more.div_ceil(MOST) + 1,
        }
    }

    /// How many records an interval has.
    pub fn records(&self, end: u64) -> u64 {
        remembered(&self.counts, end, || self.count(end))
    }

    fn minutes(&self, end: u64) -> Range<u64> {
        end.saturating_sub(self.step)..end
    }

    fn count(&self, end: u64) -> u64 {
        let minutes = self.minutes(end);
        let of = |view: &View| {
            let talk = self.network.talks.get(view.talk);
            talk.map_or(0, |talk| talk.connections(minutes.clone()) * view.records)
        };
        let traffic: u64 = self.short.iter().chain(&self.lasting).map(of).sum();
        traffic + self.told.iter().filter(|host| self.untold(**host, end).is_some()).count() as u64
    }

    /// What is said about an interface in place of its traffic.
    fn untold(&self, host: usize, end: u64) -> Option<Content> {
        let skips = || mix(&[self.network.seed, host as u64, end]).is_multiple_of(SKIPS);
        match self.network.hosts.get(host)?.up {
            false => Some(Content::Nothing),
            true => skips().then_some(Content::Skipped),
        }
    }

    /// Every record of a file, in order.
    pub fn each(&self, end: u64, part: u64, mut visit: impl FnMut(&Flow, &Host)) {
        let hosts = &self.network.hosts;
        let mut skip = part.saturating_sub(1) * MOST;
        let mut left = MOST;
        let mut take = |count: u64, make: &dyn Fn(u64) -> Option<Flow>| {
            for at in skip.min(count)..count {
                if left == 0 {
                    return;
                }
                if let Some(flow) = make(at)
                    && let Some(host) = hosts.get(flow.host)
                {
                    visit(&flow, host);
                }
                left -= 1;
            }
            skip = skip.saturating_sub(count);
        };
        let mut all = |view: &View, minutes: Range<u64>| {
            let Some(talk) = self.network.talks.get(view.talk) else { return };
            let count = talk.connections(minutes.clone()) * view.records;
            take(count, &|at| {
                let (number, way) = (at / view.records, at % view.records);
                Some(talk.flow(hosts, view.at_server, minutes.clone(), number, way))
            });
        };
        let minutes = self.minutes(end);
        for minute in minutes.clone() {
            self.short.iter().for_each(|view| all(view, minute..minute + 1));
        }
        self.lasting.iter().for_each(|view| all(view, minutes.clone()));
        for host in &self.told {
            if let Some(content) = self.untold(*host, end) {
                let (start, end) = (minutes.start * 60_000, end * 60_000 - 1);
                take(1, &|_| Some(Flow { host: *host, start, end, content }));
            }
        }
    }

    /// The size of a file in bytes.
    pub fn size(&self, end: u64, part: u64) -> usize {
        remembered(&self.sizes, (end, part), || {
            if self.gzip || self.parquet {
                return self.body(end, part).bytes.len();
            }
            let mut length = Length::default();
            self.lines(end, part, &mut length);
            length.0
        })
    }

    fn lines(&self, end: u64, part: u64, sink: &mut impl Sink) {
        if self.has_header {
            sink.put(format!("{}\n", self.names.join(",")).as_bytes());
        }
        self.each(end, part, |flow, host| {
            csv::line(sink, &self.columns, flow, host, self.network.region, self.unit);
        });
    }

    /// The content of a file.
    pub fn body(&self, end: u64, part: u64) -> Body {
        let key = (self.id.clone(), end, part);
        let recent = || self.network.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, body)) = recent().iter().find(|(known, _)| *known == key) {
            return body.clone();
        }
        let body = Body::new(self.make(end, part));
        let mut recent = recent();
        recent.truncate(KEPT - 1);
        recent.push_front((key, body.clone()));
        body
    }

    fn make(&self, end: u64, part: u64) -> Vec<u8> {
        if self.parquet {
            let mut rows = parquet::Rows::new(&self.columns, self.network.region, self.unit);
            self.each(end, part, |flow, host| rows.add(flow, host));
            return rows.file(&self.names, self.gzip);
        }
        let mut text = Vec::with_capacity(64 * 1024);
        self.lines(end, part, &mut text);
        if self.gzip { gzip(&text) } else { text }
    }

    pub fn content_type(&self) -> &'static str {
        match (self.parquet, self.gzip) {
            (true, _) => "application/octet-stream",
            (false, true) => "application/gzip",
            (false, false) => "text/csv",
        }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    // A write to memory cannot fail.
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

/// A value that is computed once, as long as not too many are remembered.
fn remembered<K: Copy + Eq + std::hash::Hash, V: Copy>(
    known: &Mutex<HashMap<K, V>>,
    key: K,
    compute: impl FnOnce() -> V,
) -> V {
    let lock = || known.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(value) = lock().get(&key) {
        return *value;
    }
    let value = compute();
    let mut known = lock();
    if known.len() >= REMEMBERED {
        known.clear();
    }
    known.insert(key, value);
    value
}

/// When a logger writes: only while it is active.
#[derive(Clone, Debug)]
pub struct Assignment {
    pub writer: Arc<Writer>,
    /// The last one has no end while the logger is active.
    spans: Vec<Range<Micros>>,
}

impl Assignment {
    pub fn new(writer: Writer, span: Range<Micros>) -> Self {
        Self { writer: Arc::new(writer), spans: vec![span] }
    }

    pub fn is_of(&self, logger: &str) -> bool {
        self.writer.id == logger
    }

    /// From now on the logger is active or not.
    pub fn switch(&mut self, on: bool, now: Micros) {
        match self.spans.last_mut().filter(|span| span.end == Micros::MAX) {
            Some(span) if !on => span.end = now,
            None if on => self.spans.push(now..Micros::MAX),
            _ => {}
        }
    }

    /// The intervals that have ended by a time, oldest first.
    pub fn intervals(&self, now: Micros) -> impl Iterator<Item = u64> {
        let step = self.writer.step;
        let ends = move |span: &Range<Micros>| {
            let first = span.start.div_ceil(step * MINUTE) + 1;
            let last = span.end.min(now) / (step * MINUTE);
            (first..last + 1).map(move |at| at * step)
        };
        self.spans.iter().flat_map(ends)
    }

    /// Whether an interval has been written by a time.
    pub fn has(&self, end: u64, now: Micros) -> bool {
        let (start, end) = ((end - self.writer.step) * MINUTE, end * MINUTE);
        self.spans.iter().any(|span| span.start <= start && end <= span.end.min(now))
    }

    /// About how many files and bytes there are: counting the bytes would generate every file.
    pub fn estimate(&self, now: Micros) -> (usize, usize) {
        let count = self.intervals(now).count();
        let Some(last) = self.intervals(now).last() else { return (0, 0) };
        let records = usize::try_from(self.writer.records(last)).unwrap_or_default();
        let cells = records * self.writer.columns.len() * count;
        (count, if self.writer.gzip || self.writer.parquet { cells } else { cells * 11 })
    }
}
