//! Books: creating, opening, and what the navigation shows of one.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use proforma_engine::invoice::InvoiceStatus;
use proforma_store::{
    Connection, StoreError,
    book::{self as stored, Party},
    clock,
    contract_list::{self, ContractFilter},
    coverage,
    folder::{self, FolderRisk},
    history, invoice_list,
    lease::{self, FencingToken},
    open::{self, Access, ReadOnlyReason},
    process_run, share,
};

use crate::{
    book_sums::BookSums,
    dto::{BookCounts, BookHeader},
    error::{ApiError, Refusal},
    interchange::{ImportSummary, import},
    verdicts::VerdictLadder,
};

pub use proforma_store::lease::{Held, Holder, heartbeat_interval, is_gone};
pub use proforma_store::open::OpenError;

/// The worked example in the interchange format.
const EXAMPLE: &str = include_str!("../../../../tests/cases/adatum.book.json");

/// The ending of a book's file name.
pub const EXTENSION: &str = "proforma";

/// An open book. Not shared between threads: each opens its own.
#[derive(Debug)]
pub struct Book {
    connection: Connection,
    path: PathBuf,
    time_zone: Tz,
    read_only: Option<ReadOnlyReason>,
    sums: BookSums,
    verdicts: VerdictLadder,
}

impl Book {
    /// Opens a book for reading and writing, or for reading only where its place allows no more.
    ///
    /// # Errors
    /// [`ApiError::Open`], one decision for each thing a file can be; [`ApiError::Unfinished`] for a book without a
    /// company.
    pub fn open(path: &Path) -> Result<Self, ApiError> {
        let opened = open::open(path, Access::ReadWrite)?;
        Self::of(opened.connection, path, opened.read_only_reason)
    }

    /// Opens a book to read beside whoever writes.
    ///
    /// # Errors
    /// As [`Book::open`].
    pub fn open_to_read(path: &Path) -> Result<Self, ApiError> {
        Self::of(open::open(path, Access::ReadOnly)?.connection, path, None)
    }

    fn of(connection: Connection, path: &Path, read_only: Option<ReadOnlyReason>) -> Result<Self, ApiError> {
        let book =
            stored::read(&connection)?.ok_or_else(|| ApiError::Unfinished { path: path.to_owned() })?;
        let unreadable = |_| StoreError::Unreadable { kind: "a time zone", value: book.time_zone.clone() };
        let time_zone: Tz = book.time_zone.parse().map_err(unreadable)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            time_zone,
            read_only,
            sums: BookSums::default(),
            verdicts: VerdictLadder::default(),
        })
    }

    /// Creates an empty book for a company.
    ///
    /// # Errors
    /// [`ApiError::Input`] for a name or time zone out of bounds; [`ApiError::Open`] where the file exists or cannot
    /// be written. Nothing is left behind then.
    pub fn create(
        path: &Path,
        company_name: &str,
        time_zone: &str,
        now: DateTime<Utc>,
        version: &str,
    ) -> Result<Self, ApiError> {
        let name = |error: proforma_engine::bounds::OutOfBounds| ApiError::Input {
            field: "company_name",
            message: error.to_string(),
        };
        proforma_engine::bounds::name(company_name).map_err(name)?;
        time_zone.parse::<Tz>().map_err(|_| ApiError::Input {
            field: "time_zone",
            message: format!("\"{time_zone}\" is not a time zone, such as Europe/Stockholm"),
        })?;
        let new = open::create_aside(path)?;
        let tx = new.connection().write()?;
        let book = stored::Book {
            company: Party { name: company_name.to_owned(), ..Party::default() },
            time_zone: time_zone.to_owned(),
            created_at: now,
            created_by_version: version.to_owned(),
        };
        stored::insert(&tx, &book)?;
        history::append(
            &tx,
            None,
            now,
            "create_book",
            &serde_json::json!({ "company": company_name }).to_string(),
        )?;
        tx.commit()?;
        new.finish()?;
        Self::open(path)
    }

    /// The connection.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// What is known of its contracts.
    #[must_use]
    pub fn sums(&self) -> &BookSums {
        &self.sums
    }

    /// The same book, which knows of its contracts what other connections to it have learned.
    #[must_use]
    pub fn knowing(self, sums: &BookSums) -> Self {
        Self { sums: sums.clone(), ..self }
    }

    /// A number that grows with everything that anybody does with the book, in this program or another.
    ///
    /// # Errors
    /// [`ApiError`] where the book cannot be read.
    pub fn extent(&self) -> Result<i64, ApiError> {
        Ok(history::extent(&self.connection)?)
    }

    /// What is remembered of the verdicts of a run while it stands still.
    #[must_use]
    pub fn verdicts(&self) -> &VerdictLadder {
        &self.verdicts
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The connection of a book that may be written.
    ///
    /// # Errors
    /// [`ApiError::Refused`] for a book that is open for reading only.
    pub fn writable(&self) -> Result<&Connection, ApiError> {
        match self.read_only {
            None => Ok(&self.connection),
            Some(reason) => Err(Refusal::ReadOnly { reason: read_only_words(reason) }.into()),
        }
    }

    /// The book's time zone.
    #[must_use]
    pub fn time_zone(&self) -> Tz {
        self.time_zone
    }

    /// The civil date of an instant in the book's time zone.
    ///
    /// Source: SPEC 2.3.
    #[must_use]
    pub fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        now.with_timezone(&self.time_zone).date_naive()
    }

    /// What the navigation shows.
    ///
    /// # Errors
    /// [`ApiError`] where the book cannot be read.
    pub fn header(&self, now: DateTime<Utc>) -> Result<BookHeader, ApiError> {
        let snapshot = self.connection.snapshot()?;
        let invoices = invoice_list::counts(&snapshot)?;
        let is_open = |status| matches!(status, InvoiceStatus::Draft | InvoiceStatus::InReview);
        Ok(BookHeader {
            name: text(self.path.file_stem()),
            place: text(self.path.parent().map(Path::as_os_str)),
            company_name: stored::read(&snapshot)?.map(|book| book.company.name).unwrap_or_default(),
            time_zone: self.time_zone.name().to_owned(),
            today: self.today(now),
            read_only: self.read_only.map(read_only_words),
            place_risk: folder::risk(&self.path).map(place_risk_words),
            counts: BookCounts {
                contracts: contract_list::count(&snapshot, ContractFilter::default())?,
                backlog: share::count_in_backlog(&snapshot)?,
                drafts: invoices.iter().filter(|(status, _)| is_open(*status)).map(|(_, count)| count).sum(),
                process_runs: u32::try_from(process_run::dates(&snapshot)?.len()).unwrap_or(u32::MAX),
            },
        })
    }
}

/// The system's time zone by its IANA name, or UTC where it names none that is known.
///
/// Source: SPEC 2.3.
#[must_use]
pub fn system_time_zone() -> String {
    iana_time_zone::get_timezone()
        .ok()
        .filter(|name| name.parse::<Tz>().is_ok())
        .unwrap_or_else(|| "UTC".to_owned())
}

fn text(part: Option<&std::ffi::OsStr>) -> String {
    part.unwrap_or_default().to_string_lossy().into_owned()
}

fn read_only_words(reason: ReadOnlyReason) -> String {
    match reason {
        ReadOnlyReason::File => "the file is protected".to_owned(),
        ReadOnlyReason::Folder => "its folder is protected".to_owned(),
    }
}

fn place_risk_words(risk: FolderRisk) -> String {
    match risk {
        FolderRisk::Network => {
            "It lies on another computer: locks do not hold there, and two programs may write at once.".to_owned()
        }
        FolderRisk::Synchronised => {
            "A program synchronises this folder: it copies the files of an open book at different moments, and the copy may be of no use.".to_owned()
        }
    }
}

/// Takes the lease for a program start.
///
/// # Errors
/// [`ApiError::Lease`], naming who holds it and since when.
///
/// Source: SPEC 6.5.
pub fn take_lease(
    connection: &Connection,
    holder: &Holder,
    now: DateTime<Utc>,
) -> Result<FencingToken, ApiError> {
    let tx = connection.write()?;
    let token = lease::acquire(&tx, holder, now, lease::is_gone)?;
    clock::see(&tx, now)?;
    tx.commit()?;
    Ok(token)
}

/// Says that the holder is alive.
///
/// # Errors
/// [`StoreError::LeaseLost`] inside where another program has taken the lease.
pub fn beat(connection: &Connection, token: FencingToken, now: DateTime<Utc>) -> Result<(), ApiError> {
    let tx = connection.write()?;
    lease::heartbeat(&tx, token, now)?;
    clock::see(&tx, now)?;
    Ok(tx.commit()?)
}

/// Gives the lease back.
///
/// # Errors
/// As [`beat`].
pub fn release_lease(connection: &Connection, token: FencingToken) -> Result<(), ApiError> {
    let tx = connection.write()?;
    lease::release(&tx, token)?;
    Ok(tx.commit()?)
}

/// Every date after the covered one up to `through`, ascending; a book that has never run starts at `from`, or at
/// `through`.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
///
/// Source: SPEC 6.6, 9 (`run --through`).
pub fn uncovered_dates(
    connection: &Connection,
    from: Option<NaiveDate>,
    through: NaiveDate,
) -> Result<Vec<NaiveDate>, ApiError> {
    let first = match coverage::covered_through(connection)? {
        Some(covered) => covered.succ_opt().unwrap_or(NaiveDate::MAX),
        None => from.unwrap_or(through),
    };
    Ok(first.iter_days().take_while(|date| *date <= through).collect())
}

/// The worked example as a book of its own.
///
/// # Errors
/// As [`import_into`].
///
/// Source: SPEC 8.
pub fn create_example(path: &Path, now: DateTime<Utc>, version: &str) -> Result<(), ApiError> {
    let mut file = tempfile::NamedTempFile::new()?;
    file.write_all(EXAMPLE.as_bytes())?;
    import_into(path, file.path(), now, version)?;
    Ok(())
}

/// Imports an interchange file: into the book where there is one, else into a new book that appears whole or not at
/// all.
///
/// # Errors
/// [`ApiError::Import`] with the place in the file and the reason; [`ApiError::Open`]. The book is as it was then, or
/// still does not exist.
///
/// Source: SPEC 9 (`import`).
pub fn import_into(
    path: &Path,
    file: &Path,
    now: DateTime<Utc>,
    version: &str,
) -> Result<ImportSummary, ApiError> {
    if path.exists() {
        // Opened by hand, not as a book: an import may finish a book that has no company yet.
        let opened = open::open(path, Access::ReadWrite)?;
        if let Some(reason) = opened.read_only_reason {
            return Err(Refusal::ReadOnly { reason: read_only_words(reason) }.into());
        }
        return Ok(import(&opened.connection, file, now, version)?);
    }
    let new = open::create_aside(path)?;
    let summary = import(new.connection(), file, now, version)?;
    new.finish()?;
    Ok(summary)
}
