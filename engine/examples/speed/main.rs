//! How long reading and asking take: `cargo run --release -p flowlog-engine --example speed [RECORDS]`

#![forbid(unsafe_code)]

mod sample;

use std::time::{Duration, Instant};

use flowlog_engine::{Field, Filter, Log, Metric, Order};

const RUNS: usize = 5;

fn main() {
    let records = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(500_000);
    let text = sample::hour(records);
    println!("{records} records, 24 columns, {:.1} MB; the median of {RUNS} runs", text.len() as f64 / 1e6);
    let mut log = Log::default();
    median("read", || log = read(&text));
    let bytes = log.columns().bytes() as f64 / log.columns().len() as f64;
    println!("{:>10} bytes a record in memory", format!("{bytes:.1}"));
    let quoted = text.replace(",OK,", ",\"OK\",");
    median("read, with quotes", || _ = read(&quoted));
    for filter in ["", "action = DROP", "dst = 10.1.0.0/24 and port = 443 and bytes >= 1000"] {
        let filter: Filter = filter.parse().expect("a filter");
        println!("where {:?}: {} records", filter.to_string(), log.select(None, &filter).len());
        let by = |field: Field| vec![field.into()];
        median("select", || _ = log.select(None, &filter));
        let selection = log.select(None, &filter);
        median("totals", || _ = selection.totals());
        median("series of minutes", || _ = selection.series(60_000, 0));
        median("top 10 sources", || _ = selection.top(&by(Field::Src), Metric::Bytes, Order::Descending, 10));
        median("top 10 ports", || {
            _ = selection.top(&by(Field::DstPort), Metric::Bytes, Order::Descending, 10)
        });
        let pair = [Field::Src.into(), Field::Dst.into()];
        median("top 10 pairs", || _ = selection.top(&pair, Metric::Bytes, Order::Descending, 10));
        median("100 records by bytes", || {
            _ = selection.records(&Field::Bytes.into(), Order::Descending, 0, 100)
        });
        median("select, top 10 sources and series", || {
            let selection = log.select(None, &filter);
            _ = selection.top(&by(Field::Src), Metric::Bytes, Order::Descending, 10);
            _ = selection.series(60_000, 0);
        });
    }
}

fn read(text: &str) -> Log {
    let mut log = Log::default();
    let file = log.open("sample", None);
    for piece in text.as_bytes().chunks(256 * 1024) {
        log.push(file, piece);
    }
    log.finish(file);
    log
}

fn median(name: &str, mut run: impl FnMut()) {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    println!("{:>10.2} ms  {name}", times[RUNS / 2].as_secs_f64() * 1000.0);
}
