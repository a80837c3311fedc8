//! Which encoding the bytes of a text are in.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::SpreadsheetError;

/// How many bytes that are no ASCII are looked at before guessing.
const GUESSED_FROM_BYTES: usize = 1 << 20;
const CHUNK_BYTES: usize = 64 << 10;

/// The encoding that somebody named.
///
/// # Errors
/// [`SpreadsheetError::UnknownEncoding`].
pub(crate) fn named(name: &str) -> Result<&'static Encoding, SpreadsheetError> {
    Encoding::for_label(name.as_bytes())
        .ok_or_else(|| SpreadsheetError::UnknownEncoding { name: name.chars().take(60).collect() })
}

/// What the bytes look like: what their mark says, UTF-8 where all of them are, else the likeliest older encoding.
pub(crate) fn recognise(mut file: impl Read) -> io::Result<&'static Encoding> {
    let mut buffer = vec![0; CHUNK_BYTES];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let (mut pending, mut is_first, mut is_utf_8, mut fed) = (Vec::new(), true, true, 0);
    loop {
        let length = file.read(&mut buffer)?;
        let bytes = &buffer[..length];
        if is_first {
            is_first = false;
            if let Some((encoding, _)) = Encoding::for_bom(bytes) {
                return Ok(encoding);
            }
            if let Some(encoding) = utf_16(bytes) {
                return Ok(encoding);
            }
        }
        let is_end = length == 0;
        is_utf_8 = is_utf_8 && continues_utf_8(&mut pending, bytes, is_end);
        if fed < GUESSED_FROM_BYTES && !bytes.is_ascii() {
            detector.feed(bytes, false);
            fed += length;
        }
        if is_end || (!is_utf_8 && fed >= GUESSED_FROM_BYTES) {
            break;
        }
    }
    detector.feed(&[], true);
    Ok(if is_utf_8 { UTF_8 } else { detector.guess(None, Utf8Detection::Deny) })
}

/// Whether the text goes on as UTF-8; `pending` is the beginning of a character that was cut in two.
fn continues_utf_8(pending: &mut Vec<u8>, bytes: &[u8], is_end: bool) -> bool {
    if is_end {
        return pending.is_empty();
    }
    // Hardly ever does a character lie across two chunks, so the copy costs nothing.
    let joined;
    let text = if pending.is_empty() {
        bytes
    } else {
        joined = [&**pending, bytes].concat();
        &joined
    };
    match std::str::from_utf8(text) {
        Ok(_) => {
            pending.clear();
            true
        }
        Err(error) if error.error_len().is_some() => false,
        Err(error) => {
            *pending = text[error.valid_up_to()..].to_vec();
            true
        }
    }
}

/// UTF-16 without its mark: every other byte of Latin text is zero.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let half = bytes.len() / 2;
    if half < 4 {
        None
    } else if even == 0 && odd > half / 2 {
        Some(UTF_16LE)
    } else if odd == 0 && even > half / 2 {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognised(bytes: &[u8]) -> &'static str {
        recognise(bytes).expect("memory can be read").name()
    }

    #[test]
    fn marks_and_bytes_say_the_encoding() {
        let utf_16 =
            |text: &str, to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<_>>();
        let cases: [(&str, Vec<u8>, &str); 8] = [
            ("plain letters", b"id;name\n1;Ada\n".to_vec(), "UTF-8"),
            ("UTF-8", "id;name\n1;\u{c5}sa \u{418}\u{432}\u{430}\u{43d}\n".into(), "UTF-8"),
            ("UTF-8 with its mark", b"\xEF\xBB\xBFid\n1\n".to_vec(), "UTF-8"),
            (
                "UTF-16 with its mark",
                [b"\xFF\xFE".to_vec(), utf_16("id;n\n", u16::to_le_bytes)].concat(),
                "UTF-16LE",
            ),
            ("UTF-16 without its mark", utf_16("id;name\n", u16::to_le_bytes), "UTF-16LE"),
            ("UTF-16, the other way round", utf_16("id;name\n", u16::to_be_bytes), "UTF-16BE"),
            ("Western", b"id;name\n1;Ingrid \xC5str\xF6m, Malm\xF6, r\xE4kning\n".to_vec(), "windows-1252"),
            (
                "Cyrillic",
                encoding_rs::WINDOWS_1251
                    .encode("номер;име\n1;Иван Петров, София, услуги за месеца\n")
                    .0
                    .into_owned(),
                "windows-1251",
            ),
        ];
        for (what, bytes, expected) in cases {
            assert_eq!(recognised(&bytes), expected, "{what}");
        }
    }

    #[test]
    fn a_letter_far_down_decides_as_well_as_one_at_the_top() {
        let mut bytes = b"id;name\n".repeat(CHUNK_BYTES);
        assert_eq!(recognised(&bytes), "UTF-8");
        bytes.extend(b"1;Malm\xF6 och \xC5land\n");
        assert_eq!(recognised(&bytes), "windows-1252");
        let mut cut_in_two = vec![b'a'; CHUNK_BYTES - 1];
        cut_in_two.extend("\u{f6}\n".as_bytes());
        assert_eq!(recognised(&cut_in_two), "UTF-8");
    }
}
