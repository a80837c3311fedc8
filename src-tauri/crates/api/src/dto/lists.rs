//! Lists that can be written to a file for a spreadsheet.

use chrono::NaiveDate;
use serde::Deserialize;

use super::{
    BacklogFilter, BacklogSort, BillingStatus, ContractSort, ContractStatus, ContractTrouble, HistoryAbout,
    HistoryOf, InvoiceSort, InvoiceStatus, ReasonCode, TransactionFilter, UtilizationPeriod, VerdictKind,
};

/// A list as it stands on the screen, with its filter and order.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "list", rename_all = "snake_case", deny_unknown_fields)]
pub enum ListToExport {
    /// The billing backlog.
    Backlog {
        /// Which shares.
        filter: BacklogFilter,
        /// In which order.
        sort: BacklogSort,
        /// The other way round.
        descending: bool,
    },
    /// Contracts.
    Contracts {
        /// Only these; all where none is named.
        status: Option<ContractStatus>,
        /// Only contracts with this trouble.
        trouble: Option<ContractTrouble>,
        /// Only contracts in this currency.
        currency: Option<String>,
        /// Part of a name or id.
        search: String,
        /// In which order.
        sort: ContractSort,
        /// The other way round.
        descending: bool,
    },
    /// The shares of a contract.
    Shares {
        /// The contract's id.
        contract: String,
        /// Only shares in this status.
        billing_status: Option<BillingStatus>,
    },
    /// The transactions of a contract.
    Transactions {
        /// Which transactions.
        filter: TransactionFilter,
        /// Latest first.
        descending: bool,
    },
    /// The schedule of a contract.
    Schedule {
        /// The contract's id.
        contract: String,
    },
    /// Invoices.
    Invoices {
        /// Only these; all where none is named.
        status: Option<InvoiceStatus>,
        /// Only this contract's, by its id.
        contract: Option<String>,
        /// Only this customer's, by their id.
        customer: Option<String>,
        /// First invoice date.
        from: Option<NaiveDate>,
        /// Last invoice date.
        to: Option<NaiveDate>,
        /// Part of a number, name, id or amount.
        search: String,
        /// In which order.
        sort: InvoiceSort,
        /// The other way round.
        descending: bool,
    },
    /// Process runs.
    ProcessRuns,
    /// What became of every candidate of a run.
    Verdicts {
        /// The run date.
        run_date: NaiveDate,
        /// Only these.
        verdict: Option<VerdictKind>,
        /// Only what was passed over for this.
        code: Option<ReasonCode>,
        /// Only this contract's, by its id.
        contract: Option<String>,
        /// Part of a text.
        search: String,
    },
    /// The history of a record.
    History {
        /// Whose.
        of: HistoryOf,
        /// Only what is about this.
        about: Option<HistoryAbout>,
        /// Words; empty for all.
        search: String,
    },
    /// The stranded-revenue radar.
    Radar {
        /// From which age in days on a draft counts; seven where nothing is said.
        stale_days: Option<u32>,
    },
    /// The calendar between two days.
    Calendar {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// Utilization of roles and resources.
    Utilization {
        /// How long the columns are.
        period: UtilizationPeriod,
        /// First day.
        from: NaiveDate,
        /// Last day.
        through: NaiveDate,
    },
    /// What was billed per month.
    BilledPerMonth,
    /// Where the money of the book stands, one row per currency.
    MoneyPerCurrency,
    /// The backlog by age.
    BacklogByAge,
    /// What the weeks to come would bring.
    ForecastByWeek,
    /// The next run dates with what they would bring, and last what has no date.
    NextRunDates,
}

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ListFormat {
    /// Comma-separated values, UTF-8.
    Csv,
    /// A workbook of Excel.
    Xlsx,
}
