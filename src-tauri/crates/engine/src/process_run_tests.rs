//! What a run takes and passes over: SPEC 4.1 to 4.14, 5.3, 7.6, and the cases T1, T5, T7, T9 and T14.

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::{
    contract::{BillingMethod, CustomerSplit, TransactionClass, TransactionClasses},
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
        let everything = |customers: &[(CustomerId, &str)]| {
            CustomerSplit::new(
                customers.iter().map(|(customer, percent)| (*customer, n(percent), false)).collect(),
            )
            .expect("totals 100")
        };
        let line = |id, key: &str, billing_method, classes: &[TransactionClass], customers| ContractLine {
            id,
            key: key.to_owned(),
            name: key.to_owned(),
            billing_method,
            transaction_classes: classes.iter().copied().collect::<TransactionClasses>(),
            contracted_amount: None,
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
            lines: vec![
                line(PROTOTYPE, "prototype", BillingMethod::FixedPrice, &[], everything(all)),
                line(
                    IMPLEMENTATION,
                    "implementation",
                    BillingMethod::TimeAndMaterial,
                    &[TransactionClass::Time],
                    everything(implementation),
                ),
                line(
                    EXPENSES,
                    "expenses",
                    BillingMethod::TimeAndMaterial,
                    &[TransactionClass::Expense],
                    everything(all),
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

#[test]
// SPEC 4.1, 4.2, 4.4, 4.6, 8 (T1): one draft for all rows of the date, cut-off inclusive, lines in the contract's order.
fn rows_of_one_date_make_one_draft() {
    let mut adatum = october();
    assert_eq!(adatum.run("2020-10-04"), Vec::<String>::new());
    assert_eq!(
        adatum.run("2020-10-05"),
        [
            "2020-10-05 customer 1 7420.00: prototype 5000.00 [m1], implementation 2000.00 [t1 t2], expenses 420.00 [e1 e2]"
        ]
    );
    assert_eq!(adatum.run("2020-10-06"), Vec::<String>::new());
}

#[test]
// SPEC 4.2 (T1): no lower bound: work marked ready late goes to the line's next run.
fn late_transaction_is_taken_by_the_next_run() {
    let mut adatum = october();
    adatum.run("2020-10-05");
    adatum.mark_ready("t4");
    assert_eq!(adatum.run("2020-10-07"), Vec::<String>::new());
    assert_eq!(
        adatum.run("2020-10-19"),
        ["2020-10-19 customer 1 2600.00: implementation 2600.00 [t4 t3 t5]"]
    );
}

#[test]
// SPEC 4.11 (T14): running the same date again creates nothing new, and says so row by row.
fn running_twice_creates_nothing_new() {
    let mut adatum = october();
    adatum.run("2020-10-05");
    adatum.mark_ready("t4");
    assert_eq!(adatum.run("2020-10-05"), Vec::<String>::new());
    let again = adatum.passed_over("2020-10-05");
    assert!(
        again.contains(&"row of line 2 on Some(\"2020-10-05\"): already_run never".to_owned()),
        "{again:?}"
    );
}

#[test]
// SPEC 4.11: a row typed later may lawfully give a second draft of a date.
fn a_row_typed_later_gives_a_second_draft_of_the_date() {
    let mut adatum = october();
    adatum.run("2020-10-05");
    adatum.mark_ready("t4");
    adatum
        .backlog
        .rows
        .retain(|row| row.contract_line != IMPLEMENTATION || row.run_date != date("2020-10-05"));
    adatum.row(IMPLEMENTATION, "2020-10-05", "2020-10-03");
    assert_eq!(adatum.run("2020-10-05"), ["2020-10-05 customer 1 800.00: implementation 800.00 [t4]"]);
}

#[test]
// SPEC 4.3: nothing dated after the run date is taken, whatever the cut-off.
fn nothing_after_the_run_date_is_taken() {
    let mut adatum = Scenario::adatum();
    adatum.backlog.rows.clear();
    adatum.row(IMPLEMENTATION, "2020-10-05", "2020-12-31");
    adatum.row(IMPLEMENTATION, "2020-10-12", "2020-10-11");
    adatum.time("on", "2020-10-05", "1");
    adatum.time("after", "2020-10-06", "1");
    assert_eq!(adatum.run("2020-10-05"), ["2020-10-05 customer 1 200.00: implementation 200.00 [on]"]);
    assert_eq!(adatum.explain("after", "2020-10-05"), "after_run_date 2020-10-12");
}

#[test]
// SPEC 4.5 (T5): a milestone that was not ready on its date goes with the contract's next run, whichever line called it.
fn a_missed_milestone_goes_with_the_contracts_next_run() {
    let mut adatum = Scenario::adatum();
    adatum.milestone("m1", "2020-10-05", "5000.00", BillingStatus::NotReady);
    adatum.time("t1", "2020-10-18", "3");
    assert_eq!(adatum.run("2020-10-05"), Vec::<String>::new());
    assert_eq!(adatum.passed_over("2020-10-06")[0], "m1: milestone_missed 2020-10-19");
    adatum.mark_ready("m1");
    assert_eq!(adatum.run("2020-10-08"), Vec::<String>::new());
    assert_eq!(adatum.explain("m1", "2020-10-09"), "later_run_date 2020-10-19");
    assert_eq!(
        adatum.run("2020-10-19"),
        ["2020-10-19 customer 1 5600.00: prototype 5000.00 [m1], implementation 600.00 [t1]"]
    );
    assert_eq!(adatum.run("2020-11-02"), Vec::<String>::new());
}

#[test]
// SPEC 4.5: without a later row nothing takes it by itself; 7.6 does.
fn a_missed_milestone_without_a_later_row_is_created_by_hand() {
    let mut adatum = Scenario::adatum();
    adatum.milestone("m9", "2020-11-20", "700.00", BillingStatus::NotReady);
    adatum.run("2020-11-16");
    adatum.run("2020-11-20");
    adatum.mark_ready("m9");
    assert_eq!(adatum.passed_over("2020-11-21"), ["m9: no_later_run_date never"]);
    let drafts = adatum.backlog.create_now(date("2020-11-21")).expect("can be billed");
    assert_eq!(
        drafts.iter().map(|draft| adatum.show(draft)).collect::<Vec<_>>(),
        ["2020-11-21 customer 1 700.00: prototype 700.00 [m9]"]
    );
}

#[test]
// SPEC 4.6, 5.3 (T7): as many drafts as customers with something chargeable.
fn one_draft_per_customer() {
    let mut split = Scenario::with_split(&[(ADATUM, "50"), (BERGEN, "50")]);
    split.time("t1", "2020-10-01", "5");
    split.expense("e1", "2020-10-01", "200.00");
    assert_eq!(
        split.run("2020-10-05"),
        [
            "2020-10-05 customer 1 700.00: implementation 500.00 [t1], expenses 200.00 [e1]",
            "2020-10-05 customer 2 500.00: implementation 500.00 [t1]",
        ]
    );
    let mut only_expense = Scenario::with_split(&[(ADATUM, "50"), (BERGEN, "50")]);
    only_expense.expense("e1", "2020-10-01", "200.00");
    assert_eq!(only_expense.run("2020-10-05"), ["2020-10-05 customer 1 200.00: expenses 200.00 [e1]"]);
}

#[test]
// SPEC 5.3 (T7): one customer may be billed while another is not; the other's share goes to the next run.
fn each_customer_is_billed_when_ready() {
    let mut split = Scenario::with_split(&[(ADATUM, "50"), (BERGEN, "50")]);
    split.time("t1", "2020-10-01", "5");
    split.expense("e1", "2020-10-01", "200.00");
    for share in split.backlog.shares.iter_mut().filter(|share| share.customer == BERGEN) {
        share.billing_status = BillingStatus::NotReady;
    }
    assert_eq!(
        split.run("2020-10-05"),
        ["2020-10-05 customer 1 700.00: implementation 500.00 [t1], expenses 200.00 [e1]"]
    );
    split.mark_ready("t1");
    assert_eq!(split.run("2020-10-19"), ["2020-10-19 customer 2 500.00: implementation 500.00 [t1]"]);
}

#[test]
// SPEC 4.7: nothing chargeable to take: no draft, and the row has run successfully.
fn a_row_with_nothing_to_take_has_run_successfully() {
    let mut adatum = Scenario::adatum();
    adatum.time("t1", "2020-10-01", "1");
    let passed_over = adatum.passed_over("2020-10-05");
    assert_eq!(adatum.status(IMPLEMENTATION, "2020-10-05"), RunStatus::RunSuccessful);
    assert_eq!(adatum.status(EXPENSES, "2020-10-05"), RunStatus::RunSuccessful);
    assert_eq!(
        passed_over,
        [
            "row of line 1 on None: line_not_set_up never",
            "row of line 3 on Some(\"2020-10-05\"): nothing_to_invoice never"
        ]
    );
}

#[test]
// SPEC 4.8 (T9): what is not chargeable is listed without counting, and alone makes no invoice; nor do zeros.
fn only_chargeable_amounts_make_an_invoice() {
    let mut adatum = Scenario::adatum();
    adatum.time_as("n1", "2020-10-01", "4", BillingType::NonChargeable, BillingStatus::ReadyToInvoice);
    adatum.time_as("c1", "2020-10-02", "4", BillingType::Complimentary, BillingStatus::ReadyToInvoice);
    adatum.time("z1", "2020-10-02", "0");
    let passed_over = adatum.passed_over("2020-10-05");
    for key in ["n1", "c1", "z1"] {
        assert!(passed_over.contains(&format!("{key}: nothing_chargeable 2020-10-19")), "{passed_over:?}");
    }
    adatum.expense("e1", "2020-10-10", "200.00");
    assert_eq!(adatum.run("2020-10-19"), Vec::<String>::new(), "the expense waits for its own line's row");
    assert_eq!(
        adatum.run("2020-11-02"),
        ["2020-11-02 customer 1 200.00: implementation 0.00 [n1 c1 z1], expenses 200.00 [e1]"]
    );
}

#[test]
// SPEC 4.8: amounts that cancel out are not all zero.
fn a_draft_of_zero_is_made_where_its_amounts_are_not() {
    let mut adatum = Scenario::adatum();
    adatum.time("t1", "2020-10-01", "1");
    adatum.time("t2", "2020-10-01", "-1");
    assert_eq!(adatum.run("2020-10-05"), ["2020-10-05 customer 1 0.00: implementation 0.00 [t1 t2]"]);
}

#[test]
// SPEC 2.4, 4.9: taxes per group; the invoice date is the run date.
fn taxes_are_grouped_over_lines() {
    let mut adatum = Scenario::adatum();
    for line in &mut adatum.backlog.contract.lines {
        line.tax = Some(TaxRate::new(TaxCategory::Standard, n("25")).expect("a rate"));
    }
    adatum.time("t1", "2020-10-01", "0.0011");
    adatum.expense("e1", "2020-10-01", "0.22");
    let outcome = adatum.backlog.run(date("2020-10-05"), date("2020-10-05")).expect("can be billed");
    let draft = &outcome.drafts[0];
    assert_eq!(draft.invoice_date, date("2020-10-05"));
    assert_eq!(
        (draft.totals.subtotal.to_string(), draft.totals.tax.to_string(), draft.totals.total.to_string()),
        ("0.44".to_owned(), "0.11".to_owned(), "0.55".to_owned())
    );
    assert_eq!(draft.taxes.len(), 1, "0.06 and 0.06 on each line would be 0.12");
}

#[test]
// SPEC 4.10, 4.11: a failed row is tried again by every later run, before its own date, with its own date and cut-off.
fn failed_rows_are_tried_again_with_their_own_date() {
    let mut adatum = october();
    assert_eq!(adatum.backlog.park(date("2020-10-05"), date("2020-10-05")).len(), 3);
    assert_eq!(adatum.status(EXPENSES, "2020-10-05"), RunStatus::RunFailed);
    assert_eq!(adatum.explain("t1", "2020-10-06"), "contract_parked 2020-10-06");
    adatum.mark_ready("t4");
    assert_eq!(
        adatum.run("2020-10-19"),
        [
            "2020-10-05 customer 1 8220.00: prototype 5000.00 [m1], implementation 2800.00 [t1 t4 t2], expenses 420.00 [e1 e2]",
            "2020-10-19 customer 1 1800.00: implementation 1800.00 [t3 t5]",
        ]
    );
}

#[test]
// SPEC 4.1: a row of an earlier date that never ran is not run by a later date's run.
fn an_earlier_row_that_never_ran_stays() {
    let mut adatum = october();
    adatum.run("2020-10-19");
    assert_eq!(adatum.status(EXPENSES, "2020-10-05"), RunStatus::NotRun);
}

#[test]
// SPEC 4.10: a sum beyond the bounds fails the contract; nothing of it is drafted.
fn a_sum_beyond_the_bounds_fails_the_contract() {
    let mut adatum = Scenario::adatum();
    for key in ["a", "b"] {
        adatum.expense(key, "2020-10-01", "1.00");
    }
    for share in &mut adatum.backlog.shares {
        share.amount = Money::from_minor(6_000_000_000_000, usd()).expect("in range");
    }
    assert!(adatum.backlog.run(date("2020-10-05"), date("2020-10-05")).is_err());
}

#[test]
// SPEC 4.12: every ready share that the run left has a reason and, where there is one, the run that takes it.
fn everything_left_has_a_reason() {
    let mut adatum = october();
    let passed_over = adatum.passed_over("2020-10-05");
    assert_eq!(
        passed_over,
        [
            "m2: later_run_date 2020-11-03",
            "t3: after_cut_off 2020-10-19",
            "e3: after_cut_off 2020-11-02",
            "t5: after_cut_off 2020-10-19"
        ]
    );
    assert_eq!(
        adatum.passed_over("2020-10-06"),
        [
            "m2: later_run_date 2020-11-03",
            "t3: later_run_date 2020-10-19",
            "e3: later_run_date 2020-11-02",
            "t5: later_run_date 2020-10-19"
        ]
    );
}

#[test]
// SPEC 4.12: "why is this not on an invoice, and when will it be?" at any time.
fn every_share_is_explained() {
    let mut adatum = october();
    adatum.expense("e5", "2020-11-02", "60.00");
    for (key, today, expected) in [
        ("t1", "2020-10-01", "later_run_date 2020-10-05"),
        ("t1", "2020-10-05", "due 2020-10-05"),
        ("t3", "2020-10-05", "later_run_date 2020-10-19"),
        ("t4", "2020-10-05", "not_ready never"),
        ("m1", "2020-10-05", "due 2020-10-05"),
        ("e5", "2020-10-05", "no_later_run_date never"),
    ] {
        assert_eq!(adatum.explain(key, today), expected, "{key} on {today}");
    }
    adatum.run("2020-10-05");
    assert_eq!(adatum.explain("t3", "2020-10-05"), "after_cut_off 2020-10-19");
    let share = adatum.backlog.shares[0].clone();
    for (status, expected) in [
        (BillingStatus::InvoiceCreated, ReasonCode::OnDraft),
        (BillingStatus::InvoicePosted, ReasonCode::Invoiced),
    ] {
        let share = Share { billing_status: status, ..share.clone() };
        assert_eq!(adatum.backlog.explain(&share, date("2020-10-05")).reason.code, expected);
    }
}

#[test]
// SPEC 4.13: a line without a schedule is shown as not set up, never silently skipped.
fn a_line_without_a_schedule_is_not_set_up() {
    let mut adatum = Scenario::adatum();
    adatum.backlog.rows.retain(|row| row.contract_line != EXPENSES);
    adatum.expense("e1", "2020-10-01", "10.00");
    assert_eq!(adatum.explain("e1", "2020-10-05"), "line_not_set_up never");
    let passed_over = adatum.passed_over("2020-10-05");
    assert!(
        passed_over.contains(&"row of line 3 on None: line_not_set_up never".to_owned()),
        "{passed_over:?}"
    );
    assert!(passed_over.contains(&"e1: line_not_set_up never".to_owned()), "{passed_over:?}");
}

#[test]
// SPEC 4.14: only active contracts take part; their rows stay not run, with the reason.
fn only_active_contracts_take_part() {
    for status in [ContractStatus::Draft, ContractStatus::Closed] {
        let mut adatum = october();
        adatum.backlog.contract.status = status;
        let passed_over = adatum.passed_over("2020-10-05");
        assert_eq!(adatum.status(IMPLEMENTATION, "2020-10-05"), RunStatus::NotRun);
        assert!(passed_over.iter().all(|entry| entry.contains("contract_not_active")), "{passed_over:?}");
        assert!(passed_over.iter().any(|entry| entry.starts_with("row of line 2")), "{passed_over:?}");
        assert_eq!(adatum.explain("t1", "2020-10-05"), "contract_not_active never");
        assert_eq!(adatum.backlog.refuses_creation(), Some(ReasonCode::ContractNotActive));
    }
}

#[test]
// SPEC 4.2: a class that the line does not include is not taken.
fn a_class_the_line_does_not_include_is_not_taken() {
    let mut adatum = Scenario::adatum();
    adatum.time("t1", "2020-10-01", "1");
    adatum.backlog.contract.lines[1].transaction_classes = [TransactionClass::Fee].into_iter().collect();
    assert_eq!(adatum.run("2020-10-05"), Vec::<String>::new());
    assert_eq!(adatum.explain("t1", "2020-10-06"), "class_not_included never");
}

#[test]
// A row that a person skipped is left alone, and what it would have taken goes to the next run.
fn a_skipped_row_is_left_alone() {
    let mut adatum = october();
    for row in adatum.backlog.rows.iter_mut().filter(|row| row.run_date == date("2020-10-05")) {
        row.run_status = RunStatus::Skipped;
    }
    assert_eq!(adatum.run("2020-10-05"), Vec::<String>::new());
    assert!(adatum.passed_over("2020-10-05").iter().any(|entry| entry.contains("row_skipped")));
    assert_eq!(
        adatum.run("2020-10-19"),
        ["2020-10-19 customer 1 8800.00: prototype 5000.00 [m1], implementation 3800.00 [t1 t2 t3 t5]"]
    );
}

#[test]
// SPEC 7.6 (T15): schedules ignored, dated up to a date.
fn creation_by_hand_ignores_schedules() {
    let adatum = october();
    let drafts = adatum.backlog.create_now(date("2020-10-05")).expect("can be billed");
    assert_eq!(
        drafts.iter().map(|draft| adatum.show(draft)).collect::<Vec<_>>(),
        [
            "2020-10-05 customer 1 8700.00: prototype 5000.00 [m1], implementation 3200.00 [t1 t2 t3], expenses 500.00 [e1 e2 e3]"
        ]
    );
}

#[test]
// SPEC 9: details by date then id, ids byte by byte.
fn details_are_ordered_by_date_then_bytes_of_the_id() {
    let mut adatum = Scenario::adatum();
    for (key, on) in [("t2", "2020-10-02"), ("t10", "2020-10-02"), ("z", "2020-10-01"), ("Z", "2020-10-02")] {
        adatum.time(key, on, "1");
    }
    assert_eq!(
        adatum.run("2020-10-05"),
        ["2020-10-05 customer 1 800.00: implementation 800.00 [z Z t10 t2]"]
    );
}

proptest! {
    // SPEC 4.2, 4.11, 7.8: whatever the dates, every share is drafted once at most, nothing is lost, and running every
    // date again creates nothing new.
    #[test]
    fn nothing_is_billed_twice_or_lost(
        days in prop::collection::vec((0_u64..60, 1_u32..400, any::<bool>()), 1..40),
        runs in prop::collection::vec(0_u64..60, 0..30),
    ) {
        let first = date("2020-09-25");
        let mut split = Scenario::with_split(&[(ADATUM, "33.333333"), (BERGEN, "66.666667")]);
        let mut worth = Money::zero(usd());
        for (index, (day, hours, is_expense)) in days.iter().enumerate() {
            let on = (first + chrono::Days::new(*day)).to_string();
            if *is_expense {
                split.expense(&format!("e{index}"), &on, &hours.to_string());
                worth = worth.plus(Money::rounded(Decimal::from(*hours), usd()).expect("money")).expect("in range");
            } else {
                let hours = Decimal::new(i64::from(*hours), 2).to_string();
                split.time(&format!("t{index}"), &on, &hours);
                worth = worth.plus(Money::extend(n(&hours), n("200.00"), usd()).expect("money")).expect("in range");
            }
        }
        let mut billed = Vec::new();
        let mut invoiced = Money::zero(usd());
        let mut runs: Vec<NaiveDate> = runs.iter().map(|day| first + chrono::Days::new(*day)).collect();
        runs.extend(["2020-10-05", "2020-10-19", "2020-11-02", "2020-11-16"].map(date));
        for run_date in &runs {
            for date in split.backlog.dates_to_run(*run_date) {
                let outcome = split.backlog.run(date, *run_date).expect("can be billed");
                for draft in &outcome.drafts {
                    invoiced = invoiced.plus(draft.totals.subtotal).expect("in range");
                }
                billed.extend(shares_of(&outcome.drafts));
                split.backlog.settle(&outcome);
            }
        }
        let once: HashSet<ShareId> = billed.iter().copied().collect();
        prop_assert_eq!(once.len(), billed.len());
        let left = Money::sum(split.backlog.shares.iter().map(|share| share.amount), usd()).expect("in range");
        prop_assert_eq!(invoiced.plus(left).expect("in range"), worth);
        for run_date in runs {
            prop_assert!(split.backlog.dates_to_run(run_date).is_empty());
        }
    }
}
