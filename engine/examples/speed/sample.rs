//! Records as a project has them.

use std::fmt::Write;

use flowlog_engine::Field;

/// An hour of a network of 200 interfaces, as CSV with a header.
pub fn hour(records: usize) -> String {
    let mut random = fastrand::Rng::with_seed(1);
    let names: Vec<&str> = Field::ALL.iter().map(|field| field.column()).collect();
    let mut text = names.join(",") + "\n";
    for record in 0..records {
        let start = 1_764_500_000 + record * 3600 / records;
        let interface = random.u32(0..200);
        let service = [443, 443, 443, 80, 53, 5432, 22, 8080][random.usize(0..8)];
        let is_dropped = random.u8(0..20) == 0;
        let packets = random.u32(1..200);
        let result = writeln!(
            text,
            "{start},{},3f2a{interface:04x}-6c1b-4a8e-9d2f-0123456789ab,instance,8c4d{interface:04x}-1111-4222-8333-\
             456789abcdef,5b6e0001-aaaa-4bbb-8ccc-0123456789ab,77aa0001-dddd-4eee-8fff-0123456789ab,KR1,{},10.0.{}.{},\
             10.1.{}.{},{},{service},{},{packets},{},{},{},-1,-1,-1,-1,OK,{}",
            start + random.usize(0..60),
            [6, 6, 6, 17][random.usize(0..4)],
            random.u8(0..8),
            random.u8(..),
            random.u8(0..4),
            random.u8(..),
            random.u16(32768..61000),
            [2, 18, 19, 27][random.usize(0..4)],
            packets * random.u32(40..1500),
            ["ingress", "egress"][random.usize(0..2)],
            if is_dropped { "DROP" } else { "ACCEPT" },
            [1, 1, 2][random.usize(0..3)],
        );
        result.expect("a string takes every text");
    }
    text
}
