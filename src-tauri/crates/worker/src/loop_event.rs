//! What the loop of the batch job tells, and to whom.

use chrono::{DateTime, NaiveDate, Utc};
use proforma_api::{
    batch_loop::Resting,
    book::Held,
    dto::UncountedUnit,
    error::ApiError,
    process_run::{Listener, RunSummary},
};

/// What the loop tells whoever listens.
#[derive(Debug)]
pub enum LoopEvent<'a> {
    /// Another program does the work.
    HeldBy(&'a Held),
    /// A program that is gone left a run half done; it is taken up again.
    TakenUp,
    /// It begins to run a date.
    DateBegins {
        /// The date.
        run_date: NaiveDate,
    },
    /// A date has been run.
    DateEnded {
        /// The date.
        run_date: NaiveDate,
        /// How.
        summary: &'a RunSummary,
        /// Whether it is the last of those that were due.
        is_last: bool,
    },
    /// Utilization was counted.
    Counted {
        /// The last day that was counted.
        through: NaiveDate,
        /// What was left out, because nobody knows how long it is.
        uncounted: &'a [UncountedUnit],
    },
    /// It waits for a person, with so many dates.
    Waits {
        /// The first.
        from: NaiveDate,
        /// The last.
        through: NaiveDate,
    },
    /// The clock stands behind the latest time that the book has seen.
    ClockBehind {
        /// That time.
        latest_at: DateTime<Utc>,
    },
    /// A fault of the surroundings; it is tried again.
    Retries {
        /// What went wrong.
        error: &'a ApiError,
        /// When.
        at: DateTime<Utc>,
    },
    /// It has stopped for good, until a person restarts it.
    Stopped {
        /// What went wrong.
        error: &'a ApiError,
    },
    /// It fell asleep.
    Sleeps {
        /// Until when.
        until: DateTime<Utc>,
    },
    /// It does nothing until a person decides.
    Rests(Resting),
}

/// Whoever is told what the loop does, and gives the ear that each date is run with.
pub trait LoopListener: Send {
    /// Told of an event.
    fn tell(&mut self, event: &LoopEvent<'_>);

    /// Runs a date with a listener of its own.
    ///
    /// # Errors
    /// What `run` answers, and what getting ready to listen does.
    fn listen(
        &mut self,
        run_date: NaiveDate,
        run: &mut dyn FnMut(Listener<'_>) -> Result<RunSummary, ApiError>,
    ) -> Result<RunSummary, ApiError>;
}
