//! What is made of the built-in tables: numbers, plural forms, dates, names.

mod own;
mod tables;
mod when;
mod words;

use std::sync::LazyLock;

use briefing_index::edtf::Edtf;
use jiff::{civil::date, tz::TimeZone};

use super::*;
use crate::{
    config::Role,
    manuscript::{EventState, Moment, SourceKind},
};

fn languages() -> &'static Languages {
    static LANGUAGES: LazyLock<Languages> = LazyLock::new(Languages::builtin);
    &LANGUAGES
}

fn tag(text: &str) -> Lang {
    Lang::parse(text).expect("a good tag")
}

fn edtf(text: &str) -> Edtf {
    Edtf::parse(text).expect("a good date")
}

/// Calls `check` with English, Arabic and Central Kurdish.
fn in_each(check: impl Fn(&Language) -> String, expected: [&str; 3]) {
    let languages = languages();
    for (lang, expected) in ["en", "ar", "ckb"].into_iter().zip(expected) {
        assert_eq!(check(languages.get(&tag(lang))), expected, "{lang}");
    }
}

#[test]
fn a_tag_without_a_table_gets_the_nearest() {
    let check = |lang: &str, expected: &str| {
        assert_eq!(languages().get(&tag(lang)).lang().as_str(), expected, "{lang}");
    };
    check("ar", "ar");
    check("ar-IQ", "ar");
    check("ckb-Arab-IQ", "ckb");
    check("en-GB", "en");
    check("fr-BE", "fr");
    check("pt", "en");
    let tags: Vec<_> = languages().iter().map(|language| language.lang().to_string()).collect();
    assert_eq!(tags, ["ar", "ckb", "de", "en", "es", "fa", "fr", "he", "ja", "ru", "tr", "zh"]);
}

#[test]
fn days_months_and_moments() {
    let day = date(2024, 1, 27);
    in_each(|language| language.day(day), ["27 January 2024", "٢٧ كانون الثاني ٢٠٢٤", "٢٧ی کانوونی دووەمی ٢٠٢٤"]);
    in_each(|language| language.day_short(day), ["27 Jan 2024", "٢٧ كانون ٢ ٢٠٢٤", "٢٧ی کانوونی ٢ی ٢٠٢٤"]);
    in_each(|language| language.day_of_year(day), ["27 January", "٢٧ كانون الثاني", "٢٧ی کانوونی دووەم"]);
    in_each(|language| language.weekday(day).to_owned(), ["Saturday", "السبت", "شەممە"]);
    in_each(|language| language.month_short(2024, 1), ["Jan 2024", "كانون ٢ ٢٠٢٤", "کانوونی ٢ی ٢٠٢٤"]);
    in_each(|language| language.year(-43), ["44 BCE", "٤٤ قبل الميلاد", "٤٤ی پێش زایین"]);
    let baghdad = TimeZone::fixed(jiff::tz::offset(3));
    let instant = "2024-01-27T22:30:00Z".parse().expect("an instant");
    let moment = Moment { day: date(2024, 1, 28), instant: Some(instant) };
    in_each(
        |language| language.moment(&moment, &baghdad),
        [
            "28 January 2024, 01:30 (UTC+3)",
            "٢٨ كانون الثاني ٢٠٢٤، ٠١:٣٠ (التوقيت العالمي +٣)",
            "٢٨ی کانوونی دووەمی ٢٠٢٤، ٠١:٣٠ (کاتی جیهانی +٣)",
        ],
    );
    let moment = Moment { day, instant: None };
    in_each(
        |language| language.moment(&moment, &baghdad),
        ["27 January 2024", "٢٧ كانون الثاني ٢٠٢٤", "٢٧ی کانوونی دووەمی ٢٠٢٤"],
    );
}

#[test]
fn what_is_counted_has_its_plural_form() {
    let check = |lang: &str, key: &str, n: usize, expected: &str| {
        assert_eq!(languages().get(&tag(lang)).count(key, n), expected, "{lang} {n}");
    };
    for (n, expected) in [
        (0, "لا أحداث"),
        (1, "حدث واحد"),
        (2, "حدثان"),
        (3, "٣ أحداث"),
        (11, "١١ حدثاً"),
        (100, "١٠٠ حدث"),
        (103, "١٠٣ أحداث"),
        (113_611, "١١٣٬٦١١ حدثاً"),
    ] {
        check("ar", "events", n, expected);
    }
    for (n, expected) in [(0, "0 events"), (1, "1 event"), (2, "2 events"), (1_000, "1,000 events")] {
        check("en", "events", n, expected);
    }
    check("ckb", "events", 1, "١ ڕووداو");
    check("ckb", "in_all", 29, "بە گشتی ٢٩");
}

#[test]
fn numbers_have_the_digits_and_groups_of_the_language() {
    let check = |n: usize, expected: [&str; 3]| in_each(|language| language.number(n), expected);
    check(0, ["0", "٠", "٠"]);
    check(999, ["999", "٩٩٩", "٩٩٩"]);
    check(5_200, ["5,200", "٥٬٢٠٠", "٥٬٢٠٠"]);
    check(1_234_567, ["1,234,567", "١٬٢٣٤٬٥٦٧", "١٬٢٣٤٬٥٦٧"]);
}

#[test]
fn lists_quotations_and_sentences() {
    let check = |items: &[&str], expected: [&str; 3]| in_each(|language| language.list_and(items), expected);
    check(&[], ["", "", ""]);
    check(&["a"], ["a", "a", "a"]);
    check(&["a", "b"], ["a and b", "a وb", "a و b"]);
    check(&["a", "b", "c"], ["a, b and c", "a، b وc", "a، b و c"]);
    in_each(|language| language.list_or(&["a", "b"]), ["a or b", "a أو b", "a یان b"]);
    let check = |lang: &str, items: [&str; 2], expected: &str| {
        assert_eq!(languages().get(&tag(lang)).list_and(&items), expected, "{lang}");
    };
    check("es", ["Irak", "Irán"], "Irak e Irán");
    check("es", ["Irak", "<a href=\"/\"><bdi>Irán</bdi></a>"], "Irak e <a href=\"/\"><bdi>Irán</bdi></a>");
    check("es", ["agua", "hielo"], "agua y hielo");
    check("he", ["בגדד", "ארביל"], "בגדד וארביל");
    check("he", ["9", "10"], "9 ו־10");
    assert_eq!(languages().get(&tag("es")).list_or(&["siete", "ocho"]), "siete u ocho");
    in_each(|language| language.quote("a"), ["“a”", "«a»", "«a»"]);
    in_each(|language| language.sentence("élan"), ["Élan", "Élan", "Élan"]);
    in_each(|language| language.sentence("على"), ["على", "على", "على"]);
}

#[test]
fn languages_have_names() {
    let check = |lang: &str, expected: [&str; 3]| {
        let lang = tag(lang);
        in_each(|language| format!("{} | {}", language.language_name(&lang), language.in_language(&lang)), expected);
    };
    check("en-GB", ["English | in English", "الإنكليزية | باللغة الإنكليزية", "ئینگلیزی | بە ئینگلیزی"]);
    check(
        "ckb",
        [
            "Central Kurdish | in Central Kurdish",
            "الكردية السورانية | باللغة الكردية السورانية",
            "کوردیی ناوەندی | بە کوردیی ناوەندی",
        ],
    );
    check("ur", ["ur | in ur", "ur | باللغة ur", "ur | بە ur"]);
    let own = |lang: &str| languages().own_name(&tag(lang)).to_owned();
    assert_eq!(["ar", "ckb", "en-GB", "fr", "ur"].map(own), ["العربية", "کوردیی ناوەندی", "English", "français", "ur"]);
}

#[test]
fn what_the_format_knows_has_a_name() {
    let check = |kind, lang: Option<&str>, expected: [&str; 3]| {
        let lang = lang.map(tag);
        in_each(|language| language.source_kind(kind, lang.as_ref()).unwrap_or_default(), expected);
    };
    check(
        Some(SourceKind::NewsReport),
        Some("en"),
        ["News report, in English.", "خبر باللغة الإنكليزية.", "هەواڵ بە ئینگلیزی."],
    );
    check(Some(SourceKind::Document), None, ["Document.", "وثيقة.", "بەڵگەنامە."]);
    check(None, Some("ar"), ["In Arabic.", "باللغة العربية.", "بە عەرەبی."]);
    check(None, None, ["", "", ""]);
    in_each(|language| language.state(EventState::Planned).to_owned(), ["planned", "مقرر", "بڕیاری لێ دراوە"]);
}

#[test]
fn the_distance_of_related_briefs_is_rounded() {
    let check = |days: i64, expected: &str| {
        assert_eq!(languages().get(&tag("en")).reason_same_story(days), expected, "{days}");
    };
    check(0, "Same story, the same day");
    check(1, "Same story, a day later");
    check(-60, "Same story, 60 days earlier");
    check(61, "Same story, 2 months later");
    check(-700, "Same story, 23 months earlier");
    check(740, "Same story, 2 years later");
    check(-3_650, "Same story, 10 years earlier");
    check(i64::MIN, "Same story, 25,252,734,927,766,555 years earlier");
    in_each(
        |language| language.reason_same_story(4),
        ["Same story, 4 days later", "القصة نفسها، بعد ٤ أيام", "هەمان چیرۆک، ٤ ڕۆژ دواتر"],
    );
    in_each(|language| language.wrong_for(95), ["wrong for 95 days", "بقي الخطأ ٩٥ يوماً", "هەڵەکە ٩٥ ڕۆژ مایەوە"]);
    in_each(
        |language| language.wrong_for(0),
        ["corrected the same day", "صُوِّب في اليوم نفسه", "لە هەمان ڕۆژدا ڕاستکراوەتەوە"],
    );
}

#[test]
fn headings_have_roles_in_each_language() {
    let check = |lang: &str, heading: &str, expected: Option<Role>| {
        assert_eq!(languages().get(&tag(lang)).role(heading), expected, "{lang} {heading}");
    };
    check("en", "Key points", Some(Role::KeyPoints));
    check("en", "KEY  points:", Some(Role::KeyPoints));
    check("en", "What's next?", Some(Role::WhatIsNext));
    check("en", "The rest", None);
    check("pt", "Background", Some(Role::Background));
    check("fr", "Et maintenant ?", Some(Role::WhatIsNext));
    check("de", "Wie es weitergeht", Some(Role::WhatIsNext));
    check("he", "מה הלאה?", Some(Role::WhatIsNext));
    check("ja", "今後の展開", Some(Role::WhatIsNext));
    check("ar", "النقاط الرئيسية", Some(Role::KeyPoints));
    check("ar", "لماذا يهم", Some(Role::WhyItMatters));
    check("ar", "لماذا يهمّ؟", Some(Role::WhyItMatters));
    check("ar", "ما التالي", Some(Role::WhatIsNext));
    check("ar", "الخلفية", Some(Role::Background));
    check("ar", "تحليل", Some(Role::Analysis));
    check("ar", "المنهج", Some(Role::Method));
    check("ckb", "خاڵە سەرەکییەکان", Some(Role::KeyPoints));
    check("ckb", "خاڵە سەرەكييەكان", Some(Role::KeyPoints));
    check("ckb", "بۆچی گرنگە", Some(Role::WhyItMatters));
    check("ckb", "دواتر چی دەبێت", Some(Role::WhatIsNext));
    check("ckb", "پاشخان", Some(Role::Background));
    check("ckb", "شیکاری", Some(Role::Analysis));
    check("ckb", "شێواز", Some(Role::Method));
}

#[test]
fn the_browser_gets_patterns_of_its_own() {
    let languages = languages();
    let browser = languages.get(&tag("ckb")).browser();
    assert_eq!(browser.day, "{d}ی {m}ی {y}");
    assert_eq!(browser.month, "{m}ی {y}");
    assert_eq!(browser.range, "{from} – {to}");
    assert_eq!(browser.bce, "{y}ی پێش زایین");
    assert_eq!(browser.digits.as_deref(), Some("٠١٢٣٤٥٦٧٨٩"));
    assert_eq!(browser.months.split(',').count(), 12);
    assert_eq!(languages.get(&tag("en")).browser().digits, None);
}

#[test]
fn months_of_other_calendars_are_there_where_browsers_have_none() {
    let languages = languages();
    let months = |lang: &str, name: &str| {
        let words = languages.get(&tag(lang)).browser_words();
        let (_, months) = words.into_iter().find(|(found, _)| *found == name).expect("it is among the words");
        months.map(|months| months.split(',').count())
    };
    assert_eq!(
        ["months-hijri", "months-persian", "months-hebrew"].map(|name| months("ckb", name)),
        [12, 12, 14].map(Some)
    );
    assert_eq!(months("ar", "months-persian"), Some(12));
    assert_eq!(months("en", "months-persian"), None);
    let short = ENGLISH.replace("[months]\n", "[months]\nhijri = [\"Muharram\"]\nhebrew = [\"Tishri, the first\"]\n");
    let mistakes = read(tag("en"), &short, None).expect_err("too few, and a comma");
    let messages: Vec<_> = mistakes.iter().map(|mistake| mistake.message.as_str()).collect();
    assert_eq!(messages, ["`hijri` is not 12 months without a comma", "`hebrew` is not 14 months without a comma"]);
}
