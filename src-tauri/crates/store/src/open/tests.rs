//! Every decision of an opening, on real files.

mod damage;
mod protected;
mod update;

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, SystemTime},
};

use chrono::DateTime;
use tempfile::TempDir;

use super::*;
use crate::{StoreError, history, sqlite};

/// Everything in a folder: names, bytes and when they were changed.
type State = BTreeMap<OsString, (Vec<u8>, SystemTime)>;

fn state(folder: &Path) -> State {
    let entries = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| {
            let changed_at = entry.metadata().expect("metadata").modified().expect("a time");
            (entry.file_name(), (fs::read(entry.path()).expect("the file"), changed_at))
        })
        .collect()
}

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("adatum.proforma");
    (folder, path)
}

/// A closed book with some entries of history.
fn closed_book(path: &Path, entries: usize) {
    let book = create(path).expect("a book");
    write(&book, entries);
}

fn write(book: &Connection, entries: usize) {
    let tx = book.write().expect("a transaction");
    for number in 0..entries {
        let detail = format!("{{\"number\":{number}}}");
        history::append(&tx, None, DateTime::UNIX_EPOCH, "test", &detail).expect("an entry");
    }
    tx.commit().expect("committed");
}

fn count(book: &Connection) -> usize {
    history::read(book, None).expect("entries").len()
}

/// Opening with little patience and with migrations of the test.
fn impatient<'a>(path: &'a Path, migrations: &'a [&'a str]) -> Opening<'a> {
    Opening { path, migrations, busy_timeout: Duration::from_millis(50) }
}

/// Opens either way, expects the same refusal, and that the folder is as it was.
fn refused(path: &Path, expected: fn(&OpenError) -> bool) -> OpenError {
    let folder = path.parent().expect("a folder");
    let before = state(folder);
    let error = open(path, Access::ReadOnly).expect_err("refused for reading");
    assert!(expected(&error), "for reading: {error:?}");
    let error = open(path, Access::ReadWrite).expect_err("refused for writing");
    assert!(expected(&error), "for writing: {error:?}");
    let after = state(folder);
    for (name, was) in &before {
        assert!(after.get(name) == Some(was), "{name:?} changed by a refusal: {error}");
    }
    let names = |state: &State| state.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&after), names(&before), "a refusal leaves nothing: {error}");
    error
}

#[test]
fn a_new_book_opens_again_with_what_it_held() {
    let (folder, path) = folder();
    closed_book(&path, 3);
    assert_eq!(state(folder.path()).len(), 1, "a closed book is one file");
    let opened = open(&path, Access::ReadWrite).expect("it opens");
    assert_eq!((opened.access, opened.read_only_reason), (Access::ReadWrite, None));
    assert_eq!((opened.migrated_from, opened.backup), (None, None), "there was nothing to update");
    assert_eq!(count(&opened.connection), 3);
}

#[cfg(unix)]
#[test]
fn a_new_book_is_its_owners_only() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = folder();
    let book = create(&path).expect("a book");
    write(&book, 1);
    for entry in fs::read_dir(folder.path()).expect("the folder") {
        let entry = entry.expect("an entry");
        let mode = entry.metadata().expect("metadata").permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?} holds what others may not read", entry.file_name());
    }
}

#[test]
fn a_connection_keeps_the_settings_of_a_book() {
    let (_folder, path) = folder();
    let book = create(&path).expect("a book");
    let number = |sql: &str| book.inner.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a number");
    assert_eq!(number("PRAGMA foreign_keys"), 1);
    assert_eq!(number("PRAGMA synchronous"), 2, "FULL: no acknowledged commit is lost");
    assert_eq!(number("PRAGMA trusted_schema"), 0);
    assert_eq!(number("PRAGMA busy_timeout"), 5000);
    let mode: String = book.inner.query_row("PRAGMA journal_mode", [], |row| row.get(0)).expect("a mode");
    assert_eq!(mode, "wal");
}

#[test]
fn a_missing_book_is_not_created() {
    let (folder, path) = folder();
    refused(&path, |error| matches!(error, OpenError::Missing { .. }));
    let error = open(&path.join("deeper"), Access::ReadWrite).expect_err("refused");
    assert!(matches!(error, OpenError::Missing { .. }), "{error:?}");
    assert_eq!(state(folder.path()).len(), 0);
}

#[test]
fn what_is_not_a_book_is_left_alone() {
    let (_folder, path) = folder();
    let mut almost = b"SQLite format 3\0".to_vec();
    almost.resize(50, 0);
    for bytes in [&b""[..], b"x", b"Dear customer, ...", &[0; 8192], &almost] {
        fs::write(&path, bytes).expect("a file");
        refused(&path, |error| matches!(error, OpenError::NotABook { .. }));
    }
}

#[test]
fn a_folder_is_not_a_book() {
    let (_folder, path) = folder();
    fs::create_dir(&path).expect("a folder");
    let error = open(&path, Access::ReadWrite).expect_err("refused");
    assert!(matches!(error, OpenError::NotABook { .. }), "{error:?}");
}

#[test]
fn the_database_of_another_program_is_left_alone() {
    let (_folder, path) = folder();
    let other = rusqlite::Connection::open(&path).expect("a database");
    other
        .execute_batch("CREATE TABLE t (a); PRAGMA user_version = 1; PRAGMA journal_mode = WAL")
        .expect("made");
    drop(other);
    refused(&path, |error| matches!(error, OpenError::OtherProgram { .. }));
}

#[test]
fn a_book_of_a_newer_version_is_left_alone_and_names_it() {
    let (_folder, path) = folder();
    closed_book(&path, 1);
    let newer = rusqlite::Connection::open(&path).expect("a database");
    newer.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA user_version = 99").expect("made newer");
    newer.execute_batch("PRAGMA journal_mode = WAL").expect("as a newer program leaves it");
    drop(newer);
    let error = refused(&path, |error| matches!(error, OpenError::NewerVersion { version: 99, .. }));
    assert!(error.to_string().contains("install the newer version"), "it says what to do: {error}");
}

#[test]
fn creating_never_replaces_a_file() {
    let (folder, path) = folder();
    fs::write(&path, "mine").expect("a file");
    let before = state(folder.path());
    let error = create(&path).expect_err("refused");
    assert!(matches!(error, OpenError::Exists { .. }), "{error:?}");
    assert!(create_aside(&path).is_err(), "it says so before anybody fills a book in vain");
    assert!(before == state(folder.path()), "nothing changes and nothing is left");
}

#[test]
fn a_book_made_aside_appears_whole_or_not_at_all() {
    let (folder, path) = folder();
    let aside = create_aside(&path).expect("a book aside");
    write(aside.connection(), 5);
    assert!(!path.exists(), "nobody sees it before it is finished");
    drop(aside);
    assert_eq!(state(folder.path()).len(), 0, "given up, it leaves no trace");

    let aside = create_aside(&path).expect("a book aside");
    write(aside.connection(), 5);
    fs::write(&path, "somebody was faster").expect("a file");
    let error = aside.finish().expect_err("refused");
    assert!(matches!(error, OpenError::Exists { .. }), "{error:?}");
    assert_eq!(fs::read(&path).expect("the file"), b"somebody was faster");
    assert_eq!(state(folder.path()).len(), 1, "the unfinished book is gone");

    fs::remove_file(&path).expect("removed");
    let aside = create_aside(&path).expect("a book aside");
    write(aside.connection(), 5);
    aside.finish().expect("finished");
    assert_eq!(state(folder.path()).len(), 1, "a finished book is one file");
    assert_eq!(count(&open(&path, Access::ReadOnly).expect("it opens").connection), 5);
}

#[test]
fn two_connections_see_each_others_commits() {
    let (_folder, path) = folder();
    let first = create(&path).expect("a book");
    let second = open(&path, Access::ReadWrite).expect("beside the first").connection;
    let reader = open(&path, Access::ReadOnly).expect("beside both").connection;
    write(&first, 1);
    write(&second, 1);
    assert_eq!([count(&first), count(&second), count(&reader)], [2, 2, 2]);
    let error = reader.write().expect_err("refused");
    assert!(matches!(error, StoreError::ReadOnly(_)), "a reader does not write: {error:?}");
}

#[test]
fn a_further_connection_keeps_the_locks_of_the_first() {
    // Closing a file through `std::fs` would drop them: the other process would then think itself alone.
    let (_folder, path) = folder();
    let first = create(&path).expect("a book");
    write(&first, 1);
    drop(open(&path, Access::ReadWrite).expect("beside the first"));
    let _ = open(&path, Access::ReadOnly).expect("beside the first");
    let alone = in_another_process("open_alone", &path);
    assert_eq!(alone, "busy", "another process sees that the book is in use");
    drop(first);
    assert_eq!(in_another_process("open_alone", &path), "alone", "the probe does tell the difference");
}

#[test]
fn a_book_held_whole_by_another_is_locked() {
    let (_folder, path) = folder();
    closed_book(&path, 1);
    let other = sqlite::open_to_migrate(&path, Duration::ZERO).expect("held");
    let error = impatient(&path, sqlite::MIGRATIONS).open(Access::ReadWrite).expect_err("refused");
    assert!(matches!(error, OpenError::Locked { holder: None, .. }), "{error:?}");
    drop(other);
    open(&path, Access::ReadWrite).expect("it opens once the other has finished");
}

#[test]
fn a_full_disk_leaves_nothing_half_written_and_says_so() {
    let (_folder, path) = folder();
    let book = create(&path).expect("a book");
    write(&book, 10);
    crate::integrity::leave_room(&book, 2).expect("two pages");
    let tx = book.write().expect("a transaction");
    let error = (0..1000)
        .find_map(|_| history::append(&tx, None, DateTime::UNIX_EPOCH, "test", &"x".repeat(1000)).err())
        .expect("the disk is full");
    assert!(matches!(error, StoreError::DiskFull(_)), "{error:?}");
    drop(tx);
    assert_eq!(count(&book), 10, "what stood before stands, and nothing else");
    assert_eq!(crate::integrity::damage(&book).expect("checked"), Vec::<String>::new());
    drop(book);
    write(&open(&path, Access::ReadWrite).expect("it opens").connection, 1);
}

#[test]
fn of_many_processes_that_start_at_once_one_gets_the_lease() {
    let (_folder, path) = folder();
    closed_book(&path, 1);
    let started: Vec<_> = (0..4)
        .map(|_| another_process("take_lease", &path).stdout(Stdio::piped()).spawn().expect("it starts"))
        .collect();
    let answers = started.into_iter().map(|child| answer(&child.wait_with_output().expect("it ends").stdout));
    assert_eq!(answers.filter(|answer| answer == "true").count(), 1, "SPEC 6.5");
    let book = open(&path, Access::ReadWrite).expect("it opens").connection;
    let state = lease::read(&book).expect("the lease");
    assert_eq!(state.fencing_token, lease::FencingToken(1));
    let held = state.held.expect("nobody gave it back");
    if cfg!(target_os = "linux") && !held.holder.process_started_at.is_empty() {
        assert!(lease::is_gone(&held.holder), "the process that took it has ended");
    }
}

#[test]
fn a_killed_process_leaves_what_it_committed_and_nothing_else() {
    let (_folder, path) = folder();
    closed_book(&path, 1);
    assert_eq!(in_another_process("write_and_die", &path), "about to die");
    assert!(size(&sqlite::log_of(&path)) > 0, "it did not close the book");
    let book = open(&path, Access::ReadWrite).expect("it recovers").connection;
    assert_eq!(count(&book), 4, "three were committed, the fourth was not");
}

/// Runs one of the probes below in a process of its own and gives what it printed.
fn in_another_process(probe: &str, path: &Path) -> String {
    answer(&another_process(probe, path).output().expect("it runs").stdout)
}

fn another_process(probe: &str, path: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command
        .args(["--exact", "open::tests::probe", "--ignored", "--nocapture"])
        .env("PROFORMA_PROBE", probe)
        .env("PROFORMA_PROBE_PATH", path);
    command
}

fn answer(stdout: &[u8]) -> String {
    let text = String::from_utf8_lossy(stdout).into_owned();
    let answer = text.split_once("answer<").and_then(|(_, rest)| rest.split_once('>'));
    answer.unwrap_or_else(|| panic!("no answer in {text}")).0.to_owned()
}

#[test]
#[ignore = "runs in a process of its own, started by other tests"]
fn probe() {
    let path = PathBuf::from(std::env::var_os("PROFORMA_PROBE_PATH").expect("a path"));
    let answer = match std::env::var("PROFORMA_PROBE").expect("a probe").as_str() {
        "open_alone" => match sqlite::open_alone(&path) {
            Ok(Some(_)) => "alone".to_owned(),
            Ok(None) => "protected".to_owned(),
            Err(error) if sqlite::says_busy(&error) => "busy".to_owned(),
            Err(error) => error.to_string(),
        },
        "open" => match open(&path, Access::ReadWrite) {
            Ok(opened) => {
                let writes = opened.connection.write().is_ok();
                format!("{:?} {} writes={writes}", opened.read_only_reason, count(&opened.connection))
            }
            Err(error) => format!("{error:?}").split([' ', '{']).next().unwrap_or_default().to_owned(),
        },
        "take_lease" => {
            let book = open(&path, Access::ReadWrite).expect("it opens").connection;
            let holder = lease::Holder::this_process("probe").expect("a holder");
            let tx = book.write().expect("a transaction");
            let result = lease::acquire(&tx, &holder, chrono::Utc::now(), |_| false);
            let taken = result.is_ok_and(|_| tx.commit().is_ok());
            format!("{taken}")
        }
        "write_and_die" => {
            let book = open(&path, Access::ReadWrite).expect("it opens").connection;
            write(&book, 3);
            let tx = book.write().expect("a transaction");
            history::append(&tx, None, DateTime::UNIX_EPOCH, "test", "not committed").expect("an entry");
            println!("answer<about to die>");
            std::process::abort();
        }
        other => panic!("no probe {other}"),
    };
    println!("answer<{answer}>");
}
