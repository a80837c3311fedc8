//! Contracts by row number, in the order of their names.

use std::collections::HashMap;

use proforma_engine::{ids::ContractId, money::Currency};
use proforma_store::{
    Connection,
    contract_list::{self, ContractHead},
};

use crate::error::ApiError;

/// Every contract of the book.
#[derive(Debug)]
pub(crate) struct Contracts {
    by_name: Vec<ContractHead>,
    places: HashMap<ContractId, usize>,
}

impl Contracts {
    pub(crate) fn read(connection: &Connection) -> Result<Self, ApiError> {
        let by_name = contract_list::heads(connection)?;
        let places = by_name.iter().enumerate().map(|(place, head)| (head.id, place)).collect();
        Ok(Self { by_name, places })
    }

    pub(crate) fn get(&self, id: ContractId) -> Result<&ContractHead, ApiError> {
        self.known(id).ok_or_else(|| ApiError::NotFound { kind: "contract", id: id.0.to_string() })
    }

    /// None for one that is gone.
    pub(crate) fn known(&self, id: ContractId) -> Option<&ContractHead> {
        self.places.get(&id).and_then(|place| self.by_name.get(*place))
    }

    /// Its place among all contracts by name.
    pub(crate) fn place(&self, id: ContractId) -> usize {
        self.places.get(&id).copied().unwrap_or(usize::MAX)
    }

    pub(crate) fn currency(&self, id: ContractId) -> Result<Currency, ApiError> {
        Ok(Currency::from_code(&self.get(id)?.currency)?)
    }
}
