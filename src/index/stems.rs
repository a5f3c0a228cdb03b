//! The forms of a word in its language: stems of Snowball, and lists of words without a meaning of their own.
//!
//! Languages that neither knows are searched by the forms as they are written.

use briefing_index::{search::Stem, tokenize::without_article};
use snowball_stemmers_rs::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

/// The stem of a word in lower case, in a language by its tag.
pub(super) fn stem_of(lang: &str, word: &str) -> Stem {
    let language = lang.split('-').next().unwrap_or(lang);
    // The stemmers know composed letters. What is left of a dot above is that of the Turkish `İ` in lower case.
    let word: String = word.nfc().filter(|c| *c != '\u{307}').collect();
    let is_function_word = stop_words::lookup(language).is_some_and(|words| words.contains(&word.as_str()));
    // The Arabic stemmer treats the ends of words with an article in another way. Arabic names are in other languages too.
    let word = without_article(&word).map(str::to_owned).unwrap_or(word);
    let text = match algorithm(language) {
        Some(algorithm) => Stemmer::create(algorithm).stem(&word).into_owned(),
        None => word,
    };
    Stem { text, is_function_word }
}

/// The stemmer of a language. Those are left out that their authors call experiments.
fn algorithm(language: &str) -> Option<Algorithm> {
    Some(match language {
        "ar" => Algorithm::Arabic,
        "ca" => Algorithm::Catalan,
        "cs" => Algorithm::Czech,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "et" => Algorithm::Estonian,
        "eu" => Algorithm::Basque,
        "fa" => Algorithm::Persian,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "ga" => Algorithm::Irish,
        "hi" => Algorithm::Hindi,
        "hu" => Algorithm::Hungarian,
        "hy" => Algorithm::Armenian,
        "id" => Algorithm::Indonesian,
        "it" => Algorithm::Italian,
        "lt" => Algorithm::Lithuanian,
        "ne" => Algorithm::Nepali,
        "nl" => Algorithm::Dutch,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "pl" => Algorithm::Polish,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sr" => Algorithm::Serbian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        "uk" => Algorithm::Ukrainian,
        "yi" => Algorithm::Yiddish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        let check = |lang: &str, forms: &[&str]| {
            let stems: Vec<_> = forms.iter().map(|form| stem_of(lang, form).text).collect();
            assert!(stems.iter().all(|stem| *stem == stems[0]), "{lang}: {stems:?}");
        };
        check("en", &["talk", "talks", "talking"]);
        check("en-GB", &["militia", "militias"]);
        check("de", &["verhandlung", "verhandlungen"]);
        check("fr", &["négociation", "négociations", "ne\u{301}gociations"]);
        check("es", &["coalición", "coaliciones"]);
        check("ru", &["переговоры", "переговоров", "переговорами"]);
        check("tr", &["görüşme", "görüşmeler"]);
        check("tr", &["istek", "i\u{307}stekler"]);
        check("ar", &["تحالف", "التحالف", "وبالتحالف"]);
        check("ar", &["مفاوضات", "المفاوضات"]);
        check("ckb", &["عێراق"]);
    }

    #[test]
    fn words_without_a_meaning_are_known() {
        let check = |lang: &str, word: &str, expected: bool| {
            assert_eq!(stem_of(lang, word).is_function_word, expected, "{lang} {word}");
        };
        check("en", "the", true);
        check("en", "world", false);
        check("en", "state", false);
        check("ar", "من", true);
        check("de-AT", "und", true);
        check("ckb", "the", false);
    }
}
