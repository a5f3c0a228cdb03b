//! What the YAML parser does not read, in words for people who do not know YAML's grammar.

use granit_parser::{ErrorKind, ScanError};

/// Why a text is not YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::parse) struct Fault {
    /// Where the parser stopped: bytes of the text, at a character boundary.
    pub(in crate::parse) at: usize,
    /// Which kind of slip it may be.
    pub(in crate::parse) kind: FaultKind,
    /// What is wrong, in plain words.
    pub(in crate::parse) message: String,
}

/// What is worth telling apart when a text is repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::parse) enum FaultKind {
    /// The nesting is too deep.
    Deep,
    /// A backslash in double quotes.
    Escape,
    /// YAML, but no pairs.
    NoPair,
    /// A line of commands to the parser.
    Directive,
    /// A key that is too long for YAML.
    LongKey,
    /// Anything else.
    Other,
}

/// The error as a fault of `text`.
pub(super) fn fault(text: &str, error: &ScanError) -> Fault {
    let mut at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let kind = match error.kind() {
        ErrorKind::RecursionLimitExceeded => FaultKind::Deep,
        ErrorKind::UnknownQuotedScalarEscape => FaultKind::Escape,
        ErrorKind::DirectiveDisallowed => FaultKind::Directive,
        _ => FaultKind::Other,
    };
    if let Some(key) = long_key(text, at) {
        let message = format!("a key has at most {LONGEST_KEY} characters");
        return Fault { at: key, kind: FaultKind::LongKey, message };
    }
    Fault { at, kind, message: in_words(error.kind()) }
}

/// The longest key on one line, in characters (YAML 1.2.2, section 7.4.2).
const LONGEST_KEY: usize = 1_024;

/// The start of a quoted key in the line of byte `at` that is too long: the parser speaks of its colon only.
fn long_key(text: &str, at: usize) -> Option<usize> {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next().unwrap_or("");
    let content = line.trim_start_matches([' ', '-']);
    let quote = content.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let closed = content[1..].find(quote)? + 1;
    let is_long = closed > LONGEST_KEY && content[closed + 1..].trim_start().starts_with(':');
    is_long.then(|| start + (line.len() - content.len()))
}

/// What the parser says, in words for people who do not know YAML's grammar.
fn in_words(kind: &ErrorKind) -> String {
    let words = match kind {
        ErrorKind::RecursionLimitExceeded => "lists and maps are nested too deeply",
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => "a colon cannot stand here",
        ErrorKind::SimpleKeyExpected | ErrorKind::ExpectedBlockMappingKey => "a `key: value` pair is expected here",
        ErrorKind::ExpectedBlockSequenceEntry => "an entry of the list, with `- `, is expected here",
        ErrorKind::BlockSequenceEntryNotAllowed => "a list cannot begin here",
        ErrorKind::ExpectedFlowSequenceSeparator => "a comma or `]` is expected here",
        ErrorKind::ExpectedFlowMappingSeparator => "a comma or `}` is expected here",
        ErrorKind::UnclosedFlowCollection { open: '[' } => "`[` is not closed by `]`",
        ErrorKind::UnclosedFlowCollection { .. } => "`{` is not closed by `}`",
        ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            "this bracket closes nothing"
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent => "a quote is not closed before here",
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            "text stands after a closing quote"
        }
        ErrorKind::UnknownQuotedScalarEscape => "a backslash in double quotes begins an escape, and this is none",
        ErrorKind::TabInIndentation
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabNotAllowed
        | ErrorKind::TabAtBlockScalarStart => "a tab cannot indent a line",
        ErrorKind::InvalidIndentation | ErrorKind::InvalidFlowScalarIndent => "the indentation fits nothing above it",
        ErrorKind::DirectiveDisallowed => "a line cannot begin with `%`",
        ErrorKind::InvalidBlockScalarHeader | ErrorKind::ZeroBlockScalarIndent => {
            "nothing but line breaks can follow `|` or `>` here"
        }
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => "a control character",
        ErrorKind::UnexpectedCharacter { character } => return format!("a value cannot begin with `{character}`"),
        other => return format!("this is not valid YAML: {other}"),
    };
    words.to_owned()
}
