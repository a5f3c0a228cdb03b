//! `people`, `organisations` and `places`.

use super::{
    fields::{Fields, line, list_of_names, map},
    format::{self, ENTITY},
    notes::Notes,
    source::names,
    values::{degrees, identifier, lang},
    yaml::{Kind, Node},
};
use crate::{
    diagnostic::{At, Code},
    manuscript::{EntityKind, EntityMention},
};

const LISTS: [(&str, EntityKind); 3] =
    [("people", EntityKind::Person), ("organisations", EntityKind::Organisation), ("places", EntityKind::Place)];

/// All entities that the brief lists, in the order written.
pub(super) fn entities(fields: &mut Fields<'_, '_>, notes: &mut Notes<'_>) -> Vec<EntityMention> {
    let mut entities: Vec<EntityMention> = Vec::new();
    for (key, kind) in LISTS {
        if let Some(node) = fields.take(key, notes) {
            entities.extend(list_of_names(key, node, notes, |node, notes| entity(key, kind, node, notes)));
        }
    }
    entities.shrink_to_fit();
    entities.sort_by_key(|entity| entity.name.at);
    entities
}

fn entity(key: &str, kind: EntityKind, node: &Node<'_>, notes: &mut Notes<'_>) -> Option<EntityMention> {
    let is_pair_of_words = super::fields::only_pair(node).is_some_and(|pair| !KEYS.contains(&pair.key.as_ref()));
    if matches!(node.kind, Kind::Text(_)) || is_pair_of_words {
        return line(key, node, notes).map(|name| named(kind, name));
    }
    let mut fields = map(&ENTITY, &format!("an entry of `{key}`"), "{name: …}", node, notes)?;
    let name = fields.require("name", "add `name: …`", notes).and_then(|node| line("name", node, notes));
    let mut entity = named(kind, name.clone().unwrap_or(At::new(String::new(), node.at)));
    let f = &mut fields;
    entity.id = f.take("id", notes).and_then(|node| identifier("id", node, notes));
    entity.aka = names("aka", f, notes);
    entity.role = f.take("role", notes).and_then(|node| line("role", node, notes)).map(|at| at.value);
    entity.of = f.take("of", notes).and_then(|node| line("of", node, notes)).map(|at| at.value);
    entity.lang = f.take("lang", notes).and_then(|node| lang("lang", node, notes)).map(|at| at.value);
    (entity.lat, entity.lon) = place(f, notes);
    fields.finish(notes);
    name.map(|_| entity)
}

const KEYS: &[&str] = &format::keys::<8>(&ENTITY);

fn place(fields: &mut Fields<'_, '_>, notes: &mut Notes<'_>) -> (Option<f64>, Option<f64>) {
    let (lat, lon) = (fields.take("lat", notes), fields.take("lon", notes));
    if let (Some(node), None) | (None, Some(node)) = (lat, lon) {
        let (there, missing) = if lat.is_some() { ("lat", "lon") } else { ("lon", "lat") };
        let message = format!("`{there}` is given without `{missing}`");
        notes.push(notes.at(Code::MissingField, node.at, message).label("half of a place on the map"));
    }
    let lat = lat.and_then(|node| degrees("lat", node, 90.0, notes));
    let lon = lon.and_then(|node| degrees("lon", node, 180.0, notes));
    (lat, lon)
}

fn named(kind: EntityKind, name: At<String>) -> EntityMention {
    EntityMention { kind, name, id: None, aka: Vec::new(), role: None, of: None, lang: None, lat: None, lon: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::testing::{said, values};

    fn check(text: &str, expected: &str, notes_expected: &[&str]) {
        let (entities, found) = values(text, |notes, fields| entities(fields, notes));
        let shown = entities.iter().map(|entity| {
            let kind = ["person", "organisation", "place"][entity.kind as usize];
            let aka: Vec<_> = entity.aka.iter().map(|name| name.value.as_str()).collect();
            format!(
                "{kind} {}{}",
                entity.name.value,
                if aka.is_empty() { String::new() } else { format!(" ({})", aka.join(", ")) }
            )
        });
        assert_eq!(shown.collect::<Vec<_>>().join("; "), expected, "{text}");
        assert_eq!(said(&found), notes_expected, "{text}");
    }

    #[test]
    fn entities_are_texts_or_maps_in_the_order_written() {
        check(
            "places: [Iraq]\npeople:\n  - Sabrina Singh\n  - name: B\n    aka: C\n    role: R\n    of: O\n",
            "place Iraq; person Sabrina Singh; person B (C)",
            &[],
        );
        check("organisations:\n- {name: D, aka: [E, F], id: \"wikidata:Q1\", lang: en}", "organisation D (E, F)", &[]);
        check("places: [{name: Erbil, lat: 36.19, lon: 44.01}]", "place Erbil", &[]);
    }

    #[test]
    fn mistakes_are_told() {
        check("people: Sabrina Singh", "", &["wrong-type 9..22 write `people: [Sabrina Singh]`"]);
        check("people:\n- {role: R}", "", &["missing-field 3..12 add `name: …`"]);
        check("places: [{name: A, lat: 91, lon: 0}]", "place A", &["bad-number 25..27"]);
        check("places: [{name: A, lat: 9}]", "place A", &["missing-field 25..26"]);
        check("people:\n- Note: he left", "", &["unquoted-colon 7..8 put quotes around it: `- \"Note: he left\"`"]);
        check(
            "people:\n- nam: A\n  role: B",
            "",
            &["missing-field 3..9 add `name: …`", "unknown-key 3..6 did you mean `name`?"],
        );
    }
}
