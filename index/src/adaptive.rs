//! Numbers that take the fewer bits the less they surprise: who writes and who reads learn from the numbers before.
//!
//! # Bits of a number
//!
//! A number from 1 up is said in bits: as many ones as it has bits after its first, a zero, and then those bits, the highest first. It
//! is of a *kind*, and every kind is learned by itself: it has 256 *guesses* of how likely a one is. A bit has the guess at 32 × how many
//! ones there were, at most 7, and beside it what is known of the number, at most 31: 0 as long as there are ones, then the number
//! as far as its bits are known.
//!
//! A guess is a count of parts of 65,536 and begins with a half. A one adds a sixteenth of what all parts are more, a zero takes away
//! a sixteenth of what there is, both rounded down. To learn more slowly the longer it goes on saves one byte in a hundred, but takes a
//! division and a count beside each guess.
//!
//! # Bytes
//!
//! All bits together choose an interval of numbers of 32 bits: first it is that of all of them. Each bit divides it as its guess has
//! it, and a one takes the lower part. As soon as both ends of the interval, which belong to it, have the same highest byte, this
//! is written, and the interval moves up by eight bits. At the end stands the highest byte of the upper end. After it a reader sees
//! zeros, of which it never needs more than three. This is an arithmetic coder without carries, as in Mahoney's `fpaq0` (2004).
//!
//! Numbers that are all alike would take next to nothing. But what is read should be no more than what is there warrants: there is a
//! byte for 64 numbers at least, and more zeros stand at the end where it is needed.

/// How many guesses a kind has.
const GUESSES: usize = 256;
/// What a guess learns of a bit, as a power of two of the whole.
const PART: u32 = 4;
/// A reader never needs more zeros after the end.
const ZEROS: usize = 3;
/// There is a byte for so many numbers at least.
const NUMBERS: usize = 64;

/// What was learned, and the interval.
#[derive(Debug)]
struct Interval {
    /// How likely a one is.
    guesses: Vec<u16>,
    low: u32,
    high: u32,
}

impl Interval {
    fn new(kinds: usize) -> Interval {
        Interval { guesses: vec![1 << 15; kinds * GUESSES], low: 0, high: u32::MAX }
    }

    /// Takes the part that `is_one` chooses by the last number of the lower part, and learns. There is always an upper part too.
    fn take(&mut self, guess: usize, is_one: impl FnOnce(u32) -> bool) -> bool {
        let Some(ones) = self.guesses.get_mut(guess) else { return false };
        let middle = self.low + ((u64::from(self.high - self.low) * u64::from(*ones)) >> 16) as u32;
        let is_one = is_one(middle);
        if is_one {
            self.high = middle;
            *ones += (((1 << 16) - u32::from(*ones)) >> PART) as u16;
        } else {
            self.low = middle + 1;
            *ones -= *ones >> PART;
        }
        is_one
    }

    /// The byte that both ends begin with; they lose it.
    fn byte(&mut self) -> Option<u8> {
        if (self.low ^ self.high) >> 24 != 0 {
            return None;
        }
        let byte = (self.low >> 24) as u8;
        (self.low, self.high) = (self.low << 8, self.high << 8 | 0xFF);
        Some(byte)
    }
}

/// The guess for a bit of a number of which so many ones, and then so much of itself are known.
fn guess(kind: usize, ones: u32, known: u64) -> usize {
    kind * GUESSES + (ones.min(7) << 5) as usize + known.min(31) as usize
}

/// A number from 1 up for one with a sign: 1 for 0, 2 for -1, 3 for 1, and so on. It is of 63 bits at most.
pub(crate) fn signless(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64 + 1
}

/// What [`signless`] made a number of.
pub(crate) fn sign_of(number: u64) -> i64 {
    let number = number - 1;
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// Numbers as they are written.
#[derive(Debug)]
pub(crate) struct NumberWriter {
    interval: Interval,
    bytes: Vec<u8>,
    count: usize,
}

impl NumberWriter {
    /// No numbers yet, of so many kinds.
    pub(crate) fn new(kinds: usize) -> NumberWriter {
        NumberWriter { interval: Interval::new(kinds), bytes: Vec::new(), count: 0 }
    }

    /// Appends a number from 1 up of a kind.
    pub(crate) fn put(&mut self, kind: usize, number: u64) {
        self.count += 1;
        let bits = number.ilog2();
        for ones in 0..=bits {
            self.put_bit(guess(kind, ones, 0), ones < bits);
        }
        for bit in (0..bits).rev() {
            self.put_bit(guess(kind, bits, number >> bit >> 1), number >> bit & 1 == 1);
        }
    }

    fn put_bit(&mut self, guess: usize, is_one: bool) {
        self.interval.take(guess, |_| is_one);
        while let Some(byte) = self.interval.byte() {
            self.bytes.push(byte);
        }
    }

    /// The bytes. More zeros after them change nothing.
    pub(crate) fn into_bytes(mut self) -> Vec<u8> {
        self.bytes.push((self.interval.high >> 24) as u8);
        self.bytes.resize(self.bytes.len().max(self.count.div_ceil(NUMBERS)), 0);
        self.bytes
    }
}

/// Numbers as they are read. After the end, and after damage, come some that mean nothing.
#[derive(Debug)]
pub(crate) struct NumberReader<'a> {
    interval: Interval,
    bytes: core::slice::Iter<'a, u8>,
    /// How many zeros may be seen after the bytes.
    zeros: usize,
    /// How many numbers there may be.
    count: usize,
    is_damaged: bool,
    /// The number of 32 bits to which all bits lead.
    goal: u32,
}

impl<'a> NumberReader<'a> {
    /// Before the first number, of so many kinds.
    pub(crate) fn new(kinds: usize, bytes: &'a [u8]) -> NumberReader<'a> {
        let mut reader = NumberReader {
            interval: Interval::new(kinds),
            bytes: bytes.iter(),
            zeros: ZEROS,
            count: bytes.len() * NUMBERS,
            is_damaged: false,
            goal: 0,
        };
        for _ in 0..4 {
            reader.shift();
        }
        reader
    }

    /// The next number of a kind, never 0.
    pub(crate) fn take(&mut self, kind: usize) -> u64 {
        lower(&mut self.count, &mut self.is_damaged);
        let mut ones = 0;
        while self.bit(guess(kind, ones, 0)) {
            ones += 1;
            if ones > 63 {
                self.is_damaged = true;
                return 1;
            }
        }
        let mut number = 1;
        for _ in 0..ones {
            number = number << 1 | u64::from(self.bit(guess(kind, ones, number)));
        }
        number
    }

    fn bit(&mut self, guess: usize) -> bool {
        let is_one = self.interval.take(guess, |middle| self.goal <= middle);
        while self.interval.byte().is_some() {
            self.shift();
        }
        is_one
    }

    fn shift(&mut self) {
        let byte = self.bytes.next();
        if byte.is_none() {
            lower(&mut self.zeros, &mut self.is_damaged);
        }
        self.goal = self.goal << 8 | u32::from(byte.copied().unwrap_or_default());
    }

    /// Notes that the numbers say something that cannot be, unless it is in order.
    pub(crate) fn check(&mut self, is_right: bool) {
        self.is_damaged |= !is_right;
    }

    /// Whether numbers were taken that are not there, or say what cannot be.
    pub(crate) fn is_damaged(&self) -> bool {
        self.is_damaged
    }
}

/// Lowers a count; it is damage where there is nothing left of it.
fn lower(count: &mut usize, is_damaged: &mut bool) {
    *is_damaged |= *count == 0;
    *count = count.saturating_sub(1);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers come back, of `kinds` kinds in turn, from so many bytes and from more, but not from fewer.
    fn check(kinds: usize, numbers: &[u64], size: usize) {
        let mut writer = NumberWriter::new(kinds);
        numbers.iter().zip((0..kinds).cycle()).for_each(|(number, kind)| writer.put(kind, *number));
        let mut bytes = writer.into_bytes();
        assert_eq!(bytes.len(), size);
        let read = |bytes: &[u8]| {
            let mut reader = NumberReader::new(kinds, bytes);
            let read: Vec<u64> = (0..numbers.len()).map(|at| reader.take(at % kinds)).collect();
            (read, reader.is_damaged())
        };
        assert_eq!(read(&bytes), (numbers.to_vec(), false));
        assert_ne!(read(&bytes[..size - 1]), (numbers.to_vec(), false), "a byte is missing");
        bytes.extend([0; 5]);
        assert_eq!(read(&bytes), (numbers.to_vec(), false));
    }

    #[test]
    fn numbers_come_back() {
        check(1, &[], 1);
        check(1, &[1], 1);
        check(1, &[u64::MAX], 6);
        check(2, &[1, 2, 3, u64::MAX, 1 << 31, 31, 32, 33, 1 << 16], 17);
        check(1, &(1..2_000).collect::<Vec<_>>(), 2_378);
    }

    #[test]
    fn signs_come_back() {
        for (number, expected) in [(0, 1), (-1, 2), (1, 3), (-2, 4), (1 << 61, (1 << 62) + 1)] {
            assert_eq!((signless(number), sign_of(expected)), (expected, number));
        }
        assert_eq!(sign_of(u64::MAX), i64::MAX);
    }

    #[test]
    fn what_is_likely_takes_few_bits() {
        // Hardly a bit is needed: so many bytes say that there are so many.
        check(1, &[1; 10_000], 157);
        // Each kind is learned by itself.
        check(2, &[1, 30].repeat(5_000), 157);
        // Five bits of chance, and little more.
        let mut seed = 5u32;
        let chance = |_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            u64::from(seed >> 27) + 1
        };
        check(1, &(0..8_000).map(chance).collect::<Vec<_>>(), 5_221);
    }

    #[test]
    fn any_numbers_come_back() {
        let mut seed = 1u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            seed
        };
        for _ in 0..500 {
            let numbers: Vec<u64> =
                (0..next() >> 24).map(|_| (u64::from(next()) << 31 >> (next() >> 26)).max(1)).collect();
            let mut writer = NumberWriter::new(3);
            numbers.iter().zip((0..3).cycle()).for_each(|(number, kind)| writer.put(kind, *number));
            let bytes = writer.into_bytes();
            let mut reader = NumberReader::new(3, &bytes);
            let read: Vec<u64> = (0..3).cycle().take(numbers.len()).map(|kind| reader.take(kind)).collect();
            assert_eq!((read, reader.is_damaged()), (numbers, false));
        }
    }

    #[test]
    fn a_number_that_is_too_long_is_damage() {
        // Zeros are ones, one after another.
        let mut reader = NumberReader::new(1, &[0; 64]);
        assert_eq!((reader.take(0), reader.is_damaged()), (1, true));
        let mut reader = NumberReader::new(1, &[]);
        assert!(reader.is_damaged());
        assert!(reader.take(0) > 0);
    }
}
