//! Everything that a filter lets through, changed and deleted at once, and the way back.

use chrono::{DateTime, TimeDelta, Utc};
use proforma_api::{
    changes::recent_changes,
    contract_set_up::{save_line, set_status},
    create::create_invoices,
    dto::{
        ChangeKind, ChangeMatching, ContractLineForm, ContractStatus, DeleteMatching, MarkTransactions,
        TransactionEntry, TransactionFilter, TransactionPatch,
    },
    mark_matching::mark_transactions,
    transactions::{change_matching, delete_matching, save_transactions, transactions},
    undo::undo,
};
use proforma_store::{contract, history, share};
use proforma_tests::{date, noon};

use super::{
    Office, implementation,
    transactions::{form, query, ready},
};

/// So many seconds after noon: every change has an instant of its own, by which it is found.
fn at(second: i64) -> DateTime<Utc> {
    noon() + TimeDelta::seconds(second)
}

fn all() -> TransactionFilter {
    query().filter
}

fn priced(price: &str) -> TransactionPatch {
    TransactionPatch { unit_price: Some(price.to_owned()), ..TransactionPatch::default() }
}

fn change(count: u32, patch: TransactionPatch) -> ChangeMatching {
    ChangeMatching { filter: all(), except: Vec::new(), count, patch }
}

/// Enters `count` transactions of one hour at 100, with ids `e00000` and on, an earlier one each day of October in turn.
fn enter_many(office: &Office, count: usize) {
    let entry = |number: usize| {
        let day = format!("2020-10-{:02}", 1 + number % 28);
        let mut typed = form("implementation", &day, "1", "100");
        typed.id = format!("e{number:05}");
        TransactionEntry { id: None, form: typed }
    };
    let entries: Vec<TransactionEntry> = (0..count).map(entry).collect();
    for entries in entries.chunks(10_000) {
        let saved = save_transactions(office.open.connection(), entries, noon()).unwrap();
        assert_eq!(saved.problems, []);
    }
}

/// How many there are, and what they come to.
fn total(office: &Office) -> (u32, String) {
    let page = transactions(office.open.connection(), &query()).unwrap();
    (page.total, page.amounts.first().map_or_else(String::new, |amount| amount.amount.clone()))
}

fn mark_all(office: &Office, second: i64) -> u32 {
    let request = MarkTransactions {
        filter: all(),
        except: Vec::new(),
        billing_status: proforma_engine::share::BillingStatus::ReadyToInvoice.into(),
    };
    mark_transactions(office.open.connection(), &request, at(second)).unwrap().changed
}

#[test]
// SPEC 5.2, d365 R6.8: all that match are changed as one change, in parts, and taken back as one.
fn all_that_match_are_changed_and_taken_back() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    enter_many(&office, 2_500);
    assert_eq!(mark_all(&office, 1), 2_500);
    let request =
        ChangeMatching { except: vec!["e00007".to_owned()], count: 2_499, ..change(0, priced("120")) };
    let saved = change_matching(connection, &request, at(2)).unwrap();
    assert_eq!((saved.changed, saved.locked, saved.stopped.shares), (2_499, 0, 0));
    assert_eq!(total(&office), (2_500, "299980.00".to_owned()));
    let shares = share::of_item(connection, "e00001").unwrap();
    assert_eq!(shares[0].billing_status.as_str(), "ready_to_invoice", "what was ready is ready");
    let row = recent_changes(connection).unwrap().rows.remove(0);
    assert_eq!((row.kind, row.count), (ChangeKind::TransactionsChanged, 2_499));
    assert_eq!(row.amounts[0].amount, "299880.00");
    let parts = history::of_instant(connection, at(2), "change_transactions").unwrap();
    assert_eq!(parts.len(), 3, "an entry for each part");
    undo(connection, &saved.undo.unwrap(), at(3)).unwrap();
    assert_eq!(total(&office), (2_500, "250000.00".to_owned()));
    let chain = history::read(connection, contract::id_of(connection, "ADATUM").unwrap()).unwrap();
    assert_eq!(chain.iter().filter(|entry| entry.command == "undo").count(), 1, "taken back once");
    office.prove();
}

#[test]
// d365 R6.7: all that match are deleted but what is on an invoice, and taken back as one.
fn all_that_match_are_deleted_but_what_is_on_an_invoice() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    office.activate();
    enter_many(&office, 1_200);
    ready(&office, "e00003");
    let (contracts, day) = (["ADATUM".to_owned()], date("2020-10-31"));
    create_invoices(connection, &contracts, day, day, at(1)).unwrap();
    let request = DeleteMatching { filter: all(), except: vec!["e00001".to_owned()], count: 1_199 };
    let saved = delete_matching(connection, &request, at(2)).unwrap();
    assert_eq!((saved.deleted, saved.locked), (1_198, 1));
    assert_eq!(total(&office).0, 2);
    undo(connection, &saved.undo.unwrap(), at(3)).unwrap();
    assert_eq!(total(&office).0, 1_200);
    office.prove();
}

#[test]
// What matches by now is not what was shown: nothing is changed then.
fn another_number_than_was_shown_is_refused() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    enter_many(&office, 3);
    let told = change_matching(connection, &change(2, priced("120")), at(1)).unwrap_err().to_string();
    assert_eq!(told, "2 transactions were shown, and 3 match by now; look at the list again");
    let request = DeleteMatching { filter: all(), except: Vec::new(), count: 4 };
    assert!(delete_matching(connection, &request, at(2)).unwrap_err().to_string().contains("3 match by now"));
    assert_eq!(total(&office), (3, "300.00".to_owned()));
}

#[test]
// SPEC 2.5, 4.14: one that may not be so keeps all as they are, and so does a closed contract.
fn one_that_may_not_be_so_keeps_all_as_they_are() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    enter_many(&office, 1_001);
    let saved = change_matching(connection, &change(1_001, priced("2000000000")), at(1)).unwrap();
    assert_eq!((saved.changed, saved.problems.len(), saved.undo), (0, 100, None));
    assert_eq!(saved.problems[0].path, "unit_price");
    let other = TransactionPatch { unit_price: None, class: Some("expense".to_owned()), ..priced("1") };
    let saved = change_matching(connection, &change(1_001, other), at(2)).unwrap();
    assert!(
        saved.problems[0].message.contains("does not include the class expense"),
        "{:?}",
        saved.problems[0]
    );
    assert_eq!(total(&office), (1_001, "100100.00".to_owned()));
    office.activate();
    set_status(connection, "ADATUM", ContractStatus::Closed.into(), at(3)).unwrap();
    let told = change_matching(connection, &change(1_001, priced("120")), at(4)).unwrap_err().to_string();
    assert!(told.contains("is closed"), "{told}");
    office.prove();
}

#[test]
// SPEC 5.4: limits are tested in the order of date, then id, as if all were changed at once.
fn limits_are_tested_in_order_over_all_parts() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let limited = ContractLineForm { not_to_exceed: "150000".to_owned(), ..implementation() };
    save_line(connection, "ADATUM", Some("implementation"), &limited, at(0)).unwrap();
    enter_many(&office, 1_500);
    assert_eq!(mark_all(&office, 1), 1_500, "all of the limit is taken");
    let saved = change_matching(connection, &change(1_500, priced("150")), at(2)).unwrap();
    assert_eq!((saved.changed, saved.stopped.shares), (1_500, 500));
    let status = |id: &str| share::of_item(connection, id).unwrap()[0].billing_status.as_str();
    assert_eq!(status("e00000"), "ready_to_invoice", "1 October");
    assert_eq!(status("e00016"), "ready_to_invoice", "17 October, the last days of the first part");
    assert_eq!(status("e00020"), "not_ready", "21 October, the first days of the second");
    assert_eq!(status("e00027"), "not_ready", "28 October");
    undo(connection, &saved.undo.unwrap(), at(3)).unwrap();
    assert_eq!((status("e00027"), total(&office)), ("ready_to_invoice", (1_500, "150000.00".to_owned())));
    let cheaper = change_matching(connection, &change(1_500, priced("50")), at(4)).unwrap();
    assert_eq!(cheaper.stopped.shares, 0);
    let same = change_matching(connection, &change(1_500, priced("50.00")), at(5)).unwrap();
    assert_eq!((same.changed, same.stopped.shares), (0, 0), "nothing is made anew");
    office.prove();
}
