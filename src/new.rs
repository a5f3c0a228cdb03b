//! What `briefing new` and `briefing add` write: a site and a brief to begin with, as texts.

use jiff::civil::Date;

use crate::{
    lang::Lang,
    parse::{address::http_address, values},
    slug::Slug,
};

/// The files of a new site: path and text. `today` is the day of the sample brief.
pub fn site(today: Date) -> Vec<(String, String)> {
    let sample = format!("briefs/{:04}/{today}-a-first-brief.md", today.year());
    vec![
        ("site.toml".to_owned(), SETTINGS.to_owned()),
        (sample, SAMPLE.replace("DAY", &today.to_string())),
        ("pages/about.md".to_owned(), ABOUT.to_owned()),
        (".gitignore".to_owned(), "/public/\n".to_owned()),
    ]
}

const SETTINGS: &str = r#"title = "My briefs"
description = "Short briefs of articles: who reports what, and what is disputed."
base_url = "https://example.org/"   # where the site will be published
lang = "en"
time_zone = "UTC"
"#;

const SAMPLE: &str = r#"---
title: A first brief
date: DAY
source: The publisher of the article, DAY
takeaway: One sentence that says what the article reports.
topics: [example]
events:
  - DAY: What happened on that day, in one sentence that stands alone
statements:
  - Somebody: what they say, in your own words
people: [Somebody]
---
The article in a paragraph, in your own words. Change this file and save it: the page in the browser follows.

## Key points

- The first thing that a reader should know.
- The second.

## Why it matters

One or two sentences.
"#;

const ABOUT: &str = r#"---
title: About
---
Who publishes these briefs, and how to reach them.
"#;

/// The language that was typed, as briefs may have it.
///
/// # Errors
/// Why it is none.
pub fn lang(tag: &str) -> Result<Lang, String> {
    let help = || values::language_hint(tag).unwrap_or_else(|| "write one such as `ar` or `ckb`".to_owned());
    values::language(tag).ok_or_else(|| format!("`{tag}` is not a language tag; {}", help()))
}

/// The address that was typed, as a source may have it.
///
/// # Errors
/// Why it is none.
pub fn source(address: &str) -> Result<String, String> {
    http_address(address).ok_or_else(|| format!("`{address}` is not an http or https address"))
}

/// A brief to begin with.
#[derive(Clone, Debug)]
pub struct NewBrief<'a> {
    /// One line.
    pub title: &'a str,
    /// Its day.
    pub date: Date,
    /// The address of the article; without one the author has to fill it in.
    pub source: Option<&'a str>,
    /// Its language, if not the site's.
    pub lang: Option<&'a Lang>,
    /// The day on which the article is read.
    pub today: Date,
}

/// Path and text of a new brief, or `None` where the title has no letter or digit.
pub fn brief(new: &NewBrief<'_>) -> Option<(String, String)> {
    let slug = Slug::from_text(new.title)?;
    let path = format!("briefs/{:04}/{}-{slug}.md", new.date.year(), new.date);
    let mut text = format!("---\ntitle: {}\ndate: {}\n", quoted(new.title), new.date);
    if let Some(lang) = new.lang {
        text.push_str(&format!("lang: {lang}\n"));
    }
    match new.source {
        Some(url) => {
            let publisher = "  publisher:   # who published it\n  published:   # when, such as 2024-01-27\n";
            text.push_str(&format!("source:\n  url: {}\n{publisher}  retrieved: {}\n", quoted(url), new.today));
        }
        None => text.push_str("source:   # publisher, day or address, such as: Gulan Media, 2024-01-27\n"),
    }
    text.push_str("takeaway:   # one sentence; else the first paragraph\n---\n\n\n## Key points\n\n- \n");
    Some((path, text))
}

/// `text` as YAML writes it between double quotes.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, source: Option<&str>, expected: Option<(&str, &str)>) {
        let day = jiff::civil::date(2024, 1, 28);
        let new = NewBrief { title, date: day, source, lang: None, today: day };
        let found = brief(&new);
        let start = found.as_ref().map(|(path, text)| (path.as_str(), text.lines().nth(1).unwrap_or_default()));
        assert_eq!(start, expected);
    }

    #[test]
    fn a_brief_is_named_after_its_day_and_title() {
        check("Talks open", None, Some(("briefs/2024/2024-01-28-talks-open.md", "title: \"Talks open\"")));
        check(
            "Say \"no\": a \\ title",
            Some("https://news.example/a"),
            Some(("briefs/2024/2024-01-28-say-no-a-title.md", "title: \"Say \\\"no\\\": a \\\\ title\"")),
        );
        check("بغداد", None, Some(("briefs/2024/2024-01-28-بغداد.md", "title: \"بغداد\"")));
        check("?!", None, None);
    }
}
