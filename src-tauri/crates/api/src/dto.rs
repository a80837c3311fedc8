//! What crosses the boundary: plain data for the window, typed once here and generated for TypeScript.
//!
//! Amounts, quantities, percentages and ids are strings, so that nothing on the other side computes with
//! them; dates are ISO 8601. Ids of contracts, lines, customers, transactions and milestones are the
//! author's own; ids of invoices are the program's.

use serde::{Deserialize, Serialize};

/// Declares a word of the domain as the window sees it, with its translation from the engine's enum.
macro_rules! mirrored {
    ($(#[$meta:meta])* $name:ident = $engine:path { $($variant:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "bindings", derive(specta::Type))]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs, reason = "each variant is documented on the engine's enum")]
        pub enum $name { $($variant),+ }

        impl From<$engine> for $name {
            fn from(value: $engine) -> Self {
                match value { $(<$engine>::$variant => Self::$variant),+ }
            }
        }

        impl From<$name> for $engine {
            fn from(value: $name) -> Self {
                match value { $($name::$variant => Self::$variant),+ }
            }
        }
    };
}

mirrored!(/// How a contract line is billed.
    BillingMethod = proforma_engine::contract::BillingMethod { FixedPrice, TimeAndMaterial });
mirrored!(/// Where a project contract stands.
    ContractStatus = proforma_engine::contract::ContractStatus { Draft, Active, Closed });
mirrored!(/// How far a share is on its way to the customer.
    BillingStatus = proforma_engine::share::BillingStatus { NotReady, ReadyToInvoice, InvoiceCreated, InvoicePosted });
mirrored!(/// Whether the customer pays for a share.
    BillingType = proforma_engine::share::BillingType { Chargeable, NonChargeable, Complimentary });
mirrored!(/// Where a proforma invoice stands.
    InvoiceStatus = proforma_engine::invoice::InvoiceStatus { Draft, InReview, Confirmed, Paid });
mirrored!(/// What has become of a schedule row.
    RunStatus = proforma_engine::schedule::RunStatus { NotRun, RunSuccessful, RunFailed, Skipped });
mirrored!(/// Why something was passed over, or why a share is where it is.
ReasonCode = proforma_engine::passed_over::ReasonCode {
    NotReady, StoppedByLimit, AfterCutOff, AfterRunDate, LaterRunDate, NoLaterRunDate, LineNotSetUp, ClassNotIncluded,
    ContractNotActive, ContractParked, ContractUnreadable, NothingToInvoice, NothingChargeable, AlreadyRun,
    RowSkipped, MilestoneMissed, FixedPriceLine, Due, OnDraft, Invoiced,
});

/// A struct that is sent to the window.
macro_rules! sent {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[cfg_attr(feature = "bindings", derive(specta::Type))]
        pub struct $name { $($(#[$field_meta])* pub $field: $type),* }
    };
}

/// A struct that the window sends.
macro_rules! received {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Deserialize)]
        #[cfg_attr(feature = "bindings", derive(specta::Type))]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$field_meta])* pub $field: $type),* }
    };
}

/// A struct that goes both ways: sent to be edited, received as it was typed.
macro_rules! form {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "bindings", derive(specta::Type))]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$field_meta])* pub $field: $type),* }
    };
}

sent!(/// An amount in its currency, both as they are printed in JSON.
Amount {
    /// Decimal string with the currency's decimals, `-` before a negative one.
    amount: String,
    /// ISO 4217.
    currency: String,
});

mod backlog;
mod batch_jobs;
mod book;
mod calendar;
mod changes;
mod contract_forms;
mod contracts;
mod figures;
mod forms;
mod history;
mod home;
mod invoices;
mod lists;
mod radar;
mod runs;
mod search;
mod set_up;
mod shares;
mod spreadsheet;
mod transaction_forms;
mod utilization;
mod verdicts;

pub use self::{
    backlog::*, batch_jobs::*, book::*, calendar::*, changes::*, contract_forms::*, contracts::*, figures::*,
    forms::*, history::*, home::*, invoices::*, lists::*, radar::*, runs::*, search::*, set_up::*, shares::*,
    spreadsheet::*, transaction_forms::*, utilization::*, verdicts::*,
};
