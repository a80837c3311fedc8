//! Decides when a process run starts, and holds the lease while it runs.
//!
//! The button, the headless program and the loop all come through here: one way in, one lease, the same use
//! case underneath. A run happens on a connection of its own; a second thread keeps the lease alive.

use std::{
    path::Path,
    sync::{
        atomic::AtomicBool,
        mpsc::{RecvTimeoutError, Sender, channel},
    },
    thread::{self, JoinHandle},
};

use chrono::{DateTime, NaiveDate, Utc};
use proforma_api::{
    book::{Book, HEARTBEAT, Holder, beat, cover, release_lease, take_lease, uncovered_dates},
    error::ApiError,
    process_run::{self, FencingToken, Listener, PromisedRun, RunRequest, RunSummary},
};

/// The time; tests put another in.
pub type Clock = fn() -> DateTime<Utc>;

/// Runs dates of one book on behalf of one program start.
#[derive(Debug, Clone)]
pub struct ProcessRunner {
    holder: Holder,
    clock: Clock,
}

/// A date to run.
#[derive(Debug)]
pub struct Order<'a> {
    /// The date.
    pub run_date: NaiveDate,
    /// What counts as today; the window gives the book's today, the headless program the run date (SPEC 4.3).
    pub today: NaiveDate,
    /// Whether what the rest of the book has ready is told too.
    pub tells_the_rest: bool,
    /// Set by whoever wants the run to stop between two contracts.
    pub cancel: &'a AtomicBool,
}

impl ProcessRunner {
    /// A runner for this start of a program.
    ///
    /// # Errors
    /// [`ApiError::Holder`] where the system gives no random numbers.
    pub fn new(program: &str, clock: Clock) -> Result<Self, ApiError> {
        Ok(Self { holder: Holder::this_process(program)?, clock })
    }

    /// One process run for exactly one date. The covered date does not move.
    ///
    /// # Errors
    /// [`ApiError::Lease`] while another program runs the book; as [`process_run::run`].
    ///
    /// Source: SPEC 6.5.
    pub fn run_date(
        &self,
        path: &Path,
        order: &Order<'_>,
        listener: Listener<'_>,
    ) -> Result<RunSummary, ApiError> {
        self.with_lease(path, |book, token| self.run_one(book, token, order, listener))
    }

    /// As [`ProcessRunner::run_date`], if the date would still create what a preview of this fingerprint showed.
    ///
    /// # Errors
    /// As [`ProcessRunner::run_date`].
    ///
    /// Source: SPEC 7.7.
    pub fn run_date_as_promised(
        &self,
        path: &Path,
        order: &Order<'_>,
        fingerprint: &str,
        listener: Listener<'_>,
    ) -> Result<PromisedRun, ApiError> {
        self.with_lease(path, |book, token| {
            let request = self.request(token, order);
            process_run::run_as_promised(book.connection(), &request, fingerprint, listener)
        })
    }

    /// Every date not yet covered up to `through`, in order, each with today taken as that date. `begin` and `end`
    /// frame each date. A date that was cut off is not covered.
    ///
    /// # Errors
    /// As [`ProcessRunner::run_date`].
    ///
    /// Source: SPEC 6.6, 9 (`run --through`).
    pub fn run_through(
        &self,
        path: &Path,
        from: Option<NaiveDate>,
        through: NaiveDate,
        cancel: &AtomicBool,
        mut each: impl FnMut(
            NaiveDate,
            &mut dyn FnMut(Listener<'_>) -> Result<RunSummary, ApiError>,
        ) -> Result<RunSummary, ApiError>,
    ) -> Result<(), ApiError> {
        self.with_lease(path, |book, token| {
            for run_date in uncovered_dates(book.connection(), from, through)? {
                let order = Order { run_date, today: run_date, tells_the_rest: true, cancel };
                let summary = each(run_date, &mut |listener| self.run_one(book, token, &order, listener))?;
                if summary.is_interrupted() {
                    break;
                }
                cover(book.connection(), run_date, token)?;
            }
            Ok(())
        })
    }

    fn run_one(
        &self,
        book: &Book,
        token: FencingToken,
        order: &Order<'_>,
        listener: Listener<'_>,
    ) -> Result<RunSummary, ApiError> {
        process_run::run(book.connection(), &self.request(token, order), listener)
    }

    fn request<'a>(&self, token: FencingToken, order: &Order<'a>) -> RunRequest<'a> {
        let Order { run_date, today, tells_the_rest, cancel } = *order;
        RunRequest { run_date, today, token, now: (self.clock)(), cancel, tells_the_rest, promise: None }
    }

    /// Takes the lease, keeps it alive beside the work, and gives it back.
    fn with_lease<T>(
        &self,
        path: &Path,
        work: impl FnOnce(&Book, FencingToken) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let book = Book::open(path)?;
        let connection = book.writable()?;
        let token = take_lease(connection, &self.holder, (self.clock)())?;
        let pulse = Pulse::start(path, token, self.clock);
        let done = work(&book, token);
        pulse.stop();
        // A lease that was lost meanwhile is no longer ours to give back, and the work has said so already.
        let released = release_lease(connection, token);
        let done = done?;
        released?;
        Ok(done)
    }
}

/// The thread that says "alive" while the work goes on.
struct Pulse {
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

impl Pulse {
    fn start(path: &Path, token: FencingToken, clock: Clock) -> Self {
        let (stop, stopped) = channel();
        let path = path.to_owned();
        let thread = thread::spawn(move || {
            while stopped.recv_timeout(HEARTBEAT) == Err(RecvTimeoutError::Timeout) {
                // A beat that fails needs no word here: every write of the run checks the lease itself.
                let Ok(book) = Book::open(&path) else { continue };
                if beat(book.connection(), token, clock()).is_err_and(|error| error.is_lease_lost()) {
                    return;
                }
            }
        });
        Self { stop, thread }
    }

    fn stop(self) {
        drop(self.stop);
        // The thread holds nothing that could be lost; if it panicked, the work is done all the same.
        let _ = self.thread.join();
    }
}
