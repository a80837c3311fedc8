//! Running a date from the window, with moving progress.

use std::time::{Duration, Instant};

use chrono::{NaiveDate, Utc};
use proforma_api::{
    book::Book,
    dto::RunResult,
    error::ApiError,
    gathering::{Gathering, RunningTotals},
    process_run::{RunEvent, Verdict},
    runs::run_result,
};
use proforma_worker::Order;
use tauri::AppHandle;
use tauri_specta::Event;

use crate::{
    error::CommandError,
    events::{BookChanged, RunProgress, Tag},
    state::Desk,
};

/// Progress is shown at most five times a second.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(200);

pub(crate) fn run(desk: &Desk, app: &AppHandle, run_date: NaiveDate) -> Result<RunResult, CommandError> {
    let guard = desk.begin_run()?;
    let path = desk.path()?;
    let book = Book::open_to_read(&path)?;
    let mut told = Gathering::new(book.connection())?;
    let mut progress = Progress::new(app, run_date);
    let order =
        Order { run_date, today: book.today(Utc::now()), tells_the_rest: true, cancel: guard.cancel() };
    let summary = desk.runner().run_date(&path, &order, &mut |event| {
        told.take(&event)?;
        progress.take(&event)
    });
    // Whatever came of it, contracts may have been done.
    BookChanged::tell(app, &[Tag::Book, Tag::Contracts, Tag::Shares, Tag::Invoices, Tag::ProcessRuns]);
    Ok(run_result(book.connection(), run_date, &summary?, told)?)
}

/// Counts what is told of a run and sends it on, not too often.
struct Progress<'a> {
    app: &'a AppHandle,
    started: Instant,
    sent: Option<Instant>,
    totals: RunningTotals,
    counts: RunProgress,
}

impl<'a> Progress<'a> {
    fn new(app: &'a AppHandle, run_date: NaiveDate) -> Self {
        let counts = RunProgress {
            run_date,
            done: 0,
            total: 0,
            invoiced: 0,
            nothing_due: 0,
            parked: 0,
            drafts: 0,
            totals: Vec::new(),
            elapsed_milliseconds: 0,
        };
        Self { app, started: Instant::now(), sent: None, totals: RunningTotals::default(), counts }
    }

    fn take(&mut self, event: &RunEvent<'_>) -> Result<(), ApiError> {
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
        self.counts.elapsed_milliseconds =
            u32::try_from(self.started.elapsed().as_millis()).unwrap_or(u32::MAX);
        if let Err(error) = self.counts.clone().emit(self.app) {
            log::warn!("sending progress: {error}");
        }
    }
}
