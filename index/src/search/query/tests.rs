use super::*;

/// Required words are marked `+`, forbidden ones `-`, those of a forbidden phrase `~`, joined ones `=`, an open one `…`; then come
/// phrases, filters, days and what is not understood.
#[track_caller]
fn check(text: &str, expected: &str) {
    let query = Query::of(text);
    let mut shown: Vec<String> = Vec::new();
    for word in &query.words {
        let sign = match word {
            Word { is_joined: true, clause: 0, .. } => "=",
            Word { clause: 0, .. } => "",
            Word { clause, .. } if query.must & clause != 0 => "+",
            Word { clause, .. } if query.must_not & clause != 0 => "-",
            _ => "~",
        };
        shown.push(format!("{sign}{}{}", word.text, if word.is_open { "…" } else { "" }));
    }
    for phrase in &query.phrases {
        let open = if phrase.is_open { "…" } else { "" };
        shown.push(format!("{}\"{}{open}\"", if phrase.is_wanted { "" } else { "-" }, phrase.words.join(" ")));
    }
    for filter in &query.filters {
        let sign = if query.must & filter.clause != 0 { "" } else { "-" };
        let form = filter.key.as_ref().map_or(filter.form.clone(), |key| format!("{}={key}", &filter.form[..2]));
        shown.push(format!("{sign}{form}{}", if filter.is_open { "…" } else { "" }));
    }
    if query.days != (i64::MIN, i64::MAX) {
        shown.push(
            format!("{}..{}", query.days.0, query.days.1)
                .replace(&i64::MIN.to_string(), "")
                .replace(&i64::MAX.to_string(), ""),
        );
    }
    if query.is_newest {
        shown.push("newest".to_owned());
    }
    shown.extend(query.unread.iter().map(|text| format!("?{text}")));
    assert_eq!(shown.join(" "), expected, "{text}");
}

#[test]
fn words_are_taken_apart() {
    check("", "");
    check("Coalition", "coalition…");
    check("coalition ", "coalition");
    check("talks talks in", "talks in…");
    check("al-Sudani", "sudani… =alsudani…");
    check("-iran us", "-iran us…");
    check("-al-Maliki x", "-almaliki x…");
    check("- iran", "iran…");
    check(&"a ".repeat(100), "a");
    assert_eq!(Query::of(&(0..200).map(|n| format!("w{n} ")).collect::<String>()).words.len(), MOST);
}

#[test]
fn phrases_are_taken_apart() {
    check("\"air strike\" mosul", "+air +strike mosul… \"air strike\"");
    check("\"air strike", "+air +strike… \"air strike…\"");
    check("“air strike” x", "+air +strike x… \"air strike\"");
    check("«air strike» ", "+air +strike \"air strike\"");
    check("\"coalition\" talks", "+coalition talks…");
    check("-\"air strike\" mosul", "~air ~strike mosul… -\"air strike\"");
    check("-\"strike\" mosul", "-strike mosul…");
    check("\"al-Sudani\" ", "+al +sudani \"al sudani\"");
    check("air \"air strike\"", "air +air +strike \"air strike\"");
    check("\"\" x", "x…");
}

#[test]
fn fields_are_taken_apart() {
    check("topic:oil ", ":toil");
    check("topic:oil", ":toil…");
    check("person:\"Mohammed al-Sudani\" x", "x… :pmohammed :psudani");
    check("-org:NATO ", "-:onato");
    check("topic:=oil-exports topic:=gas ", ":t=oil-exports :t=gas");
    check("is:corrected lang:ar", ":icorrected :gar…");
    check("topic:", "");
    check("topic: ", "?topic:");
    check("colour:red x", "colour red x…");
    check("http://a.b", "http ab…");
    let query = Query::of("topic:=a topic:=b source:=c");
    assert_eq!((query.filters[0].clause, query.filters[1].clause, query.filters[2].clause, query.must), (1, 1, 2, 3));
}

#[test]
fn days_are_taken_apart() {
    check("before:1970-01-11 ", "..9");
    check("after:1970 ", "365..");
    check("on:1970-01", "0..30");
    check("after:1970-01-01 before:1970-01-11 talks ", "talks 1..9");
    check("before:soon x", "x… ?before:soon");
    check("before:20", "");
    check("sort:newest x", "x… newest");
}

#[test]
fn more_clauses_than_bits_are_left_out() {
    let text: String = (0..40).map(|n| format!("\"w{n}\" ")).collect();
    let query = Query::of(&text);
    assert_eq!((query.must, query.words.len()), (u32::MAX, 40));
    assert_eq!(query.words[35].clause, 0);
}
