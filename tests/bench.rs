//! The made-up briefs of the bench: numbers of two runs can be compared only if both had the same.

#[path = "../benches/generate.rs"]
mod generate;

use generate::{Random, records};

#[test]
fn the_same_briefs_are_made_up_each_time() {
    let (all, again) = (records(200), records(200));
    assert!(all == again && all.len() == 200);
    assert!(all.is_sorted_by_key(|record| record.day), "from the oldest on");
    assert_eq!(all[0].text.split(' ').next(), Some("Kaifai"));
    let mut random = Random::new(7);
    assert_eq!([10, 100, 1000].map(|end| random.below(end)), [0, 6, 976]);
}

#[test]
fn more_briefs_have_more_words() {
    let words = |count| {
        let texts: Vec<String> = records(count).into_iter().map(|record| record.text).collect();
        texts.iter().flat_map(|text| text.split(' ')).collect::<std::collections::BTreeSet<_>>().len()
    };
    let (few, many) = (words(100), words(1_000));
    assert!(many > few * 3 && many < few * 10, "{few} and {many} words");
}
