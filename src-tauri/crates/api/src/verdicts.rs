//! What became of every candidate of a process run, listed and searched.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use proforma_engine::{ids::ContractId, invoice::InvoiceStatus};
use proforma_store::{
    BookState, Connection,
    process_run::Attempt,
    verdict_list::{
        self, Candidate, ListedVerdict, OfContract, Outcome, RecordedReason, Search, Verdict, VerdictCounts,
        VerdictFilter,
    },
};

use crate::{
    bounds::{page, search},
    dto::{VerdictKind, VerdictPage, VerdictQuery, VerdictRow},
    error::ApiError,
    invoices::amount,
    process_run::count,
    reason_text::{sentence, undated_sentence},
    runs::find,
};

/// How many fits of a search are gone through, or a few more: nobody walks down so long a list.
const FITS_MAX: u32 = 5_000;

/// Up to how many transactions that fit a search are gathered before their contracts are looked into.
const TEXTS_MAX: u32 = 60_000;

/// The verdicts of the run that was asked for last, counted, for as long as the book stands still.
#[derive(Debug, Default)]
pub struct VerdictLadder(Mutex<Option<Climbed>>);

#[derive(Debug)]
struct Climbed {
    of: (Attempt, BookState),
    /// Every contract with a candidate.
    all: Vec<OfContract>,
    /// What was searched for last.
    searched: Option<Searched>,
}

#[derive(Debug)]
struct Searched {
    text: String,
    verdict: Option<Verdict>,
    meant: Search,
    fitting: Fitting,
}

/// What is wanted of a run.
#[derive(Debug, Clone, Copy)]
struct Wanted<'a> {
    run: Attempt,
    verdict: Option<Verdict>,
    search: Option<&'a Search>,
}

impl<'a> Wanted<'a> {
    fn of(self, contract: ContractId) -> VerdictFilter<'a> {
        let Self { run, verdict, search } = self;
        VerdictFilter { run, contract, verdict, search }
    }
}

/// The candidates that fit, counted contract by contract.
#[derive(Debug)]
struct Fitting {
    rungs: Vec<OfContract>,
    /// Not all contracts were looked into.
    is_cut: bool,
}

/// A page of the verdicts of a date's process run: what its invoices hold, and what its last attempt passed over.
///
/// # Errors
/// [`ApiError::NotFound`] for a date that was never run; [`ApiError::Input`] for a page or search out of bounds.
///
/// Source: SPEC 4.12.
pub fn verdicts(
    connection: &Connection,
    ladder: &VerdictLadder,
    query: &VerdictQuery,
) -> Result<VerdictPage, ApiError> {
    let (offset, limit) = page(query.offset, query.limit)?;
    let text = search(&query.search)?.trim();
    let snapshot = connection.snapshot()?;
    let run = find(&snapshot, query.run_date)?.last;
    let verdict = query.verdict.map(Verdict::from);
    let mut climbed = ladder.0.lock().unwrap_or_else(PoisonError::into_inner);
    let known = climbed.take();
    let climbed = climbed.insert(Climbed::of(&snapshot, run, known)?);
    let counts = total(&climbed.all);
    let (rungs, meant, has_more) = if text.is_empty() {
        (&climbed.all, None, false)
    } else {
        let searched = climbed.search(&snapshot, text, verdict)?;
        (&searched.fitting.rungs, Some(&searched.meant), searched.fitting.is_cut)
    };
    let wanted = Wanted { run, verdict, search: meant };
    let mut rows = Vec::with_capacity(limit as usize);
    for candidate in on_page(&snapshot, rungs, wanted, (offset, limit))? {
        rows.extend(verdict_list::listed(&snapshot, run, candidate)?.map(verdict_row));
    }
    let total = total(rungs).of(verdict);
    let VerdictCounts { invoiced, passed_over, nothing_due, parked } = counts;
    Ok(VerdictPage { counts: vec![invoiced, passed_over, nothing_due, parked], total, has_more, rows })
}

impl Climbed {
    /// What is known of a run, counted anew where the book has changed.
    fn of(connection: &Connection, run: Attempt, known: Option<Self>) -> Result<Self, ApiError> {
        let of = (run, connection.state()?);
        match known {
            Some(known) if known.of == of => Ok(known),
            Some(_) | None => {
                Ok(Self { of, all: verdict_list::by_contract(connection, run, None)?, searched: None })
            }
        }
    }

    fn search(
        &mut self,
        connection: &Connection,
        text: &str,
        verdict: Option<Verdict>,
    ) -> Result<&Searched, ApiError> {
        let (run, _) = self.of;
        let known = self.searched.take().filter(|known| known.text == text);
        let searched = match known {
            Some(known) if known.verdict == verdict => known,
            known => {
                let meant = known.map_or_else(|| meaning(connection, run, text), |known| Ok(known.meant))?;
                let fitting = fitting(connection, run, &self.all, &meant, verdict, FITS_MAX)?;
                Searched { text: text.to_owned(), verdict, meant, fitting }
            }
        };
        Ok(self.searched.insert(searched))
    }
}

fn total(rungs: &[OfContract]) -> VerdictCounts {
    rungs.iter().fold(VerdictCounts::default(), |mut sum, OfContract { counts, .. }| {
        sum.invoiced += counts.invoiced;
        sum.passed_over += counts.passed_over;
        sum.nothing_due += counts.nothing_due;
        sum.parked += counts.parked;
        sum
    })
}

fn meaning(connection: &Connection, run: Attempt, text: &str) -> Result<Search, ApiError> {
    let mut reasons = verdict_list::reasons(connection, run)?;
    reasons.retain(|reason| says(reason, text));
    Ok(Search::new(connection, text, &reasons, TEXTS_MAX)?)
}

/// Counts what fits a search and has the verdict, contract by contract, until there are so many.
fn fitting(
    connection: &Connection,
    run: Attempt,
    all: &[OfContract],
    meant: &Search,
    verdict: Option<Verdict>,
    fits_max: u32,
) -> Result<Fitting, ApiError> {
    let named = verdict_list::by_contract(connection, run, Some(meant))?;
    let named: HashMap<ContractId, VerdictCounts> =
        named.into_iter().map(|of| (of.contract, of.counts)).collect();
    let wanted = Wanted { run, verdict, search: Some(meant) };
    let (mut rungs, mut fits) = (Vec::new(), 0_u32);
    for rung in all {
        if fits >= fits_max {
            return Ok(Fitting { rungs, is_cut: true });
        }
        if rung.counts.of(verdict) == 0 {
            continue;
        }
        let counts = if meant.looks_into(rung.contract) {
            verdict_list::count(connection, wanted.of(rung.contract))?
        } else {
            named.get(&rung.contract).copied().unwrap_or_default()
        };
        fits = fits.saturating_add(counts.of(verdict));
        rungs.push(OfContract { contract: rung.contract, counts });
    }
    Ok(Fitting { rungs, is_cut: false })
}

/// The candidates on a page: those of the contracts that it lies on.
fn on_page(
    connection: &Connection,
    rungs: &[OfContract],
    wanted: Wanted<'_>,
    (offset, limit): (u32, u32),
) -> Result<Vec<Candidate>, ApiError> {
    let (mut skipped, mut found) = (offset, Vec::new());
    for rung in rungs {
        let (own, missing) = (rung.counts.of(wanted.verdict), limit - count(found.len()));
        if missing == 0 {
            break;
        }
        if own <= skipped {
            skipped -= own;
            continue;
        }
        found.extend(verdict_list::candidates(connection, wanted.of(rung.contract), (skipped, missing))?);
        skipped = 0;
    }
    Ok(found)
}

/// Every candidate of a run that fits a search, to be listed one contract after another.
pub(crate) struct WholeList {
    run: Attempt,
    verdict: Option<Verdict>,
    rungs: Vec<OfContract>,
    meant: Option<Search>,
}

impl WholeList {
    /// # Errors
    /// [`ApiError`] where the book cannot be read.
    pub(crate) fn new(
        connection: &Connection,
        run: Attempt,
        verdict: Option<Verdict>,
        text: &str,
    ) -> Result<Self, ApiError> {
        let mut rungs = verdict_list::by_contract(connection, run, None)?;
        let mut meant = None;
        if !text.trim().is_empty() {
            let found = meaning(connection, run, text.trim())?;
            rungs = fitting(connection, run, &rungs, &found, verdict, u32::MAX)?.rungs;
            meant = Some(found);
        }
        Ok(Self { run, verdict, rungs, meant })
    }

    /// How many there are.
    pub(crate) fn count(&self) -> u32 {
        total(&self.rungs).of(self.verdict)
    }

    /// Gives each of them in order.
    ///
    /// # Errors
    /// [`ApiError`] where the book cannot be read, or what `each` fails with.
    pub(crate) fn each(
        &self,
        connection: &Connection,
        each: &mut dyn FnMut(&VerdictRow) -> Result<(), ApiError>,
    ) -> Result<(), ApiError> {
        let wanted = Wanted { run: self.run, verdict: self.verdict, search: self.meant.as_ref() };
        for rung in self.rungs.iter().filter(|rung| rung.counts.of(self.verdict) > 0) {
            let all = (0, u32::MAX);
            for candidate in verdict_list::candidates(connection, wanted.of(rung.contract), all)? {
                if let Some(verdict) = verdict_list::listed(connection, self.run, candidate)? {
                    each(&verdict_row(verdict))?;
                }
            }
        }
        Ok(())
    }
}

/// Whether the sentence of a reason holds a text.
fn says((reason, failure): &RecordedReason, search: &str) -> bool {
    let sentence = undated_sentence(reason, failure.as_deref());
    sentence.to_lowercase().contains(&search.to_lowercase())
}

/// A candidate as the window shows it.
fn verdict_row(verdict: ListedVerdict) -> VerdictRow {
    let ListedVerdict { contract, contract_name, contract_line_name, share, outcome } = verdict;
    let date = share.as_ref().map(|share| share.date);
    let mut row = VerdictRow {
        verdict: VerdictKind::Invoiced,
        code: None,
        contract,
        contract_name,
        contract_line_name,
        id: None,
        description: None,
        date,
        customer: None,
        amount: None,
        invoice: None,
        reason: String::new(),
        next_run_date: None,
    };
    match outcome {
        Outcome::Invoiced { invoice, status, number } => {
            row.invoice = Some(invoice.0.to_string());
            let customer = share.as_ref().map(|share| share.customer_name.as_str()).unwrap_or_default();
            row.reason = invoiced_sentence(status, number.as_deref(), customer);
        }
        Outcome::Left { verdict, reason: (reason, failure), row: run_date } => {
            row.verdict = verdict.into();
            row.code = Some(reason.code.into());
            row.date = date.or(run_date);
            row.reason = sentence(&reason, date, failure.as_deref());
            row.next_run_date = reason.next_run_date;
        }
    }
    if let Some(share) = share {
        row.id = Some(share.key);
        row.description = share.description;
        row.customer = Some(share.customer);
        row.amount = Some(amount(share.amount));
    }
    row
}

fn invoiced_sentence(status: InvoiceStatus, number: Option<&str>, customer: &str) -> String {
    match (number, status) {
        (Some(number), _) => format!("On invoice {number} of {customer}."),
        (None, InvoiceStatus::InReview) => format!("On the invoice of {customer} that is in review."),
        (None, InvoiceStatus::Draft | InvoiceStatus::Confirmed | InvoiceStatus::Paid) => {
            format!("On the draft of {customer}.")
        }
    }
}

impl From<VerdictKind> for Verdict {
    fn from(kind: VerdictKind) -> Self {
        match kind {
            VerdictKind::Invoiced => Self::Invoiced,
            VerdictKind::PassedOver => Self::PassedOver,
            VerdictKind::NothingDue => Self::NothingDue,
            VerdictKind::Parked => Self::Parked,
        }
    }
}

impl From<Verdict> for VerdictKind {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Invoiced => Self::Invoiced,
            Verdict::PassedOver => Self::PassedOver,
            Verdict::NothingDue => Self::NothingDue,
            Verdict::Parked => Self::Parked,
        }
    }
}
