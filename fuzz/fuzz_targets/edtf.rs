//! Any text as a date: what is read is written and read again as the same, and what is repaired is a date.
//!
//! `cargo +nightly fuzz run edtf`

#![no_main]

use briefing_index::edtf::Edtf;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Edtf::parse(text) {
        Ok(date) => {
            let written = date.to_string();
            assert_eq!(Edtf::parse(&written).as_ref(), Ok(&date), "{text} is written {written}");
            let bounds = date.bounds();
            assert!(bounds.from.is_some() || bounds.to.is_some(), "{text} has no bound");
            assert!(bounds.from.zip(bounds.to).is_none_or(|(from, to)| from < to), "{text}: {bounds:?}");
            assert_eq!(date.cmp_in_time(&date), std::cmp::Ordering::Equal);
            assert!(date.datetime_attribute().is_none_or(|value| !value.is_empty()));
        }
        Err(error) => {
            assert!(text.get(error.at.clone()).is_some(), "{error:?}");
            assert!(!error.to_string().is_empty());
        }
    }
    if let Some(repaired) = Edtf::repair(text) {
        assert!(Edtf::parse(&repaired).is_ok(), "{text} is repaired to {repaired}");
    }
});
