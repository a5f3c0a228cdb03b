//! From a date as it is written to what is drawn of it.

use super::{End, Part, Shape};
use crate::edtf::{Date, Edge, Edtf, Form, Interval, Member, Part as Precision};

/// What is drawn of a date: one part, or one for each member of a set, in the order written.
pub fn parts(edtf: &Edtf) -> Vec<Part> {
    match edtf.form() {
        Form::Single(date) => vec![of_date(date)],
        Form::Interval(interval) => vec![of_interval(interval)],
        Form::OneOf(members) => {
            members.iter().map(|member| Part { alternative: true, ..of_member(member, Shape::Within) }).collect()
        }
        Form::AllOf(members) => members.iter().map(|member| of_member(member, Shape::Lasted)).collect(),
    }
}

fn of_date(date: &Date) -> Part {
    let span = date.span();
    let shape = match date.part() {
        Precision::Day { .. } | Precision::Clock { .. } => Shape::Point,
        _ => Shape::Within,
    };
    marked(End::At(span.start), End::At(span.end), shape, &[date])
}

fn of_interval(interval: &Interval) -> Part {
    match interval {
        Interval::Between(first, last) => between(first, last, Shape::Lasted),
        Interval::From(first, edge) => marked(End::At(first.span().start), dateless(*edge), Shape::Lasted, &[first]),
        Interval::Until(edge, last) => marked(dateless(*edge), End::At(last.span().end), Shape::Lasted, &[last]),
    }
}

/// A member of a set; `range` says what a stretch from one date to another means there.
fn of_member(member: &Member, range: Shape) -> Part {
    match member {
        Member::One(date) => of_date(date),
        Member::Range(first, last) => between(first, last, range),
        Member::Until(last) => marked(End::Open, End::At(last.span().end), range, &[last]),
        Member::From(first) => marked(End::At(first.span().start), End::Open, range, &[first]),
    }
}

fn between(first: &Date, last: &Date, shape: Shape) -> Part {
    marked(End::At(first.span().start), End::At(last.span().end), shape, &[first, last])
}

fn dateless(edge: Edge) -> End {
    match edge {
        Edge::Open => End::Open,
        Edge::Unknown => End::Unknown,
    }
}

fn marked(start: End, end: End, shape: Shape, dates: &[&Date]) -> Part {
    Part {
        start,
        end,
        shape,
        uncertain: dates.iter().any(|date| date.mark().is_uncertain()),
        approximate: dates.iter().any(|date| date.mark().is_approximate()),
        alternative: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parts as `start..end` in days since 2024-01-01, `?` unknown, `-` open; then the first letter of the shape and the marks.
    fn check(text: &str, expected: &str) {
        let edtf = Edtf::parse(text).expect("a valid date");
        let end = |end| match end {
            End::At(at) => ((at - 1_704_067_200) / 86_400).to_string(),
            End::Unknown => "?".to_owned(),
            End::Open => "-".to_owned(),
        };
        let shown: Vec<_> = parts(&edtf)
            .iter()
            .map(|part| {
                let shape = match part.shape {
                    Shape::Point => "p",
                    Shape::Within => "w",
                    Shape::Lasted => "l",
                };
                let marks = [(part.uncertain, "?"), (part.approximate, "~"), (part.alternative, "|")];
                let marks: String = marks.iter().filter(|(set, _)| *set).map(|(_, sign)| *sign).collect();
                format!("{}..{}{shape}{marks}", end(part.start), end(part.end))
            })
            .collect();
        assert_eq!(shown.join(" "), expected, "{text}");
    }

    #[test]
    fn dates_are_drawn_as_they_are_known() {
        check("2024-01-27", "26..27p");
        check("2024-01-27?", "26..27p?");
        check("2024-01", "0..31w");
        check("2024-01~", "0..31w~");
        check("2024-01%", "0..31w?~");
        check("2024", "0..366w");
        check("2024-01-XX", "0..31w");
        check("2024-01-02T10:00Z", "1..1p");
    }

    #[test]
    fn intervals_keep_their_ends() {
        check("2024-01-05/2024-01-10", "4..10l");
        check("2024-01/2024-02?", "0..60l?");
        check("/2024-01-27", "?..27l");
        check("2024-01-27/", "26..?l");
        check("2024-01-27/..", "26..-l");
        check("../2024-01-27", "-..27l");
    }

    #[test]
    fn sets_have_a_part_for_each_member() {
        check("[2024-01-01,2024-01-05]", "0..1p| 4..5p|");
        check("[2024-01-01..2024-01-05]", "0..5w|");
        check("[..2024-01-05]", "-..5w|");
        check("{2024-01,2024-03}", "0..31w 60..91w");
        check("{2024-01-01..2024-01-05}", "0..5l");
    }
}
