//! An active contract stays one that could be activated, however it is saved.

use proforma_api::{
    contract_set_up::{LinePlace, delete_line, delete_schedule_rows, set_status},
    dto::{BillingMethod, ContractForm, ContractLineForm, ContractStatus},
};
use proforma_store::contract;
use proforma_tests::noon;

use super::{Office, adatum, implementation, line, prototype, refused};

#[test]
// SPEC 3.9, 3.10, 4.13: what was right on the check list is not saved away; the sentence of the list says why.
fn an_active_contract_is_not_saved_into_what_could_not_be_activated() {
    let office = Office::with_adatum();
    office.save_line(Some("prototype"), &office.set_up("ADATUM").lines[0].form.clone()).unwrap();
    office.activate();
    let undated = ContractForm { delivery_date: String::new(), ..adatum() };
    assert_eq!(
        refused(office.save_contract(Some("ADATUM"), &undated)),
        ["delivery_date: The delivery date is missing: schedules are generated up to it."]
    );
    let classless = ContractLineForm { transaction_classes: Vec::new(), ..implementation() };
    assert_eq!(
        refused(office.save_line(Some("implementation"), &classless)),
        [
            "transaction_classes: \"Implementation work\" bills nothing yet: choose time, expense, material or fee."
        ]
    );
    let empty = ContractLineForm { milestones: Vec::new(), ..prototype() };
    assert_eq!(
        refused(office.save_line(Some("prototype"), &empty)),
        ["milestones: \"Prototype work\" has no milestone yet."]
    );
    let set_up = office.set_up("ADATUM");
    assert!(set_up.checks.iter().all(|check| check.is_right), "nothing was written: {:?}", set_up.checks);
    assert_eq!(set_up.lines[0].form.milestones.len(), 2);

    // A line may have run out: its rows are deleted, and it is saved as it is.
    let place = LinePlace { contract: "ADATUM", line: "implementation" };
    let dates = ["2020-10-05", "2020-10-19", "2020-11-02", "2020-11-16"].map(str::to_owned);
    delete_schedule_rows(office.open.connection(), place, &dates, noon()).unwrap();
    let renamed = ContractLineForm { name: "Work".to_owned(), ..implementation() };
    office.save_line(Some("implementation"), &renamed).unwrap();
    office.prove();
}

#[test]
// SPEC 3.9: what was wrong before may stay wrong, and a new line gets its schedule after it is saved.
fn what_was_wrong_before_may_stay_wrong() {
    let office = Office::new();
    let undated = ContractForm { delivery_date: String::new(), ..adatum() };
    office.save_contract(None, &undated).unwrap();
    office.save_line(None, &implementation()).unwrap();
    let tx = office.open.connection().write().unwrap();
    let id = contract::id_of(&tx, "ADATUM").unwrap().unwrap();
    let present = contract::by_id(&tx, id).unwrap().unwrap();
    // As an older version, or a file, may have left it.
    contract::set_status(&tx, id, present.status, ContractStatus::Active.into()).unwrap();
    tx.commit().unwrap();
    let renamed = ContractForm { name: "Adatum".to_owned(), ..undated };
    office.save_contract(Some("ADATUM"), &renamed).unwrap();
    let more = ContractLineForm {
        transaction_classes: vec!["expense".to_owned()],
        ..line("more", "More", BillingMethod::TimeAndMaterial)
    };
    office.save_line(None, &more).unwrap();
    set_status(office.open.connection(), "ADATUM", ContractStatus::Closed.into(), noon()).unwrap();
}

#[test]
// SPEC 4.13: the last line of an active contract stays.
fn the_only_line_of_an_active_contract_stays() {
    let office = Office::new();
    office.save_contract(None, &adatum()).unwrap();
    office.save_line(None, &implementation()).unwrap();
    office.activate();
    let why =
        delete_line(office.open.connection(), "ADATUM", "implementation", noon()).unwrap_err().to_string();
    assert!(why.contains("it is the only line of an active contract"), "{why}");
}
