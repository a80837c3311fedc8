//! What became of every candidate of a process run: the details of its invoices and what was passed over, of each contract
//! by the last attempt that handled it.
//!
//! A run has a million candidates and a few thousand contracts. Contracts are counted from the reasons that were
//! recorded once for many candidates; only the candidates of the contracts that a page lies on are looked at.

mod left_out;
mod search;

use chrono::NaiveDate;
use proforma_engine::{
    ids::{ContractId, ContractLineId, InvoiceId, ShareId},
    invoice::InvoiceStatus,
    money::Money,
    passed_over::{Reason, ReasonCode},
};
use rusqlite::{Row, ToSql, named_params};

use crate::{
    Connection, StoreError,
    process_run::Attempt,
    row::{Columns, select, select_one, unreadable},
};

pub use left_out::{LeftOut, left_out};
pub use search::Search;

/// What became of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is on an invoice of the run.
    Invoiced,
    /// It was passed over.
    PassedOver,
    /// Its row brought nothing.
    NothingDue,
    /// Its contract is parked.
    Parked,
}

impl Verdict {
    fn as_str(self) -> &'static str {
        match self {
            Self::Invoiced => "invoiced",
            Self::PassedOver => "passed_over",
            Self::NothingDue => "nothing_due",
            Self::Parked => "parked",
        }
    }
}

impl std::str::FromStr for Verdict {
    type Err = StoreError;

    fn from_str(word: &str) -> Result<Self, StoreError> {
        [Self::Invoiced, Self::PassedOver, Self::NothingDue, Self::Parked]
            .into_iter()
            .find(|verdict| verdict.as_str() == word)
            .ok_or_else(|| unreadable("a verdict", word))
    }
}

/// How many candidates of each verdict there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VerdictCounts {
    /// On an invoice of the run.
    pub invoiced: u32,
    /// Passed over.
    pub passed_over: u32,
    /// Rows that brought nothing.
    pub nothing_due: u32,
    /// Of contracts that are parked.
    pub parked: u32,
}

impl VerdictCounts {
    /// How many there are of one verdict, or of all.
    #[must_use]
    pub fn of(&self, verdict: Option<Verdict>) -> u32 {
        match verdict {
            None => self.invoiced + self.passed_over + self.nothing_due + self.parked,
            Some(Verdict::Invoiced) => self.invoiced,
            Some(Verdict::PassedOver) => self.passed_over,
            Some(Verdict::NothingDue) => self.nothing_due,
            Some(Verdict::Parked) => self.parked,
        }
    }

    fn of_mut(&mut self, verdict: Verdict) -> &mut u32 {
        match verdict {
            Verdict::Invoiced => &mut self.invoiced,
            Verdict::PassedOver => &mut self.passed_over,
            Verdict::NothingDue => &mut self.nothing_due,
            Verdict::Parked => &mut self.parked,
        }
    }
}

/// The candidates of one contract, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfContract {
    /// The contract.
    pub contract: ContractId,
    /// The last attempt that handled it.
    pub attempt: Attempt,
    /// How many of its candidates there are.
    pub counts: VerdictCounts,
}

/// Contracts with a candidate in the order in which they are shown, parked ones first, then by name. Only candidates
/// that were passed over for the reason that is named are counted, and that fit a search by the name of their contract or
/// line, or by their reason; without either, all of them.
///
/// # Errors
/// [`StoreError`].
pub fn by_contract(
    connection: &Connection,
    run: Attempt,
    code: Option<ReasonCode>,
    named: Option<&Search>,
) -> Result<Vec<OfContract>, StoreError> {
    let params = named_params! {
        ":run": run.process_run.0, ":attempt": run.number, ":code": code.map(ReasonCode::as_str),
        ":search": named.map_or("%%", |search| &search.pattern),
        ":reasons": named.map_or("[]", |search| &search.reasons),
    };
    let sql = concat!(include_str!("process_run/standing.sql"), include_str!("verdict_list/by_contract.sql"));
    select!(connection, sql, params, |row: &Row<'_>| {
        Ok::<_, StoreError>(OfContract {
            contract: ContractId(row.get(0)?),
            attempt: Attempt { number: row.get(5)?, ..run },
            counts: VerdictCounts {
                invoiced: row.get(1)?,
                passed_over: row.get(2)?,
                nothing_due: row.get(3)?,
                parked: row.get(4)?,
            },
        })
    })
}

/// How many candidates were passed over for each reason, most first.
///
/// # Errors
/// [`StoreError`].
pub fn counts_by_reason(connection: &Connection, run: Attempt) -> Result<Vec<(ReasonCode, u32)>, StoreError> {
    let sql = concat!(
        include_str!("process_run/standing.sql"),
        "SELECT why.code, SUM(why.candidates)
         FROM standing
         CROSS JOIN process_run_reason AS why
             ON why.process_run_id = :run AND why.attempt = standing.attempt AND why.contract_id = standing.contract_id
         GROUP BY why.code ORDER BY SUM(why.candidates) DESC, why.code"
    );
    let params = named_params! { ":run": run.process_run.0, ":attempt": run.number };
    select!(connection, sql, params, |row: &Row<'_>| Ok::<_, StoreError>((row.word(0)?, row.get(1)?)))
}

/// A reason as it was recorded, with what went wrong where something did.
pub type RecordedReason = (Reason, Option<String>);

/// Every reason that was recorded and stands, once.
///
/// # Errors
/// [`StoreError`].
pub fn reasons(connection: &Connection, run: Attempt) -> Result<Vec<RecordedReason>, StoreError> {
    let sql = concat!(
        include_str!("process_run/standing.sql"),
        "SELECT DISTINCT why.code, why.cut_off_date, why.next_run_date, why.reason
         FROM standing
         CROSS JOIN process_run_reason AS why
             ON why.process_run_id = :run AND why.attempt = standing.attempt AND why.contract_id = standing.contract_id"
    );
    let params = named_params! { ":run": run.process_run.0, ":attempt": run.number };
    select!(connection, sql, params, |row: &Row<'_>| recorded_reason(row, 0))
}

fn recorded_reason(row: &Row<'_>, first: usize) -> Result<RecordedReason, StoreError> {
    let reason = Reason {
        code: row.word(first)?,
        cut_off_date: row.optional_date(first + 1)?,
        next_run_date: row.optional_date(first + 2)?,
    };
    Ok((reason, row.optional_string(first + 3)?))
}

/// Which candidates of a run and contract.
#[derive(Debug, Clone, Copy)]
pub struct VerdictFilter<'a> {
    /// The run, by the last attempt that handled the contract.
    pub run: Attempt,
    /// The contract.
    pub contract: ContractId,
    /// Only these; all where none is named.
    pub verdict: Option<Verdict>,
    /// Only those passed over for this.
    pub code: Option<ReasonCode>,
    /// Only what fits it.
    pub search: Option<&'a Search>,
}

/// By what a candidate is found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    attempt: Attempt,
    contract: ContractId,
    contract_line: ContractLineId,
    found: Found,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// On an invoice of the run.
    Detail(InvoiceId, ShareId),
    /// Recorded as passed over, at this place among those of its contract.
    Exception(i64),
}

/// Counts the candidates of one contract that fit.
///
/// # Errors
/// [`StoreError`].
pub fn count(connection: &Connection, filter: VerdictFilter<'_>) -> Result<VerdictCounts, StoreError> {
    let sql = concat!(
        include_str!("verdict_list/fitting.sql"),
        "SELECT verdict, COUNT(*) FROM fitting GROUP BY verdict"
    );
    let mut counts = VerdictCounts::default();
    query(connection, sql, filter, &[], |row| {
        *counts.of_mut(row.text(0)?.parse()?) = row.get(1)?;
        Ok(())
    })?;
    Ok(counts)
}

/// The candidates of one contract that fit, by line, what was passed over before what was invoiced: `limit` of them
/// after the first `offset`.
///
/// # Errors
/// [`StoreError`].
pub fn candidates(
    connection: &Connection,
    filter: VerdictFilter<'_>,
    (offset, limit): (u32, u32),
) -> Result<Vec<Candidate>, StoreError> {
    let sql = concat!(
        include_str!("verdict_list/fitting.sql"),
        "SELECT contract_line_id, share_id, invoice_id, exception FROM fitting
         ORDER BY line_position, invoice_id IS NOT NULL, invoice_id, place LIMIT :limit OFFSET :offset"
    );
    let part: [(&str, &dyn ToSql); 2] = [(":offset", &offset), (":limit", &limit)];
    query(connection, sql, filter, &part, |row| {
        let share = row.get::<_, Option<i64>>(1)?.map(ShareId);
        let invoice = row.get::<_, Option<i64>>(2)?.map(InvoiceId);
        let found = match (invoice, share, row.get::<_, Option<i64>>(3)?) {
            (Some(invoice), Some(share), None) => Found::Detail(invoice, share),
            (None, _, Some(position)) => Found::Exception(position),
            (Some(_), _, _) | (None, _, None) => return Err(unreadable("a candidate of a run", "")),
        };
        let contract_line = ContractLineId(row.get(0)?);
        Ok(Candidate { attempt: filter.run, contract: filter.contract, contract_line, found })
    })
}

fn query<T>(
    connection: &Connection,
    sql: &str,
    filter: VerdictFilter<'_>,
    more: &[(&str, &dyn ToSql)],
    mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let VerdictFilter { run, contract, search, .. } = filter;
    let (verdict, code) = (filter.verdict.map(Verdict::as_str), filter.code.map(ReasonCode::as_str));
    let pattern = search.map_or("%%", |search| &search.pattern);
    let reasons = search.map_or("[]", |search| &search.reasons);
    let shares = search.map_or_else(|| "[]".to_owned(), |search| search.shares_of(contract));
    let customers = search.map_or_else(|| "[]".to_owned(), |search| search.customers_of(contract));
    let looks_at_texts = search.is_some_and(Search::looks_at_texts);
    let mut params: Vec<(&str, &dyn ToSql)> = vec![
        (":run", &run.process_run.0),
        (":attempt", &run.number),
        (":contract", &contract.0),
        (":verdict", &verdict),
        (":code", &code),
        (":search", &pattern),
        (":reasons", &reasons),
        (":shares", &shares),
        (":customers", &customers),
        (":looks_at_texts", &looks_at_texts),
    ];
    params.extend_from_slice(more);
    let mut statement = connection.inner.prepare_cached(sql)?;
    let mut rows = statement.query(params.as_slice())?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// A candidate with what is said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedVerdict {
    /// The contract's id.
    pub contract: String,
    /// The contract's name.
    pub contract_name: String,
    /// The line's name.
    pub contract_line_name: String,
    /// The share; none where it is about a row or a line.
    pub share: Option<JudgedShare>,
    /// What became of it.
    pub outcome: Outcome,
}

/// A share that was judged.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedShare {
    /// The author's id of the transaction or milestone.
    pub key: String,
    /// Description, or the milestone's name.
    pub description: Option<String>,
    /// Date.
    pub date: NaiveDate,
    /// The customer's id.
    pub customer: String,
    /// The customer's name.
    pub customer_name: String,
    /// The share's amount, or what was charged of it.
    pub amount: Money,
}

/// What became of a candidate, with what a sentence about it needs.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It is on an invoice.
    Invoiced {
        /// Which.
        invoice: InvoiceId,
        /// How that stands now.
        status: InvoiceStatus,
        /// Its legal number.
        number: Option<String>,
    },
    /// It was not invoiced.
    Left {
        /// In which way.
        verdict: Verdict,
        /// Why, and what went wrong where something did.
        reason: RecordedReason,
        /// Run date of the row that it is about.
        row: Option<NaiveDate>,
    },
}

/// What is said of one candidate; none where it is gone by now.
///
/// # Errors
/// [`StoreError`].
pub fn listed(connection: &Connection, candidate: Candidate) -> Result<Option<ListedVerdict>, StoreError> {
    match candidate.found {
        Found::Detail(invoice, share) => {
            let params = [candidate.contract_line.0, share.0];
            select_one!(connection, include_str!("verdict_list/invoiced.sql"), params, |row: &Row<'_>| {
                let outcome =
                    Outcome::Invoiced { invoice, status: row.word(10)?, number: row.optional_string(11)? };
                read(row, outcome)
            })
        }
        Found::Exception(position) => {
            let Candidate { attempt, contract, .. } = candidate;
            let params = [attempt.process_run.0, attempt.number, contract.0, position];
            select_one!(connection, include_str!("verdict_list/passed_over.sql"), params, |row: &Row<'_>| {
                let verdict = row.text(15)?.parse()?;
                read(
                    row,
                    Outcome::Left { verdict, reason: recorded_reason(row, 11)?, row: row.optional_date(10)? },
                )
            })
        }
    }
}

/// Columns: currency, contract's key and name, line, share's key, description, date, customer's key and name, amount.
fn read(row: &Row<'_>, outcome: Outcome) -> Result<ListedVerdict, StoreError> {
    let share = match row.optional_string(4)? {
        Some(key) => Some(JudgedShare {
            key,
            description: row.optional_string(5)?,
            date: row.date(6)?,
            customer: row.string(7)?,
            customer_name: row.string(8)?,
            amount: row.money(9, row.currency(0)?)?,
        }),
        None => None,
    };
    Ok(ListedVerdict {
        contract: row.string(1)?,
        contract_name: row.string(2)?,
        contract_line_name: row.string(3)?,
        share,
        outcome,
    })
}
