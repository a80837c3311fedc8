//! Books whose contracts are all due, for tests that care about what becomes of a run and not about its rules.

use std::fmt::Write;

use chrono::NaiveDate;

use crate::TempBook;

/// Contracts with one line each, due on the same dates, with ready work of 100.00 a piece on the day before each.
#[derive(Debug, Clone, Copy)]
pub struct DueBook<'a> {
    /// How many contracts; their ids are `C0`, `C1` and so on.
    pub contracts: usize,
    /// How many transactions each contract has for each date.
    pub transactions: usize,
    /// Run dates; the cut-off is the day before.
    pub dates: &'a [NaiveDate],
    /// IANA name.
    pub time_zone: &'a str,
}

impl DueBook<'_> {
    /// The book in a folder of its own.
    #[must_use]
    pub fn make(&self) -> TempBook {
        TempBook::of_text(&self.interchange())
    }

    fn interchange(&self) -> String {
        let Self { contracts, transactions, dates, time_zone } = *self;
        let rows: Vec<String> = dates
            .iter()
            .map(|date| format!(r#"{{"run_date":"{date}","cut_off_date":"{}"}}"#, day_before(*date)))
            .collect();
        let rows = rows.join(",");
        let contract = |index: usize| {
            format!(
                r#"{{"id":"C{index}","name":"Contract {index}","currency":"EUR","customers":[{{"customer":"a","percent":"100"}}],
                "lines":[{{"id":"l","name":"Work","billing_method":"time_and_material","transaction_classes":["time"],
                "invoice_schedule":[{rows}]}}]}}"#
            )
        };
        let listed: Vec<String> = (0..contracts).map(contract).collect();
        let mut work = String::new();
        for index in 0..contracts * transactions * dates.len() {
            let (comma, worked) =
                (if index > 0 { "," } else { "" }, day_before(dates[index / contracts % dates.len()]));
            write!(
                work,
                r#"{comma}{{"id":"t{index}","contract":"C{}","contract_line":"l","class":"time","date":"{worked}",
                "quantity":"1","unit_price":"100.00","billing_status":"ready_to_invoice"}}"#,
                index % contracts
            )
            .expect("a string takes everything");
        }
        format!(
            r#"{{"format":"proforma-book","version":1,"company":{{"name":"C"}},"time_zone":"{time_zone}",
            "customers":[{{"id":"a","name":"A"}}],"contracts":[{}],"transactions":[{work}]}}"#,
            listed.join(",")
        )
    }
}

fn day_before(date: NaiveDate) -> NaiveDate {
    date.pred_opt().expect("a day before")
}
