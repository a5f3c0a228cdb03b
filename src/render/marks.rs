//! The marks that stand before events in lists: the same shapes as in the picture of the timeline.
//!
//! The shape is the state, the edges are the date, "?" is always a question. A page carries the symbols that it uses,
//! drawn for its direction: they are mirrored here, since a browser would turn the question marks and digits too.

use std::{collections::BTreeSet, fmt::Write};

use briefing_index::edtf::{Date, Edge, Edtf, Form, Interval, Mark as Sureness, Member, Part};

use super::html::Html;
use crate::{
    lang::{Direction, Lang},
    language::Language,
    manuscript::EventState,
};

mod legend;

pub(crate) use legend::{LegendEntry, legend};

/// How a date is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Edges {
    Day,
    DayUncertain,
    Within,
    WithinUncertain,
    Around,
    AroundUncertain,
    Lasted,
    StartUnknown,
    StartOpen,
    EndUnknown,
    EndOpen,
    /// Once, before a date at the latest, or after one at the earliest.
    Before,
    After,
    OneOf,
    AllOf,
    /// Several events in one place: only in the picture and its legend.
    Many,
}

/// How a state is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Face {
    Full,
    Half,
    Ring,
    Struck,
    Slashed,
}

/// A symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Mark {
    edges: Edges,
    face: Face,
}

impl Mark {
    /// The mark of an event.
    pub(crate) fn of(when: &Edtf, state: EventState) -> Mark {
        let edges = edges(when);
        // The other shapes have no room for a face; the word stands beside them.
        let with_face = matches!(edges, Edges::Day | Edges::DayUncertain | Edges::Within);
        let face = match state {
            _ if !with_face => Face::Full,
            EventState::Reported | EventState::Confirmed => Face::Full,
            EventState::Disputed => Face::Half,
            EventState::Planned => Face::Ring,
            EventState::Cancelled => Face::Struck,
            EventState::Denied => Face::Slashed,
        };
        Mark { edges, face }
    }

    /// The anchor of its symbol.
    pub(crate) fn id(self) -> String {
        let edges = match self.edges {
            Edges::Day => "day",
            Edges::DayUncertain => "unc",
            Edges::Within => "span",
            Edges::WithinUncertain => "span-unc",
            Edges::Around => "about",
            Edges::AroundUncertain => "about-unc",
            Edges::Lasted => "range",
            Edges::StartUnknown => "nostart",
            Edges::StartOpen => "openstart",
            Edges::EndUnknown => "noend",
            Edges::EndOpen => "openend",
            Edges::Before => "before",
            Edges::After => "after",
            Edges::OneOf => "oneof",
            Edges::AllOf => "allof",
            Edges::Many => "many",
        };
        let face = match self.face {
            Face::Full => "",
            Face::Half => "-two",
            Face::Ring => "-plan",
            Face::Struck => "-cancel",
            Face::Slashed => "-deny",
        };
        format!("m-{edges}{face}")
    }

    /// 24 or 44 pixels.
    pub(crate) fn width(self) -> u8 {
        if matches!(self.edges, Edges::Day | Edges::Many) { 24 } else { 44 }
    }
}

fn edges(when: &Edtf) -> Edges {
    match when.form() {
        Form::Single(date) => single(date),
        Form::Interval(Interval::Between(from, to)) if from.mark() == Sureness::None && to.mark() == Sureness::None => {
            Edges::Lasted
        }
        Form::Interval(Interval::Between(from, to)) => {
            let marks = [from.mark(), to.mark()];
            let uncertain = marks.iter().any(|mark| mark.is_uncertain());
            if marks.iter().any(|mark| mark.is_approximate()) { around(uncertain) } else { Edges::WithinUncertain }
        }
        Form::Interval(Interval::From(_, Edge::Open)) => Edges::EndOpen,
        Form::Interval(Interval::From(_, Edge::Unknown)) => Edges::EndUnknown,
        Form::Interval(Interval::Until(Edge::Open, _)) => Edges::StartOpen,
        Form::Interval(Interval::Until(Edge::Unknown, _)) => Edges::StartUnknown,
        Form::OneOf(members) => match members.as_slice() {
            [Member::Until(_)] => Edges::Before,
            [Member::From(_)] => Edges::After,
            _ => Edges::OneOf,
        },
        Form::AllOf(_) => Edges::AllOf,
    }
}

fn single(date: &Date) -> Edges {
    let (mark, is_day) = (date.mark(), matches!(date.part(), Part::Day { .. } | Part::Clock { .. }));
    match (mark.is_approximate(), mark.is_uncertain(), is_day) {
        (true, uncertain, _) => around(uncertain),
        (false, true, true) => Edges::DayUncertain,
        (false, true, false) => Edges::WithinUncertain,
        (false, false, true) => Edges::Day,
        (false, false, false) => Edges::Within,
    }
}

fn around(uncertain: bool) -> Edges {
    if uncertain { Edges::AroundUncertain } else { Edges::Around }
}

/// The symbols of `marks`, hidden, for a page in that language. Empty where there are none.
pub(crate) fn sprite(marks: &BTreeSet<Mark>, language: &Language) -> Html {
    if marks.is_empty() {
        return Html::default();
    }
    let (lang, seven) = (language.lang(), language.number(7));
    let pen = Pen { rtl: lang.direction() == Direction::Rtl, question: question_mark(lang), seven: &seven };
    let mut out = String::from("<svg class=\"vh\" width=\"1\" height=\"1\" aria-hidden=\"true\"><defs>");
    let uses = |wanted: &[Edges]| marks.iter().any(|mark| wanted.contains(&mark.edges));
    if uses(&[Edges::Around, Edges::AroundUncertain]) {
        out.push_str(FADE_BOTH);
    }
    if uses(&[Edges::StartUnknown, Edges::StartOpen, Edges::Before]) {
        pen.fade(&mut out, "g-start", 0, 44);
    }
    if uses(&[Edges::EndUnknown, Edges::EndOpen, Edges::After]) {
        pen.fade(&mut out, "g-end", 44, 0);
    }
    out.push_str("</defs>");
    for &mark in marks {
        let (id, left) = (mark.id(), if mark.width() == 24 { 10 } else { 0 });
        let _ = write!(out, "<symbol id=\"{id}\" viewBox=\"{left} 0 {} 24\">{}</symbol>", mark.width(), pen.draw(mark));
    }
    out.push_str("</svg>");
    Html::finished(&out)
}

const FADE_BOTH: &str = "<linearGradient id=\"g-both\"><stop offset=\"0\" stop-color=\"currentColor\" stop-opacity=\"0\"/>\
    <stop offset=\".35\" stop-color=\"currentColor\" stop-opacity=\".3\"/>\
    <stop offset=\".65\" stop-color=\"currentColor\" stop-opacity=\".3\"/>\
    <stop offset=\"1\" stop-color=\"currentColor\" stop-opacity=\"0\"/></linearGradient>";
const BRACKETS: &str = "<path d=\"M8 6h28v12H8z\" opacity=\".25\"/>\
    <path d=\"M12 5H8v14h4M32 5h4v14h-4\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"/>";

/// `؟` where the language is written in Arabic script.
fn question_mark(lang: &Lang) -> &'static str {
    let other_script = ["he", "iw", "yi", "ji", "dv", "syr", "arc", "nqo"].contains(&lang.language());
    if lang.direction() == Direction::Rtl && !other_script { "؟" } else { "?" }
}

/// Draws in a box of 44 by 24, mirrored where the page runs from right to left.
struct Pen<'a> {
    rtl: bool,
    question: &'static str,
    /// The number that stands for several.
    seven: &'a str,
}

impl Pen<'_> {
    fn x(&self, x: i32) -> i32 {
        if self.rtl { 44 - x } else { x }
    }

    fn fade(&self, out: &mut String, id: &str, from: i32, to: i32) {
        let (from, to) = (self.x(from) / 44, self.x(to) / 44);
        let _ = write!(
            out,
            "<linearGradient id=\"{id}\" x1=\"{from}\" x2=\"{to}\"><stop offset=\"0\" stop-color=\"currentColor\" \
             stop-opacity=\"0\"/><stop offset=\".8\" stop-color=\"currentColor\" stop-opacity=\".35\"/></linearGradient>"
        );
    }

    fn text(&self, x: i32, text: &str) -> String {
        let x = self.x(x);
        format!(
            "<text x=\"{x}\" y=\"16.8\" font-family=\"sans-serif\" font-size=\"13\" font-weight=\"700\" text-anchor=\"middle\">{text}</text>"
        )
    }

    fn line(&self, path: &str) -> String {
        format!("<path d=\"{path}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"/>")
    }

    /// A disc with its face, its middle at `x`.
    fn disc(&self, x: i32, face: Face) -> String {
        let x = self.x(x);
        let ring = format!("M{} 12a5 5 0 1 0 10 0a5 5 0 1 0-10 0", x - 5);
        match face {
            Face::Full => format!("<circle cx=\"{x}\" cy=\"12\" r=\"5\"/>"),
            Face::Half => format!("{}<path d=\"M{x} 7a5 5 0 0 0 0 10z\"/>", self.line(&ring)),
            Face::Ring => self.line(&ring),
            Face::Struck => self.line(&format!("{ring}M{} 12h20", x - 10)),
            Face::Slashed => self.line(&format!("{ring}M{} 19l14-14", x - 7)),
        }
    }

    fn draw(&self, mark: Mark) -> String {
        let question = self.question;
        match mark.edges {
            Edges::Day if mark.face == Face::Half => {
                "<circle cx=\"22\" cy=\"12\" r=\"6.5\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"/>\
                 <path d=\"M22 5.5a6.5 6.5 0 0 0 0 13z\"/>"
                    .to_owned()
            }
            Edges::Day => self.disc(22, mark.face),
            Edges::DayUncertain => {
                let x = self.x(15);
                let halo = format!(
                    "<circle cx=\"{x}\" cy=\"12\" r=\"10\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-dasharray=\"3.3 2.5\"/>"
                );
                format!("{halo}{}{}", self.disc(15, mark.face), self.text(34, question))
            }
            Edges::Within if mark.face == Face::Full => BRACKETS.to_owned(),
            Edges::Within => format!("{BRACKETS}{}", self.disc(22, mark.face)),
            Edges::WithinUncertain => format!("{BRACKETS}{}", self.text(22, question)),
            Edges::Around => format!("<path d=\"M3 6h38v12H3z\" fill=\"url(#g-both)\"/>{}", self.text(22, "≈")),
            Edges::AroundUncertain => {
                let signs = [self.text(18, "≈"), self.text(27, question)].concat();
                format!("<path d=\"M3 6h38v12H3z\" fill=\"url(#g-both)\"/>{signs}")
            }
            Edges::Lasted => "<path d=\"M4 8h36v8H4z\"/>".to_owned(),
            Edges::StartUnknown => self.faded("g-start", 41) + &self.text(8, question),
            Edges::EndUnknown => self.faded("g-end", 3) + &self.text(36, question),
            Edges::StartOpen => self.faded("g-start", 41) + &self.arrow(4, 8),
            Edges::EndOpen => self.faded("g-end", 3) + &self.arrow(40, 36),
            Edges::Before => self.faded("g-start", 41),
            Edges::After => self.faded("g-end", 3),
            Edges::OneOf => {
                let line = self.line("M16 12h12").replace("stroke-width", "stroke-dasharray=\"2.5 2.2\" stroke-width");
                format!("{}{line}{}", self.disc(10, Face::Ring), self.disc(34, Face::Ring))
            }
            Edges::AllOf => format!("{}{}", self.disc(12, Face::Full), self.disc(32, Face::Full)),
            Edges::Many => {
                // Filled, as in the picture; the style sheet gives the number the colour of its paper.
                let number = self.text(22, self.seven).replace("<text", "<text class=\"on-ink\" fill=\"Canvas\"");
                format!("<rect x=\"11\" y=\"2\" width=\"22\" height=\"20\" rx=\"4\"/>{number}")
            }
        }
    }

    /// A band that fades, with a cap at `x`.
    fn faded(&self, gradient: &str, x: i32) -> String {
        format!("<path d=\"M2 6h40v12H2z\" fill=\"url(#{gradient})\"/>{}", self.line(&format!("M{} 3v18", self.x(x))))
    }

    /// An arrow with its point at `tip`.
    fn arrow(&self, tip: i32, back: i32) -> String {
        let (tip, back) = (self.x(tip), self.x(back));
        self.line(&format!("M{back} 8L{tip} 12L{back} 16"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;

    fn mark(when: &str, state: EventState) -> Mark {
        Mark::of(&Edtf::parse(when).expect("a good date"), state)
    }

    #[test]
    fn the_edges_are_the_date_and_the_face_is_the_state() {
        let check =
            |when: &str, state: EventState, expected: &str| assert_eq!(mark(when, state).id(), expected, "{when}");
        check("2024-01-27", EventState::Reported, "m-day");
        check("2024-01-27T10:00Z", EventState::Confirmed, "m-day");
        check("2024-01-27", EventState::Disputed, "m-day-two");
        check("2024-01-27?", EventState::Disputed, "m-unc-two");
        check("2024-01-27?", EventState::Planned, "m-unc-plan");
        check("2024-01", EventState::Reported, "m-span");
        check("2024-21", EventState::Planned, "m-span-plan");
        check("201X", EventState::Reported, "m-span");
        check("2024-01?", EventState::Reported, "m-span-unc");
        check("2024-01~", EventState::Disputed, "m-about");
        check("2024-01%", EventState::Reported, "m-about-unc");
        check("2024-01-01/2024-02", EventState::Denied, "m-range");
        check("2024-01-01~/2024-02", EventState::Reported, "m-about");
        check("/2024-01-27", EventState::Reported, "m-nostart");
        check("../2024-01-27", EventState::Reported, "m-openstart");
        check("2024-01-27/", EventState::Reported, "m-noend");
        check("2024-01-27/..", EventState::Reported, "m-openend");
        check("[2024-01,2024-03]", EventState::Reported, "m-oneof");
        check("[..2024-01]", EventState::Planned, "m-before");
        check("[2024-01..]", EventState::Reported, "m-after");
        check("{2024-01,2024-03}", EventState::Reported, "m-allof");
    }

    #[test]
    fn a_page_carries_the_symbols_that_it_uses() {
        let marks = BTreeSet::from([mark("/2024", EventState::Reported), mark("2024-01-27", EventState::Planned)]);
        let check = |tag: &str, wanted: &[&str], unwanted: &[&str]| {
            let languages = Languages::builtin();
            let sprite = sprite(&marks, languages.get(&Lang::parse(tag).expect("a good tag")));
            for part in wanted {
                assert!(sprite.as_str().contains(part), "{tag}: {part} is not in {}", sprite.as_str());
            }
            for part in unwanted {
                assert!(!sprite.as_str().contains(part), "{tag}: {part} is in {}", sprite.as_str());
            }
        };
        check(
            "en",
            &["id=\"m-nostart\"", "id=\"m-day-plan\"", "M41 3v18", ">?</text>", "x1=\"0\" x2=\"1\""],
            &["g-both", "m-unc"],
        );
        check("ar", &["M3 3v18", ">؟</text>", "x1=\"1\" x2=\"0\""], &[">?<"]);
    }

    #[test]
    fn only_arabic_script_turns_the_question_mark() {
        let check =
            |tag: &str, expected: &str| assert_eq!(question_mark(&Lang::parse(tag).expect("a good tag")), expected);
        check("en", "?");
        check("he", "?");
        check("ckb", "؟");
        check("fa", "؟");
    }
}
