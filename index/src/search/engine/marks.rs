//! The words of a query, marked where they stand in what is shown.

use core::ops::Range;

use super::{Found, Hit};
use crate::{search::records::Record, tokenize::tokenize};

/// A record with the words of the query marked in it.
pub(super) fn marked(record: Record, found: &[Found<'_>]) -> Hit {
    Hit {
        title_marks: marks(&record.title, found),
        takeaway_marks: marks(&record.takeaway, found),
        event_marks: record.events.iter().map(|event| marks(&event.what, found)).collect(),
        record,
    }
}

/// Where the words that were searched for stand in a text: in any form that has a term with them.
fn marks(text: &str, found: &[Found<'_>]) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    tokenize(text, &mut |form, range, _| {
        let is_meant = |one: &Found<'_>| {
            one.word.is_wanted
                && !one.is_dull
                && (!one.is_corrected && form == one.word.text
                    || !one.is_corrected && one.word.is_open && form.starts_with(&one.word.text)
                    || one.others.iter().any(|known| known == form))
        };
        if !found.iter().any(is_meant) {
            return;
        }
        // A name as a whole comes after its parts, and takes in the marks of all of them.
        let mut mark = range;
        while let Some(last) = marks.pop() {
            if last.end < mark.start {
                marks.push(last);
                break;
            }
            mark = last.start.min(mark.start)..last.end.max(mark.end);
        }
        marks.push(mark);
    });
    marks
}
