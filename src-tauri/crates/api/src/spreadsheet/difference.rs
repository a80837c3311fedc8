//! In what a transaction of the book differs from a row with its id.

use proforma_store::transaction::ExportedTransaction;
use rust_decimal::Decimal;

use super::{fields::transaction as at, problem::Problem, reading::Reading, records::differs};
use crate::interchange::{format, transactions::Checked};

/// The first difference, as a problem. Where a transaction stands is not compared: its billing status moves on.
pub(super) fn difference(
    reading: &Reading,
    stored: &ExportedTransaction,
    given: &format::Transaction,
    checked: &Checked,
) -> Option<Problem> {
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
    compared.into_iter().find_map(|(field, in_book, in_file)| {
        // What the file has no column for, it says nothing about; the line and the class follow from the rest.
        let is_said = reading.places[field].is_some() || field == at::CONTRACT_LINE || field == at::CLASS;
        if in_book == in_file || !is_said {
            return None;
        }
        let what = reading.fields[field].name.replace('_', " ");
        let message = differs(&new.key, &what, &in_book, &in_file);
        Some(Problem::new(field, message).suggesting((!in_book.is_empty()).then_some(in_book)))
    })
}
