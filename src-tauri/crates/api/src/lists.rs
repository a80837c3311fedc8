//! Lists as files for a spreadsheet.
//!
//! Each list is a table of columns in a file of its own, whatever the format. Rows are read a few at a time from one
//! state of the book, and the file appears whole or not at all.

mod backlog;
mod backlog_by_age;
mod billed_per_month;
mod calendar;
mod contracts;
pub(crate) mod csv;
mod forecast_by_week;
mod history;
mod import_errors;
mod invoices;
mod money_per_currency;
mod next_run_dates;
mod process_runs;
mod radar;
mod schedule;
mod shares;
mod table;
mod transactions;
mod utilization;
mod verdicts;
mod xlsx;

use std::path::Path;

use chrono::NaiveDate;
use proforma_store::Connection;

use self::table::Table;
use crate::{
    dto::{ContractQuery, InvoiceQuery, ListFormat, ListToExport, UtilizationQuery},
    error::{ApiError, Refusal},
    matters::STALE_DAYS,
    spreadsheet::FoundErrors,
    verdicts::Narrowing,
    whole_file,
};

/// Rows of a worksheet of Excel below the headings.
pub const XLSX_ROWS_MAX: u64 = 1_048_575;

impl ListFormat {
    /// The ending of a file name.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// What the file of a list may be called, without its ending, once it is known that it can be written.
///
/// # Errors
/// As [`write`], as far as that is known without reading the list.
pub fn name(
    connection: &Connection,
    list: &ListToExport,
    format: ListFormat,
    today: NaiveDate,
) -> Result<String, ApiError> {
    let table = table(connection, list, today)?;
    refuse_too_many(table.rows, format)?;
    Ok(format!("{} {today}", table.title))
}

/// Writes a list under a name that a person chose, whole or not at all.
///
/// # Errors
/// [`ApiError::Refused`] for more rows than a worksheet has; [`ApiError::NotFound`] for a contract or process run that
/// is not in the book; [`ApiError::NotWritten`] where the file cannot be written.
pub fn write(
    connection: &Connection,
    list: &ListToExport,
    format: ListFormat,
    today: NaiveDate,
    path: &Path,
) -> Result<(), ApiError> {
    let table = table(connection, list, today)?;
    refuse_too_many(table.rows, format)?;
    whole_file::write(path, |file| match format {
        ListFormat::Csv => csv::write(table, file),
        ListFormat::Xlsx => xlsx::write(table, file),
    })
}

/// Writes what is wrong with the rows of a spreadsheet as a CSV file under a name that a person chose, whole or not at
/// all: row, column, value and message.
///
/// # Errors
/// [`ApiError::NotWritten`] where the file cannot be written.
pub fn write_import_errors(found: &FoundErrors, path: &Path) -> Result<(), ApiError> {
    whole_file::write(path, |file| csv::write(import_errors::table(found), file))
}

fn refuse_too_many(rows: u64, format: ListFormat) -> Result<(), Refusal> {
    match format {
        ListFormat::Xlsx if rows > XLSX_ROWS_MAX => Err(Refusal::TooManyRows { rows }),
        ListFormat::Csv | ListFormat::Xlsx => Ok(()),
    }
}

fn table<'c>(
    connection: &'c Connection,
    list: &'c ListToExport,
    today: NaiveDate,
) -> Result<Table<'c>, ApiError> {
    match list {
        ListToExport::Backlog { filter, sort, descending } => {
            backlog::table(connection, filter, *sort, *descending)
        }
        ListToExport::Contracts { status, trouble, currency, search, sort, descending } => {
            let query = ContractQuery {
                status: *status,
                trouble: *trouble,
                currency: currency.clone(),
                search: search.clone(),
                sort: *sort,
                descending: *descending,
                offset: 0,
                limit: 1,
            };
            contracts::table(connection, query, today)
        }
        ListToExport::Shares { contract, billing_status } => {
            shares::table(connection, contract, *billing_status)
        }
        ListToExport::Transactions { filter, descending } => {
            transactions::table(connection, filter.clone(), *descending)
        }
        ListToExport::Schedule { contract } => schedule::table(connection, contract, today),
        ListToExport::Invoices { status, contract, customer, from, to, search, sort, descending } => {
            let query = InvoiceQuery {
                status: *status,
                contract: contract.clone(),
                customer: customer.clone(),
                from: *from,
                to: *to,
                search: search.clone(),
                sort: *sort,
                descending: *descending,
                offset: 0,
                limit: 1,
            };
            invoices::table(connection, query)
        }
        ListToExport::Utilization { period, from, through } => {
            let query = UtilizationQuery { period: *period, from: *from, through: *through };
            utilization::table(connection, &query)
        }
        ListToExport::ProcessRuns => process_runs::table(connection),
        ListToExport::Verdicts { run_date, verdict, code, contract, search } => {
            let narrowing = Narrowing {
                verdict: verdict.map(Into::into),
                code: code.map(Into::into),
                contract: contract.clone(),
                text: search.trim().to_owned(),
            };
            verdicts::table(connection, *run_date, narrowing)
        }
        ListToExport::History { of, about, search } => history::table(connection, of, *about, search),
        ListToExport::Radar { stale_days } => {
            radar::table(connection, stale_days.unwrap_or(STALE_DAYS), today)
        }
        ListToExport::Calendar { from, to } => calendar::table(connection, *from, *to, today),
        ListToExport::BilledPerMonth => billed_per_month::table(connection),
        ListToExport::MoneyPerCurrency => money_per_currency::table(connection),
        ListToExport::BacklogByAge => backlog_by_age::table(connection, today),
        ListToExport::ForecastByWeek => forecast_by_week::table(connection, today),
        ListToExport::NextRunDates => next_run_dates::table(connection, today),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    // A list that does not fit a worksheet is refused with its size and the way out; text files have no such bound.
    fn a_list_longer_than_a_worksheet_is_refused() {
        let answer = |rows, format| refuse_too_many(rows, format).map_err(|refusal| refusal.to_string());
        assert_eq!(answer(1_048_575, ListFormat::Xlsx), Ok(()));
        assert_eq!(answer(2_000_000, ListFormat::Csv), Ok(()));
        assert_eq!(
            answer(1_048_576, ListFormat::Xlsx).unwrap_err(),
            "the list has 1048576 rows, and a worksheet of Excel takes 1048575; narrow the list, or export it as CSV"
        );
    }
}
