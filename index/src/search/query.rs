//! What was typed, taken apart into words.

use crate::tokenize::{Form, tokenize};

/// A word of the query.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    /// Folded.
    pub(super) text: String,
    /// As typed.
    pub(super) typed: String,
    /// Whether it is all parts of a name together, which says nothing that the parts do not say.
    pub(super) is_joined: bool,
    /// Parts of one name, and the whole of them, have one number.
    pub(super) name: usize,
    /// Whether a brief without it is left out.
    pub(super) is_required: bool,
    /// Whether a brief with it is left out.
    pub(super) is_forbidden: bool,
    /// Whether more letters may follow.
    pub(super) is_open: bool,
    /// How often it was said.
    pub(super) times: f32,
}

/// More words than this are not looked up.
const MOST: usize = 48;

/// Takes a query apart. A word that is said twice is one word that counts twice.
pub(super) fn words(query: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut name = 0;
    tokenize(query, &mut |text, range, form| {
        let own = name;
        name += usize::from(form != Form::Part);
        let before = query.get(..range.start).unwrap_or("");
        let start = before.rfind([' ', '"']).map_or(0, |at| at + 1);
        let is_forbidden = query.get(start..).is_some_and(|chunk| chunk.starts_with('-'));
        let is_quoted = before.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
        let known = words.iter_mut().find(|word| word.text == text);
        // The parts of a forbidden name are not forbidden: without `al-Sudani` does not mean without `al`. And short parts, such as
        // the article, say nothing where the whole name does.
        let is_particle = form == Form::Part && text.chars().count() < 3;
        if let Some(known) = known {
            known.times += 1.0;
            return;
        }
        if is_particle || is_forbidden && form == Form::Part || words.len() == MOST {
            return;
        }
        words.push(Word {
            text: text.to_owned(),
            typed: query.get(range.clone()).unwrap_or("").to_owned(),
            is_joined: form == Form::Joined,
            name: own,
            is_required: is_quoted && form != Form::Joined,
            is_forbidden,
            is_open: range.end == query.len() && !is_quoted && !is_forbidden,
            times: 1.0,
        });
    });
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Required words are marked `+`, forbidden ones `-`, joined ones `=`, an open one `…`.
    fn check(query: &str, expected: &str) {
        let shown = words(query).into_iter().map(|word| {
            let sign = match &word {
                Word { is_forbidden: true, .. } => "-",
                Word { is_required: true, .. } => "+",
                Word { is_joined: true, .. } => "=",
                _ => "",
            };
            format!("{sign}{}{}", word.text, if word.is_open { "…" } else { "" })
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "{query}");
    }

    #[test]
    fn a_query_is_taken_apart() {
        check("", "");
        check("Coalition", "coalition…");
        check("coalition ", "coalition");
        check("talks talks in", "talks in…");
        check("al-Sudani", "sudani… =alsudani…");
        check("-iran us", "-iran us…");
        check("-al-Maliki x", "-almaliki x…");
        check("\"air strike\" mosul", "+air +strike mosul…");
        check("\"air strike", "+air +strike");
        check(&"a ".repeat(100), "a");
        assert_eq!(words(&(0..200).map(|n| format!("w{n} ")).collect::<String>()).len(), MOST);
    }
}
