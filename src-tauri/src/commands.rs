//! The commands of the page, one file per subject; each is one call.

pub(crate) mod backlog;
pub(crate) mod batch_jobs;
pub(crate) mod contract_set_up;
pub(crate) mod contracts;
pub(crate) mod exports;
pub(crate) mod history;
pub(crate) mod imports;
pub(crate) mod invoices;
pub(crate) mod overview;
pub(crate) mod program;
pub(crate) mod runs;
pub(crate) mod set_up;
pub(crate) mod transactions;
