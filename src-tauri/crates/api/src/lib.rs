//! Use cases: one function per thing a user may ask. Load, let the engine decide, save.

pub mod backlog;
pub mod backlog_list;
pub mod book;
mod bounds;
pub mod check;
pub mod contracts;
pub mod create;
pub mod dto;
pub mod error;
pub mod find;
pub mod gathering;
pub mod interchange;
pub mod invoices;
pub mod json;
pub mod json_stream;
pub mod mark_matching;
pub mod names;
pub mod preview;
pub mod printing;
pub mod process_run;
mod proof;
pub mod reason_text;
pub mod runs;
pub mod sums;
pub mod trace;
pub mod undo;
mod whole_invoice;
