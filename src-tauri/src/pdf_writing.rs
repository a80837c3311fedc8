//! Writing many PDF files at once, on as many threads as the machine has, within a bound of memory.

use std::{
    num::NonZero,
    path::PathBuf,
    sync::{
        Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering},
    },
    thread,
};

use proforma_api::{
    file_names::PdfFile,
    printing::{mark_exported, write_pdf},
};

use crate::{
    error::CommandError,
    state::{Desk, lock},
};

/// How many details are laid out at once: 10,000 of them take more than 1 GB.
const DETAILS_AT_ONCE: u32 = 10_000;
/// Each thread opens the book for itself.
const THREADS_MAX: usize = 8;

/// Writes each file and gives how many were written; a file that cannot be written ends it, as does `cancel` between
/// two files. What is written stays. `written` is told of each.
pub(crate) fn write_all(
    desk: &Desk,
    files: &[(&PdfFile, PathBuf)],
    cancel: &AtomicBool,
    written: &(dyn Fn() + Sync),
) -> Result<u32, CommandError> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(THREADS_MAX).min(files.len());
    let (next, done) = (AtomicUsize::new(0), AtomicU32::new(0));
    let memory = Memory { free: Mutex::new(DETAILS_AT_ONCE), freed: Condvar::new() };
    let failure = Mutex::new(None);
    let write_some = || {
        while let Some((file, path)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let _part = memory.take(file.details);
            if cancel.load(Ordering::Relaxed) || lock(&failure).is_some() {
                return;
            }
            let written_out = desk.ask(|book| {
                write_pdf(book.connection(), &file.id, path)?;
                mark_exported(book, std::slice::from_ref(&file.id), desk.now())
            });
            match written_out {
                Ok(()) => {
                    done.fetch_add(1, Ordering::Relaxed);
                    written();
                }
                Err(error) => {
                    lock(&failure).get_or_insert(error.about(&file.name));
                    return;
                }
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(write_some);
        }
    });
    let failure = failure.into_inner().unwrap_or_else(PoisonError::into_inner);
    failure.map_or(Ok(done.into_inner()), Err)
}

/// What laying out may take, in details.
struct Memory {
    free: Mutex<u32>,
    freed: Condvar,
}

impl Memory {
    /// Waits until there is room for so many details; one document is always let through.
    fn take(&self, details: u32) -> Part<'_> {
        let details = details.min(DETAILS_AT_ONCE);
        let free = self.freed.wait_while(lock(&self.free), |free| *free < details);
        *free.unwrap_or_else(PoisonError::into_inner) -= details;
        Part { memory: self, details }
    }
}

/// A part of the memory, given back when dropped.
struct Part<'m> {
    memory: &'m Memory,
    details: u32,
}

impl Drop for Part<'_> {
    fn drop(&mut self) {
        *lock(&self.memory.free) += self.details;
        self.memory.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use chrono::Utc;
    use proforma_api::{
        book::{Book, create_example},
        file_names::pdf_files,
    };
    use proforma_worker::{AskedBy, Clock, Order, ProcessRunner};

    use super::*;

    /// A desk with the example and a draft for each of three dates.
    fn desk(folder: &std::path::Path) -> (Desk, Vec<PdfFile>) {
        let path = folder.join("example.proforma");
        create_example(&path, Utc::now(), "test").unwrap();
        let runner = ProcessRunner::new("test", Clock::of(Utc::now)).unwrap();
        for run_date in ["2020-10-05", "2020-10-19", "2020-11-03"] {
            let (run_date, cancel) = (run_date.parse().unwrap(), AtomicBool::new(false));
            let order = Order {
                run_date,
                today: run_date,
                tells_the_rest: false,
                asked_by: AskedBy::Person,
                cancel: &cancel,
            };
            runner.run_date(&path, &order, &mut |_| Ok(())).unwrap();
        }
        let desk = Desk::new(runner, folder.to_owned(), crate::desktop::fake::Recorded::shared(), None);
        desk.put(Book::open(&path).unwrap()).unwrap();
        let ids = ["1", "2", "3"].map(str::to_owned);
        let files = desk.ask(|book| pdf_files(book.connection(), &ids, "{customer}")).unwrap();
        (desk, files)
    }

    fn pdfs(folder: &std::path::Path) -> Vec<String> {
        let names =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| !name.starts_with("example.")).collect();
        names.sort();
        names
    }

    #[test]
    fn files_are_written_side_by_side_until_one_says_stop() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, files) = desk(folder.path());
        let files: Vec<_> = files.iter().map(|file| (file, folder.path().join(&file.name))).collect();
        let told = AtomicU32::new(0);
        let count = || {
            told.fetch_add(1, Ordering::Relaxed);
        };
        let done = write_all(&desk, &files, &AtomicBool::new(false), &count).unwrap();
        assert_eq!((done, told.into_inner()), (3, 3));
        let names = ["Adatum Corporation-2.pdf", "Adatum Corporation-3.pdf", "Adatum Corporation.pdf"];
        assert_eq!(pdfs(folder.path()), names);
        for name in names {
            assert!(fs::read(folder.path().join(name)).unwrap().starts_with(b"%PDF-"), "{name} is whole");
        }
        for (_, path) in &files {
            fs::remove_file(path).unwrap();
        }
        let cancel = AtomicBool::new(false);
        let stop = || cancel.store(true, Ordering::Relaxed);
        let done = write_all(&desk, &files, &cancel, &stop).unwrap();
        assert_eq!(done as usize, pdfs(folder.path()).len(), "what is written stays");
        assert_eq!(write_all(&desk, &files, &cancel, &|| ()).unwrap(), 0);
    }

    #[test]
    fn a_file_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, files) = desk(folder.path());
        let nowhere = folder.path().join("gone").join(&files[1].name);
        let files = [(&files[1], nowhere)];
        let error = write_all(&desk, &files, &AtomicBool::new(false), &|| ()).unwrap_err();
        let sentence = "Adatum Corporation-2.pdf: the file could not be written; close it where it is open";
        assert!(format!("{error:?}").contains(sentence), "{error:?}");
    }

    #[test]
    fn memory_is_shared_and_given_back() {
        let memory = Memory { free: Mutex::new(DETAILS_AT_ONCE), freed: Condvar::new() };
        let large = memory.take(DETAILS_AT_ONCE * 2);
        assert_eq!(*lock(&memory.free), 0, "a document beyond all bounds is let through alone");
        thread::scope(|scope| {
            let waiting = scope.spawn(|| drop(memory.take(1)));
            assert!(!waiting.is_finished());
            drop(large);
        });
        assert_eq!(*lock(&memory.free), DETAILS_AT_ONCE);
    }
}
