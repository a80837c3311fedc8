//! What a search for verdicts means: which names, reasons and shares it fits.

use std::collections::HashMap;

use chrono::NaiveDate;
use proforma_engine::ids::ContractId;
use rusqlite::{Row, named_params};

use super::RecordedReason;
use crate::{
    Connection, StoreError,
    contract_list::like,
    row::{select, select_one},
    text_search::phrase_trigrams,
    values,
};

/// A search, with what it was found to mean in the book.
#[derive(Debug)]
pub struct Search {
    pub(super) pattern: String,
    /// Reasons whose sentence fits, as queries compare them: a JSON list.
    pub(super) reasons: String,
    customers: HashMap<ContractId, Vec<i64>>,
    shares: HashMap<ContractId, Vec<i64>>,
    /// Too many transactions fit to gather them.
    looks_at_texts: bool,
}

impl Search {
    /// What a text means: part of a name or id of contract, line, customer or milestone, of a transaction's description
    /// or id where it has three letters, a whole id, or what one of these reasons says. Where more than `texts_max`
    /// transactions may fit they are not gathered: they lie so close that looking at every text finds some soon.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn new(
        connection: &Connection,
        text: &str,
        reasons: &[RecordedReason],
        texts_max: u32,
    ) -> Result<Self, StoreError> {
        let pattern = like(text);
        let mut shares = by_contract(select!(
            connection,
            include_str!("shares_by_name.sql"),
            named_params! { ":search": pattern, ":key": text.trim() },
            pair
        )?);
        let trigrams = phrase_trigrams(text);
        let looks_at_texts = match &trigrams {
            Some(trigrams) => has_more(connection, trigrams, texts_max)?,
            None => false,
        };
        if let Some(trigrams) = trigrams.filter(|_| !looks_at_texts) {
            let params = named_params! { ":search": pattern, ":trigrams": trigrams };
            for (contract, share) in select!(connection, include_str!("shares_by_text.sql"), params, pair)? {
                shares.entry(contract).or_default().push(share);
            }
        }
        let params = named_params! { ":search": pattern };
        let customers = by_contract(select!(connection, include_str!("customers.sql"), params, pair)?);
        Ok(Self { pattern, reasons: reason_list(reasons), customers, shares, looks_at_texts })
    }

    /// Whether more than the names of a contract and its reasons has to be looked at.
    #[must_use]
    pub fn looks_into(&self, contract: ContractId) -> bool {
        self.looks_at_texts || self.shares.contains_key(&contract) || self.customers.contains_key(&contract)
    }

    pub(super) fn looks_at_texts(&self) -> bool {
        self.looks_at_texts
    }

    pub(super) fn shares_of(&self, contract: ContractId) -> String {
        values::id_list(self.shares.get(&contract).into_iter().flatten().copied())
    }

    pub(super) fn customers_of(&self, contract: ContractId) -> String {
        values::id_list(self.customers.get(&contract).into_iter().flatten().copied())
    }
}

fn has_more(connection: &Connection, trigrams: &str, texts_max: u32) -> Result<bool, StoreError> {
    let sql =
        "SELECT COUNT(*) FROM (SELECT 1 FROM transaction_text WHERE transaction_text MATCH ?1 LIMIT ?2)";
    let found = select_one!(
        connection,
        sql,
        rusqlite::params![trigrams, texts_max.saturating_add(1)],
        |row: &Row<'_>| { Ok::<u32, StoreError>(row.get(0)?) }
    )?;
    Ok(found.is_some_and(|found| found > texts_max))
}

fn pair(row: &Row<'_>) -> Result<(ContractId, i64), StoreError> {
    Ok((ContractId(row.get(0)?), row.get(1)?))
}

fn by_contract(pairs: Vec<(ContractId, i64)>) -> HashMap<ContractId, Vec<i64>> {
    let mut grouped: HashMap<ContractId, Vec<i64>> = HashMap::new();
    for (contract, id) in pairs {
        grouped.entry(contract).or_default().push(id);
    }
    grouped
}

/// Code, cut-off, next run date and what went wrong, as a JSON list.
fn reason_list(reasons: &[RecordedReason]) -> String {
    let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let one = |(reason, failure): &RecordedReason| {
        let (cut_off_date, next_run_date) = (date(reason.cut_off_date), date(reason.next_run_date));
        let failure = failure.as_deref().unwrap_or_default();
        format!("{}|{cut_off_date}|{next_run_date}|{failure}", reason.code.as_str())
    };
    serde_json::to_string(&reasons.iter().map(one).collect::<Vec<_>>()).unwrap_or_default()
}
