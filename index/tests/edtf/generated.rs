//! Properties of generated expressions, and of damaged ones. The same seed makes the same texts on every run.

use briefing_index::edtf::calendar::days_in_month;
use briefing_index::edtf::{Bounds, Edtf, EdtfErrorKind};

/// Xorshift by George Marsaglia, "Xorshift RNGs" (2003).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// From 0 to `bound` - 1.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % bound
    }

    pub(crate) fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
}

/// An expression of the whole grammar; ends and days may turn out to be in no order.
pub(crate) fn expression(random: &mut Random) -> String {
    match random.below(10) {
        0..=3 => marked(random, date),
        4 => marked(random, clock),
        5 | 6 => match random.below(5) {
            0 => format!("{}/{}", marked(random, known), random.of(&["", ".."])),
            1 => format!("{}/{}", random.of(&["", ".."]), marked(random, known)),
            2 => format!("{}/{}", marked(random, clock), marked(random, clock)),
            _ => format!("{}/{}", marked(random, known), marked(random, known)),
        },
        _ => {
            let (open, close) = random.of(&[("[", "]"), ("{", "}")]);
            let mut members: Vec<String> = (0..1 + random.below(4)).map(|_| member(random)).collect();
            match random.below(6) {
                0 => members[0] = format!("..{}", marked(random, date)),
                1 => *members.last_mut().unwrap() = format!("{}..", marked(random, date)),
                _ => {}
            }
            format!("{open}{}{close}", members.join(","))
        }
    }
}

fn member(random: &mut Random) -> String {
    let part = random.of(&[year, month, day]);
    if random.below(4) == 0 { format!("{}..{}", part(random), part(random)) } else { marked(random, date) }
}

fn marked(random: &mut Random, part: fn(&mut Random) -> String) -> String {
    format!("{}{}", part(random), random.of(&["", "", "?", "~", "%"]))
}

/// A date without clock time.
fn date(random: &mut Random) -> String {
    match random.below(6) {
        0 => random.of(&["201X", "20XX", "000X", "99XX", "2024-XX", "2024-XX-XX", "-0044-XX"]).to_owned(),
        1 => format!("{}-XX", month(random)),
        _ => known(random),
    }
}

/// A date without unknown digits.
fn known(random: &mut Random) -> String {
    random.of(&[year, month, day, season, long_year])(random)
}

fn year(random: &mut Random) -> String {
    let year = random.below(10_000);
    if year > 0 && random.below(5) == 0 { format!("-{year:04}") } else { format!("{year:04}") }
}

fn long_year(random: &mut Random) -> String {
    format!("Y{}{}", random.of(&["", "-"]), 10_000 + random.below(1 << 30))
}

fn season(random: &mut Random) -> String {
    format!("{}-{}", year(random), 21 + random.below(4))
}

fn month(random: &mut Random) -> String {
    format!("{}-{:02}", year(random), 1 + random.below(12))
}

fn day(random: &mut Random) -> String {
    let (year, month) = (year(random), 1 + random.below(12) as u8);
    let days = days_in_month(year.parse().unwrap(), month);
    format!("{year}-{month:02}-{:02}", 1 + random.below(days.into()))
}

fn clock(random: &mut Random) -> String {
    let second = if random.below(2) == 0 { String::new() } else { format!(":{:02}", random.below(60)) };
    let offset = random.of(&["Z", "+03:00", "-11:30", "+14:00", "-00:30"]);
    format!("{}T{:02}:{:02}{second}{offset}", day(random), random.below(24), random.below(60))
}

#[test]
fn the_text_of_a_value_is_the_value() {
    let mut random = Random(0x2024_0127);
    let mut read = 0;
    for _ in 0..60_000 {
        let text = expression(&mut random);
        match Edtf::parse(&text) {
            Ok(edtf) => {
                assert_eq!(edtf.to_string(), text);
                check_sound(&edtf, &text);
                read += 1;
            }
            // The grammar makes ends at random, so no other mistake may show.
            Err(error) => {
                let unlucky = [EdtfErrorKind::EndBeforeStart, EdtfErrorKind::OpenInside];
                assert!(unlucky.contains(&error.kind), "`{text}`: {error}");
            }
        }
    }
    assert!(read > 50_000, "{read}");
}

fn check_sound(edtf: &Edtf, text: &str) {
    match edtf.bounds() {
        Bounds { from: Some(from), to: Some(to) } => assert!(from < to, "`{text}` is empty"),
        bounds => assert!(bounds.from.is_some() || bounds.to.is_some(), "`{text}` has no bounds"),
    }
    if let Some(attribute) = edtf.datetime_attribute() {
        assert!(
            attribute.len() >= 4 && !attribute.starts_with('-') && !attribute.contains(['?', 'X', 'Y']),
            "{attribute}"
        );
    }
}

/// A text with one to three small damages: a character taken out, put in, changed, doubled, or an end cut off.
pub(crate) fn damaged(random: &mut Random, text: &str, characters: &[char]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..1 + random.below(3) {
        let at = random.below(chars.len() + 1);
        match random.below(5) {
            0 if at < chars.len() => drop(chars.remove(at)),
            1 if at < chars.len() => chars[at] = random.of(characters),
            2 if at < chars.len() => chars.insert(at, chars[at]),
            3 if random.below(4) == 0 => chars.truncate(at),
            _ => chars.insert(at, random.of(characters)),
        }
    }
    chars.into_iter().collect()
}

#[test]
fn damage_never_panics_and_errors_point_into_the_text() {
    let characters: Vec<char> = "0123456789XYTZESW-+:.,/[]{}?~% \t\nxtyz–…٢é𝟐\u{200f}\0".chars().collect();
    let mut random = Random(0x0bad_da7e);
    let mut refused = 0;
    for _ in 0..200_000 {
        let whole = expression(&mut random);
        let text = damaged(&mut random, &whole, &characters);
        match Edtf::parse(&text) {
            Ok(edtf) => {
                assert_eq!(Edtf::parse(&edtf.to_string()), Ok(edtf.clone()), "`{text}`");
                check_sound(&edtf, &text);
            }
            Err(error) => {
                assert!(
                    text.get(error.at.clone()).is_some_and(|span| span.is_empty() == text.is_empty()),
                    "`{text}` {error:?}"
                );
                assert!(!error.to_string().is_empty());
                refused += 1;
            }
        }
    }
    assert!(refused > 100_000, "{refused}");
}

#[test]
fn a_repair_of_any_damage_is_valid() {
    let characters: Vec<char> = "0123456789Xxuyt-+:./,[]{}?~% TZcabomnjs–…٢é".chars().collect();
    let seeds = [
        "27 January 2024",
        "c. 2024",
        "27.01.2024",
        "2014-2016",
        "2024-01-27 10:00Z",
        "44 BC",
        "2024/open",
        "[2024, 2025]",
    ];
    let mut random = Random(0x5eed);
    let mut repaired = 0;
    for round in 0..40_000 {
        let whole = if round % 2 == 0 { random.of(&seeds).to_owned() } else { expression(&mut random) };
        let text = damaged(&mut random, &whole, &characters);
        if let Some(better) = Edtf::repair(&text) {
            assert!(Edtf::parse(&better).is_ok(), "`{text}` became `{better}`");
            assert_ne!(better, text);
            repaired += 1;
        }
    }
    assert!(repaired > 1_500, "{repaired}");
}
