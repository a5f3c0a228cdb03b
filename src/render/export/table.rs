//! Events as a table: CSV (RFC 4180), UTF-8 with a byte order mark, by which spreadsheets know it.
//!
//! The columns are those of the file that a timeline's page saves (`www/export.js`), and others behind them.

use super::records::Told;

const COLUMNS: [&str; 14] = [
    "edtf",
    "from",
    "to",
    "when",
    "what",
    "state",
    "rank",
    "lane",
    "publishers",
    "url",
    "lang",
    "who",
    "where",
    "note",
];

pub(super) fn write(events: &[Told<'_>]) -> String {
    let mut out = String::with_capacity(events.len() * 384 + 256);
    out.push('\u{feff}');
    push_line(&mut out, COLUMNS.iter().copied());
    for event in events {
        let bounds = (event.bounds.first().unwrap_or_default(), event.bounds.end().unwrap_or_default());
        let rank = event.rank.to_string();
        let (publishers, who, places) =
            (event.publishers.join("; "), event.who().join("; "), event.places().join("; "));
        let cells: [&str; COLUMNS.len()] = [
            &event.edtf,
            &bounds.0,
            &bounds.1,
            &event.when,
            event.what,
            event.state,
            &rank,
            event.lane.as_deref().unwrap_or_default(),
            &publishers,
            &event.url,
            event.lang,
            &who,
            &places,
            event.note.unwrap_or_default(),
        ];
        push_line(&mut out, cells.into_iter());
    }
    out
}

fn push_line<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (at, cell) in cells.enumerate() {
        out.push_str(if at == 0 { "\"" } else { ",\"" });
        if is_formula(cell) {
            out.push('\'');
        }
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    }
    out.push_str("\r\n");
}

/// Whether a spreadsheet would take a text for a formula. An apostrophe before it makes it a text, as spreadsheets
/// themselves write it. A date of a year before the first begins with a minus too, and stays.
fn is_formula(text: &str) -> bool {
    let is_date = |rest: &str| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.chars().all(|c| c.is_ascii_digit() || "XT:Z%~?/.,-".contains(c))
    };
    match text.chars().next() {
        Some('-') => !is_date(&text[1..]),
        Some(first) => "=+@\t\r\n＝＋－＠".contains(first),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_no_formula_and_quotes_are_doubled() {
        let check = |cell: &str, expected: &str| {
            let mut out = String::new();
            push_line(&mut out, [cell, "b"].into_iter());
            assert_eq!(out, format!("{expected},\"b\"\r\n"));
        };
        check("=\"1\"&A1", "\"'=\"\"1\"\"&A1\"");
        for formula in ["+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "-2+3+cmd|' /C calc'!A0", "-A1", "－1", "＝1"] {
            check(formula, &format!("\"'{formula}\""));
        }
        for text in ["", "2024-01-27", "-0043-03-15", "-0043~/..", "a\r\nb", "1 = 1"] {
            check(text, &format!("\"{text}\""));
        }
    }
}
