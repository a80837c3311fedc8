//! Runs, drafts made by hand, deleted and put back, dates that are skipped and runs that are undone.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::AtomicBool,
};

use chrono::{Days, NaiveDate};
use proforma_api::{create, delete_draft, missed, undo, undo_run::undo_run};
use proforma_engine::schedule::RunStatus;
use proforma_tests::date;
use proforma_worker::{AskedBy, Order};

use super::{FIRST, FIXED, Key, Machine, ROWS, State, book::MILESTONES};

impl Machine {
    pub(super) fn run_a_date(&mut self) -> bool {
        let run_date = date(FIRST) + Days::new(self.random.below(20));
        let order = Order {
            run_date,
            today: self.today,
            tells_the_rest: false,
            asked_by: AskedBy::Person,
            cancel: &AtomicBool::new(false),
        };
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
        }
        self.covered = self.covered.max(Some(today));
    }

    /// SPEC 4.1 to 4.8: rows of the date that have not run take what is ready up to the day before, and milestones that
    /// are due.
    pub(super) fn model_run(&mut self, run_date: NaiveDate) {
        let due: Vec<(String, NaiveDate)> = self
            .rows
            .iter()
            .filter(|((_, date), status)| *date == run_date && **status == RunStatus::NotRun)
            .map(|(row, _)| row.clone())
            .collect();
        for row in due {
            self.rows.insert(row.clone(), RunStatus::RunSuccessful);
            let up_to = if row.0 == FIXED { run_date } else { run_date.pred_opt().unwrap() };
            let drafts = self.model_draft(&row.0, up_to);
            let ran = self.ran.entry(run_date).or_default();
            ran.rows.push(row);
            ran.drafts.extend(drafts);
        }
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
        assert_eq!(created.is_ok(), through <= self.today, "a date to come is refused");
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
        for ((_, date), status) in &mut self.rows {
            if *date == skipped && *status == RunStatus::NotRun {
                *status = RunStatus::Skipped;
                expected += 1;
            }
        }
        assert_eq!(rows, expected);
        rows > 0
    }

    pub(super) fn undo_a_run(&mut self) -> bool {
        let dates: Vec<NaiveDate> = self.ran.keys().copied().collect();
        let Some(run_date) = self.pick_of(&dates) else { return false };
        undo_run(&self.open, run_date, self.now).unwrap();
        let ran = self.ran.remove(&run_date).unwrap();
        for row in ran.rows {
            self.rows.insert(row, RunStatus::NotRun);
        }
        for id in ran.drafts {
            if let Some(set) = self.drafts.remove(&id) {
                self.free(&set);
            }
        }
        true
    }
}
