//! A closed contract: what was entered stays as it is, until the contract is opened again.

use proforma_api::{
    changes::recent_changes,
    contract_set_up::{delete_schedule_rows, save_schedule_row, set_status},
    dto::{
        ContractCheckCode, ContractLineForm, ContractStatus, TransactionEntry, TransactionPatch,
        TransactionsSaved,
    },
    transactions::{
        change_transactions, delete_transactions, look_at_transactions, save_transactions, transactions,
    },
    undo::undo,
};
use proforma_store::contract;
use proforma_tests::noon;

use super::{
    Office, prototype,
    schedules::{WORK, row},
    transactions::{enter, form, query},
};

const WHY: &str =
    "contract \"Implementation services for Adatum\" is closed; open it again to enter or change work";

fn set(office: &Office, status: ContractStatus) {
    set_status(office.open.connection(), "ADATUM", status.into(), noon()).unwrap();
}

fn problems(saved: &TransactionsSaved) -> Vec<String> {
    saved.problems.iter().map(|problem| format!("{}: {}", problem.path, problem.message)).collect()
}

#[test]
// SPEC 4.14: work of a closed contract is neither entered nor changed nor deleted, and the reason is told.
fn a_closed_contract_takes_no_work() {
    let office = Office::with_adatum();
    office.activate();
    let connection = office.open.connection();
    let id = enter(&office, "implementation", "2020-10-01", "8", "200");
    set(&office, ContractStatus::Closed);
    let told = [format!("contract: {WHY}")];
    let new = TransactionEntry { id: None, form: form("implementation", "2020-10-02", "1", "200") };
    let look = look_at_transactions(connection, std::slice::from_ref(&new.form)).unwrap().remove(0);
    assert_eq!(super::problems(&look.problems), told, "told while it is typed");
    assert_eq!(problems(&save_transactions(connection, &[new], noon()).unwrap()), told);
    let changed =
        TransactionEntry { id: Some(id.clone()), form: form("implementation", "2020-10-01", "9", "200") };
    assert_eq!(problems(&save_transactions(connection, &[changed], noon()).unwrap()), told);
    let patch = TransactionPatch {
        contract_line: None,
        class: None,
        date: None,
        role: None,
        category: None,
        resource: None,
        unit: None,
        unit_price: Some("100".to_owned()),
        billing_type: None,
        description: None,
    };
    let ids = [id];
    assert_eq!(problems(&change_transactions(connection, &ids, &patch, noon()).unwrap()), told);
    assert_eq!(problems(&delete_transactions(connection, &ids, noon()).unwrap()), told);
    let row = transactions(connection, &query()).unwrap().rows.remove(0);
    assert_eq!(row.amount, "1600.00", "nothing has changed");
    set(&office, ContractStatus::Active);
    assert_eq!(delete_transactions(connection, &ids, noon()).unwrap().deleted, 1);
    office.prove();
}

#[test]
// SPEC 4.14: what was entered, changed or deleted is not taken back on a contract that was closed since.
fn nothing_is_taken_back_on_a_contract_that_was_closed_since() {
    let office = Office::with_adatum();
    office.activate();
    let connection = office.open.connection();
    let first = enter(&office, "implementation", "2020-10-01", "8", "200");
    let deleted = delete_transactions(connection, &[first], noon()).unwrap().undo.unwrap();
    let later = noon() + chrono::TimeDelta::seconds(1);
    let new = TransactionEntry { id: None, form: form("implementation", "2020-10-02", "1", "200") };
    let entered = save_transactions(connection, &[new], later).unwrap().undo.unwrap();
    set(&office, ContractStatus::Closed);
    for change in [&deleted, &entered] {
        let why = undo(connection, change, noon()).unwrap_err().to_string();
        assert!(why.contains(WHY), "{why}");
        let listed = recent_changes(connection).unwrap().rows.into_iter().find(|row| row.id == **change);
        assert!(listed.unwrap().why_not.unwrap().contains(WHY), "the list of changes says it too");
    }
    set(&office, ContractStatus::Active);
    undo(connection, &deleted, noon()).unwrap();
    undo(connection, &entered, noon()).unwrap();
    assert_eq!(transactions(connection, &query()).unwrap().rows.len(), 1);
    office.prove();
}

#[test]
// SPEC 4.14: what is missing in a closed contract can be mended only once it is open, so it is opened with it.
fn a_closed_contract_is_opened_with_what_is_missing() {
    let office = Office::with_adatum();
    office.activate();
    let connection = office.open.connection();
    let dates = ["2020-10-05", "2020-10-19", "2020-11-02", "2020-11-16"].map(str::to_owned);
    delete_schedule_rows(connection, WORK, &dates, noon()).unwrap();
    set(&office, ContractStatus::Closed);
    save_schedule_row(connection, WORK, None, &row("2020-12-07", "2020-12-06"), noon()).unwrap_err();
    set(&office, ContractStatus::Active);
    let missing = |office: &Office| {
        let checks = office.set_up("ADATUM").checks.into_iter();
        checks.filter(|check| !check.is_right).map(|check| check.code).collect::<Vec<_>>()
    };
    assert_eq!(missing(&office), [ContractCheckCode::Schedule], "the list says it all the same");
    save_schedule_row(connection, WORK, None, &row("2020-12-07", "2020-12-06"), noon()).unwrap();
    assert_eq!(missing(&office), []);
    office.prove();
}

#[test]
// SPEC 2.6, 3.10: no active contract has milestones that do not add up, as a file may have closed it with.
fn a_closed_contract_whose_milestones_do_not_add_up_stays_closed() {
    let office = Office::with_adatum();
    let mut milestones = prototype().milestones;
    milestones.pop();
    office.save_line(Some("prototype"), &ContractLineForm { milestones, ..prototype() }).unwrap();
    let tx = office.open.connection().write().unwrap();
    let id = contract::id_of(&tx, "ADATUM").unwrap().unwrap();
    let present = contract::by_id(&tx, id).unwrap().unwrap();
    contract::set_status(&tx, id, present.status, ContractStatus::Closed.into()).unwrap();
    tx.commit().unwrap();
    let to = ContractStatus::Active.into();
    let why = set_status(office.open.connection(), "ADATUM", to, noon()).unwrap_err().to_string();
    assert!(why.ends_with("Copy the contract and mend the copy."), "{why}");
    assert!(!why.contains("schedule"), "what else is missing keeps it from nothing: {why}");
    office.prove();
}
