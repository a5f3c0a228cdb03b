//! Dates in other calendars and clock times in other zones, beside the words of the source.

use super::{
    PATIENCE, all_is_well, eval, go, page, requested, text, wait, wait_for_the_complaint, wait_for_the_picture,
};
use crate::support::Site;
use serde_json::Value;
use xtask::{
    browser::{Page, Viewport},
    static_server::StaticServer,
};

/// A site with an event for each of these dates, in this order, served.
struct Dated {
    _site: Site,
    server: StaticServer,
}

fn dated(lang: &str, dates: &[&str]) -> Dated {
    let events: String =
        dates.iter().enumerate().map(|(at, date)| format!("  - when: \"{date}\"\n    what: Event {at}\n")).collect();
    let brief = format!(
        "---\ntitle: Dates\nlang: en\ndate: 2024-01-11\nsource: Gulan Media, 2024-01-11\nevents:\n{events}---\nText.\n"
    );
    let site = Site::empty()
        .file("site.toml", format!("title = \"Dates\"\nbase_url = \"https://briefs.test/\"\nlang = \"{lang}\"\n"))
        .file("briefs/2024-01-11-dates.md", brief);
    site.run(&["build"]).status(0);
    let server = StaticServer::start(site.path().join("public")).expect("a server");
    Dated { _site: site, server }
}

impl Dated {
    /// The timeline, opened with this choice, once the dates are said.
    fn open(&self, choice: &str) -> Page {
        let page = page();
        self.go(&page, choice);
        page
    }

    fn go(&self, page: &Page, choice: &str) {
        page.goto(&self.server.url(&format!("/timeline/{choice}"))).expect("it opens");
        wait(page, "!document.querySelector('[name=calendar]').disabled");
    }
}

/// What stands beside the date of that form: nothing, or what comes after the slash.
fn beside(page: &Page, date: &str) -> String {
    let said = text(
        page,
        &format!(
            "document.querySelector('li[data-event] [data-edtf=\"{date}\"]').parentElement.querySelector('.also')?.textContent ?? ''"
        ),
    );
    said.trim_start_matches("/ ").to_owned()
}

/// Opens a site with these dates and compares what stands beside them.
#[track_caller]
fn check(lang: &str, choice: &str, rows: &[(&str, &str)]) {
    let dates: Vec<_> = rows.iter().map(|(date, _)| *date).collect();
    let site = dated(lang, &dates);
    let page = site.open(choice);
    let said: Vec<_> = dates.iter().map(|date| (*date, beside(&page, date))).collect();
    let expected: Vec<_> = rows.iter().map(|(date, words)| (*date, (*words).to_owned())).collect();
    assert_eq!(said, expected, "{choice}");
    assert_eq!(page.console(), [""; 0]);
}

/// Days from the calendars' own publications: the first of a year, and the days before.
#[test]
fn days_are_those_of_the_calendars() {
    // https://www.ummulqura.org.sa/
    check(
        "en",
        "?calendar=hijri",
        &[
            ("2024-07-06", "30 Dhuʻl-Hijjah 1445 AH"),
            ("2024-07-07", "1 Muharram 1446 AH"),
            ("2024-03-11", "1 Ramadan 1445 AH"),
        ],
    );
    // The equinox was after noon in Tehran in 2025, so that 1403 was a leap year.
    check(
        "en",
        "?calendar=persian",
        &[
            ("2024-03-20", "1 Farvardin 1403 SH"),
            ("2025-03-20", "30 Esfand 1403 SH"),
            ("1979-02-11", "22 Bahman 1357 SH"),
        ],
    );
    check(
        "en",
        "?calendar=hebrew",
        &[
            ("2024-10-02", "29 Elul 5784 AM"),
            ("2024-10-03", "1 Tishri 5785 AM"),
            ("2024-03-24", "14 Adar II 5784 AM"),
            ("2023-03-07", "14 Adar 5783 AM"),
        ],
    );
}

#[test]
fn what_is_known_to_a_month_or_a_year_never_becomes_a_day() {
    check(
        "en",
        "?calendar=hijri",
        &[
            ("2024-01", "Jumada II – Rajab 1445 AH"),
            ("2024-01-XX", "Jumada II – Rajab 1445 AH"),
            ("2024-07", "Dhuʻl-Hijjah 1445 AH – Muharram 1446 AH"),
            ("2024", "1445–1446 AH"),
            ("2024-XX-XX", "1445–1446 AH"),
            ("201X", "1431–1441 AH"),
            ("2024-21", "Shaʻban – Dhuʻl-Qiʻdah 1445 AH"),
            ("2019-24", "Rabiʻ II – Rajab 1441 AH"),
            ("2024-01/2024-03", "Jumada II – Ramadan 1445 AH"),
            ("2020/2024", "1441–1446 AH"),
        ],
    );
}

#[test]
fn a_date_says_in_the_other_calendar_what_it_says_in_its_own() {
    check(
        "en",
        "?calendar=hijri",
        &[
            ("2024-01-27?", "probably 15 Rajab 1445 AH"),
            ("2024-01~", "around Jumada II – Rajab 1445 AH"),
            ("2024-01-27%", "probably around 15 Rajab 1445 AH"),
            ("2024-01-27/..", "since 15 Rajab 1445 AH"),
            ("2024-01-27/", "from 15 Rajab 1445 AH, end unknown"),
            ("../2024-01-27", "until 15 Rajab 1445 AH"),
            ("/2024-01-27", "until 15 Rajab 1445 AH, start unknown"),
            ("2024-01-27/2024-01-28", "15–16 Rajab 1445 AH"),
            ("2024-01-27/2024-02-20", "15 Rajab – 10 Shaʻban 1445 AH"),
            ("2024-07-06/2024-07-07", "30 Dhuʻl-Hijjah 1445 AH – 1 Muharram 1446 AH"),
            ("2024-01-27~/2024-02-20", "from around 15 Rajab 1445 AH to 10 Shaʻban 1445 AH"),
            ("2024/2024-07-07", "from 1445–1446 AH to 1 Muharram 1446 AH"),
            ("[2024-01-27,2024-01-28]", "15 or 16 Rajab 1445 AH"),
            ("{2024-01-27,2024-07-07}", "15 Rajab 1445 AH and 1 Muharram 1446 AH"),
            ("[2024-01-27..2024-02-20]", "once between 15 Rajab 1445 AH and 10 Shaʻban 1445 AH"),
            ("[..2024-01-27]", "by 15 Rajab 1445 AH at the latest"),
            ("[2024-01-27..]", "15 Rajab 1445 AH at the earliest"),
        ],
    );
}

#[test]
fn where_a_calendar_has_no_sure_answer_it_is_about_right_or_nothing() {
    check(
        "en",
        "?calendar=hijri",
        &[
            ("-0043", ""),
            ("0600", ""),
            // A part that cannot be said takes the whole along.
            ("0600/2024-01-27", ""),
            // By tradition the 12th: the rule is a day off.
            ("0632-06-11", "around 13 Rabiʻ I 11 AH"),
            ("1258", "655–656 AH"),
            ("1882-11-11", "around 29 Dhuʻl-Hijjah 1299 AH"),
            ("1882-11-12", "1 Muharram 1300 AH"),
            ("2180", ""),
            ("Y17000", ""),
            ("Y-99999999999", ""),
        ],
    );
    check(
        "en",
        "?calendar=hebrew",
        &[("0300", ""), ("0900-01-01?", "probably around 22 Tevet 4660 AM"), ("Y17000", "")],
    );
}

#[test]
fn only_clock_times_move_and_a_day_that_changes_is_said() {
    let page = page();
    let dates = [
        "2024-01-27T21:30-05:00",
        "2024-01-27T21:30+03:00",
        "2024-01-27T10:00Z",
        "2024-01-27",
        "2024-01-27T22:30-05:00/2024-01-28T00:15-05:00",
    ];
    let site = dated("en", &dates);
    let said = |choice: &str, expected: [&str; 5]| {
        site.go(&page, choice);
        assert_eq!(dates.map(|date| beside(&page, date)), expected, "{choice}");
    };
    said("?zone=utc", ["28 January 2024, 02:30 UTC", "18:30 UTC", "", "", "28 January 2024, 03:30 UTC – 05:15 UTC"]);
    said(
        "?calendar=hijri",
        [
            "15 Rajab 1445 AH",
            "15 Rajab 1445 AH",
            "15 Rajab 1445 AH",
            "15 Rajab 1445 AH",
            "15 Rajab 1445 AH – 16 Rajab 1445 AH",
        ],
    );
    said(
        "?calendar=hijri&zone=utc",
        [
            "16 Rajab 1445 AH, 02:30 UTC",
            "15 Rajab 1445 AH, 18:30 UTC",
            "15 Rajab 1445 AH",
            "15 Rajab 1445 AH",
            "16 Rajab 1445 AH, 03:30 UTC – 05:15 UTC",
        ],
    );
    page.time_zone("Asia/Kathmandu").expect("a time zone");
    said(
        "?zone=here",
        [
            "28 January 2024, 08:15 here (UTC+5:45)",
            "28 January 2024, 00:15 here (UTC+5:45)",
            "15:45 here (UTC+5:45)",
            "",
            "28 January 2024, 09:15 here (UTC+5:45) – 11:00 here (UTC+5:45)",
        ],
    );
    page.time_zone("America/New_York").expect("a time zone");
    said("?zone=here", ["", "13:30 here (UTC−5)", "05:00 here (UTC−5)", "", ""]);
}

const CHOOSE: &str = "(key, value) => { const select = document.querySelector(`[name=${key}]`); select.value = value; \
     select.dispatchEvent(new Event('change', { bubbles: true })); }";

#[test]
fn a_choice_is_in_the_address_and_on_the_device() {
    let site = dated("en", &["2024-01-27", "2024-01-28"]);
    let page = page();
    page.goto(&site.server.url("/timeline/?other=1")).expect("it opens");
    wait_for_the_picture(&page);
    let scripts = requested(&page, ".js");
    page.click(".dates summary").expect("it opens");
    wait(&page, "!document.querySelector('[name=calendar]').disabled");
    assert_eq!(requested(&page, ".js"), scripts + 1, "it came when somebody asked for it");
    assert_eq!(beside(&page, "2024-01-27"), "");
    eval(&page, &format!("({CHOOSE})('calendar', 'hijri')"));
    assert_eq!(beside(&page, "2024-01-27"), "15 Rajab 1445 AH");
    assert_eq!(text(&page, "location.search"), "?other=1&calendar=hijri");
    // Moving the picture keeps it.
    page.click("[data-move=in]").expect("a button");
    wait(&page, "location.search.includes('from=')");
    assert!(text(&page, "location.search").starts_with("?other=1&calendar=hijri&from="));
    page.reload().expect("it loads anew");
    wait(&page, "document.querySelector('.also') !== null");
    assert_eq!(beside(&page, "2024-01-28"), "16 Rajab 1445 AH");
    // The device knows it without an address; an address that says another wins.
    site.go(&page, "");
    assert_eq!(beside(&page, "2024-01-27"), "15 Rajab 1445 AH");
    assert_eq!(text(&page, "document.querySelector('[name=calendar]').value"), "hijri");
    site.go(&page, "?calendar=persian");
    assert_eq!(beside(&page, "2024-01-27"), "7 Bahman 1402 SH");
    // Back to what the source says, everywhere.
    eval(&page, &format!("({CHOOSE})('calendar', '')"));
    assert_eq!(
        text(&page, "location.search + String(localStorage.dates) + document.querySelectorAll('.also').length"),
        "undefined0"
    );
    let words = "document.querySelector('li[data-event] .when').textContent";
    assert_eq!(text(&page, words), "27 January 2024");
    assert_eq!(page.console(), [""; 0]);
}

#[test]
fn a_choice_needs_no_store() {
    let site = dated("en", &["2024-01-27", "2024-01-28"]);
    let page = page();
    page.before_load(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
    )
    .expect("a script");
    site.go(&page, "?calendar=hebrew");
    assert_eq!(beside(&page, "2024-01-27"), "17 Shevat 5784 AM");
    eval(&page, &format!("({CHOOSE})('calendar', 'persian')"));
    assert_eq!(beside(&page, "2024-01-27"), "7 Bahman 1402 SH");
    assert_eq!(text(&page, "location.search"), "?calendar=persian");
    assert_eq!(page.console(), [""; 0]);
}

#[test]
fn words_and_digits_are_those_of_the_page() {
    let dates =
        [("2024-01-27", "١٥ رجب ١٤٤٥ هـ"), ("2024-07-07?", "على الأرجح ١ محرم ١٤٤٦ هـ"), ("2024", "١٤٤٥–١٤٤٦ هـ")];
    check("ar", "?calendar=hijri", &dates);
    check(
        "ar",
        "?calendar=persian",
        &[("2024-03-20", "١ فروردين ١٤٠٣ هـ.ش"), ("2024-03-19/", "من ٢٩ إسفند ١٤٠٢ هـ.ش، والنهاية مجهولة")],
    );
    check(
        "ar",
        "?calendar=hebrew&zone=utc",
        &[("2024-10-03T01:00+03:00", "٢٩ أيلول ٥٧٨٤ بالتقويم العبري، ٢٢:٠٠ بالتوقيت العالمي")],
    );
    check(
        "ckb",
        "?calendar=hijri",
        &[("2024-01-27", "١٥ی ڕەجەبی ١٤٤٥ی کۆچی"), ("2024-02", "ڕەجەب – شەعبانی ١٤٤٥ی کۆچی")],
    );
    check("ckb", "?calendar=persian", &[("2024-03-20", "١ی خاکەلێوەی ١٤٠٣ی هەتاوی")]);
    check(
        "ckb",
        "?calendar=hebrew",
        &[("2024-10-03", "١ی تیشریی ٥٧٨٥ی عیبری"), ("2024-03-24", "١٤ی ئاداری دووەمی ٥٧٨٤ی عیبری")],
    );
}

#[test]
fn a_browser_without_a_calendar_does_not_offer_it() {
    let site = dated("en", &["2024-01-27", "2024-01-28"]);
    let page = page();
    page.before_load("Intl.supportedValuesOf = () => ['gregory', 'persian'];").expect("a script");
    site.go(&page, "?calendar=hijri");
    let offered = "[...document.querySelectorAll('[name=calendar] option')].map((option) => option.value).join(' ')";
    assert_eq!(text(&page, offered), " persian");
    assert_eq!(eval(&page, "document.querySelectorAll('.also').length").as_u64(), Some(0));
}

#[test]
fn the_axis_has_a_second_row_where_the_picture_is() {
    let english = ("en", 1280, "Muharram 1446 AH", "Shown: Jumada II 1445 AH – Jumada II 1446 AH.");
    let arabic = ("ar", 320, "محرم ١٤٤٦ هـ", "المعروض: جمادى الآخرة ١٤٤٥ هـ – جمادى الآخرة ١٤٤٦ هـ.");
    for (lang, width, first, shown) in [english, arabic] {
        let site = dated(lang, &["2024-01-27", "2024-06-28"]);
        let page = page();
        page.viewport(Viewport { width, height: 900, ..Viewport::DESK }).expect("a size");
        site.go(&page, "?calendar=hijri&from=2024-01-01&to=2024-12-31");
        wait_for_the_picture(&page);
        wait(&page, "document.querySelector('.other-axis span') !== null");
        let off = eval(
            &page,
            &"(() => { const { from, to } = document.querySelector('#timeline').dataset;
               const [start, end, at] = [from, to, '2024-07-07'].map((day) => Date.parse(day));
               const box = document.querySelector('#timeline').getBoundingClientRect();
               const left = box.width >= 672 ? Math.min(Math.max(Math.floor(box.width) * 0.121, 100), 150) : 4;
               const x = left + (Math.floor(box.width) - 6 - left) * (at - start) / (end - start);
               const label = [...document.querySelectorAll('.other-axis span')].find((label) => label.textContent === 'FIRST');
               const found = label.getBoundingClientRect();
               const isRightToLeft = getComputedStyle(label).direction === 'rtl';
               return (isRightToLeft ? box.right - found.right : found.left - box.left) - x; })()"
                .replace("FIRST", first),
        );
        assert!(off.as_f64().is_some_and(|off| off.abs() < 1.5), "{lang}: {off}");
        let rows = "document.querySelector('.other-axis').getBoundingClientRect().bottom - document.querySelector('#timeline').getBoundingClientRect().top";
        assert_eq!(eval(&page, rows).as_f64(), Some(0.0));
        assert_eq!(text(&page, "document.querySelector('.dates [role=status]').textContent"), shown);
        // It goes along.
        let labels = "[...document.querySelectorAll('.other-axis span')].map((label) => label.textContent).join()";
        let before = text(&page, labels);
        page.click("[data-zoom=month]").expect("a button");
        wait(
            &page,
            &format!("({labels}) !== '{before}' && document.querySelector('.other-axis').style.visibility === ''"),
        );
        assert_eq!(eval(&page, "document.documentElement.scrollWidth > innerWidth"), Value::Bool(false));
    }
}

#[test]
fn a_second_row_moves_nothing() {
    let site = dated("en", &["2024-01-27", "2024-06-28"]);
    let page = page();
    let shifts = "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shift += entry.value; })\
                  .observe({ type: 'layout-shift', buffered: true });";
    page.before_load(shifts).expect("a script");
    site.go(&page, "?zone=utc&calendar=");
    wait_for_the_picture(&page);
    let top = "document.querySelector('#timeline').getBoundingClientRect().top + scrollY";
    let before = eval(&page, top);
    eval(&page, &format!("({CHOOSE})('calendar', 'hebrew')"));
    wait(&page, "document.querySelector('.other-axis span') !== null");
    assert_eq!(eval(&page, top), before);
    assert_eq!(eval(&page, "window.shift").as_f64(), Some(0.0));
}

#[test]
fn the_panel_says_it_too() {
    let page = page();
    go(&page, "/timeline/?calendar=hijri");
    wait_for_the_picture(&page);
    wait(&page, "document.querySelector('.also') !== null");
    page.click("li[data-event]:has([data-edtf='2024-01-31']) .when").expect("an item");
    let over = "document.querySelector('#timeline-panel .over')?.textContent ?? ''";
    wait(&page, &format!("({over}).includes('/')"));
    assert_eq!(
        text(&page, over).split_whitespace().collect::<Vec<_>>().join(" "),
        "31 January 2024 / 19 Rajab 1445 AH"
    );
    eval(&page, &format!("({CHOOSE})('calendar', 'persian')"));
    wait(&page, &format!("({over}).includes('11 Bahman 1402 SH') && !({over}).includes('Rajab')"));
    // An event that the list does not have: the page that tells of it says when.
    eval(&page, "document.querySelector('li[aria-current]').remove()");
    eval(&page, &format!("({CHOOSE})('calendar', 'hijri')"));
    wait(&page, &format!("({over}).includes('19 Rajab 1445 AH')"));
    all_is_well(&page);
}

#[test]
fn stories_and_paper_have_it() {
    let page = page();
    page.viewport(Viewport { width: 320, height: 640, ..Viewport::DESK }).expect("a size");
    go(&page, "/stories/coalition-in-iraq/?calendar=hijri&zone=here");
    wait_for_the_picture(&page);
    wait(&page, "document.querySelectorAll('.ev .also').length > 5");
    eval(&page, "document.querySelector('.dates').open = true");
    assert_eq!(eval(&page, "document.documentElement.scrollWidth > innerWidth"), Value::Bool(false));
    let small = "[...document.querySelectorAll('.dates summary, .dates select')].some((control) => control.getBoundingClientRect().height < 24)";
    assert_eq!(eval(&page, small), Value::Bool(false));
    page.media(xtask::browser::Media { print: true, ..Default::default() }).expect("paper");
    assert_eq!(eval(&page, "document.querySelector('.ev .also').offsetHeight > 0"), Value::Bool(true));
    assert_eq!(eval(&page, "document.querySelector('.folds').offsetHeight").as_u64(), Some(0));
}

#[test]
fn three_hundred_dates_are_there_at_once() {
    let dates: Vec<_> = (0..300).map(|at| format!("20{:02}-{:02}-{:02}?", at % 24, at % 12 + 1, at / 12 + 1)).collect();
    let dates: Vec<_> = dates.iter().map(String::as_str).collect();
    let site = dated("en", &dates);
    let page = site.open("?zone=utc");
    // In the task of the choice itself: nobody sees some of them in one calendar and some in another.
    let said = format!(
        "(() => {{ const choose = {CHOOSE}; choose('calendar', 'hijri'); return document.querySelectorAll('.also').length; }})()"
    );
    assert_eq!(eval(&page, &said).as_u64(), Some(300));
}

#[test]
fn a_script_that_fails_says_so_and_comes_when_it_can() {
    let page = page();
    page.block(&["*/dates-*.js"]).expect("it blocks");
    go(&page, "/timeline/");
    wait_for_the_picture(&page);
    page.click(".dates summary").expect("it opens");
    let failed = "document.querySelector('.dates [role=status]').textContent === document.querySelector('.dates').dataset.tFailed";
    wait(&page, failed);
    wait_for_the_complaint(&page);
    assert_eq!(eval(&page, "document.querySelector('[name=calendar]').disabled"), Value::Bool(true));
    page.block(&[]).expect("it blocks no more");
    page.click(".dates summary").expect("it closes");
    page.wait_for("!document.querySelector('[name=calendar]').disabled", PATIENCE).expect("another try");
    assert_eq!(text(&page, "document.querySelector('.dates [role=status]').textContent"), "");
}
