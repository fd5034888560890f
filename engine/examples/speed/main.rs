//! How long reading and asking take: `cargo run --release -p flowlog-engine --example speed [-- --help]`

#![forbid(unsafe_code)]

mod sample;

use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::time::Instant;

use flowlog_engine::{Filter, Log, Question};
use lexopt::ValueExt as _;

const HELP: &str = "\
speed [--records N] [--runs N]    measures with records that it makes
speed [--runs N] FILES…           measures with each of the files; `--json` for programs
speed --records N --write FILE    only writes the records";
/// Every record, the larger part, a small one, and next to none.
const FILTERS: [&str; 4] =
    ["", "port = 443", "action = DROP", "dst = 10.0.0.0/24 and port = 443 and bytes >= 200000"];
const PIECE: usize = 256 * 1024;

struct Options {
    records: usize,
    runs: usize,
    is_json: bool,
    write: Option<PathBuf>,
    files: Vec<PathBuf>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Some(options) = options()? else {
        println!("{HELP}");
        return Ok(());
    };
    if let Some(file) = &options.write {
        let mut out = BufWriter::new(std::fs::File::create(file)?);
        sample::hour(options.records, &mut out)?;
        return Ok(out.flush()?);
    }
    for file in &options.files {
        measure(&file.display().to_string(), &std::fs::read(file)?, &options)?;
    }
    if options.files.is_empty() {
        let mut text = Vec::new();
        sample::hour(options.records, &mut text)?;
        measure("sample", &text, &options)?;
    }
    Ok(())
}

fn options() -> Result<Option<Options>, Box<dyn std::error::Error>> {
    let mut options = Options { records: 500_000, runs: 5, is_json: false, write: None, files: Vec::new() };
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("records") => options.records = arguments.value()?.parse()?,
            lexopt::Arg::Long("runs") => options.runs = arguments.value()?.parse()?,
            lexopt::Arg::Long("json") => options.is_json = true,
            lexopt::Arg::Long("write") => options.write = Some(arguments.value()?.into()),
            lexopt::Arg::Value(file) => options.files.push(file.into()),
            lexopt::Arg::Long("help") => return Ok(None),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Some(options))
}

/// Prints how long it takes to read a file and to ask for the first screen, each run by itself.
fn measure(name: &str, file: &[u8], options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    let questions: Vec<Question> = serde_json::from_str(include_str!("first_screen.json"))?;
    let mut log = Log::default();
    let mut figures = vec![("read".to_owned(), times(options.runs, || log = read(file)))];
    for filter in FILTERS {
        let filter: Filter = filter.parse()?;
        let ask = || -> Vec<_> {
            let of = |question: &Question| Question { filter: filter.clone(), ..question.clone() };
            log.ask_all(&questions.iter().map(of).collect::<Vec<_>>())
        };
        let figure = match filter.to_string().as_str() {
            "" => "ask".to_owned(),
            filter => format!("ask, {filter}"),
        };
        figures.push((figure, times(options.runs, || _ = ask())));
    }
    let records = log.columns().len();
    let bytes = log.columns().bytes() as f64 / records as f64;
    if options.is_json {
        let figures: std::collections::BTreeMap<_, _> = figures.into_iter().collect();
        println!(
            "{}",
            serde_json::json!({ "file": name, "records": records, "bytes": bytes, "ms": figures })
        );
        return Ok(());
    }
    println!(
        "{name}: {records} records, {:.1} MB, {bytes:.1} bytes a record in memory",
        file.len() as f64 / 1e6
    );
    for (figure, mut times) in figures {
        times.sort_by(f64::total_cmp);
        println!("{:>10.2} ms  {figure}", times[times.len() / 2]);
    }
    Ok(())
}

fn read(bytes: &[u8]) -> Log {
    let mut log = Log::default();
    let file = log.open("sample", None);
    for piece in bytes.chunks(PIECE) {
        log.push(file, piece);
    }
    log.finish(file);
    log
}

/// The milliseconds of each run.
fn times(runs: usize, mut run: impl FnMut()) -> Vec<f64> {
    let time = |_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64() * 1000.0
    };
    (0..runs).map(time).collect()
}
