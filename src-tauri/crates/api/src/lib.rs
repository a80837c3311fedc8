//! Use cases: one function per thing a user may ask. Load, let the engine decide, save.

pub mod backlog;
pub mod book;
mod bounds;
pub mod check;
pub mod contracts;
pub mod create;
pub mod delete_draft;
pub mod dto;
pub mod error;
pub mod gathering;
pub mod interchange;
pub mod invoices;
pub mod json;
pub mod json_stream;
pub mod names;
pub mod preview;
pub mod printing;
pub mod process_run;
pub mod promise;
mod proof;
pub mod reason_text;
pub mod runs;
pub mod sums;
pub mod verdicts;
mod whole_invoice;
