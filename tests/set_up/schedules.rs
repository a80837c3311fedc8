//! The invoice schedule of a line: planned, generated, typed, skipped.

use proforma_api::{
    changes::recent_changes,
    contract_set_up::{
        self, LinePlace, contract, delete_schedule_rows, save_schedule_row, schedule_plan, set_status,
        skip_schedule_rows,
    },
    dto::{
        ChangeKind, ContractForm, ContractLineForm, ContractStatus, RunStatus, SchedulePlan, ScheduleRowForm,
        ShownPlan,
    },
    transactions::{delete_transactions, transactions},
    undo::undo,
};
use proforma_tests::{date, noon};

use super::{
    Office, adatum, generate_schedule, implementation, refused,
    transactions::{enter, query},
};

pub(crate) const WORK: LinePlace<'static> = LinePlace { contract: "ADATUM", line: "implementation" };

pub(crate) fn row(run_date: &str, cut_off_date: &str) -> ScheduleRowForm {
    ScheduleRowForm { run_date: run_date.to_owned(), cut_off_date: cut_off_date.to_owned() }
}

pub(crate) fn rows(office: &Office) -> Vec<String> {
    let set_up = office.set_up("ADATUM");
    let work = set_up.lines.iter().find(|line| line.form.id == "implementation").unwrap();
    work.schedule
        .iter()
        .map(|row| format!("{} {} {:?} {}", row.run_date, row.cut_off_date, row.run_status, row.is_typed))
        .collect()
}

#[test]
// SPEC 3.7, 3.8 (T2): what will be added, kept and removed is shown before it is done, and is what is done.
fn generating_does_what_was_planned() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let plan = schedule_plan(connection, "ADATUM", "implementation").unwrap();
    let dates: Vec<String> =
        plan.add.iter().map(|row| format!("{} {}", row.run_date, row.cut_off_date)).collect();
    assert_eq!(
        dates,
        ["2020-10-05 2020-10-04", "2020-10-19 2020-10-18", "2020-11-02 2020-11-01", "2020-11-16 2020-11-15"]
    );
    let done = generate_schedule(connection, "ADATUM", "implementation", noon()).unwrap();
    assert_eq!(SchedulePlan { undo: None, ..done }, plan);
    let again = schedule_plan(connection, "ADATUM", "implementation").unwrap();
    assert_eq!((again.add.len(), again.keep.len(), again.remove.len()), (0, 4, 0), "nothing to do");
    save_schedule_row(connection, WORK, None, &row("2020-10-26", "2020-10-25"), noon()).unwrap();
    save_schedule_row(connection, WORK, Some("2020-10-19"), &row("2020-10-20", "2020-10-18"), noon())
        .unwrap();
    office
        .save_contract(Some("ADATUM"), &ContractForm { delivery_date: "2020-11-10".to_owned(), ..adatum() })
        .unwrap();
    let plan = schedule_plan(connection, "ADATUM", "implementation").unwrap();
    let told = |rows: &[proforma_api::dto::PlannedRow]| {
        rows.iter().map(|row| row.run_date.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        told(&plan.add),
        ["2020-10-19"],
        "the typed rows are kept, and the frequency's date comes beside"
    );
    assert_eq!(told(&plan.remove), ["2020-11-16"]);
    generate_schedule(connection, "ADATUM", "implementation", noon()).unwrap();
    assert_eq!(rows(&office).len(), 5);
    office.prove();
}

#[test]
// SPEC 3.8: what is done is what was shown, or it is said what is another by now.
fn generating_is_held_to_the_plan_that_was_shown() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let SchedulePlan { add, remove, .. } = schedule_plan(connection, "ADATUM", "implementation").unwrap();
    let shown = ShownPlan { add, remove };
    office
        .save_contract(Some("ADATUM"), &ContractForm { delivery_date: "2020-11-10".to_owned(), ..adatum() })
        .unwrap();
    assert_eq!(
        refused(contract_set_up::generate_schedule(connection, WORK, &shown, noon())),
        [
            "the plan of the schedule is another than was shown: not to add any more 2020-11-16 (cut-off 2020-11-15)"
        ]
    );
    assert_eq!(rows(&office).len(), 0, "nothing is done");
    generate_schedule(connection, "ADATUM", "implementation", noon()).unwrap();
    assert_eq!(rows(&office).len(), 3);
}

#[test]
// SPEC 3.9: what is missing for a schedule is said, not an empty schedule made.
fn what_is_missing_for_a_schedule_is_said() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let problem = |office: &Office| {
        schedule_plan(office.open.connection(), "ADATUM", "implementation").unwrap().problem
    };
    office
        .save_line(
            Some("implementation"),
            &ContractLineForm { invoice_frequency: String::new(), ..implementation() },
        )
        .unwrap();
    assert_eq!(problem(&office).unwrap(), "Choose an invoice frequency on the line first.");
    office
        .save_line(
            Some("implementation"),
            &ContractLineForm { billing_start: String::new(), ..implementation() },
        )
        .unwrap();
    assert_eq!(problem(&office).unwrap(), "Set the first day of billing on the line first.");
    office.save_line(Some("implementation"), &implementation()).unwrap();
    office.save_contract(Some("ADATUM"), &ContractForm { delivery_date: String::new(), ..adatum() }).unwrap();
    assert_eq!(
        problem(&office).unwrap(),
        "Set the delivery date of the contract first: schedules go up to it."
    );
    let why = generate_schedule(connection, "ADATUM", "implementation", noon()).unwrap_err().to_string();
    assert_eq!(why, "Set the delivery date of the contract first: schedules go up to it.");
    let why = schedule_plan(connection, "ADATUM", "prototype").unwrap().problem.unwrap();
    assert_eq!(why, "A fixed-price line is billed by its milestones.");
}

#[test]
// SPEC 3.7, 3.9: rows are typed, changed and deleted while they have not run; one row a date.
fn rows_are_typed_changed_and_deleted() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    assert_eq!(
        refused(save_schedule_row(connection, WORK, None, &row("", "soon"), noon())),
        ["run_date: a date is missing", "cut_off_date: \"soon\" is not a date"]
    );
    save_schedule_row(connection, WORK, None, &row("2020-10-12", "2020-10-11"), noon()).unwrap();
    let taken = refused(save_schedule_row(connection, WORK, None, &row("2020-10-12", "2020-10-10"), noon()));
    assert_eq!(taken, ["run_date: the line has a row of this run date already"]);
    assert_eq!(rows(&office), ["2020-10-12 2020-10-11 NotRun true"]);
    delete_schedule_rows(connection, WORK, &["2020-10-12".to_owned()], noon()).unwrap();
    assert_eq!(rows(&office), [""; 0]);
    let prototype = LinePlace { line: "prototype", ..WORK };
    let told =
        refused(save_schedule_row(connection, prototype, None, &row("2020-10-12", "2020-10-11"), noon()));
    assert_eq!(told, ["run_date: a fixed-price line is billed by its milestones"]);
    office.prove();
}

#[test]
// SPEC 1 (`skipped`), 6.7: a row is skipped with a reason, and that is taken back, also from the list of changes.
fn rows_are_skipped_with_a_reason_and_back() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    generate_schedule(connection, "ADATUM", "implementation", noon()).unwrap();
    let dates = ["2020-10-19".to_owned()];
    let wordless = skip_schedule_rows(connection, WORK, &dates, Some(" "), noon()).unwrap_err().to_string();
    assert!(wordless.contains("say why"), "{wordless}");
    skip_schedule_rows(connection, WORK, &dates, Some("agreed with the customer"), noon()).unwrap();
    let skipped = |office: &Office| {
        let set_up = office.set_up("ADATUM");
        set_up.lines[1].schedule.iter().filter(|row| row.run_status == RunStatus::Skipped).count()
    };
    assert_eq!(skipped(&office), 1);
    let told = refused(delete_schedule_rows(connection, WORK, &dates, noon()));
    assert_eq!(told, ["the row of 2020-10-19 is skipped; only rows that have not run are changed"]);
    let change = recent_changes(connection).unwrap().rows.remove(0);
    assert_eq!((change.kind, change.count), (ChangeKind::RowsSkipped, 1));
    undo(connection, &change.undo.unwrap(), noon()).unwrap();
    assert_eq!(skipped(&office), 0);
    skip_schedule_rows(connection, WORK, &dates, Some("again"), noon()).unwrap();
    skip_schedule_rows(connection, WORK, &dates, None, noon()).unwrap();
    assert_eq!(skipped(&office), 0);
    office.prove();
}

#[test]
// SPEC 3.7, 4.2: work after the last cut-off, and rows that take nothing, are pointed out.
fn holes_and_overlaps_are_pointed_out() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let gaps = |office: &Office| office.set_up("ADATUM").lines[1].gaps.clone();
    generate_schedule(connection, "ADATUM", "implementation", noon()).unwrap();
    assert_eq!(
        gaps(&office),
        [
            "Work dated Mon 16 Nov 2020 to Fri 20 Nov 2020 is taken by no run: the last cut-off is Sun 15 Nov 2020, the delivery date Fri 20 Nov 2020. Add a row after the delivery date, or invoice the rest by hand."
        ]
    );
    save_schedule_row(connection, WORK, None, &row("2020-11-23", "2020-11-20"), noon()).unwrap();
    assert_eq!(gaps(&office), [""; 0]);
    save_schedule_row(connection, WORK, None, &row("2020-11-24", "2020-11-01"), noon()).unwrap();
    assert_eq!(
        gaps(&office),
        [
            "The row of Tue 24 Nov 2020 takes nothing that an earlier row does not take: its cut-off is Sun 1 Nov 2020."
        ]
    );
}

#[test]
// SPEC 3.7, 4.2, 4.12: a line that no run looks at any more, and open work after the last cut-off to come, are told.
fn work_that_no_run_will_take_is_pointed_out() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let gaps = |today: &str| contract(connection, "ADATUM", date(today)).unwrap().lines[1].gaps.clone();
    assert_eq!(gaps("2020-10-01"), [""; 0], "the check list says that a draft has no schedule");
    office.activate();
    save_schedule_row(connection, WORK, None, &row("2020-11-23", "2020-11-20"), noon()).unwrap();
    enter(&office, "implementation", "2020-11-19", "1", "200");
    assert_eq!(gaps("2020-10-01"), [""; 0]);
    enter(&office, "implementation", "2020-11-30", "1", "200");
    let after = "Open work dated up to Mon 30 Nov 2020 is after the last cut-off that is still to run, \
        Fri 20 Nov 2020: no run takes it. Add a row, or invoice it by hand.";
    assert_eq!(gaps("2020-10-01"), [after]);
    let dates = ["2020-11-16", "2020-11-23"].map(str::to_owned);
    skip_schedule_rows(connection, WORK, &dates, Some("by hand"), noon()).unwrap();
    assert!(gaps("2020-10-01").iter().any(|gap| gap.contains("still to run, Sun 1 Nov 2020")));
    let dates = ["2020-10-05", "2020-10-19", "2020-11-02"].map(str::to_owned);
    skip_schedule_rows(connection, WORK, &dates, Some("by hand"), noon()).unwrap();
    let none = "No run takes any more work of this line: no row of its schedule is still to run. Open work is \
        dated up to Mon 30 Nov 2020. Add a row, or invoice it by hand.";
    assert_eq!(gaps("2020-10-01"), [none]);
    let rows = transactions(connection, &query()).unwrap().rows;
    let ids: Vec<String> = rows.into_iter().map(|row| row.form.id).collect();
    delete_transactions(connection, &ids, noon()).unwrap();
    let none = "No run takes any more work of this line: no row of its schedule is still to run.";
    assert_eq!(gaps("2020-10-01"), [none]);
    set_status(connection, "ADATUM", ContractStatus::Closed.into(), noon()).unwrap();
    assert_eq!(gaps("2020-10-01"), [""; 0], "a closed contract takes none on purpose");
}
