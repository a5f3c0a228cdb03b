//! Fields of a map, and the forms that a field's value may have: a text, a list, one or several.
//!
//! A decoder takes a node and returns the value, or `None` after it has noted what is wrong. What is empty is absent.

use super::{
    format::Format,
    front::is_forbidden,
    nearest::{did_you_mean, nearest},
    notes::Notes,
    quote,
    yaml::{self, Kind, Node, Pair},
};
use crate::diagnostic::{At, Code, Diagnostic, Span};

/// The fields of a map that have not been taken yet.
#[derive(Debug)]
pub(super) struct Fields<'n, 't> {
    left: Vec<&'n Pair<'t>>,
    /// The table of all keys that may be asked for.
    format: &'static Format,
    /// All keys that were asked for: what else is there is unknown.
    known: Vec<&'static str>,
    /// Keys that are there, yet not readable.
    spoiled: Vec<&'n str>,
    /// Keys that are there without a value.
    empty: Vec<&'n Pair<'t>>,
    /// Whether keys that begin with `x-` are free.
    has_free: bool,
    /// What is marked where a field is missing.
    at: Span,
}

impl<'n, 't> Fields<'n, 't> {
    /// The fields of these pairs, which are of `format`. `at` is the place of what is missing.
    pub(super) fn new(format: &'static Format, pairs: &'n [Pair<'t>], at: Span) -> Fields<'n, 't> {
        Fields {
            left: pairs.iter().collect(),
            format,
            known: Vec::new(),
            spoiled: Vec::new(),
            empty: Vec::new(),
            has_free: false,
            at,
        }
    }

    /// The same; these keys are not missing, though they cannot be read.
    pub(super) fn with_lost(mut self, lost: &'n [String]) -> Fields<'n, 't> {
        self.spoiled.extend(lost.iter().map(String::as_str));
        self
    }

    /// The value under `key`, unless it is empty.
    pub(super) fn take(&mut self, key: &'static str, notes: &mut Notes<'_>) -> Option<&'n Node<'t>> {
        // Every brief that a test reads looks here, whatever keys it has: decoders ask for all of theirs.
        debug_assert!(self.format.has(key), "`{key}` is not in the table of `{}`", self.format.name);
        self.known.push(key);
        let at = self.left.iter().position(|pair| pair.key == key)?;
        let pair = self.left.remove(at);
        if pair.value.kind != Kind::Empty {
            return Some(&pair.value);
        }
        if hash_in_place_of_value(&pair.value, pair.at.range().end, notes) {
            self.spoiled.push(key);
        } else {
            self.empty.push(pair);
        }
        None
    }

    /// The same; it is an error if there is none. `help` says what to add: "add `date: 2024-01-28`".
    pub(super) fn require(&mut self, key: &'static str, help: &str, notes: &mut Notes<'_>) -> Option<&'n Node<'t>> {
        let node = self.take(key, notes);
        if let Some(items) = node.and_then(blank_list) {
            return self.require_entries(items, node, help, key, notes);
        }
        if node.is_none() && !self.is_spoiled(key) {
            notes.push(self.missing(key, help, notes));
        }
        node
    }

    /// `source: []` and `source: [""]` say no more than an empty value.
    fn require_entries(
        &mut self,
        items: &[Node<'_>],
        list: Option<&Node<'_>>,
        help: &str,
        key: &'static str,
        notes: &mut Notes<'_>,
    ) -> Option<&'n Node<'t>> {
        let told = items.iter().filter(|item| hash_in_place_of_entry(item, notes)).count();
        if told == 0 {
            let at = list.map_or(self.at, |list| first_line(list, notes));
            notes.push(no_value(key, at, "nothing in it", help, notes));
        }
        self.spoiled.push(key);
        None
    }

    /// A key without a value is marked itself: to add it once more would be a mistake too.
    fn missing(&self, key: &str, help: &str, notes: &Notes<'_>) -> Diagnostic {
        match self.empty.iter().find(|pair| pair.key == key) {
            Some(pair) => no_value(key, pair.at, "nothing follows", help, notes),
            None => notes.at(Code::MissingField, self.at, format!("`{key}` is missing")).help(help),
        }
    }

    /// Whether a value was written under `key` that could not be read, and has been told.
    pub(super) fn is_spoiled(&self, key: &str) -> bool {
        self.spoiled.contains(&key)
    }

    /// Takes all fields whose key begins with `x-`.
    pub(super) fn take_free(&mut self) -> Vec<&'n Pair<'t>> {
        let (free, left) = self.left.drain(..).partition(|pair| pair.key.starts_with("x-"));
        self.left = left;
        self.has_free = true;
        free
    }

    /// Takes the only pair that is not of `keys`, where none of `missing` is given: a short form to which other keys
    /// were added.
    pub(super) fn take_mixed(&mut self, keys: &[&str], missing: &[&str]) -> Option<&'n Pair<'t>> {
        let mut others = self.left.iter().filter(|pair| !keys.contains(&pair.key.as_ref()));
        let pair = others.next().copied().filter(|pair| nearest(&pair.key, keys.iter().copied()).is_none())?;
        let alone = others.next().is_none() && !self.left.iter().any(|pair| missing.contains(&pair.key.as_ref()));
        if !alone {
            return None;
        }
        self.left.retain(|left| !std::ptr::eq(*left, pair));
        Some(pair)
    }

    /// Notes what is left as unknown.
    pub(super) fn finish(self, notes: &mut Notes<'_>) {
        for pair in self.left.iter().filter(|pair| !pair.key.is_empty()) {
            let diagnostic = notes.at(Code::UnknownKey, pair.at, format!("unknown key `{}`", pair.key));
            let help = did_you_mean(&pair.key, self.known.iter().copied()).or_else(|| match self.has_free {
                true => free_key(&pair.key).map(|key| format!("a key of your own begins with `x-`: `{key}`")),
                false => Some(format!("known here are {}", names(&self.known))),
            });
            notes.push(with_help(diagnostic.label("not part of the format"), help));
        }
    }
}

fn no_value(key: &str, at: Span, label: &str, help: &str, notes: &Notes<'_>) -> Diagnostic {
    let diagnostic = notes.at(Code::MissingField, at, format!("`{key}` has no value"));
    diagnostic.label(label).help(help.replacen("add ", "write it as ", 1))
}

/// The entries of a list of which none says anything.
fn blank_list<'n, 't>(node: &'n Node<'t>) -> Option<&'n [Node<'t>]> {
    match &node.kind {
        Kind::List(items) if items.iter().all(|item| item.kind == Kind::Empty) => Some(items),
        _ => None,
    }
}

/// A key as one of the author's own; `None` for what is no word.
fn free_key(key: &str) -> Option<String> {
    let is_word = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let small = key.to_lowercase();
    is_word.then(|| if small.starts_with("x-") { small } else { format!("x-{key}") })
}

/// Names in backticks, with commas.
pub(super) fn names<'a>(names: impl IntoIterator<Item = &'a &'a str>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// `title: #1 thing` is for YAML an empty value and a comment. `title: # a comment` is one.
fn hash_in_place_of_value(empty: &Node<'_>, after_key: usize, notes: &mut Notes<'_>) -> bool {
    let text = notes.file.text.as_str();
    let rest = text.get(after_key..).and_then(|rest| rest.lines().next()).unwrap_or("");
    let value = rest.trim_start_matches([':', ' ', '\t']);
    let is_text = value.starts_with('#') && value.len() > 1 && !value.starts_with("# ") && empty.style.plain;
    if is_text {
        let start = after_key + (rest.len() - value.len());
        unquoted_hash(start..start + value.trim_end().len(), notes);
    }
    is_text
}

/// The value of a pair that is a short form: `Pentagon: it has had no request`. `missing` is told where there is none.
pub(super) fn value_of_pair<'n, 't>(
    pair: &'n Pair<'t>,
    missing: impl FnOnce(&Notes<'_>) -> Diagnostic,
    notes: &mut Notes<'_>,
) -> Option<&'n Node<'t>> {
    if pair.value.kind != Kind::Empty {
        return Some(&pair.value);
    }
    if !hash_in_place_of_value(&pair.value, pair.at.range().end, notes) {
        notes.push(missing(notes));
    }
    None
}

fn unquoted_hash(range: std::ops::Range<usize>, notes: &mut Notes<'_>) {
    let diagnostic =
        notes.at(Code::UnquotedIndicator, range.clone().into(), "a text that begins with `#` needs quotes");
    notes.push(with_help(diagnostic.label("a comment for YAML"), quote::quote_hint(&notes.file.text, &range)));
}

/// The diagnostic, with the hint where there is one.
pub(super) fn with_help(diagnostic: Diagnostic, help: Option<String>) -> Diagnostic {
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

// -------------------------------------------------------------------------------------------------------- texts

/// A text of any length on one line: line breaks in it become spaces.
pub(super) fn prose(key: &str, node: &Node<'_>, notes: &mut Notes<'_>) -> Option<At<String>> {
    let text = text(key, node, notes)?;
    let joined = text.value.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    Some(At::new(joined, text.at))
}

/// A name or title: a text that has to be written without line breaks in it.
pub(super) fn line(key: &str, node: &Node<'_>, notes: &mut Notes<'_>) -> Option<At<String>> {
    let written = text(key, node, notes)?;
    if written.value.contains(['\n', '\r']) {
        let message = format!("`{key}` has to be one line");
        notes.push(notes.at(Code::NotOneLine, written.at, message).label("a line break is in it"));
    }
    Some(At::new(written.value.replace(['\n', '\r'], " "), written.at))
}

/// A text as it is written, trimmed.
pub(super) fn text(key: &str, node: &Node<'_>, notes: &mut Notes<'_>) -> Option<At<String>> {
    let Kind::Text(written) = &node.kind else {
        not_a_text(key, node, notes);
        return None;
    };
    if let Some(cut) = cut_off(node, notes) {
        let whole = node.at.range().start..cut.range().end;
        let help = quote::quote_hint(&notes.file.text, &whole);
        notes.push(with_help(cut_note(cut, notes), help));
    }
    // Control characters may come from escapes, which the text of the file does not show.
    if written.contains(is_forbidden) && !notes.slice(node.at).contains(is_forbidden) {
        let message = format!("an escape in `{key}` stands for a control character");
        notes.push(notes.at(Code::ControlCharacter, node.at, message));
        return None;
    }
    Some(At::new(written.trim().to_owned(), node.at))
}

/// A text that stands for something else: a date, a slug, one of some words. A comment may follow it.
pub(super) fn scalar<'n>(key: &str, node: &'n Node<'_>, notes: &mut Notes<'_>) -> Option<At<&'n str>> {
    let Kind::Text(written) = &node.kind else {
        not_a_text(key, node, notes);
        return None;
    };
    if let Some(cut) = cut_off(node, notes).filter(|cut| !notes.slice(*cut).starts_with("# ")) {
        notes.push(cut_note(cut, notes).help("if it is a comment, put a space behind `#`"));
    }
    Some(At::new(written.trim(), node.at))
}

/// Where `range` of a text's value stands in the file; the whole text where escapes or line breaks hide it.
pub(super) fn within(node: &Node<'_>, value: &str, range: std::ops::Range<usize>, notes: &Notes<'_>) -> Span {
    let written = notes.slice(node.at);
    match written.find(value) {
        Some(at) if range.end <= value.len() => {
            let start = node.at.range().start + at;
            Span::from(start + range.start..start + range.end)
        }
        _ => node.at,
    }
}

/// What ` #` has cut off a plain text, from `#` to the end of the line.
fn cut_off(node: &Node<'_>, notes: &Notes<'_>) -> Option<Span> {
    let end = node.at.range().end;
    let rest = notes.file.text.get(end..).and_then(|rest| rest.lines().next()).unwrap_or("");
    let comment = rest.trim();
    let is_cut = node.style.plain && comment.len() > 1 && comment.starts_with('#') && rest.starts_with([' ', '\t']);
    let start = end + (rest.len() - rest.trim_start().len());
    is_cut.then(|| Span::from(start..start + comment.len()))
}

/// `- a #1 b: it says` is for YAML a text and a comment: the pair that was meant is shown. `false` where none was.
pub(super) fn key_cut_off(node: &Node<'_>, notes: &mut Notes<'_>) -> bool {
    let cut = cut_off(node, notes).filter(|_| matches!(node.kind, Kind::Text(_)));
    let Some((cut, colon)) = cut.and_then(|cut| Some((cut, notes.slice(cut).find(": ")?))) else { return false };
    let key = node.at.range().start..cut.range().start + colon;
    let help = quote::quote_hint(&notes.file.text, &key);
    notes.push(with_help(cut_note(cut, notes), help));
    true
}

/// An entry of several pairs of which each was meant as an entry: the dash was forgotten. `is_key` says what is a key of
/// the long form, or a slip of one.
pub(super) fn dash_forgotten(node: &Node<'_>, is_key: impl Fn(&str) -> bool, notes: &mut Notes<'_>) -> bool {
    let pairs = match &node.kind {
        Kind::Map(pairs) if pairs.len() > 1 && !pairs.iter().any(|pair| is_key(&pair.key)) => pairs,
        _ => return false,
    };
    let diagnostic = notes.at(Code::WrongType, pairs[1].at, "two entries stand in one");
    notes.push(diagnostic.label("the second").help("begin each with `- `"));
    true
}

fn cut_note(cut: Span, notes: &Notes<'_>) -> Diagnostic {
    notes.at(Code::TextAfterHash, cut, "the text is cut off: ` #` begins a comment").label("not read")
}

fn not_a_text(key: &str, node: &Node<'_>, notes: &mut Notes<'_>) {
    if let Some((at, whole)) = pair_on_one_line(node, notes) {
        let diagnostic = notes.at(Code::UnquotedColon, at, "a text with a colon in it needs quotes");
        let help = quote::quote_hint(&notes.file.text, &whole.range());
        notes.push(with_help(diagnostic.label("a colon and a space begin a value"), help));
        return;
    }
    let is = if matches!(node.kind, Kind::Map(_)) { "map" } else { "list" };
    let at = first_line(node, notes);
    let diagnostic = notes.at(Code::WrongType, at, format!("`{key}` is a text, not a {is}")).label(format!("a {is}"));
    let is_short = at == node.at && notes.slice(at).starts_with(['[', '{']);
    let help = is_short.then(|| quote::quote_hint(&notes.file.text, &at.range())).flatten();
    notes.push(with_help(diagnostic, help));
}

/// An entry like `- Iraq: the talks` is a pair for YAML: the place of its colon, and of all of it.
fn pair_on_one_line(node: &Node<'_>, notes: &Notes<'_>) -> Option<(Span, Span)> {
    let pair =
        only_pair(node).filter(|_| first_line(node, notes) == node.at && !notes.slice(node.at).starts_with('{'))?;
    let key_end = pair.at.range().end;
    let colon = key_end + notes.file.text.get(key_end..)?.find(':')?;
    let end = node.at.range().end.max(colon + 1);
    Some((Span::from(colon..colon + 1), Span::from(node.at.range().start..end)))
}

// ------------------------------------------------------------------------------------------------ lists and maps

/// A list, each entry read by `item`. Empty entries are no entries.
pub(super) fn list<T>(
    key: &str,
    node: &Node<'_>,
    notes: &mut Notes<'_>,
    mut item: impl FnMut(&Node<'_>, &mut Notes<'_>) -> Option<T>,
) -> Vec<T> {
    if let Kind::List(items) = &node.kind {
        // Room for one entry and no more: most lists have one, and a list that grows begins with room for four.
        let mut list = Vec::with_capacity(items.len());
        list.extend(items.iter().filter_map(|node| entry(node, notes, &mut item)));
        return list;
    }
    notes.push(not_a_list(key, node, notes).help("begin each entry with `- ` on a line of its own"));
    Vec::new()
}

/// A list whose entries may be texts: a text in place of the list is shown in brackets.
pub(super) fn list_of_names<T>(
    key: &str,
    node: &Node<'_>,
    notes: &mut Notes<'_>,
    item: impl FnMut(&Node<'_>, &mut Notes<'_>) -> Option<T>,
) -> Vec<T> {
    let raw = notes.slice(node.at);
    let line = format!("{key}: [{raw}]");
    if !matches!(node.kind, Kind::Text(_)) || raw.contains(['\n', '"', '\'', '#']) || yaml::check(&line).is_err() {
        return list(key, node, notes, item);
    }
    notes.push(not_a_list(key, node, notes).help(format!("write `{line}`")));
    Vec::new()
}

/// One value, or a list of such.
pub(super) fn one_or_list<T>(
    key: &str,
    node: &Node<'_>,
    notes: &mut Notes<'_>,
    mut item: impl FnMut(&Node<'_>, &mut Notes<'_>) -> Option<T>,
) -> Vec<T> {
    match &node.kind {
        Kind::List(_) => list(key, node, notes, item),
        _ => entry(node, notes, &mut item).into_iter().collect(),
    }
}

fn entry<T>(
    node: &Node<'_>,
    notes: &mut Notes<'_>,
    item: &mut impl FnMut(&Node<'_>, &mut Notes<'_>) -> Option<T>,
) -> Option<T> {
    if node.kind != Kind::Empty {
        return item(node, notes);
    }
    hash_in_place_of_entry(node, notes);
    None
}

/// `- #iraq`: the place of an empty entry is after the comment, so the line is looked at from its start.
fn hash_in_place_of_entry(empty: &Node<'_>, notes: &mut Notes<'_>) -> bool {
    let before = notes.file.text.get(..empty.at.range().start).unwrap_or("");
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let dashes = before[line..].find('#').filter(|at| before[line..line + at].chars().all(|c| matches!(c, ' ' | '-')));
    dashes.is_some_and(|at| hash_in_place_of_value(empty, line + at, notes))
}

fn not_a_list(key: &str, node: &Node<'_>, notes: &Notes<'_>) -> Diagnostic {
    let is = if matches!(node.kind, Kind::Map(_)) { "map" } else { "text" };
    notes
        .at(Code::WrongType, first_line(node, notes), format!("`{key}` is a list, not a {is}"))
        .label(format!("a {is}"))
}

/// The fields of a map of that format; `what` says what it is of, `form` how one is written.
pub(super) fn map<'n, 't>(
    format: &'static Format,
    what: &str,
    form: &str,
    node: &'n Node<'t>,
    notes: &mut Notes<'_>,
) -> Option<Fields<'n, 't>> {
    match &node.kind {
        Kind::Map(pairs) => Some(Fields::new(format, pairs, first_line(node, notes))),
        _ if key_cut_off(node, notes) => None,
        _ => {
            let is = if matches!(node.kind, Kind::List(_)) { "list" } else { "text" };
            let at = first_line(node, notes);
            let diagnostic = notes.at(Code::WrongType, at, format!("{what} is a map, not a {is}"));
            notes.push(diagnostic.label(format!("a {is}")).help(format!("write it as `{form}`")));
            None
        }
    }
}

/// The first line of what a node is written as: enough to mark it.
pub(super) fn first_line(node: &Node<'_>, notes: &Notes<'_>) -> Span {
    let range = node.at.range();
    let first = notes.slice(node.at).lines().next().unwrap_or("").trim_end();
    Span::from(range.start..range.start + first.len())
}

/// The only pair of a map, if it has one pair alone.
pub(super) fn only_pair<'n, 't>(node: &'n Node<'t>) -> Option<&'n Pair<'t>> {
    match &node.kind {
        Kind::Map(pairs) => match pairs.as_slice() {
            [pair] => Some(pair),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests;
