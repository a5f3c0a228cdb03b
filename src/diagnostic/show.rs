//! Diagnostics as text: for people, for programs and for GitHub's log.

use std::{borrow::Cow, collections::BTreeMap, fmt::Write};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle};

use super::{Code, Diagnostic, Severity};

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The line with the place marked, without colours.
    Human,
    /// The same with colours of a terminal.
    Colour,
    /// One JSON array of all.
    Json,
    /// One workflow command a line, as GitHub Actions shows them in a change.
    GitHub,
}

/// Of one code, people are shown so many and told the number of the rest.
const SHOWN_OF_A_CODE: usize = 20;

/// All diagnostics as one text that ends with a line break, or is empty.
pub fn show(diagnostics: &[Diagnostic], format: Format) -> String {
    match format {
        Format::Human => for_people(diagnostics, &Renderer::plain()),
        Format::Colour => for_people(diagnostics, &Renderer::styled()),
        Format::Json => for_programs(diagnostics),
        Format::GitHub => show_for_github(diagnostics, ""),
    }
}

/// As [`Format::GitHub`], for a site in a folder of the repository: empty, or with a final `/`.
pub fn show_for_github(diagnostics: &[Diagnostic], folder: &str) -> String {
    diagnostics.iter().map(|diagnostic| github_line(diagnostic, folder)).collect()
}

fn for_people(diagnostics: &[Diagnostic], renderer: &Renderer) -> String {
    let renderer = renderer.clone().decor_style(DecorStyle::Ascii);
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    let mut text = String::new();
    for diagnostic in diagnostics {
        let count = counts.entry(diagnostic.code).or_default();
        *count += 1;
        if *count <= SHOWN_OF_A_CODE {
            text.push_str(&renderer.render(&[group(diagnostic)]));
            text.push_str("\n\n");
        }
    }
    for (code, count) in counts.iter().filter(|(_, count)| **count > SHOWN_OF_A_CODE) {
        let (severity, more) = (code.severity().as_str(), count - SHOWN_OF_A_CODE);
        let _ = writeln!(text, "{severity}[{}]: {count} in all, {more} more not shown", code.name());
    }
    if !diagnostics.is_empty() {
        text.push_str(&summary(diagnostics));
        text.push('\n');
    }
    text
}

/// `2 errors, 1 warning`; what there is none of is left out.
pub(crate) fn summary(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity).count();
    let say = |n: usize, name: &str| match n {
        0 => None,
        1 => Some(format!("1 {name}")),
        _ => Some(format!("{n} {name}s")),
    };
    let parts = [say(count(Severity::Error), "error"), say(count(Severity::Warning), "warning")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn group(diagnostic: &Diagnostic) -> Group<'_> {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(printable(&diagnostic.message)).id(diagnostic.code.name());
    let path = diagnostic.file.as_str();
    let group = if diagnostic.line == 0 {
        title.element(Origin::path(path))
    } else {
        let mark = AnnotationKind::Primary.span(diagnostic.excerpt.span.clone());
        let mark = if diagnostic.label.is_empty() { mark } else { mark.label(printable(&diagnostic.label)) };
        let snippet = Snippet::source(diagnostic.excerpt.text.as_str()).line_start(diagnostic.line);
        title.element(snippet.path(path).annotation(mark))
    };
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(printable(help))),
        None => group,
    }
}

/// Text that can do nothing to a terminal: control characters other than line breaks, and those that turn the direction of
/// writing, are shown by their number.
fn printable(text: &str) -> Cow<'_, str> {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    let bad = |c: char| c.is_control() && c != '\n' || turns(c);
    if !text.contains(bad) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if bad(c) { c.escape_unicode().to_string() } else { c.to_string() }).collect())
}

fn for_programs(diagnostics: &[Diagnostic]) -> String {
    let entry = |diagnostic: &Diagnostic| {
        // What concerns a whole file has no place in it.
        let place = |number: usize| (diagnostic.line > 0).then_some(number);
        serde_json::json!({
            "code": diagnostic.code.name(),
            "severity": diagnostic.severity().as_str(),
            "file": diagnostic.file.as_str(),
            "line": place(diagnostic.line),
            "column": place(diagnostic.column),
            "end_line": place(diagnostic.end_line),
            "end_column": place(diagnostic.end_column),
            "source": (diagnostic.line > 0).then_some(&diagnostic.excerpt.text),
            "message": diagnostic.message,
            "label": diagnostic.label,
            "help": diagnostic.help,
        })
    };
    let lines: Vec<String> = diagnostics.iter().map(|diagnostic| format!("  {}", entry(diagnostic))).collect();
    if lines.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
}

/// `::error file=…,line=…,col=…,title=…::message`
fn github_line(diagnostic: &Diagnostic, folder: &str) -> String {
    let severity = diagnostic.severity().as_str();
    let mut line = format!("::{severity} file={}", github_property(&format!("{folder}{}", diagnostic.file)));
    if diagnostic.line > 0 {
        let _ = write!(line, ",line={},col={}", diagnostic.line, diagnostic.column);
    }
    let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!("\nhelp: {help}"));
    let message = github_data(&printable(&format!("{}{help}", diagnostic.message)));
    let _ = writeln!(line, ",title={}::{message}", diagnostic.code.name());
    line
}

fn github_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn github_property(text: &str) -> String {
    github_data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{site_path::SitePath, source::TextFile};

    fn unknown_topic() -> Diagnostic {
        let text = "---\ntopics: [diplomcy]\n---\n".to_owned();
        let file = TextFile { path: SitePath::new("briefs/2024/hmc.md").expect("a plain path"), text };
        Diagnostic::new(Code::UnknownTopic, &file, (13..21).into(), "unknown topic `diplomcy`")
            .label("not in the site's list")
            .help("did you mean `diplomacy`?")
    }

    fn check(diagnostics: &[Diagnostic], format: Format, expected: &str) {
        assert_eq!(show(diagnostics, format), expected);
    }

    #[test]
    fn people_see_the_line_with_the_place_marked() {
        let expected = "\
error[unknown-topic]: unknown topic `diplomcy`
 --> briefs/2024/hmc.md:2:10
  |
2 | topics: [diplomcy]
  |          ^^^^^^^^ not in the site's list
  |
  = help: did you mean `diplomacy`?

1 error
";
        check(&[unknown_topic()], Format::Human, expected);
    }

    #[test]
    fn a_message_about_a_whole_file_has_no_line() {
        let path = SitePath::new("briefs/a.md").expect("a plain path");
        let diagnostic = Diagnostic::of_file(Code::NotUtf8, &path, "the file is not UTF-8");
        let expected = "error[not-utf8]: the file is not UTF-8\n--> briefs/a.md\n\n1 error\n";
        check(std::slice::from_ref(&diagnostic), Format::Human, expected);
        let json: serde_json::Value = serde_json::from_str(&show(&[diagnostic], Format::Json)).expect("it is JSON");
        assert!(["line", "column", "end_line", "end_column", "source"].iter().all(|key| json[0][key].is_null()));
    }

    #[test]
    fn what_turns_the_direction_of_writing_is_shown_by_its_number() {
        let text = "title: a\u{202e}b\n".to_owned();
        let file = TextFile { path: SitePath::new("briefs/a.md").expect("a plain path"), text };
        let diagnostic = Diagnostic::new(Code::BadValue, &file, (7..12).into(), "`a\u{202e}b` is wrong");
        for format in [Format::Human, Format::GitHub] {
            let shown = show(std::slice::from_ref(&diagnostic), format);
            assert!(shown.contains("`a\\u{202e}b` is wrong") && !shown.contains('\u{202e}'), "{shown}");
        }
    }

    #[test]
    fn of_many_alike_people_see_twenty_and_programs_all() {
        let many = vec![unknown_topic(); 25];
        let text = show(&many, Format::Human);
        assert_eq!(text.matches("--> briefs/2024/hmc.md").count(), 20);
        assert!(text.ends_with("error[unknown-topic]: 25 in all, 5 more not shown\n25 errors\n"), "{text}");
        let json: serde_json::Value = serde_json::from_str(&show(&many, Format::Json)).expect("it is JSON");
        assert_eq!(json.as_array().map(Vec::len), Some(25));
        let places = ["line", "column", "end_line", "end_column"].map(|key| json[0][key].as_u64());
        assert_eq!(places, [Some(2), Some(10), Some(2), Some(18)]);
        assert_eq!(json[0]["source"], "topics: [diplomcy]");
    }

    #[test]
    fn github_lines_are_escaped() {
        let expected = "::error file=briefs/2024/hmc.md,line=2,col=10,title=unknown-topic::unknown topic `diplomcy`%0A\
                        help: did you mean `diplomacy`?\n";
        check(&[unknown_topic()], Format::GitHub, expected);
        let below = show_for_github(&[unknown_topic()], "docs/site/");
        assert!(below.starts_with("::error file=docs/site/briefs/2024/hmc.md,line=2"), "{below}");
        assert_eq!(github_property("a:b,c%"), "a%3Ab%2Cc%25");
    }

    #[test]
    fn nothing_found_is_nothing_said() {
        check(&[], Format::Human, "");
        check(&[], Format::GitHub, "");
        check(&[], Format::Json, "[]\n");
    }
}
