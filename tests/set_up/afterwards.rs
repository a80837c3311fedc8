//! What changes leave behind: statuses that somebody gave since, shares that are split anew, rows, limits and ids.

use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, mark},
    contract_set_up::{delete_line, move_line, periodic_milestones, schedule_plan, set_status},
    create::create_invoices,
    dto::{
        BillingMethod, ContractForm, ContractLineForm, ContractStatus, RecordKind, TransactionEntry,
        TransactionForm,
    },
    set_up::delete_record,
    undo::undo,
};
use proforma_store::share;
use proforma_tests::{date, noon};

use super::{
    Office, adatum, generate_schedule, implementation, line, pays, refused,
    transactions::{enter, form, ready, save},
};

fn change(office: &Office, id: &str, changed: TransactionForm) -> String {
    let changed = TransactionForm { id: id.to_owned(), ..changed };
    let saved = save(office, &[TransactionEntry { id: Some(id.to_owned()), form: changed }]);
    saved.undo.unwrap()
}

/// Amount and status of each share.
fn shares(office: &Office, id: &str) -> Vec<String> {
    let shares = share::of_item(office.open.connection(), id).unwrap();
    shares.iter().map(|share| format!("{} {}", share.amount, share.billing_status.as_str())).collect()
}

pub(crate) fn mark_not_ready(office: &Office, id: &str) {
    let marking = [Marking { id, customer: None }];
    let to = BillingStatus::NotReady;
    mark(office.open.connection(), &marking, to, Stopping::AllOrNothing, noon()).unwrap();
}

#[test]
// SPEC 5.3: what somebody marked since a change stays marked when the change is taken back.
fn a_later_marking_outlives_the_change_before_it() {
    let office = Office::with_adatum();
    let id = enter(&office, "implementation", "2020-10-01", "8", "200");
    ready(&office, &id);
    let cheaper = change(&office, &id, form("implementation", "2020-10-01", "8", "180"));
    assert_eq!(shares(&office, &id), ["1440.00 ready_to_invoice"]);
    mark_not_ready(&office, &id);
    undo(office.open.connection(), &cheaper, noon()).unwrap();
    assert_eq!(shares(&office, &id), ["1600.00 not_ready"], "held back is held back");
    office.prove();
}

#[test]
// SPEC 5.2, 5.3: a customer who comes in by a new split gets the status that all the others had.
fn a_change_after_a_new_split_leaves_nothing_behind() {
    let office = Office::with_adatum();
    let id = enter(&office, "implementation", "2020-10-01", "8", "200");
    ready(&office, &id);
    let customers = vec![pays("adatum", "50"), pays("fabrikam", "50")];
    office.save_line(Some("implementation"), &ContractLineForm { customers, ..implementation() }).unwrap();
    change(&office, &id, form("implementation", "2020-10-01", "6", "200"));
    assert_eq!(shares(&office, &id), ["600.00 ready_to_invoice", "600.00 ready_to_invoice"]);
    office.prove();
}

#[test]
// SPEC 2.6, 3.4: a line with a schedule does not become one that is billed by milestones.
fn a_schedule_keeps_the_billing_method() {
    let office = Office::with_adatum();
    generate_schedule(office.open.connection(), "ADATUM", "implementation", noon()).unwrap();
    let fixed = ContractLineForm { billing_method: BillingMethod::FixedPrice, ..implementation() };
    assert_eq!(
        refused(office.save_line(Some("implementation"), &fixed)),
        ["billing_method: it has a schedule; delete its rows first"]
    );
}

#[test]
// SPEC 3.8: rows that the frequency gives no more go, also where none come.
fn generating_again_takes_away_what_is_too_late() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    generate_schedule(connection, "ADATUM", "implementation", noon()).unwrap();
    let short = ContractForm { delivery_date: "2020-10-03".to_owned(), ..adatum() };
    office.save_contract(Some("ADATUM"), &short).unwrap();
    let plan = generate_schedule(connection, "ADATUM", "implementation", noon()).unwrap();
    assert_eq!((plan.add.len(), plan.keep.len(), plan.remove.len()), (0, 0, 4));
    let again = schedule_plan(connection, "ADATUM", "implementation").unwrap();
    assert_eq!(
        again.problem.unwrap(),
        "The frequency gives no date from the first day of billing to the delivery date."
    );
    office.prove();
}

#[test]
// SPEC 5.4, 2.1: amounts of limits are in the currency of the contract, whichever level they are at.
fn a_limit_of_one_customer_keeps_the_currency() {
    let office = Office::with_adatum();
    delete_line(office.open.connection(), "ADATUM", "prototype", noon()).unwrap();
    let mut limited = implementation();
    limited.customers[0].not_to_exceed = "5000".to_owned();
    office.save_line(Some("implementation"), &limited).unwrap();
    let yen = ContractForm { currency: "JPY".to_owned(), ..adatum() };
    assert_eq!(
        refused(office.save_contract(Some("ADATUM"), &yen)),
        ["currency: amounts were entered in USD; copy the contract to bill in another currency"]
    );
}

#[test]
// SPEC 5.4: what a limit stopped is free again once there is another limit, or none.
fn another_limit_forgets_what_the_old_one_stopped() {
    let office = Office::with_adatum();
    let limited = |limit: &str| ContractLineForm { not_to_exceed: limit.to_owned(), ..implementation() };
    office.save_line(Some("implementation"), &limited("1000")).unwrap();
    let id = enter(&office, "implementation", "2020-10-01", "8", "200");
    let marking = [Marking { id: &id, customer: None }];
    let connection = office.open.connection();
    mark(connection, &marking, BillingStatus::ReadyToInvoice, Stopping::WhatFits, noon()).unwrap();
    let state = || share::of_item(connection, &id).unwrap()[0].limit_state.map(|state| state.as_str());
    assert_eq!(state(), Some("line"));
    office
        .save_line(Some("implementation"), &ContractLineForm { name: "Work".to_owned(), ..limited("1000") })
        .unwrap();
    assert_eq!(state(), Some("line"), "the limit is the same");
    office.save_line(Some("implementation"), &limited("")).unwrap();
    assert_eq!(state(), None);
    office.prove();
}

#[test]
// SPEC 3.10: milestones on an invoice stay; what is left is divided over the other dates.
fn periodic_milestones_leave_alone_what_is_billed() {
    let office = Office::new();
    office.save_contract(None, &ContractForm { delivery_date: "2021-01-31".to_owned(), ..adatum() }).unwrap();
    let connection = office.open.connection();
    let fee = ContractLineForm {
        contracted_amount: "10000".to_owned(),
        billing_start: "2020-11-01".to_owned(),
        invoice_frequency: "monthly".to_owned(),
        ..line("fee", "Yearly fee", BillingMethod::FixedPrice)
    };
    let milestones = periodic_milestones(connection, "ADATUM", &fee).unwrap();
    office.save_line(None, &ContractLineForm { milestones, ..fee.clone() }).unwrap();
    set_status(connection, "ADATUM", ContractStatus::Active.into(), noon()).unwrap();
    ready(&office, "ADATUM-fee-2020-11-02");
    let day = date("2020-11-02");
    create_invoices(connection, &["ADATUM".to_owned()], day, day, noon()).unwrap();
    let dearer = ContractLineForm { contracted_amount: "10333.33".to_owned(), ..fee };
    let made = periodic_milestones(connection, "ADATUM", &dearer).unwrap();
    let told: Vec<String> = made.iter().map(|made| format!("{} {}", made.date, made.amount)).collect();
    assert_eq!(told, ["2020-12-07 3500.00", "2021-01-04 3500.00"]);
}

#[test]
// A file without ids knows its rows by the ids of their contract and line: they stay once work was entered.
fn ids_stay_once_work_was_entered() {
    let office = Office::with_adatum();
    enter(&office, "implementation", "2020-10-01", "8", "200");
    let why = "id: work was entered under the id; a file that names it would bring the work in again";
    let other = ContractLineForm { id: "development".to_owned(), ..implementation() };
    assert_eq!(refused(office.save_line(Some("implementation"), &other)), [why]);
    let other = ContractForm { id: "ADATUM-2".to_owned(), ..adatum() };
    assert_eq!(refused(office.save_contract(Some("ADATUM"), &other)), [why]);
}

#[test]
// SPEC 9 (`mark`): an id that is named twice is marked once.
fn an_id_named_twice_is_marked_once() {
    let office = Office::with_adatum();
    let id = enter(&office, "implementation", "2020-10-01", "8", "200");
    let twice = [Marking { id: &id, customer: None }, Marking { id: &id, customer: Some("adatum") }];
    let connection = office.open.connection();
    let marked =
        mark(connection, &twice, BillingStatus::ReadyToInvoice, Stopping::AllOrNothing, noon()).unwrap();
    assert_eq!(marked.shares.len(), 1);
    office.prove();
}

#[test]
fn a_closed_contract_keeps_its_lines() {
    let office = Office::with_adatum();
    office.activate();
    let connection = office.open.connection();
    set_status(connection, "ADATUM", ContractStatus::Closed.into(), noon()).unwrap();
    let closed = "the contract is closed; open it again to change it";
    let deleted = delete_line(connection, "ADATUM", "implementation", noon()).unwrap_err().to_string();
    let moved = move_line(connection, "ADATUM", "implementation", 0, noon()).unwrap_err().to_string();
    assert!(deleted.contains(closed) && moved.contains(closed), "{deleted} | {moved}");
}

#[test]
// d365 R1.1: a customer of a milestone that was split otherwise since is used all the same.
fn a_customer_of_a_reversed_milestone_is_used() {
    let office = Office::with_adatum();
    let mut form = office.set_up("ADATUM").lines[0].form.clone();
    form.customers = vec![pays("adatum", "50"), pays("litware", "50")];
    form.splits_again = true;
    office.save_line(Some("prototype"), &form).unwrap();
    form.customers = vec![pays("adatum", "100"), pays("litware", "0")];
    office.save_line(Some("prototype"), &form).unwrap();
    form.customers = vec![pays("adatum", "100")];
    office.save_line(Some("prototype"), &form).unwrap();
    office.save_contract(Some("ADATUM"), &adatum()).unwrap();
    let why = delete_record(&office.open, RecordKind::Customer, "litware", noon()).unwrap_err();
    assert!(why.to_string().contains("used by 2 milestones"), "{why}");
}
