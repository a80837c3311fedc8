//! Running a date from the window, with moving progress.

use std::time::{Duration, Instant};

use chrono::NaiveDate;
use proforma_api::{
    book::Book,
    done_so_far::DoneSoFar,
    dto::{RunAnswer, RunPreview},
    error::ApiError,
    gathering::{Gathering, RunningTotals},
    parked::{Retry, retry_of},
    process_run::{AskedBy, Listener, PromisedRun, RunEvent, Verdict},
    promise::Promise,
    runs::{preview_to_run, run_result},
};
use proforma_worker::Order;
use tauri::AppHandle;
use tauri_specta::Event;

use crate::{
    error::CommandError,
    events::{BookChanged, RunEnded, RunProgress, Tag},
    state::{Desk, Task},
};

/// Progress is shown at most five times a second.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(200);

/// Previews a date and keeps what the preview promises.
pub(crate) fn preview(desk: &Desk, run_date: NaiveDate) -> Result<RunPreview, CommandError> {
    let (preview, promise) =
        desk.ask(|book| preview_to_run(book.connection(), run_date, book.today(desk.now())))?;
    desk.keep_promise(promise);
    Ok(preview)
}

/// Runs a date; with the fingerprint of a preview only if it would still create what the preview showed.
pub(crate) fn run(
    desk: &Desk,
    app: &AppHandle,
    run_date: NaiveDate,
    fingerprint: Option<&str>,
) -> Result<RunAnswer, CommandError> {
    let wanted = fingerprint.map_or(Wanted::All, Wanted::Promised);
    run_to_its_end(desk, app, run_date, wanted)
}

/// Runs parked contracts again, all of them where none is named; nothing where none is parked.
pub(crate) fn retry(
    desk: &Desk,
    app: &AppHandle,
    contracts: &[String],
) -> Result<Option<RunAnswer>, CommandError> {
    let Some(retry) = desk.ask(|book| retry_of(book.connection(), contracts))? else { return Ok(None) };
    run_to_its_end(desk, app, retry.run_date, Wanted::Again(&retry)).map(Some)
}

/// What a person wants of a date.
#[derive(Clone, Copy)]
enum Wanted<'a> {
    /// Whatever is due.
    All,
    /// What a preview of this fingerprint showed, or nothing.
    Promised(&'a str),
    /// Parked contracts alone.
    Again(&'a Retry),
}

fn run_to_its_end(
    desk: &Desk,
    app: &AppHandle,
    run_date: NaiveDate,
    wanted: Wanted<'_>,
) -> Result<RunAnswer, CommandError> {
    let answer = run_and_tell(desk, app, run_date, wanted);
    // For a page that was loaded anew meanwhile: nobody waits for the answer then.
    RunEnded::tell(app, run_date);
    answer
}

fn run_and_tell(
    desk: &Desk,
    app: &AppHandle,
    run_date: NaiveDate,
    wanted: Wanted<'_>,
) -> Result<RunAnswer, CommandError> {
    let guard = desk.begin(Task::Run)?;
    let path = desk.path()?;
    let book = Book::open_to_read(&path)?;
    let mut told = Gathering::new(book.connection())?;
    let mut progress = Progress::new(app, run_date, DoneSoFar::new(book.connection())?);
    let order = Order {
        run_date,
        today: book.today(desk.now()),
        tells_the_rest: !matches!(wanted, Wanted::Again(_)),
        asked_by: AskedBy::Person,
        cancel: guard.cancel(),
    };
    let listener: Listener<'_> = &mut |event| {
        told.take(&event)?;
        progress.take(&event)
    };
    let runner = desk.runner();
    let ran = match wanted {
        Wanted::All => runner.run_date(&path, &order, listener).map(PromisedRun::Ran),
        Wanted::Promised(fingerprint) => runner.run_date_as_promised(&path, &order, fingerprint, listener),
        Wanted::Again(retry) => runner.retry(&path, retry, &order, listener).map(PromisedRun::Ran),
    };
    // Whatever else came of it, contracts may have been done.
    if !matches!(ran, Ok(PromisedRun::Differs(_))) {
        BookChanged::tell(app, Tag::OF_RUNS);
    }
    match ran? {
        PromisedRun::Ran(summary) => {
            let result = run_result(book.connection(), run_date, &summary, told)?;
            Ok(RunAnswer { result: Some(result), difference: None })
        }
        PromisedRun::Differs(now) => {
            let before = match wanted {
                Wanted::Promised(fingerprint) => desk.promise(fingerprint),
                Wanted::All | Wanted::Again(_) => None,
            };
            let difference = now.difference(&before.unwrap_or_else(|| Promise::new(run_date)));
            desk.keep_promise(now);
            Ok(RunAnswer { result: None, difference: Some(difference) })
        }
    }
}

/// Counts what is told of a run and sends it on, not too often.
pub(crate) struct Progress<'a> {
    app: &'a AppHandle,
    started: Instant,
    sent: Option<Instant>,
    totals: RunningTotals,
    done: DoneSoFar,
    counts: RunProgress,
}

impl<'a> Progress<'a> {
    fn new(app: &'a AppHandle, run_date: NaiveDate, done: DoneSoFar) -> Self {
        let counts = RunProgress {
            run_date,
            by_job: false,
            done: 0,
            total: 0,
            invoiced: 0,
            nothing_due: 0,
            parked: 0,
            drafts: 0,
            totals: Vec::new(),
            latest: Vec::new(),
            parked_contracts: Vec::new(),
            elapsed_milliseconds: 0,
        };
        Self { app, started: Instant::now(), sent: None, totals: RunningTotals::default(), done, counts }
    }

    /// Of a run that the batch job asked for.
    pub(crate) fn of_job(app: &'a AppHandle, run_date: NaiveDate, done: DoneSoFar) -> Self {
        let mut progress = Self::new(app, run_date, done);
        progress.counts.by_job = true;
        progress
    }

    pub(crate) fn take(&mut self, event: &RunEvent<'_>) -> Result<(), ApiError> {
        self.done.take(event);
        match event {
            RunEvent::Draft { draft, .. } => {
                self.counts.drafts += 1;
                self.totals.add(draft);
            }
            RunEvent::PassedOver { .. } | RunEvent::Unreadable(_) => {}
            RunEvent::ContractDone { verdict, done, total, .. } => {
                (self.counts.done, self.counts.total) = (*done, *total);
                match verdict {
                    Verdict::Invoiced => self.counts.invoiced += 1,
                    Verdict::NothingDue => self.counts.nothing_due += 1,
                    Verdict::Parked => self.counts.parked += 1,
                }
                self.send();
            }
        }
        Ok(())
    }

    fn send(&mut self) {
        let is_last = self.counts.done == self.counts.total;
        if !is_last && self.sent.is_some_and(|sent| sent.elapsed() < PROGRESS_INTERVAL) {
            return;
        }
        self.sent = Some(Instant::now());
        self.counts.totals = self.totals.amounts();
        self.counts.latest = self.done.latest().cloned().collect();
        self.counts.parked_contracts = self.done.parked().to_vec();
        self.counts.elapsed_milliseconds =
            u32::try_from(self.started.elapsed().as_millis()).unwrap_or(u32::MAX);
        if let Err(error) = self.counts.clone().emit(self.app) {
            log::warn!("sending progress: {error}");
        }
    }
}
