//! The loop of the batch job in the window: what it does is shown on every screen.

use std::{path::PathBuf, sync::Arc};

use chrono::{DateTime, Local, NaiveDate, Utc};
use proforma_api::{
    batch_loop::Resting,
    book::Book,
    done_so_far::DoneSoFar,
    error::ApiError,
    process_run::{Listener, RunSummary},
};
use proforma_worker::{LoopEvent, LoopHandle, LoopListener};
use tauri::AppHandle;

use crate::{
    desktop::{Desktop, NO_JOB},
    events::{BookChanged, RunEnded, Tag},
    notices::{Notice, Tally},
    running::Progress,
    settings,
    state::StartLoop,
};

/// Starts the loop of a book that was put on the desk; `folder` is where the program's settings are.
pub(crate) fn starter(app: AppHandle, folder: PathBuf, desktop: Arc<dyn Desktop>) -> StartLoop {
    Box::new(move |runner, path| {
        let (desktop, folder) = (desktop.clone(), folder.clone());
        let told = Told {
            app: app.clone(),
            path: path.to_owned(),
            folder,
            desktop,
            tally: Tally::default(),
            begun: None,
        };
        LoopHandle::start(runner.clone(), path, told)
    })
}

/// Tells the page, the tray and, where nobody looks, the system what the loop does.
struct Told {
    app: AppHandle,
    path: PathBuf,
    folder: PathBuf,
    desktop: Arc<dyn Desktop>,
    tally: Tally,
    /// The date that is being run.
    begun: Option<NaiveDate>,
}

impl Told {
    /// A run has ended, whatever the end was: the page drops its progress and reads the book.
    fn run_is_over(&mut self) {
        BookChanged::tell(&self.app, Tag::OF_RUNS);
        if let Some(run_date) = self.begun.take() {
            RunEnded::tell(&self.app, run_date);
        }
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        // Its book is closed.
        self.desktop.show_state(NO_JOB);
    }
}

impl LoopListener for Told {
    fn tell(&mut self, event: &LoopEvent<'_>) {
        match event {
            LoopEvent::DateBegins { run_date } => self.begun = Some(*run_date),
            LoopEvent::DateEnded { .. } => self.run_is_over(),
            LoopEvent::Retries { error, at } => {
                log::warn!("the batch job tries again at {at}: {error}");
                self.run_is_over();
            }
            LoopEvent::Stopped { error } => {
                log::error!("the batch job has stopped: {error}");
                self.run_is_over();
            }
            LoopEvent::HeldBy(_)
            | LoopEvent::TakenUp
            | LoopEvent::Counted { .. }
            | LoopEvent::Waits { .. }
            | LoopEvent::ClockBehind { .. }
            | LoopEvent::Sleeps { .. }
            | LoopEvent::Rests(_) => {}
        }
        BookChanged::tell(&self.app, &[Tag::Jobs]);
        self.desktop.show_state(&state_words(event));
        if let Some(Notice { title, body }) = self.tally.notice(event)
            && settings::read(&self.folder).notifies
            && !self.desktop.is_looked_at()
        {
            self.desktop.notify(&title, &body);
        }
    }

    fn listen(
        &mut self,
        run_date: NaiveDate,
        run: &mut dyn FnMut(Listener<'_>) -> Result<RunSummary, ApiError>,
    ) -> Result<RunSummary, ApiError> {
        let book = Book::open_to_read(&self.path)?;
        let mut progress = Progress::of_job(&self.app, run_date, DoneSoFar::new(book.connection())?);
        run(&mut |event| {
            self.tally.hear(&event);
            progress.take(&event)
        })
    }
}

/// What the batch job does, for the tray.
fn state_words(event: &LoopEvent<'_>) -> String {
    let local = |at: &DateTime<Utc>| at.with_timezone(&Local).format("%Y-%m-%d %H:%M").to_string();
    match event {
        LoopEvent::HeldBy(held) => format!("Another program runs the book: {}", held.holder.program),
        LoopEvent::TakenUp => "Processing".to_owned(),
        LoopEvent::DateBegins { run_date } => format!("Processing {run_date}"),
        LoopEvent::DateEnded { run_date, .. } => format!("Ran {run_date}"),
        LoopEvent::Counted { through } => format!("Utilization counted up to {through}"),
        LoopEvent::Waits { .. } => "Waits for you: run dates were missed".to_owned(),
        LoopEvent::ClockBehind { .. } => "Waits: the clock is behind".to_owned(),
        LoopEvent::Retries { at, .. } => format!("Tries again at {}", local(at)),
        LoopEvent::Stopped { .. } => "Stopped".to_owned(),
        LoopEvent::Sleeps { until } => format!("Sleeping, wakes {}", local(until)),
        LoopEvent::Rests(Resting::NoJob) => NO_JOB.to_owned(),
        LoopEvent::Rests(Resting::Paused) => "Paused".to_owned(),
        LoopEvent::Rests(Resting::Stopped) => "Stopped".to_owned(),
    }
}
