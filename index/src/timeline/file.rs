//! The file of the timeline: its writer, and a reader that unpacks a text when it is asked for.

use super::{Event, TimelineEvent, coded};
use crate::bytes::{Error, Input, frame, put, put_bytes, unframe};
use crate::symbols::{Packer, Symbols};

const NAME: [u8; 4] = *b"bftl";
const VERSION: u16 = 2;

/// The fewest bytes of an event's date: lane, state, count, flags, and days and seconds of one end.
const SMALLEST: usize = 6;

/// Writes lanes and events, which keep their order.
pub fn write(lanes: &[&str], events: &[TimelineEvent<'_>]) -> Vec<u8> {
    let packer = Packer::train(events.iter().flat_map(|event| [event.label, event.when, event.address]));
    let (mut names, mut dates, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    for lane in lanes {
        put_bytes(&mut names, lane.as_bytes());
    }
    let mut last = 0;
    for event in events {
        put(&mut dates, u64::from(event.lane));
        coded::write(&mut dates, &event.parts, event.state, event.rank, &mut last);
        let mut record = Vec::new();
        for text in [event.label, event.when, event.address] {
            put_bytes(&mut record, &packer.pack(text));
        }
        put_bytes(&mut texts, &record);
    }
    let mut body = Vec::new();
    put(&mut body, events.len() as u64);
    put(&mut body, lanes.len() as u64);
    for section in [names, packer.table(), dates, texts] {
        put_bytes(&mut body, &section);
    }
    frame(NAME, VERSION, &body)
}

/// The events of a file.
#[derive(Debug)]
pub struct Timeline<'a> {
    /// The names of the lanes; an empty one is that of events without a lane.
    pub lanes: Vec<&'a str>,
    /// The events in the order of the list.
    pub events: Vec<Event>,
    symbols: Symbols<'a>,
    texts: Vec<&'a [u8]>,
}

impl<'a> Timeline<'a> {
    /// Opens a file and reads all dates.
    ///
    /// # Errors
    /// When the bytes are not a timeline of this version, whole and unchanged.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let mut body = Input::new(unframe(NAME, VERSION, bytes)?);
        let (count, lane_count) = (body.number() as usize, body.number() as usize);
        let mut names = Input::new(body.bytes());
        let symbols = Symbols::open(body.bytes())?;
        let dates = body.bytes();
        let mut records = Input::new(body.bytes());
        body.end()?;
        // The counts cannot ask for more memory than the file warrants.
        if count > dates.len() / SMALLEST || lane_count > bytes.len() {
            return Err(Error::Damaged);
        }
        let mut lanes = Vec::with_capacity(lane_count);
        for _ in 0..lane_count {
            lanes.push(names.text());
        }
        let (mut events, mut texts) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut dates = Input::new(dates);
        let mut last = 0;
        for _ in 0..count {
            let lane = dates.number() as usize;
            dates.check(lane < lane_count && lane <= usize::from(u16::MAX));
            events.push(Event { lane: lane as u16, ..coded::read(&mut dates, &mut last) });
            texts.push(records.bytes());
        }
        names.end()?;
        dates.end()?;
        records.end()?;
        Ok(Self { lanes, events, symbols, texts })
    }

    /// Label, when in words, and address of an event.
    ///
    /// # Errors
    /// When there is no such event, or its texts are damaged although the checksum is right.
    pub fn texts(&self, event: usize) -> Result<[String; 3], Error> {
        let mut input = Input::new(self.texts.get(event).ok_or(Error::Damaged)?);
        let texts = [(); 3].map(|()| self.symbols.text(&mut input, &[]));
        input.end().map(|()| texts)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{STATES, parts};
    use super::*;
    use crate::edtf::Edtf;

    const DATES: [&str; 16] = [
        "2024-01-27",
        "2024-01-27?",
        "2024-01",
        "2024-01~",
        "2024-01%",
        "201X",
        "2024-01-05/2024-01-10",
        "/2024-01-27",
        "2024-01-27/",
        "2024-01-27/..",
        "../2024-01-27",
        "[2024-01-01,2024-01-05]",
        "{2024-01,2024-03}",
        "-0043-03-15",
        "Y-170000",
        "2024-01-02T10:00:01+03:00",
    ];

    fn sample() -> Vec<u8> {
        let states = STATES.map(|(_, state)| state);
        let events: Vec<_> = DATES
            .iter()
            .enumerate()
            .map(|(n, date)| TimelineEvent {
                parts: parts(&Edtf::parse(date).expect("a valid date")),
                state: states[n % 6],
                rank: (n % 5) as u8 + 1,
                lane: (n % 2) as u16,
                label: "The two governments meet",
                when: date,
                address: "briefs/x/#e-y",
            })
            .collect();
        write(&["Talks", ""], &events)
    }

    #[test]
    fn everything_comes_back() {
        let file = sample();
        let timeline = Timeline::open(&file).expect("a file just written");
        assert_eq!(timeline.lanes, ["Talks", ""]);
        assert_eq!(timeline.events.len(), DATES.len());
        for (n, (event, date)) in timeline.events.iter().zip(DATES).enumerate() {
            assert_eq!(event.parts, parts(&Edtf::parse(date).expect("a valid date")), "{date}");
            assert_eq!((event.rank, event.lane, event.state), ((n % 5) as u8 + 1, (n % 2) as u16, STATES[n % 6].1));
            assert_eq!(
                timeline.texts(n),
                Ok(["The two governments meet".to_owned(), date.to_owned(), "briefs/x/#e-y".to_owned()])
            );
        }
        assert_eq!(timeline.texts(DATES.len()), Err(Error::Damaged));
    }

    #[test]
    fn an_empty_timeline_is_a_file_too() {
        let file = write(&[], &[]);
        assert_eq!(Timeline::open(&file).map(|timeline| timeline.events.len()), Ok(0));
    }

    /// The bytes of a version never change. Where this fails, the format is another: give it another version.
    #[test]
    fn the_format_is_fixed() {
        assert_eq!((VERSION, crate::bytes::checksum(&sample())), (2, 2_217_718_432));
    }

    #[test]
    fn damage_is_an_error_and_never_a_panic() {
        let file = sample();
        for length in 0..file.len() {
            assert!(Timeline::open(&file[..length]).is_err(), "cut at {length}");
        }
        for at in 0..file.len() {
            let mut flipped = file.clone();
            flipped[at] ^= 1 << (at % 8);
            assert!(Timeline::open(&flipped).is_err(), "flipped at {at}");
        }
    }

    /// A forged file has the right checksum. Whatever it says, it is a timeline or an error.
    #[test]
    fn forged_bytes_are_a_timeline_or_an_error() {
        let file = sample();
        let body = &file[12..];
        let mut errors = 0;
        for at in 0..body.len() {
            for value in [0, 1, 0x7F, 0x80, 0xFF, body[at] ^ 0x10] {
                let mut forged = body.to_vec();
                forged[at] = value;
                let forged = frame(NAME, VERSION, &forged);
                match Timeline::open(&forged) {
                    Ok(timeline) => {
                        (0..timeline.events.len()).for_each(|n| errors += usize::from(timeline.texts(n).is_err()))
                    }
                    Err(_) => errors += 1,
                }
            }
        }
        assert!(errors > 100, "{errors}");
    }
}
