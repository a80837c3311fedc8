//! Markings and deletions taken back after what they are about was split anew, changed or deleted.

use chrono::{DateTime, TimeDelta, Utc};
use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, mark},
    changes::recent_changes,
    contract_set_up::{save_line, set_limit_state},
    create::create_invoices,
    dto::{ContractLineForm, LimitRequest, ShareName, TransactionPatch},
    transactions::{change_transactions, delete_transactions},
    undo::undo,
};
use proforma_store::share;
use proforma_tests::{date, noon};

use super::{Office, implementation, pays, transactions::enter};

/// So many seconds after noon: every change has an instant of its own, by which it is found.
fn at(second: i64) -> DateTime<Utc> {
    noon() + TimeDelta::seconds(second)
}

/// Marks a transaction ready; gives what takes that back.
fn ready(office: &Office, second: i64, id: &str) -> String {
    let marking = [Marking { id, customer: None }];
    let to = BillingStatus::ReadyToInvoice;
    let marked = mark(office.open.connection(), &marking, to, Stopping::AllOrNothing, at(second)).unwrap();
    marked.undo.unwrap()
}

/// Divides the line otherwise; whether what was entered is divided anew too.
fn divide(office: &Office, customers: &[(&str, &str)], splits_again: bool) {
    let customers = customers.iter().map(|(customer, percent)| pays(customer, percent)).collect();
    let form = ContractLineForm { customers, splits_again, ..implementation() };
    office.save_line(Some("implementation"), &form).unwrap();
}

/// Changes nothing.
fn patch() -> TransactionPatch {
    TransactionPatch {
        contract_line: None,
        class: None,
        date: None,
        role: None,
        category: None,
        resource: None,
        unit: None,
        unit_price: None,
        billing_type: None,
        description: None,
    }
}

fn change_price(office: &Office, second: i64, id: &str, price: &str) -> String {
    let patch = TransactionPatch { unit_price: Some(price.to_owned()), ..patch() };
    change_transactions(office.open.connection(), &[id.to_owned()], &patch, at(second)).unwrap().undo.unwrap()
}

fn delete(office: &Office, second: i64, id: &str) -> String {
    delete_transactions(office.open.connection(), &[id.to_owned()], at(second)).unwrap().undo.unwrap()
}

/// Each standing share of a transaction.
fn shares(office: &Office, id: &str) -> Vec<String> {
    let connection = office.open.connection();
    let told = |share: &proforma_engine::share::Share| {
        let limit = share.limit_state.map_or("", |state| state.as_str());
        format!("{} {} {} {limit}", share.percent, share.amount, share.billing_status.as_str())
            .trim_end()
            .to_owned()
    };
    share::of_item(connection, id).unwrap().iter().map(told).collect()
}

/// Why the latest change to be taken back cannot be, as the list of changes says it and as the refusal does.
#[track_caller]
fn why_not(office: &Office, token: &str) -> String {
    let rows = recent_changes(office.open.connection()).unwrap().rows;
    let listed = rows.into_iter().find(|row| row.id == token).unwrap().why_not.unwrap();
    let refused = undo(office.open.connection(), token, at(99)).unwrap_err().to_string();
    assert!(refused.contains(&listed), "{refused}\n{listed}");
    listed
}

#[test]
// SPEC 5.3: a marking is taken back from the shares that stand for those it marked.
fn a_marking_is_taken_back_from_what_was_made_anew_since() {
    let office = Office::with_adatum();
    let id = enter(&office, "implementation", "2020-10-01", "8", "200");
    let marked = ready(&office, 1, &id);
    divide(&office, &[("adatum", "50"), ("fabrikam", "50")], true);
    assert_eq!(shares(&office, &id), ["50 800.00 ready_to_invoice"; 2]);
    undo(office.open.connection(), &marked, at(2)).unwrap();
    assert_eq!(shares(&office, &id), ["50 800.00 not_ready"; 2], "split anew");

    let marked = ready(&office, 3, &id);
    change_price(&office, 4, &id, "100");
    undo(office.open.connection(), &marked, at(5)).unwrap();
    assert_eq!(shares(&office, &id), ["50 400.00 not_ready"; 2], "changed");

    let marked = ready(&office, 6, &id);
    let deleted = delete(&office, 7, &id);
    undo(office.open.connection(), &deleted, at(8)).unwrap();
    assert_eq!(shares(&office, &id), ["50 400.00 ready_to_invoice"; 2]);
    undo(office.open.connection(), &marked, at(9)).unwrap();
    assert_eq!(shares(&office, &id), ["50 400.00 not_ready"; 2], "deleted and brought back");

    // Only one customer's share was marked: the other's is nobody else's to take back.
    let connection = office.open.connection();
    let of_fabrikam = [Marking { id: &id, customer: Some("fabrikam") }];
    let to = BillingStatus::ReadyToInvoice;
    let first = mark(connection, &of_fabrikam, to, Stopping::AllOrNothing, at(10)).unwrap().undo.unwrap();
    let of_adatum = [Marking { id: &id, customer: Some("adatum") }];
    mark(connection, &of_adatum, to, Stopping::AllOrNothing, at(11)).unwrap();
    divide(&office, &[("adatum", "25"), ("fabrikam", "75")], true);
    undo(connection, &first, at(12)).unwrap();
    assert_eq!(shares(&office, &id), ["25 200.00 ready_to_invoice", "75 600.00 not_ready"]);
    office.prove();
}

#[test]
// SPEC 5.3, 7.1: what cannot be taken back is said with its reason, and nothing has changed then.
fn a_marking_that_cannot_be_taken_back_whole_says_why() {
    let office = Office::with_adatum();
    office.activate();
    let id = enter(&office, "implementation", "2020-10-01", "8", "200");
    let marked = ready(&office, 1, &id);
    divide(&office, &[("adatum", "0"), ("fabrikam", "100")], true);
    assert_eq!(why_not(&office, &marked), "it is divided among other customers by now");
    assert_eq!(shares(&office, &id), ["100 1600.00 ready_to_invoice"]);
    divide(&office, &[("adatum", "100"), ("fabrikam", "0")], true);
    let (contracts, day) = (["ADATUM".to_owned()], date("2020-10-02"));
    create_invoices(office.open.connection(), &contracts, day, day, at(2)).unwrap();
    assert_eq!(shares(&office, &id), ["100 1600.00 invoice_created"]);
    assert_eq!(why_not(&office, &marked), "it is on a draft by now");

    let other = enter(&office, "implementation", "2020-10-01", "1", "200");
    let marked = ready(&office, 3, &other);
    delete(&office, 4, &other);
    assert_eq!(why_not(&office, &marked), "it is deleted by now");
    office.prove();
}

#[test]
// SPEC 5.2, 5.3: a deletion that is taken back brings the split and the statuses back that there were.
fn a_deletion_that_is_taken_back_brings_the_old_split_back() {
    let office = Office::with_adatum();
    divide(&office, &[("adatum", "60"), ("fabrikam", "40")], false);
    let id = enter(&office, "implementation", "2020-10-01", "8", "200");
    let of_fabrikam = [Marking { id: &id, customer: Some("fabrikam") }];
    let to = BillingStatus::ReadyToInvoice;
    mark(office.open.connection(), &of_fabrikam, to, Stopping::AllOrNothing, at(1)).unwrap();
    divide(&office, &[("adatum", "0"), ("fabrikam", "0"), ("litware", "100")], false);
    let once = ["60 960.00 not_ready", "40 640.00 ready_to_invoice"];
    assert_eq!(shares(&office, &id), once);
    let deleted = delete(&office, 2, &id);
    assert_eq!(shares(&office, &id), [""; 0]);
    undo(office.open.connection(), &deleted, at(3)).unwrap();
    assert_eq!(shares(&office, &id), once);

    let changed = change_price(&office, 4, &id, "100");
    assert_eq!(shares(&office, &id), ["100 800.00 not_ready"], "what is changed is divided as its line is");
    undo(office.open.connection(), &changed, at(5)).unwrap();
    assert_eq!(shares(&office, &id), once, "a change that is taken back too");

    let changed = change_price(&office, 6, &id, "100");
    divide(&office, &[("adatum", "50"), ("fabrikam", "0"), ("litware", "50")], true);
    undo(office.open.connection(), &changed, at(7)).unwrap();
    assert_eq!(
        shares(&office, &id),
        ["50 800.00 not_ready", "50 800.00 not_ready"],
        "what was split anew since stays so"
    );
    office.prove();
}

#[test]
// SPEC 5.4, d365 R4.10: what an amount was kept free for is tested again when it is brought back.
fn a_deletion_that_is_taken_back_is_tested_by_limits_again() {
    let office = Office::with_adatum();
    let limited = ContractLineForm { not_to_exceed: "2000".to_owned(), ..implementation() };
    save_line(office.open.connection(), "ADATUM", Some("implementation"), &limited, at(0)).unwrap();
    let kept = enter(&office, "implementation", "2020-10-01", "8", "200");
    let name = ShareName { id: kept.clone(), customer: "adatum".to_owned() };
    set_limit_state(office.open.connection(), &[name], LimitRequest::Reevaluate, at(1)).unwrap();
    assert_eq!(shares(&office, &kept), ["100 1600.00 not_ready committed"]);
    let deleted = delete(&office, 2, &kept);
    undo(office.open.connection(), &deleted, at(3)).unwrap();
    assert_eq!(shares(&office, &kept), ["100 1600.00 not_ready committed"], "it is kept free again");
    let deleted = delete(&office, 4, &kept);
    let other = enter(&office, "implementation", "2020-10-02", "5", "200");
    ready(&office, 5, &other);
    undo(office.open.connection(), &deleted, at(6)).unwrap();
    assert_eq!(shares(&office, &kept), ["100 1600.00 not_ready line"], "another took what was free");
    office.prove();
}

#[test]
// SPEC 5.4, d365 R4.10: what an amount was kept free for is kept free again when a marking is taken back.
fn a_marking_that_is_taken_back_keeps_free_what_was_kept_free() {
    let office = Office::with_adatum();
    let limited = ContractLineForm { not_to_exceed: "2000".to_owned(), ..implementation() };
    save_line(office.open.connection(), "ADATUM", Some("implementation"), &limited, at(0)).unwrap();
    let kept = enter(&office, "implementation", "2020-10-01", "8", "200");
    let name = ShareName { id: kept.clone(), customer: "adatum".to_owned() };
    set_limit_state(office.open.connection(), &[name], LimitRequest::Reevaluate, at(1)).unwrap();
    let marked = ready(&office, 2, &kept);
    undo(office.open.connection(), &marked, at(3)).unwrap();
    assert_eq!(shares(&office, &kept), ["100 1600.00 not_ready committed"]);

    let marked = ready(&office, 4, &kept);
    let both = vec![pays("adatum", "50"), pays("fabrikam", "50")];
    let divided = ContractLineForm { customers: both, splits_again: true, ..limited };
    save_line(office.open.connection(), "ADATUM", Some("implementation"), &divided, at(5)).unwrap();
    undo(office.open.connection(), &marked, at(6)).unwrap();
    assert_eq!(shares(&office, &kept), ["50 800.00 not_ready committed"; 2], "what stands for it too");
    office.prove();
}

#[test]
// SPEC 5.2, 5.4: a line that is split anew goes on keeping free what was kept free, as far as it fits.
fn a_split_anew_keeps_free_what_was_kept_free() {
    let office = Office::with_adatum();
    let limited = ContractLineForm { not_to_exceed: "2000".to_owned(), ..implementation() };
    save_line(office.open.connection(), "ADATUM", Some("implementation"), &limited, at(0)).unwrap();
    let kept = enter(&office, "implementation", "2020-10-01", "8", "200");
    let free = enter(&office, "implementation", "2020-10-02", "1", "200");
    let name = ShareName { id: kept.clone(), customer: "adatum".to_owned() };
    set_limit_state(office.open.connection(), &[name], LimitRequest::Reevaluate, at(1)).unwrap();
    let both = vec![pays("adatum", "50"), pays("fabrikam", "50")];
    let divided = ContractLineForm { customers: both, splits_again: true, ..limited.clone() };
    save_line(office.open.connection(), "ADATUM", Some("implementation"), &divided, at(2)).unwrap();
    assert_eq!(shares(&office, &kept), ["50 800.00 not_ready committed"; 2]);
    assert_eq!(shares(&office, &free), ["50 100.00 not_ready"; 2], "what was not kept free is not");

    let mut lower = vec![pays("adatum", "25"), pays("fabrikam", "75")];
    lower[1].not_to_exceed = "1000".to_owned();
    let divided = ContractLineForm { customers: lower, splits_again: true, ..limited };
    save_line(office.open.connection(), "ADATUM", Some("implementation"), &divided, at(3)).unwrap();
    let part = ["25 400.00 not_ready committed", "75 1200.00 not_ready"];
    assert_eq!(shares(&office, &kept), part, "1,200 does not fit");
    office.prove();
}

#[test]
// SPEC 5.4, d365 R4.9: a change of price or quantity is tested anew, and what an amount is kept free for stays committed
// with its new amount as long as that fits; else it says which limit stops it.
fn a_change_keeps_free_what_was_kept_free_where_it_fits() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let limited = ContractLineForm { not_to_exceed: "2000".to_owned(), ..implementation() };
    save_line(connection, "ADATUM", Some("implementation"), &limited, at(0)).unwrap();
    let id = enter(&office, "implementation", "2020-10-01", "8", "200");
    let name = ShareName { id: id.clone(), customer: "adatum".to_owned() };
    set_limit_state(connection, &[name], LimitRequest::Reevaluate, at(1)).unwrap();
    change_price(&office, 2, &id, "220");
    assert_eq!(shares(&office, &id), ["100 1760.00 not_ready committed"], "it is kept free");
    let dearer = change_price(&office, 3, &id, "300");
    assert_eq!(shares(&office, &id), ["100 2400.00 not_ready line"], "the limit of the line stops it");
    undo(connection, &dearer, at(4)).unwrap();
    assert_eq!(shares(&office, &id), ["100 1760.00 not_ready committed"]);

    ready(&office, 5, &id);
    change_price(&office, 6, &id, "240");
    assert_eq!(shares(&office, &id), ["100 1920.00 ready_to_invoice"], "what is ready counts by its status");
    let other = enter(&office, "implementation", "2020-10-02", "1", "81");
    let marking = [Marking { id: &other, customer: None }];
    let to = BillingStatus::ReadyToInvoice;
    let stopped = mark(connection, &marking, to, Stopping::WhatFits, at(7)).unwrap().stopped;
    assert_eq!(stopped.shares, 1, "1,920 are committed");
    change_price(&office, 8, &id, "251");
    assert_eq!(shares(&office, &id), ["100 2008.00 not_ready line"], "it is not ready any more");
    office.prove();
}

#[test]
// SPEC 5.4: what is not chargeable any more counts against no limit, and nothing is kept free for it.
fn nothing_is_kept_free_for_what_is_not_chargeable() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let limited = ContractLineForm { not_to_exceed: "2000".to_owned(), ..implementation() };
    save_line(connection, "ADATUM", Some("implementation"), &limited, at(0)).unwrap();
    let id = enter(&office, "implementation", "2020-10-01", "8", "200");
    let name = ShareName { id: id.clone(), customer: "adatum".to_owned() };
    set_limit_state(connection, &[name], LimitRequest::Reevaluate, at(1)).unwrap();
    let patch = TransactionPatch { billing_type: Some("complimentary".to_owned()), ..patch() };
    change_transactions(connection, std::slice::from_ref(&id), &patch, at(2)).unwrap();
    assert_eq!(shares(&office, &id), ["100 1600.00 not_ready"]);
    office.prove();
}
