//! Any bytes as a search index: there is an answer or an error, and every mark lies in its text.
//!
//! `cargo +nightly fuzz run search`

#![no_main]

mod frame;

use std::ops::Range;

use briefing_index::search::{Index, search};
use libfuzzer_sys::fuzz_target;

/// Whole words, a beginning, slips, quotation marks, and a word that must not be there.
const QUERIES: [&str; 5] = ["", "coalition talks of baghdad", "b", "coaliton misiles t", "\"joint raid\" -troops"];

/// The most briefs and the most events that are asked for.
const LIMIT: usize = 5;

fuzz_target!(|bytes: &[u8]| {
    let _ = Index::open(bytes);
    let file = frame::framed(*b"bfse", bytes);
    let Ok(index) = Index::open(&file) else { return };
    for results in QUERIES.iter().filter_map(|query| search(&index, query, LIMIT).ok()) {
        assert!(results.briefs.len() <= LIMIT.min(results.total), "{results:?}");
        assert!(results.events.len() <= LIMIT.min(results.events_total), "{results:?}");
        for hit in &results.briefs {
            marks_lie_in(&hit.title, &hit.title_marks);
            marks_lie_in(&hit.takeaway, &hit.takeaway_marks);
        }
        results.events.iter().for_each(|hit| marks_lie_in(&hit.what, &hit.marks));
    }
});

fn marks_lie_in(text: &str, marks: &[Range<usize>]) {
    assert!(marks.iter().all(|mark| text.get(mark.clone()).is_some()), "{marks:?} in {text}");
    assert!(marks.windows(2).all(|pair| pair[0].end <= pair[1].start), "{marks:?} in {text}");
}
