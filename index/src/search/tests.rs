//! The index as a whole: what is written is found, in the order that the formula says, and damage is an error value.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use super::*;
use crate::timeline::tiles::Text;
use crate::{Error, fold::fold, tokenize::tokenize};

/// Files as they come over a network: those that were asked for.
struct Network<'a> {
    files: &'a BTreeMap<String, Vec<u8>>,
    come: RefCell<BTreeSet<String>>,
}

impl Store for Network<'_> {
    fn file(&self, path: &str) -> Option<&[u8]> {
        if self.come.borrow().contains(path) { self.files.get(path).map(Vec::as_slice) } else { None }
    }
}

/// Words as they are, but for a plural that English has, and for `the`.
fn stem(lang: &str, word: &str) -> Stem {
    let text = if lang == "en" { word.strip_suffix('s').unwrap_or(word) } else { word };
    let text = if lang == "ar" { text.strip_prefix("ال").unwrap_or(text) } else { text };
    Stem { text: text.to_owned(), is_function_word: word == "the" }
}

/// Answers a query; the number says how many rounds it took.
fn ask(files: &Files, query: &str, limit: usize) -> Result<(Answer, usize), Error> {
    let engine = Engine::open(&files.files[&files.root])?;
    let network = Network { files: &files.files, come: RefCell::default() };
    let mut unknown = Vec::new();
    for round in 0..6 {
        let answer = engine.answer(query, limit, &network)?;
        unknown.extend(answer.unknown.iter().cloned());
        if answer.lacks.is_empty() {
            assert!(unknown.iter().all(|word| answer.unknown.contains(word)), "{unknown:?}: what is known is unknown");
            return Ok((answer, round));
        }
        assert!(answer.lacks.iter().all(|path| !network.come.borrow().contains(path)), "it asks twice for a file");
        network.come.borrow_mut().extend(answer.lacks);
    }
    panic!("`{query}` is never answered");
}

fn document<'a>(slug: &'a str, day: i64, title: &'a str, text: &'a str) -> Document<'a> {
    Document {
        slug,
        day,
        lang: "en",
        title,
        takeaway: title,
        publisher: "Gulan Media",
        texts: vec![text],
        ..Document::default()
    }
}

/// A small site: texts in three languages, events, topics, people.
fn site() -> (Files, BTreeMap<String, Vec<u8>>) {
    let mut documents = vec![
        document("talks", 19_750, "Talks on the coalition open", "Baghdad and Washington talk about al-Sudani's plan."),
        document("strike", 19_760, "An air strike near Hillah", "The militia says that the coalition did it."),
        document("oil", 19_770, "Oil flows again", "Exports through Ceyhan resume. Talks on the price go on."),
        document(
            "mosul",
            17_000,
            "The battle for Mosul",
            "The army of Iraq takes the airport. A strike hit the air base.",
        ),
        document("arabic", 19_751, "بغداد وواشنطن تفتتحان محادثات التحالف", "محادثات"),
        document("tokyo", 19_752, "東京都で会談", "会談"),
    ];
    documents[4].lang = "ar";
    documents[5].lang = "ja";
    let value = |field, key, name| Value { field, key, name, others: Vec::new() };
    documents[0].values = vec![
        value(Field::Topic, "security", "Security"),
        value(Field::Is, "disputed", "disputed"),
        Value { others: vec!["السوداني"], ..value(Field::Person, "sudani", "Mohammed Shia al-Sudani") },
    ];
    documents[1].values =
        vec![value(Field::Topic, "security", "Security"), value(Field::Source, "ap", "Associated Press")];
    documents[2].values = vec![value(Field::Topic, "oil", "Oil and gas"), value(Field::Source, "afp", "AFP")];
    documents[4].values = vec![Value { others: vec!["ar"], ..value(Field::Language, "ar", "العربية") }];
    let pages = documents.iter().map(|document| {
        let text = [&[document.title][..], &document.texts].concat().join("\n");
        (format!("briefs/{}/", document.slug), text.into_bytes())
    });
    (write(&documents, &stem, 2), pages.collect())
}

/// The slugs that a query finds in the small site, in their order, and what is said of it.
#[track_caller]
fn check(query: &str, expected: &str) {
    let (mut files, pages) = site();
    files.files.extend(pages);
    let (answer, _) = ask(&files, query, 10).expect("the index is whole");
    let slugs: Vec<_> = answer.hits.iter().map(|hit| hit.record.slug.as_str()).collect();
    let fixed: Vec<_> = answer.corrections.iter().map(|fix| format!("({}→{})", fix.typed, fix.used)).collect();
    let unknown = answer.unknown.iter().map(|word| format!("?{word}"));
    let unread = answer.unread.iter().map(|text| format!("!{text}"));
    let loose = answer.is_loose.then(|| "loose".to_owned());
    let found = slugs.into_iter().map(str::to_owned).chain(fixed).chain(unknown).chain(unread).chain(loose);
    assert_eq!(found.collect::<Vec<_>>().join(" "), expected, "{query}");
    assert_eq!(answer.total, answer.hits.len());
}

#[test]
fn words_find_briefs() {
    check("", "");
    check("coalition", "talks strike");
    check("coalition talks", "talks oil strike");
    check("TALK", "talks oil");
    check("the", "mosul strike talks oil");
    check("the battle", "mosul");
    check("al-Sudani", "talks");
    check("alsudani", "talks");
    check("sudani", "talks");
    check("xqzj", "?xqzj");
    check("xqzj mosul", "mosul ?xqzj");
}

#[test]
fn beginnings_and_slips_find_briefs() {
    check("coa", "talks strike");
    check("coalit", "talks strike");
    check("coaliton", "talks strike (coaliton→coalition)");
    check("caolition ", "talks strike (caolition→coalition)");
    check("batle", "mosul (batle→battle)");
    check("hilla", "strike");
    check("exportation ", "oil (exportation→exports)");
}

#[test]
fn words_are_required_and_forbidden() {
    check("\"coalition\" talks", "talks strike");
    check("coalition -talks", "strike");
    check("talks \"oil\"", "oil");
    check("\"talks\" \"coalition\"", "talks");
    check("-talks", "");
}

#[test]
fn phrases_are_words_one_after_another() {
    check("\"air strike\"", "strike");
    check("\"strike air\"", "strike mosul loose");
    check("air strike", "strike mosul");
    check("air -\"air strike\"", "mosul");
    check("\"takes the airport\"", "mosul");
    check("\"takes the air", "mosul");
    check("\"coaliton\" talks", "talks oil strike (coaliton→coalition) loose");
    check("\"al-Sudani's plan\"", "talks");
}

#[test]
fn fields_choose_briefs() {
    check("topic:security", "strike talks");
    check("topic:secu", "strike talks");
    check("topic:=security ", "strike talks");
    check("topic:=security topic:=oil", "oil strike talks");
    check("topic:gas talks", "oil");
    check("talks -topic:oil", "talks");
    check("person:al-sudani ", "talks");
    check("person:السوداني ", "talks");
    check("person:\"shia sudani\"", "talks");
    check("source:\"associated press\" coalition", "strike");
    check("is:disputed", "talks");
    check("lang:ar ", "arabic");
    check("coalition topic:sport ", "?sport");
    check("org:ap ", "?ap");
}

#[test]
fn a_query_without_a_question_finds_nothing_and_says_so() {
    let (files, _) = site();
    for (query, is_nothing) in [("", true), ("topic:", true), ("-oil ", true), ("topic:oil", false), ("xyzzy", false)] {
        assert_eq!(ask(&files, query, 10).map(|(answer, _)| answer.is_nothing), Ok(is_nothing), "{query}");
    }
}

#[test]
fn a_value_finds_briefs_that_have_a_word_of_a_forbidden_phrase() {
    check("topic:oil -\"talks price\" ", "oil");
    check("topic:security -\"air strike\" ", "talks");
}

#[test]
fn a_word_is_not_unknown_while_its_neighbours_lack() {
    check("caolitien wahsingtno ", "talks strike (caolitien→coalition) (wahsingtno→washington)");
}

#[test]
fn days_choose_briefs() {
    check("on:2024", "oil strike tokyo arabic talks");
    check("before:2024 ", "mosul");
    check("after:2024-01-28 coalition", "strike");
    check("after:2024-01-29 before:2024-02-08 ", "strike tokyo");
    check("on:2024-01-28 ", "talks");
    check("on:[2024-01-28,2024-01-29] ", "arabic talks");
    check("talks before:soon on:2024 ", "talks oil !before:soon");
    check("after:2030 ", "");
    check("on:2024 -talks ", "strike tokyo arabic");
    check("sort:newest talks coalition", "oil strike talks");
    check("sort:newest", "oil strike tokyo arabic talks mosul");
}

#[test]
fn facets_count_what_was_found() {
    let (files, _) = site();
    let engine = Engine::open(&files.files[&files.root]).expect("the root is whole");
    let check = |query: &str, expected: &str| {
        let network = Network { files: &files.files, come: RefCell::default() };
        let facets = (0..6).find_map(|_| {
            let facets = engine.facets(query, &network).expect("the index is whole");
            network.come.borrow_mut().extend(facets.lacks.iter().cloned());
            facets.lacks.is_empty().then_some(facets.facets)
        });
        let facets = facets.expect("six rounds are enough").into_iter().filter(|facet| !facet.values.is_empty());
        let shown = facets.map(|facet| {
            let values = facet
                .values
                .iter()
                .map(|value| format!("{}{} {}", if value.is_chosen { "*" } else { "" }, value.name, value.count));
            format!("{}: {}", facet.field.name(), values.collect::<Vec<_>>().join(", "))
        });
        assert_eq!(shown.collect::<Vec<_>>().join("; "), expected, "{query}");
    };
    check(
        "coalition",
        "source: Associated Press 1; topic: Security 2; person: Mohammed Shia al-Sudani 1; is: disputed 1",
    );
    check("topic:=oil talks", "source: AFP 1; topic: Security 1, *Oil and gas 1");
    check("on:2024-01", "topic: Security 1; person: Mohammed Shia al-Sudani 1; lang: العربية 1; is: disputed 1");
    check("on:2024-01 topic:=oil", "topic: Security 1, *Oil and gas 0");
    check("mosul", "");
    check("", "");
}

#[test]
fn a_word_written_as_it_was_typed_goes_first() {
    let documents =
        [document("plain", 19_750, "A cote of doves", "x"), document("accented", 19_750, "A côte of doves", "x")];
    let files = write(&documents, &stem, 2);
    for (query, first) in [("cote", "plain"), ("côte", "accented"), ("CÔTE ", "accented"), ("Cote ", "plain")] {
        let (answer, _) = ask(&files, query, 10).expect("the index is whole");
        assert_eq!((answer.total, answer.hits[0].record.slug.as_str()), (2, first), "{query}");
    }
}

#[test]
fn for_more_than_ten_results_lists_are_read_to_their_ends() {
    let texts = many(30_000);
    let files = write(&documents(&texts), &stem, 2);
    let (answer, _) = ask(&files, "w5 ", 10).expect("the index is whole");
    let (more, _) = ask(&files, "common ", 20).expect("the index is whole");
    assert!(!answer.is_part && !more.is_part);
    let (answer, _) = ask(&files, "0 ", 10).expect("the index is whole");
    let (more, _) = ask(&files, "0 ", 20).expect("the index is whole");
    assert!(answer.is_part && answer.total < 10_000);
    assert_eq!((more.is_part, more.total), (false, 10_000));
    assert_eq!(answer.hits[..], more.hits[..10]);
}

#[test]
fn other_scripts_are_found() {
    check("تحالف", "arabic");
    check("التحالف", "arabic");
    check("مُحادَثات", "arabic");
    check("東京", "tokyo");
    check("京都", "tokyo");
    check("会談", "tokyo");
}

/// Briefs of words from a small vocabulary, so that lists are long and words are many.
fn many(count: usize) -> Vec<(String, i64, String, String)> {
    let word = |n: usize| format!("w{}", (n * 7919 + n * n * 31) % (count / 2 + 20));
    (0..count)
        .map(|n| {
            let title = format!("title{n} {}", word(n));
            let text = (0..20).map(|at| word(n * 3 + at * at)).collect::<Vec<_>>().join(" ");
            (format!("brief-{n}"), 12_000 + (n * 37 % 6000) as i64, title, format!("{text} common {}", n % 3))
        })
        .collect()
}

fn documents(texts: &[(String, i64, String, String)]) -> Vec<Document<'_>> {
    let topics = ["army", "oil", "parliament", "press", "water"];
    let documents = texts.iter().zip(topics.iter().cycle()).map(|((slug, day, title, text), topic)| Document {
        values: vec![Value { field: Field::Topic, key: topic, name: topic, others: Vec::new() }],
        ..document(slug, *day, title, text)
    });
    documents.collect()
}

#[test]
fn every_brief_is_found_by_its_title_and_its_rare_words() {
    let texts = many(1_000);
    let files = write(&documents(&texts), &stem, 2);
    for (slug, _, title, _) in texts.iter().step_by(61) {
        let (answer, rounds) = ask(&files, title, 5).expect("the index is whole");
        assert_eq!(&answer.hits[0].record.slug, slug);
        assert!(rounds <= 3, "{rounds} rounds");
    }
}

#[test]
fn the_engine_says_what_a_plain_sum_says() {
    let texts = many(400);
    let documents = documents(&texts);
    let sorted: Vec<&Document<'_>> = documents.iter().collect();
    let analysis = analyse::analyse(&sorted, &stem, 2);
    let files = write(&documents, &stem, 2);
    for query in ["w5", "w17 w30", "w3 w8 w21", "common w9 w40 w2 w77", "title7 w1"] {
        let mut scores = vec![(0.0f32, 0.0f32); texts.len()];
        let (mut all, mut words) = (0.0, 0);
        tokenize(&(query.to_owned() + " "), &mut |word, _, _| {
            let Some(terms) = analysis.forms.get(&fold(word)) else { return };
            let terms: Vec<u32> = terms.iter().map(|(term, _)| *term).collect();
            let count = terms.iter().map(|term| analysis.terms[*term as usize].len()).max().unwrap_or_default();
            let rarity = analyse::rarity(texts.len(), count);
            (all, words) = (all + rarity, words + 1);
            for (brief, level) in terms.iter().flat_map(|term| &analysis.terms[*term as usize]) {
                let score = &mut scores[*brief as usize];
                score.0 += rarity * (f32::from(*level) + 0.5) / 16.0;
                score.1 += rarity;
            }
        });
        let value = |(sum, share): &(f32, f32)| if words <= 4 { sum * (share / all).sqrt() } else { *sum };
        let mut expected: Vec<f32> = scores.iter().filter(|score| score.0 > 0.0).map(value).collect();
        expected.sort_by(|a, b| b.total_cmp(a));
        let (answer, _) = ask(&files, &(query.to_owned() + " "), 10).expect("the index is whole");
        assert_eq!(answer.total, expected.len(), "{query}");
        for (hit, expected) in answer.hits.iter().zip(expected) {
            let at = texts.iter().position(|(slug, ..)| *slug == hit.record.slug).expect("a brief of the site");
            assert!((value(&scores[at]) - expected).abs() < 1e-4, "{query}: {}", hit.record.slug);
        }
    }
}

#[test]
fn the_same_briefs_give_the_same_files_in_any_order_and_by_any_number_of_threads() {
    let texts = many(300);
    let mut documents = documents(&texts);
    let files = write(&documents, &stem, 2);
    documents.reverse();
    for threads in [0, 1, 3, 64] {
        assert!(write(&documents, &stem, threads) == files, "{threads} threads");
    }
}

#[test]
fn one_brief_more_changes_few_files() {
    let texts = many(3_000);
    let before = write(&documents(&texts), &stem, 2);
    let mut more = documents(&texts);
    more.push(document("new", 14_000, "A new brief of old words", "w1 w2 w3 w4 w5"));
    let after = write(&more, &stem, 2);
    let changed = after.files.iter().filter(|(path, bytes)| before.files.get(*path) != Some(*bytes)).count();
    assert!(changed * 5 < after.files.len(), "{changed} of {}", after.files.len());
}

#[test]
fn a_place_leads_to_its_record() {
    let texts = many(50);
    let mut documents = documents(&texts);
    for (document, (_, _, title, _)) in documents.iter_mut().zip(&texts) {
        document.events = vec![("", title, "first"), ("later", "Talks", "second")];
    }
    let files = write(&documents, &stem, 2);
    let records = Records::open(&files.files[&files.root]).expect("the root is whole");
    let named: Vec<_> = documents.iter().map(|document| (document.day, document.slug)).collect();
    for (document, place) in documents.iter().zip(places(&named)) {
        let file = &files.files[&records.path(place)];
        let mut told = Vec::new();
        records.texts(place, file, &mut |own, number, text| told.push((own, number, text))).expect("a whole file");
        let text = |when: &str, label: &str, id| {
            let address = format!("briefs/{}/#e-{id}", document.slug);
            Text { label: label.to_owned(), when: when.to_owned(), address }
        };
        for event in [(place, 0, text("", document.title, "first")), (place, 1, text("later", "Talks", "second"))] {
            assert!(told.contains(&event), "{event:?}");
        }
        assert!(told.iter().all(|(own, ..)| records.path(*own) == records.path(place)), "neighbours are told of too");
        assert_eq!(records.texts(place + 3, file, &mut |_, _, _| {}), Err(Error::Damaged), "of another file");
    }
}

#[test]
fn an_empty_site_finds_nothing() {
    let files = write(&[], &stem, 2);
    assert_eq!(ask(&files, "anything", 10).map(|(answer, _)| (answer.total, answer.unknown.len())), Ok((0, 1)));
}

#[test]
fn what_is_shown_comes_back_with_its_words_marked() {
    let mut talks = document("talks", 19_750, "Talks open", "Delegations meet.");
    talks.events =
        vec![("Probably 27 January 2024", "The delegations talk", "first"), ("", "Something else", "second")];
    talks.marks = 1;
    let files = write(&[talks], &stem, 2);
    let (answer, _) = ask(&files, "talk", 10).expect("the index is whole");
    let hit = &answer.hits[0];
    let engine = Engine::open(&files.files[&files.root]).expect("the root is whole");
    assert_eq!((engine.language(&hit.record), hit.record.day, hit.record.marks), ("en", 19_750, 1));
    assert_eq!((hit.title_marks.as_slice(), hit.event_marks.len()), (std::slice::from_ref(&(0..5)), 2));
    assert_eq!((hit.event_marks[0].first(), hit.event_marks[1].first()), (Some(&(16..20)), None));
    assert_eq!(hit.record.events[0].when, "Probably 27 January 2024");
}

#[test]
fn marks_lie_apart() {
    let files = write(&[document("a", 0, "Some 5,200 soldiers and al-Sudani-like words", "x")], &stem, 1);
    let check = |query: &str, expected: &[(usize, usize)]| {
        let (answer, _) = ask(&files, query, 10).expect("the index is whole");
        let marks: Vec<_> = answer.hits[0].title_marks.iter().map(|mark| (mark.start, mark.end)).collect();
        assert_eq!(marks, expected, "{query}");
    };
    check("5 200", &[(5, 6), (7, 10)]);
    check("5 200 5,2", &[(5, 10)]);
    check("sudani like alsudanilike", &[(24, 38)]);
}

#[test]
fn damaged_and_swapped_files_are_an_error() {
    let texts = many(60);
    let files = write(&documents(&texts), &stem, 2);
    let paths: Vec<&String> = files.files.keys().collect();
    for (n, path) in paths.iter().enumerate() {
        let mut damaged = files.clone();
        let bytes = &files.files[*path];
        let other = &files.files[paths[(n + 1) % paths.len()]];
        let variants = [
            bytes[..bytes.len() / 2].to_vec(),
            bytes.iter().enumerate().map(|(at, byte)| if at == bytes.len() - 1 { byte ^ 4 } else { *byte }).collect(),
            Vec::new(),
            if **path == files.root { Vec::new() } else { other.clone() },
        ];
        for variant in variants {
            damaged.files.insert((*path).clone(), variant);
            // Only queries that need the file can notice.
            for query in ["w1 w2 w3", "common", "w4", "title7", "cmomon", "topic:oil w1", "w2 sort:newest"] {
                let (old, new) = (ask(&files, query, 10), ask(&damaged, query, 10));
                assert!(new.is_err() || new == old, "{path} {query}");
            }
        }
    }
}

#[test]
fn another_version_is_refused() {
    let files = write(&[document("a", 0, "A", "b")], &stem, 2);
    let mut root = files.files[&files.root].clone();
    root[4] = 9;
    assert_eq!(Engine::open(&root).err(), Some(Error::Version));
}

/// The bytes of a version never change. Where this fails, the format is another: give it another version.
#[test]
fn the_format_is_fixed() {
    let texts = many(120);
    let files = write(&documents(&texts), &stem, 2);
    let all: Vec<u8> = files.files.iter().flat_map(|(path, bytes)| path.bytes().chain(bytes.iter().copied())).collect();
    assert_eq!((VERSION, crate::bytes::checksum(&all)), (5, 3_263_934_803));
}
