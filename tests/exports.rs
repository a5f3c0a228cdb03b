//! Exports: they are what their schemas say, they hold what the site holds, and tables and calendars keep to their rules.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use serde_json::{Value, json};

use crate::support::{Site, build_in_memory, options, root};

type Files = BTreeMap<String, Vec<u8>>;

const SETS: [&str; 5] = ["briefs", "entities", "events", "statements", "disputes"];

fn example() -> Files {
    build_in_memory(&root().join("content"), &options()).1
}

fn built(site: &Site) -> Files {
    let (report, files) = build_in_memory(site.path(), &options());
    assert!(report.built, "{:#?}", report.diagnostics);
    files
}

fn json_of(files: &Files, path: &str) -> Value {
    let bytes = files.get(path).unwrap_or_else(|| panic!("{path} is not among {:#?}", files.keys()));
    serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    std::str::from_utf8(&files[path]).expect("UTF-8")
}

fn records<'a>(file: &'a Value, set: &str) -> &'a [Value] {
    file[set].as_array().expect("records")
}

/// All exports in JSON, with the names of their sets: those of the site, of stories, and parts of both.
fn exports(files: &Files) -> Vec<(&str, &'static str)> {
    let of = |path: &str| {
        let path = path.strip_suffix(".json").filter(|path| !path.starts_with("data/schema/"))?;
        let (folder, name) = path.rsplit_once('/')?;
        let set = |name: &str| SETS.into_iter().find(|set| *set == name);
        let is_place = folder == "data" || folder.starts_with("stories/");
        set(name).filter(|_| is_place).or_else(|| set(folder.rsplit('/').next()?))
    };
    files.keys().filter_map(|path| Some((path.as_str(), of(path)?))).collect()
}

/// Checks all exports against the schemas that the site publishes. Returns how many there were.
fn check_schemas(files: &Files) -> usize {
    let schemas: BTreeMap<_, _> = SETS
        .map(|set| {
            let schema = json_of(files, &format!("data/schema/{set}.json"));
            assert!(jsonschema::meta::is_valid(&schema), "{set}");
            (set, jsonschema::validator_for(&schema).expect("a schema"))
        })
        .into();
    let found = exports(files);
    for (path, set) in &found {
        let file = json_of(files, path);
        let errors: Vec<_> =
            schemas[set].iter_errors(&file).map(|error| format!("{}: {error:.200}", error.instance_path())).collect();
        assert_eq!(errors, [""; 0], "{path}");
        assert!(file["$schema"].as_str().is_some_and(|url| url.ends_with(&format!("/data/schema/{set}.json"))));
        if let Some(records) = file[set].as_array() {
            assert_eq!(file["count"], records.len(), "{path}");
        }
    }
    found.len()
}

#[test]
fn every_export_of_the_example_is_what_its_schema_says() {
    let files = example();
    // The five sets, and the events of each story.
    let stories = files.keys().filter(|path| path.starts_with("stories/") && path.ends_with("/events.json")).count();
    assert!(stories >= 4);
    assert_eq!(check_schemas(&files), 5 + stories);
    for (name, site) in [("full", "tests/golden/full/site"), ("small", "tests/golden/small/site")] {
        assert!(check_schemas(&build_in_memory(&root().join(site), &options()).1) >= 5, "{name}");
    }
    check_schemas(&built(&Site::empty().file("site.toml", crate::support::SETTINGS)));
}

#[test]
fn a_schema_refuses_what_is_wrong() {
    let files = example();
    type Spoil = fn(&mut Value);
    let spoilt: [(&str, Spoil); 8] = [
        ("briefs", |record| drop(record.as_object_mut().expect("a record").remove("sources"))),
        ("briefs", |record| record["invented"] = json!(1)),
        ("briefs", |record| record["date"] = json!("January")),
        ("entities", |record| record["kind"] = json!("planet")),
        ("events", |record| record["from"] = json!("2024-01")),
        ("events", |record| record["rank"] = json!(6)),
        ("statements", |record| (record["says"], record["quote"]) = (json!("a"), json!("b"))),
        ("disputes", |record| record["positions"] = json!([])),
    ];
    for (set, spoil) in spoilt {
        let schema = jsonschema::validator_for(&json_of(&files, &format!("data/schema/{set}.json"))).expect("a schema");
        let mut file = json_of(&files, &format!("data/{set}.json"));
        assert!(schema.is_valid(&file));
        spoil(&mut file[set][0]);
        assert!(!schema.is_valid(&file), "{set}: {}", file[set][0]);
    }
}

#[test]
fn exports_hold_what_the_site_holds() {
    let files = example();
    let briefs = json_of(&files, "data/briefs.json");
    let briefs = records(&briefs, "briefs");
    let urls: BTreeSet<_> = briefs.iter().map(|brief| brief["url"].as_str().expect("an address")).collect();
    assert_eq!(urls.len(), briefs.len());
    assert!(!urls.iter().any(|url| url.contains("air-strike-near-hillah")), "a withdrawn brief");
    let dates: Vec<_> = briefs.iter().map(|brief| &brief["date"].as_str().expect("a date")[..10]).collect();
    assert!(dates.is_sorted(), "{dates:?}");
    // A brief in three languages is one record that names the others.
    let many = briefs.iter().find(|brief| brief["translations"].as_array().is_some_and(|others| others.len() == 2));
    let many = many.expect("a brief in three languages");
    let others: Vec<_> = many["translations"].as_array().expect("a list").iter().map(|it| &it["lang"]).collect();
    assert_eq!((&many["lang"], others), (&json!("en"), vec![&json!("ar"), &json!("ckb")]));
    // Each address that a record names leads to a page of the site, and to a place in it.
    for (path, _) in exports(&files) {
        let mut named = BTreeSet::new();
        addresses(&json_of(&files, path), &mut named);
        let own: Vec<_> = named.iter().filter_map(|url| url.strip_prefix("https://example.org/")).collect();
        assert!(own.len() > 3, "{path}");
        for url in own {
            let (page, id) = url.split_once('#').map_or((url, None), |(page, id)| (page, Some(id)));
            let file = decoded(page);
            let file = if file.is_empty() || file.ends_with('/') { format!("{file}index.html") } else { file };
            assert!(files.contains_key(&file), "{path}: no {file}");
            let has = |id: &str| text(&files, &file).contains(&format!("id=\"{}\"", decoded(id)));
            assert!(id.is_none_or(has), "{path}: no {url}");
        }
    }
    let story = json_of(&files, "stories/mosul/events.json");
    let (all, of_story) = (json_of(&files, "data/events.json"), records(&story, "events"));
    assert_eq!(story["story"], "https://example.org/stories/mosul/");
    assert!(of_story.iter().all(|event| records(&all, "events").contains(event)));
    assert!(of_story.iter().all(|event| event["stories"].as_array().expect("stories").contains(&story["story"])));
}

/// All values of `url` and the like.
fn addresses(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.starts_with("https://example.org/") => drop(into.insert(text.clone())),
        Value::Array(items) => items.iter().for_each(|item| addresses(item, into)),
        Value::Object(entries) => entries.values().for_each(|item| addresses(item, into)),
        _ => {}
    }
}

fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.split('%');
    bytes.extend(rest.next().unwrap_or_default().bytes());
    for part in rest {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("a byte"));
        bytes.extend(part[2..].bytes());
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// Reads a table by RFC 4180, which has no other line ends than CR LF.
fn rows(table: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut rest = table.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut quoted = false;
    while let Some(sign) = rest.chars().next() {
        let cell = rows.last_mut().and_then(|row| row.last_mut()).expect("a cell");
        let mut taken = sign.len_utf8();
        match (quoted, sign) {
            (true, '"') if rest.starts_with("\"\"") => {
                cell.push('"');
                taken = 2;
            }
            (_, '"') => quoted = !quoted,
            (false, ',') => rows.last_mut().expect("a row").push(String::new()),
            (false, '\r') => {
                assert!(rest.starts_with("\r\n"), "a line ends with {rest:.10?}");
                rows.push(vec![String::new()]);
                taken = 2;
            }
            (false, _) => panic!("{sign:?} stands outside quotes"),
            (true, _) => cell.push(sign),
        }
        rest = &rest[taken..];
    }
    assert_eq!(rows.pop(), Some(vec![String::new()]), "the last line has an end");
    rows
}

#[test]
fn a_table_holds_the_same_events_as_the_data() {
    let files = example();
    for folder in ["data/", "stories/coalition-in-iraq/"] {
        let data = json_of(&files, &format!("{folder}events.json"));
        let events = records(&data, "events");
        let rows = rows(text(&files, &format!("{folder}events.csv")));
        let columns = "edtf from to when what state rank lane publishers url lang who where note";
        assert_eq!(rows[0], columns.split(' ').collect::<Vec<_>>());
        assert_eq!(rows.len(), events.len() + 1);
        for (row, event) in rows[1..].iter().zip(events) {
            for (column, cell) in rows[0].iter().zip(row) {
                let expected = match &event[column.as_str()] {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    Value::Array(items) => {
                        let names = items.iter().map(|it| it["name"].as_str().or(it.as_str()).expect("a name"));
                        names.collect::<Vec<_>>().join("; ")
                    }
                    other => other.to_string(),
                };
                assert_eq!(*cell, expected, "{column} of {}", event["url"]);
            }
        }
    }
}

/// A brief with these events, each a line of YAML.
fn with_events(site: &Site, name: &str, events: &str) {
    let text = format!("---\ntitle: {name}\nsource: A Paper, 2024-01-01\nstory: s\nevents:\n{events}---\nText.\n");
    site.write(&format!("briefs/2024-02-01-{name}.md"), text);
}

#[test]
fn no_text_is_a_formula_in_a_table() {
    let site = Site::small();
    let texts = ["=1+1", "+1", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "-A1"];
    let events: String = texts.iter().fold(String::new(), |mut events, what| {
        let _ =
            writeln!(events, "- {{when: 2024-01-01, what: \"{what}\", who: \"{what}\", note: \"{what}\", lane: a}}");
        events
    });
    with_events(&site, "a", &format!("{events}- \"-0043-03-15/..\": Then\n"));
    let rows = rows(text(&built(&site), "data/events.csv"));
    for cell in rows[1..].iter().flatten() {
        let is_formula = cell.starts_with(['=', '+', '@']) || cell.starts_with('-') && !cell.starts_with("-0043-03-15");
        assert!(!is_formula, "{cell}");
    }
    let texts_of = |column: usize| rows[1..].iter().map(|row| row[column].as_str()).collect::<BTreeSet<_>>();
    assert!(texts_of(4).contains("'=1+1") && texts_of(13).contains("'-A1"), "{:?}", texts_of(4));
    assert!(texts_of(0).contains("-0043-03-15/.."), "{:?}", texts_of(0));
}

/// The lines of a calendar, unfolded. Checks how they are written.
fn lines(calendar: &str) -> Vec<String> {
    assert!(calendar.ends_with("END:VCALENDAR\r\n"));
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{calendar}");
    calendar.replace("\r\n ", "").lines().map(str::to_owned).collect()
}

fn of<'a>(lines: &'a [String], name: &str) -> Vec<&'a str> {
    lines.iter().filter_map(|line| line.strip_prefix(name)).collect()
}

#[test]
fn a_calendar_keeps_to_its_rules() {
    let files = example();
    let mut calendars = 0;
    for path in files.keys().filter(|path| path.ends_with(".ics")) {
        calendars += 1;
        let lines = lines(text(&files, path));
        let data = json_of(&files, &path.replace(".ics", ".json"));
        let is_known =
            |event: &&Value| !event["edtf"].as_str().expect("a date").trim_start_matches(['.', '/']).starts_with('-');
        let events: Vec<_> = records(&data, "events").iter().filter(is_known).collect();
        let (ids, stamps) = (of(&lines, "UID:"), of(&lines, "DTSTAMP:"));
        assert_eq!(
            (ids.len(), stamps.len(), of(&lines, "BEGIN:VEVENT").len()),
            (events.len(), events.len(), events.len()),
            "{path}"
        );
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{path}");
        assert!(ids.iter().all(|id| id.starts_with("briefs/") && id.ends_with("@example.org")), "{ids:?}");
        assert!(stamps.iter().all(|stamp| stamp.len() == 16 && stamp.ends_with('Z')), "{stamps:?}");
        for (start, end) in of(&lines, "DTSTART").into_iter().zip(of(&lines, "DTEND")) {
            assert!(start < end && start.contains(";VALUE=DATE:") == end.contains(";VALUE=DATE:"), "{start} {end}");
        }
        let urls: Vec<_> = events.iter().map(|event| event["url"].as_str().expect("an address")).collect();
        assert_eq!(of(&lines, "URL:"), urls, "{path}");
    }
    assert!(calendars >= 5);
}

#[test]
fn what_is_known_to_a_month_spans_the_month_and_says_so() {
    let long = "Эй; a, b\\\\c ".repeat(12);
    let site = Site::small();
    with_events(
        &site,
        "a",
        &format!(
            "- {{when: \"2024-02~\", what: \"{}\", note: No day is given, state: planned}}\n\
             - {{when: \"2024-03-05T10:00+03:00\", what: At ten, id: ten, state: cancelled}}\n- {{when: \"2024-04-01/..\", what: Since}}\n\
             - {{when: \"-0043\", what: Before}}\n",
            long.trim_end()
        ),
    );
    let lines = lines(text(&built(&site), "stories/s/events.ics"));
    assert_eq!(of(&lines, "DTSTART"), [";VALUE=DATE:20240201", ":20240305T070000Z", ";VALUE=DATE:20240401"]);
    assert_eq!(of(&lines, "DTEND"), [";VALUE=DATE:20240301", ":20240305T070100Z", ";VALUE=DATE:20240402"]);
    assert_eq!(of(&lines, "STATUS:"), ["TENTATIVE", "CANCELLED", "CONFIRMED"]);
    assert_eq!(of(&lines, "DTSTAMP:"), ["20240201T000000Z"; 3]);
    assert_eq!(of(&lines, "NAME:"), ["S – Test"]);
    assert!(
        of(&lines, "DESCRIPTION:")[0]
            .starts_with("Around February 2024 (2024-02~)\\nplanned\\nNo day is given\\nA Paper\\nhttps://")
    );
    assert!(of(&lines, "SUMMARY:")[0].starts_with("Эй\\; a\\, b\\\\c"), "{:?}", of(&lines, "SUMMARY:"));
}

#[test]
fn a_large_set_is_cut_by_years_and_its_file_lists_the_parts() {
    let site = Site::small();
    for (name, year, count) in [("a", 2022, 2_000), ("b", 2023, 2_000), ("c", 2024, 1_003)] {
        let events = (0..count).fold(String::new(), |mut events, n| {
            let _ = writeln!(events, "- {{when: {year}-{:02}-{:02}, what: Event {n}}}", n / 28 % 12 + 1, n % 28 + 1);
            events
        });
        with_events(&site, name, &events);
    }
    let files = built(&site);
    check_schemas(&files);
    for folder in ["data/", "stories/s/"] {
        let list = json_of(&files, &format!("{folder}events.json"));
        assert_eq!(list["count"], 5_003);
        let parts: Vec<_> =
            list["parts"].as_array().expect("parts").iter().map(|it| (&it["part"], &it["count"])).collect();
        assert_eq!(
            parts,
            [(&json!("2022"), &json!(2_000)), (&json!("2023"), &json!(2_000)), (&json!("2024"), &json!(1_003))]
        );
        for part in list["parts"].as_array().expect("parts") {
            for kind in ["json", "csv", "ics"] {
                let path = part[kind].as_str().expect("an address").trim_start_matches("https://briefs.test/");
                assert!(files.contains_key(path), "{path}");
            }
        }
        let part = json_of(&files, &format!("{folder}events/2023.json"));
        assert!(
            records(&part, "events")
                .iter()
                .all(|event| event["from"].as_str().is_some_and(|from| from.starts_with("2023")))
        );
        assert_eq!((&part["part"], &part["count"]), (&json!("2023"), &json!(2_000)));
        assert_eq!(rows(text(&files, &format!("{folder}events/2024.csv"))).len(), 1_004);
        for kind in ["csv", "ics"] {
            assert!(!files.contains_key(&format!("{folder}events.{kind}")), "a file of all would have no bound");
        }
    }
    let page = text(&files, "data/index.html");
    assert!(page.contains("href=\"/data/events/2022.ics\"") && page.contains("href=\"/data/events.json\""));
}

#[test]
fn the_documentation_names_every_key_of_the_schemas() {
    let docs = std::fs::read_to_string(root().join("docs/exports.md")).expect("the page is there");
    for set in SETS {
        let path = root().join(format!("www/schemas/{set}.json"));
        let schema: Value = serde_json::from_slice(&std::fs::read(path).expect("a schema")).expect("JSON");
        for keys in [&schema["properties"], &schema["$defs"]["record"]["properties"]] {
            for key in keys.as_object().expect("keys").keys() {
                assert!(docs.contains(&format!("`{key}`")), "{set}: `{key}` is not in docs/exports.md");
            }
        }
    }
}
