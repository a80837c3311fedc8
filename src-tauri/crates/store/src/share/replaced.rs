//! Shares that were reversed: what they were a share of, and for whom it was divided then.

use proforma_engine::ids::{ContractLineId, CustomerId, ShareId};
use rusqlite::{Row, params};

use crate::{
    Connection, StoreError,
    row::{Columns, select, select_one},
};

/// A share that was reversed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// The author's id of its transaction or milestone.
    pub key: String,
    /// Who was to pay it.
    pub customer: CustomerId,
    /// Everybody among whom it was divided then.
    pub customers: Vec<CustomerId>,
}

/// What a share was that was reversed; none where it stands, or never was.
///
/// # Errors
/// [`StoreError`].
pub fn replaced(
    connection: &Connection,
    line: ContractLineId,
    share: ShareId,
) -> Result<Option<Replaced>, StoreError> {
    type Found = (CustomerId, String, Option<i64>, Option<i64>);
    let sql = include_str!("replaced.sql");
    let found = select_one!(connection, sql, params![line.0, share.0], |row: &Row<'_>| {
        Ok::<Found, StoreError>((CustomerId(row.get(0)?), row.string(1)?, row.get(2)?, row.get(3)?))
    })?;
    let Some((customer, mut key, transaction, milestone)) = found else { return Ok(None) };
    // Who was entered anew under its id, or brought back, has the key itself by now.
    if let Some(original) = transaction.and_then(|id| key.strip_suffix(&format!(" (deleted {id})"))) {
        key = original.to_owned();
    }
    let sql = match transaction {
        Some(_) => {
            "SELECT id, customer_id FROM share INDEXED BY share_of_transaction
             WHERE contract_line_id = ?1 AND transaction_id = ?2 ORDER BY id"
        }
        None => {
            "SELECT id, customer_id FROM share WHERE contract_line_id = ?1 AND milestone_id = ?2 ORDER BY id"
        }
    };
    let all = select!(connection, sql, params![line.0, transaction.or(milestone)], |row: &Row<'_>| {
        Ok::<_, StoreError>((row.get::<_, i64>(0)?, CustomerId(row.get(1)?)))
    })?;
    Ok(Some(Replaced { key, customer, customers: divided_with(&all, share) }))
}

/// Among whom a share was divided. Shares that are made together have numbers that follow each other, and a customer has
/// one of them.
fn divided_with(all: &[(i64, CustomerId)], share: ShareId) -> Vec<CustomerId> {
    let Some(place) = all.iter().position(|(id, _)| *id == share.0) else { return Vec::new() };
    let mut customers = vec![all[place].1];
    let mut gather = |beside: &mut dyn Iterator<Item = &(i64, CustomerId)>| {
        for (distance, (id, customer)) in (1..).zip(beside) {
            if share.0.abs_diff(*id) != distance || customers.contains(customer) {
                break;
            }
            customers.push(*customer);
        }
    };
    gather(&mut all[..place].iter().rev());
    gather(&mut all[place + 1..].iter());
    customers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_that_were_made_together_are_told_from_those_made_later() {
        let of = |id: i64, customer: i64| (id, CustomerId(customer));
        let all = [of(3, 1), of(4, 2), of(9, 1), of(10, 3), of(11, 1), of(12, 2)];
        let with = |share: i64| {
            divided_with(&all, ShareId(share)).into_iter().map(|customer| customer.0).collect::<Vec<_>>()
        };
        assert_eq!(with(3), [1, 2]);
        assert_eq!(with(4), [2, 1]);
        assert_eq!(with(9), [1, 3], "the customer has another share in what was made after it");
        assert_eq!(with(12), [2, 1, 3]);
        assert_eq!(with(7), [0; 0]);
    }
}
