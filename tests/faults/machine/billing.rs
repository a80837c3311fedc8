//! Runs, drafts made by hand, deleted and put back, dates that are skipped and runs that are undone.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::AtomicBool,
};

use chrono::{Days, NaiveDate};
use proforma_api::{create, delete_draft, missed, parked, printing, undo, undo_run::undo_run};
use proforma_engine::schedule::RunStatus;
use proforma_tests::date;
use proforma_worker::{AskedBy, Order};

use super::{
    FIRST, Key, Machine, ModelRow, ModelShare, Place, ROWS, State,
    book::{MILESTONES, all_contracts},
};

/// What an amount may not go beyond, in minor units (SPEC 2.5).
const MOST: u64 = 10_000_000_000_000;

/// What a run wrote into the history of a contract.
#[derive(Debug, Clone)]
pub(super) struct Ran {
    /// The date of the rows, or of the run where it parked them.
    of: NaiveDate,
    rows: Vec<Place>,
    became: RunStatus,
    drafts: Vec<String>,
}

impl Machine {
    pub(super) fn run_a_date(&mut self) -> bool {
        let run_date = date(FIRST) + Days::new(self.random.below(20));
        let cancel = AtomicBool::new(false);
        let order = self.order(run_date, &cancel);
        let done = self.runner.run_date(self.open.path(), &order, &mut |_| Ok(())).is_ok();
        assert_eq!(done, run_date <= self.today, "a date to come is refused");
        if done {
            self.model_run(run_date);
        }
        done
    }

    pub(super) fn catch_up(&mut self) -> bool {
        let cancel = AtomicBool::new(false);
        self.runner
            .run_through(self.open.path(), Some(date(FIRST)), self.today, &cancel, |_, run| {
                run(&mut |_| Ok(()))
            })
            .unwrap();
        self.model_cover();
        true
    }

    /// Every date after the covered one up to today, in order.
    pub(super) fn model_cover(&mut self) {
        let from = self.covered.map_or(date(FIRST), |covered| covered.succ_opt().unwrap());
        let today = self.today;
        for run_date in from.iter_days().take_while(|date| *date <= today) {
            self.model_run(run_date);
            self.covered = Some(run_date);
        }
    }

    /// SPEC 4.1 to 4.8 and 4.11 of every contract.
    pub(super) fn model_run(&mut self, run_date: NaiveDate) {
        for contract in all_contracts() {
            self.model_run_of(&contract, run_date);
        }
    }

    /// Rows of the date that have not run, and before them those that failed earlier, take what is ready up to their
    /// cut-off, and milestones that are due; the first that is too much parks the contract.
    fn model_run_of(&mut self, contract: &str, run_date: NaiveDate) {
        // SPEC 4.14.
        if self.closed.contains(contract) {
            return;
        }
        let is_called = |date: NaiveDate, status: RunStatus| match status {
            RunStatus::NotRun => date == run_date,
            RunStatus::RunFailed => date <= run_date,
            RunStatus::RunSuccessful | RunStatus::Skipped => false,
        };
        let called =
            self.rows.iter().filter(|((of, date), row)| of == contract && is_called(*date, row.status));
        let due: Vec<Place> = called.map(|(place, _)| place.clone()).collect();
        for (index, place) in due.iter().enumerate() {
            let up_to = self.rows[place].cut_off.map_or(place.1, |cut_off| cut_off.min(place.1));
            // SPEC 4.10.
            let is_too_much = self.ready(contract, up_to).any(|(_, total)| total > MOST);
            let rows = if is_too_much { &due[index..] } else { &due[index..=index] };
            let status = if is_too_much { RunStatus::RunFailed } else { RunStatus::RunSuccessful };
            rows.iter().for_each(|place| self.rows.get_mut(place).unwrap().status = status);
            let drafts = if is_too_much { Vec::new() } else { self.model_draft(contract, up_to) };
            let of = if is_too_much { run_date } else { place.1 };
            let ran = Ran { of, rows: rows.to_vec(), became: status, drafts };
            self.ran.entry(run_date).or_default().push(ran);
            if is_too_much {
                return;
            }
        }
    }

    /// What each customer of a contract would be billed, in minor units.
    fn ready(&self, contract: &str, through: NaiveDate) -> impl Iterator<Item = (&str, u64)> {
        let is_ready = |share: &ModelShare| {
            share.contract == contract && share.state == State::Ready && share.date <= through
        };
        let mut totals: BTreeMap<&str, u64> = BTreeMap::new();
        for (key, share) in self.shares.iter().filter(|(_, share)| is_ready(share)) {
            *totals.entry(&key.1).or_default() += share.minor;
        }
        totals.into_iter()
    }

    /// One draft for each customer with something ready; gives the ids that the book gave them.
    pub(super) fn model_draft(&mut self, contract: &str, through: NaiveDate) -> Vec<String> {
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

    pub(super) fn create(&mut self) -> bool {
        let contract = self.a_contract();
        let through = date(FIRST) + Days::new(self.random.below(20));
        let connection = self.open.connection();
        let created =
            create::create(connection, std::slice::from_ref(&contract), through, self.today, self.now);
        // SPEC 4.3, 2.5.
        let may = through <= self.today
            && !self.closed.contains(&contract)
            && !self.ready(&contract, through).any(|(_, total)| total > MOST);
        assert_eq!(created.is_ok(), may, "creating of {contract} through {through}");
        let Ok(created) = created else { return false };
        let drafts = self.model_draft(&contract, through);
        assert_eq!(created.len(), drafts.len());
        !drafts.is_empty()
    }

    pub(super) fn delete(&mut self) -> bool {
        let Some(id) = self.pick_of(&self.drafts.keys().cloned().collect::<Vec<_>>()) else { return false };
        let deleted = delete_draft::delete_draft(self.open.connection(), &id, self.now).unwrap();
        let set = self.drafts.remove(&id).unwrap();
        self.free(&set);
        self.deleted = deleted.change.undo.map(|token| (token, id, set));
        self.changed_since.clear();
        true
    }

    pub(super) fn put_back(&mut self) -> bool {
        let Some((token, id, set)) = self.deleted.take() else { return false };
        let done = undo::undo(self.open.connection(), &token, self.now).is_ok();
        let is_ready = |key| self.shares.get(key).is_some_and(|share| share.state == State::Ready);
        let may = set.iter().all(is_ready)
            && !self.changed_since.iter().any(|id| set.iter().any(|key| key.0 == *id));
        assert_eq!(done, may, "putting {id} back");
        if done {
            set.iter().for_each(|key| self.shares.get_mut(key).unwrap().state = State::Drafted);
            self.drafts.insert(id, set);
        }
        done
    }

    pub(super) fn skip(&mut self) -> bool {
        // Rarely: what is skipped is never run again.
        if self.random.below(3) > 0 {
            return false;
        }
        let after = [&ROWS[..], &MILESTONES[..]].concat();
        let skipped = date(FIRST) + Days::new(after[self.pick(after.len())]);
        let done = missed::skip_dates(&self.open, &[skipped], "on paper", self.now);
        assert_eq!(done.is_ok(), skipped <= self.today, "a date to come is refused");
        let Ok(rows) = done else { return false };
        let mut expected = 0;
        self.model_skip(skipped, &mut expected);
        assert_eq!(rows, expected);
        rows > 0
    }

    /// Every row of the date that was not run is skipped, where a run would have looked at it.
    pub(super) fn model_skip(&mut self, skipped: NaiveDate, count: &mut u32) {
        for ((contract, date), row) in &mut self.rows {
            if *date == skipped && row.status == RunStatus::NotRun && !self.closed.contains(contract) {
                row.status = RunStatus::Skipped;
                *count += 1;
            }
        }
    }

    /// Files leave the program; the run that made the draft is not undone any more.
    pub(super) fn export(&mut self) -> bool {
        let Some(id) = self.pick_of(&self.drafts.keys().cloned().collect::<Vec<_>>()) else { return false };
        printing::mark_exported(&self.open, std::slice::from_ref(&id), self.now).unwrap();
        self.exported.insert(id);
        true
    }

    /// Contracts that were parked are run again, those of the latest date that failed with it.
    pub(super) fn retry(&mut self) -> bool {
        let retry = parked::retry_of(self.open.connection(), &[]).unwrap();
        let is_parked = |(place, row): &(&Place, &ModelRow)| {
            row.status == RunStatus::RunFailed && !self.closed.contains(&place.0)
        };
        let failed: BTreeSet<&Place> = self.rows.iter().filter(is_parked).map(|(place, _)| place).collect();
        let last = failed.iter().map(|place| place.1).max();
        assert_eq!(retry.as_ref().map(|retry| retry.run_date), last, "the date of a retry");
        let Some(retry) = retry else { return false };
        let contracts: BTreeSet<String> = failed.iter().map(|place| place.0.clone()).collect();
        let cancel = AtomicBool::new(false);
        let order = self.order(retry.run_date, &cancel);
        let done = self.runner.retry(self.open.path(), &retry, &order, &mut |_| Ok(())).is_ok();
        assert_eq!(done, retry.run_date <= self.today, "retrying {}", retry.run_date);
        if done {
            contracts.iter().for_each(|contract| self.model_run_of(contract, retry.run_date));
        }
        done
    }

    fn order<'a>(&self, run_date: NaiveDate, cancel: &'a AtomicBool) -> Order<'a> {
        let (today, asked_by) = (self.today, AskedBy::Person);
        Order { run_date, today, tells_the_rest: false, asked_by, cancel }
    }

    pub(super) fn undo_a_run(&mut self) -> bool {
        let dates: Vec<NaiveDate> = self.ran.keys().copied().collect();
        let Some(run_date) = self.pick_of(&dates) else { return false };
        let done = undo_run(&self.open, run_date, self.now).is_ok();
        let is_exported = |id: &String| self.exported.contains(id) && self.drafts.contains_key(id);
        let may = !self.ran[&run_date].iter().flat_map(|ran| &ran.drafts).any(is_exported);
        assert_eq!(done, may, "undoing {run_date}");
        if !done {
            return false;
        }
        for ran in self.ran.remove(&run_date).unwrap().into_iter().rev() {
            // Rows that failed before stay as they were then; others may have moved on.
            for place in ran.rows.iter().filter(|place| place.1 == ran.of) {
                if let Some(row) = self.rows.get_mut(place).filter(|row| row.status == ran.became) {
                    row.status = RunStatus::NotRun;
                }
            }
            for id in ran.drafts {
                if let Some(set) = self.drafts.remove(&id) {
                    self.free(&set);
                }
            }
        }
        true
    }
}
