//! Books that are cut, changed or were not closed.

use super::*;

/// The files of a book whose writer was killed: the book and its log.
fn killed(path: &Path, entries: usize) -> (TempDir, PathBuf) {
    let book = create(path).expect("a book");
    write(&book, entries);
    let (folder, copy) = folder();
    fs::copy(path, &copy).expect("the book");
    fs::copy(sqlite::log_of(path), sqlite::log_of(&copy)).expect("its log");
    (folder, copy)
}

#[test]
fn what_a_killed_writer_committed_is_there_again() {
    let (_alive, path) = folder();
    let (folder, copy) = killed(&path, 20);
    assert!(size(&sqlite::log_of(&copy)) > 0, "the entries stand in the log alone");
    let book = open(&copy, Access::ReadWrite).expect("it recovers").connection;
    assert_eq!(count(&book), 20);
    drop(book);
    assert_eq!(state(folder.path()).len(), 1, "the log went into the book");
}

#[test]
fn a_torn_end_of_the_log_is_not_a_commit() {
    let (_alive, path) = folder();
    let (_folder, copy) = killed(&path, 1);
    let log = fs::OpenOptions::new().write(true).open(sqlite::log_of(&copy)).expect("the log");
    log.set_len(log.metadata().expect("metadata").len() - 100).expect("torn");
    drop(log);
    assert_eq!(count(&open(&copy, Access::ReadWrite).expect("it recovers").connection), 0);
}

#[test]
fn a_cut_off_book_is_left_as_it_is() {
    let (folder, path) = folder();
    closed_book(&path, 500);
    let whole = fs::read(&path).expect("the book");
    for length in [whole.len() - 1, whole.len() - 4096, whole.len() / 2, 4096, 512, 100] {
        fs::write(&path, &whole[..length]).expect("cut");
        let error =
            refused(&path, |error| matches!(error, OpenError::Corrupt { .. } | OpenError::NotABook { .. }));
        assert!(length < 512 || matches!(error, OpenError::Corrupt { .. }), "at {length}: {error:?}");
    }
    assert_eq!(state(folder.path()).len(), 1);
}

#[test]
fn a_changed_book_is_left_as_it_is() {
    let (_folder, path) = folder();
    closed_book(&path, 500);
    let whole = fs::read(&path).expect("the book");
    let mut found = 0;
    // The header of each page says what lies in it; the first page has the file's own before that.
    let pages = whole.len() / 4096;
    for page in 1..pages {
        let mut bytes = whole.clone();
        bytes[page * 4096] ^= 0x40;
        fs::write(&path, &bytes).expect("changed");
        if open(&path, Access::ReadOnly).is_err() {
            refused(&path, |error| matches!(error, OpenError::Corrupt { .. }));
            found += 1;
        } else {
            fs::write(&path, &bytes).expect("changed again");
        }
    }
    assert_eq!(found, pages - 1, "every page whose kind was changed is found");
}

#[test]
fn a_damaged_book_that_was_not_closed_is_left_as_it_is_with_its_log() {
    let (_alive, path) = folder();
    closed_book(&path, 500);
    let book = open(&path, Access::ReadWrite).expect("it opens").connection;
    write(&book, 1);
    let (folder, copy) = folder();
    let mut bytes = fs::read(&path).expect("the book");
    let middle = bytes.len() / 4096 / 2 * 4096;
    bytes[middle..middle + 64].fill(0xAA);
    fs::write(&copy, bytes).expect("changed");
    fs::copy(sqlite::log_of(&path), sqlite::log_of(&copy)).expect("its log");
    let error = refused(&copy, |error| matches!(error, OpenError::Corrupt { .. }));
    assert!(error.to_string().contains("backup"), "it says what to do: {error}");
    assert_eq!(state(folder.path()).len(), 2, "the log is kept, since it may be what saves the book");
}

#[test]
fn a_header_that_names_no_version_is_damage() {
    let (_folder, path) = folder();
    closed_book(&path, 1);
    for version in [[0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF]] {
        let mut bytes = fs::read(&path).expect("the book");
        bytes[60..64].copy_from_slice(&version);
        fs::write(&path, bytes).expect("changed");
        refused(&path, |error| matches!(error, OpenError::Corrupt { .. }));
    }
}
