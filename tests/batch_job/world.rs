//! A book with a loop on it, and a clock that stands still unless it is moved.

use std::{
    cell::OnceCell,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proforma_api::{
    batch_jobs,
    book::{Book, beat},
    dto::{BatchJobSetup, BatchJobView, JobAction, ProcessRunRow, Workflow},
    error::ApiError,
    process_run::{Listener, RunEvent, RunSummary},
    runs,
};
use proforma_tests::{TempBook, due_book::DueBook};
use proforma_worker::{BatchLoop, Clock, LoopEvent, LoopListener, ProcessRunner};

/// A clock that a test sets.
#[derive(Debug, Clone)]
pub(crate) struct HandClock(Arc<AtomicI64>);

impl HandClock {
    pub(crate) fn at(now: &str) -> Self {
        Self(Arc::new(AtomicI64::new(instant(now).timestamp_micros())))
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0.load(Ordering::Relaxed)).unwrap()
    }

    pub(crate) fn set(&self, now: DateTime<Utc>) {
        self.0.store(now.timestamp_micros(), Ordering::Relaxed);
    }

    pub(crate) fn pass(&self, time: TimeDelta) {
        self.set(self.now() + time);
    }

    pub(crate) fn clock(&self) -> Clock {
        let hand = self.clone();
        Clock::of(move || hand.now())
    }
}

pub(crate) fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// What the loop told, in words.
pub(crate) type Heard = Arc<Mutex<Vec<String>>>;

/// Writes down what the loop tells, and may make a run fail.
#[derive(Clone, Default)]
pub(crate) struct Ear {
    pub(crate) heard: Heard,
    /// How many contracts are still done before the surroundings fail.
    pub(crate) fails_after: Arc<Mutex<Option<u32>>>,
    /// What happens elsewhere once the first contract is done.
    pub(crate) meanwhile: Arc<Mutex<Option<Meanwhile>>>,
}

pub(crate) type Meanwhile = Box<dyn FnOnce() + Send>;

impl LoopListener for Ear {
    fn tell(&mut self, event: &LoopEvent<'_>) {
        let words = match event {
            LoopEvent::HeldBy(held) => format!("held by {}", held.holder.program),
            LoopEvent::TakenUp => "taken up".to_owned(),
            LoopEvent::DateBegins { .. } => return,
            LoopEvent::DateEnded { run_date, summary, .. } => {
                format!("{run_date} {}", summary.status.as_str())
            }
            LoopEvent::Counted { through, uncounted } => {
                let left_out =
                    uncounted.iter().map(|unit| format!(" without {} {}", unit.entries, unit.unit));
                format!("counted {through}{}", left_out.collect::<String>())
            }
            LoopEvent::Waits { from, through } => format!("waits {from} to {through}"),
            LoopEvent::ClockBehind { .. } => "clock behind".to_owned(),
            LoopEvent::Retries { at, .. } => format!("retries {}", at.format("%H:%M")),
            LoopEvent::Stopped { .. } => "stopped".to_owned(),
            LoopEvent::Rests(_) => return,
            LoopEvent::Sleeps { until } => format!("sleeps {}", until.format("%Y-%m-%d %H:%M")),
        };
        self.heard.lock().unwrap().push(words);
    }

    fn listen(
        &mut self,
        _run_date: NaiveDate,
        run: &mut dyn FnMut(Listener<'_>) -> Result<RunSummary, ApiError>,
    ) -> Result<RunSummary, ApiError> {
        let fails_after = self.fails_after.clone();
        run(&mut |event| {
            let is_done = matches!(event, RunEvent::ContractDone { .. });
            let meanwhile = is_done.then(|| self.meanwhile.lock().unwrap().take()).flatten();
            if let Some(meanwhile) = meanwhile {
                meanwhile();
            }
            let mut left = fails_after.lock().unwrap();
            match (&event, &mut *left) {
                (RunEvent::ContractDone { .. }, Some(0)) => {
                    *left = None;
                    Err(ApiError::Output(std::io::Error::other("the disk was pulled out")))
                }
                (RunEvent::ContractDone { .. }, Some(contracts)) => {
                    *contracts -= 1;
                    Ok(())
                }
                _ => Ok(()),
            }
        })
    }
}

/// A book, its loop and its clock.
pub(crate) struct World {
    pub(crate) book: TempBook,
    pub(crate) hand: HandClock,
    pub(crate) ear: Ear,
    pub(crate) runner: ProcessRunner,
    pub(crate) cancel: Arc<AtomicBool>,
    batch_loop: Option<BatchLoop<Ear>>,
    /// Open beside the loop, as the window has it.
    open: OnceCell<Book>,
}

impl World {
    pub(crate) fn new(book: TempBook, now: &str) -> Self {
        let hand = HandClock::at(now);
        let runner = ProcessRunner::new("walk", hand.clock()).unwrap();
        let mut world = Self {
            book,
            hand,
            ear: Ear::default(),
            runner,
            cancel: Arc::default(),
            batch_loop: None,
            open: OnceCell::new(),
        };
        world.open();
        world
    }

    /// The program is started.
    pub(crate) fn open(&mut self) {
        self.runner = ProcessRunner::new("walk", self.hand.clock()).unwrap();
        let path = self.book.path();
        self.cancel.store(false, Ordering::Relaxed);
        let new = BatchLoop::new(self.runner.clone(), &path, self.ear.clone(), self.cancel.clone());
        self.batch_loop = Some(new);
    }

    /// The program is closed.
    pub(crate) fn close(&mut self) {
        self.batch_loop = None;
    }

    /// The program is killed in the middle of a run, if one look of the loop runs anything: neither is the attempt closed
    /// nor the lease given back.
    pub(crate) fn crash_in_a_run(&mut self) -> bool {
        *self.ear.meanwhile.lock().unwrap() =
            Some(Box::new(|| std::panic::resume_unwind(Box::new("killed"))));
        let looked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.tick()));
        let was_running = self.ear.meanwhile.lock().unwrap().take().is_none();
        assert_eq!(looked.is_err(), was_running);
        if was_running {
            std::mem::forget(self.batch_loop.take());
            self.open();
        }
        was_running
    }

    /// One look of the loop.
    pub(crate) fn tick(&mut self) -> Duration {
        self.batch_loop.as_mut().unwrap().tick()
    }

    /// Lets the clock go on to an instant, in steps short enough that the machine does not seem to have been asleep.
    pub(crate) fn until(&mut self, end: &str) {
        let end = instant(end);
        while self.hand.now() < end {
            self.tick();
            let step = TimeDelta::seconds(85).min(end - self.hand.now());
            self.hand.pass(step);
        }
        self.tick();
    }

    /// The heartbeat of the lease, by which the book sees the time.
    pub(crate) fn beat(&self) {
        let lease = self.runner.hold(&self.book.path()).unwrap();
        beat(self.open_book().connection(), lease.token(), self.hand.now()).unwrap();
    }

    pub(crate) fn open_book(&self) -> &Book {
        self.open.get_or_init(|| Book::open(&self.book.path()).unwrap())
    }

    /// Closes the book that is open beside the loop.
    pub(crate) fn leave(&mut self) {
        self.open = OnceCell::new();
    }

    /// Sets a job up and starts it.
    pub(crate) fn start(&self, workflow: Workflow) -> String {
        let (book, now) = (self.open_book(), self.hand.now());
        let id = batch_jobs::save(book, None, &setup("Project Operations Create Invoices"), now).unwrap();
        batch_jobs::start(book, &id, workflow, now).unwrap();
        id
    }

    pub(crate) fn act(&self, id: &str, action: JobAction) -> Result<(), ApiError> {
        batch_jobs::act(self.open_book(), id, action, &self.runner.this_program(), self.hand.now())
    }

    pub(crate) fn job(&self, id: &str) -> BatchJobView {
        batch_jobs::job(self.open_book(), id, &self.runner.this_program(), self.hand.now()).unwrap()
    }

    /// What was told since it was asked last.
    pub(crate) fn heard(&self) -> Vec<String> {
        std::mem::take(&mut self.ear.heard.lock().unwrap())
    }

    /// Process runs by date, each with its drafts.
    pub(crate) fn runs(&self) -> Vec<ProcessRunRow> {
        let mut runs = runs::process_runs(self.open_book().connection()).unwrap();
        runs.reverse();
        runs
    }

    /// The totals of the drafts by invoice date.
    pub(crate) fn drafts(&self) -> Vec<(String, String)> {
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let printed = self.book.json(&["invoices"]);
        let invoices = printed["invoices"].as_array().unwrap();
        let mut drafts: Vec<_> = invoices
            .iter()
            .map(|invoice| (text(&invoice["invoice_date"]), text(&invoice["total"])))
            .collect();
        drafts.sort();
        drafts
    }
}

pub(crate) fn setup(name: &str) -> BatchJobSetup {
    BatchJobSetup { name: name.to_owned(), is_active: true, time_of_day: None }
}

/// A book of contracts that are due on these dates, with a ready transaction of 100.00 on the day before each.
pub(crate) fn book_of(contracts: usize, time_zone: &str, dates: &[NaiveDate]) -> TempBook {
    DueBook { contracts, transactions: 1, dates, time_zone }.make()
}
