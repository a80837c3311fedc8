//! Decides when a process run starts, and holds the lease while it runs.
//!
//! The button, the headless program and the loop all come through here: one way in, one lease, the same use
//! case underneath. A run happens on a connection of its own; a second thread keeps the lease alive.

mod batch_loop;
mod held_lease;
mod loop_event;
mod loop_handle;

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError, atomic::AtomicBool},
};

use chrono::NaiveDate;
use proforma_api::{
    batch_jobs::ThisProgram,
    batch_loop::UnwrittenFault,
    book::{Book, Holder, uncovered_dates},
    error::{ApiError, Refusal},
    parked::Retry,
    process_run::{self, FencingToken, Listener, PromisedRun, RunRequest, RunSummary},
};

pub use proforma_api::{clock::Clock, process_run::AskedBy};

pub use self::{
    batch_loop::BatchLoop,
    held_lease::HeldLease,
    loop_event::{LoopEvent, LoopListener},
    loop_handle::LoopHandle,
};
use crate::held_lease::Leases;

/// Runs dates of one book on behalf of one program start; a handle that may be cloned.
#[derive(Debug, Clone)]
pub struct ProcessRunner {
    leases: Leases,
    clock: Clock,
    /// Whoever is inside a run.
    running: Arc<Mutex<()>>,
    /// What its loop met and could not write into the book.
    fault: Arc<Mutex<Option<UnwrittenFault>>>,
}

/// A date to run.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// The date.
    pub run_date: NaiveDate,
    /// What counts as today; the window gives the book's today, the headless program the run date (SPEC 4.3).
    pub today: NaiveDate,
    /// Whether what the rest of the book has ready is told too.
    pub tells_the_rest: bool,
    /// Who asked for it.
    pub asked_by: AskedBy<'a>,
    /// Set by whoever wants the run to stop between two contracts.
    pub cancel: &'a AtomicBool,
}

impl ProcessRunner {
    /// A runner for this start of a program.
    ///
    /// # Errors
    /// [`ApiError::Holder`] where the system gives no random numbers.
    pub fn new(program: &str, clock: Clock) -> Result<Self, ApiError> {
        let leases = Leases::new(Holder::this_process(program)?, clock.clone());
        Ok(Self { leases, clock, running: Arc::default(), fault: Arc::default() })
    }

    /// The time, as this program takes it.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// This program start, as it looks at batch jobs.
    #[must_use]
    pub fn this_program(&self) -> ThisProgram {
        let fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner).clone();
        ThisProgram { holder_id: self.leases.holder().id.clone(), fault }
    }

    /// Remembers what the book could not be told; none: it can be told again.
    pub(crate) fn keep_fault(&self, fault: Option<UnwrittenFault>) {
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = fault;
    }

    /// Holds the lease of a book for as long as the answer is kept.
    ///
    /// # Errors
    /// [`ApiError::Lease`] while another program has it.
    ///
    /// Source: SPEC 6.5.
    pub fn hold(&self, path: &Path) -> Result<Arc<HeldLease>, ApiError> {
        self.leases.hold(path)
    }

    /// One process run for exactly one date. The covered date does not move.
    ///
    /// # Errors
    /// [`ApiError::Lease`] while another program runs the book; [`ApiError::Refused`] while this one does; as
    /// [`process_run::run`].
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

    /// Runs parked contracts again, as another attempt of the run of the last date that failed.
    ///
    /// # Errors
    /// As [`ProcessRunner::run_date`].
    ///
    /// Source: SPEC 4.11.
    pub fn retry(
        &self,
        path: &Path,
        retry: &Retry,
        order: &Order<'_>,
        listener: Listener<'_>,
    ) -> Result<RunSummary, ApiError> {
        self.with_lease(path, |book, token| {
            let request = RunRequest { only: Some(&retry.contracts), ..self.request(token, order) };
            process_run::run(book.connection(), &request, listener)
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
                let asked_by = AskedBy::Headless { covers: true };
                let order = Order { run_date, today: run_date, tells_the_rest: true, asked_by, cancel };
                let summary = each(run_date, &mut |listener| self.run_one(book, token, &order, listener))?;
                if summary.is_interrupted() {
                    break;
                }
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

    fn request<'a>(&'a self, token: FencingToken, order: &Order<'a>) -> RunRequest<'a> {
        let Order { run_date, today, tells_the_rest, asked_by, cancel } = *order;
        RunRequest {
            run_date,
            today,
            token,
            now: self.clock.now(),
            clock: &self.clock,
            asked_by,
            only: None,
            cancel,
            tells_the_rest,
            promise: None,
        }
    }

    /// Works on a book under the lease, alone in this program.
    fn with_lease<T>(
        &self,
        path: &Path,
        work: impl FnOnce(&Book, FencingToken) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let _alone = self.alone().ok_or(Refusal::RunUnderWay)?;
        let lease = self.leases.hold(path)?;
        let book = Book::open(path)?;
        let done = work(&book, lease.token());
        if done.as_ref().is_err_and(ApiError::is_lease_lost) {
            lease.lose();
        }
        done
    }

    /// The right to run something in this program; none while something else does.
    fn alone(&self) -> Option<MutexGuard<'_, ()>> {
        match self.running.try_lock() {
            Ok(guard) => Some(guard),
            // Whoever panicked inside a run has left its database transaction behind, and nothing else.
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }
}
