//! Contracts: a row for each contract line, in which what is said of the contract is repeated or left out, and a further
//! row for each further milestone.

use std::collections::HashMap;

use proforma_engine::contract::ContractStatus;
use proforma_spreadsheet::Spreadsheet;
use proforma_store::{StoreError, contract, history};

use super::{
    FileToImport, ImportKind, SpreadsheetImportError, SpreadsheetResult, Told,
    contract_compare::compare,
    contract_rows::{LineRows, Named, at, customers, line, tasks},
    fields,
    given_status::GivenStatus,
    names::Names,
    problem::{Problem, sentence},
    recognition::Recognition,
    records::{self, Record},
};
use crate::{
    interchange::{ImportError, Reason, contracts, format, import::Import, place::Place},
    record_changes::RecordChanges,
};

/// What is said of a contract and not of its lines.
const OF_CONTRACT: [&str; 6] = ["name", "currency", "customers", "status", "delivery_date", "not_to_exceed"];
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
    let lines = LineRows::of(group);
    let given = given(import, result, named, (group, &lines))?;
    if group.iter().any(|record| !record.problems.is_empty()) {
        return Ok(());
    }
    let count = u32::try_from(group.len()).unwrap_or(u32::MAX);
    if let Some(id) = contract::id_of(import.tx, &given.id)?
        && let Some(stored) = contract::by_id(import.tx, id)?
    {
        compare(import, &stored, &given, (group, &lines))?;
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
            write_tasks(import, &id, group, &lines)?;
            if !says_status {
                given_status.settle(import, &id)?;
            }
        }
        Err(ImportError::Refused { place, reason }) => {
            let (record, field) = place_of(&place, &reason, (group, &lines));
            group[record].problems.push(Problem::new(field, sentence(&reason)));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
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
    (group, lines): (&mut [Record], &[LineRows]),
) -> Result<format::Contract, StoreError> {
    let of_contract =
        |group: &[Record], name: &str| group.iter().find_map(|record| record.texts[at(name)].clone());
    let mut contract = format::Contract {
        id: of_contract(group, "id").unwrap_or_default(),
        name: of_contract(group, "name").unwrap_or_default(),
        currency: of_contract(group, "currency").unwrap_or_default().to_uppercase(),
        status: of_contract(group, "status"),
        delivery_date: of_contract(group, "delivery_date"),
        not_to_exceed: of_contract(group, "not_to_exceed"),
        ..format::Contract::default()
    };
    let said = group.iter().position(|record| record.texts[at("customers")].is_some());
    if let Some(said) = said {
        contract.customers = customers(import, result, named, (&mut group[said], at("customers")));
    }
    for rows in lines {
        contract.lines.push(line(import, result, named, (&mut *group, rows))?);
    }
    Ok(contract)
}

/// Gives lines their tasks. The interchange format has no place for them: they come back from the history.
fn write_tasks(
    import: &Import<'_>,
    id: &str,
    group: &[Record],
    lines: &[LineRows],
) -> Result<(), SpreadsheetImportError> {
    let Some(contract) = contract::id_of(import.tx, id)? else { return Ok(()) };
    let Some(written) = contract::by_id(import.tx, contract)? else { return Ok(()) };
    let mut changes = RecordChanges::default();
    for (line, rows) in written.lines.iter().zip(lines) {
        if let Some(tasks) = tasks(&group[rows.main].texts) {
            contract::set_tasks(import.tx, line.id, &tasks)?;
            changes.field(("contract_line", &line.key), "tasks", None, Some(tasks.join("\n")));
        }
    }
    if !changes.is_empty() {
        history::append(import.tx, Some(contract), import.now, "save_line", &changes.detail()?)?;
    }
    Ok(())
}

/// The row and the field of a place such as `row.lines[2].billing_method`.
fn place_of(place: &str, reason: &Reason, (group, lines): (&[Record], &[LineRows])) -> (usize, usize) {
    let path = place.strip_prefix("row.").unwrap_or(place);
    let Some((index, rest)) = indexed(path, "lines") else {
        return (0, at(name_of(path)));
    };
    let Some(rows) = lines.get(index).or_else(|| lines.last()) else { return (0, at(name_of(rest))) };
    if let Some((index, rest)) = indexed(rest, "milestones") {
        let row = rows.of_milestones(group).get(index).copied().unwrap_or(rows.main);
        let field = match name_of(rest) {
            "date" | "run_date" => "milestone_date",
            "amount" => "milestone_amount",
            _ => "milestone_name",
        };
        return (row, at(field));
    }
    let field = match name_of(rest) {
        "id" => "line_id",
        "name" => "line_name",
        "customers" => "line_customers",
        "not_to_exceed" => "line_not_to_exceed",
        "milestones" if matches!(reason, Reason::MilestonesOnTimeAndMaterial) => "milestone_name",
        // What they must add up to.
        "milestones" => "contracted_amount",
        known => known,
    };
    (rows.main, at(field))
}

/// The number and the rest of a path that begins with an entry of a list.
fn indexed<'p>(path: &'p str, list: &str) -> Option<(usize, &'p str)> {
    let (index, rest) = path.strip_prefix(list)?.strip_prefix('[')?.split_once(']')?;
    Some((index.parse().ok()?, rest.trim_start_matches('.')))
}

/// The first name of a path.
fn name_of(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or_default()
}
