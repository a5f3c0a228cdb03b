//! The tables that a site brings: new languages, and other phrases for those that come with the program.

use super::{
    ENGLISH, Languages, TABLES, english,
    read::{Base, read_own},
    reader::{Mistake, MistakeKind},
};
use crate::{
    diagnostic::{Code, Diagnostic, Lines},
    lang::Lang,
    source::TextFile,
};

/// The languages that come with the program, and those of the files, which win. A table with errors is left out.
pub fn of_site(files: &[TextFile], diagnostics: &mut Vec<Diagnostic>) -> Languages {
    let mut languages = Languages::builtin();
    let mut known: Vec<(Lang, &TextFile)> = Vec::new();
    for file in files {
        let Some(lang) = tag(file, diagnostics) else { continue };
        if let Some((_, first)) = known.iter().find(|(other, _)| *other == lang) {
            let message = format!("`{}` is of the same language", first.path);
            diagnostics.push(Diagnostic::of_file(Code::BadPath, &file.path, message).help("keep one of them"));
            continue;
        }
        let (language, mistakes) = read_own(lang.clone(), &file.text, base(&lang), english());
        let lines = Lines::of(&file.text);
        diagnostics.extend(mistakes.into_iter().map(|mistake| told(mistake, file, &lines)));
        if let Some(language) = language {
            languages.insert(language);
        }
        known.push((lang, file));
    }
    languages
}

/// The language of a file: its name without `.toml`.
fn tag(file: &TextFile, diagnostics: &mut Vec<Diagnostic>) -> Option<Lang> {
    let name = file.path.file_name();
    let Some(tag) = name.strip_suffix(".toml") else {
        let diagnostic = Diagnostic::of_file(Code::BadPath, &file.path, "the name of a language has to end in `.toml`");
        diagnostics.push(diagnostic.help("name it by its tag, such as `ku.toml`"));
        return None;
    };
    let lang = Lang::parse(tag);
    match &lang {
        None => {
            let diagnostic = Diagnostic::of_file(Code::BadLang, &file.path, format!("`{tag}` is not a language tag"));
            diagnostics.push(diagnostic.help("name it by its tag, such as `ku.toml` or `pt-BR.toml`"));
        }
        Some(lang) if lang.as_str() != tag => {
            let diagnostic =
                Diagnostic::of_file(Code::BadLang, &file.path, format!("`{tag}` is not in its usual case"));
            diagnostics.push(diagnostic.help(format!("rename it to `{lang}.toml`")));
        }
        Some(_) => return lang,
    }
    None
}

/// What stands in for what a table leaves out: the table of that language that comes with the program, or else the English one.
fn base(lang: &Lang) -> Base<'static> {
    let of = |tag: &str| TABLES.iter().find(|(known, _)| *known == tag).map(|(_, text)| *text);
    match of(lang.as_str()).or_else(|| of(lang.language())) {
        Some(text) => Base { text, is_same: true },
        None => Base { text: ENGLISH, is_same: lang.language() == "en" },
    }
}

fn told(mistake: Mistake, file: &TextFile, lines: &Lines) -> Diagnostic {
    let code = match mistake.kind {
        // A language without a name of its own cannot be offered, and no other can stand in.
        MistakeKind::Missing if mistake.message == "missing key `name`" => Code::MissingField,
        MistakeKind::Missing => Code::MissingPhrase,
        MistakeKind::Unknown => Code::UnknownKey,
        MistakeKind::Bad => Code::BadLanguage,
    };
    let diagnostic = match mistake.span.is_empty() && mistake.span.start == 0 {
        true => Diagnostic::of_file(code, &file.path, mistake.message),
        false => Diagnostic::in_lines(code, file, lines, mistake.span.into(), mistake.message),
    };
    let diagnostic = match code {
        Code::MissingPhrase if diagnostic.message.contains("[counts.") => diagnostic.label("another form stands in"),
        Code::MissingPhrase => diagnostic.label("the English one stands in"),
        _ => diagnostic,
    };
    match (mistake.help, code) {
        (Some(help), _) => diagnostic.help(help),
        (None, Code::MissingField) => diagnostic.help("write the language's name in itself: `name = \"…\"`"),
        (None, _) => diagnostic,
    }
}
