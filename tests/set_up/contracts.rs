//! Contracts: created, changed, copied, activated, closed, deleted.

use proforma_api::{
    contract_set_up::{copy_contract, delete_contract, distribute_evenly, look_at_contract, set_status},
    dto::{ContractCheckCode, ContractForm, ContractStatus},
};
use proforma_store::{contract, history};
use proforma_tests::noon;

use super::{Office, adatum, generate_schedule, pays, problems, refused};

fn activate(office: &Office, key: &str) -> Result<(), proforma_api::error::ApiError> {
    set_status(office.open.connection(), key, ContractStatus::Active.into(), noon()).map(drop)
}

#[test]
// SPEC 2.6, 5.1: everything that is wrong is told at once, each at its field.
fn all_that_is_wrong_is_told_at_once() {
    let office = Office::new();
    let form = ContractForm {
        id: String::new(),
        name: " ".to_owned(),
        currency: "XXQ".to_owned(),
        delivery_date: "2020-02-30".to_owned(),
        not_to_exceed: String::new(),
        customers: Vec::new(),
    };
    let told = refused(office.save_contract(None, &form));
    assert_eq!(
        told,
        [
            "id: an id is missing",
            "name: a name is missing",
            "currency: \"XXQ\" is not a currency code of ISO 4217",
            "delivery_date: \"2020-02-30\" is not a date",
        ]
    );
    let split = ContractForm {
        not_to_exceed: "-1".to_owned(),
        customers: vec![pays("adatum", "33.33"), pays("nobody", "33.33"), pays("", "x")],
        ..adatum()
    };
    assert_eq!(
        refused(office.save_contract(None, &split)),
        [
            "not_to_exceed: a not-to-exceed limit cannot be below zero",
            "customers[1].customer: there is no customer \"nobody\"",
            "customers[2].customer: choose a customer",
            "customers[2].percent: \"x\" is not a number",
        ]
    );
    assert!(contract::ids(office.open.connection()).unwrap().is_empty(), "nothing was written");
}

#[test]
// SPEC 5.1: percentages that are off say by how much, while they are typed.
fn percentages_that_are_off_say_by_how_much() {
    let office = Office::new();
    let look = |percents: [&str; 2]| {
        let customers = vec![pays("adatum", percents[0]), pays("fabrikam", percents[1])];
        let form = ContractForm { customers, ..adatum() };
        let look = look_at_contract(office.open.connection(), None, &form).unwrap();
        (look.percent_total, problems(&look.problems))
    };
    let short = "customers: the percentages total 99.99, 0.01 short of 100".to_owned();
    assert_eq!(look(["50", "49.99"]), ("99.99".to_owned(), vec![short]));
    let above = "customers: the percentages total 101, 1 above 100".to_owned();
    assert_eq!(look(["50", "51"]), ("101".to_owned(), vec![above]));
    assert_eq!(look(["60.5", "39.5"]), ("100".to_owned(), Vec::new()));
}

#[test]
// SPEC 5.1; d365 R5.3: divided evenly the percentages total 100; the first takes what is left over.
fn hundred_percent_are_distributed_evenly() {
    assert_eq!(distribute_evenly(1).unwrap(), ["100"]);
    assert_eq!(distribute_evenly(2).unwrap(), ["50", "50"]);
    assert_eq!(distribute_evenly(3).unwrap(), ["33.34", "33.33", "33.33"]);
    for customers in 1..200 {
        let parts = distribute_evenly(customers).unwrap();
        let sum: rust_decimal::Decimal =
            parts.iter().map(|part| part.parse::<rust_decimal::Decimal>().unwrap()).sum();
        assert_eq!(sum, rust_decimal::Decimal::ONE_HUNDRED, "{customers}");
    }
    assert!(distribute_evenly(0).is_err());
}

#[test]
// SPEC 2.6, 3.10, 4.13: the check list names what is missing, and a contract is activated once all of it is right.
fn a_contract_is_activated_once_its_check_list_is_right() {
    let office = Office::new();
    office.save_contract(None, &adatum()).unwrap();
    let why = activate(&office, "ADATUM").unwrap_err().to_string();
    assert_eq!(
        why,
        "contract ADATUM cannot be activated yet: The contract has no line yet: add what is to be billed."
    );
    office.save_line(None, &super::prototype()).unwrap();
    office.save_line(None, &super::implementation()).unwrap();
    let wrong: Vec<_> = office.set_up("ADATUM").checks.into_iter().filter(|check| !check.is_right).collect();
    assert_eq!(wrong.iter().map(|check| check.code).collect::<Vec<_>>(), [ContractCheckCode::Schedule]);
    assert_eq!(wrong[0].contract_line.as_deref(), Some("implementation"));
    generate_schedule(office.open.connection(), "ADATUM", "implementation", noon()).unwrap();
    activate(&office, "ADATUM").unwrap();
    assert_eq!(office.set_up("ADATUM").status, ContractStatus::Active);
    office.prove();
}

#[test]
// SPEC 4.14: an active contract is closed and opened again, never a draft again; closed, it is read only.
fn a_closed_contract_is_read_only_until_it_is_opened_again() {
    let office = Office::with_adatum();
    generate_schedule(office.open.connection(), "ADATUM", "implementation", noon()).unwrap();
    activate(&office, "ADATUM").unwrap();
    let to = |status: ContractStatus| set_status(office.open.connection(), "ADATUM", status.into(), noon());
    assert!(to(ContractStatus::Draft).is_err());
    to(ContractStatus::Closed).unwrap();
    let renamed = ContractForm { name: "Other".to_owned(), ..adatum() };
    let told = refused(office.save_contract(Some("ADATUM"), &renamed));
    assert_eq!(told, ["name: the contract is closed; open it again to change it"]);
    assert_eq!(office.set_up("ADATUM").locks[0].path, "*");
    to(ContractStatus::Active).unwrap();
    office.save_contract(Some("ADATUM"), &renamed).unwrap();
}

#[test]
// d365 R1.16: what it bills and how is copied; what has happened, and to whom, is not.
fn a_copy_has_the_lines_and_nothing_that_has_happened() {
    let office = Office::with_adatum();
    let customers = vec![pays("adatum", "60"), pays("fabrikam", "40")];
    let form = ContractForm { not_to_exceed: "90000".to_owned(), customers, ..adatum() };
    office.save_contract(Some("ADATUM"), &form).unwrap();
    generate_schedule(office.open.connection(), "ADATUM", "implementation", noon()).unwrap();
    copy_contract(office.open.connection(), "ADATUM", "ADATUM-2", "Second year", noon()).unwrap();
    let copy = office.set_up("ADATUM-2");
    assert_eq!(copy.status, ContractStatus::Draft);
    assert_eq!((copy.form.delivery_date.as_str(), copy.form.not_to_exceed.as_str()), ("", ""));
    assert_eq!(copy.form.customers.len(), 1, "the primary customer alone");
    let (fixed, work) = (&copy.lines[0], &copy.lines[1]);
    assert_eq!((fixed.form.contracted_amount.as_str(), fixed.form.milestones.len()), ("17000.00", 0));
    assert_eq!((work.form.invoice_frequency.as_str(), work.schedule.len()), ("biweekly", 0));
    assert_eq!(work.form.billing_start, "");
    let taken = refused(copy_contract(office.open.connection(), "ADATUM", "ADATUM-2", "", noon()));
    assert_eq!(taken, ["name: a name is missing", "id: another contract has the id ADATUM-2"]);
    office.prove();
}

#[test]
// A contract goes only while nothing was entered; the history keeps what it was.
fn a_contract_is_deleted_only_while_nothing_was_entered() {
    let office = Office::with_adatum();
    delete_contract(office.open.connection(), "ADATUM", noon()).unwrap();
    assert!(contract::ids(office.open.connection()).unwrap().is_empty());
    let entries = history::read(office.open.connection(), None).unwrap();
    let last = entries.last().unwrap();
    assert_eq!(last.command, "delete_contract");
    assert!(last.detail.contains("Implementation services for Adatum"), "{}", last.detail);
    office.prove();

    let office = Office::with_adatum();
    generate_schedule(office.open.connection(), "ADATUM", "implementation", noon()).unwrap();
    activate(&office, "ADATUM").unwrap();
    let why = delete_contract(office.open.connection(), "ADATUM", noon()).unwrap_err().to_string();
    assert!(why.contains("it is active; close it instead"), "{why}");
}

#[test]
// Every change stands in the history, field by field, with who made it; what changes nothing does not.
fn the_history_tells_each_field() {
    let office = Office::with_adatum();
    let id = contract::id_of(office.open.connection(), "ADATUM").unwrap().unwrap();
    let entries = || history::read(office.open.connection(), Some(id)).unwrap();
    let before = entries().len();
    office.save_contract(Some("ADATUM"), &adatum()).unwrap();
    assert_eq!(entries().len(), before, "nothing has changed");
    let form = ContractForm { delivery_date: "2020-12-31".to_owned(), ..adatum() };
    office.save_contract(Some("ADATUM"), &form).unwrap();
    let entry = entries().pop().unwrap();
    assert_eq!(entry.command, "save_contract");
    assert_eq!(
        entry.detail,
        concat!(
            r#"{"changes":[{"record":"contract","id":"ADATUM","field":"delivery_date","before":"2020-11-20","after":"2020-12-31"}],"#,
            r#""of":"ADATUM","name":"Implementation services for Adatum","#,
            r#""was":{"delivery_date":"2020-11-20"},"is":{"delivery_date":"2020-12-31"}}"#
        )
    );
    assert!(entry.person.is_some());
}
