//! Files that are larger than memory, or become so.

#![cfg(all(feature = "gzip", target_os = "linux"))]

use std::io::Write;

use flowlog_engine::{Log, Reason};

const HEAD: &[u8] = b"src_addr,bytes\n10.0.0.1,1\n";
const PIECE: usize = 1024 * 1024;

/// The most memory that this process has had, in bytes.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() * 1024
}

/// What is read of a file that has one line that does not end for so many pieces, and a record behind it.
fn check(read: impl FnOnce(&mut Log) -> flowlog_engine::FileId) {
    let mut log = Log::default();
    let id = read(&mut log);
    log.finish(id);
    let file = &log.files()[0];
    assert_eq!((file.failure.as_ref(), file.found.records, file.found.unreadable), (None, 2, 1));
    assert!(matches!(file.found.damages[0].reason, Reason::TooLong { .. }), "{:?}", file.found.damages);
    assert_eq!((file.found.damages[0].line, file.found.damages[0].byte), (3, HEAD.len() as u64));
    assert!(peak() < 200_000_000, "{} bytes", peak());
}

#[test]
fn a_line_of_two_gigabytes_is_left_out() {
    let piece = vec![b'a'; PIECE];
    check(|log| {
        let id = log.open("line", None);
        log.push(id, HEAD);
        (0..2048).for_each(|_| log.push(id, &piece));
        log.push(id, b"\n10.0.0.2,2\n");
        id
    });
}

#[test]
fn a_gigabyte_within_a_megabyte_is_inflated_piece_by_piece() {
    let gzip = |text: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    };
    // A gzip file may be several ones after each other.
    let bomb = gzip(&vec![b'a'; 64 * PIECE]);
    check(|log| {
        let id = log.open("bomb", None);
        log.push(id, &gzip(HEAD));
        (0..16).for_each(|_| log.push(id, &bomb));
        log.push(id, &gzip(b"\n10.0.0.2,2\n"));
        id
    });
}
