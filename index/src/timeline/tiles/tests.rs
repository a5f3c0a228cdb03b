use std::collections::{BTreeMap, BTreeSet};

use super::super::{Event, STATES, State, parts};
use super::*;
use crate::{
    bytes::{Error, frame, seal},
    edtf::{
        Edtf,
        calendar::{DAY, civil_from_days, days_from_civil},
    },
    files::{Files, Store},
};

impl Store for BTreeMap<String, Vec<u8>> {
    fn file(&self, path: &str) -> Option<&[u8]> {
        self.get(path).map(Vec::as_slice)
    }
}

/// The dates of some events, and the texts that they borrow.
struct Made {
    dates: Vec<String>,
    slugs: Vec<String>,
}

const LANES: [&str; 4] = ["Talks", "Strikes", "", "Parliament"];

/// So many events, as a seed has it: most of them of a day within twelve years, some with other dates.
fn made(count: usize) -> Made {
    let mut seed = 7u32;
    let mut next = |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) % below
    };
    let odd = [
        "2024-01-27T10:05Z",
        "2019",
        "2020-05~",
        "/2021-02-03",
        "2021-02-03/..",
        "Y-170000",
        "[2018-01-01,2019-05-05]",
    ];
    let mut dates = Vec::new();
    for _ in 0..count {
        let first = days_from_civil(2014, 1, 1) + i64::from(next(4_380));
        let written = |(year, month, day): (i64, u8, u8)| format!("{year:04}-{month:02}-{day:02}");
        let plain = written(civil_from_days(first));
        dates.push(match next(20) {
            0 => odd[next(7) as usize].to_owned(),
            1 => plain + "/" + &written(civil_from_days(first + i64::from(next(60)))),
            2 => plain + "?",
            _ => plain,
        });
    }
    Made { slugs: (0..count).map(|n| format!("brief-{}", n / 3)).collect(), dates }
}

fn events(made: &Made) -> Vec<TileEvent<'_>> {
    let event = |(n, date): (usize, &String)| TileEvent {
        parts: parts(&Edtf::parse(date).expect("a valid date")),
        state: if n % 5 == 0 { STATES[n / 5 % 6].1 } else { State::Reported },
        rank: if n % 11 == 0 { (n / 11 % 5) as u8 + 1 } else { 3 },
        lane: (n % 4) as u16,
        label: "The two governments meet",
        when: "in words",
        slug: &made.slugs[n],
        id: "the-two",
        place: (n / 3) as u32 + 5,
        number: (n % 3) as u32,
    };
    made.dates.iter().enumerate().map(event).collect()
}

/// What stays of an event, to compare it with.
fn told(event: &Event, place: u32, number: u32) -> String {
    format!("{place} {number} {event:?}")
}

fn whole(events: &[TileEvent<'_>]) -> BTreeSet<String> {
    let event = |one: &TileEvent<'_>| {
        let event = Event { parts: one.parts.clone(), state: one.state, rank: one.rank, lane: one.lane };
        told(&event, one.place, one.number)
    };
    events.iter().map(event).collect()
}

fn open(files: &Files) -> Tiles {
    Tiles::open(&files.files[&files.root]).expect("a root just written")
}

#[test]
fn everything_comes_back() {
    for count in [0, 1, 2, 100, 3_000] {
        let made = made(count);
        let events = events(&made);
        let files = write(&LANES, &events);
        let tiles = open(&files);
        assert_eq!((tiles.count(), tiles.lanes.len()), (events.len(), 4));
        let stretch = tiles.stretch(i64::MIN / 4, i64::MAX / 4, &files.files).expect("whole files");
        assert_eq!(stretch.lacks, [""; 0]);
        assert!(stretch.crowds.is_empty(), "{count}");
        let known: BTreeSet<_> =
            stretch.known.iter().map(|known| told(&known.event, known.place, known.number)).collect();
        assert_eq!((known, stretch.known.len()), (whole(&events), events.len()), "{count}");
        let keys: BTreeSet<u64> = stretch.known.iter().map(|known| known.key).collect();
        assert_eq!(keys.len(), events.len());
        for known in stretch.known.iter().filter(|known| known.text.is_some()) {
            let text = known.text.clone().expect("it is there");
            assert_eq!(text.label, "The two governments meet");
            assert_eq!(text.address, format!("briefs/brief-{}/#e-the-two", known.place - 5));
            assert!(["", "in words"].contains(&text.when.as_str()));
        }
        assert!(stretch.known.iter().filter(|known| known.text.is_some()).count() >= events.len().min(48));
    }
}

#[test]
fn of_many_lanes_the_fullest_have_names() {
    let made = made(3_000);
    let mut events = events(&made);
    let names: Vec<String> = (0..200).map(|n| format!("Lane {n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    // Lane 0 has one event, lane 1 two, and so on.
    let lanes = (0..200u16).flat_map(|lane| std::iter::repeat_n(lane, usize::from(lane) + 1));
    for (event, lane) in events.iter_mut().rev().zip(lanes.cycle()) {
        event.lane = lane;
    }
    let counted = |lane: u16| events.iter().filter(|event| event.lane == lane).count();
    let tiles_of = write(&names, &events);
    let tiles = open(&tiles_of);
    assert_eq!((tiles.lanes.len(), tiles.lanes[0].as_str()), (32, ""));
    let stretch = tiles.stretch(i64::MIN / 4, i64::MAX / 4, &tiles_of.files).expect("whole files");
    assert_eq!(stretch.known.len(), events.len());
    for (number, name) in tiles.lanes.iter().enumerate().skip(1) {
        let own = stretch.known.iter().filter(|known| usize::from(known.event.lane) == number).count();
        let lane = names.iter().position(|other| other == name).expect("it is one of them");
        assert_eq!(own, counted(lane as u16), "{name}");
    }
    // None that was left out has more events than one that was kept.
    let kept = |lane: &u16| tiles.lanes.iter().any(|name| name == names[usize::from(*lane)]);
    let (least, most) =
        ((0..200).filter(kept).map(counted).min(), (0..200).filter(|lane| !kept(lane)).map(counted).max());
    assert!(least >= most, "{least:?} {most:?}");
}

/// Whatever is there of the files: what is known and what is counted together are all events.
#[test]
fn every_event_is_known_or_counted() {
    let made = made(30_000);
    let events = events(&made);
    let files = write(&LANES, &events);
    let tiles = open(&files);
    let (year, none) = (|year: i64| days_from_civil(year, 1, 1) * DAY, BTreeMap::new());
    let bounds: Vec<_> = events
        .iter()
        .map(|one| Event { parts: one.parts.clone(), state: one.state, rank: 3, lane: 0 }.bounds())
        .collect();
    for (from, to) in [(2014, 2027), (2016, 2018), (2017, 2025)] {
        let (from, to) = (year(from), year(to));
        let expected = bounds.iter().filter(|(start, end)| *start < to && *end > from).count();
        let stretch = tiles.stretch(from, to, &files.files).expect("whole files");
        assert!(stretch.lacks.is_empty());
        let is_seen = |known: &&Known| known.event.bounds().0 < to && known.event.bounds().1 > from;
        let known = stretch.known.iter().filter(is_seen).count();
        let counted: usize = stretch.crowds.iter().map(|crowd| crowd.count).sum();
        assert_eq!(known + counted, expected, "{from}");
    }
    let all = tiles.stretch(i64::MIN / 4, year(2027), &none).expect("nothing is damaged");
    assert_eq!(all.lacks.len(), 2, "of many tiles only the first and the last");
    assert_eq!(all.known.len() + all.crowds.iter().map(|crowd| crowd.count).sum::<usize>(), events.len());
    assert_eq!(tiles.points().iter().map(|(_, count)| count).sum::<usize>(), events.len());
}

#[test]
fn the_first_view_is_small_whatever_the_size() {
    let mut sizes = Vec::new();
    for count in [1_000, 10_000, 100_000] {
        let made = made(count);
        let files = write(&LANES, &events(&made));
        let tiles = open(&files);
        let (from, to) = (days_from_civil(2020, 3, 1) * DAY, days_from_civil(2020, 4, 1) * DAY);
        let lacks = tiles.stretch(from, to, &BTreeMap::new()).expect("nothing is damaged").lacks;
        let bytes = lacks.iter().chain([&files.root]).map(|path| files.files[path].len()).sum::<usize>();
        sizes.push((bytes, files.files.len(), files.files.values().map(Vec::len).sum::<usize>()));
    }
    assert!(sizes.iter().all(|(bytes, files, all)| *bytes <= 9_000 && *files <= 150 && *all <= 360_000), "{sizes:?}");
}

/// Most sites have events of the days of their briefs, and most of them in a few lanes. Chance alone takes some ten bits then: the day of
/// the month five, the lane two, the place one or two.
#[test]
fn an_event_like_most_takes_few_bits() {
    let slugs: Vec<String> = (0..20_000).map(|n| format!("brief-{n}")).collect();
    let named: Vec<(i64, &str)> = (0..).zip(&slugs).map(|(n, slug)| (12_000 + n / 13, slug.as_str())).collect();
    let dates = named.iter().map(|(day, _)| {
        let (year, month, day) = civil_from_days(*day);
        parts(&Edtf::parse(&format!("{year}-{month:02}-{day:02}")).expect("a date"))
    });
    let event = |((n, parts), place): ((usize, _), u32)| TileEvent {
        parts,
        state: State::Confirmed,
        rank: 2,
        // Half of them in one lane, a quarter in the next, and so on.
        lane: ((n * 7_919 % 65_536) | (1 << 16)).trailing_zeros() as u16,
        label: "The two governments meet",
        when: "",
        slug: &slugs[n],
        id: "the-two",
        place,
        number: 0,
    };
    let events: Vec<_> = dates.enumerate().zip(crate::search::places(&named)).map(event).collect();
    let lanes: Vec<String> = (0..17).map(|n| format!("Lane {n}")).collect();
    let files = write(&lanes.iter().map(String::as_str).collect::<Vec<_>>(), &events);
    let size: usize = files.files.values().map(Vec::len).sum();
    assert!(size < 32_000, "{size} bytes in {} files", files.files.len());
}

#[test]
fn one_event_more_changes_its_tile_and_the_root() {
    let made = made(20_000);
    let mut events = events(&made);
    let before = write(&LANES, &events);
    let mut new = events[7_000].clone();
    (new.slug, new.place, new.number) = ("brief-new", 60_000, 0);
    events.push(new);
    let after = write(&LANES, &events);
    let changed = after.files.iter().filter(|(path, _)| !before.files.contains_key(*path)).count();
    assert!(changed <= 3, "{changed} of {}", after.files.len());
}

#[test]
fn the_order_of_events_does_not_matter() {
    let made = made(500);
    let mut events = events(&made);
    let files = write(&LANES, &events);
    events.reverse();
    assert_eq!(write(&LANES, &events), files);
}

#[test]
fn damage_is_an_error() {
    let made = made(300);
    let files = write(&LANES, &events(&made));
    let root = &files.files[&files.root];
    for at in 0..root.len() {
        let mut flipped = root.clone();
        flipped[at] ^= 1 << (at % 8);
        assert!(Tiles::open(&flipped).is_err(), "flipped at {at}");
        assert!(Tiles::open(&root[..at]).is_err(), "cut at {at}");
    }
    let tiles = open(&files);
    let mut damaged = files.files.clone();
    for (path, bytes) in damaged.iter_mut().filter(|(path, _)| **path != files.root) {
        assert_eq!(bytes.get(..3).map(|sum| [sum[2], sum[1], sum[0]]).map(hex), Some(path[9..15].to_owned()));
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
    }
    assert_eq!(tiles.stretch(i64::MIN / 4, i64::MAX / 4, &damaged), Err(Error::Damaged));
}

fn hex(bytes: [u8; 3]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Forged files have the right checksum. Whatever they say, there is an answer or an error.
#[test]
fn forged_bytes_are_events_or_an_error() {
    let made = made(120);
    let files = write(&LANES, &events(&made));
    let root = files.files[&files.root][12..].to_vec();
    let mut errors = 0;
    for at in 0..root.len() {
        for value in [0, 1, 0x7F, 0xFF, root[at] ^ 0x10] {
            let mut forged = root.clone();
            forged[at] = value;
            match Tiles::open(&frame(NAME, VERSION, &forged)) {
                Ok(tiles) => errors += usize::from(tiles.stretch(0, i64::MAX / 4, &files.files).is_err()),
                Err(_) => errors += 1,
            }
        }
    }
    assert!(errors > 500, "{errors}");
    assert_eq!(seal(b"").len(), 4);
}

/// A byte for each would warrant much memory.
#[test]
fn a_root_counts_few_lanes_by_themselves() {
    let check = |lanes: usize, expected| {
        // One lane without a name, no symbols, no rows.
        let mut root = vec![1, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0];
        root.push(lanes as u8);
        root.resize(root.len() + lanes, 0);
        // The last second, and no tile.
        root.extend([0, 0, 0]);
        assert_eq!(Tiles::open(&frame(NAME, VERSION, &root)).map(|tiles| tiles.count()), expected, "{lanes}");
    };
    check(COUNTED, Ok(0));
    check(COUNTED + 1, Err(Error::Damaged));
}

/// The bytes of a version never change. Where this fails, the format is another: give it another version.
#[test]
fn the_format_is_fixed() {
    let made = made(3_000);
    let files = write(&LANES, &events(&made));
    let all: Vec<u8> = files.files.iter().flat_map(|(path, bytes)| path.bytes().chain(bytes.iter().copied())).collect();
    assert_eq!((VERSION, crate::bytes::checksum(&all)), (4, 2_638_386_513));
}

#[test]
fn events_of_one_lane_that_are_no_plain_days_are_read() {
    let made = Made {
        dates: (0..600).map(|n| format!("2024-01-27T10:{:02}:{:02}Z", n / 60, n % 60)).collect(),
        slugs: (0..600).map(|n| format!("brief-{}", n / 100)).collect(),
    };
    let mut events = events(&made);
    for event in &mut events {
        event.lane = 0;
    }
    let files = write(&[""], &events);
    let tiles = Tiles::open(&files.files[&files.root]).expect("a root just written");
    let day = days_from_civil(2024, 1, 27) * DAY;
    let stretch = tiles.stretch(day, day + DAY, &files.files).expect("a tile just written");
    assert_eq!((stretch.known.len(), stretch.lacks), (600, Vec::<String>::new()));
}
