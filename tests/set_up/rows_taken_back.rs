//! Changes of schedule rows and of what shares are told about limits, taken back one after another, also by whoever opens
//! the book again.

use std::ops::ControlFlow;

use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, mark},
    book::Book,
    changes::recent_changes,
    contract_set_up::{
        delete_line, delete_schedule_rows, save_line, save_schedule_row, set_limit_state, set_status,
        skip_schedule_rows,
    },
    dto::{
        BillingMethod, ChangeKind, ContractForm, ContractLineForm, ContractStatus, LimitRequest, ShareName,
    },
    spreadsheet::{self, FileToImport, ImportKind, ImportMap},
    transactions::delete_transactions,
    undo::undo,
};
use proforma_store::share;

use super::{
    Office, adatum, at, generate_schedule, implementation,
    schedules::{WORK, row, rows},
    transactions::enter,
    why_not,
};

fn dates<const N: usize>(dates: [&str; N]) -> [String; N] {
    dates.map(str::to_owned)
}

/// The latest changes that are listed, with what stands in the way of each.
fn listed(office: &Office) -> Vec<(ChangeKind, u32, Option<String>)> {
    let rows = recent_changes(office.open.connection()).unwrap().rows;
    rows.into_iter().map(|row| (row.kind, row.count, row.why_not)).collect()
}

const GENERATED: [&str; 4] = [
    "2020-10-05 2020-10-04 NotRun false",
    "2020-10-19 2020-10-18 NotRun false",
    "2020-11-02 2020-11-01 NotRun false",
    "2020-11-16 2020-11-15 NotRun false",
];

#[test]
// SPEC 3.7, 3.8: what was generated, typed, changed and deleted goes back, the latest first, after a restart too.
fn changes_of_rows_are_taken_back_one_after_another() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let done = generate_schedule(connection, "ADATUM", "implementation", at(1)).unwrap().undo.unwrap();
    let typed = save_schedule_row(connection, WORK, None, &row("2020-10-26", "2020-10-25"), at(2)).unwrap();
    let changed =
        save_schedule_row(connection, WORK, Some("2020-10-19"), &row("2020-10-20", "2020-10-18"), at(3))
            .unwrap();
    let gone = dates(["2020-10-05", "2020-10-26"]);
    let deleted = delete_schedule_rows(connection, WORK, &gone, at(4)).unwrap();
    assert_eq!(why_not(&office, &done), "the row of Mon 5 Oct 2020 was deleted since");
    let long = ContractForm { delivery_date: "2020-12-01".to_owned(), ..adatum() };
    office.save_contract(Some("ADATUM"), &long).unwrap();
    let again = generate_schedule(connection, "ADATUM", "implementation", at(5)).unwrap();
    assert_eq!(rows(&office).len(), 6);
    assert_eq!(
        listed(&office).iter().take(5).map(|(kind, count, _)| (*kind, *count)).collect::<Vec<_>>(),
        [
            (ChangeKind::ScheduleGenerated, 3),
            (ChangeKind::RowsDeleted, 2),
            (ChangeKind::RowsChanged, 1),
            (ChangeKind::RowsAdded, 1),
            (ChangeKind::ScheduleGenerated, 4),
        ]
    );

    let reopened = Book::open(&office._book.path()).unwrap();
    let connection = reopened.connection();
    undo(connection, &again.undo.unwrap(), at(6)).unwrap();
    let kept = ["2020-10-20 2020-10-18 NotRun true", GENERATED[2], GENERATED[3]];
    assert_eq!(rows(&office), kept);
    undo(connection, &deleted.undo.unwrap(), at(7)).unwrap();
    assert_eq!(
        rows(&office),
        [GENERATED[0], kept[0], "2020-10-26 2020-10-25 NotRun true", kept[1], kept[2]],
        "each as it was, typed or generated"
    );
    undo(connection, &changed.undo.unwrap(), at(8)).unwrap();
    undo(connection, &typed.undo.unwrap(), at(9)).unwrap();
    assert_eq!(rows(&office), GENERATED, "a generated row that was changed is generated again");
    undo(connection, &done, at(10)).unwrap();
    assert_eq!(rows(&office), [""; 0]);
    let twice = undo(connection, &done, at(11)).unwrap_err().to_string();
    assert!(twice.contains("already"), "{twice}");
    office.prove();
}

#[test]
// SPEC 3.7: what has moved on since says so, and nothing has changed then.
fn rows_that_moved_on_say_so() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let done = generate_schedule(connection, "ADATUM", "implementation", at(1)).unwrap().undo.unwrap();
    let second = dates(["2020-10-19"]);
    let skipped = skip_schedule_rows(connection, WORK, &second, Some("agreed"), at(2)).unwrap().undo.unwrap();
    assert_eq!(why_not(&office, &done), "the row of Mon 19 Oct 2020 is skipped by now");
    undo(connection, &skipped, at(3)).unwrap();
    let deleted = delete_schedule_rows(connection, WORK, &second, at(4)).unwrap().undo.unwrap();
    assert_eq!(why_not(&office, &done), "the row of Mon 19 Oct 2020 was deleted since");
    save_schedule_row(connection, WORK, None, &row("2020-10-19", "2020-10-10"), at(5)).unwrap();
    assert_eq!(why_not(&office, &deleted), "the line has another row of Mon 19 Oct 2020 by now");
    assert_eq!(why_not(&office, &done), "the row of Mon 19 Oct 2020 was changed since");
    delete_schedule_rows(connection, WORK, &second, at(6)).unwrap();
    set_status(connection, "ADATUM", ContractStatus::Active.into(), at(7)).unwrap();
    set_status(connection, "ADATUM", ContractStatus::Closed.into(), at(8)).unwrap();
    assert!(why_not(&office, &deleted).contains("is closed"));
    office.prove();
}

#[test]
// SPEC 3.9, 3.11: rows do not come back to a line that is billed by milestones by now, or that is gone.
fn rows_do_not_come_back_to_a_line_without_a_schedule() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    generate_schedule(connection, "ADATUM", "implementation", at(1)).unwrap();
    let all = dates(["2020-10-05", "2020-10-19", "2020-11-02", "2020-11-16"]);
    let deleted = delete_schedule_rows(connection, WORK, &all, at(2)).unwrap().undo.unwrap();
    let fixed = ContractLineForm {
        transaction_classes: Vec::new(),
        ..super::line("implementation", "Implementation work", BillingMethod::FixedPrice)
    };
    office.save_line(Some("implementation"), &fixed).unwrap();
    assert_eq!(why_not(&office, &deleted), "its contract line is billed by milestones by now");
    proforma_api::contract_set_up::delete_line(connection, "ADATUM", "implementation", at(3)).unwrap();
    assert_eq!(why_not(&office, &deleted), "its contract line is deleted by now");
    office.prove();
}

#[test]
// SPEC 1 (`skipped`), 6.7: taking a skip back is taken back too, each row with the reason that it had.
fn rows_that_run_again_are_skipped_again_for_their_own_reasons() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    generate_schedule(connection, "ADATUM", "implementation", at(1)).unwrap();
    let [first, second] = dates(["2020-10-05", "2020-10-19"]);
    skip_schedule_rows(connection, WORK, std::slice::from_ref(&first), Some("holiday"), at(2)).unwrap();
    skip_schedule_rows(connection, WORK, std::slice::from_ref(&second), Some("agreed"), at(3)).unwrap();
    let back = skip_schedule_rows(connection, WORK, &[first, second], None, at(4)).unwrap();
    assert_eq!((back.changed, listed(&office)[0].0), (2, ChangeKind::RowsNotSkipped));
    let back = back.undo.unwrap();
    undo(connection, &back, at(5)).unwrap();
    let set_up = office.set_up("ADATUM");
    let reasons: Vec<_> = set_up.lines[1].schedule.iter().map(|row| row.reason.as_deref()).collect();
    assert_eq!(reasons, [Some("holiday"), Some("agreed"), None, None]);
    let again = skip_schedule_rows(connection, WORK, &dates(["2020-10-05"]), None, at(6)).unwrap();
    skip_schedule_rows(connection, WORK, &dates(["2020-10-05"]), Some("another"), at(7)).unwrap();
    assert_eq!(why_not(&office, &again.undo.unwrap()), "it is skipped again by now");
    office.prove();
}

fn name(id: &str) -> ShareName {
    ShareName { id: id.to_owned(), customer: "adatum".to_owned() }
}

fn state(office: &Office, id: &str) -> Option<&'static str> {
    let shares = share::of_item(office.open.connection(), id).unwrap();
    shares[0].limit_state.map(|state| match state.as_str() {
        "committed" => "committed",
        _ => "stopped",
    })
}

#[test]
// SPEC 5.4, d365 R4.10: a reset and a test of limits are taken back, unless something else has happened to the share.
fn limits_that_were_reset_or_tested_again_are_taken_back() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let limited = ContractLineForm { not_to_exceed: "2000".to_owned(), ..implementation() };
    save_line(connection, "ADATUM", Some("implementation"), &limited, at(0)).unwrap();
    let first = enter(&office, "implementation", "2020-10-01", "8", "200");
    let second = enter(&office, "implementation", "2020-10-02", "5", "200");
    let both = [name(&first), name(&second)];
    let tested = set_limit_state(connection, &both, LimitRequest::Reevaluate, at(1)).unwrap();
    let states = || [state(&office, &first), state(&office, &second)];
    assert_eq!(states(), [Some("committed"), Some("stopped")]);
    let tested = tested.undo.unwrap();
    undo(connection, &tested, at(2)).unwrap();
    assert_eq!(states(), [None, None]);

    set_limit_state(connection, &both, LimitRequest::Reevaluate, at(3)).unwrap();
    let reset = set_limit_state(connection, &both, LimitRequest::Reset, at(4)).unwrap().undo.unwrap();
    assert_eq!((states(), listed(&office)[0].0), ([None, None], ChangeKind::LimitsReset));
    undo(connection, &reset, at(5)).unwrap();
    assert_eq!(states(), [Some("committed"), Some("stopped")]);

    let reset = set_limit_state(connection, &[name(&first)], LimitRequest::Reset, at(6)).unwrap();
    let marking = [Marking { id: &second, customer: None }];
    let to = BillingStatus::ReadyToInvoice;
    mark(connection, &marking, to, Stopping::AllOrNothing, at(7)).unwrap();
    let reset = reset.undo.unwrap();
    let full = undo(connection, &reset, at(8)).unwrap_err().to_string();
    assert!(full.contains("not-to-exceed limit of 2000.00"), "another took what was free: {full}");
    assert_eq!(state(&office, &first), None, "nothing has changed");
    let marking = [Marking { id: &second, customer: None }];
    mark(connection, &marking, BillingStatus::NotReady, Stopping::AllOrNothing, at(9)).unwrap();
    let marking = [Marking { id: &first, customer: None }];
    mark(connection, &marking, to, Stopping::AllOrNothing, at(10)).unwrap();
    assert_eq!(why_not(&office, &reset), format!("{first} is ready to invoice by now"));
    office.prove();
}

#[test]
// A change of rows and its way back are told in the history of the contract.
fn the_history_tells_what_was_taken_back() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let typed = save_schedule_row(connection, WORK, None, &row("2020-10-26", "2020-10-25"), at(1)).unwrap();
    undo(connection, &typed.undo.unwrap(), at(2)).unwrap();
    let history = proforma_store::history::read(
        connection,
        proforma_store::contract::id_of(connection, "ADATUM").unwrap(),
    )
    .unwrap();
    let commands: Vec<&str> = history.iter().rev().take(2).map(|entry| entry.command.as_str()).collect();
    assert_eq!(commands, ["undo", "save_schedule_row"]);
    office.prove();
}

#[test]
// What came with a file is not taken back by numbers that other work was given: a number is given once.
fn an_import_is_not_taken_back_from_other_work() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let text = "id,contract,contract_line,date,quantity,unit_price\n1,ADATUM,implementation,2020-10-01,8,200\n\
                2,ADATUM,implementation,2020-10-02,8,200\n";
    let path = office._book.file("hours.csv", text);
    let columns = ["id", "contract", "contract_line", "date", "quantity", "unit_price"];
    let columns = columns.map(|name| (name.to_owned(), name.to_owned())).into_iter().collect();
    let map = ImportMap { columns, ..ImportMap::default() };
    let file = FileToImport::new(&path, ImportKind::Transactions, map);
    let told = &mut |_| ControlFlow::Continue(());
    let token = spreadsheet::import(connection, &file, at(1), told).unwrap().undo.unwrap();
    delete_transactions(connection, &["1", "2"].map(str::to_owned), at(2)).unwrap();
    delete_line(connection, "ADATUM", "implementation", at(3)).unwrap();
    save_line(connection, "ADATUM", None, &implementation(), at(4)).unwrap();
    let others = ["2020-10-05", "2020-10-06"].map(|date| enter(&office, "implementation", date, "1", "100"));
    assert_eq!(why_not(&office, &token), "2 of its 2 transactions were deleted since");
    for id in &others {
        assert_eq!(share::of_item(connection, id).unwrap().len(), 1, "other work stands");
    }
    office.prove();
}
