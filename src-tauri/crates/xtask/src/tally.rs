//! How many tests passed, read from what the test programs print.

/// Tests that passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl Tally {
    /// Adds what one line of `cargo test` or of the page's unit tests says; most lines say nothing.
    pub(crate) fn read_line(&mut self, line: &str) {
        let plain = without_colours(line);
        let plain = plain.trim();
        if let Some(counts) = plain.strip_prefix("test result: ") {
            let (_, counts) = counts.split_once(". ").unwrap_or_default();
            self.add_counts(counts, ';');
        } else if let Some(counts) = plain.strip_prefix("Tests ") {
            self.add_counts(counts.split('(').next().unwrap_or_default(), '|');
        }
    }

    /// The sum of two tallies.
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    fn add_counts(&mut self, counts: &str, separator: char) {
        for count in counts.split(separator) {
            let mut words = count.split_whitespace();
            let Some(number) = words.next().and_then(|word| word.parse::<usize>().ok()) else { continue };
            match words.next() {
                Some("passed") => self.passed += number,
                Some("failed") => self.failed += number,
                _ => {}
            }
        }
    }
}

fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            // A colour is ESC [ numbers m.
            characters.by_ref().find(|character| *character == 'm');
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn both_kinds_of_summary_are_counted() {
        let mut tally = Tally::default();
        for line in [
            "running 3 tests",
            "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.01s",
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            " Test Files  1 failed | 2 passed (3)",
            "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[31m1 failed\u{1b}[39m | \u{1b}[32m11 passed\u{1b}[39m (12)",
        ] {
            tally.read_line(line);
        }
        assert_eq!(tally, Tally { passed: 17, failed: 3 });
    }
}
