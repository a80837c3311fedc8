//! How the lines of a book divide amounts, so that an export knows what an import would do by itself.

use std::collections::HashMap;

use proforma_engine::{
    contract::CustomerSplit,
    ids::ContractLineId,
    money::{Currency, Money, MoneyError},
    share::{SharePart, share_parts},
};
use proforma_store::{
    Connection, contract,
    transaction::{ExportedShare, ExportedTransaction},
};

use super::error::ExportError;

/// How an amount of each line is divided today, which an import does too.
pub(super) struct Splits(HashMap<ContractLineId, (CustomerSplit, Currency)>);

impl Splits {
    pub(super) fn read(connection: &Connection) -> Result<Self, ExportError> {
        let mut splits = HashMap::new();
        for id in contract::ids(connection)? {
            let Some(contract) = contract::by_id(connection, id)? else { continue };
            let currency = contract.currency;
            splits.extend(contract.lines.into_iter().map(|line| (line.id, (line.customers, currency))));
        }
        Ok(Self(splits))
    }

    /// Whether an import would divide a transaction as it is divided.
    pub(super) fn give(&self, transaction: &ExportedTransaction) -> Result<bool, ExportError> {
        let Some((_, currency)) = self.0.get(&transaction.place.0) else { return Ok(false) };
        let part = |share: &ExportedShare| {
            let amount = Money::from_minor(share.amount_minor, *currency)?;
            Ok(SharePart { customer: share.customer, percent: share.percent, amount })
        };
        let parts = transaction.shares.iter().map(part).collect::<Result<Vec<_>, MoneyError>>();
        Ok(parts.is_ok_and(|parts| self.divide_into(transaction.place.0, &parts)))
    }

    /// Whether an amount of a line is divided into these parts today.
    pub(super) fn divide_into(&self, line: ContractLineId, parts: &[SharePart]) -> bool {
        let (Some((split, currency)), Some(_)) = (self.0.get(&line), parts.first()) else {
            // Nothing is divided into nothing, as on a fixed-price line.
            return parts.is_empty();
        };
        let minor = parts.iter().map(|part| part.amount.minor()).sum();
        Money::from_minor(minor, *currency)
            .and_then(|amount| share_parts(amount, split))
            .is_ok_and(|usual| usual == parts)
    }
}
