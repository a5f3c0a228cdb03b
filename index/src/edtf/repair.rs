//! What an author most likely meant: the commonest slips of people who write dates by hand, put right.
//!
//! Every guess is parsed before it is given, and where two readings are likely (`05/01/2024`) there is none. Only the
//! generator calls this, so it costs the browser's module nothing.

use super::calendar::{civil_from_days, days_from_civil};
use super::{Date, Edtf, Form, Part};

const MONTHS: &str = "january february march april may june july august september october november december";
const SEASONS: [(&str, i64); 5] = [("spring", 21), ("summer", 22), ("autumn", 23), ("fall", 23), ("winter", 24)];
/// Words that stand before a date in place of a mark.
const MARK_WORDS: [(&str, &str); 11] = [
    ("circa", "~"),
    ("ca.", "~"),
    ("ca", "~"),
    ("c.", "~"),
    ("c", "~"),
    ("about", "~"),
    ("around", "~"),
    ("probably", "?"),
    ("perhaps", "?"),
    ("possibly", "?"),
    ("maybe", "?"),
];

impl Edtf {
    /// A valid expression to write in place of `text`, which is not one. `None` where no single reading is sure.
    pub fn repair(text: &str) -> Option<String> {
        let plain = plain_characters(text);
        let plain = plain.trim();
        // A dash in front may be "until" as well as a minus; only the signs of a minus are taken for one.
        if plain.starts_with('-') && !text.contains(['-', '−']) {
            return None;
        }
        let found = set(plain).or_else(|| piece(plain)).or_else(|| unknown_digit(plain)).or_else(|| interval(plain));
        found.filter(|found| found != text)
    }
}

fn valid(text: String) -> Option<String> {
    Edtf::parse(&text).is_ok().then_some(text)
}

/// ASCII for digits of other scripts, dashes, dots and spaces; nothing for characters that only steer direction.
fn plain_characters(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '٠'..='٩' => plain.push(digit(c, '٠')),
            '۰'..='۹' => plain.push(digit(c, '۰')),
            '０'..='９' => plain.push(digit(c, '０')),
            '‐'..='―' | '−' | '－' => plain.push('-'),
            '؟' | '？' => plain.push('?'),
            '≈' => plain.push('~'),
            '،' => plain.push(','),
            '…' => plain.push_str(".."),
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{61c}' | '\u{feff}' => {}
            c if c.is_whitespace() => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

// ------------------------------------------------------------------------------------------- sets and intervals

fn set(text: &str) -> Option<String> {
    let (open, close) = if text.starts_with('[') { ('[', ']') } else { ('{', '}') };
    let inner = text.strip_prefix(open)?.strip_suffix(close)?;
    let members: Option<Vec<String>> = inner.split(',').map(member).collect();
    valid(format!("{open}{}{close}", members?.join(",")))
}

fn member(text: &str) -> Option<String> {
    match text.split_once("..") {
        Some((first, last)) => Some(format!("{}..{}", end(first)?, end(last)?)),
        None => piece(text),
    }
}

fn interval(text: &str) -> Option<String> {
    let once = |word: &&str| text.split_once(*word).filter(|(_, rest)| !rest.contains(*word));
    if let Some((start, last)) = ["/", " to ", " until ", "--", " - "].iter().find_map(once) {
        let start = end(start)?;
        let last = end(last).or_else(|| completed(&start, last.trim()))?;
        // Within an interval `2024-XX` is level 2, and `2024` says the same.
        return valid(format!("{start}/{last}").replace("-XX", ""));
    }
    // `2014-2016`: the hyphen in the middle may be the one between two dates of one precision.
    let (start, rest) = text.split_at_checked(text.len() / 2)?;
    valid(format!("{start}/{}", rest.strip_prefix('-')?))
}

/// An end of an interval, or of `..` in a set.
fn end(text: &str) -> Option<String> {
    match text.trim() {
        "" | "unknown" => Some(String::new()),
        ".." | "..." | "open" | "now" | "present" | "today" => Some("..".to_owned()),
        text => piece(text),
    }
}

/// An end without what it shares with the start, as ISO 8601-1 lets it be written: `2024-01-27/28`.
fn completed(start: &str, end: &str) -> Option<String> {
    let Form::Single(date) = Edtf::parse(start).ok()?.0 else { return None };
    let plain = |text: &str| text.trim_end_matches(['?', '~', '%']).len();
    let keep = match (date.part, plain(end)) {
        (Part::Clock { .. }, _) => start.find('T')? + 1,
        // `2011/12` can be the month as well.
        (Part::Year, 2) if end.get(..2)? <= "12" => return None,
        (_, len @ (2 | 5)) => plain(start).checked_sub(len)?,
        _ => return None,
    };
    valid(format!("{}{end}", start.get(..keep)?))
}

// ----------------------------------------------------------------------------------------------------- one date

/// One date with its clock time and mark.
fn piece(text: &str) -> Option<String> {
    let (lower, mark) = without_marks(text);
    let found = valid(lower.to_ascii_uppercase()).or_else(|| clock(&lower)).or_else(|| day(&lower))?;
    let single = |edtf: Edtf| matches!(edtf.0, Form::Single(_));
    Some(format!("{found}{mark}")).filter(|text| Edtf::parse(text).is_ok_and(single))
}

/// The text in lower case without its marks, be they signs or words, before or after; and one mark for all of them.
fn without_marks(text: &str) -> (String, &'static str) {
    const SIGNS: [char; 4] = ['?', '~', '%', ' '];
    let lower = text.to_ascii_lowercase();
    let after_signs = lower.trim_start_matches(SIGNS);
    let no_letter = |rest: &&str| !rest.starts_with(|c: char| c.is_alphabetic());
    let (word, rest) = MARK_WORDS
        .iter()
        .find_map(|(word, mark)| Some((*mark, after_signs.strip_prefix(word).filter(no_letter)?)))
        .unwrap_or(("", after_signs));
    let core = rest.trim_matches(SIGNS);
    let signs = (lower.len() - after_signs.len(), rest.trim_start().len() - core.len());
    let all = [lower.get(..signs.0), lower.get(lower.len() - signs.1..), Some(word)];
    let any = |of: [char; 2]| all.iter().flatten().any(|part| part.contains(of));
    let mark = match (any(['?', '%']), any(['~', '%'])) {
        (false, false) => "",
        (true, false) => "?",
        (false, true) => "~",
        (true, true) => "%",
    };
    (core.to_owned(), mark)
}

/// `2024-0X` says no more than from January to September: the first and last digit that fit.
fn unknown_digit(text: &str) -> Option<String> {
    let known = text.strip_suffix(['X', 'x'])?;
    let fits = |digit: &u8| Edtf::parse(&format!("{known}{digit}")).is_ok();
    let (first, last) = ((0..=9).find(fits)?, (0..=9).rfind(fits)?);
    valid(format!("[{known}{first}..{known}{last}]"))
}

/// A day and a clock time in lower case, also with a space between them.
fn clock(text: &str) -> Option<String> {
    let (date, time) = text.split_once(['t', ' ']).filter(|(_, time)| time.contains(':'))?;
    let time = time.replace(' ', "").replace("utc", "z").replace("gmt", "z");
    let (time, offset) = time.split_at(time.find(['z', '+', '-'])?);
    let time = time.split(['.', ',']).next()?;
    let fields: Vec<String> =
        time.split(':').map(|field| format!("{:0>2}", if field.is_empty() { "?" } else { field })).collect();
    let date = valid(date.to_owned()).or_else(|| day(date))?;
    let offset = repaired_offset(offset);
    match fields.split_first()? {
        (hour, rest) if hour == "24" && rest.iter().all(|field| field == "00") => {
            valid(format!("{}T00:{}{offset}", next_day(&date)?, rest.join(":")))
        }
        _ => valid(format!("{date}T{}{offset}", fields.join(":"))),
    }
}

fn repaired_offset(text: &str) -> String {
    match (text.len(), text.split_at_checked(3)) {
        (6, _) if text == "-00:00" => "Z".to_owned(),
        (5, Some((sign_and_hours, minutes))) if !text.contains(':') => format!("{sign_and_hours}:{minutes}"),
        (2 | 5, _) => text.replace('+', "+0").replace('-', "-0"),
        _ => text.to_ascii_uppercase(),
    }
}

fn next_day(date: &str) -> Option<String> {
    let Form::Single(Date { year, part: Part::Day { month, day }, .. }) = Edtf::parse(date).ok()?.0 else {
        return None;
    };
    let (year, month, day) = civil_from_days(days_from_civil(year, month, day) + 1);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// A date in lower case: other separators, another order, missing zeros, English names.
fn day(text: &str) -> Option<String> {
    let text = text.replace(", ", " ").replace(". ", ".");
    let tokens: Vec<&str> = text.split(['-', '/', '.', ' ']).collect();
    numbers(&text, &tokens).or_else(|| named(&tokens)).or_else(|| era(&text)).or_else(|| lone_number(&text))
}

/// Two or three numbers with one kind of separator: a year of four digits, and others of one or two.
fn numbers(text: &str, tokens: &[&str]) -> Option<String> {
    let mut separators = ['-', '/', '.', ' '].into_iter().filter(|separator| text.contains(*separator));
    let (separator, None) = (separators.next()?, separators.next()) else { return None };
    let numbers: Option<Vec<i64>> = tokens.iter().map(|token| number(token)).collect();
    let year_at = tokens.iter().position(|token| token.len() == 4)?;
    let (year, month, day) = match (year_at, &numbers?[..]) {
        // `2011/12` can be two years as well.
        (0, &[year, month]) if month <= year % 100 || separator != '/' => (year, month, None),
        (1, &[month, year]) => (year, month, None),
        (0, &[year, month, day]) => (year, month, Some(day)),
        // `5/1/2024` is the fifth of January or the first of May; with full stops the day comes first.
        (2, &[day, month, year]) if day > 12 || day == month || separator == '.' => (year, month, Some(day)),
        (2, &[month, day, year]) if day > 12 => (year, month, Some(day)),
        _ => return None,
    };
    written(year, month, day).filter(|_| separator != ' ' && month <= 12)
}

/// One, two or four digits, as of a day also with its English ending: `27`, `27th`.
fn number(token: &str) -> Option<i64> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| token.strip_suffix(ending)).unwrap_or(token);
    let wanted = matches!(digits.len(), 1 | 2 | 4) && digits.bytes().all(|byte| byte.is_ascii_digit());
    wanted.then(|| digits.parse().ok())?
}

fn written(year: i64, month: i64, day: Option<i64>) -> Option<String> {
    let day = day.map(|day| format!("-{day:02}")).unwrap_or_default();
    valid(format!("{year:04}-{month:02}{day}"))
}

/// `44 BC`, `44 AD`.
fn era(text: &str) -> Option<String> {
    let (year, era) = text.split_once(' ')?;
    let year: u16 = year.parse().ok().filter(|year| *year > 0)?;
    match era {
        "bc" | "bce" => valid(year_text(1 - i64::from(year))),
        "ad" | "ce" => valid(year_text(i64::from(year))),
        _ => None,
    }
}

fn year_text(year: i64) -> String {
    match year {
        -9999..0 => format!("{year:05}"),
        0..=9999 => format!("{year:04}"),
        _ => format!("Y{year}"),
    }
}

/// A year of four digits with the English name of its month or season, and perhaps a day, in any order.
fn named(tokens: &[&str]) -> Option<String> {
    let (mut year, mut month, mut day) = (None, None, None);
    for token in tokens {
        let (slot, value) = match number(token) {
            Some(value) if token.len() == 4 && value > 31 => (&mut year, value),
            Some(value) => (&mut day, value),
            None => (&mut month, month_named(token)?),
        };
        // Two years or two days are an interval, or nothing that is known here.
        if slot.replace(value).is_some() {
            return None;
        }
    }
    written(year?, month?, day)
}

fn month_named(word: &str) -> Option<i64> {
    let season = SEASONS.iter().find(|(name, _)| *name == word).map(|(_, number)| *number);
    let month = MONTHS.split(' ').zip(1..).find(|(name, _)| word.len() >= 3 && name.starts_with(word));
    season.or(month.map(|(_, number)| number))
}

/// Only digits, with a sign or a `y`: `20240127`, `Y2024`, `-44`, `-170000`.
fn lone_number(text: &str) -> Option<String> {
    let (bare, long) = text.strip_prefix('y').map_or((text, false), |bare| (bare, true));
    let (digits, negative) = bare.strip_prefix('-').map_or((bare, false), |digits| (digits, true));
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: i64 = digits.parse().ok()?;
    match digits.len() {
        8 if !negative && !long => written(year / 10_000, year / 100 % 100, Some(year % 100)),
        // A short number can be a year of this century, and a long one a slip of the finger.
        len if negative || (long && len >= 4) => valid(year_text(if negative { -year } else { year })),
        _ => None,
    }
}
