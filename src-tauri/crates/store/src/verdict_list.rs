//! What became of every candidate of a process run: the details of its invoices and what its last attempt passed over.

use chrono::NaiveDate;
use proforma_engine::{
    ids::{ContractId, ContractLineId, InvoiceId, ShareId},
    invoice::InvoiceStatus,
    money::Money,
    passed_over::{Reason, ReasonCode},
};
use rusqlite::{Row, named_params};

use crate::{
    Connection, StoreError,
    contract_list::like,
    process_run::Attempt,
    row::{Columns, select, select_one, unreadable},
};

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

/// Counts the candidates of a process run.
///
/// # Errors
/// [`StoreError`].
pub fn counts(connection: &Connection, run: Attempt) -> Result<VerdictCounts, StoreError> {
    let params = [run.process_run.0, run.number];
    let found = select_one!(connection, include_str!("verdict_list/counts.sql"), params, |row: &Row<'_>| {
        let (recorded, parked, nothing_due): (u32, u32, u32) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let passed_over = recorded - parked - nothing_due;
        Ok::<_, StoreError>(VerdictCounts { invoiced: row.get(0)?, passed_over, nothing_due, parked })
    })?;
    Ok(found.unwrap_or_default())
}

/// Ready shares that an attempt left out for one reason, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// ISO 4217.
    pub currency: String,
    /// Why.
    pub code: ReasonCode,
    /// How many shares.
    pub count: u32,
    /// Their sum in minor units.
    pub sum_minor: i64,
}

/// What an attempt recorded as left out of what was ready, by currency and reason. It goes through all that was recorded.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 4.12.
pub fn left_out(connection: &Connection, run: Attempt) -> Result<Vec<LeftOut>, StoreError> {
    let params = [run.process_run.0, run.number];
    select!(
        connection,
        include_str!("verdict_list/left_out.sql"),
        params,
        |row: &Row<'_>| Ok::<_, StoreError>(LeftOut {
            currency: row.string(0)?,
            code: row.word(1)?,
            count: row.get(2)?,
            sum_minor: row.get(3)?
        })
    )
}

/// How many candidates one contract had in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractCounts {
    /// The contract's id.
    pub contract: String,
    /// Its name.
    pub contract_name: String,
    /// By verdict.
    pub counts: VerdictCounts,
}

/// Counts the candidates of a process run contract by contract, in the order in which they are listed.
///
/// # Errors
/// [`StoreError`].
pub fn counts_by_contract(connection: &Connection, run: Attempt) -> Result<Vec<ContractCounts>, StoreError> {
    let params = [run.process_run.0, run.number];
    select!(connection, include_str!("verdict_list/by_contract.sql"), params, |row: &Row<'_>| {
        let (recorded, parked, nothing_due): (u32, u32, u32) = (row.get(3)?, row.get(4)?, row.get(5)?);
        let passed_over = recorded - parked - nothing_due;
        let counts = VerdictCounts { invoiced: row.get(2)?, passed_over, nothing_due, parked };
        Ok::<_, StoreError>(ContractCounts {
            contract: row.string(0)?,
            contract_name: row.string(1)?,
            counts,
        })
    })
}

/// How many candidates were passed over for each reason, most first.
///
/// # Errors
/// [`StoreError`].
pub fn counts_by_reason(connection: &Connection, run: Attempt) -> Result<Vec<(ReasonCode, u32)>, StoreError> {
    let sql = "SELECT code, COUNT(*) FROM process_run_exception WHERE process_run_id = ?1 AND attempt = ?2
               GROUP BY code ORDER BY COUNT(*) DESC, code";
    select!(connection, sql, [run.process_run.0, run.number], |row: &Row<'_>| Ok::<_, StoreError>((
        row.word(0)?,
        row.get(1)?
    )))
}

/// A reason as it was recorded, with what went wrong where something did.
pub type RecordedReason = (Reason, Option<String>);

/// Every reason that the last attempt recorded, once.
///
/// # Errors
/// [`StoreError`].
pub fn reasons(connection: &Connection, run: Attempt) -> Result<Vec<RecordedReason>, StoreError> {
    let sql = "SELECT DISTINCT code, cut_off_date, next_run_date, reason FROM process_run_exception
               WHERE process_run_id = ?1 AND attempt = ?2";
    select!(connection, sql, [run.process_run.0, run.number], |row: &Row<'_>| recorded_reason(row, 0))
}

fn recorded_reason(row: &Row<'_>, first: usize) -> Result<RecordedReason, StoreError> {
    let reason = Reason {
        code: row.word(first)?,
        cut_off_date: row.optional_date(first + 1)?,
        next_run_date: row.optional_date(first + 2)?,
    };
    Ok((reason, row.optional_string(first + 3)?))
}

/// Which candidates to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct VerdictFilter<'a> {
    /// Only these; all where none is named.
    pub verdict: Option<Verdict>,
    /// Only those passed over for this.
    pub code: Option<ReasonCode>,
    /// Only this contract's, by its key.
    pub contract: Option<&'a str>,
    /// Part of a name or id of contract, line or customer, of a description or id; empty for all.
    pub search: &'a str,
    /// Candidates passed over for one of these fit the search too.
    pub reasons: &'a [RecordedReason],
}

/// By what a candidate is found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
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

/// Candidates of a process run that fit, parked contracts first, then by contract and line; without a limit all of
/// them.
///
/// # Errors
/// [`StoreError`].
pub fn candidates(
    connection: &Connection,
    run: Attempt,
    filter: VerdictFilter<'_>,
    offset: u32,
    limit: Option<u32>,
) -> Result<Vec<Candidate>, StoreError> {
    let params = named_params! {
        ":run": run.process_run.0, ":attempt": run.number, ":verdict": filter.verdict.map(Verdict::as_str),
        ":code": filter.code.map(ReasonCode::as_str), ":contract": filter.contract,
        ":search": like(filter.search), ":reasons": reason_list(filter.reasons),
        ":offset": offset, ":limit": limit.map_or(-1, i64::from),
    };
    select!(connection, include_str!("verdict_list/candidates.sql"), params, |row: &Row<'_>| {
        let share = row.get::<_, Option<i64>>(2)?.map(ShareId);
        let invoice = row.get::<_, Option<i64>>(3)?.map(InvoiceId);
        let found = match (invoice, share, row.get::<_, Option<i64>>(4)?) {
            (Some(invoice), Some(share), None) => Found::Detail(invoice, share),
            (None, _, Some(position)) => Found::Exception(position),
            (Some(_), _, _) | (None, _, None) => return Err(unreadable("a candidate of a run", "")),
        };
        let (contract, contract_line) = (ContractId(row.get(0)?), ContractLineId(row.get(1)?));
        Ok(Candidate { contract, contract_line, found })
    })
}

/// Reasons as the query compares them: code, cut-off, next run date and what went wrong, as a JSON list.
fn reason_list(reasons: &[RecordedReason]) -> String {
    let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let one = |(reason, failure): &RecordedReason| {
        let (cut_off_date, next_run_date) = (date(reason.cut_off_date), date(reason.next_run_date));
        let failure = failure.as_deref().unwrap_or_default();
        format!("{}|{cut_off_date}|{next_run_date}|{failure}", reason.code.as_str())
    };
    serde_json::to_string(&reasons.iter().map(one).collect::<Vec<_>>()).unwrap_or_default()
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
pub fn listed(
    connection: &Connection,
    run: Attempt,
    candidate: Candidate,
) -> Result<Option<ListedVerdict>, StoreError> {
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
            let params = [run.process_run.0, run.number, candidate.contract.0, position];
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
