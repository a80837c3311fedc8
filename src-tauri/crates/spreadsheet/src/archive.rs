//! Looks into the archive of a workbook before its reader does, and inflates every part once into nothing.
//!
//! The reader of workbooks holds texts and styles, and believes what the archive says of itself. Here bytes are
//! counted as they come out, so that nothing the archive claims matters.

use std::{
    collections::HashSet,
    fs::File,
    io::{BufReader, Read, Seek},
};

use zip::ZipArchive;

use crate::{
    error::SpreadsheetError,
    hidden_rows::WorkbookTags,
    limits::{
        ENTRIES_MAX, HELD_PART_BYTES_MAX, INFLATED_BYTES_MAX, MARK_BYTES_MAX, RATIO_FROM_BYTES, RATIO_MAX,
    },
    long_text::{LongText, Refused},
    watch::Watch,
};

const CHUNK_BYTES: usize = 64 << 10;
/// What stands before each entry in the list of an archive.
const LIST_MARK: &[u8; 4] = b"PK\x01\x02";

/// Checks the archive of a workbook, and gives what its tags say.
///
/// # Errors
/// [`SpreadsheetError`] for whatever no workbook of a person is.
pub(crate) fn check(file: &File, watch: &Watch) -> Result<WorkbookTags, SpreadsheetError> {
    count_entries(file)?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(damaged)?;
    if archive.len() > ENTRIES_MAX {
        return Err(SpreadsheetError::TooManyEntries { entries: archive.len() });
    }
    refuse_other_forms(&archive)?;
    let mut names = HashSet::new();
    let mut tags = WorkbookTags::default();
    let mut total = 0;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(damaged)?;
        let part = entry.name().map_err(damaged)?.into_owned();
        // Names are looked up in any case.
        if !names.insert(part.to_lowercase()) {
            return Err(SpreadsheetError::PartTwice { part });
        }
        let packed = entry.compressed_size();
        let mut part = Part::new(part, packed);
        total = part.inflate(&mut entry, total, watch)?;
        tags.add(&part.name, part.cells.tags);
    }
    Ok(tags)
}

/// Counts entries before they are held: an archive of the allowed size has room for a million.
fn count_entries(mut file: &File) -> Result<(), SpreadsheetError> {
    let mut buffer = vec![0; CHUNK_BYTES];
    let (mut kept, mut entries) = (0, 0);
    file.rewind().map_err(damaged)?;
    loop {
        let length = file.read(&mut buffer[kept..]).map_err(damaged)?;
        if length == 0 {
            return Ok(());
        }
        let bytes = &buffer[..kept + length];
        entries += bytes.windows(LIST_MARK.len()).filter(|window| *window == LIST_MARK).count();
        if entries > ENTRIES_MAX {
            return Err(SpreadsheetError::TooManyEntries { entries });
        }
        let rest = bytes.len().min(LIST_MARK.len() - 1);
        let from = bytes.len() - rest;
        buffer.copy_within(from..from + rest, 0);
        kept = rest;
    }
}

fn refuse_other_forms<R: Read + Seek>(archive: &ZipArchive<R>) -> Result<(), SpreadsheetError> {
    let has = |part: &str| archive.file_names().flatten().any(|name| name.eq_ignore_ascii_case(part));
    if has("xl/workbook.bin") {
        return Err(SpreadsheetError::OtherForm { what: "a binary workbook (XLSB)" });
    }
    if has("content.xml") {
        return Err(SpreadsheetError::OtherForm { what: "an OpenDocument file" });
    }
    if has("word/document.xml") {
        return Err(SpreadsheetError::OtherForm { what: "a text document of Word" });
    }
    if has("[Content_Types].xml") {
        Ok(())
    } else {
        Err(SpreadsheetError::OtherForm { what: "an archive, but no workbook" })
    }
}

/// A part of the archive while it is inflated.
struct Part {
    name: String,
    packed_bytes: u64,
    is_held: bool,
    is_shared_texts: bool,
    inflated_bytes: u64,
    /// Since the last beginning or end of an element.
    mark_bytes: usize,
    texts: Announced,
    cells: LongText,
}

impl Part {
    fn new(name: String, packed_bytes: u64) -> Self {
        let lower = name.to_lowercase();
        Self {
            // Sheets are read as a stream; whatever else the reader takes, it takes whole.
            is_held: !lower.starts_with("xl/worksheets/") && lower.ends_with(".xml"),
            is_shared_texts: lower.ends_with("sharedstrings.xml"),
            name,
            packed_bytes,
            inflated_bytes: 0,
            mark_bytes: 0,
            texts: Announced::default(),
            cells: LongText::new(),
        }
    }

    /// Inflates it, and gives how much has been inflated in all.
    fn inflate(
        &mut self,
        entry: &mut impl Read,
        mut total: u64,
        watch: &Watch,
    ) -> Result<u64, SpreadsheetError> {
        let name = self.name.to_lowercase();
        let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
        let mut buffer = vec![0; CHUNK_BYTES];
        loop {
            watch.hold()?;
            let length = entry.read(&mut buffer).map_err(damaged)?;
            if length == 0 {
                break;
            }
            let bytes = &buffer[..length];
            self.inflated_bytes += length as u64;
            total += length as u64;
            self.judge(total)?;
            if is_xml {
                self.look_at_marks(bytes)?;
                self.cells.look(bytes).map_err(|refused| self.refuse(refused))?;
            }
            if self.is_shared_texts {
                self.texts.look(bytes);
            }
        }
        // Each takes four bytes at least; the reader makes room for as many as are announced.
        if self.texts.most > self.inflated_bytes / 4 {
            let detail = format!("{} announces more texts than it holds", self.name);
            return Err(SpreadsheetError::Damaged { detail });
        }
        Ok(total)
    }

    fn refuse(&self, refused: Refused) -> SpreadsheetError {
        let part = self.name.clone();
        match refused {
            Refused::Long(cell) => SpreadsheetError::LongText { part, cell },
            Refused::NoXml(why) => SpreadsheetError::Damaged { detail: format!("{part}: {why}") },
        }
    }

    fn judge(&self, total: u64) -> Result<(), SpreadsheetError> {
        if self.inflated_bytes > RATIO_FROM_BYTES
            && self.inflated_bytes > self.packed_bytes.saturating_mul(RATIO_MAX)
        {
            return Err(SpreadsheetError::Bomb { part: self.name.clone() });
        }
        if total > INFLATED_BYTES_MAX {
            return Err(SpreadsheetError::Inflated { megabytes_max: INFLATED_BYTES_MAX >> 20, part: None });
        }
        if self.is_held && self.inflated_bytes > HELD_PART_BYTES_MAX {
            let part = Some(self.name.clone());
            return Err(SpreadsheetError::Inflated { megabytes_max: HELD_PART_BYTES_MAX >> 20, part });
        }
        Ok(())
    }

    fn look_at_marks(&mut self, bytes: &[u8]) -> Result<(), SpreadsheetError> {
        for between in bytes.split_inclusive(|byte| matches!(byte, b'<' | b'>')) {
            self.mark_bytes += between.len();
            if self.mark_bytes > MARK_BYTES_MAX {
                return Err(SpreadsheetError::HugeText { part: self.name.clone() });
            }
            if between.ends_with(b"<") || between.ends_with(b">") {
                self.mark_bytes = 0;
            }
        }
        Ok(())
    }
}

/// How many texts the list of shared texts says that it holds, wherever it says so.
#[derive(Debug, Default)]
struct Announced {
    matched: usize,
    digits: Option<u64>,
    most: u64,
}

impl Announced {
    const NAME: &'static [u8] = b"uniqueCount";

    fn look(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if let Some(number) = self.digits {
                match byte {
                    b'0'..=b'9' => {
                        let number = number.saturating_mul(10).saturating_add(u64::from(byte - b'0'));
                        self.digits = Some(number);
                        self.most = self.most.max(number);
                        continue;
                    }
                    b' ' | b'\t' | b'\r' | b'\n' | b'=' | b'"' | b'\'' | b'+' if number == 0 => continue,
                    _ => self.digits = None,
                }
            }
            if *byte == Self::NAME[self.matched] {
                self.matched += 1;
                if self.matched == Self::NAME.len() {
                    (self.matched, self.digits) = (0, Some(0));
                }
            } else {
                self.matched = usize::from(*byte == Self::NAME[0]);
            }
        }
    }
}

fn damaged(error: impl std::fmt::Display) -> SpreadsheetError {
    SpreadsheetError::Damaged { detail: error.to_string() }
}
