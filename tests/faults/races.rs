//! Many programs on one book (T4): one owner, and one that was frozen past its lease writes nothing.

use std::{
    collections::BTreeMap,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use proforma_tests::is_long;

use crate::office::{HANGS, Office, Serving};

const PROGRAMS: usize = 8;
/// Contracts of the book that one is frozen in: so many that it is in the middle of its run.
const FROZEN: usize = 200;

#[test]
// SPEC 6.4, 6.5: eight start together; one runs, seven are refused by name, and each contract has one draft.
fn eight_programs_start_together_and_one_runs() {
    let rounds = if is_long() { 500 } else { 40 };
    let office = Office::new(10, 2);
    let begun = Instant::now();
    for round in 0..rounds {
        let book = office.copy("raced");
        let programs: Vec<Serving> = (0..PROGRAMS).map(|_| office.serve(&book)).collect();
        // Each is read to its first word: the owner speaks, the others end refused.
        let answers: Vec<(Serving, bool)> = programs
            .into_iter()
            .map(|mut program| {
                let serves = program.next().is_some_and(|said| said["event"] == "serving");
                (program, serves)
            })
            .collect();
        let owners = answers.iter().filter(|(_, serves)| *serves).count();
        assert_eq!(owners, 1, "round {round}: one owner");
        for (mut program, serves) in answers {
            if serves {
                program.wait_for("sleeps");
                program.terminate();
            } else {
                assert!(program.ends_refused("is run by proforma-cli"), "round {round}: refused by name");
            }
        }
        office.prove(&book, "raced");
    }
    println!("T4: {rounds} rounds of {PROGRAMS} starts: 1 owner each; {} s", begun.elapsed().as_secs());
}

#[test]
// SPEC 6.5: frozen in mid-run past its lease, another takes over; woken, it writes nothing more.
fn one_that_was_frozen_past_its_lease_writes_nothing() {
    let rounds = if is_long() { 500 } else { 8 };
    let office = Office::new(FROZEN, 5);
    let begun = Instant::now();
    let mut in_mid_run = 0;
    for round in 0..rounds {
        let book = office.copy("frozen");
        let mut first = office.serve_with(&book, Some(2));
        first.wait_for("run_begins");
        for _ in 0..=round % 20 {
            first.wait_for("draft");
        }
        first.freeze();
        while !can_be_written(&book) {
            // Frozen inside a database transaction: the system keeps its lock until it goes on.
            first.signal("CONT");
            thread::sleep(Duration::from_millis(1));
            first.freeze();
        }
        let before = office.drafts(&book);
        in_mid_run += u32::from(before < FROZEN);
        // A frozen process is not gone: only time takes its lease away.
        let started = Instant::now();
        let mut second = loop {
            let mut second = office.serve_with(&book, Some(2));
            if second.next().is_some() {
                break second;
            }
            let said = second.complaint();
            assert!(started.elapsed() < HANGS, "the lease runs out: {said}");
            if !said.contains("is run by") {
                // Frozen while it held a lock of the file for another reason, such as writing the log back.
                assert!(said.contains("holds the book"), "{said}");
                first.signal("CONT");
                thread::sleep(Duration::from_millis(1));
                first.signal("STOP");
            }
            thread::sleep(Duration::from_millis(100));
        };
        second.wait_for("sleeps");
        office.prove(&book, "taken over");
        let taken_over = contents(&book);
        first.signal("CONT");
        thread::sleep(Duration::from_secs(1));
        // The owner is alive and asleep: whatever is written now, the one that woke has written.
        for (table, rows) in &taken_over {
            assert_eq!(Some(rows), contents(&book).get(table), "round {round}: it wrote into {table}");
        }
        second.terminate();
        first.kill();
        office.prove(&book, "after the frozen one woke");
    }
    println!(
        "T4: {rounds} programs frozen past a lease of 2 s, {in_mid_run} in mid-run, then woken: 0 writes; {} s",
        begun.elapsed().as_secs()
    );
    assert!(in_mid_run * 2 > rounds, "most were frozen in mid-run");
}

/// Every row of every table, but for those in which the owner says that it is alive.
fn contents(book: &Path) -> BTreeMap<String, Vec<String>> {
    let connection = rusqlite::Connection::open(book).unwrap();
    let sql = "SELECT name FROM sqlite_schema
               WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT IN ('lease', 'clock')";
    let mut statement = connection.prepare(sql).unwrap();
    let tables = statement.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
    tables
        .map(|table| {
            let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
            let columns = statement.column_count();
            let text = |row: &rusqlite::Row<'_>| {
                (0..columns)
                    .map(|column| Ok(format!("{:?}", row.get_ref(column)?)))
                    .collect::<Result<String, _>>()
            };
            let rows = statement.query_map([], text).unwrap().map(Result::unwrap).collect();
            (table, rows)
        })
        .collect()
}

/// Whether nobody is inside a write transaction.
fn can_be_written(book: &Path) -> bool {
    let connection = rusqlite::Connection::open(book).unwrap();
    connection.busy_timeout(Duration::ZERO).unwrap();
    connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK").is_ok()
}
