//! What no other test does to the program: it is killed, frozen, raced and starved, and must lose and double nothing.
//!
//! Each test prints what it measured. `PROFORMA_LONG=1` asks for the figures of the long tier.

#![expect(clippy::unwrap_used, reason = "a walk that cannot take a step has failed")]

#[path = "faults/kills.rs"]
mod kills;
#[path = "faults/office.rs"]
mod office;
#[path = "faults/races.rs"]
mod races;
