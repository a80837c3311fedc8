//! The loop of the batch job: looks at the book again and again and does what is due.
//!
//! It never sleeps for long and remembers nothing that matters: every [`tick`](BatchLoop::tick) asks the book what it
//! remembers and the clock what time it is. A closed laptop, a killed program and a changed clock are the same to it.
//!
//! Source: SPEC 6.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proforma_api::{
    batch_loop::{self, AfterFault, BatchJob, JobKind, Outlook, Resting, Step, UnwrittenFault},
    book::Book,
    error::ApiError,
    process_run::{AskedBy, JobRun, Listener},
    utilization,
};

use crate::{HeldLease, LoopEvent, LoopListener, Order, ProcessRunner};

/// How often it looks: every half a minute, unless a test has no time for that.
fn tick_interval() -> Duration {
    #[cfg(feature = "short-tick")]
    if let Ok(Ok(milliseconds)) = std::env::var("PROFORMA_TICK_MILLISECONDS").map(|text| text.parse()) {
        return Duration::from_millis(milliseconds);
    }
    Duration::from_secs(30)
}
/// Where a deadline is nearer it looks then, but not more often than this.
const TICK_MIN: Duration = Duration::from_millis(200);
/// After so long without a look the machine was asleep, or starved.
const GAP: TimeDelta = TimeDelta::seconds(90);
/// So long it lets a machine settle that was asleep.
const SETTLE: TimeDelta = TimeDelta::seconds(30);

/// The loop of one book in one program start.
#[derive(Debug)]
pub struct BatchLoop<L> {
    runner: ProcessRunner,
    path: PathBuf,
    listener: L,
    cancel: Arc<AtomicBool>,
    lease: Option<Arc<HeldLease>>,
    /// What keeps the lease until the first look, which knows whether it is needed.
    until_first_look: Option<Arc<HeldLease>>,
    last_look: Option<DateTime<Utc>>,
    settles_until: Option<DateTime<Utc>>,
    /// What was said last, so that a state is told once and not at every look.
    said: Option<Said>,
    /// Faults in a row, of whichever job and wherever they could be written: so often a look that fails is tried.
    faults: u32,
    /// Those of them that the book could not be told of since the last look that went well; each job has its own in the book.
    unwritten: u32,
    retries_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, PartialEq)]
enum Said {
    Held(String),
    Quiet(Step),
    Rests(Resting),
}

impl<L: LoopListener> BatchLoop<L> {
    /// A loop that has not looked yet. Whoever sets `cancel` makes a run stop between two contracts.
    pub fn new(runner: ProcessRunner, path: &Path, listener: L, cancel: Arc<AtomicBool>) -> Self {
        Self {
            runner,
            path: path.to_owned(),
            listener,
            cancel,
            lease: None,
            until_first_look: None,
            last_look: None,
            settles_until: None,
            said: None,
            faults: 0,
            unwritten: 0,
            retries_at: None,
        }
    }

    /// The same loop, in a program that has taken the lease already.
    #[must_use]
    pub fn holding(mut self, lease: Arc<HeldLease>) -> Self {
        self.until_first_look = Some(lease);
        self
    }

    /// Looks once, does what is due, and says when to look again.
    pub fn tick(&mut self) -> Duration {
        let now = self.runner.clock().now();
        self.mind_the_clock(now);
        if self.is_settling(now) || self.retries_at.is_some_and(|at| now < at) {
            return tick_interval();
        }
        match self.look(now) {
            Ok(tick) => {
                self.retries_at = None;
                self.unwritten = 0;
                self.until_first_look = None;
                self.runner.keep_fault(None);
                tick
            }
            Err(error) => self.failed_to_look(&error, now),
        }
    }

    /// A person has decided something: what could not be looked at is looked at again without waiting.
    pub fn hasten(&mut self) {
        self.retries_at = None;
    }

    /// A clock that was put back makes every wait meaningless that was reckoned by the wrong time: the next look says so.
    ///
    /// Source: SPEC 6.6.
    fn mind_the_clock(&mut self, now: DateTime<Utc>) {
        if self.last_look.is_some_and(|last| now < last) {
            self.settles_until = None;
            self.retries_at = None;
        }
    }

    /// After the machine was asleep its network, disks and clock come back one by one.
    fn is_settling(&mut self, now: DateTime<Utc>) -> bool {
        let was_asleep = self.last_look.is_some_and(|last| now - last > GAP);
        self.last_look = Some(now);
        if was_asleep {
            self.settles_until = Some(now + SETTLE);
        }
        self.settles_until.is_some_and(|until| now < until)
    }

    fn look(&mut self, now: DateTime<Utc>) -> Result<Duration, ApiError> {
        let book = Book::open(&self.path)?;
        let (mut next, mut steps) = (None, Vec::new());
        let (before, mut written) = (self.faults, 0);
        for kind in JobKind::ALL.iter().copied() {
            let Outlook { job: Some(job), step } = batch_loop::outlook(&book, kind, now)? else { continue };
            if step != Step::Rest && !self.holds_lease(&book)? {
                return Ok(tick_interval());
            }
            written = written.max(batch_loop::failures(&job));
            let until = self.take_step(&book, kind, &job, step, now)?;
            next = next.into_iter().chain(until).min();
            steps.push(step);
        }
        self.say_state(&book, &steps)?;
        if self.faults == before {
            // Nothing went wrong this time.
            self.faults = written;
        }
        if next.is_none() && !batch_loop::has_work(&book)? {
            // Nobody needs the lease: others may have it.
            self.lease = None;
        }
        Ok(self.until(next))
    }

    /// Takes the lease, and what a program that is gone left half done.
    fn holds_lease(&mut self, book: &Book) -> Result<bool, ApiError> {
        if self.lease.as_ref().is_some_and(|lease| !lease.is_lost()) {
            return Ok(true);
        }
        self.lease = None;
        match self.runner.leases.hold(&self.path) {
            Ok(lease) => {
                if batch_loop::settle(book, lease.token())? {
                    self.listener.tell(&LoopEvent::TakenUp);
                }
                self.lease = Some(lease);
                Ok(true)
            }
            Err(ApiError::Lease(error)) => {
                let Some(held) = error.held() else { return Err(error.into()) };
                self.say(Said::Held(held.holder.id.clone()), &LoopEvent::HeldBy(held));
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    fn take_step(
        &mut self,
        book: &Book,
        kind: JobKind,
        job: &BatchJob,
        step: Step,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, ApiError> {
        match step {
            Step::Rest | Step::ClockBehind { .. } | Step::AskConsent { .. } => return Ok(None),
            Step::Sleep { until } => return Ok(Some(until)),
            Step::NothingToCover | Step::Run { .. } => {}
        }
        let Some(lease) = self.lease.clone() else { return Ok(None) };
        let done = match (step, kind) {
            (Step::Run { from, through }, JobKind::Invoices) => {
                self.run_dates(book, &lease, job, from, through)
            }
            (Step::Run { through, .. }, JobKind::Utilization) => self.count(book, &lease, job, through),
            _ => batch_loop::sleep_until_next_date(book, job, lease.token(), now),
        };
        match done {
            Ok(()) => Ok(Some(now)),
            Err(error) if error.is_lease_lost() => {
                lease.lose();
                self.lease = None;
                Ok(Some(now))
            }
            Err(error) => self.failed(book, &lease, job, &error),
        }
    }

    /// Runs dates in order, each by itself.
    ///
    /// Source: SPEC 6.6.
    fn run_dates(
        &mut self,
        book: &Book,
        lease: &HeldLease,
        job: &BatchJob,
        from: NaiveDate,
        through: NaiveDate,
    ) -> Result<(), ApiError> {
        let runner = self.runner.clone();
        // A person runs a date in this program just now; the next look comes soon.
        let Some(_alone) = runner.alone() else { return Ok(()) };
        for run_date in from.iter_days().take_while(|date| *date <= through) {
            if self.cancel.load(Ordering::Relaxed) {
                break;
            }
            let is_last = run_date == through;
            let job_run = JobRun { job, is_last, time_zone: book.time_zone() };
            let cancel = self.cancel.clone();
            let order = Order {
                run_date,
                today: book.today(runner.clock().now()).max(through),
                tells_the_rest: false,
                asked_by: AskedBy::Job(&job_run),
                cancel: &cancel,
            };
            self.listener.tell(&LoopEvent::DateBegins { run_date });
            let run = &mut |listener: Listener<'_>| runner.run_one(book, lease.token(), &order, listener);
            let summary = self.listener.listen(run_date, run)?;
            self.listener.tell(&LoopEvent::DateEnded { run_date, summary: &summary, is_last });
            if summary.is_interrupted() {
                break;
            }
        }
        Ok(())
    }

    fn count(
        &mut self,
        book: &Book,
        lease: &HeldLease,
        job: &BatchJob,
        today: NaiveDate,
    ) -> Result<(), ApiError> {
        let counted = utilization::count_for_job(book, job, lease.token(), today, self.runner.clock().now())?;
        self.listener.tell(&LoopEvent::Counted { through: counted.through, uncounted: &counted.uncounted });
        Ok(())
    }

    /// A fault while something was done: tried again later, or the end.
    fn failed(
        &mut self,
        book: &Book,
        lease: &HeldLease,
        job: &BatchJob,
        error: &ApiError,
    ) -> Result<Option<DateTime<Utc>>, ApiError> {
        let now = self.runner.clock().now();
        let told = batch_loop::fail(book, job, lease.token(), error, self.unwritten, now);
        self.faults = self.faults.max(batch_loop::failures(job));
        let after = told?;
        self.faults = self.faults.saturating_add(1);
        match after {
            AfterFault::Retry { at } => {
                self.listener.tell(&LoopEvent::Retries { error, at });
                Ok(Some(at))
            }
            AfterFault::Stopped => {
                self.listener.tell(&LoopEvent::Stopped { error });
                Ok(None)
            }
        }
    }

    /// The book cannot even be looked at or written: what to do about it is remembered here, since it cannot be there.
    fn failed_to_look(&mut self, error: &ApiError, now: DateTime<Utc>) -> Duration {
        if error.is_lease_lost() {
            self.lease = None;
            return TICK_MIN;
        }
        let before = self.faults;
        // A damaged book is not tried three times more.
        let counted = if batch_loop::is_damage(error) { before.max(batch_loop::RETRIES_MAX) } else { before };
        self.faults = counted.saturating_add(1);
        self.unwritten = self.faults;
        let soon = batch_loop::retry_after(self.faults, now);
        let retry_at = soon.unwrap_or(now + TimeDelta::minutes(15));
        self.retries_at = Some(retry_at);
        // Before anybody is told, who may then ask how the job is.
        self.runner.keep_fault(Some(UnwrittenFault {
            reason: error.to_string(),
            failures: self.faults,
            retry_at,
        }));
        match soon {
            Some(at) => self.listener.tell(&LoopEvent::Retries { error, at }),
            None => {
                // Told once; it is looked at again all the same, in case the book comes back.
                if before <= batch_loop::RETRIES_MAX {
                    self.listener.tell(&LoopEvent::Stopped { error });
                }
                self.lease = None;
            }
        }
        tick_interval()
    }

    /// Says what it does where it does nothing: one state for all jobs, what a person is needed for first.
    fn say_state(&mut self, book: &Book, steps: &[Step]) -> Result<(), ApiError> {
        let works = |step: &Step| matches!(step, Step::NothingToCover | Step::Run { .. });
        if steps.iter().any(works) {
            // The next look, at once, sees what came of it.
            self.said = None;
            return Ok(());
        }
        let asks = |step: &&Step| matches!(step, Step::ClockBehind { .. } | Step::AskConsent { .. });
        let until = steps.iter().filter_map(sleeps_until).min();
        let step = steps.iter().find(asks).copied().or(until.map(|until| Step::Sleep { until }));
        let (said, event) = match step {
            Some(step @ Step::Sleep { until }) => (Said::Quiet(step), LoopEvent::Sleeps { until }),
            Some(step @ Step::ClockBehind { latest_at }) => {
                (Said::Quiet(step), LoopEvent::ClockBehind { latest_at })
            }
            Some(step @ Step::AskConsent { from, through }) => {
                (Said::Quiet(step), LoopEvent::Waits { from, through })
            }
            Some(Step::Rest | Step::NothingToCover | Step::Run { .. }) | None => {
                let resting = batch_loop::resting(book)?;
                (Said::Rests(resting), LoopEvent::Rests(resting))
            }
        };
        self.say(said, &event);
        Ok(())
    }

    fn say(&mut self, said: Said, event: &LoopEvent<'_>) {
        if self.said.as_ref() != Some(&said) {
            self.listener.tell(event);
            self.said = Some(said);
        }
    }

    fn until(&self, next: Option<DateTime<Utc>>) -> Duration {
        let wait = next.and_then(|at| (at - self.runner.clock().now()).to_std().ok());
        let longest = tick_interval().max(TICK_MIN);
        wait.unwrap_or(if next.is_some() { TICK_MIN } else { longest }).clamp(TICK_MIN, longest)
    }
}

impl<L> Drop for BatchLoop<L> {
    fn drop(&mut self) {
        // The next book of this program is another one.
        self.runner.keep_fault(None);
    }
}

fn sleeps_until(step: &Step) -> Option<DateTime<Utc>> {
    match step {
        Step::Sleep { until } => Some(*until),
        Step::Rest
        | Step::ClockBehind { .. }
        | Step::AskConsent { .. }
        | Step::Run { .. }
        | Step::NothingToCover => None,
    }
}
