//! What holds for every site, tried on sites that chance makes.

use std::collections::HashSet;

use super::{
    BriefId, EventId, RELATED_LIMIT, Reason, Site,
    testing::{Draft, Modelled, draft},
};

/// A small generator of numbers (Knuth's multiplier, modulo 2⁶⁴): the same on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len() as u64) as usize]
    }
}

const NAMES: [&str; 6] = ["Ann", "Bob", "ann", "Iraq", "العراق", "Erbil"];
const IDS: [&str; 3] = ["wikidata:Q1", "wikidata:Q2", "viaf:1"];
const BRIEFS: u64 = 24;

fn front(chance: &mut Chance, number: u64) -> String {
    let mut front = format!(
        "title: token{number}end\ndate: 2024-01-{:02}\nsource: P{}, 2024\n",
        1 + chance.below(9),
        chance.below(4)
    );
    let mut add = |odds: u64, chance: &mut Chance, line: &dyn Fn(&mut Chance) -> String| {
        if chance.one_in(odds) {
            front.push_str(&line(chance));
            front.push('\n');
        }
    };
    let other = |chance: &mut Chance| format!("b{}", chance.below(BRIEFS));
    add(3, chance, &|chance| format!("translation_of: {}\nlang: {}", other(chance), chance.of(&["ar", "ckb", "de"])));
    add(4, chance, &|chance| format!("status: {}", chance.of(&["draft", "withdrawn", "published"])));
    add(2, chance, &|chance| format!("story: s{}", chance.below(3)));
    add(2, chance, &|chance| format!("topics: [T{}, t{}]", chance.below(3), chance.below(3)));
    for list in ["people", "places"] {
        add(2, chance, &|chance| {
            let (name, aka, id) = (chance.of(&NAMES), chance.of(&NAMES), chance.of(&IDS));
            let more = chance.of(&["", "aka", "id"]);
            let more = match more {
                "aka" => format!(", aka: [{aka}]"),
                "id" => format!(", id: {id}"),
                _ => String::new(),
            };
            format!("{list}: [{{name: {name}{more}}}, {}]", chance.of(&NAMES))
        });
    }
    add(3, chance, &|chance| format!("related: [{}, {}]", other(chance), other(chance)));
    add(2, chance, &|chance| {
        let (other, who, place) = (other(chance), chance.of(&NAMES), chance.of(&NAMES));
        let same = if chance.one_in(2) { format!(", same_as: {other}#x") } else { String::new() };
        let when = chance.of(&["2024", "2023-05", "2024-01-01/..", "2024-01-02"]);
        format!("events: [{{id: x, when: {when}, what: W, who: {who}, where: {place}{same}}}, {{2022: Y}}]")
    });
    add(3, chance, &|chance| format!("statements: [{{who: {}, says: S, about: x}}]", chance.of(&NAMES)));
    front
}

fn site(seed: u64) -> Draft {
    let mut chance = Chance(seed);
    (0..BRIEFS).fold(draft(), |draft, number| {
        let body = format!("[[{}]] [[brief:b{}]] [[story:s1]]", chance.of(&NAMES), chance.below(BRIEFS));
        draft.brief(&format!("b{number}"), &front(&mut chance, number), &body)
    })
}

#[test]
fn every_site_keeps_its_promises() {
    for seed in 0..40 {
        let made = site(seed).model();
        lists_are_in_order(&made.site);
        versions_agree(&made.site);
        marks_and_tellings_agree(&made.site);
        related_briefs_are_others(&made.site);
        nothing_held_is_left(&made, seed);
        assert_eq!(format!("{:?}", site(seed).model().site), format!("{:?}", made.site), "seed {seed}");
    }
}

fn lists_are_in_order(site: &Site) {
    let ascending = |ids: &[BriefId]| !ids.is_empty() && ids.is_sorted_by(|a, b| a < b);
    assert!(site.items.is_sorted_by(|a, b| a < b));
    assert!(site.stories.iter().all(|story| ascending(&story.briefs)));
    assert!(site.topics.iter().all(|topic| ascending(&topic.briefs)));
    assert!(site.publishers.iter().all(|publisher| ascending(&publisher.briefs)));
    assert!(site.entities.iter().all(|entity| ascending(&entity.briefs) && entity.events.is_sorted_by(|a, b| a < b)));
    assert!(site.stories.is_sorted_by(|a, b| a.slug < b.slug));
    assert!(site.topics.is_sorted_by(|a, b| a.slug < b.slug));
    assert!(site.entities.is_sorted_by(|a, b| (a.kind, &a.slug) < (b.kind, &b.slug)));
    assert!(site.briefs.is_sorted_by(|a, b| a.date >= b.date));
}

fn versions_agree(site: &Site) {
    let items: HashSet<_> = site.items.iter().copied().collect();
    for (at, brief) in site.briefs.iter().enumerate() {
        assert!(brief.versions.contains(&BriefId::at(at)) && brief.versions.contains(&brief.original));
        assert!(brief.versions.iter().all(|&version| site[version].item == brief.item));
        assert_eq!(items.contains(&brief.item), brief.versions.iter().any(|&version| !site[version].is_withdrawn()));
        assert_eq!(brief.publishers.len(), brief.sources.len());
        let ids: HashSet<_> = brief.events.iter().map(|event| &event.id).collect();
        assert_eq!(ids.len(), brief.events.len());
    }
}

fn marks_and_tellings_agree(site: &Site) {
    for (at, event) in site.events.iter().enumerate() {
        assert!(!event.tellings.is_empty() && !event.states.is_empty());
        for &telling in &event.tellings {
            assert_eq!(site.telling(telling).event, Some(EventId::at(at)));
            assert_eq!(site[telling.brief].item, telling.brief);
        }
    }
    let whens: Vec<_> = site.events.iter().map(|event| site.telling(event.tellings[0]).when.sort_key()).collect();
    assert!(whens.is_sorted());
    let told: usize = site.events.iter().map(|event| event.tellings.len()).sum();
    assert_eq!(told, site.items.iter().map(|&item| site[item].events.len()).sum::<usize>());
}

fn related_briefs_are_others(site: &Site) {
    for brief in &site.briefs {
        let others: HashSet<_> = brief.related.iter().map(|related| related.brief).collect();
        assert_eq!(others.len(), brief.related.len());
        assert!(!others.contains(&brief.item) && others.iter().all(|&other| site[other].item == other));
        let computed = brief.related.iter().filter(|related| related.reason != Reason::Written);
        assert!(computed.count() <= if brief.is_withdrawn() { 0 } else { RELATED_LIMIT });
    }
}

fn nothing_held_is_left(made: &Modelled, seed: u64) {
    let whole = format!("{:?}", made.site);
    let there: HashSet<_> = made.site.briefs.iter().map(|brief| brief.slug.to_string()).collect();
    for number in (0..BRIEFS).filter(|number| !there.contains(&format!("b{number}"))) {
        assert!(!whole.contains(&format!("token{number}end")), "seed {seed}: the title of b{number}");
    }
}
