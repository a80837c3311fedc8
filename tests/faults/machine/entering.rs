//! Work that is entered, changed, deleted and imported.

use std::{fs, ops::ControlFlow};

use chrono::Days;
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
        let share = ModelShare { contract, date, state: State::NotReady, minor: price(&mut self.random) };
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
        assert!(is_saved(transactions::save_transactions(self.open.connection(), &entries, self.now)));
        self.know(&id, &share);
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
        let may = own.iter().all(|key| self.shares[key].state != State::Drafted);
        assert_eq!(done, may, "changing {id}");
        if done {
            self.changed_since.insert(id);
            for key in own {
                self.shares.get_mut(&key).unwrap().minor = minor;
                if self.shares[&key].contract == LIMITED && self.counted() > self.limit {
                    self.shares.get_mut(&key).unwrap().state = State::NotReady;
                }
            }
        }
        done
    }

    pub(super) fn delete_work(&mut self) -> bool {
        let Some(id) = self.some_work() else { return false };
        let ids = std::slice::from_ref(&id);
        let done = is_saved(transactions::delete_transactions(self.open.connection(), ids, self.now));
        let is_drafted = |(key, share): (&Key, &ModelShare)| key.0 == id && share.state == State::Drafted;
        assert_eq!(done, !self.shares.iter().any(is_drafted), "deleting {id}");
        if done {
            self.shares.retain(|key, _| key.0 != id);
        }
        done
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
        let (once, twice) = (import(), import());
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
    TransactionForm {
        id: id.to_owned(),
        contract: share.contract.clone(),
        contract_line: "l".to_owned(),
        class: "time".to_owned(),
        date: share.date.to_string(),
        quantity: "1".to_owned(),
        unit_price: decimal(share.minor),
        role: String::new(),
        category: String::new(),
        resource: String::new(),
        unit: String::new(),
        billing_type: String::new(),
        description: String::new(),
    }
}
