//! Made-up briefs whose vocabulary grows with their number, as that of news does. The same count gives the same briefs.
//!
//! Words come from a Pitman–Yor process (Pitman and Yor, 1997): a new one at a rate that falls, else one that was drawn before,
//! each draw with the same chance. That gives the frequencies of Zipf's law and the growth of Heaps'. A quarter of a brief's
//! words are those of its story.

/// A made-up brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MadeUp {
    /// Years since 2002 and day of that year, from 0.
    pub(crate) day: (usize, usize),
    pub(crate) text: String,
    pub(crate) story: String,
    pub(crate) source: String,
}

/// mulberry32: small, and the same everywhere.
#[derive(Debug)]
pub(crate) struct Random(u32);

impl Random {
    pub(crate) fn new(seed: u32) -> Random {
        Random(seed)
    }

    /// A number below `end`, which is not zero.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x6D2B_79F5);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 15).wrapping_mul(1 | mixed);
        mixed = mixed.wrapping_add((mixed ^ mixed >> 7).wrapping_mul(61 | mixed)) ^ mixed;
        ((u64::from(mixed ^ mixed >> 14) * end as u64) >> 32) as usize
    }

    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// A share of 1,000: how much a word's being known already counts against it.
const DISCOUNT: usize = 550;
const START: usize = 50;
/// Of so many briefs one begins a story.
const STORY: usize = 12;
const FUNCTION_WORDS: [&str; 16] =
    ["the", "of", "and", "in", "to", "a", "on", "for", "with", "that", "by", "from", "at", "is", "was", "after"];
const ENDINGS: [&str; 8] = ["", "", "", "", "s", "s", "ed", "ing"];

/// `count` made-up briefs, from the oldest on.
pub(crate) fn records(count: usize) -> Vec<MadeUp> {
    let mut words = Words { random: Random::new(20_261_122), kinds: Vec::new(), drawn: Vec::new() };
    let mut stories: Vec<Vec<String>> = Vec::new();
    let mut records = Vec::with_capacity(count);
    for n in 0..count {
        if n % STORY == 0 {
            stories.push((0..12).map(|_| words.next()).collect());
        }
        // News are about what is new: one of the last stories.
        let story = stories.len() - 1 - words.random.below(stories.len().min(20));
        let sentences: Vec<String> = (0..2 + words.random.below(3)).map(|_| words.sentence(&stories[story])).collect();
        records.push(MadeUp {
            day: (n * 24 / count, n * 24 % count * 365 / count),
            text: sentences.join(" "),
            story: stories[story][..2].join(" "),
            source: format!("Paper {}", words.random.below(40)),
        });
    }
    records
}

struct Words {
    random: Random,
    kinds: Vec<String>,
    /// Every draw so far, by kind.
    drawn: Vec<u32>,
}

impl Words {
    /// The next word, without an ending.
    fn next(&mut self) -> String {
        let is_new = self.random.below((self.drawn.len() + START) * 1000) < START * 1000 + DISCOUNT * self.kinds.len();
        let kind = if is_new {
            let word = self.coin();
            self.kinds.push(word);
            self.kinds.len() as u32 - 1
        } else {
            *self.random.pick(&self.drawn)
        };
        self.drawn.push(kind);
        self.kinds[kind as usize].clone()
    }

    /// A word of two to four syllables, seldom one that is known.
    fn coin(&mut self) -> String {
        let starts =
            ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "kr", "sh", "st", "tr"];
        let (middles, ends) = (["a", "e", "i", "o", "u", "ai", "ou"], ["", "", "n", "r", "l", "s", "nd", "rt", "k"]);
        let mut word = String::new();
        for _ in 0..2 + self.random.below(3) {
            word.push_str(self.random.pick::<&str>(&starts));
            word.push_str(self.random.pick::<&str>(&middles));
        }
        word + self.random.pick::<&str>(&ends)
    }

    fn sentence(&mut self, story: &[String]) -> String {
        let mut words = Vec::new();
        for _ in 0..10 + self.random.below(12) {
            let word = match self.random.below(20) {
                0..8 => (*self.random.pick(&FUNCTION_WORDS)).to_owned(),
                8..11 => self.random.pick(story).clone(),
                _ => self.next() + *self.random.pick(&ENDINGS),
            };
            words.push(word);
        }
        let mut sentence = words.join(" ");
        sentence[..1].make_ascii_uppercase();
        sentence + "."
    }
}
