//! What the marks of a picture mean.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Edges, Face, Mark};
use crate::language::Language;

/// What a legend says of one mark.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LegendEntry {
    #[serde(skip)]
    pub(crate) mark: Mark,
    id: String,
    width: u8,
    bad: bool,
    text: String,
}

/// The legend of a picture that shows `marks`. `several`: also what many events in one place look like; `disputed`:
/// also what two accounts look like.
pub(crate) fn legend(marks: &BTreeSet<Mark>, several: bool, disputed: bool, language: &Language) -> Vec<LegendEntry> {
    let edges = |wanted: &[Edges]| marks.iter().any(|mark| wanted.contains(&mark.edges));
    let face = |wanted: Face| marks.iter().any(|mark| mark.face == wanted);
    let (day, full) = (Edges::Day, Face::Full);
    let entries = [
        (edges(&[Edges::Day]), day, full, "legend_day"),
        (edges(&[Edges::Within, Edges::WithinUncertain]), Edges::Within, full, "legend_within"),
        (edges(&[Edges::Around, Edges::AroundUncertain]), Edges::Around, full, "legend_around"),
        (
            edges(&[Edges::DayUncertain, Edges::WithinUncertain, Edges::AroundUncertain]),
            Edges::DayUncertain,
            full,
            "legend_uncertain",
        ),
        (edges(&[Edges::Lasted]), Edges::Lasted, full, "legend_lasted"),
        (edges(&[Edges::StartUnknown]), Edges::StartUnknown, full, "legend_start_unknown"),
        (edges(&[Edges::EndUnknown]), Edges::EndUnknown, full, "legend_end_unknown"),
        (edges(&[Edges::StartOpen]), Edges::StartOpen, full, "legend_start_open"),
        (edges(&[Edges::EndOpen]), Edges::EndOpen, full, "legend_going_on"),
        (edges(&[Edges::Before]), Edges::Before, full, "legend_before"),
        (edges(&[Edges::After]), Edges::After, full, "legend_after"),
        (edges(&[Edges::OneOf]), Edges::OneOf, full, "legend_one_of"),
        (edges(&[Edges::AllOf]), Edges::AllOf, full, "legend_all_of"),
        (face(Face::Ring), day, Face::Ring, "legend_planned"),
        (face(Face::Struck), day, Face::Struck, "legend_cancelled"),
        (face(Face::Slashed), day, Face::Slashed, "legend_denied"),
        (several, Edges::Many, full, "legend_several"),
        (disputed, day, Face::Half, "legend_two_accounts"),
    ];
    let shown = entries.into_iter().filter(|(shown, ..)| *shown);
    let entry = |(_, edges, face, key): (bool, Edges, Face, &str)| {
        let mark = Mark { edges, face };
        let bad = face == Face::Half;
        LegendEntry { mark, id: mark.id(), width: mark.width(), bad, text: language.text(key).to_owned() }
    };
    shown.map(entry).collect()
}

#[cfg(test)]
mod tests {
    use briefing_index::edtf::Edtf;

    use super::*;
    use crate::{lang::Lang, language::Languages, manuscript::EventState};

    #[test]
    fn a_legend_explains_what_is_shown() {
        let marks = BTreeSet::from([mark("2024-01?", EventState::Reported), mark("2024-01-27", EventState::Planned)]);
        let languages = Languages::builtin();
        let english = languages.get(&Lang::parse("en").expect("a good tag"));
        let texts: Vec<_> = legend(&marks, false, true, english).into_iter().map(|entry| entry.text).collect();
        assert_eq!(texts, ["day known", "some time within", "uncertain", "planned", "two accounts"]);
    }

    #[test]
    fn every_shape_of_a_date_has_its_entry() {
        let whens = [
            "2024-01-27",
            "2024-01",
            "2024-01~",
            "2024-01-27?",
            "2024-01-27/2024-02-01",
            "/2024-01",
            "2024-01/",
            "../2024-01",
            "2024-01/..",
            "[..2024-01]",
            "[2024-01..]",
            "[2024-01,2024-03]",
            "{2024-01,2024-03}",
        ];
        let languages = Languages::builtin();
        let english = languages.get(&Lang::parse("en").expect("a good tag"));
        for when in whens {
            let marks = BTreeSet::from([mark(when, EventState::Reported)]);
            assert_eq!(legend(&marks, false, false, english).len(), 1, "{when}");
        }
    }

    fn mark(when: &str, state: EventState) -> Mark {
        Mark::of(&Edtf::parse(when).expect("a good date"), state)
    }
}
