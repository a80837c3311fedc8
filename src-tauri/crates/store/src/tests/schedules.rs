//! Rows of a schedule: SPEC 3.9, 3.11, 4.1, 4.11, 4.14.

use super::*;

#[test]
// SPEC 3.9: one date row per line and run date, but each milestone has a row of its own.
fn one_date_row_per_line_and_run_date() {
    let book = book();
    let insert =
        |line, run_date: &str, kind| write(&book, |tx| row(tx, line, run_date, kind, RunStatus::NotRun));
    insert(WORK, "2020-10-05", up_to_the_fourth()).expect("the first");
    let again = insert(WORK, "2020-10-05", RowKind::Date { cut_off_date: date("2020-10-01") });
    assert!(matches!(again, Err(StoreError::Refused { .. })), "{again:?}");
    insert(WORK, "2020-10-06", up_to_the_fourth()).expect("another date");
    let milestones = write(&book, |tx| Ok([milestone(tx, "m1", "1.00")?, milestone(tx, "m2", "1.00")?]));
    for milestone in milestones.expect("written") {
        insert(PRICE, "2020-10-05", RowKind::Milestone(milestone)).expect("a row of its own");
        let again = insert(PRICE, "2020-10-06", RowKind::Milestone(milestone));
        assert!(matches!(again, Err(StoreError::Refused { .. })), "one row a milestone: {again:?}");
    }
    assert_eq!(schedule::of_contract(&book, the_contract(&book).id).expect("read").len(), 4);
}

#[test]
// SPEC 3.11: a milestone's row has no cut-off, any other has one.
fn a_row_has_either_a_cut_off_or_a_milestone() {
    let book = book();
    write(&book, |tx| milestone(tx, "m1", "1.00")).expect("written");
    for (columns, expected) in
        [("'2020-10-04', 1", "CHECK"), ("NULL, NULL", "CHECK"), ("NULL, 1", "accepted")]
    {
        let sql = format!(
            "INSERT INTO schedule_row (contract_line_id, run_date, origin, cut_off_date, milestone_id)
             VALUES (2, '2020-10-05', 'typed', {columns})"
        );
        let said = refusal(&book, &sql);
        assert!(said.contains(expected), "{columns}: {said}");
    }
}

#[test]
// SPEC 4.1, 4.11, 4.14: contracts that a run of 19 October handles, for every contract status, run status and date.
fn every_contract_that_a_run_handles() {
    let book = book();
    let mut handled = Vec::new();
    for contract_status in ContractStatus::ALL {
        for run_status in RunStatus::ALL {
            for run_date in ["2020-10-05", "2020-10-19", "2020-11-02"] {
                let key = format!("{contract_status} {run_status} {run_date}");
                let tx = book.write().expect("a transaction");
                let lines = insert_contract(&tx, &key, *contract_status).expect("written");
                row(&tx, lines[0], run_date, up_to_the_fourth(), *run_status).expect("written");
                for due in schedule::contracts_due(&tx, date("2020-10-19")).expect("read") {
                    handled.push(contract::key_of(&tx, due).expect("read").expect("a contract"));
                }
                // Dropped without a commit: each case has the book for itself.
            }
        }
    }
    assert_eq!(
        handled,
        ["active not_run 2020-10-19", "active run_failed 2020-10-05", "active run_failed 2020-10-19"]
    );
}

#[test]
// SPEC 4.11: a row moves only from the status that it was seen in.
fn a_row_that_has_run_meanwhile_is_not_run_again() {
    let book = book();
    let id = write(&book, |tx| row(tx, WORK, "2020-10-05", up_to_the_fourth(), RunStatus::NotRun))
        .expect("written");
    let run = || {
        write(&book, |tx| {
            schedule::set_status(tx, id, RunStatus::NotRun, RunStatus::RunSuccessful, Some("why"))
        })
    };
    run().expect("the first run");
    assert!(matches!(run(), Err(StoreError::Conflict { .. })));
    let note = schedule::note(&book, id).expect("read").expect("a row");
    assert_eq!(note.reason.as_deref(), Some("why"));
}
