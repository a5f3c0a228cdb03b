//! The search in many languages, the whole way from Markdown to the answer a reader gets.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use briefing::{load::load, source::TextFile};

use crate::support::{Reader, SETTINGS, Site, build_in_memory, build_source, options};

/// What a site of one language says, and what its readers type.
struct Language {
    lang: &'static str,
    /// Slug, title and text of each brief.
    briefs: &'static [(&'static str, &'static str, &'static str)],
    /// Queries that are words of the site, however they are written, with the briefs that have the word in any form.
    same: &'static [(&'static str, &'static str)],
    /// Queries in a form that no brief has, with the brief that is best.
    near: &'static [(&'static str, &'static str)],
}

const LANGUAGES: &[Language] = &[
    Language {
        lang: "en",
        briefs: &[
            ("talks", "Ministers resume negotiations on the border", "Delegations met on Monday to speak about trade."),
            ("flood", "River floods close schools in the north", "Two towns negotiated for shelter. Teachers wait."),
            ("vote", "Parliament votes on the budget", "Members voted late. A school’s café was kept open for them."),
        ],
        same: &[
            ("negotiated", "flood talks"),
            ("Negotiations", "flood talks"),
            ("school", "flood vote"),
            ("VOTED", "vote"),
            ("ＶＯＴＥＤ", "vote"),
            ("cafe", "vote"),
            ("cafe\u{301}", "vote"),
        ],
        near: &[("negotiating", "talks"), ("borders", "talks")],
    },
    Language {
        lang: "de",
        briefs: &[
            (
                "fluss",
                "Die Verhandlungen über den Grenzfluss beginnen",
                "In Großbritannien und in den Häusern des Rates wurde beraten.",
            ),
            (
                "strasse",
                "Neue Straße verbindet zwei Städte",
                "Nach kurzer Verhandlung stimmte die Bürgermeisterin zu. Der Bau dauert drei Jahre.",
            ),
            ("wahl", "Wählerinnen und Wähler stimmen ab", "Die Wahl dauert einen Tag. Das Haus ist geöffnet."),
        ],
        same: &[
            ("Verhandlung", "fluss strasse"),
            ("VERHANDLUNGEN", "fluss strasse"),
            ("Haus", "fluss wahl"),
            ("Strasse", "strasse"),
            ("STRASSE", "strasse"),
            ("STRAẞE", "strasse"),
            ("grossbritannien", "fluss"),
            ("burgermeisterin", "strasse"),
            ("Bu\u{308}rgermeisterin", "strasse"),
        ],
        near: &[
            ("Straßen", "strasse"),
            ("Buergermeisterin", "strasse"),
            ("Buergermeister", "strasse"),
            ("Waehler", "wahl"),
            ("Stadt", "strasse"),
            ("Wahlen", "wahl"),
        ],
    },
    Language {
        lang: "fr",
        briefs: &[
            (
                "budget",
                "L’État présente le budget de l’année",
                "Les négociations avec les régions ont commencé lundi. L'œuvre sera longue.",
            ),
            (
                "greve",
                "La grève des transports s’achève",
                "Une négociation de deux jours a suffi. Aujourd’hui, les trains roulent.",
            ),
        ],
        same: &[
            ("état", "budget"),
            ("etat", "budget"),
            ("l'Etat", "budget"),
            ("d’état", "budget"),
            ("E\u{301}TAT", "budget"),
            ("négociation", "budget greve"),
            ("NEGOCIATIONS", "budget greve"),
            ("oeuvre", "budget"),
            ("aujourd'hui", "greve"),
        ],
        near: &[("budgets", "budget"), ("grèves", "greve"), ("région", "budget")],
    },
    Language {
        lang: "es",
        briefs: &[
            (
                "coalicion",
                "La coalición aprueba el presupuesto",
                "El año pasado no hubo acuerdo. Los ministros hablaron dos días.",
            ),
            (
                "elecciones",
                "Las elecciones serán en mayo",
                "Varias coaliciones presentan candidatos. El ministro dará los resultados.",
            ),
        ],
        same: &[
            ("coaliciones", "coalicion elecciones"),
            ("coalicion", "coalicion elecciones"),
            ("MINISTRO", "coalicion elecciones"),
            ("AÑO", "coalicion"),
            ("an\u{303}o", "coalicion"),
        ],
        near: &[("presupuestos", "coalicion"), ("elección", "elecciones"), ("candidata", "elecciones")],
    },
    Language {
        lang: "ru",
        briefs: &[
            ("peregovory", "Переговоры о границе продолжатся осенью", "Самолёты снова летают между городами."),
            ("vybory", "Выборы пройдут в ноябре", "Стороны готовились к переговорам полгода. Ещё один самолет прибыл."),
            ("most", "Новый мост открыли для движения", "Его строили три года."),
        ],
        same: &[
            ("переговорам", "peregovory vybory"),
            ("ПЕРЕГОВОРЫ", "peregovory vybory"),
            ("самолет", "peregovory vybory"),
            ("самолёт", "peregovory vybory"),
            ("самоле\u{308}т", "peregovory vybory"),
            ("ещё", "vybory"),
            ("новый", "most"),
            ("новыи\u{306}", "most"),
        ],
        near: &[("переговоров", "peregovory"), ("границы", "peregovory"), ("моста", "most")],
    },
    Language {
        lang: "ar",
        briefs: &[
            ("tahaluf", "التحالف يعلن نتائج المفاوضات", "اجتمع الوفدان في بغداد يوم الاثنين ٢٨ يناير ٢٠٢٤."),
            (
                "madaris",
                "المدارس تفتح أبوابها بعد الفيضان",
                "قالت الوزيرة إن مدرسة واحدة بقيت مغلقة. شارك في الحملة تحالف من الجمعيات.",
            ),
            (
                "mustashfa",
                "مستشفى جديد في مدينة البصرة",
                "بدأت مفاوضات حول التمويل. وقال مُحَمَّد الكاظمي إن أعمال البناء تنتهي هذا العام.",
            ),
        ],
        same: &[
            ("تحالف", "madaris tahaluf"),
            ("التحالف", "madaris tahaluf"),
            ("المفاوضات", "mustashfa tahaluf"),
            ("مفاوضات", "mustashfa tahaluf"),
            ("محمد", "mustashfa"),
            ("مُحمّد", "mustashfa"),
            ("مستشفي", "mustashfa"),
            ("مدرسه", "madaris"),
            ("ابوابها", "madaris"),
            ("اعمال", "mustashfa"),
            ("بـغـداد", "tahaluf"),
            ("بَغْدَاد", "tahaluf"),
            ("2024", "tahaluf"),
            ("۲۰۲۴", "tahaluf"),
            ("٢٠٢٤", "tahaluf"),
        ],
        near: &[
            ("البغداد", "tahaluf"),
            ("بصرة", "mustashfa"),
            ("المستشفى", "mustashfa"),
            ("فيضان", "madaris"),
            ("والمفاوضات", "tahaluf"),
        ],
    },
    Language {
        lang: "fa",
        briefs: &[
            ("ketab", "کتاب‌های تازه در نمایشگاه تهران", "بازدیدکنندگان از ۲۸ دی ۱۴۰۲ می‌توانند به نمایشگاه بروند."),
            ("madrese", "وزیر آموزش از مدرسه‌ها دیدن کرد", "او گفت هر دانش‌آموز یک کتاب می‌گیرد."),
        ],
        same: &[
            ("کتاب", "ketab madrese"),
            ("كتاب", "ketab madrese"),
            ("میتوانند", "ketab"),
            ("مي‌توانند", "ketab"),
            ("دانشآموز", "madrese"),
            ("دانش‌اموز", "madrese"),
            ("وزير", "madrese"),
            ("1402", "ketab"),
            ("١٤٠٢", "ketab"),
        ],
        near: &[("مدرسه", "madrese"), ("کتابهای", "ketab"), ("نمایشگاه‌ها", "ketab"), ("وزیران", "madrese")],
    },
    Language {
        lang: "he",
        briefs: &[
            ("memshala", "ראש־הממשלה נפגש עם השרים", "הפגישה נערכה בירושלים. שָׁלוֹם הוא נושא השיחה."),
            ("tzahal", "צה״ל מפרסם דו״ח חדש", "המסמך עוסק בשנת 2024."),
            ("mishpat", "בג\"ץ דן בערעור של ג'ון", "הדיון יימשך שבוע."),
        ],
        same: &[
            ("הממשלה", "memshala"),
            ("ראש הממשלה", "memshala"),
            ("ראש-הממשלה", "memshala"),
            ("שלום", "memshala"),
            ("צהל", "tzahal"),
            ("צה״ל", "tzahal"),
            ("צה\"ל", "tzahal"),
            ("בגץ", "mishpat"),
            ("בג״ץ", "mishpat"),
            ("ג׳ון", "mishpat"),
        ],
        near: &[("ממשלה", "memshala"), ("פגישה", "memshala"), ("ירושלים", "memshala")],
    },
    Language {
        lang: "ckb",
        briefs: &[
            ("perleman", "پەرلەمانی کوردستان کۆ دەبێتەوە", "دانیشتنەکە لە هەولێر بەڕێوە دەچێت."),
            ("kteb", "کتێبخانەی نوێ لە سلێمانی کرایەوە", "خوێندکاران لە ساڵی ٢٠٢٤ سوودی لێ وەردەگرن."),
        ],
        same: &[
            ("كوردستان", "perleman"),
            ("هەولێر", "perleman"),
            ("هه‌ولێر", "perleman"),
            ("هەولیر", "perleman"),
            ("ھەولێر", "perleman"),
            ("كو دەبێتەوە", "perleman"),
            ("بەرێوە", "perleman"),
            ("سليماني", "kteb"),
            ("سالی", "kteb"),
            ("2024", "kteb"),
            ("۲۰۲۴", "kteb"),
        ],
        near: &[("پەرلەمان", "perleman"), ("کتێبخانە", "kteb"), ("ساڵ", "kteb")],
    },
    Language {
        lang: "kmr",
        briefs: &[
            ("ziman", "Zimanê kurdî li dibistanan tê xwendin", "Wezaretê pirtûkên nû amade kirin."),
            ("av", "Şêwra bajêr li ser avê biryar da", "Civîn roja sêşemê li Dihokê pêk hat."),
        ],
        same: &[
            ("zimane kurdi", "ziman"),
            ("pirtuken nu", "ziman"),
            ("sewra bajer", "av"),
            ("ŞÊWRA BAJÊR", "av"),
            ("avê", "av"),
            ("sesem\u{EA}", "av"),
            ("pe\u{302}k", "av"),
        ],
        near: &[("dibistan", "ziman"), ("civînê", "av"), ("ziman", "ziman")],
    },
    Language {
        lang: "tr",
        briefs: &[
            (
                "gorusme",
                "Görüşmeler İstanbul’da başladı",
                "Irak’tan gelen heyet iki gün kalacak. Ilımlı bir hava vardı.",
            ),
            ("okul", "Diyarbakır’da yeni okullar açılıyor", "Bakanlık, her okulun öğrencileri için görüşme yapacak."),
        ],
        same: &[
            ("görüşme", "gorusme okul"),
            ("gorusmeler", "gorusme okul"),
            ("GÖRÜŞMELER", "gorusme okul"),
            ("istanbul", "gorusme"),
            ("İSTANBUL", "gorusme"),
            ("ISTANBUL", "gorusme"),
            ("ıstanbul", "gorusme"),
            ("I\u{307}stanbul", "gorusme"),
            ("diyarbakir", "okul"),
            ("DİYARBAKIR", "okul"),
            ("ırak", "gorusme"),
            ("ilimli", "gorusme"),
        ],
        near: &[("okullarda", "okul"), ("öğrenci", "okul"), ("görüşmeleri", "gorusme"), ("İstanbul’dan", "gorusme")],
    },
    Language {
        lang: "zh",
        briefs: &[
            ("huitan", "伊拉克与美国举行会谈", "双方讨论了联军的未来，会谈将于2024年继续。"),
            ("xuexiao", "教育部公布新学年安排", "学校九月开学，学生约三万人。"),
        ],
        same: &[("会谈", "huitan"), ("２０２４", "huitan"), ("学校", "xuexiao"), ("学生 九月", "xuexiao")],
        near: &[("２０２４年", "huitan")],
    },
    Language {
        lang: "ja",
        briefs: &[
            ("kyogi", "イラクと米国がバグダッドで協議を開始", "協議は２０２４年に始まった。ＮＡＴＯも参加する。"),
            ("gakko", "新しい学校が東京で開校", "児童は約三百人。パソコンも配られる。"),
        ],
        same: &[
            ("NATO", "kyogi"),
            ("nato", "kyogi"),
            ("2024年", "kyogi"),
            ("イラク", "kyogi"),
            ("ｲﾗｸ", "kyogi"),
            ("ﾊﾞｸﾞﾀﾞｯﾄﾞ", "kyogi"),
            ("ハ\u{3099}ク\u{3099}タ\u{3099}ット\u{3099}", "kyogi"),
            ("ﾊﾟｿｺﾝ", "gakko"),
            ("学校", "gakko"),
        ],
        near: &[],
    },
];

fn built(languages: &[&Language], form: fn(&str) -> String) -> BTreeMap<String, Vec<u8>> {
    files(&site(languages, form))
}

fn site(languages: &[&Language], form: fn(&str) -> String) -> Site {
    let site = Site::empty().file("site.toml", SETTINGS);
    for language in languages {
        for (slug, title, text) in language.briefs {
            write(&site, language.lang, "2026-03-01", (slug, &form(title), &form(text)));
        }
    }
    site
}

fn write(site: &Site, lang: &str, date: &str, (slug, title, text): (&str, &str, &str)) {
    let title = serde_json::to_string(title).expect("text");
    let front = format!("title: {title}\ndate: {date}\nlang: {lang}\nsource: https://gulan.test/");
    site.write(&format!("briefs/{slug}.md"), format!("---\n{front}\n---\n{text}\n"));
}

fn files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let (report, files) = build_in_memory(site.path(), &options());
    assert!(report.built, "{:?}", report.diagnostics);
    files
}

/// What is wrong with the answers of a site to the queries of a language. `is_right` compares the briefs that have a word
/// with those that were expected; what is only near is to be among the first `places`.
fn wrong(
    reader: &mut Reader<'_>,
    language: &Language,
    places: usize,
    is_right: fn(&BTreeSet<&str>, &BTreeSet<&str>) -> bool,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut check = |query: &str, expected: &str, is_right: &dyn Fn(&[&str], bool) -> bool| {
        let answer = reader.ask(query);
        let slugs: Vec<&str> = answer.hits.iter().map(|hit| hit.record.slug.as_str()).collect();
        if !is_right(&slugs, answer.corrections.is_empty() && answer.unknown.is_empty()) {
            let (corrections, unknown) = (answer.corrections, answer.unknown);
            wrong.push(format!("{} {query}: {slugs:?} and not {expected}; {corrections:?} {unknown:?}", language.lang));
        }
    };
    for (query, expected) in language.same {
        let briefs = expected.split(' ').collect();
        check(query, expected, &|slugs, is_known| is_known && is_right(&slugs.iter().copied().collect(), &briefs));
    }
    for (query, expected) in language.near {
        // Among all languages a name may be written so in another one as well.
        check(query, expected, &|slugs, _| slugs.iter().take(places).any(|slug| slug == expected));
    }
    wrong
}

fn all_wrong(form: fn(&str) -> String) -> Vec<String> {
    let of = |language| {
        let files = built(&[language], form);
        wrong(&mut Reader::new(&files), language, 1, |found, expected| found == expected)
    };
    LANGUAGES.iter().flat_map(of).collect()
}

#[test]
fn words_are_found_in_each_language_alone() {
    assert_eq!(all_wrong(str::to_owned), [""; 0]);
}

#[test]
fn letters_may_be_written_with_their_marks_apart() {
    assert_eq!(all_wrong(|text| text.nfd().collect()), [""; 0]);
}

#[test]
fn a_mixed_site_is_searched_in_all_languages_at_once() {
    let files = built(&LANGUAGES.iter().collect::<Vec<_>>(), str::to_owned);
    let mut reader = Reader::new(&files);
    // A word of one language may be one of another, too: `学校`.
    let mut of = |language| wrong(&mut reader, language, 2, |found, expected| found.is_superset(expected));
    assert_eq!(LANGUAGES.iter().flat_map(&mut of).collect::<Vec<_>>(), [""; 0]);
    for year in ["2024", "٢٠٢٤", "۲۰۲۴", "２０２４"] {
        let answer = reader.ask(year);
        let found: BTreeSet<&str> = answer.hits.iter().map(|hit| hit.record.slug.as_str()).collect();
        assert_eq!(found, BTreeSet::from(["huitan", "kteb", "kyogi", "tahaluf", "tzahal"]), "{year}");
    }
}

/// One character may be all of a word, so it is found only where it is one.
#[test]
fn each_part_of_a_chinese_or_japanese_title_is_found() {
    let languages: Vec<&Language> = LANGUAGES.iter().filter(|one| ["zh", "ja"].contains(&one.lang)).collect();
    let files = built(&languages, str::to_owned);
    let mut reader = Reader::new(&files);
    for (slug, title, _) in languages.iter().flat_map(|language| language.briefs) {
        let letters: Vec<char> = title.chars().collect();
        for part in (2..=letters.len()).flat_map(|size| letters.windows(size)) {
            let part: String = part.iter().collect();
            let answer = reader.ask(&part);
            assert!(answer.corrections.is_empty() && answer.unknown.is_empty(), "{part}: {answer:?}");
            assert!(answer.hits.iter().any(|hit| hit.record.slug == *slug), "{part} does not find {slug}");
            let marked = answer.hits.iter().filter(|hit| hit.record.slug == *slug).flat_map(|hit| &hit.title_marks);
            assert!(marked.map(|mark| &title[mark.clone()]).any(|mark| mark == part), "{part} is not marked");
        }
    }
}

/// A word of four syllables.
fn word(number: usize) -> String {
    let syllable = |place: u32| ["ka", "lo", "mi", "tun", "re", "sab", "dor", "vi"][number / 8usize.pow(place) % 8];
    (0..4).map(syllable).collect()
}

/// The files of a query, without records: those are named by what is shown of all briefs.
fn is_of_words(path: &str) -> bool {
    path.starts_with("search/") && path.ends_with(".bin") && path.matches('/').count() == 1
}

#[test]
fn a_language_costs_nothing_to_those_who_do_not_read_it() {
    let site = Site::empty().file("site.toml", SETTINGS);
    for n in 0..594 {
        // Nine briefs each have a subject of their own, so that it is clear which are near to one another.
        let subject = (0..20).map(|place| word(n / 9 * 20 + place));
        let text: Vec<String> = subject.chain((0..8).map(|place| word(1000 + n * 8 + place))).collect();
        let (slug, title) = (format!("brief-{n}"), format!("On {}", word(n / 9 * 20)));
        write(&site, "en", &format!("2025-{:02}-01", n % 12 + 1), (&slug, &title, &text.join(" ")));
    }
    let alone = files(&site);
    for language in LANGUAGES.iter().filter(|language| ["ar", "he", "zh"].contains(&language.lang)) {
        write(&site, language.lang, "2026-01-02", language.briefs[0]);
    }
    let mixed = files(&site);
    let of_words: Vec<&String> = alone.keys().filter(|path| is_of_words(path)).collect();
    let gone: Vec<_> = of_words.iter().filter(|path| !mixed.contains_key(**path)).collect();
    // The root, the blocks that the new words are in, those of the source's name, which all briefs share, and what says of each
    // brief its day, source and language.
    assert!(gone.len() * 3 <= of_words.len(), "{gone:?} of {}", of_words.len());
    for query in [word(5), word(77), format!("{} {}", word(10), word(11))] {
        let cost = |files| {
            let mut reader = Reader::new(files);
            let found = reader.ask(&query).hits.len();
            (found, reader.waves, reader.bytes)
        };
        let (before, after) = (cost(&alone), cost(&mixed));
        assert_eq!((before.0, before.1), (after.0, after.1), "{query}");
        assert!(after.2 <= before.2 + 128, "{query}: {} bytes and not {}", after.2, before.2);
    }
}

/// The number of threads of the index itself is that of the machine and cannot be set.
#[test]
fn neither_threads_nor_the_order_of_files_change_a_byte() {
    let site = site(&LANGUAGES.iter().collect::<Vec<_>>(), str::to_owned);
    let (source, _) = load(site.path()).expect("the site was just written");
    let index = |threads, change: &dyn Fn(&mut Vec<TextFile>)| {
        let mut source = source.clone();
        change(&mut source.briefs);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let (report, mut files) = pool.install(|| build_source(source, Vec::new(), &options()));
        assert!(report.built, "{:?}", report.diagnostics);
        files.retain(|path, _| path.starts_with("search/"));
        files
    };
    let expected = index(1, &|_| {});
    for threads in [1, 2, 8] {
        assert!(index(threads, &|_| {}) == expected, "{threads} threads");
    }
    assert!(index(2, &|briefs| briefs.reverse()) == expected, "from the last to the first");
    assert!(index(2, &|briefs| briefs.rotate_left(11)) == expected, "from another on");
    let odd_first = |briefs: &mut Vec<TextFile>| {
        let (odd, even): (Vec<_>, Vec<_>) = briefs.drain(..).enumerate().partition(|(at, _)| at % 2 == 1);
        briefs.extend(odd.into_iter().chain(even).map(|(_, file)| file));
    };
    assert!(index(2, &odd_first) == expected, "each second first");
}
