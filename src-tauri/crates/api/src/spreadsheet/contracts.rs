//! Contracts: a row for each contract line, in which what is said of the contract is repeated or left out.

use std::collections::HashMap;

use proforma_engine::contract::{
    Contract, ContractLine, ContractStatus, CustomerSplitEntry, TransactionClass,
};
use proforma_spreadsheet::Spreadsheet;
use proforma_store::contract;
use rust_decimal::Decimal;

use super::{
    FileToImport, ImportKind, SpreadsheetImportError, SpreadsheetResult, Told, fields,
    given_status::GivenStatus,
    names::Names,
    problem::{Problem, missing, sentence},
    recognition::Recognition,
    records::{self, Record, differs},
};
use crate::interchange::{ImportError, contracts, format, import::Import, place::Place};

/// What is said of a contract and not of its lines.
const OF_CONTRACT: [&str; 5] = ["name", "currency", "customers", "status", "delivery_date"];
/// What a contract cannot be without.
const NEEDED: [&str; 3] = ["name", "currency", "customers"];

/// Writes every contract that the book has not, for whoever keeps or drops the transaction.
pub(super) fn write(
    mut import: Import<'_>,
    spreadsheet: &Spreadsheet,
    file: &FileToImport,
    recognition: Recognition,
    told: Told<'_>,
) -> Result<SpreadsheetResult, SpreadsheetImportError> {
    let mut result = SpreadsheetResult::of(recognition);
    let records = records::read(&mut result, spreadsheet, file, told)?;
    let mut named =
        Named { customers: Names::customers(import.tx)?, frequencies: Names::frequencies(import.tx)? };
    let mut given_status = GivenStatus::default();
    for mut group in groups(records) {
        if group.iter().all(|record| record.problems.is_empty()) {
            one(&mut import, &mut result, (&mut named, &mut given_status), &mut group)?;
        }
        group.into_iter().for_each(|record| record.refuse(&mut result));
    }
    if result.errors.is_empty() {
        result.notes = given_status.into_notes();
    }
    // Told in the order of the file, not of the contracts.
    result.errors.sort_by_key(|error| error.row);
    Ok(result)
}

/// What a contract may name.
struct Named {
    customers: Names,
    frequencies: Names,
}

/// The rows of each contract, in the order of the file.
fn groups(records: Vec<Record>) -> Vec<Vec<Record>> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<Vec<Record>> = Vec::new();
    for record in records {
        match record.texts[at("id")].clone() {
            Some(id) => {
                let place = *places.entry(id).or_insert(groups.len());
                if place == groups.len() {
                    groups.push(Vec::new());
                }
                groups[place].push(record);
            }
            None => groups.push(vec![record]),
        }
    }
    groups
}

fn one(
    import: &mut Import<'_>,
    result: &mut SpreadsheetResult,
    (named, given_status): (&mut Named, &mut GivenStatus),
    group: &mut [Record],
) -> Result<(), SpreadsheetImportError> {
    refuse_contradictions(group);
    let given = given(import, result, named, group);
    if group.iter().any(|record| !record.problems.is_empty()) {
        return Ok(());
    }
    let count = u32::try_from(group.len()).unwrap_or(u32::MAX);
    if let Some(id) = contract::id_of(import.tx, &given.id)?
        && let Some(stored) = contract::by_id(import.tx, id)?
    {
        compare(import, &stored, &given, group)?;
        if group.iter().all(|record| record.problems.is_empty()) {
            result.unchanged += count;
        }
        return Ok(());
    }
    let (id, says_status) = (given.id.clone(), given.status.is_some());
    let draft = ContractStatus::Draft.as_str().to_owned();
    let given = format::Contract { status: given.status.or(Some(draft)), ..given };
    match contracts::write(import, &Place::top("row"), given) {
        Ok(()) => {
            result.added += count;
            if !says_status {
                given_status.settle(import, &id)?;
            }
        }
        Err(ImportError::Refused { place, reason }) => {
            let (record, field) = place_of(&place, group.len());
            group[record].problems.push(Problem::new(field, sentence(&reason)));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn at(field: &str) -> usize {
    fields::place(ImportKind::Contracts, field).unwrap_or_default()
}

/// A row may repeat what an earlier one says of the contract, or leave it out.
fn refuse_contradictions(group: &mut [Record]) {
    for name in OF_CONTRACT {
        let field = at(name);
        let Some((row, said)) =
            group.iter().find_map(|record| Some((record.row, record.texts[field].clone()?)))
        else {
            if NEEDED.contains(&name) {
                let words = fields::fields(ImportKind::Contracts)[field].words;
                let message = format!("No row of the contract says this. Every contract needs {words}.");
                group[0].problems.push(Problem::new(field, message));
            }
            continue;
        };
        for record in group.iter_mut().filter(|record| record.row != row) {
            if let Some(other) = &record.texts[field]
                && *other != said
            {
                let message = format!(
                    "Row {row} of the same contract says \"{said}\". Write the same, or leave it out."
                );
                record.problems.push(Problem::new(field, message).suggesting(Some(said.clone())));
            }
        }
    }
}

fn given(
    import: &Import<'_>,
    result: &SpreadsheetResult,
    named: &mut Named,
    group: &mut [Record],
) -> format::Contract {
    let of_contract =
        |group: &[Record], name: &str| group.iter().find_map(|record| record.texts[at(name)].clone());
    let mut contract = format::Contract {
        id: of_contract(group, "id").unwrap_or_default(),
        name: of_contract(group, "name").unwrap_or_default(),
        currency: of_contract(group, "currency").unwrap_or_default().to_uppercase(),
        status: of_contract(group, "status"),
        delivery_date: of_contract(group, "delivery_date"),
        ..format::Contract::default()
    };
    let said = group.iter().position(|record| record.texts[at("customers")].is_some());
    if let Some(said) = said {
        contract.customers = customers(import, result, named, &mut group[said]);
    }
    contract.lines = group.iter_mut().map(|record| line(import, named, record)).collect();
    contract
}

/// `adatum`, or `adatum 60; fabrikam 40`, by id or by name.
fn customers(
    import: &Import<'_>,
    result: &SpreadsheetResult,
    named: &mut Named,
    record: &mut Record,
) -> Vec<format::CustomerSplit> {
    let field = at("customers");
    let text = record.texts[field].clone().unwrap_or_default();
    let parts: Vec<&str> =
        text.split([';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut split = Vec::new();
    for part in &parts {
        let is_known = |text: &str| {
            import.base.customers.find(text).is_some() || named.customers.by_name(text).is_some()
        };
        let read = |text: &str| result.reading.as_ref().and_then(|reading| reading.number_format.read(text));
        let with_percent = part
            .rsplit_once([' ', ':', '='])
            .filter(|_| !is_known(part))
            .and_then(|(name, percent)| Some((name, read(percent.trim().trim_end_matches('%'))?)));
        let (name, percent) = match with_percent {
            Some((name, percent)) => (name.trim_end_matches([' ', ':', '=']), Some(percent)),
            None => (*part, None),
        };
        let percent = match percent {
            Some(percent) => percent,
            None if parts.len() == 1 => "100".to_owned(),
            None => {
                let message = format!(
                    "\"{part}\" has no percentage. With several customers each needs one, as in \"adatum 60; fabrikam 40\"."
                );
                record.problems.push(Problem::new(field, message));
                return Vec::new();
            }
        };
        let customer = if import.base.customers.find(name).is_some() {
            Some(name.to_owned())
        } else {
            named.customers.by_name(name).map(str::to_owned)
        };
        match customer {
            Some(customer) => {
                split.push(format::CustomerSplit { customer, percent, ..format::CustomerSplit::default() });
            }
            None => {
                let near = named.customers.suggest(name);
                let message = missing("customer", name, near.as_deref());
                // What is suggested stands for the whole cell.
                let suggestion = near.filter(|_| parts.len() == 1);
                record.problems.push(Problem::new(field, message).suggesting(suggestion));
                return Vec::new();
            }
        }
    }
    split
}

fn line(import: &Import<'_>, named: &mut Named, record: &mut Record) -> format::ContractLine {
    let field = at("invoice_frequency");
    let frequency = record.texts[field].clone().and_then(|text| {
        if import.base.frequencies.find(&text).is_some() {
            return Some(text);
        }
        let known = named.frequencies.by_name(&text).map(str::to_owned);
        if known.is_none() {
            let near = named.frequencies.suggest(&text);
            let message = missing("invoice frequency", &text, near.as_deref());
            record.problems.push(Problem::new(field, message).suggesting(near));
        }
        known
    });
    let text = |name: &str| record.texts[at(name)].clone();
    let classes = text("transaction_classes");
    format::ContractLine {
        id: text("line_id").unwrap_or_default(),
        name: text("line_name").unwrap_or_default(),
        billing_method: text("billing_method").unwrap_or_default(),
        transaction_classes: classes.map(|words| words.split(' ').map(str::to_owned).collect()),
        contracted_amount: text("contracted_amount"),
        tax_category: text("tax_category"),
        tax_percent: text("tax_percent"),
        billing_start: text("billing_start"),
        invoice_frequency: frequency,
        ..format::ContractLine::default()
    }
}

/// The row and the field of a place such as `row.lines[2].billing_method`.
fn place_of(place: &str, rows: usize) -> (usize, usize) {
    let path = place.strip_prefix("row.").unwrap_or(place);
    let name_of = |segment: &str| segment.split('[').next().unwrap_or_default().to_owned();
    let Some(rest) = path.strip_prefix("lines[") else {
        return (0, at(&name_of(path.split('.').next().unwrap_or_default())));
    };
    let (index, rest) = rest.split_once(']').unwrap_or(("0", ""));
    let record = index.parse::<usize>().unwrap_or_default().min(rows.saturating_sub(1));
    let field = match name_of(rest.trim_start_matches('.').split('.').next().unwrap_or_default()).as_str() {
        "id" => at("line_id"),
        "name" => at("line_name"),
        // Milestones are in no column: what they must add up to is.
        "milestones" => at("contracted_amount"),
        known => at(known),
    };
    (record, field)
}

/// Notes in what the book differs from the file.
/// The status is not compared: a contract is activated and closed in the book.
fn compare(
    import: &Import<'_>,
    stored: &Contract,
    given: &format::Contract,
    group: &mut [Record],
) -> Result<(), SpreadsheetImportError> {
    let date = |date: Option<chrono::NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let of_contract = [
        ("name", stored.name.clone(), given.name.clone()),
        ("currency", stored.currency.code().to_owned(), given.currency.clone()),
        ("delivery_date", date(stored.delivery_date), given.delivery_date.clone().unwrap_or_default()),
        ("customers", customers_in_book(import, stored), customers_in_file(given)),
    ];
    for (name, in_book, in_file) in of_contract {
        // What no row says is not compared.
        if in_book != in_file && group.iter().any(|record| record.texts[at(name)].is_some()) {
            let what = if name == "customers" { "list of customers" } else { &name.replace('_', " ") };
            let message = differs(&given.id, what, &in_book, &in_file);
            group[0].problems.push(Problem::new(at(name), message));
        }
    }
    for (line, record) in given.lines.iter().zip(group) {
        match stored.lines.iter().find(|known| known.key == line.id) {
            Some(known) => compare_line(import, known, line, record)?,
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
fn customers_in_book(import: &Import<'_>, contract: &Contract) -> String {
    let entries = contract.customers.entries().iter();
    let ids = &import.base.customers;
    let text = |entry: &CustomerSplitEntry| {
        (
            ids.id_of(|id| *id == entry.customer).unwrap_or_default().to_owned(),
            entry.percent.normalize().to_string(),
        )
    };
    customers_text(entries.map(text).collect())
}

fn customers_in_file(contract: &format::Contract) -> String {
    let text = |split: &format::CustomerSplit| (split.customer.clone(), plain(&split.percent));
    customers_text(contract.customers.iter().map(text).collect())
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
    let amount = stored.contracted_amount.map(|amount| amount.amount().normalize().to_string());
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
        ("contracted_amount", amount.unwrap_or_default(), given.contracted_amount.as_deref().map(plain)),
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
            let message = differs(&given.id, &name.replace('_', " "), &in_book, &in_file);
            record.problems.push(Problem::new(at(name), message));
        }
    }
    Ok(())
}
