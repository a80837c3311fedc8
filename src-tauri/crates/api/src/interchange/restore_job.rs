//! Brings back what the loop remembers, and the batch jobs.

use chrono::NaiveTime;
use proforma_engine::{batch_job::JobState, ids::BatchJobId};
use proforma_store::{
    WriteTransaction,
    batch_job::{self, JobSetup, StartedJob},
    coverage,
};

use super::{
    error::{ImportError, Reason},
    place::Place,
    state, values,
};

/// Writes one entry: what the loop remembers, where it has no name, or a job.
pub(super) fn write(
    tx: &WriteTransaction<'_>,
    place: &Place<'_>,
    given: state::BatchJob,
) -> Result<(), ImportError> {
    let date = |field: &'static str, text: &Option<String>| {
        text.as_ref().map(|text| values::date(&place.field(field), text)).transpose()
    };
    let instant = |field: &'static str, text: &Option<String>| {
        text.as_ref().map(|text| values::instant(&place.field(field), text)).transpose()
    };
    if let Some(covered) = date("covered_through", &given.covered_through)? {
        let activated = date("activated_date", &given.activated_date)?;
        coverage::restore(tx, covered, activated)?;
    }
    let Some(name) = given.name else { return Ok(()) };
    let state = values::word_or(&place.field("state"), given.state.as_deref(), JobState::NotStarted)?;
    let required = |field: &'static str| ImportError::refused(place.field(field), Reason::StartMissing);
    let started = match &given.workflow {
        None => None,
        Some(workflow) => Some(StartedJob {
            workflow: values::word(&place.field("workflow"), workflow)?,
            started_at: instant("started_at", &given.started_at)?.ok_or_else(|| required("started_at"))?,
            started_by: given.started_by.clone().ok_or_else(|| required("started_by"))?,
            last_ended_at: instant("last_ended_at", &given.last_ended_at)?,
            next_wake_at: instant("next_wake_at", &given.next_wake_at)?
                .ok_or_else(|| required("next_wake_at"))?,
            failures: given.failures.unwrap_or(0),
            retry_at: instant("retry_at", &given.retry_at)?,
            reason: given.reason.clone(),
            consent_through: date("consent_through", &given.consent_through)?,
        }),
    };
    let time = |text: &String| {
        let wrong = |_| {
            ImportError::refused(
                place.field("time_of_day"),
                Reason::TimeOfDay { text: values::shortened(text) },
            )
        };
        NaiveTime::parse_from_str(text, "%H:%M").map_err(wrong)
    };
    let time_of_day = given.time_of_day.as_ref().map(time).transpose()?;
    let setup = JobSetup { name, is_active: given.is_active.unwrap_or(true), time_of_day };
    batch_job::restore(tx, &batch_job::BatchJob { id: BatchJobId(0), setup, state, started })?;
    Ok(())
}
