//! Brings back what of contracts the format has no place for: the tasks of their lines, and which transactions were
//! deleted. Their histories have it.

use std::collections::{BTreeMap, HashMap, hash_map::Entry};

use chrono::{DateTime, Utc};
use proforma_engine::{
    contract::Contract,
    ids::{ContractId, TransactionId},
    money::Money,
};
use proforma_store::{
    WriteTransaction, contract, history, share,
    transaction::{self, Transaction},
};

use super::{
    error::{ImportError, Reason},
    import::Import,
    place::Place,
    values,
};
use crate::{
    changes::{self, Command, FormCommand, UNDO},
    dto::TransactionForm,
    record_changes::RecordChanges,
    transactions::{default_unit, fates},
};

const STATE: Place<'static> = Place::top("state");

/// A transaction that was deleted.
#[derive(Debug)]
struct Deleted {
    contract: ContractId,
    form: TransactionForm,
    /// Of its entry in the history of the file.
    index: usize,
}

/// The latest of each, as the entries are gone through in order.
#[derive(Debug, Default)]
pub(super) struct ContractRecords {
    /// Tasks by the line's id, with the index of their entry in the history of the file.
    tasks: BTreeMap<(ContractId, String), (usize, String)>,
    /// By the transaction's id: when it was last told of, and what it was where it was deleted then.
    transactions: HashMap<String, (DateTime<Utc>, Option<Deleted>)>,
}

impl ContractRecords {
    /// Takes in an entry of a contract's chain, which is in the book already; `index` is its place in the file.
    pub(super) fn take(
        &mut self,
        tx: &WriteTransaction<'_>,
        index: usize,
        contract: ContractId,
        at: DateTime<Utc>,
        (command, detail): (&str, &str),
    ) -> Result<(), ImportError> {
        let unread = |error: serde_json::Error| {
            let reason = Reason::Structure { message: error.to_string() };
            ImportError::refused(STATE.field("history").index(index).field("detail"), reason)
        };
        match command {
            "save_line" | "copy_contract" | "delete_line" => {
                let changes: RecordChanges = serde_json::from_str(detail).map_err(unread)?;
                self.take_lines(index, contract, &changes);
            }
            UNDO => {
                let Some(undone) = changes::taken_back_by(detail) else { return Ok(()) };
                let is_of_line =
                    matches!(undone.command, Command::Form(FormCommand::SaveLine | FormCommand::DeleteLine));
                if !is_of_line && !is_entry(undone.command) {
                    return Ok(());
                }
                for entry in history::of_change(tx, Some(contract), undone.at, undone.command.as_str())? {
                    if is_of_line {
                        let changes: RecordChanges = serde_json::from_str(&entry.detail).map_err(unread)?;
                        self.take_lines(index, contract, &changes.taken_back());
                    } else {
                        let fates = fates(&entry.detail, true).map_err(unread)?;
                        self.take_fates(index, contract, at, fates);
                    }
                }
            }
            _ if Command::of(command).is_some_and(is_entry) => {
                let fates = fates(detail, false).map_err(unread)?;
                self.take_fates(index, contract, at, fates);
            }
            _ => {}
        }
        Ok(())
    }

    fn take_lines(&mut self, index: usize, contract: ContractId, changes: &RecordChanges) {
        for change in changes.changes.iter().filter(|change| change.record == "contract_line") {
            match (change.field.as_str(), &change.before, &change.after) {
                ("id", Some(before), Some(after)) => {
                    if let Some(tasks) = self.tasks.remove(&(contract, before.clone())) {
                        self.tasks.insert((contract, after.clone()), tasks);
                    }
                }
                // What was deleted on a line goes with it.
                ("id", Some(line), None) => self.transactions.retain(|_, (_, deleted)| {
                    deleted.as_ref().is_none_or(|deleted| {
                        deleted.contract != contract || deleted.form.contract_line != *line
                    })
                }),
                ("tasks", _, Some(tasks)) => {
                    self.tasks.insert((contract, change.id.clone()), (index, tasks.clone()));
                }
                ("tasks", _, None) => drop(self.tasks.remove(&(contract, change.id.clone()))),
                _ => {}
            }
        }
    }

    fn take_fates(
        &mut self,
        index: usize,
        contract: ContractId,
        at: DateTime<Utc>,
        fates: Vec<(String, Option<TransactionForm>)>,
    ) {
        for (id, form) in fates {
            // The chains come one after the other, and an id may have been in two contracts.
            if self.transactions.get(&id).is_some_and(|(known, _)| *known > at) {
                continue;
            }
            let deleted = form.map(|form| Deleted { contract, form, index });
            self.transactions.insert(id, (at, deleted));
        }
    }

    /// Writes what is left of it.
    pub(super) fn write(self, import: &Import<'_>) -> Result<(), ImportError> {
        let tx = import.tx;
        let mut contracts = HashMap::new();
        let history = STATE.field("history");
        for ((id, line), (index, tasks)) in self.tasks {
            let entry = history.index(index);
            let place = entry.field("detail");
            let tasks: Vec<String> = tasks.split('\n').map(str::to_owned).collect();
            for task in &tasks {
                values::name(&place, task)?;
            }
            let contract = contract_of(tx, &mut contracts, &place, id)?;
            let known = contract.lines.iter().find(|known| known.key == line);
            let known = known.ok_or_else(|| missing(&place, "contract line", &line))?;
            contract::set_tasks(tx, known.id, &tasks)?;
        }
        let mut deleted: Vec<_> = self
            .transactions
            .into_iter()
            .filter_map(|(id, (at, deleted))| Some((at, id, deleted?)))
            .collect();
        deleted.sort_unstable_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
        let first = transaction::next_id(tx)?;
        for (number, (at, id, deleted)) in (first..).zip(deleted) {
            // It was entered anew under its id.
            if transaction::exists(tx, &id)? || share::milestone_place(tx, &id)?.is_some() {
                continue;
            }
            let entry = history.index(deleted.index);
            let place = entry.field("detail");
            let contract = contract_of(tx, &mut contracts, &place, deleted.contract)?;
            let row = row(import, contract, &place, &deleted.form, TransactionId(number))?;
            transaction::insert_deleted(tx, &row, at)?;
        }
        Ok(())
    }
}

/// Whether a command enters, changes or deletes transactions.
fn is_entry(command: Command) -> bool {
    match command {
        Command::EnterTransactions | Command::ChangeTransactions | Command::DeleteTransactions => true,
        Command::Mark
        | Command::MarkMatching
        | Command::Create
        | Command::DeleteDraft
        | Command::SkipRows
        | Command::UnskipRows
        | Command::GenerateSchedule
        | Command::SaveScheduleRow
        | Command::DeleteScheduleRows
        | Command::SetLimitState
        | Command::ImportTransactions
        | Command::Form(_) => false,
    }
}

fn missing(place: &Place<'_>, kind: &'static str, id: &str) -> ImportError {
    ImportError::refused(place, Reason::Missing { kind, id: values::shortened(id) })
}

fn contract_of<'k>(
    tx: &WriteTransaction<'_>,
    known: &'k mut HashMap<ContractId, Contract>,
    place: &Place<'_>,
    id: ContractId,
) -> Result<&'k Contract, ImportError> {
    match known.entry(id) {
        Entry::Occupied(known) => Ok(known.into_mut()),
        Entry::Vacant(unknown) => {
            let contract = contract::by_id(tx, id)?;
            Ok(unknown.insert(contract.ok_or_else(|| missing(place, "contract", &id.0.to_string()))?))
        }
    }
}

/// The row of a transaction that was deleted. A role or resource that is gone is none of it any more.
fn row(
    import: &Import<'_>,
    contract: &Contract,
    place: &Place<'_>,
    form: &TransactionForm,
    id: TransactionId,
) -> Result<Transaction, ImportError> {
    let text = |text: &String| (!text.is_empty()).then(|| text.clone());
    values::id(place, &form.id)?;
    let line = contract.lines.iter().find(|line| line.key == form.contract_line);
    let line = line.ok_or_else(|| missing(place, "contract line", &form.contract_line))?;
    let class = values::word(place, &form.class)?;
    let quantity = values::quantity(place, &form.quantity)?;
    let unit_price = values::quantity(place, &form.unit_price)?;
    for long in [&form.description, &form.category, &form.unit] {
        values::text(place, Some(long.as_str()))?;
    }
    Ok(Transaction {
        id,
        contract_line: line.id,
        key: form.id.clone(),
        class,
        date: values::date(place, &form.date)?,
        description: text(&form.description),
        role: import.base.roles.find(&form.role).copied(),
        category: text(&form.category),
        resource: import.base.resources.find(&form.resource).copied(),
        quantity,
        unit: text(&form.unit).unwrap_or_else(|| default_unit(Some(class)).to_owned()),
        unit_price,
        billing_type: values::word(place, &form.billing_type)?,
        amount: Money::extend(quantity, unit_price, contract.currency)
            .map_err(|error| ImportError::refused(place, error))?,
    })
}
