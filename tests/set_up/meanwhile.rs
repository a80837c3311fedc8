//! Two programs on one book: what one has saved is not taken back by a form that the other read before.

use proforma_api::{
    contract_set_up::{save_contract, save_line},
    dto::{ContractForm, ContractLineForm, CustomerForm, RecordForm, RecordKind},
    error::{ApiError, Refusal},
    form_record::Typed,
    set_up::{record, save_record},
};
use proforma_tests::noon;

use super::{Office, milestone, refused, transactions::ready};

#[track_caller]
fn is_refused<T: std::fmt::Debug>(saved: Result<T, ApiError>) {
    let error = saved.unwrap_err();
    assert!(matches!(error, ApiError::Refused(Refusal::ChangedMeanwhile { .. })), "{error}");
}

#[test]
// A form that was read before somebody else saved is refused, and saved once it was read anew.
fn a_form_that_was_read_before_is_refused() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let read = office.set_up("ADATUM");
    let (contract, line) = (&read.form, &read.lines[0].form);
    let mut theirs = line.clone();
    theirs.contracted_amount = String::new();
    theirs.milestones.push(milestone("Handed over", "2020-11-10", "500"));
    office.save_line(Some("prototype"), &theirs).unwrap();
    let mine = ContractLineForm { name: "Prototype".to_owned(), ..line.clone() };
    let typed = Typed { form: &mine, as_read: Some(line) };
    is_refused(save_line(connection, "ADATUM", Some("prototype"), typed, noon()));
    assert_eq!(office.set_up("ADATUM").lines[0].form.milestones.len(), 3);
    let now = office.set_up("ADATUM").lines[0].form.clone();
    let mine = ContractLineForm { name: "Prototype".to_owned(), ..now.clone() };
    let typed = Typed { form: &mine, as_read: Some(&now) };
    save_line(connection, "ADATUM", Some("prototype"), typed, noon()).unwrap();

    office
        .save_contract(Some("ADATUM"), &ContractForm { name: "Theirs".to_owned(), ..contract.clone() })
        .unwrap();
    let mine = ContractForm { delivery_date: "2020-12-01".to_owned(), ..contract.clone() };
    let typed = Typed { form: &mine, as_read: Some(contract) };
    is_refused(save_contract(connection, Some("ADATUM"), typed, noon()));

    let RecordForm::Customer(customer) = record(connection, RecordKind::Customer, "adatum").unwrap().form
    else {
        unreachable!("a customer")
    };
    let theirs = RecordForm::Customer(CustomerForm { email: "a@b.example".to_owned(), ..customer.clone() });
    save_record(&office.open, Some("adatum"), &theirs, noon()).unwrap();
    let mine = RecordForm::Customer(CustomerForm { contact: "Ms Reed".to_owned(), ..customer.clone() });
    let read = RecordForm::Customer(customer);
    is_refused(save_record(
        &office.open,
        Some("adatum"),
        Typed { form: &mine, as_read: Some(&read) },
        noon(),
    ));
    office.prove();
}

#[test]
// d365 R3.13: what somebody has released is not deleted with the line's form.
fn a_ready_milestone_is_not_deleted() {
    let office = Office::with_adatum();
    let mut form = office.set_up("ADATUM").lines[0].form.clone();
    let gone = form.milestones.remove(1);
    form.contracted_amount = "5000".to_owned();
    ready(&office, &gone.id);
    assert_eq!(
        refused(office.save_line(Some("prototype"), &form)),
        ["milestones: \"Prototype accepted\" is ready to invoice; mark it not ready before you delete it"]
    );
    super::afterwards::mark_not_ready(&office, &gone.id);
    office.save_line(Some("prototype"), &form).unwrap();
    office.prove();
}
