//! The proof of a run as it is shown: ready before = invoiced + left out, and what the left out is made of.

use proforma_engine::{money::Currency, passed_over::ReasonCode};
use proforma_store::{
    Connection,
    process_run::{self, Attempt, AttemptTotal},
    verdict_list::{self, LeftOut},
};
use rust_decimal::Decimal;

use crate::{
    dto::{ProofReason, ProofRow},
    error::ApiError,
};

/// What was left out for one reason, in one currency.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// ISO 4217.
    pub currency: String,
    /// Why.
    pub code: ReasonCode,
    /// How many shares.
    pub count: u32,
    /// Their sum in minor units.
    pub minor: i128,
}

/// The proof in one currency; parts of others are left aside.
pub(crate) fn proof_row(total: &AttemptTotal, parts: &[Part]) -> Result<ProofRow, ApiError> {
    let digits = Currency::from_code(&total.currency)?.minor_digits();
    let text = |minor: i128| Decimal::from_i128_with_scale(minor, digits).to_string();
    let mut parts: Vec<&Part> = parts.iter().filter(|part| part.currency == total.currency).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.minor.unsigned_abs()));
    let left_out = i128::from(total.left_out_minor);
    let elsewhere = left_out - parts.iter().map(|part| part.minor).sum::<i128>();
    let reason =
        |part: &&Part| ProofReason { code: part.code.into(), count: part.count, amount: text(part.minor) };
    Ok(ProofRow {
        currency: total.currency.clone(),
        ready_before: text(total.ready_before_minor.into()),
        invoiced: text(total.invoiced_minor.into()),
        left_out: text(left_out),
        adds_up: i128::from(total.ready_before_minor) == i128::from(total.invoiced_minor) + left_out,
        changed_meanwhile: 0,
        reasons: parts.iter().map(reason).collect(),
        elsewhere: (elsewhere != 0).then(|| text(elsewhere)),
    })
}

/// What a process run, named by its last attempt, recorded as left out.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub(crate) fn recorded_parts(connection: &Connection, run: Attempt) -> Result<Vec<Part>, ApiError> {
    let part = |LeftOut { currency, code, count, sum_minor }: LeftOut| Part {
        currency,
        code,
        count,
        minor: sum_minor.into(),
    };
    Ok(verdict_list::left_out(connection, run)?.into_iter().map(part).collect())
}

/// The proof of a process run without what the left out is made of.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub(crate) fn recorded_totals(connection: &Connection, run: Attempt) -> Result<Vec<ProofRow>, ApiError> {
    let mut rows = recorded_proof(connection, run, &[])?;
    rows.iter_mut().for_each(|row| row.elsewhere = None);
    Ok(rows)
}

/// The proof of a process run over its attempts that stand, as it was recorded. What was ready then may be on an invoice by now, and still was left out.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
///
/// Source: SPEC 4.12.
pub(crate) fn recorded_proof(
    connection: &Connection,
    run: Attempt,
    parts: &[Part],
) -> Result<Vec<ProofRow>, ApiError> {
    let totals = process_run::standing_totals(connection, run)?;
    let mut rows = totals.iter().map(|total| proof_row(total, parts)).collect::<Result<Vec<_>, _>>()?;
    if rows.iter().any(|row| !row.adds_up) {
        let changes = process_run::changes_meanwhile(connection, run)?;
        rows.iter_mut().filter(|row| !row.adds_up).for_each(|row| row.changed_meanwhile = changes);
    }
    Ok(rows)
}
