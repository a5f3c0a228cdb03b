//! Language tags (BCP 47) and the direction that follows from them.

use std::fmt;

/// A well-formed language tag in its usual case (`ar`, `ckb`, `zh-Hant`, `ku-Arab`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Lang(String);

/// The way in which a script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The value of HTML's `dir`.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }
}

/// Languages whose usual script runs from right to left. `ku` and `kmr` are not: they are written in Latin script
/// unless the tag says otherwise.
const RTL_LANGUAGES: &[&str] = &[
    "ar", "arc", "ary", "arz", "azb", "bal", "bqi", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "khw", "ks", "lrc",
    "mzn", "nqo", "pnb", "prs", "ps", "sd", "sdh", "syr", "ug", "ur", "yi",
];
/// Scripts that run from right to left.
const RTL_SCRIPTS: &[&str] = &["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"];

impl Lang {
    /// The tag that `text` writes: a language of two to eight letters, then subtags of one to eight letters or digits.
    pub fn parse(text: &str) -> Option<Lang> {
        let mut parts = text.split('-');
        let language = parts.next()?;
        if !(2..=8).contains(&language.len()) || !language.bytes().all(|b| b.is_ascii_alphabetic()) {
            return None;
        }
        let mut tag = language.to_ascii_lowercase();
        for part in parts {
            if !(1..=8).contains(&part.len()) || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return None;
            }
            tag.push('-');
            tag.push_str(&usual_case(part));
        }
        Some(Lang(tag))
    }

    /// The whole tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language alone, without script or region.
    pub fn language(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The direction of its script.
    pub fn direction(&self) -> Direction {
        let script =
            self.0.split('-').skip(1).find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
        let rtl = match script {
            Some(script) => RTL_SCRIPTS.contains(&script),
            None => RTL_LANGUAGES.contains(&self.language()),
        };
        if rtl { Direction::Rtl } else { Direction::Ltr }
    }
}

/// Scripts are written `Arab`, regions `IQ`, all else small (RFC 5646, section 2.1.1).
fn usual_case(part: &str) -> String {
    let small = part.to_ascii_lowercase();
    match part.len() {
        2 => small.to_ascii_uppercase(),
        4 => small[..1].to_ascii_uppercase() + &small[1..],
        _ => small,
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_direction_follows_the_script() {
        let check = |tag: &str, expected: &str| {
            assert_eq!(Lang::parse(tag).expect("a good tag").direction().as_str(), expected, "{tag}");
        };
        for rtl in ["ar", "ckb", "fa-IR", "he", "ur", "ku-Arab", "kmr-arab", "az-Arab"] {
            check(rtl, "rtl");
        }
        for ltr in ["en", "ku", "kmr", "tr", "zh-Hant", "ar-Latn"] {
            check(ltr, "ltr");
        }
    }

    #[test]
    fn a_tag_is_brought_to_its_usual_case() {
        assert_eq!(Lang::parse("KU-arab-iq").expect("a good tag").as_str(), "ku-Arab-IQ");
        for bad in ["", "e", "en_GB", "english language", "en-", "1a", "en-ü"] {
            assert_eq!(Lang::parse(bad), None, "{bad}");
        }
    }
}
