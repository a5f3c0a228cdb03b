//! The words and signs of a script, without blanks and comments.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or a word of the language.
    Word,
    Number,
    /// In quotes.
    Text,
    /// A template, or a piece of one up to the next `${` and from the `}` after it.
    Template,
    /// A regular expression with its flags.
    Pattern,
    Sign,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'s> {
    pub(super) kind: Kind,
    pub(super) text: &'s str,
    /// Whether a line ended before it.
    pub(super) is_on_new_line: bool,
    /// Of a bracket, and of a piece of a template, the number of the token on the other side; in the middle of a template, that of the
    /// next piece. Of any other its own.
    pub(super) other: usize,
}

impl Token<'_> {
    /// Whether it opens what a later one closes.
    pub(super) fn opens(&self) -> bool {
        matches!(self.text, "(" | "[" | "{") || self.kind == Kind::Template && self.text.ends_with("${")
    }

    /// Whether it closes what an earlier one opened.
    pub(super) fn closes(&self) -> bool {
        matches!(self.text, ")" | "]" | "}") || self.kind == Kind::Template && self.text.starts_with('}')
    }

    fn is_closed_by(&self, other: &Self) -> bool {
        matches!((self.text, other.text), ("(", ")") | ("[", "]") | ("{", "}"))
            || self.kind == Kind::Template && other.kind == Kind::Template
    }
}

/// Of two that begin alike, the longer is first.
const SIGNS: [&str; 33] = [
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=", "&&",
    "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**",
];

/// Words of the language after which an expression begins.
const OPERATORS: [&str; 15] = [
    "return",
    "typeof",
    "in",
    "of",
    "instanceof",
    "new",
    "delete",
    "void",
    "throw",
    "await",
    "yield",
    "else",
    "do",
    "case",
    "default",
];

/// All of a script. Nothing where it is not sure what a slash is, or what is opened is not closed.
pub(super) fn tokens(script: &str) -> Option<Vec<Token<'_>>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let (mut rest, mut is_on_new_line) = (script, false);
    while !rest.is_empty() {
        let length = nothing(rest);
        if length > 0 {
            is_on_new_line |= rest[..length].contains('\n');
            rest = &rest[length..];
            continue;
        }
        let opener = open.last().map(|at| &found[*at]);
        let (kind, length) = first(rest, &found, opener.is_some_and(|opener| opener.kind == Kind::Template))?;
        let (text, at) = (&rest[..length], found.len());
        let mut token = Token { kind, text, is_on_new_line, other: at };
        if token.closes() {
            let opener = open.pop().filter(|opener| found[*opener].is_closed_by(&token))?;
            token.other = opener;
            found[opener].other = at;
        }
        if token.opens() {
            open.push(at);
        }
        found.push(token);
        (rest, is_on_new_line) = (&rest[length..], false);
    }
    open.is_empty().then_some(found)
}

/// What a text begins with, after the tokens before it, and its length.
fn first(rest: &str, before: &[Token<'_>], is_in_template: bool) -> Option<(Kind, usize)> {
    let mut letters = rest.chars();
    let (first, second) = (letters.next()?, letters.next());
    Some(match first {
        '"' | '\'' => (Kind::Text, quoted(rest, &[&rest[..1]])?),
        '`' => (Kind::Template, quoted(rest, &["`", "${"])?),
        '}' if is_in_template => (Kind::Template, quoted(rest, &["`", "${"])?),
        '/' if begins_expression(before)? => (Kind::Pattern, pattern(rest)?),
        _ if first.is_ascii_digit() || first == '.' && is_digit(second) => {
            (Kind::Number, span(rest, |c| is_of_name(c) || c == '.'))
        }
        _ if is_of_name(first) => (Kind::Word, span(rest, is_of_name)),
        _ => (Kind::Sign, sign(rest)),
    })
}

/// Whether a letter may be part of a name.
pub(super) fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// Whether the end of the line between two tokens is the end of a statement that has no semicolon.
pub(super) fn is_statement_end(before: &Token<'_>, after: &Token<'_>) -> bool {
    let begins = match after.kind {
        Kind::Word => !matches!(after.text, "in" | "instanceof"),
        Kind::Sign => matches!(after.text, "{" | "!" | "~" | "++" | "--"),
        Kind::Template => false,
        Kind::Number | Kind::Text | Kind::Pattern => true,
    };
    after.is_on_new_line && begins && ends_value(before)
}

/// The length of blanks, or of a comment.
fn nothing(rest: &str) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or(rest.len(), |end| end + 2);
    }
    span(rest, char::is_whitespace)
}

fn span(rest: &str, is_inside: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !is_inside(c)).unwrap_or(rest.len())
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

/// The length up to the first of some ends, and with it.
fn quoted(rest: &str, ends: &[&str]) -> Option<usize> {
    let mut at = 1;
    loop {
        if let Some(end) = ends.iter().find(|end| rest[at..].starts_with(**end)) {
            return Some(at + end.len());
        }
        at += if rest[at..].starts_with('\\') { 1 } else { 0 };
        at += rest[at..].chars().next()?.len_utf8();
    }
}

/// The length of a regular expression: a slash in a class does not end it.
fn pattern(rest: &str) -> Option<usize> {
    let (mut is_escaped, mut is_in_class) = (false, false);
    let end = rest[1..].find(|c| {
        let is_end = c == '\n' || c == '/' && !is_escaped && !is_in_class;
        is_in_class = !is_escaped && c == '[' || is_in_class && (is_escaped || c != ']');
        is_escaped = c == '\\' && !is_escaped;
        is_end
    })?;
    let end = 1 + end;
    rest[end..].starts_with('/').then(|| end + 1 + span(&rest[end + 1..], is_of_name))
}

fn sign(rest: &str) -> usize {
    let found = SIGNS.iter().find(|sign| rest.starts_with(**sign));
    // A question before a number such as `.5` is one of its own.
    let is_question = rest.starts_with("?.") && is_digit(rest[2..].chars().next());
    found.filter(|_| !is_question).map_or_else(|| rest.chars().next().map_or(0, char::len_utf8), |sign| sign.len())
}

/// Whether a slash after these begins a regular expression, and is no division. After a brace that is not known.
fn begins_expression(before: &[Token<'_>]) -> Option<bool> {
    let Some(last) = before.last() else { return Some(true) };
    match last.text {
        "}" => None,
        // After a condition, that is.
        ")" => Some(last.other > 0 && ["if", "for", "while"].contains(&before[last.other - 1].text)),
        _ => Some(!ends_value(last) || last.kind == Kind::Word && OPERATORS.contains(&last.text)),
    }
}

/// Whether a value may end with it.
fn ends_value(token: &Token<'_>) -> bool {
    match token.kind {
        Kind::Sign => matches!(token.text, ")" | "]" | "}" | "++" | "--"),
        Kind::Template => token.text.ends_with('`'),
        Kind::Word | Kind::Number | Kind::Text | Kind::Pattern => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words and signs with a blank between them, the others with what they are.
    fn told(script: &str) -> String {
        let told = |token: &Token<'_>| match token.kind {
            Kind::Word | Kind::Sign => token.text.to_owned(),
            kind => format!("{kind:?}<{}>", token.text),
        };
        tokens(script).map_or_else(|| "?".to_owned(), |tokens| tokens.iter().map(told).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn a_script_falls_into_words_and_signs() {
        let check = |script: &str, expected: &str| assert_eq!(told(script), expected, "{script}");
        check("a?.b ?? c?.5:.25", "a ?. b ?? c ? Number<.5> : Number<.25>");
        check("a>>>=b=>c===d", "a >>>= b => c === d");
        check("[...a, 1e3, 0x1F, 1_000.5]", "[ ... a , Number<1e3> , Number<0x1F> , Number<1_000.5> ]");
        check(r#"'a\'b' + "c\\""#, r#"Text<'a\'b'> + Text<"c\\">"#);
        check("/* a */ b // c", "b");
    }

    #[test]
    fn a_slash_divides_or_begins_an_expression() {
        let check = |script: &str, expected: &str| assert_eq!(told(script), expected, "{script}");
        check("return /a/g", "return Pattern</a/g>");
        check("a / b / c", "a / b / c");
        check("(a) / b[0] / 2 / 3", "( a ) / b [ Number<0> ] / Number<2> / Number<3>");
        check("if (a) /b/.test(c)", "if ( a ) Pattern</b/> . test ( c )");
        check(r"x = /[/\]]\/'/u", r"x = Pattern</[/\]]\/'/u>");
        check("{ } / a /", "?");
    }

    #[test]
    fn templates_hold_templates() {
        let check = |script: &str, expected: &str| assert_eq!(told(script), expected, "{script}");
        check("`a`", "Template<`a`>");
        check(r"`\`\${` + b", r"Template<`\`\${`> + b");
        check(
            "`a ${b ? `c ${{ d: `e` }}` : f} g ${h}`",
            "Template<`a ${> b ? Template<`c ${> { d : Template<`e`> } Template<}`> : f Template<} g ${> h Template<}`>",
        );
    }

    #[test]
    fn a_bracket_knows_its_other_side() {
        let others =
            |script: &str| tokens(script).map(|tokens| tokens.iter().map(|token| token.other).collect::<Vec<_>>());
        assert_eq!(others("a(b[c])"), Some(vec![0, 6, 2, 5, 4, 3, 1]));
        assert_eq!(others("`${a}${{}}`"), Some(vec![2, 1, 5, 4, 3, 2]));
        assert_eq!(others("a)"), None);
        for wrong in ["(a", "(a]", "`${a)", "{`${a}`"] {
            assert_eq!(others(wrong), None, "{wrong}");
        }
    }
}
