//! Contracts that are closed and opened again, and their schedules.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proforma_api::{
    contract_set_up::{self, LinePlace},
    dto::ScheduleRowForm,
};
use proforma_engine::{
    contract::ContractStatus,
    schedule::{RowKind, RunStatus},
};
use proforma_store::{contract, schedule};
use proforma_tests::date;

use super::{CONTRACTS, FIRST, Machine, ModelRow, Place, book::all_contracts};

impl Machine {
    pub(super) fn close_or_open(&mut self) -> bool {
        let contract = self.a_contract();
        let is_closed = self.closed.contains(&contract);
        // Mostly they are open.
        if !is_closed && self.random.below(3) > 0 {
            return false;
        }
        let to = if is_closed { ContractStatus::Active } else { ContractStatus::Closed };
        contract_set_up::set_status(self.open.connection(), &contract, to, self.now).unwrap();
        if is_closed { self.closed.remove(&contract) } else { self.closed.insert(contract) }
    }

    pub(super) fn change_schedule(&mut self) -> (&'static str, bool) {
        let contract = format!("C{}", self.pick(CONTRACTS));
        let of_contract = |place: &&Place| place.0 == contract;
        let dates: Vec<NaiveDate> = self.rows.keys().filter(of_contract).map(|place| place.1).collect();
        let Some(run_date) = self.pick_of(&dates) else { return ("type a row", false) };
        match self.random.below(5) {
            0 | 1 => ("type a row", self.type_row(&contract, None)),
            2 => ("move a row", self.type_row(&contract, Some(run_date))),
            3 => ("delete a row", dates.len() > 1 && self.delete_row(&contract, run_date)),
            _ => self.skip_row(&contract, run_date),
        }
    }

    /// A row of any date, new or in the place of another.
    fn type_row(&mut self, contract: &str, moved: Option<NaiveDate>) -> bool {
        let run_date = match self.random.below(2) {
            0 => date(FIRST) + Days::new(self.random.below(20)),
            _ => self.today + Days::new(self.random.below(5)),
        };
        let cut_off = run_date - Days::new(self.random.below(4));
        let form = ScheduleRowForm { run_date: run_date.to_string(), cut_off_date: cut_off.to_string() };
        let from = moved.map(|date| date.to_string());
        let place = LinePlace { contract, line: "l" };
        let done = contract_set_up::save_schedule_row(
            self.open.connection(),
            place,
            from.as_deref(),
            &form,
            self.now,
        );
        let to = (contract.to_owned(), run_date);
        let from = moved.map(|date| (contract.to_owned(), date));
        let has_not_run = |place: &Place| self.rows[place].status == RunStatus::NotRun;
        // SPEC 3.7, 3.9.
        let may = !self.closed.contains(contract)
            && from.as_ref().is_none_or(has_not_run)
            && (from.as_ref() == Some(&to) || !self.rows.contains_key(&to));
        assert_eq!(done.is_ok(), may, "typing {to:?} for {from:?}: {done:?}");
        if may {
            from.map(|from| self.rows.remove(&from));
            self.rows.insert(to, ModelRow { status: RunStatus::NotRun, cut_off: Some(cut_off) });
        }
        may
    }

    fn delete_row(&mut self, contract: &str, run_date: NaiveDate) -> bool {
        let place = LinePlace { contract, line: "l" };
        let dates = [run_date.to_string()];
        let done =
            contract_set_up::delete_schedule_rows(self.open.connection(), place, &dates, self.now).is_ok();
        let row = (contract.to_owned(), run_date);
        let may = !self.closed.contains(contract) && self.rows[&row].status == RunStatus::NotRun;
        assert_eq!(done, may, "deleting {row:?}");
        if done {
            self.rows.remove(&row);
        }
        done
    }

    /// Skips a row, or has a skipped one run again.
    fn skip_row(&mut self, contract: &str, run_date: NaiveDate) -> (&'static str, bool) {
        let row = (contract.to_owned(), run_date);
        let status = self.rows[&row].status;
        let (name, reason, from, to) = match status {
            RunStatus::Skipped => ("take a skipping back", None, RunStatus::Skipped, RunStatus::NotRun),
            RunStatus::NotRun | RunStatus::RunSuccessful | RunStatus::RunFailed => {
                ("skip a row", Some("agreed"), RunStatus::NotRun, RunStatus::Skipped)
            }
        };
        let (place, dates) = (LinePlace { contract, line: "l" }, [run_date.to_string()]);
        let connection = self.open.connection();
        let done = contract_set_up::skip_schedule_rows(connection, place, &dates, reason, self.now).is_ok();
        assert_eq!(done, !self.closed.contains(contract) && status == from, "{name} {row:?}");
        if done {
            self.rows.get_mut(&row).unwrap().status = to;
        }
        (name, done)
    }

    /// Every row of the book.
    pub(super) fn stored_rows(&self) -> BTreeMap<Place, ModelRow> {
        let connection = self.open.connection();
        let of_contract = |key: String| {
            let id = contract::id_of(connection, &key).unwrap().unwrap();
            schedule::of_contract(connection, id).unwrap().into_iter().map(move |row| {
                let cut_off = match row.kind {
                    RowKind::Date { cut_off_date } => Some(cut_off_date),
                    RowKind::Milestone(_) => None,
                };
                ((key.clone(), row.run_date), ModelRow { status: row.run_status, cut_off })
            })
        };
        all_contracts().flat_map(of_contract).collect()
    }
}
