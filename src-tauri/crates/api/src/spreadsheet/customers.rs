//! Customers: a row each.

use std::collections::HashMap;

use proforma_engine::bounds;
use proforma_spreadsheet::Spreadsheet;
use proforma_store::{
    customer::{self, Customer},
    history,
};

use super::{
    FileToImport, ImportKind, SpreadsheetImportError, SpreadsheetResult, Told, fields,
    identity::Seen,
    problem::{Problem, capital, of_refusal},
    reading::Texts,
    recognition::Recognition,
    records::{self, Record, differs},
};
use crate::{
    changes::FormCommand,
    dto::RecordKind,
    interchange::{base::write_customer, format, import::Import, place::Place},
    record_changes::RecordChanges,
};

/// Writes every customer that the book has not, for whoever keeps or drops the transaction.
pub(super) fn write(
    mut import: Import<'_>,
    spreadsheet: &Spreadsheet,
    file: &FileToImport,
    recognition: Recognition,
    told: Told<'_>,
) -> Result<SpreadsheetResult, SpreadsheetImportError> {
    let mut result = SpreadsheetResult::of(recognition);
    let stored: HashMap<String, Customer> =
        customer::all(import.tx)?.into_iter().map(|known| (known.key.clone(), known)).collect();
    let mut seen = Seen::default();
    let mut contacts = RecordChanges::default();
    for mut record in records::read(&mut result, spreadsheet, file, told)? {
        twin(&mut seen, &mut record);
        if record.problems.is_empty() {
            one(&mut import, &mut result, &stored, (&mut record, &mut contacts))?;
        }
        record.refuse(&mut result);
    }
    // The interchange format has no place for contacts: they come back from the history.
    if !contacts.is_empty() {
        history::append(import.tx, None, import.now, FormCommand::SaveRecord.as_str(), &contacts.detail()?)?;
    }
    Ok(result)
}

fn one(
    import: &mut Import<'_>,
    result: &mut SpreadsheetResult,
    stored: &HashMap<String, Customer>,
    (record, contacts): (&mut Record, &mut RecordChanges),
) -> Result<(), SpreadsheetImportError> {
    let contact = record.texts[at("contact")].clone();
    if let Err(error) = contact.as_deref().map_or(Ok(()), bounds::text) {
        let message = format!("{}. Correct the value.", capital(&error.to_string()));
        record.problems.push(Problem::new(at("contact"), message));
        return Ok(());
    }
    let given = match given(&record.texts) {
        Ok(given) => given,
        Err(problem) => {
            record.problems.push(problem);
            return Ok(());
        }
    };
    if let Some(stored) = stored.get(&given.id) {
        let is_mapped =
            |field: usize| result.reading.as_ref().is_some_and(|reading| reading.places[field].is_some());
        match difference(stored, &given, contact.as_deref()).find(|problem| is_mapped(problem.field)) {
            Some(problem) => record.problems.push(problem),
            None => result.unchanged += 1,
        }
        return Ok(());
    }
    match write_customer(import, &Place::top("row"), &given) {
        Ok(()) => {
            if contact.is_some() {
                write_contact(import, &given.id, contact.clone())?;
                contacts.field((RecordKind::Customer.as_str(), &given.id), "contact", None, contact);
            }
            result.add(None);
        }
        Err(error) => {
            let (field, message) = of_refusal(error)?;
            record.problems.push(Problem::new(at(&field), message));
        }
    }
    Ok(())
}

fn write_contact(
    import: &Import<'_>,
    key: &str,
    contact: Option<String>,
) -> Result<(), SpreadsheetImportError> {
    if let Some(id) = customer::id_of(import.tx, key)?
        && let Some(known) = customer::by_id(import.tx, id)?
    {
        customer::update(import.tx, &Customer { contact, ..known })?;
    }
    Ok(())
}

/// The second row with an id is wrong whatever else is.
fn twin(seen: &mut Seen, record: &mut Record) {
    if let Some(id) = &record.texts[at("id")]
        && let Some(before) = seen.id(id, record.row)
    {
        let message =
            format!("Row {before} has the id \"{id}\" too. Give one of them another id, or leave one out.");
        record.problems.push(Problem::new(at("id"), message));
    }
}

fn at(field: &str) -> usize {
    fields::place(ImportKind::Customers, field).unwrap_or_default()
}

fn given(texts: &Texts) -> Result<format::Customer, Problem> {
    let text = |field: &str| texts[at(field)].clone();
    let lines = |address: String| -> Vec<String> {
        address.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    let days = text("payment_terms_days");
    let days = days.map(|days| {
        days.parse::<u64>().map_err(|_| {
            let message = format!("\"{days}\" is not a number of days. Write a whole number from 0 to 365.");
            Problem::new(at("payment_terms_days"), message)
        })
    });
    Ok(format::Customer {
        id: text("id").unwrap_or_default(),
        name: text("name").unwrap_or_default(),
        address: text("address").map(lines),
        country: text("country"),
        tax_id: text("tax_id"),
        email: text("email"),
        language: text("language"),
        payment_terms_days: days.transpose()?,
    })
}

fn difference<'c>(
    stored: &'c Customer,
    given: &'c format::Customer,
    contact: Option<&str>,
) -> impl Iterator<Item = Problem> + 'c {
    let party = &stored.party;
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    let days = |days: Option<u64>| days.map(|days| days.to_string()).unwrap_or_default();
    let compared = [
        ("name", party.name.clone(), given.name.clone()),
        ("address", party.address.join("\n"), given.address.clone().unwrap_or_default().join("\n")),
        ("country", or_empty(&party.country), or_empty(&given.country)),
        ("tax_id", or_empty(&party.tax_id), or_empty(&given.tax_id)),
        ("email", or_empty(&party.email), or_empty(&given.email)),
        ("contact", or_empty(&stored.contact), contact.unwrap_or_default().to_owned()),
        ("language", or_empty(&party.language), or_empty(&given.language)),
        (
            "payment_terms_days",
            days(stored.payment_terms_days.map(u64::from)),
            days(given.payment_terms_days),
        ),
    ];
    compared.into_iter().filter(|(_, in_book, in_file)| in_book != in_file).map(
        |(field, in_book, in_file)| {
            let what = field.replace('_', " ");
            Problem::new(at(field), differs(&stored.key, &what, &in_book, &in_file))
        },
    )
}
