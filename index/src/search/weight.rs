//! How much a word says about a text it stands in: the BM25F weight, in sixteen levels.

use super::LEVELS;

pub(super) const TITLE: usize = 0;
pub(super) const TAKEAWAY: usize = 1;
pub(super) const NAMES: usize = 2;
pub(super) const TOPICS: usize = 3;
pub(super) const BODY: usize = 4;
pub(super) const FIELDS: usize = 5;

/// Something of each field: a frequency, a length, a mean.
pub(super) type PerField<T> = [T; FIELDS];

/// How much one occurrence counts.
const BOOST: PerField<f32> = [3.0, 1.5, 2.0, 1.0, 1.0];

/// How much the length of the field takes away: 0 nothing, 1 in proportion.
const LENGTH: PerField<f32> = [0.4, 0.4, 0.2, 0.2, 0.6];

const SATURATION: f32 = 1.2;

/// The level of a word with these frequencies in fields of these lengths, of these mean lengths.
pub(super) fn level(frequency: &PerField<u32>, length: &PerField<u32>, mean: &PerField<f32>) -> u64 {
    let mut sum = 0.0;
    for field in 0..FIELDS {
        let norm = 1.0 - LENGTH[field] + LENGTH[field] * length[field] as f32 / mean[field];
        sum += BOOST[field] * frequency[field] as f32 / norm;
    }
    let weight = sum / (SATURATION + sum);
    ((weight * LEVELS as f32) as u64).min(LEVELS - 1)
}

/// Means in whole words and never below one: a brief more or less then seldom changes the weights of all others.
pub(super) fn means(lengths: &[PerField<u32>]) -> PerField<f32> {
    let mut means = [1.0; FIELDS];
    for (field, mean) in means.iter_mut().enumerate() {
        let sum: u64 = lengths.iter().map(|length| u64::from(length[field])).sum();
        let count = (lengths.len() as u64).max(1);
        *mean = ((sum + count / 2) / count).max(1) as f32;
    }
    means
}

/// How rare a word is that `found` of `all` briefs hold: the logarithm to base 2 of BM25's ratio, at least a little above zero.
/// The exponent of the float is the whole part and its mantissa close enough to the rest; `ln` would cost more code than that is worth.
pub(super) fn rarity(all: usize, found: usize) -> f32 {
    let ratio = 1.0 + (all.saturating_sub(found) as f32 + 0.5) / (found as f32 + 0.5);
    ratio.to_bits() as f32 / (1u32 << 23) as f32 - 126.957
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarity_is_near_the_logarithm() {
        for (all, found) in [(10, 1), (1000, 1), (1000, 999), (100_000, 10), (2, 1), (1, 1)] {
            let exact = (1.0 + (all as f32 - found as f32 + 0.5) / (found as f32 + 0.5)).log2();
            let near = rarity(all, found);
            assert!((near - exact).abs() < 0.05 && near > 0.0, "{all} {found}: {near} for {exact}");
        }
    }

    #[test]
    fn a_title_says_more_than_a_body_and_a_short_one_more_than_a_long_one() {
        let mean = [8.0, 20.0, 4.0, 2.0, 100.0];
        let length = [8, 20, 4, 2, 100];
        let title = level(&[1, 0, 0, 0, 0], &length, &mean);
        let body = level(&[0, 0, 0, 0, 1], &length, &mean);
        let long = level(&[0, 0, 0, 0, 1], &[8, 20, 4, 2, 400], &mean);
        assert!(title > body && body > long, "{title} {body} {long}");
        assert_eq!(level(&[100, 100, 100, 100, 100], &length, &mean), LEVELS - 1);
    }
}
