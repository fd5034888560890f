//! What records take in memory.

#[path = "../examples/speed/sample.rs"]
mod sample;

use flowlog_engine::Log;

#[test]
fn a_record_with_all_fields_takes_at_most_48_bytes() {
    let records = 200_000;
    let mut text = Vec::new();
    sample::hour(records, &mut text).expect("memory takes every text");
    let mut log = Log::default();
    let file = log.open("hour", None);
    text.chunks(64 * 1024).for_each(|piece| log.push(file, piece));
    log.finish(file);
    assert_eq!(log.columns().len(), records);
    let bytes = log.columns().bytes() / records;
    assert!(bytes <= 48, "{bytes} bytes a record");
}
