//! The order in which a person expects names.

/// Bytes whose order is that of texts for a person: without upper and lower case, and runs of digits as numbers, so
/// that `web-2` is before `Web-10`.
pub fn natural_key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() + 8);
    let mut rest = text.as_bytes();
    while let Some(first) = rest.first() {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (run, after) = rest.split_at_checked(digits).unwrap_or((rest, &[]));
        if run.is_empty() {
            // Bytes of UTF-8 have the order of the characters that they encode.
            key.push(first.to_ascii_lowercase());
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let zeros = run.iter().take_while(|byte| **byte == b'0').count();
        let number = run.get(zeros..).unwrap_or_default();
        // A number stands where its first digit would. Without leading zeros the longer one is greater.
        key.push(b'0');
        key.extend_from_slice(&(number.len() as u32).to_be_bytes());
        key.extend_from_slice(number);
        rest = after;
    }
    key
}
