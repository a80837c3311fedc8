//! A history that was touched says so.

mod of_record;

use chrono::TimeDelta;
use proforma_engine::ids::InvoiceId;
use rusqlite::types::Value;

use super::*;
use crate::open;

const CONTRACT: Option<ContractId> = Some(ContractId(7));

/// A book with four entries of a contract and two of its own.
fn book() -> Connection {
    let book = Connection::in_memory().expect("a book");
    fill(&book);
    book
}

fn fill(book: &Connection) {
    let tx = book.write().expect("a transaction");
    for number in 0..4 {
        let at = DateTime::UNIX_EPOCH + TimeDelta::microseconds(number);
        append(&tx, CONTRACT, at, "mark ready", &format!("{{\"share\":{number}}}")).expect("an entry");
        if number < 2 {
            append(&tx, None, at, "import", "{}").expect("an entry");
        }
    }
    tx.commit().expect("committed");
}

/// Takes away what keeps the table from being changed, as somebody with another tool would.
fn unlock(book: &Connection) {
    let sql = "DROP TRIGGER history_is_never_changed; DROP TRIGGER history_is_never_deleted;
               DROP TRIGGER history_record_is_never_changed; DROP TRIGGER history_record_is_never_deleted;
               DROP TRIGGER history_end_only_moves_on; DROP TRIGGER history_end_is_never_deleted;
               PRAGMA ignore_check_constraints = ON";
    book.inner.execute_batch(sql).expect("unlocked");
}

#[test]
fn entries_are_read_in_order_and_hold() {
    let book = book();
    let entries = read(&book, CONTRACT).expect("read");
    assert_eq!(entries.iter().map(|entry| entry.sequence).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(entries[2].detail, "{\"share\":2}");
    assert_eq!(read(&book, None).expect("read").len(), 2, "the book has a chain of its own");
    assert_eq!(verify(&book).expect("verified"), []);
}

#[test]
fn entries_are_never_changed_or_deleted() {
    let book = book();
    for sql in [
        "UPDATE history SET detail = 'x'",
        "DELETE FROM history",
        "UPDATE history_end SET sequence = 1",
        "DELETE FROM history_end",
    ] {
        assert!(book.inner.execute(sql, []).is_err(), "{sql}");
    }
}

#[test]
// A history from which a record's entry was hidden says so.
fn a_list_of_records_that_was_touched_is_found() {
    let book = Connection::in_memory().expect("a book");
    let tx = book.write().expect("a transaction");
    let at = DateTime::UNIX_EPOCH;
    append(&tx, CONTRACT, at, "mark", "{\"shares\":[{\"id\":\"t1\"}]}").expect("an entry");
    tx.commit().expect("committed");
    assert_eq!(verify(&book).expect("verified"), []);
    for sql in ["UPDATE history_record SET key = 't2'", "DELETE FROM history_record"] {
        assert!(book.inner.execute(sql, []).is_err(), "{sql}");
    }
    unlock(&book);
    let unlisted = |sequence| BrokenLink { contract: CONTRACT, sequence, fault: Fault::Unlisted };
    book.inner.execute("UPDATE history_record SET key = 't2'", []).expect("changed");
    assert_eq!(verify(&book).expect("verified"), [unlisted(1)]);
    book.inner.execute("DELETE FROM history_record", []).expect("hidden");
    assert_eq!(verify(&book).expect("verified"), [unlisted(1)]);
    let sql = "INSERT INTO history_record VALUES (7, 1, 'item', 't1'), (7, 9, 'item', 't1')";
    book.inner.execute(sql, []).expect("put back, and one too many");
    assert_eq!(verify(&book).expect("verified"), [unlisted(9)]);
}

#[test]
fn every_changed_byte_is_found() {
    let book = book();
    unlock(&book);
    let columns = ["at", "command", "detail", "person", "previous_hash", "hash"];
    let mut flips = 0;
    for sequence in 1..=4 {
        for column in columns {
            let key = "contract_id = 7 AND sequence = ?1";
            // Only in this test is SQL put together: the column is one of the six above.
            let read = format!("SELECT {column} FROM history WHERE {key}");
            let write = format!("UPDATE history SET {column} = ?2 WHERE {key}");
            let value: Value = book.inner.query_row(&read, [sequence], |row| row.get(0)).expect("read");
            let (bytes, is_text) = match &value {
                Value::Text(text) => (text.clone().into_bytes(), true),
                Value::Blob(bytes) => (bytes.clone(), false),
                other @ (Value::Null | Value::Integer(_) | Value::Real(_)) => panic!("{other:?}"),
            };
            for place in 0..bytes.len() {
                let mut changed = bytes.clone();
                changed[place] ^= 1;
                let changed = match is_text {
                    true => Value::Text(String::from_utf8(changed).expect("still text")),
                    false => Value::Blob(changed),
                };
                book.inner.execute(&write, params![sequence, changed]).expect("changed");
                let broken = verify(&book).expect("verified");
                assert!(
                    broken.iter().any(|link| link.contract == CONTRACT
                        && (sequence..=sequence + 1).contains(&link.sequence)),
                    "byte {place} of {column} of entry {sequence}: {broken:?}"
                );
                flips += 1;
            }
            book.inner.execute(&write, params![sequence, value]).expect("put back");
        }
    }
    assert!(flips > 4 * (27 + 10 + 11 + 64) - 1, "all of them: {flips}");
    assert_eq!(verify(&book).expect("verified"), [], "put back, it holds again");
}

#[test]
fn a_fault_is_named_where_it_is() {
    let check = |sql: &str, expected: &[(i64, Fault)]| {
        let book = book();
        unlock(&book);
        book.inner.execute(sql, []).expect("changed");
        let broken = verify(&book).expect("verified");
        let found: Vec<_> = broken
            .iter()
            .filter(|link| link.contract == CONTRACT)
            .map(|link| (link.sequence, link.fault))
            .collect();
        assert_eq!(found, expected, "{sql}");
    };
    check("UPDATE history SET detail = 'x' WHERE contract_id = 7 AND sequence = 2", &[(2, Fault::Changed)]);
    check("DELETE FROM history WHERE contract_id = 7 AND sequence = 2", &[(3, Fault::Gap)]);
    check("DELETE FROM history WHERE contract_id = 7 AND sequence = 1", &[(2, Fault::Gap)]);
    check(
        "UPDATE history SET contract_id = 7, sequence = 5 WHERE contract_id = 0 AND sequence = 2",
        &[(5, Fault::Unlinked), (5, Fault::AddedAfter)],
    );
    check(
        "UPDATE history SET hash = zeroblob(32) WHERE contract_id = 7 AND sequence = 2",
        &[(2, Fault::Changed), (3, Fault::Unlinked)],
    );
}

#[test]
fn an_entry_that_was_changed_with_its_own_hash_is_found_behind_it() {
    let book = book();
    unlock(&book);
    let sql = "SELECT previous_hash, at FROM history WHERE contract_id = 7 AND sequence = 2";
    let (previous, at): (Hash, String) =
        book.inner.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).expect("read");
    let forged = hash(
        &previous,
        7,
        2,
        [Some(at.as_bytes()), Some(b"mark ready"), Some(b"x"), Some(person::current().as_bytes())],
    );
    let sql = "UPDATE history SET detail = 'x', hash = ?1 WHERE contract_id = 7 AND sequence = 2";
    book.inner.execute(sql, [forged]).expect("changed");
    let faults = || verify(&book).expect("verified").into_iter().map(|link| (link.sequence, link.fault));
    assert_eq!(faults().collect::<Vec<_>>(), [(3, Fault::Unlinked)]);
    let sql = "UPDATE history SET previous_hash = ?1 WHERE contract_id = 7 AND sequence = 3";
    book.inner.execute(sql, [forged]).expect("changed");
    assert_eq!(faults().collect::<Vec<_>>(), [(3, Fault::Changed)], "the hash covers the link");
}

#[test]
fn an_end_that_was_cut_off_is_found() {
    let book = book();
    unlock(&book);
    book.inner.execute("DELETE FROM history WHERE contract_id = 7 AND sequence > 2", []).expect("cut off");
    let link = |contract, sequence, fault| BrokenLink { contract, sequence, fault };
    assert_eq!(verify(&book).expect("verified"), [link(CONTRACT, 2, Fault::CutOff)]);
    book.inner.execute("DELETE FROM history WHERE contract_id = 7", []).expect("all of it");
    assert_eq!(verify(&book).expect("verified"), [link(CONTRACT, 0, Fault::CutOff)]);
    book.inner.execute("DELETE FROM history_end WHERE contract_id = 0", []).expect("its end");
    assert_eq!(verify(&book).expect("verified").first(), Some(&link(None, 2, Fault::AddedAfter)));
}

#[test]
fn two_entries_that_were_swapped_are_found() {
    let book = book();
    unlock(&book);
    let sql = "UPDATE history SET sequence = CASE sequence WHEN 2 THEN -3 ELSE -2 END
               WHERE contract_id = 7 AND sequence IN (2, 3)";
    book.inner.execute(sql, []).expect("swapped");
    book.inner.execute("UPDATE history SET sequence = -sequence WHERE sequence < 0", []).expect("swapped");
    assert_eq!(verify(&book).expect("verified").first().map(|link| link.sequence), Some(2));
}

#[test]
fn an_entry_of_before_holds_without_a_person() {
    let book = Connection::in_memory().expect("a book");
    let tx = book.write().expect("a transaction");
    restore(&tx, CONTRACT, DateTime::UNIX_EPOCH, "mark", "{}", None).expect("an entry");
    append(&tx, CONTRACT, DateTime::UNIX_EPOCH, "mark", "{}").expect("an entry");
    tx.commit().expect("committed");
    assert_eq!(verify(&book).expect("verified"), []);
    let persons = read(&book, CONTRACT).expect("read").into_iter().map(|entry| entry.person);
    assert_eq!(persons.collect::<Vec<_>>(), [None, Some(person::current().to_owned())]);
}

#[test]
fn a_chain_that_was_given_to_another_contract_is_found() {
    let book = book();
    unlock(&book);
    book.inner.execute("UPDATE history SET contract_id = 8 WHERE contract_id = 7", []).expect("changed");
    // Each of its four entries, the end of the new chain and that of the one that is gone.
    assert_eq!(verify(&book).expect("verified").len(), 6);
}

#[test]
fn what_moves_from_one_text_to_the_next_is_found() {
    let book = book();
    unlock(&book);
    let sql = "UPDATE history SET command = 'mark', detail = ' ready' || detail WHERE contract_id = 7 AND sequence = 4";
    book.inner.execute(sql, []).expect("changed");
    assert_eq!(verify(&book).expect("verified").len(), 1);
}

#[test]
fn chains_go_on_after_the_book_was_closed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.proforma");
    fill(&open::create(&path).expect("a book"));
    let book = open::open(&path, open::Access::ReadWrite).expect("it opens").connection;
    fill(&book);
    assert_eq!(read(&book, CONTRACT).expect("read").len(), 8);
    assert_eq!(verify(&book).expect("verified"), []);
}

#[test]
fn changes_are_gone_through_latest_first_by_their_own_index() {
    let book = Connection::in_memory().expect("a book");
    let tx = book.write().expect("a transaction");
    let at = |number| DateTime::UNIX_EPOCH + TimeDelta::microseconds(number);
    for (number, command) in
        ["mark", "process_run", "create", "undo", "import", "delete_draft"].into_iter().enumerate()
    {
        for contract in [8, 7] {
            append(&tx, Some(ContractId(contract)), at(number as i64), command, "{}").expect("an entry");
        }
    }
    append(&tx, None, at(9), "save_record", "{}").expect("an entry");
    append(&tx, None, at(8), "process_run", "{}").expect("an entry");
    tx.commit().expect("committed");
    let mut told = Vec::new();
    changes_latest_first(&book, |PlacedEntry { contract, entry }| {
        told.push((contract, entry.command));
        let is_enough = told.len() == 8;
        Ok::<_, StoreError>(if is_enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })
    .expect("read");
    let commands: Vec<&str> = told.iter().map(|(_, command)| command.as_str()).collect();
    assert_eq!(
        commands,
        ["save_record", "delete_draft", "delete_draft", "undo", "undo", "create", "create", "mark"]
    );
    assert_eq!((told[0].0, told[1].0.is_some()), (None, true), "the book's own chain is one of them");
    let of_instant = of_instant(&book, at(2), "create").expect("read");
    assert_eq!(of_instant.iter().map(|(contract, _)| contract.0).collect::<Vec<_>>(), [7, 8]);
    let plan: String =
        book.inner.query_row(&format!("EXPLAIN QUERY PLAN {CHANGES}"), [], |row| row.get(3)).expect("a plan");
    assert!(plan.contains("history_of_changes"), "what runs wrote is not looked at: {plan}");
}
