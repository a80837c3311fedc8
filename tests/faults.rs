//! What no other test does to the program: it is killed, frozen, raced, its disk fails and the power
//! goes, and it must lose and double nothing.
//!
//! Each test prints what it measured. `PROFORMA_LONG=1` asks for the figures of the long tier.

#![expect(clippy::unwrap_used, reason = "a walk that cannot take a step has failed")]

#[path = "support/faulty_vfs.rs"]
mod faulty_vfs;
#[path = "faults/full_disk.rs"]
mod full_disk;
#[cfg(target_os = "linux")]
#[path = "faults/idle.rs"]
mod idle;
#[path = "faults/io_faults.rs"]
mod io_faults;
#[path = "faults/kills.rs"]
mod kills;
#[path = "faults/machine.rs"]
mod machine;
#[path = "faults/office.rs"]
mod office;
#[path = "faults/power_cuts.rs"]
mod power_cuts;
#[path = "faults/races.rs"]
mod races;
#[path = "faults/scene.rs"]
mod scene;
