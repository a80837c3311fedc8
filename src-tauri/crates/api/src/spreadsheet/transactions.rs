//! Transactions: what a row leaves out is recognised, the rest goes through the checks of the interchange format.

use std::collections::HashMap;

use proforma_engine::{contract::ContractStatus, share::BillingStatus};
use proforma_spreadsheet::{Row, Spreadsheet};
use proforma_store::{Connection, StoreError, contract, share, transaction};

use super::{
    FileToImport, ImportKind, Progress, SpreadsheetImportError, SpreadsheetResult, Stage, TELL_ROWS, Told,
    difference::difference,
    fields::{self, transaction as at},
    former_names::FormerNames,
    identity::Seen,
    line,
    names::{Names, found},
    problem::{Problem, capital, of_refusal},
    reading::Texts,
    recognition::Recognition,
    result::ReadRow,
    taken_in::Taking,
};
use crate::{
    interchange::{
        ImportError,
        base::Base,
        contracts::KnownContract,
        format,
        import::Import,
        place::Place,
        transactions::{Batch, Checked, check},
        values::shortened,
    },
    limits,
    transactions::default_unit,
};

/// Where the rows go.
enum Target<'t> {
    /// Nowhere.
    DryRun { base: Box<Base>, connection: &'t Connection },
    /// Into the book, in batches by contract line.
    Book { import: Box<Import<'t>>, batch: Batch },
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
    let target = Target::DryRun { base: Box::new(Base::read(connection)?), connection };
    Pass::new(connection, target, recognition)?.go(spreadsheet, file, told)
}

/// Adds everything, or finds that it cannot.
pub(super) fn import(
    mut import: Import<'_>,
    spreadsheet: &Spreadsheet,
    file: &FileToImport,
    recognition: Recognition,
    told: Told<'_>,
) -> Result<SpreadsheetResult, SpreadsheetImportError> {
    let tx = import.tx;
    let batch = Batch::begin(&import)?;
    import.taking = Some(Taking::default());
    Pass::new(tx, Target::Book { import: Box::new(import), batch }, recognition)?.go(spreadsheet, file, told)
}

/// Whether the file marks work ready on contracts with limits: whether it may be is only known when it is written.
///
/// Source: SPEC 5.4.
pub(super) fn may_pass_a_limit(
    connection: &Connection,
    recognition: &Recognition,
) -> Result<bool, StoreError> {
    Ok(recognition.reading.places[at::BILLING_STATUS].is_some()
        && !contract::with_limits(connection)?.is_empty())
}

/// One way through the rows.
struct Pass<'t> {
    target: Target<'t>,
    result: SpreadsheetResult,
    seen: Seen,
    /// Whether the book has transactions that a row may be.
    has_transactions: bool,
    has_limits: bool,
    /// How many rows are of transactions that a person has deleted.
    deleted: u32,
    /// The first row of each contract that comes in ready to invoice.
    first_ready: HashMap<String, u32>,
    former: FormerNames,
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
            has_limits: !contract::with_limits(connection)?.is_empty(),
            deleted: 0,
            first_ready: HashMap::new(),
            former: FormerNames::default(),
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
            self.result.taking = import.taking.take();
            self.hold_limits()?;
        }
        match self.deleted {
            0 => {}
            1 => self
                .result
                .notes
                .push("1 row is of a transaction that was deleted in the book; it stays deleted.".to_owned()),
            deleted => self.result.notes.push(format!(
                "{deleted} rows are of transactions that were deleted in the book; they stay deleted."
            )),
        }
        Ok(self.result)
    }

    /// What comes in ready to invoice passes no limit either; told at the first such row of the contract.
    ///
    /// Source: SPEC 5.4.
    fn hold_limits(&mut self) -> Result<(), SpreadsheetImportError> {
        let Target::Book { import, .. } = &self.target else { return Ok(()) };
        let mut passed = Vec::new();
        for id in contract::with_limits(import.tx)? {
            if let Some(why) = limits::passed_sentence_of(import.tx, id)?
                && let Some(key) = contract::key_of(import.tx, id)?
                && let Some(row) = self.first_ready.get(&key)
            {
                passed.push((*row, why));
            }
        }
        passed.sort_unstable();
        for (row, why) in passed {
            let message = format!(
                "{}. Import the rows of the contract as not ready, or raise the limit.",
                capital(&why)
            );
            let ready = BillingStatus::ReadyToInvoice.as_str().to_owned();
            self.result.refuse_at(row, vec![Problem::new(at::BILLING_STATUS, message)], |_| ready.clone());
        }
        Ok(())
    }

    fn row(&mut self, row: &Row<'_>) -> Result<(), SpreadsheetImportError> {
        let mut problems = Vec::new();
        match self.checked(row, &mut problems)? {
            Some(checked) if problems.is_empty() => self.add(row, checked),
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
    ) -> Result<Option<(String, Checked)>, SpreadsheetImportError> {
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
        let (base, connection) = self.target.base();
        if let Some(id) = texts[at::CONTRACT].clone()
            && let Some(contract) = known_contract(base, connection, &id)?
        {
            line::complete(contract, &id, &mut texts, problems);
        }
        if !problems.is_empty() {
            // The second of two rows with one id is wrong whatever else is.
            self.look_for_twin(row, &texts, problems);
            return Ok(None);
        }
        let on_invoice =
            texts[at::BILLING_STATUS].take_if(|status| fields::GIVEN_BY_INVOICES.contains(&status.as_str()));
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
        if let Some(status) = on_invoice.filter(|_| problems.is_empty()) {
            problems.push(Problem::new(at::BILLING_STATUS, given_by_program(&status)));
        }
        if problems.is_empty() {
            self.look_for_closed(&of_content.contract, problems)?;
        }
        Ok(Some((of_content.contract, checked)))
    }

    fn add(
        &mut self,
        row: &Row<'_>,
        (contract, checked): (String, Checked),
    ) -> Result<(), SpreadsheetImportError> {
        self.result.add(Some(checked.transaction.amount));
        if checked.billing_status == BillingStatus::ReadyToInvoice && self.has_limits {
            self.first_ready.entry(contract).or_insert(row.number);
        }
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

    /// Work that is new to the book is not entered on a contract that is closed.
    ///
    /// Source: SPEC 4.14.
    fn look_for_closed(
        &mut self,
        contract: &str,
        problems: &mut Vec<Problem>,
    ) -> Result<(), SpreadsheetImportError> {
        let (base, connection) = self.target.base();
        if let Some(known) = known_contract(base, connection, contract)?
            && known.status == ContractStatus::Closed
        {
            let name = shortened(&known.name);
            let message =
                format!("Contract \"{name}\" is closed. Open it again to enter work, or leave the row out.");
            problems.push(Problem::new(at::CONTRACT, message));
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
        &mut self,
        has_id: bool,
        given: &format::Transaction,
        checked: &Checked,
        problems: &mut Vec<Problem>,
    ) -> Result<bool, SpreadsheetImportError> {
        let connection: &Connection = match &self.target {
            Target::DryRun { connection, .. } => connection,
            Target::Book { import, .. } => import.tx,
        };
        let key = &checked.transaction.key;
        if self.has_transactions
            && let Some(place) = transaction::place_of(connection, key)?
        {
            // A row without an id is in the book by what it says; a person may have changed it there since.
            if has_id
                && let Some(stored) = transaction::exported(connection, place)?
                && let Some(reading) = &self.result.reading
            {
                let former = &mut self.former;
                problems.extend(difference(connection, reading, &stored, (given, checked), former)?);
            }
            return Ok(true);
        }
        // What a person deleted keeps its id, and does not come back with the next file.
        if self.has_transactions && transaction::exists(connection, key)? {
            self.deleted += 1;
            return Ok(true);
        }
        if has_id && share::milestone_place(connection, key)?.is_some() {
            let message = format!("A milestone has the id \"{key}\". Give the row another id.");
            problems.push(Problem::new(at::ID, message));
        }
        Ok(false)
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

/// What is said of a status that only invoices give, on a row that the book does not have.
fn given_by_program(status: &str) -> String {
    format!(
        "\"{status}\" is given by invoices alone, and the row is new. Write not_ready or ready_to_invoice."
    )
}

/// A row in the shape of the interchange format; where it has no id, its content will be one.
fn given(texts: &Texts) -> format::Transaction {
    let needed = |field: usize| texts[field].clone().unwrap_or_default();
    let class = texts[at::CLASS].as_deref().and_then(|word| word.parse().ok());
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
        unit: Some(texts[at::UNIT].clone().unwrap_or_else(|| default_unit(class).to_owned())),
        billing_type: texts[at::BILLING_TYPE].clone(),
        billing_status: texts[at::BILLING_STATUS].clone(),
    }
}
