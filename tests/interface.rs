//! The interface in each of its languages: a small site with a page of every kind is said in that language and no other.
//!
//! The words of the content begin with `zq`, so that they are of no language.

use std::collections::{BTreeMap, BTreeSet};

use briefing::{lang::Lang, language::Languages};

use crate::support::{Site, build_in_memory, options};

/// Each language with its direction and a day in words.
const LANGUAGES: &[(&str, &str, &str)] = &[
    ("ar", "rtl", "٢٧ كانون الثاني ٢٠٢٤"),
    ("ckb", "rtl", "٢٧ی کانوونی دووەمی ٢٠٢٤"),
    ("de", "ltr", "27. Januar 2024"),
    ("en", "ltr", "27 January 2024"),
    ("es", "ltr", "27 de enero de 2024"),
    ("fa", "rtl", "۲۷ ژانویه ۲۰۲۴"),
    ("fr", "ltr", "27 janvier 2024"),
    ("he", "rtl", "27 בינואר 2024"),
    ("ja", "ltr", "2024年1月27日"),
    ("ru", "ltr", "27 января 2024\u{a0}г."),
    ("tr", "ltr", "27 Ocak 2024"),
    ("zh", "ltr", "2024年1月27日"),
];

fn site(lang: &str) -> Site {
    Site::empty()
        .file("site.toml", format!("title = \"Zqsite\"\nbase_url = \"https://briefs.test/\"\nlang = \"{lang}\"\nlicence = \"Zqgiven\"\n"))
        .file("briefs/first.md", FIRST)
        .file("briefs/second.md", SECOND)
        .file("briefs/third.md", "---\ntitle: Zqtitle\ndate: 2024-01-30\nsource: Zqpress, 2024-01-29\nstatus: withdrawn\ncorrections:\n  - {date: 2024-02-01, what: Zqtext}\nformerly: [/zqold/]\n---\nZqtext.\n")
}

const FIRST: &str = "---
title: Zqtitle
date: 2024-01-28T10:00:00+03:00
source:
  - {url: https://zq.test/a, publisher: Zqpress, title: Zqtitle, author: Zqname, published: 2024-01-27, retrieved: 2024-01-28, kind: press-release, access: paywall, archived: https://zq.test/b}
  - {publisher: Zqpress Zqtwo, published: 2024-01-26, kind: interview, access: free}
takeaway: Zqtext.
author: Zqname
editor: Zqname
story: zqstory
topics: [Zqtopic]
people: [{name: Zqname, role: Zqrole, of: Zqbody}]
organisations: [Zqbody]
places: [{name: Zqplace, id: wikidata:Q1, lat: 33.3, lon: 44.4, aka: [Zqplaces]}]
updates: [{date: 2024-01-29, what: Zqtext}]
corrections: [{date: 2024-02-01, what: Zqtext, was: Zqwas, now: Zqnow}]
licence: Zqgiven
disclosure: Zqtext
events:
  - {when: 2024-01-27, what: Zqtext zqa, id: one, where: Zqplace, state: confirmed}
  - {when: \"2024-01-27T10:00Z\", what: Zqtext zqb, state: denied}
  - {when: \"2024-01-XX\", what: Zqtext zqc}
  - {when: \"2023-08?\", what: Zqtext zqd, note: Zqtext}
  - {when: \"2023~/..\", what: Zqtext zqe, state: planned}
  - {when: \"/2022-22\", what: Zqtext zqf, state: cancelled}
  - {when: \"[..2021-05]\", what: Zqtext zqg}
  - {when: \"{2020-03-01,2020-03-09}\", what: Zqtext zqh}
  - {when: 201X, what: Zqtext zqi}
  - {when: \"-0043-03-15\", what: Zqtext zqj}
statements:
  - {who: Zqname, for: Zqbody, says: Zqtext, when: 2024-01-26, where: Zqplace, about: one}
  - {who: Zqname, quote: Zqtext, source: s2}
disputes:
  - {about: Zqtext, positions: {Zqname: Zqtext, Zqbody: Zqtext}, events: [one]}
  - {about: Zqtext too, positions: {Zqname: Zqtext, Zqbody: Zqtext}, state: settled, settled_by: Zqtext}
---
Zqtext zqtext.[^1]

| Zqtext | Zqtext |
|---|---|
| Zqtext | Zqtext |

[^1]: Zqtext.
";

const SECOND: &str = "---
title: Zqtitle Zqtwo
date: 2024-02-10
source: {publisher: Zqpress, published: 2024-02-09, kind: social}
story: zqstory
topics: [Zqtopic]
organisations: [Zqbody]
events:
  - {when: 2024-01-26, what: Zqtext zqa, same_as: first#one}
  - 2024-02-09: Zqtext zqk
---
Zqtext.
";

/// What a reader sees or hears of a page, and what the scripts say: texts, and the attributes that hold some.
fn said(page: &str) -> String {
    let mut said = String::new();
    let mut rest = page;
    while let Some((text, after)) = rest.split_once('<') {
        said.push_str(text);
        said.push(' ');
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        for name in ["aria-label", "placeholder", "content", "alt", "title", "label"] {
            push_attributes(&mut said, tag, &format!(" {name}=\""));
        }
        push_attributes(&mut said, tag, " data-t-");
        let skipped = ["script", "style"].into_iter().find(|name| tag.starts_with(name));
        // The keys of queries, and what is for programs, are the same in each language.
        let skipped = skipped.or_else(|| ["code", "kbd", "pre"].into_iter().find(|name| tag.starts_with(name)));
        rest = match skipped {
            Some(name) => after.split_once(&format!("</{name}>")).map_or("", |(_, after)| after),
            None => after,
        };
    }
    said.push_str(rest);
    said
}

fn push_attributes(said: &mut String, tag: &str, start: &str) {
    for (at, _) in tag.match_indices(start) {
        let value = &tag[at + start.len()..];
        let value = if start.ends_with('"') { value } else { value.split_once('"').map_or("", |(_, value)| value) };
        let value = value.split('"').next().unwrap_or_default();
        // Policies, addresses and types are no texts.
        if !value.contains("://")
            && !value.contains("'none'")
            && !value.contains("width=")
            && !value.contains("url=")
            && value != "article"
        {
            said.push_str(value);
            said.push(' ');
        }
    }
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= 4);
    words.map(str::to_lowercase).collect()
}

/// All words of a table.
fn words_of(languages: &Languages, lang: &str) -> BTreeSet<String> {
    let path = format!("{}/www/languages/{lang}.toml", env!("CARGO_MANIFEST_DIR"));
    let table = std::fs::read_to_string(path).expect("a table");
    let name = languages.own_name(&Lang::parse(lang).expect("a tag")).to_owned();
    words(&(table + &name))
}

fn built(lang: &str) -> BTreeMap<String, String> {
    let (report, files) = build_in_memory(site(lang).path(), &options());
    assert!(report.built, "{lang}: {:?}", report.diagnostics);
    let pages = files.into_iter().filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("a page is text"))).collect()
}

#[test]
fn each_language_has_every_page_to_itself() {
    let languages = Languages::builtin();
    let tags: Vec<_> = languages.iter().map(|language| language.lang().to_string()).collect();
    assert_eq!(tags, LANGUAGES.iter().map(|(lang, ..)| *lang).collect::<Vec<_>>());
    let english = words_of(&languages, "en");
    let mut wrong = Vec::new();
    for (lang, direction, day) in LANGUAGES {
        let own = words_of(&languages, lang);
        let keys: BTreeSet<_> =
            languages.iter().flat_map(|language| language.phrases().keys()).filter(|key| key.contains('_')).collect();
        let pages = built(lang);
        assert!(pages.len() > 20, "{lang}: {:?}", pages.keys());
        for (path, page) in &pages {
            assert!(page.contains(&format!("<html lang=\"{lang}\" dir=\"{direction}\"")), "{lang} {path}");
            let said = said(page);
            let foreign: Vec<_> =
                words(&said).into_iter().filter(|word| english.contains(word) && !own.contains(word)).collect();
            wrong.extend(foreign.into_iter().map(|word| format!("{lang}: {word} in {path}")));
            let missing: Vec<_> =
                keys.iter().filter(|key| said.split_whitespace().any(|word| word == key.as_str())).collect();
            assert!(missing.is_empty(), "{lang} {path} shows keys: {missing:?}");
        }
        let brief = &pages["briefs/first/index.html"];
        assert!(brief.contains(&format!(">{day}</time>")), "{lang}: {brief}");
        let unfilled = texts(brief);
        assert!(!unfilled.contains('{'), "{lang}: {unfilled}");
    }
    assert_eq!(wrong, [""; 0]);
}

/// The texts of a page alone, without attributes: those for the scripts have placeholders.
fn texts(page: &str) -> String {
    let body = page.split_once("<body").map_or("", |(_, body)| body);
    let parts = body.split('<').filter(|part| !part.starts_with("pre"));
    parts.filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_runs_the_other_way_is_isolated() {
    let site = Site::empty()
        .file("site.toml", "title = \"أخبار\"\nbase_url = \"https://briefs.test/\"\nlang = \"he\"\n")
        .file("briefs/b.md", "---\ntitle: \"Talks (שיחות)\"\ndate: 2024-01-28\nlang: en\nsource: {publisher: גלובס, published: 2024-01-27, title: \"שיחות\", lang: he}\npeople: [\"Anna (אנה)\"]\nauthor: אנה\nstatements:\n  - {who: \"Anna (אנה)\", quote: \"אין תגובה\"}\n---\nText.\n");
    let (report, files) = build_in_memory(site.path(), &options());
    assert!(report.built, "{:?}", report.diagnostics);
    let page = |path: &str| String::from_utf8(files[path].clone()).expect("a page is text");
    let holds = |page: &str, part: &str| assert!(page.contains(part), "{part} is not in {page}");
    let brief = page("briefs/b/index.html");
    holds(&brief, "<html lang=\"en\" dir=\"ltr\">");
    holds(&brief, "<title>\u{2068}Talks (שיחות)\u{2069} – \u{2068}أخبار\u{2069}</title>");
    holds(&brief, "<a class=\"name\" href=\"/\" lang=\"he\" dir=\"rtl\">أخبار</a>");
    // The source in its place, and in the citation: a number stands behind it.
    holds(&brief, "<bdi>גלובס</bdi>");
    holds(&brief, "“<bdi>Talks (שיחות)</bdi>”, <i><bdi lang=\"he\">أخبار</bdi></i>, 28 January 2024.");
    holds(&brief, "<cite lang=\"he\" dir=\"rtl\">”שיחות”</cite>");
    holds(&brief, "By <bdi>אנה</bdi>");
    holds(&brief, "<bdi>Anna (אנה)</bdi>");
    holds(&brief, "<blockquote lang=\"he\" dir=\"rtl\">");
    let home = page("index.html");
    holds(&home, "<html lang=\"he\" dir=\"rtl\">");
    holds(&home, "<div class=\"item\" lang=\"en\" dir=\"ltr\">");
    holds(&home, "<title>أخبار</title>");
}
