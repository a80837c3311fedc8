//! What uses a record.

use proforma_store::{
    Connection,
    record_use::{self, NamedUser, UserKind, Uses},
};

use super::{customer, frequency, resource, role};
use crate::{
    dto::{RecordKind, RecordUseCount, RecordUser, RecordUserKind, RecordUses},
    error::ApiError,
};

/// What uses a record; nothing where it may be deleted.
pub(super) fn of(connection: &Connection, kind: RecordKind, id: &str) -> Result<Vec<RecordUses>, ApiError> {
    let uses = match kind {
        RecordKind::Customer => record_use::of_customer(connection, customer::id_of(connection, id)?)?,
        RecordKind::InvoiceFrequency => {
            record_use::of_frequency(connection, frequency::id_of(connection, id)?)?
        }
        RecordKind::Role => record_use::of_role(connection, role::id_of(connection, id)?)?,
        RecordKind::Resource => record_use::of_resource(connection, resource::id_of(connection, id)?)?,
        RecordKind::TransactionCategory => record_use::of_category(connection, id)?,
        RecordKind::Unit => record_use::of_unit(connection, id)?,
        RecordKind::Company | RecordKind::Holiday => Vec::new(),
    };
    Ok(uses.into_iter().map(uses_of).collect())
}

/// How often each record of a kind is used; what nothing uses is left out.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub fn record_use_counts(connection: &Connection, kind: RecordKind) -> Result<Vec<RecordUseCount>, ApiError> {
    let counts = match kind {
        RecordKind::Customer => record_use::counts_of_customers(connection)?,
        RecordKind::InvoiceFrequency => record_use::counts_of_frequencies(connection)?,
        RecordKind::Role => record_use::counts_of_roles(connection)?,
        RecordKind::Resource => record_use::counts_of_resources(connection)?,
        RecordKind::TransactionCategory => record_use::counts_of_categories(connection)?,
        RecordKind::Unit => record_use::counts_of_units(connection)?,
        RecordKind::Company | RecordKind::Holiday => record_use::UseCounts::new(),
    };
    Ok(counts.into_iter().map(|(id, count)| RecordUseCount { id, count }).collect())
}

fn uses_of(uses: Uses) -> RecordUses {
    let kind = match uses.kind {
        UserKind::Contract => RecordUserKind::Contract,
        UserKind::ContractLine => RecordUserKind::ContractLine,
        UserKind::Invoice => RecordUserKind::Invoice,
        UserKind::Resource => RecordUserKind::Resource,
        UserKind::Transaction => RecordUserKind::Transaction,
        UserKind::Milestone => RecordUserKind::Milestone,
    };
    let named = |NamedUser { key, name, contract }: NamedUser| RecordUser { id: key, name, contract };
    RecordUses { kind, count: uses.count, named: uses.named.into_iter().map(named).collect() }
}

/// What uses a record, in words: "2 contracts (Adatum, Fabrikam) and 1 invoice (12)".
pub(super) fn sentence(uses: &[RecordUses]) -> String {
    let parts: Vec<String> = uses.iter().map(part).collect();
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

fn part(uses: &RecordUses) -> String {
    let (one, many) = match uses.kind {
        RecordUserKind::Contract => ("contract", "contracts"),
        RecordUserKind::ContractLine => ("contract line", "contract lines"),
        RecordUserKind::Invoice => ("invoice", "invoices"),
        RecordUserKind::Resource => ("resource", "resources"),
        RecordUserKind::Transaction => ("transaction", "transactions"),
        RecordUserKind::Milestone => ("milestone", "milestones"),
    };
    let words = if uses.count == 1 { one } else { many };
    let mut names: Vec<&str> = uses.named.iter().map(|user| user.name.as_str()).collect();
    if uses.named.len() < uses.count as usize {
        names.push("…");
    }
    format!("{} {words} ({})", uses.count, names.join(", "))
}
