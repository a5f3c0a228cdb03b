//! Any text as a query: there is an answer within its bounds, and every mark lies in its text.
//!
//! `cargo +nightly fuzz run query`

#![no_main]

use std::{cell::RefCell, collections::BTreeSet, ops::Range, sync::LazyLock};

use briefing_index::search::{Document, Engine, Files, Stem, Store, write};
use libfuzzer_sys::fuzz_target;

/// The most briefs that are asked for.
const LIMIT: usize = 5;

/// Texts of several scripts; each stands in some of the briefs.
const TEXTS: [&str; 6] = [
    "Coalition talks of Baghdad, the U.S.-led mission and Iraq’s F-16s",
    "L’État d'urgence: Straße, İstanbul, 5,200 soldats",
    "وقال رئيس الوزراء إن المفاوضات تبدأ ٢٠٢٤",
    "צה״ל: ראש־הממשלה נפגש עם השרים",
    "イラクと米国が協議を開始した。ｲﾗｸ ２０２４年",
    "Переговоры о границе, ёлка и Йемен",
];

/// An index of all kinds of files.
static FILES: LazyLock<Files> = LazyLock::new(|| {
    let slugs: Vec<String> = (0..300).map(|n| format!("brief-{n}")).collect();
    let texts: Vec<String> = (0..300).map(|n| format!("{} {} w{n}", TEXTS[n % 6], TEXTS[n / 7 % 6])).collect();
    let slugs_and_texts = slugs.iter().zip(&texts).enumerate();
    let documents: Vec<_> = slugs_and_texts.map(|(n, (slug, text))| document(n, slug, text)).collect();
    write(&documents, &|_, word| Stem { text: word.to_owned(), is_function_word: word == "the" }, 1)
});

fn document<'a>(n: usize, slug: &'a str, text: &'a str) -> Document<'a> {
    Document {
        slug,
        title: TEXTS[n % 6],
        takeaway: text,
        day: 19_000 + n as i64 * 7,
        events: vec![("", TEXTS[n % 5], "event")],
        texts: vec![text],
        ..Document::default()
    }
}

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::open(&FILES.files[&FILES.root]).expect("just written"));

/// The files that have come.
#[derive(Default)]
struct Come(RefCell<BTreeSet<String>>);

impl Store for Come {
    fn file(&self, path: &str) -> Option<&[u8]> {
        // A page says what the first brief says.
        let file = || FILES.files.get(path).map_or(TEXTS[0].as_bytes(), Vec::as_slice);
        self.0.borrow().contains(path).then(file)
    }
}

fuzz_target!(|query: &str| {
    let come = Come::default();
    loop {
        let answer = ENGINE.answer(query, LIMIT, &come).expect("the files are whole");
        assert!(answer.hits.len() <= LIMIT.min(answer.total), "{answer:?}");
        for hit in &answer.hits {
            marks_lie_in(&hit.record.title, &hit.title_marks);
            marks_lie_in(&hit.record.takeaway, &hit.takeaway_marks);
            assert_eq!(hit.event_marks.len(), hit.record.events.len());
            for (event, marks) in hit.record.events.iter().zip(&hit.event_marks) {
                marks_lie_in(&event.what, marks);
            }
        }
        if answer.lacks.is_empty() {
            break;
        }
        for path in answer.lacks {
            assert!(come.0.borrow_mut().insert(path), "a file is asked for twice");
        }
    }
});

fn marks_lie_in(text: &str, marks: &[Range<usize>]) {
    assert!(marks.iter().all(|mark| !mark.is_empty() && text.get(mark.clone()).is_some()), "{marks:?} in {text}");
    assert!(marks.windows(2).all(|pair| pair[0].end <= pair[1].start), "{marks:?} in {text}");
}
