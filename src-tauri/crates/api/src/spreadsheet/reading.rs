//! Cells as the texts that the interchange format has: ISO dates, plain decimals, words of the domain.

use std::collections::HashMap;

use proforma_spreadsheet::{Cell, DateFormat, NumberFormat, Row};
use rust_decimal::Decimal;

use super::{
    FileToImport,
    fields::{self, Field, Reads, Words},
    names::nearest,
    problem::Problem,
};
use crate::{interchange::values::shortened, lists::csv::begins_a_formula};

/// How the rows of a file are read.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) fields: &'static [Field],
    /// The column of each field.
    pub(crate) places: Vec<Option<usize>>,
    pub(crate) header: Vec<String>,
    pub(crate) date_format: Option<DateFormat>,
    pub(crate) number_format: NumberFormat,
    pub(crate) is_csv: bool,
    values: Vec<HashMap<String, String>>,
    corrections: HashMap<(u32, usize), String>,
}

/// What a row says, by field.
pub(crate) type Texts = Vec<Option<String>>;

impl Reading {
    pub(crate) fn new(
        file: &FileToImport,
        places: Vec<Option<usize>>,
        header: &[String],
        (date_format, number_format): (Option<DateFormat>, NumberFormat),
        is_csv: bool,
    ) -> Self {
        let fields = fields::fields(file.kind);
        let values = fields.iter().map(|field| {
            let of_field = file.map.values.get(field.name).into_iter().flatten();
            of_field.map(|(text, meaning)| (text.trim().to_owned(), meaning.trim().to_owned())).collect()
        });
        // A column is named by its heading; a field that no column is mapped to, by itself.
        let place = |column: &str| {
            let of_heading =
                places.iter().position(|place| place.is_some_and(|place| header[place] == column));
            of_heading.or_else(|| fields.iter().position(|field| field.name == column))
        };
        let corrections = file.corrections.iter().filter_map(|correction| {
            Some(((correction.row, place(&correction.column)?), correction.value.clone()))
        });
        Self {
            fields,
            values: values.collect(),
            corrections: corrections.collect(),
            places,
            header: header.to_vec(),
            date_format,
            number_format,
            is_csv,
        }
    }

    /// The heading of a field's column, or its own name where it has none.
    pub(crate) fn column(&self, field: usize) -> &str {
        self.places[field].map_or(self.fields[field].name, |place| &self.header[place])
    }

    /// What stands in a field of a row, as a person sees it.
    pub(crate) fn shown(&self, row: &Row<'_>, field: usize) -> String {
        if let Some(corrected) = self.corrections.get(&(row.number, field)) {
            return corrected.clone();
        }
        let cell = self.places[field].and_then(|place| row.cells.get(place));
        cell.map(|cell| cell.shown().into_owned()).unwrap_or_default()
    }

    /// A row of a text that has another number of cells than there are headings: a quote or a delimiter is missing in it,
    /// and every cell behind that place stands in the wrong column.
    pub(crate) fn ragged(&self, row: &Row<'_>) -> Option<Problem> {
        let headings = self.header.iter().rposition(|heading| !heading.is_empty()).map_or(0, |last| last + 1);
        let cells = row.cells.len();
        let has_more = row.cells.iter().skip(headings).any(|cell| !cell.is_blank());
        if !self.is_csv || cells >= headings && !has_more {
            return None;
        }
        let place = cells.min(headings.saturating_sub(1));
        let message = format!(
            "The row has {cells} cells, and there are {headings} headings. Put text with a delimiter or a line break in it between quotes."
        );
        let field = self.places.iter().position(|known| *known == Some(place)).unwrap_or_default();
        let value = row.cells.get(place).map(|cell| cell.shown().into_owned()).unwrap_or_default();
        Some(Problem { elsewhere: Some((self.header[place].clone(), value)), ..Problem::new(field, message) })
    }

    /// What the row says; what cannot be read is a problem and left out.
    pub(crate) fn texts(&self, row: &Row<'_>, problems: &mut Vec<Problem>) -> Texts {
        (0..self.fields.len())
            .map(|field| {
                let read = match self.corrections.get(&(row.number, field)) {
                    Some(corrected) => self.text(field, corrected),
                    None => match self.places[field].and_then(|place| row.cells.get(place)) {
                        Some(cell) => self.cell(field, cell),
                        None => Ok(None),
                    },
                };
                match read {
                    Ok(None) if self.fields[field].is_in_every_row => {
                        problems.push(self.empty(field));
                        None
                    }
                    Ok(text) => text,
                    Err(problem) => {
                        problems.push(problem);
                        None
                    }
                }
            })
            .collect()
    }

    pub(crate) fn empty(&self, field: usize) -> Problem {
        let words = self.fields[field].words;
        Problem::new(field, format!("\"{}\" is empty. Every row needs {words}.", self.column(field)))
    }

    fn cell(&self, field: usize, cell: &Cell<'_>) -> Result<Option<String>, Problem> {
        let refused = |message: String| Err(Problem::new(field, message));
        let reads = self.fields[field].reads;
        match cell {
            Cell::Empty => Ok(None),
            Cell::Text(text) => self.text(field, text),
            Cell::Error(error) => {
                refused(format!("The cell shows {error}. Correct its formula, or type the value."))
            }
            Cell::Unreadable(text) if reads == Reads::Number && is_time(text) => {
                refused("The cell holds a time. Write hours as a number, such as 7.5.".to_owned())
            }
            Cell::Unreadable(text) => refused(format!("\"{text}\" is no value of a book. Type it as text.")),
            Cell::Date(date) => match reads {
                Reads::Date | Reads::Text | Reads::Trimmed | Reads::Id | Reads::Reference => {
                    Ok(Some(date.to_string()))
                }
                Reads::Number | Reads::Percent | Reads::Whole | Reads::Word(_) | Reads::WordList(_) => {
                    refused(format!("{date} is a date. Give the cell {}.", self.fields[field].words))
                }
            },
            Cell::Number(number) => match reads {
                Reads::Date => {
                    refused(format!("{number} is a number. Format the column as dates in its program."))
                }
                Reads::Number | Reads::Percent | Reads::Whole => Ok(Some(number.to_string())),
                Reads::Id
                | Reads::Reference
                | Reads::Text
                | Reads::Trimmed
                | Reads::Word(_)
                | Reads::WordList(_) => self.text(field, &number.to_string()),
            },
            Cell::Percent(percent) => match reads {
                Reads::Date => {
                    refused(format!("{percent}% is a number. Format the column as dates in its program."))
                }
                Reads::Percent => Ok(Some(percent.to_string())),
                Reads::Number | Reads::Whole => {
                    Ok(Some((percent / Decimal::ONE_HUNDRED).normalize().to_string()))
                }
                Reads::Id
                | Reads::Reference
                | Reads::Text
                | Reads::Trimmed
                | Reads::Word(_)
                | Reads::WordList(_) => self.text(field, &cell.shown()),
            },
            Cell::Bool(_) => self.text(field, &cell.shown()),
        }
    }

    fn text(&self, field: usize, text: &str) -> Result<Option<String>, Problem> {
        let text = if self.is_csv { without_quote(text) } else { text };
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Ok(None);
        }
        let meant = self.values[field].get(trimmed).map(String::as_str);
        let trimmed = meant.unwrap_or(trimmed);
        if trimmed.is_empty() {
            return Ok(None);
        }
        match self.fields[field].reads {
            Reads::Text => Ok(Some(meant.unwrap_or(text).to_owned())),
            Reads::Id | Reads::Reference | Reads::Trimmed => Ok(Some(trimmed.to_owned())),
            Reads::Date => self.date(field, trimmed).map(Some),
            Reads::Number | Reads::Whole => self.number(field, trimmed).map(Some),
            Reads::Percent => {
                let number = trimmed.strip_suffix('%').unwrap_or(trimmed);
                self.number(field, number.trim_end()).map(Some)
            }
            Reads::Word(_)
                if self.fields[field].name == "billing_status"
                    && fields::GIVEN_BY_INVOICES.contains(&trimmed) =>
            {
                Ok(Some(trimmed.to_owned()))
            }
            Reads::Word(words) => self.word(field, trimmed, words).map(Some),
            Reads::WordList(words) => {
                let parts = trimmed.split([',', ';', '/', '|', '+']).map(str::trim);
                let parts = parts.filter(|part| !part.is_empty()).map(|part| self.word(field, part, words));
                Ok(Some(parts.collect::<Result<Vec<_>, _>>()?.join(" ")))
            }
        }
    }

    fn date(&self, field: usize, text: &str) -> Result<String, Problem> {
        let iso = || text.parse::<chrono::NaiveDate>().ok().filter(|_| text.len() == 10);
        let (read, looks) = match &self.date_format {
            // What is no date of this format would be read as one of the other order.
            Some(format) if format.is_year_day_month() => (format.read(text), format.pattern()),
            // The international spelling cannot be taken for another.
            Some(format) => (format.read(text).or_else(iso), format.pattern()),
            None => (iso(), "%Y-%m-%d"),
        };
        read.map(|date| date.to_string()).ok_or_else(|| {
            let shown = super::recognition::date_words(looks);
            Problem::new(
                field,
                format!("\"{}\" is not a date of the form {shown}. Correct it.", shortened(text)),
            )
        })
    }

    fn number(&self, field: usize, text: &str) -> Result<String, Problem> {
        if let Some(number) = self.number_format.read(text) {
            return Ok(number);
        }
        let message = format!(
            "\"{}\" is not a decimal number of the form {}. Correct it.",
            shortened(text),
            self.number_format.example()
        );
        // Written with the signs of another country.
        let other = if self.number_format.decimal == '.' { ',' } else { '.' };
        let swapped = NumberFormat { decimal: other, thousands: None }.read(text);
        let suggestion = swapped.map(|plain| plain.replace('.', &self.number_format.decimal.to_string()));
        Err(Problem::new(field, message).suggesting(suggestion))
    }

    fn word(&self, field: usize, text: &str, words: Words) -> Result<String, Problem> {
        let plain = fields::plain(text);
        if let Some((word, _)) = words.iter().find(|(word, _)| fields::plain(word) == plain) {
            return Ok((*word).to_owned());
        }
        let meant = words.iter().find(|(_, written)| written.contains(&plain.as_str()));
        let suggestion = meant
            .map(|(word, _)| *word)
            .or_else(|| nearest(text, words.iter().map(|(word, _)| *word)))
            .map(str::to_owned);
        let can_be: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let can_be = match can_be.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
            Some(_) | None => can_be.join(""),
        };
        let words = self.fields[field].words;
        let message = format!("\"{}\" is not {words}. Write {can_be}.", shortened(text));
        Err(Problem::new(field, message).suggesting(suggestion))
    }
}

/// A part of a day, or a duration of XML Schema: not a number beyond counting.
fn is_time(text: &str) -> bool {
    text.starts_with("PT") || text.parse::<Decimal>().is_ok()
}

/// Takes away the one quote that our own CSV files put before what a spreadsheet would take for a formula.
fn without_quote(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if begins_a_formula(rest) => rest,
        Some(_) | None => text,
    }
}
