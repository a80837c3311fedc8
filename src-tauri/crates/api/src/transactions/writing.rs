//! Transactions written one after the other in one write transaction, with what their shares and limits become.
//!
//! Source: SPEC 5.2, 5.4.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use proforma_engine::{
    contract::{BillingMethod, Contract},
    ids::{ContractId, ContractLineId, CustomerId, ShareId, TransactionId},
    limits::{LimitState, is_limited},
    money::{Currency, Money},
    share::{BillingStatus, Share, ShareOf, SharePart, share_parts},
};
use proforma_store::{
    Connection, StoreError, WriteTransaction, contract,
    share::{self, NewShare},
    transaction::{self, Transaction},
};

use super::{
    lock,
    record::{EntryRecord, Records},
    typed_row::{TypedTransaction, closed},
};
use crate::{
    changes::{ChangeName, Command},
    contract_set_up::free_key,
    dto::{StoppedShares, TransactionForm, TransactionsSaved},
    error::ApiError,
    limits::{self, Limits},
    sums::Sums,
    typed::Problems,
};

/// A transaction as it stands, with its shares.
pub(crate) struct Present {
    pub(crate) transaction: Transaction,
    pub(crate) shares: Vec<Share>,
    pub(crate) form: TransactionForm,
    pub(crate) contract: ContractId,
}

impl Present {
    /// Reads it; what keeps it from being changed is gathered under its id.
    pub(crate) fn read(
        connection: &Connection,
        key: &str,
        problems: &mut Problems,
    ) -> Result<Option<Self>, ApiError> {
        let Some(transaction) = by_key(connection, key)? else {
            problems.add("id", format!("there is no transaction \"{key}\" any more"));
            return Ok(None);
        };
        let shares = share::of_transaction(connection, transaction.contract_line, transaction.id)?;
        if let Some(why) = lock(shares.iter().map(|share| share.billing_status)) {
            problems.add("id", format!("{key} stays as it is: {why}"));
            return Ok(None);
        }
        let contract = whole_contract_of(connection, transaction.contract_line)?;
        if let Some(why) = closed(&contract) {
            problems.add_once("contract", &why);
            return Ok(None);
        }
        let form = super::list::form_of(connection, key)?;
        Ok(Some(Self { transaction, shares, form, contract: contract.id }))
    }
}

fn contract_of(connection: &Connection, line: ContractLineId) -> Result<ContractId, StoreError> {
    contract::of_line(connection, line)?
        .ok_or_else(|| StoreError::Unreadable { kind: "the contract of a line", value: line.0.to_string() })
}

/// A transaction by the author's id.
pub(crate) fn by_key(connection: &Connection, key: &str) -> Result<Option<Transaction>, StoreError> {
    transaction::by_key(connection, key, |line| currency_of(connection, line))
}

fn whole_contract_of(connection: &Connection, line: ContractLineId) -> Result<Contract, StoreError> {
    let id = contract_of(connection, line)?;
    let found = contract::by_id(connection, id)?;
    found.ok_or_else(|| StoreError::Unreadable { kind: "a contract", value: id.0.to_string() })
}

fn currency_of(connection: &Connection, line: ContractLineId) -> Result<Currency, StoreError> {
    Ok(whole_contract_of(connection, line)?.currency)
}

/// What the shares of a transaction were once, where they are made anew.
#[derive(Debug, Default)]
pub(crate) struct Once {
    /// Their statuses.
    pub(crate) statuses: BTreeMap<CustomerId, BillingStatus>,
    /// How its amount was divided; empty where it is divided as its line is today.
    pub(crate) parts: Vec<SharePart>,
    /// Whose share an amount was kept free for.
    pub(crate) committed: BTreeSet<CustomerId>,
}

/// One request while it is written.
pub(crate) struct Writer<'t> {
    tx: &'t WriteTransaction<'t>,
    now: DateTime<Utc>,
    next_transaction: i64,
    next_share: i64,
    records: Records,
    /// Shares that are to be ready again, once everything is written: limits are tested then.
    to_be_ready: Vec<(ContractLineId, ShareId)>,
    /// Shares that an amount is to be kept free for again.
    to_be_committed: Vec<(ContractLineId, ShareId)>,
    touched: BTreeSet<ContractId>,
    saved: TransactionsSaved,
    sums: Sums,
}

impl<'t> Writer<'t> {
    pub(crate) fn new(tx: &'t WriteTransaction<'t>, now: DateTime<Utc>) -> Result<Self, ApiError> {
        Ok(Self {
            tx,
            now,
            next_transaction: transaction::next_id(tx)?,
            next_share: share::next_id(tx)?,
            records: Records::default(),
            to_be_ready: Vec::new(),
            to_be_committed: Vec::new(),
            touched: BTreeSet::new(),
            saved: TransactionsSaved::default(),
            sums: Sums::default(),
        })
    }

    /// Brings a transaction from what it is to what was typed: enters it, changes it, or deletes it. `once` is what its
    /// shares were, where they are brought back.
    pub(crate) fn write(
        &mut self,
        present: Option<Present>,
        typed: Option<TypedTransaction>,
        once: Option<&Once>,
    ) -> Result<(), ApiError> {
        self.touched.extend(present.as_ref().map(|present| present.contract));
        self.touched.extend(typed.as_ref().map(|typed| typed.contract.id));
        let record = EntryRecord::new(self.tx, present.as_ref())?;
        match (present, typed) {
            (None, None) => Ok(()),
            (None, Some(typed)) => {
                self.saved.added += 1;
                self.sums.add(typed.amount);
                let key = self.enter(&typed, once)?;
                self.record(record, &typed, &key)
            }
            (Some(present), None) => {
                self.saved.deleted += 1;
                self.sums.add(present.transaction.amount);
                self.take_away(&present)?;
                self.records.add(present.contract, record);
                Ok(())
            }
            (Some(present), Some(typed)) => {
                let as_it_is = Once::as_it_is(&present.shares);
                let once = once.unwrap_or(&as_it_is);
                let key = typed.key.clone().unwrap_or_else(|| present.transaction.key.clone());
                if present.transaction.contract_line == typed.line.id {
                    self.change(&present, &typed, &key, once)?;
                } else {
                    self.take_away(&present)?;
                    transaction::free_key(self.tx, &present.transaction.key)?;
                    self.insert(&typed, &key, once)?;
                }
                if super::list::form_of(self.tx, &key)? != present.form {
                    self.saved.changed += 1;
                    self.sums.add(typed.amount);
                    if present.contract != typed.contract.id {
                        self.records
                            .add(present.contract, EntryRecord::new(self.tx, Some(&present))?.moved());
                    }
                    self.record(record, &typed, &key)?;
                }
                Ok(())
            }
        }
    }

    fn record(&mut self, record: EntryRecord, typed: &TypedTransaction, key: &str) -> Result<(), ApiError> {
        let after = super::list::form_of(self.tx, key)?;
        self.records.add(typed.contract.id, record.became(key, after, typed.amount.minor()));
        Ok(())
    }

    fn enter(&mut self, typed: &TypedTransaction, once: Option<&Once>) -> Result<String, ApiError> {
        let key = match &typed.key {
            Some(key) => {
                // Who enters an id that was deleted means it anew.
                transaction::free_key(self.tx, key)?;
                key.clone()
            }
            None => free_key(self.tx, &format!("t{}", self.next_transaction))?,
        };
        self.insert(typed, &key, once.unwrap_or(&Once::default()))?;
        Ok(key)
    }

    fn insert(&mut self, typed: &TypedTransaction, key: &str, once: &Once) -> Result<(), ApiError> {
        let row = row(typed, TransactionId(self.next_transaction), key);
        self.next_transaction += 1;
        transaction::insert(self.tx, &row)?;
        self.split(typed, row.id, once)
    }

    fn change(
        &mut self,
        present: &Present,
        typed: &TypedTransaction,
        key: &str,
        once: &Once,
    ) -> Result<(), ApiError> {
        let before = &present.transaction;
        let after = row(typed, before.id, key);
        if after == *before {
            return Ok(());
        }
        if before.key != key {
            transaction::free_key(self.tx, key)?;
        }
        transaction::update(self.tx, &after)?;
        let is_same_to_its_shares = before.class == after.class
            && before.date == after.date
            && before.quantity == after.quantity
            && before.unit_price == after.unit_price
            && before.billing_type == after.billing_type;
        if is_same_to_its_shares {
            return Ok(());
        }
        for share in &present.shares {
            share::reverse(self.tx, share.contract_line, share.id)?;
        }
        self.split(typed, before.id, once)
    }

    fn take_away(&mut self, present: &Present) -> Result<(), ApiError> {
        let Transaction { contract_line, id, .. } = present.transaction;
        for share in &present.shares {
            share::reverse(self.tx, contract_line, share.id)?;
        }
        Ok(transaction::delete(self.tx, (contract_line, id), self.now)?)
    }

    /// Makes the shares of a transaction, none of them ready yet.
    fn split(&mut self, typed: &TypedTransaction, id: TransactionId, once: &Once) -> Result<(), ApiError> {
        if typed.line.billing_method == BillingMethod::FixedPrice {
            return Ok(());
        }
        // A customer who had no share gets the status that all the others had, as where a line is split anew.
        let ready = Some(&BillingStatus::ReadyToInvoice);
        let statuses = &once.statuses;
        let were_all_ready = !statuses.is_empty() && statuses.values().all(|status| Some(status) == ready);
        let were_all_committed =
            !statuses.is_empty() && statuses.keys().all(|customer| once.committed.contains(customer));
        let parts = if once.divides(typed.amount) {
            once.parts.clone()
        } else {
            share_parts(typed.amount, &typed.line.customers)?
        };
        for part in parts {
            let new = NewShare {
                contract_line: typed.line.id,
                id: ShareId(self.next_share),
                customer: part.customer,
                of: ShareOf::Transaction(id, typed.class),
                date: typed.date,
                quantity: typed.quantity,
                unit_price: typed.unit_price,
                percent: part.percent,
                billing_type: typed.billing_type,
                amount: part.amount,
                billing_status: BillingStatus::NotReady,
            };
            share::insert(self.tx, &new)?;
            let before = statuses.get(&part.customer);
            if before == ready || (before.is_none() && were_all_ready) {
                self.to_be_ready.push((typed.line.id, new.id));
            } else if once.committed.contains(&part.customer) || (before.is_none() && were_all_committed) {
                self.to_be_committed.push((typed.line.id, new.id));
            }
            self.next_share += 1;
        }
        Ok(())
    }

    /// Marks ready again what was, as far as limits let it, and writes the histories.
    ///
    /// # Errors
    /// [`ApiError::Refused`] where what is gone made room under a limit that is taken.
    ///
    /// Source: SPEC 5.4.
    pub(crate) fn finish(mut self, command: Command) -> Result<TransactionsSaved, ApiError> {
        self.settle()?;
        let name = ChangeName { command, at: self.now };
        self.records.note_statuses(self.tx)?;
        let is_changed = self.records.write(self.tx, name)?;
        self.saved.amounts = self.sums.amounts();
        self.saved.undo = is_changed.then(|| name.token());
        Ok(self.saved)
    }

    /// As [`Writer::finish`], where the change that is taken back stands in the histories by itself.
    pub(crate) fn finish_undone(mut self) -> Result<(), ApiError> {
        self.settle()
    }

    fn settle(&mut self) -> Result<(), ApiError> {
        self.commit_again()?;
        self.touched.iter().try_for_each(|contract| limits::hold(self.tx, *contract))
    }

    /// Tests limits in the order of date, then id, for what is to be ready and for what an amount is to be kept free for.
    fn commit_again(&mut self) -> Result<(), ApiError> {
        let ready = self.to_be_ready.iter().map(|place| (place, true));
        let mut shares = Vec::new();
        for ((line, id), is_ready) in ready.chain(self.to_be_committed.iter().map(|place| (place, false))) {
            shares.extend(share::by_id(self.tx, *line, *id)?.map(|share| (share, is_ready)));
        }
        // Nothing is kept free for what counts against no limit any more.
        shares.retain(|(share, is_ready)| *is_ready || is_limited(share));
        shares.sort_by(|(one, _), (other, _)| (one.date, &one.key).cmp(&(other.date, &other.key)));
        let mut limits = Limits::new(self.tx);
        let stopped: &mut StoppedShares = &mut self.saved.stopped;
        for (share, is_ready) in &shares {
            let place = (share.contract_line, share.id);
            let tested = match is_ready {
                true => limits.move_to(share, BillingStatus::ReadyToInvoice)?,
                false => limits.change(share, true)?,
            };
            match (tested, is_ready) {
                (Ok(()), true) => share::set_status(
                    self.tx,
                    place.0,
                    place.1,
                    BillingStatus::NotReady,
                    BillingStatus::ReadyToInvoice,
                )?,
                (Ok(()), false) => {
                    share::set_limit_state(self.tx, place.0, place.1, Some(LimitState::Committed))?;
                }
                (Err(by), _) => {
                    let state = LimitState::Stopped(by.passed.scope.level());
                    share::set_limit_state(self.tx, place.0, place.1, Some(state))?;
                    stopped.shares += 1;
                    let why = by.sentence(self.tx)?;
                    if stopped.why.len() < 5 && !stopped.why.contains(&why) {
                        stopped.why.push(why);
                    }
                }
            }
        }
        Ok(())
    }
}

impl Once {
    /// What shares are: one that is ready, or that an amount is kept free for, is to stay so where limits let it.
    ///
    /// Source: SPEC 5.4.
    fn as_it_is(shares: &[Share]) -> Self {
        let committed = shares.iter().filter(|share| share.limit_state == Some(LimitState::Committed));
        Self {
            statuses: shares.iter().map(|share| (share.customer, share.billing_status)).collect(),
            parts: Vec::new(),
            committed: committed.map(|share| share.customer).collect(),
        }
    }

    /// Whether its parts are those of this amount.
    fn divides(&self, amount: Money) -> bool {
        let minor = self.parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(part.amount.minor()));
        !self.parts.is_empty() && minor == Some(amount.minor())
    }
}

fn row(typed: &TypedTransaction, id: TransactionId, key: &str) -> Transaction {
    Transaction {
        id,
        contract_line: typed.line.id,
        key: key.to_owned(),
        class: typed.class,
        date: typed.date,
        description: typed.description.clone(),
        role: typed.role,
        category: typed.category.clone(),
        resource: typed.resource,
        quantity: typed.quantity,
        unit: typed.unit.clone(),
        unit_price: typed.unit_price,
        billing_type: typed.billing_type,
        amount: typed.amount,
    }
}
