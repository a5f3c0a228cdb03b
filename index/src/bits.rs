//! Bits one after another, and the two codes that postings are made of.
//!
//! Bits stand in their bytes from the highest to the lowest.
//!
//! - *Elias gamma* of a number from 1 up: as many zeros as it has bits after the first, then its bits.
//! - *Minimal binary* of a number below a count: as many bits as the count needs, one less for the first numbers where
//!   the count is no power of two.
//! - *Interpolative* (Moffat and Stuiver, 2000): of ascending numbers within bounds the middle one comes first, in minimal
//!   binary between what is left of the bounds, then the half before it and the half after it in the same way. Numbers
//!   that fill their bounds take no bits at all.

use crate::bytes::Error;

/// Bits as they are written.
#[derive(Debug, Default)]
pub(crate) struct BitWriter {
    bytes: Vec<u8>,
    /// How many bits of the last byte are free.
    free: u32,
}

impl BitWriter {
    /// Appends the lowest `count` bits of `value`, at most 32.
    pub(crate) fn put(&mut self, value: u32, count: u32) {
        for bit in (0..count).rev() {
            if self.free == 0 {
                self.bytes.push(0);
                self.free = 8;
            }
            self.free -= 1;
            let bit = ((value >> bit) & 1) as u8;
            if let Some(last) = self.bytes.last_mut() {
                *last |= bit << self.free;
            }
        }
    }

    /// Appends a number from 1 up in Elias gamma.
    pub(crate) fn put_gamma(&mut self, value: u32) {
        let bits = value.ilog2();
        self.put(0, bits);
        self.put(value, bits + 1);
    }

    /// Appends a number below `count` in minimal binary.
    fn put_below(&mut self, value: u32, count: u32) {
        if count < 2 {
            return;
        }
        let bits = (count - 1).ilog2() + 1;
        // So many of the first numbers get by with a bit less.
        let short = ((1u64 << bits) - u64::from(count)) as u32;
        if value < short {
            self.put(value, bits - 1);
        } else {
            self.put(value + short, bits);
        }
    }

    /// Appends ascending numbers that lie between `from` and `to`, which is exclusive.
    pub(crate) fn put_ascending(&mut self, numbers: &[u32], from: u32, to: u32) {
        let middle = numbers.len() / 2;
        let Some(&number) = numbers.get(middle) else { return };
        let (before, after) = (middle as u32, (numbers.len() - middle) as u32);
        // Those before need a place each, and so do those from it on.
        self.put_below(number - from - before, to - after - from - before + 1);
        self.put_ascending(&numbers[..middle], from, number);
        self.put_ascending(&numbers[middle + 1..], number + 1, to);
    }

    /// The bytes; what is left of the last is zero.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Bits as they are read. Beyond the end, and after whatever cannot be, they are zeros; [`BitReader::rest`] says whether that happened.
#[derive(Debug)]
pub(crate) struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
    is_damaged: bool,
}

impl<'a> BitReader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, is_damaged: false }
    }

    /// The next `count` bits, at most 32.
    pub(crate) fn take(&mut self, count: u32) -> u32 {
        let mut value = 0;
        for _ in 0..count {
            let byte = self.bytes.get(self.at / 8).copied();
            self.is_damaged |= byte.is_none();
            value = value << 1 | u32::from(byte.unwrap_or_default() >> (7 - self.at % 8) & 1);
            self.at += 1;
        }
        value
    }

    /// The bytes after those that were begun, where all that was read was there and in order.
    pub(crate) fn rest(&self) -> Result<&'a [u8], Error> {
        let rest = self.bytes.get(self.at.div_ceil(8)..);
        rest.filter(|_| !self.is_damaged).ok_or(Error::Damaged)
    }

    /// A number in Elias gamma.
    pub(crate) fn gamma(&mut self) -> u32 {
        let mut bits = 0;
        while self.take(1) == 0 {
            bits += 1;
            if bits > 31 {
                self.is_damaged = true;
                return 0;
            }
        }
        1 << bits | self.take(bits)
    }

    fn below(&mut self, count: u32) -> u32 {
        if count < 2 {
            return 0;
        }
        let bits = 31 - (count - 1).leading_zeros();
        // So many of the first numbers get by with a bit less.
        let short = (2u32 << bits).wrapping_sub(count);
        let value = self.take(bits);
        if value < short { value } else { (value << 1 | self.take(1)) - short }
    }

    /// Gives `count` ascending numbers between `from` and `to`, which is exclusive, in their order; after damage no more.
    pub(crate) fn ascending(&mut self, count: u32, (from, to): (u32, u32), each: &mut dyn FnMut(u32)) {
        self.is_damaged |= to < from || to - from < count;
        if count == 0 || self.is_damaged {
            return;
        }
        let (before, after) = (count / 2, count - count / 2);
        let number = from + before + self.below(to - from - count + 1);
        self.ascending(before, (from, number), each);
        each(number);
        self.ascending(after - 1, (number + 1, to), each);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(numbers: &[u32], from: u32, to: u32, bits: usize) {
        let mut out = BitWriter::default();
        out.put_ascending(numbers, from, to);
        out.put_gamma(7);
        let bytes = out.into_bytes();
        let mut reader = BitReader::new(&bytes);
        let mut found = Vec::new();
        reader.ascending(numbers.len() as u32, (from, to), &mut |number| found.push(number));
        assert_eq!((found.as_slice(), reader.at), (numbers, bits));
        assert_eq!((reader.gamma(), reader.rest()), (7, Ok(&[][..])));
    }

    #[test]
    fn ascending_numbers_come_back() {
        check(&[], 0, 10, 0);
        check(&[3], 0, 1024, 10);
        check(&[0, 1, 2, 3], 0, 4, 0);
        check(&[0, 5, 9, 1023], 0, 1024, 25);
        check(&[u32::MAX - 1], 0, u32::MAX, 32);
        let many: Vec<u32> = (0..500).map(|n| n * 7 + n % 3).collect();
        check(&many, 0, 4096, 2500);
    }

    #[test]
    fn gamma_and_short_input() {
        for value in [1, 2, 3, 8, 1_000_000, u32::MAX] {
            let mut out = BitWriter::default();
            out.put_gamma(value);
            assert_eq!(BitReader::new(&out.into_bytes()).gamma(), value);
        }
        let check = |bytes: &[u8], read: &dyn Fn(&mut BitReader<'_>)| {
            let mut reader = BitReader::new(bytes);
            read(&mut reader);
            assert_eq!(reader.rest(), Err(Error::Damaged));
        };
        check(&[0, 0, 0, 0, 0, 0], &|reader| assert_eq!(reader.gamma(), 0));
        check(&[1], &|reader| assert_eq!(reader.take(9), 2));
        check(&[], &|reader| reader.ascending(5, (0, 4), &mut |_| panic!("nothing is given")));
    }
}
