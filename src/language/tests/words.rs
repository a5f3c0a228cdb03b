//! Dates of events in words, in the languages whose words follow a date with other forms of it.

use super::{edtf, languages, tag};
use crate::language::Language;

const LANGUAGES: [&str; 9] = ["fr", "de", "es", "tr", "ru", "he", "fa", "zh", "ja"];

fn in_each(check: impl Fn(&Language) -> String, when: &str, expected: [&str; 9]) {
    for (lang, expected) in LANGUAGES.into_iter().zip(expected) {
        assert_eq!(check(languages().get(&tag(lang))), expected, "{lang} {when}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is a table")]
fn a_date_has_the_form_for_which_its_words_ask() {
    let check = |when: &str, expected: [&str; 9]| in_each(|language| language.when(&edtf(when)), when, expected);
    check(
        "2024-01-27",
        [
            "27 janvier 2024",
            "27. Januar 2024",
            "27 de enero de 2024",
            "27 Ocak 2024",
            "27 января 2024\u{a0}г.",
            "27 בינואר 2024",
            "۲۷ ژانویه ۲۰۲۴",
            "2024年1月27日",
            "2024年1月27日",
        ],
    );
    check(
        "2024-05-01",
        [
            "1er mai 2024",
            "1. Mai 2024",
            "1 de mayo de 2024",
            "1 Mayıs 2024",
            "1 мая 2024\u{a0}г.",
            "1 במאי 2024",
            "۱ مه ۲۰۲۴",
            "2024年5月1日",
            "2024年5月1日",
        ],
    );
    check(
        "2024-08",
        [
            "août 2024",
            "August 2024",
            "agosto de 2024",
            "Ağustos 2024",
            "август 2024\u{a0}г.",
            "אוגוסט 2024",
            "اوت ۲۰۲۴",
            "2024年8月",
            "2024年8月",
        ],
    );
    check("2024", ["2024", "2024", "2024", "2024", "2024\u{a0}г.", "2024", "۲۰۲۴", "2024年", "2024年"]);
    check(
        "2024-01-27?",
        [
            "probablement le 27 janvier 2024",
            "wahrscheinlich am 27. Januar 2024",
            "probablemente el 27 de enero de 2024",
            "muhtemelen 27 Ocak 2024",
            "вероятно, 27 января 2024\u{a0}г.",
            "ככל הנראה ב־27 בינואר 2024",
            "احتمالاً ۲۷ ژانویه ۲۰۲۴",
            "可能为2024年1月27日",
            "おそらく2024年1月27日",
        ],
    );
    check(
        "2024-08~",
        [
            "août 2024 environ",
            "etwa August 2024",
            "aproximadamente agosto de 2024",
            "yaklaşık Ağustos 2024",
            "примерно август 2024\u{a0}г.",
            "בערך אוגוסט 2024",
            "حدود اوت ۲۰۲۴",
            "约2024年8月",
            "2024年8月ごろ",
        ],
    );
    check(
        "2024%",
        [
            "probablement 2024 environ",
            "wahrscheinlich etwa 2024",
            "probablemente 2024, de forma aproximada",
            "muhtemelen yaklaşık 2024",
            "вероятно, примерно 2024\u{a0}г.",
            "ככל הנראה בערך 2024",
            "احتمالاً حدود ۲۰۲۴",
            "可能约为2024年",
            "おそらく2024年ごろ",
        ],
    );
    check(
        "201X",
        [
            "dans les années 2010",
            "in den 2010er-Jahren",
            "en la década de 2010",
            "2010–2019 yıllarında",
            "в 2010-х годах",
            "בעשור 2010–2019",
            "در دههٔ ۲۰۱۰",
            "2010年代",
            "2010年代",
        ],
    );
    check(
        "201X~",
        [
            "les années 2010 environ",
            "etwa die 2010er-Jahre",
            "aproximadamente la década de 2010",
            "yaklaşık 2010–2019 yılları",
            "примерно 2010-е годы",
            "בערך העשור 2010–2019",
            "حدود دههٔ ۲۰۱۰",
            "约2010年代",
            "2010年代ごろ",
        ],
    );
    check(
        "20XX",
        [
            "dans les années 2000 à 2099",
            "in den Jahren 2000 bis 2099",
            "entre los años 2000 y 2099",
            "2000–2099 yılları arasında",
            "в период с 2000\u{a0}г. по 2099\u{a0}г.",
            "בשנים 2000–2099",
            "در سال‌های ۲۰۰۰ تا ۲۰۹۹",
            "2000年至2099年间",
            "2000年から2099年の間",
        ],
    );
    check(
        "2024-XX",
        [
            "en 2024",
            "im Jahr 2024",
            "en 2024",
            "2024 yılında",
            "в 2024\u{a0}г.",
            "בשנת 2024",
            "در سال ۲۰۲۴",
            "2024年",
            "2024年",
        ],
    );
    check(
        "2024-08-XX",
        [
            "en août 2024",
            "im August 2024",
            "en agosto de 2024",
            "2024 yılının Ağustos ayında",
            "в августе 2024\u{a0}г.",
            "באוגוסט 2024",
            "در اوت ۲۰۲۴",
            "2024年8月",
            "2024年8月",
        ],
    );
    check(
        "2024-21",
        [
            "printemps 2024",
            "Frühjahr 2024",
            "primavera de 2024",
            "2024 ilkbaharı",
            "весна 2024\u{a0}г.",
            "אביב 2024",
            "بهار ۲۰۲۴",
            "2024年春季",
            "2024年春",
        ],
    );
    check(
        "2024-22?",
        [
            "probablement à l’été 2024",
            "wahrscheinlich im Sommer 2024",
            "probablemente en el verano de 2024",
            "muhtemelen 2024 yazı",
            "вероятно, лето 2024\u{a0}г.",
            "ככל הנראה בקיץ 2024",
            "احتمالاً تابستان ۲۰۲۴",
            "可能为2024年夏季",
            "おそらく2024年夏",
        ],
    );
    check(
        "2024-24",
        [
            "hiver 2024-25",
            "Winter 2024/25",
            "invierno de 2024-25",
            "2024–25 kışı",
            "зима 2024/25\u{a0}г.",
            "חורף 2024–2025",
            "زمستان ۲۰۲۴–۲۰۲۵",
            "2024—2025年冬季",
            "2024～25年冬",
        ],
    );
    check(
        "-0043-03-15",
        [
            "15 mars 44\u{a0}av.\u{a0}J.-C.",
            "15. März 44\u{a0}v.\u{a0}Chr.",
            "15 de marzo de 44\u{a0}a.\u{a0}C.",
            "15 Mart MÖ 44",
            "15 марта 44\u{a0}г. до\u{a0}н.\u{a0}э.",
            "15 במרץ 44 לפנה״ס",
            "۱۵ مارس ۴۴ پیش از میلاد",
            "公元前44年3月15日",
            "紀元前44年3月15日",
        ],
    );
    check(
        "0000",
        [
            "1\u{a0}av.\u{a0}J.-C.",
            "1\u{a0}v.\u{a0}Chr.",
            "1\u{a0}a.\u{a0}C.",
            "MÖ 1",
            "1\u{a0}г. до\u{a0}н.\u{a0}э.",
            "1 לפנה״ס",
            "۱ پیش از میلاد",
            "公元前1年",
            "紀元前1年",
        ],
    );
    check(
        "2024-01-27T09:05:07+03:00",
        [
            "27 janvier 2024 à 09:05:07 (UTC+3)",
            "27. Januar 2024, 09:05:07 Uhr (UTC+3)",
            "27 de enero de 2024, 09:05:07 (UTC+3)",
            "27 Ocak 2024, 09:05:07 (UTC+3)",
            "27 января 2024\u{a0}г., 09:05:07 (UTC+3)",
            "27 בינואר 2024, 09:05:07 (זמן אוניברסלי +3)",
            "۲۷ ژانویه ۲۰۲۴، ۰۹:۰۵:۰۷ (وقت جهانی +۳)",
            "2024年1月27日09:05:07（UTC+3）",
            "2024年1月27日 09:05:07（UTC+3）",
        ],
    );
    check(
        "2024-01-27T10:00Z/2024-01-27T12:30Z",
        [
            "27 janvier 2024, 10:00–12:30 UTC",
            "27. Januar 2024, 10:00–12:30 Uhr UTC",
            "27 de enero de 2024, 10:00–12:30 UTC",
            "27 Ocak 2024, 10:00–12:30 UTC",
            "27 января 2024\u{a0}г., 10:00–12:30 UTC",
            "27 בינואר 2024, 10:00–12:30 לפי זמן אוניברסלי",
            "۲۷ ژانویه ۲۰۲۴، ۱۰:۰۰–۱۲:۳۰ به وقت جهانی",
            "2024年1月27日10:00至12:30（协调世界时）",
            "2024年1月27日 10:00～12:30（協定世界時）",
        ],
    );
    check(
        "2024-05-01/2024-05-20",
        [
            "du 1er au 20 mai 2024",
            "1.–20. Mai 2024",
            "del 1 al 20 de mayo de 2024",
            "1–20 Mayıs 2024",
            "1–20 мая 2024\u{a0}г.",
            "1–20 במאי 2024",
            "۱ تا ۲۰ مه ۲۰۲۴",
            "2024年5月1日至20日",
            "2024年5月1日～20日",
        ],
    );
    check(
        "2024-05-10/2024-08-20",
        [
            "du 10 mai au 20 août 2024",
            "10. Mai – 20. August 2024",
            "del 10 de mayo al 20 de agosto de 2024",
            "10 Mayıs – 20 Ağustos 2024",
            "10 мая – 20 августа 2024\u{a0}г.",
            "10 במאי – 20 באוגוסט 2024",
            "۱۰ مه تا ۲۰ اوت ۲۰۲۴",
            "2024年5月10日至8月20日",
            "2024年5月10日～8月20日",
        ],
    );
    check(
        "2024-01/2024-03",
        [
            "janvier – mars 2024",
            "Januar – März 2024",
            "enero – marzo de 2024",
            "Ocak – Mart 2024",
            "январь – март 2024\u{a0}г.",
            "ינואר – מרץ 2024",
            "ژانویه تا مارس ۲۰۲۴",
            "2024年1月至3月",
            "2024年1月～3月",
        ],
    );
    check(
        "2014/2017",
        [
            "2014-2017",
            "2014–2017",
            "2014-2017",
            "2014–2017",
            "2014–2017\u{a0}гг.",
            "2014–2017",
            "۲۰۱۴–۲۰۱۷",
            "2014—2017年",
            "2014～2017年",
        ],
    );
    check(
        "2014/2017-12-09",
        [
            "de 2014 au 9 décembre 2017",
            "von 2014 bis zum 9. Dezember 2017",
            "de 2014 al 9 de diciembre de 2017",
            "2014 yılından 9 Aralık 2017 tarihine kadar",
            "с 2014\u{a0}г. по 9 декабря 2017\u{a0}г.",
            "מ־2014 עד 9 בדצמבר 2017",
            "از ۲۰۱۴ تا ۹ دسامبر ۲۰۱۷",
            "2014年至2017年12月9日",
            "2014年から2017年12月9日まで",
        ],
    );
    check(
        "2014~/2024-08",
        [
            "de 2014 environ à août 2024",
            "etwa von 2014 bis August 2024",
            "aproximadamente de 2014 a agosto de 2024",
            "yaklaşık 2014 yılından Ağustos 2024 tarihine kadar",
            "примерно с 2014\u{a0}г. по август 2024\u{a0}г.",
            "בערך מ־2014 עד אוגוסט 2024",
            "از حدود ۲۰۱۴ تا اوت ۲۰۲۴",
            "约2014年至2024年8月",
            "2014年ごろから2024年8月まで",
        ],
    );
    check(
        "2024-05-27/..",
        [
            "depuis le 27 mai 2024",
            "seit dem 27. Mai 2024",
            "desde el 27 de mayo de 2024",
            "27 Mayıs 2024 tarihinden beri",
            "с 27 мая 2024\u{a0}г.",
            "מאז 27 במאי 2024",
            "از ۲۷ مه ۲۰۲۴ تاکنون",
            "2024年5月27日起",
            "2024年5月27日以降",
        ],
    );
    check(
        "2024-08/..",
        [
            "depuis août 2024",
            "seit August 2024",
            "desde agosto de 2024",
            "Ağustos 2024 tarihinden beri",
            "с августа 2024\u{a0}г.",
            "מאז אוגוסט 2024",
            "از اوت ۲۰۲۴ تاکنون",
            "2024年8月起",
            "2024年8月以降",
        ],
    );
    check(
        "2014~/..",
        [
            "depuis 2014 environ",
            "etwa seit 2014",
            "aproximadamente desde 2014",
            "yaklaşık 2014 yılından beri",
            "примерно с 2014\u{a0}г.",
            "מאז בערך 2014",
            "از حدود ۲۰۱۴ تاکنون",
            "约2014年起",
            "2014年ごろ以降",
        ],
    );
    check(
        "2024-21/..",
        [
            "depuis le printemps 2024",
            "seit dem Frühjahr 2024",
            "desde la primavera de 2024",
            "2024 ilkbaharından beri",
            "с весны 2024\u{a0}г.",
            "מאז אביב 2024",
            "از بهار ۲۰۲۴ تاکنون",
            "2024年春季起",
            "2024年春以降",
        ],
    );
    check(
        "2024-08-11?/..",
        [
            "probablement depuis le 11 août 2024",
            "wahrscheinlich seit dem 11. August 2024",
            "probablemente desde el 11 de agosto de 2024",
            "muhtemelen 11 Ağustos 2024 tarihinden beri",
            "вероятно, с 11 августа 2024\u{a0}г.",
            "מאז ככל הנראה ב־11 באוגוסט 2024",
            "از احتمالاً ۱۱ اوت ۲۰۲۴ تاکنون",
            "可能为2024年8月11日起",
            "おそらく2024年8月11日以降",
        ],
    );
    check(
        "2024-05-27/",
        [
            "depuis le 27 mai 2024, fin inconnue",
            "seit dem 27. Mai 2024, Ende unbekannt",
            "desde el 27 de mayo de 2024, final desconocido",
            "27 Mayıs 2024 tarihinden itibaren, bitişi bilinmiyor",
            "с 27 мая 2024\u{a0}г., окончание неизвестно",
            "מ־27 במאי 2024, הסיום אינו ידוע",
            "از ۲۷ مه ۲۰۲۴، پایان نامعلوم",
            "2024年5月27日起，结束时间不详",
            "2024年5月27日から、終わりは不明",
        ],
    );
    check(
        "../2024-08",
        [
            "jusqu’en août 2024",
            "bis August 2024",
            "hasta agosto de 2024",
            "Ağustos 2024 tarihine kadar",
            "до августа 2024\u{a0}г.",
            "עד אוגוסט 2024",
            "تا اوت ۲۰۲۴",
            "截至2024年8月",
            "2024年8月まで",
        ],
    );
    check(
        "/2024-08",
        [
            "jusqu’en août 2024, début inconnu",
            "bis August 2024, Beginn unbekannt",
            "hasta agosto de 2024, inicio desconocido",
            "Ağustos 2024 tarihine kadar, başlangıcı bilinmiyor",
            "до августа 2024\u{a0}г., начало неизвестно",
            "עד אוגוסט 2024, ההתחלה אינה ידועה",
            "تا اوت ۲۰۲۴، آغاز نامعلوم",
            "截至2024年8月，开始时间不详",
            "2024年8月まで、始まりは不明",
        ],
    );
    check(
        "[..2024-01-27]",
        [
            "au plus tard le 27 janvier 2024",
            "spätestens am 27. Januar 2024",
            "a más tardar el 27 de enero de 2024",
            "en geç 27 Ocak 2024",
            "не позднее 27 января 2024\u{a0}г.",
            "לכל המאוחר ב־27 בינואר 2024",
            "حداکثر تا ۲۷ ژانویه ۲۰۲۴",
            "不晚于2024年1月27日",
            "遅くとも2024年1月27日まで",
        ],
    );
    check(
        "[..2024-08]",
        [
            "au plus tard en août 2024",
            "spätestens im August 2024",
            "a más tardar en agosto de 2024",
            "en geç Ağustos 2024",
            "не позднее августа 2024\u{a0}г.",
            "לכל המאוחר באוגוסט 2024",
            "حداکثر تا اوت ۲۰۲۴",
            "不晚于2024年8月",
            "遅くとも2024年8月まで",
        ],
    );
    check(
        "[..201X]",
        [
            "au plus tard dans les années 2010",
            "spätestens in den 2010er-Jahren",
            "a más tardar en la década de 2010",
            "en geç 2010–2019 yılları",
            "не позднее 2010-х годов",
            "לכל המאוחר בעשור 2010–2019",
            "حداکثر تا دههٔ ۲۰۱۰",
            "不晚于2010年代",
            "遅くとも2010年代まで",
        ],
    );
    check(
        "[2024..]",
        [
            "au plus tôt en 2024",
            "frühestens 2024",
            "como muy pronto en 2024",
            "en erken 2024",
            "не ранее 2024\u{a0}г.",
            "לכל המוקדם ב־2024",
            "نه زودتر از ۲۰۲۴",
            "不早于2024年",
            "早くとも2024年以降",
        ],
    );
    check(
        "[2024-01..2024-03]",
        [
            "à une date comprise entre janvier 2024 et mars 2024",
            "irgendwann zwischen Januar 2024 und März 2024",
            "en algún momento entre enero de 2024 y marzo de 2024",
            "Ocak 2024 ile Mart 2024 arasında bir tarihte",
            "в какой-то момент между январём 2024\u{a0}г. и мартом 2024\u{a0}г.",
            "מתישהו בין ינואר 2024 למרץ 2024",
            "زمانی میان ژانویه ۲۰۲۴ و مارس ۲۰۲۴",
            "2024年1月至2024年3月之间某时",
            "2024年1月から2024年3月までの間のいずれかの時点",
        ],
    );
    check(
        "[2014-06-01,2014-06-10]",
        [
            "1er ou 10 juin 2014",
            "1. oder 10. Juni 2014",
            "1 o 10 de junio de 2014",
            "1 veya 10 Haziran 2014",
            "1 или 10 июня 2014\u{a0}г.",
            "1 או 10 ביוני 2014",
            "۱ یا ۱۰ ژوئن ۲۰۱۴",
            "2014年6月1日或10日",
            "2014年6月1日または10日",
        ],
    );
    check(
        "{2024-01-27,2024-02-11}",
        [
            "27 janvier 2024 et 11 février 2024",
            "27. Januar 2024 und 11. Februar 2024",
            "27 de enero de 2024 y 11 de febrero de 2024",
            "27 Ocak 2024 ve 11 Şubat 2024",
            "27 января 2024\u{a0}г. и 11 февраля 2024\u{a0}г.",
            "27 בינואר 2024 ו־11 בפברואר 2024",
            "۲۷ ژانویه ۲۰۲۴ و ۱۱ فوریه ۲۰۲۴",
            "2024年1月27日和2024年2月11日",
            "2024年1月27日と2024年2月11日",
        ],
    );
}

#[test]
fn forms_without_a_year_too() {
    let check = |when: &str, expected: [&str; 9]| {
        in_each(|language| language.when_in_year(&edtf(when), 2024), when, expected);
    };
    check("2024-05-01", ["1er mai", "1. Mai", "1 de mayo", "1 Mayıs", "1 мая", "1 במאי", "۱ مه", "5月1日", "5月1日"]);
    check(
        "2024-08-XX",
        ["en août", "im August", "en agosto", "Ağustos ayında", "в августе", "באוגוסט", "در اوت", "8月", "8月"],
    );
    check(
        "2024-08/..",
        [
            "depuis août",
            "seit August",
            "desde agosto",
            "Ağustos ayından beri",
            "с августа",
            "מאז אוגוסט",
            "از اوت تاکنون",
            "8月起",
            "8月以降",
        ],
    );
    check(
        "../2024-08",
        [
            "jusqu’en août",
            "bis August",
            "hasta agosto",
            "Ağustos ayına kadar",
            "до августа",
            "עד אוגוסט",
            "تا اوت",
            "截至8月",
            "8月まで",
        ],
    );
    check(
        "[..2024-08]",
        [
            "au plus tard en août",
            "spätestens im August",
            "a más tardar en agosto",
            "en geç Ağustos",
            "не позднее августа",
            "לכל המאוחר באוגוסט",
            "حداکثر تا اوت",
            "不晚于8月",
            "遅くとも8月まで",
        ],
    );
    check(
        "2024-01/2024-03",
        [
            "janvier – mars",
            "Januar – März",
            "enero – marzo",
            "Ocak – Mart",
            "январь – март",
            "ינואר – מרץ",
            "ژانویه تا مارس",
            "1月至3月",
            "1月～3月",
        ],
    );
    check(
        "2024-05-01/2024-05-20",
        [
            "du 1er au 20 mai",
            "1.–20. Mai",
            "del 1 al 20 de mayo",
            "1–20 Mayıs",
            "1–20 мая",
            "1–20 במאי",
            "۱ تا ۲۰ مه",
            "5月1日至20日",
            "5月1日～20日",
        ],
    );
}

#[test]
fn the_browser_gets_what_differs_from_english() {
    let browser = |lang: &str| languages().get(&tag(lang)).browser();
    let check = |lang: &str, expected: [&str; 3]| {
        let browser = browser(lang);
        assert_eq!([browser.day.as_str(), &browser.month, &browser.bce], expected, "{lang}");
    };
    check("de", ["{d}. {m} {y}", "{m} {y}", "{y}\u{a0}v.\u{a0}Chr."]);
    check("ja", ["{y}{m}{d}日", "{y}{m}", "紀元前{y}年"]);
    assert_eq!(browser("ja").ce.as_deref(), Some("{y}年"));
    assert_eq!((browser("fr").ce, browser("fr").first.as_deref()), (None, Some("1er")));
    let months: Vec<_> = browser("ru").months.split(',').map(str::to_owned).collect();
    assert_eq!((months.len(), months[0].as_str(), months[12].as_str()), (24, "января", "январь"));
    for lang in LANGUAGES {
        let words = languages().get(&tag(lang)).browser_words();
        let formed: Vec<_> = words
            .iter()
            .filter(|(_, words)| words.as_ref().is_some_and(|words| words.contains('.') && words.contains("{date.")))
            .collect();
        assert!(formed.is_empty(), "the browser knows no forms: {formed:?}");
    }
}
