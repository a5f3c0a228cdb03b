//! Statements and disputes of one brief.

use std::collections::HashMap;

use crate::{
    manuscript::{self, EventState},
    slug::Slug,
};

use super::{
    BriefEvent, Dispute, Mention, Name, Statement,
    ids::EntityId,
    resolver::{Resolver, SourcePlaces},
    slugs::{Slugs, slug_of},
};

/// The statements of a brief; of a translation without any, those of the original.
pub(super) fn statements(
    resolver: &mut Resolver<'_>,
    written: Vec<manuscript::Statement>,
    sources: &SourcePlaces,
    events: &[BriefEvent],
    mentions: &[Mention],
) -> Vec<Statement> {
    let roles = Roles::new(mentions);
    if let (true, Some(original)) = (written.is_empty(), resolver.original) {
        let places = event_places(&original.events, events);
        return original.statements.iter().map(|base| inherited(resolver, base, (sources, &roles), &places)).collect();
    }
    let ids = places_of_ids(events);
    let statement = |statement: manuscript::Statement| {
        let who = resolver.listed_name(&statement.who);
        Statement {
            role: roles.of(&who),
            who,
            on_behalf_of: statement.on_behalf_of.map(|name| resolver.listed_name(&name)),
            words: statement.words,
            when: statement.when.map(|when| when.value),
            place: statement.place.map(|name| resolver.place(&name)),
            sources: resolver.sources(&statement.sources, sources),
            about: statement.about.and_then(|id| resolver.event(&id, &ids)),
        }
    };
    written.into_iter().map(statement).collect()
}

/// The roles that the brief's lists give, by entity, and by name for those without a page.
struct Roles<'a> {
    of_entity: HashMap<EntityId, &'a str>,
    of_name: HashMap<&'a str, &'a str>,
}

impl<'a> Roles<'a> {
    fn new(mentions: &'a [Mention]) -> Roles<'a> {
        let mut roles = Roles { of_entity: HashMap::new(), of_name: HashMap::new() };
        for mention in mentions {
            let Some(role) = &mention.role else { continue };
            if let Some(entity) = mention.entity {
                roles.of_entity.entry(entity).or_insert(role);
            }
            roles.of_name.entry(&mention.name).or_insert(role);
        }
        roles
    }

    /// The role of a speaker.
    fn of(&self, who: &Name) -> Option<String> {
        let role = match who.entity {
            Some(entity) => self.of_entity.get(&entity),
            None => self.of_name.get(who.text.as_str()),
        };
        role.map(|role| (*role).to_owned())
    }
}

fn inherited(
    resolver: &Resolver<'_>,
    base: &Statement,
    (sources, roles): (&SourcePlaces, &Roles<'_>),
    places: &[Option<usize>],
) -> Statement {
    let who = resolver.inherited_name(&base.who);
    Statement {
        role: roles.of(&who).or_else(|| base.role.clone()),
        who,
        on_behalf_of: base.on_behalf_of.as_ref().map(|name| resolver.inherited_name(name)),
        place: base.place.as_ref().map(|name| resolver.inherited_name(name)),
        sources: resolver.inherited_sources(&base.sources, sources),
        about: base.about.and_then(|at| places[at]),
        ..base.clone()
    }
}

/// Where each event of the original is in the list of the translation.
fn event_places(of_original: &[BriefEvent], events: &[BriefEvent]) -> Vec<Option<usize>> {
    let places = places_of_ids(events);
    of_original.iter().map(|base| places.get(&base.id).copied()).collect()
}

/// The place of each event, by its id; of two with one id, which is a mistake, the first.
fn places_of_ids(events: &[BriefEvent]) -> HashMap<Slug, usize> {
    let mut places = HashMap::with_capacity(events.len());
    for (at, event) in events.iter().enumerate() {
        places.entry(event.id.clone()).or_insert(at);
    }
    places
}

/// The disputes of a brief; of a translation without any, those of the original. Open ones mark their events.
pub(super) fn disputes(
    resolver: &mut Resolver<'_>,
    written: Vec<manuscript::Dispute>,
    events: &mut [BriefEvent],
) -> Vec<Dispute> {
    let disputes: Vec<_> = match resolver.original {
        Some(original) if written.is_empty() => {
            let places = event_places(&original.events, events);
            original.disputes.iter().map(|base| inherited_dispute(resolver, base, &places)).collect()
        }
        _ => own_disputes(resolver, written, events),
    };
    for dispute in disputes.iter().filter(|dispute| dispute.settled_by.is_none()) {
        dispute.events.iter().for_each(|&at| events[at].state = EventState::Disputed);
    }
    disputes
}

fn own_disputes(resolver: &mut Resolver<'_>, written: Vec<manuscript::Dispute>, events: &[BriefEvent]) -> Vec<Dispute> {
    let ids = places_of_ids(events);
    let mut slugs = Slugs::default();
    let dispute = |dispute: manuscript::Dispute| {
        let positions = dispute.positions.into_iter();
        Dispute {
            id: slugs.give(slug_of(&dispute.about, "dispute")),
            about: dispute.about,
            positions: positions.map(|position| (resolver.listed_name(&position.party), position.holds)).collect(),
            events: dispute.events.iter().filter_map(|id| resolver.event(id, &ids)).collect(),
            settled_by: dispute.settled_by,
        }
    };
    written.into_iter().map(dispute).collect()
}

fn inherited_dispute(resolver: &Resolver<'_>, base: &Dispute, places: &[Option<usize>]) -> Dispute {
    let positions = base.positions.iter();
    Dispute {
        positions: positions.map(|(party, holds)| (resolver.inherited_name(party), holds.clone())).collect(),
        events: base.events.iter().filter_map(|&at| places[at]).collect(),
        ..base.clone()
    }
}

#[cfg(test)]
mod tests {
    use crate::{manuscript::EventState, model::testing::draft};

    const FRONT: &str = "\
people: [{name: Sabrina Singh, role: Deputy, of: Pentagon}]
organisations: [{name: US Department of Defense, aka: [Pentagon]}]
events:
  - {id: later, when: 2024, what: Later, state: confirmed}
  - {id: early, when: 2023, what: Early, state: planned}
";

    #[test]
    fn statements_refer_to_entities_and_events() {
        let front = format!(
            "{FRONT}statements:\n  - {{who: Sabrina Singh, for: Pentagon, quote: No, about: later, when: 2024, where: Cairo}}\n  - Someone: Yes\n"
        );
        let made = draft().brief("a", &front, "").model();
        let said = made.said();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].starts_with("past-plan") && said[1].starts_with("unlisted-name a <Someone>"), "{said:?}");
        let [first, second] = &made.brief("a").statements[..] else { panic!("two statements") };
        assert_eq!((first.role.as_deref(), first.about), (Some("Deputy"), Some(1)));
        assert_eq!(first.on_behalf_of.as_ref().and_then(|name| name.entity), made.brief("a").entities[1].entity);
        assert_eq!((second.who.text.as_str(), second.who.entity, second.about), ("Someone", None, None));
        assert_eq!(made.entity("cairo").briefs.len(), 1);
        assert_eq!(made.entity("sabrina-singh").statements.len(), 1);
        assert_eq!(made.entity("us-department-of-defense").statements.len(), 1);
        let role = made.entity("sabrina-singh").role.clone().expect("a role");
        assert_eq!(role.1.expect("a body").entity, made.brief("a").entities[1].entity);
    }

    #[test]
    fn an_open_dispute_marks_its_events_and_a_settled_one_does_not() {
        let check = |state: &str, expected: EventState| {
            let positions = "positions: [{Sabrina Singh: a}, {Pentagon: b}]";
            let front = format!("{FRONT}disputes: [{{about: Why, events: [later], {positions}{state}}}]");
            let made = draft().brief("a", &front, "").model();
            assert_eq!(made.brief("a").events[1].state, expected);
            assert_eq!(made.site.events[1].states, [expected]);
            assert_eq!(made.entity("us-department-of-defense").disputes.len(), 1);
        };
        check("", EventState::Disputed);
        check(", state: settled, settled_by: A court", EventState::Confirmed);
    }

    #[test]
    fn unknown_events_are_told_of_and_dispute_ids_differ() {
        let positions = "positions: [{Sabrina Singh: a}, {Pentagon: b}]";
        let disputes = format!("disputes: [{{about: Why?, {positions}, events: [latr]}}, {{about: Why, {positions}}}]");
        let front = format!("{FRONT}statements: [{{who: Pentagon, says: X, about: nothing}}]\n{disputes}");
        let made = draft().brief("a", &front, "").model();
        let said = made.said();
        assert_eq!(said[1], "unknown-event a <nothing> no event of the brief has the id `nothing`");
        assert_eq!(said[2], "unknown-event a <latr> no event of the brief has the id `latr` | did you mean `later`?");
        let ids: Vec<_> = made.brief("a").disputes.iter().map(|dispute| dispute.id.as_str()).collect();
        assert_eq!(ids, ["why", "why-2"]);
    }
}
