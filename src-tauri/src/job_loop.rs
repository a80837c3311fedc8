//! The loop of the batch job in the window: what it does is shown on every screen.

use std::path::PathBuf;

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
    events::{BookChanged, RunEnded, Tag},
    running::Progress,
    state::StartLoop,
};

/// Starts the loop of a book that was put on the desk.
pub(crate) fn starter(app: AppHandle) -> StartLoop {
    Box::new(move |runner, path| {
        let told = Told { app: app.clone(), path: path.to_owned() };
        LoopHandle::start(runner.clone(), path, told)
    })
}

/// Tells the page what the loop does.
struct Told {
    app: AppHandle,
    path: PathBuf,
}

impl LoopListener for Told {
    fn tell(&mut self, event: &LoopEvent<'_>) {
        match event {
            LoopEvent::DateEnded { run_date, .. } => {
                BookChanged::tell(&self.app, Tag::OF_RUNS);
                RunEnded::tell(&self.app, *run_date);
            }
            LoopEvent::Retries { error, at } => log::warn!("the batch job tries again at {at}: {error}"),
            LoopEvent::Stopped { error } => log::error!("the batch job has stopped: {error}"),
            LoopEvent::HeldBy(_)
            | LoopEvent::TakenUp
            | LoopEvent::DateBegins { .. }
            | LoopEvent::Counted { .. }
            | LoopEvent::Waits { .. }
            | LoopEvent::ClockBehind { .. }
            | LoopEvent::Sleeps { .. } => {}
        }
        BookChanged::tell(&self.app, &[Tag::Jobs]);
    }

    fn listen(
        &mut self,
        run_date: NaiveDate,
        run: &mut dyn FnMut(Listener<'_>) -> Result<RunSummary, ApiError>,
    ) -> Result<RunSummary, ApiError> {
        let book = Book::open_to_read(&self.path)?;
        let mut progress = Progress::of_job(&self.app, run_date, DoneSoFar::new(book.connection())?);
        run(&mut |event| progress.take(&event))
    }
}
