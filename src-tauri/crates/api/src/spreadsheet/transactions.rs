//! Transactions: what a row leaves out is recognised, the rest goes through the checks of the interchange format.

use std::rc::Rc;

use proforma_engine::contract::TransactionClass;
use proforma_spreadsheet::{Row, Spreadsheet};
use proforma_store::{
    Connection, StoreError, share,
    transaction::{self, ExportedTransaction},
};

use super::{
    FileToImport, ImportKind, Progress, SpreadsheetImportError, SpreadsheetResult, Stage, TELL_ROWS, Told,
    fields::{self, transaction as at},
    identity::Seen,
    names::{Names, nearest},
    problem::{Problem, missing, of_refusal},
    reading::Texts,
    recognition::Recognition,
    result::ReadRow,
};
use crate::interchange::{
    ImportError,
    base::Base,
    contracts::{KnownContract, KnownLine},
    format,
    import::Import,
    place::Place,
    transactions::{Batch, Checked, DEFAULT_UNIT, check},
    values::shortened,
};

/// Where the rows go.
enum Target<'t> {
    /// Nowhere.
    DryRun { base: Base, connection: &'t Connection },
    /// Into the book, in batches by contract line.
    Book { import: Import<'t>, batch: Batch },
}

impl Target<'_> {
    fn base(&mut self) -> (&mut Base, &Connection) {
        match self {
            Self::DryRun { base, connection } => (base, connection),
            Self::Book { import, .. } => (&mut import.base, import.tx),
        }
    }
}

/// What would be added.
pub(super) fn dry_run(
    connection: &Connection,
    spreadsheet: &Spreadsheet,
    file: &FileToImport,
    recognition: Recognition,
    told: Told<'_>,
) -> Result<SpreadsheetResult, SpreadsheetImportError> {
    let target = Target::DryRun { base: Base::read(connection)?, connection };
    Pass::new(connection, target, recognition)?.go(spreadsheet, file, told)
}

/// Adds everything, or finds that it cannot.
pub(super) fn import(
    import: Import<'_>,
    spreadsheet: &Spreadsheet,
    file: &FileToImport,
    recognition: Recognition,
    told: Told<'_>,
) -> Result<SpreadsheetResult, SpreadsheetImportError> {
    let tx = import.tx;
    let batch = Batch::begin(&import)?;
    Pass::new(tx, Target::Book { import, batch }, recognition)?.go(spreadsheet, file, told)
}

/// One way through the rows.
struct Pass<'t> {
    target: Target<'t>,
    result: SpreadsheetResult,
    seen: Seen,
    /// Whether the book has transactions that a row may be.
    has_transactions: bool,
    contracts: Option<Names>,
    roles: Names,
    resources: Names,
}

impl<'t> Pass<'t> {
    fn new(
        connection: &Connection,
        target: Target<'t>,
        recognition: Recognition,
    ) -> Result<Self, SpreadsheetImportError> {
        Ok(Self {
            target,
            result: SpreadsheetResult::of(recognition),
            seen: Seen::default(),
            has_transactions: transaction::next_id(connection)? > 1,
            contracts: None,
            roles: Names::roles(connection)?,
            resources: Names::resources(connection)?,
        })
    }

    fn go(
        mut self,
        spreadsheet: &Spreadsheet,
        file: &FileToImport,
        told: Told<'_>,
    ) -> Result<SpreadsheetResult, SpreadsheetImportError> {
        let total = self.result.rows;
        let mut done = 0;
        spreadsheet.rows(|row| {
            done += 1;
            if done % TELL_ROWS == 0 {
                let progress = Progress { stage: Stage::Check, done, total: Some(total) };
                if told(progress).is_break() {
                    return Err(SpreadsheetImportError::Cancelled);
                }
            }
            if file.left_out.contains(&row.number) {
                self.result.left_out += 1;
                return Ok(());
            }
            self.row(&row)
        })?;
        if let Target::Book { import, batch } = &mut self.target
            && self.result.errors.is_empty()
        {
            batch.write(import)?;
        }
        Ok(self.result)
    }

    fn row(&mut self, row: &Row<'_>) -> Result<(), SpreadsheetImportError> {
        let mut problems = Vec::new();
        match self.checked(row, &mut problems)? {
            Some(checked) if problems.is_empty() => self.add(checked),
            Some(_) | None => {
                if !problems.is_empty() {
                    self.result.refuse(row, problems);
                }
                Ok(())
            }
        }
    }

    /// The transaction of a row; none where something is wrong with it, or where the book has it already.
    fn checked(
        &mut self,
        row: &Row<'_>,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<Checked>, SpreadsheetImportError> {
        let Some(reading) = &self.result.reading else { return Ok(None) };
        if let Some(problem) = reading.ragged(row) {
            problems.push(problem);
            return Ok(None);
        }
        let mut texts = reading.texts(row, problems);
        let has_id = reading.places[at::ID].is_some();
        if has_id && texts[at::ID].is_none() && problems.iter().all(|known| known.field != at::ID) {
            problems.push(reading.empty(at::ID));
        }
        self.resolve(&mut texts, problems)?;
        self.complete(&mut texts, problems)?;
        if !problems.is_empty() {
            // The second of two rows with one id is wrong whatever else is.
            self.look_for_twin(row, &texts, problems);
            return Ok(None);
        }
        let given = given(&texts);
        let of_content = given.clone();
        let (base, connection) = self.target.base();
        let mut checked = match check(base, connection, &Place::top("row"), given) {
            Ok(checked) => checked,
            Err(error) => {
                let (field, message) = of_refusal(error)?;
                let field = fields::place(ImportKind::Transactions, &field).unwrap_or_default();
                problems.push(Problem::new(field, message));
                return Ok(None);
            }
        };
        if has_id {
            self.look_for_twin(row, &texts, problems);
        } else {
            checked.transaction.key = self.seen.id_of_content(&of_content, &checked.transaction);
        }
        if self.result.shows_more() {
            let amount = Some(crate::invoices::amount(checked.transaction.amount));
            self.result.first_rows.push(ReadRow { row: row.number, texts, amount });
        }
        if problems.is_empty() && self.is_in_book(has_id, &of_content, &checked, problems)? {
            self.result.unchanged += 1;
            return Ok(None);
        }
        Ok(Some(checked))
    }

    fn add(&mut self, checked: Checked) -> Result<(), SpreadsheetImportError> {
        self.result.add(Some(checked.transaction.amount));
        // After the first error nothing can be added, so nothing more is written.
        if let Target::Book { import, batch } = &mut self.target
            && self.result.errors.is_empty()
        {
            batch.add(import, checked)?;
        }
        Ok(())
    }

    /// Names become ids where the book has something of that name; what it has not is a problem.
    fn resolve(
        &mut self,
        texts: &mut Texts,
        problems: &mut Vec<Problem>,
    ) -> Result<(), SpreadsheetImportError> {
        let (base, connection) = self.target.base();
        let field = at::CONTRACT;
        if let Some(text) = texts[field].take() {
            texts[field] = if known_contract(base, connection, &text)?.is_some() {
                Some(text)
            } else {
                let contracts = match &mut self.contracts {
                    Some(known) => known,
                    none => none.insert(Names::contracts(connection)?),
                };
                found("contract", field, &text, contracts, problems)
            };
        }
        let field = at::ROLE;
        if let Some(text) = texts[field].take() {
            let is_id = base.roles.find(&text).is_some();
            texts[field] =
                if is_id { Some(text) } else { found("role", field, &text, &mut self.roles, problems) };
        }
        let field = at::RESOURCE;
        if let Some(text) = texts[field].take() {
            let is_id = base.resources.find(&text).is_some();
            texts[field] = if is_id {
                Some(text)
            } else {
                found("resource", field, &text, &mut self.resources, problems)
            };
        }
        Ok(())
    }

    /// Finds the line by the class, and the class by the line, where the row does not say.
    ///
    /// Source: d365 R4.3.
    fn complete(
        &mut self,
        texts: &mut Texts,
        problems: &mut Vec<Problem>,
    ) -> Result<(), SpreadsheetImportError> {
        let (base, connection) = self.target.base();
        let (contract, contract_line, class) = (at::CONTRACT, at::CONTRACT_LINE, at::CLASS);
        let Some(id) = texts[contract].clone() else { return Ok(()) };
        let Some(known) = known_contract(base, connection, &id)? else { return Ok(()) };
        let lines = || known.lines.iter().map(|(id, line)| (id.as_str(), line));
        let stated: Option<TransactionClass> = texts[class].as_deref().and_then(|word| word.parse().ok());
        let is_unread = |field| problems.iter().any(|problem: &Problem| problem.field == field);
        if is_unread(class) || is_unread(contract_line) {
            return Ok(());
        }
        if let Some(text) = &texts[contract_line]
            && !known.lines.contains_key(text)
        {
            match line_by_name(lines(), text) {
                Some(line) => texts[contract_line] = Some(line),
                None => {
                    let near = nearest_line(lines(), text);
                    let kind = format!("contract line of {}", shortened(&id));
                    let message = missing(&kind, text, near.as_deref());
                    problems.push(Problem::new(contract_line, message).suggesting(near));
                    return Ok(());
                }
            }
        }
        if texts[contract_line].is_none() {
            let includes = |line: &KnownLine| match stated {
                Some(class) => line.transaction_classes.includes(class),
                None => line.transaction_classes.iter().next().is_some(),
            };
            let candidates: Vec<&str> =
                lines().filter(|(_, line)| includes(line)).map(|(id, _)| id).collect();
            match candidates[..] {
                [one] => texts[contract_line] = Some(one.to_owned()),
                _ => {
                    problems.push(Problem::new(contract_line, no_one_line(&id, stated, &candidates)));
                    return Ok(());
                }
            }
        }
        let line = texts[contract_line].as_ref().and_then(|line| known.lines.get(line));
        if let Some(line) = line
            && stated.is_none()
        {
            let classes: Vec<&str> = line.transaction_classes.iter().map(TransactionClass::as_str).collect();
            match classes[..] {
                [one] => texts[class] = Some(one.to_owned()),
                _ => problems.push(Problem::new(class, no_one_class(&texts[contract_line], &classes))),
            }
        } else if let Some(line) = line
            && let Some(stated) = stated
            && !line.transaction_classes.includes(stated)
        {
            let others: Vec<&str> = lines()
                .filter(|(_, other)| other.transaction_classes.includes(stated))
                .map(|(id, _)| id)
                .collect();
            problems.push(not_included(contract_line, class, texts, stated, line, &others));
        }
        Ok(())
    }

    fn look_for_twin(&mut self, row: &Row<'_>, texts: &Texts, problems: &mut Vec<Problem>) {
        if let Some(id) = &texts[at::ID]
            && let Some(before) = self.seen.id(id, row.number)
        {
            let message = format!(
                "Row {before} has the id \"{}\" too. Give one of them another id, or leave one out.",
                shortened(id)
            );
            problems.push(Problem::new(at::ID, message));
        }
    }

    /// Whether the book has the transaction already; another one of the same id is a problem.
    fn is_in_book(
        &self,
        has_id: bool,
        given: &format::Transaction,
        checked: &Checked,
        problems: &mut Vec<Problem>,
    ) -> Result<bool, StoreError> {
        let connection: &Connection = match &self.target {
            Target::DryRun { connection, .. } => connection,
            Target::Book { import, .. } => import.tx,
        };
        let key = &checked.transaction.key;
        if self.has_transactions
            && let Some(place) = transaction::place_of(connection, key)?
        {
            // A row without an id is in the book by what it says; a person may have changed it there since.
            if has_id && let Some(stored) = transaction::exported(connection, place)? {
                problems.extend(self.difference(&stored, given, checked));
            }
            return Ok(true);
        }
        if has_id && share::milestone_place(connection, key)?.is_some() {
            let message = format!("A milestone has the id \"{key}\". Give the row another id.");
            problems.push(Problem::new(at::ID, message));
        }
        Ok(false)
    }

    /// In what a transaction of the book differs from what the file says of it. Where it stands is not compared: its
    /// billing status moves on.
    fn difference(
        &self,
        stored: &ExportedTransaction,
        given: &format::Transaction,
        checked: &Checked,
    ) -> Option<Problem> {
        let reading = self.result.reading.as_ref()?;
        let new = &checked.transaction;
        let is_number = |text: &str, number| text.parse() == Ok(number);
        let text = |text: &Option<String>| text.clone().filter(|text| !text.is_empty()).unwrap_or_default();
        let unit = given.unit.as_deref().unwrap_or(DEFAULT_UNIT);
        let date = new.date.to_string();
        let compared: [(&str, bool, String, String); 12] = [
            ("contract", stored.contract == given.contract, stored.contract.clone(), given.contract.clone()),
            (
                "contract_line",
                stored.contract_line == given.contract_line,
                stored.contract_line.clone(),
                given.contract_line.clone(),
            ),
            ("class", stored.class == given.class, stored.class.clone(), given.class.clone()),
            ("date", stored.date == date, stored.date.clone(), date),
            (
                "quantity",
                is_number(&stored.quantity, new.quantity),
                stored.quantity.clone(),
                given.quantity.clone(),
            ),
            (
                "unit_price",
                is_number(&stored.unit_price, new.unit_price),
                stored.unit_price.clone(),
                given.unit_price.clone(),
            ),
            (
                "description",
                text(&stored.description) == text(&given.description),
                text(&stored.description),
                text(&given.description),
            ),
            ("role", stored.role == given.role, text(&stored.role), text(&given.role)),
            (
                "category",
                text(&stored.category) == text(&given.category),
                text(&stored.category),
                text(&given.category),
            ),
            ("resource", stored.resource == given.resource, text(&stored.resource), text(&given.resource)),
            ("unit", stored.unit == unit, stored.unit.clone(), unit.to_owned()),
            (
                "billing_type",
                stored.billing_type == new.billing_type.as_str(),
                stored.billing_type.clone(),
                new.billing_type.as_str().to_owned(),
            ),
        ];
        compared.into_iter().find_map(|(name, is_equal, in_book, in_file)| {
            let field = fields::place(ImportKind::Transactions, name)?;
            // What the file has no column for, it says nothing about.
            let is_said = reading.fields[field].is_required
                || matches!(name, "contract_line" | "class")
                || reading.places[field].is_some();
            if is_equal || !is_said {
                return None;
            }
            let message = format!(
                "The book has \"{}\" already, with another {}: {} there, {} here. Give the row an id of its own, or change the transaction in the book.",
                new.key,
                name.replace('_', " "),
                quoted(&in_book),
                quoted(&in_file)
            );
            Some(Problem::new(field, message).suggesting((!in_book.is_empty()).then_some(in_book)))
        })
    }
}

fn known_contract<'b>(
    base: &'b mut Base,
    connection: &Connection,
    id: &str,
) -> Result<Option<&'b KnownContract>, SpreadsheetImportError> {
    match base.contract(connection, &Place::top("row"), id) {
        Ok(known) => Ok(Some(known)),
        Err(ImportError::Refused { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn quoted(text: &str) -> String {
    if text.is_empty() { "nothing".to_owned() } else { format!("\"{}\"", shortened(text)) }
}

/// The id behind a name; a problem where there is none.
fn found(
    kind: &str,
    field: usize,
    text: &str,
    names: &mut Names,
    problems: &mut Vec<Problem>,
) -> Option<String> {
    if let Some(id) = names.by_name(text) {
        return Some(id.to_owned());
    }
    let near = names.suggest(text);
    problems.push(Problem::new(field, missing(kind, text, near.as_deref())).suggesting(near));
    None
}

fn line_by_name<'l>(lines: impl Iterator<Item = (&'l str, &'l Rc<KnownLine>)>, name: &str) -> Option<String> {
    let name = name.to_lowercase();
    let mut named = lines.filter(|(_, line)| line.name.to_lowercase() == name).map(|(id, _)| id);
    match (named.next(), named.next()) {
        (Some(one), None) => Some(one.to_owned()),
        (Some(_), Some(_)) | (None, _) => None,
    }
}

fn nearest_line<'l>(lines: impl Iterator<Item = (&'l str, &'l Rc<KnownLine>)>, text: &str) -> Option<String> {
    let lines: Vec<(&str, &Rc<KnownLine>)> = lines.collect();
    let near = nearest(text, lines.iter().flat_map(|(id, line)| [*id, line.name.as_str()]))?;
    lines.iter().find(|(id, line)| *id == near || line.name == near).map(|(id, _)| (*id).to_owned())
}

fn no_one_line(contract: &str, class: Option<TransactionClass>, candidates: &[&str]) -> String {
    let contract = shortened(contract);
    let what = |verb: &str| class.map(|class| format!(" that {verb} the class {class}")).unwrap_or_default();
    if candidates.is_empty() {
        let what = what("includes");
        return format!("Contract \"{contract}\" has no line{what}. Correct the contract or the class.");
    }
    let (what, shown) = (what("include"), quoted_list(candidates));
    format!("Contract \"{contract}\" has several lines{what}: {shown}. Name one of them.")
}

fn no_one_class(line: &Option<String>, classes: &[&str]) -> String {
    let line = shortened(line.as_deref().unwrap_or_default());
    if classes.is_empty() {
        return format!(
            "Contract line \"{line}\" includes no class, so nothing can be entered on it. Correct the line."
        );
    }
    format!("Contract line \"{line}\" includes several classes: {}. Name one of them.", classes.join(", "))
}

fn not_included(
    contract_line: usize,
    class: usize,
    texts: &Texts,
    stated: TransactionClass,
    line: &KnownLine,
    others: &[&str],
) -> Problem {
    let id = shortened(texts[contract_line].as_deref().unwrap_or_default());
    let includes: Vec<&str> = line.transaction_classes.iter().map(TransactionClass::as_str).collect();
    let todo = match others {
        [] => "Correct the class.".to_owned(),
        [one] => format!("Correct the class, or name the line \"{one}\"."),
        _ => format!("Correct the class, or name one of the lines {}.", quoted_list(others)),
    };
    let has = if includes.is_empty() { "no class".to_owned() } else { includes.join(", ") };
    let message = format!("Contract line \"{id}\" does not include the class {stated}, but {has}. {todo}");
    let suggestion = if let [one] = includes[..] { Some(one.to_owned()) } else { None };
    Problem::new(class, message).suggesting(suggestion)
}

/// How many names a sentence holds.
const NAMES_SHOWN: usize = 8;

fn quoted_list(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(NAMES_SHOWN).map(|name| format!("\"{name}\"")).collect();
    let more = names.len().saturating_sub(NAMES_SHOWN);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", shown.join(", "))
}

/// A row in the shape of the interchange format; where it has no id, its content will be one.
fn given(texts: &Texts) -> format::Transaction {
    let needed = |field: usize| texts[field].clone().unwrap_or_default();
    format::Transaction {
        id: texts[at::ID].clone().unwrap_or_else(|| "row".to_owned()),
        contract: needed(at::CONTRACT),
        contract_line: needed(at::CONTRACT_LINE),
        class: needed(at::CLASS),
        date: needed(at::DATE),
        quantity: needed(at::QUANTITY),
        unit_price: needed(at::UNIT_PRICE),
        description: texts[at::DESCRIPTION].clone(),
        role: texts[at::ROLE].clone(),
        category: texts[at::CATEGORY].clone(),
        resource: texts[at::RESOURCE].clone(),
        unit: texts[at::UNIT].clone(),
        billing_type: texts[at::BILLING_TYPE].clone(),
        billing_status: texts[at::BILLING_STATUS].clone(),
    }
}
