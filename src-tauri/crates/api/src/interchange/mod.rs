//! The interchange format: a whole book as one JSON file, in and out.
//!
//! Import is all or nothing and names the place of whatever it refuses. Export writes everything, what has
//! happened included, so that importing it into a new book gives the same book. Neither ever holds a whole
//! file: a book may have a million transactions.
//!
//! ```no_run
//! # fn walk(connection: &proforma_store::Connection) -> Result<(), Box<dyn std::error::Error>> {
//! use proforma_api::interchange;
//! interchange::import(connection, "adatum.book.json".as_ref(), chrono::Utc::now(), "1.0.0")?;
//! interchange::export(connection, &mut std::io::stdout())?;
//! # Ok(())
//! # }
//! ```
//!
//! Source: SPEC 2.5, 2.6, 9.

pub(crate) mod base;
pub(crate) mod checks;
pub(crate) mod contracts;
mod error;
mod export;
mod export_state;
pub(crate) mod format;
mod guard;
pub(crate) mod import;
pub(crate) mod imported;
mod keys;
pub(crate) mod place;
mod read;
mod restore;
mod restore_contract_records;
mod restore_job;
mod restore_records;
mod restore_run;
mod schedules;
mod splits;
mod state;
mod statuses;
pub(crate) mod transactions;
pub(crate) mod values;

pub use error::{ExportError, ImportError, Reason};
pub use export::export;
pub use import::{ImportSummary, import};
pub(crate) use restore_records::former_categories;
