//! The batch job: what a person does with it, and what its loop does when it looks.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use proforma_api::{
    batch_jobs,
    book::Book,
    dto::{BatchJobSetup, Decision, JobAction, Workflow},
    error::ApiError,
    process_run::{Listener, RunSummary},
};
use proforma_engine::batch_job::JobState;
use proforma_store::{batch_job, clock};
use proforma_worker::{LoopEvent, LoopListener};

use super::Machine;

/// Listens and says nothing.
#[derive(Debug)]
pub(super) struct Silent;

impl LoopListener for Silent {
    fn tell(&mut self, _event: &LoopEvent<'_>) {}

    fn listen(
        &mut self,
        _run_date: NaiveDate,
        run: &mut dyn FnMut(Listener<'_>) -> Result<RunSummary, ApiError>,
    ) -> Result<RunSummary, ApiError> {
        run(&mut |_| Ok(()))
    }
}

/// How a job is, and when its timer ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    NotStarted,
    Started(DateTime<Utc>),
    Paused(DateTime<Utc>),
    Stopped(DateTime<Utc>),
}

/// The job of the book as it is in the model.
#[derive(Debug)]
pub(super) struct Job {
    id: String,
    pub(super) is: Is,
    /// Up to which date a person has agreed that many missed dates are run.
    agreed: Option<NaiveDate>,
    looked_at: Option<DateTime<Utc>>,
    settles_until: Option<DateTime<Utc>>,
}

impl Job {
    pub(super) fn set_up(book: &Book, now: DateTime<Utc>) -> Self {
        let setup = BatchJobSetup { name: "Create invoices".to_owned(), is_active: true, time_of_day: None };
        let id = batch_jobs::save(book, None, &setup, now).unwrap();
        Self { id, is: Is::NotStarted, agreed: None, looked_at: None, settles_until: None }
    }

    /// As it is in the book.
    pub(super) fn seen(&self, book: &Book) -> Is {
        let [job] = &batch_job::all(book.connection()).unwrap()[..] else { unreachable!("there is one job") };
        let wakes = job.started.as_ref().map(|started| started.next_wake_at);
        match job.state {
            JobState::NotStarted => Is::NotStarted,
            JobState::Started => Is::Started(wakes.unwrap()),
            JobState::Paused => Is::Paused(wakes.unwrap()),
            JobState::Stopped => Is::Stopped(wakes.unwrap()),
        }
    }
}

impl Machine {
    /// Starts the job, or does with it what may be done, or what may not; the loop looks before and after.
    pub(super) fn act_on_job(&mut self) -> (&'static str, bool) {
        self.look();
        let done = match self.random.below(9) {
            0 => ("start the job", self.start_job()),
            1 => ("pause it", self.act(JobAction::Pause)),
            2 => ("resume it", self.act(JobAction::Resume)),
            3 => ("stop it", self.random.below(3) == 0 && self.act(JobAction::Stop)),
            4 => ("restart it", self.act(JobAction::Restart)),
            5 => ("run it now", self.act(JobAction::RunNow)),
            6 => ("say that the clock is right", self.act(JobAction::ConfirmClock)),
            7 => self.decide(),
            _ => ("the loop looks", true),
        };
        self.look();
        done
    }

    /// Whether the clock stands behind what the book has seen (SPEC 6.6).
    fn is_behind(&self) -> bool {
        let latest = clock::latest(self.open.connection()).unwrap();
        latest.is_some_and(|latest| latest - self.now > TimeDelta::minutes(5))
    }

    /// Whether the job waits with more dates than it catches up unasked (SPEC 6.6).
    fn is_waiting(&self) -> bool {
        let Is::Started(wakes) = self.job.is else { return false };
        let is_many = self.covered.is_some_and(|covered| (self.today - covered).num_days() > 31);
        let is_agreed = self.job.agreed.is_some_and(|agreed| agreed >= self.today);
        !self.is_behind() && self.now >= wakes && is_many && !is_agreed
    }

    fn decide(&mut self) -> (&'static str, bool) {
        let runs = self.random.below(2) == 0;
        let reason = "on paper".to_owned();
        let (name, decision) = match runs {
            true => ("have missed dates run", Decision::Run),
            false => ("have missed dates skipped", Decision::Skip { reason }),
        };
        let me = self.runner.this_program();
        let done = batch_jobs::decide(&self.open, &self.job.id, &decision, &me, self.now).is_ok();
        assert_eq!(done, self.is_waiting(), "deciding");
        if done && runs {
            self.job.agreed = Some(self.today);
        } else if done {
            let (from, today) = (self.covered.unwrap().succ_opt().unwrap(), self.today);
            from.iter_days().take_while(|date| *date < today).for_each(|date| self.model_skip(date, &mut 0));
            self.covered = today.pred_opt();
        }
        (name, done)
    }

    fn start_job(&mut self) -> bool {
        let done = batch_jobs::start(&self.open, &self.job.id, Workflow::ProcessRunner, self.now).is_ok();
        assert_eq!(done, matches!(self.job.is, Is::NotStarted | Is::Stopped(_)), "starting");
        if done {
            self.job.is = match self.job.is {
                // A stored timer goes on.
                Is::Stopped(wakes) => Is::Started(wakes),
                // SPEC 6.2: the first time it processes at once, with the day before as covered.
                Is::NotStarted | Is::Started(_) | Is::Paused(_) => {
                    self.covered = self.covered.max(self.today.pred_opt());
                    Is::Started(self.now)
                }
            };
        }
        done
    }

    fn act(&mut self, action: JobAction) -> bool {
        let me = self.runner.this_program();
        let (is_behind, is_ahead) = (self.is_behind(), self.covered > Some(self.today));
        let done = batch_jobs::act(&self.open, &self.job.id, action, &me, self.now).is_ok();
        let becomes = match (action, self.job.is) {
            (JobAction::Pause, Is::Started(wakes)) => Some(Is::Paused(wakes)),
            (JobAction::Resume, Is::Paused(wakes)) | (JobAction::Restart, Is::Stopped(wakes)) => {
                Some(Is::Started(wakes))
            }
            (JobAction::Stop, Is::Started(wakes) | Is::Paused(wakes)) => Some(Is::Stopped(wakes)),
            // With today covered there is nothing to run.
            (JobAction::RunNow, Is::Started(_))
                if self.covered < Some(self.today) && !self.is_behind() && !self.is_waiting() =>
            {
                Some(Is::Started(self.now))
            }
            (JobAction::ConfirmClock, Is::Started(wakes)) if is_behind || is_ahead => {
                // SPEC 6.6: what a clock that was ahead covered is covered anew.
                let is_late = wakes > self.now + TimeDelta::hours(24);
                Some(Is::Started(if is_ahead || is_late { self.now } else { wakes }))
            }
            _ => None,
        };
        assert_eq!(done, becomes.is_some(), "{action:?} of {:?}", self.job.is);
        self.job.is = becomes.unwrap_or(self.job.is);
        if done && action == JobAction::ConfirmClock && is_ahead {
            self.covered = self.today.pred_opt();
        }
        if done && action == JobAction::RunNow {
            self.job.agreed = Some(self.today);
        }
        done
    }

    /// The loop looks, and once more after it has let a machine settle that was asleep.
    fn look(&mut self) {
        for wait in [TimeDelta::minutes(2), TimeDelta::seconds(31)] {
            self.advance(wait);
            self.batch_loop.tick();
            if !self.is_settling() {
                self.model_look();
            }
        }
    }

    fn is_settling(&mut self) -> bool {
        let looked_at = self.job.looked_at.replace(self.now);
        match looked_at.map(|looked_at| self.now - looked_at) {
            Some(since) if since < TimeDelta::zero() => self.job.settles_until = None,
            Some(since) if since > TimeDelta::seconds(90) => {
                self.job.settles_until = Some(self.now + TimeDelta::seconds(30));
            }
            Some(_) | None => {}
        }
        self.job.settles_until.is_some_and(|until| self.now < until)
    }

    fn model_look(&mut self) {
        let Is::Started(wakes) = self.job.is else { return };
        if self.now < wakes || self.is_behind() || self.is_waiting() {
            return;
        }
        // SPEC 6.3, 6.6: every date up to today, then 24 hours; nothing to cover: until the next date begins.
        let wakes = if self.covered < Some(self.today) {
            self.model_cover();
            self.now + TimeDelta::hours(24)
        } else {
            self.today.succ_opt().unwrap().and_time(NaiveTime::MIN).and_utc()
        };
        self.job.is = Is::Started(wakes);
    }
}
