//! Which rows of a sheet are hidden, filtered out among them, and which part of the archive holds a sheet. The reader of
//! workbooks tells neither.

use std::collections::BTreeMap;

use crate::limits::{ENTRIES_MAX, SHEET_ROWS_MAX};

/// The part that lists the sheets.
const WORKBOOK: &str = "xl/workbook.xml";
/// The part that says where they are.
const WORKBOOK_PARTS: &str = "xl/_rels/workbook.xml.rels";

/// What the tags of one part say.
#[derive(Debug, Default)]
pub(crate) struct PartTags {
    /// The number of the row that was begun last.
    row: u32,
    /// First and last of rows that are hidden, ascending.
    hidden: Vec<(u32, u32)>,
    /// By what the list of sheets knows each.
    sheets: Vec<String>,
    /// What is known by what, and where it is.
    targets: Vec<(String, String)>,
}

impl PartTags {
    /// Takes in an element that begins, by its name and the beginning of its tag.
    pub(crate) fn take(&mut self, name: &[u8], tag: &[u8]) {
        match name {
            b"row" => self.row(tag),
            b"sheet" if self.sheets.len() < ENTRIES_MAX => {
                self.sheets.push(attribute(tag, b"id").unwrap_or_default());
            }
            b"Relationship" if self.targets.len() < ENTRIES_MAX => {
                self.targets.extend(attribute(tag, b"Id").zip(attribute(tag, b"Target")));
            }
            _ => {}
        }
    }

    fn row(&mut self, tag: &[u8]) {
        let before = self.row;
        let said = attribute(tag, b"r").and_then(|number| number.parse().ok());
        self.row = said.unwrap_or_else(|| before.saturating_add(1));
        let is_hidden = attribute(tag, b"hidden").is_some_and(|word| word == "1" || word == "true");
        if !is_hidden || self.row <= before || self.row > SHEET_ROWS_MAX {
            return;
        }
        match self.hidden.last_mut() {
            Some((_, last)) if *last + 1 == self.row => *last = self.row,
            _ => self.hidden.push((self.row, self.row)),
        }
    }

    fn says_nothing(&self) -> bool {
        self.hidden.is_empty() && self.sheets.is_empty() && self.targets.is_empty()
    }
}

/// The value of an attribute, whoever's its name is.
fn attribute(tag: &[u8], wanted: &[u8]) -> Option<String> {
    let mut rest = tag;
    while let Some(equals) = rest.iter().position(|byte| *byte == b'=') {
        let name = rest[..equals].trim_ascii_end();
        let begin = name.iter().rposition(|byte| byte.is_ascii_whitespace() || *byte == b':');
        let name = &name[begin.map_or(0, |begin| begin + 1)..];
        let (quote, value) = rest[equals + 1..].trim_ascii_start().split_first()?;
        let end = value.iter().position(|byte| byte == quote)?;
        if name == wanted {
            return String::from_utf8(value[..end].to_vec()).ok();
        }
        rest = &value[end + 1..];
    }
    None
}

/// What the tags of a workbook say, by the names of its parts in small letters.
#[derive(Debug, Default)]
pub(crate) struct WorkbookTags(BTreeMap<String, PartTags>);

impl WorkbookTags {
    pub(crate) fn add(&mut self, part: &str, tags: PartTags) {
        if !tags.says_nothing() {
            self.0.insert(part.to_lowercase(), tags);
        }
    }

    /// The hidden rows of a sheet, by its place in the workbook; none where nothing says which part it is.
    pub(crate) fn hidden_rows(mut self, place: usize) -> HiddenRows {
        HiddenRows(self.part_of(place).and_then(|part| self.0.remove(&part)).unwrap_or_default().hidden)
    }

    fn part_of(&self, place: usize) -> Option<String> {
        let id = self.0.get(WORKBOOK)?.sheets.get(place)?;
        let targets = &self.0.get(WORKBOOK_PARTS)?.targets;
        let (_, target) = targets.iter().find(|(known, _)| known == id)?;
        let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        Some(part.to_lowercase())
    }
}

/// The rows of a sheet that are hidden: first and last of each run of them.
#[derive(Debug, Default)]
pub(crate) struct HiddenRows(Vec<(u32, u32)>);

impl HiddenRows {
    pub(crate) fn has(&self, row: u32) -> bool {
        let place = self.0.partition_point(|(_, last)| *last < row);
        self.0.get(place).is_some_and(|(first, _)| *first <= row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_by_their_names() {
        let tag = br#"sheet name="id='7' hidden=" sheetId = '3' r:id="rId1" hidden="1"/"#;
        assert_eq!(attribute(tag, b"id").as_deref(), Some("rId1"));
        assert_eq!(attribute(tag, b"sheetId").as_deref(), Some("3"));
        assert_eq!(attribute(tag, b"hidden").as_deref(), Some("1"));
        assert_eq!(attribute(tag, b"name").as_deref(), Some("id='7' hidden="));
        assert_eq!(attribute(tag, b"state"), None);
        assert_eq!(attribute(br#"row r="5" hidden="1"#, b"hidden"), None, "cut off");
    }

    #[test]
    fn hidden_rows_are_told_by_their_numbers() {
        let mut tags = PartTags::default();
        for tag in [
            "row",
            "row hidden='true'",
            r#"row r="3" hidden="1""#,
            r#"row r="9" hidden="0""#,
            r#"row hidden="1""#,
            r#"row r="4" hidden="1""#,
            r#"row r="4294967295" hidden="1""#,
        ] {
            tags.take(b"row", tag.as_bytes());
        }
        let rows = HiddenRows(tags.hidden);
        let hidden: Vec<u32> = (0..20).filter(|row| rows.has(*row)).collect();
        assert_eq!(hidden, [2, 3, 10]);
    }
}
