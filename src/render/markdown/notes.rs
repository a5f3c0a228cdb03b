//! Footnotes: numbered in the order in which the text refers to them, written at its end with links back.

use std::fmt::Write;

use pulldown_cmark::CowStr;

use super::Rules;
use crate::render::html::escaped;

/// The footnotes of one text.
#[derive(Default)]
pub(super) struct Notes<'a> {
    /// The names that are referred to, in the order of their numbers, with how often each is.
    referred: Vec<(CowStr<'a>, usize)>,
    /// The notes that are written, by name.
    written: Vec<(CowStr<'a>, String)>,
    /// The names of notes that are open.
    open: Vec<CowStr<'a>>,
}

impl<'a> Notes<'a> {
    pub(super) fn open(&mut self, name: CowStr<'a>) {
        self.open.push(name);
    }

    pub(super) fn close(&mut self, html: String) {
        if let Some(name) = self.open.pop() {
            self.written.push((name, html));
        }
    }

    /// The mark in the text.
    pub(super) fn refer(&mut self, name: CowStr<'a>, rules: &Rules<'_>) -> String {
        let at = self.referred.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            self.referred.push((name, 0));
            self.referred.len() - 1
        });
        self.referred[at].1 += 1;
        let (number, id) = (at + 1, back_id(at + 1, self.referred[at].1));
        format!("<sup><a class=\"fn\" id=\"{id}\" href=\"#fn-{number}\">{}</a></sup>", (rules.number)(number))
    }

    /// The items of the list at the end. Notes that nothing refers to are left out.
    pub(super) fn list(&self, rules: &Rules<'_>) -> String {
        let mut out = String::new();
        for (at, (name, times)) in self.referred.iter().enumerate() {
            let note = self.written.iter().find(|(known, _)| known == name).map_or("", |(_, html)| html.trim_end());
            let back: String = (1..=*times).map(|nth| back_link(at + 1, nth, rules)).collect();
            // The links back stand in the last paragraph, where it is one.
            let _ = match note.strip_suffix("</p>") {
                Some(note) => writeln!(out, "<li id=\"fn-{}\">{note}{back}</p></li>", at + 1),
                None => writeln!(out, "<li id=\"fn-{}\">{note}{back}</li>", at + 1),
            };
        }
        out
    }
}

fn back_id(number: usize, nth: usize) -> String {
    if nth == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{nth}") }
}

fn back_link(number: usize, nth: usize, rules: &Rules<'_>) -> String {
    let shown = (rules.number)(number);
    let label = escaped(&format!("{} {shown}", rules.back));
    format!(" <a class=\"fn-back\" href=\"#{}\" aria-label=\"{label}\">\u{21a9}\u{fe0e}</a>", back_id(number, nth))
}
