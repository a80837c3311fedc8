//! The book itself: the company that issues the invoices, the time zone, the holidays.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Row, params};

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, one_changed, select, select_one},
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
            address: lines(address),
            country: row.optional_string(first + 2)?,
            tax_id: row.optional_string(first + 3)?,
            email: row.optional_string(first + 4)?,
            language: row.optional_string(first + 5)?,
        })
    }
}

/// The lines of a text of the book.
fn lines(text: &str) -> Vec<String> {
    if text.is_empty() { Vec::new() } else { text.split('\n').map(str::to_owned).collect() }
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

/// A picture that stands on the company's invoices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// `image/png`, `image/jpeg` or `image/svg+xml`.
    pub media_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// What is printed of the company beside its name and address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letterhead {
    /// Lines for the foot of the page.
    pub bank_details: Vec<String>,
    /// The picture.
    pub logo: Option<Logo>,
}

/// Changes the company of the book.
///
/// # Errors
/// [`StoreError::Conflict`] where the book has none.
pub fn set_company(
    tx: &WriteTransaction<'_>,
    company: &Party,
    letterhead: &Letterhead,
) -> Result<(), StoreError> {
    let sql =
        "UPDATE book SET company_name = ?1, company_address = ?2, company_country = ?3, company_tax_id = ?4,
                               company_email = ?5, company_language = ?6, company_bank_details = ?7,
                               company_logo = ?8, company_logo_type = ?9";
    let Letterhead { bank_details, logo } = letterhead;
    let changed = execute!(
        tx,
        sql,
        params![
            company.name,
            company.address_text(),
            company.country,
            company.tax_id,
            company.email,
            company.language,
            bank_details.join("\n"),
            logo.as_ref().map(|logo| &logo.bytes),
            logo.as_ref().map(|logo| &logo.media_type)
        ]
    )?;
    one_changed(changed, || "the company".to_owned())
}

/// What is printed of the company beside its name and address.
///
/// # Errors
/// [`StoreError`].
pub fn letterhead(connection: &Connection) -> Result<Letterhead, StoreError> {
    let sql = "SELECT company_bank_details, company_logo, company_logo_type FROM book";
    let found = select_one!(connection, sql, [], |row: &Row<'_>| {
        let bytes: Option<Vec<u8>> = row.get(1)?;
        let logo = bytes.zip(row.optional_string(2)?).map(|(bytes, media_type)| Logo { media_type, bytes });
        Ok::<_, StoreError>(Letterhead { bank_details: lines(row.text(0)?), logo })
    })?;
    Ok(found.unwrap_or_default())
}

/// The book's holidays.
///
/// # Errors
/// [`StoreError`].
pub fn holidays(connection: &Connection) -> Result<BTreeSet<NaiveDate>, StoreError> {
    let dates = select!(connection, "SELECT holiday_date FROM holiday", [], |row: &Row<'_>| row.date(0))?;
    Ok(dates.into_iter().collect())
}
