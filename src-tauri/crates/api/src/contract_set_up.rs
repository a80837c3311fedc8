//! Contracts as billing staff set them up: what is typed is looked at, saved in one database transaction, and stands
//! field by field in the history of the contract.
//!
//! Source: SPEC 2.6, 3, 5; d365 R1.16, R3, R4.1 to R4.4, R5.

mod checks;
mod copying;
mod forms;
mod limit_bars;
mod limit_record;
mod line;
mod lines;
mod locks;
mod look;
mod milestones;
mod overlap;
mod read;
mod rows_record;
mod saving;
mod schedule;
mod status;
mod taken_back;

use chrono::NaiveDate;
use proforma_engine::{contract::Contract, contract::ContractLine, schedule::RowKind};
use proforma_store::{Connection, contract, schedule as rows, schedule::Milestone};

use crate::{
    dto::{ContractLineSetUp, ContractSetUp, CustomerName, SetUpRow},
    error::ApiError,
    names::Customers,
};

pub use self::{
    copying::copy_contract,
    limit_bars::set_limit_state,
    lines::{delete_line, move_line},
    look::{distribute_evenly, look_at_contract, look_at_line, periodic_milestones},
    saving::{delete_contract, save_contract, save_line},
    schedule::{
        delete_schedule_rows, generate_schedule, save_schedule_row, schedule_plan, skip_schedule_rows,
    },
    status::set_status,
};

pub(crate) use self::{
    limit_record::LimitRecord,
    milestones::{free_key, is_on_invoice},
    read::NO_LIMIT,
    rows_record::RowsRecord,
    status::missing_to_activate,
    taken_back::{is_closing, obstacle, take_back},
};

/// A line by the ids of its contract and of itself.
#[derive(Debug, Clone, Copy)]
pub struct LinePlace<'a> {
    /// The contract's id.
    pub contract: &'a str,
    /// The line's id.
    pub line: &'a str,
}

/// A contract as it is set up, whole.
///
/// # Errors
/// [`ApiError::NotFound`].
pub fn contract(connection: &Connection, key: &str, today: NaiveDate) -> Result<ContractSetUp, ApiError> {
    let snapshot = connection.snapshot()?;
    let contract = by_key(&snapshot, key)?;
    let customers = Customers::read(&snapshot)?;
    let milestones = rows::milestones(&snapshot, contract.id, contract.currency)?;
    let lines = contract
        .lines
        .iter()
        .map(|line| line_set_up(&snapshot, &contract, line, &milestones, &customers, today))
        .collect::<Result<_, _>>()?;
    Ok(ContractSetUp {
        form: forms::of_contract(&contract, &customers)?,
        status: contract.status.into(),
        customer_names: customer_names(&contract, &customers)?,
        locks: locks::of_contract(&snapshot, &contract, &customers)?,
        checks: checks::of_contract(&snapshot, &contract)?,
        lines,
        limits: limit_bars::of_contract(&snapshot, &contract, &customers)?,
        not_deletable: locks::keeps_contract(&snapshot, &contract)?,
    })
}

fn line_set_up(
    connection: &Connection,
    contract: &Contract,
    line: &ContractLine,
    milestones: &[Milestone],
    customers: &Customers,
    today: NaiveDate,
) -> Result<ContractLineSetUp, ApiError> {
    let date_row = |noted: rows::NotedRow| match noted.row.kind {
        RowKind::Date { cut_off_date } => Some(SetUpRow {
            run_date: noted.row.run_date,
            cut_off_date,
            run_status: noted.row.run_status.into(),
            is_typed: noted.note.origin == proforma_engine::schedule::RowOrigin::Typed,
            reason: noted.note.reason,
        }),
        RowKind::Milestone(_) => None,
    };
    Ok(ContractLineSetUp {
        form: forms::of_line(connection, line, milestones, customers)?,
        locks: locks::of_line(connection, contract, line, milestones, customers)?,
        schedule: rows::of_line(connection, line.id)?.into_iter().filter_map(date_row).collect(),
        gaps: checks::gaps(connection, contract, line, today)?,
        milestones: milestones::states(connection, line, milestones, customers)?,
        not_deletable: locks::keeps_line(connection, contract, line)?,
    })
}

fn customer_names(contract: &Contract, customers: &Customers) -> Result<Vec<CustomerName>, ApiError> {
    let of_lines = contract.lines.iter().flat_map(|line| line.customers.entries());
    let mut names: Vec<CustomerName> = Vec::new();
    for entry in contract.customers.entries().iter().chain(of_lines) {
        let customer = customers.get(entry.customer)?;
        if !names.iter().any(|name| name.id == customer.key) {
            names.push(CustomerName { id: customer.key.clone(), name: customer.party.name.clone() });
        }
    }
    Ok(names)
}

/// A contract by the author's id.
fn by_key(connection: &Connection, key: &str) -> Result<Contract, ApiError> {
    let unknown = || ApiError::NotFound { kind: "contract", id: key.to_owned() };
    let id = contract::id_of(connection, key)?.ok_or_else(unknown)?;
    contract::by_id(connection, id)?.ok_or_else(unknown)
}

/// A line of a contract by the author's id.
fn line_by_key<'c>(contract: &'c Contract, key: &str) -> Result<&'c ContractLine, ApiError> {
    let found = contract.lines.iter().find(|line| line.key == key);
    found.ok_or_else(|| ApiError::NotFound { kind: "contract line", id: key.to_owned() })
}
