//! What follows from an entity's kind: keys of phrases, and the type in structured data.

use crate::manuscript::EntityKind;

/// "Person".
pub(crate) fn name(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
    }
}

/// "Place: Mosul": in heads and lists, since a place and a topic may have one name.
pub(crate) fn titled(kind: &str, name: &str) -> String {
    format!("{kind}: {name}")
}

/// "About this person".
pub(crate) fn about(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "about_this_person",
        EntityKind::Organisation => "about_this_organisation",
        EntityKind::Place => "about_this_place",
    }
}

/// The heading of its statements.
pub(crate) fn statements(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "statements_of_person",
        EntityKind::Organisation => "statements_of_organisation",
        EntityKind::Place => "statements_of_place",
    }
}

/// The heading of the disputes that it has a side in.
pub(crate) fn disputes(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "disputes_of_person",
        EntityKind::Organisation | EntityKind::Place => "disputes_of",
    }
}

/// The type of schema.org.
pub(crate) fn schema(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::Organisation => "Organization",
        EntityKind::Place => "Place",
    }
}
