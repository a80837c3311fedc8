//! What an import of transactions brought into a contract, as its history holds it, and the way back.
//!
//! Transactions and shares are told by ranges of their numbers, line by line: nothing of the file itself is kept.
//!
//! Source: SPEC 5.3; d365 R6.7.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use proforma_engine::{
    ids::{ContractId, ContractLineId, ShareId, TransactionId},
    share::BillingStatus,
};
use proforma_store::{StoreError, WriteTransaction, contract, history, share, transaction};
use serde::{Deserialize, Serialize};

use crate::{
    changes::{ChangeName, Command},
    error::ApiError,
    limits,
};

type Runs = Vec<(i64, i64)>;

/// What came into one line.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct IntoLine {
    numbers: Runs,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    not_ready: Runs,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ready: Runs,
}

impl IntoLine {
    /// The numbers of the shares, with the status that each came in with.
    pub(crate) fn shares(&self) -> [(BillingStatus, &Runs); 2] {
        [(BillingStatus::NotReady, &self.not_ready), (BillingStatus::ReadyToInvoice, &self.ready)]
    }

    /// The numbers of the transactions.
    pub(crate) fn transactions(&self) -> &Runs {
        &self.numbers
    }

    /// Whether a transaction is one of them.
    pub(crate) fn names(&self, id: TransactionId) -> bool {
        self.numbers.iter().any(|(first, last)| (*first..=*last).contains(&id.0))
    }
}

/// What came into one contract.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct TakenIn {
    pub(crate) file: String,
    /// How many transactions.
    pub(crate) count: u64,
    /// What they come to; none where that is beyond what fits.
    amount_minor: Option<i64>,
    /// By the number of the line.
    #[serde(default, rename = "into")]
    pub(crate) lines: BTreeMap<i64, IntoLine>,
}

impl TakenIn {
    pub(crate) fn read(detail: &str) -> Result<Self, ApiError> {
        Ok(serde_json::from_str(detail)?)
    }

    /// How many transactions, and what they come to.
    pub(crate) fn summary(&self) -> (u64, Option<i64>) {
        (self.count, self.amount_minor)
    }

    /// Takes all of it away again; who calls has looked that it stands as it came in.
    ///
    /// # Errors
    /// [`ApiError::Refused`] where a limit would be passed by what a credit among it made room for.
    pub(crate) fn take_back(
        &self,
        tx: &WriteTransaction<'_>,
        contract: ContractId,
        now: DateTime<Utc>,
    ) -> Result<(), ApiError> {
        for (line, of_line) in &self.lines {
            let line = ContractLineId(*line);
            for (first, last) in of_line.not_ready.iter().chain(&of_line.ready) {
                share::reverse_run(tx, line, *first..=*last)?;
            }
            for (first, last) in &of_line.numbers {
                transaction::delete_run(tx, line, *first..=*last, now)?;
            }
        }
        limits::hold(tx, contract)
    }
}

/// What an import brings into the book, as it is written.
#[derive(Debug, Default)]
pub(crate) struct Taking {
    lines: BTreeMap<ContractLineId, (IntoLine, u64, Option<i64>)>,
}

impl Taking {
    /// Takes in a transaction.
    pub(crate) fn add(&mut self, line: ContractLineId, id: TransactionId, amount_minor: i64) {
        let (of_line, count, sum) =
            self.lines.entry(line).or_insert_with(|| (IntoLine::default(), 0, Some(0)));
        extend(&mut of_line.numbers, id.0);
        *count += 1;
        *sum = sum.and_then(|sum| sum.checked_add(amount_minor));
    }

    /// Takes in a share of one.
    pub(crate) fn add_share(&mut self, line: ContractLineId, id: ShareId, status: BillingStatus) {
        let (of_line, ..) = self.lines.entry(line).or_default();
        let runs =
            if status == BillingStatus::NotReady { &mut of_line.not_ready } else { &mut of_line.ready };
        extend(runs, id.0);
    }

    /// Writes into the history of each contract what came into it, and gives what takes all of it back.
    pub(crate) fn write(
        self,
        tx: &WriteTransaction<'_>,
        file: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<String>, StoreError> {
        let mut contracts: BTreeMap<ContractId, TakenIn> = BTreeMap::new();
        for (line, (of_line, count, sum)) in self.lines {
            let lost =
                || StoreError::Unreadable { kind: "the contract of a line", value: line.0.to_string() };
            let contract = contract::of_line(tx, line)?.ok_or_else(lost)?;
            let taken_in = contracts.entry(contract).or_insert_with(|| TakenIn {
                file: file.to_owned(),
                amount_minor: Some(0),
                ..TakenIn::default()
            });
            taken_in.count += count;
            taken_in.amount_minor =
                taken_in.amount_minor.zip(sum).and_then(|(one, other)| one.checked_add(other));
            taken_in.lines.insert(line.0, of_line);
        }
        let name = ChangeName { command: Command::ImportTransactions, at: now };
        for (contract, taken_in) in &contracts {
            let detail = serde_json::to_string(taken_in)
                .map_err(|error| StoreError::Unreadable { kind: "an import", value: error.to_string() })?;
            history::append(tx, Some(*contract), now, name.command.as_str(), &detail)?;
        }
        Ok((!contracts.is_empty()).then(|| name.token()))
    }
}

fn extend(runs: &mut Runs, number: i64) {
    match runs.last_mut() {
        Some((_, last)) if *last + 1 == number => *last = number,
        _ => runs.push((number, number)),
    }
}
