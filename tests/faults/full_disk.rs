//! The disk fills up while the loop of the batch job is at work, and has room again later (SPEC 6.6, 6.6a).

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::{Arc, Mutex, atomic::AtomicBool},
};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proforma_api::{
    batch_jobs,
    book::Book,
    check::check,
    dto::{BatchJobSetup, JobAction, JobStatus, Workflow},
    error::ApiError,
    process_run::{Listener, RunSummary},
};
use proforma_store::invoice;
use proforma_tests::{date, due_book::DueBook};
use proforma_worker::{BatchLoop, Clock, LoopEvent, LoopListener, ProcessRunner};

use crate::{
    faulty_vfs::{Fault, FaultyFolder},
    scene::BOOK,
};

/// When everything begins; the job wakes every day at noon.
const BEGIN: &str = "2021-01-04T12:00:00Z";
const CONTRACTS: usize = 6;
/// Due on the first day, and on the two after it.
const DAYS: [&str; 3] = ["2021-01-04", "2021-01-05", "2021-01-06"];

/// What is told of the three tries after the first fault, and of the end.
const TRIES: [&str; 4] = ["retries 12:01: ", "retries 12:06: ", "retries 12:21: ", "stopped: "];

/// What the loop tells of faults.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<Vec<String>>>);

impl Ear {
    fn heard(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl LoopListener for Ear {
    #[expect(clippy::wildcard_enum_match_arm, reason = "only faults matter here")]
    fn tell(&mut self, event: &LoopEvent<'_>) {
        let words = match event {
            LoopEvent::Retries { error, at } => format!("retries {}: {error}", at.format("%H:%M")),
            LoopEvent::Stopped { error } => format!("stopped: {error}"),
            _ => return,
        };
        self.0.lock().unwrap().push(words);
    }

    fn listen(
        &mut self,
        _run_date: NaiveDate,
        run: &mut dyn FnMut(Listener<'_>) -> Result<RunSummary, ApiError>,
    ) -> Result<RunSummary, ApiError> {
        run(&mut |_| Ok(()))
    }
}

/// A book with a started job, its loop and a clock, in a folder whose disk does as it is told.
struct Office {
    folder: tempfile::TempDir,
    disk: FaultyFolder,
    now: Arc<Mutex<DateTime<Utc>>>,
    runner: ProcessRunner,
    ear: Ear,
    batch_loop: BatchLoop<Ear>,
    job: String,
}

impl Office {
    fn new() -> Self {
        let dates = DAYS.map(date);
        let book = DueBook { contracts: CONTRACTS, transactions: 4, dates: &dates, time_zone: "UTC" }.make();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(BOOK);
        fs::copy(book.path(), &path).unwrap();
        let disk = FaultyFolder::over(folder.path());
        let now = Arc::new(Mutex::new(BEGIN.parse().unwrap()));
        let hand = now.clone();
        let clock = Clock::of(move || *hand.lock().unwrap());
        let runner = ProcessRunner::new("test", clock).unwrap();
        let ear = Ear::default();
        let batch_loop = BatchLoop::new(runner.clone(), &path, ear.clone(), Arc::new(AtomicBool::new(false)));
        let job = start(&path, BEGIN.parse().unwrap());
        Self { folder, disk, now, runner, ear, batch_loop, job }
    }

    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap()
    }

    /// Lets time pass, in steps short enough that the machine does not seem to have been asleep.
    fn pass(&mut self, time: TimeDelta) {
        let end = self.now() + time;
        while self.now() < end {
            self.batch_loop.tick();
            *self.now.lock().unwrap() += TimeDelta::seconds(60);
        }
        self.batch_loop.tick();
    }

    /// Lets the machine sleep for a day, and settle.
    fn sleep_a_day(&mut self) {
        *self.now.lock().unwrap() += TimeDelta::hours(24);
        self.pass(TimeDelta::minutes(2));
    }

    fn book(&self) -> Book {
        Book::open(&self.folder.path().join(BOOK)).unwrap()
    }

    /// A person presses Restart where the job says that it has stopped; else it is enough that they look.
    fn restart(&mut self) {
        let status = self.status().0;
        if matches!(status, JobStatus::Stopped | JobStatus::StoppedWorking) {
            let (book, me) = (self.book(), self.runner.this_program());
            batch_jobs::act(&book, &self.job, JobAction::Restart, &me, self.now()).unwrap();
        }
        self.batch_loop.hasten();
    }

    fn status(&self) -> (JobStatus, Option<String>) {
        let job = batch_jobs::job(&self.book(), &self.job, &self.runner.this_program(), self.now()).unwrap();
        (job.row.status, job.row.reason)
    }

    /// How many drafts there are of each date.
    fn drafts(&self) -> BTreeMap<String, usize> {
        let book = self.book();
        let mut drafts = BTreeMap::new();
        for id in invoice::ids(book.connection()).unwrap() {
            let header = invoice::by_id(book.connection(), id).unwrap().unwrap().header;
            *drafts.entry(header.invoice_date.to_string()).or_default() += 1;
        }
        drafts
    }
}

fn start(path: &Path, now: DateTime<Utc>) -> String {
    let book = Book::open(path).unwrap();
    let setup = BatchJobSetup { name: "Create invoices".to_owned(), is_active: true, time_of_day: None };
    let id = batch_jobs::save(&book, None, &setup, now).unwrap();
    batch_jobs::start(&book, &id, Workflow::ProcessRunner, now).unwrap();
    id
}

/// How many calls of a whole day could not be done on a full disk.
fn growing_calls() -> u64 {
    let mut office = Office::new();
    office.disk.take_counts();
    office.batch_loop.tick();
    assert_eq!(office.drafts(), BTreeMap::from([(DAYS[0].to_owned(), CONTRACTS)]));
    office.disk.take_counts().points(Fault::Full)
}

/// The disk fills up at one of the growing calls of the first day, for two hours.
fn fill_up_at(at: u64, has_window: bool) {
    let mut office = Office::new();
    // The window keeps the book open beside the loop, and with it the log of the book.
    let window = has_window.then(|| office.book());
    office.disk.fail(Fault::Full, at);
    office.batch_loop.tick();
    if let Some(window) = &window {
        let me = office.runner.this_program();
        let row = batch_jobs::job(window, &office.job, &me, office.now()).unwrap().row;
        assert_eq!(row.status, JobStatus::Retrying, "full at {at}: what the tray says, the page says");
        assert!(row.reason.is_some_and(|reason| reason.contains("disk")), "full at {at}: with the reason");
        assert_eq!(
            row.next_wake_at.unwrap() - TimeDelta::minutes(1),
            BEGIN.parse::<DateTime<Utc>>().unwrap()
        );
    }
    office.pass(TimeDelta::hours(2));
    let struck = office.disk.heal();
    let (heard, place) = (office.ear.heard(), format!("full at {at}, window {has_window}"));
    assert!(struck > 0, "{place}: the loop meets the fault");
    assert_eq!(heard.len(), TRIES.len(), "{place}: three tries and the end: {heard:#?}");
    for (told, start) in heard.iter().zip(TRIES) {
        assert!(told.starts_with(start), "{place}: {heard:#?}");
        assert!(told.contains("disk"), "the reason is told: {told}");
    }
    // The healed disk is not known yet: what the book says now is what was written into it.
    if let Some(window) = &window {
        let me = office.runner.this_program();
        let view = batch_jobs::job(window, &office.job, &me, office.now()).unwrap();
        assert_eq!(view.row.status, JobStatus::Stopped, "{place}: as the tray says");
        assert!(view.row.reason.is_some_and(|reason| reason.contains("disk")), "{place}: with the reason");
        assert!(view.actions.contains(&JobAction::Restart), "{place}: and a way on");
    }
    let before = office.drafts().values().sum::<usize>();
    assert!(before <= CONTRACTS, "{place}: {before} drafts");

    office.restart();
    office.batch_loop.tick();
    assert_eq!(office.status().0, JobStatus::Sleeping, "{place}");
    assert_eq!(office.drafts(), BTreeMap::from([(DAYS[0].to_owned(), CONTRACTS)]), "{place}");
    office.sleep_a_day();
    office.sleep_a_day();
    assert_eq!(office.drafts(), DAYS.map(|day| (day.to_owned(), CONTRACTS)).into(), "{place}");
    assert!(check(office.book().connection()).unwrap().is_empty(), "{place}");
    drop(window);
}

#[test]
// SPEC 6.6a: again after 1, 5 and 15 minutes, then stopped with the reason; nothing is lost and nothing twice.
fn a_disk_that_fills_up_stops_the_job_until_there_is_room() {
    let points = growing_calls();
    for eighth in 1..8 {
        for has_window in [false, true] {
            fill_up_at(points * eighth / 8, has_window);
        }
    }
}
