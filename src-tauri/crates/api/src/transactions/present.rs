//! A transaction as it stands, before it is changed or deleted.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use proforma_engine::{
    contract::Contract,
    ids::{ContractId, ContractLineId},
    share::Share,
};
use proforma_store::{
    Connection, StoreError, contract, share,
    transaction::{self, Transaction},
};

use super::{lock, typed_row::closed};
use crate::{dto::TransactionForm, error::ApiError, typed::Problems};

/// A transaction with its shares.
pub(crate) struct Present {
    pub(crate) transaction: Transaction,
    pub(crate) shares: Vec<Share>,
    pub(crate) form: TransactionForm,
    pub(crate) contract: ContractId,
}

/// Reads transactions as they stand; the contract of each line is read once.
pub(crate) struct Standing<'c> {
    connection: &'c Connection,
    contracts: RefCell<BTreeMap<ContractLineId, Rc<Contract>>>,
}

impl<'c> Standing<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Self {
        Self { connection, contracts: RefCell::default() }
    }

    /// Reads one; what keeps it from being changed is gathered under its id.
    pub(crate) fn read(&self, key: &str, problems: &mut Problems) -> Result<Option<Present>, ApiError> {
        let Some(transaction) = self.by_key(key)? else {
            problems.add("id", format!("there is no transaction \"{key}\" any more"));
            return Ok(None);
        };
        let shares = share::of_transaction(self.connection, transaction.contract_line, transaction.id)?;
        if let Some(why) = lock(shares.iter().map(|share| share.billing_status)) {
            problems.add("id", format!("{key} stays as it is: {why}"));
            return Ok(None);
        }
        let contract = self.contract_of(transaction.contract_line)?;
        if let Some(why) = closed(&contract) {
            problems.add_once("contract", &why);
            return Ok(None);
        }
        let form = super::list::form_of(self.connection, key)?;
        Ok(Some(Present { transaction, shares, form, contract: contract.id }))
    }

    /// A transaction by the author's id.
    pub(crate) fn by_key(&self, key: &str) -> Result<Option<Transaction>, StoreError> {
        transaction::by_key(self.connection, key, |line| Ok(self.contract_of(line)?.currency))
    }

    fn contract_of(&self, line: ContractLineId) -> Result<Rc<Contract>, StoreError> {
        if let Some(known) = self.contracts.borrow().get(&line) {
            return Ok(Rc::clone(known));
        }
        let lost = || StoreError::Unreadable { kind: "the contract of a line", value: line.0.to_string() };
        let id = contract::of_line(self.connection, line)?.ok_or_else(lost)?;
        let contract = Rc::new(contract::by_id(self.connection, id)?.ok_or_else(lost)?);
        self.contracts.borrow_mut().insert(line, Rc::clone(&contract));
        Ok(contract)
    }
}
