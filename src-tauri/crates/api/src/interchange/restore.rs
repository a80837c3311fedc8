//! Brings back what has happened, into a new book only.
//!
//! The statuses of shares are known before (see [`super::statuses`]); here come process runs, invoices, the
//! covered date and the history. A restored book that does not add up is refused.

use std::collections::HashMap;

use chrono::NaiveDate;
use proforma_engine::{
    contract::Contract,
    ids::{ContractId, ContractLineId, CustomerId, InvoiceId, ProcessRunId, ShareId},
    invoice::{InvoiceStatus, Totals},
    money::Currency,
    tax::{TaxGroup, TaxRate},
};
use proforma_store::{
    StoreError, contract, history,
    invoice::{self, InvoiceHeader, NewDetail},
    process_run::{self, AttemptStatus},
    share,
};

use super::{
    error::{ImportError, Reason},
    format::StateOutline,
    import::Import,
    imported,
    place::Place,
    read::Source,
    restore_contract_records::ContractRecords,
    restore_job,
    restore_records::Records,
    restore_run,
    state::{BatchJob, HistoryEntry, Imported, Invoice, InvoiceDetail, InvoiceLine, InvoiceTax, ProcessRun},
    values,
};
use crate::check;

const STATE: Place<'static> = Place::top("state");

/// Refuses what could not be brought back: leaving it out would not give the same book.
pub(super) fn refuse_unknown(state: &StateOutline) -> Result<(), ImportError> {
    if state.ledger.0 > 0 {
        Err(ImportError::refused(STATE.field("ledger"), Reason::NotRestored))
    } else {
        Ok(())
    }
}

/// Writes process runs, invoices, the covered date and the history of a file.
pub(super) fn write(
    import: &mut Import<'_>,
    source: &Source,
    state: &StateOutline,
) -> Result<(), ImportError> {
    let mut restore = Restore {
        import,
        runs: HashMap::new(),
        contract: None,
        records: Records::default(),
        contract_records: ContractRecords::default(),
        imported: Vec::new(),
        deleted_contracts: HashMap::new(),
    };
    if state.process_runs.0 > 0 {
        let place = STATE.field("process_runs");
        source.each(&["state", "process_runs"], |index, run: ProcessRun| {
            restore.process_run(&place.index(index), run)
        })?;
    }
    if state.invoices.0 > 0 {
        let place = STATE.field("invoices");
        source.each(&["state", "invoices"], |index, invoice: Invoice| {
            restore.invoice(&place.index(index), &invoice)
        })?;
    }
    if state.batch_jobs.0 > 0 {
        let place = STATE.field("batch_jobs");
        source.each(&["state", "batch_jobs"], |index, job: BatchJob| {
            restore_job::write(restore.import, &place.index(index), job)
        })?;
    }
    if state.history.0 > 0 {
        let place = STATE.field("history");
        source.each(&["state", "history"], |index, entry: HistoryEntry| {
            restore.history(&place, index, &entry)
        })?;
        // First, since the lists of units and categories take in what deleted transactions name.
        restore.contract_records.write(restore.import)?;
        restore.records.write(restore.import.tx)?;
        imported::restore(restore.import, &restore.imported)?;
    }
    match check::sums_and_claims(import.tx)?.first() {
        Some(violation) => {
            Err(ImportError::refused(STATE, Reason::Violation { violation: violation.to_string() }))
        }
        None => Ok(()),
    }
}

/// One restoration.
pub(super) struct Restore<'r, 't> {
    pub(super) import: &'r mut Import<'t>,
    runs: HashMap<NaiveDate, ProcessRunId>,
    /// The contract that was named last: invoices of one come together.
    contract: Option<Contract>,
    /// What of the set-up stands in the history alone.
    records: Records,
    /// What of the contracts does.
    contract_records: ContractRecords,
    /// What came in with which import, and where that stands in the file.
    imported: Vec<(usize, Imported)>,
    /// The chains of contracts that are gone, by their numbers in the file.
    deleted_contracts: HashMap<u64, ContractId>,
}

/// What an invoice belongs to.
struct Frame {
    id: InvoiceId,
    contract: ContractId,
    customer: CustomerId,
    currency: Currency,
}

impl Restore<'_, '_> {
    fn process_run(&mut self, place: &Place<'_>, run: ProcessRun) -> Result<(), ImportError> {
        let run_date = values::date(&place.field("run_date"), &run.run_date)?;
        let _: AttemptStatus = values::word(&place.field("status"), &run.status)?;
        if self.runs.contains_key(&run_date) {
            return Err(ImportError::refused(place.field("run_date"), Reason::Twice { id: run.run_date }));
        }
        let id = process_run::restore(self.import.tx, run_date)?;
        self.runs.insert(run_date, id);
        restore_run::write_attempts(self, place, id, &run)
    }

    pub(super) fn contract(&mut self, place: &Place<'_>, key: &str) -> Result<&Contract, ImportError> {
        if self.contract.as_ref().is_none_or(|known| known.key != key) {
            let id = contract::id_of(self.import.tx, key)?;
            self.contract = id.map(|id| contract::by_id(self.import.tx, id)).transpose()?.flatten();
        }
        let missing =
            || ImportError::refused(place, Reason::Missing { kind: "contract", id: values::shortened(key) });
        self.contract.as_ref().ok_or_else(missing)
    }

    fn line(
        &mut self,
        place: &Place<'_>,
        contract: ContractId,
        key: &str,
    ) -> Result<ContractLineId, ImportError> {
        let lines = self.contract.iter().filter(|known| known.id == contract).flat_map(|known| &known.lines);
        let missing = || {
            ImportError::refused(place, Reason::Missing { kind: "contract line", id: values::shortened(key) })
        };
        lines.into_iter().find(|line| line.key == key).map(|line| line.id).ok_or_else(missing)
    }

    fn invoice(&mut self, place: &Place<'_>, invoice: &Invoice) -> Result<(), ImportError> {
        let id_place = place.field("id");
        let id = invoice.id.parse::<i64>().ok().filter(|id| *id > 0 && id.to_string() == invoice.id);
        let id = id.ok_or_else(|| {
            ImportError::refused(id_place, Reason::InvoiceId { text: values::shortened(&invoice.id) })
        })?;
        let (contract, currency) = {
            let contract = self.contract(&place.field("contract"), &invoice.contract)?;
            (contract.id, contract.currency)
        };
        let customer = *self.import.base.customers.get(&place.field("customer"), &invoice.customer)?;
        if invoice.currency != currency.code() {
            return Err(ImportError::refused(place.field("currency"), Reason::Differs { what: "currency" }));
        }
        let status: InvoiceStatus = values::word(&place.field("status"), &invoice.status)?;
        let money = |field: &'static str, text: &str| values::money(&place.field(field), text, currency);
        let run_place = place.field("process_run");
        let run_date = invoice.process_run.as_ref().map(|text| values::date(&run_place, text)).transpose()?;
        let no_run = |date: NaiveDate| {
            let reason = Reason::Missing { kind: "process run", id: date.to_string() };
            ImportError::refused(run_place, reason)
        };
        let up_to_place = place.field("work_up_to");
        let header = InvoiceHeader {
            id: Some(InvoiceId(id)),
            contract,
            customer,
            // Lines are never added to a confirmed invoice, so its status comes last.
            status: InvoiceStatus::Draft,
            number: None,
            invoice_date: values::date(&place.field("invoice_date"), &invoice.invoice_date)?,
            work_up_to: invoice
                .work_up_to
                .as_ref()
                .map(|text| values::date(&up_to_place, text))
                .transpose()?,
            totals: Totals {
                subtotal: money("subtotal", &invoice.subtotal)?,
                tax: money("tax", &invoice.tax)?,
                total: money("total", &invoice.total)?,
            },
            process_run: run_date
                .map(|date| self.runs.get(&date).copied().ok_or_else(|| no_run(date)))
                .transpose()?,
            created_at: values::instant(&place.field("created_at"), &invoice.created_at)?,
        };
        let id = invoice::insert_header(self.import.tx, &header)
            .map_err(|error| taken(id_place, &invoice.id, error))?;
        let frame = Frame { id, contract, customer, currency };
        let lines_place = place.field("lines");
        for (index, line) in invoice.lines.iter().enumerate() {
            self.invoice_line(&lines_place.index(index), &frame, line)?;
        }
        let groups = taxes(&place.field("taxes"), &invoice.taxes, currency)?;
        invoice::insert_taxes(self.import.tx, id, &groups)?;
        if status != InvoiceStatus::Draft || invoice.number.is_some() {
            let number_place = place.field("number");
            let number = invoice.number.as_deref();
            values::text(&number_place, number)?;
            invoice::restore_status(self.import.tx, id, status, number)
                .map_err(|error| taken(number_place, number.unwrap_or_default(), error))?;
        }
        self.import.summary.invoices += 1;
        Ok(())
    }

    fn invoice_line(
        &mut self,
        place: &Place<'_>,
        frame: &Frame,
        line: &InvoiceLine,
    ) -> Result<(), ImportError> {
        let line_place = place.field("contract_line");
        let line_id = self.line(&line_place, frame.contract, &line.contract_line)?;
        let amount = values::money(&place.field("amount"), &line.amount, frame.currency)?;
        let tax = match (&line.tax_category, &line.tax_percent) {
            (Some(category), Some(percent)) => Some(rate(place, category, "tax_percent", percent)?),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => return Err(ImportError::refused(place, Reason::HalfTax)),
        };
        invoice::insert_line(self.import.tx, frame.id, line_id, tax, amount)
            .map_err(|error| taken(line_place, &line.contract_line, error))?;
        let details_place = place.field("details");
        for (position, detail) in line.details.iter().enumerate() {
            let place = details_place.index(position);
            let share = self.share_of(&place, frame.customer, line_id, detail)?;
            let new = NewDetail {
                share,
                billing_type: values::word(&place.field("billing_type"), &detail.billing_type)?,
                quantity: values::quantity(&place.field("quantity"), &detail.quantity)?,
                unit_price: values::decimal(&place.field("unit_price"), &detail.unit_price)?,
                percent: values::decimal(&place.field("percent"), &detail.percent)?,
                amount: values::money(&place.field("amount"), &detail.amount, frame.currency)?,
            };
            let item = detail.transaction.as_deref().or(detail.milestone.as_deref()).unwrap_or_default();
            invoice::insert_detail(self.import.tx, frame.id, line_id, position, &new)
                .map_err(|error| taken(place, item, error))?;
        }
        Ok(())
    }

    fn share_of(
        &self,
        place: &Place<'_>,
        customer: CustomerId,
        line: ContractLineId,
        detail: &InvoiceDetail,
    ) -> Result<ShareId, ImportError> {
        let key = match (&detail.transaction, &detail.milestone) {
            (Some(key), None) | (None, Some(key)) => key,
            (None, None) | (Some(_), Some(_)) => return Err(ImportError::refused(place, Reason::OneItem)),
        };
        self.share(place, customer, line, key)
    }

    pub(super) fn share(
        &self,
        place: &Place<'_>,
        customer: CustomerId,
        line: ContractLineId,
        key: &str,
    ) -> Result<ShareId, ImportError> {
        let shares = share::of_item(self.import.tx, key)?;
        let found = shares.iter().find(|share| share.customer == customer && share.contract_line == line);
        let missing = || ImportError::refused(place, Reason::NoShare { id: values::shortened(key) });
        found.map(|share| share.id).ok_or_else(missing)
    }

    fn history(&mut self, list: &Place<'_>, index: usize, entry: &HistoryEntry) -> Result<(), ImportError> {
        let place = &list.index(index);
        let at = values::instant(&place.field("at"), &entry.at)?;
        let person_place = place.field("person");
        values::text(&person_place, entry.person.as_deref())?;
        let HistoryEntry { command, detail, person, .. } = entry;
        let contract = match (&entry.contract, entry.deleted_contract) {
            (None, None) if command == imported::TOLD => {
                let told = serde_json::from_str(detail)
                    .map_err(|_| ImportError::refused(place.field("detail"), Reason::NotRestored))?;
                self.imported.push((index, told));
                return Ok(());
            }
            (None, None) => {
                self.records.take(self.import.tx, place, command, detail)?;
                None
            }
            (Some(key), None) => Some(self.contract(&place.field("contract"), key)?.id),
            (None, Some(number)) => Some(self.deleted_contract(number)?),
            (Some(_), Some(_)) => {
                return Err(ImportError::refused(place.field("deleted_contract"), Reason::TwoContracts));
            }
        };
        history::restore(self.import.tx, contract, at, command, detail, person.as_deref())?;
        if let (Some(contract), Some(_)) = (contract, &entry.contract) {
            self.contract_records.take(self.import.tx, index, contract, at, (command, detail))?;
        }
        Ok(())
    }

    /// The chain of a contract that is gone, by its number in the file.
    fn deleted_contract(&mut self, number: u64) -> Result<ContractId, ImportError> {
        if let Some(known) = self.deleted_contracts.get(&number) {
            return Ok(*known);
        }
        let id = history::free_chain(self.import.tx)?;
        self.deleted_contracts.insert(number, id);
        Ok(id)
    }
}

fn rate(
    place: &Place<'_>,
    category: &str,
    percent_field: &'static str,
    percent: &str,
) -> Result<TaxRate, ImportError> {
    let percent_place = place.field(percent_field);
    let category = values::word(place, category)?;
    let percent = values::decimal(&percent_place, percent)?;
    TaxRate::new(category, percent).map_err(|error| ImportError::refused(percent_place, error))
}

fn taxes(place: &Place<'_>, taxes: &[InvoiceTax], currency: Currency) -> Result<Vec<TaxGroup>, ImportError> {
    let group = |(index, tax): (usize, &InvoiceTax)| {
        let place = place.index(index);
        Ok(TaxGroup {
            rate: rate(&place, &tax.category, "percent", &tax.percent)?,
            taxable: values::money(&place.field("taxable"), &tax.taxable, currency)?,
            tax: values::money(&place.field("tax"), &tax.tax, currency)?,
        })
    };
    taxes.iter().enumerate().map(group).collect()
}

/// What the book refuses of a restored invoice stands there already.
fn taken(place: Place<'_>, id: &str, error: StoreError) -> ImportError {
    if matches!(error, StoreError::Refused { .. }) {
        return ImportError::refused(place, Reason::BookRefuses { id: values::shortened(id) });
    }
    error.into()
}
