//! The patterns of a table's sections, each with the placeholders that it can have.

use std::collections::BTreeMap;

use super::reader::{Reader, Section};

/// Writes a struct of patterns and its reader. Behind a name stand the placeholders that the pattern may hold; it
/// holds at least one of them. With `formed` among them, it may ask for a date in one of the language's [`Form`]s.
macro_rules! patterns {
    ($(#[doc = $doc:literal] $name:ident { $($key:ident: $($slot:ident)*;)* })*) => {$(
        #[doc = $doc]
        #[derive(Clone, Debug)]
        pub(super) struct $name { $(pub(super) $key: String,)* }

        impl $name {
            pub(super) fn read(reader: &mut Reader, mut section: Section<'_>) -> $name {
                let patterns = $name {
                    $($key: reader.pattern(&mut section, stringify!($key), &[$(stringify!($slot)),*]),)*
                };
                reader.close(section);
                patterns
            }
        }
    )*};
}

patterns! {
    #[doc = "Single dates."]
    Dates {
        day: day month year;
        day_of_year: day month;
        month: month year;
        day_number: day;
        ce: year;
        bce: year;
        clock: date time;
        clock_utc: date time;
        clock_offset: date time offset;
        clock_range_utc: date from to;
        clock_range_offset: date from to offset;
        spring: year;
        summer: year;
        autumn: year;
        winter: year next next_short;
    }

    #[doc = "Spans in which something happened."]
    Spans {
        years: first last;
        in_years: first last;
        decade: first last;
        in_decade: first last;
        in_year: date formed;
        in_month: date formed;
    }

    #[doc = "Intervals with two plain ends."]
    Ranges {
        days: day end_day month year;
        days_of_year: day end_day month;
        days_of_months: day month end_day end_month year;
        days_of_months_of_year: day month end_day end_month;
        months: month end_month year;
        months_of_year: month end_month;
        years: from to;
        other: from to;
        words: from to formed;
    }

    #[doc = "What is said around a date."]
    Words {
        uncertain: date formed;
        approximate: date formed;
        uncertain_approximate: date formed;
        since: date formed;
        from_end_unknown: date formed;
        until: date formed;
        until_start_unknown: date formed;
        by: date formed;
        not_before: date formed;
        once_between: from to formed;
    }
}

/// What joins the items of a list.
#[derive(Clone, Debug)]
pub(super) struct Lists {
    pub(super) comma: String,
    pub(super) and: Joint,
    pub(super) or: Joint,
}

/// What stands before the last item.
#[derive(Clone, Debug)]
pub(super) struct Joint {
    usual: String,
    /// Beginnings of that item in small letters, the longest first, with what stands before it then.
    before: Vec<(String, String)>,
}

impl Joint {
    fn read(reader: &mut Reader, section: &mut Section<'_>, key: &str, special: &str) -> Joint {
        let usual = reader.text(section, key);
        let mut cases = reader.section_if_there(section, special);
        let mut before = Vec::new();
        for said in cases.keys() {
            let beginnings = reader.texts(&mut cases, &said).unwrap_or_default();
            before.extend(beginnings.into_iter().map(|beginning| (beginning, said.clone())));
        }
        before.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        Joint { usual, before }
    }

    /// What stands before an item, which may be a link or another element.
    pub(super) fn before(&self, mut item: &str) -> &str {
        if self.before.is_empty() {
            return &self.usual;
        }
        while let Some((_, inside)) = item.strip_prefix('<').and_then(|item| item.split_once('>')) {
            item = inside;
        }
        let item: String = item.chars().take(8).flat_map(char::to_lowercase).collect();
        let special = self.before.iter().find(|(beginning, _)| item.starts_with(beginning));
        special.map_or(&self.usual, |(_, said)| said)
    }
}

impl Lists {
    pub(super) fn read(reader: &mut Reader, mut section: Section<'_>) -> Lists {
        let lists = Lists {
            comma: reader.text(&mut section, "comma"),
            and: Joint::read(reader, &mut section, "and", "and_before"),
            or: Joint::read(reader, &mut section, "or", "or_before"),
        };
        reader.close(section);
        lists
    }
}

/// How dates are said behind some words (`с января`, `jusqu’au 27 janvier`): what differs from how they are said alone.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    /// Names of months without a day, January first.
    pub(super) months: Option<[String; 12]>,
    pub(super) patterns: BTreeMap<&'static str, String>,
}

/// The patterns of a form, each with its placeholders.
const FORM: [(&str, &[&str]); 10] = [
    ("day", &["date"]),
    ("month", &["month", "year"]),
    ("month_of_year", &["month"]),
    ("year", &["year"]),
    ("spring", &["year"]),
    ("summer", &["year"]),
    ("autumn", &["year"]),
    ("winter", &["year", "next", "next_short"]),
    ("years", &["first", "last"]),
    ("decade", &["first", "last"]),
];

impl Form {
    pub(super) fn read(reader: &mut Reader, mut section: Section<'_>) -> Form {
        let months = section.has("months").then(|| reader.exactly(&mut section, "months"));
        let mut patterns = BTreeMap::new();
        for (key, slots) in FORM {
            if section.has(key) {
                patterns.insert(key, reader.pattern(&mut section, key, slots));
            }
        }
        reader.close(section);
        Form { months, patterns }
    }
}
