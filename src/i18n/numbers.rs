//! Numbers for people: digits in groups, bytes, shares. Both languages write them alike.

/// Sums stop at the greatest number: what stands there may be more.
const fn at_least(number: u64) -> &'static str {
    if number == u64::MAX { "≥ " } else { "" }
}

/// Digits in groups of three.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = at_least(number).to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Bytes in the greatest unit of which there is at least one, with three digits.
pub fn bytes(number: u64) -> String {
    short(number, &[" B", " kB", " MB", " GB", " TB", " PB", " EB"])
}

/// A count for the axis of a chart: three digits and a unit.
pub fn compact(number: u64) -> String {
    short(number, &["", "k", "M", "G", "T", "P", "E"])
}

fn short(number: u64, units: &[&str]) -> String {
    let least = at_least(number);
    // Three digits before the unit of `number / scale`.
    let (mut scale, mut unit) = (1u64, 0);
    while number / scale >= 1000 && unit + 1 < units.len() {
        scale *= 1000;
        unit += 1;
    }
    let suffix = units.get(unit).copied().unwrap_or_default();
    let whole = number / scale;
    if unit == 0 || whole >= 100 {
        return format!("{least}{whole}{suffix}");
    }
    let (tenths, hundredths) = (number / (scale / 10) % 10, number / (scale / 100) % 100);
    match (whole, tenths, hundredths) {
        (_, _, 0) | (10.., 0, _) => format!("{least}{whole}{suffix}"),
        (10.., ..) => format!("{least}{whole}.{tenths}{suffix}"),
        _ => format!("{least}{whole}.{hundredths:02}{suffix}"),
    }
}

/// A part of a whole in percent: with one decimal under ten, and never 0 % or 100 % for what is not.
pub fn share(part: u64, whole: u64) -> String {
    if whole == 0 || part == 0 {
        return "0%".to_owned();
    }
    let tenths = u128::from(part) * 1000 / u128::from(whole);
    match tenths {
        0 => "<0.1%".to_owned(),
        1..100 => format!("{}.{}%", tenths / 10, tenths % 10),
        100..1000 => format!("{}%", tenths / 10),
        _ => "100%".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(number: u64, in_groups: &str, in_bytes: &str, in_short: &str) {
        assert_eq!(grouped(number), in_groups);
        assert_eq!(bytes(number), in_bytes);
        assert_eq!(compact(number), in_short);
    }

    #[test]
    fn numbers_are_written_for_people() {
        check(0, "0", "0 B", "0");
        check(999, "999", "999 B", "999");
        check(1000, "1,000", "1 kB", "1k");
        check(1234, "1,234", "1.23 kB", "1.23k");
        check(1_050, "1,050", "1.05 kB", "1.05k");
        check(12_345, "12,345", "12.3 kB", "12.3k");
        check(12_000, "12,000", "12 kB", "12k");
        check(123_456_789, "123,456,789", "123 MB", "123M");
        check(u64::MAX - 1, "18,446,744,073,709,551,614", "18.4 EB", "18.4E");
        check(u64::MAX, "≥ 18,446,744,073,709,551,615", "≥ 18.4 EB", "≥ 18.4E");
    }

    #[track_caller]
    fn check_share(part: u64, whole: u64, expect: &str) {
        assert_eq!(share(part, whole), expect);
    }

    #[test]
    fn a_share_says_no_more_than_it_is() {
        check_share(0, 10, "0%");
        check_share(1, 0, "0%");
        check_share(1, 3, "33%");
        check_share(1, 30, "3.3%");
        check_share(1, 5000, "<0.1%");
        check_share(9999, 10_000, "99%");
        check_share(10, 10, "100%");
        check_share(u64::MAX, u64::MAX, "100%");
    }
}
