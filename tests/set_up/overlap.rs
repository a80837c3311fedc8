//! Lines of one contract that would bill the same work.

use proforma_api::dto::{ContractCheckCode, ContractLineForm};
use proforma_store::contract;

use super::{Office, implementation, lines::look, refused};

#[test]
// d365 R4.4: a class on two lines is told, unless their tasks differ.
fn lines_that_bill_the_same_work_are_told() {
    let office = Office::with_adatum();
    let overlaps = |office: &Office| -> Vec<String> {
        let wrong = office.set_up("ADATUM").checks.into_iter().filter(|check| !check.is_right);
        wrong.map(|check| check.text).filter(|text| text.contains("both bill")).collect()
    };
    let second = |tasks: &[&str]| ContractLineForm {
        tasks: tasks.iter().map(|task| (*task).to_owned()).collect(),
        ..ContractLineForm { id: "more".to_owned(), name: "More".to_owned(), ..implementation() }
    };
    office.save_line(None, &second(&[])).unwrap();
    assert!(
        overlaps(&office)[0].starts_with("\"Implementation work\" and \"More\" both bill time of all tasks")
    );
    office.save_line(Some("more"), &second(&["Design"])).unwrap();
    assert!(overlaps(&office)[0].contains("one of all tasks and one of selected ones"));
    let first = ContractLineForm { tasks: vec!["Design".to_owned(), "Build".to_owned()], ..implementation() };
    office.save_line(Some("implementation"), &first).unwrap();
    assert!(overlaps(&office)[0].contains("both bill time of Design"));
    office.save_line(Some("more"), &second(&["Test"])).unwrap();
    assert_eq!(overlaps(&office), [""; 0]);
}

#[test]
// d365 R4.3, R4.4: an active contract never comes to bill the same work twice, by a line that is added or changed.
fn a_line_of_an_active_contract_bills_nothing_that_another_bills() {
    let office = Office::with_adatum();
    office.activate();
    let more = |classes: &[&str], tasks: &[&str]| ContractLineForm {
        id: "more".to_owned(),
        name: "More".to_owned(),
        transaction_classes: classes.iter().map(|class| (*class).to_owned()).collect(),
        tasks: tasks.iter().map(|task| (*task).to_owned()).collect(),
        ..implementation()
    };
    let all_tasks = "transaction_classes: \"Implementation work\" and \"More\" both bill time of all tasks: \
        leave time to one of them, or give each its own tasks.";
    let one_of_all = "tasks: \"Implementation work\" and \"More\" both bill time, one of all tasks and one of \
        selected ones: give both their own tasks.";
    assert_eq!(refused(office.save_line(None, &more(&["time", "fee"], &[]))), [all_tasks]);
    assert_eq!(look(&office, None, &more(&["time"], &[])).0, [all_tasks], "told while it is typed");
    assert_eq!(refused(office.save_line(None, &more(&["time"], &["Design"]))), [one_of_all]);
    office.save_line(None, &more(&["fee"], &[])).unwrap();
    assert_eq!(refused(office.save_line(Some("more"), &more(&["time"], &[]))), [all_tasks]);
    let designs = ContractLineForm { tasks: vec!["Design".to_owned()], ..implementation() };
    office.save_line(Some("implementation"), &designs).unwrap();
    let same_task = "tasks: \"Implementation work\" and \"More\" both bill time of Design: \
        leave the task to one of them.";
    assert_eq!(refused(office.save_line(Some("more"), &more(&["time"], &["Build", "Design"]))), [same_task]);
    office.save_line(Some("more"), &more(&["time"], &["Build"])).unwrap();
    let builds = ContractLineForm { tasks: vec!["Build".to_owned()], ..implementation() };
    let earlier =
        "tasks: \"Implementation work\" and \"More\" both bill time of Build: leave the task to one of them.";
    assert_eq!(refused(office.save_line(Some("implementation"), &builds)), [earlier]);
    let renamed = ContractLineForm { name: "Works".to_owned(), ..more(&["time"], &["Build"]) };
    office.save_line(Some("more"), &renamed).unwrap();
    office.prove();
}

#[test]
// d365 R4.4: a class is on one line only, whatever the billing methods; a fixed-price line without classes has none.
fn a_fixed_price_line_bills_no_class_of_another_line() {
    let office = Office::with_adatum();
    let overlaps = |office: &Office| -> Vec<String> {
        let checks = office.set_up("ADATUM").checks.into_iter();
        checks
            .filter(|check| check.code == ContractCheckCode::Overlap && !check.is_right)
            .map(|check| check.text)
            .collect()
    };
    assert_eq!(overlaps(&office), [""; 0], "the worked example");
    let prototype = office.set_up("ADATUM").lines[0].form.clone();
    let of_time = ContractLineForm { transaction_classes: vec!["time".to_owned()], ..prototype };
    office.save_line(Some("prototype"), &of_time).unwrap();
    let mixed = "\"Prototype work\" (fixed price) and \"Implementation work\" both include time of all tasks: \
        leave time to one of them, or give each its own tasks.";
    assert_eq!(overlaps(&office), [mixed]);
    let of = |task: &str, line: ContractLineForm| ContractLineForm { tasks: vec![task.to_owned()], ..line };
    office.save_line(Some("prototype"), &of("Design", of_time.clone())).unwrap();
    office.save_line(Some("implementation"), &of("Build", implementation())).unwrap();
    assert_eq!(overlaps(&office), [""; 0], "their tasks differ");
    office.activate();
    let told = "tasks: \"Prototype work\" (fixed price) and \"Implementation work\" both include time of Build: \
        leave the task to one of them.";
    assert_eq!(refused(office.save_line(Some("prototype"), &of("Build", of_time))), [told]);
    office.prove();
}

#[test]
// d365 R4.4: what a file brought in is mended line after line.
fn lines_that_overlap_already_are_mended_one_after_the_other() {
    let office = Office::with_adatum();
    office.activate();
    let tx = office.open.connection().write().unwrap();
    let id = contract::id_of(&tx, "ADATUM").unwrap().unwrap();
    let known = contract::by_id(&tx, id).unwrap().unwrap();
    let line = known.lines.iter().find(|line| line.key == "implementation").unwrap();
    let new = contract::NewContractLine {
        key: "more".to_owned(),
        name: "More".to_owned(),
        billing_method: line.billing_method,
        transaction_classes: line.transaction_classes,
        contracted_amount: None,
        not_to_exceed: None,
        tasks: Vec::new(),
        tax: None,
        billing_start: None,
        invoice_frequency: None,
        customers: line.customers.clone(),
    };
    contract::insert_line(&tx, id, known.lines.len(), &new).unwrap();
    tx.commit().unwrap();
    let of = |task: &str, line: ContractLineForm| ContractLineForm { tasks: vec![task.to_owned()], ..line };
    let more = office.set_up("ADATUM").lines[2].form.clone();
    office.save_line(Some("more"), &of("Design", more)).unwrap();
    office.save_line(Some("implementation"), &of("Build", implementation())).unwrap();
    assert!(
        office
            .set_up("ADATUM")
            .checks
            .iter()
            .all(|check| check.code != ContractCheckCode::Overlap || check.is_right)
    );
}
