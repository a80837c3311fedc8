//! What the shell keeps while the window is open: which book, its connections, the run under way.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::channel,
    },
    thread,
    time::Duration,
};

use chrono::{DateTime, Utc};
use proforma_api::{
    batch_jobs::ThisProgram, book::Book, book_sums::BookSums, error::ApiError, promise::Promise,
};
use proforma_worker::{LoopHandle, ProcessRunner};

use crate::{
    chosen_spreadsheets::ChosenSpreadsheets,
    desktop::Desktop,
    error::{CommandError, ErrorCode},
    reloading::LostPages,
};

/// The shell's state; a handle that may be cloned.
#[derive(Clone)]
pub(crate) struct Desk(Arc<Shared>);

impl fmt::Debug for Desk {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Desk").field(&self.0.folder).finish()
    }
}

/// Starts the loop of the batch job on a book.
pub(crate) type StartLoop = Box<dyn Fn(&ProcessRunner, &Path) -> LoopHandle + Send + Sync>;

struct Shared {
    runner: ProcessRunner,
    start_loop: Option<StartLoop>,
    desktop: Arc<dyn Desktop>,
    /// Where the list of recent books and the example are kept.
    folder: PathBuf,
    open: Mutex<Option<Arc<OpenBook>>>,
    /// The file that a native dialog named last, so that it can be tried again.
    chosen: Mutex<Option<PathBuf>>,
    /// Set to stop the run under way.
    run: Mutex<Option<Arc<AtomicBool>>>,
    /// Set to stop the export of many files under way.
    export: Mutex<Option<Arc<AtomicBool>>>,
    /// Set to stop the deletion of many drafts under way.
    deletion: Mutex<Option<Arc<AtomicBool>>>,
    /// Set to stop the import of a spreadsheet under way.
    import: Mutex<Option<Arc<AtomicBool>>>,
    /// Set to stop the latest dry run of an import.
    dry_run: Mutex<Arc<AtomicBool>>,
    spreadsheets: ChosenSpreadsheets,
    lost_pages: LostPages,
    /// Whether the page holds something typed and not saved.
    has_unsaved: AtomicBool,
}

/// Long work of which there is one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    /// A run of a date.
    Run,
    /// An export of many files.
    Export,
    /// A deletion of many drafts.
    Delete,
    /// An import of a spreadsheet.
    Import,
}

/// A page asks a few things at a time; what was opened beside them is closed again, since each remembers 64 MB of the
/// book.
const IDLE_MAX: usize = 3;

/// The book on the desk with connections that nobody uses just now.
struct OpenBook {
    path: PathBuf,
    idle: Mutex<Vec<Book>>,
    /// What its connections know of its contracts.
    sums: BookSums,
    /// What the last previews promised, the latest one last.
    promises: Mutex<Vec<Promise>>,
    /// How far its history had come when the page asked last.
    extent: Mutex<Option<i64>>,
    /// The loop of its batch job; none of a book that is open for reading only.
    job_loop: Option<LoopHandle>,
}

/// So long the end of the program waits for the batch job.
const LEAVE_MAX: Duration = Duration::from_millis(1500);

/// A person goes to and fro between a few dates before running one.
const PROMISES_MAX: usize = 4;

impl Desk {
    /// A desk without a book. Without `start_loop` its books have no loop.
    pub(crate) fn new(
        runner: ProcessRunner,
        folder: PathBuf,
        desktop: Arc<dyn Desktop>,
        start_loop: Option<StartLoop>,
    ) -> Self {
        Self(Arc::new(Shared {
            runner,
            start_loop,
            desktop,
            folder,
            open: Mutex::default(),
            chosen: Mutex::default(),
            run: Mutex::default(),
            export: Mutex::default(),
            deletion: Mutex::default(),
            import: Mutex::default(),
            dry_run: Mutex::default(),
            spreadsheets: ChosenSpreadsheets::default(),
            lost_pages: LostPages::default(),
            has_unsaved: AtomicBool::default(),
        }))
    }

    /// The page holds something typed and not saved, or does no more.
    pub(crate) fn hold_unsaved(&self, has_unsaved: bool) {
        self.0.has_unsaved.store(has_unsaved, Ordering::Relaxed);
    }

    /// Whether the page holds something that closing would lose. It is asked about once: the next time there is none,
    /// until the page says so again.
    pub(crate) fn take_unsaved(&self) -> bool {
        self.0.has_unsaved.swap(false, Ordering::Relaxed)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.0.folder
    }

    pub(crate) fn runner(&self) -> &ProcessRunner {
        &self.0.runner
    }

    /// The time, as this program takes it.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.0.runner.clock().now()
    }

    /// This program start, as it looks at batch jobs.
    pub(crate) fn me(&self) -> ThisProgram {
        self.0.runner.this_program()
    }

    /// Makes the loop look at what a person has just decided. What stops the job stops a run of it between two contracts.
    pub(crate) fn poke_job(&self, stops: bool) {
        let open = lock(&self.0.open);
        match open.as_ref().and_then(|open| open.job_loop.as_ref()) {
            Some(job_loop) if stops => job_loop.interrupt(),
            Some(job_loop) => job_loop.poke(),
            None => {}
        }
    }

    /// The desktop around the program.
    pub(crate) fn desktop(&self) -> &dyn Desktop {
        &*self.0.desktop
    }

    pub(crate) fn lost_pages(&self) -> &LostPages {
        &self.0.lost_pages
    }

    /// Does blocking work away from the threads that serve the window.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, CommandError> + Send + 'static,
    ) -> Result<T, CommandError> {
        let desk = self.clone();
        let joined = tauri::async_runtime::spawn_blocking(move || work(&desk)).await;
        joined.unwrap_or_else(|error| Err(CommandError::failed(&error)))
    }

    /// Asks the open book something, with the time.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Book, DateTime<Utc>) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, CommandError> {
        self.work(move |desk| desk.ask(|book| ask(book, desk.now()))).await
    }

    /// As [`Desk::read`], on this thread.
    pub(crate) fn ask<T>(&self, ask: impl FnOnce(&Book) -> Result<T, ApiError>) -> Result<T, CommandError> {
        let open = lock(&self.0.open).clone().ok_or_else(CommandError::no_book)?;
        let idle = lock(&open.idle).pop();
        let book = match idle {
            Some(book) => book,
            None => Book::open(&open.path)?.knowing(&open.sums),
        };
        let answer = ask(&book);
        let mut idle = lock(&open.idle);
        if idle.len() < IDLE_MAX {
            idle.push(book);
        }
        Ok(answer?)
    }

    /// Whether something was done with the book since this was asked last: by another program, perhaps.
    pub(crate) async fn has_moved(&self) -> Result<bool, CommandError> {
        let extent = self.read(|book, _| book.extent()).await?;
        let Some(open) = lock(&self.0.open).clone() else { return Ok(false) };
        let before = lock(&open.extent).replace(extent);
        Ok(before.is_some_and(|before| before != extent))
    }

    /// Keeps what a preview promised, so that a run can say how it would differ.
    pub(crate) fn keep_promise(&self, promise: Promise) {
        let Some(open) = lock(&self.0.open).clone() else { return };
        let mut promises = lock(&open.promises);
        promises.retain(|kept| *kept != promise);
        promises.push(promise);
        let too_many = promises.len().saturating_sub(PROMISES_MAX);
        promises.drain(..too_many);
    }

    /// What a preview of this fingerprint promised; none where that is too long ago.
    pub(crate) fn promise(&self, fingerprint: &str) -> Option<Promise> {
        let open = lock(&self.0.open).clone()?;
        let promises = lock(&open.promises);
        promises.iter().find(|promise| promise.fingerprint() == fingerprint).cloned()
    }

    /// Remembers the file that a native dialog named.
    pub(crate) fn choose(&self, path: PathBuf) {
        *lock(&self.0.chosen) = Some(path);
    }

    /// The file that a native dialog named last.
    pub(crate) fn chosen(&self) -> Option<PathBuf> {
        lock(&self.0.chosen).clone()
    }

    /// The spreadsheets that native dialogs named.
    pub(crate) fn spreadsheets(&self) -> &ChosenSpreadsheets {
        &self.0.spreadsheets
    }

    /// Begins a dry run in place of the one under way, whose answer nobody waits for any more; set to stop it.
    pub(crate) fn begin_dry_run(&self) -> Arc<AtomicBool> {
        let cancel = Arc::new(AtomicBool::new(false));
        let before = std::mem::replace(&mut *lock(&self.0.dry_run), cancel.clone());
        before.store(true, Ordering::Relaxed);
        cancel
    }

    /// Puts a book on the desk in place of the one that was there.
    pub(crate) fn put(&self, book: Book) -> Result<(), CommandError> {
        self.refuse_while_busy()?;
        let (path, sums) = (book.path().to_owned(), book.sums().clone());
        let is_writable = book.writable().is_ok();
        let (idle, promises) = (Mutex::new(vec![book]), Mutex::default());
        // The loop of the book before gives its lease back first.
        drop(lock(&self.0.open).take());
        let start_loop = self.0.start_loop.as_ref().filter(|_| is_writable);
        let job_loop = start_loop.map(|start| start(&self.0.runner, &path));
        *lock(&self.0.open) =
            Some(Arc::new(OpenBook { path, idle, sums, promises, extent: Mutex::default(), job_loop }));
        Ok(())
    }

    /// Closes the book.
    pub(crate) fn close(&self) -> Result<(), CommandError> {
        self.refuse_while_busy()?;
        drop(lock(&self.0.open).take());
        Ok(())
    }

    /// The program ends: the loop of the job gives its lease back, so that another machine need not wait for it to run
    /// out. A contract that is being written may take longer than a person waits; then it is as if the program was
    /// killed, which a book survives.
    pub(crate) fn leave(&self) {
        let Some(open) = lock(&self.0.open).take() else { return };
        let (tell, done) = channel();
        thread::spawn(move || {
            drop(open);
            // Whoever waited may have gone.
            let _ = tell.send(());
        });
        if done.recv_timeout(LEAVE_MAX).is_err() {
            log::warn!("the program ends before the batch job has given back its lease");
        }
    }

    /// Whether a book is open.
    pub(crate) fn has_book(&self) -> bool {
        lock(&self.0.open).is_some()
    }

    /// Where the open book is.
    pub(crate) fn path(&self) -> Result<PathBuf, CommandError> {
        lock(&self.0.open).as_ref().map(|open| open.path.clone()).ok_or_else(CommandError::no_book)
    }

    /// Begins long work; the guard ends it.
    pub(crate) fn begin(&self, task: Task) -> Result<TaskGuard, CommandError> {
        let mut under_way = lock(self.slot(task));
        if under_way.is_some() {
            return Err(match task {
                Task::Run => CommandError::new(
                    ErrorCode::LeaseHeld,
                    "a run is under way in this window; wait until it has ended, or cancel it",
                ),
                Task::Export => CommandError::new(
                    ErrorCode::Refused,
                    "an export is under way; wait until it has ended, or cancel it",
                ),
                Task::Delete => CommandError::new(
                    ErrorCode::Refused,
                    "drafts are being deleted; wait until that has ended, or cancel it",
                ),
                Task::Import => CommandError::new(
                    ErrorCode::Refused,
                    "an import is under way; wait until it has ended, or cancel it",
                ),
            });
        }
        let cancel = Arc::new(AtomicBool::new(false));
        *under_way = Some(cancel.clone());
        Ok(TaskGuard { desk: self.clone(), task, cancel })
    }

    /// Asks long work to stop: a run between two contracts, an export between two files, a deletion between drafts,
    /// an import before it is durable.
    pub(crate) fn cancel(&self, task: Task) -> Result<(), CommandError> {
        if let Some(cancel) = lock(self.slot(task)).as_ref() {
            cancel.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    fn slot(&self, task: Task) -> &Mutex<Option<Arc<AtomicBool>>> {
        match task {
            Task::Run => &self.0.run,
            Task::Export => &self.0.export,
            Task::Delete => &self.0.deletion,
            Task::Import => &self.0.import,
        }
    }

    fn refuse_while_busy(&self) -> Result<(), CommandError> {
        for (task, what) in [
            (Task::Run, "a run"),
            (Task::Export, "an export"),
            (Task::Delete, "a deletion of drafts"),
            (Task::Import, "an import"),
        ] {
            if lock(self.slot(task)).is_some() {
                return Err(CommandError::new(
                    ErrorCode::Refused,
                    format!("{what} is under way; wait until it has ended, or cancel it first"),
                ));
            }
        }
        Ok(())
    }
}

/// Long work under way.
#[derive(Debug)]
pub(crate) struct TaskGuard {
    desk: Desk,
    task: Task,
    cancel: Arc<AtomicBool>,
}

impl TaskGuard {
    /// Set when the work is to stop.
    pub(crate) fn cancel(&self) -> &AtomicBool {
        &self.cancel
    }
}

impl Drop for TaskGuard {
    fn drop(&mut self) {
        *lock(self.desk.slot(self.task)) = None;
    }
}

/// A thread that panicked left nothing half done behind these locks.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
