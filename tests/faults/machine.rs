//! Long random sequences of everything a person and the job may do, held against a model in plain maps (T6).
//!
//! After every step each share, row and draft is where the model says, the book passes its own check of conservation
//! (SPEC 7.8), and what the model refuses the book has refused.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    sync::atomic::AtomicBool,
    time::Instant,
};

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use proforma_api::{
    backlog::{self, BillingStatus, Marking, Stopping},
    book::Book,
    check::check,
    create, delete_draft, invoices, missed, undo,
    undo_run::undo_run,
};
use proforma_engine::schedule::RunStatus;
use proforma_store::{contract, invoice, schedule, share};
use proforma_tests::{TempBook, date, is_long, random::Random};
use proforma_worker::{AskedBy, Clock, Order, ProcessRunner};

const FIRST: &str = "2021-01-04";
const CONTRACTS: usize = 3;
const TRANSACTIONS: usize = 6;
/// Days after the first on which every contract has a row.
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
}

/// What a run changed: rows, drafts.
#[derive(Debug, Clone, Default)]
struct Ran {
    rows: Vec<(String, NaiveDate)>,
    drafts: Vec<String>,
}

struct Machine {
    random: Random,
    _book: TempBook,
    open: Book,
    runner: ProcessRunner,
    now: DateTime<Utc>,
    today: NaiveDate,
    covered: NaiveDate,
    shares: BTreeMap<Key, ModelShare>,
    rows: BTreeMap<(String, NaiveDate), RunStatus>,
    drafts: BTreeMap<String, BTreeSet<Key>>,
    ran: BTreeMap<NaiveDate, Ran>,
    /// The last deletion: its token, the draft and what was on it.
    deleted: Option<(String, String, BTreeSet<Key>)>,
}

impl Machine {
    fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let first = date(FIRST);
        let (text, shares) = book(&mut random, first);
        let book = TempBook::of_text(&text);
        let contracts = (0..CONTRACTS).map(|index| format!("C{index}"));
        let rows = contracts.flat_map(|contract| {
            ROWS.map(|after| ((contract.clone(), first + Days::new(after)), RunStatus::NotRun))
        });
        let now = first.and_hms_opt(9, 0, 0).unwrap().and_utc();
        Self {
            random,
            open: Book::open(&book.path()).unwrap(),
            _book: book,
            runner: ProcessRunner::new("machine", Clock::of(move || now)).unwrap(),
            now,
            today: first,
            covered: first.pred_opt().unwrap(),
            shares,
            rows: rows.collect(),
            drafts: BTreeMap::new(),
            ran: BTreeMap::new(),
            deleted: None,
        }
    }

    /// Does one thing to the book and to the model; whether it was done, or both refused it.
    fn step(&mut self) -> (&'static str, bool) {
        self.now += TimeDelta::milliseconds(7);
        match self.random.below(12) {
            0..=2 => ("mark", self.mark()),
            3 => ("a day passes", self.pass()),
            4 => ("run a date", self.run_a_date()),
            5 => ("catch up", self.catch_up()),
            6 => ("create by hand", self.create()),
            7 => ("delete a draft", self.delete()),
            8 => ("put it back", self.put_back()),
            9 => ("skip a date", self.skip()),
            _ => ("undo a run", self.undo_a_run()),
        }
    }

    fn pass(&mut self) -> bool {
        let days = 1 + self.random.below(2);
        self.today = self.today + Days::new(days);
        self.now += TimeDelta::days(i64::try_from(days).unwrap());
        true
    }

    fn mark(&mut self) -> bool {
        let keys: Vec<Key> = self.shares.keys().cloned().collect();
        let (id, customer) = keys[self.pick(keys.len())].clone();
        let is_one = self.random.below(2) == 0;
        let (status, state) = match self.random.below(3) {
            0 => (BillingStatus::NotReady, State::NotReady),
            _ => (BillingStatus::ReadyToInvoice, State::Ready),
        };
        let marking = Marking { id: &id, customer: is_one.then_some(customer.as_str()) };
        let done =
            backlog::mark(self.open.connection(), &[marking], status, Stopping::AllOrNothing, self.now)
                .is_ok();
        let fits = |key: &Key| key.0 == id && (!is_one || key.1 == customer);
        let affected = || self.shares.iter().filter(|(key, _)| fits(key));
        let may = affected().all(|(_, share)| share.state != State::Drafted);
        assert_eq!(done, may, "marking {id} for {customer}");
        if done {
            self.shares.iter_mut().filter(|(key, _)| fits(key)).for_each(|(_, share)| share.state = state);
        }
        done
    }

    fn run_a_date(&mut self) -> bool {
        let run_date = date(FIRST) + Days::new(self.random.below(18));
        let order = Order {
            run_date,
            today: self.today,
            tells_the_rest: false,
            asked_by: AskedBy::Person,
            cancel: &AtomicBool::new(false),
        };
        let done = self.moment().run_date(self.open.path(), &order, &mut |_| Ok(())).is_ok();
        assert_eq!(done, run_date <= self.today, "a date to come is refused");
        if done {
            self.model_run(run_date);
        }
        done
    }

    fn catch_up(&mut self) -> bool {
        let cancel = AtomicBool::new(false);
        let runner = self.moment();
        runner
            .run_through(self.open.path(), Some(date(FIRST)), self.today, &cancel, |_, run| {
                run(&mut |_| Ok(()))
            })
            .unwrap();
        let (from, today) = (self.covered.succ_opt().unwrap(), self.today);
        for run_date in from.iter_days().take_while(|date| *date <= today) {
            self.model_run(run_date);
        }
        self.covered = self.covered.max(self.today);
        true
    }

    /// SPEC 4.1 to 4.8: rows of the date that have not run take what is ready up to the day before.
    fn model_run(&mut self, run_date: NaiveDate) {
        let due: Vec<(String, NaiveDate)> = self
            .rows
            .iter()
            .filter(|((_, date), status)| *date == run_date && **status == RunStatus::NotRun)
            .map(|(row, _)| row.clone())
            .collect();
        for row in due {
            self.rows.insert(row.clone(), RunStatus::RunSuccessful);
            let drafts = self.model_draft(&row.0, run_date.pred_opt().unwrap());
            let ran = self.ran.entry(run_date).or_default();
            ran.rows.push(row);
            ran.drafts.extend(drafts);
        }
    }

    /// One draft for each customer with something ready; gives the ids that the book gave them.
    fn model_draft(&mut self, contract: &str, through: NaiveDate) -> Vec<String> {
        let mut taken: BTreeMap<String, BTreeSet<Key>> = BTreeMap::new();
        for (key, share) in &mut self.shares {
            if share.contract == contract && share.state == State::Ready && share.date <= through {
                share.state = State::Drafted;
                taken.entry(key.1.clone()).or_default().insert(key.clone());
            }
        }
        let stored = self.stored_drafts();
        let mut ids = Vec::new();
        for set in taken.into_values() {
            let found = stored.iter().find(|(id, on)| **on == set && !self.drafts.contains_key(*id));
            assert!(found.is_some(), "no draft of {set:?} among {stored:?}");
            let (id, _) = found.unwrap();
            ids.push(id.clone());
            self.drafts.insert(id.clone(), set);
        }
        ids
    }

    fn create(&mut self) -> bool {
        let contract = format!("C{}", self.random.below(CONTRACTS as u64));
        let through = date(FIRST) + Days::new(self.random.below(18));
        let connection = self.open.connection();
        let created =
            create::create(connection, std::slice::from_ref(&contract), through, self.today, self.now);
        assert_eq!(created.is_ok(), through <= self.today, "a date to come is refused");
        let Ok(created) = created else { return false };
        let drafts = self.model_draft(&contract, through);
        assert_eq!(created.len(), drafts.len());
        !drafts.is_empty()
    }

    fn delete(&mut self) -> bool {
        let Some(id) = self.pick_of(&self.drafts.keys().cloned().collect::<Vec<_>>()) else { return false };
        let deleted = delete_draft::delete_draft(self.open.connection(), &id, self.now).unwrap();
        let set = self.drafts.remove(&id).unwrap();
        set.iter().for_each(|key| self.shares.get_mut(key).unwrap().state = State::Ready);
        self.deleted = deleted.change.undo.map(|token| (token, id, set));
        true
    }

    fn put_back(&mut self) -> bool {
        let Some((token, id, set)) = self.deleted.take() else { return false };
        let done = undo::undo(self.open.connection(), &token, self.now).is_ok();
        let may = set.iter().all(|key| self.shares[key].state == State::Ready);
        assert_eq!(done, may, "putting {id} back");
        if done {
            set.iter().for_each(|key| self.shares.get_mut(key).unwrap().state = State::Drafted);
            self.drafts.insert(id, set);
        }
        done
    }

    fn skip(&mut self) -> bool {
        // Rarely: what is skipped is never run again.
        if self.random.below(3) > 0 {
            return false;
        }
        let skipped = date(FIRST) + Days::new(ROWS[self.pick(ROWS.len())]);
        let done = missed::skip_dates(&self.open, &[skipped], "on paper", self.now);
        assert_eq!(done.is_ok(), skipped <= self.today, "a date to come is refused");
        let Ok(rows) = done else { return false };
        let mut expected = 0;
        for ((_, date), status) in &mut self.rows {
            if *date == skipped && *status == RunStatus::NotRun {
                *status = RunStatus::Skipped;
                expected += 1;
            }
        }
        assert_eq!(rows, expected);
        rows > 0
    }

    fn undo_a_run(&mut self) -> bool {
        let dates: Vec<NaiveDate> = self.ran.keys().copied().collect();
        let Some(run_date) = self.pick_of(&dates) else { return false };
        undo_run(&self.open, run_date, self.now).unwrap();
        let ran = self.ran.remove(&run_date).unwrap();
        for row in ran.rows {
            self.rows.insert(row, RunStatus::NotRun);
        }
        for id in ran.drafts {
            if let Some(set) = self.drafts.remove(&id) {
                set.iter().for_each(|key| self.shares.get_mut(key).unwrap().state = State::Ready);
            }
        }
        true
    }

    /// Holds the book against the model.
    fn compare(&self, what: &str) {
        let connection = self.open.connection();
        let violations = check(connection).unwrap();
        assert!(violations.is_empty(), "{what}: {violations:?}");
        assert_eq!(self.stored_drafts(), self.drafts, "{what}: drafts");
        for index in 0..CONTRACTS {
            let key = format!("C{index}");
            let id = contract::id_of(connection, &key).unwrap().unwrap();
            for row in schedule::of_contract(connection, id).unwrap() {
                assert_eq!(
                    row.run_status,
                    self.rows[&(key.clone(), row.run_date)],
                    "{what}: row {}",
                    row.run_date
                );
            }
        }
        let customers = proforma_api::names::Customers::read(connection).unwrap();
        let ids: BTreeSet<&str> = self.shares.keys().map(|(id, _)| id.as_str()).collect();
        for id in ids {
            for stored in share::of_item(connection, id).unwrap() {
                let customer =
                    ["a", "b"].into_iter().find(|key| customers.by_key(key).unwrap().id == stored.customer);
                let expected = self.shares[&(id.to_owned(), customer.unwrap().to_owned())].state;
                let state = match stored.billing_status {
                    BillingStatus::NotReady => State::NotReady,
                    BillingStatus::ReadyToInvoice => State::Ready,
                    BillingStatus::InvoiceCreated | BillingStatus::InvoicePosted => State::Drafted,
                };
                assert_eq!(state, expected, "{what}: {id} for {customer:?}");
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
            let on = details
                .map(|detail| (detail["transaction"].as_str().unwrap().to_owned(), customer.to_owned()));
            (id, on.collect())
        })
        .collect()
    }

    /// A runner whose clock stands at this moment, so that no two things share an instant.
    fn moment(&mut self) -> ProcessRunner {
        let now = self.now;
        self.runner = ProcessRunner::new("machine", Clock::of(move || now)).unwrap();
        self.runner.clone()
    }

    fn pick(&mut self, count: usize) -> usize {
        usize::try_from(self.random.below(count as u64)).unwrap()
    }

    fn pick_of<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        if from.is_empty() { None } else { Some(from[self.pick(from.len())].clone()) }
    }
}

/// Three contracts; the last one is split between two customers, so that amounts are odd.
fn book(random: &mut Random, first: NaiveDate) -> (String, BTreeMap<Key, ModelShare>) {
    let rows: Vec<String> = ROWS
        .iter()
        .map(|after| {
            let run_date = first + Days::new(*after);
            format!(r#"{{"run_date":"{run_date}","cut_off_date":"{}"}}"#, run_date.pred_opt().unwrap())
        })
        .collect();
    let mut text = String::from(
        r#"{"format":"proforma-book","version":1,"company":{"name":"C"},"time_zone":"UTC","customers":[{"id":"a","name":"A"},{"id":"b","name":"B"}],"contracts":["#,
    );
    let (mut transactions, mut shares) = (String::new(), BTreeMap::new());
    for index in 0..CONTRACTS {
        let is_split = index + 1 == CONTRACTS;
        let customers = if is_split {
            r#"{"customer":"a","percent":"66.7"},{"customer":"b","percent":"33.3"}"#
        } else {
            r#"{"customer":"a","percent":"100"}"#
        };
        let (comma, rows) = (if index > 0 { "," } else { "" }, rows.join(","));
        write!(
            text,
            r#"{comma}{{"id":"C{index}","name":"Contract {index}","currency":"EUR","customers":[{customers}],
            "lines":[{{"id":"l","name":"Work","billing_method":"time_and_material","transaction_classes":["time"],
            "invoice_schedule":[{rows}]}}]}}"#
        )
        .unwrap();
        for number in 0..TRANSACTIONS {
            let worked = first + Days::new(random.below(14));
            let is_ready = random.below(3) > 0;
            let (id, price) = (format!("t{index}-{number}"), 10_01 + random.below(90_000));
            let comma = if transactions.is_empty() { "" } else { "," };
            write!(
                transactions,
                r#"{comma}{{"id":"{id}","contract":"C{index}","contract_line":"l","class":"time","date":"{worked}","quantity":"1",
                "unit_price":"{}.{:02}","billing_status":"{}"}}"#,
                price / 100,
                price % 100,
                if is_ready { "ready_to_invoice" } else { "not_ready" }
            )
            .unwrap();
            let state = if is_ready { State::Ready } else { State::NotReady };
            for customer in if is_split { &["a", "b"][..] } else { &["a"][..] } {
                let share = ModelShare { contract: format!("C{index}"), date: worked, state };
                shares.insert((id.clone(), (*customer).to_owned()), share);
            }
        }
    }
    write!(text, r#"],"transactions":[{transactions}]}}"#).unwrap();
    (text, shares)
}
