//! One book, one run of it, and what must come of it.

use std::{collections::BTreeSet, error::Error, fmt::Write, fs, path::Path, sync::atomic::AtomicBool};

use chrono::{DateTime, TimeDelta, Utc};
use proforma_api::{
    book::{Book, Holder, take_lease},
    check::check,
    error::ApiError,
    process_run::{AttemptStatus, RunEvent, RunRequest, RunSummary, run},
};
use proforma_engine::ids::ContractId;
use proforma_store::{invoice, open::OpenError};
use proforma_tests::{date, due_book::DueBook, noon};
use proforma_worker::{AskedBy, Clock, Order, ProcessRunner};

/// The name of the book in its folder.
pub const BOOK: &str = "book.proforma";

/// The date on which everything is due.
const RUN_DATE: &str = "2021-01-04";

/// A book that is due, closed and safe.
pub struct Scene {
    contracts: usize,
    transactions: usize,
    book: Vec<u8>,
}

impl Scene {
    /// So many contracts, each with so many ready transactions of 100.00, and so one invoice each.
    pub fn of(contracts: usize, transactions: usize) -> Self {
        let book = DueBook { contracts, transactions, dates: &[date(RUN_DATE)], time_zone: "UTC" }.make();
        Self { contracts, transactions, book: fs::read(book.path()).unwrap() }
    }

    /// How many invoices a run makes.
    pub fn invoices(&self) -> usize {
        self.contracts
    }

    /// Makes the book the only file of a folder.
    pub fn lay_out(&self, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
        fs::write(folder.join(BOOK), &self.book).unwrap();
    }

    /// The first run: as the window would do it.
    pub fn run(&self, folder: &Path, told: &mut dyn FnMut(ContractId)) -> Result<RunSummary, ApiError> {
        run_at(folder, noon(), told)
    }

    /// What is wrong with the book that a run has left behind in the folder: it must be sound and hold the invoices of
    /// the contracts that were told of, and another run, of another start of the program, must complete it.
    ///
    /// That one is three minutes later, since the first may have left its lease behind.
    pub fn wrongs(&self, folder: &Path, told: &BTreeSet<i64>) -> Vec<String> {
        match self.found_and_completed(folder, told) {
            Ok(wrongs) => wrongs,
            Err(error) => vec![format!("the book cannot be used again: {}", causes(&error))],
        }
    }

    fn found_and_completed(&self, folder: &Path, told: &BTreeSet<i64>) -> Result<Vec<String>, ApiError> {
        let mut wrongs = Vec::new();
        let book = Book::open(&folder.join(BOOK))?;
        wrongs.extend(check(book.connection())?.iter().map(|violation| format!("found: {violation}")));
        let found: BTreeSet<i64> = billed(&book)?.into_iter().map(|(contract, _)| contract).collect();
        let lost = told.difference(&found).count();
        if lost > 0 {
            wrongs.push(format!("lost: {lost} of {} invoices that were told of", told.len()));
        }
        drop(book);

        let later = noon() + TimeDelta::minutes(3);
        let summary = run_at(folder, later, &mut |_| {})?;
        if summary.status != AttemptStatus::Completed {
            wrongs.push(format!("the second run is {:?}", summary.status));
        }
        let book = Book::open(&folder.join(BOOK))?;
        wrongs.extend(check(book.connection())?.iter().map(|violation| format!("completed: {violation}")));
        let mut invoices = billed(&book)?;
        invoices.sort_unstable();
        let total_minor = 10_000 * self.transactions as i64;
        let expected: Vec<(i64, i64)> = (1..).map(|id| (id, total_minor)).take(self.contracts).collect();
        if invoices != expected {
            wrongs.push(format!("completed: the invoices are {invoices:?}"));
        }
        Ok(wrongs)
    }
}

/// The first few of what is wrong, which mostly repeats itself.
pub fn first_few(wrongs: &[String]) -> String {
    wrongs.iter().take(20).map(|wrong| format!("\n{wrong}")).collect()
}

/// An error with its causes, and with what a check has found.
pub fn causes(error: &ApiError) -> String {
    let mut text = error.to_string();
    if let ApiError::Open(OpenError::Corrupt { findings, .. }) = error {
        write!(text, ": {}", findings.join("; ")).unwrap();
    }
    let mut next = error.source();
    while let Some(cause) = next {
        write!(text, ": {cause}").unwrap();
        next = cause.source();
    }
    text
}

/// Runs the date as the window does, on connections of its own.
fn run_at(
    folder: &Path,
    now: DateTime<Utc>,
    told: &mut dyn FnMut(ContractId),
) -> Result<RunSummary, ApiError> {
    let runner = ProcessRunner::new("test", Clock::of(move || now))?;
    let order = Order {
        run_date: date(RUN_DATE),
        today: date(RUN_DATE),
        tells_the_rest: true,
        asked_by: AskedBy::Person,
        cancel: &AtomicBool::new(false),
    };
    runner.run_date(&folder.join(BOOK), &order, &mut |event| {
        tell(&event, told);
        Ok(())
    })
}

/// Runs the date on a connection that stays open, as whoever holds the lease or takes it now.
pub fn run_on(
    book: &Book,
    holder: &Holder,
    told: &mut dyn FnMut(ContractId),
) -> Result<RunSummary, ApiError> {
    let connection = book.writable()?;
    let token = take_lease(connection, holder, noon())?;
    let request = RunRequest {
        run_date: date(RUN_DATE),
        today: date(RUN_DATE),
        token,
        now: noon(),
        clock: &Clock::of(noon),
        asked_by: AskedBy::Person,
        only: None,
        cancel: &AtomicBool::new(false),
        tells_the_rest: true,
        promise: None,
    };
    run(connection, &request, &mut |event| {
        tell(&event, told);
        Ok(())
    })
}

fn tell(event: &RunEvent<'_>, told: &mut dyn FnMut(ContractId)) {
    if let RunEvent::ContractDone { contract, .. } = event {
        told(*contract);
    }
}

/// The contract and the total of each invoice.
fn billed(book: &Book) -> Result<Vec<(i64, i64)>, ApiError> {
    let mut billed = Vec::new();
    for id in invoice::ids(book.connection())? {
        let header = invoice::by_id(book.connection(), id)?.expect("it was just listed").header;
        billed.push((header.contract.0, header.totals.total.minor()));
    }
    Ok(billed)
}

#[test]
// The walks can fail: an invoice that is lost or doubled is found out.
fn a_lost_or_doubled_invoice_is_found_out() {
    let scene = Scene::of(2, 1);
    let folder = tempfile::tempdir().unwrap();
    scene.lay_out(folder.path());
    assert_eq!(
        scene.wrongs(folder.path(), &BTreeSet::from([1])),
        ["lost: 1 of 1 invoices that were told of"]
    );
    assert_eq!(scene.wrongs(folder.path(), &BTreeSet::from([1, 2])), Vec::<String>::new());
    let doubled = Scene { contracts: 1, ..Scene::of(2, 1) };
    assert_eq!(
        doubled.wrongs(folder.path(), &BTreeSet::new()),
        ["completed: the invoices are [(1, 10000), (2, 10000)]"]
    );
}
