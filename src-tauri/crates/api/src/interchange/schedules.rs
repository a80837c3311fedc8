//! Invoice schedules and milestones of a line: listed in the file, or made from its frequency.
//!
//! Source: SPEC 2.6, 3.7, 3.9 to 3.11.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use proforma_engine::{
    contract::{BillingMethod, ContractStatus},
    frequency::{DatePair, InvoiceFrequency},
    ids::{ContractLineId, MilestoneId, ShareId},
    milestone::{check_milestones, periodic_milestones},
    money::Money,
    schedule::{RowKind, RowOrigin, RunStatus},
    share::{BillingStatus, BillingType, ShareOf, share_parts},
};
use proforma_store::{
    contract::NewContractLine,
    schedule::{self, Milestone, NewScheduleRow},
    share::{self, NewShare},
    transaction,
};
use rust_decimal::Decimal;

use super::{
    contracts::ContractFrame,
    error::{ImportError, Reason},
    format,
    import::Import,
    place::Place,
    values,
};

/// A line that was just written, with the rule of its frequency.
pub(super) struct LineFrame<'l> {
    pub(super) id: ContractLineId,
    pub(super) new: &'l NewContractLine,
    pub(super) rule: Option<&'l InvoiceFrequency>,
}

/// Writes what a line is billed by.
pub(super) fn write(
    import: &mut Import<'_>,
    place: &Place<'_>,
    contract: &ContractFrame<'_>,
    line: &LineFrame<'_>,
    given: &format::ContractLine,
) -> Result<(), ImportError> {
    let has_rows = given.invoice_schedule.as_ref().is_some_and(|rows| !rows.is_empty());
    let has_milestones = given.milestones.as_ref().is_some_and(|milestones| !milestones.is_empty());
    match line.new.billing_method {
        BillingMethod::FixedPrice if has_rows => {
            Err(ImportError::refused(place.field("invoice_schedule"), Reason::ScheduleOnFixedPrice))
        }
        BillingMethod::TimeAndMaterial if has_milestones => {
            Err(ImportError::refused(place.field("milestones"), Reason::MilestonesOnTimeAndMaterial))
        }
        BillingMethod::TimeAndMaterial => match &given.invoice_schedule {
            Some(rows) => write_rows(import, &place.field("invoice_schedule"), line.id, rows),
            None => generate_rows(import, contract, line),
        },
        BillingMethod::FixedPrice => match &given.milestones {
            Some(milestones) => write_milestones(import, place, contract, line, milestones),
            None => make_milestones(import, place, contract, line),
        },
    }
}

fn write_rows(
    import: &mut Import<'_>,
    place: &Place<'_>,
    line: ContractLineId,
    rows: &[format::ScheduleRow],
) -> Result<(), ImportError> {
    let mut dates = BTreeSet::new();
    for (index, row) in rows.iter().enumerate() {
        let place = place.index(index);
        let run_date = values::date(&place.field("run_date"), &row.run_date)?;
        let cut_off_date = values::date(&place.field("cut_off_date"), &row.cut_off_date)?;
        if !dates.insert(run_date) {
            return Err(ImportError::refused(place.field("run_date"), Reason::RowTwice { date: run_date }));
        }
        values::text(&place.field("reason"), row.reason.as_deref())?;
        let new = NewScheduleRow {
            contract_line: line,
            run_date,
            kind: RowKind::Date { cut_off_date },
            run_status: values::word_or(
                &place.field("run_status"),
                row.run_status.as_deref(),
                RunStatus::NotRun,
            )?,
            origin: values::word_or(&place.field("origin"), row.origin.as_deref(), RowOrigin::Typed)?,
            reason: row.reason.clone(),
        };
        schedule::insert(import.tx, &new)?;
        import.summary.schedule_rows += 1;
    }
    Ok(())
}

/// The frequency's dates within the line's range; none where the range is not known.
fn dates(import: &Import<'_>, contract: &ContractFrame<'_>, line: &LineFrame<'_>) -> Vec<DatePair> {
    match (line.rule, line.new.billing_start, contract.delivery_date) {
        (Some(rule), Some(start), Some(end)) => rule.dates(start, end, &import.base.holidays),
        (None, _, _) | (_, None, _) | (_, _, None) => Vec::new(),
    }
}

fn generate_rows(
    import: &mut Import<'_>,
    contract: &ContractFrame<'_>,
    line: &LineFrame<'_>,
) -> Result<(), ImportError> {
    for pair in dates(import, contract, line) {
        let row = NewScheduleRow {
            contract_line: line.id,
            run_date: pair.run_date,
            kind: RowKind::Date { cut_off_date: pair.cut_off_date },
            run_status: RunStatus::NotRun,
            origin: RowOrigin::Generated,
            reason: None,
        };
        schedule::insert(import.tx, &row)?;
        import.summary.schedule_rows += 1;
    }
    Ok(())
}

/// A milestone with its schedule row, not written yet.
struct NewMilestone<'m> {
    key: &'m str,
    name: &'m str,
    date: NaiveDate,
    amount: Money,
    billing_status: BillingStatus,
    run_date: NaiveDate,
    run_status: RunStatus,
    origin: RowOrigin,
    position: i64,
}

fn write_milestones(
    import: &mut Import<'_>,
    place: &Place<'_>,
    contract: &ContractFrame<'_>,
    line: &LineFrame<'_>,
    milestones: &[format::Milestone],
) -> Result<(), ImportError> {
    let list_place = place.field("milestones");
    let mut amounts = Vec::with_capacity(milestones.len());
    for (index, milestone) in milestones.iter().enumerate() {
        let place = list_place.index(index);
        values::name(&place.field("name"), &milestone.name)?;
        let date = values::date(&place.field("date"), &milestone.date)?;
        let run_date_place = place.field("run_date");
        let run_date =
            milestone.run_date.as_ref().map_or(Ok(date), |text| values::date(&run_date_place, text))?;
        let amount = values::money(&place.field("amount"), &milestone.amount, contract.currency)?;
        let new = NewMilestone {
            key: &milestone.id,
            name: &milestone.name,
            date,
            amount,
            billing_status: initial_status(
                &place.field("billing_status"),
                milestone.billing_status.as_deref(),
            )?,
            run_date,
            run_status: values::word_or(
                &place.field("run_status"),
                milestone.run_status.as_deref(),
                RunStatus::NotRun,
            )?,
            origin: RowOrigin::Typed,
            position: index as i64,
        };
        write_milestone(import, &place.field("id"), line, &new)?;
        amounts.push(amount);
    }
    // A line without milestones is shown as not set up (SPEC 4.13); there is nothing to add up yet.
    if contract.status == ContractStatus::Active && !amounts.is_empty() {
        check_milestones(amounts, line.new.contracted_amount)
            .map_err(|error| ImportError::refused(list_place, error))?
            .map_err(|error| ImportError::refused(list_place, error))?;
    }
    Ok(())
}

/// Periodic milestones (SPEC 3.10).
fn make_milestones(
    import: &mut Import<'_>,
    place: &Place<'_>,
    contract: &ContractFrame<'_>,
    line: &LineFrame<'_>,
) -> Result<(), ImportError> {
    let Some(contracted_amount) = line.new.contracted_amount else { return Ok(()) };
    let dates: Vec<NaiveDate> = dates(import, contract, line).iter().map(|pair| pair.run_date).collect();
    let frequency_place = place.field("invoice_frequency");
    let milestones = periodic_milestones(contract.key, &line.new.key, contracted_amount, &dates)
        .map_err(|error| ImportError::refused(frequency_place, error))?;
    for (index, milestone) in milestones.into_iter().enumerate() {
        let new = NewMilestone {
            key: &milestone.key,
            name: &line.new.name,
            date: milestone.date,
            amount: milestone.amount,
            billing_status: BillingStatus::NotReady,
            run_date: milestone.date,
            run_status: RunStatus::NotRun,
            origin: RowOrigin::Generated,
            position: index as i64,
        };
        write_milestone(import, &frequency_place, line, &new)?;
    }
    Ok(())
}

fn write_milestone(
    import: &mut Import<'_>,
    id_place: &Place<'_>,
    line: &LineFrame<'_>,
    new: &NewMilestone<'_>,
) -> Result<(), ImportError> {
    import.base.milestones.check_new(id_place, new.key)?;
    if share::milestone_place(import.tx, new.key)?.is_some() || transaction::exists(import.tx, new.key)? {
        return Err(ImportError::refused(id_place, Reason::Present { id: new.key.to_owned() }));
    }
    let milestone = Milestone {
        id: MilestoneId(0),
        contract_line: line.id,
        key: new.key.to_owned(),
        name: new.name.to_owned(),
        date: new.date,
        amount: new.amount,
        position: new.position,
    };
    let id = schedule::insert_milestone(import.tx, &milestone)?;
    import.base.milestones.add(milestone.key, ());
    let row = NewScheduleRow {
        contract_line: line.id,
        run_date: new.run_date,
        kind: RowKind::Milestone(id),
        run_status: new.run_status,
        origin: new.origin,
        reason: None,
    };
    schedule::insert(import.tx, &row)?;
    import.summary.milestones += 1;
    import.summary.schedule_rows += 1;
    let parts = match import.statuses.take_parts(new.key, new.amount.currency())? {
        Some(parts) => parts,
        None => share_parts(new.amount, &line.new.customers)
            .map_err(|error| ImportError::refused(id_place, error))?,
    };
    for part in parts {
        let share = NewShare {
            contract_line: line.id,
            id: ShareId(import.next_share),
            customer: part.customer,
            of: ShareOf::Milestone(id),
            date: new.date,
            quantity: Decimal::ONE,
            unit_price: new.amount.amount(),
            percent: part.percent,
            billing_type: BillingType::Chargeable,
            amount: part.amount,
            billing_status: import
                .statuses
                .take(part.customer, new.key)
                .map_or(new.billing_status, |stated| stated.billing_status),
        };
        share::insert(import.tx, &share)?;
        import.next_share += 1;
        import.summary.shares += 1;
    }
    Ok(())
}

/// The status that an author may give: on an invoice is only what an invoice has.
pub(super) fn initial_status(place: &Place<'_>, text: Option<&str>) -> Result<BillingStatus, ImportError> {
    let Some(text) = text else { return Ok(BillingStatus::NotReady) };
    match values::word(place, text)? {
        status @ (BillingStatus::NotReady | BillingStatus::ReadyToInvoice) => Ok(status),
        BillingStatus::InvoiceCreated | BillingStatus::InvoicePosted => {
            let message = format!(
                "billing status {text} is given by the program; ready_to_invoice and not_ready can be imported"
            );
            Err(ImportError::refused(place, Reason::Word { message }))
        }
    }
}
