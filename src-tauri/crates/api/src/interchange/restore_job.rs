//! Brings back what the loop remembers, the batch jobs, and what they counted.

use std::collections::BTreeSet;

use chrono::NaiveTime;
use proforma_engine::{batch_job::JobState, ids::BatchJobId, utilization::Hours};
use proforma_store::{
    batch_job::{self, JobSetup, StartedJob},
    clock, coverage,
    utilization::{self, CountedHours, CountedWeek},
};

use super::{
    error::{ImportError, Reason},
    import::Import,
    keys::Keys,
    place::Place,
    state, values,
};

/// Writes one entry: a job, or where it has no name what the loop remembers or what was counted.
pub(super) fn write(
    import: &Import<'_>,
    place: &Place<'_>,
    given: state::BatchJob,
) -> Result<(), ImportError> {
    let tx = import.tx;
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
    if let Some(latest) = instant("latest_at", &given.latest_at)? {
        clock::see(tx, latest)?;
    }
    if let Some(through) = date("counted_through", &given.counted_through)? {
        let missing = || ImportError::refused(place.field("counted_at"), Reason::CountMissing);
        let counted_at = instant("counted_at", &given.counted_at)?.ok_or_else(missing)?;
        write_counted(import, place, &given, CountedWeek { through, counted_at })?;
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

/// Writes what was counted of seven days.
fn write_counted(
    import: &Import<'_>,
    place: &Place<'_>,
    given: &state::BatchJob,
    week: CountedWeek,
) -> Result<(), ImportError> {
    if !utilization::weeks(import.tx, week.through, week.through, 1)?.is_empty() {
        let id = week.through.to_string();
        return Err(ImportError::refused(place.field("counted_through"), Reason::Twice { id }));
    }
    let base = &import.base;
    let roles = counted(&place.field("counted_roles"), given.counted_roles.as_deref(), &base.roles)?;
    let resources =
        counted(&place.field("counted_resources"), given.counted_resources.as_deref(), &base.resources)?;
    Ok(utilization::write(import.tx, week, &roles, &resources)?)
}

fn counted(
    list: &Place<'_>,
    given: Option<&[state::CountedHours]>,
    keys: &Keys<i64>,
) -> Result<Vec<CountedHours>, ImportError> {
    let mut known = BTreeSet::new();
    let one = |(index, given): (usize, &state::CountedHours)| {
        let place = list.index(index);
        let id = *keys.get(&place.field("id"), &given.id)?;
        if !known.insert(id) {
            return Err(ImportError::refused(place.field("id"), Reason::Twice { id: given.id.clone() }));
        }
        let hours = |field: &'static str, text: &str| values::decimal(&place.field(field), text);
        let target = given.target_percent.as_deref();
        Ok(CountedHours {
            id,
            hours: Hours {
                chargeable: hours("chargeable", &given.chargeable)?,
                non_chargeable: hours("non_chargeable", &given.non_chargeable)?,
                complimentary: hours("complimentary", &given.complimentary)?,
                capacity: hours("capacity", &given.capacity)?,
            },
            target_percent: target.map(|text| hours("target_percent", text)).transpose()?,
        })
    };
    given.unwrap_or_default().iter().enumerate().map(one).collect()
}
