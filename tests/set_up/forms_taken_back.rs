//! What was typed into forms is taken back: set-up records, contracts and their lines, one after another, also by whoever
//! opens the book again.

use proforma_api::{
    changes::recent_changes,
    contract_set_up::{
        LinePlace, copy_contract, delete_contract, delete_line, move_line, save_contract, save_line,
        save_schedule_row, set_status, skip_schedule_rows,
    },
    dto::{
        ChangeKind, ContractForm, ContractLineForm, ContractStatus, CustomerForm, HistoryChange, HistoryOf,
        HistoryQuery, HistoryRecord, HolidayForm, RecordForm, RecordKind, RoleForm, ScheduleRowForm,
        UnitForm,
    },
    history::record_history,
    interchange,
    set_up::{delete_record, record, records, save_holidays, save_record},
    transactions,
    undo::undo,
};
use proforma_tests::TempBook;

use super::{
    Office, adatum, at, generate_schedule, implementation, milestone, pays,
    schedules::{WORK, rows},
    transactions::{enter, query as listing, ready},
    why_not,
};

/// What the latest change that has not been taken back did, to what, and what stands in its way.
fn latest(office: &Office) -> (ChangeKind, Option<String>, Option<String>) {
    let all = recent_changes(office.open.connection()).unwrap().rows;
    let row = all.into_iter().find(|row| row.taken_back_at.is_none()).unwrap();
    assert_eq!(row.undo.is_some(), row.why_not.is_none());
    (row.kind, row.record.map(|record| record.name), row.why_not)
}

/// What a refusal says that only taking back finds out.
#[track_caller]
fn refusal(office: &Office, token: &str) -> String {
    undo(office.open.connection(), token, at(99)).unwrap_err().to_string()
}

fn fabrikam(office: &Office) -> CustomerForm {
    let RecordForm::Customer(form) =
        record(office.open.connection(), RecordKind::Customer, "fabrikam").unwrap().form
    else {
        unreachable!("a customer")
    };
    form
}

#[test]
// "Undo for every reversible action": what is known by an id.
fn a_customer_goes_back_one_change_after_another() {
    let office = Office::new();
    let before = fabrikam(&office);
    let first = CustomerForm { email: "a@fabrikam.example".to_owned(), ..before.clone() };
    let second = CustomerForm { address: vec!["1 Main Street".to_owned()], ..first.clone() };
    let save = |form: &CustomerForm, second| {
        save_record(&office.open, Some("fabrikam"), &RecordForm::Customer(form.clone()), at(second))
            .unwrap()
            .undo
    };
    let (mailed, moved) = (save(&first, 1).unwrap(), save(&second, 2).unwrap());
    assert_eq!(save(&second, 3), None, "nothing has changed");
    let other = CustomerForm { email: "b@fabrikam.example".to_owned(), ..second };
    let mailed_again = save(&other, 4).unwrap();
    assert_eq!(why_not(&office, &mailed), "it was changed again since");
    assert_eq!(latest(&office), (ChangeKind::RecordsChanged, Some("Fabrikam".to_owned()), None));
    // The address was not touched since, so it goes back by itself.
    undo(office.open.connection(), &moved, at(5)).unwrap();
    assert_eq!(fabrikam(&office), CustomerForm { address: Vec::new(), ..other });
    undo(office.open.connection(), &mailed_again, at(6)).unwrap();
    undo(office.open.connection(), &mailed, at(7)).unwrap();
    assert_eq!(fabrikam(&office), before);
    assert!(undo(office.open.connection(), &mailed, at(8)).is_err(), "once");
    office.prove();
}

#[test]
// What is new goes while nothing uses it, and what was deleted comes back.
fn what_is_new_goes_and_what_is_gone_comes_back() {
    let office = Office::new();
    let connection = office.open.connection();
    let new = CustomerForm { id: "tailspin".to_owned(), name: "Tailspin".to_owned(), ..fabrikam(&office) };
    let added = save_record(&office.open, None, &RecordForm::Customer(new.clone()), at(1)).unwrap();
    assert_eq!(added.id, "tailspin");
    let form = ContractForm { customers: vec![pays("tailspin", "100")], ..adatum() };
    let contract = save_contract(connection, None, &form, at(2)).unwrap();
    let used = refusal(&office, added.undo.as_deref().unwrap());
    assert!(used.contains("it is used by 1 contract (Implementation services for Adatum) by now"), "{used}");
    undo(connection, &contract.undo.unwrap(), at(3)).unwrap();
    let gone = delete_record(&office.open, RecordKind::Customer, "tailspin", at(4)).unwrap();
    assert_eq!(why_not(&office, added.undo.as_deref().unwrap()), "it was deleted since");
    undo(connection, &gone, at(5)).unwrap();
    assert_eq!(record(connection, RecordKind::Customer, "tailspin").unwrap().form, RecordForm::Customer(new));
    undo(connection, added.undo.as_deref().unwrap(), at(6)).unwrap();
    assert!(record(connection, RecordKind::Customer, "tailspin").is_err());
    assert!(undo(connection, &gone, at(7)).is_err(), "what was taken back is not taken back again");
    office.prove();
}

#[test]
// SPEC 1: what is known by its name goes back to its old one, on transactions too.
fn a_renamed_unit_goes_back_to_its_name() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let id = enter(&office, "implementation", "2020-10-01", "8", "200");
    let form = UnitForm { name: "h".to_owned(), hours_per_unit: "1".to_owned() };
    let renamed = save_record(&office.open, Some("hour"), &RecordForm::Unit(form), at(1)).unwrap();
    assert_eq!(latest(&office), (ChangeKind::RecordsChanged, Some("h".to_owned()), None));
    undo(connection, &renamed.undo.unwrap(), at(2)).unwrap();
    let units = records(connection, RecordKind::Unit).unwrap();
    let unit = units.into_iter().find(|row| row.id == "hour").unwrap();
    assert_eq!(
        unit.form,
        RecordForm::Unit(UnitForm { name: "hour".to_owned(), hours_per_unit: String::new() })
    );
    let told =
        record_history(connection, &query(HistoryOf::Record { kind: RecordKind::Unit, id: None })).unwrap();
    assert_eq!(told.rows[0].text, "Took back: Changed the unit h");
    assert!(told.rows[0].changes.iter().any(|change| change.field == "name"), "{:?}", told.rows[0]);
    assert_eq!(unit_of(&office, &id), "hour");
    office.prove();
}

#[test]
// What is known by its name is not taken for another that has the name by now.
fn a_rename_is_not_taken_back_on_another_unit() {
    let office = Office::new();
    let named =
        |name: &str| RecordForm::Unit(UnitForm { name: name.to_owned(), hours_per_unit: "8".to_owned() });
    let save = |id: Option<&str>, name: &str, second| {
        save_record(&office.open, id, &named(name), at(second)).unwrap().undo.unwrap()
    };
    save(None, "Tag", 1);
    let first = save(Some("Tag"), "Day", 2);
    let second = save(Some("Day"), "Days", 3);
    let other = save(None, "Day", 4);
    assert_eq!(why_not(&office, &first), "it was renamed, deleted or added again since");
    for (token, second) in [(other, 5), (second, 6), (first, 7)] {
        undo(office.open.connection(), &token, at(second)).unwrap();
    }
    let names: Vec<String> =
        records(office.open.connection(), RecordKind::Unit).unwrap().into_iter().map(|row| row.id).collect();
    assert!(names.contains(&"Tag".to_owned()) && !names.contains(&"Days".to_owned()), "{names:?}");
}

fn query(of: HistoryOf) -> HistoryQuery {
    HistoryQuery { of, about: None, search: String::new(), offset: 0, limit: 100 }
}

fn unit_of(office: &Office, id: &str) -> String {
    let page = transactions::transactions(office.open.connection(), &listing()).unwrap();
    page.rows.into_iter().find(|row| row.form.id == id).unwrap().form.unit
}

#[test]
// A list of holidays is one change.
fn a_list_of_holidays_goes_back_together() {
    let office = Office::new();
    let list = |text: &str, second| save_holidays(&office.open, text, at(second)).unwrap();
    let two = list("2020-12-25 Christmas\n2020-12-26", 1);
    assert_eq!(two.saved, 2);
    let named = list("2020-12-26 Boxing Day\n2021-01-01 New Year", 2);
    let all = recent_changes(office.open.connection()).unwrap().rows;
    assert_eq!((all[0].kind, all[0].count, all[0].record.as_ref()), (ChangeKind::RecordsAdded, 2, None));
    undo(office.open.connection(), &named.undo.unwrap(), at(3)).unwrap();
    let names = || -> Vec<(String, String)> {
        let rows = records(office.open.connection(), RecordKind::Holiday).unwrap().into_iter();
        rows.map(|row| (row.id, row.form.name().to_owned())).collect()
    };
    let told = |date: &str, name: &str| (date.to_owned(), name.to_owned());
    assert_eq!(names(), [told("2020-12-25", "Christmas"), told("2020-12-26", "")]);
    undo(office.open.connection(), &two.undo.unwrap(), at(4)).unwrap();
    assert_eq!(names(), []);
    assert_eq!(list("", 5).undo, None);
    office.prove();
}

#[test]
// SPEC 2.6: a contract goes back by the rules that hold when it is saved.
fn a_contract_goes_back_as_far_as_its_rules_let_it() {
    let office = Office::new();
    let connection = office.open.connection();
    office.save_contract(None, &adatum()).unwrap();
    office.save_line(None, &implementation()).unwrap();
    let before = office.set_up("ADATUM").form;
    let euros = ContractForm { currency: "EUR".to_owned(), ..adatum() };
    let changed = save_contract(connection, Some("ADATUM"), &euros, at(1)).unwrap().undo.unwrap();
    assert_eq!(latest(&office).0, ChangeKind::ContractChanged);
    undo(connection, &changed, at(2)).unwrap();
    assert_eq!(office.set_up("ADATUM").form, before);
    let limit = ContractForm { not_to_exceed: "5000.00".to_owned(), ..adatum() };
    let limited = save_contract(connection, Some("ADATUM"), &limit, at(3)).unwrap().undo.unwrap();
    let euros = ContractForm { currency: "EUR".to_owned(), not_to_exceed: String::new(), ..adatum() };
    let changed = save_contract(connection, Some("ADATUM"), &euros, at(4)).unwrap().undo.unwrap();
    enter(&office, "implementation", "2020-10-01", "8", "200");
    let locked = refusal(&office, &changed);
    assert!(locked.contains("amounts were entered in EUR; copy the contract"), "{locked}");
    assert_eq!(why_not(&office, &limited), "it was changed again since");
    office.prove();
}

#[test]
// SPEC 5.4: a limit that would be passed by then keeps a change from being taken back.
fn a_limit_that_would_be_passed_does_not_come_back() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let before = office.set_up("ADATUM").form;
    let low = ContractForm { not_to_exceed: "1000.00".to_owned(), ..adatum() };
    office.save_contract(Some("ADATUM"), &low).unwrap();
    let raised = save_contract(connection, Some("ADATUM"), &adatum(), at(1)).unwrap().undo.unwrap();
    let id = enter(&office, "implementation", "2020-10-01", "8", "200");
    ready(&office, &id);
    let refused = undo(connection, &raised, at(2)).unwrap_err().to_string();
    assert!(refused.contains("1000.00"), "{refused}");
    assert_eq!(office.set_up("ADATUM").form, before, "nothing has changed");
    office.prove();
}

#[test]
// Contracts that are new go again while nothing was entered; that they were there stands in the book's history.
fn a_new_contract_and_a_copy_go_again() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let copy = copy_contract(connection, "ADATUM", "COPY", "Copy", at(1)).unwrap();
    assert_eq!(latest(&office), (ChangeKind::ContractAdded, Some("Copy".to_owned()), None));
    let line = LinePlace { contract: "COPY", line: "implementation" };
    let dated = ScheduleRowForm { run_date: "2020-10-05".to_owned(), cut_off_date: "2020-10-04".to_owned() };
    let row = save_schedule_row(connection, line, None, &dated, at(1)).unwrap().undo.unwrap();
    assert!(why_not(&office, copy.undo.as_deref().unwrap()).contains("it was worked on since"));
    undo(connection, &row, at(2)).unwrap();
    generate_schedule(connection, "ADATUM", "implementation", at(2)).unwrap();
    undo(connection, &copy.undo.unwrap(), at(3)).unwrap();
    let all = recent_changes(connection).unwrap().rows;
    assert_eq!(all[0].kind, ChangeKind::ScheduleGenerated);
    let gone = all.iter().find(|row| row.taken_back_at == Some(at(3))).unwrap();
    assert_eq!((gone.kind, gone.contract.as_ref()), (ChangeKind::ContractAdded, None));
    let told = record_history(connection, &query(HistoryOf::Book)).unwrap();
    assert_eq!(told.rows[0].text, "Deleted the contract Copy");
    let entered =
        save_contract(connection, None, &ContractForm { id: "B".to_owned(), ..adatum() }, at(4)).unwrap();
    delete_contract(connection, "B", at(5)).unwrap();
    assert_eq!(why_not(&office, &entered.undo.unwrap()), "the contract was deleted since");
    office.prove();
}

#[test]
// d365 R3.13: a line that was deleted comes back in its place with its milestones or its schedule, a new one goes.
fn lines_come_back_whole() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    generate_schedule(connection, "ADATUM", "implementation", at(1)).unwrap();
    skip_schedule_rows(connection, WORK, &["2020-10-19".to_owned()], Some("holiday"), at(2)).unwrap();
    let before = office.set_up("ADATUM").lines;
    let first = delete_line(connection, "ADATUM", "prototype", at(3)).unwrap();
    assert_eq!(latest(&office), (ChangeKind::LineDeleted, Some("Prototype work".to_owned()), None));
    let second = delete_line(connection, "ADATUM", "implementation", at(4)).unwrap();
    undo(connection, &second, at(5)).unwrap();
    undo(connection, &first, at(6)).unwrap();
    let after = office.set_up("ADATUM").lines;
    assert_eq!(after, before, "form, schedule with what is skipped, milestones and place");
    let moved = move_line(connection, "ADATUM", "implementation", 0, at(7)).unwrap().unwrap();
    assert_eq!(move_line(connection, "ADATUM", "implementation", 0, at(8)).unwrap(), None, "it is there");
    let new = ContractLineForm {
        id: "more".to_owned(),
        transaction_classes: vec!["fee".to_owned()],
        ..implementation()
    };
    let added = save_line(connection, "ADATUM", None, &new, at(9)).unwrap().undo.unwrap();
    undo(connection, &added, at(10)).unwrap();
    undo(connection, &moved, at(11)).unwrap();
    assert_eq!(office.set_up("ADATUM").lines, before);
    let added = save_line(connection, "ADATUM", None, &new, at(12)).unwrap().undo.unwrap();
    let place = LinePlace { contract: "ADATUM", line: "more" };
    let dated = ScheduleRowForm { run_date: "2020-10-05".to_owned(), cut_off_date: "2020-10-04".to_owned() };
    save_schedule_row(connection, place, None, &dated, at(12)).unwrap();
    assert!(why_not(&office, &added).contains("it has a schedule by now"));
    let moved = move_line(connection, "ADATUM", "implementation", 0, at(12)).unwrap().unwrap();
    move_line(connection, "ADATUM", "implementation", 1, at(13)).unwrap();
    assert_eq!(why_not(&office, &moved), "the lines were changed or put into another order since");
    office.prove();
}

#[test]
// SPEC 3.10, 5.1: milestones come back under their ids, and customers who joined with the line leave with it.
fn a_changed_line_goes_back_with_milestones_and_customers() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let before = office.set_up("ADATUM");
    let mut form = before.lines[0].form.clone();
    form.milestones.remove(1);
    form.milestones.push(milestone("Handed over", "2020-11-10", "12000"));
    form.customers = vec![pays("adatum", "50"), pays("fabrikam", "50")];
    let changed = save_line(connection, "ADATUM", Some("prototype"), &form, at(1)).unwrap().undo.unwrap();
    let told =
        record_history(connection, &query(HistoryOf::Contract { id: "ADATUM".to_owned(), line: None }));
    let row = told.unwrap().rows.remove(0);
    let joins = |change: &HistoryChange| {
        change.record == HistoryRecord::Contract && change.part.as_deref() == Some("fabrikam")
    };
    assert!(row.changes.iter().any(joins), "who joined the contract stands in its history: {row:#?}");
    undo(connection, &changed, at(2)).unwrap();
    let after = office.set_up("ADATUM");
    assert_eq!((after.form, after.lines), (before.form, before.lines));
    let mut split = implementation();
    split.customers = vec![pays("adatum", "50"), pays("fabrikam", "50")];
    enter(&office, "implementation", "2020-10-01", "8", "200");
    split.splits_again = true;
    let split = save_line(connection, "ADATUM", Some("implementation"), &split, at(3)).unwrap().undo.unwrap();
    assert!(why_not(&office, &split).contains("split anew"));
    office.prove();
}

#[test]
// SPEC 2.6, 4.14: closing and opening go back; an activation stays.
fn closing_goes_back_and_activation_stays() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    generate_schedule(connection, "ADATUM", "implementation", at(1)).unwrap();
    let set = |to: ContractStatus, second| set_status(connection, "ADATUM", to.into(), at(second)).unwrap();
    assert_eq!(set(ContractStatus::Active, 2), None);
    assert_eq!(latest(&office).0, ChangeKind::ScheduleGenerated, "an activation is not listed");
    let closed = set(ContractStatus::Closed, 3).unwrap();
    let opened = set(ContractStatus::Active, 13).unwrap();
    let again = set(ContractStatus::Closed, 14).unwrap();
    assert_eq!(why_not(&office, &closed), "it was closed or opened again since");
    undo(office.open.connection(), &again, at(15)).unwrap();
    undo(office.open.connection(), &opened, at(16)).unwrap();
    let row = save_contract(connection, Some("ADATUM"), &adatum(), at(4));
    assert!(row.is_err());
    assert_eq!(latest(&office).0, ChangeKind::ContractClosed);
    undo(connection, &closed, at(5)).unwrap();
    assert_eq!(office.set_up("ADATUM").status, ContractStatus::Active);
    set(ContractStatus::Closed, 6);
    let opened = set(ContractStatus::Active, 7).unwrap();
    assert_eq!(latest(&office).0, ChangeKind::ContractOpened);
    undo(connection, &opened, at(8)).unwrap();
    assert_eq!(office.set_up("ADATUM").status, ContractStatus::Closed);
    office.prove();
}

#[test]
// What was counted of a role went with it, so the role does not come back without.
fn a_deleted_role_comes_back_and_an_export_knows_it() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let form = RoleForm {
        id: "lead".to_owned(),
        name: "Lead".to_owned(),
        target_utilization_percent: "80".to_owned(),
    };
    save_record(&office.open, None, &RecordForm::Role(form), at(1)).unwrap();
    let contact = CustomerForm { contact: "Ms Reed".to_owned(), ..fabrikam(&office) };
    let called = save_record(&office.open, Some("fabrikam"), &RecordForm::Customer(contact), at(2)).unwrap();
    let day = HolidayForm { date: "2020-12-25".to_owned(), name: "Christmas".to_owned() };
    let day = save_record(&office.open, None, &RecordForm::Holiday(day), at(3)).unwrap();
    let tasks = ContractLineForm { tasks: vec!["Design".to_owned()], ..implementation() };
    let tasks = save_line(connection, "ADATUM", Some("implementation"), &tasks, at(4)).unwrap();
    let gone = delete_record(&office.open, RecordKind::Role, "lead", at(5)).unwrap();
    for (second, token) in
        [(6, gone), (7, tasks.undo.unwrap()), (8, day.undo.unwrap()), (9, called.undo.unwrap())]
    {
        undo(connection, &token, at(second)).unwrap();
    }
    let mut text = Vec::new();
    interchange::export(connection, &mut text).unwrap();
    let again = TempBook::of_text(&String::from_utf8(text).unwrap());
    let again = proforma_api::book::Book::open(&again.path()).unwrap();
    let forms = |book: &proforma_api::book::Book, kind| {
        records(book.connection(), kind).unwrap().into_iter().map(|row| row.form).collect::<Vec<_>>()
    };
    for kind in RecordKind::ALL {
        assert_eq!(forms(&again, kind), forms(&office.open, kind), "{kind:?}");
    }
    assert_eq!(recent_changes(again.connection()).unwrap().rows, [], "they are another book's");
    assert_eq!(rows(&office), [""; 0]);
    office.prove();
}
