//! What became of every candidate of a process run, listed and searched.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use chrono::NaiveDate;
use proforma_engine::{ids::ContractId, invoice::InvoiceStatus, passed_over::ReasonCode};
use proforma_store::{
    BookState, Connection, contract,
    process_run::Attempt,
    verdict_list::{
        self, Candidate, ListedVerdict, OfContract, Outcome, RecordedReason, Search, Verdict, VerdictCounts,
        VerdictFilter,
    },
};

use crate::{
    bounds::{page, search},
    dto::{
        VerdictContract, VerdictFacets, VerdictKind, VerdictPage, VerdictQuery, VerdictReason, VerdictRow,
    },
    error::ApiError,
    heads::Contracts,
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
    meant: Option<(String, Search)>,
    /// What was narrowed down to last.
    fitting: Option<(Narrowing, Fitting)>,
}

/// Which verdicts of a run are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Narrowing {
    pub verdict: Option<Verdict>,
    /// Only what was passed over for this.
    pub code: Option<ReasonCode>,
    /// Only this contract's, by its key.
    pub contract: Option<String>,
    /// What is searched for.
    pub text: String,
}

/// What is wanted of each contract of a run.
#[derive(Debug, Clone, Copy)]
struct Wanted<'a> {
    verdict: Option<Verdict>,
    code: Option<ReasonCode>,
    search: Option<&'a Search>,
}

impl<'a> Wanted<'a> {
    fn new(narrowing: &Narrowing, search: Option<&'a Search>) -> Self {
        Self { verdict: narrowing.verdict, code: narrowing.code, search }
    }

    fn of(self, rung: &OfContract) -> VerdictFilter<'a> {
        let Self { verdict, code, search } = self;
        VerdictFilter { run: rung.attempt, contract: rung.contract, verdict, code, search }
    }
}

/// The candidates that fit, counted contract by contract.
#[derive(Debug)]
struct Fitting {
    rungs: Vec<OfContract>,
    /// Not all contracts were looked into.
    is_cut: bool,
}

/// A page of the verdicts of a date's process run: what its invoices hold, and what was passed over.
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
    let narrowing = Narrowing {
        verdict: query.verdict.map(Verdict::from),
        code: query.code.map(ReasonCode::from),
        contract: query.contract.clone(),
        text: search(&query.search)?.trim().to_owned(),
    };
    let snapshot = connection.snapshot()?;
    let run = find(&snapshot, query.run_date)?.last;
    let mut climbed = ladder.0.lock().unwrap_or_else(PoisonError::into_inner);
    let known = climbed.take();
    let climbed = climbed.insert(Climbed::of(&snapshot, run, known)?);
    climbed.narrow(&snapshot, &narrowing)?;
    let (rungs, has_more) = match &climbed.fitting {
        Some((_, fitting)) => (&fitting.rungs, fitting.is_cut),
        None => (&climbed.all, false),
    };
    let wanted = Wanted::new(&narrowing, climbed.meant.as_ref().map(|(_, meant)| meant));
    let mut rows = Vec::with_capacity(limit as usize);
    for candidate in on_page(&snapshot, rungs, wanted, (offset, limit))? {
        rows.extend(verdict_list::listed(&snapshot, candidate)?.map(verdict_row));
    }
    let (counts, total) = (in_order(total(&climbed.all)), total(rungs).of(narrowing.verdict));
    Ok(VerdictPage { counts, total, has_more, rows })
}

/// What the verdicts of a date's process run can be narrowed to: reasons and contracts, with how many each has.
///
/// # Errors
/// [`ApiError::NotFound`] for a date that was never run.
///
/// Source: SPEC 4.12.
pub fn verdict_facets(connection: &Connection, run_date: NaiveDate) -> Result<VerdictFacets, ApiError> {
    let snapshot = connection.snapshot()?;
    let run = find(&snapshot, run_date)?.last;
    let heads = Contracts::read(&snapshot)?;
    let reason = |(code, count): (ReasonCode, u32)| VerdictReason { code: code.into(), count };
    let contract = |of: OfContract| {
        let head = heads.get(of.contract)?;
        let (contract, contract_name) = (head.key.clone(), head.name.clone());
        Ok(VerdictContract { contract, contract_name, counts: in_order(of.counts) })
    };
    let contracts = verdict_list::by_contract(&snapshot, run, None, None)?;
    Ok(VerdictFacets {
        reasons: verdict_list::counts_by_reason(&snapshot, run)?.into_iter().map(reason).collect(),
        contracts: contracts.into_iter().map(contract).collect::<Result<_, ApiError>>()?,
    })
}

fn in_order(counts: VerdictCounts) -> Vec<u32> {
    let VerdictCounts { invoiced, passed_over, nothing_due, parked } = counts;
    vec![invoiced, passed_over, nothing_due, parked]
}

impl Climbed {
    /// What is known of a run, counted anew where the book has changed.
    fn of(connection: &Connection, run: Attempt, known: Option<Self>) -> Result<Self, ApiError> {
        let of = (run, connection.state()?);
        match known {
            Some(known) if known.of == of => Ok(known),
            Some(_) | None => {
                let all = verdict_list::by_contract(connection, run, None, None)?;
                Ok(Self { of, all, meant: None, fitting: None })
            }
        }
    }

    /// Narrows down to what is wanted; where that is all or a verdict alone, nothing has to be counted for it.
    fn narrow(&mut self, connection: &Connection, narrowing: &Narrowing) -> Result<(), ApiError> {
        let (run, _) = self.of;
        self.meant = self.meant.take().filter(|(text, _)| *text == narrowing.text);
        self.fitting = self.fitting.take().filter(|(known, _)| known == narrowing);
        if self.meant.is_none() && !narrowing.text.is_empty() {
            self.meant = Some((narrowing.text.clone(), meaning(connection, run, &narrowing.text)?));
        }
        if self.fitting.is_none() && !narrowing.is_of_verdict_alone() {
            let meant = self.meant.as_ref().map(|(_, meant)| meant);
            let fitting = fitting(connection, run, &self.all, (narrowing, meant), FITS_MAX)?;
            self.fitting = Some((narrowing.clone(), fitting));
        }
        Ok(())
    }
}

impl Narrowing {
    fn is_of_verdict_alone(&self) -> bool {
        self.code.is_none() && self.contract.is_none() && self.text.is_empty()
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

/// Counts what is narrowed down to, contract by contract, of a search until so many fit.
fn fitting(
    connection: &Connection,
    run: Attempt,
    all: &[OfContract],
    (narrowing, meant): (&Narrowing, Option<&Search>),
    fits_max: u32,
) -> Result<Fitting, ApiError> {
    let of_reason = of_reason(connection, run, all, narrowing)?;
    let Some(meant) = meant else { return Ok(Fitting { rungs: of_reason, is_cut: false }) };
    let named = counted(connection, run, narrowing.code, Some(meant))?;
    let wanted = Wanted::new(narrowing, Some(meant));
    let (mut rungs, mut fits) = (Vec::new(), 0_u32);
    for rung in of_reason {
        if fits >= fits_max {
            return Ok(Fitting { rungs, is_cut: true });
        }
        if rung.counts.of(narrowing.verdict) == 0 {
            continue;
        }
        let counts = if meant.looks_into(rung.contract) {
            verdict_list::count(connection, wanted.of(&rung))?
        } else {
            named.get(&rung.contract).copied().unwrap_or_default()
        };
        fits = fits.saturating_add(counts.of(narrowing.verdict));
        rungs.push(OfContract { counts, ..rung });
    }
    Ok(Fitting { rungs, is_cut: false })
}

/// The contracts that are wanted, in the order of all of them, with what of each has the reason.
fn of_reason(
    connection: &Connection,
    run: Attempt,
    all: &[OfContract],
    Narrowing { code, contract, .. }: &Narrowing,
) -> Result<Vec<OfContract>, ApiError> {
    let mut rungs = match contract {
        Some(key) => {
            let id = contract::id_of(connection, key)?;
            all.iter().filter(|rung| Some(rung.contract) == id).copied().collect()
        }
        None => all.to_vec(),
    };
    if code.is_some() {
        let counted = counted(connection, run, *code, None)?;
        for rung in &mut rungs {
            rung.counts = counted.get(&rung.contract).copied().unwrap_or_default();
        }
    }
    Ok(rungs)
}

fn counted(
    connection: &Connection,
    run: Attempt,
    code: Option<ReasonCode>,
    named: Option<&Search>,
) -> Result<HashMap<ContractId, VerdictCounts>, ApiError> {
    let rungs = verdict_list::by_contract(connection, run, code, named)?;
    Ok(rungs.into_iter().map(|of| (of.contract, of.counts)).collect())
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
        found.extend(verdict_list::candidates(connection, wanted.of(rung), (skipped, missing))?);
        skipped = 0;
    }
    Ok(found)
}

/// Every candidate of a run that is wanted, to be listed one contract after another.
pub(crate) struct WholeList {
    narrowing: Narrowing,
    rungs: Vec<OfContract>,
    meant: Option<Search>,
}

impl WholeList {
    /// # Errors
    /// [`ApiError`] where the book cannot be read.
    pub(crate) fn new(connection: &Connection, run: Attempt, narrowing: Narrowing) -> Result<Self, ApiError> {
        let all = verdict_list::by_contract(connection, run, None, None)?;
        let text = &narrowing.text;
        let meant = if text.is_empty() { None } else { Some(meaning(connection, run, text)?) };
        let rungs = fitting(connection, run, &all, (&narrowing, meant.as_ref()), u32::MAX)?.rungs;
        Ok(Self { narrowing, rungs, meant })
    }

    /// How many there are.
    pub(crate) fn count(&self) -> u32 {
        total(&self.rungs).of(self.narrowing.verdict)
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
        let wanted = Wanted::new(&self.narrowing, self.meant.as_ref());
        for rung in self.rungs.iter().filter(|rung| rung.counts.of(self.narrowing.verdict) > 0) {
            let all = (0, u32::MAX);
            for candidate in verdict_list::candidates(connection, wanted.of(rung), all)? {
                if let Some(verdict) = verdict_list::listed(connection, candidate)? {
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
