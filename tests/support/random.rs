//! Numbers that look random and are the same for the same seed (splitmix64).

/// How far the state moves from one number to the next.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// A source of numbers.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// A source that is fixed by its seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        // Mixed, so that neighbouring seeds do not begin at neighbouring places of one and the same sequence.
        Self(mixed(mixed(seed.wrapping_add(STEP)).wrapping_add(STEP)))
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mixed(self.0)
    }

    /// One way or the other.
    pub fn coin(&mut self) -> bool {
        self.below(2) == 0
    }

    /// A number below another one.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.draw() % limit.max(1)
    }
}

fn mixed(number: u64) -> u64 {
    let mut mixed = number;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_seed_repeats_what_another_draws() {
        let drawn: BTreeSet<u64> = (0..1_000)
            .flat_map(|seed| {
                let mut random = Random::new(seed);
                (0..100).map(move |_| random.draw()).collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(drawn.len(), 100_000);
    }
}
