//! The batch job: what its loop does as time passes, whatever happens to the clock and the program (SPEC 6).

#![expect(clippy::unwrap_used, reason = "a walk that cannot take a step has failed")]

#[path = "batch_job/attempts.rs"]
mod attempts;
#[path = "batch_job/clock.rs"]
mod clock;
#[path = "batch_job/decisions.rs"]
mod decisions;
#[path = "batch_job/meanwhile.rs"]
mod meanwhile;
#[path = "batch_job/record.rs"]
mod record;
#[path = "batch_job/simulation.rs"]
mod simulation;
#[path = "batch_job/surroundings.rs"]
mod surroundings;
#[path = "batch_job/undoing.rs"]
mod undoing;
#[path = "batch_job/utilization.rs"]
mod utilization;
#[path = "batch_job/walk.rs"]
mod walk;
#[path = "batch_job/world.rs"]
mod world;
