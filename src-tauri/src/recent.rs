//! The list of recent books, in a small file of the program's own folder. The page knows a book by its number only.

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use proforma_api::book::EXTENSION;
use serde::{Deserialize, Serialize};

const FILE: &str = "recent-books.json";
const BOOKS_MAX: usize = 12;

/// A book that was open before.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub(crate) struct RecentBook {
    /// Its number in the list.
    id: String,
    /// File name without its ending.
    name: String,
    /// The folder, for reading only.
    place: String,
    /// When it was last opened.
    last_used_at: DateTime<Utc>,
    /// Whether the file is still there.
    found: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    id: u64,
    path: PathBuf,
    last_used_at: DateTime<Utc>,
}

/// Latest first.
pub(crate) fn list(folder: &Path) -> Vec<RecentBook> {
    read(folder)
        .into_iter()
        .map(|entry| RecentBook {
            id: entry.id.to_string(),
            name: name_of(&entry.path),
            place: place_of(&entry.path),
            last_used_at: entry.last_used_at,
            found: entry.path.is_file(),
        })
        .collect()
}

/// A file's name; a book's without its ending.
pub(crate) fn name_of(path: &Path) -> String {
    let is_book = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(EXTENSION));
    let name = if is_book { path.file_stem() } else { path.file_name() };
    name.unwrap_or_default().to_string_lossy().into_owned()
}

/// The folder it lies in.
pub(crate) fn place_of(path: &Path) -> String {
    path.parent().map(Path::to_string_lossy).unwrap_or_default().into_owned()
}

pub(crate) fn path_of(folder: &Path, id: &str) -> Option<PathBuf> {
    read(folder).into_iter().find(|entry| entry.id.to_string() == id).map(|entry| entry.path)
}

/// The book that was used last.
pub(crate) fn last(folder: &Path) -> Option<PathBuf> {
    read(folder).into_iter().next().map(|entry| entry.path)
}

/// Puts a book at the head of the list.
pub(crate) fn remember(folder: &Path, path: &Path, now: DateTime<Utc>) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let mut entries = read(folder);
    let next = entries.iter().map(|entry| entry.id + 1).max().unwrap_or(1);
    let id = entries.iter().find(|entry| entry.path == path).map_or(next, |entry| entry.id);
    entries.retain(|entry| entry.path != path);
    entries.insert(0, Entry { id, path, last_used_at: now });
    entries.truncate(BOOKS_MAX);
    write(folder, &entries)
}

pub(crate) fn forget(folder: &Path, id: &str) -> io::Result<()> {
    let mut entries = read(folder);
    entries.retain(|entry| entry.id.to_string() != id);
    write(folder, &entries)
}

/// A list that cannot be read is an empty one: it is a convenience and is written anew with the next book.
fn read(folder: &Path) -> Vec<Entry> {
    fs::read(folder.join(FILE)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

fn write(folder: &Path, entries: &[Entry]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    serde_json::to_writer_pretty(&mut file, entries)?;
    file.flush()?;
    file.persist(folder.join(FILE)).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_book_is_first_and_keeps_its_number() {
        let folder = tempfile::tempdir().expect("a folder");
        let book = |name: &str| {
            let path = folder.path().join(name);
            fs::write(&path, "").expect("written");
            path
        };
        let (first, second) = (book("first.proforma"), book("second.proforma"));
        for path in [&first, &second, &first] {
            remember(folder.path(), path, Utc::now()).expect("remembered");
        }
        fs::remove_file(&second).expect("removed");
        let listed: Vec<_> =
            list(folder.path()).into_iter().map(|book| (book.id, book.name, book.found)).collect();
        assert_eq!(
            listed,
            [("1".to_owned(), "first".to_owned(), true), ("2".to_owned(), "second".to_owned(), false)]
        );
        forget(folder.path(), "2").expect("forgotten");
        assert_eq!(list(folder.path()).len(), 1);
        assert_eq!(path_of(folder.path(), "2"), None);
    }

    #[test]
    fn a_damaged_list_is_an_empty_one() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(FILE), "[{").expect("written");
        assert!(list(folder.path()).is_empty());
    }
}
