//! The author's ids and names behind row numbers.

use std::collections::HashMap;

use proforma_engine::{
    contract::{Contract, ContractLine},
    ids::{ContractLineId, CustomerId},
};
use proforma_store::{
    Connection,
    customer::{self, Customer},
};

use crate::error::ApiError;

/// Every customer of the book by row number.
#[derive(Debug)]
pub struct Customers(HashMap<CustomerId, Customer>);

impl Customers {
    /// Reads them all.
    ///
    /// # Errors
    /// [`ApiError`] where the book cannot be read.
    pub fn read(connection: &Connection) -> Result<Self, ApiError> {
        Ok(Self(customer::all(connection)?.into_iter().map(|customer| (customer.id, customer)).collect()))
    }

    /// The customer with this row number.
    ///
    /// # Errors
    /// [`ApiError::NotFound`].
    pub fn get(&self, id: CustomerId) -> Result<&Customer, ApiError> {
        self.0.get(&id).ok_or_else(|| ApiError::NotFound { kind: "customer", id: id.0.to_string() })
    }

    /// The customer with this id of the author's.
    ///
    /// # Errors
    /// [`ApiError::NotFound`].
    pub fn by_key(&self, key: &str) -> Result<&Customer, ApiError> {
        let found = self.0.values().find(|customer| customer.key == key);
        found.ok_or_else(|| ApiError::NotFound { kind: "customer", id: key.to_owned() })
    }
}

/// A line of a contract.
///
/// # Errors
/// [`ApiError::NotFound`].
pub(crate) fn line(contract: &Contract, id: ContractLineId) -> Result<&ContractLine, ApiError> {
    contract.line(id).ok_or_else(|| ApiError::NotFound { kind: "contract line", id: id.0.to_string() })
}
