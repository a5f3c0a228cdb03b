//! What the picture shows, saved as a file.

use xtask::browser::Page;

use super::{all_is_well, eval, open, text, wait};

/// Presses a button once there is a script behind it.
fn save(page: &Page, kind: &str) {
    wait(page, "!document.querySelector('[data-export]').disabled");
    page.click(&format!("[data-export={kind}]")).expect("a button");
}

/// Opens a page, saves what its picture shows, and gives how many events there were.
fn saved(address: &str, kind: &str) -> usize {
    let page = open(address);
    eval(&page, "document.getElementById('timeline').scrollIntoView({ behavior: 'instant' })");
    wait(&page, "document.documentElement.dataset.timeline === 'ready'");
    page.click(".keep summary").expect("it can be opened");
    save(&page, kind);
    let said = "document.querySelector('[data-saved]').textContent";
    wait(&page, &format!("{said}.startsWith('Events saved')"));
    let shown = "document.querySelector('.tl-status').textContent.match(/Events: (\\d+)/)[1]";
    assert_eq!(text(&page, said), format!("Events saved: {}.", text(&page, shown)), "{address}");
    all_is_well(&page);
    text(&page, shown).parse().expect("a number")
}

#[test]
fn what_is_shown_is_saved_and_nothing_else() {
    let all = saved("/timeline/?from=1990-01-01&to=2030-01-01", "csv");
    let some = saved("/timeline/?from=2014-06-01&to=2014-08-15", "json");
    assert!(all > some && some > 3, "{all}, {some}");
    assert!(saved("/stories/mosul/", "timelinejs") > 3);
}

#[test]
fn lists_of_other_years_are_gathered_where_the_picture_shows_them() {
    let page = open("/timeline/?from=2014-06-01&to=2014-08-15");
    eval(&page, "document.getElementById('timeline').scrollIntoView({ behavior: 'instant' })");
    wait(&page, "document.documentElement.dataset.timeline === 'ready'");
    page.click(".keep summary").expect("it can be opened");
    save(&page, "json");
    let said = "document.querySelector('[data-saved]').textContent";
    wait(&page, &format!("{said}.startsWith('Events saved')"));
    let count =
        |said: String| -> usize { said.trim_matches(|sign: char| !sign.is_ascii_digit()).parse().expect("a number") };
    let before = count(text(&page, said));
    // A year that is shown, with one event that is and one that is not, and the second half of its list; and a year that is not.
    eval(
        &page,
        "(async () => {
            const name = performance.getEntriesByType('resource').map((file) => file.name).find((name) => name.includes('/export-'));
            const item = (id, from) => `<li data-event='${id}' data-parts='${from} ${from + 86400} 0'><a class=to>${id}</a></li>`;
            const lists = {
                '/a': item('a', 1404000000) + item('b', 1500000000) + '<a href=/c data-within=\"1404000000 1405000000\">more</a>',
                '/c': item('c', 1405000000) + '<a href=/a data-within=\"1404000000 1405000000\">round</a>',
            };
            window.asked = [];
            const get = async (address) => {
                asked.push(address);
                return new DOMParser().parseFromString(lists[address], 'text/html');
            };
            document.querySelector('main').insertAdjacentHTML('beforeend',
                '<a href=/a data-within=\"1404000000 1500086400\">a</a><a href=/d data-within=\"0 86400\">d</a>');
            const fold = document.querySelector('.keep');
            const said = fold.querySelector('[data-saved]');
            for (const button of fold.querySelectorAll('button')) {
                const other = button.cloneNode(true);
                other.disabled = true;
                button.replaceWith(other);
            }
            (await import(name)).use(fold, document.getElementById('timeline'), get, console.error);
            new MutationObserver(() => { window.done ||= said.textContent.startsWith('Events saved'); }).observe(said, { childList: true });
            fold.querySelector('[data-export=csv]').click();
        })()",
    );
    wait(&page, "window.done");
    assert_eq!(text(&page, "asked.join(' ')"), "/a /c");
    assert_eq!(count(text(&page, said)), before + 2);
}

/// Calls the script with these events, as JSON, and gives what it writes.
fn written(kind: &str, events: &str) -> String {
    let page = open("/timeline/");
    eval(&page, "document.getElementById('timeline').scrollIntoView({ behavior: 'instant' })");
    wait(&page, "document.documentElement.dataset.timeline === 'ready'");
    page.click(".keep summary").expect("it can be opened");
    save(&page, "json");
    let name =
        "performance.getEntriesByType('resource').map((file) => file.name).find((name) => name.includes('/export-'))";
    wait(&page, &format!("{name} !== undefined"));
    eval(
        &page,
        &format!(
            "import({name}).then(({{ file }}) => {{ window.written = file('{kind}', {events}, 'A <title>', 1700000000)[0]; }})"
        ),
    );
    wait(&page, "window.written !== undefined");
    text(&page, "window.written")
}

/// An event as the script knows it.
fn event(what: &str, from: i64, to: i64, more: &str) -> String {
    format!(
        "{{ id: 'briefs/a/#e-b', edtf: '2024-01', from: {from}, to: {to}, isOpen: [false, true], when: 'January 2024', what: {what:?},
            state: 'planned', stateInWords: 'planned', rank: 3, lane: 'Talks', publishers: ['A', 'B'], url: 'https://example.org/'{more} }}"
    )
}

#[test]
fn a_calendar_keeps_to_its_rules() {
    let long = "Эй; a, b\\c\nd ".repeat(20);
    let events = [
        // January 2024, a minute, a day of the year 1 and one before it.
        event(&long, 1_704_067_200, 1_706_745_600, ""),
        event("At ten", 1_704_103_200, 1_704_103_260, ", state: 'cancelled'"),
        event("The first day", -62_135_596_800, -62_135_510_400, ", state: 'reported'"),
        event("Before", -62_135_683_200, -62_135_596_800, ""),
        // From a clock time on: nothing is known of its end, which must come after its start.
        event("Since ten", 1_704_103_200, 1_704_103_200, ""),
        // Until 27 January: nothing is known of its start, and the second after it is of the next day.
        event("Until then", 1_706_400_000, 1_706_400_000, ", isOpen: [true, false]"),
    ];
    let calendar = written("ics", &format!("[{}]", events.join(",")));
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{calendar}");
    let unfolded = calendar.replace("\r\n ", "");
    let lines: Vec<_> = unfolded.lines().collect();
    let of = |name: &str| -> Vec<&str> { lines.iter().filter_map(|line| line.strip_prefix(name)).collect() };
    assert_eq!(
        of("DTSTART"),
        [
            ";VALUE=DATE:20240101",
            ":20240101T100000Z",
            ";VALUE=DATE:00010101",
            ":20240101T100000Z",
            ";VALUE=DATE:20240127"
        ]
    );
    assert_eq!(
        of("DTEND"),
        [
            ";VALUE=DATE:20240201",
            ":20240101T100100Z",
            ";VALUE=DATE:00010102",
            ":20240101T100100Z",
            ";VALUE=DATE:20240128"
        ]
    );
    assert_eq!(of("STATUS:"), ["TENTATIVE", "CANCELLED", "CONFIRMED", "TENTATIVE", "TENTATIVE"]);
    assert_eq!(of("DTSTAMP:"), ["20231114T221320Z"; 5]);
    assert_eq!(of("UID:").len(), 5);
    assert_eq!(of("SUMMARY:")[0], "Эй\\; a\\, b\\\\c\\nd ".repeat(20));
    assert_eq!(of("BEGIN:"), ["VCALENDAR", "VEVENT", "VEVENT", "VEVENT", "VEVENT", "VEVENT"]);
    assert_eq!(lines.last(), Some(&"END:VCALENDAR"));
}

#[test]
fn a_table_has_no_formula_and_data_have_every_year() {
    let hostile = event("=\"1\"&A1", -1_000_000_000_000, -999_999_913_600, "");
    assert_eq!(
        written("csv", &format!("[{hostile}]")).lines().nth(1).expect("a line"),
        "\"2024-01\",\"Y-29719-04-05T22:13:20Z\",\"\",\"January 2024\",\"'=\"\"1\"\"&A1\",\"planned\",\"3\",\"Talks\",\"A; B\",\"https://example.org/\""
    );
    for (what, expected) in [("-2+3+cmd|' /C calc'!A0", "\"'-2+3"), ("-0043~", "\"-0043~\""), ("－1", "\"'－1")] {
        let table = written("csv", &format!("[{}]", event(what, 1_704_067_200, 1_706_745_600, "")));
        assert!(table.contains(expected), "{table}");
    }
    let told = written("timelinejs", &format!("[{}]", event("<b>&", 1_704_067_200, 1_706_745_600, "")));
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(told["title"]["text"]["headline"], "A &#60;title&#62;");
    let event = &told["events"][0];
    assert_eq!(event["text"]["headline"], "&#60;b&#62;&#38;");
    assert_eq!(event["start_date"], serde_json::json!({ "year": 2024, "month": 1, "day": 1 }));
    assert_eq!(event["end_date"], serde_json::json!({ "year": 2024, "month": 1, "day": 31 }));
    assert_eq!(event["display_date"], "January 2024");
}
