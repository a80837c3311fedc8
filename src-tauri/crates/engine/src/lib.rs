//! The rules of proforma invoicing.
//!
//! Everything here is a pure function of its arguments: no input or output, no clock, no storage. Dates
//! come in as arguments ([`chrono::NaiveDate`]), amounts are [`money::Money`], and nothing is rounded
//! anywhere but in [`money::round`]. The rules are numbered in the domain's specification and the modules
//! follow its sections: numbers (2), frequencies and schedules (3), what a run takes (4), several
//! customers (5), the batch job (6), creation by hand and previews (7).

pub mod batch_job;
pub mod bounds;
pub mod contract;
pub mod explain;
pub mod forecast;
pub mod frequency;
pub mod ids;
pub mod invoice;
pub mod limits;
pub mod milestone;
pub mod money;
pub mod passed_over;
pub mod process_run;
pub mod schedule;
pub mod share;
pub mod split;
pub mod tax;
pub mod utilization;
mod words;
