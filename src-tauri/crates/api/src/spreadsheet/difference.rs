//! In what a transaction of the book differs from a row with its id.

use proforma_store::{Connection, transaction::ExportedTransaction};
use rust_decimal::Decimal;

use super::{
    SpreadsheetImportError, fields::transaction as at, former_names::FormerNames, problem::Problem,
    reading::Reading, records::differs,
};
use crate::interchange::{format, transactions::Checked};

/// The first difference, as a problem. Where a transaction stands is not compared: its billing status moves on.
pub(super) fn difference(
    connection: &Connection,
    reading: &Reading,
    stored: &ExportedTransaction,
    (given, checked): (&format::Transaction, &Checked),
    former: &mut FormerNames,
) -> Result<Option<Problem>, SpreadsheetImportError> {
    let new = &checked.transaction;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let number = |number: &str| {
        number.parse::<Decimal>().map_or_else(|_| number.to_owned(), |number| number.normalize().to_string())
    };
    let compared = [
        (at::CONTRACT, stored.contract.clone(), given.contract.clone()),
        (at::CONTRACT_LINE, stored.contract_line.clone(), given.contract_line.clone()),
        (at::CLASS, stored.class.clone(), given.class.clone()),
        (at::DATE, stored.date.clone(), new.date.to_string()),
        (at::QUANTITY, number(&stored.quantity), number(&given.quantity)),
        (at::UNIT_PRICE, number(&stored.unit_price), number(&given.unit_price)),
        (at::DESCRIPTION, text(&stored.description), text(&given.description)),
        (at::ROLE, text(&stored.role), text(&given.role)),
        (at::CATEGORY, text(&stored.category), text(&given.category)),
        (at::RESOURCE, text(&stored.resource), text(&given.resource)),
        (at::UNIT, stored.unit.clone(), new.unit.clone()),
        (at::BILLING_TYPE, stored.billing_type.clone(), new.billing_type.as_str().to_owned()),
    ];
    for (field, in_book, in_file) in compared {
        // What the file has no column for, it says nothing about; the line and the class follow from the rest.
        let is_said = reading.places[field].is_some() || field == at::CONTRACT_LINE || field == at::CLASS;
        if in_book == in_file || !is_said || former.are_of_one(connection, field, (&in_book, &in_file))? {
            continue;
        }
        let what = reading.fields[field].name.replace('_', " ");
        let message = differs(&new.key, &what, &in_book, &in_file);
        let suggestion = (!in_book.is_empty()).then_some(in_book);
        return Ok(Some(Problem::new(field, message).suggesting(suggestion)));
    }
    Ok(None)
}
