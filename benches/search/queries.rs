//! What readers type: words of the texts, and the same with a slip. The same texts and seed give the same queries.

use crate::generate::Random;

/// Long words that nobody types alone.
const COMMON: &str = "about after against also been before being between both could during from have into more most near only \
                      other over says should some such than that their them then there these they this those through under \
                      until were what when where which while with would";

/// `count` queries of one to three neighbouring words of four letters or more.
pub(crate) fn drawn(texts: &[&str], count: usize, seed: u32) -> Vec<String> {
    let mut random = Random::new(seed);
    let mut queries = Vec::with_capacity(count);
    // Texts of a corpus may all be too short.
    for _ in 0..count * 100 {
        let words = words(random.pick::<&str>(texts));
        if queries.len() == count || words.len() < 4 {
            continue;
        }
        let take = 1 + random.below(3);
        let at = random.below(words.len() - take + 1);
        queries.push(words[at..at + take].join(" "));
    }
    queries
}

fn words(text: &str) -> Vec<String> {
    let words =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 4).map(str::to_lowercase);
    words.filter(|word| !COMMON.split_whitespace().any(|common| common == word)).collect()
}

/// One letter of the longest word changed, left out, put in or swapped with the next; never its first.
pub(crate) fn slipped(query: &str, random: &mut Random) -> String {
    let mut words: Vec<Vec<char>> = query.split(' ').map(|word| word.chars().collect()).collect();
    let longest = (0..words.len()).rev().max_by_key(|at| words[*at].len()).unwrap_or_default();
    let word = &mut words[longest];
    if word.len() < 4 {
        return query.to_owned();
    }
    let at = 1 + random.below(word.len() - 2);
    let letter = char::from(b'a' + random.below(26) as u8);
    match random.below(4) {
        0 if word[at] != letter => word[at] = letter,
        1 => {
            word.remove(at);
        }
        2 if word[at] != word[at + 1] => word.swap(at, at + 1),
        _ => word.insert(at, letter),
    }
    words.iter().map(|word| word.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
