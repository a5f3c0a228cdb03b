//! Makes the scripts that come with the program as small as a browser needs them: without comments and blanks, and with short names
//! in the place of those that they keep to themselves. What a script does stays the same, and so do its texts and the names of properties.
//!
//! It reads scripts as this repository writes them. Where it is not sure of the names, they stay; where not of the script, all of it.

mod names;
mod token;

use token::{Kind, Token};

/// The script, which is a module, for browsers.
pub(super) fn shrunk(script: &str) -> String {
    let Some(tokens) = token::tokens(script) else { return script.to_owned() };
    let same = || tokens.iter().map(|token| token.text.to_owned()).collect();
    written(&tokens, &names::shortened(&tokens).unwrap_or_else(same))
}

/// Tokens, each with the text that it gets, and between them what they cannot be without: a blank between two words, the end of a line
/// that may be the end of a statement.
fn written(tokens: &[Token<'_>], texts: &[String]) -> String {
    let mut out = String::new();
    let mut last: Option<&Token<'_>> = None;
    for (token, text) in tokens.iter().zip(texts) {
        let is_after_number = last.is_some_and(|last| last.kind == Kind::Number);
        if last.is_some_and(|last| token::is_statement_end(last, token)) {
            out.push('\n');
        } else if out.ends_with(|end| text.starts_with(|start| merges(end, start) || is_after_number && start == '.')) {
            out.push(' ');
        }
        out.push_str(text);
        last = Some(token);
    }
    out + "\n"
}

/// Whether two letters that follow each other would be read as one word, one sign, or a comment.
fn merges(end: char, start: char) -> bool {
    token::is_of_name(end) && token::is_of_name(start) || end == start && matches!(end, '+' | '-' | '/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::{ASKED, LOADER, SCRIPTS};

    /// All scripts that are written here, with what they are in a browser.
    pub(super) fn built_in() -> impl Iterator<Item = (&'static str, &'static str, String)> {
        let all = [("loader.js", LOADER)].into_iter().chain(SCRIPTS).chain(ASKED);
        all.map(|(name, script)| (name, script, shrunk(script)))
    }

    #[test]
    fn blanks_and_comments_go_where_they_mean_nothing() {
        let check = |script: &str, expected: &str| assert_eq!(shrunk(script), format!("{expected}\n"), "{script}");
        check("f({ b: [1, c - 2], d });", "f({b:[1,c-2],d});");
        check("if (a) return (b) => c + d * -1;", "if(a)return(b)=>c+d*-1;");
        check(r#"say("a , b", 'it\'s = ' + c, `${ d } : e`);"#, r#"say("a , b",'it\'s = '+c,`${d} : e`);"#);
        check(r#"a = b.replace(/[ "] = /g, "( )");"#, r#"a=b.replace(/[ "] = /g,"( )");"#);
        check("a + +b - -c; a - b;", "a+ +b- -c;a-b;");
        check("1 .toFixed(); x1.y in z;", "1 .toFixed();x1.y in z;");
        check("a; // b\n/* c\n */ d(\n  e,\n); \"// f\";", "a;d(e,);\"// f\";");
        check("a / b / /c/g.d;", "a/b/ /c/g.d;");
    }

    #[test]
    fn a_line_that_may_end_a_statement_ends() {
        let check = |script: &str, expected: &str| assert_eq!(shrunk(script), format!("{expected}\n"), "{script}");
        check("a = b\nc = () => {}\nd()", "a=b\nc=()=>{}\nd()");
        check("return\n\na", "return\na");
        check("a\n++b", "a\n++b");
        check("a ?\n  b\n  : c\n  .d\n  && e;\n\nf", "a?b:c.d&&e;f");
        check("a // b\nc", "a\nc");
    }

    #[test]
    fn a_script_that_is_not_understood_stays() {
        for script in ["f(  ", "a  =  'b", "{  } /c/", "a )  b", "`a ${  b", "a = /b  \n"] {
            assert_eq!(shrunk(script), script);
        }
    }

    #[test]
    fn every_script_here_is_understood() {
        for (name, script, shrunk) in built_in() {
            assert!(shrunk.len() * 4 < script.len() * 3, "{name}: {} bytes of {}", shrunk.len(), script.len());
            // What has been made small is small already.
            assert!(super::shrunk(&shrunk) == shrunk, "{name}");
        }
    }
}
