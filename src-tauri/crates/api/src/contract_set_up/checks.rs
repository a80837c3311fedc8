//! What must be right before a contract is activated, and where a schedule leaves something out.

use chrono::NaiveDate;
use proforma_engine::{
    contract::{BillingMethod, Contract, ContractLine, ContractStatus, TransactionClass, TransactionClasses},
    milestone::check_milestones,
    schedule::{RowKind, RunStatus},
};
use proforma_store::{Connection, contract, line_use, schedule as rows};

use super::overlap::{Overlap, Work};
use crate::{
    dto::{ContractCheck, ContractCheckCode},
    error::ApiError,
    reason_text::day,
    typed::Problems,
};

/// Everything that must be right, and whether it is.
///
/// Source: SPEC 3.9, 3.10, 4.13; d365 R4.4.
pub(super) fn of_contract(
    connection: &Connection,
    contract: &Contract,
) -> Result<Vec<ContractCheck>, ApiError> {
    let mut checks = vec![lines(contract)];
    let milestones = rows::milestones(connection, contract.id, contract.currency)?;
    if wants_delivery_date(connection, contract)? {
        checks.push(delivery_date(contract));
    }
    for line in &contract.lines {
        match line.billing_method {
            BillingMethod::TimeAndMaterial => {
                checks.push(classes(line));
                let rows = rows::of_line(connection, line.id)?.len();
                checks.push(schedule(line, rows));
            }
            BillingMethod::FixedPrice => {
                let amounts: Vec<_> = milestones
                    .iter()
                    .filter(|milestone| milestone.contract_line == line.id)
                    .map(|milestone| milestone.amount)
                    .collect();
                checks.push(has_milestones(line, amounts.len()));
                if let Some(contracted) = line.contracted_amount
                    && !amounts.is_empty()
                {
                    let added = check_milestones(amounts, Some(contracted))?;
                    let text = match &added {
                        Ok(()) => format!("The milestones add up to {contracted}."),
                        Err(off) => sentence(&off.to_string()),
                    };
                    checks.push(of_line(ContractCheckCode::ContractedAmount, line, added.is_ok(), text));
                }
            }
        }
    }
    checks.extend(overlap(contract));
    Ok(checks)
}

/// What of an active contract must stay right while it is saved: taken before, held after.
///
/// Source: SPEC 3.9, 3.10, 4.13.
pub(super) struct Right(Vec<(ContractCheckCode, Option<usize>)>);

impl Right {
    /// What is right of a contract before it is saved; nothing of one that is not active.
    pub(super) fn of(connection: &Connection, contract: Option<&Contract>) -> Result<Self, ApiError> {
        let Some(contract) = contract.filter(|contract| contract.status == ContractStatus::Active) else {
            return Ok(Self(Vec::new()));
        };
        let mut right = Vec::new();
        for check in of_contract(connection, contract)?.into_iter().filter(|check| check.is_right) {
            // The line may be given another id.
            let line =
                check.contract_line.and_then(|key| contract.lines.iter().position(|line| line.key == key));
            right.push((check.code, line));
        }
        Ok(Self(right))
    }

    /// Refuses what turns one of them wrong. What lines bill twice is held line by line as they are read.
    ///
    /// # Errors
    /// [`ApiError::Form`] with the sentence of the check list.
    pub(super) fn hold(&self, connection: &Connection, saved: &Contract) -> Result<(), ApiError> {
        let mut problems = Problems::default();
        for check in of_contract(connection, saved)?.into_iter().filter(|check| !check.is_right) {
            let line =
                check.contract_line.and_then(|key| saved.lines.iter().position(|line| line.key == key));
            if self.0.contains(&(check.code, line)) {
                problems.add(field(check.code), check.text);
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(ApiError::Form(problems.into_list())) }
    }
}

/// The field of a form that a check is about.
fn field(code: ContractCheckCode) -> &'static str {
    match code {
        ContractCheckCode::Lines => "name",
        ContractCheckCode::DeliveryDate => "delivery_date",
        ContractCheckCode::Classes | ContractCheckCode::Overlap => "transaction_classes",
        ContractCheckCode::Schedule => "invoice_frequency",
        ContractCheckCode::Milestones | ContractCheckCode::ContractedAmount => "milestones",
    }
}

fn of_line(code: ContractCheckCode, line: &ContractLine, is_right: bool, text: String) -> ContractCheck {
    ContractCheck { code, contract_line: Some(line.key.clone()), is_right, text }
}

fn lines(contract: &Contract) -> ContractCheck {
    let text = match contract.lines.len() {
        0 => "The contract has no line yet: add what is to be billed.".to_owned(),
        1 => "The contract has a line.".to_owned(),
        count => format!("The contract has {count} lines."),
    };
    let code = ContractCheckCode::Lines;
    ContractCheck { code, contract_line: None, is_right: !contract.lines.is_empty(), text }
}

/// Whether a schedule is generated up to the delivery date: a line has a frequency, or no row yet. Rows that were typed, and
/// nothing else, need none.
///
/// Source: SPEC 3.7, 3.9.
fn wants_delivery_date(connection: &Connection, contract: &Contract) -> Result<bool, ApiError> {
    for line in &contract.lines {
        if line.billing_method == BillingMethod::TimeAndMaterial
            && (contract.delivery_date.is_some()
                || contract::frequency_of_line(connection, line.id)?.is_some()
                || rows::of_line(connection, line.id)?.is_empty())
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn delivery_date(contract: &Contract) -> ContractCheck {
    let text = contract.delivery_date.map_or_else(
        || "The delivery date is missing: schedules are generated up to it.".to_owned(),
        |date| format!("Schedules go up to the delivery date, {}.", day(date)),
    );
    let code = ContractCheckCode::DeliveryDate;
    ContractCheck { code, contract_line: None, is_right: contract.delivery_date.is_some(), text }
}

fn classes(line: &ContractLine) -> ContractCheck {
    let names: Vec<&str> = line.transaction_classes.iter().map(TransactionClass::as_str).collect();
    let text = if names.is_empty() {
        format!("\"{}\" bills nothing yet: choose time, expense, material or fee.", line.name)
    } else {
        format!("\"{}\" bills {}.", line.name, names.join(", "))
    };
    of_line(ContractCheckCode::Classes, line, !names.is_empty(), text)
}

fn schedule(line: &ContractLine, rows: usize) -> ContractCheck {
    let text = match (rows, line.billing_start) {
        (0, None) => format!(
            "\"{}\" has no invoice schedule: set billing start and frequency, or add a row.",
            line.name
        ),
        (0, Some(_)) => format!("\"{}\" has no invoice schedule: generate it, or add a row.", line.name),
        (1, _) => format!("\"{}\" has a schedule of one row.", line.name),
        (rows, _) => format!("\"{}\" has a schedule of {rows} rows.", line.name),
    };
    of_line(ContractCheckCode::Schedule, line, rows > 0, text)
}

fn has_milestones(line: &ContractLine, milestones: usize) -> ContractCheck {
    let text = match milestones {
        0 => format!("\"{}\" has no milestone yet.", line.name),
        1 => format!("\"{}\" has a milestone.", line.name),
        count => format!("\"{}\" has {count} milestones.", line.name),
    };
    of_line(ContractCheckCode::Milestones, line, milestones > 0, text)
}

/// A class is on one line only, whatever its billing method, unless the tasks of its lines differ.
///
/// Source: d365 R4.4.
fn overlap(contract: &Contract) -> Vec<ContractCheck> {
    let has_work = |line: &&ContractLine| line.transaction_classes != TransactionClasses::default();
    let lines: Vec<&ContractLine> = contract.lines.iter().filter(has_work).collect();
    if lines.len() < 2 {
        return Vec::new();
    }
    let mut checks = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        for earlier in &lines[..index] {
            if let Some(overlap) = Overlap::of(Work::of(earlier), Work::of(line)) {
                checks.push(of_line(ContractCheckCode::Overlap, line, false, overlap.text));
            }
        }
    }
    if checks.is_empty() {
        let text = "No two lines bill the same work.".to_owned();
        checks.push(ContractCheck {
            code: ContractCheckCode::Overlap,
            contract_line: None,
            is_right: true,
            text,
        });
    }
    checks
}

/// Holes and overlaps of a line's schedule, as sentences: dates after the last cut-off, rows that take nothing, work that
/// no run will take.
///
/// Source: SPEC 3.7, 4.2, 4.3, 4.12.
pub(super) fn gaps(
    connection: &Connection,
    contract: &Contract,
    line: &ContractLine,
    today: NaiveDate,
) -> Result<Vec<String>, ApiError> {
    if line.billing_method == BillingMethod::FixedPrice {
        return Ok(Vec::new());
    }
    let rows = rows::of_line(connection, line.id)?;
    let takes = |noted: &rows::NotedRow| {
        (noted.row.run_status != RunStatus::Skipped).then(|| noted.row.takes_up_to())
    };
    let reach = rows.iter().filter_map(takes).flatten().max();
    let mut gaps = Vec::new();
    if let (Some(reach), Some(end)) = (reach, contract.delivery_date)
        && reach < end
        && let Some(after) = reach.succ_opt()
    {
        gaps.push(format!(
            "Work dated {} to {} is taken by no run: the last cut-off is {}, the delivery date {}. Add a row after the delivery date, or invoice the rest by hand.",
            day(after), day(end), day(reach), day(end)
        ));
    }
    let mut before: Option<NaiveDate> = None;
    for noted in rows.iter().filter(|noted| noted.row.run_status != RunStatus::Skipped) {
        let (RowKind::Date { cut_off_date }, Some(up_to)) = (noted.row.kind, noted.row.takes_up_to()) else {
            continue;
        };
        if before.is_some_and(|before| up_to <= before) {
            gaps.push(format!(
                "The row of {} takes nothing that an earlier row does not take: its cut-off is {}.",
                day(noted.row.run_date),
                day(cut_off_date)
            ));
        }
        before = before.max(Some(up_to));
    }
    for noted in
        rows.iter().filter(|noted| noted.row.run_status == RunStatus::NotRun && noted.row.run_date < today)
    {
        gaps.push(format!("The run date {} has passed and was not run.", day(noted.row.run_date)));
    }
    if contract.status != ContractStatus::Closed {
        gaps.extend(taken_by_no_run(connection, (contract, line), &rows, today)?);
    }
    Ok(gaps)
}

/// Says that no run looks at a line any more, or that open work of it is dated after all that runs will take.
///
/// Source: SPEC 4.2, 4.12.
fn taken_by_no_run(
    connection: &Connection,
    (contract, line): (&Contract, &ContractLine),
    rows: &[rows::NotedRow],
    today: NaiveDate,
) -> Result<Option<String>, ApiError> {
    // The check list says that a draft has no schedule yet.
    if rows.is_empty() && contract.status == ContractStatus::Draft {
        return Ok(None);
    }
    let called = rows.iter().filter(|noted| noted.row.is_called_from(today));
    let reach = called.filter_map(|noted| noted.row.takes_up_to()).max();
    let latest = line_use::latest_open_date(connection, line.id)?;
    Ok(match (reach, latest) {
        (Some(reach), Some(latest)) if latest > reach => Some(format!(
            "Open work dated up to {} is after the last cut-off that is still to run, {}: no run takes it. Add a row, or invoice it by hand.",
            day(latest),
            day(reach)
        )),
        (Some(_), _) => None,
        (None, latest) => {
            let none = "No run takes any more work of this line: no row of its schedule is still to run.";
            let open = latest.map(|latest| {
                format!(" Open work is dated up to {}. Add a row, or invoice it by hand.", day(latest))
            });
            Some(format!("{none}{}", open.unwrap_or_default()))
        }
    })
}

/// With a capital at its beginning and a full stop at its end.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
