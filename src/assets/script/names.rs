//! Short names in the place of those that a script keeps to itself.
//!
//! A name is declared in a scope: the script, a block, a function, a loop, a `catch`. Its uses are in that scope and in those within it,
//! unless they declare it anew. What is declared nowhere is the browser's and stays; so does what the script exports, and so do words
//! after a dot or before a colon. `{ name }` becomes `{ name: a }`.
//!
//! In each scope the first name declared gets the shortest that is free there: scopes that are alike then have names that are alike, which
//! compress better than if the most used had the shortest.

use std::collections::{BTreeMap, BTreeSet};

use super::token::{Kind, Token, is_statement_end};

/// Words of the language. Some are names too, but at other places: none of them is replaced, and none replaces another.
const WORDS: [&str; 44] = [
    "arguments",
    "await",
    "async",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "let",
    "new",
    "null",
    "of",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// With one of these, names are declared in ways that are not read here.
const UNREAD: [&str; 6] = ["case", "class", "switch", "var", "with", "yield"];

/// The texts of all tokens, with short names. Nothing where something is not read here: then no name is known well enough.
pub(super) fn shortened(tokens: &[Token<'_>]) -> Option<Vec<String>> {
    let script = Script::read(tokens)?;
    let names = script.short_names();
    let text = |(token, used): (&Token<'_>, &Option<Use>)| match used {
        Some(Use { variable, is_shorthand: true }) if names[*variable] != token.text => {
            format!("{}:{}", token.text, names[*variable])
        }
        Some(Use { variable, .. }) => names[*variable].clone(),
        None => token.text.to_owned(),
    };
    Some(tokens.iter().zip(&script.uses).map(text).collect())
}

/// What is declared in a scope under one name.
struct Variable<'s> {
    scope: usize,
    name: &'s str,
    /// Exported, or a word of the language.
    stays: bool,
}

#[derive(Clone, Copy)]
struct Use {
    variable: usize,
    /// Whether the name stands for the key of an object too.
    is_shorthand: bool,
}

struct Scope {
    /// The number of the scope around it; of the script its own.
    around: usize,
    /// Its last token.
    last: usize,
}

struct Script<'t, 's> {
    tokens: &'t [Token<'s>],
    /// In the order of their first tokens. The script is the first.
    scopes: Vec<Scope>,
    /// The innermost scope of each token.
    scope_of: Vec<usize>,
    /// The innermost bracket that is open at each token; for a bracket, the one around it.
    bracket_of: Vec<Option<usize>>,
    variables: Vec<Variable<'s>>,
    by_name: BTreeMap<(usize, &'s str), usize>,
    /// The variable that a token names, if it names one.
    uses: Vec<Option<Use>>,
}

impl<'t, 's> Script<'t, 's> {
    fn read(tokens: &'t [Token<'s>]) -> Option<Self> {
        let mut script = Self {
            tokens,
            scopes: vec![Scope { around: 0, last: usize::MAX }],
            scope_of: Vec::new(),
            bracket_of: Vec::new(),
            variables: Vec::new(),
            by_name: BTreeMap::new(),
            uses: Vec::new(),
        };
        if (0..tokens.len()).any(|at| script.is_unread(at)) {
            return None;
        }
        script.read_scopes()?;
        for at in 0..tokens.len() {
            script.read_declaration(at)?;
        }
        script.uses = (0..tokens.len()).map(|at| script.used(at)).collect::<Option<_>>()?;
        Some(script)
    }

    /// The text of a token, or nothing after the last.
    fn text(&self, at: usize) -> &'s str {
        self.tokens.get(at).map_or("", |token| token.text)
    }

    /// The text of the token before, or nothing before the first.
    fn before(&self, at: usize) -> &'s str {
        at.checked_sub(1).map_or("", |before| self.text(before))
    }

    /// Whether a token is this word of the language, and neither a property nor a key.
    fn is_word(&self, at: usize, word: &str) -> bool {
        self.text(at) == word && !matches!(self.before(at), "." | "?.") && self.text(at + 1) != ":"
    }

    fn is_unread(&self, at: usize) -> bool {
        let is_name = |names: &[&str]| names.contains(&self.text(at + 1));
        UNREAD.iter().any(|word| self.is_word(at, word))
            || self.is_word(at, "import") && !is_name(&["(", "."])
            || self.is_word(at, "export") && !is_name(&["async", "const", "default", "function", "let"])
            // An object or a block, after a line that may be a statement.
            || at > 0 && self.text(at) == "{" && is_statement_end(&self.tokens[at - 1], &self.tokens[at]) && !self.is_block(at)
    }

    /// Whether a brace opens a block, and no object or pattern.
    fn is_block(&self, at: usize) -> bool {
        let before = ["", ")", "=>", ";", "{", "}", "else", "try", "finally", "catch", "do"];
        self.text(at) == "{" && before.contains(&self.before(at))
    }

    fn is_object(&self, at: usize) -> bool {
        self.text(at) == "{" && !self.is_block(at)
    }

    fn read_scopes(&mut self) -> Option<()> {
        let ranges = (0..self.tokens.len()).map(|at| self.scope_at(at)).collect::<Option<Vec<_>>>()?;
        let mut ranges: Vec<_> = ranges.into_iter().flatten().collect();
        ranges.sort_by_key(|(first, last)| (*first, usize::MAX - last));
        let mut ranges = ranges.into_iter().peekable();
        let (mut scope, mut open) = (0, Vec::new());
        for (at, token) in self.tokens.iter().enumerate() {
            while self.scopes[scope].last < at {
                scope = self.scopes[scope].around;
            }
            while let Some((_, last)) = ranges.next_if(|(first, _)| *first == at) {
                self.scopes.push(Scope { around: scope, last });
                scope = self.scopes.len() - 1;
            }
            self.scope_of.push(scope);
            if token.closes() {
                open.pop();
            }
            self.bracket_of.push(open.last().copied());
            if token.opens() {
                open.push(at);
            }
        }
        Some(())
    }

    /// The first and the last token of the scope that a token tells of, if it tells of one. Nothing at all where that is not read here.
    fn scope_at(&self, at: usize) -> Option<Option<(usize, usize)>> {
        Some(Some(if self.is_block(at) {
            (at, self.closing(at)?)
        } else if self.text(at) == "=>" {
            let end = self.closing(at + 1).filter(|_| self.is_block(at + 1));
            (self.tokens[at.checked_sub(1)?].other, end.unwrap_or_else(|| self.expression_end(at + 1) - 1))
        } else if self.is_word(at, "for") {
            (at + 1, self.statement_end(self.closing(at + 1)? + 1)?)
        } else if self.is_word(at, "catch") && self.text(at + 1) == "(" {
            (at + 1, self.closing(self.closing(at + 1)? + 1)?)
        } else if self.is_word(at, "function") {
            let parameters = self.parameters(at)?;
            (parameters, self.closing(self.closing(parameters)? + 1)?)
        } else {
            return Some(None);
        }))
    }

    /// The other side of an opening bracket.
    fn closing(&self, open: usize) -> Option<usize> {
        self.tokens.get(open).filter(|token| token.opens() && token.kind == Kind::Sign).map(|token| token.other)
    }

    /// The parenthesis after `function`, with or without a name.
    fn parameters(&self, at: usize) -> Option<usize> {
        (at + 1..=at + 2).find(|at| self.text(*at) == "(")
    }

    /// The first token after an expression, which has no comma.
    fn expression_end(&self, from: usize) -> usize {
        let (mut at, mut questions) = (from, 0);
        while let Some(token) = self.tokens.get(at) {
            let is_next = at > from && is_statement_end(&self.tokens[at - 1], token);
            match token.text {
                "," | ";" => break,
                ":" if questions == 0 => break,
                _ if token.closes() || is_next => break,
                ":" => questions -= 1,
                "?" => questions += 1,
                _ => {}
            }
            at = self.past(at);
        }
        at
    }

    /// The token after this one and what it opens.
    fn past(&self, mut at: usize) -> usize {
        while self.tokens[at].opens() {
            at = self.tokens[at].other;
        }
        at + 1
    }

    /// The last token of a statement, where that is one that a loop has without braces.
    fn statement_end(&self, at: usize) -> Option<usize> {
        match self.text(at) {
            "{" => self.closing(at),
            "if" | "for" | "while" => {
                let end = self.statement_end(self.closing(at + 1)? + 1)?;
                let has_else = self.text(at) == "if" && self.text(end + 1) == "else";
                if has_else { self.statement_end(end + 2) } else { Some(end) }
            }
            "try" | "do" => None,
            _ => {
                let mut end = self.expression_end(at);
                while self.text(end) == "," {
                    end = self.expression_end(end + 1);
                }
                Some(if self.text(end) == ";" { end } else { end - 1 })
            }
        }
    }

    /// What a token says that there is.
    fn read_declaration(&mut self, at: usize) -> Option<()> {
        if self.is_word(at, "const") || self.is_word(at, "let") {
            let is_exported = self.before(at) == "export";
            let mut next = self.declare(at + 1, self.scope_of[at], is_exported)?;
            while self.text(next) == "," {
                next = self.declare(next + 1, self.scope_of[at], is_exported)?;
            }
        } else if self.text(at) == "=>" {
            self.declare_parameters(self.tokens[at - 1].other, self.scope_of[at])?;
        } else if self.is_word(at, "catch") && self.text(at + 1) == "(" {
            self.declare_parameters(at + 1, self.scope_of[at + 1])?;
        } else if self.is_word(at, "function") {
            let parameters = self.parameters(at)?;
            if parameters > at + 1 {
                let start = if self.before(at) == "async" { at - 1 } else { at };
                self.declare(at + 1, self.scope_of[at], matches!(self.before(start), "export" | "default"))?;
            }
            self.declare_parameters(parameters, self.scope_of[parameters])?;
        }
        Some(())
    }

    /// One name, or a list in parentheses.
    fn declare_parameters(&mut self, at: usize, scope: usize) -> Option<()> {
        if self.text(at) == "(" { self.declare_list(at, scope, false) } else { self.declare(at, scope, false) }
            .map(|_| ())
    }

    /// What stands in brackets, between commas. Gives what comes after them.
    fn declare_list(&mut self, open: usize, scope: usize, stays: bool) -> Option<usize> {
        let close = self.closing(open)?;
        let mut at = open + 1;
        while at < close {
            let has_key = self.is_object(open) && self.text(at + 1) == ":";
            at = match self.text(at) {
                "," => at + 1,
                _ => self.declare(if has_key { at + 2 } else { at }, scope, stays)?,
            };
        }
        Some(close + 1)
    }

    /// A name or a pattern, and the value that it has. Gives what comes after it.
    fn declare(&mut self, at: usize, scope: usize, stays: bool) -> Option<usize> {
        let after = match self.text(at) {
            "..." => return self.declare(at + 1, scope, stays),
            "[" | "{" => self.declare_list(at, scope, stays)?,
            name if self.tokens.get(at)?.kind == Kind::Word => {
                let number = self.variables.len();
                if *self.by_name.entry((scope, name)).or_insert(number) == number {
                    self.variables.push(Variable { scope, name, stays: stays || WORDS.contains(&name) });
                }
                at + 1
            }
            _ => return None,
        };
        Some(if self.text(after) == "=" { self.expression_end(after + 1) } else { after })
    }

    /// What a token names, if it names a variable of the script. Nothing at all where an object has what is not read here.
    fn used(&self, at: usize) -> Option<Option<Use>> {
        let is_key = self.is_key(at);
        if is_key && !matches!(self.text(at + 1), ":" | "," | "}" | "=") {
            return None;
        }
        let variable = if self.is_name(at) { self.declared(self.scope_of[at], self.text(at)) } else { None };
        Some(variable.map(|variable| Use { variable, is_shorthand: is_key }))
    }

    /// Whether a token names a variable, be it the script's or the browser's: no property, key, label or word of the language.
    fn is_name(&self, at: usize) -> bool {
        let (before, has_colon) = (self.before(at), self.text(at + 1) == ":");
        let is_label = has_colon && matches!(before, "" | ";" | "{" | "}") || matches!(before, "break" | "continue");
        self.tokens[at].kind == Kind::Word
            && !matches!(before, "." | "?.")
            && !(is_label || has_colon && self.is_key(at) || WORDS.contains(&self.text(at)))
    }

    /// Whether a word is the key of an object, with or without a value.
    fn is_key(&self, at: usize) -> bool {
        let is_first = matches!(self.before(at), "{" | ",");
        is_first && self.tokens[at].kind == Kind::Word && self.bracket_of[at].is_some_and(|open| self.is_object(open))
    }

    /// The variable that a name is in a scope.
    fn declared(&self, mut scope: usize, name: &str) -> Option<usize> {
        loop {
            let found = self.by_name.get(&(scope, name)).copied();
            if found.is_some() || scope == 0 {
                return found;
            }
            scope = self.scopes[scope].around;
        }
    }

    /// The new names of all variables. No scope has one of a variable from around it that is used in it.
    fn short_names(&self) -> Vec<String> {
        let strangers = self.strangers();
        let free = (0..).map(short_name).filter(|name| !strangers.contains(name.as_str()));
        // No scope needs more.
        let free: Vec<String> = free.take(self.variables.len()).collect();
        let mut by_scope = vec![Vec::new(); self.scopes.len()];
        for (at, variable) in self.variables.iter().enumerate() {
            by_scope[variable.scope].push(at);
        }
        let mut chosen: Vec<Option<usize>> = vec![None; self.variables.len()];
        for ((number, scope), outer) in self.scopes.iter().enumerate().zip(self.outer_in_scopes()) {
            // The body of a function may not declare what its parameters do.
            let is_body = number > 0 && scope.last == self.scopes[scope.around].last;
            let of_head = by_scope[scope.around].iter().filter(|_| is_body);
            let taken: BTreeSet<usize> = outer.iter().chain(of_head).filter_map(|at| chosen[*at]).collect();
            let own = by_scope[number].iter().filter(|at| !self.variables[**at].stays);
            for (at, name) in own.zip((0..free.len()).filter(|name| !taken.contains(name))) {
                chosen[*at] = Some(name);
            }
        }
        let name = |(name, variable): (&Option<usize>, &Variable<'_>)| {
            name.map_or_else(|| variable.name.to_owned(), |name| free[name].clone())
        };
        chosen.iter().zip(&self.variables).map(name).collect()
    }

    /// All names that stay: those of the browser, of the language, and exported ones.
    fn strangers(&self) -> BTreeSet<&str> {
        let unknown = (0..self.tokens.len()).filter(|at| self.uses[*at].is_none() && self.is_name(*at));
        let own = self.variables.iter().filter(|variable| variable.stays).map(|variable| variable.name);
        unknown.map(|at| self.text(at)).chain(own).chain(WORDS).collect()
    }

    /// For each scope the variables that are used in it, or within it, and declared around it.
    fn outer_in_scopes(&self) -> Vec<BTreeSet<usize>> {
        let mut found = vec![BTreeSet::new(); self.scopes.len()];
        for (at, used) in self.uses.iter().enumerate() {
            let Some(Use { variable, .. }) = used else { continue };
            let mut scope = self.scope_of[at];
            while scope != self.variables[*variable].scope {
                found[scope].insert(*variable);
                scope = self.scopes[scope].around;
            }
        }
        found
    }
}

/// All names there are, the shortest first: a to z, A to Z, aa.
fn short_name(number: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let (mut name, mut left) = (String::new(), number + 1);
    while left > 0 {
        name.push(char::from(LETTERS[(left - 1) % LETTERS.len()]));
        left = (left - 1) / LETTERS.len();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::script::{shrunk, tests::built_in, token::tokens};

    #[track_caller]
    fn check(script: &str, expected: &str) {
        assert_eq!(shrunk(script), format!("{expected}\n"), "{script}");
    }

    #[test]
    fn what_is_declared_gets_a_short_name() {
        check("const one = 1; let two, three = one;", "const a=1;let b,c=a;");
        check("const [one, , [two = 2], ...three] = four;", "const[a,,[b=2],...c]=four;");
        check("function one(two, three) { return two + three; } one();", "function a(a,b){return a+b;}a();");
        check("const one = two => three => two + three;", "const a=a=>b=>a+b;");
        check("try { one(); } catch (error) { two(error); }", "try{one();}catch(a){two(a);}");
        check("for (const [key, value] of list) use(key, value); key;", "for(const[a,b]of list)use(a,b);key;");
    }

    #[test]
    fn what_is_the_browsers_or_exported_stays() {
        check("const one = document.title + name;", "const a=document.title+name;");
        check("export const use = (one) => use(one);", "export const use=(a)=>use(a);");
        check("export function open(path) { path; }", "export function open(a){a;}");
        check("export async function open(path) { path; }", "export async function open(a){a;}");
        check("export default async (one) => one;", "export default async(a)=>a;");
        check("const of = 1; for (const one of of) of(one);", "const of=1;for(const a of of)of(a);");
        check("const self = a + b;", "const c=a+b;");
        check("const get = () => 1; a: b({ c: get() });", "const a=()=>1;a:b({c:a()});");
    }

    #[test]
    fn a_property_stays_and_a_shorthand_is_told_in_full() {
        check("const one = two.one?.one;", "const a=two.one?.one;");
        check("const one = { one: 1, two: one };", "const a={one:1,two:a};");
        check("const one = { one, two };", "const a={one:a,two};");
        check("const { one, two: three, four: [five], ...rest } = six;", "const{one:a,two:b,four:[c],...d}=six;");
        check("f(({ one = 1, two: { three } = {} }) => one + three);", "f(({one:a=1,two:{three:b}={}})=>a+b);");
        check(
            "const one = (await import(two)).one; f().then(({ one }) => one());",
            "const a=(await import(two)).one;f().then(({one:a})=>a());",
        );
        check("let one; ({ one } = two); if (one) { one }", "let a;({one:a}=two);if(a){a}");
    }

    #[test]
    fn a_colon_after_a_name_makes_no_key_of_it_everywhere() {
        check("const one = 1, two = one ? one : one;", "const a=1,b=a?a:a;");
        check("const one = 1, two = { three: one ? one : 2 };", "const a=1,b={three:a?a:2};");
        check("const one = (two) => two ? (one) => one : (one) => two;", "const a=(a)=>a?(a)=>a:(b)=>a;");
        check("const one = 1; one: for (;;) { break one; }", "const a=1;one:for(;;){break one;}");
    }

    #[test]
    fn a_name_is_that_of_the_innermost_scope_that_declares_it() {
        check("const one = 1; { const one = 2; one; } one;", "const a=1;{const a=2;a;}a;");
        check("const one = 1; { const two = one; two; }", "const a=1;{const b=a;b;}");
        check("const one = (two) => { const three = 3; };", "const a=(a)=>{const b=3;};");
        check("const one = 1; const two = (three = one, four = three) => one;", "const a=1;const b=(b=a,c=b)=>a;");
        check(
            "const one = 1; for (const one of two) if (one) f(one); else g(one); one;",
            "const a=1;for(const a of two)if(a)f(a);else g(a);a;",
        );
        check("const one = () => two; const two = 2;", "const a=()=>b;const b=2;");
        check("const one = 1; f((one) => one, one);", "const a=1;f((a)=>a,a);");
        check("const one = (two) => two\nconst two = 2\none(two)", "const a=(a)=>a\nconst b=2\na(b)");
        check("const one = 1, two = `${(one) => `${one}`}${one}`;", "const a=1,b=`${(a)=>`${a}`}${a}`;");
    }

    #[test]
    fn with_what_is_not_read_here_all_names_stay() {
        let unread = [
            "class A{}",
            "var a;",
            "f({b(c){}});",
            "f({get b(){}});",
            "switch(a){case one:}",
            "import b from\"c\";",
            "export{one};",
            "function*a(){}",
            "f({async b(){}});",
            "for(;;)try{}catch{}",
        ];
        for script in unread {
            check(&format!("const one=1;{script}"), &format!("const one=1;{script}"));
        }
    }

    #[test]
    fn there_is_a_name_for_each_number() {
        let names: BTreeSet<_> = (0..10_000).map(short_name).collect();
        assert_eq!(names.len(), 10_000);
        assert_eq!([0, 25, 26, 51, 52].map(short_name), ["a", "z", "A", "Z", "aa"]);
    }

    /// What a script says, with variables as numbers in the order in which they are declared.
    fn meaning(script: &str) -> Vec<String> {
        let tokens = tokens(script).expect("a script");
        let read = Script::read(&tokens).expect("it is read");
        let told = |(token, used): (&Token<'_>, &Option<Use>)| match used {
            Some(Use { variable, is_shorthand: true }) => vec![token.text.to_owned(), ":".into(), variable.to_string()],
            Some(Use { variable, .. }) => vec![variable.to_string()],
            None => vec![token.text.to_owned()],
        };
        tokens.iter().zip(&read.uses).flat_map(told).collect()
    }

    #[test]
    fn every_script_here_means_the_same_with_short_names() {
        for (name, script, shrunk) in built_in() {
            assert!(meaning(script) == meaning(&shrunk), "{name}");
        }
    }
}
