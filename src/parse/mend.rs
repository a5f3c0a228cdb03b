//! Front matter that is not YAML, repaired: one slip must not hide the other mistakes of a file.
//!
//! The text is cut into its top-level entries, and a list into its items, so that nothing unclosed runs over into the
//! next and each repair costs no more than its own item. In each, the place where the parser stops is compared with the slips of people who write by hand. A repair counts only if the parser
//! then gets further; its line, with the quotes added, is the hint. What nothing repairs is left out, the smallest
//! part that will do. All places are told as they are in the file.

use std::{borrow::Cow, collections::BTreeSet, ops::Range};

use super::{
    notes::Notes,
    quote::{self, Piece},
    yaml::{self, Fault, FaultKind, Kind, Node, Pair},
};
use crate::diagnostic::{Code, Diagnostic, Span};

mod patched;
mod slips;

use patched::Patched;
use slips::Repair;

/// So many slips are repaired in one item of a list, or in an entry that is none.
const ROUNDS: usize = 64;
/// So many bytes are parsed for the repairs of one file: less than half a second of work.
const BUDGET: usize = 16 << 20;

/// What could be read of broken front matter.
#[derive(Debug, Default)]
pub(super) struct Mended<'t> {
    /// The pairs, in their order.
    pub(super) pairs: Vec<Pair<'t>>,
    /// Keys of entries that had to be left out. They are not missing.
    pub(super) lost: Vec<String>,
}

/// Reads the pairs of `text`, which begins at byte `start` of the file and is not YAML. `keys` are those of the format:
/// a line that begins with one is never meant as text.
pub(super) fn mend(text: &str, start: usize, keys: &[&str], notes: &mut Notes<'_>) -> Mended<'static> {
    let mut mended = Mended::default();
    let mut budget = Budget { left: BUDGET };
    for range in entries(text) {
        let entry = &text[range.clone()];
        if is_document_mark(entry) {
            let at = Span::from(start + range.start..start + range.start + 3);
            yaml::second_document(at, notes);
            break;
        }
        let mut repairs = Repairs { keys, budget: &mut budget, notes };
        match repairs.entry(entry, start + range.start).and_then(|patched| pairs(&patched, notes)) {
            Some(pairs) => mended.pairs.extend(pairs),
            None => mended.lost.extend(entry.split_once(':').map(|(key, _)| key.trim().to_owned())),
        }
    }
    forget_repeated_keys(&mut mended.pairs, notes);
    mended
}

/// The top-level entries: each begins with a line that begins with neither a space, a comment, a list's `- ` nor a
/// closing bracket.
fn entries(text: &str) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let in_list = line.strip_prefix('-').is_some_and(|rest| rest.starts_with([' ', '\t', '\r', '\n']));
        let begins = !line.starts_with([' ', '\t', '#', ']', '}', '\r', '\n']) && !in_list;
        if begins || (starts.is_empty() && !line.trim().is_empty() && !line.starts_with('#')) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn is_document_mark(entry: &str) -> bool {
    ["---", "..."]
        .iter()
        .any(|mark| entry.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\n', '\r'])))
}

struct Budget {
    left: usize,
}

impl Budget {
    /// Parses as far as to `until`, as long as there is something left of the budget. All of the text counts: it has
    /// been copied.
    fn check(&mut self, text: &str, until: usize) -> Option<Result<(), Fault>> {
        self.left = self.left.checked_sub(text.len())?;
        Some(yaml::check_pairs_until(text, until))
    }
}

/// A list, cut into the line of its key and its items. `None` for what is no list with a line for each item.
fn items(entry: &str) -> Option<(usize, Vec<Range<usize>>)> {
    let starts = std::iter::once(0).chain(entry.match_indices('\n').map(|(at, _)| at + 1));
    let indent = |start: &usize| {
        let line = entry[*start..].lines().next().unwrap_or("");
        let content = line.trim_start_matches(' ');
        (content.starts_with("- ") || content.trim_end() == "-").then(|| line.len() - content.len())
    };
    let lines: Vec<(usize, usize)> = starts.filter_map(|start| Some((start, indent(&start)?))).collect();
    let outermost = lines.iter().map(|(_, indent)| *indent).min()?;
    let starts: Vec<usize> =
        lines.into_iter().filter(|(_, indent)| *indent == outermost).map(|(start, _)| start).collect();
    let head = *starts.first()?;
    let (key, below) = entry[..head].split_once('\n')?;
    let is_blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    if !key.split(" #").next()?.trim_end().ends_with(':') || !below.lines().all(is_blank) {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([entry.len()]);
    Some((head, starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()))
}

/// What repairs need.
struct Repairs<'a, 'k, 'n, 't> {
    keys: &'a [&'k str],
    budget: &'a mut Budget,
    notes: &'n mut Notes<'t>,
}

impl Repairs<'_, '_, '_, '_> {
    /// The entry at byte `start` of the file as YAML, or `None` where nothing of it can be read.
    fn entry(&mut self, entry: &str, start: usize) -> Option<Patched> {
        let whole = Patched::new(entry, start);
        let (head, items) = match items(entry) {
            Some(items) if yaml::check_pairs(&entry[..items.0]).is_ok() => items,
            _ => return self.part(whole, 0),
        };
        if self.check(&whole, usize::MAX)?.is_ok() {
            return Some(whole);
        }
        let key = Patched::new(&entry[..head], start);
        let mut mended = key.clone();
        for item in items {
            let mut part = key.clone();
            part.push(&Patched::new(&entry[item.clone()], start + item.start), 0);
            mended.push(&self.part(part, head)?, head);
        }
        // What is left concerns several items, such as one that begins in another column than the others.
        self.part(mended, 0)
    }

    /// A part of an entry as YAML. Its first bytes, up to `fixed`, stay as they are.
    fn part(&mut self, mut patched: Patched, fixed: usize) -> Option<Patched> {
        let mut left_out_at = None;
        for _ in 0..=ROUNDS {
            let Err(fault) = self.check(&patched, usize::MAX)? else { return Some(patched) };
            if let Some((repair, better)) = self.repaired(&patched, &fault, fixed) {
                self.notes.push(slip(&patched, &repair, self.notes));
                patched = better;
                continue;
            }
            self.notes.push(stop(&patched, &fault, self.notes));
            let item =
                item_around(patched.text(), fault.at).filter(|item| left_out_at.is_none_or(|at| item.start > at))?;
            left_out_at = Some(item.start);
            patched = patched.replaced(&item, &[]);
        }
        self.give_up(&patched);
        None
    }

    /// Parses as far as to `until`. `None` where the limits of the file's repairs are reached, which is told.
    fn check(&mut self, patched: &Patched, until: usize) -> Option<Result<(), Fault>> {
        if self.notes.is_full() {
            return None;
        }
        let checked = self.budget.check(patched.text(), until);
        if checked.is_none() {
            self.give_up(patched);
        }
        checked
    }

    fn give_up(&mut self, patched: &Patched) {
        let end = patched.text().lines().next().unwrap_or("").len();
        let at = Span::from(patched.original(&(0..end)));
        let diagnostic = self.notes.at(Code::TooManyMistakes, at, "too many mistakes here to tell them all");
        self.notes.push(diagnostic.label("not read").help("mend those that are told, and check again"));
    }

    /// The first repair with which the parser gets further.
    fn repaired(&mut self, patched: &Patched, fault: &Fault, fixed: usize) -> Option<(Repair, Patched)> {
        if matches!(fault.kind, FaultKind::Deep | FaultKind::LongKey) {
            return None;
        }
        let repairs = slips::repairs(patched.text(), fault, self.keys);
        repairs.into_iter().filter(|repair| repair.range.start >= fixed).find_map(|repair| {
            let better = patched.replaced(&repair.range, &repair.pieces);
            let added = better.text().len() as i64 - patched.text().len() as i64;
            let moved = |at: usize| at as i64 + if repair.range.start <= at { added } else { 0 };
            // The parser has to get past the place of the fault, and past all that was repaired.
            let until = usize::try_from(moved(fault.at).max(moved(repair.range.end) - 1)).ok()?;
            let is_better = self.budget.check(better.text(), until)?.map_or_else(|next| next.at > until, |()| true);
            is_better.then_some((repair, better))
        })
    }
}

/// The message on a slip that could be repaired, with the line as it should be.
fn slip(patched: &Patched, repair: &Repair, notes: &Notes<'_>) -> Diagnostic {
    let at = Span::from(patched.original(&repair.mark));
    let diagnostic = notes.at(repair.code, at, repair.message.clone()).label(repair.label.clone());
    let line = quote::line_with(patched.text(), &repair.range, &repair.pieces);
    diagnostic.help(match line {
        Some(line) if repair.shows_line => format!("{}: `{line}`", repair.help),
        _ => repair.help.to_owned(),
    })
}

/// The message on what nothing repairs.
fn stop(patched: &Patched, fault: &Fault, notes: &Notes<'_>) -> Diagnostic {
    let text = patched.text();
    // At the end of a text there is nothing to mark but its last line.
    let at = if fault.at < text.len() { fault.at } else { text.trim_end().len() };
    let end = at + text[at..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    let code = if fault.kind == FaultKind::Deep { Code::TooDeep } else { Code::Yaml };
    let diagnostic = notes.at(code, patched.original(&(at..end)).into(), fault.message.clone());
    match fault.kind {
        FaultKind::NoPair => diagnostic.help("indent the line if it goes on with the value above"),
        FaultKind::Directive => diagnostic.help("remove the line"),
        FaultKind::LongKey => diagnostic.help("write it in two lines, with the keys `when:` and `what:`"),
        _ => diagnostic,
    }
}

/// The smallest part that can be left out with the line of `at`: the innermost entry of a list that holds it, or that
/// line with what is indented below it. `None` where that is all of the text.
fn item_around(text: &str, at: usize) -> Option<Range<usize>> {
    let at = at.min(text.trim_end().len());
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let starts =
        || std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).filter(|at| *at < text.len());
    let line = |start: usize| text[start..].lines().next().unwrap_or("");
    let here = starts().rfind(|start| *start <= at)?;
    let holds = |start: &usize| {
        *start == here && indent(line(here)) == 0
            || line(*start).trim_start_matches(' ').starts_with("- ")
                && (*start == here || indent(line(*start)) < indent(line(here)))
    };
    let start = starts().filter(|start| *start <= here).rfind(holds).unwrap_or(here);
    let ends = |next: &usize| !line(*next).trim().is_empty() && indent(line(*next)) <= indent(line(start));
    let end = starts().filter(|next| *next > start).find(ends).unwrap_or(text.len());
    (start > 0).then_some(start..end)
}

/// The pairs of an entry that is YAML now.
fn pairs(patched: &Patched, notes: &mut Notes<'_>) -> Option<Vec<Pair<'static>>> {
    let place = |range: Range<usize>| Span::from(patched.original(&range));
    let root: Node<'_> = yaml::tree(patched.text(), &place, notes).ok()?;
    match root.kind {
        Kind::Map(pairs) => Some(pairs.into_iter().map(Pair::into_owned).collect()),
        _ => Some(Vec::new()),
    }
}

fn forget_repeated_keys(pairs: &mut Vec<Pair<'static>>, notes: &mut Notes<'_>) {
    let mut seen: BTreeSet<Cow<'static, str>> = BTreeSet::new();
    pairs.retain(|pair| {
        let is_new = seen.insert(pair.key.clone());
        if !is_new {
            let message = format!("the key `{}` is given twice", pair.key);
            notes.push(notes.at(Code::DuplicateKey, pair.at, message).label("the second time"));
        }
        is_new
    });
}

#[cfg(test)]
mod tests;
