//! The map of a file: which column is which field, and how its values are written.

use std::{collections::BTreeMap, path::Path};

use proforma_spreadsheet::{Asked, DateFormat};
use serde::{Deserialize, Serialize};

use super::{
    ImportKind, SpreadsheetRefusal,
    fields::{self, Field},
    names::nearest,
};

/// Which column is which field, and how values are written; what is not said is recognised.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct ImportMap {
    /// Headings by field.
    pub columns: BTreeMap<String, String>,
    /// What texts of the file mean, by field.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// Such as `%d.%m.%Y`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_format: Option<String>,
    /// The sign before decimals: a point or a comma.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal: Option<String>,
    /// The sign between thousands; empty where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thousands: Option<String>,
    /// The sign between columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<String>,
    /// The label of an encoding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// The sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
}

/// Largest map in bytes.
const MAP_BYTES_MAX: u64 = 1 << 20;

impl ImportMap {
    /// Reads a map from a file.
    ///
    /// # Errors
    /// [`SpreadsheetRefusal::MapUnreadable`] or [`SpreadsheetRefusal::Map`].
    pub fn read(file: &Path) -> Result<Self, SpreadsheetRefusal> {
        let unreadable = |source| SpreadsheetRefusal::MapUnreadable { file: file.to_owned(), source };
        if std::fs::metadata(file).map_err(unreadable)?.len() > MAP_BYTES_MAX {
            return Err(SpreadsheetRefusal::Map { message: "it is larger than 1 MB".to_owned() });
        }
        let bytes = std::fs::read(file).map_err(unreadable)?;
        // Editors of Windows put a mark before UTF-8.
        let json = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
        serde_json::from_slice(json).map_err(|error| SpreadsheetRefusal::Map { message: error.to_string() })
    }

    pub(crate) fn asked(&self) -> Asked {
        Asked {
            delimiter: self.delimiter.clone(),
            encoding: self.encoding.clone(),
            sheet: self.sheet.clone(),
        }
    }

    /// The column of each field by its place in the header; `None` for fields without one.
    pub(crate) fn places(
        &self,
        kind: ImportKind,
        header: &[String],
    ) -> Result<Vec<Option<usize>>, SpreadsheetRefusal> {
        let fields = fields::fields(kind);
        let mut places = vec![None; fields.len()];
        for (name, heading) in &self.columns {
            let field = fields::place(kind, name).ok_or_else(|| unknown_field(kind, name))?;
            places[field] = Some(place(name, heading, header)?);
        }
        for (place, field) in places.iter().zip(fields) {
            if field.is_required && place.is_none() {
                return Err(SpreadsheetRefusal::NoColumn { field: field.name });
            }
        }
        for name in self.values.keys() {
            fields::place(kind, name).ok_or_else(|| unknown_field(kind, name))?;
        }
        Ok(places)
    }

    pub(crate) fn given_date_format(&self) -> Result<Option<DateFormat>, SpreadsheetRefusal> {
        let format = self.date_format.as_deref().map(DateFormat::new).transpose();
        format.map_err(|error| SpreadsheetRefusal::Map { message: error.to_string() })
    }

    /// The sign before decimals, and what is said of the one between thousands.
    pub(crate) fn given_signs(&self) -> Result<(Option<char>, Option<Option<char>>), SpreadsheetRefusal> {
        let refused = |key: &str, text: &str, can: &str| SpreadsheetRefusal::Map {
            message: format!("\"{text}\" cannot be the {key} sign; {can} can"),
        };
        let decimal = match self.decimal.as_deref() {
            None => None,
            Some(".") => Some('.'),
            Some(",") => Some(','),
            Some(other) => return Err(refused("decimal", other, "\".\" and \",\"")),
        };
        let thousands = match self.thousands.as_deref() {
            None => None,
            Some("") => Some(None),
            Some(text) => match text.chars().collect::<Vec<_>>()[..] {
                [sign] if !sign.is_alphanumeric() && sign != '-' && Some(sign) != decimal => Some(Some(sign)),
                _ => return Err(refused("thousands", text, "\",\", \".\", a blank, \"'\" and nothing")),
            },
        };
        Ok((decimal, thousands))
    }
}

fn unknown_field(kind: ImportKind, name: &str) -> SpreadsheetRefusal {
    let names = fields::fields(kind).iter().map(|field| field.name);
    let nearest = nearest(name, names.clone()).map(str::to_owned);
    SpreadsheetRefusal::UnknownField {
        name: name.chars().take(60).collect(),
        known: names.collect::<Vec<_>>().join(", "),
        nearest,
    }
}

fn place(field: &str, heading: &str, header: &[String]) -> Result<usize, SpreadsheetRefusal> {
    let wanted = heading.trim();
    let mut found = (0..header.len()).filter(|index| header[*index] == wanted);
    match (found.next(), found.next()) {
        (Some(place), None) => Ok(place),
        (Some(_), Some(_)) => Err(SpreadsheetRefusal::HeadingTwice { heading: heading.to_owned() }),
        (None, _) => Err(SpreadsheetRefusal::NoHeading {
            heading: heading.to_owned(),
            field: field.to_owned(),
            nearest: nearest(wanted, header.iter().map(String::as_str)).map(str::to_owned),
        }),
    }
}

/// A map of the columns that can be recognised by their headings.
pub(crate) fn recognised_columns(kind: ImportKind, header: &[String]) -> BTreeMap<String, String> {
    let plain: Vec<String> = header.iter().map(|heading| fields::plain(heading)).collect();
    let is_once = |heading: &String| header.iter().filter(|other| *other == heading).count() == 1;
    let mut taken = vec![false; header.len()];
    let mut columns = BTreeMap::new();
    let mut take = |field: &Field, heading: &str| {
        let place = plain.iter().position(|known| known == heading);
        if let Some(place) = place.filter(|place| !taken[*place] && is_once(&header[*place]))
            && !columns.contains_key(field.name)
        {
            taken[place] = true;
            columns.insert(field.name.to_owned(), header[place].clone());
        }
    };
    // What a field is called most often is looked for before what it may also be called.
    let most = fields::fields(kind).iter().map(|field| field.headings.len()).max().unwrap_or(0);
    for likelihood in 0..most {
        for field in fields::fields(kind) {
            if let Some(heading) = field.headings.get(likelihood) {
                take(field, heading);
            }
        }
    }
    columns
}
