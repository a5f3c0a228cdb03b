//! Sets that grow together: things that are found to be one, pair by pair.

/// A partition of `0..len`. The smallest member of a set stands for it.
#[derive(Debug, Default)]
pub(super) struct Union(Vec<u32>);

impl Union {
    /// Each of `len` things for itself.
    pub(super) fn new(len: usize) -> Union {
        let mut union = Union::default();
        (0..len).for_each(|_| union.add());
        union
    }

    /// One more thing, for itself.
    pub(super) fn add(&mut self) {
        self.0.push(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
    }

    /// The member that stands for the set of `thing`.
    pub(super) fn root(&mut self, thing: usize) -> usize {
        let mut at = thing;
        while self.0[at] as usize != at {
            // Each step halves the path, which keeps paths short without recursion.
            self.0[at] = self.0[self.0[at] as usize];
            at = self.0[at] as usize;
        }
        at
    }

    /// Makes one set of the two that `a` and `b` are in.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (small, large) = (a.min(b), a.max(b));
        self.0[large] = self.0[small];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_things_have_the_smallest_of_them_in_common() {
        let mut union = Union::new(6);
        union.join(4, 3);
        union.join(5, 4);
        union.join(1, 1);
        union.join(2, 5);
        let roots: Vec<_> = (0..6).map(|thing| union.root(thing)).collect();
        assert_eq!(roots, [0, 1, 2, 2, 2, 2]);
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let mut union = Union::new(100_000);
        (1..100_000).rev().for_each(|thing| union.join(thing, thing - 1));
        assert_eq!(union.root(99_999), 0);
    }
}
