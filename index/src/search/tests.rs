//! Writer against reader: what is found, in which order, with which marks, and what becomes of damaged files.

use super::*;
use crate::Error;

fn brief<'a>(address: &'a str, day: i64, title: &'a str, takeaway: &'a str) -> Document<'a> {
    Document {
        address,
        title,
        takeaway,
        day,
        publisher: "Gulan Media",
        date: "28 January 2024",
        lang: "en",
        ..Document::default()
    }
}

fn sample() -> Vec<u8> {
    let talks = Document {
        names: vec!["Mohammed Shia al-Sudani", "US Department of Defense", "Pentagon", "Kata’ib Hezbollah"],
        topics: vec!["diplomacy"],
        body: "Officials from Baghdad met in the capital; the petition was signed by a hundred members.",
        ..brief(
            "briefs/talks/",
            20,
            "Baghdad and Washington open coalition talks",
            "Iraq’s government wants a timetable for a withdrawal.",
        )
    };
    let raid = brief(
        "briefs/raid/",
        30,
        "Joint raid in the Anbar desert",
        "Seven U.S. troops are injured; the coalition took part.",
    );
    let strike = brief("briefs/strike/", 10, "Strike near Hillah condemned", "Baghdad says troops broke the mandate.");
    let arabic = Document {
        lang: "ar",
        ..brief("briefs/مفاوضات/", 5, "مفاوضات بين بغداد وواشنطن", "محمّد شياع السوداني في ٢٠٢٤")
    };
    let japanese = Document { lang: "ja", ..brief("briefs/tokyo/", 4, "東京都議会選挙", "") };
    let event = EventEntry {
        address: "briefs/talks/#e-first-session",
        what: "The two governments hold the first session on the coalition’s future.",
        when: "Probably 27 January 2024",
        day: 19,
        lang: "en",
        names: vec!["Higher Military Commission"],
    };
    let lost = EventEntry {
        address: "elsewhere/#e-x",
        what: "Missiles injure soldiers",
        when: "2020",
        day: 1,
        lang: "en",
        names: vec![],
    };
    write(&[talks, raid, strike, arabic, japanese], &[event, lost])
}

/// The last parts of the addresses found: briefs, then events after `|`, then corrections after `~`.
fn check(query: &str, expected: &str) {
    let file = sample();
    let index = Index::open(&file).expect("an index just written");
    let results = search(&index, query, 10).expect("a sound index");
    let mut found: Vec<String> = results
        .briefs
        .iter()
        .map(|hit| hit.address.trim_start_matches("briefs/").trim_end_matches('/').to_owned())
        .collect();
    found.extend(results.events.iter().map(|hit| format!("|{}", hit.address)));
    found.extend(results.corrections.iter().map(|correction| format!("~{}={}", correction.typed, correction.used)));
    assert_eq!(found.join(" "), expected, "{query}");
}

#[test]
fn words_and_their_order() {
    check("", "");
    check("   ", "");
    check("coalition", "talks raid |briefs/talks/#e-first-session");
    check("coalition talks", "talks raid |briefs/talks/#e-first-session");
    check("talks coalition", "talks raid |briefs/talks/#e-first-session");
    check("BAGHDAD", "talks strike");
    check("gulan", "raid strike مفاوضات tokyo talks");
    check("zzzz", "");
}

#[test]
fn beginnings_of_the_last_word() {
    check("co", "talks strike raid |briefs/talks/#e-first-session");
    check("coali", "talks raid |briefs/talks/#e-first-session");
    check("coali ", "");
    check("desert co", "raid talks strike |briefs/talks/#e-first-session");
}

#[test]
fn names_in_all_their_forms() {
    check("al-sudani", "talks");
    check("alsudani", "talks");
    check("sudani", "talks");
    check("pentagon", "talks");
    check("kataib", "talks");
    check("Kata'ib", "talks");
    check("US", "raid talks");
    check("u.s. troops", "raid talks strike");
    check("higher military commission", "|briefs/talks/#e-first-session");
    check("soldiers", "|elsewhere/#e-x");
}

#[test]
fn slips_only_for_unknown_words() {
    check("coaliton", "talks raid |briefs/talks/#e-first-session ~coaliton=coalition");
    check("coaltion troops", "raid talks strike |briefs/talks/#e-first-session ~coaltion=coalition");
    check("tlaks", "talks ~tlaks=talks");
    check("petitoin", "talks ~petitoin=petition");
    check("coaltio", "talks raid |briefs/talks/#e-first-session ~coaltio=coalition");
    check("xyz", "");
    check("2023", "");
}

#[test]
fn required_and_forbidden_words() {
    check("coalition -raid", "talks |briefs/talks/#e-first-session");
    check("\"anbar\" coalition", "raid");
    check("coalition \"talks\" baghdad", "talks");
    check("-coalition", "");
    check("coalition -al-sudani", "raid |briefs/talks/#e-first-session");
}

#[test]
fn other_scripts() {
    check("محمد", "مفاوضات");
    check("السودانى", "مفاوضات");
    check("2024", "مفاوضات");
    check("مفاوظات", "مفاوضات ~مفاوظات=مفاوضات");
    check("東京", "tokyo");
    check("都議会", "tokyo");
    check("会選", "tokyo");
    check("京", "tokyo");
}

#[test]
fn everything_shown_comes_back_with_marks() {
    let file = sample();
    let index = Index::open(&file).expect("an index just written");
    let results = search(&index, "coalition iraq wash", 1).expect("a sound index");
    assert_eq!((results.total, results.events_total), (2, 1));
    let hit = &results.briefs[0];
    assert_eq!(hit.address, "briefs/talks/");
    assert_eq!(
        (hit.publisher.as_str(), hit.date.as_str(), hit.lang.as_str()),
        ("Gulan Media", "28 January 2024", "en")
    );
    let marked = |text: &str, marks: &[core::ops::Range<usize>]| {
        marks.iter().map(|mark| text[mark.clone()].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(marked(&hit.title, &hit.title_marks), ["Washington", "coalition"]);
    assert_eq!(marked(&hit.takeaway, &hit.takeaway_marks), ["Iraq"]);
    let event = &results.events[0];
    assert_eq!(
        (event.when.as_str(), event.address.as_str()),
        ("Probably 27 January 2024", "briefs/talks/#e-first-session")
    );
    assert_eq!(marked(&event.what, &event.marks), ["coalition"]);
}

#[test]
fn equal_scores_come_newest_first() {
    let briefs: Vec<_> =
        ["a/", "b/", "c/"].iter().zip([2, 3, 1]).map(|(address, day)| brief(address, day, "Same words", "")).collect();
    let file = write(&briefs, &[]);
    let index = Index::open(&file).expect("an index just written");
    let found: Vec<_> =
        search(&index, "same", 2).expect("a sound index").briefs.into_iter().map(|hit| hit.address).collect();
    assert_eq!(found, ["b/", "a/"]);
}

#[test]
fn the_order_of_the_input_does_not_matter() {
    let briefs: Vec<_> = (0..40).map(|n| brief("briefs/x/", n % 7, "Some words", "here")).collect();
    let mut turned = briefs.clone();
    turned.reverse();
    assert_eq!(write(&briefs, &[]), write(&turned, &[]));
}

#[test]
fn an_empty_site_has_an_index_that_finds_nothing() {
    let file = write(&[], &[]);
    let index = Index::open(&file).expect("an index just written");
    assert_eq!(search(&index, "coalition", 10), Ok(Results::default()));
}

#[test]
fn the_first_version_keeps_its_bytes() {
    let file = write(&[brief("b/x/", 1, "Aa bb", "Aa")], &[]);
    assert_eq!(file[..8], *b"bfse\x01\0\0\0");
    let known = include_bytes!("../../tests/search-1.bin");
    assert_eq!(file, known, "a change of the format needs a new version");
}

#[test]
fn damage_is_an_error_and_never_a_panic() {
    let file = sample();
    for length in 0..file.len() {
        assert!(Index::open(&file[..length]).is_err(), "cut at {length}");
    }
    for at in 0..file.len() {
        let mut flipped = file.clone();
        flipped[at] ^= 1 << (at % 8);
        assert!(Index::open(&flipped).is_err(), "flipped at {at}");
    }
    let mut other = file.clone();
    other[4] = 9;
    assert_eq!(Index::open(&other).err(), Some(Error::Version));
}

/// A forged file has the right checksum. Whatever it says, it is an answer or an error.
#[test]
fn forged_bytes_are_an_answer_or_an_error() {
    let file = sample();
    let body = &file[12..];
    let mut errors = 0;
    for at in 0..body.len() {
        for value in [0, 0x80, 0xFF, body[at] ^ 0x10] {
            let mut forged = body.to_vec();
            forged[at] = value;
            let forged = crate::bytes::frame(NAME, VERSION, &forged);
            let found = Index::open(&forged).and_then(|index| {
                search(&index, "coalition of iraq", 5)?;
                search(&index, "coaliton missiles b", 5)
            });
            errors += usize::from(found.is_err());
        }
    }
    assert!(errors > 100, "{errors}");
}
