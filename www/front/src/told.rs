//! What the page does next, as a text.
//!
//! The first letter says what: nothing at all, to stay; `p`, to pause; `f`, to fetch the paths that follow, each on a line of its own;
//! `s`, to show an answer; `c`, to show counts; `e`, to say that it failed, with an error for the console or none.
//!
//! | | separated by | parts |
//! |---|---|---|
//! | answer | U+001D | what the status line says; `1` if there is more; results |
//! | results | U+001E | one for each |
//! | result | U+001F | language, slug, title, takeaway, publisher, day; of each event that matches when (or nothing, on that day), what, id |
//! | counts | U+001D | one for each field |
//! | field | U+001E | name; one for each value |
//! | value | U+001F | key, name, count, `1` if it is chosen |
//!
//! Words that are to be marked stand between U+0002 and U+0003. No text of a site has any of these signs here: they are left out.

use crate::query::Step;
use crate::signs::{Attributes, GROUP, ITEM, PART, push};
use crate::texts::{is_asked, search_status, wording};
use briefing_index::edtf::calendar::DAY;
use briefing_index::search::{Answer, Engine, Facet, Hit};
use briefing_index::timeline::Wording;
use core::ops::Range;

const MARK: [char; 2] = ['\u{2}', '\u{3}'];

/// What is needed to tell a step: the engine that it comes from, and the texts of the page.
#[derive(Debug)]
pub struct Teller {
    engine: &'static Engine,
    texts: Attributes,
    wording: Wording,
}

impl Teller {
    /// With the attributes of the page's form: names and values, separated like the parts of a result.
    pub fn new(engine: &'static Engine, told: &str) -> Self {
        let texts = Attributes::new(told);
        let wording = wording(&texts);
        Self { engine, texts, wording }
    }

    /// A step as a text. `query` is what it answers, and `words` is what a reader has typed of that.
    pub fn told(&self, step: Step, query: &str, words: &str) -> String {
        let mut out = String::new();
        match step {
            Step::Stay => {}
            Step::Pause => out.push('p'),
            Step::Fetch(paths) => {
                out.push('f');
                out.push_str(&paths.join("\n"));
            }
            Step::Show(answer) => self.answer(&mut out, &answer, query, words),
            Step::Count(facets) => self.facets(&mut out, &facets),
            Step::Fail(error) => {
                out.push('e');
                out.push_str(error.map_or("", |error| error.as_str()));
            }
        }
        out
    }

    fn answer(&self, out: &mut String, answer: &Answer, query: &str, words: &str) {
        out.push('s');
        if is_asked(query) {
            push(out, &search_status(&self.texts, &self.wording, words.trim(), answer));
        }
        out.push(GROUP);
        if answer.total > answer.hits.len() || answer.is_part {
            out.push('1');
        }
        out.push(GROUP);
        for (number, hit) in answer.hits.iter().enumerate() {
            if number > 0 {
                out.push(ITEM);
            }
            self.hit(out, hit);
        }
    }

    fn hit(&self, out: &mut String, hit: &Hit) {
        let record = &hit.record;
        push(out, self.engine.language(record));
        out.push(PART);
        push(out, &record.slug);
        out.push(PART);
        push_marked(out, &record.title, &hit.title_marks);
        out.push(PART);
        push_marked(out, &record.takeaway, &hit.takeaway_marks);
        out.push(PART);
        push(out, &record.publisher);
        out.push(PART);
        push(out, &self.wording.day(record.day.saturating_mul(DAY)));
        for (event, marks) in record.events.iter().zip(&hit.event_marks).filter(|(_, marks)| !marks.is_empty()) {
            out.push(PART);
            push(out, &event.when);
            out.push(PART);
            push_marked(out, &event.what, marks);
            out.push(PART);
            push(out, &event.id);
        }
    }

    fn facets(&self, out: &mut String, facets: &[Facet]) {
        out.push('c');
        for (number, facet) in facets.iter().enumerate() {
            if number > 0 {
                out.push(GROUP);
            }
            out.push_str(facet.field.name());
            for value in &facet.values {
                out.push(ITEM);
                push(out, &value.key);
                out.push(PART);
                push(out, &value.name);
                out.push(PART);
                out.push_str(&self.wording.count(value.count as usize));
                out.push(PART);
                if value.is_chosen {
                    out.push('1');
                }
            }
        }
    }
}

fn push_marked(out: &mut String, text: &str, marks: &[Range<usize>]) {
    for (at, c) in text.char_indices() {
        if marks.iter().any(|mark| mark.start == at) {
            out.push(MARK[0]);
        }
        if c >= ' ' {
            out.push(c);
        }
        if marks.iter().any(|mark| mark.end == at + c.len_utf8()) {
            out.push(MARK[1]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use briefing_index::Error;
    use briefing_index::search::{Document, EventRecord, FacetValue, Field, Record, Stem, write};

    const TEXTS: &str = "data-t-count\u{1F}Briefs: {briefs}.\u{1E}data-t-none\u{1F}Nothing for {q}.\u{1E}data-months\u{1F}January\u{1E}data-f-day\u{1F}{d} {m} {y}\u{1E}data-digits\u{1F}٠١٢٣٤٥٦٧٨٩";

    fn teller() -> Teller {
        let documents = [Document { slug: "a", day: 19_750, lang: "en", title: "A", ..Document::default() }];
        let files = write(&documents, &|_, word| Stem { text: word.to_owned(), is_function_word: false }, 1);
        let engine = Engine::open(&files.files[&files.root]).expect("a root");
        Teller::new(Box::leak(Box::new(engine)), TEXTS)
    }

    #[track_caller]
    fn check(step: Step, query: &str, expected: &str) {
        assert_eq!(
            teller().told(step, query, query),
            expected.replace('¦', "\u{1D}").replace('‖', "\u{1E}").replace('|', "\u{1F}")
        );
    }

    #[test]
    fn steps_are_told() {
        check(Step::Stay, "", "");
        check(Step::Pause, "", "p");
        check(Step::Fetch(vec!["search/a.bin".to_owned(), "briefs/b/".to_owned()]), "", "fsearch/a.bin\nbriefs/b/");
        check(Step::Fail(None), "", "e");
        check(Step::Fail(Some(Error::Damaged)), "", "ea damaged file");
        check(Step::Show(Answer::default()), "", "s¦¦");
        check(Step::Show(Answer::default()), "xyz ", "sNothing for xyz.¦¦");
    }

    #[test]
    fn an_answer_is_told_with_its_marks() {
        let event =
            |when: &str, id: &str| EventRecord { when: when.to_owned(), what: "Talks".to_owned(), id: id.to_owned() };
        let record = Record {
            day: 19_750,
            title: "Talks\u{1F} open".to_owned(),
            takeaway: "über Talks".to_owned(),
            slug: "a".to_owned(),
            publisher: "Gulan".to_owned(),
            events: vec![event("", "first"), event("Around 2024", "second"), event("", "third")],
            ..Record::default()
        };
        let mark = |end: usize| 0..end;
        let hit = Hit {
            record,
            title_marks: vec![mark(5)],
            takeaway_marks: vec![0..5, 6..11],
            event_marks: vec![vec![mark(5)], vec![mark(2)], vec![]],
        };
        let answer = Answer { total: 12, hits: vec![hit.clone(), hit], ..Answer::default() };
        let one = "en|a|<Talks> open|<über> <Talks>|Gulan|٢٨ January ٢٠٢٤||<Talks>|first|Around 2024|<Ta>lks|second";
        let one = one.replace('<', "\u{2}").replace('>', "\u{3}");
        check(Step::Show(answer), "talks", &format!("sBriefs: ١٢.¦1¦{one}‖{one}"));
    }

    #[test]
    fn counts_are_told() {
        let value =
            |key: &str, count, is_chosen| FacetValue { key: key.to_owned(), name: key.to_owned(), count, is_chosen };
        let facets = vec![
            Facet { field: Field::Topic, values: vec![value("oil", 12, true), value("gas", 3, false)] },
            Facet { field: Field::Is, values: vec![] },
        ];
        check(Step::Count(facets), "", "ctopic‖oil|oil|١٢|1‖gas|gas|٣|¦is");
    }
}
