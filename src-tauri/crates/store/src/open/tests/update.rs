//! From an older book to a newer one.

use rusqlite::OptionalExtension as _;

use super::*;
use crate::error::Findings;

const SECOND: &str = "ALTER TABLE book ADD COLUMN note TEXT;
    CREATE TABLE reminder (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;";
/// As SQLite wants a table to be rebuilt, which only works with foreign keys off.
const THIRD: &str = "CREATE TABLE other (id INTEGER PRIMARY KEY, text TEXT NOT NULL, done INTEGER) STRICT;
    INSERT INTO other (id, text) SELECT id, text FROM reminder;
    DROP TABLE reminder;
    ALTER TABLE other RENAME TO reminder;";

/// What this program has, and what later ones might add.
fn later(more: &[&'static str]) -> Vec<&'static str> {
    sqlite::MIGRATIONS.iter().copied().chain(more.iter().copied()).collect()
}

/// The version of this program's books.
fn version() -> u32 {
    u32::try_from(sqlite::MIGRATIONS.len()).expect("migrations are few")
}

/// Everything that makes a schema, in the order of names.
fn schema(connection: &rusqlite::Connection) -> (Vec<String>, sqlite::Identity) {
    let mut statement = connection
        .prepare(
            "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name",
        )
        .expect("a statement");
    let rows = statement.query_map([], |row| row.get(0)).expect("rows").collect::<rusqlite::Result<_>>();
    (rows.expect("texts"), sqlite::identity(connection).expect("an identity"))
}

#[test]
fn a_migrated_book_equals_a_new_one() {
    let all = later(&[SECOND, THIRD]);
    let fresh = rusqlite::Connection::open_in_memory().expect("memory");
    migration::migrate(&fresh, &all).expect("made");
    for start in 1..=all.len() {
        let old = rusqlite::Connection::open_in_memory().expect("memory");
        migration::migrate(&old, &all[..start]).expect("made old");
        migration::migrate(&old, &all).expect("migrated");
        assert_eq!(schema(&old), schema(&fresh), "from version {start}");
    }
}

#[test]
fn what_an_older_book_says_came_with_its_file_is_told_from_what_was_done_in_it() {
    let book = rusqlite::Connection::open_in_memory().expect("memory");
    migration::migrate(&book, &sqlite::MIGRATIONS[..10]).expect("made old");
    book.execute_batch(
        "INSERT INTO book (id, company_name, company_address, time_zone, created_at, created_by_version)
         VALUES (1, 'Contoso', '[]', 'UTC', '2020-10-02T12:00:00.000000Z', '0.1.0');
         INSERT INTO history (contract_id, sequence, at, command, detail, previous_hash, hash)
         VALUES (0, 1, '2020-10-01T12:00:00.000000Z', 'save_record', '{}', zeroblob(32), zeroblob(32)),
                (0, 2, '2020-10-02T12:00:00.000000Z', 'import', '{}', zeroblob(32), zeroblob(32)),
                (0, 3, '2020-10-03T12:00:00.000000Z', 'save_record', '{}', zeroblob(32), zeroblob(32));",
    )
    .expect("written");
    migration::migrate(&book, sqlite::MIGRATIONS).expect("migrated");
    let mut statement =
        book.prepare("SELECT came_with_file FROM history ORDER BY sequence").expect("a statement");
    let came: Vec<bool> = statement
        .query_map([], |row| row.get(0))
        .expect("rows")
        .collect::<rusqlite::Result<_>>()
        .expect("flags");
    assert_eq!(came, [true, false, false]);
    let changed = book.execute("UPDATE history SET command = 'other'", []);
    assert!(changed.is_err(), "the history is kept again");
}

#[test]
fn an_older_book_is_backed_up_and_updated() {
    let (folder, path) = folder();
    closed_book(&path, 5);
    let all = later(&[SECOND, THIRD]);
    let opened = impatient(&path, &all).open(Access::ReadWrite).expect("updated");
    assert_eq!(opened.migrated_from, Some(version()));
    assert_eq!(count(&opened.connection), 5, "what it held is there");
    assert_eq!(
        sqlite::identity(&opened.connection.inner).expect("read").version,
        i32::try_from(version()).expect("few") + 2
    );
    drop(opened.connection);
    let copy = opened.backup.expect("a backup");
    let name = format!("adatum (version {}).proforma", version());
    assert_eq!(copy.file_name().expect("a name"), OsString::from(name).as_os_str());
    assert_eq!(state(folder.path()).len(), 2, "the book and the backup");
    assert_eq!(count(&open(&copy, Access::ReadOnly).expect("the old program reads it").connection), 5);
    let again = impatient(&path, &all).open(Access::ReadWrite).expect("it opens");
    assert_eq!((again.migrated_from, again.backup), (None, None), "once is enough");
}

#[test]
fn an_update_that_fails_is_undone() {
    let dangling = "INSERT INTO contract_customer (contract_id, position, customer_id, percent, is_rounding)
                    VALUES (77, 0, 78, '100', 1);";
    let unchecked = "PRAGMA ignore_check_constraints = ON; UPDATE lease SET id = 2;
                     PRAGMA ignore_check_constraints = OFF;";
    for (last, what) in
        [("CREATE TABLE book (a)", "refused by SQLite"), (dangling, "a dangling row"), (unchecked, "a value")]
    {
        let (folder, path) = folder();
        closed_book(&path, 5);
        let before = schema(&rusqlite::Connection::open(&path).expect("the book"));
        let error = impatient(&path, &later(&[SECOND, last])).open(Access::ReadWrite).expect_err("fails");
        let OpenError::NotUpdated { backup, source, .. } = error else { panic!("{what}: {error:?}") };
        assert!(matches!(source, StoreError::Refused { .. }), "{what}: {source:?}");
        let after = schema(&rusqlite::Connection::open(&path).expect("the book"));
        assert_eq!(before, after, "{what}");
        assert_eq!(count(&open(&path, Access::ReadWrite).expect("the old program opens it").connection), 5);
        assert!(backup.exists(), "the copy is kept");
        assert_eq!(state(folder.path()).len(), 2, "the book and the backup");
    }
}

#[test]
fn a_dangling_row_names_both_tables() {
    let connection = rusqlite::Connection::open_in_memory().expect("memory");
    let dangling = "INSERT INTO milestone (id, contract_line_id, key, name, milestone_date, amount_minor)
                    VALUES (5, 77, 'k', 'n', '2020-01-01', 1);";
    let error = migration::migrate(&connection, &later(&[dangling])).expect_err("refused");
    let StoreError::Refused { source } = error else { panic!("{error:?}") };
    let findings = source.downcast::<Findings>().expect("findings");
    assert_eq!(findings.0, ["row 5 of milestone points to a row of contract_line that does not exist"]);
}

#[test]
fn without_a_verified_backup_nothing_is_updated() {
    let (folder, path) = folder();
    closed_book(&path, 5);
    // A row that fits nothing: the copy of a book that is not sound is no backup.
    let other = rusqlite::Connection::open(&path).expect("the book");
    other
        .execute_batch(
            "PRAGMA foreign_keys = OFF; INSERT INTO contract_customer VALUES (77, 0, 78, '100', 1, NULL);",
        )
        .expect("a dangling row");
    drop(other);
    let error = impatient(&path, &later(&[SECOND])).open(Access::ReadWrite).expect_err("refused");
    assert!(matches!(error, OpenError::NotBackedUp { .. }), "{error:?}");
    assert_eq!(count(&open(&path, Access::ReadOnly).expect("the old program opens it").connection), 5);
    assert_eq!(state(folder.path()).len(), 1, "no copy is left");
}

#[test]
fn a_copy_never_takes_the_place_of_another() {
    let (folder, path) = folder();
    closed_book(&path, 1);
    for _ in 0..2 {
        let failing = later(&["CREATE TABLE book (a)"]);
        impatient(&path, &failing).open(Access::ReadWrite).expect_err("fails");
    }
    let names: Vec<OsString> = state(folder.path()).into_keys().collect();
    let copy = |again: &str| OsString::from(format!("adatum (version {}{again}).proforma", version()));
    assert_eq!(names, [copy(""), copy(", 2"), OsString::from("adatum.proforma")]);
}

#[test]
fn an_older_book_is_not_updated_for_a_reader() {
    let (folder, path) = folder();
    closed_book(&path, 1);
    let before = state(folder.path());
    let error = impatient(&path, &later(&[SECOND])).open(Access::ReadOnly).expect_err("refused");
    let OpenError::OlderVersion { version: found, newest, .. } = error else { panic!("{error:?}") };
    assert_eq!((found, newest), (version(), version() + 1));
    assert!(before == state(folder.path()), "nothing changes");
}

#[test]
fn a_book_in_use_by_an_older_program_is_not_updated_and_names_it() {
    let (folder, path) = folder();
    let old = create(&path).expect("a book");
    let holder = lease::Holder::this_process("the older program").expect("a holder");
    let tx = old.write().expect("a transaction");
    lease::acquire(&tx, &holder, DateTime::UNIX_EPOCH, |_| false).expect("the lease");
    tx.commit().expect("committed");
    let error = impatient(&path, &later(&[SECOND])).open(Access::ReadWrite).expect_err("refused");
    let OpenError::Locked { holder: Some(held), .. } = &error else { panic!("{error:?}") };
    assert_eq!(held.holder, holder);
    assert!(error.to_string().contains("by the older program on"), "{error}");
    write(&old, 1);
    drop(old);
    assert_eq!(state(folder.path()).len(), 1, "no copy is left");
    impatient(&path, &later(&[SECOND])).open(Access::ReadWrite).expect("updated once it is closed");
}

#[test]
fn an_update_that_was_cut_off_is_undone_and_done_again() {
    let (_folder, path) = folder();
    closed_book(&path, 500);
    let all = later(&[SECOND]);
    let connection = sqlite::open_to_migrate(&path, Duration::ZERO).expect("opened").expect("held");
    connection.execute_batch("BEGIN IMMEDIATE").expect("begun");
    connection.execute_batch(SECOND).expect("migrated");
    let next = version() + 1;
    connection.execute_batch(&format!("PRAGMA user_version = {next}")).expect("raised");
    connection.cache_flush().expect("on its way to the disk, and not committed");
    // What a power cut in the middle of the commit leaves: the journal and the first page already changed.
    let (_cut, copy) = super::folder();
    let mut bytes = fs::read(&path).expect("the book");
    bytes[60..64].copy_from_slice(&next.to_be_bytes());
    fs::write(&copy, bytes).expect("the book");
    fs::copy(sqlite::journal_of(&path), sqlite::journal_of(&copy)).expect("its journal");
    drop(connection);
    let untouched = sqlite::open_untouched(&copy).expect("the file");
    let header = sqlite::identity(&untouched).expect("a header").version;
    assert_eq!(u32::try_from(header), Ok(next), "the header runs ahead");
    drop(untouched);
    refused(&copy, |error| matches!(error, OpenError::NewerVersion { .. }));
    let opened = impatient(&copy, &all).open(Access::ReadWrite).expect("updated");
    assert_eq!(opened.migrated_from, Some(version()), "the half-done update was undone first");
    assert_eq!(count(&opened.connection), 500);
    let sql = "SELECT name FROM sqlite_schema WHERE name = 'reminder'";
    let table: Option<String> =
        opened.connection.inner.query_row(sql, [], |row| row.get(0)).optional().expect("read");
    assert_eq!(table.as_deref(), Some("reminder"));
}
