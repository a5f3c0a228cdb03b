//! The file of the timeline: its writer, and a reader that unpacks a text when it is asked for.

use super::{End, Event, Part, STATES, Shape, State, TimelineEvent};
use crate::bytes::{Error, Input, frame, put, put_bytes, put_signed, unframe};
use crate::edtf::calendar::DAY;
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
        put_event(&mut dates, event, &mut last);
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

/// `last` is the day on which the last event with a dated start began.
fn put_event(out: &mut Vec<u8>, event: &TimelineEvent<'_>, last: &mut i64) {
    put(out, u64::from(event.lane));
    let state = STATES.iter().position(|(_, state)| *state == event.state).unwrap_or(0) as u8;
    out.push(state | (event.rank.clamp(1, 5) - 1) << 3);
    let alternative = event.parts.iter().any(|part| part.alternative);
    put(out, (event.parts.len() as u64) << 1 | u64::from(alternative));
    for part in &event.parts {
        let end = |end| match end {
            End::At(_) => 0,
            End::Unknown => 1,
            End::Open => 2,
        };
        let shape = part.shape as u8;
        let marks = u8::from(part.uncertain) << 6 | u8::from(part.approximate) << 7;
        out.push(end(part.start) | end(part.end) << 2 | shape << 4 | marks);
        if let End::At(at) = part.start {
            put_time(out, at, last);
        }
        let mut own = *last;
        if let End::At(at) = part.end {
            put_time(out, at, &mut own);
        }
    }
}

fn put_time(out: &mut Vec<u8>, at: i64, from: &mut i64) {
    let day = at.div_euclid(DAY);
    put_signed(out, day - *from);
    put(out, at.rem_euclid(DAY) as u64);
    *from = day;
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
            events.push(event(&mut dates, lane_count, &mut last));
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

fn event(dates: &mut Input<'_>, lanes: usize, last: &mut i64) -> Event {
    let lane = dates.number() as usize;
    let state = dates.byte();
    let count = dates.number();
    dates.check(lane < lanes && lane <= usize::from(u16::MAX) && count >> 1 != 0);
    // Most events have one part, and the count of a forged file may be anything.
    let mut parts = Vec::with_capacity(1);
    for _ in 0..count >> 1 {
        if dates.is_empty() {
            dates.check(false);
            break;
        }
        parts.push(part(dates, count & 1 == 1, last));
    }
    Event {
        parts,
        state: STATES.get(usize::from(state & 7)).map_or(State::Reported, |(_, state)| *state),
        rank: (state >> 3 & 7) + 1,
        lane: lane as u16,
    }
}

fn part(dates: &mut Input<'_>, alternative: bool, last: &mut i64) -> Part {
    let flags = dates.byte();
    let shape = match flags >> 4 & 3 {
        0 => Shape::Point,
        1 => Shape::Within,
        _ => Shape::Lasted,
    };
    let start = end(dates, flags & 3, last);
    let mut own = *last;
    let end = end(dates, flags >> 2 & 3, &mut own);
    let part = Part { start, end, shape, uncertain: flags & 0x40 != 0, approximate: flags & 0x80 != 0, alternative };
    dates.check(part.can_be_drawn());
    part
}

fn end(dates: &mut Input<'_>, kind: u8, last: &mut i64) -> End {
    match kind {
        0 => {
            let day = last.checked_add(dates.signed());
            let second = i64::from(dates.number());
            let at = day.and_then(|day| day.checked_mul(DAY)?.checked_add(second));
            dates.check(at.is_some());
            *last = day.unwrap_or_default();
            End::At(at.unwrap_or_default())
        }
        1 => End::Unknown,
        _ => End::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::super::parts;
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
