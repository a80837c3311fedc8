//! What a filter lets through, in the words of SQL.

use chrono::NaiveDate;
use proforma_engine::{
    ids::{ContractLineId, CustomerId},
    share::{BillingStatus, BillingType},
};
use rusqlite::ToSql;

use super::Rung;
use crate::{backlog_search::Hits, text_search::trigrams, values::id_list};

/// Which shares of the billing backlog; whatever is left out does not narrow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BacklogFilter<'a> {
    /// Billing status.
    pub billing_status: Option<BillingStatus>,
    /// Classes, `milestone` among them; empty for all.
    pub classes: &'a [String],
    /// Billing type.
    pub billing_type: Option<BillingType>,
    /// ISO 4217.
    pub currency: Option<&'a str>,
    /// The contract's key.
    pub contract: Option<&'a str>,
    /// The customer's key.
    pub customer: Option<&'a str>,
    /// First date.
    pub from: Option<NaiveDate>,
    /// Last date.
    pub to: Option<NaiveDate>,
    /// Words that must all be found in the description, category, resource or key, in the contract's or line's name,
    /// or in the customer's. Texts of transactions are found from three letters on.
    pub search: Option<Search<'a>>,
}

/// Words that are searched for, with what they are found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Search<'a> {
    /// The words.
    pub words: &'a str,
    /// What they are found in.
    pub hits: &'a Hits,
}

/// Where the rows of a page lie.
#[derive(Debug, Clone, Copy)]
pub enum Within<'w> {
    /// Anywhere.
    All,
    /// In these parts, none of which lies in another.
    Parts {
        /// The parts.
        parts: &'w [Part],
        /// None of the rows comes after this in a list sorted by it.
        last: Option<Last<'w>>,
    },
    /// On these rungs, which follow each other.
    Rungs(&'w [Rung]),
}

/// What the last rows of a page are at most, or at least in a descending list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Last<'l> {
    /// A date as it stands.
    Date(&'l str),
    /// Minor units.
    Amount(i64),
}

/// A line, or what of it is one customer's or in one billing status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The line.
    pub contract_line: ContractLineId,
    /// The customer; none for all.
    pub customer: Option<CustomerId>,
    /// The billing status as it is stored; none for both.
    pub billing_status: Option<&'static str>,
}

const MATCHING: &str = include_str!("matching.sql");
const SEARCHED: &str = include_str!("searched.sql");

pub(super) type Params<'p> = Vec<(&'static str, Box<dyn ToSql + 'p>)>;

/// How much of what matches is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// So little that texts are best looked at one by one.
    Page,
    /// All of it: the index of texts says first which are worth a look.
    Whole,
}

/// The words of SQL that let through what the filter does, with their values: only what narrows is asked of a share.
pub(super) fn matching<'p>(
    filter: &BacklogFilter<'p>,
    within: Within<'_>,
    reading: Reading,
) -> (String, Params<'p>) {
    let mut sql = MATCHING.to_owned();
    let mut params = Params::new();
    let mut narrow = |condition: &str, name: &'static str, value: Option<Box<dyn ToSql + 'p>>| {
        if let Some(value) = value {
            sql += &format!("  AND {condition}\n");
            params.push((name, value));
        }
    };
    if let Within::Parts { parts, .. } = within {
        let condition = "contract_line.id IN (SELECT value ->> 0 FROM json_each(:parts))";
        narrow(condition, ":parts", Some(Box::new(parts_text(parts))));
    }
    let text = |value: Option<&'p str>| value.map(|value| Box::new(value) as Box<dyn ToSql + 'p>);
    let date = |date: Option<NaiveDate>| date.map(|date| Box::new(date.to_string()) as Box<dyn ToSql + 'p>);
    let classes = (!filter.classes.is_empty()).then(|| format!(" {} ", filter.classes.join(" ")));
    let status = filter.billing_status.map(BillingStatus::as_str);
    narrow("contract.key = :contract", ":contract", text(filter.contract));
    narrow("contract.currency = :currency", ":currency", text(filter.currency));
    narrow("share.billing_status = :billing_status", ":billing_status", text(status));
    narrow("share.share_date >= :from", ":from", date(filter.from));
    narrow("share.share_date <= :to", ":to", date(filter.to));
    narrow(
        "share.customer_id = (SELECT id FROM customer WHERE key = :customer)",
        ":customer",
        text(filter.customer),
    );
    narrow(
        "instr(:classes, ' ' || share.class || ' ') > 0",
        ":classes",
        classes.map(|classes| Box::new(classes) as Box<dyn ToSql>),
    );
    let billing_type = filter.billing_type.map(BillingType::as_str);
    narrow("share.billing_type = :billing_type", ":billing_type", text(billing_type));
    if let Within::Parts { parts, .. } = within {
        // All of them are parts of one kind.
        if parts.iter().any(|part| part.customer.is_some()) {
            sql += "  AND (contract_line.id, share.customer_id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(:parts))\n";
        }
        if parts.iter().any(|part| part.billing_status.is_some()) {
            sql += "  AND (contract_line.id, share.billing_status) IN (SELECT value ->> 0, value ->> 2 FROM json_each(:parts))\n";
        }
    }
    if let Some(search) = &filter.search {
        sql += &searched(search, reading, &mut params);
    }
    (sql, params)
}

fn searched<'p>(search: &Search<'p>, reading: Reading, params: &mut Params<'p>) -> String {
    let Hits { lines, customers, touched } = search.hits;
    params.push((":found_lines", Box::new(id_list(lines.iter().map(|line| line.0)))));
    params.push((":found_customers", Box::new(id_list(customers.iter().map(|customer| customer.0)))));
    params.push((":touched_lines", Box::new(id_list(touched.keys().map(|line| line.0)))));
    params.push((":words", Box::new(search.words)));
    let trigrams = trigrams(search.words);
    params.push((":has_trigrams", Box::new(trigrams.is_some())));
    match trigrams {
        Some(trigrams) if reading == Reading::Whole => {
            params.push((":trigrams", Box::new(trigrams)));
            SEARCHED.replace("--candidates ", "")
        }
        _ => SEARCHED.to_owned(),
    }
}

/// Parts as SQL takes a list of them: triples of line, customer and billing status in one JSON array.
fn parts_text(parts: &[Part]) -> String {
    let triple = |part: &Part| {
        let customer = part.customer.map_or_else(|| "null".to_owned(), |id| id.0.to_string());
        let status = part.billing_status.map_or_else(|| "null".to_owned(), |status| format!("\"{status}\""));
        format!("[{},{customer},{status}]", part.contract_line.0)
    };
    format!("[{}]", parts.iter().map(triple).collect::<Vec<_>>().join(","))
}
