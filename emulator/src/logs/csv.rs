//! Records as lines of CSV, written or only counted by the same code, so that a size is true without the text.

use super::flow::{Column, Flow, Value};
use super::network::Host;

/// Where text goes.
pub trait Sink {
    fn put(&mut self, bytes: &[u8]);
}

impl Sink for Vec<u8> {
    fn put(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

/// Counts the bytes.
#[derive(Default)]
pub struct Length(pub usize);

impl Sink for Length {
    fn put(&mut self, bytes: &[u8]) {
        self.0 += bytes.len();
    }
}

/// Writes one record with its line end.
pub fn line(sink: &mut impl Sink, columns: &[Column], flow: &Flow, host: &Host, region: &str, unit: u64) {
    let mut digits = itoa::Buffer::new();
    for (at, column) in columns.iter().enumerate() {
        if at > 0 {
            sink.put(b",");
        }
        match column.value(flow, host, region, unit) {
            Value::Number(number) => sink.put(digits.format(number).as_bytes()),
            Value::Text(text) => sink.put(text.as_bytes()),
            Value::Address(address) => {
                for (at, part) in address.octets().into_iter().enumerate() {
                    if at > 0 {
                        sink.put(b".");
                    }
                    sink.put(digits.format(part).as_bytes());
                }
            }
            Value::Missing => sink.put(b"-"),
        }
    }
    sink.put(b"\n");
}
