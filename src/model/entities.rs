//! People, organisations and places: which names are one entity, and what it is called.

use std::{cmp::Reverse, collections::HashMap};

use crate::{lang::Lang, manuscript::EntityKind, slug::Slug};

use super::{
    Entity,
    ids::EntityId,
    names::{Gathered, KINDS},
    slugs::{Slugs, slug_of},
    spelling::name_key,
    versions::Versions,
};

/// All entities that briefs which are not withdrawn name.
#[derive(Debug, Default)]
pub(super) struct Entities {
    /// By kind, then slug. Their lists are still empty.
    pub(super) list: Vec<Entity>,
    /// The number of each name, by kind.
    numbers: [HashMap<String, u32>; 3],
    /// The entity of each name.
    of_name: Vec<EntityId>,
}

impl Entities {
    /// The entity of that kind with that name.
    pub(super) fn find(&self, kind: EntityKind, name: &str) -> Option<EntityId> {
        let number = self.numbers[kind as usize].get(name_key(name).as_ref())?;
        Some(self.of_name[*number as usize])
    }

    /// All names of one kind, or of all kinds, in no order.
    pub(super) fn names(&self, kind: Option<EntityKind>) -> impl Iterator<Item = &str> {
        let wanted = KINDS.into_iter().filter(move |one| kind.is_none_or(|kind| kind == *one));
        wanted.flat_map(|kind| self.numbers[kind as usize].keys().map(String::as_str))
    }
}

impl Gathered {
    /// Names of one entity together, with the order of its first use; entities in that order.
    fn entities(&mut self) -> Vec<Vec<usize>> {
        let mut by_age: Vec<_> = (0..self.names.len()).collect();
        by_age.sort_by_key(|&number| self.names[number].age);
        let mut place = vec![None; by_age.len()];
        let mut entities: Vec<Vec<usize>> = Vec::new();
        for number in by_age {
            let root = self.union.root(number);
            let at = *place[root].get_or_insert_with(|| {
                entities.push(Vec::new());
                entities.len() - 1
            });
            entities[at].push(number);
        }
        entities
    }

    /// Settles names, slugs and order of all entities.
    pub(super) fn settle(mut self, versions: &Versions, lang: &Lang) -> Entities {
        let entities = self.entities();
        let mut slugs: [Slugs; 3] = Default::default();
        let mut ids: Vec<Vec<String>> = vec![Vec::new(); self.names.len()];
        std::mem::take(&mut self.ids).into_iter().for_each(|id| ids[id.name].push(id.id));
        let settled = entities.into_iter().map(|numbers| {
            let kind = self.names[numbers[0]].kind;
            let (name, other_names) = self.name_of(&numbers, lang);
            let slug = slugs[kind as usize].give(slug_of(&name, plain_word(kind)));
            let mut ids: Vec<_> = numbers.iter().flat_map(|&number| std::mem::take(&mut ids[number])).collect();
            ids.sort();
            ids.dedup();
            (unlisted(kind, slug, name, other_names, ids), numbers)
        });
        let mut settled: Vec<_> = settled.collect();
        settled.sort_by(|(a, _), (b, _)| (a.kind, &a.slug).cmp(&(b.kind, &b.slug)));
        let mut of_name = vec![EntityId(0); self.names.len()];
        for (at, (_, numbers)) in settled.iter().enumerate() {
            numbers.iter().for_each(|&number| of_name[number] = EntityId::at(at));
        }
        let list = settled.into_iter().map(|(entity, _)| entity).collect();
        let mut entities = Entities { list, numbers: self.numbers, of_name };
        entities.locate(versions);
        entities
    }

    /// The name that is shown: the commonest one in the site's language, else the commonest. And all others.
    fn name_of(&self, numbers: &[usize], lang: &Lang) -> (String, Vec<(Option<Lang>, String)>) {
        let names = || numbers.iter().map(|&number| &self.names[number]);
        // Of equals the first: `min` gives that one, `max` would give the last.
        let best = names().min_by_key(|name| (Reverse(name.uses_in(lang)), Reverse(name.uses_in_all()), name.age));
        let shown = best.map(|name| name.name.clone()).unwrap_or_default();
        let mut others: Vec<_> =
            names().filter(|name| name.name != shown).map(|name| (name.lang().cloned(), name.name.clone())).collect();
        others.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
        (shown, others)
    }
}

impl Entities {
    /// Gives entities the place that the newest brief gives them.
    fn locate(&mut self, versions: &Versions) {
        for version in versions.by_age.iter().map(|id| &versions.list[id.index()]).filter(|v| !v.is_withdrawn()) {
            for mention in &version.manuscript.entities {
                if let (Some(lat), Some(lon)) = (mention.lat, mention.lon)
                    && let Some(entity) = self.find(mention.kind, &mention.name.value)
                {
                    self.list[entity.index()].coordinates = Some((lat, lon));
                }
            }
        }
    }
}

/// An entity whose lists are still empty.
fn unlisted(
    kind: EntityKind,
    slug: Slug,
    name: String,
    other_names: Vec<(Option<Lang>, String)>,
    ids: Vec<String>,
) -> Entity {
    let (role, coordinates) = (None, None);
    let (briefs, events, statements, disputes) = Default::default();
    Entity { kind, slug, name, other_names, ids, role, coordinates, briefs, events, statements, disputes }
}

/// The slug of a name without letters.
fn plain_word(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
    }
}

#[cfg(test)]
mod tests {
    use crate::model::testing::{Draft, Modelled, draft};

    /// Briefs `a`, `b`, … of one day after another.
    fn briefs(fronts: &[&str]) -> Draft {
        ('a'..).zip(1..).zip(fronts).fold(draft(), |draft, ((slug, day), front)| {
            draft.brief(&slug.to_string(), &format!("date: 2024-01-{day:02}\n{front}"), "")
        })
    }

    /// Each entity as its slug, name and other names.
    fn entities(made: &Modelled) -> Vec<String> {
        let entity = |entity: &super::Entity| {
            let others = entity.other_names.iter().map(|(lang, name)| {
                lang.as_ref().map_or_else(|| format!(" | {name}"), |lang| format!(" | {name} ({lang})"))
            });
            format!("{}: {}{}", entity.slug, entity.name, others.collect::<String>())
        };
        made.site.entities.iter().map(entity).collect()
    }

    #[track_caller]
    fn check(fronts: &[&str], expected: &[&str]) {
        assert_eq!(entities(&briefs(fronts).model().says(&[])), expected);
    }

    #[test]
    fn one_name_is_one_entity_and_so_is_an_aka() {
        check(&["people: [Ann, Bob]", "people: [Ann]"], &["ann: Ann", "bob: Bob"]);
        check(
            &[
                "organisations: [US Department of Defense]",
                "organisations: [{name: DoD, aka: [US Department of Defense, Pentagon]}]",
            ],
            &["us-department-of-defense: US Department of Defense | DoD (en) | Pentagon"],
        );
        check(
            &["people: [A1]", "people: [{name: B1, aka: [C1]}]", "people: [{name: A1, aka: [C1]}]"],
            &["a1: A1 | B1 (en) | C1"],
        );
        check(&["people: [Georgia]", "places: [Georgia]"], &["georgia: Georgia", "georgia: Georgia"]);
        check(&["people: [Cafe\u{301}]", "people: [' Café ']"], &["café: Café"]);
    }

    #[test]
    fn the_commonest_name_is_shown_in_the_sites_language_first() {
        check(&["people: [{name: X1, aka: [Y1]}]", "people: [Y1]", "people: [Y1]"], &["y1: Y1 | X1 (en)"]);
        let arabic = "lang: ar\npeople: [{name: عمر, id: wikidata:Q1}]";
        check(&[arabic, arabic, "people: [{name: Omar, id: wikidata:Q1}]"], &["omar: Omar | عمر (ar)"]);
        check(&["people: [{name: عمر, lang: ar, aka: [Omar]}]", "people: [Omar]"], &["omar: Omar | عمر (ar)"]);
        check(&[arabic, arabic], &["عمر: عمر"]);
    }

    #[test]
    fn of_two_entities_with_one_slug_the_older_keeps_it() {
        let made = briefs(&["people: [Al-Sudani]", "people: [al sudani]", "people: [Al.Sudani]"]).model();
        assert_eq!(entities(&made), ["al-sudani: Al-Sudani", "al-sudani-2: al sudani", "al-sudani-3: Al.Sudani"]);
        check(&["people: ['?!']"], &["person: ?!"]);
    }

    #[test]
    fn an_unknown_name_in_where_becomes_a_place() {
        let event = |place: &str| format!("events: [{{when: 2024, what: X, where: {place}}}]");
        let made = briefs(&[&event("[Erbil, Erbil]")]).model().says(&[]);
        let names: Vec<_> = made.brief("a").entities.iter().map(|mention| mention.name.as_str()).collect();
        assert_eq!((names, made.entity("erbil").events.len()), (vec!["Erbil"], 1));
        let made = briefs(&["people: [Ann, {name: Anna, aka: [Ann], role: R}]"]).model().says(&[]);
        let [ann] = &made.brief("a").entities[..] else { panic!("one entity") };
        assert_eq!((ann.name.as_str(), ann.role.as_deref()), ("Ann", Some("R")));
        check(&[&format!("organisations: [Parliament]\n{}", event("Parliament"))], &["parliament: Parliament"]);
        check(
            &[
                &format!("organisations: [House]\n{}", event("Parliament")),
                "organisations: [{name: House, aka: [Parliament]}]",
            ],
            &["house: House | Parliament"],
        );
        check(
            &["organisations: [Parliament]", &event("Parliament")],
            &["parliament: Parliament", "parliament: Parliament"],
        );
        check(
            &["places: [{name: Iraq, aka: [Republic of Iraq]}]", &event("Republic of Iraq")],
            &["iraq: Iraq | Republic of Iraq (en)"],
        );
    }

    #[test]
    fn an_unknown_name_elsewhere_stays_text() {
        let front = "\
people: [Sabrina Singh]
events: [{when: 2024, what: X, who: [Sabrina Sing, sabrina singh, Sabrina Singh]}]
statements: [{who: Militia, for: Militia, says: X}]
disputes: [{about: X, positions: [{Militia: a}, {US: b}]}]
";
        let made = briefs(&[front, "places: [US]"]).model().says(&[
            "unlisted-name a <Sabrina Sing> `Sabrina Sing` is not among the brief's people, organisations and places | did you mean `Sabrina Singh`?",
            "unlisted-name a <sabrina singh> `sabrina singh` is not among the brief's people, organisations and places | write it as it is listed: `Sabrina Singh`",
            "unlisted-name a <Militia> `Militia` is not among the brief's people, organisations and places | list it there, if it is to have a page and a link",
            "unlisted-name a <US> `US` is not among the brief's people, organisations and places | list it there, if it is to have a page and a link",
        ]);
        assert_eq!(made.brief("a").disputes[0].positions[1].0.entity, None);
    }

    #[test]
    fn a_name_of_another_brief_is_listed_where_its_entity_is() {
        let front = "organisations: [DoD]\nstatements: [{who: Pentagon, says: X}]";
        let made = briefs(&["organisations: [{name: DoD, aka: [Pentagon]}]", front]).model().says(&[]);
        assert_eq!(made.brief("b").statements[0].who.entity, made.brief("a").entities[0].entity);
    }

    #[test]
    fn an_entity_has_all_that_briefs_say_of_it() {
        let made = briefs(&[
            "places: [{name: Erbil, lat: 36.1, lon: 44}]\npeople: [{name: Ann, role: Old, id: wikidata:Q1}]",
            "places: [{name: Erbil, lat: 36.2, lon: 44.1}]\npeople: [{name: Ann, role: New, id: wikidata:Q1}]",
            "people: [{name: Anna, aka: [Ann], id: viaf:1}]\nplaces: [Erbil]",
        ]);
        let made = made.model().says(&[]);
        let ann = made.entity("ann");
        assert_eq!(
            (ann.ids.join(" "), ann.role.clone()),
            ("viaf:1 wikidata:Q1".to_owned(), Some(("New".to_owned(), None)))
        );
        assert_eq!(made.slugs(&ann.briefs), "c b a");
        assert_eq!(made.entity("erbil").coordinates, Some((36.2, 44.1)));
    }

    #[test]
    fn what_only_withdrawn_briefs_name_has_no_page() {
        let front = "\
status: withdrawn
story: gone
topics: [Gone]
people: [{name: Gone, aka: [Lost]}, Here]
events: [{when: 2024, what: X, who: [Lost, Here], where: [Gone, Nowhere], same_as: b#y}]
related: [b]
";
        let other = "people: [Here]\nrelated: [a]\nevents: [{when: 2024, what: Y, same_as: a#x}]";
        let made = briefs(&[front, other]).model().says(&[]);
        let site = &made.site;
        assert_eq!((site.stories.len(), site.topics.len(), entities(&made)), (0, 0, vec!["here: Here".to_owned()]));
        assert_eq!((made.slugs(&site.items), made.marks()), ("b".to_owned(), vec!["b#y".to_owned()]));
        let gone = made.brief("a");
        assert!(gone.stories.is_empty() && gone.topics.is_empty() && gone.publishers == [None]);
        assert_eq!(gone.entities.iter().map(|mention| mention.entity.is_some()).collect::<Vec<_>>(), [false, true]);
        assert_eq!((gone.events[0].event, gone.events[0].who[1].entity), (None, gone.entities[1].entity));
        assert_eq!(
            (made.slugs(&[gone.related[0].brief]), made.slugs(&[made.brief("b").related[0].brief])),
            ("b".into(), "a".into())
        );
        assert_eq!((gone.related.len(), made.brief("b").related.len()), (1, 1));
    }
}
