//! What a run takes and passes over. Here is the contract of the worked example that the tests run day by day.

mod again;
mod by_hand;
mod customers;
mod cut_off;
mod drafts;
mod forecast;
mod milestones;
mod properties;
mod reasons;

use chrono::NaiveDate;
use expect_test::expect;
use rust_decimal::Decimal;

use super::*;
use crate::{
    contract::{BillingMethod, ContractLine, CustomerSplit, TransactionClass, TransactionClasses},
    ids::{ContractId, CustomerId, TransactionId},
    money::{Currency, Money},
    share::{BillingType, share_parts},
    tax::{TaxCategory, TaxRate},
};

const PROTOTYPE: ContractLineId = ContractLineId(1);
const IMPLEMENTATION: ContractLineId = ContractLineId(2);
const EXPENSES: ContractLineId = ContractLineId(3);
const ADATUM: CustomerId = CustomerId(1);
const BERGEN: CustomerId = CustomerId(2);

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn usd() -> Currency {
    Currency::from_code("USD").expect("known")
}

fn n(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn split_of(customers: &[(CustomerId, &str)]) -> CustomerSplit {
    let list = customers.iter().map(|(customer, percent)| (*customer, n(percent), false)).collect();
    CustomerSplit::new(list).expect("totals 100")
}

/// A book of one contract that is run day by day, as the store would.
struct Scenario {
    backlog: Backlog,
    not_ready: Vec<Share>,
}

impl Scenario {
    /// The contract of the worked example with its schedules and nothing to bill.
    fn adatum() -> Self {
        Self::with_split(&[(ADATUM, "100")])
    }

    fn with_split(implementation: &[(CustomerId, &str)]) -> Self {
        let line = |id, key: &str, billing_method, classes: &[TransactionClass], customers| ContractLine {
            id,
            key: key.to_owned(),
            name: key.to_owned(),
            billing_method,
            transaction_classes: classes.iter().copied().collect::<TransactionClasses>(),
            contracted_amount: None,
            not_to_exceed: None,
            tasks: Vec::new(),
            tax: None,
            billing_start: Some(date("2020-10-01")),
            customers,
        };
        let all = &[(ADATUM, "100")];
        let contract = Contract {
            id: ContractId(1),
            key: "ADATUM".to_owned(),
            name: "Implementation services for Adatum".to_owned(),
            currency: usd(),
            status: ContractStatus::Active,
            delivery_date: Some(date("2020-11-20")),
            not_to_exceed: None,
            customers: split_of(all),
            lines: vec![
                line(PROTOTYPE, "prototype", BillingMethod::FixedPrice, &[], split_of(all)),
                line(
                    IMPLEMENTATION,
                    "implementation",
                    BillingMethod::TimeAndMaterial,
                    &[TransactionClass::Time],
                    split_of(implementation),
                ),
                line(
                    EXPENSES,
                    "expenses",
                    BillingMethod::TimeAndMaterial,
                    &[TransactionClass::Expense],
                    split_of(all),
                ),
            ],
        };
        let mut scenario = Self {
            backlog: Backlog { contract, rows: Vec::new(), shares: Vec::new() },
            not_ready: Vec::new(),
        };
        for (run_date, cut_off) in [
            ("2020-10-05", "2020-10-04"),
            ("2020-10-19", "2020-10-18"),
            ("2020-11-02", "2020-11-01"),
            ("2020-11-16", "2020-11-15"),
        ] {
            scenario.row(IMPLEMENTATION, run_date, cut_off);
        }
        for (run_date, cut_off) in [("2020-10-05", "2020-10-04"), ("2020-11-02", "2020-11-01")] {
            scenario.row(EXPENSES, run_date, cut_off);
        }
        scenario
    }

    fn row(&mut self, line: ContractLineId, run_date: &str, cut_off: &str) {
        let id = ScheduleRowId(self.backlog.rows.len() as i64 + 1);
        let kind = RowKind::Date { cut_off_date: date(cut_off) };
        self.backlog.rows.push(ScheduleRow {
            id,
            contract_line: line,
            run_date: date(run_date),
            kind,
            run_status: RunStatus::NotRun,
        });
    }

    fn milestone(&mut self, key: &str, on: &str, amount: &str, status: BillingStatus) {
        let milestone = MilestoneId(self.backlog.rows.len() as i64 + 100);
        let id = ScheduleRowId(self.backlog.rows.len() as i64 + 1);
        let kind = RowKind::Milestone(milestone);
        self.backlog.rows.push(ScheduleRow {
            id,
            contract_line: PROTOTYPE,
            run_date: date(on),
            kind,
            run_status: RunStatus::NotRun,
        });
        let amount = Money::exact(n(amount), usd()).expect("money");
        self.share(
            PROTOTYPE,
            ShareOf::Milestone(milestone),
            key,
            on,
            ("1", amount.amount()),
            BillingType::Chargeable,
            status,
        );
    }

    fn time(&mut self, key: &str, on: &str, hours: &str) {
        self.time_as(key, on, hours, BillingType::Chargeable, BillingStatus::ReadyToInvoice);
    }

    fn time_as(
        &mut self,
        key: &str,
        on: &str,
        hours: &str,
        billing_type: BillingType,
        status: BillingStatus,
    ) {
        let of =
            ShareOf::Transaction(TransactionId(self.backlog.shares.len() as i64), TransactionClass::Time);
        self.share(IMPLEMENTATION, of, key, on, (hours, n("200.00")), billing_type, status);
    }

    fn expense(&mut self, key: &str, on: &str, price: &str) {
        let of =
            ShareOf::Transaction(TransactionId(self.backlog.shares.len() as i64), TransactionClass::Expense);
        self.share(
            EXPENSES,
            of,
            key,
            on,
            ("1", n(price)),
            BillingType::Chargeable,
            BillingStatus::ReadyToInvoice,
        );
    }

    #[expect(clippy::too_many_arguments, reason = "the columns of a table of test data")]
    fn share(
        &mut self,
        contract_line: ContractLineId,
        of: ShareOf,
        key: &str,
        on: &str,
        (quantity, unit_price): (&str, Decimal),
        billing_type: BillingType,
        billing_status: BillingStatus,
    ) {
        let whole = Money::extend(n(quantity), unit_price, usd()).expect("money");
        let customers = &self.backlog.contract.line(contract_line).expect("a line").customers;
        for part in share_parts(whole, customers).expect("parts") {
            let id = ShareId((self.backlog.shares.len() + self.not_ready.len()) as i64 + 1);
            let share = Share {
                id,
                contract_line,
                customer: part.customer,
                of,
                key: key.to_owned(),
                date: date(on),
                quantity: n(quantity),
                unit_price,
                percent: part.percent,
                billing_type,
                billing_status,
                limit_state: None,
                amount: part.amount,
            };
            let waits = billing_status == BillingStatus::NotReady && !of.is_milestone();
            if waits { self.not_ready.push(share) } else { self.backlog.shares.push(share) }
        }
    }

    fn mark_ready(&mut self, key: &str) {
        let (marked, rest): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.not_ready).into_iter().partition(|share| share.key == key);
        self.not_ready = rest;
        self.backlog.shares.extend(marked);
        for share in self.backlog.shares.iter_mut().filter(|share| share.key == key) {
            share.billing_status = BillingStatus::ReadyToInvoice;
        }
    }

    /// Runs a date and shows its drafts: `date customer total: line amount [details]`.
    fn run(&mut self, run_date: &str) -> Vec<String> {
        let run_date = date(run_date);
        let mut shown = Vec::new();
        for date in self.backlog.dates_to_run(run_date) {
            let outcome = self.backlog.run(date, run_date).expect("can be billed");
            shown.extend(outcome.drafts.iter().map(|draft| self.show(draft)));
            self.backlog.settle(&outcome);
        }
        shown
    }

    /// Creates drafts by hand and shows them.
    fn create(&mut self, through: &str) -> Vec<String> {
        let drafts = self.backlog.create_now(date(through)).expect("can be billed");
        let shown = drafts.iter().map(|draft| self.show(draft)).collect();
        let outcome = DateOutcome { date: date(through), drafts, rows: Vec::new() };
        self.backlog.settle(&outcome);
        shown
    }

    /// What is on no invoice.
    fn left(&self) -> Vec<&str> {
        self.backlog.shares.iter().chain(&self.not_ready).map(|share| share.key.as_str()).collect()
    }

    fn show(&self, draft: &DraftInvoice) -> String {
        let lines: Vec<String> = draft
            .lines
            .iter()
            .map(|line| {
                let keys: Vec<&str> = line.details.iter().map(|detail| detail.key.as_str()).collect();
                format!(
                    "{} {} [{}]",
                    self.backlog.contract.line(line.contract_line).expect("a line").key,
                    line.amount,
                    keys.join(" ")
                )
            })
            .collect();
        format!(
            "{} customer {} {}: {}",
            draft.invoice_date,
            draft.customer.0,
            draft.totals.total,
            lines.join(", ")
        )
    }

    fn passed_over(&mut self, run_date: &str) -> Vec<String> {
        let run_date = date(run_date);
        let mut outcomes = Vec::new();
        for date in self.backlog.dates_to_run(run_date) {
            let outcome = self.backlog.run(date, run_date).expect("can be billed");
            self.backlog.settle(&outcome);
            outcomes.push(outcome);
        }
        let entries = self.backlog.passed_over(run_date, &outcomes);
        entries.iter().map(|entry| self.show_entry(entry)).collect()
    }

    fn show_entry(&self, entry: &PassedOver) -> String {
        let share = entry.share.and_then(|id| self.backlog.shares.iter().find(|share| share.id == id));
        let what = share.map_or_else(
            || {
                format!(
                    "row of line {} on {:?}",
                    entry.contract_line.0,
                    entry.row.map(|(_, date)| date.to_string())
                )
            },
            |share| share.key.clone(),
        );
        let next = entry.reason.next_run_date.map_or_else(|| "never".to_owned(), |date| date.to_string());
        format!("{what}: {} {next}", entry.reason.code)
    }

    fn status(&self, line: ContractLineId, run_date: &str) -> RunStatus {
        let row =
            self.backlog.rows.iter().find(|row| row.contract_line == line && row.run_date == date(run_date));
        row.expect("a row").run_status
    }

    fn explain(&self, key: &str, today: &str) -> String {
        let shares = self.backlog.shares.iter().chain(&self.not_ready);
        let share = shares.into_iter().find(|share| share.key == key).expect("a share");
        let outlook = self.backlog.explain(share, date(today));
        let next = outlook.next_run_date.map_or_else(|| "never".to_owned(), |date| date.to_string());
        format!("{} {next}", outlook.reason.code)
    }
}

fn october() -> Scenario {
    let mut adatum = Scenario::adatum();
    adatum.milestone("m1", "2020-10-05", "5000.00", BillingStatus::ReadyToInvoice);
    adatum.milestone("m2", "2020-11-03", "12000.00", BillingStatus::ReadyToInvoice);
    adatum.expense("e1", "2020-09-30", "300.00");
    adatum.time("t1", "2020-10-01", "8");
    adatum.time_as("t4", "2020-10-02", "4", BillingType::Chargeable, BillingStatus::NotReady);
    adatum.time("t2", "2020-10-04", "2");
    adatum.expense("e2", "2020-10-04", "120.00");
    adatum.time("t3", "2020-10-05", "6");
    adatum.expense("e3", "2020-10-05", "80.00");
    adatum.time("t5", "2020-10-18", "3");
    adatum
}
