//! Tables that a site brings.

use super::tag;
use crate::{
    diagnostic::Diagnostic,
    lang::Direction,
    language::{ENGLISH, Languages, TABLES, of_site},
    site_path::SitePath,
    source::TextFile,
};

fn read(files: &[(&str, &str)]) -> (Languages, Vec<String>) {
    let files: Vec<_> = files
        .iter()
        .map(|(name, text)| TextFile {
            path: SitePath::new(&format!("languages/{name}")).expect("a good path"),
            text: (*text).to_owned(),
        })
        .collect();
    let mut found = Vec::new();
    let languages = of_site(&files, &mut found);
    let told = |one: &Diagnostic| {
        let help = one.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
        format!("{}:{}: {}: {}{help}", one.line, one.column, one.code.name(), one.message)
    };
    (languages, found.iter().map(told).collect())
}

#[test]
fn a_few_phrases_replace_those_of_a_language_that_is_there() {
    let table =
        "[phrases]\nbrief = \"Notiz\"\n\n[counts]\nbriefs = { one = \"eine Notiz\", other = \"{n} Notizen\" }\n";
    let (languages, told) = read(&[("de.toml", table)]);
    assert_eq!(told, [""; 0]);
    let german = languages.get(&tag("de"));
    assert_eq!((german.text("brief"), german.text("event"), german.name()), ("Notiz", "Ereignis", "Deutsch"));
    assert_eq!(
        (german.count("briefs", 1), german.count("briefs", 2)),
        ("eine Notiz".to_owned(), "2 Notizen".to_owned())
    );
    assert_eq!(languages.get(&tag("fr")).text("brief"), "Brève");
    let (languages, told) =
        read(&[("en.toml", "[phrases]\nbrief = \"Note\"\n"), ("de-AT.toml", "name = \"Deutsch (A)\"\n")]);
    assert_eq!(told, [""; 0]);
    assert_eq!(languages.get(&tag("en")).text("brief"), "Note");
    assert_eq!(languages.get(&tag("pt")).text("brief"), "Note", "what is in no table is said in English");
    assert_eq!(languages.get(&tag("de-AT")).name(), "Deutsch (A)");
    assert_eq!(languages.get(&tag("de-CH")).name(), "Deutsch");
}

#[test]
fn a_language_that_was_not_there_is_one_file() {
    let table =
        ENGLISH.replace("name = \"English\"", "name = \"اردو\"").replace("brief = \"Brief\"", "brief = \"خلاصہ\"");
    let (languages, told) = read(&[("ur.toml", &table)]);
    assert_eq!(told, [""; 0]);
    let urdu = languages.get(&tag("ur-PK"));
    assert_eq!((urdu.text("brief"), urdu.direction()), ("خلاصہ", Direction::Rtl));
    assert_eq!(languages.own_name(&tag("ur")), "اردو");
}

#[test]
fn what_a_new_language_leaves_out_is_said_in_english_and_told() {
    let (languages, told) = read(&[("pt.toml", "name = \"português\"\n[phrases]\nbrief = \"Breve\"\n")]);
    let portuguese = languages.get(&tag("pt"));
    assert_eq!((portuguese.text("brief"), portuguese.text("event")), ("Breve", "Event"));
    assert!(told.contains(&"2:2: missing-phrase: missing key `event` in `[phrases]`".to_owned()), "{told:?}");
    assert!(told.contains(&"0:0: missing-phrase: missing key `counts`".to_owned()), "{told:?}");
    assert!(told.iter().all(|one| one.contains("missing-phrase")), "{told:?}");
    // Plural forms belong together: none of English stands beside those of the table.
    let counts = "name = \"русский\"\n[counts.briefs]\none = \"{n} one\"\nother = \"{n} other\"\n";
    let (languages, told) = read(&[("uk.toml", counts)]);
    assert_eq!(languages.get(&tag("uk")).count("briefs", 3), "3 other");
    assert!(told.contains(&"2:9: missing-phrase: missing key `few` in `[counts.briefs]`".to_owned()), "{told:?}");
    // A language with one form only has no use for the English ones.
    let (languages, told) = read(&[("ko.toml", "name = \"한국어\"\n")]);
    assert!(told.iter().all(|one| one.contains("missing-phrase")), "{told:?}");
    assert_eq!(languages.get(&tag("ko")).count("briefs", 1), "1 briefs");
}

#[test]
fn mistakes_are_told_with_place_and_help() {
    let check = |name: &str, table: &str, expected: &[&str]| {
        let (languages, told) = read(&[(name, table)]);
        assert_eq!(told, expected, "{table}");
        assert_eq!(languages.get(&tag("de")).text("brief"), "Kurzmeldung");
    };
    check(
        "de.toml",
        "[phrases]\nbreif = \"Notiz\"\n",
        &["2:1: unknown-key: unknown key `breif` in `[phrases]`; did you mean `brief`?"],
    );
    check("de.toml", "[phrase]\n", &["1:2: unknown-key: unknown key `phrase`; did you mean `phrases`?"]);
    check(
        "de.toml",
        "[phrases]\nsome_of = \"{n}\"\n",
        &["2:11: bad-language: `some_of` has other placeholders than `{n} of {all}`"],
    );
    check("de.toml", "[phrases]\nbrief = \"<b>\"\n", &["2:9: bad-language: `brief` holds `<`, which a phrase cannot"]);
    check("de.toml", "[months]\nfull = [\"Jänner\"]\n", &["2:8: bad-language: `full` has 1 entries, not 12"]);
    check(
        "de.toml",
        "[words]\nsince = \"ab {date.sinc}\"\n",
        &["2:9: bad-language: `since` asks for the form `sinc`, and there is no `[forms.sinc]`; did you mean `since`?"],
    );
    check(
        "de.toml",
        "[counts.briefs]\nfew = \"{n}\"\nother = \"{n}\"\n",
        &[
            "1:9: missing-phrase: missing key `one` in `[counts.briefs]`",
            "2:1: unknown-key: unknown key `few` in `[counts.briefs]`",
        ],
    );
    check("de.toml", "[phrases\n", &["1:9: bad-language: unclosed table, expected `]`"]);
    check(
        "de_AT.toml",
        "",
        &["0:0: bad-lang: `de_AT` is not a language tag; name it by its tag, such as `ku.toml` or `pt-BR.toml`"],
    );
    check("DE.toml", "", &["0:0: bad-lang: `DE` is not in its usual case; rename it to `de.toml`"]);
    check(
        "de.txt",
        "",
        &["0:0: bad-path: the name of a language has to end in `.toml`; name it by its tag, such as `ku.toml`"],
    );
    let (_, told) = read(&[("pt.toml", "")]);
    assert!(told.iter().any(|one| one.starts_with("0:0: missing-field: missing key `name`; write")), "{told:?}");
}

#[test]
fn a_table_that_comes_with_the_program_can_be_copied_as_it_is() {
    for (lang, text) in TABLES {
        let (_, told) = read(&[(&format!("{lang}.toml"), text)]);
        assert_eq!(told, [""; 0], "{lang}");
    }
}
