//! Front matter as programs see it that know YAML and not the format: numbers, truth values and texts, told apart by
//! their look as the core schema of YAML 1.2 has it (§ 10.3.2). The examples of the format are read by it, and the tests
//! hold briefs against the schema.

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Number;

use super::{
    notes::Notes,
    yaml::{self, Kind, Node},
};
use crate::{diagnostic::Span, site_path::SitePath, source::TextFile};

/// A value of JSON whose maps keep their order, whatever other crates make of those of `serde_json`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// Keys and values, as they are to be written.
    Map(Vec<(String, Json)>),
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => serializer.serialize_unit(),
            Json::Bool(flag) => serializer.serialize_bool(*flag),
            Json::Number(number) => number.serialize(serializer),
            Json::Text(text) => serializer.serialize_str(text),
            Json::List(list) => list.serialize(serializer),
            Json::Map(pairs) => {
                let mut map = serializer.serialize_map(Some(pairs.len()))?;
                pairs.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
                map.end()
            }
        }
    }
}

/// A YAML text as JSON; `None` for what is no YAML.
pub(crate) fn json(yaml: &str) -> Option<Json> {
    let file = TextFile { path: SitePath::new("front-matter")?, text: yaml.to_owned() };
    let root = yaml::tree(&file.text, &Span::from, &mut Notes::new(&file)).ok()?;
    Some(value(&root))
}

fn value(node: &Node<'_>) -> Json {
    match &node.kind {
        Kind::Empty => Json::Null,
        Kind::Text(text) if node.style.plain => plain(text),
        Kind::Text(text) => Json::Text(text.to_string()),
        Kind::List(items) => Json::List(items.iter().map(value).collect()),
        Kind::Map(pairs) => Json::Map(pairs.iter().map(|pair| (pair.key.to_string(), value(&pair.value))).collect()),
    }
}

fn plain(text: &str) -> Json {
    match text {
        "null" | "Null" | "NULL" | "~" => return Json::Null,
        "true" | "True" | "TRUE" => return Json::Bool(true),
        "false" | "False" | "FALSE" => return Json::Bool(false),
        _ => {}
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let looks = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && unsigned.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '-' | '+'));
    let number = text.parse().ok().map(|whole: i64| Number::from(whole));
    let number = number.or_else(|| text.parse().ok().and_then(Number::from_f64)).filter(|_| looks);
    number.map_or_else(|| Json::Text(text.to_owned()), Json::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_told_apart_as_yaml_does() {
        let check = |yaml: &str, expected: &str| {
            let found = serde_json::to_string(&json(yaml).expect("it is YAML")).expect("it is JSON");
            assert_eq!(found, expected, "{yaml}");
        };
        check("a: 2024", "{\"a\":2024}");
        check("a: '2024'", "{\"a\":\"2024\"}");
        check("{b: 2024-01, a: 36.19, c: -1, d: 1e3}", "{\"b\":\"2024-01\",\"a\":36.19,\"c\":-1,\"d\":1000.0}");
        check("[yes, true, ~, inf, '', 201X, .., 1-2]", "[\"yes\",true,null,\"inf\",null,\"201X\",\"..\",\"1-2\"]");
        check("a:", "{\"a\":null}");
        assert_eq!(json("a: ["), None);
    }
}
