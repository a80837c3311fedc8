//! Transactions written one after the other in one write transaction, with what their shares and limits become.
//!
//! Source: SPEC 5.2, 5.4.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use proforma_engine::{
    contract::BillingMethod,
    ids::{ContractId, ContractLineId, CustomerId, ShareId, TransactionId},
    limits::{LimitState, is_limited},
    money::Money,
    share::{BillingStatus, Share, ShareOf, SharePart, share_parts},
};
use proforma_store::{
    WriteTransaction,
    share::{self, NewShare},
    transaction::{self, Transaction},
};

use super::{
    present::Present,
    record::{EntryRecord, Records},
    typed_row::TypedTransaction,
};
use crate::{
    changes::{ChangeName, Command},
    contract_set_up::free_key,
    dto::{StoppedShares, TransactionsSaved},
    error::{ApiError, Refusal},
    limits::{self, Limits},
    names::Customers,
    sums::Sums,
};

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
    customers: Customers,
    /// What is free of limits beside all that is to be written; none where everything is written before it is tested.
    limits: Option<Limits<'t>>,
    next_transaction: i64,
    next_share: i64,
    records: Records,
    /// Shares that are to be ready again, once everything is written: limits are tested then.
    to_be_ready: Vec<(ContractLineId, ShareId)>,
    /// Shares that an amount is to be kept free for again.
    to_be_committed: Vec<(ContractLineId, ShareId)>,
    /// Why a limit keeps something from being ready again that was.
    not_ready_again: Option<String>,
    touched: BTreeSet<ContractId>,
    saved: TransactionsSaved,
    sums: Sums,
}

impl<'t> Writer<'t> {
    pub(crate) fn new(tx: &'t WriteTransaction<'t>, now: DateTime<Utc>) -> Result<Self, ApiError> {
        Ok(Self {
            tx,
            now,
            customers: Customers::read(tx)?,
            limits: None,
            next_transaction: transaction::next_id(tx)?,
            next_share: share::next_id(tx)?,
            records: Records::default(),
            to_be_ready: Vec::new(),
            to_be_committed: Vec::new(),
            not_ready_again: None,
            touched: BTreeSet::new(),
            saved: TransactionsSaved::default(),
            sums: Sums::default(),
        })
    }

    /// Lets limits go by what is free beside these shares, so that what is written in parts is tested as if it were written
    /// at once.
    ///
    /// Source: SPEC 5.4.
    pub(super) fn release(&mut self, contract: ContractId, shares: &[Share]) -> Result<(), ApiError> {
        let limits = self.limits.get_or_insert_with(|| Limits::new(self.tx));
        shares.iter().try_for_each(|share| limits.release(contract, share))
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
        let record = EntryRecord::new(&self.customers, present.as_ref())?;
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
                        self.records.add(
                            present.contract,
                            EntryRecord::new(&self.customers, Some(&present))?.moved(),
                        );
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
        self.flush(command)?;
        self.hold_limits()?;
        self.saved.amounts = self.sums.amounts();
        Ok(self.saved)
    }

    /// As [`Writer::finish`], for what is written so far; more is to come.
    pub(super) fn flush(&mut self, command: Command) -> Result<(), ApiError> {
        self.commit_again()?;
        let name = ChangeName { command, at: self.now };
        let mut records = std::mem::take(&mut self.records);
        records.note_statuses(self.tx, &self.customers)?;
        if records.write(self.tx, name)? {
            self.saved.undo = Some(name.token());
        }
        Ok(())
    }

    /// As [`Writer::finish`], where the change that is taken back stands in the histories by itself.
    ///
    /// # Errors
    /// [`ApiError::Refused`] also where what was ready would not be ready again.
    pub(crate) fn finish_undone(mut self) -> Result<(), ApiError> {
        self.commit_again()?;
        match self.not_ready_again {
            Some(why) => Err(Refusal::NotTakenBack { why }.into()),
            None => self.hold_limits(),
        }
    }

    /// Forgets what the histories would be told.
    pub(super) fn forget_records(&mut self) {
        self.records = Records::default();
    }

    fn hold_limits(&self) -> Result<(), ApiError> {
        self.touched.iter().try_for_each(|contract| limits::hold(self.tx, *contract))
    }

    /// Tests limits in the order of date, then id, for what is to be ready and for what an amount is to be kept free for.
    fn commit_again(&mut self) -> Result<(), ApiError> {
        let mut known = self.limits.take();
        let is_known = known.is_some();
        let limits = known.get_or_insert_with(|| Limits::new(self.tx));
        let mut shares = Vec::new();
        for (line, id) in std::mem::take(&mut self.to_be_ready) {
            let contract = limits.contract_of(line)?;
            if limits.are_set(contract)? {
                shares.extend(share::by_id(self.tx, line, id)?.map(|share| (share, true)));
            } else {
                share::set_status(self.tx, line, id, BillingStatus::NotReady, BillingStatus::ReadyToInvoice)?;
            }
        }
        for (line, id) in std::mem::take(&mut self.to_be_committed) {
            shares.extend(share::by_id(self.tx, line, id)?.map(|share| (share, false)));
        }
        // Nothing is kept free for what counts against no limit any more.
        shares.retain(|(share, is_ready)| *is_ready || is_limited(share));
        shares.sort_by(|(one, _), (other, _)| (one.date, &one.key).cmp(&(other.date, &other.key)));
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
                    if *is_ready && self.not_ready_again.is_none() {
                        self.not_ready_again = Some(why.clone());
                    }
                    if stopped.why.len() < 5 && !stopped.why.contains(&why) {
                        stopped.why.push(why);
                    }
                }
            }
        }
        if is_known {
            self.limits = known;
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
