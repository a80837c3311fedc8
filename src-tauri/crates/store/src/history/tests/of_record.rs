//! The history of one record is found without everybody's, and an older book's too.

use super::*;
use crate::sqlite;

/// Every shape in which an entry names records, and some in which it names none.
const DETAILS: [(&str, &str); 14] = [
    (
        "save_record",
        r#"{"changes":[{"record":"customer","id":"a","field":"name","before":"A","after":"B"},"x",7]}"#,
    ),
    (
        "save_record",
        r#"{"changes":[{"record":"unit","id":"hour","field":"name","before":"hour","after":"hours"}]}"#,
    ),
    (
        "save_line",
        r#"{"changes":[{"record":"contract_line","id":"l","field":"milestones.m1","before":null,"after":"x"}]}"#,
    ),
    ("enter_transactions", r#"{"transactions":[{"id":"t2","before":{"id":"t1"}},{"id":"t3"}]}"#),
    ("mark", r#"{"billing_status":"not_ready","lines":{"3":[[1,2]]},"shares":[{"id":"t2","customer":"a"}]}"#),
    ("process_run", r#"{"process_run":1,"row_ids":[1],"invoices":["7","8"]}"#),
    ("delete_draft", r#"{"invoice":7,"lines":[{"id":"l","details":[{"id":"t2"},{"id":"m1"}]}]}"#),
    ("undo", r#"{"command":"delete_draft","at":"1970-01-01T00:00:06Z"}"#),
    (
        "undo",
        r#"{"command":"create","at":"1970-01-01T00:00:09Z","drafts":[{"invoice":9,"lines":[{"details":[{"id":"t3"}]}]}]}"#,
    ),
    ("undo_run", r#"{"drafts":3,"invoices":[[1],{"a":1}],"shares":["x"],"lines":[3]}"#),
    ("import", r#"{"transactions":120,"file":"work.csv"}"#),
    ("undo", "not JSON"),
    ("undo", "[3]"),
    ("other", "7"),
];

fn filled(book: &Connection) {
    let tx = book.write().expect("a transaction");
    for (seconds, (command, detail)) in (0_i64..).zip(DETAILS) {
        let at = DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds);
        append(&tx, CONTRACT, at, command, detail).expect("an entry");
    }
    tx.commit().expect("committed");
}

fn named(book: &Connection) -> Vec<(i64, String, String)> {
    let sql = "SELECT sequence, record, key FROM history_record ORDER BY sequence, record, key";
    let mut statement = book.inner.prepare(sql).expect("a statement");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("rows");
    rows.collect::<Result<_, _>>().expect("read")
}

fn sequences(places: &[Place]) -> Vec<u64> {
    places.iter().map(|place| place.sequence).collect()
}

#[test]
// "Every record shows who changed what": whatever an entry names is found by it, the latest first.
fn what_an_entry_names_is_found_by_it() {
    let book = Connection::in_memory().expect("a book");
    filled(&book);
    let item = |key: &str| sequences(&of_item(&book, key).expect("found"));
    assert_eq!(item("t1"), [4], "by the id that it had before");
    assert_eq!(item("t2"), [8, 7, 5, 4], "what took the deleting back is about what was deleted");
    assert_eq!(item("m1"), [8, 7, 3]);
    assert_eq!(item("t3"), [9, 4]);
    assert_eq!(sequences(&of_invoice(&book, InvoiceId(7)).expect("found")), [8, 7, 6]);
    let unit = |key| sequences(&of_record(&book, "unit", key).expect("found"));
    assert_eq!((unit(Some("hour")), unit(Some("hours")), unit(None)), (vec![2], vec![2], vec![2]));
    assert_eq!(sequences(&of_record(&book, "customer", Some("b")).expect("found")), [] as [u64; 0]);
    let entries = read_places(&book, &of_item(&book, "t1").expect("found")).expect("read");
    assert_eq!((entries[0].contract, entries[0].entry.command.as_str()), (CONTRACT, "enter_transactions"));
}

#[test]
// Migrating an old database equals creating a new one: the entries of before are found as those of now.
fn an_older_book_names_the_same() {
    let book = Connection::in_memory().expect("a book");
    filled(&book);
    let written = named(&book);
    assert!(written.len() > 12, "{written:?}");
    let step =
        sqlite::MIGRATIONS.iter().find(|step| step.contains("CREATE TABLE history_record")).expect("a step");
    book.inner.execute_batch(&format!("DROP TABLE history_record; {step}")).expect("migrated");
    assert_eq!(named(&book), written);
}

#[test]
// Places have no gaps: the end of a long chain is as near as its start.
fn pages_go_backwards() {
    let book = book();
    let page = |offset, limit| {
        let entries = page(&book, CONTRACT, offset, limit).expect("read");
        entries.iter().map(|entry| entry.sequence).collect::<Vec<_>>()
    };
    assert_eq!((page(0, 2), page(2, 2), page(4, 2)), (vec![4, 3], vec![2, 1], vec![]));
    assert_eq!(length(&book, CONTRACT).expect("read"), 4);
}
