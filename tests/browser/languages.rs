//! Search and timeline in each language of the interface that has forms, digits or an order of its own.

use super::{FOUND, PATIENCE, eval, page, text, wait, wait_for_the_picture};
use crate::support::Site;
use xtask::static_server::StaticServer;

/// A site in one language, what its readers look for, and what the pages say then.
struct Case {
    lang: &'static str,
    title: &'static str,
    query: &'static str,
    /// What the search counts, and the day of a result.
    found: &'static str,
    day: &'static str,
    /// What the timeline says of a stretch of months, and how it says the number of events.
    range: &'static str,
    events: &'static str,
    /// A day beside its date in the Persian calendar.
    persian: &'static str,
}

const CASES: &[Case] = &[
    Case {
        lang: "fa",
        title: "آغاز گفت‌وگوها در بغداد",
        query: "گفت‌وگوها",
        found: "چکیده‌ها: ۱.",
        day: "۱ مارس ۲۰۲۴",
        range: "تا اکتبر ۲۰۲۴",
        events: "رویدادها: ۳ از ۳.",
        persian: "۱۱ اسفند ۱۴۰۲ ه.ش.",
    },
    Case {
        lang: "he",
        title: "השיחות נפתחו בבגדד",
        query: "שיחות",
        found: "תקצירים: 1.",
        day: "1 במרץ 2024",
        range: "– אוקטובר 2024",
        events: "אירועים: 3 מתוך 3.",
        persian: "11 אספנד 1402 ללוח הפרסי",
    },
    Case {
        lang: "zh",
        title: "伊拉克与美国举行会谈",
        query: "会谈",
        found: "简报：1篇。",
        day: "2024年3月1日",
        range: "至2024年10月",
        events: "事件：3/3。",
        persian: "波斯历1402年12月11日",
    },
    Case {
        lang: "ja",
        title: "バグダッドで協議を開始",
        query: "協議",
        found: "要約：1件。",
        day: "2024年3月1日",
        range: "～2024年10月",
        events: "出来事：3件中3件。",
        persian: "イラン暦1402年12月11日",
    },
    Case {
        lang: "ru",
        title: "Переговоры в Багдаде начались",
        query: "переговорам",
        found: "Сводок: 1.",
        day: "1 марта 2024\u{a0}г.",
        range: "– октябрь 2024\u{a0}г.: ",
        events: "событий 3 из 3.",
        persian: "11 эсфанд 1402\u{a0}г. солнечной хиджры",
    },
    Case {
        lang: "fr",
        title: "Les négociations commencent à Bagdad",
        query: "négociation",
        found: "Brèves\u{a0}: 1.",
        day: "1 mars 2024",
        range: "– octobre 2024",
        events: "Événements\u{a0}: 3 sur 3.",
        persian: "11 esfand 1402 H.\u{a0}S.",
    },
    Case {
        lang: "de",
        title: "Verhandlungen in Bagdad beginnen",
        query: "Verhandlung",
        found: "Kurzmeldungen: 1.",
        day: "1. März 2024",
        range: "– Oktober 2024",
        events: "Ereignisse: 3 von 3.",
        persian: "11. ",
    },
    Case {
        lang: "es",
        title: "Empiezan las negociaciones en Bagdad",
        query: "negociación",
        found: "Breves: 1.",
        day: "1 de marzo de 2024",
        range: "– octubre de 2024",
        events: "Hechos: 3 de 3.",
        persian: "11 de ",
    },
    Case {
        lang: "tr",
        title: "Görüşmeler Bağdat’ta başladı",
        query: "görüşme",
        found: "Özetler: 1.",
        day: "1 Mart 2024",
        range: "– Ekim 2024",
        events: "Olaylar: 3 / 3.",
        persian: "H. Ş. 1402",
    },
];

fn served(case: &Case) -> (Site, StaticServer) {
    let Case { lang, title, .. } = case;
    let brief = format!(
        "---\ntitle: \"{title}\"\ndate: 2024-03-01\nsource: Gulan Media, 2024-03-01\nevents:\n  - 2024-03-01: \"{title}\"\n  - 2024-05-01: \"{title} 2\"\n  - 2024-09: \"{title} 3\"\n---\n{title}.\n"
    );
    let site = Site::empty()
        .file("site.toml", format!("title = \"Site\"\nbase_url = \"https://briefs.test/\"\nlang = \"{lang}\"\n"))
        .file("briefs/talks.md", brief);
    site.run(&["build"]).status(0);
    let server = StaticServer::start(site.path().join("public")).expect("a server");
    (site, server)
}

#[test]
fn search_and_timeline_speak_each_language() {
    let mut wrong = Vec::new();
    for case in CASES {
        let (_site, server) = served(case);
        let page = page();
        let mut check = |what: &str, found: String, expected: &str| {
            if !found.contains(expected) {
                wrong.push(format!("{} {what}: {expected} is not in {found}", case.lang));
            }
        };
        page.goto(&server.url(&format!("/search/?q={}", case.query))).expect("it opens");
        page.wait_for(FOUND, PATIENCE).unwrap_or_else(|problem| panic!("{}: {problem}", case.lang));
        wait(
            &page,
            "document.getElementById('status').textContent !== document.querySelector('#search form').dataset.tLoading",
        );
        check("search", text(&page, "document.getElementById('status').textContent"), case.found);
        check("result", text(&page, "document.getElementById('results').textContent"), case.day);
        page.goto(&server.url("/timeline/?calendar=persian")).expect("it opens");
        wait_for_the_picture(&page);
        wait(&page, "!document.querySelector('[name=calendar]').disabled");
        let status = text(
            &page,
            "[...document.querySelectorAll('[role=status]')].map((status) => status.textContent).join(' ')",
        );
        check("range", status.clone(), case.range);
        check("count", status, case.events);
        let beside = "document.querySelector('li[data-event] [data-edtf=\"2024-03-01\"]').parentElement.querySelector('.also')?.textContent ?? ''";
        check("calendar", text(&page, beside), case.persian);
        assert_eq!(eval(&page, "document.documentElement.scrollWidth > innerWidth"), false, "{}", case.lang);
        assert_eq!(page.console(), [""; 0], "{}", case.lang);
        assert_eq!(page.csp_violations(), [""; 0], "{}", case.lang);
    }
    assert_eq!(wrong, [""; 0]);
}
