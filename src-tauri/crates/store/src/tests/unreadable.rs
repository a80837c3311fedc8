//! Contracts that do not read: SPEC 4.10, 4.11.

use super::*;
use crate::unreadable;

/// The small book with an hour ready and rows of every kind; then the damage.
fn damaged(damage: &str) -> Connection {
    let book = book();
    let contract = the_contract(&book);
    write(&book, |tx| {
        hour(tx, &contract, "t1")?;
        let early = RunStatus::RunFailed;
        row(tx, WORK, "2020-09-21", up_to_the_fourth(), early)?;
        row(tx, WORK, "2020-09-28", up_to_the_fourth(), RunStatus::NotRun)?;
        row(tx, WORK, "2020-10-05", up_to_the_fourth(), RunStatus::NotRun)?;
        row(tx, WORK, "2020-10-19", up_to_the_fourth(), RunStatus::NotRun)?;
        let id = milestone(tx, "m1", "30.00")?;
        row(tx, PRICE, "2020-10-05", RowKind::Milestone(id), RunStatus::Skipped)?;
        let other = insert_contract(tx, "other", ContractStatus::Active)?[0];
        row(tx, other, "2020-10-05", up_to_the_fourth(), RunStatus::NotRun).map(|_| ())
    })
    .expect("written");
    book.inner.execute_batch("PRAGMA ignore_check_constraints = ON").expect("set");
    book.inner.execute_batch(damage).expect("damaged");
    book
}

const DAMAGES: [&str; 6] = [
    "UPDATE contract_line SET tax_category = 'S', tax_percent = 'x' WHERE id = 1",
    "UPDATE contract SET currency = 'x' WHERE key = 'c'",
    "UPDATE contract SET name = CAST(X'63FF' AS TEXT) WHERE key = 'c'",
    "UPDATE contract_line_customer SET percent = '59' WHERE contract_line_id = 1 AND position = 0",
    "UPDATE schedule_row SET cut_off_date = 'x' WHERE run_date = '2020-10-05' AND contract_line_id = 1",
    "UPDATE schedule_row SET cut_off_date = NULL WHERE run_date = '2020-10-05' AND contract_line_id = 1",
];

fn run_statuses(book: &Connection) -> Vec<String> {
    let sql = "SELECT contract_line_id, run_date, run_status, reason FROM schedule_row ORDER BY id";
    let mut statement = book.inner.prepare(sql).expect("SQL");
    let shown = statement.query_map([], |row| {
        let reason = row.get::<_, Option<String>>(3)?.map(|reason| format!(": {reason}"));
        Ok(format!(
            "{} {} {}{}",
            row.get::<_, i64>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
            reason.unwrap_or_default()
        ))
    });
    shown.expect("read").collect::<Result<_, _>>().expect("texts")
}

#[test]
// SPEC 4.10, 4.11: the rows that a run handles fail with the reason, without a value of the contract being read; all
// others stay as they are, of this contract and of others.
fn a_contract_that_does_not_read_is_parked() {
    for damage in DAMAGES {
        let book = damaged(damage);
        let id = contract::id_of(&book, "c").expect("read").expect("a contract");
        let reads = contract::by_id(&book, id).and_then(|_| schedule::of_contract(&book, id));
        assert!(matches!(reads, Err(StoreError::Unreadable { .. })), "{damage}: {reads:?}");
        let parked = write(&book, |tx| unreadable::park(tx, id, date("2020-10-05"), "why"));
        assert_eq!(parked.expect("parked"), 2, "{damage}");
        assert_eq!(
            run_statuses(&book),
            [
                "1 2020-09-21 run_failed: why",
                "1 2020-09-28 not_run",
                "1 2020-10-05 run_failed: why",
                "1 2020-10-19 not_run",
                "2 2020-10-05 skipped",
                "3 2020-10-05 not_run",
            ],
            "{damage}"
        );
        // And it is due again, with any later run.
        assert!(schedule::contracts_due(&book, date("2020-10-06")).expect("read").contains(&id), "{damage}");
    }
}

#[test]
// SPEC 4.10, 4.12: it is named with its rows that were due and what it has ready, as far as that goes.
fn a_contract_that_does_not_read_can_be_named() {
    for damage in DAMAGES {
        let book = damaged(damage);
        let id = contract::id_of(&book, "c").expect("read").expect("a contract");
        for is_parked in [false, true] {
            if is_parked {
                write(&book, |tx| unreadable::park(tx, id, date("2020-10-05"), "why")).expect("parked");
            }
            let told =
                unreadable::describe(&book, id, date("2020-10-05")).expect("read").expect("a contract");
            assert_eq!(told.key, "c", "{damage}");
            assert!(told.name.starts_with('c'), "{damage}: {}", told.name);
            let places: Vec<String> = told
                .places
                .iter()
                .map(|place| {
                    let run_date = place.row.map_or_else(|| "-".to_owned(), |(_, date)| date.to_string());
                    format!("{} {run_date} {}", place.contract_line_key, place.is_due)
                })
                .collect();
            assert_eq!(places, ["work 2020-09-21 true", "work 2020-10-05 true", "price - false"], "{damage}");
            assert_eq!(told.ready_minor.into_values().collect::<Vec<_>>(), [1000], "{damage}");
        }
    }
    let book = damaged("SELECT 1");
    assert_eq!(
        unreadable::describe(&book, proforma_engine::ids::ContractId(99), noon().date_naive()).ok(),
        Some(None)
    );
}

#[test]
// SPEC 4.10: a run date that does not read is left out; the row is there all the same.
fn a_run_date_that_does_not_read_is_left_out() {
    let book = damaged("UPDATE schedule_row SET run_date = '2020-09-x' WHERE run_status = 'run_failed'");
    let id = contract::id_of(&book, "c").expect("read").expect("a contract");
    let told = unreadable::describe(&book, id, date("2020-10-05")).expect("read").expect("a contract");
    let due = told.places.iter().filter(|place| place.is_due);
    assert_eq!(due.map(|place| place.row.is_some()).collect::<Vec<_>>(), [false, true]);
}
