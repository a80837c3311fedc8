//! Stands before the JSON parser: lets through UTF-8 only, and no text so long that holding it would hurt.

use std::io::{self, Read};

/// Longest text in bytes between two quotes: ten thousand characters, each written as an escape of twelve
/// bytes, are far below it.
const TEXT_BYTES_MAX: usize = 1 << 20;

/// Why the file is not handed on to the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    /// No UTF-8.
    #[error("line {line} is not UTF-8")]
    NotUtf8 {
        /// Counted from 1.
        line: usize,
    },
    /// A text without an end in sight.
    #[error("line {line} holds a text of more than {bytes_max} bytes")]
    HugeText {
        /// Counted from 1.
        line: usize,
        /// The limit.
        bytes_max: usize,
    },
}

/// A reader that checks what passes through.
#[derive(Debug)]
pub(super) struct Guard<R> {
    inner: R,
    line: usize,
    /// The beginning of a character that the last read cut in two.
    cut: [u8; 4],
    cut_length: usize,
    is_in_text: bool,
    is_escaped: bool,
    text_bytes: usize,
}

impl<R: Read> Guard<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            line: 1,
            cut: [0; 4],
            cut_length: 0,
            is_in_text: false,
            is_escaped: false,
            text_bytes: 0,
        }
    }

    fn check_utf8(&mut self, mut bytes: &[u8]) -> Result<(), Fault> {
        let not_utf8 = |line: usize, before: &[u8]| Fault::NotUtf8 { line: line + newlines(before) };
        let all = bytes;
        while self.cut_length > 0 {
            let Some((first, rest)) = bytes.split_first() else { return Ok(()) };
            self.cut[self.cut_length] = *first;
            self.cut_length += 1;
            bytes = rest;
            match std::str::from_utf8(&self.cut[..self.cut_length]) {
                Ok(_) => self.cut_length = 0,
                Err(error) if error.error_len().is_some() => return Err(not_utf8(self.line, &[])),
                Err(_) => {}
            }
        }
        if let Err(error) = std::str::from_utf8(bytes) {
            let cut = &bytes[error.valid_up_to()..];
            if error.error_len().is_some() || cut.len() > 3 {
                let valid = all.len() - cut.len();
                return Err(not_utf8(self.line, &all[..valid]));
            }
            self.cut[..cut.len()].copy_from_slice(cut);
            self.cut_length = cut.len();
        }
        Ok(())
    }

    fn check_texts(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        for byte in bytes {
            if *byte == b'\n' {
                self.line += 1;
            }
            if !self.is_in_text {
                self.is_in_text = *byte == b'"';
                self.text_bytes = 0;
                continue;
            }
            self.text_bytes += 1;
            if self.text_bytes > TEXT_BYTES_MAX {
                return Err(Fault::HugeText { line: self.line, bytes_max: TEXT_BYTES_MAX });
            }
            match *byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => self.is_in_text = false,
                _ => {}
            }
        }
        Ok(())
    }
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        let bytes = &buffer[..length];
        let checked = if length == 0 && self.cut_length > 0 && !buffer.is_empty() {
            Err(Fault::NotUtf8 { line: self.line })
        } else {
            self.check_utf8(bytes).and_then(|()| self.check_texts(bytes))
        };
        checked.map_err(|fault| io::Error::new(io::ErrorKind::InvalidData, fault))?;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes a few at a time, so that characters are cut in two.
    struct Dribble<'b>(&'b [u8], usize);

    impl Read for Dribble<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = self.1.min(self.0.len()).min(buffer.len());
            buffer[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    fn fault(bytes: &[u8], step: usize) -> Option<Fault> {
        let mut read = Vec::new();
        match Guard::new(Dribble(bytes, step)).read_to_end(&mut read) {
            Ok(_) => {
                assert_eq!(read, bytes, "what is let through is unchanged");
                None
            }
            Err(error) => error.get_ref().and_then(|inner| inner.downcast_ref::<Fault>()).copied(),
        }
    }

    #[test]
    fn only_utf_8_passes_wherever_it_is_cut() {
        for step in 1..9 {
            assert_eq!(
                fault("{\"name\": \"Фактура 発票 🧾\"}".as_bytes(), step),
                None,
                "cut every {step} bytes"
            );
            assert_eq!(
                fault(b"{\n\"name\": \"\xE9t\xE9\"}", step),
                Some(Fault::NotUtf8 { line: 2 }),
                "Latin-1"
            );
            assert_eq!(
                fault(b"{\"\xE7\x99", step),
                Some(Fault::NotUtf8 { line: 1 }),
                "ends inside a character"
            );
        }
    }

    #[test]
    fn a_text_has_a_limit_and_escaped_quotes_do_not_end_it() {
        let long = |filler: &str| format!("[\n\"{}\"]", filler.repeat(TEXT_BYTES_MAX / filler.len() + 1));
        let huge = Some(Fault::HugeText { line: 2, bytes_max: TEXT_BYTES_MAX });
        assert_eq!(fault(long("a").as_bytes(), 4096), huge);
        assert_eq!(fault(long("\\\"").as_bytes(), 4096), huge);
        assert_eq!(fault(long("a\",\"").as_bytes(), 4096), None, "many short texts are fine");
    }
}
