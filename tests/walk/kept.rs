//! What is remembered of the contracts is what the book says, whatever is written and on whichever connection.

use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, mark},
    backlog_list::backlog_totals,
    book::Book,
    book_sums::BookSums,
    calendar::calendar,
    contract_list::contracts,
    create::create_invoices,
    delete_draft::delete_draft,
    dto::{
        BacklogFilter, BacklogTotals, CalendarDay, ContractPage, ContractQuery, ContractSort, Figures,
        HomeView, MarkMatching, Radar,
    },
    figures::figures,
    home::home,
    interchange::import,
    mark_matching::mark_matching,
    radar::radar,
    undo::undo,
};
use proforma_tests::{TempBook, date, noon};

use crate::{overview::BOOK, run};

const TODAY: &str = "2021-01-12";

type Told = (HomeView, Radar, ContractPage, Vec<CalendarDay>, BacklogTotals, Figures);

/// Everything that is told of all contracts at once.
fn told(book: &Book, sums: &BookSums) -> Told {
    let (connection, today) = (book.connection(), date(TODAY));
    let query = ContractQuery {
        status: None,
        trouble: None,
        currency: None,
        search: String::new(),
        sort: ContractSort::Name,
        descending: false,
        offset: 0,
        limit: 100,
    };
    (
        home(connection, sums, today).unwrap(),
        radar(connection, sums, 7, today).unwrap(),
        contracts(connection, sums, &query, today).unwrap(),
        calendar(connection, sums, date("2021-01-01"), date("2021-12-31"), today).unwrap(),
        backlog_totals(connection, sums, &BacklogFilter::default()).unwrap(),
        figures(connection, sums, today).unwrap(),
    )
}

/// A book with what two connections to it remember, and what was said of it last.
struct Watched {
    book: TempBook,
    writing: Book,
    watching: Book,
    last: Told,
}

impl Watched {
    fn new() -> Self {
        let book = TempBook::of_text(BOOK);
        let (writing, watching) = (Book::open(&book.path()).unwrap(), Book::open(&book.path()).unwrap());
        let last = told(&writing, writing.sums());
        assert_eq!(told(&watching, watching.sums()), last);
        Self { book, writing, watching, last }
    }

    /// Writes, and looks whether what is remembered is as if nothing were.
    fn after<T>(&mut self, what: &str, write: impl FnOnce(&TempBook, &Book) -> T) -> T {
        let written = write(&self.book, &self.writing);
        let now = told(&self.watching, &BookSums::default());
        assert!(now != self.last, "{what} changes what is told");
        // Not compared by `assert_eq`, which would print all of it.
        let (other, own) =
            (told(&self.watching, self.watching.sums()), told(&self.writing, self.writing.sums()));
        assert!(other == now, "{what}: another connection remembers what was before");
        assert!(own == now, "{what}: its own connection remembers what was before");
        let shared = told(&self.watching, self.writing.sums());
        assert!(shared == now, "{what}: what one connection has learned misleads another");
        self.last = now;
        written
    }
}

fn transaction(id: &str, contract: &str) -> String {
    format!(
        r#"{{ "id": "{id}", "contract": "{contract}", "contract_line": "work", "class": "time", "date": "2021-01-08",
             "quantity": "1", "unit_price": "77.00", "billing_status": "ready_to_invoice" }}"#
    )
}

#[test]
// SPEC 2.1, 7.8: no figure is stale after any kind of writing.
fn what_is_remembered_is_what_the_book_says() {
    let mut watched = Watched::new();
    watched.after("marking", |_, book| {
        let share = [Marking { id: "l3", customer: None }];
        mark(book.connection(), &share, BillingStatus::ReadyToInvoice, Stopping::AllOrNothing, noon())
            .unwrap();
    });
    let token = watched.after("marking what a filter lets through", |_, book| {
        let request = MarkMatching {
            filter: BacklogFilter::default(),
            except: Vec::new(),
            billing_status: BillingStatus::ReadyToInvoice.into(),
        };
        mark_matching(book.connection(), &request, noon()).unwrap().undo.unwrap()
    });
    watched.after("undoing that", |_, book| undo(book.connection(), &token, noon()).unwrap());
    watched.after("a run", |book, _| assert!(!run(book, date("2021-01-04")).is_empty()));
    watched.after("a run that parks a contract", |book, _| {
        run(book, date("2021-01-11"));
    });
    assert!(watched.last.2.rows.iter().any(|row| !row.trouble.is_empty()), "a contract is parked");
    let token = watched.after("deleting a draft", |_, book| {
        delete_draft(book.connection(), "1", noon()).unwrap().change.undo.unwrap()
    });
    watched.after("putting it back", |_, book| undo(book.connection(), &token, noon()).unwrap());
    watched.after("creating by hand", |_, book| {
        let keys = ["bare".to_owned()];
        let (through, today) = (date(TODAY), date(TODAY));
        create_invoices(book.connection(), &keys, through, today, noon()).unwrap();
    });
    let file = |transactions: &str, contracts: &str| {
        format!(
            r#"{{ "format": "proforma-book", "version": 1, "contracts": [{contracts}], "transactions": [{transactions}] }}"#
        )
    };
    watched.after("importing work of a contract", |folder, book| {
        let file = folder.file("work.book.json", &file(&transaction("new1", "late"), ""));
        import(book.connection(), &file, noon(), "test").unwrap();
    });
    watched.after("importing a contract", |folder, book| {
        let contract = r#"{ "id": "new", "name": "9 new", "currency": "USD", "customers": [{ "customer": "a", "percent": "100" }],
            "lines": [{ "id": "work", "name": "Work", "billing_method": "time_and_material", "transaction_classes": ["time"],
              "invoice_schedule": [{ "run_date": "2021-02-01", "cut_off_date": "2021-01-31" }] }] }"#;
        let file = folder.file("contract.book.json", &file(&transaction("new2", "new"), contract));
        import(book.connection(), &file, noon(), "test").unwrap();
    });
}
