//! Brings back the attempts of a process run, their books, and what they passed over.

use proforma_engine::{
    ids::{ContractLineId, CustomerId, ProcessRunId},
    money::Currency,
    passed_over::{PassedOver, Reason as WhyPassedOver},
    schedule::{RowKind, ScheduleRow},
};
use proforma_store::{
    process_run::{self, Attempt, AttemptTotal, Exception, RunOrigin, StoredAttempt},
    schedule, share,
};
use rust_decimal::prelude::ToPrimitive;

use super::{
    error::{ImportError, Reason},
    place::Place,
    restore::Restore,
    state, values,
};

pub(super) fn write_attempts(
    restore: &mut Restore<'_, '_>,
    place: &Place<'_>,
    run: ProcessRunId,
    given: &state::ProcessRun,
) -> Result<(), ImportError> {
    let Some(attempts) = &given.attempts else {
        let now = restore.import.now;
        let status = values::word(&place.field("status"), &given.status)?;
        let stored = StoredAttempt {
            status,
            started_at: now,
            ended_at: Some(now),
            reason: None,
            origin: RunOrigin::Person,
            run_on_date: None,
            contracts_due: None,
            undone_at: None,
        };
        return Ok(process_run::restore_attempt(
            restore.import.tx,
            Attempt { process_run: run, number: 1 },
            &stored,
        )?);
    };
    let attempts_place = place.field("attempts");
    for (index, given) in attempts.iter().enumerate() {
        let place = attempts_place.index(index);
        let ended_place = place.field("ended_at");
        let (run_on_place, undone_place) = (place.field("run_on_date"), place.field("undone_at"));
        let stored = StoredAttempt {
            status: values::word(&place.field("status"), &given.status)?,
            started_at: values::instant(&place.field("started_at"), &given.started_at)?,
            ended_at: given.ended_at.as_ref().map(|text| values::instant(&ended_place, text)).transpose()?,
            reason: given.reason.clone(),
            origin: values::word_or(&place.field("asked_by"), given.asked_by.as_deref(), RunOrigin::Person)?,
            run_on_date: given
                .run_on_date
                .as_ref()
                .map(|text| values::date(&run_on_place, text))
                .transpose()?,
            contracts_due: given.contracts_due,
            undone_at: given
                .undone_at
                .as_ref()
                .map(|text| values::instant(&undone_place, text))
                .transpose()?,
        };
        let attempt = Attempt { process_run: run, number: index as i64 + 1 };
        process_run::restore_attempt(restore.import.tx, attempt, &stored)?;
        let totals_place = place.field("totals");
        for (index, given) in given.totals.iter().flatten().enumerate() {
            let total = total(&totals_place.index(index), given)?;
            process_run::put_total(restore.import.tx, attempt, &total)?;
        }
        write_passed_over(
            restore,
            &place.field("passed_over"),
            attempt,
            given.passed_over.as_deref().unwrap_or_default(),
        )?;
    }
    Ok(())
}

fn total(place: &Place<'_>, given: &state::AttemptTotal) -> Result<AttemptTotal, ImportError> {
    let currency = Currency::from_code(&given.currency)
        .map_err(|error| ImportError::refused(place.field("currency"), error))?;
    // A sum over a whole book may be larger than any one amount.
    let minor = |field: &'static str, text: &str| {
        let place = place.field(field);
        let mut amount = values::decimal(&place, text)?;
        amount.rescale(currency.minor_digits());
        let refused = || ImportError::refused(place, Reason::Digits { text: values::shortened(text) });
        amount.mantissa().to_i64().ok_or_else(refused)
    };
    Ok(AttemptTotal {
        ready_before_minor: minor("ready_before", &given.ready_before)?,
        invoiced_minor: minor("invoiced", &given.invoiced)?,
        left_out_minor: minor("left_out", &given.left_out)?,
        currency: given.currency.clone(),
    })
}

fn write_passed_over(
    restore: &mut Restore<'_, '_>,
    place: &Place<'_>,
    attempt: Attempt,
    given: &[state::PassedOver],
) -> Result<(), ImportError> {
    let mut rows: Vec<ScheduleRow> = Vec::new();
    let mut last = None;
    let mut exceptions: Vec<Exception<'_>> = Vec::new();
    for (index, given) in given.iter().enumerate() {
        let place = place.index(index);
        let line_place = place.field("contract_line");
        let contract = restore.contract(&place.field("contract"), &given.contract)?;
        let missing =
            || Reason::Missing { kind: "contract line", id: values::shortened(&given.contract_line) };
        let line = contract.lines.iter().find(|line| line.key == given.contract_line).map(|line| line.id);
        let contract = contract.id;
        let line = line.ok_or_else(|| ImportError::refused(line_place, missing()))?;
        if last != Some(contract) {
            if let Some(last) = last {
                process_run::insert_exceptions(restore.import.tx, attempt, last, &exceptions)?;
            }
            rows = schedule::of_contract(restore.import.tx, contract)?;
            last = Some(contract);
            exceptions.clear();
        }
        let (cut_off_place, next_place) = (place.field("cut_off_date"), place.field("next_run_date"));
        let passed_over = PassedOver {
            contract_line: line,
            row: row(restore, &place, &rows, line, given)?,
            share: match item(restore, &place, given)? {
                Some((customer, key)) => Some(restore.share(&place, customer, line, key)?),
                None => None,
            },
            reason: WhyPassedOver {
                code: values::word(&place.field("code"), &given.code)?,
                cut_off_date: given
                    .cut_off_date
                    .as_ref()
                    .map(|text| values::date(&cut_off_place, text))
                    .transpose()?,
                next_run_date: given
                    .next_run_date
                    .as_ref()
                    .map(|text| values::date(&next_place, text))
                    .transpose()?,
            },
        };
        exceptions.push((passed_over, given.reason.as_deref()));
    }
    if let Some(last) = last {
        process_run::insert_exceptions(restore.import.tx, attempt, last, &exceptions)?;
    }
    Ok(())
}

type Row = (proforma_engine::ids::ScheduleRowId, chrono::NaiveDate);

/// The row by its run date, or by its milestone. One that has been replaced since is left out.
fn row(
    restore: &Restore<'_, '_>,
    place: &Place<'_>,
    rows: &[ScheduleRow],
    line: ContractLineId,
    given: &state::PassedOver,
) -> Result<Option<Row>, ImportError> {
    let Some(text) = &given.schedule_row else { return Ok(None) };
    let run_date = values::date(&place.field("schedule_row"), text)?;
    let milestone = match &given.row_milestone {
        Some(key) => share::milestone_place(restore.import.tx, key)?.map(|(_, milestone)| milestone),
        None => None,
    };
    let of_line = |row: &&ScheduleRow| row.contract_line == line && row.run_date == run_date;
    let found = rows.iter().filter(of_line).find(|row| match row.kind {
        RowKind::Milestone(id) => milestone == Some(id),
        RowKind::Date { .. } => milestone.is_none(),
    });
    Ok(found.map(|row| (row.id, run_date)))
}

fn item<'g>(
    restore: &Restore<'_, '_>,
    place: &Place<'_>,
    given: &'g state::PassedOver,
) -> Result<Option<(CustomerId, &'g str)>, ImportError> {
    match (&given.transaction, &given.milestone, &given.customer) {
        (None, None, None) => Ok(None),
        (Some(key), None, Some(customer)) | (None, Some(key), Some(customer)) => {
            let customer = restore.import.base.customers.get(&place.field("customer"), customer)?;
            Ok(Some((*customer, key)))
        }
        (Some(_), Some(_), _) | (Some(_), None, None) | (None, Some(_), None) | (None, None, Some(_)) => {
            Err(ImportError::refused(place, Reason::OneItem))
        }
    }
}
