use flowlog_engine::Log;

use super::*;
use crate::state::explored::quick::Quick;

fn filter(text: &str) -> Filter {
    text.parse().unwrap()
}

#[track_caller]
fn check_swap(text: &str, expect: &str) {
    assert_eq!(swapped(&filter(text)).to_string(), expect);
    assert_eq!(swapped(&swapped(&filter(text))), filter(text));
}

#[test]
fn the_other_direction_has_sources_for_destinations() {
    check_swap("src = 10.0.0.1", "dst = 10.0.0.1");
    check_swap(
        "src = 10.0.0.0/8 and (dst_port = 443 or not src_port >= 1000)",
        "dst = 10.0.0.0/8 and (src_port = 443 or not dst_port >= 1000)",
    );
    check_swap("addr = 10.0.0.1 and action = DROP", "addr = 10.0.0.1 and action = DROP");
}

#[test]
fn both_directions_are_asked_only_where_they_differ() {
    let both = |text: &str| {
        let mut inquiry = Inquiry { both_directions: true, ..Inquiry::default() };
        inquiry.add(filter(text));
        inquiry.filter().to_string()
    };
    assert_eq!(both("src = 10.0.0.1"), "src = 10.0.0.1 or dst = 10.0.0.1");
    assert_eq!(both("addr = 10.0.0.1"), "addr = 10.0.0.1");
}

#[test]
fn a_chip_that_is_off_is_kept_and_asks_nothing() {
    let mut inquiry = Inquiry::default();
    inquiry.add(filter("src = 10.0.0.1"));
    inquiry.add(filter("port = 443"));
    assert_eq!(inquiry.filter().to_string(), "src = 10.0.0.1 and port = 443");
    inquiry.chips[0].is_on = false;
    assert_eq!(inquiry.filter().to_string(), "port = 443");
    inquiry.add(filter("src = 10.0.0.1"));
    assert_eq!((inquiry.chips.len(), inquiry.chips[0].is_on), (2, true));
    assert_eq!(Inquiry::default().filter(), Filter::default());
}

#[test]
fn a_value_makes_a_filter() {
    let src = Column::from(Field::Src);
    let address = Value::Address("10.0.0.1".parse().unwrap());
    let text = |filter: Option<Filter>| filter.map(|filter| filter.to_string()).unwrap_or_default();
    assert_eq!(text(only(&src, Some(&address))), "src = 10.0.0.1");
    assert_eq!(text(not(&src, Some(&address))), "src != 10.0.0.1");
    assert_eq!(text(either_side(&src, Some(&address))), "addr = 10.0.0.1");
    assert_eq!(text(only(&src, None)), "src = -");
    let port = Column::from(Field::DstPort);
    let number = Value::Number(443);
    assert_eq!(text(either_side(&port, Some(&number))), "port = 443");
    assert_eq!(either_side(&Field::Action.into(), Some(&Value::Text("DROP".to_owned()))), None);
    let key = [Some(address), Some(number)];
    let by = [src, port];
    assert_eq!(text(group(&by, &key)), "src = 10.0.0.1 and dst_port = 443");
    assert_eq!(text(outside(&by, &key)), "not (src = 10.0.0.1 and dst_port = 443)");
    let odd = Value::Text("a, \"b\" (c)".to_owned());
    let mine = Column::Other("my column".to_owned());
    let odd = only(&mine, Some(&odd)).unwrap();
    assert_eq!(odd.to_string().parse(), Ok(odd));
}

#[test]
fn typed_text_is_a_filter_or_says_where_it_is_none() {
    assert_eq!(parse("  "), Ok(None));
    assert_eq!(
        parse(" port = 443 ").map(|filter| filter.map(|filter| filter.to_string())),
        Ok(Some("port = 443".to_owned()))
    );
    let error = parse("port = 443 and src = nowhere").unwrap_err();
    assert_eq!(&"port = 443 and src = nowhere"[error.at..], "nowhere");
}

/// How many of these records a quick question lets through.
#[track_caller]
fn check_quick(quick: Quick, records: &str, expect: u64) {
    let mut log = Log::default();
    let file = log.open("a", None);
    log.push(file, b"src_addr,dst_addr,protocol,tcp_flag,filter\n");
    log.push(file, records.as_bytes());
    log.finish(file);
    let mut inquiry = Inquiry::default();
    quick.toggle(&mut inquiry);
    assert_eq!(log.select(None, &inquiry.filter()).len(), expect, "{}", inquiry.filter());
}

#[test]
fn quick_questions_find_what_they_say() {
    check_quick(Quick::Dropped, "1.1.1.1,2.2.2.2,6,2,DROP\n1.1.1.1,2.2.2.2,6,2,ACCEPT\n", 1);
    check_quick(
        Quick::Scans,
        "1.1.1.1,2.2.2.2,6,2,ACCEPT\n1.1.1.1,2.2.2.2,6,18,ACCEPT\n1.1.1.1,2.2.2.2,17,0,DROP\n",
        2,
    );
    check_quick(
        Quick::OneSided,
        "1.1.1.1,2.2.2.2,6,2,ACCEPT\n1.1.1.1,2.2.2.2,6,18,ACCEPT\n1.1.1.1,2.2.2.2,17,2,ACCEPT\n",
        1,
    );
    check_quick(Quick::BiggestConversations, "1.1.1.1,2.2.2.2,6,2,DROP\n", 1);
}

#[track_caller]
fn check_outside(address: &str, is_outside: bool) {
    check_quick(Quick::Internet, &format!("10.0.0.1,{address},6,2,ACCEPT\n"), u64::from(is_outside));
    check_quick(Quick::Internet, &format!("{address},10.0.0.1,6,2,ACCEPT\n"), u64::from(is_outside));
}

#[test]
fn the_internet_is_all_that_is_not_inside() {
    for inside in [
        "10.255.255.255",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "169.254.169.254",
        "224.0.0.1",
        "239.255.255.255",
        "fc00::1",
        "fd12::1",
        "::1",
        "fe80::1",
        "ff02::1",
        "-",
    ] {
        check_outside(inside, false);
    }
    for outside in [
        "8.8.8.8",
        "172.32.0.1",
        "172.15.255.255",
        "100.63.255.255",
        "100.128.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "192.0.2.1",
        "198.51.100.1",
        "203.0.113.9",
        "2001:db8::1",
        "::2",
    ] {
        check_outside(outside, true);
    }
}

#[test]
fn a_quick_question_is_pressed_again_to_take_it_back() {
    let mut inquiry = Inquiry::default();
    inquiry.add(filter("src = 10.0.0.1"));
    let own = inquiry.clone();
    for quick in Quick::ALL {
        quick.toggle(&mut inquiry);
        let asked: Vec<Quick> = Quick::ALL.into_iter().filter(|quick| quick.is_asked(&inquiry)).collect();
        assert_eq!(asked, [quick]);
        assert_eq!(inquiry.chips[0], own.chips[0], "what a person has set stays");
        let with = inquiry.clone();
        quick.toggle(&mut inquiry);
        assert!(!quick.is_asked(&inquiry) && inquiry.chips == own.chips && inquiry.view == View::Overview);
        inquiry = with;
    }
    assert_eq!(inquiry.chips.len(), 1, "the last one has no filter, and the others have gone");
    assert_eq!(inquiry.metric, own.metric, "the metric of the biggest conversations has gone with them");
}

#[test]
fn a_quick_question_that_a_person_changes_is_none() {
    let mut inquiry = Inquiry::default();
    Quick::Dropped.toggle(&mut inquiry);
    inquiry.chips[0].is_on = false;
    assert!(!Quick::Dropped.is_asked(&inquiry));
}
