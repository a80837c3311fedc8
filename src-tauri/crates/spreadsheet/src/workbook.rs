//! XLSX: one sheet of a workbook, cell after cell.

use std::{
    borrow::Cow,
    cell,
    fs::File,
    io::{BufReader, Seek},
    panic::{self, AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::Once,
};

use calamine::{DataRef, ExcelDateTime, Reader, Sheet, SheetType, SheetVisible, Style, Xlsx};
use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;

use crate::{
    archive,
    cell::{Cell, Row},
    error::SpreadsheetError,
    file::Asked,
    hidden_rows::HiddenRows,
    limits::{CELL_CHARACTERS_MAX, COLUMNS_MAX, ROWS_MAX},
    watch::{Clock, Watch, Watched},
};

type Open<'f> = Xlsx<BufReader<Watched<'f, &'f File>>>;

/// A workbook and the sheet that is read.
#[derive(Debug)]
pub(crate) struct Workbook {
    file: File,
    path: PathBuf,
    clock: Clock,
    hidden: HiddenRows,
    pub(crate) sheet: String,
    pub(crate) sheets: Vec<String>,
}

impl Workbook {
    pub(crate) fn open(
        file: File,
        path: &Path,
        asked: &Asked,
        clock: Clock,
    ) -> Result<Self, SpreadsheetError> {
        let watch = Watch::start(clock);
        let tags = archive::check(&file, &watch)?;
        let (sheet, sheets, hidden) = (String::new(), Vec::new(), HiddenRows::default());
        let mut workbook = Self { file, path: path.to_owned(), clock, hidden, sheet, sheets };
        let all: Vec<Sheet> = guarded(&watch, || Ok(workbook.reader(&watch)?.sheets_metadata().to_vec()))?;
        let sheets: Vec<&Sheet> = all.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).collect();
        workbook.sheets = sheets.iter().map(|sheet| sheet.name.clone()).collect();
        workbook.sheet = match &asked.sheet {
            Some(asked) if workbook.sheets.contains(asked) => asked.clone(),
            Some(asked) => {
                return Err(SpreadsheetError::NoSheet {
                    asked: asked.chars().take(60).collect(),
                    sheets: workbook.sheets,
                });
            }
            None => workbook.first_filled(&sheets, &watch)?,
        };
        if let Some(place) = all.iter().position(|sheet| sheet.name == workbook.sheet) {
            workbook.hidden = tags.hidden_rows(place);
        }
        Ok(workbook)
    }

    /// The first sheet that is shown and has cells.
    fn first_filled(&self, sheets: &[&Sheet], watch: &Watch) -> Result<String, SpreadsheetError> {
        let visible = sheets.iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
        for Sheet { name, .. } in visible.copied() {
            let is_filled = guarded(watch, || {
                let mut open = self.reader(watch)?;
                let mut cells = open.worksheet_cells_reader(name).map_err(damaged)?;
                while let Some(cell) = cells.next_cell().map_err(damaged)? {
                    if *cell.get_value() != DataRef::Empty {
                        return Ok(true);
                    }
                }
                Ok(false)
            })?;
            if is_filled {
                return Ok(name.clone());
            }
        }
        Err(SpreadsheetError::NoSheets)
    }

    fn reader<'f>(&'f self, watch: &'f Watch) -> Result<Open<'f>, SpreadsheetError> {
        (&self.file)
            .rewind()
            .map_err(|source| SpreadsheetError::Unreadable { file: self.path.clone(), source })?;
        Xlsx::new(BufReader::new(Watched::new(&self.file, watch))).map_err(damaged)
    }

    /// Every row, the headings first, blank ones left out. What is done with a row may take as long as it takes.
    pub(crate) fn rows<E: From<SpreadsheetError>>(
        &self,
        mut each: impl FnMut(Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let watch = Watch::start(self.clock);
        let mut open = guarded(&watch, || self.reader(&watch))?;
        let mut cells = guarded(&watch, || open.worksheet_cells_reader(&self.sheet).map_err(damaged))?;
        let percents: Vec<bool> = cells.styles().iter().map(shows_percent).collect();
        let (mut row, mut number, mut rows) = (Vec::new(), 0, 0);
        let mut give = |number: u32, row: &mut Vec<Cell<'_>>| -> Result<(), E> {
            if row.iter().all(Cell::is_blank) {
                row.clear();
                return Ok(());
            }
            rows += 1;
            if rows > ROWS_MAX + 1 {
                return Err(SpreadsheetError::TooManyRows.into());
            }
            each(Row { number, cells: row, is_hidden: self.hidden.has(number) })?;
            watch.begin_anew();
            row.clear();
            Ok(())
        };
        while let Some((cell, style)) = guarded(&watch, || cells.next_cell_with_style_id().map_err(damaged))?
        {
            let (cell_row, column) = cell.get_position();
            let cell_number = cell_row.saturating_add(1);
            if cell_number != number {
                give(number, &mut row)?;
                if cell_number < number {
                    return Err(SpreadsheetError::Disorder { row: cell_number }.into());
                }
                number = cell_number;
            }
            let column = column as usize;
            let mut value = value(cell.get_value());
            if let (Cell::Number(number), Some(true)) = (&value, percents.get(style)) {
                value = of_percent(*number);
            }
            if value == Cell::Empty {
                continue;
            }
            if column >= COLUMNS_MAX {
                return Err(SpreadsheetError::TooManyColumns { row: number }.into());
            }
            if let Cell::Text(text) = &value
                && text.len() > CELL_CHARACTERS_MAX
                && text.chars().count() > CELL_CHARACTERS_MAX
            {
                return Err(SpreadsheetError::LongCell { row: number }.into());
            }
            if row.len() <= column {
                row.resize(column + 1, Cell::Empty);
            }
            row[column] = value;
        }
        give(number, &mut row)
    }
}

/// The reader of workbooks has failed on hostile files before; whatever it does, the program goes on, and says so in its
/// own words alone. What it says once its time is over is not believed.
fn guarded<T>(
    watch: &Watch,
    read: impl FnOnce() -> Result<T, SpreadsheetError>,
) -> Result<T, SpreadsheetError> {
    keep_quiet_while_guarded();
    let was_guarded = IS_GUARDED.replace(true);
    // Nothing that it was reading is looked at again.
    let read = catch_unwind(AssertUnwindSafe(read));
    IS_GUARDED.set(was_guarded);
    watch.hold()?;
    read.unwrap_or(Err(SpreadsheetError::ReaderFailed))
}

thread_local! {
    /// Whether this thread is in the reader of workbooks.
    static IS_GUARDED: cell::Cell<bool> = const { cell::Cell::new(false) };
}

/// A panic that is caught would be told on standard error all the same, beside the one line of the refusal. Panics
/// elsewhere go to whoever heard them before.
fn keep_quiet_while_guarded() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !IS_GUARDED.get() {
                before(panic);
            }
        }));
    });
}

#[expect(clippy::needless_pass_by_value, reason = "an error is made into another one")]
fn damaged(error: calamine::XlsxError) -> SpreadsheetError {
    if matches!(error, calamine::XlsxError::Password) {
        SpreadsheetError::OtherForm { what: "a workbook with a password" }
    } else {
        SpreadsheetError::Damaged { detail: error.to_string() }
    }
}

fn value(value: &DataRef<'_>) -> Cell<'static> {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number((*number).into()),
        DataRef::Float(number) => of_float(*number),
        DataRef::String(text) => of_text(text),
        DataRef::SharedString(text) => of_text(text),
        DataRef::Bool(is_true) => Cell::Bool(*is_true),
        DataRef::DateTime(moment) => of_moment(moment),
        DataRef::DateTimeIso(text) => match text.get(..10).and_then(|date| date.parse().ok()) {
            Some(date) => Cell::Date(date),
            None => Cell::Unreadable(text.clone()),
        },
        DataRef::DurationIso(text) => Cell::Unreadable(text.clone()),
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}

fn of_text(text: &str) -> Cell<'static> {
    if text.is_empty() { Cell::Empty } else { Cell::Text(Cow::Owned(text.to_owned())) }
}

/// As its program shows it: 15 digits, so that 0.1 + 0.2 is 0.3. A whole number of 16 is an id that another program
/// wrote: it is taken as it stands, as far as a number of the file can hold it.
fn of_float(number: f64) -> Cell<'static> {
    let plain = number.to_string();
    if let Ok(whole) = plain.parse::<i64>()
        && whole.unsigned_abs() <= WHOLE_MAX
    {
        return Cell::Number(whole.into());
    }
    match Decimal::from_scientific(&format!("{number:.14e}")) {
        Ok(number) => Cell::Number(number.normalize()),
        Err(_) => Cell::Unreadable(number.to_string()),
    }
}

/// The largest whole number up to which a number of a workbook holds each.
const WHOLE_MAX: u64 = 1 << 53;

/// Whether numbers of this style are shown as percentages: a sign that is no text, and nothing that its program reads as
/// another one.
fn shows_percent(style: &Style) -> bool {
    let Some(format) = &style.number_format else { return false };
    let mut signs = format.format_code.chars();
    let mut until = None;
    while let Some(sign) = signs.next() {
        match (until, sign) {
            (Some(end), sign) => until = (sign != end).then_some(end),
            (None, '"') => until = Some('"'),
            (None, '[') => until = Some(']'),
            // The next sign is shown, is as wide as what is left free, or fills the cell.
            (None, '\\' | '_' | '*') => drop(signs.next()),
            (None, '%') => return true,
            (None, _) => {}
        }
    }
    false
}

fn of_percent(number: Decimal) -> Cell<'static> {
    number
        .checked_mul(Decimal::ONE_HUNDRED)
        .map_or_else(|| Cell::Unreadable(number.to_string()), |percent| Cell::Percent(percent.normalize()))
}

/// The first day that a workbook can mean.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a date");

fn of_moment(moment: &ExcelDateTime) -> Cell<'static> {
    match moment.as_datetime() {
        Some(at) if moment.is_datetime() && (at.date() >= FIRST_DAY || at.time() == NaiveTime::MIN) => {
            Cell::Date(at.date())
        }
        // Less than a day, too: a time of day, or hours that are formatted as one.
        Some(_) | None => Cell::Unreadable(moment.to_string()),
    }
}
