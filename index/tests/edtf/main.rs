//! The dates of FORMAT.md, section "EDTF": what each expression is, when it is, and what is wrong with those refused.

mod calendar;
mod errors;
mod expressions;
mod generated;
mod oracle;
mod order;
mod repair;
mod values;

use briefing_index::edtf::{Bounds, Edtf};

fn parse(text: &str) -> Edtf {
    Edtf::parse(text).unwrap_or_else(|error| panic!("`{text}`: {error} at {:?}", error.at))
}

/// `2024-01-01 2024-02-01`: the first second and the one after the last, midnight left out, `-` for no bound.
fn bounds_text(bounds: Bounds) -> String {
    let side = |second: Option<i64>| second.map_or("-".to_owned(), second_text);
    format!("{} {}", side(bounds.from), side(bounds.to))
}

fn second_text(second: i64) -> String {
    let (year, month, day) =
        briefing_index::edtf::calendar::civil_from_days(second.div_euclid(briefing_index::edtf::calendar::DAY));
    let of_day = second.rem_euclid(briefing_index::edtf::calendar::DAY);
    let time = match of_day {
        0 => String::new(),
        _ => format!("T{:02}:{:02}:{:02}", of_day / 3600, of_day / 60 % 60, of_day % 60),
    };
    format!("{year}-{month:02}-{day:02}{time}")
}
