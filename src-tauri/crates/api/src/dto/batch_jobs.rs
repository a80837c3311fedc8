//! Batch jobs: what was set up, what the loop does, what waits for a person.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::Amount;

mirrored!(/// What a batch job starts (SPEC 6.2).
    Workflow = proforma_engine::batch_job::Workflow { ProcessRunCaller, ProcessRunner, UpdateRoleUtilization });

/// What a batch job does just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum JobStatus {
    /// Set up, never started.
    NotStarted,
    /// Its timer runs.
    Sleeping,
    /// It runs dates, or is about to.
    Processing,
    /// A fault of the surroundings is tried again.
    Retrying,
    /// More dates were missed than it runs unasked.
    WaitsForPerson,
    /// The clock stands behind the latest time the book has seen.
    ClockBehind,
    /// A person made it rest.
    Paused,
    /// A person ended it, or a fault did not go away.
    Stopped,
    /// It should be going on, and no program does it.
    StoppedWorking,
    /// The program that runs a date is there, but finishes no contract any more.
    Hung,
}

/// What a person may do with a batch job just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum JobAction {
    /// Choose a workflow and start it.
    Start,
    /// Make it rest.
    Pause,
    /// Go on after a pause.
    Resume,
    /// End it.
    Stop,
    /// Start it again by its stored timer.
    Restart,
    /// Wake it now.
    RunNow,
    /// Say that the clock is right.
    ConfirmClock,
    /// Say what becomes of the dates it waits with.
    Decide,
    /// Remove the record.
    Delete,
}

impl JobAction {
    /// Whether a run that is under way is to stop for it.
    #[must_use]
    pub fn stops_a_run(self) -> bool {
        match self {
            Self::Pause | Self::Stop => true,
            Self::Start
            | Self::Resume
            | Self::Restart
            | Self::RunNow
            | Self::ConfirmClock
            | Self::Decide
            | Self::Delete => false,
        }
    }
}

sent!(/// A batch job in the list.
BatchJobRow {
    /// Its number.
    id: String,
    /// Name.
    name: String,
    /// Whether it may be started.
    is_active: bool,
    /// What it runs; none where it has never been started.
    workflow: Option<Workflow>,
    /// What it does just now.
    status: JobStatus,
    /// When its work last ended.
    last_ended_at: Option<DateTime<Utc>>,
    /// Since when its timer runs.
    slept_since: Option<DateTime<Utc>>,
    /// When its timer ends, or it is tried again.
    next_wake_at: Option<DateTime<Utc>>,
    /// Why it was paused, has stopped or is tried again; a sentence.
    reason: Option<String>,
    /// How often a fault of the surroundings was met in a row.
    failures: u32,
    /// Since when the run under way has finished no contract; none where it gets on.
    hung_since: Option<DateTime<Utc>>,
    /// The dates that wait for a person's decision.
    waits: Option<DateSpan>,
    /// What time it was when this was looked at.
    as_of: DateTime<Utc>,
});

sent!(/// A batch job, whole.
BatchJobView {
    /// What the list shows of it.
    row: BatchJobRow,
    /// The time of day that may bring its wake-up forward, such as 06:30; none: 24 hours from the end time.
    time_of_day: Option<String>,
    /// When it was started last.
    started_at: Option<DateTime<Utc>>,
    /// By whom.
    started_by: Option<String>,
    /// How long its last process run took; none where it creates no invoices.
    last_took_milliseconds: Option<u32>,
    /// The last covered date.
    covered_through: Option<NaiveDate>,
    /// The day of the first start in this book.
    activated_date: Option<NaiveDate>,
    /// What it covers when it wakes next.
    next_covers: Option<DateSpan>,
    /// The latest time the book has seen.
    latest_at: Option<DateTime<Utc>>,
    /// The program that does it.
    owner: Option<JobOwner>,
    /// What may be done with it.
    actions: Vec<JobAction>,
});

sent!(/// Dates one after another, both ends included.
DateSpan {
    /// The first.
    from: NaiveDate,
    /// The last.
    through: NaiveDate,
    /// How many.
    count: u32,
});

sent!(/// The program that holds the lease of the book.
JobOwner {
    /// Name of the program.
    program: String,
    /// Name of the machine.
    host: String,
    /// The system's number of the process.
    process_id: u32,
    /// Whether it is this program.
    is_this_program: bool,
    /// Since when.
    since: DateTime<Utc>,
    /// When it was last heard of.
    heartbeat_at: DateTime<Utc>,
    /// Whether it counts as alive.
    is_alive: bool,
});

received!(/// What a person sets up.
BatchJobSetup {
    /// Name.
    name: String,
    /// Whether it may be started.
    is_active: bool,
    /// Such as 06:30, in the book's time zone; none: 24 hours from the end time.
    time_of_day: Option<String>,
});

sent!(/// The name of a batch job, looked at while it is typed.
JobName {
    /// Whether it contains the words that a job which creates invoices needs.
    contains_words: bool,
    /// The words, one of which is needed.
    words: Vec<String>,
    /// A name that contains them.
    suggestion: String,
});

/// A half of the loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum LoopPart {
    /// Waits for the timer.
    Sleep,
    /// Runs what is due.
    Process,
}

sent!(/// What starting a workflow would do.
WorkflowPlan {
    /// The workflow.
    workflow: Workflow,
    /// In which order it goes.
    order: Vec<LoopPart>,
    /// When it processes for the first time.
    first_wake_at: DateTime<Utc>,
    /// Whether that is now.
    is_at_once: bool,
    /// The dates that it covers then; none where it creates no invoices.
    covers: Option<DateSpan>,
    /// Why it may not be started, where it may not.
    refused: Option<StartRefusal>,
});

/// Why a workflow may not be started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum StartRefusal {
    /// There is only one of its kind (SPEC 6.4).
    Running {
        /// The job that is running.
        name: String,
        /// Since when.
        since: DateTime<Utc>,
        /// Who started it.
        by: String,
        /// Whether a person makes it rest.
        is_paused: bool,
    },
    /// Something else, as a sentence.
    Told(String),
}

/// What a person decides about dates that wait.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Decision {
    /// Run them all, in order.
    Run,
    /// Skip those before today.
    Skip {
        /// Why.
        reason: String,
    },
}

/// What has become of a date, or will.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum JobDayKind {
    /// It was run and nothing was due.
    NothingDue,
    /// It was run and gave drafts.
    Drafts,
    /// It was run and a contract is parked.
    Parked,
    /// Its run was cut off.
    Interrupted,
    /// It was run and taken back.
    Undone,
    /// It has passed, and rows of it were not run.
    Missed,
    /// It is to come, and a schedule calls it out.
    ToCome,
    /// Nothing is known of it: nothing was due and nobody ran it, or nothing is to come.
    Nothing,
}

sent!(/// One date of the job.
JobDay {
    /// The date.
    date: NaiveDate,
    /// What has become of it.
    kind: JobDayKind,
    /// Drafts that stand from it.
    drafts: u32,
    /// Contracts parked, or to come.
    contracts: u32,
    /// Whether it was run on a later day.
    is_caught_up: bool,
});

sent!(/// The dates of the job, one by one.
JobDays {
    /// Ascending, none left out.
    days: Vec<JobDay>,
    /// Dates that were covered since the first start.
    covered: u32,
    /// Dates since the first start, today included where it is covered.
    since_start: u32,
    /// Dates that wait for a person.
    missed: u32,
});

sent!(/// Run dates that nobody ran (SPEC 6.7).
MissedRunDates {
    /// The earliest, at most 100, in order.
    dates: Vec<MissedRunDate>,
    /// How many there are.
    count: u32,
    /// When the job runs those after its covered date by itself; none where it does not.
    caught_up_at: Option<DateTime<Utc>>,
});

sent!(/// A run date that nobody ran.
MissedRunDate {
    /// The date.
    date: NaiveDate,
    /// Contracts with rows on it.
    contracts: u32,
    /// What its run would invoice, where the dates are run in turn.
    amounts: Vec<Amount>,
    /// Whether the job runs it by itself at its next wake-up.
    is_caught_up_by_job: bool,
});

sent!(/// A contract that a run left untouched, with its reason.
ParkedContract {
    /// The contract's id.
    contract: String,
    /// The contract's name.
    contract_name: String,
    /// The first date that failed.
    run_date: NaiveDate,
    /// Why, as a sentence.
    reason: String,
    /// What it has ready.
    amounts: Vec<Amount>,
});
