//! The book itself: the company that issues the invoices, the time zone, the holidays.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Row, params};

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select, select_one},
    values,
};

/// Name and address of a company or customer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// Name.
    pub name: String,
    /// Lines of the address, at most six.
    pub address: Vec<String>,
    /// ISO 3166, two letters.
    pub country: Option<String>,
    /// As printed.
    pub tax_id: Option<String>,
    /// As printed.
    pub email: Option<String>,
    /// BCP 47 tag of the documents.
    pub language: Option<String>,
}

impl Party {
    /// The address as one column.
    pub(crate) fn address_text(&self) -> String {
        self.address.join("\n")
    }

    /// Six columns from `first` on: name, address, country, tax id, e-mail, language.
    pub(crate) fn read(row: &Row<'_>, first: usize) -> Result<Self, StoreError> {
        let address = row.text(first + 1)?;
        Ok(Self {
            name: row.string(first)?,
            address: if address.is_empty() {
                Vec::new()
            } else {
                address.split('\n').map(str::to_owned).collect()
            },
            country: row.optional_string(first + 2)?,
            tax_id: row.optional_string(first + 3)?,
            email: row.optional_string(first + 4)?,
            language: row.optional_string(first + 5)?,
        })
    }
}

/// The one row about the book itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// Who issues the invoices.
    pub company: Party,
    /// IANA name; fixed when the book is created.
    pub time_zone: String,
    /// When the book was created.
    pub created_at: DateTime<Utc>,
    /// By which version of the program.
    pub created_by_version: String,
}

/// Writes the row about the book.
///
/// # Errors
/// [`StoreError::Refused`] where the book has one.
pub fn insert(tx: &WriteTransaction<'_>, book: &Book) -> Result<(), StoreError> {
    let sql = "INSERT INTO book (id, company_name, company_address, company_country, company_tax_id, company_email, company_language,
                                 time_zone, created_at, created_by_version)
               VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let Book { company, time_zone, created_at, created_by_version } = book;
    execute!(
        tx,
        sql,
        params![
            company.name,
            company.address_text(),
            company.country,
            company.tax_id,
            company.email,
            company.language,
            time_zone,
            values::instant_text(*created_at),
            created_by_version
        ]
    )?;
    Ok(())
}

/// The row about the book; none while the book is being made.
///
/// # Errors
/// [`StoreError`].
pub fn read(connection: &Connection) -> Result<Option<Book>, StoreError> {
    let sql = "SELECT company_name, company_address, company_country, company_tax_id, company_email, company_language,
                      time_zone, created_at, created_by_version
               FROM book";
    select_one!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>(Book {
        company: Party::read(row, 0)?,
        time_zone: row.string(6)?,
        created_at: row.instant(7)?,
        created_by_version: row.string(8)?,
    }))
}

/// Adds a holiday; one that is there already is fine.
///
/// # Errors
/// [`StoreError`].
pub fn insert_holiday(tx: &WriteTransaction<'_>, date: NaiveDate) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO holiday (holiday_date) VALUES (?1) ON CONFLICT DO NOTHING",
        [date.to_string()]
    )?;
    Ok(())
}

/// The book's holidays.
///
/// # Errors
/// [`StoreError`].
pub fn holidays(connection: &Connection) -> Result<BTreeSet<NaiveDate>, StoreError> {
    let dates = select!(connection, "SELECT holiday_date FROM holiday", [], |row: &Row<'_>| row.date(0))?;
    Ok(dates.into_iter().collect())
}
