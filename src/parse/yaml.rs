//! Front matter as a tree of texts, lists and maps, each with its place: the only module that knows the YAML parser.
//!
//! Every scalar is text. What YAML has and the format has not (tags, anchors, a second document, keys that are no
//! texts, keys given twice) is noted, and the tree is what the author most likely meant. Own stack, no recursion.

use std::{borrow::Cow, collections::BTreeSet, ops::Range};

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StructureStyle};

use super::{front::is_forbidden, notes::Notes, quote::quote_hint};
use crate::diagnostic::{Code, Span};

mod fault;

use fault::fault;
pub(super) use fault::{Fault, FaultKind};

/// Lists and maps within one another. The format needs five.
const DEPTH_LIMIT: usize = 16;

/// A value and where it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node<'t> {
    /// Where it stands, its quotes included.
    pub(super) at: Span,
    /// What it is.
    pub(super) kind: Kind<'t>,
    /// How it is written.
    pub(super) style: Style,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind<'t> {
    /// Nothing, or nothing but spaces.
    Empty,
    /// Any scalar.
    Text(Cow<'t, str>),
    /// Values in their order.
    List(Vec<Node<'t>>),
    /// Pairs in their order; no key stands twice.
    Map(Vec<Pair<'t>>),
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    /// A scalar without quotes.
    pub(super) plain: bool,
    /// A value inside `[…]` or `{…}`.
    pub(super) in_flow: bool,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair<'t> {
    /// Where the key stands.
    pub(super) at: Span,
    /// The key.
    pub(super) key: Cow<'t, str>,
    /// How the key is written.
    pub(super) style: Style,
    /// Its value.
    pub(super) value: Node<'t>,
}

impl Node<'_> {
    /// The same without borrowing from the text.
    pub(super) fn into_owned(self) -> Node<'static> {
        let kind = match self.kind {
            Kind::Empty => Kind::Empty,
            Kind::Text(text) => Kind::Text(Cow::Owned(text.into_owned())),
            Kind::List(list) => Kind::List(list.into_iter().map(Node::into_owned).collect()),
            Kind::Map(map) => Kind::Map(map.into_iter().map(Pair::into_owned).collect()),
        };
        Node { kind, ..self }
    }
}

impl Pair<'_> {
    /// The same without borrowing from the text.
    pub(super) fn into_owned(self) -> Pair<'static> {
        Pair { key: Cow::Owned(self.key.into_owned()), value: self.value.into_owned(), ..self }
    }
}

/// Whether `text` is YAML.
pub(super) fn check(text: &str) -> Result<(), Fault> {
    events(text).try_for_each(|event| event.map(|_| ()).map_err(|error| fault(text, &error)))
}

/// Whether `text` is YAML whose root is a map, or empty.
pub(super) fn check_pairs(text: &str) -> Result<(), Fault> {
    check_pairs_until(text, usize::MAX)
}

/// The same as far as something begins behind byte `until`: enough to know that the parser gets so far.
pub(super) fn check_pairs_until(text: &str, until: usize) -> Result<(), Fault> {
    let mut has_root = false;
    for event in events(text) {
        let (event, span) = event.map_err(|error| fault(text, &error))?;
        let at = span.byte_range().map_or(0, |range| range.start);
        match event {
            Event::MappingStart(..) => has_root = true,
            Event::Scalar(..) | Event::SequenceStart(..) | Event::Alias(_) | Event::UnresolvedAlias(_) if !has_root => {
                let message = "a `key: value` pair is expected here".to_owned();
                return Err(Fault { at, kind: FaultKind::NoPair, message });
            }
            _ => {}
        }
        if at > until {
            break;
        }
    }
    Ok(())
}

/// The root of `text`, with each place told by `place`; [`Kind::Empty`] where there is nothing but comments.
///
/// # Errors
/// What is not YAML; nothing is noted then.
pub(super) fn tree<'t>(text: &'t str, place: Place<'_>, notes: &mut Notes<'_>) -> Result<Node<'t>, Fault> {
    let mut own = Notes::new(notes.file);
    let mut builder = Builder { text, place, notes: &mut own, stack: Vec::new(), root: None };
    for event in events(text) {
        let (event, span) = event.map_err(|error| fault(text, &error))?;
        let range = span.byte_range().unwrap_or(0..0);
        let tag = span.tag_span().and_then(|span| span.byte_range());
        if !builder.take(event, range, tag) {
            break;
        }
    }
    let root = builder.root.unwrap_or(Node { at: place(0..0), kind: Kind::Empty, style: PLAIN });
    notes.append(own);
    Ok(root)
}

/// Where bytes of the text stand in the file.
pub(super) type Place<'a> = &'a dyn Fn(Range<usize>) -> Span;

const PLAIN: Style = Style { plain: true, in_flow: false };

fn events(text: &str) -> impl Iterator<Item = Result<(Event<'_>, granit_parser::Span), ScanError>> {
    let mut options = granit_parser::options! {
        flow_nesting_limit: DEPTH_LIMIT,
        block_nesting_limit: DEPTH_LIMIT,
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
    };
    options.set_emit_comments(false);
    Parser::new_from_str_with_options(text, options)
}

/// A list or map that is not closed yet.
struct Open<'t> {
    start: usize,
    end: usize,
    flow: bool,
    items: Items<'t>,
}

enum Items<'t> {
    List(Vec<Node<'t>>),
    Map(Vec<Pair<'t>>, Option<Key<'t>>),
}

/// A key that waits for its value.
struct Key<'t> {
    range: Range<usize>,
    text: Cow<'t, str>,
    style: Style,
}

/// A node with its place in the text.
struct Built<'t> {
    range: Range<usize>,
    kind: Kind<'t>,
    style: Style,
}

struct Builder<'t, 'a, 'f> {
    text: &'t str,
    place: Place<'a>,
    notes: &'a mut Notes<'f>,
    stack: Vec<Open<'t>>,
    root: Option<Node<'t>>,
}

impl<'t> Builder<'t, '_, '_> {
    /// Takes an event; `false` when nothing more is wanted.
    fn take(&mut self, event: Event<'t>, range: Range<usize>, tag: Option<Range<usize>>) -> bool {
        if let Some(tag) = tag {
            self.refuse(Code::YamlTag, tag, "a tag is not part of the format", "read as text it needs quotes");
        }
        match event {
            Event::Scalar(text, style, ..) => self.scalar(text, style, range),
            Event::SequenceStart(style, ..) => self.open(style, range, Items::List(Vec::new())),
            Event::MappingStart(style, ..) => self.open(style, range, Items::Map(Vec::new(), None)),
            Event::SequenceEnd | Event::MappingEnd => self.close(range),
            Event::Anchor(..) => {
                self.refuse(Code::YamlAnchor, range, "an anchor is not part of the format", "`&` names what follows");
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let (message, label) = ("an alias is not part of the format", "`*` repeats what `&` names");
                self.refuse(Code::YamlAnchor, range.clone(), message, label);
                let alias = Cow::Borrowed(self.text.get(range.clone()).unwrap_or(""));
                self.add(Built { range, kind: Kind::Text(alias), style: self.style(false) });
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                self.second_document(range.start);
                return false;
            }
            _ => {}
        }
        true
    }

    fn style(&self, plain: bool) -> Style {
        Style { plain, in_flow: self.stack.last().is_some_and(|open| open.flow) }
    }

    fn scalar(&mut self, text: Cow<'t, str>, style: ScalarStyle, range: Range<usize>) {
        let plain = style == ScalarStyle::Plain;
        // Where nothing is written, the parser says `~` and an empty place.
        let empty = text.trim().is_empty() || (plain && range.is_empty());
        if empty && matches!(style, ScalarStyle::Folded | ScalarStyle::Literal) {
            self.refuse_header(range.start);
        }
        let kind = if empty { Kind::Empty } else { Kind::Text(text) };
        // A block text runs to the next line's start.
        let end = range.start + self.text.get(range.clone()).map_or(0, |raw| raw.trim_end().len());
        self.add(Built { range: range.start..end, kind, style: self.style(plain) });
    }

    fn open(&mut self, style: StructureStyle, range: Range<usize>, items: Items<'t>) {
        let flow = style == StructureStyle::Flow;
        self.stack.push(Open { start: range.start, end: range.end, flow, items });
    }

    fn close(&mut self, range: Range<usize>) {
        let Some(open) = self.stack.pop() else { return };
        let kind = match open.items {
            Items::List(list) => Kind::List(list),
            Items::Map(map, _) => Kind::Map(self.without_repeated_keys(map)),
        };
        // A block list ends where its last entry does, not where the next line begins.
        let end = if open.flow { range.end } else { open.end };
        self.add(Built { range: open.start..end, kind, style: self.style(false) });
    }

    fn add(&mut self, built: Built<'t>) {
        let Some(mut open) = self.stack.pop() else {
            let node = self.node(built);
            self.root.get_or_insert(node);
            return;
        };
        open.end = open.end.max(built.range.end);
        match &mut open.items {
            Items::List(list) => list.push(self.node(built)),
            Items::Map(map, key) => match key.take() {
                Some(Key { range, text, style }) => {
                    map.push(Pair { at: (self.place)(range), key: text, style, value: self.node(built) });
                }
                None => *key = Some(self.key(built)),
            },
        }
        self.stack.push(open);
    }

    fn node(&self, built: Built<'t>) -> Node<'t> {
        Node { at: (self.place)(built.range), kind: built.kind, style: built.style }
    }

    /// A key. What is no text is taken as it is written: `[2024-01,2024-03]: …` is a date without its quotes.
    fn key(&mut self, built: Built<'t>) -> Key<'t> {
        let Built { range, kind, style } = built;
        let text = match kind {
            Kind::Text(text) if text.contains(|c| is_forbidden(c) || c == '\n' || c == '\r') => {
                let message = "an escape in a key stands for a control character";
                self.notes.push(self.notes.at(Code::ControlCharacter, (self.place)(range.clone()), message));
                Cow::Owned(text.replace(|c| is_forbidden(c) || c == '\n' || c == '\r', " "))
            }
            Kind::Text(text) => text,
            Kind::Empty => {
                let at = (self.place)(range.start..(range.start + 1).min(self.text.len()));
                self.notes.push(self.notes.at(Code::Yaml, at, "a key is missing before the colon"));
                Cow::Borrowed("")
            }
            Kind::List(_) | Kind::Map(_) => {
                let raw = self.text.get(range.clone()).unwrap_or("");
                let bracket = raw.chars().next().unwrap_or('[');
                let message = format!("a key that begins with `{bracket}` needs quotes");
                self.refuse(Code::UnquotedIndicator, range.clone(), &message, "a list or map for YAML, not a text");
                Cow::Borrowed(raw)
            }
        };
        Key { range, text, style }
    }

    fn without_repeated_keys(&mut self, map: Vec<Pair<'t>>) -> Vec<Pair<'t>> {
        let mut seen = BTreeSet::new();
        let (first, again): (Vec<_>, Vec<_>) = map.into_iter().partition(|pair| seen.insert(pair.key.clone()));
        for pair in again.iter().filter(|pair| !pair.key.is_empty()) {
            let message = format!("the key `{}` is given twice", pair.key);
            self.notes.push(self.notes.at(Code::DuplicateKey, pair.at, message).label("the second time"));
        }
        first
    }

    /// Notes a construct that the format does not have, with the hint to quote all of the value that it begins.
    fn refuse(&mut self, code: Code, range: Range<usize>, message: &str, label: &str) {
        let diagnostic = self.notes.at(code, (self.place)(range.clone()), message).label(label);
        let value = range.start..end_of_value(self.text, &range);
        let hint = self.text.get(value.clone()).and_then(|_| quote_hint(self.text, &value));
        self.notes.push(match hint {
            Some(hint) => diagnostic.help(hint),
            None => diagnostic,
        });
    }

    /// `title: >5` is for YAML a text of several lines, of which there are none. `title: >` says nothing, and may.
    fn refuse_header(&mut self, before: usize) {
        let above = self.text.get(..before).unwrap_or("").trim_end();
        let header = above.rfind(['>', '|']).map(|at| at..above.len());
        if let Some(header) = header.filter(|header| header.len() > 1 && !above[header.clone()].contains('\n')) {
            let message = format!("a text that begins with `{}` needs quotes", &above[header.start..=header.start]);
            self.refuse(Code::UnquotedIndicator, header, &message, "this begins a text of several lines");
        }
    }

    fn second_document(&mut self, at: usize) {
        // An explicit start is marked by itself; one without `---` begins after a line with `...`.
        let start = if self.text[at..].starts_with("---") { at } else { self.text[..at].rfind("...").unwrap_or(at) };
        second_document((self.place)(start..(start + 3).min(self.text.len())), self.notes);
    }
}

/// Notes that what follows is another YAML document.
pub(super) fn second_document(at: Span, notes: &mut Notes<'_>) {
    let message = "a second YAML document begins inside the front matter";
    let help = "remove the line; the front matter ends at a line that is `---` and nothing else";
    notes.push(notes.at(Code::SecondDocument, at, message).label("what follows is not read").help(help));
}

/// Where the value ends that begins with `range`: before the comma or bracket in a list or map on one line, before the
/// colon of a key, else at the end of the line.
fn end_of_value(text: &str, range: &Range<usize>) -> usize {
    let rest = text.get(range.end..).unwrap_or("");
    let line = rest.lines().next().unwrap_or("");
    let before = text.get(..range.start).and_then(|before| before.rsplit('\n').next()).unwrap_or("");
    let in_flow = before.contains(['[', '{']);
    let stop = |at: usize, c: char| match c {
        ',' | ']' | '}' => in_flow,
        ':' => line[at + 1..].is_empty() || line[at + 1..].starts_with(' '),
        _ => false,
    };
    let end = line.char_indices().find(|(at, c)| stop(*at, *c)).map_or(line.len(), |(at, _)| at);
    range.end + line[..end].trim_end().len()
}

#[cfg(test)]
mod tests;
