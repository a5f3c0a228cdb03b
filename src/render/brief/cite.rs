//! How to cite a brief: a sentence for readers, and what programs that manage references read.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;

use super::View;
use crate::{
    address,
    manuscript::Source,
    render::html::{Html, escaped},
};

/// A citation for programs, as a text in the page.
#[derive(Serialize)]
pub(super) struct Format {
    /// The name of the format.
    name: &'static str,
    /// The name of the file that a reader saves.
    file: String,
    text: Html,
}

/// What all formats say.
struct Reference<'a> {
    key: String,
    title: &'a str,
    /// Names are given whole: which part of a name is the family's cannot be told from the name.
    authors: &'a [String],
    editors: &'a [String],
    site: &'a str,
    day: Date,
    lang: &'a str,
    url: String,
    note: String,
}

impl View<'_> {
    /// How to cite the brief.
    pub(super) fn cite(&self) -> Html {
        let (brief, language) = (self.brief, self.voice.language);
        if let Some(text) = &brief.cite_as {
            return Html::finished(&escaped(text));
        }
        let title = language.quote(&self.voice.run(&brief.title, Some(&brief.lang)));
        let site =
            format!("<i>{}</i>", self.voice.run(&self.press.site.config.title, Some(&self.press.site.config.lang)));
        let date = escaped(&language.day(brief.date.day));
        let corrected = brief.corrections.last().map(|correction| escaped(&language.day(correction.date.day)));
        let citation = match &corrected {
            Some(corrected) => language.fill(
                "citation_corrected",
                &[("title", &title), ("site", &site), ("date", &date), ("corrected", corrected)],
            ),
            None => language.fill("citation", &[("title", &title), ("site", &site), ("date", &date)]),
        };
        let sources: Vec<_> = brief.sources.iter().map(|source| self.plain_source(source)).collect();
        let after = language.fill("citation_after", &[("source", &language.list_and(&sources))]);
        Html::finished(&format!("{citation} {after}"))
    }

    /// The same for programs.
    pub(super) fn formats(&self) -> Vec<Format> {
        let brief = self.brief;
        let address = address::brief(brief);
        let reference = Reference {
            key: key(brief.slug.as_str(), brief.date.day),
            title: &brief.title,
            authors: &brief.author,
            editors: &brief.editor,
            site: &self.press.site.config.title,
            day: brief.date.day,
            lang: brief.lang.as_str(),
            url: address::absolute(&self.press.site.config.base_url, &address),
            note: self.note(),
        };
        // RIS ends with a blank, which an editor or a host might take from the end of a line.
        let text = |text: String| Html::finished(&escaped(&text).replace(" \n", "&#32;\n"));
        let format =
            |name, ending: &str, format| Format { name, file: format!("{}.{ending}", brief.slug), text: text(format) };
        vec![
            format("BibTeX", "bib", reference.bibtex()),
            format("RIS", "ris", reference.ris()),
            format("CSL-JSON", "json", reference.csl()),
        ]
    }

    /// What the brief is after, and when it was corrected.
    fn note(&self) -> String {
        let (brief, language) = (self.brief, self.voice.language);
        let source = |source: &Source| {
            let name = source.publisher_name().unwrap_or_default();
            match &source.published {
                Some(published) => format!("{name}{}{}", language.comma(), language.when(&published.value)),
                None => name.to_owned(),
            }
        };
        let sources: Vec<_> = brief.sources.iter().map(source).collect();
        let after = language.fill("citation_after", &[("source", &language.list_and(&sources))]);
        match brief.corrections.last() {
            Some(correction) => {
                let date = language.day(correction.date.day);
                format!("{after} ({})", language.fill("corrected_on", &[("date", &date)]))
            }
            None => after,
        }
    }
}

/// What authors call the reference in their texts: plain letters, as older programs want them.
fn key(slug: &str, day: Date) -> String {
    if slug.is_ascii() { format!("{slug}-{}", day.year()) } else { format!("brief-{day}") }
}

impl Reference<'_> {
    /// BibTeX and BibLaTeX, which share these fields.
    fn bibtex(&self) -> String {
        const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        let names = |names: &[String]| {
            let names: Vec<_> = names.iter().map(|name| format!("{{{}}}", tex(name))).collect();
            names.join(" and ")
        };
        let month = MONTHS.get(usize::from(self.day.month().unsigned_abs()) - 1).unwrap_or(&"jan");
        let fields = [
            // Twice in braces it keeps its capitals.
            ("title", format!("{{{{{}}}}}", tex(self.title))),
            ("author", format!("{{{}}}", names(self.authors))),
            ("editor", format!("{{{}}}", names(self.editors))),
            ("publisher", format!("{{{}}}", tex(self.site))),
            ("year", format!("{{{}}}", self.day.year())),
            ("month", (*month).to_owned()),
            ("day", format!("{{{}}}", self.day.day())),
            // No address has a brace, and a percent sign stays one: the field is read as it is.
            ("url", format!("{{{}}}", self.url)),
            ("language", format!("{{{}}}", self.lang)),
            ("note", format!("{{{}}}", tex(&self.note))),
        ];
        let mut text = format!("@misc{{{}", self.key);
        for (name, value) in fields.iter().filter(|(_, value)| value != "{}") {
            text.push_str(&format!(",\n  {name} = {value}"));
        }
        text.push_str("\n}\n");
        text
    }

    /// RIS, as its makers describe it: a tag of two letters, two blanks, a hyphen, a blank.
    fn ris(&self) -> String {
        let date = self.day.strftime("%Y/%m/%d").to_string();
        let year = self.day.strftime("%Y").to_string();
        let mut text = String::new();
        let mut say = |tag: &str, value: &str| {
            text.push_str(&format!("{tag}  - {value}"));
            text.push('\n');
        };
        say("TY", "ELEC");
        say("TI", self.title);
        self.authors.iter().for_each(|name| say("AU", name));
        self.editors.iter().for_each(|name| say("ED", name));
        say("PB", self.site);
        say("PY", &year);
        say("DA", &date);
        say("LA", self.lang);
        say("UR", &self.url);
        say("N1", &self.note);
        say("ER", "");
        text
    }

    /// CSL-JSON, a list of one item.
    fn csl(&self) -> String {
        let names = |names: &[String]| names.iter().map(|name| json!({ "literal": name })).collect::<Vec<_>>();
        let mut item = json!({
            "id": self.key,
            "type": "webpage",
            "title": self.title,
            "container-title": self.site,
            "publisher": self.site,
            "issued": { "date-parts": [[self.day.year(), self.day.month(), self.day.day()]] },
            "language": self.lang,
            "URL": self.url,
            "note": self.note,
        });
        for (role, names) in [("author", names(self.authors)), ("editor", names(self.editors))] {
            if !names.is_empty() {
                item[role] = names.into();
            }
        }
        // What has been a value can be written.
        serde_json::to_string_pretty(&[item]).unwrap_or_default()
    }
}

/// A text as TeX reads it.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' | '}' | '$' | '&' | '#' | '_' | '%' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn reference<'a>(title: &'a str, authors: &'a [String]) -> Reference<'a> {
        Reference {
            key: key("talks-open", date(2024, 1, 28)),
            title,
            authors,
            editors: &[],
            site: "Two Rivers",
            day: date(2024, 1, 28),
            lang: "en",
            url: "https://example.org/briefs/talks-open/".to_owned(),
            note: "After Gulan Media, 27 January 2024.".to_owned(),
        }
    }

    #[test]
    fn bibtex_has_a_field_a_line() {
        let authors = ["Dana Karim".to_owned(), "Smith & Sons".to_owned()];
        assert_eq!(
            reference("Talks {open} at 100% of #1", &authors).bibtex(),
            "@misc{talks-open-2024,\n  title = {{Talks \\{open\\} at 100\\% of \\#1}},\n  \
             author = {{Dana Karim} and {Smith \\& Sons}},\n  publisher = {Two Rivers},\n  year = {2024},\n  \
             month = jan,\n  day = {28},\n  url = {https://example.org/briefs/talks-open/},\n  language = {en},\n  \
             note = {After Gulan Media, 27 January 2024.}\n}\n"
        );
    }

    #[test]
    fn ris_begins_with_the_type_and_ends() {
        let text = reference("Talks open", &["Dana Karim".to_owned()]).ris();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!((lines[0], *lines.last().expect("there are lines")), ("TY  - ELEC", "ER  - "));
        for line in ["TI  - Talks open", "AU  - Dana Karim", "PY  - 2024", "DA  - 2024/01/28"] {
            assert!(lines.contains(&line), "{line} in {text}");
        }
    }

    #[test]
    fn csl_is_a_list_of_one_item() {
        let text = reference("Talks \"open\"", &[]).csl();
        let read: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(read[0]["title"], "Talks \"open\"");
        assert_eq!(read[0]["issued"]["date-parts"][0], json!([2024, 1, 28]));
        assert_eq!((read[0].get("author"), read.as_array().map(Vec::len)), (None, Some(1)));
    }

    #[test]
    fn a_key_has_plain_letters() {
        assert_eq!(key("محادثات", date(2024, 1, 28)), "brief-2024-01-28");
    }
}
