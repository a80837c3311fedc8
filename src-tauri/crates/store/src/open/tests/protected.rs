//! Files and folders that cannot be written. In a process of its own, because the superuser writes anywhere.
#![cfg(unix)]

use std::{
    os::unix::{fs::PermissionsExt as _, process::CommandExt as _},
    process::Command,
};

use super::*;

/// Somebody who owns nothing here.
const NOBODY: u32 = 65534;

/// Opens the book as somebody without special rights and gives the answer of the probe.
fn open_as_nobody(path: &Path) -> String {
    let (home, _) = folder();
    allow(home.path(), 0o755);
    let program = home.path().join("probe");
    fs::copy(std::env::current_exe().expect("this program"), &program).expect("where anybody may run it");
    allow(&program, 0o755);
    let mut command = Command::new(&program);
    command
        .args(["--exact", "open::tests::probe", "--ignored", "--nocapture"])
        .env("PROFORMA_PROBE", "open")
        .env("PROFORMA_PROBE_PATH", path);
    if is_superuser() {
        command.uid(NOBODY).gid(NOBODY);
    }
    answer(&command.output().expect("it runs").stdout)
}

/// Whether protection means nothing to this process.
fn is_superuser() -> bool {
    let (folder, _) = folder();
    allow(folder.path(), 0o555);
    let writes = fs::write(folder.path().join("x"), "").is_ok();
    allow(folder.path(), 0o755);
    writes
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
}

#[test]
fn a_book_in_a_protected_folder_is_read_and_nothing_appears() {
    let (folder, path) = folder();
    closed_book(&path, 3);
    allow(&path, 0o666);
    allow(folder.path(), 0o555);
    let before = state(folder.path());
    assert_eq!(open_as_nobody(&path), "Some(Folder) 3 writes=false");
    assert!(before == state(folder.path()), "reading leaves nothing");
    allow(folder.path(), 0o755);
}

#[test]
fn a_protected_book_is_read_and_nothing_appears() {
    let (folder, path) = folder();
    closed_book(&path, 3);
    allow(&path, 0o444);
    allow(folder.path(), 0o777);
    let before = state(folder.path());
    assert_eq!(open_as_nobody(&path), "Some(File) 3 writes=false");
    assert!(before == state(folder.path()), "reading leaves nothing");
}

#[test]
fn a_protected_book_is_read_beside_its_writer() {
    let (folder, path) = folder();
    let book = create(&path).expect("a book");
    write(&book, 3);
    for entry in state(folder.path()).keys() {
        allow(&folder.path().join(entry), 0o444);
    }
    allow(folder.path(), 0o555);
    assert_eq!(open_as_nobody(&path), "Some(File) 3 writes=false", "what stands in the log is seen");
    allow(folder.path(), 0o755);
}

#[test]
fn a_protected_book_that_was_not_closed_is_not_shown_without_its_log() {
    let (_alive, alive) = folder();
    let book = create(&alive).expect("a book");
    write(&book, 3);
    let (folder, path) = folder();
    for (from, to) in [(alive.clone(), path.clone()), (sqlite::log_of(&alive), sqlite::log_of(&path))] {
        fs::copy(from, &to).expect("a copy");
        allow(&to, 0o444);
    }
    allow(folder.path(), 0o555);
    let before = state(folder.path());
    assert_eq!(open_as_nobody(&path), "NeedsRecovery");
    assert!(before == state(folder.path()), "a refusal changes nothing");
    allow(folder.path(), 0o755);
}

#[test]
fn a_book_that_may_not_be_read_says_so() {
    let (folder, path) = folder();
    closed_book(&path, 3);
    allow(&path, 0o000);
    allow(folder.path(), 0o755);
    assert_eq!(open_as_nobody(&path), "NotReadable");
}
