//! Asks log files a question: `cargo run -p flowlog-engine --example ask -- FILES… --where 'action = DROP' --top src`

#![forbid(unsafe_code)]

use std::error::Error;
use std::fmt::Display;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

use flowlog_engine::{
    Answer, Change, Column, Field, Filter, Log, Metric, Order, Question, Show, Shown, Sums, Tally, TimeRange,
    Value, names, sql,
};
use lexopt::prelude::*;

const HELP: &str = "\
ask FILES… [OPTIONS]

What is asked (the default is the totals):
  --top COLUMN[,COLUMN]       the values with the greatest sums
  --series SECONDS            the sums of each step of time
  --records COLUMN            the records in the order of a column
  --spread COLUMN[,COLUMN]    who has the most different targets and ports
  --distinct COLUMN[,COLUMN]  how many different values there are
  --changes COLUMN[,COLUMN]   what is different from the range before

Of which records:
  --where FILTER              such as 'src = 10.0.0.0/8 and port = 443 and action = DROP'
  --from TIME, --until TIME   seconds or milliseconds since 1970
  --columns NAME[,NAME]       the columns of files without a header

How:
  --metric flows|packets|bytes
  --order descending|ascending
  --offset NUMBER, --limit NUMBER
  --question JSON             the whole question as JSON
  --json                      the answer as JSON
  --sql DIALECT               the same question as SQL, instead of an answer, for
                              duckdb, clickhouse, spark, trino or athena
  --folders                   SQL names folders where it can, not each of the files
  --as FOLDER=PATH            SQL names what is in the folder by another path, such
                              as s3://CONTAINER
  --storage ENDPOINT,REGION   where SQL finds paths with s3://";

fn main() -> ExitCode {
    match run() {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Arguments {
    files: Vec<PathBuf>,
    columns: Option<Vec<String>>,
    question: Question,
    is_json: bool,
    sql: Option<sql::Dialect>,
    by_folder: bool,
    /// A folder, and what SQL calls it.
    renamed: Option<(String, String)>,
    storage: Option<sql::Storage>,
}

fn run() -> Result<String, Box<dyn Error>> {
    let Some(arguments) = arguments()? else { return Ok(HELP.to_owned()) };
    let log = read(&arguments)?;
    for file in log.files() {
        if let Some(failure) = &file.failure {
            eprintln!("{}: {failure}", file.name);
        }
        for damage in &file.found.damages {
            eprintln!("{}:{}: {} (byte {})", file.name, damage.line, damage.reason, damage.byte);
        }
    }
    if let Some(dialect) = arguments.sql {
        let sources = sources(&log, &arguments);
        let Arguments { question, storage, .. } = arguments;
        return Ok(sql::Request { dialect, question, sources, storage }.write()?);
    }
    let answer = log.ask(&arguments.question);
    if arguments.is_json {
        Ok(serde_json::to_string(&answer)?)
    } else {
        Ok(shown(&answer, &arguments.question))
    }
}

/// The files as the statement names them.
fn sources(log: &Log, arguments: &Arguments) -> Vec<sql::Source> {
    let mut sources = sql::Source::of_files(log.files());
    if arguments.by_folder {
        sources = sql::Source::by_folder(sources);
    }
    if let Some((folder, name)) = &arguments.renamed {
        for path in sources.iter_mut().flat_map(|source| &mut source.paths) {
            if let Some(rest) = path.strip_prefix(folder) {
                *path = format!("{name}{rest}");
            }
        }
    }
    sources
}

fn arguments() -> Result<Option<Arguments>, Box<dyn Error>> {
    let mut files = Vec::new();
    let mut columns = None;
    let mut question = Question::default();
    let (mut from, mut until) = (None, None);
    let (mut metric, mut order, mut offset, mut limit) = (Metric::default(), Order::default(), 0, 10);
    let (mut is_json, mut sql, mut by_folder, mut renamed, mut storage) = (false, None, false, None, None);
    let mut asked: Option<(String, String)> = None;
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("help") => return Ok(None),
            Long("where") => question.filter = parser.value()?.string()?.parse::<Filter>()?,
            Long("from") => from = Some(milliseconds(parser.value()?.parse()?)),
            Long("until") => until = Some(milliseconds(parser.value()?.parse()?)),
            Long("columns") => {
                columns = Some(parser.value()?.string()?.split(',').map(str::to_owned).collect())
            }
            Long("metric") => metric = word(&parser.value()?.string()?)?,
            Long("order") => order = word(&parser.value()?.string()?)?,
            Long("offset") => offset = parser.value()?.parse()?,
            Long("limit") => limit = parser.value()?.parse()?,
            Long("question") => question = serde_json::from_str(&parser.value()?.string()?)?,
            Long("json") => is_json = true,
            Long("sql") => sql = Some(word(&parser.value()?.string()?)?),
            Long("folders") => by_folder = true,
            Long("as") => renamed = Some(pair(&parser.value()?.string()?, '=')?),
            Long("storage") => {
                let (endpoint, region) = pair(&parser.value()?.string()?, ',')?;
                storage = Some(sql::Storage { endpoint, region });
            }
            Long(what @ ("top" | "spread" | "series" | "records" | "distinct" | "changes")) => {
                let what = what.to_owned();
                asked = Some((what, parser.value()?.string()?));
            }
            Value(file) => files.push(file.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    if files.is_empty() {
        return Ok(None);
    }
    if from.is_some() || until.is_some() {
        question.range = Some(TimeRange { from: from.unwrap_or(0), until: until.unwrap_or(u64::MAX) });
    }
    if let Some((what, by)) = asked {
        let columns = |by: &str| by.split(',').map(|name| Column::from(name.to_owned())).collect();
        question.show = match what.as_str() {
            "top" => Show::Top { by: columns(&by), metric, order, limit },
            "series" => Show::Series { step: by.parse::<u64>()?.saturating_mul(1000), origin: 0 },
            "records" => Show::Records { by: Column::from(by), order, offset, limit },
            "spread" => {
                Show::Spread { by: columns(&by), of: vec![Field::Dst.into(), Field::DstPort.into()], limit }
            }
            "distinct" => Show::Distinct { by: columns(&by) },
            _ => {
                let TimeRange { from, until } = question.range.ok_or("--changes needs --from and --until")?;
                let before = TimeRange { from: from.saturating_sub(until.saturating_sub(from)), until: from };
                Show::Changes { by: columns(&by), before, metric, limit }
            }
        };
    }
    Ok(Some(Arguments { files, columns, question, is_json, sql, by_folder, renamed, storage }))
}

fn milliseconds(time: u64) -> u64 {
    if time < 100_000_000_000 { time * 1000 } else { time }
}

/// Two texts with a sign between them.
fn pair(text: &str, joint: char) -> Result<(String, String), String> {
    let (one, other) = text.split_once(joint).ok_or_else(|| format!("{text} has no {joint}"))?;
    Ok((one.to_owned(), other.to_owned()))
}

/// One of the words of an enum.
fn word<T: serde::de::DeserializeOwned>(word: &str) -> serde_json::Result<T> {
    serde_json::from_value(word.into())
}

fn read(arguments: &Arguments) -> Result<Log, Box<dyn Error>> {
    let mut log = Log::default();
    let mut piece = vec![0; 256 * 1024];
    for path in &arguments.files {
        let name = path.to_str().ok_or("the name of a file is not UTF-8")?;
        let mut file = File::open(path).map_err(|error| format!("{name}: {error}"))?;
        let id = log.open(name, arguments.columns.clone());
        loop {
            let len = file.read(&mut piece)?;
            if len == 0 {
                break;
            }
            log.push(id, &piece[..len]);
        }
        log.finish(id);
    }
    Ok(log)
}

/// The answer as tables.
fn shown(answer: &Answer, question: &Question) -> String {
    let table = match &answer.shown {
        Shown::Totals(totals) => {
            let mut rows = vec![head(&[""])];
            rows.push([vec!["all".to_owned()], sums(&totals.all.total)].concat());
            rows.push([vec!["accepted".to_owned()], sums(&totals.accepted)].concat());
            rows.push([vec!["dropped".to_owned()], sums(&totals.all.dropped)].concat());
            aligned(&rows)
        }
        Shown::Series(steps) => {
            let mut rows = vec![[head(&["begin"]), vec!["dropped".to_owned()]].concat()];
            rows.extend(steps.iter().map(|step| {
                let begin = step.begin.map_or("–".to_owned(), |begin| begin.to_string());
                [vec![begin], sums(&step.tally.total), vec![step.tally.dropped.flows.to_string()]].concat()
            }));
            aligned(&rows)
        }
        Shown::Top(top) => {
            let Show::Top { by, metric, .. } = &question.show else { return String::new() };
            let by_names: Vec<&str> = by.iter().map(Column::name).collect();
            let mut rows = vec![[head(&by_names), vec!["share".to_owned(), "dropped".to_owned()]].concat()];
            let row = |key: Vec<String>, tally: &Tally| {
                let share = format!("{:.1} %", tally.share(&top.total, *metric) * 100.0);
                [key, sums(&tally.total), vec![share, tally.dropped.flows.to_string()]].concat()
            };
            rows.extend(top.rows.iter().map(|found| row(key(by, &found.key), &found.tally)));
            if top.groups > top.rows.len() as u64 {
                let mut key = vec![format!("{} others", top.groups - top.rows.len() as u64)];
                key.resize(by.len().max(1), String::new());
                rows.push(row(key, &top.other));
            }
            aligned(&rows)
        }
        Shown::Spread(spread) => {
            let Show::Spread { by, of, .. } = &question.show else { return String::new() };
            let names: Vec<&str> = by.iter().chain(of).map(Column::name).collect();
            let mut rows = vec![[head(&names), vec!["combinations".to_owned()]].concat()];
            rows.extend(spread.rows.iter().map(|found| {
                let counts = found.distinct.iter().map(u64::to_string).collect();
                [key(by, &found.key), counts, sums(&found.tally.total), vec![found.combined.to_string()]]
                    .concat()
            }));
            aligned(&rows)
        }
        Shown::Records(records) => {
            let mut rows = vec![records.columns.iter().map(ToString::to_string).collect()];
            rows.extend(records.rows.iter().map(|record| key(&records.columns, &record.values)));
            aligned(&rows)
        }
        Shown::Distinct(count) => count.to_string(),
        Shown::Changes(changes) => {
            let Show::Changes { by, metric, .. } = &question.show else { return String::new() };
            let mut rows = vec![
                ["".to_owned()].into_iter().chain(by.iter().map(ToString::to_string)).collect::<Vec<_>>(),
            ];
            rows[0].extend(["before", "now"].map(|range| format!("{} {range}", metric.name())));
            let lists = [
                ("new", &changes.appeared),
                ("vanished", &changes.vanished),
                ("more", &changes.grown),
                ("less", &changes.shrunk),
            ];
            for (word, list) in lists {
                rows.extend(list.iter().map(|change: &Change| {
                    let numbers =
                        [&change.before, &change.now].map(|tally| tally.total.of(*metric).to_string());
                    [vec![word.to_owned()], key(by, &change.key), numbers.to_vec()].concat()
                }));
            }
            aligned(&rows)
        }
    };
    let basis = &answer.basis;
    let mut text = format!(
        "{table}\n\n{} of {} records in {} files, {} bytes",
        basis.records, basis.of_records, basis.files, basis.bytes
    );
    let notes = [
        (basis.unreadable, "unreadable"),
        (basis.failed_files, "files failed"),
        (basis.skip_data, "SKIPDATA"),
        (basis.no_data, "NODATA"),
    ];
    for (count, word) in notes {
        if count > 0 {
            text.push_str(&format!(", {count} {word}"));
        }
    }
    text
}

fn head(first: &[&str]) -> Vec<String> {
    first.iter().copied().chain(Metric::ALL.map(Metric::name)).map(str::to_owned).collect()
}

fn sums(sums: &Sums) -> Vec<String> {
    Metric::ALL.iter().map(|metric| sums.of(*metric).to_string()).collect()
}

/// The values of a key, with the names that numbers have.
fn key(by: &[Column], key: &[Option<Value>]) -> Vec<String> {
    let shown = |(column, value): (&Column, &Option<Value>)| match (column, value) {
        (
            Column::Field(field @ (Field::Protocol | Field::Flags | Field::Path)),
            Some(Value::Number(number)),
        ) => names::name(*field, *number).unwrap_or_else(|| number.to_string()),
        (_, Some(value)) => value.to_string(),
        (_, None) => "–".to_owned(),
    };
    by.iter().zip(key).map(shown).collect()
}

/// Rows as columns of the same width.
fn aligned(rows: &[Vec<impl Display>]) -> String {
    let cells: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    let width =
        |column: usize| cells.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let line = |row: &Vec<String>| {
        let padded =
            row.iter().enumerate().map(|(column, cell)| format!("{cell:>0$}", width(column).unwrap_or(0)));
        padded.collect::<Vec<_>>().join("  ")
    };
    cells.iter().map(line).collect::<Vec<_>>().join("\n")
}
