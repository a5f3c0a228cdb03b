//! The format as a JSON Schema (draft 7, which editors know), made from the tables that the parser reads by.
//!
//! It knows keys, forms and words. It takes every scalar where the format takes a text, since YAML reads `2024` as a
//! number and `true` as a truth value, and nothing where the format takes an empty value for an absent one. That a date
//! exists, or a slug that is referred to, `briefing check` alone can tell.

use crate::parse::{
    format::{
        BRIEF, CORRECTION, DISPUTE, ENTITY, EVENT, Field, Form, Format, Need, PAGE, Rule, SOURCE, STATEMENT, Short,
        UPDATE,
    },
    plain::{self, Json},
};

/// The schema of a brief's front matter, as a text that ends with a line break.
pub fn of_briefs() -> String {
    schema(&BRIEF, "Front matter of a brief", &[&SOURCE, &ENTITY, &EVENT, &STATEMENT, &DISPUTE, &UPDATE, &CORRECTION])
}

/// The schema of the front matter of a page, or of the text of a story.
pub fn of_pages() -> String {
    schema(&PAGE, "Front matter of a page, or of the text of a story", &[])
}

/// The fields of briefs as snippets of Visual Studio Code, which completes no front matter from a schema: each key with its
/// example, and an entry of each list of maps with what it needs.
pub fn snippets() -> String {
    let keys = BRIEF.fields.iter().map(|field| snippet(field.key, &body_of(field), field.says));
    let entries = ENTRIES.iter().map(|(format, says)| snippet(format.name, &body_of_entry(format), says));
    // A value of our own type, whose keys are texts, always has a form in JSON.
    serde_json::to_string_pretty(&Json::Map(keys.chain(entries).collect())).map(|text| text + "\n").unwrap_or_default()
}

const ENTRIES: [(&Format, &str); 7] = [
    (&SOURCE, "One of several sources."),
    (&ENTITY, "A person, an organisation or a place."),
    (&EVENT, "Something that happened."),
    (&STATEMENT, "A claim."),
    (&DISPUTE, "What parties disagree on."),
    (&UPDATE, "An addition to the brief."),
    (&CORRECTION, "A correction of the brief."),
];

fn snippet(name: &str, body: &str, says: &str) -> (String, Json) {
    let lines: Vec<&str> = body.lines().collect();
    let pairs = vec![
        pair("scope", text("markdown")),
        pair("prefix", text(name)),
        pair("body", texts(&lines)),
        pair("description", text(says)),
    ];
    (format!("briefing: {name}"), Json::Map(pairs))
}

fn body_of(field: &Field) -> String {
    format!("{}: {}", field.key, place(1, field))
}

/// The keys that an entry has to have, or the first set that will do.
fn body_of_entry(format: &Format) -> String {
    let of_rule: &[&str] = match format.rule {
        Rule::None => &[],
        Rule::Any(sets) => sets.first().copied().unwrap_or_default(),
        Rule::One(keys) => &keys[..1],
    };
    let is_needed = |field: &&Field| field.need == Need::Always || of_rule.contains(&field.key);
    let fields = format.fields.iter().filter(is_needed).enumerate();
    let lines: Vec<String> = fields.map(|(at, field)| format!("{}: {}", field.key, place(at + 1, field))).collect();
    format!("- {}", lines.join("\n  "))
}

/// Where the author types: over the example, or one of the words.
fn place(number: usize, field: &Field) -> String {
    if let Form::Words(words) = field.form {
        return format!("${{{number}|{}|}}", words().join(","));
    }
    let mut example = String::new();
    for c in field.example.chars() {
        if matches!(c, '$' | '}' | '\\') {
            example.push('\\');
        }
        example.push(c);
    }
    format!("${{{number}:{example}}}")
}

/// The types of a scalar: what YAML makes of its look counts for nothing.
const SCALAR: [&str; 3] = ["string", "number", "boolean"];

fn schema(root: &Format, title: &str, parts: &[&Format]) -> String {
    let mut pairs = vec![pair("$schema", text("http://json-schema.org/draft-07/schema#")), pair("title", text(title))];
    pairs.extend(map(root));
    if !parts.is_empty() {
        let definitions = parts.iter().map(|part| {
            let mut pairs = definition(part);
            allow_nothing(&mut pairs);
            pair(part.name, Json::Map(pairs))
        });
        pairs.push(pair("definitions", Json::Map(definitions.collect())));
    }
    // A value of our own type, whose keys are texts, always has a form in JSON.
    serde_json::to_string_pretty(&Json::Map(pairs)).map(|text| text + "\n").unwrap_or_default()
}

/// What stands in a list of such maps: a map, or its short form.
fn definition(format: &Format) -> Vec<(String, Json)> {
    match format.short {
        Short::None => map(format),
        Short::Text => {
            let mut pairs = map(format);
            pairs[0].1 = texts(&[&SCALAR[..], &["object"]].concat());
            pairs
        }
        Short::DateAndText => either(format, "^[0-9~?%\\[{/.Y-]"),
        Short::NameAndText => either(format, "."),
    }
}

/// A pair whose key has that form, or the map. Told apart by the keys, so that an editor says what is wrong with one and
/// not that none of both fits.
fn either(format: &Format, key: &str) -> Vec<(String, Json)> {
    let keys: Vec<&str> = format.fields.iter().map(|field| field.key).collect();
    let is_pair = [pair("maxProperties", number(1)), pair("propertyNames", one("not", one("enum", texts(&keys))))];
    let short = [
        pair("minProperties", number(1)),
        pair("propertyNames", one("pattern", text(key))),
        pair("additionalProperties", one("type", texts(&SCALAR))),
    ];
    vec![
        pair("type", text("object")),
        pair("if", Json::Map(is_pair.into())),
        pair("then", Json::Map(short.into())),
        pair("else", Json::Map(map(format))),
    ]
}

/// The map itself. Its type comes first.
fn map(format: &Format) -> Vec<(String, Json)> {
    let properties = format.fields.iter().map(|field| pair(field.key, property(field)));
    let mut pairs = vec![pair("type", text("object")), pair("properties", Json::Map(properties.collect()))];
    if format.has_free {
        pairs.push(pair("patternProperties", one("^x-", Json::Map(Vec::new()))));
    }
    pairs.push(pair("additionalProperties", Json::Bool(false)));
    let needed = |need: Need| -> Vec<&str> {
        format.fields.iter().filter(|field| field.need == need).map(|field| field.key).collect()
    };
    let (always, in_originals) = (needed(Need::Always), needed(Need::InOriginals));
    if !always.is_empty() {
        pairs.push(pair("required", texts(&always)));
    }
    if !in_originals.is_empty() {
        pairs.push(pair("if", required(&["translation_of"])));
        pairs.push(pair("else", required(&in_originals)));
    }
    match format.rule {
        Rule::None => {}
        Rule::Any(sets) => pairs.push(pair("anyOf", Json::List(sets.iter().map(|set| required(set)).collect()))),
        Rule::One(keys) => pairs.push(pair("oneOf", Json::List(keys.iter().map(|key| required(&[key])).collect()))),
    }
    pairs
}

fn property(field: &Field) -> Json {
    let mut pairs = form(&field.form);
    if field.need == Need::Never {
        allow_nothing(&mut pairs);
    }
    pairs.push(pair("description", text(field.says)));
    pairs.push(pair("examples", Json::List(plain::json(field.example).into_iter().collect())));
    Json::Map(pairs)
}

/// A form as the keywords that say it; `type` or `enum` comes first.
fn form(form: &Form) -> Vec<(String, Json)> {
    match form {
        Form::Text => vec![pair("type", texts(&SCALAR))],
        // The pattern says nothing of numbers: a slug may be a year.
        Form::Pattern(pattern) => vec![pair("type", texts(&["string", "number"])), pair("pattern", text(pattern))],
        Form::Words(words) => vec![pair("enum", texts(&words()))],
        Form::Flag => vec![pair("type", texts(&["boolean"]))],
        Form::Whole(least, most) => vec![
            pair("type", texts(&["integer"])),
            pair("minimum", number(i64::from(*least))),
            pair("maximum", number(i64::from(*most))),
        ],
        Form::Degrees(limit) => vec![
            pair("type", texts(&["number"])),
            pair("minimum", number(-i64::from(*limit))),
            pair("maximum", number(i64::from(*limit))),
        ],
        Form::Map(format) => definition(format),
        Form::List(item) => vec![pair("type", texts(&["array"])), pair("items", item_of(item))],
        Form::OneOrList(item) => one_or_list(item),
        Form::Positions => positions(),
    }
}

/// An entry of a list. An empty one is none.
fn item_of(item: &Form) -> Json {
    if let Form::Map(format) = item {
        return one("$ref", text(&format!("#/definitions/{}", format.name)));
    }
    let mut pairs = form(item);
    allow_nothing(&mut pairs);
    Json::Map(pairs)
}

/// Keywords that speak of lists say nothing of what is none, so one type with all of them will do for both.
fn one_or_list(item: &Form) -> Vec<(String, Json)> {
    let mut pairs = form(item);
    add_type(&mut pairs, "array");
    pairs.push(pair("items", item_of(item)));
    pairs
}

/// A map or a list of pairs, with two of them at least.
fn positions() -> Vec<(String, Json)> {
    let holds = one("type", texts(&SCALAR));
    let entry = [
        pair("type", text("object")),
        pair("minProperties", number(1)),
        pair("maxProperties", number(1)),
        pair("additionalProperties", holds.clone()),
    ];
    vec![
        pair("type", texts(&["object", "array"])),
        pair("minProperties", number(2)),
        pair("additionalProperties", holds),
        pair("minItems", number(2)),
        pair("items", Json::Map(entry.into())),
    ]
}

/// The same, or nothing.
fn allow_nothing(pairs: &mut [(String, Json)]) {
    match pairs.first_mut() {
        Some((key, Json::List(words))) if key == "enum" => words.push(Json::Null),
        _ => add_type(pairs, "null"),
    }
}

fn add_type(pairs: &mut [(String, Json)], name: &str) {
    if let Some((_, types)) = pairs.first_mut() {
        *types = match std::mem::replace(types, Json::Null) {
            Json::List(mut types) => {
                types.push(text(name));
                Json::List(types)
            }
            other => Json::List(vec![other, text(name)]),
        };
    }
}

fn required(keys: &[&str]) -> Json {
    one("required", texts(keys))
}

fn one(key: &str, value: Json) -> Json {
    Json::Map(vec![pair(key, value)])
}

fn pair(key: &str, value: Json) -> (String, Json) {
    (key.to_owned(), value)
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn texts(texts: &[&str]) -> Json {
    Json::List(texts.iter().map(|word| text(word)).collect())
}

fn number(number: i64) -> Json {
    Json::Number(number.into())
}

#[cfg(test)]
mod tests;
