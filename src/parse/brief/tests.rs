use crate::{
    diagnostic::Diagnostic,
    manuscript::{EntityKind, Extra, Manuscript, Status},
    parse::testing::{config, said},
    site_path::SitePath,
    source::{Source, TextFile},
};

/// A brief with every field that the format has, in a file beside which `map.png` lies.
pub(in crate::parse) const FULL: &str = "---
title: Baghdad and Washington open coalition talks
takeaway: >-
  Iraq presents the talks as the way to a timetable;
  the Pentagon says that nobody has asked its forces to go.
date: 2024-01-28T09:00:00Z
slug: hmc-talks
formerly: [/old/talks/, talks.html]
lang: en
author: Example desk
editor: [A, B]
status: embargoed
embargo: 2024-01-29T06:00+03:00
source:
  - publisher: Gulan Media
    url: https://publisher.example/the-article
    title: The article
    author: C
    published: 2024-01-27
    retrieved: 2024-05-01
    lang: en
    archived: https://archive.example/the-article
    kind: news-report
    access: free
    id: gulan
  - Other Media, 2024-01-28
story: coalition-in-iraq
topics: [security, diplomacy]
people:
  - name: Sabrina Singh
    role: Deputy press secretary
    of: US Department of Defense
organisations:
  - name: US Department of Defense
    aka: [Pentagon]
    id: wikidata:Q11209
    lang: en
places:
  - Iraq
  - name: Baghdad
    lat: 33.3
    lon: 44.4
events:
  - id: hmc-first-session
    when: 2024-01-27?
    what: First meeting of the two governments
    same_as: other-brief#first
    who: [Sabrina Singh]
    where: Iraq
    lane: talks
    state: reported
    source: gulan
    note: The report names no day.
    rank: 5
  - /2024-01-27: Militia groups fire rockets
  - \"[2024-01,2024-03]\": Something else
statements:
  - who: Sabrina Singh
    for: US Department of Defense
    quote: We've received no request.
    when: 2024-01-27
    where: Iraq
    source: [gulan]
    about: hmc-first-session
  - Pentagon: it has had no request to leave
disputes:
  - about: What the talks are for
    events: [hmc-first-session]
    positions:
      - Iraq: to agree a timetable
      - US Department of Defense: to shape a partnership
  - about: The strikes
    positions: {United States: a response, Iraq: a breach}
    state: settled
    settled_by: An agreement
related: [other-brief]
updates:
  - date: 2024-05-01
    what: Source checked again.
corrections:
  - {date: 2024-05-02, what: The petition, was: '100', now: about 100}
image: {src: map.png, alt: A map, credit: D}
licence: CC BY 4.0
disclosure: None
cite_as: Example
x-mine: {a: [b, c], d: e}
---
The first *round* of [[Iraq|the]] talks has [opened](https://example.org).

## Key points

- A point on [[story:coalition-in-iraq]].
";

fn read(path: &str, text: &str) -> (Option<Manuscript>, Vec<Diagnostic>) {
    let file = TextFile { path: SitePath::new(path).expect("a plain path"), text: text.to_owned() };
    let picture = SitePath::new("briefs/map.png").expect("a plain path");
    let source = Source { files: [(picture, "x".into())].into(), ..Source::default() };
    super::super::brief(&file, &source, &config())
}

fn check(text: &str, expected: &[&str]) {
    let (_, found) = read("briefs/talks.md", text);
    assert_eq!(said(&found), expected, "{text}");
}

#[test]
fn every_field_is_read() {
    let (manuscript, found) = read("briefs/2024-01-28-talks.md", FULL);
    assert_eq!(said(&found), [""; 0]);
    let brief = manuscript.expect("a brief");
    assert_eq!(brief.slug.value.as_str(), "hmc-talks");
    assert_eq!(brief.title.map(|at| at.value).as_deref(), Some("Baghdad and Washington open coalition talks"));
    let takeaway = brief.takeaway.expect("a takeaway").value;
    assert!(takeaway.starts_with("Iraq presents the talks as the way to a timetable; the Pentagon"), "{takeaway}");
    assert_eq!(brief.date.map(|at| at.value.day.to_string()).as_deref(), Some("2024-01-28"));
    assert_eq!(brief.formerly.into_iter().map(|at| at.value).collect::<Vec<_>>(), ["old/talks/", "talks.html"]);
    assert!(matches!(brief.status, Some(Status::Embargoed(until)) if until.to_string() == "2024-01-29T03:00:00Z"));
    assert_eq!(brief.sources.iter().map(|source| source.id.as_str()).collect::<Vec<_>>(), ["gulan", "s2"]);
    let kinds: Vec<EntityKind> = brief.entities.iter().map(|entity| entity.kind).collect();
    assert_eq!(kinds, [EntityKind::Person, EntityKind::Organisation, EntityKind::Place, EntityKind::Place]);
    assert_eq!((brief.events.len(), brief.statements.len(), brief.disputes.len()), (3, 2, 2));
    let extra = Extra::Map(vec![
        ("a".to_owned(), Extra::List(vec![Extra::Text("b".to_owned()), Extra::Text("c".to_owned())])),
        ("d".to_owned(), Extra::Text("e".to_owned())),
    ]);
    assert_eq!(brief.extra, [("x-mine".to_owned(), extra)]);
    assert_eq!(brief.body.lead(), "The first round of the talks has opened.");
    assert_eq!(brief.body.references.len(), 2);
    let at = brief.body.references[0].at.range();
    assert_eq!(&FULL[at], "[[Iraq|the]]");
}

#[test]
fn six_lines_are_a_brief() {
    let text = "---\ntitle: Baghdad and Washington open talks\ndate: 2024-01-28\nsource: Gulan Media, 2024-01-27\n---\nTalks.\n";
    for text in [text.to_owned(), text.replace('\n', "\r\n"), text.trim_end().to_owned()] {
        let (manuscript, found) = read("briefs/talks.md", &text);
        assert_eq!(said(&found), [""; 0], "{text:?}");
        assert_eq!(manuscript.as_ref().map(|brief| brief.body.lead()), Some("Talks."));
    }
}

#[test]
fn the_file_name_gives_day_and_slug() {
    let text = "---\ntitle: Open talks\nsource: Gulan, 2024-01-27\n---\n";
    let check = |path: &str, slug: &str, day: Option<&str>, notes: &[&str]| {
        let (manuscript, found) = read(path, text);
        let brief = manuscript.expect("a brief");
        let found_day = brief.date.map(|at| at.value.day.to_string());
        assert_eq!((brief.slug.value.as_str(), found_day.as_deref()), (slug, day), "{path}");
        assert_eq!(said(&found), notes, "{path}");
    };
    let add = "missing-field 1..4 add `date: 2024-01-28`, or begin the file's name with the day";
    check("briefs/2024/2024-01-28-hmc-talks.md", "hmc-talks", Some("2024-01-28"), &[]);
    check("briefs/2024-01-28 HMC Talks.md", "hmc-talks", Some("2024-01-28"), &[]);
    check("briefs/talks.md", "talks", None, &[add]);
    check("briefs/2024-13-28-talks.md", "2024-13-28-talks", None, &[add]);
    check("briefs/2024-01-280.md", "2024-01-280", None, &[add]);
    check("briefs/2024-01-28.md", "open-talks", Some("2024-01-28"), &["bad-slug 0..0 add `slug: open-talks`"]);
}

#[test]
fn a_translation_inherits_what_it_does_not_give() {
    check("---\ntranslation_of: talks-en\nlang: ar\n---\n", &[]);
    check("---\ntranslation_of: talks-en\nevents:\n  - {id: first, what: W}\n---\n", &[]);
    check(
        "---\n---\n",
        &[
            "missing-field 1..4 add `title: …`",
            "missing-field 1..4 add `date: 2024-01-28`, or begin the file's name with the day",
            "missing-field 1..4 add `source: Publisher, 2024-01-27`, or the article's address",
        ],
    );
}

#[test]
fn an_empty_list_gives_no_source() {
    let text = |source: &str| format!("---\ntitle: T\ndate: 2024-01-28\nsource: {source}\n---\n");
    let help = "write it as `source: Publisher, 2024-01-27`, or the article's address";
    check(&text("[]"), &[&format!("missing-field 9..11 {help}")]);
    check(&text("[\"\"]"), &[&format!("missing-field 9..13 {help}")]);
    check(&text("\n  - #1 News"), &["unquoted-indicator 5..12 put quotes around it: `- \"#1 News\"`"]);
    check("---\ntranslation_of: a\nsource: []\n---\n", &[]);
}

#[test]
fn one_slip_does_not_hide_the_other_mistakes() {
    let text = "---\ntitle: Iraq: talks\ndat: 2024-01-28\nsource: Gulan, 2024-01-32\nevents:\n  - 2024-01-27: First: meeting\n  - 2024-13: Second\n\
                statements:\n  - {who: A, says: [b}\nrelated: x\n---\n[x](javascript:y)\n";
    check(
        text,
        &[
            "unquoted-colon 12..13 put quotes around it: `title: \"Iraq: talks\"`",
            "unquoted-colon 22..23 put quotes around it: `- 2024-01-27: \"First: meeting\"`",
            "yaml 20..21 close it: `- {who: A, says: [b]}`",
            "missing-field 1..4 add `date: 2024-01-28`, or begin the file's name with the day",
            "bad-edtf 24..26",
            "bad-edtf 10..12",
            "wrong-type 20..22 put quotes around it: `- {who: A, says: \"[b\"}`",
            "wrong-type 10..11 write `related: [x]`",
            "unsafe-link 1..18",
            "unknown-key 1..4 did you mean `date`?",
        ],
    );
}

#[test]
fn long_texts_and_late_events_are_warned_of() {
    let text = |title: &str, more: &str, body: &str| {
        format!("---\ntitle: {title}\ndate: 2024-01-28\nsource: G, 2024-01-27\n{more}---\n{body}")
    };
    check(&text(&"t".repeat(141), "", ""), &["long-title 8..149"]);
    check(&text("Talks.", "", ""), &["title-full-stop 8..14 remove it"]);
    check(&text("Talks...", "", ""), &[]);
    check(&text("Talks", &format!("takeaway: {}\n", "t".repeat(241)), ""), &["long-takeaway 11..252"]);
    check(&text("Talks", "", &"word ".repeat(401)), &["long-body 1..5"]);
    check(&text("Talks", "", &"word ".repeat(400)), &[]);
    let late = "event-after-source 5..15 if it is yet to come, add `state: planned`";
    check(&text("Talks", "events:\n  - 2024-01-28: Later\n", ""), &[late]);
    check(&text("Talks", "events:\n  - {when: 2024-01-28, what: W, state: planned}\n", ""), &[]);
    check(&text("Talks", "events:\n  - 2024-01-27: The same day\n  - 2024-01: That month\n", ""), &[]);
    check(&text("Talks\nslug: A B", "", ""), &["bad-slug 7..10 write `a-b`"]);
    check(&text("|\n  a\n  b", "", ""), &["not-one-line 3..8"]);
}

#[test]
fn all_keys_of_the_format_are_known_to_the_repairs() {
    let keys = FULL.lines().take_while(|line| !line.starts_with("The first")).flat_map(|line| {
        line.trim_start_matches([' ', '-'])
            .split(['{', ','])
            .filter_map(|part| part.split_once(':'))
            .map(|(key, _)| key.trim())
            .collect::<Vec<_>>()
    });
    let is_key = |key: &&str| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') && key.len() > 1;
    for key in keys.filter(is_key) {
        assert!(crate::parse::format::KEYS.contains(&key), "{key}");
    }
    assert!(crate::parse::format::KEYS.is_sorted());
}
