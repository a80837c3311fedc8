//! The book on disk: every SQL statement of the program, and no decision.
//!
//! One file per aggregate with its reads and writes. Reads take [`Connection`], writes take
//! [`WriteTransaction`]; nothing of the SQL engine shows in a signature, and what only SQLite has is in
//! one file.

pub mod backlog_cell;
pub mod backlog_list;
pub mod backlog_search;
pub mod backup;
pub mod batch_job;
pub mod book;
pub mod calendar;
pub mod category;
pub mod clock;
mod connection;
pub mod contract;
pub mod contract_list;
pub mod coverage;
pub mod customer;
mod error;
mod files;
pub mod find;
pub mod folder;
pub mod forecast;
pub mod frequency;
pub mod history;
pub mod holiday;
pub mod import_mapping;
pub mod imported;
pub mod integrity;
pub mod invoice;
pub mod invoice_list;
pub mod lease;
pub mod line_list;
pub mod line_use;
mod migration;
pub mod open;
pub mod overview;
pub mod person;
pub mod process_run;
pub mod record_use;
pub mod resource;
mod row;
pub mod schedule;
pub mod share;
pub mod share_list;
mod sqlite;
#[cfg(test)]
mod tests;
mod text_search;
pub mod transaction;
pub mod transaction_list;
pub mod unit;
pub mod unreadable;
pub mod utilization;
mod values;
pub mod verdict_list;
pub mod violations;

pub use connection::{BookState, Connection, Snapshot, WriteTransaction};
pub use error::{Environment, StoreError};
