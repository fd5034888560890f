//! Where the files lie.

use std::collections::BTreeMap;

use crate::log::File;

/// Files that have the same columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Paths or globs of local files, or `s3://bucket/…`. A glob must not contain `**`.
    pub paths: Vec<String>,
    /// All columns, in their order.
    pub columns: Vec<String>,
    pub has_header: bool,
    pub is_gzip: bool,
    pub is_parquet: bool,
}

impl Source {
    /// Sources for the files of a log. Those without a record are left out.
    pub fn of_files(files: &[File]) -> Vec<Source> {
        let mut sources: Vec<Source> = Vec::new();
        for file in files.iter().filter(|file| !file.columns.is_empty()) {
            let path = literal(&file.name);
            let is_alike = |source: &&mut Source| {
                source.columns == file.columns
                    && source.has_header == file.has_header
                    && source.is_gzip == file.is_gzip
                    && source.is_parquet == file.is_parquet
            };
            match sources.iter_mut().find(is_alike) {
                Some(source) => source.paths.push(path),
                None => sources.push(Source {
                    paths: vec![path],
                    columns: file.columns.clone(),
                    has_header: file.has_header,
                    is_gzip: file.is_gzip,
                    is_parquet: file.is_parquet,
                }),
            }
        }
        sources
    }

    /// The same sources with a folder in place of its files, where the folder has no files of another source. A folder
    /// may have more files than those: the caller knows whether it does.
    pub fn by_folder(sources: Vec<Source>) -> Vec<Source> {
        // For each folder: the one source that has files in it, and whether all their names end in `.gz`.
        let mut folders: BTreeMap<String, (Option<usize>, bool)> = BTreeMap::new();
        for (number, source) in sources.iter().enumerate() {
            for (folder, name) in source.paths.iter().filter_map(|path| path.rsplit_once('/')) {
                let is_gzip = name.ends_with(".gz");
                let known = folders.entry(folder.to_owned()).or_insert((Some(number), is_gzip));
                known.0 = known.0.filter(|known| *known == number);
                known.1 &= is_gzip;
            }
        }
        let glob = |path: String| match path.rsplit_once('/') {
            Some((folder, _)) => match folders.get(folder) {
                Some((Some(_), true)) => format!("{folder}/*.gz"),
                Some((Some(_), false)) => format!("{folder}/*"),
                _ => path,
            },
            None => path,
        };
        let mut sources = sources;
        for source in &mut sources {
            source.paths = std::mem::take(&mut source.paths).into_iter().map(glob).collect();
            source.paths.sort();
            source.paths.dedup();
        }
        sources
    }
}

/// A path as a glob that finds this path alone.
fn literal(path: &str) -> String {
    let mut glob = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '*' | '?' | '[' => glob.extend(['[', c, ']']),
            c => glob.push(c),
        }
    }
    glob
}

/// An object storage that has the S3 API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Storage {
    /// Such as `https://kr1-api-object-storage.nhncloudservice.com`.
    pub endpoint: String,
    /// Such as `KR1`.
    pub region: String,
}

/// Whether the S3 API can reach a container of this name: 3 to 63 lower-case letters, digits, dots and hyphens, a
/// letter or a digit at both ends.
pub fn is_bucket_name(name: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let ends = [name.bytes().next(), name.bytes().last()];
    (3..=63).contains(&name.len())
        && name.bytes().all(|byte| is_inner(byte) || matches!(byte, b'.' | b'-'))
        && ends.iter().all(|end| end.is_some_and(is_inner))
        && !name.contains("..")
        && name.parse::<std::net::Ipv4Addr>().is_err()
}
