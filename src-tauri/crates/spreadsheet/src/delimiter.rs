//! What separates the columns of a text.

use std::io::Read;

/// What is looked for, likeliest first.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How much of a file is looked at.
const SAMPLE_BYTES: u64 = 64 << 10;
const SAMPLE_ROWS: usize = 100;

/// A delimiter, and whether the first row does nothing but name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) delimiter: u8,
    pub(crate) is_named: bool,
}

/// The delimiter by which the first rows have most columns, all of them as many as the headings.
pub(crate) fn recognise(text: impl Read) -> Found {
    let mut sample = Vec::new();
    // What cannot be read is told with its row, by who reads the rows.
    let _ = text.take(SAMPLE_BYTES).read_to_end(&mut sample);
    // Excel writes and reads such a row.
    if let Some([delimiter, b'\r' | b'\n', ..]) = sample.strip_prefix(b"sep=") {
        return Found { delimiter: *delimiter, is_named: true };
    }
    let best = CANDIDATES.iter().rev().max_by_key(|delimiter| score(&sample, **delimiter));
    Found { delimiter: best.copied().unwrap_or(b','), is_named: false }
}

/// How many rows have as many cells as the first, and how many cells that are; none where it has one.
fn score(sample: &[u8], delimiter: u8) -> (usize, usize) {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(sample);
    let lengths: Vec<usize> =
        reader.byte_records().take(SAMPLE_ROWS).filter_map(Result::ok).map(|record| record.len()).collect();
    match lengths.first() {
        Some(first) if *first > 1 => (lengths.iter().filter(|length| *length == first).count(), *first),
        Some(_) | None => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_say_what_separates_their_columns() {
        let cases = [
            ("a,b,c\n1,2,3\n", b',', false),
            ("a;b\n1,5;2,5\n3,5;4,5\n", b';', false),
            ("a\tb\n1,5\t2\n", b'\t', false),
            ("a|b|c\n1|2|3\n", b'|', false),
            ("sep=;\r\na,b;c\n", b';', true),
            ("name\nAda\n", b',', false),
            ("a;b;c\n\"1;5\";\"x,y\";z\n", b';', false),
            ("", b',', false),
        ];
        for (text, delimiter, is_named) in cases {
            assert_eq!(recognise(text.as_bytes()), Found { delimiter, is_named }, "{text:?}");
        }
    }
}
