//! Process runs and invoices as JSON, written as they come and never held whole.

use std::io::{Seek, SeekFrom, Write};

use chrono::NaiveDate;
use proforma_store::{Connection, process_run::AttemptStatus};
use tempfile::SpooledTempFile;

use crate::{
    error::ApiError,
    invoices::each_invoice_json,
    json::{InvoiceJson, SkippedJson},
    names::Customers,
    process_run::{Listener, RunEvent, RunSummary},
};

/// What is passed over waits here while the invoices are printed; beyond this it waits on disk.
const SPOOL_BYTES: usize = 8 << 20;

/// Writes `{"process_runs":[…]}`, one date after the other.
#[derive(Debug)]
pub struct ProcessRunsWriter<'a, W: Write> {
    out: W,
    customers: &'a Customers,
    dates: usize,
}

impl<'a, W: Write> ProcessRunsWriter<'a, W> {
    /// A writer that has written nothing yet, so that a refusal leaves the output empty.
    pub fn new(out: W, customers: &'a Customers) -> Self {
        Self { out, customers, dates: 0 }
    }

    /// Writes one date while `run` runs or previews it.
    ///
    /// # Errors
    /// What `run` fails with, or [`ApiError::Output`].
    pub fn date(
        &mut self,
        run_date: NaiveDate,
        run: impl FnOnce(Listener<'_>) -> Result<RunSummary, ApiError>,
    ) -> Result<RunSummary, ApiError> {
        let Self { out, customers, dates } = self;
        let mut page = DatePage {
            out,
            customers,
            run_date,
            opening: opening(*dates),
            invoices: 0,
            skipped: 0,
            spool: SpooledTempFile::new(SPOOL_BYTES),
        };
        let summary = run(&mut |event| page.take(&event))?;
        page.finish(&summary)?;
        *dates += 1;
        Ok(summary)
    }

    /// Ends the value.
    ///
    /// # Errors
    /// [`ApiError::Output`].
    pub fn finish(mut self) -> Result<(), ApiError> {
        if self.dates == 0 {
            self.out.write_all(opening(0).as_bytes())?;
        }
        self.out.write_all(b"]}\n")?;
        Ok(self.out.flush()?)
    }
}

fn opening(dates: usize) -> &'static str {
    if dates == 0 { "{\"process_runs\":[" } else { "," }
}

/// One date while it is written: invoices go straight out, what is passed over is spooled behind them.
struct DatePage<'p, W: Write> {
    out: &'p mut W,
    customers: &'p Customers,
    run_date: NaiveDate,
    opening: &'static str,
    invoices: usize,
    skipped: usize,
    spool: SpooledTempFile,
}

impl<W: Write> DatePage<'_, W> {
    fn take(&mut self, event: &RunEvent<'_>) -> Result<(), ApiError> {
        match event {
            RunEvent::Draft { contract, draft, invoice, .. } => {
                self.begin()?;
                if self.invoices > 0 {
                    self.out.write_all(b",")?;
                }
                self.invoices += 1;
                let id = invoice.map(|id| id.0.to_string());
                serde_json::to_writer(
                    &mut *self.out,
                    &InvoiceJson::of_draft(contract, draft, id, self.customers)?,
                )?;
            }
            RunEvent::PassedOver { contract, entry, share, failure } => {
                self.skip(&SkippedJson::of(contract, entry, *share, *failure, self.customers)?)?;
            }
            RunEvent::Unreadable(unreadable) => {
                for place in unreadable.places() {
                    self.skip(&SkippedJson::of_unreadable(unreadable, place))?;
                }
            }
            RunEvent::ContractDone { .. } => {}
        }
        Ok(())
    }

    fn skip(&mut self, skipped: &SkippedJson) -> Result<(), ApiError> {
        if self.skipped > 0 {
            self.spool.write_all(b",")?;
        }
        self.skipped += 1;
        Ok(serde_json::to_writer(&mut self.spool, skipped)?)
    }

    fn begin(&mut self) -> Result<(), ApiError> {
        if !self.opening.is_empty() {
            write!(self.out, "{}{{\"run_date\":\"{}\",\"invoices\":[", self.opening, self.run_date)?;
            self.opening = "";
        }
        Ok(())
    }

    fn finish(mut self, summary: &RunSummary) -> Result<(), ApiError> {
        self.begin()?;
        self.out.write_all(b"],\"skipped\":[")?;
        self.spool.seek(SeekFrom::Start(0))?;
        std::io::copy(&mut self.spool, self.out)?;
        write!(self.out, "],\"status\":\"{}\"}}", AttemptStatus::as_str(summary.status))?;
        Ok(())
    }
}

/// Writes `{"invoices":[…]}` with every invoice of the book.
///
/// # Errors
/// [`ApiError`] where the book cannot be read or the output not written.
pub fn write_invoices(connection: &Connection, out: impl Write) -> Result<(), ApiError> {
    let mut list = InvoicesWriter { out, count: 0 };
    list.out.write_all(b"{\"invoices\":[")?;
    each_invoice_json(connection, |invoice| list.write(&invoice))?;
    list.finish()
}

/// Writes `{"invoices":[…]}` with these invoices.
///
/// # Errors
/// As [`write_invoices`].
pub fn write_some_invoices(invoices: &[InvoiceJson], out: impl Write) -> Result<(), ApiError> {
    let mut list = InvoicesWriter { out, count: 0 };
    list.out.write_all(b"{\"invoices\":[")?;
    invoices.iter().try_for_each(|invoice| list.write(invoice))?;
    list.finish()
}

struct InvoicesWriter<W: Write> {
    out: W,
    count: usize,
}

impl<W: Write> InvoicesWriter<W> {
    fn write(&mut self, invoice: &InvoiceJson) -> Result<(), ApiError> {
        if self.count > 0 {
            self.out.write_all(b",")?;
        }
        self.count += 1;
        Ok(serde_json::to_writer(&mut self.out, invoice)?)
    }

    fn finish(mut self) -> Result<(), ApiError> {
        self.out.write_all(b"]}\n")?;
        Ok(self.out.flush()?)
    }
}
