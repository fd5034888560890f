//! Where the files of a source lie.

use super::note::Unsupported;
use super::source::Source;

/// The path of one file, or of all files in a folder whose names end alike.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// Without a slash at its end.
    pub folder: String,
    /// The name of the one file, or how the names end.
    pub name: Name,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Name {
    One(String),
    Ending(String),
}

impl Name {
    pub fn is_gzip(&self) -> bool {
        let (Name::One(end) | Name::Ending(end)) = self;
        end.ends_with(".gz")
    }
}

impl Place {
    /// Reads a glob as [`Source::of_files`] and [`Source::by_folder`] write it.
    pub fn of(glob: &str) -> Result<Place, Unsupported> {
        let read = || {
            let (folder, name) = glob.rsplit_once('/').unwrap_or((".", glob));
            let name = match name.strip_prefix('*') {
                Some(ending) => Name::Ending(plain(ending)?),
                None => Name::One(plain(name)?),
            };
            Some(Place { folder: plain(folder)?, name })
        };
        read().ok_or_else(|| Unsupported::Path(glob.to_owned()))
    }
}

/// The path that a glob without a wildcard finds.
fn plain(glob: &str) -> Option<String> {
    let mut path = String::with_capacity(glob.len());
    let mut rest = glob.chars();
    while let Some(c) = rest.next() {
        match c {
            '[' => {
                path.push(rest.next()?);
                rest.next().filter(|end| *end == ']')?;
            }
            '*' | '?' => return None,
            c => path.push(c),
        }
    }
    Some(path)
}

/// The container of a path in an object storage.
pub fn container(path: &str) -> Option<&str> {
    path.strip_prefix("s3://").map(|path| path.split('/').next().unwrap_or(path))
}

/// The folders of a source, each once, for a database that reads whole folders.
pub fn folders(source: &Source) -> Result<Vec<String>, Unsupported> {
    let mut folders: Vec<String> = Vec::new();
    for path in &source.paths {
        let place = Place::of(path)?;
        if !source.is_parquet && place.name.is_gzip() != source.is_gzip {
            return Err(Unsupported::GzipName(path.clone()));
        }
        if !folders.contains(&place.folder) {
            folders.push(place.folder);
        }
    }
    folders.sort();
    Ok(folders)
}

/// One text for several paths, with what differs in braces: `a/{b,c}/*`. At least `kept` folders that are the same stand
/// in the braces too. `None` if a path has characters that would mean something.
pub fn braces(paths: &[String], kept: usize) -> Option<String> {
    let parts: Vec<Vec<&str>> = paths.iter().map(|path| path.split('/').collect()).collect();
    let [first, others @ ..] = parts.as_slice() else { return None };
    if others.is_empty() {
        return Some(first.join("/"));
    }
    let differing = parts.iter().map(Vec::len).min()?.checked_sub(1)?;
    let is_same = |place: &usize| others.iter().all(|other| other.get(*place) == first.get(*place));
    let head = (0..differing).take_while(is_same).count().saturating_sub(kept);
    let is_same_from_end = |place: &usize| {
        others.iter().all(|other| other.iter().rev().nth(*place) == first.iter().rev().nth(*place))
    };
    let tail = if kept == 0 { (0..differing - head).take_while(is_same_from_end).count() } else { 0 };
    let middle = |part: &Vec<&str>| Some(part.get(head..part.len().checked_sub(tail)?)?.join("/"));
    let middles = parts.iter().map(middle).collect::<Option<Vec<String>>>()?;
    // A container does not stand in braces.
    let is_within = container(paths.first()?).is_none() || head >= 3;
    let is_plain = middles.iter().all(|middle| !middle.contains(['{', '}', ',']));
    let braced = format!("{{{}}}", middles.join(","));
    let all = [first.get(..head)?, &[braced.as_str()], first.get(first.len() - tail..)?].concat();
    (is_within && is_plain).then(|| all.join("/"))
}

/// A folder whose name holds the time of its files.
#[derive(Debug, PartialEq, Eq)]
pub struct Dated {
    /// What stands before the time.
    pub before: String,
    /// The time as the folder writes it: `2026/11/30`.
    pub time: String,
    /// The same as a pattern of Java: `yyyy/MM/dd`.
    pub format: String,
    pub is_hourly: bool,
}

impl Dated {
    /// Reads the year, month, day and perhaps the hour at the end of a folder's name, in this order.
    pub fn of(folder: &str) -> Option<Dated> {
        Dated::ending(folder, &["yyyy", "MM", "dd", "HH"])
            .or_else(|| Dated::ending(folder, &["yyyy", "MM", "dd"]))
    }

    fn ending(folder: &str, parts: &[&str]) -> Option<Dated> {
        let mut rest = folder;
        let mut format = String::new();
        for (place, part) in parts.iter().enumerate().rev() {
            let before = rest.trim_end_matches(|c: char| c.is_ascii_digit());
            let number = rest.get(before.len()..).filter(|number| number.len() == part.len())?;
            let number: u32 = number.parse().ok()?;
            let is_known = match *part {
                "MM" => (1..=12).contains(&number),
                "dd" => (1..=31).contains(&number),
                "HH" => number < 24,
                _ => true,
            };
            if !is_known {
                return None;
            }
            format.insert_str(0, part);
            rest = before;
            if place > 0 {
                let before = rest.trim_end_matches(|c: char| c.is_ascii_alphabetic() || "=/-_.".contains(c));
                let joint = rest.get(before.len()..).filter(|joint| !joint.is_empty())?;
                // Letters of a pattern are signs of their own.
                let has_letters = joint.contains(|c: char| c.is_ascii_alphabetic());
                format.insert_str(0, &if has_letters { format!("'{joint}'") } else { joint.to_owned() });
                rest = before;
            }
        }
        Some(Dated {
            before: rest.to_owned(),
            time: folder.get(rest.len()..)?.to_owned(),
            format,
            is_hourly: parts.len() == 4,
        })
    }
}
