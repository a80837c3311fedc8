//! Work that is entered, changed, deleted and imported.

use std::{fs, ops::ControlFlow};

use chrono::{Days, TimeDelta};
use proforma_api::{
    dto::{TransactionEntry, TransactionForm, TransactionsSaved},
    error::ApiError,
    spreadsheet::{self, FileToImport, ImportKind, ImportMap},
    transactions,
};
use proforma_tests::date;

use super::{
    CONTRACTS, FIRST, Key, LIMITED, Machine, ModelShare, State,
    book::{customers_of, decimal, price},
};

/// The contract that can come to too much.
const GREAT: &str = "C0";
/// 90 x 1,000,000,000.00.
const GREAT_MINOR: u64 = 9_000_000_000_000;

/// Whether something was saved: what is wrong with a row comes back as an answer.
fn is_saved(answer: Result<TransactionsSaved, ApiError>) -> bool {
    answer.is_ok_and(|saved| saved.problems.is_empty())
}

impl Machine {
    /// A new id, a contract of work, and a share as it is when it is new.
    fn new_work(&mut self) -> (String, ModelShare) {
        self.entered += 1;
        let contract = format!("C{}", self.pick(CONTRACTS));
        let date = date(FIRST) + Days::new(self.random.below(14));
        let minor = price(&mut self.random);
        let share = ModelShare { contract, date, state: State::NotReady, minor, is_kept_free: false };
        (format!("e{}", self.entered), share)
    }

    fn know(&mut self, id: &str, share: &ModelShare) {
        for customer in customers_of(&share.contract) {
            self.shares.insert((id.to_owned(), (*customer).to_owned()), share.clone());
        }
    }

    pub(super) fn enter(&mut self) -> bool {
        let (id, share) = self.new_work();
        let entries = [TransactionEntry { id: None, form: form(&id, &share) }];
        let done = is_saved(transactions::save_transactions(self.open.connection(), &entries, self.now));
        assert_eq!(done, !self.closed.contains(&share.contract), "entering {id}");
        if done {
            self.know(&id, &share);
        }
        done
    }

    /// Work of which two pieces are more than an invoice may come to, ready.
    pub(super) fn enter_too_much(&mut self) -> bool {
        if self.random.below(6) > 0 || self.closed.contains(GREAT) {
            return false;
        }
        let (_, share) = self.new_work();
        let share = ModelShare { contract: GREAT.to_owned(), minor: GREAT_MINOR, ..share };
        for _ in 0..2 {
            self.entered += 1;
            self.advance(TimeDelta::milliseconds(7));
            let id = format!("e{}", self.entered);
            let entries = [TransactionEntry { id: None, form: form(&id, &share) }];
            assert!(is_saved(transactions::save_transactions(self.open.connection(), &entries, self.now)));
            self.know(&id, &share);
            assert!(self.mark_one(&id, None, State::Ready));
        }
        true
    }

    /// Another price of a transaction that is on no draft. One that no longer fits below the limit is not ready then.
    pub(super) fn change_work(&mut self) -> bool {
        let Some(id) = self.some_work() else { return false };
        let minor = price(&mut self.random);
        let own: Vec<Key> = self.shares.keys().filter(|key| key.0 == id).cloned().collect();
        let form = form(&id, &ModelShare { minor, ..self.shares[&own[0]].clone() });
        let entries = [TransactionEntry { id: Some(id.clone()), form }];
        let done = is_saved(transactions::save_transactions(self.open.connection(), &entries, self.now));
        let may = own.iter().all(|key| self.is_free(key));
        assert_eq!(done, may, "changing {id}");
        if done {
            self.forget_marking(&id);
            self.changed_since.insert(id);
            for key in own {
                self.shares.get_mut(&key).unwrap().minor = minor;
                // SPEC 5.4.
                if self.counted() > self.limit && self.shares[&key].contract == LIMITED {
                    let share = self.shares.get_mut(&key).unwrap();
                    (share.state, share.is_kept_free) = (State::NotReady, false);
                }
            }
        }
        done
    }

    pub(super) fn delete_work(&mut self) -> bool {
        let Some(id) = self.some_work() else { return false };
        let ids = std::slice::from_ref(&id);
        let done = is_saved(transactions::delete_transactions(self.open.connection(), ids, self.now));
        let may = self.shares.keys().filter(|key| key.0 == id).all(|key| self.is_free(key));
        assert_eq!(done, may, "deleting {id}");
        if done {
            self.forget_marking(&id);
            self.shares.retain(|key, _| key.0 != id);
        }
        done
    }

    /// Whether a share may be changed or deleted.
    fn is_free(&self, key: &Key) -> bool {
        let share = &self.shares[key];
        share.state != State::Drafted && !self.closed.contains(&share.contract)
    }

    /// A file with one new transaction; the same file again adds nothing.
    pub(super) fn import(&mut self) -> bool {
        let (id, share) = self.new_work();
        let path = self.folder.folder().join("work.csv");
        let columns = ["id", "contract", "contract_line", "class", "date", "quantity", "unit_price"];
        let price = decimal(share.minor);
        let row = format!("{id},{},l,time,{},1,{price}", share.contract, share.date);
        fs::write(&path, format!("{}\n{row}\n", columns.join(","))).unwrap();
        let columns = columns.map(|name| (name.to_owned(), name.to_owned())).into();
        let map = ImportMap { columns, ..ImportMap::default() };
        let file = FileToImport::new(&path, ImportKind::Transactions, map);
        let told = &mut |_| ControlFlow::Continue(());
        let mut import = || spreadsheet::import(self.open.connection(), &file, self.now, told).unwrap();
        let once = import();
        if self.closed.contains(&share.contract) {
            assert_eq!((once.added, once.errors.len()), (0, 1));
            return false;
        }
        let twice = import();
        assert_eq!((once.added, once.unchanged, &once.errors[..]), (1, 0, &[][..]));
        assert_eq!((twice.added, twice.unchanged, &twice.errors[..]), (0, 1, &[][..]));
        self.know(&id, &share);
        true
    }

    /// Any transaction; milestones are not work.
    fn some_work(&mut self) -> Option<String> {
        let is_work = |share: &ModelShare| share.contract.starts_with('C');
        let work: Vec<String> =
            self.shares.iter().filter(|(_, share)| is_work(share)).map(|(key, _)| key.0.clone()).collect();
        self.pick_of(&work)
    }
}

fn form(id: &str, share: &ModelShare) -> TransactionForm {
    // A price goes up to 10^9 (SPEC 2.5).
    let quantity = if share.minor == GREAT_MINOR { 90 } else { 1 };
    TransactionForm {
        id: id.to_owned(),
        contract: share.contract.clone(),
        contract_line: "l".to_owned(),
        class: "time".to_owned(),
        date: share.date.to_string(),
        quantity: quantity.to_string(),
        unit_price: decimal(share.minor / quantity),
        role: String::new(),
        category: String::new(),
        resource: String::new(),
        unit: String::new(),
        billing_type: String::new(),
        description: String::new(),
    }
}
