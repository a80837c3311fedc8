//! Long random sequences of everything a person and the job may do, held against a model in plain maps (T6).
//!
//! After every step each share, row and draft is where the model says, the book passes its own check of conservation
//! (SPEC 7.8), and what the model refuses the book has refused.

#[path = "machine/billing.rs"]
mod billing;
#[path = "machine/book.rs"]
mod book;
#[path = "machine/contract.rs"]
mod contract;
#[path = "machine/entering.rs"]
mod entering;
#[path = "machine/job.rs"]
mod job;
#[path = "machine/limits.rs"]
mod limits;
#[path = "machine/marking.rs"]
mod marking;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Instant,
};

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use proforma_api::{backlog::BillingStatus, book::Book, check::check, invoices};
use proforma_engine::{limits::LimitState, schedule::RunStatus};
use proforma_store::{coverage, invoice, share};
use proforma_tests::{TempBook, date, is_long, random::Random};
use proforma_worker::{BatchLoop, Clock, ProcessRunner};

use self::{
    billing::Ran,
    book::{MILESTONES, book},
    job::{Job, Silent},
    marking::PastMarking,
};

const FIRST: &str = "2021-01-04";
/// Contracts of work. The one before the last has a limit, the last one is split between two customers.
const CONTRACTS: usize = 3;
const LIMITED: &str = "C1";
/// The contract of milestones.
const FIXED: &str = "M";
/// Days after the first on which every contract of work has a row.
const ROWS: [u64; 4] = [2, 5, 9, 14];

#[test]
fn every_sequence_of_what_may_be_done_keeps_the_book_true() {
    let sequences = if is_long() { 2_000 } else { 300 };
    let started = Instant::now();
    let mut counts: BTreeMap<&'static str, (u32, u32)> = BTreeMap::new();
    for seed in 0..sequences {
        let mut machine = Machine::new(seed);
        for step in 0..100 {
            let (what, was_done) = machine.step();
            let count = counts.entry(what).or_default();
            count.0 += u32::from(was_done);
            count.1 += u32::from(!was_done);
            machine.compare(&format!("seed {seed}, step {step}, {what}"));
        }
    }
    println!(
        "T6: {sequences} sequences x 100, done/refused {counts:?}, wrong = 0; {} s",
        started.elapsed().as_secs()
    );
    for (what, (done, _)) in &counts {
        assert!(*done > 0, "{what} was never done");
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    NotReady,
    Ready,
    Drafted,
}

type Key = (String, String);

#[derive(Debug, Clone)]
struct ModelShare {
    contract: String,
    date: NaiveDate,
    state: State,
    /// What it costs, in minor units: of the limited contract, and of one that can be parked, the customer's own part.
    minor: u64,
    /// Whether an amount is kept free for it though it is not ready.
    is_kept_free: bool,
}

/// A row of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct ModelRow {
    status: RunStatus,
    /// None for a milestone's.
    cut_off: Option<NaiveDate>,
}

/// A contract and a run date: what names a row.
type Place = (String, NaiveDate);

struct Machine {
    random: Random,
    folder: TempBook,
    open: Book,
    runner: ProcessRunner,
    batch_loop: BatchLoop<Silent>,
    job: Job,
    /// What the clock of the runner shows.
    hand: Arc<AtomicI64>,
    now: DateTime<Utc>,
    today: NaiveDate,
    covered: Option<NaiveDate>,
    /// What the limited contract may not pass at the level that binds, in minor units.
    limit: u64,
    /// How many transactions were entered or imported.
    entered: u32,
    shares: BTreeMap<Key, ModelShare>,
    rows: BTreeMap<Place, ModelRow>,
    /// Contracts that are closed.
    closed: BTreeSet<String>,
    drafts: BTreeMap<String, BTreeSet<Key>>,
    /// Drafts that left the program as files.
    exported: BTreeSet<String>,
    /// What the process run of a date did, entry by entry.
    ran: BTreeMap<NaiveDate, Vec<Ran>>,
    /// The last marking that can be taken back.
    marked: Option<PastMarking>,
    /// The last deletion: its token, the draft and what was on it.
    deleted: Option<(String, String, BTreeSet<Key>)>,
    /// Transactions that were changed after that.
    changed_since: BTreeSet<String>,
}

impl Machine {
    fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let first = date(FIRST);
        let (text, shares, limit) = book(&mut random, first);
        let folder = TempBook::of_text(&text);
        let work = (0..CONTRACTS).flat_map(|index| ROWS.map(|after| (format!("C{index}"), after)));
        let rows = work.chain(MILESTONES.map(|after| (FIXED.to_owned(), after))).map(|(contract, after)| {
            let run_date = first + Days::new(after);
            let cut_off = run_date.pred_opt().filter(|_| contract != FIXED);
            ((contract, run_date), ModelRow { status: RunStatus::NotRun, cut_off })
        });
        let now = first.and_hms_opt(9, 0, 0).unwrap().and_utc();
        let hand = Arc::new(AtomicI64::new(now.timestamp_micros()));
        let shown = hand.clone();
        let clock =
            Clock::of(move || DateTime::from_timestamp_micros(shown.load(Ordering::Relaxed)).unwrap());
        let runner = ProcessRunner::new("machine", clock).unwrap();
        let open = Book::open(&folder.path()).unwrap();
        Self {
            random,
            batch_loop: BatchLoop::new(runner.clone(), &folder.path(), Silent, Arc::default()),
            job: Job::set_up(&open, now),
            open,
            folder,
            runner,
            hand,
            now,
            today: first,
            covered: None,
            limit,
            entered: 0,
            shares,
            rows: rows.collect(),
            closed: BTreeSet::new(),
            drafts: BTreeMap::new(),
            exported: BTreeSet::new(),
            ran: BTreeMap::new(),
            marked: None,
            deleted: None,
            changed_since: BTreeSet::new(),
        }
    }

    /// Does one thing to the book and to the model; whether it was done, or both refused it.
    fn step(&mut self) -> (&'static str, bool) {
        self.advance(TimeDelta::milliseconds(7));
        match self.random.below(28) {
            0..=3 => ("mark", self.mark()),
            4 => ("take a marking back", self.take_marking_back()),
            5 => ("time passes", self.pass()),
            6 => ("run a date", self.run_a_date()),
            7 => ("catch up", self.catch_up()),
            8 => ("create by hand", self.create()),
            9 => ("delete a draft", self.delete()),
            10 => ("put it back", self.put_back()),
            11 => ("skip a date", self.skip()),
            12 => ("enter work", self.enter()),
            13 => ("change work", self.change_work()),
            14 => ("delete work", self.delete_work()),
            15 => ("import work", self.import()),
            16 => ("enter too much", self.enter_too_much()),
            17 => ("retry what is parked", self.retry()),
            18 => ("close or open a contract", self.close_or_open()),
            19 => self.change_schedule(),
            20 => self.evaluate_limit(),
            21 => ("export a draft", self.export()),
            22 => ("put the clock back", self.put_clock_back()),
            23..=25 => self.act_on_job(),
            _ => ("undo a run", self.undo_a_run()),
        }
    }

    fn advance(&mut self, time: TimeDelta) {
        self.now += time;
        self.today = self.now.date_naive();
        self.hand.store(self.now.timestamp_micros(), Ordering::Relaxed);
    }

    /// Hours, or, rarely, more days than a job catches up unasked.
    fn pass(&mut self) -> bool {
        let hours = if self.random.below(10) == 0 { 24 * 34 } else { 1 + self.random.below(47) };
        self.advance(TimeDelta::hours(i64::try_from(hours).unwrap()));
        true
    }

    /// Somebody sets the clock back; nobody's entry in a history falls on the instant of an earlier one.
    fn put_clock_back(&mut self) -> bool {
        if self.random.below(3) > 0 {
            return false;
        }
        let hours = i64::try_from(1 + self.random.below(30)).unwrap();
        self.advance(-TimeDelta::hours(hours) - TimeDelta::microseconds(1));
        true
    }

    /// Holds the book against the model.
    fn compare(&self, what: &str) {
        let connection = self.open.connection();
        let violations = check(connection).unwrap();
        assert!(violations.is_empty(), "{what}: {violations:?}");
        assert_eq!(self.stored_drafts(), self.drafts, "{what}: drafts");
        assert_eq!(self.job.seen(&self.open), self.job.is, "{what}: the job");
        let covered = coverage::covered_through(connection).unwrap();
        assert_eq!(covered, self.covered, "{what}: the covered date");
        assert_eq!(self.stored_rows(), self.rows, "{what}: rows");
        assert_eq!(self.counted_by_book(), self.counted(), "{what}: what counts against the limit");
        let customers = proforma_api::names::Customers::read(connection).unwrap();
        let ids: BTreeSet<&str> = self.shares.keys().map(|(id, _)| id.as_str()).collect();
        for id in ids {
            for stored in share::of_item(connection, id).unwrap() {
                let customer =
                    ["a", "b"].into_iter().find(|key| customers.by_key(key).unwrap().id == stored.customer);
                let expected = &self.shares[&(id.to_owned(), customer.unwrap().to_owned())];
                let state = match stored.billing_status {
                    BillingStatus::NotReady => State::NotReady,
                    BillingStatus::ReadyToInvoice => State::Ready,
                    BillingStatus::InvoiceCreated | BillingStatus::InvoicePosted => State::Drafted,
                };
                assert_eq!(state, expected.state, "{what}: {id} for {customer:?}");
                let is_kept_free = stored.limit_state == Some(LimitState::Committed);
                assert_eq!(is_kept_free, expected.is_kept_free, "{what}: {id} kept free");
            }
        }
    }

    /// What is on each draft of the book.
    fn stored_drafts(&self) -> BTreeMap<String, BTreeSet<Key>> {
        let connection = self.open.connection();
        let ids = invoice::ids(connection).unwrap().into_iter().map(|id| id.0.to_string());
        ids.map(|id| {
            let json = serde_json::to_value(invoices::invoice_json(connection, &id).unwrap()).unwrap();
            let customer = json["customer"].as_str().unwrap();
            let lines = json["lines"].as_array().unwrap();
            let details = lines.iter().flat_map(|line| line["details"].as_array().unwrap());
            let of = |detail: &serde_json::Value| {
                detail["transaction"].as_str().or(detail["milestone"].as_str()).unwrap().to_owned()
            };
            (id, details.map(|detail| (of(detail), customer.to_owned())).collect())
        })
        .collect()
    }

    /// What was on a draft is ready again.
    fn free(&mut self, set: &BTreeSet<Key>) {
        set.iter().for_each(|key| self.shares.get_mut(key).unwrap().state = State::Ready);
    }

    fn a_contract(&mut self) -> String {
        match self.pick(CONTRACTS + 1) {
            CONTRACTS => FIXED.to_owned(),
            index => format!("C{index}"),
        }
    }

    fn pick(&mut self, count: usize) -> usize {
        usize::try_from(self.random.below(count as u64)).unwrap()
    }

    fn pick_of<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        if from.is_empty() { None } else { Some(from[self.pick(from.len())].clone()) }
    }
}
