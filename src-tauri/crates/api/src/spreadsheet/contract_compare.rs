//! In what a contract of the book differs from the one of a file.

use proforma_engine::{
    contract::{Contract, ContractLine, CustomerSplitEntry, TransactionClass},
    money::Money,
};
use proforma_store::{
    contract,
    schedule::{self, Milestone},
};
use rust_decimal::Decimal;

use super::{
    SpreadsheetImportError,
    contract_rows::{LineRows, at, tasks},
    problem::Problem,
    records::{Record, differs},
};
use crate::interchange::{format, import::Import};

/// Notes in what the book differs from the file.
/// The status is not compared: a contract is activated and closed in the book.
pub(super) fn compare(
    import: &Import<'_>,
    stored: &Contract,
    given: &format::Contract,
    (group, lines): (&mut [Record], &[LineRows]),
) -> Result<(), SpreadsheetImportError> {
    let date = |date: Option<chrono::NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let of_contract = [
        ("name", stored.name.clone(), given.name.clone()),
        ("currency", stored.currency.code().to_owned(), given.currency.clone()),
        ("delivery_date", date(stored.delivery_date), given.delivery_date.clone().unwrap_or_default()),
        ("customers", in_book(import, stored.customers.entries()), in_file(&given.customers)),
        (
            "not_to_exceed",
            plain_amount(stored.not_to_exceed),
            given.not_to_exceed.as_deref().map(plain).unwrap_or_default(),
        ),
    ];
    for (name, in_book, in_file) in of_contract {
        // What no row says is not compared.
        if in_book != in_file && group.iter().any(|record| record.texts[at(name)].is_some()) {
            let what = match name {
                "customers" => "list of customers",
                "not_to_exceed" => "limit",
                _ => &name.replace('_', " "),
            };
            let message = differs(&given.id, what, &in_book, &in_file);
            group[0].problems.push(Problem::new(at(name), message));
        }
    }
    let milestones = schedule::milestones(import.tx, stored.id, stored.currency)?;
    for (line, rows) in given.lines.iter().zip(lines) {
        let record = &mut group[rows.main];
        match stored.lines.iter().find(|known| known.key == line.id) {
            Some(known) => {
                compare_line(import, known, line, record)?;
                let own: Vec<&Milestone> =
                    milestones.iter().filter(|milestone| milestone.contract_line == known.id).collect();
                compare_milestones(&given.id, &own, line, record);
            }
            None => {
                let message = format!(
                    "The book has the contract \"{}\" already, without a line \"{}\". Add the line in the contract, or leave the row out.",
                    given.id, line.id
                );
                record.problems.push(Problem::new(at("line_id"), message));
            }
        }
    }
    Ok(())
}

/// As they are written in a file, in the order of their ids.
fn in_book(import: &Import<'_>, entries: &[CustomerSplitEntry]) -> String {
    let ids = &import.base.customers;
    let text = |entry: &CustomerSplitEntry| {
        (
            ids.id_of(|id| *id == entry.customer).unwrap_or_default().to_owned(),
            entry.percent.normalize().to_string(),
        )
    };
    // A customer of 0 % may have joined by a line.
    let paying = entries.iter().filter(|entry| !entry.percent.is_zero());
    customers_text(paying.map(text).collect())
}

fn in_file(customers: &[format::CustomerSplit]) -> String {
    let text = |split: &format::CustomerSplit| (split.customer.clone(), plain(&split.percent));
    let paying = customers.iter().map(text).filter(|(_, percent)| percent != "0");
    customers_text(paying.collect())
}

fn plain_amount(amount: Option<Money>) -> String {
    amount.map(|amount| amount.amount().normalize().to_string()).unwrap_or_default()
}

fn customers_text(mut customers: Vec<(String, String)>) -> String {
    customers.sort();
    let texts: Vec<String> =
        customers.into_iter().map(|(customer, percent)| format!("{customer} {percent}")).collect();
    texts.join("; ")
}

/// A number in its shortest spelling.
fn plain(text: &str) -> String {
    text.parse::<Decimal>().map_or_else(|_| text.to_owned(), |number| number.normalize().to_string())
}

fn compare_line(
    import: &Import<'_>,
    stored: &ContractLine,
    given: &format::ContractLine,
    record: &mut Record,
) -> Result<(), SpreadsheetImportError> {
    let classes: Vec<&str> = stored.transaction_classes.iter().map(TransactionClass::as_str).collect();
    let mut in_file_classes = given.transaction_classes.clone().unwrap_or_default();
    in_file_classes.sort_by_key(|word| TransactionClass::ALL.iter().position(|class| class.as_str() == word));
    let tax = stored.tax.as_ref();
    let frequency = contract::frequency_of_line(import.tx, stored.id)?;
    let frequency =
        frequency.and_then(|id| import.base.frequencies.id_of(|(known, _)| *known == id).map(str::to_owned));
    let compared = [
        ("line_name", stored.name.clone(), Some(given.name.clone())),
        ("billing_method", stored.billing_method.as_str().to_owned(), Some(given.billing_method.clone())),
        (
            "transaction_classes",
            classes.join(" "),
            given.transaction_classes.as_ref().map(|_| in_file_classes.join(" ")),
        ),
        (
            "contracted_amount",
            plain_amount(stored.contracted_amount),
            given.contracted_amount.as_deref().map(plain),
        ),
        ("line_not_to_exceed", plain_amount(stored.not_to_exceed), given.not_to_exceed.as_deref().map(plain)),
        (
            "line_customers",
            in_book(import, stored.customers.entries()),
            given.customers.as_deref().map(in_file),
        ),
        ("tasks", stored.tasks.join("; "), tasks(&record.texts).map(|tasks| tasks.join("; "))),
        (
            "billing_start",
            stored.billing_start.map(|date| date.to_string()).unwrap_or_default(),
            given.billing_start.clone(),
        ),
        (
            "tax_category",
            tax.map(|tax| tax.category().as_str().to_owned()).unwrap_or_default(),
            given.tax_category.clone(),
        ),
        (
            "tax_percent",
            tax.map(|tax| tax.percent().normalize().to_string()).unwrap_or_default(),
            given.tax_percent.as_deref().map(plain),
        ),
        ("invoice_frequency", frequency.unwrap_or_default(), given.invoice_frequency.clone()),
    ];
    for (name, in_book, in_file) in compared {
        if let Some(in_file) = in_file
            && in_file != in_book
        {
            let what = match name {
                "line_not_to_exceed" => "limit".to_owned(),
                "line_customers" => "list of customers".to_owned(),
                "tasks" => "list of tasks".to_owned(),
                _ => name.replace('_', " "),
            };
            let message = differs(&given.id, &what, &in_book, &in_file);
            record.problems.push(Problem::new(at(name), message));
        }
    }
    Ok(())
}

/// Milestones are compared by what they say: a file gives them no ids.
fn compare_milestones(id: &str, stored: &[&Milestone], given: &format::ContractLine, record: &mut Record) {
    let Some(given) = &given.milestones else { return };
    let text = |name: &str, date: &str, amount: &str| format!("{name}, {date}, {}", plain(amount));
    let mut in_book: Vec<String> =
        stored.iter().map(|one| text(&one.name, &one.date.to_string(), &one.amount.to_string())).collect();
    let mut in_file: Vec<String> = given.iter().map(|one| text(&one.name, &one.date, &one.amount)).collect();
    in_book.sort_unstable();
    in_file.sort_unstable();
    if in_book != in_file {
        let message = differs(id, "list of milestones", &in_book.join("; "), &in_file.join("; "));
        record.problems.push(Problem::new(at("milestone_name"), message));
    }
}
