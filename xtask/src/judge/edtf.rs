//! Two other parsers of EDTF: do they read dates as we do?
//!
//! They are the packages `edtf` of npm and of PyPI. Each says of every text in the tests' list whether it is an
//! expression of levels 0 and 1, and when it is at the earliest and at the latest. What differs from
//! [`briefing_index::edtf`] has to be in [`exceptions`], and what is there has to differ.

mod exceptions;
#[path = "../../../index/tests/edtf/expressions.rs"]
mod expressions;

use std::path::Path;
use std::process::Command;

use briefing_index::edtf::calendar::{DAY, civil_from_days};
use briefing_index::edtf::{Bounds, Edtf};
use serde_json::Value;

use super::{Verdict, tools};
use crate::{Error, Result};
use exceptions::{Exception, NPM, PYPI, Why};

/// The bounds of a text; `None` for one that is refused.
type Answer = Option<Bounds>;

/// One text, our answer and theirs.
type Row = (String, Answer, Answer);

/// How a parser differs from us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Differs {
    /// It refuses what we read.
    Refuses,
    /// It reads what we refuse.
    Reads,
    /// Both read it, and only its earliest second differs.
    Start,
    /// Both read it, and only its latest second differs.
    End,
    /// Both read it, and both bounds differ.
    Both,
}

/// Asks both parsers, which are installed below `folder` if they are not there yet.
///
/// # Errors
/// When a tool is missing and cannot be installed, or does not answer.
pub(super) fn judge(folder: &Path) -> Result<[Verdict; 2]> {
    tools::npm_package(folder, "edtf", "4.11.1", "index.js")?;
    let mut npm = Command::new("node");
    npm.args(["--input-type=module", "--eval", include_str!("edtf/ask.mjs")]).current_dir(folder);
    // The first parses with the second, of which it takes any version: another could read otherwise.
    let python = tools::python_with(folder, &["edtf==5.0.2", "pyparsing==3.3.3"])?;
    let mut pypi = Command::new(python);
    pypi.args(["-c", include_str!("edtf/ask.py")]);
    Ok([verdict("npm edtf", &rows(npm)?, NPM), verdict("PyPI edtf", &rows(pypi)?, PYPI)])
}

fn verdict(judge: &'static str, rows: &[Row], exceptions: &[Exception]) -> Verdict {
    let listed = |format: bool| {
        let all = rows.iter().filter_map(|row| exception(row, exceptions));
        all.filter(|(.., why)| matches!(why, Why::Format(_)) == format).count()
    };
    let counts = format!("{} differ as our format decides, {} by its known faults", listed(true), listed(false));
    Verdict { judge, page: format!("{} texts: {counts}", rows.len()), complaints: complaints(rows, exceptions) }
}

/// All that differs and is not listed, and all that is listed and does not differ.
fn complaints(rows: &[Row], exceptions: &[Exception]) -> Vec<String> {
    let of_rows = rows.iter().filter_map(|row| {
        let (text, ours, theirs) = (row.0.escape_debug(), row.1, row.2);
        match (difference(ours, theirs), exception(row, exceptions)) {
            (Some(differs), Some((expected, ..))) if differs == *expected => None,
            (Some(_), _) => Some(format!("`{text}`: {}, but we say {}", shown(theirs), shown(ours))),
            (None, Some((.., why))) => Some(format!("`{text}` is no exception any more: {why:?}")),
            (None, None) => None,
        }
    });
    let idle = exceptions.iter().filter(|listed| !rows.iter().any(|row| exception(row, exceptions) == Some(listed)));
    of_rows.chain(idle.map(|listed| format!("no text is of this exception: {listed:?}"))).collect()
}

fn difference(ours: Answer, theirs: Answer) -> Option<Differs> {
    match (ours, theirs) {
        (Some(_), None) => Some(Differs::Refuses),
        (None, Some(_)) => Some(Differs::Reads),
        (None, None) => None,
        (Some(ours), Some(theirs)) => match (ours.from == theirs.from, ours.to == theirs.to) {
            (true, true) => None,
            (false, true) => Some(Differs::Start),
            (true, false) => Some(Differs::End),
            (false, false) => Some(Differs::Both),
        },
    }
}

/// The first exception that the text belongs to.
fn exception<'a>((text, ours, _): &Row, exceptions: &'a [Exception]) -> Option<&'a Exception> {
    exceptions.iter().find(|(differs, shapes, _)| {
        (*differs == Differs::Reads) == ours.is_none()
            && shapes.iter().any(|shape| fits(text.as_bytes(), shape.as_bytes()))
    })
}

/// Whether a whole text is of a shape: `*` is anything, `#` a digit, `~` one of the marks.
fn fits(text: &[u8], shape: &[u8]) -> bool {
    match (shape, text) {
        ([b'*', rest @ ..], _) => (0..=text.len()).any(|len| fits(&text[len..], rest)),
        ([b'#', rest @ ..], [b'0'..=b'9', after @ ..]) => fits(after, rest),
        ([b'~', rest @ ..], [b'?' | b'~' | b'%', after @ ..]) => fits(after, rest),
        ([same, rest @ ..], [byte, after @ ..]) => same == byte && fits(after, rest),
        _ => shape.is_empty() && text.is_empty(),
    }
}

fn shown(answer: Answer) -> String {
    let second = |second: i64| {
        let (year, month, day) = civil_from_days(second.div_euclid(DAY));
        let second = second.rem_euclid(DAY);
        format!("{year}-{month:02}-{day:02} {:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
    };
    let side = |side: Option<i64>| side.map_or("no bound".to_owned(), second);
    answer.map_or("refused".to_owned(), |bounds| {
        format!("{} to {}", side(bounds.from), side(bounds.to.map(|after| after - 1)))
    })
}

/// All texts with our answers and those of the parser that `command` asks.
fn rows(mut command: Command) -> Result<Vec<Row>> {
    let texts = [expressions::valid(), expressions::invalid()].concat();
    let answers = tools::ask("a parser of EDTF", &mut command, &Value::from(texts.clone()))?;
    let answers = answers.as_array().filter(|answers| answers.len() == texts.len());
    let answers = answers.ok_or_else(|| Error::new("a parser of EDTF did not answer all questions"))?;
    let row = |(text, theirs): (String, &Value)| {
        let ours = Edtf::parse(&text).ok().map(|edtf| edtf.bounds());
        (text, ours, answer(theirs))
    };
    Ok(texts.into_iter().zip(answers).map(row).collect())
}

/// `null`, or the first and the last second.
fn answer(value: &Value) -> Answer {
    value.as_array().map(|_| Bounds { from: value[0].as_i64(), to: value[1].as_i64().map(|last| last + 1) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXCEPTIONS: &[Exception] = &[
        (Differs::End, &["####-2#"], Why::Format("seasons")),
        (Differs::Refuses, &["*X~"], Why::Fault("marks")),
        (Differs::Reads, &["24"], Why::Fault("centuries")),
    ];

    const JANUARY: Answer = Some(Bounds { from: Some(1_704_067_200), to: Some(1_706_745_600) });
    const SHORTER: Answer = Some(Bounds { from: Some(1_704_067_200), to: Some(1_706_745_599) });
    const SINCE: Answer = Some(Bounds { from: Some(1_704_067_200), to: None });

    /// Against the rows given, and one for each exception.
    #[track_caller]
    fn check(rows: &[(&str, Answer, Answer)], expected: &[&str]) {
        let known = [("2024-21", JANUARY, SHORTER), ("201X~", JANUARY, None), ("24", None, JANUARY)];
        let all = rows.iter().chain(known.iter().filter(|(text, ..)| !rows.iter().any(|row| row.0 == *text)));
        let all: Vec<Row> = all.map(|(text, ours, theirs)| ((*text).to_owned(), *ours, *theirs)).collect();
        assert_eq!(complaints(&all, EXCEPTIONS), expected);
    }

    #[test]
    fn agreement_and_known_exceptions_are_no_complaint() {
        check(&[("2024-01", JANUARY, JANUARY), ("2024-01/..", SINCE, SINCE), ("2024-13", None, None)], &[]);
    }

    #[test]
    fn a_wrong_bound_is_reported() {
        let january = "2024-01-01 00:00:00 to 2024-01-31 23:59:59";
        let shorter = "2024-01-01 00:00:00 to 2024-01-31 23:59:58";
        check(&[("2024-01", SHORTER, JANUARY)], &[&format!("`2024-01`: {january}, but we say {shorter}")]);
        check(
            &[("2024-01", SINCE, JANUARY)],
            &[&format!("`2024-01`: {january}, but we say 2024-01-01 00:00:00 to no bound")],
        );
        check(&[("2024-01", None, SHORTER)], &[&format!("`2024-01`: {shorter}, but we say refused")]);
        check(&[("\n", JANUARY, None)], &[&format!("`\\n`: refused, but we say {january}")]);
    }

    #[test]
    fn an_exception_that_differs_in_another_way_is_reported() {
        let january = "2024-01-01 00:00:00 to 2024-01-31 23:59:59";
        check(&[("2024-22", JANUARY, None)], &[&format!("`2024-22`: refused, but we say {january}")]);
        let later = Some(Bounds { from: Some(1_704_067_201), ..JANUARY.unwrap() });
        let other = "2024-01-01 00:00:01 to 2024-01-31 23:59:59";
        check(&[("2024-22", JANUARY, later)], &[&format!("`2024-22`: {other}, but we say {january}")]);
    }

    #[test]
    fn an_exception_that_is_none_any_more_is_reported() {
        check(&[("2024-22", JANUARY, JANUARY)], &["`2024-22` is no exception any more: Format(\"seasons\")"]);
        check(&[("24", None, None)], &["`24` is no exception any more: Fault(\"centuries\")"]);
        let gone: &[Exception] = &[(Differs::Reads, &["25"], Why::Fault("gone"))];
        assert_eq!(complaints(&[], gone), ["no text is of this exception: (Reads, [\"25\"], Fault(\"gone\"))"]);
    }

    #[test]
    fn shapes() {
        let check = |shape: &str, text: &str, expected: bool| {
            assert_eq!(fits(text.as_bytes(), shape.as_bytes()), expected, "{shape} {text}");
        };
        check("####-2#", "2024-21", true);
        check("####-2#", "2024-2", false);
        check("####-2#", "2024-21~", false);
        check("*-2#~", "2024-21%", true);
        check("*-2#~", "2024-21", false);
        check("*/*", "/", true);
        check("*/*", "2024", false);
        check("", "", true);
        check("", " ", false);
    }

    #[test]
    fn a_parser_that_says_nothing_is_an_error() {
        let error = rows(Command::new("true")).expect_err("no answer").to_string();
        assert!(error.starts_with("a parser of EDTF did not answer: "), "{error}");
        let mut short = Command::new("sh");
        short.args(["-c", "cat >&2; echo '[null]'"]);
        assert_eq!(rows(short), Err(Error::new("a parser of EDTF did not answer all questions")));
    }
}
