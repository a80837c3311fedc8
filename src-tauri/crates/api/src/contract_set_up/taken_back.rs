//! Contracts and lines that were added, changed, moved, closed or deleted go back to what they were, by the rules that hold
//! when they are saved.
//!
//! Source: SPEC 2.6, 3.10, 5.1, 5.4; d365 R3.13.

use chrono::{DateTime, Utc};
use proforma_engine::{
    contract::{Contract, ContractStatus},
    ids::{ContractId, ContractLineId},
    schedule::RunStatus,
};
use proforma_store::{
    Connection, WriteTransaction, contract,
    history::Entry,
    schedule::{self as rows, NewScheduleRow, NotedRow},
    share, transaction,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    forms,
    lines::{PLACE, place_line, place_of, remove_line},
    locks,
    read::{read_contract, read_line},
    rows_record::{RowState, StoredRow},
    saving::{CLOSED, SPLITS_AGAIN, line_form, remove_contract, write_contract, write_line},
};
use crate::{
    changes::{FormCommand, goes_on},
    dto::{ContractForm, ContractLineForm, MilestoneForm},
    error::{ApiError, Refusal},
    form_record::{Deed, FormRecord, WayBack},
    names::Customers,
    record_changes::RecordChanges,
    typed::Problems,
};

/// A line that is gone, as the history holds it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct DeletedLine {
    #[serde(flatten)]
    pub(crate) form: FormRecord,
    /// Where it stood among the lines, counted from 0.
    #[serde(default)]
    pub(super) place: usize,
    /// Rows of its schedule that were no milestones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) rows: Vec<KeptRow>,
}

/// A row that has not run.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct KeptRow {
    #[serde(flatten)]
    row: StoredRow,
    /// Why it is skipped, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    skipped: Option<String>,
}

impl KeptRow {
    fn of(noted: &NotedRow) -> Option<Self> {
        let reason = || noted.note.reason.clone().unwrap_or_default();
        let skipped = (noted.row.run_status == RunStatus::Skipped).then(reason);
        Some(Self { row: StoredRow::new(RowState::of(noted)?), skipped })
    }

    fn to_insert(&self, line: ContractLineId) -> Result<NewScheduleRow, ApiError> {
        let row = self.row.read()?.to_insert(line);
        Ok(match &self.skipped {
            Some(reason) => {
                NewScheduleRow { run_status: RunStatus::Skipped, reason: Some(reason.clone()), ..row }
            }
            None => row,
        })
    }
}

/// The rows of a schedule that a line takes with it.
pub(super) fn kept_rows(connection: &Connection, line: ContractLineId) -> Result<Vec<KeptRow>, ApiError> {
    Ok(rows::of_line(connection, line)?.iter().filter_map(KeptRow::of).collect())
}

/// Why a change can not be taken back; none where it can, as far as limits and the check list let it. What is locked is
/// asked only where this is to be thorough.
pub(crate) fn obstacle(
    connection: &Connection,
    (id, command): (ContractId, FormCommand),
    entry: &Entry,
    is_thorough: bool,
) -> Result<Option<String>, ApiError> {
    let detail = entry.detail.as_str();
    let Some(contract) = contract::by_id(connection, id)? else {
        return Ok(Some("the contract was deleted since".to_owned()));
    };
    if contract.status == ContractStatus::Closed && command != FormCommand::SetContractStatus {
        return Ok(Some(CLOSED.to_owned()));
    }
    match command {
        FormCommand::SaveContract | FormCommand::CopyContract => {
            let record = FormRecord::read(detail)?;
            if record.deed() == Some(Deed::Added) && goes_on(connection, Some(id), entry, None, |_| true)? {
                return Ok(Some(
                    "it was worked on since; take that back first, or delete the contract".to_owned(),
                ));
            }
            of_contract(connection, &contract, &record, is_thorough)
        }
        FormCommand::SetContractStatus => {
            let (before, after) = statuses(detail)?;
            let was_set_again = goes_on(connection, Some(id), entry, Some(&[command]), |_| true)?;
            Ok(if was_set_again {
                Some("it was closed or opened again since".to_owned())
            } else if contract.status != after {
                Some(format!("the contract is {} by now", contract.status.as_str()))
            } else if before == ContractStatus::Draft {
                Some("an active contract does not become a draft again".to_owned())
            } else {
                None
            })
        }
        FormCommand::MoveLine => {
            let moved = Moved::read(&contract, detail)?;
            let why = "the lines were changed or put into another order since";
            Ok(moved.is_none().then(|| why.to_owned()))
        }
        FormCommand::SaveLine | FormCommand::DeleteLine => {
            of_line(connection, &contract, detail, is_thorough)
        }
        // Set-up records are in the book's own chain.
        FormCommand::SaveRecord | FormCommand::DeleteRecord => Err(Refusal::NothingToUndo.into()),
    }
}

fn of_contract(
    connection: &Connection,
    contract: &Contract,
    record: &FormRecord,
    is_thorough: bool,
) -> Result<Option<String>, ApiError> {
    match contract_way_back(connection, contract, record)? {
        WayBack::Closed(why) => Ok(Some(why)),
        WayBack::Goes | WayBack::Becomes(_) if !is_thorough => Ok(None),
        WayBack::Goes => locks::keeps_contract(connection, contract),
        WayBack::Becomes(form) => {
            let mut problems = Problems::default();
            read_contract(connection, Some(contract), &form, &mut problems)?;
            Ok(first_of(problems))
        }
    }
}

fn of_line(
    connection: &Connection,
    contract: &Contract,
    detail: &str,
    is_thorough: bool,
) -> Result<Option<String>, ApiError> {
    let record = FormRecord::read(detail)?;
    if record.changes.changes.iter().any(|change| change.field == SPLITS_AGAIN) {
        let why = "what was entered was split anew with it; change the percentages and split it anew again";
        return Ok(Some(why.to_owned()));
    }
    let line = line_of(&record);
    match line_way_back(connection, contract, &record)? {
        WayBack::Closed(why) => Ok(Some(why)),
        WayBack::Goes => match line.and_then(|line| contract.line(line)) {
            Some(line) if !kept_rows(connection, line.id)?.is_empty() => {
                let why = "it has a schedule by now; take that back first, or delete the line";
                Ok(Some(why.to_owned()))
            }
            Some(line) if is_thorough => locks::keeps_line(connection, contract, line),
            Some(_) | None => Ok(None),
        },
        WayBack::Becomes(_) if !is_thorough => Ok(None),
        WayBack::Becomes(form) => {
            let mut problems = Problems::default();
            read_back(connection, contract, line, form, &mut problems)?;
            Ok(first_of(problems))
        }
    }
}

fn first_of(problems: Problems) -> Option<String> {
    problems.into_list().into_iter().next().map(|problem| problem.message)
}

fn contract_way_back(
    connection: &Connection,
    contract: &Contract,
    record: &FormRecord,
) -> Result<WayBack<ContractForm>, ApiError> {
    record.way_back(Some(&forms::of_contract(contract, &Customers::read(connection)?)?))
}

fn line_of(record: &FormRecord) -> Option<ContractLineId> {
    record.known_by()?.parse().ok().map(ContractLineId)
}

fn line_way_back(
    connection: &Connection,
    contract: &Contract,
    record: &FormRecord,
) -> Result<WayBack<ContractLineForm>, ApiError> {
    let present = line_of(record).and_then(|line| contract.line(line));
    let customers = Customers::read(connection)?;
    let form = present.map(|line| line_form(connection, contract, line, &customers)).transpose()?;
    record.way_back(form.as_ref())
}

/// Reads a line that comes back; milestones that were deleted come back under their ids, where those are free.
fn read_back(
    connection: &Connection,
    contract: &Contract,
    line: Option<ContractLineId>,
    mut form: ContractLineForm,
    problems: &mut Problems,
) -> Result<Option<super::line::TypedLine>, ApiError> {
    let present = line.and_then(|line| contract.line(line));
    let mut deleted = Vec::new();
    for MilestoneForm { id, .. } in &mut form.milestones {
        let place = share::milestone_place(connection, id)?;
        let stands = place.is_some_and(|(of, _)| Some(of) == line);
        let is_free = place.is_none() && !transaction::exists(connection, id)?;
        deleted.push((!stands && is_free).then(|| std::mem::take(id)));
    }
    let mut typed = read_line(connection, contract, present, &form, (problems, &mut Problems::default()))?;
    for (milestone, key) in typed.iter_mut().flat_map(|typed| &mut typed.milestones).zip(deleted) {
        milestone.key = milestone.key.take().or(key);
    }
    Ok(typed)
}

fn statuses(detail: &str) -> Result<(ContractStatus, ContractStatus), ApiError> {
    let changes: RecordChanges = serde_json::from_str(detail)?;
    let change = changes.changes.iter().find(|change| change.field == "status");
    let read = |text: Option<&String>| text.and_then(|text| text.parse().ok());
    let both = change.and_then(|change| read(change.before.as_ref()).zip(read(change.after.as_ref())));
    both.ok_or_else(|| Refusal::NothingToUndo.into())
}

/// Whether a contract was closed by a change, rather than opened; none where it was activated.
pub(crate) fn is_closing(detail: &str) -> Result<Option<bool>, ApiError> {
    let (before, after) = statuses(detail)?;
    Ok((before != ContractStatus::Draft).then_some(after == ContractStatus::Closed))
}

/// A line that stands where it was moved to.
struct Moved {
    line: ContractLineId,
    from: usize,
}

impl Moved {
    /// None where it does not stand there any more.
    fn read(contract: &Contract, detail: &str) -> Result<Option<Self>, ApiError> {
        let changes: RecordChanges = serde_json::from_str(detail)?;
        let change = changes.changes.into_iter().find(|change| change.field == PLACE);
        let place = |text: Option<String>| text?.parse::<usize>().ok()?.checked_sub(1);
        Ok(change.and_then(|change| {
            let line = contract.lines.iter().find(|line| line.key == change.id)?.id;
            let (from, to) = place(change.before).zip(place(change.after))?;
            (place_of(contract, line) == to).then_some(Self { line, from })
        }))
    }
}

/// Takes a change back; who calls has looked that it can be.
///
/// # Errors
/// [`ApiError::Refused`] where a limit would be passed, or what is right of an active contract would turn wrong.
pub(crate) fn take_back(
    tx: &WriteTransaction<'_>,
    contract: ContractId,
    command: FormCommand,
    detail: &str,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    let taken = match contract::by_id(tx, contract)? {
        Some(contract) => take_back_in(tx, &contract, command, detail, now),
        None => Err(Refusal::NothingToUndo.into()),
    };
    taken.map_err(|error| {
        let ApiError::Form(problems) = error else { return error };
        let why = problems.into_iter().next().map(|problem| problem.message).unwrap_or_default();
        Refusal::NotTakenBack { why }.into()
    })
}

fn take_back_in(
    tx: &WriteTransaction<'_>,
    contract: &Contract,
    command: FormCommand,
    detail: &str,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    match command {
        FormCommand::SaveContract | FormCommand::CopyContract => {
            match contract_way_back(tx, contract, &FormRecord::read(detail)?)? {
                WayBack::Goes => remove_contract(tx, contract, now),
                WayBack::Becomes(form) => write_contract(tx, Some(contract), &form).map(drop),
                WayBack::Closed(why) => Err(Refusal::NotTakenBack { why }.into()),
            }
        }
        FormCommand::SetContractStatus => {
            let (before, after) = statuses(detail)?;
            Ok(contract::set_status(tx, contract.id, after, before)?)
        }
        FormCommand::MoveLine => match Moved::read(contract, detail)? {
            Some(moved) => place_line(tx, contract, moved.line, moved.from).map(drop),
            None => Err(Refusal::NothingToUndo.into()),
        },
        FormCommand::SaveLine | FormCommand::DeleteLine => take_line_back(tx, contract, detail, now),
        FormCommand::SaveRecord | FormCommand::DeleteRecord => Err(Refusal::NothingToUndo.into()),
    }
}

fn take_line_back(
    tx: &WriteTransaction<'_>,
    contract: &Contract,
    detail: &str,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    let DeletedLine { form: record, place, rows } = serde_json::from_str(detail)?;
    let id = line_of(&record);
    let present = id.and_then(|line| contract.line(line));
    match (line_way_back(tx, contract, &record)?, present) {
        (WayBack::Closed(why), _) => Err(Refusal::NotTakenBack { why }.into()),
        (WayBack::Goes, Some(line)) => {
            remove_line(tx, contract, line, &mut RecordChanges::default())?;
            let rest = contract::by_id(tx, contract.id)?.ok_or(Refusal::NothingToUndo)?;
            let_go(tx, &rest, &record)
        }
        (WayBack::Goes, None) => Err(Refusal::NothingToUndo.into()),
        (WayBack::Becomes(form), _) => {
            let mut problems = Problems::default();
            let read = read_back(tx, contract, id, form, &mut problems)?;
            let Some(typed) = read else { return Err(ApiError::Form(problems.into_list())) };
            let saved = write_line(tx, contract, present, &typed, false, now)?;
            if record.deed() == Some(Deed::Deleted) {
                let line = super::line_by_key(&saved, &typed.line.key)?.id;
                place_line(tx, &saved, line, place)?;
                for row in &rows {
                    rows::insert(tx, &row.to_insert(line)?)?;
                }
            }
            let_go(tx, &saved, &record)
        }
    }
}

/// Customers who joined the contract with a line leave it again, where nothing else names them.
fn let_go(tx: &WriteTransaction<'_>, contract: &Contract, record: &FormRecord) -> Result<(), ApiError> {
    let customers = Customers::read(tx)?;
    let mut form = forms::of_contract(contract, &customers)?;
    let joined = |key: &str| {
        let field = format!("customers.{key}");
        let of = |change: &crate::record_changes::RecordChange| {
            change.record == "contract" && change.field == field && change.before.is_none()
        };
        record.changes.changes.iter().any(of)
    };
    let is_named = |key: &str| {
        let mut entries = contract.lines.iter().flat_map(|line| line.customers.entries());
        entries.any(|entry| customers.get(entry.customer).is_ok_and(|customer| customer.key == key))
    };
    let before = form.customers.len();
    form.customers.retain(|entry| {
        let is_nothing = entry.percent.parse() == Ok(Decimal::ZERO) && entry.not_to_exceed.is_empty();
        !(is_nothing && joined(&entry.customer) && !is_named(&entry.customer))
    });
    if form.customers.len() == before { Ok(()) } else { write_contract(tx, Some(contract), &form).map(drop) }
}
