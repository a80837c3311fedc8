//! What the loop costs while it sleeps.

use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use proforma_store::open::{Access, open};
use proforma_tests::{is_long, processor::time_of};

use crate::office::Office;

/// A book of this size is looked through whenever it is opened and nobody else uses it; larger ones are not.
const MEGABYTES: std::ops::Range<u64> = 50..64;

#[test]
// Below 0.5 % of a core, and at most 4 write transactions a minute.
fn a_sleeping_job_costs_next_to_nothing() {
    let seconds = if is_long() { 600 } else { 60 };
    let office = Office::new(20, 3);
    let book = office.copy("idle");
    let megabytes = fill_with_history(&book);
    let mut serving = office.serve(&book);
    serving.wait_for("sleeps");
    // Alone with the book: beside another program the loop would not have to look it through.
    let before = time_of(serving.id());
    thread::sleep(Duration::from_secs(seconds));
    let worked = time_of(serving.id()) - before;
    let reader = open(&book, Access::ReadOnly).unwrap().connection;
    let started = Instant::now();
    let (mut writes, mut state) = (0, reader.state().unwrap());
    while started.elapsed() < Duration::from_secs(seconds) {
        thread::sleep(Duration::from_millis(20));
        let now = reader.state().unwrap();
        writes += u32::from(now != state);
        state = now;
    }
    // In hundredths of a percent, so that nothing is a fraction.
    let share = worked * 100 / seconds;
    println!(
        "idle: {megabytes} MB, {seconds} s asleep, {share} hundredths of a percent of a core, {writes} writes"
    );
    serving.terminate();
    assert!(share < 50, "less than half a percent");
    assert!(u64::from(writes) * 60 <= 4 * seconds, "at most four writes a minute");
}

/// Fills a book with years of entries that nobody reads here; how many megabytes it has then.
fn fill_with_history(book: &Path) -> u64 {
    let raw = rusqlite::Connection::open(book).unwrap();
    raw.execute_batch(
        "WITH RECURSIVE entry(sequence) AS (SELECT 1 UNION ALL SELECT sequence + 1 FROM entry WHERE sequence < 70000)
         INSERT INTO history (contract_id, sequence, at, command, detail, previous_hash, hash)
         SELECT 1000000, sequence, '2020-01-01T00:00:00Z', 'mark', hex(zeroblob(300)), zeroblob(32), zeroblob(32)
         FROM entry;",
    )
    .unwrap();
    drop(raw);
    let megabytes = fs::metadata(book).unwrap().len() >> 20;
    assert!(MEGABYTES.contains(&megabytes), "{megabytes} MB");
    megabytes
}
