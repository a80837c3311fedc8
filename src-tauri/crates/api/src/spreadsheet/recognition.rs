//! Looks through a whole file once: what its dates and numbers look like, and how many rows it has.

use std::ops::ControlFlow;

use proforma_spreadsheet::{
    Cell, DateEvidence, DateFormat, Example, Form, NumberEvidence, NumberFormat, Recognised, Row, Spreadsheet,
};

use super::{
    FileToImport, ImportKind, Progress, SpreadsheetImportError, Stage, TELL_ROWS, Told,
    fields::{self, Reads},
    problem::RowError,
    reading::Reading,
};

/// How a file is read, or what a person must say first.
#[derive(Debug)]
pub(crate) struct Recognition {
    pub(crate) reading: Reading,
    pub(crate) rows: u32,
    /// How many of those that are not left out the sheet hides, and the first of them.
    pub(crate) hidden: Option<(u32, u32)>,
    /// Dates or numbers that read in more than one way.
    pub(crate) unclear: Vec<Unclear>,
}

/// Values that read in more than one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unclear {
    pub(crate) error: RowError,
    pub(crate) dates: Vec<String>,
    pub(crate) decimals: Vec<(char, Option<char>)>,
}

/// Looks at every value of the columns that are dates and numbers.
pub(crate) fn recognise(
    spreadsheet: &Spreadsheet,
    file: &FileToImport,
    told: Told<'_>,
) -> Result<Recognition, SpreadsheetImportError> {
    let FileToImport { kind, map, .. } = file;
    let header = spreadsheet.header();
    let places = map.places(*kind, header)?;
    let given_date = map.given_date_format()?;
    let (given_decimal, given_thousands) = map.given_signs()?;
    let is_csv = matches!(spreadsheet.form(), Form::Csv { .. });
    let mut evidence = Evidence::new(*kind, &places, given_date.is_none());
    let mut rows = 0;
    let mut hidden: Option<(u32, u32)> = None;
    spreadsheet.rows(|row| {
        rows += 1;
        if rows % TELL_ROWS == 0 {
            let progress = Progress { stage: Stage::Recognise, done: rows, total: None };
            if told(progress) == ControlFlow::Break(()) {
                return Err(SpreadsheetImportError::Cancelled);
            }
        }
        evidence.look(&row);
        if row.is_hidden && !file.left_out.contains(&row.number) {
            let (count, first) = hidden.unwrap_or((0, row.number));
            hidden = Some((count + 1, first));
        }
        Ok(())
    })?;
    let mut unclear = Vec::new();
    let date = match given_date {
        Some(format) => Some(format),
        None => evidence.date_format(header, &mut unclear),
    };
    let number = evidence.number_format(header, given_decimal, given_thousands, &mut unclear);
    let reading = Reading::new(file, places, header, (date, number), is_csv);
    Ok(Recognition { reading, rows, hidden, unclear })
}

struct Evidence {
    /// Field and column.
    dates: Vec<(usize, usize)>,
    numbers: Vec<(usize, usize)>,
    date: DateEvidence,
    number: NumberEvidence,
    fields: &'static [fields::Field],
    looks_at_dates: bool,
}

impl Evidence {
    fn new(kind: ImportKind, places: &[Option<usize>], looks_at_dates: bool) -> Self {
        let fields = fields::fields(kind);
        let columns = |wanted: fn(Reads) -> bool| {
            let mapped = places.iter().enumerate().filter(|(field, _)| wanted(fields[*field].reads));
            mapped.filter_map(|(field, place)| Some((field, (*place)?))).collect()
        };
        Self {
            dates: columns(|reads| reads == Reads::Date),
            numbers: columns(|reads| matches!(reads, Reads::Number | Reads::Percent)),
            date: DateEvidence::default(),
            number: NumberEvidence::default(),
            fields,
            looks_at_dates,
        }
    }

    fn look(&mut self, row: &Row<'_>) {
        let text = |place: usize| match row.cells.get(place) {
            Some(Cell::Text(text)) => Some(text),
            _ => None,
        };
        if self.looks_at_dates {
            for (_, place) in &self.dates {
                if let Some(text) = text(*place) {
                    self.date.add(text, (row.number, *place));
                }
            }
        }
        for (_, place) in &self.numbers {
            if let Some(text) = text(*place) {
                self.number.add(text, (row.number, *place));
            }
        }
    }

    fn date_format(&self, header: &[String], unclear: &mut Vec<Unclear>) -> Option<DateFormat> {
        match self.date.recognise() {
            Recognised::Nothing => None,
            Recognised::One(format) => Some(format),
            Recognised::Several { fits, example } => {
                let forms: Vec<String> = fits.iter().map(|format| date_words(format.pattern())).collect();
                let message = format!(
                    "\"{}\" can be read as {}. Say which of them the dates are.",
                    example.text,
                    forms.join(" or as ")
                );
                let error = self.error(header, &self.dates, example, message);
                let dates = fits.iter().map(|format| format.pattern().to_owned()).collect();
                unclear.push(Unclear { error, dates, decimals: Vec::new() });
                fits.into_iter().next()
            }
        }
    }

    fn number_format(
        &self,
        header: &[String],
        decimal: Option<char>,
        thousands: Option<Option<char>>,
        unclear: &mut Vec<Unclear>,
    ) -> NumberFormat {
        let other = |decimal| if decimal == '.' { ',' } else { '.' };
        // Whoever names the one sign has named the other.
        let decimal = decimal.or_else(|| thousands.flatten().filter(|sign| ".,".contains(*sign)).map(other));
        let recognised = match self.number.recognise() {
            Recognised::Nothing => NumberFormat { decimal: '.', thousands: None },
            Recognised::One(format) => format,
            Recognised::Several { fits, example } if decimal.is_none() => {
                let forms: Vec<String> = fits.iter().map(|format| format.example()).collect();
                let forms = forms.join(" or as ");
                let message = if fits.iter().all(|format| format.read(&example.text).is_some()) {
                    format!("\"{}\" can be read as {forms}.", example.text)
                } else {
                    format!("The numbers are written as {forms}, one of them \"{}\".", example.text)
                };
                let message = format!("{message} Say which sign stands before the decimals.");
                let error = self.error(header, &self.numbers, example, message);
                let decimals = fits.iter().map(|format| (format.decimal, format.thousands)).collect();
                unclear.push(Unclear { error, dates: Vec::new(), decimals });
                NumberFormat { decimal: '.', thousands: Some(',') }
            }
            Recognised::Several { fits, .. } => {
                fits.iter().copied().find(|format| Some(format.decimal) == decimal).unwrap_or(fits[0])
            }
        };
        let decimal = decimal.unwrap_or(recognised.decimal);
        let thousands = thousands.unwrap_or({
            // A blank between thousands goes with either sign, the signs themselves with the other alone.
            match recognised.thousands {
                Some('.' | ',') => Some(other(decimal)),
                sign => sign,
            }
        });
        NumberFormat { decimal, thousands: thousands.filter(|sign| *sign != decimal) }
    }

    fn error(
        &self,
        header: &[String],
        columns: &[(usize, usize)],
        example: Example,
        message: String,
    ) -> RowError {
        let field = columns.iter().find(|(_, place)| *place == example.column).map_or(0, |(field, _)| *field);
        RowError {
            row: example.row,
            column: header.get(example.column).cloned().unwrap_or_default(),
            field: self.fields[field].name.to_owned(),
            value: example.text,
            message,
            suggestion: None,
        }
    }
}

/// A date format as a person writes it: `DD.MM.YYYY`.
pub(crate) fn date_words(pattern: &str) -> String {
    let words = [("%-", "%"), ("%d", "DD"), ("%e", "DD"), ("%m", "MM"), ("%Y", "YYYY"), ("%y", "YY")];
    let months = [("%b", "Mon"), ("%B", "Month"), ("%h", "Mon")];
    words.iter().chain(&months).fold(pattern.to_owned(), |text, (sign, word)| text.replace(sign, word))
}
