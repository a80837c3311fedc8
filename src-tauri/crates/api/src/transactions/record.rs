//! What the histories of contracts say of transactions that were entered, changed and deleted, and the way back.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

use chrono::{DateTime, Utc};
use proforma_engine::{
    ids::{ContractId, ContractLineId, CustomerId, TransactionId},
    limits::LimitState,
    money::{Currency, Money},
    share::{BillingStatus, Share, SharePart},
};
use proforma_store::{
    Connection, WriteTransaction, contract,
    history::{self, Entry},
    share, transaction,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    moved_on,
    present::{Present, Standing},
    typed_row::{Reader, closed},
    writing::{Once, Writer},
};
use crate::{
    changes::{ChangeName, Command, PastChange, UNDO, taken_back_by},
    dto::TransactionForm,
    error::ApiError,
    names::Customers,
    typed::Problems,
};

/// One transaction, before and after.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct EntryRecord {
    /// Its id after the change; before it, where it was deleted.
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<TransactionForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<TransactionForm>,
    /// What the shares were before, by customer.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    statuses: BTreeMap<String, String>,
    /// What they were right after, by customer; empty where it was deleted, and in books of earlier versions.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    statuses_after: BTreeMap<String, String>,
    /// How its amount was divided before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    parts: Vec<PartRecord>,
    /// How it was divided right after.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    parts_after: Vec<PartRecord>,
    /// What it comes to, after; before, where it was deleted.
    amount_minor: i64,
    /// Whether it went to another contract, whose history has the rest.
    #[serde(default, skip_serializing_if = "is_false")]
    moved: bool,
}

/// One customer's part of a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct PartRecord {
    customer: String,
    percent: Decimal,
    amount_minor: i64,
    /// Whether limits keep an amount free for it.
    #[serde(default, skip_serializing_if = "is_false")]
    committed: bool,
}

impl PartRecord {
    fn of(shares: &[Share], customers: &Customers) -> Result<Vec<Self>, ApiError> {
        let part = |share: &Share| {
            Ok(Self {
                customer: customers.get(share.customer)?.key.clone(),
                percent: share.percent,
                amount_minor: share.amount.minor(),
                committed: share.limit_state == Some(LimitState::Committed),
            })
        };
        shares.iter().map(part).collect()
    }

    /// Whether another divides alike.
    fn is_like(&self, other: &Self) -> bool {
        (&self.customer, self.percent, self.amount_minor)
            == (&other.customer, other.percent, other.amount_minor)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

impl EntryRecord {
    pub(super) fn new(customers: &Customers, present: Option<&Present>) -> Result<Self, ApiError> {
        let Some(present) = present else {
            return Ok(Self {
                id: String::new(),
                before: None,
                after: None,
                statuses: BTreeMap::new(),
                statuses_after: BTreeMap::new(),
                parts: Vec::new(),
                parts_after: Vec::new(),
                amount_minor: 0,
                moved: false,
            });
        };
        Ok(Self {
            id: present.transaction.key.clone(),
            before: Some(present.form.clone()),
            after: None,
            statuses: statuses(&present.shares, customers)?,
            statuses_after: BTreeMap::new(),
            parts: PartRecord::of(&present.shares, customers)?,
            parts_after: Vec::new(),
            amount_minor: present.transaction.amount.minor(),
            moved: false,
        })
    }

    /// What the shares are brought back to.
    fn once(
        &self,
        present: Option<&Present>,
        currency: Option<Currency>,
        customers: &Customers,
    ) -> Result<Once, ApiError> {
        let statuses = self.statuses_to_restore(present, customers)?;
        // What was split anew since was split on purpose.
        let is_as_left = match present {
            None => true,
            Some(present) => {
                let now = PartRecord::of(&present.shares, customers)?;
                now.len() == self.parts_after.len()
                    && now.iter().zip(&self.parts_after).all(|(now, left)| now.is_like(left))
            }
        };
        let (Some(currency), true) = (currency, is_as_left) else {
            return Ok(Once { statuses, ..Once::default() });
        };
        let part = |part: &PartRecord| {
            let customer = customers.by_key(&part.customer)?.id;
            let amount = Money::from_minor(part.amount_minor, currency)?;
            Ok(SharePart { customer, percent: part.percent, amount })
        };
        let parts = self.parts.iter().map(part).collect::<Result<Vec<_>, ApiError>>()?;
        let committed = self.parts.iter().filter(|part| part.committed);
        let committed = committed
            .map(|part| Ok(customers.by_key(&part.customer)?.id))
            .collect::<Result<_, ApiError>>()?;
        Ok(Once { statuses, parts, committed })
    }

    /// The statuses that the shares are brought back to: those of before, but for a customer whose share was marked by
    /// somebody since.
    fn statuses_to_restore(
        &self,
        present: Option<&Present>,
        customers: &Customers,
    ) -> Result<BTreeMap<CustomerId, BillingStatus>, ApiError> {
        let mut statuses = BTreeMap::new();
        for (key, before) in &self.statuses {
            let customer = customers.by_key(key)?.id;
            let now = present.and_then(|present| {
                let share = present.shares.iter().find(|share| share.customer == customer)?;
                let was_marked =
                    self.statuses_after.get(key).is_some_and(|left| left != share.billing_status.as_str());
                was_marked.then_some(share.billing_status)
            });
            let before = before.parse().map_err(|_| moved_on(format!("{before} is no billing status")));
            statuses.insert(customer, now.map_or(before, Ok)?);
        }
        Ok(statuses)
    }

    fn before_id(&self) -> &str {
        self.before.as_ref().map_or(&self.id, |before| &before.id)
    }

    pub(super) fn moved(self) -> Self {
        Self { moved: true, ..self }
    }

    pub(super) fn became(self, key: &str, after: TransactionForm, amount_minor: i64) -> Self {
        Self { id: key.to_owned(), after: Some(after), amount_minor, ..self }
    }
}

fn statuses(shares: &[Share], customers: &Customers) -> Result<BTreeMap<String, String>, ApiError> {
    let status = |share: &Share| {
        Ok((customers.get(share.customer)?.key.clone(), share.billing_status.as_str().to_owned()))
    };
    shares.iter().map(status).collect()
}

/// One contract's part of a change.
#[derive(Debug, Default, Serialize, Deserialize)]
struct ContractRecord {
    transactions: Vec<EntryRecord>,
}

/// What a change did, contract by contract.
#[derive(Debug, Default)]
pub(super) struct Records(BTreeMap<ContractId, ContractRecord>);

impl Records {
    pub(super) fn add(&mut self, contract: ContractId, record: EntryRecord) {
        self.0.entry(contract).or_default().transactions.push(record);
    }

    /// Notes how the shares of what was entered and changed are left.
    pub(super) fn note_statuses(
        &mut self,
        connection: &Connection,
        customers: &Customers,
    ) -> Result<(), ApiError> {
        let all = self.0.values_mut().flat_map(|record| &mut record.transactions);
        for record in all.filter(|record| record.after.is_some() && !record.moved) {
            let shares = share::of_item(connection, &record.id)?;
            record.statuses_after = statuses(&shares, customers)?;
            record.parts_after = PartRecord::of(&shares, customers)?;
        }
        Ok(())
    }

    /// Writes it; whether there was anything.
    pub(super) fn write(&self, tx: &WriteTransaction<'_>, name: ChangeName) -> Result<bool, ApiError> {
        for (contract, record) in &self.0 {
            name.write(tx, *contract, &serde_json::to_string(record)?)?;
        }
        Ok(!self.0.is_empty())
    }
}

fn records(entry: &Entry) -> Result<Vec<EntryRecord>, ApiError> {
    let record: ContractRecord = serde_json::from_str(&entry.detail)?;
    Ok(record.transactions.into_iter().filter(|record| !record.moved).collect())
}

/// What became of the transactions that an entry tells of, by id: as it was where it was deleted, none where it is there
/// or has another id by now.
pub(crate) type Fates = Vec<(String, Option<TransactionForm>)>;

/// What became of transactions by a change, or by taking it back.
pub(crate) fn fates(detail: &str, is_taken_back: bool) -> Result<Fates, serde_json::Error> {
    let record: ContractRecord = serde_json::from_str(detail)?;
    let mut fates = Fates::new();
    for EntryRecord { before, after, moved, .. } in record.transactions {
        let (before, after) = if is_taken_back { (after, before) } else { (before, after) };
        match (before, after) {
            // The history of another contract has the rest.
            _ if moved => {}
            (None, None) => {}
            (Some(before), None) => fates.push((before.id.clone(), Some(before))),
            (before, Some(after)) => {
                fates.extend(before.map(|before| (before.id, None)));
                fates.push((after.id, None));
            }
        }
    }
    Ok(fates)
}

/// How many transactions an entry tells of, and what they come to; the rest of it is passed over.
pub(crate) fn summary(entry: &Entry) -> Result<(u64, Option<i64>), ApiError> {
    #[derive(Deserialize)]
    struct Told {
        transactions: Vec<One>,
    }
    #[derive(Deserialize)]
    struct One {
        amount_minor: i64,
        #[serde(default)]
        moved: bool,
    }
    let told: Told = serde_json::from_str(&entry.detail)?;
    let counted = || told.transactions.iter().filter(|one| !one.moved);
    let sum = counted().try_fold(0_i64, |sum, one| sum.checked_add(one.amount_minor));
    Ok((counted().count() as u64, sum))
}

/// Why a change can not be taken back; none where it can.
pub(crate) fn obstacle(connection: &Connection, change: &PastChange) -> Result<Option<String>, ApiError> {
    let (mut all, mut stuck) = (0, 0);
    let mut first = None;
    let mut standing = Stood { standing: Standing::new(connection), closed: BTreeMap::new() };
    for part in change.parts(connection) {
        for record in records(&part?.1)? {
            all += 1;
            if let Some(why) = standing.obstacle_of(connection, &record)? {
                stuck += 1;
                first.get_or_insert(why);
            }
        }
    }
    Ok(first.map(|why| match (stuck, all) {
        (1, 1) => why,
        (stuck, all) => format!("{stuck} of {all} have moved on: {why}"),
    }))
}

/// How many of the transactions that `is_asked_about` were changed after a place in the history of a contract, and are as
/// they were left then.
pub(crate) fn changed_since(
    connection: &Connection,
    contract: ContractId,
    sequence: u64,
    is_asked_about: impl Fn(ContractLineId, TransactionId) -> bool,
) -> Result<u64, ApiError> {
    let mut taken_back = BTreeSet::new();
    let mut changed = BTreeSet::new();
    let commands = [UNDO, Command::ChangeTransactions.as_str()];
    history::latest_first(connection, Some(contract), &commands, |entry| {
        if entry.sequence <= sequence {
            return Ok::<_, ApiError>(ControlFlow::Break(()));
        }
        if entry.command == UNDO {
            taken_back.extend(taken_back_by(&entry.detail).map(|name| name.at));
        } else if !taken_back.contains(&entry.at) {
            for record in records(&entry)? {
                if let Some((line, id)) = transaction::place_of(connection, &record.id)?
                    && is_asked_about(line, id)
                {
                    changed.insert(id);
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(changed.len() as u64)
}

/// What is known of where transactions stand by now.
struct Stood<'c> {
    standing: Standing<'c>,
    /// Why the work of a contract stays as it is, by its id.
    closed: BTreeMap<String, Option<String>>,
}

impl Stood<'_> {
    fn obstacle_of(
        &mut self,
        connection: &Connection,
        record: &EntryRecord,
    ) -> Result<Option<String>, ApiError> {
        let id = &record.id;
        if let Some(before) = &record.before
            && let Some(why) = self.closed(connection, &before.contract)?
        {
            return Ok(Some(why));
        }
        let Some(after) = &record.after else {
            let is_there = self.standing.by_key(id)?.is_some();
            return Ok(is_there.then(|| format!("{id} was entered again")));
        };
        let mut problems = Problems::default();
        let present = self.standing.read(id, &mut problems)?;
        if let Some(problem) = problems.first() {
            return Ok(Some(problem.message.clone()));
        }
        if present.is_some_and(|present| present.form != *after) {
            return Ok(Some(format!("{id} was changed since")));
        }
        let old = record.before_id();
        let is_taken = old != id && self.standing.by_key(old)?.is_some();
        Ok(is_taken.then(|| format!("another has its id {old} by now")))
    }

    fn closed(&mut self, connection: &Connection, key: &str) -> Result<Option<String>, ApiError> {
        if let Some(known) = self.closed.get(key) {
            return Ok(known.clone());
        }
        let id = contract::id_of(connection, key)?;
        let found = id.map(|id| contract::by_id(connection, id)).transpose()?.flatten();
        let why = found.as_ref().and_then(closed);
        self.closed.insert(key.to_owned(), why.clone());
        Ok(why)
    }
}

/// Brings transactions back to what they were, all of them or none.
///
/// # Errors
/// [`ApiError::Refused`] where one has moved on since.
pub(crate) fn take_back(
    tx: &WriteTransaction<'_>,
    change: &PastChange,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    let customers = Customers::read(tx)?;
    let mut reader = Reader::new(tx)?;
    let mut writer = Writer::new(tx, now)?;
    let standing = Standing::new(tx);
    for part in change.parts(tx) {
        for record in records(&part?.1)? {
            let mut problems = Problems::default();
            let present = match &record.after {
                Some(_) => standing.read(&record.id, &mut problems)?,
                None => None,
            };
            let typed = match &record.before {
                Some(before) => reader.read(before, &mut problems)?.typed,
                None => None,
            };
            if let Some(problem) = problems.first() {
                return Err(moved_on(format!("{}: {}", record.id, problem.message)));
            }
            let currency = typed.as_ref().map(|typed| typed.amount.currency());
            let once = record.once(present.as_ref(), currency, &customers)?;
            writer.write(present, typed, Some(&once))?;
        }
        writer.forget_records();
    }
    writer.finish_undone()?;
    Ok(())
}
