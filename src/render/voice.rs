//! The language that a page speaks, and the small pieces of HTML that follow from it: dates, names, links.

use std::{borrow::Cow, fmt::Write};

use briefing_index::edtf::Edtf;
use jiff::{civil, tz::TimeZone};
use tera::Value;

use super::html::{Html, escaped, push_escaped};
use crate::{
    address,
    config::BaseUrl,
    lang::{Direction, Lang},
    language::Language,
    manuscript::Moment,
    model::{Name, Site},
};

/// The interface of a page in one language.
#[derive(Clone)]
pub(crate) struct Voice<'a> {
    /// The page's `lang`: as the site or brief has it where the interface speaks that language.
    pub(crate) lang: Lang,
    /// Phrases and dates.
    pub(crate) language: &'a Language,
    /// The phrases as templates see them.
    pub(crate) phrases: Value,
    pub(crate) base: &'a BaseUrl,
    pub(crate) time_zone: &'a TimeZone,
}

impl Voice<'_> {
    pub(crate) fn text(&self, key: &'static str) -> &str {
        self.language.text(key)
    }

    pub(crate) fn direction(&self) -> Direction {
        self.language.direction()
    }

    /// The link to an address of the site.
    pub(crate) fn href(&self, address: &str) -> String {
        address::link(self.base, address)
    }

    /// A link with text that is HTML.
    pub(crate) fn anchor(&self, address: &str, html: &str) -> Html {
        Html::finished(&format!("<a href=\"{}\">{html}</a>", escaped(&self.href(address))))
    }

    /// A day: `<time datetime="2024-01-28">28 January 2024</time>`.
    pub(crate) fn day(&self, day: civil::Date) -> Html {
        time(&day.to_string(), &self.language.day(day))
    }

    /// The day of a moment; the instant, where there is one, is the machine's.
    pub(crate) fn moment(&self, moment: &Moment) -> Html {
        match moment.instant {
            Some(instant) => time(&instant.to_string(), &self.language.day(moment.day)),
            None => self.day(moment.day),
        }
    }

    /// A date as authors write it, in words that begin a line: `time` where HTML can write the value, else `span`.
    pub(crate) fn when(&self, when: &Edtf) -> Html {
        edtf(when, &self.language.sentence(&self.language.when(when)))
    }

    /// The same in words that stand within a sentence.
    pub(crate) fn when_within(&self, when: &Edtf) -> Html {
        edtf(when, &self.language.when(when))
    }

    /// A name, with a link where it has a page.
    pub(crate) fn name(&self, site: &Site, name: &Name) -> Html {
        let shown = self.run(&name.text, None);
        match name.entity {
            Some(id) => self.anchor(&address::entity(&site[id]), &shown),
            None => Html::finished(&shown),
        }
    }

    /// Text within a line, isolated where letters of it run in the other direction, and marked with its language where that is
    /// known and not the page's.
    pub(crate) fn run(&self, text: &str, lang: Option<&Lang>) -> String {
        let foreign = lang.filter(|lang| lang.language() != self.lang.language());
        match foreign {
            Some(lang) => format!("<bdi lang=\"{lang}\">{}</bdi>", escaped(text)),
            None if is_mixed(text, self.direction()) => format!("<bdi>{}</bdi>", escaped(text)),
            None => escaped(text),
        }
    }
}

/// The attributes of an element whose text may be foreign: ` lang="ar" dir="rtl"`, or nothing.
///
/// `candidates` are languages that the text may be in, likeliest first. Where its script runs against the page's, it
/// is in the first of them that runs its way.
pub(crate) fn foreign_attributes(text: &str, page: Direction, candidates: &[&Lang]) -> Html {
    if !runs_against(text, page) {
        return Html::default();
    }
    let direction = opposite(page);
    let mut html = String::new();
    if let Some(lang) = candidates.iter().find(|lang| lang.direction() == direction) {
        let _ = write!(html, " lang=\"{lang}\"");
    }
    let _ = write!(html, " dir=\"{}\"", direction.as_str());
    Html::finished(&html)
}

/// ` lang="ar" dir="rtl"` where `lang` is not the page's, else nothing.
pub(crate) fn language_attributes(lang: &Lang, page: &Lang) -> Html {
    if lang.language() == page.language() {
        return Html::default();
    }
    Html::finished(&format!(" lang=\"{lang}\" dir=\"{}\"", lang.direction().as_str()))
}

fn opposite(direction: Direction) -> Direction {
    match direction {
        Direction::Ltr => Direction::Rtl,
        Direction::Rtl => Direction::Ltr,
    }
}

/// Text within a line that cannot hold elements, isolated where letters of it run against the line.
pub(crate) fn plain_run(text: &str, line: Direction) -> Cow<'_, str> {
    if is_mixed(text, line) { Cow::Owned(format!("\u{2068}{text}\u{2069}")) } else { Cow::Borrowed(text) }
}

/// Whether any letter runs against the page's direction. What follows such letters, a number above all, would go with them.
fn is_mixed(text: &str, page: Direction) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).any(|letter| direction_of(letter) != page)
}

/// Whether the first letter that has a direction runs against the page's.
fn runs_against(text: &str, page: Direction) -> bool {
    let first = text.chars().find(|c| c.is_alphabetic()).map(direction_of);
    first.is_some_and(|direction| direction != page)
}

/// The blocks of right-to-left scripts (Unicode 16, `Bidi_Class` R and AL of letters).
fn direction_of(letter: char) -> Direction {
    match letter {
        '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' => Direction::Rtl,
        '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}' => Direction::Rtl,
        _ => Direction::Ltr,
    }
}

fn time(datetime: &str, words: &str) -> Html {
    Html::finished(&format!("<time datetime=\"{datetime}\">{}</time>", escaped(words)))
}

fn edtf(when: &Edtf, words: &str) -> Html {
    let mut html = String::with_capacity(96);
    let (tag, value) = match when.datetime_attribute() {
        Some(value) => ("time", format!(" datetime=\"{value}\"")),
        None => ("span", String::new()),
    };
    let _ = write!(html, "<{tag}{value} data-edtf=\"{when}\">");
    push_escaped(&mut html, words);
    let _ = write!(html, "</{tag}>");
    Html::finished(&html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_time_element_only_where_html_can_write_it() {
        let check = |when: &str, expected: &str| {
            assert_eq!(edtf(&Edtf::parse(when).expect("a good date"), "words").as_str(), expected);
        };
        check("2024-01-27?", "<time datetime=\"2024-01-27\" data-edtf=\"2024-01-27?\">words</time>");
        check("2024-01", "<time datetime=\"2024-01\" data-edtf=\"2024-01\">words</time>");
        check("/2024-01-27", "<span data-edtf=\"/2024-01-27\">words</span>");
        check("-0044-03-15", "<span data-edtf=\"-0044-03-15\">words</span>");
        check("2024-21", "<span data-edtf=\"2024-21\">words</span>");
    }

    #[test]
    fn a_line_isolates_what_runs_against_it() {
        let check = |text: &str, page: Direction, expected: &str| assert_eq!(plain_run(text, page), expected);
        check("Talks (محادثات)", Direction::Ltr, "\u{2068}Talks (محادثات)\u{2069}");
        check("Talks, 2024", Direction::Ltr, "Talks, 2024");
        check("Talks", Direction::Rtl, "\u{2068}Talks\u{2069}");
        check("محادثات ٢٠٢٤", Direction::Rtl, "محادثات ٢٠٢٤");
    }

    #[test]
    fn text_of_another_direction_is_marked() {
        let (ar, en) = (Lang::parse("ar").expect("a good tag"), Lang::parse("en").expect("a good tag"));
        let check = |text: &str, page: Direction, expected: &str| {
            assert_eq!(foreign_attributes(text, page, &[&en, &ar]).as_str(), expected, "{text}");
        };
        check("“We have…”", Direction::Rtl, " lang=\"en\" dir=\"ltr\"");
        check("١٠٠ نائب", Direction::Ltr, " lang=\"ar\" dir=\"rtl\"");
        check("نائب", Direction::Rtl, "");
        check("2024", Direction::Rtl, "");
        assert_eq!(language_attributes(&ar, &en).as_str(), " lang=\"ar\" dir=\"rtl\"");
        assert_eq!(language_attributes(&Lang::parse("en-GB").expect("a good tag"), &en).as_str(), "");
    }
}
