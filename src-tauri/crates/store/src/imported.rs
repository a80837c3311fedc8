//! Which records came in with which import: ranges of their numbers, each with the entry of the book's history that tells of
//! it. A million transactions of one file are one range.

use proforma_engine::ids::ContractId;
use rusqlite::{Row, params};

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select, select_one, unreadable},
};

/// What comes in with imports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImportedRecord {
    /// Who issues the invoices; its number is 1.
    Company,
    /// A customer.
    Customer,
    /// A role.
    Role,
    /// A resource.
    Resource,
    /// An invoice frequency.
    InvoiceFrequency,
    /// A contract.
    Contract,
    /// A contract line.
    ContractLine,
    /// A milestone.
    Milestone,
    /// A transaction.
    Transaction,
}

impl ImportedRecord {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 9] = [
        Self::Company,
        Self::Customer,
        Self::Role,
        Self::Resource,
        Self::InvoiceFrequency,
        Self::Contract,
        Self::ContractLine,
        Self::Milestone,
        Self::Transaction,
    ];

    /// The word that is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Customer => "customer",
            Self::Role => "role",
            Self::Resource => "resource",
            Self::InvoiceFrequency => "invoice_frequency",
            Self::Contract => "contract",
            Self::ContractLine => "contract_line",
            Self::Milestone => "milestone",
            Self::Transaction => "transaction",
        }
    }

    /// The kind that a word stands for.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|record| record.as_str() == word)
    }

    /// The number of the latest.
    fn latest(self) -> &'static str {
        match self {
            Self::Company => "SELECT COUNT(*) FROM book",
            Self::Customer => "SELECT COALESCE(MAX(id), 0) FROM customer",
            Self::Role => "SELECT COALESCE(MAX(id), 0) FROM role",
            Self::Resource => "SELECT COALESCE(MAX(id), 0) FROM resource",
            Self::InvoiceFrequency => "SELECT COALESCE(MAX(id), 0) FROM invoice_frequency",
            Self::Contract => "SELECT COALESCE(MAX(id), 0) FROM contract",
            Self::ContractLine => "SELECT COALESCE(MAX(id), 0) FROM contract_line",
            Self::Milestone => "SELECT COALESCE(MAX(id), 0) FROM milestone",
            Self::Transaction => "SELECT COALESCE(MAX(id), 0) FROM \"transaction\"",
        }
    }

    /// The number behind the author's id; of a line behind that and its contract's number.
    fn number(self) -> &'static str {
        match self {
            Self::Company => "SELECT 1 FROM book WHERE ?1 = ?1",
            Self::Customer => "SELECT id FROM customer WHERE key = ?1",
            Self::Role => "SELECT id FROM role WHERE key = ?1",
            Self::Resource => "SELECT id FROM resource WHERE key = ?1",
            Self::InvoiceFrequency => "SELECT id FROM invoice_frequency WHERE key = ?1",
            Self::Contract => "SELECT id FROM contract WHERE key = ?1",
            Self::ContractLine => "SELECT id FROM contract_line WHERE key = ?1 AND contract_id = ?2",
            Self::Milestone => "SELECT id FROM milestone WHERE key = ?1",
            Self::Transaction => "SELECT id FROM \"transaction\" WHERE key = ?1",
        }
    }

    /// The ids of those in a range of numbers, in their order.
    fn keys(self) -> &'static str {
        match self {
            Self::Company | Self::Transaction | Self::ContractLine => "SELECT '' WHERE ?1 > ?2",
            Self::Customer => "SELECT key FROM customer WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
            Self::Role => "SELECT key FROM role WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
            Self::Resource => "SELECT key FROM resource WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
            Self::InvoiceFrequency => {
                "SELECT key FROM invoice_frequency WHERE id BETWEEN ?1 AND ?2 ORDER BY id"
            }
            Self::Contract => "SELECT key FROM contract WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
            Self::Milestone => {
                "SELECT key FROM milestone WHERE id BETWEEN ?1 AND ?2 AND deleted_at IS NULL ORDER BY id"
            }
        }
    }
}

/// How far the numbers of each kind have come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbers([i64; ImportedRecord::ALL.len()]);

impl Numbers {
    /// Those that have been given.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn read(connection: &Connection) -> Result<Self, StoreError> {
        let mut numbers = [0; ImportedRecord::ALL.len()];
        for (number, record) in numbers.iter_mut().zip(ImportedRecord::ALL) {
            let latest =
                select_one!(connection, record.latest(), [], |row: &Row<'_>| Ok::<i64, StoreError>(
                    row.get(0)?
                ))?;
            *number = latest.unwrap_or_default();
        }
        Ok(Self(numbers))
    }

    /// Notes that whatever was added since came in with the import that an entry of the book's history tells of.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn note_added(&self, tx: &WriteTransaction<'_>, sequence: i64) -> Result<(), StoreError> {
        let now = Self::read(tx)?;
        for ((record, before), after) in ImportedRecord::ALL.into_iter().zip(self.0).zip(now.0) {
            if after > before {
                let range = ImportedRange { record, first: before + 1, last: after, sequence };
                insert(tx, &range)?;
            }
        }
        Ok(())
    }
}

/// Records of one kind that came in with one import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportedRange {
    /// Their kind.
    pub record: ImportedRecord,
    /// The first of their numbers.
    pub first: i64,
    /// The last of them.
    pub last: i64,
    /// The entry of the book's history.
    pub sequence: i64,
}

/// Notes a range.
///
/// # Errors
/// [`StoreError::Refused`] where another begins with the same number.
pub fn insert(tx: &WriteTransaction<'_>, range: &ImportedRange) -> Result<(), StoreError> {
    let ImportedRange { record, first, last, sequence } = range;
    let sql = "INSERT INTO imported_range (record, first_id, last_id, sequence) VALUES (?1, ?2, ?3, ?4)";
    execute!(tx, sql, params![record.as_str(), first, last, sequence])?;
    Ok(())
}

/// Every range, by import, kind and number.
///
/// # Errors
/// [`StoreError`].
pub fn all(connection: &Connection) -> Result<Vec<ImportedRange>, StoreError> {
    let sql = "SELECT record, first_id, last_id, sequence FROM imported_range";
    let mut ranges = select!(connection, sql, [], |row: &Row<'_>| {
        let word = row.string(0)?;
        let record = ImportedRecord::of(&word).ok_or_else(|| unreadable("a kind of record", &word))?;
        Ok::<_, StoreError>(ImportedRange {
            record,
            first: row.get(1)?,
            last: row.get(2)?,
            sequence: row.get(3)?,
        })
    })?;
    ranges.sort_by_key(|range| (range.sequence, range.record, range.first));
    Ok(ranges)
}

/// The number of a record by the author's id; a line's is its contract's too.
///
/// # Errors
/// [`StoreError`].
pub fn number_of(
    connection: &Connection,
    record: ImportedRecord,
    key: &str,
    contract: Option<ContractId>,
) -> Result<Option<i64>, StoreError> {
    let read = |row: &Row<'_>| Ok::<i64, StoreError>(row.get(0)?);
    match contract.filter(|_| record == ImportedRecord::ContractLine) {
        Some(contract) => select_one!(connection, record.number(), params![key, contract.0], read),
        None if record == ImportedRecord::ContractLine => Ok(None),
        None => select_one!(connection, record.number(), [key], read),
    }
}

/// The entry of the book's history that tells of the import a record came in with; none where it did with none.
///
/// # Errors
/// [`StoreError`].
pub fn entry_of(
    connection: &Connection,
    record: ImportedRecord,
    number: i64,
) -> Result<Option<u64>, StoreError> {
    let sql = "SELECT sequence FROM imported_range WHERE record = ?1 AND ?2 BETWEEN first_id AND last_id";
    let found = select_one!(connection, sql, params![record.as_str(), number], |row: &Row<'_>| {
        Ok::<i64, StoreError>(row.get(0)?)
    })?;
    let wrong = |sequence: i64| unreadable("a sequence", &sequence.to_string());
    found.map(|sequence| u64::try_from(sequence).map_err(|_| wrong(sequence))).transpose()
}

/// The ids of the records of a range that stand; none of lines and transactions.
///
/// # Errors
/// [`StoreError`].
pub fn keys(connection: &Connection, range: &ImportedRange) -> Result<Vec<String>, StoreError> {
    let sql = range.record.keys();
    select!(connection, sql, [range.first, range.last], |row: &Row<'_>| row.string(0))
}

/// The lines of a range with the ids of their contracts, in the order of their numbers.
///
/// # Errors
/// [`StoreError`].
pub fn lines(connection: &Connection, range: &ImportedRange) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT contract.key, contract_line.key FROM contract_line
               JOIN contract ON contract.id = contract_line.contract_id
               WHERE contract_line.id BETWEEN ?1 AND ?2 ORDER BY contract_line.id";
    select!(connection, sql, [range.first, range.last], |row: &Row<'_>| Ok::<_, StoreError>((
        row.string(0)?,
        row.string(1)?
    )))
}

/// Entries of the book's history that ranges name and that tell of no import.
///
/// # Errors
/// [`StoreError`].
pub(crate) fn untrue(connection: &Connection) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT DISTINCT sequence FROM imported_range
               WHERE NOT EXISTS (SELECT 1 FROM history WHERE history.contract_id = 0 AND history.command = 'import'
                                 AND history.sequence = imported_range.sequence)
               ORDER BY sequence";
    select!(connection, sql, [], |row: &Row<'_>| Ok::<i64, StoreError>(row.get(0)?))
}
