//! Which transaction a row is: by its id, or by what it says where it has none.

use std::collections::HashMap;

use proforma_store::transaction::Transaction;
use sha2::{Digest, Sha256};

use crate::interchange::format;

type Print = [u8; 12];

/// How many rows of a file say the same, and where each id stands.
#[derive(Debug, Default)]
pub(crate) struct Seen(HashMap<Print, u32>);

impl Seen {
    /// Notes where an id stands, and gives the row where it stood before.
    pub(crate) fn id(&mut self, id: &str, row: u32) -> Option<u32> {
        let mut sha = Sha256::new();
        sha.update(id.as_bytes());
        self.0.insert(print(sha), row)
    }

    /// The id of a row without one. Rows that say the same are told apart by their number among them, so that the
    /// same file again gives the same ids. The billing status is no part of it: it moves on.
    pub(crate) fn id_of_content(&mut self, given: &format::Transaction, checked: &Transaction) -> String {
        let mut sha = Sha256::new();
        let decimals = [checked.quantity.normalize().to_string(), checked.unit_price.normalize().to_string()];
        let texts = [
            Some(given.contract.as_str()),
            Some(given.contract_line.as_str()),
            Some(checked.class.as_str()),
            Some(given.date.as_str()),
            Some(decimals[0].as_str()),
            Some(decimals[1].as_str()),
            given.description.as_deref(),
            given.role.as_deref(),
            given.category.as_deref(),
            given.resource.as_deref(),
            Some(checked.unit.as_str()),
            Some(checked.billing_type.as_str()),
        ];
        // Each text goes in with its length, so that nothing can move from one to the next unnoticed.
        for text in texts {
            sha.update(text.map_or(u64::MAX, |text| text.len() as u64).to_be_bytes());
            sha.update(text.unwrap_or_default());
        }
        let times = self.0.entry(print(sha.clone())).and_modify(|times| *times += 1).or_insert(1);
        sha.update(times.to_be_bytes());
        let hash = sha.finalize();
        let hex: String = hash[..10].iter().map(|byte| format!("{byte:02x}")).collect();
        format!("row-{hex}")
    }
}

fn print(sha: Sha256) -> Print {
    let hash = sha.finalize();
    let mut print = [0; 12];
    print.copy_from_slice(&hash[..12]);
    print
}
