//! Values that stand for something: slugs, languages, identifiers, numbers, one of some words.

use std::ops::RangeInclusive;

use super::{
    address::http_address,
    fields::{names, scalar, with_help},
    nearest::did_you_mean,
    notes::Notes,
    yaml::Node,
};
use crate::{
    diagnostic::{At, Code},
    lang::Lang,
    slug::Slug,
};

/// A slug.
pub(super) fn slug(key: &str, node: &Node<'_>, notes: &mut Notes<'_>) -> Option<At<Slug>> {
    let text = scalar(key, node, notes)?;
    if let Some(slug) = Slug::parse(text.value) {
        return Some(At::new(slug, text.at));
    }
    let diagnostic = notes.at(Code::BadSlug, text.at, format!("`{}` is not a slug", text.value));
    let diagnostic = diagnostic.label("lower-case letters and digits, joined by `-`");
    let help = Slug::from_text(text.value).map(|slug| format!("write `{slug}`"));
    notes.push(with_help(diagnostic, help));
    None
}

/// Languages by their English names, for a hint to those who write them out.
const LANGUAGES: &[(&str, &str)] = &[
    ("arabic", "ar"),
    ("chinese", "zh"),
    ("english", "en"),
    ("farsi", "fa"),
    ("french", "fr"),
    ("german", "de"),
    ("hebrew", "he"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("kurmanji", "kmr"),
    ("persian", "fa"),
    ("russian", "ru"),
    ("sorani", "ckb"),
    ("spanish", "es"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
    ("urdu", "ur"),
];

/// A language tag, or `None` for a text that is none. No language of BCP 47 has more than three letters today, so a
/// longer word is a name and no tag.
pub(crate) fn language(text: &str) -> Option<Lang> {
    Lang::parse(text).filter(|lang| lang.language().len() <= 3)
}

/// A hint for a text that is no language tag.
pub(crate) fn language_hint(text: &str) -> Option<String> {
    let name = text.to_lowercase();
    let tag = LANGUAGES.iter().find(|(known, _)| *known == name).map(|(_, tag)| (*tag).to_owned());
    let tag = tag.or_else(|| language(&text.replace('_', "-")).map(|lang| lang.to_string()));
    tag.map(|tag| format!("write `{tag}`"))
}

/// A language tag.
pub(super) fn lang(key: &str, node: &Node<'_>, notes: &mut Notes<'_>) -> Option<At<Lang>> {
    let text = scalar(key, node, notes)?;
    let lang = language(text.value);
    if lang.is_none() {
        let diagnostic = notes.at(Code::BadLang, text.at, format!("`{}` is not a language tag", text.value));
        notes.push(with_help(diagnostic.label("such as `en`, `ckb` or `ku-Arab`"), language_hint(text.value)));
    }
    Some(At::new(lang?, text.at))
}

/// One of some words.
pub(super) fn choice<T: Copy>(
    key: &str,
    node: &Node<'_>,
    words: &[(&'static str, T)],
    notes: &mut Notes<'_>,
) -> Option<T> {
    let text = scalar(key, node, notes)?;
    let found = words.iter().find(|(word, _)| *word == text.value);
    if found.is_none() {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let message = format!("`{key}` cannot be `{}`", text.value);
        let help = did_you_mean(text.value, known.iter().copied());
        let help = help.unwrap_or_else(|| format!("it is one of {}", names(&known)));
        notes.push(notes.at(Code::BadValue, text.at, message).label("none of the known words").help(help));
    }
    found.map(|(_, value)| *value)
}

/// `true` or `false`.
pub(super) fn flag(key: &str, node: &Node<'_>, notes: &mut Notes<'_>) -> Option<bool> {
    choice(key, node, &[("true", true), ("false", false)], notes)
}

/// A whole number in its bounds.
pub(super) fn whole(key: &str, node: &Node<'_>, bounds: RangeInclusive<u8>, notes: &mut Notes<'_>) -> Option<u8> {
    let text = scalar(key, node, notes)?;
    let digits = text.value.bytes().all(|byte| byte.is_ascii_digit()) && !text.value.starts_with("0");
    let number = text.value.parse().ok().filter(|number| digits && bounds.contains(number));
    if number.is_none() {
        let message = format!("`{key}` is a whole number from {} to {}", bounds.start(), bounds.end());
        notes.push(notes.at(Code::BadNumber, text.at, message).label("not such a number"));
    }
    number
}

/// Degrees, from `-limit` to `limit`, in decimal digits.
pub(super) fn degrees(key: &str, node: &Node<'_>, limit: f64, notes: &mut Notes<'_>) -> Option<f64> {
    let text = scalar(key, node, notes)?;
    let unsigned = text.value.strip_prefix('-').unwrap_or(text.value);
    let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.value.parse().ok().filter(|number: &f64| digits(whole) && digits(part) && number.abs() <= limit);
    if number.is_none() {
        let message = format!("`{key}` is a number of degrees from -{limit} to {limit}");
        let diagnostic = notes.at(Code::BadNumber, text.at, message).label("not such a number");
        let help = text.value.contains(',').then(|| text.value.replace(',', "."));
        let help = help.filter(|dotted| dotted.parse::<f64>().is_ok_and(|number| number.abs() <= limit));
        notes.push(with_help(diagnostic, help.map(|dotted| format!("write `{dotted}`"))));
    }
    number
}

/// An identifier of an entity: one of some registers, or an address.
pub(super) fn identifier(key: &str, node: &Node<'_>, notes: &mut Notes<'_>) -> Option<At<String>> {
    let text = scalar(key, node, notes)?;
    let identifier = http_address(text.value).or_else(|| in_register(text.value).then(|| text.value.to_owned()));
    if identifier.is_none() {
        let diagnostic = notes.at(Code::BadIdentifier, text.at, format!("`{}` is not an identifier", text.value));
        let label = "`wikidata:Q…`, `viaf:…`, `orcid:…`, `geonames:…` or an address";
        notes.push(with_help(diagnostic.label(label), identifier_hint(text.value)));
    }
    identifier.map(|identifier| At::new(identifier, text.at))
}

fn in_register(text: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.len() <= 24 && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once(':') {
        Some(("wikidata", item)) => item.strip_prefix('Q').is_some_and(|rest| number(rest) && !rest.starts_with('0')),
        Some(("viaf" | "geonames", item)) => number(item),
        Some(("orcid", item)) => {
            let groups: Vec<&str> = item.split('-').collect();
            let last = |group: &str| number(group) || group.strip_suffix('X').is_some_and(number);
            groups.len() == 4
                && groups.iter().all(|group| group.len() == 4)
                && groups[..3].iter().all(|g| number(g))
                && last(groups[3])
        }
        _ => false,
    }
}

fn identifier_hint(text: &str) -> Option<String> {
    let (register, item) = text.split_once(':').unwrap_or(("wikidata", text));
    let written = format!("{}:{}", register.trim().to_lowercase(), item.trim().to_uppercase());
    in_register(&written).then(|| format!("write `{written}`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{
        fields::Fields,
        testing::{said, values},
    };

    /// Reads the value under `a`, and what is said.
    fn read<T>(value: &str, decode: impl Fn(&str, &Node<'_>, &mut Notes<'_>) -> Option<T>) -> (Option<T>, Vec<String>) {
        let take = |notes: &mut Notes<'_>, fields: &mut Fields<'_, '_>| {
            fields.take("a", notes).and_then(|node| decode("a", node, notes))
        };
        let (value, found) = values(&format!("a: {value}"), take);
        (value, said(&found))
    }

    #[test]
    fn slugs() {
        let check = |value: &str, expected: Option<&str>, notes: &[&str]| {
            let (slug, said) = read(value, slug);
            assert_eq!(
                (slug.map(|slug| slug.value.to_string()).as_deref(), said),
                (expected, notes.iter().map(|s| (*s).to_owned()).collect())
            );
        };
        check("talks-2024", Some("talks-2024"), &[]);
        check("talks # why", Some("talks"), &[]);
        check("talks #2", Some("talks"), &["text-after-hash 10..12 if it is a comment, put a space behind `#`"]);
        check("Talks in Iraq", None, &["bad-slug 4..17 write `talks-in-iraq`"]);
        check("'!'", None, &["bad-slug 4..7"]);
    }

    #[test]
    fn languages() {
        let check = |value: &str, expected: Option<&str>, notes: &[&str]| {
            let (lang, said) = read(value, lang);
            assert_eq!(
                (lang.map(|lang| lang.value.to_string()).as_deref(), said),
                (expected, notes.iter().map(|s| (*s).to_owned()).collect())
            );
        };
        check("ku-arab", Some("ku-Arab"), &[]);
        check("en_GB", None, &["bad-lang 4..9 write `en-GB`"]);
        check("Arabic", None, &["bad-lang 4..10 write `ar`"]);
        check("elvish", None, &["bad-lang 4..10"]);
    }

    #[test]
    fn identifiers() {
        for good in
            ["wikidata:Q796", "viaf:123", "geonames:98182", "orcid:0000-0002-1825-009X", "https://example.org/x"]
        {
            assert_eq!(read(good, identifier), (Some(At::new(good.to_owned(), (3..3 + good.len()).into())), vec![]));
        }
        let check = |value: &str, note: &str| {
            let (identifier, said) = read(value, identifier);
            assert_eq!((identifier, said), (None, vec![note.to_owned()]), "{value}");
        };
        check("Q796", "bad-identifier 4..8 write `wikidata:Q796`");
        check("Wikidata:q796", "bad-identifier 4..17 write `wikidata:Q796`");
        check("orcid:12", "bad-identifier 4..12");
        check("isbn:12", "bad-identifier 4..11");
        check("javascript:1", "bad-identifier 4..16");
    }

    #[test]
    fn numbers() {
        let rank = |value: &str| read(value, |key, node, notes| whole(key, node, 1..=5, notes)).0;
        assert_eq!(
            [rank("1"), rank("5"), rank("0"), rank("6"), rank("+3"), rank("x"), rank("300"), rank("03")],
            [Some(1), Some(5), None, None, None, None, None, None]
        );
        let north = |value: &str| read(value, |key, node, notes| degrees(key, node, 90.0, notes)).0;
        assert_eq!([north("33.3"), north("-90"), north("0")], [Some(33.3), Some(-90.0), Some(0.0)]);
        for bad in ["90.1", "NaN", "inf", "1e1", ".5", "5.", "+5", "33,3", "33°"] {
            assert_eq!(north(bad), None, "{bad}");
        }
        let said = read("33,3", |key, node, notes| degrees(key, node, 90.0, notes)).1;
        assert_eq!(said, ["bad-number 4..8 write `33.3`"]);
    }

    #[test]
    fn words() {
        let (value, said) = read("paywal", |key, node, notes| choice(key, node, &[("free", 1), ("paywall", 2)], notes));
        assert_eq!((value, said), (None, vec!["bad-value 4..10 did you mean `paywall`?".to_owned()]));
        let (value, said) = read("yes", flag);
        assert_eq!((value, said), (None, vec!["bad-value 4..7 it is one of `true`, `false`".to_owned()]));
    }
}
