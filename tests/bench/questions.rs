//! What the window asks of the book on a large one, without the window: the part of each figure that no frame is in.

use std::{
    error::Error,
    path::Path,
    time::{Duration, Instant},
};

use chrono::{Days, NaiveDate};
use proforma_api::{
    backlog_list,
    book::Book,
    calendar, changes, contract_list, contracts,
    dto::{BacklogFilter, BacklogQuery, BacklogTotals, MarkRequest},
    figures, find, home, invoices, radar,
};
use serde_json::{Value, json};

type Done<T = ()> = Result<T, Box<dyn Error>>;

/// Asks everything twice: of a book that has just been opened, and again when what is kept of it is known.
pub fn all(path: &Path, today: NaiveDate) -> Done {
    println!("\n{:<52}{:>9}{:>9}{:>9}", "milliseconds, in this process", "first", "median", "worst");
    let book = Book::open(path)?;
    let questions = Questions { book, today };
    questions.backlog()?;
    questions.screens()?;
    questions.palette()?;
    questions.after_a_change()
}

struct Questions {
    book: Book,
    today: NaiveDate,
}

impl Questions {
    fn backlog(&self) -> Done {
        ask("first backlog page", [json!({})], |filter| self.page(filter, "contract", false, 0))?;
        ask("  its totals", [json!({})], |filter| self.totals(filter))?;
        let offsets = [200, 400, 600, 800, 1_000, 1_200, 1_400, 1_600];
        ask("next page", offsets, |offset| self.page(&json!({}), "contract", false, *offset))?;
        let far = [500_000, 1_000_000, 1_500_000, 250_000];
        ask("page far down", far, |offset| self.page(&json!({}), "contract", false, *offset))?;
        for sort in ["contract", "date", "customer", "amount", "billing_status"] {
            ask(&format!("by {sort}"), [false, true], |way| self.page(&json!({}), sort, *way, 0))?;
            let pages = [200, 400, 1_000, 1_800];
            ask("  next page", pages, |offset| self.page(&json!({}), sort, false, *offset))?;
            ask("  page far down", far, |offset| self.page(&json!({}), sort, false, *offset))?;
        }
        for sort in ["contract", "date", "amount"] {
            ask(&format!("new filter, by {sort}"), self.filters(), |filter| {
                self.page(filter, sort, false, 0)
            })?;
        }
        for filter in self.filters() {
            ask(&format!("  totals of {filter}"), [filter], |filter| self.totals(filter))?;
        }
        for search in searches() {
            ask(&format!("search {search}"), [&search], |search| self.page(search, "contract", false, 0))?;
            ask("  by date", [&search], |search| self.page(search, "date", false, 0))?;
            ask("  its totals", [&search], |search| self.totals(search))?;
        }
        Ok(())
    }

    fn screens(&self) -> Done {
        let (connection, sums, today) = (self.book.connection(), self.book.sums(), self.today);
        ask("home", [()], |()| {
            home::home(connection, sums, today)?;
            Ok(())
        })?;
        ask("its figures over time", [()], |()| {
            figures::figures(connection, sums, today)?;
            Ok(())
        })?;
        ask("recent changes", [()], |()| {
            changes::recent_changes(connection)?;
            Ok(())
        })?;
        ask("radar", [()], |()| {
            radar::radar(connection, sums, 30, today)?;
            Ok(())
        })?;
        ask("calendar", [()], |()| {
            let (from, to) = (today, today + Days::new(41));
            calendar::calendar(connection, sums, from, to, today)?;
            Ok(())
        })?;
        ask("contracts", ["name", "customer", "next_run_date"], |sort| {
            let query = json!({ "status": "active", "trouble": null, "currency": null, "search": "", "sort": sort,
                "descending": false, "offset": 0, "limit": 200 });
            contract_list::contracts(connection, sums, &serde_json::from_value(query)?, today)?;
            Ok(())
        })?;
        ask("the contract of 10,000", ["C0"], |id| {
            contracts::contract(connection, id, today)?;
            Ok(())
        })?;
        ask("  its transactions", [0, 200, 10_000], |offset| {
            let query = json!({ "contract": "C0", "billing_status": null, "offset": offset, "limit": 200 });
            contracts::shares(connection, &serde_json::from_value(query)?)?;
            Ok(())
        })?;
        ask("invoices", ["all"], |_| {
            let query = json!({ "status": null, "contract": null, "customer": null, "from": null, "to": null, "search": "",
                "sort": "date", "descending": true, "offset": 0, "limit": 200 });
            invoices::invoices(connection, &serde_json::from_value(query)?)?;
            Ok(())
        })
    }

    fn palette(&self) -> Done {
        for words in ["contract 12", "customer 7", "stage 17", "t4321", "1250.00"] {
            let typed: Vec<&str> = (1..=words.len()).map(|end| &words[..end]).collect();
            ask(&format!("palette, each letter of {words:?}"), typed, |text| {
                find::find(self.book.connection(), text)?;
                Ok(())
            })?;
        }
        Ok(())
    }

    /// What each screen costs when one contract has changed.
    fn after_a_change(&self) -> Done {
        let filter = json!({ "billing_status": "not_ready" });
        let row = backlog_list::backlog(
            self.book.connection(),
            self.book.sums(),
            &query(&filter, "contract", false, 0)?,
        )?
        .rows
        .into_iter()
        .next()
        .ok_or("nothing is not ready")?;
        let request = |status: &str| -> Done<MarkRequest> {
            Ok(serde_json::from_value(json!({
                "shares": [{ "id": row.share.id, "customer": row.share.customer }], "billing_status": status }))?)
        };
        ask("marking a share", ["ready_to_invoice", "not_ready"], |status| {
            let now = chrono::Utc::now();
            proforma_api::backlog::mark_request(self.book.writable()?, &request(status)?, now)?;
            Ok(())
        })?;
        ask("  home after it", [()], |()| {
            home::home(self.book.connection(), self.book.sums(), self.today)?;
            Ok(())
        })?;
        ask("  totals after it", [json!({})], |filter| self.totals(filter))
    }

    fn page(&self, filter: &Value, sort: &str, descending: bool, offset: u32) -> Done {
        let query = query(filter, sort, descending, offset)?;
        backlog_list::backlog(self.book.connection(), self.book.sums(), &query)?;
        Ok(())
    }

    fn totals(&self, asked: &Value) -> Done {
        let _: BacklogTotals =
            backlog_list::backlog_totals(self.book.connection(), self.book.sums(), &filter(asked)?)?;
        Ok(())
    }

    fn filters(&self) -> Vec<Value> {
        let [from, to] = [30, 60].map(|days| (self.today + Days::new(days)).to_string());
        vec![
            json!({ "billing_status": "not_ready" }),
            json!({ "classes": ["expense"] }),
            json!({ "currency": "JPY" }),
            json!({ "billing_type": "complimentary" }),
            json!({ "from": from, "to": to }),
            json!({ "from": from }),
            json!({ "contract": "C77" }),
            json!({ "customer": "k12" }),
            json!({ "billing_status": "ready_to_invoice", "classes": ["milestone"] }),
        ]
    }
}

fn filter(asked: &Value) -> Done<BacklogFilter> {
    let mut whole = json!({ "billing_status": null, "classes": [], "billing_type": null, "currency": null,
        "contract": null, "customer": null, "from": null, "to": null, "search": "" });
    let fields = whole.as_object_mut().ok_or("a filter is an object")?;
    fields.extend(asked.as_object().ok_or("a filter is an object")?.clone());
    Ok(serde_json::from_value(whole)?)
}

fn query(asked: &Value, sort: &str, descending: bool, offset: u32) -> Done<BacklogQuery> {
    Ok(serde_json::from_value(json!({ "filter": serde_json::to_value(filter(asked)?)?, "sort": sort,
        "descending": descending, "offset": offset, "limit": 200 }))?)
}

fn searches() -> Vec<Value> {
    ["stage 17", "travel", "customer 12", "t99999"].map(|search| json!({ "search": search })).to_vec()
}

/// Asks of each once, and all of them twice more.
fn ask<T>(name: &str, asked: impl IntoIterator<Item = T>, question: impl Fn(&T) -> Done) -> Done {
    let asked: Vec<T> = asked.into_iter().collect();
    let mut times = Vec::new();
    for _ in 0..3 {
        for one in &asked {
            let started = Instant::now();
            question(one)?;
            times.push(started.elapsed());
        }
    }
    let first = times[0];
    times.sort_unstable();
    let [median, worst] = [times[times.len() / 2], times[times.len() - 1]];
    let [first, median, worst] = [first, median, worst].map(|time: Duration| time.as_micros());
    let thousandths = |micros: u128| format!("{}.{}", micros / 1_000, micros / 100 % 10);
    println!("{name:<52}{:>9}{:>9}{:>9}", thousandths(first), thousandths(median), thousandths(worst));
    Ok(())
}
