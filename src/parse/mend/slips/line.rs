//! Lines of broken YAML, and which parts of them may be meant as keys and values.

use std::ops::Range;

/// A line that is not blank.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its first byte.
    pub(super) start: usize,
    /// Its first byte that is no space or tab.
    pub(super) indent_end: usize,
    /// Its first byte after the `- ` of lists.
    pub(super) content: usize,
    /// After its last byte that is no space.
    pub(super) end: usize,
}

impl Line {
    fn new(text: &str, start: usize, line: &str) -> Line {
        let end = start + line.trim_end().len();
        let indent_end = start + (line.len() - line.trim_start().len());
        let mut content = indent_end;
        while let Some(rest) = text[content..end].strip_prefix("- ") {
            content = end - rest.trim_start().len();
        }
        Line { start, indent_end, content, end }
    }

    /// The key that the line may begin with.
    pub(super) fn key(&self, text: &str) -> Option<Range<usize>> {
        let rest = &text[self.content..self.end];
        key_end(rest).filter(|end| *end > 0).map(|end| self.content..self.content + end)
    }

    /// What may be meant as a key though it goes on behind a closing quote or bracket.
    pub(super) fn odd_key(&self, text: &str) -> Option<Range<usize>> {
        let rest = &text[self.content..self.end];
        let closing = match rest.chars().next()? {
            '[' => ']',
            '{' => '}',
            quote @ ('"' | '\'') => quote,
            _ => return None,
        };
        let closed = rest[1..].find(closing)? + 2;
        let end = closed + rest[closed..].find(": ")?;
        (end > closed).then(|| self.content..self.content + end)
    }

    /// What may be meant as a value: what follows the key, and the whole.
    pub(super) fn values(&self, text: &str) -> Vec<Range<usize>> {
        let after_key = self.key(text).map(|key| {
            let rest = &text[key.end + 1..self.end];
            self.end - rest.trim_start().len()..self.end
        });
        let whole = self.content..self.end;
        after_key.into_iter().chain([whole]).filter(|value| !value.is_empty()).collect()
    }
}

/// The lines up to the one that holds byte `at`, blank ones left out.
pub(super) fn lines_up_to(text: &str, at: usize) -> Vec<Line> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        if start > at {
            break;
        }
        if !line.trim().is_empty() {
            lines.push(Line::new(text, start, line));
        }
        start += line.len();
    }
    lines
}

/// The end of the lines below `line` that are indented further than what it begins with.
pub(super) fn end_of_block(text: &str, line: &Line) -> usize {
    let column = line.content - line.start;
    let (mut end, mut start) = (line.end, text[line.end..].find('\n').map_or(text.len(), |at| line.end + at + 1));
    for next in text[start..].split_inclusive('\n') {
        let content = next.trim_start_matches(' ');
        if next.len() - content.len() <= column && !content.trim().is_empty() {
            break;
        }
        if !content.trim().is_empty() {
            end = start + next.trim_end().len();
        }
        start += next.len();
    }
    end
}

/// Where the key ends that `rest` may begin with: at the colon after a closing quote or bracket, or at the first colon
/// that a space follows.
fn key_end(rest: &str) -> Option<usize> {
    let colon =
        |at: usize| rest[at..].strip_prefix(':').filter(|after| after.is_empty() || after.starts_with([' ', '\t']));
    let closed = match rest.chars().next()? {
        quote @ ('"' | '\'') => rest[1..].find(quote).map(|at| at + 2),
        '[' => rest.find(']').map(|at| at + 1),
        '{' => rest.find('}').map(|at| at + 1),
        _ => None,
    };
    if let Some(at) = closed {
        return colon(at).map(|_| at);
    }
    rest.match_indices(':').map(|(at, _)| at).find(|at| colon(*at).is_some())
}

/// The texts between the brackets and commas of a list or map on one line, without the keys before them.
pub(super) fn flow_parts(text: &str, value: &Range<usize>) -> Vec<Range<usize>> {
    let raw = &text[value.clone()];
    let mut parts = Vec::new();
    let mut from = 0;
    let delimiters = raw.match_indices(['[', ']', '{', '}', ',', '\n']).map(|(at, _)| at).chain([raw.len()]);
    for at in delimiters {
        let part = raw[from..at].trim_end();
        let start = from + (part.len() - part.trim_start().len());
        let part = part.trim_start();
        let after_key = key_end(part).map_or(part, |end| part[end + 1..].trim_start());
        let end = start + part.len();
        for start in [end - after_key.len(), start] {
            if start < end {
                parts.push(value.start + start..value.start + end);
            }
        }
        from = at + 1;
    }
    parts.dedup();
    parts
}

/// The entries of a list on one line, with the brackets inside of them.
pub(super) fn elements(text: &str, value: &Range<usize>) -> Vec<Range<usize>> {
    let raw = &text[value.clone()];
    let (mut elements, mut depth, mut from) = (Vec::new(), 0_usize, 1);
    for (at, c) in raw.char_indices() {
        let ends = depth == 1 && matches!(c, ',' | ']' | '}');
        if ends && from <= at {
            let part = &raw[from..at];
            let start = value.start + from + (part.len() - part.trim_start().len());
            elements.push(start..start.max(value.start + from + part.trim_end().len()));
            from = at + 1;
        }
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    elements
}

/// The innermost bracket of a list or map on one line that is not closed by its like, and before what it should be.
pub(super) fn unclosed_bracket(text: &str, value: &Range<usize>) -> Option<(usize, usize)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quote = None;
    for (at, c) in text[value.clone()].char_indices() {
        let at = value.start + at;
        match (quote, c) {
            (Some(closing), _) => quote = Some(closing).filter(|closing| *closing != c),
            (None, '"' | '\'') => quote = Some(c),
            (None, '[' | '{') => open.push((at, c)),
            (None, ']' | '}') => {
                let (start, bracket) = open.pop()?;
                if (bracket == '[') != (c == ']') {
                    return Some((start, at));
                }
            }
            _ => {}
        }
    }
    open.pop().map(|(start, _)| (start, value.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_a_key_and_values() {
        let check = |text: &str, key: Option<&str>, values: &[&str]| {
            let lines = lines_up_to(text, text.len());
            let line = lines.last().expect("it is not blank");
            assert_eq!(line.key(text).map(|key| &text[key]), key, "{text}");
            let found: Vec<&str> = line.values(text).into_iter().map(|value| &text[value]).collect();
            assert_eq!(found, values, "{text}");
        };
        check("title: a: b \n", Some("title"), &["a: b", "title: a: b"]);
        check("  - 2024-01-27T10:00Z: x: y", Some("2024-01-27T10:00Z"), &["x: y", "2024-01-27T10:00Z: x: y"]);
        check("- - \"a: b\": c", Some("\"a: b\""), &["c", "\"a: b\": c"]);
        check("- [a, b]: c", Some("[a, b]"), &["c", "[a, b]: c"]);
        check("topics: [a: b]", Some("topics"), &["[a: b]", "topics: [a: b]"]);
        check("- [a: b]", None, &["[a: b]"]);
        check("a:", Some("a"), &["a:"]);
        check("- \"a", None, &["\"a"]);
        check("-", None, &["-"]);
    }

    #[test]
    fn parts_of_a_list_on_one_line_are_found() {
        let text = "x: [a, b: @c, {d: e}]";
        let found: Vec<&str> = flow_parts(text, &(3..text.len())).into_iter().map(|part| &text[part]).collect();
        assert_eq!(found, ["a", "@c", "b: @c", "e", "d: e"]);
    }

    #[test]
    fn entries_keep_their_brackets() {
        let text = "x: [a, [Iraq] talks, {b: c}]";
        let found: Vec<&str> = elements(text, &(3..text.len())).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["a", "[Iraq] talks", "{b: c}"]);
    }

    #[test]
    fn an_unclosed_bracket_is_found() {
        let check = |text: &str, expected: Option<(usize, usize)>| {
            assert_eq!(unclosed_bracket(text, &(0..text.len())), expected, "{text}")
        };
        check("[a, b", Some((0, 5)));
        check("{a: [b}", Some((4, 6)));
        check("[a, {b: c]", Some((4, 9)));
        check("[a, ']']", None);
        check("[a]]", None);
    }

    #[test]
    fn a_block_ends_before_the_next_line_that_is_not_indented_further() {
        let check = |text: &str, expected: &str| {
            let line = lines_up_to(text, 0).pop().expect("it is not blank");
            assert_eq!(&text[..end_of_block(text, &line)], expected);
        };
        check("a: b\n  c\n\n  d\ne: f", "a: b\n  c\n\n  d");
        check("- a: b\n  c: d\n", "- a: b");
        check("a: b", "a: b");
    }
}
