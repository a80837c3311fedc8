//! The batch job: what it may be called, in which order it works, and what its loop does next.
//!
//! The loop keeps nothing in memory that matters: whenever it looks, [`next_step`] decides from what the book
//! remembers and from the time. So a closed laptop, a killed program and a changed clock are all the same thing
//! to it: some time has passed.
//!
//! ```
//! # use proforma_engine::batch_job::{LoopFacts, JobState, Step, next_step};
//! # use chrono::{DateTime, Utc, NaiveDate};
//! # let instant = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
//! # let date = |text: &str| text.parse::<NaiveDate>().unwrap();
//! let facts = LoopFacts {
//!     state: JobState::Started,
//!     next_wake_at: instant("2020-10-05T08:00:00Z"),
//!     retry_at: None,
//!     latest_at: None,
//!     covered_through: date("2020-10-03"),
//!     consent_through: None,
//! };
//! let step = next_step(&facts, instant("2020-10-05T09:00:00Z"), date("2020-10-05"));
//! assert_eq!(step, Step::Run { from: date("2020-10-04"), through: date("2020-10-05") });
//! ```
//!
//! Source: SPEC 6.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use crate::words::words;

words!(/// What a batch job starts (SPEC 6.2).
    Workflow, "workflow", {
    /// Sleeps, then calls ProcessRunner.
    ProcessRunCaller = "process_run_caller",
    /// Processes, then sleeps.
    ProcessRunner = "process_runner",
    /// Counts utilization every seven days.
    UpdateRoleUtilization = "update_role_utilization",
});

words!(/// What a person last decided about a batch job, or what stopped it.
    JobState, "state of a batch job", {
    /// Set up, never run.
    NotStarted = "not_started",
    /// Its loop goes on for ever.
    Started = "started",
    /// A person made it rest.
    Paused = "paused",
    /// Ended by a person, or by a fault of the surroundings that did not go away.
    Stopped = "stopped",
});

words!(/// The two kinds of work of which only one job at a time may take care (SPEC 6.4).
    JobKind, "kind of batch job", {
    /// Creates invoices.
    Invoices = "invoices",
    /// Counts utilization.
    Utilization = "utilization",
});

/// The words of which the name of a job that creates invoices must contain one (SPEC 6.1).
pub const NAME_WORDS: [&str; 3] = ["create invoices", "skapa fakturor", "създаване на фактури"];

/// The name that a new job is given; it contains the words.
pub const NAME_SUGGESTED: &str = "Project Operations Create Invoices";

/// So many dates that nobody ran are caught up unasked; beyond, a person is asked (SPEC 6.6).
pub const DATES_UNATTENDED_MAX: i64 = 31;

/// Of how far the clock may stand behind the latest time the book has seen (SPEC 6.6).
pub const CLOCK_SLACK: TimeDelta = TimeDelta::minutes(5);

/// After how long a fault of the surroundings is tried again; after the last of these the job stops.
pub const RETRIES: [TimeDelta; 3] = [TimeDelta::minutes(1), TimeDelta::minutes(5), TimeDelta::minutes(15)];

impl Workflow {
    /// Which of the jobs it competes with.
    #[must_use]
    pub const fn kind(self) -> JobKind {
        match self {
            Self::ProcessRunCaller | Self::ProcessRunner => JobKind::Invoices,
            Self::UpdateRoleUtilization => JobKind::Utilization,
        }
    }

    /// How long it sleeps from the end of its work: 24 hours of UTC, or seven days.
    ///
    /// Source: SPEC 6.3, 6.9.
    #[must_use]
    pub const fn timer(self) -> TimeDelta {
        match self {
            Self::ProcessRunCaller | Self::ProcessRunner => TimeDelta::hours(24),
            Self::UpdateRoleUtilization => TimeDelta::days(7),
        }
    }

    /// When the timer ends that a first start sets: at once, except for the one that begins with its sleep.
    ///
    /// Source: SPEC 6.2.
    #[must_use]
    pub fn first_wake(self, started_at: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::ProcessRunCaller => started_at + self.timer(),
            Self::ProcessRunner | Self::UpdateRoleUtilization => started_at,
        }
    }
}

/// Whether a job of this name may start `workflow`: the name rule binds those that create invoices.
///
/// Source: SPEC 6.1, 6.4.
#[must_use]
pub fn is_named_for(name: &str, workflow: Workflow) -> bool {
    match workflow.kind() {
        JobKind::Invoices => contains_name_words(name),
        JobKind::Utilization => true,
    }
}

/// Whether a name contains the words that a job which creates invoices needs, in any letter case.
///
/// Source: SPEC 6.1.
#[must_use]
pub fn contains_name_words(name: &str) -> bool {
    let name = name.to_lowercase();
    NAME_WORDS.iter().any(|words| name.contains(words))
}

/// What the book remembers of a job, as far as its loop decides by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoopFacts {
    /// What a person last decided.
    pub state: JobState,
    /// When the timer ends.
    pub next_wake_at: DateTime<Utc>,
    /// When it is tried again after a fault of the surroundings; none where nothing is wrong.
    pub retry_at: Option<DateTime<Utc>>,
    /// The latest time the book has seen.
    pub latest_at: Option<DateTime<Utc>>,
    /// The last covered date.
    pub covered_through: NaiveDate,
    /// Up to where a person agreed that missed dates are run.
    pub consent_through: Option<NaiveDate>,
}

/// What the loop does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing, until a person decides.
    Rest,
    /// Nothing, until the time has come.
    Sleep {
        /// When.
        until: DateTime<Utc>,
    },
    /// Nothing, until the clock is put right.
    ClockBehind {
        /// The latest time the book has seen.
        latest_at: DateTime<Utc>,
    },
    /// Nothing, until a person says what becomes of so many dates.
    AskConsent {
        /// The first of them.
        from: NaiveDate,
        /// The last.
        through: NaiveDate,
    },
    /// Runs these dates, in order, each by itself.
    Run {
        /// The first.
        from: NaiveDate,
        /// The last, which is today.
        through: NaiveDate,
    },
    /// It woke, and today is covered already: the timer is set to the start of the next date.
    NothingToCover,
}

/// Decides what the loop of a job that creates invoices does now; `today` is the civil date of `now` in the book's
/// time zone.
///
/// Source: SPEC 6.2 to 6.6a.
#[must_use]
pub fn next_step(facts: &LoopFacts, now: DateTime<Utc>, today: NaiveDate) -> Step {
    if let Some(step) = not_yet(facts, now) {
        return step;
    }
    let Some(from) = facts.covered_through.checked_add_days(Days::new(1)).filter(|from| *from <= today)
    else {
        return Step::NothingToCover;
    };
    let due = (today - facts.covered_through).num_days();
    let has_consent = facts.consent_through.is_some_and(|through| through >= today);
    if due > DATES_UNATTENDED_MAX && !has_consent {
        return Step::AskConsent { from, through: today };
    }
    Step::Run { from, through: today }
}

/// Why the loop of a job does nothing now; none where its time has come.
#[must_use]
pub fn not_yet(facts: &LoopFacts, now: DateTime<Utc>) -> Option<Step> {
    match facts.state {
        JobState::NotStarted | JobState::Paused | JobState::Stopped => return Some(Step::Rest),
        JobState::Started => {}
    }
    if let Some(latest_at) = facts.latest_at.filter(|latest_at| *latest_at - now > CLOCK_SLACK) {
        return Some(Step::ClockBehind { latest_at });
    }
    let until = facts.retry_at.unwrap_or(facts.next_wake_at);
    (now < until).then_some(Step::Sleep { until })
}

/// When the timer ends that is set at the end of the work: after its full time, or at a time of day that comes sooner.
///
/// Source: SPEC 6.3, 6.6a.
#[must_use]
pub fn next_wake(
    workflow: Workflow,
    ended_at: DateTime<Utc>,
    next_time_of_day: Option<DateTime<Utc>>,
) -> DateTime<Utc> {
    let full = ended_at + workflow.timer();
    next_time_of_day.filter(|at| *at > ended_at).map_or(full, |at| at.min(full))
}

/// When to try again after the `failures`th fault of the surroundings in a row, counted from 1; none: the job stops.
#[must_use]
pub fn retry(failures: u32, failed_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let index = usize::try_from(failures).ok()?.checked_sub(1)?;
    RETRIES.get(index).map(|after| failed_at + *after)
}
