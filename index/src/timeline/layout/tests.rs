//! Pictures of real and of hostile events: nothing touches, nothing is lost.

use super::super::words::english;
use super::super::{Crowd, Event, parts};
use super::*;
use crate::edtf::Edtf;

fn at(date: &str) -> f64 {
    Edtf::parse(date).expect("a valid date").bounds().from.expect("a start") as f64
}

fn event(date: &str, lane: u16, state: State) -> Event {
    Event { parts: parts(&Edtf::parse(date).expect("a valid date")), state, rank: 3, lane }
}

fn picture(events: &Events, view: &View, label: &str) -> Picture {
    let widest = (view.width * 0.19).clamp(128.0, 210.0);
    let stretch = if view.width < 672.0 { 1.1 } else { 1.4 };
    let mut labels = Labels::new([widest, widest * stretch], 3);
    let texts = Texts {
        wording: &english(),
        other: "Other",
        all: "All events",
        state: &|state| if state == State::Disputed { "two accounts" } else { "" },
        label: &|_| label,
    };
    let picture = layout(events, view, &mut labels, &texts, &mut |text, _| text.chars().count() as f32 * 7.0);
    check(events, view, &picture);
    picture
}

/// What holds for every picture.
fn check(events: &Events, view: &View, picture: &Picture) {
    let counted: usize = picture.squares.iter().map(|square| square.count).sum();
    assert_eq!(picture.placed.len() + counted, picture.shown, "every event is placed or counted");
    let crowded: usize = events.crowds.iter().map(|crowd| crowd.count).sum();
    assert!(picture.shown <= events.events.len() + crowded);
    assert!(
        picture.area.bottom <= view.height.max(picture.area.top + 60.0) + 0.5,
        "{} of {}",
        picture.area.bottom,
        view.height
    );
    for (n, one) in picture.placed.iter().enumerate() {
        assert!(one.rect.iter().all(|edge| edge.is_finite()));
        let [x0, x1, y0, y1] = one.rect;
        let named = if view.width < 672.0 { 4.0 } else { limited(view.width * 0.121, 100.0, 150.0) };
        assert!(picture.area.left == named && x1 >= named - 8.0, "{one:?} is over the names of the lanes");
        for other in picture.placed.iter().skip(n + 1) {
            let [a0, a1, b0, b1] = other.rect;
            assert!(x1 <= a0 || a1 <= x0 || y1 <= b0 || b1 <= y0, "{one:?} {other:?}");
        }
        let lane = picture.lanes.iter().find(|lane| y0 >= lane.top - 0.01 && y1 <= lane.bottom + 0.01);
        assert!(lane.is_some(), "{one:?} lies in a lane");
    }
    for square in &picture.squares {
        let covered = |placed: &Placed| {
            let [x0, x1, y0, y1] = placed.rect;
            x0 < square.x + 11.0 && square.x - 11.0 < x1 && y0 < square.y + 10.0 && square.y - 10.0 < y1
        };
        assert!(!picture.placed.iter().any(covered), "{square:?} is covered");
    }
    for pair in picture.lanes.windows(2) {
        assert!((pair[0].bottom - pair[1].top).abs() < 0.01);
    }
}

fn view(from: &str, to: &str, width: f32, height: f32) -> View {
    View { from: at(from), to: at(to), width, height, line: 17.0, selected: None }
}

/// The story of the example brief: eleven events in five lanes.
fn story() -> Events {
    let rows = [
        ("2023-10-19", 2, State::Reported),
        ("2024-01~", 1, State::Reported),
        ("2024-01-20", 2, State::Reported),
        ("/2024-01-27", 2, State::Reported),
        ("/2024-01-27", 3, State::Disputed),
        ("2024-01-27?", 0, State::Disputed),
        ("2024-01-31", 2, State::Reported),
        ("2024-02-07", 3, State::Reported),
        ("2024-06-28", 4, State::Reported),
        ("2024-07-30", 3, State::Reported),
        ("2024-08-30", 4, State::Reported),
    ];
    let lanes = ["Talks", "Parliament", "Attacks on bases", "US strikes", "Islamic State"].map(str::to_owned);
    Events::new(rows.iter().map(|(date, lane, state)| event(date, *lane, *state)).collect(), lanes.to_vec(), &[])
}

#[test]
fn the_story_has_a_label_for_each_event_at_every_width() {
    for (width, height) in [(1088.0, 500.0), (688.0, 560.0), (328.0, 720.0)] {
        let picture =
            picture(&story(), &view("2023-10-01", "2024-10-01", width, height), "Rockets and drones strike the base");
        assert_eq!((picture.shown, picture.disputed, picture.unlabelled), (11, 2, 0), "{width}");
        assert_eq!(picture.lanes.len(), 5);
        assert!(picture.placed.iter().all(|placed| placed.label.is_some()));
    }
}

/// Half a year of the example site: fourteen events in six of ten lanes.
fn half_year() -> Events {
    let rows = [
        ("1935", 1, State::Reported),
        ("2014", 2, State::Reported),
        ("2017", 4, State::Reported),
        ("2026", 9, State::Reported),
        ("../2024-05-02", 0, State::Reported),
        ("2023-01/2026-01", 3, State::Reported),
        ("/2024-01-27", 5, State::Disputed),
        ("2024-02-07", 5, State::Reported),
        ("2024-01~", 6, State::Reported),
        ("2024-01-16", 7, State::Reported),
        ("2024-01-18", 7, State::Reported),
        ("2024-01-25", 7, State::Reported),
        ("2024-01-27?", 7, State::Disputed),
        ("2023", 8, State::Reported),
        ("/2024-01-27", 8, State::Reported),
        ("2024-01-20", 8, State::Reported),
        ("2024-01-31", 8, State::Reported),
        ("2023-12~", 8, State::Reported),
    ];
    let lanes = (0..10).map(|lane| format!("lane {lane}")).collect();
    Events::new(rows.iter().map(|(date, lane, state)| event(date, *lane, *state)).collect(), lanes, &[])
}

#[test]
fn lanes_with_short_labels_come_before_whole_labels_of_others() {
    for (width, height) in [(1088.0, 567.0), (328.0, 780.0)] {
        let view = view("2023-11-01", "2024-05-01", width, height);
        let picture = picture(&half_year(), &view, "The two governments hold their first session on the coalition");
        assert_eq!((picture.shown, picture.lanes.len(), picture.squares.len()), (14, 10, 0), "{width}");
        assert_eq!(picture.unlabelled, 0, "{width}");
    }
}

#[test]
fn a_full_lane_among_quiet_ones_is_drawn_even_where_nothing_is_left_over() {
    // Of four lanes one has more events than try for labels. It is not filled before its share is known.
    let mut events: Vec<_> = (0..70).map(|_| event("2024-03-01", 0, State::Reported)).collect();
    events.extend((1..4).map(|lane| event("2024-03-01", lane, State::Reported)));
    let events = Events::new(events, (0..4).map(|lane| format!("lane {lane}")).collect(), &[]);
    for height in 120..400_u16 {
        picture(&events, &view("2024-01-01", "2024-06-01", 1088.0, f32::from(height)), "Talks");
    }
}

#[test]
fn an_event_in_several_lanes_is_one_event() {
    let lanes = ["Iraq", "Iran", "Syria"].map(str::to_owned).to_vec();
    let events = vec![event("2024-01-27", 0, State::Disputed), event("2024-03-01", 1, State::Reported)];
    let events = Events::new(events, lanes, &[(0, 1), (0, 2)]);
    let view = view("2024-01-01", "2024-06-01", 1088.0, 500.0);
    let mut labels = Labels::new([210.0, 294.0], 3);
    let texts = Texts { wording: &english(), other: "Other", all: "All", state: &|_| "", label: &|_| "Talks" };
    let measure: &mut Measure<'_> = &mut |text, _| text.chars().count() as f32 * 7.0;
    let picture = layout(&events, &view, &mut labels, &texts, measure);
    assert_eq!((picture.shown, picture.disputed, picture.unlabelled), (2, 1, 0));
    let mut placed: Vec<_> = picture.placed.iter().map(|placed| placed.event).collect();
    placed.sort_unstable();
    assert_eq!(placed, [0, 0, 0, 1], "it has a place in each of its lanes");
    assert_eq!(picture.lanes.len(), 3);
    // Where there is room for names only, all are counted, and none twice.
    let low = View { height: 60.0, ..view };
    let picture = layout(&events, &low, &mut labels, &texts, measure);
    assert_eq!((picture.shown, picture.disputed), (2, 1));
}

#[test]
fn lanes_without_events_leave_room_for_those_with() {
    // Names of two lines, and one lane that has events in view.
    for count in 1..30_u16 {
        let mut events: Vec<_> = (0..count).map(|lane| event("2010-03-01", lane, State::Reported)).collect();
        events.extend((0..5).map(|_| event("2024-03-01", count - 1, State::Reported)));
        let lanes = (0..count).map(|lane| format!("International relations {lane}")).collect();
        let events = Events::new(events, lanes, &[]);
        let whole = picture(&events, &view("2024-01-01", "2024-06-01", 1088.0, 567.0), "Talks");
        assert_eq!((whole.unlabelled, whole.squares.len()), (0, 0), "{count}");
        assert!(whole.lanes.len() == usize::from(count) || count > 6 && whole.lanes.len() == 1, "{count}");
    }
}

#[test]
fn where_most_are_only_counted_marks_have_no_rows_of_their_own() {
    let events: Vec<_> = (0..40).map(|_| event("2024-12-20", 0, State::Reported)).collect();
    let crowd = |day: f64| {
        let from = at("2024-01-01") + day * 86_400.0;
        Crowd { lane: Some(0), from, to: from + 86_400.0, count: 9 }
    };
    let crowds = (0..340).map(|day| crowd(f64::from(day))).collect();
    let events = Events::with_crowds(events, &[0; 40], crowds, vec!["Talks".into()]);
    let rows = |label: &str| {
        let year = picture(&events, &view("2024-01-01", "2025-01-01", 1088.0, 500.0), label);
        assert_eq!(year.shown, 40 + 340 * 9);
        let mut rows: Vec<_> = year.placed.iter().map(|placed| placed.rect[2] as i32).collect();
        rows.dedup();
        rows.len()
    };
    assert_eq!(rows(""), 1);
    assert!(rows("Talks") > 5, "{}", rows("Talks"));
}

#[test]
fn what_lies_outside_is_not_shown() {
    let picture = picture(&story(), &view("2024-06-01", "2024-09-01", 1088.0, 420.0), "A label");
    assert_eq!(picture.shown, 3);
}

#[test]
fn the_chosen_event_always_has_its_place() {
    let events =
        Events::new((0..500).map(|_| event("2024-01-27", 0, State::Reported)).collect(), vec!["Talks".into()], &[]);
    for selected in [0, 250, 499] {
        let view = View { selected: Some(selected), ..view("2024-01-01", "2024-02-01", 1088.0, 200.0) };
        let picture = picture(&events, &view, "One of very many");
        assert_eq!(picture.placed.first().map(|placed| placed.event), Some(selected));
        assert_eq!(picture.shown, 500);
    }
}

#[test]
fn crowds_are_counted_in_squares() {
    let dates = (0..3000).map(|n| {
        event(["2024-01-27", "2024-03-02", "2024-05", "2024-02-01/2024-02-09"][n % 4], (n % 7) as u16, State::Reported)
    });
    let events = Events::new(dates.collect(), (0..7).map(|n| n.to_string()).collect(), &[]);
    let picture = picture(&events, &view("2024-01-01", "2025-01-01", 1088.0, 500.0), "Something happened");
    assert_eq!(picture.shown, 3000);
    assert!(picture.marks.len() + picture.squares.len() < 800, "{} {}", picture.marks.len(), picture.squares.len());
    for (n, square) in picture.squares.iter().enumerate() {
        let others = picture.squares.iter().skip(n + 1).filter(|other| (other.y - square.y).abs() < 1.0);
        assert!(others.clone().all(|other| (other.x - square.x).abs() >= 15.0), "{square:?}");
    }
}

#[test]
fn squares_of_thousands_have_room_for_their_counts() {
    let crowd = |day: f64| {
        let from = at("2024-01-01") + day * 43_200.0;
        Crowd { lane: Some(0), from, to: from + 43_200.0, count: 9_988 }
    };
    let events = Events::with_crowds(Vec::new(), &[], (0..60).map(|n| crowd(f64::from(n))).collect(), vec!["a".into()]);
    let (mut labels, wording) = (Labels::new([128.0, 180.0], 3), english());
    let texts = Texts { wording: &wording, other: "Other", all: "All", state: &|_| "", label: &|_| "" };
    let view = view("2024-01-01", "2024-01-31", 1000.0, 300.0);
    let picture = layout(&events, &view, &mut labels, &texts, &mut |text, _| text.chars().count() as f32 * 7.0);
    assert_eq!(picture.shown, 60 * 9_988);
    // A digit, or a sign between groups of them, has 7 pixels; beside them there are four.
    let count = |square: &Square| (square.count.to_string().len() + 1) as f32 * 7.0 + 8.0;
    for pair in picture.squares.windows(2) {
        assert!(pair[1].x - pair[0].x >= (count(&pair[0]) + count(&pair[1])) / 2.0, "{pair:?}");
    }
}

#[test]
fn one_event_is_drawn_as_itself_before_another_has_a_label() {
    // Each of these takes a row with its label, and the long one takes one without.
    let dates = ["2024-01-05", "2024-01-27", "2024-02-19", "2023-10-17/2024-03-18"];
    let events = dates.map(|date| event(date, 0, State::Reported)).to_vec();
    let events = Events::new(events, vec!["a".into()], &[]);
    for rows in 2..5_u8 {
        let height = 26.0 + 12.0 + 28.0 * f32::from(rows);
        let picture = picture(&events, &view("2023-09-01", "2024-04-01", 688.0, height), "Rockets and drones strike");
        assert_eq!((picture.placed.len(), picture.squares.len()), (4, 0), "{rows} rows, {picture:?}");
    }
}

#[test]
fn squares_are_as_far_apart_as_their_numbers_are_long() {
    let crowd =
        |n: f64, count| Crowd { lane: Some(0), from: at("2002") + n * 1e7, to: at("2002") + (n + 1.0) * 1e7, count };
    for (count, digits) in [(20, 2), (40_000, 6)] {
        let crowds = (0..70).map(|n| crowd(f64::from(n), count)).collect();
        let events = Events::with_crowds(Vec::new(), &[], crowds, vec!["a".into()]);
        let view = view("2002", "2025", 688.0, 400.0);
        let mut labels = Labels::new([200.0, 280.0], 3);
        let texts = Texts { wording: &english(), other: "Other", all: "All", state: &|_| "", label: &|_| "" };
        let squares =
            layout(&events, &view, &mut labels, &texts, &mut |text, _| text.chars().count() as f32 * 7.0).squares;
        assert!(squares.len() > 5, "{squares:?}");
        let near = squares.windows(2).find(|pair| pair[1].x - pair[0].x < digits as f32 * 7.0 + 11.0);
        assert_eq!(near, None, "{count}");
    }
}

#[test]
fn few_lanes_leave_nothing_empty_below_and_one_for_all_says_so() {
    let events = Events::new(
        vec![event("2024-01-27", 0, State::Reported), event("2024-02-27", 1, State::Reported)],
        vec!["a".into(), "b".into()],
        &[],
    );
    let names = |height| {
        let picture = picture(&events, &view("2024-01-01", "2025-01-01", 328.0, height), "Talks");
        assert_eq!(picture.area.bottom, height);
        assert_eq!(picture.lanes.last().map(|lane| lane.bottom), Some(height));
        picture.lanes.iter().map(|lane| lane.name.join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(names(500.0), ["a", "b"]);
    assert_eq!(names(100.0), ["All events"]);
}

#[test]
fn hostile_views_and_events_give_a_picture() {
    let odd = [
        "Y-99999999999",
        "Y99999999999",
        "2024-01-27T10:00:01Z",
        "Y-300000/2024-01-27",
        "../2024",
        "2024/",
        "[..2024-01-05]",
        "{2020,2024-01}",
    ];
    let events = Events::new(odd.iter().map(|date| event(date, 0, State::Denied)).collect(), vec![String::new()], &[]);
    for (width, height) in [(0.0, 0.0), (1.0, 1.0), (50.0, 2000.0), (328.0, 300.0), (5000.0, 30.0)] {
        for (from, to) in [
            ("Y-99999999999", "Y99999999999"),
            ("2024-01-27", "2024-01-27"),
            ("2024-01-27", "2024-01-28"),
            ("2030", "2020"),
        ] {
            picture(&events, &view(from, to, width, height), "Long ago and far away, or tomorrow");
        }
    }
    picture(&Events::default(), &view("2024", "2025", 1088.0, 400.0), "");
}

#[test]
fn long_marks_do_not_cover_squares() {
    let dates = [
        "2024-02-01/..",
        "/2024-05",
        "2024-03",
        "2024~",
        "2024-04-01",
        "2024-04-02?",
        "2024-01/2024-06",
        "[2024-02-01,2024-11-01]",
    ];
    for height in [60.0, 80.0, 110.0, 160.0, 300.0] {
        let events = (0..24).map(|n| event(dates[n * 5 % 8], 0, [State::Reported, State::Disputed][n % 2])).collect();
        let events = Events::new(events, vec!["Talks".into()], &[]);
        for width in [328.0, 688.0, 1088.0] {
            picture(
                &events,
                &view("2023-06", "2025-01", width, height),
                "A long sentence on what happened there and then",
            );
        }
    }
}

#[test]
fn two_hundred_lanes_share_the_height() {
    let dates = (0..1000).map(|n| event("2024-01-27", n % 200, State::Reported));
    let events = Events::new(dates.collect(), (0..200).map(|n| format!("lane {n}")).collect(), &[]);
    let picture = picture(&events, &view("2024-01-01", "2024-02-01", 688.0, 500.0), "A label");
    assert!(picture.lanes.len() < 15, "{}", picture.lanes.len());
    assert_eq!(picture.lanes.last().map(|lane| (lane.lane, lane.name.clone())), Some((None, vec!["Other".to_owned()])));
}
