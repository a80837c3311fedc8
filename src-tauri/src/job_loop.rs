//! The loop of the batch job in the window: what it does is shown on every screen.

use std::{path::PathBuf, sync::Arc};

use chrono::NaiveDate;
use proforma_api::{
    book::Book,
    done_so_far::DoneSoFar,
    error::ApiError,
    process_run::{Listener, RunSummary},
};
use proforma_worker::{LoopEvent, LoopHandle, LoopListener};
use tauri::AppHandle;

use crate::{
    desktop::Desktop,
    events::{BookChanged, RunEnded, Tag},
    notices::Outside,
    running::Progress,
    state::StartLoop,
};

/// Starts the loop of a book that was put on the desk; `folder` is where the program's settings are.
pub(crate) fn starter(app: AppHandle, folder: PathBuf, desktop: Arc<dyn Desktop>) -> StartLoop {
    Box::new(move |runner, path| {
        let outside = Outside::new(desktop.clone(), folder.clone());
        let told = Told { app: app.clone(), path: path.to_owned(), outside, begun: None };
        LoopHandle::start(runner.clone(), path, told)
    })
}

/// Tells the page and the desktop what the loop does.
struct Told {
    app: AppHandle,
    path: PathBuf,
    outside: Outside,
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
        self.outside.tell(event);
    }

    fn listen(
        &mut self,
        run_date: NaiveDate,
        run: &mut dyn FnMut(Listener<'_>) -> Result<RunSummary, ApiError>,
    ) -> Result<RunSummary, ApiError> {
        let book = Book::open_to_read(&self.path)?;
        let mut progress = Progress::of_job(&self.app, run_date, DoneSoFar::new(book.connection())?);
        run(&mut |event| {
            self.outside.hear(&event);
            progress.take(&event)
        })
    }
}
