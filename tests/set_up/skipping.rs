//! Rows of a schedule that a person decided not to run: also those on which runs fail, and what stands in the way of taking
//! that back.

use proforma_api::{
    changes::recent_changes,
    contract_set_up::{delete_schedule_rows, save_schedule_row, skip_schedule_rows},
    dto::{HistoryOf, HistoryQuery, RunStatus},
    history::record_history,
    undo::undo,
};
use proforma_engine::schedule::RunStatus as Status;
use proforma_store::{contract, schedule};

use super::{
    Office, at, generate_schedule,
    schedules::{WORK, row},
};

/// A contract with the schedule of its work.
fn with_rows() -> Office {
    let office = Office::with_adatum();
    generate_schedule(office.open.connection(), "ADATUM", "implementation", at(1)).unwrap();
    office
}

/// Skips the rows of these dates, and gives what takes it back; without a reason has them run again.
fn skip(office: &Office, second: i64, dates: &[&str], reason: Option<&str>) -> String {
    let dates: Vec<String> = dates.iter().map(|date| (*date).to_owned()).collect();
    skip_schedule_rows(office.open.connection(), WORK, &dates, reason, at(second)).unwrap().undo.unwrap()
}

fn status_of(office: &Office, date: &str) -> (RunStatus, Option<String>) {
    let rows = office.set_up("ADATUM").lines.remove(1).schedule;
    let row = rows.into_iter().find(|row| row.run_date.to_string() == date).unwrap();
    (row.run_status, row.reason)
}

/// Why a change cannot be taken back, as the list of changes says it and as the refusal does.
#[track_caller]
fn why_not(office: &Office, token: &str) -> String {
    let rows = recent_changes(office.open.connection()).unwrap().rows;
    let why = rows.into_iter().find(|row| row.id == token).unwrap().why_not.unwrap();
    let refused = undo(office.open.connection(), token, at(99)).unwrap_err().to_string();
    assert!(refused.contains(&why), "{refused}\n{why}");
    why
}

#[test]
// SPEC 1 (`skipped`), 4.11: a row on which every run fails is given up with a reason, and taken back fails as it did.
fn a_row_that_failed_is_given_up() {
    let office = with_rows();
    let connection = office.open.connection();
    let tx = connection.write().unwrap();
    let line =
        contract::by_id(&tx, contract::id_of(&tx, "ADATUM").unwrap().unwrap()).unwrap().unwrap().lines[1].id;
    let first = schedule::of_line(&tx, line).unwrap().remove(0).row.id;
    schedule::set_status(&tx, first, Status::NotRun, Status::RunFailed, Some("beyond the bounds")).unwrap();
    tx.commit().unwrap();
    let token = skip(&office, 2, &["2020-10-05", "2020-10-19"], Some("billed elsewhere"));
    let skipped = (RunStatus::Skipped, Some("billed elsewhere".to_owned()));
    assert_eq!(
        (status_of(&office, "2020-10-05"), status_of(&office, "2020-10-19")),
        (skipped.clone(), skipped)
    );
    let of = HistoryOf::Contract { id: "ADATUM".to_owned(), line: None };
    let query = HistoryQuery { of, about: None, search: String::new(), offset: 0, limit: 1 };
    let entry = record_history(connection, &query).unwrap().rows.remove(0);
    let before: Vec<String> =
        entry.changes.into_iter().filter_map(|change| Some(change.before?.text)).collect();
    assert_eq!(before, ["run_failed", "not_run"], "the history tells what each was");
    undo(connection, &token, at(3)).unwrap();
    assert_eq!(
        status_of(&office, "2020-10-05"),
        (RunStatus::RunFailed, Some("beyond the bounds".to_owned()))
    );
    assert_eq!(status_of(&office, "2020-10-19"), (RunStatus::NotRun, None));
    office.prove();
}

#[test]
// SPEC 1 (`skipped`): a row that somebody skipped anew, or gave another date, is not the one of the change any more.
fn a_row_that_became_another_is_not_taken_back() {
    let office = with_rows();
    let connection = office.open.connection();
    let day = "2020-10-19";
    let first = skip(&office, 2, &[day], Some("agreed"));
    let again = skip(&office, 3, &[day], None);
    let anew = skip(&office, 4, &[day], Some("holiday"));
    assert_eq!(why_not(&office, &first), "it was skipped anew since: holiday");
    undo(connection, &anew, at(5)).unwrap();
    save_schedule_row(connection, WORK, Some(day), &row("2020-10-20", "2020-10-18"), at(6)).unwrap();
    let moved = "the row of Mon 19 Oct 2020 was moved to Tue 20 Oct 2020 since";
    assert_eq!(why_not(&office, &again), moved);
    skip(&office, 7, &["2020-10-20"], Some("agreed"));
    assert_eq!(why_not(&office, &first), moved);
    assert_eq!(status_of(&office, "2020-10-20").0, RunStatus::Skipped, "nothing has changed");
    office.prove();
}

#[test]
// A row that comes in the place of one that was deleted is another, whatever it looks like.
fn a_row_in_the_place_of_a_deleted_one_is_another() {
    let office = with_rows();
    let connection = office.open.connection();
    let last = "2020-11-16";
    let token = skip(&office, 2, &[last], Some("agreed"));
    skip(&office, 3, &[last], None);
    delete_schedule_rows(connection, WORK, &[last.to_owned()], at(4)).unwrap();
    save_schedule_row(connection, WORK, None, &row(last, "2020-11-15"), at(5)).unwrap();
    skip(&office, 6, &[last], Some("agreed"));
    assert_eq!(why_not(&office, &token), "the schedule was changed since");
    assert_eq!(status_of(&office, last).0, RunStatus::Skipped);
    office.prove();
}
