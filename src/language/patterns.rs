//! The patterns of a table's sections, each with the placeholders that it can have.

use super::reader::{Reader, Section};

/// Writes a struct of patterns and its reader. Behind a name stand the placeholders that the pattern may hold; it
/// holds at least one of them.
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
        bce: year;
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
        in_year: date;
        in_month: date;
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
        words: from to;
    }

    #[doc = "What is said around a date."]
    Words {
        uncertain: date;
        approximate: date;
        uncertain_approximate: date;
        since: date;
        from_end_unknown: date;
        until: date;
        until_start_unknown: date;
        by: date;
        not_before: date;
        once_between: from to;
    }
}

/// What joins the items of a list.
#[derive(Clone, Debug)]
pub(super) struct Lists {
    pub(super) comma: String,
    pub(super) and: String,
    pub(super) or: String,
}

impl Lists {
    pub(super) fn read(reader: &mut Reader, mut section: Section<'_>) -> Lists {
        let lists = Lists {
            comma: reader.text(&mut section, "comma"),
            and: reader.text(&mut section, "and"),
            or: reader.text(&mut section, "or"),
        };
        reader.close(section);
        lists
    }
}
