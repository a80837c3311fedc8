//! What the history of a contract says of schedule rows that were generated, typed, changed and deleted, and the way back.
//!
//! Rows are known by their line and run date, which no other row of the line has: what was deleted and brought back is the
//! same row to whoever takes back what was done before.
//!
//! Source: SPEC 3.7, 3.8.

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{
    contract::{BillingMethod, ContractLine},
    ids::{ContractId, ContractLineId},
    schedule::{RowKind, RowOrigin, RunStatus},
};
use proforma_store::{
    Connection, WriteTransaction, contract,
    schedule::{self as rows, NewScheduleRow, NotedRow},
};
use serde::{Deserialize, Serialize};

use crate::{
    changes::{ChangeName, Command},
    dto::RowsChanged,
    error::ApiError,
    process_run::count,
    reason_text::day,
    record_changes::RecordChanges,
    transactions::closed,
};

/// A row that has not run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowState {
    pub(super) run_date: NaiveDate,
    pub(super) cut_off_date: NaiveDate,
    pub(super) origin: RowOrigin,
}

impl RowState {
    /// None for a row of a milestone.
    pub(super) fn of(noted: &NotedRow) -> Option<Self> {
        let RowKind::Date { cut_off_date } = noted.row.kind else { return None };
        Some(Self { run_date: noted.row.run_date, cut_off_date, origin: noted.note.origin })
    }

    /// The row as a new one of a line.
    pub(super) fn to_insert(self, line: ContractLineId) -> NewScheduleRow {
        NewScheduleRow {
            contract_line: line,
            run_date: self.run_date,
            kind: RowKind::Date { cut_off_date: self.cut_off_date },
            run_status: RunStatus::NotRun,
            origin: self.origin,
            reason: None,
        }
    }

    pub(super) fn is_dated_as(&self, other: &Self) -> bool {
        (self.run_date, self.cut_off_date) == (other.run_date, other.cut_off_date)
    }
}

/// A row as it stands in the history.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct StoredRow {
    run_date: NaiveDate,
    cut_off_date: NaiveDate,
    origin: String,
}

impl StoredRow {
    pub(super) fn new(row: RowState) -> Self {
        let RowState { run_date, cut_off_date, origin } = row;
        Self { run_date, cut_off_date, origin: origin.as_str().to_owned() }
    }

    pub(super) fn read(&self) -> Result<RowState, ApiError> {
        let origin = self.origin.parse().map_err(|_| proforma_store::StoreError::Unreadable {
            kind: "where a schedule row comes from",
            value: self.origin.clone(),
        })?;
        Ok(RowState { run_date: self.run_date, cut_off_date: self.cut_off_date, origin })
    }
}

/// One row, before and after.
#[derive(Debug, Serialize, Deserialize)]
struct RowRecord {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<StoredRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<StoredRow>,
}

/// What a change did to the rows of a line; without rows in entries of earlier versions, which are not taken back.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RowsRecord {
    #[serde(flatten)]
    changes: RecordChanges,
    /// The number of the line.
    #[serde(default)]
    line: i64,
    #[serde(default)]
    rows: Vec<RowRecord>,
    #[serde(skip)]
    line_key: String,
}

impl RowsRecord {
    pub(super) fn new(line: &ContractLine) -> Self {
        Self {
            changes: RecordChanges::default(),
            line: line.id.0,
            rows: Vec::new(),
            line_key: line.key.clone(),
        }
    }

    pub(crate) fn read(detail: &str) -> Result<Self, ApiError> {
        Ok(serde_json::from_str(detail)?)
    }

    /// Takes in what became of a row.
    pub(super) fn add(&mut self, before: Option<RowState>, after: Option<RowState>) {
        let cut_off = |row: RowState| Some(format!("cut-off {}", row.cut_off_date));
        let line_key = self.line_key.clone();
        let mut field = |run_date: NaiveDate, before, after| {
            let name = ("contract_line", line_key.as_str());
            self.changes.field(name, format!("schedule.{run_date}"), before, after);
        };
        match (before, after) {
            (Some(before), Some(after)) if before.run_date == after.run_date => {
                field(after.run_date, cut_off(before), cut_off(after));
            }
            (before, after) => {
                if let Some(before) = before {
                    field(before.run_date, cut_off(before), None);
                }
                if let Some(after) = after {
                    field(after.run_date, None, cut_off(after));
                }
            }
        }
        let [before, after] = [before, after].map(|row| row.map(StoredRow::new));
        self.rows.push(RowRecord { before, after });
    }

    /// Writes it into the history of the contract and makes all durable; nothing at all where nothing changed.
    pub(super) fn commit(
        self,
        tx: WriteTransaction<'_>,
        contract: ContractId,
        command: Command,
        now: DateTime<Utc>,
    ) -> Result<RowsChanged, ApiError> {
        if self.rows.is_empty() {
            return Ok(RowsChanged::default());
        }
        let name = ChangeName { command, at: now };
        name.write(&tx, contract, &serde_json::to_string(&self)?)?;
        tx.commit()?;
        Ok(RowsChanged { changed: count(self.rows.len()), undo: Some(name.token()) })
    }

    /// How many rows it changed.
    pub(crate) fn count(&self) -> u64 {
        self.rows.len() as u64
    }

    /// Whether it added a single row.
    pub(crate) fn adds_one(&self) -> bool {
        matches!(self.rows.as_slice(), [RowRecord { before: None, after: Some(_) }])
    }

    /// Why it can not be taken back; none where it can.
    pub(crate) fn obstacle(&self, connection: &Connection) -> Result<Option<String>, ApiError> {
        let line = ContractLineId(self.line);
        let id = contract::of_line(connection, line)?;
        let contract = id.map(|id| contract::by_id(connection, id)).transpose()?.flatten();
        let Some(contract) = contract else {
            return Ok(Some("its contract line is deleted by now".to_owned()));
        };
        if let Some(why) = closed(&contract) {
            return Ok(Some(why));
        }
        if contract.line(line).is_some_and(|line| line.billing_method == BillingMethod::FixedPrice) {
            return Ok(Some("its contract line is billed by milestones by now".to_owned()));
        }
        let present = rows::of_line(connection, line)?;
        for row in &self.rows {
            let moved_on = row.after.as_ref().map(|after| moved_on(&present, after)).transpose()?.flatten();
            let why =
                moved_on.or_else(|| row.before.as_ref().and_then(|before| self.taken(&present, before)));
            if why.is_some() {
                return Ok(why);
            }
        }
        Ok(None)
    }

    /// Says that a row which comes back would meet another of its date.
    fn taken(&self, present: &[NotedRow], before: &StoredRow) -> Option<String> {
        let date = before.run_date;
        let goes = self.rows.iter().filter_map(|row| row.after.as_ref()).any(|after| after.run_date == date);
        let is_taken = !goes && of_date(present, date).is_some();
        is_taken.then(|| format!("the line has another row of {} by now", day(date)))
    }

    /// Brings the rows back to what they were; who calls has looked that they still are what the change left.
    pub(crate) fn take_back(&self, tx: &WriteTransaction<'_>) -> Result<(), ApiError> {
        let line = ContractLineId(self.line);
        let present = rows::of_line(tx, line)?;
        let mut to_insert = Vec::new();
        // What goes makes room for what comes.
        for RowRecord { before, after } in &self.rows {
            let stands = after.as_ref().and_then(|after| of_date(&present, after.run_date));
            let before = before.as_ref().map(StoredRow::read).transpose()?;
            match (stands, before) {
                (Some(noted), Some(before)) => {
                    let RowState { run_date, cut_off_date, origin } = before;
                    rows::update_row(tx, noted.row.id, run_date, Some(cut_off_date), origin)?;
                }
                (Some(noted), None) => rows::delete_row(tx, noted.row.id)?,
                (None, before) => to_insert.extend(before),
            }
        }
        for row in to_insert {
            rows::insert(tx, &row.to_insert(line))?;
        }
        Ok(())
    }
}

fn of_date(present: &[NotedRow], date: NaiveDate) -> Option<&NotedRow> {
    present.iter().find(|noted| RowState::of(noted).is_some_and(|row| row.run_date == date))
}

/// Says what has become of a row that is not as the change left it.
fn moved_on(present: &[NotedRow], left: &StoredRow) -> Result<Option<String>, ApiError> {
    let date = day(left.run_date);
    let Some(noted) = of_date(present, left.run_date) else {
        return Ok(Some(format!("the row of {date} was deleted since")));
    };
    let left = left.read()?;
    Ok(match noted.row.run_status {
        RunStatus::NotRun if RowState::of(noted) == Some(left) => None,
        RunStatus::NotRun => Some(format!("the row of {date} was changed since")),
        RunStatus::Skipped => Some(format!("the row of {date} is skipped by now")),
        RunStatus::RunSuccessful | RunStatus::RunFailed => {
            Some(format!("the row of {date} has been run since"))
        }
    })
}
