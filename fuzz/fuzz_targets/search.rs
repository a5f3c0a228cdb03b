//! Any bytes as files of a search index: there is an answer or an error, and every mark lies in its text.
//!
//! `cargo +nightly fuzz run search`

#![no_main]

mod frame;

use std::{ops::Range, sync::LazyLock};

use briefing_index::search::{Document, Engine, Files, Stem, Store, write};
use libfuzzer_sys::fuzz_target;

/// Whole words, a beginning, slips, quotation marks and a word that must not be there, values of fields, days, the newest.
const QUERIES: [&str; 7] = [
    "",
    "coalition talks of baghdad",
    "b",
    "coaliton misiles t",
    "\"joint raid\" -troops",
    "topic:=oil person:al-sudani after:1970-01-05 raid",
    "on:1970 sort:newest",
];

/// The most briefs that are asked for.
const LIMIT: usize = 5;

/// An index whose root leads into all kinds of files.
static FILES: LazyLock<Files> = LazyLock::new(|| {
    let slugs: Vec<String> = (0..300).map(|n| format!("brief-{n}")).collect();
    let texts: Vec<String> = (0..300).map(|n| format!("coalition talks of baghdad joint raid troops w{n}")).collect();
    let document = |(slug, text)| Document { slug, title: "Talks", texts: vec![text], ..Document::default() };
    let documents: Vec<_> =
        slugs.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).map(document).collect();
    write(&documents, &|_, word| Stem { text: word.to_owned(), is_function_word: false }, 1)
});

/// Every file but the root is the same.
struct Same(Vec<u8>);

impl Store for Same {
    fn file(&self, _: &str) -> Option<&[u8]> {
        Some(&self.0)
    }
}

fuzz_target!(|bytes: &[u8]| {
    let root = &FILES.files[&FILES.root];
    let framed = frame::framed(*b"bfse", root[4], bytes);
    // What the root leads to has the checksum alone before it.
    let file = framed[8..].to_vec();
    let roots = [root, &framed];
    for engine in roots.into_iter().filter_map(|root| Engine::open(root).ok()) {
        let store = Same(file.clone());
        for query in QUERIES {
            let _ = engine.facets(query, &store);
        }
        for answer in QUERIES.iter().filter_map(|query| engine.answer(query, LIMIT, &store).ok()) {
            assert!(answer.lacks.is_empty() && answer.hits.len() <= LIMIT.min(answer.total), "{answer:?}");
            for hit in &answer.hits {
                marks_lie_in(&hit.record.title, &hit.title_marks);
                marks_lie_in(&hit.record.takeaway, &hit.takeaway_marks);
            }
        }
    }
});

fn marks_lie_in(text: &str, marks: &[Range<usize>]) {
    assert!(marks.iter().all(|mark| text.get(mark.clone()).is_some()), "{marks:?} in {text}");
    assert!(marks.windows(2).all(|pair| pair[0].end <= pair[1].start), "{marks:?} in {text}");
}
