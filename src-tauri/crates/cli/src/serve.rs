//! `serve`: the batch job without a window, until stopped.

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
    sync::mpsc::channel,
    thread,
    time::Duration,
};

use chrono::{NaiveDate, SecondsFormat};
use proforma_api::{
    batch_jobs, dto,
    error::ApiError,
    process_run::{Listener, RunEvent, RunSummary},
};
use proforma_worker::{Clock, LoopEvent, LoopHandle, LoopListener};
use serde_json::{Value, json};

use crate::{
    Workflow,
    commands::{Outcome, one_line, runner},
};

/// Keeps the job going until Ctrl-C or SIGTERM; refuses a book that another loop holds.
///
/// # Errors
/// Where the job cannot be started, or another program holds the book, naming it.
pub(crate) fn serve(path: &Path, workflow: Workflow, run_missed: bool, clock_is_right: bool) -> Outcome {
    let runner = runner()?;
    // First of all, so that no signal finds the lease taken and nobody to give it back.
    let (stop, stopped) = channel();
    ctrlc::set_handler(move || {
        // A second signal finds the first one on its way.
        let _ = stop.send(());
    })?;
    if clock_is_right {
        batch_jobs::confirm_clock(path, &runner.this_program(), runner.clock().now())?;
    }
    // Whoever comes second is told at once and not at the first date.
    let lease = runner.hold(path)?;
    let mut log = Log { clock: runner.clock().clone() };
    let job = batch_jobs::keep_going(
        path,
        workflow.into(),
        run_missed,
        &runner.this_program(),
        runner.clock().now(),
    )?;
    log.write(json!({ "event": "serving", "job": job.name, "status": job.status }));
    let job_loop = LoopHandle::start_holding(runner, path, log.clone(), lease);
    stopped.recv()?;
    let event = if has_ended(job_loop) { "ended" } else { "ended_in_a_contract" };
    log.write(json!({ "event": event }));
    Ok(ExitCode::SUCCESS)
}

/// So long the end waits for a contract that is being written.
const END_MAX: Duration = Duration::from_millis(1500);

/// Whether the loop stopped between two contracts and gave its lease back. One that is in the middle of a long write is
/// not waited for: the database takes back what was not committed, and whoever comes next what was left running.
fn has_ended(job_loop: LoopHandle) -> bool {
    let (tell, ended) = channel();
    thread::spawn(move || {
        drop(job_loop);
        // Whoever waited may have gone.
        let _ = tell.send(());
    });
    ended.recv_timeout(END_MAX).is_ok()
}

impl From<Workflow> for dto::Workflow {
    fn from(workflow: Workflow) -> Self {
        match workflow {
            Workflow::ProcessRunCaller => Self::ProcessRunCaller,
            Workflow::ProcessRunner => Self::ProcessRunner,
        }
    }
}

fn is_parked(run_date: NaiveDate, contract: &str, failure: &str) -> Value {
    json!({ "event": "parked", "run_date": run_date, "contract": contract, "reason": failure })
}

/// One line of JSON for each thing that happens.
#[derive(Clone)]
struct Log {
    clock: Clock,
}

impl Log {
    fn write(&mut self, mut line: Value) {
        line["at"] = json!(self.clock.now().to_rfc3339_opts(SecondsFormat::Millis, true));
        let mut out = io::stdout().lock();
        // Nobody reads on: the job goes on all the same.
        let _ = writeln!(out, "{line}").and_then(|()| out.flush());
    }
}

impl LoopListener for Log {
    fn tell(&mut self, event: &LoopEvent<'_>) {
        self.write(match event {
            LoopEvent::HeldBy(held) => json!({
                "event": "held_by_another",
                "program": held.holder.program,
                "host": held.holder.host,
                "process": held.holder.process_id,
            }),
            LoopEvent::TakenUp => json!({ "event": "taken_up" }),
            LoopEvent::DateBegins { run_date } => json!({ "event": "run_begins", "run_date": run_date }),
            LoopEvent::DateEnded { run_date, summary, is_last } => json!({
                "event": "run_ended",
                "run_date": run_date,
                "status": summary.status.as_str(),
                "contracts": summary.contracts_due,
                "is_last": is_last,
            }),
            LoopEvent::Counted { through, uncounted } => {
                let left_out =
                    |unit: &dto::UncountedUnit| json!({ "unit": unit.unit, "entries": unit.entries });
                let left_out: Vec<Value> = uncounted.iter().map(left_out).collect();
                json!({ "event": "utilization_counted", "through": through, "not_counted": left_out })
            }
            LoopEvent::Waits { from, through } => {
                json!({ "event": "waits_for_a_person", "from": from, "through": through })
            }
            LoopEvent::ClockBehind { latest_at } => {
                json!({ "event": "clock_behind", "latest_at": latest_at })
            }
            LoopEvent::Retries { error, at } => {
                json!({ "event": "tries_again", "error": one_line(*error), "until": at })
            }
            LoopEvent::Stopped { error } => json!({ "event": "stopped", "error": one_line(*error) }),
            LoopEvent::Sleeps { until } => json!({ "event": "sleeps", "until": until }),
            LoopEvent::Rests(resting) => json!({ "event": "rests", "because": resting.as_str() }),
        });
    }

    fn listen(
        &mut self,
        run_date: NaiveDate,
        run: &mut dyn FnMut(Listener<'_>) -> Result<RunSummary, ApiError>,
    ) -> Result<RunSummary, ApiError> {
        let mut parked: Option<String> = None;
        run(&mut |event| {
            let told = match event {
                RunEvent::Draft { contract, draft, invoice: Some(invoice), .. } => Some(json!({
                    "event": "draft",
                    "run_date": run_date,
                    "contract": contract.key,
                    "invoice": invoice.0.to_string(),
                    "total": draft.totals.total.to_string(),
                    "currency": contract.currency.code(),
                })),
                // Once for a contract, however much of it waits.
                RunEvent::PassedOver { contract, failure: Some(failure), .. }
                    if parked.as_ref() != Some(&contract.key) =>
                {
                    parked = Some(contract.key.clone());
                    Some(is_parked(run_date, &contract.key, failure))
                }
                RunEvent::Unreadable(unreadable) => {
                    Some(is_parked(run_date, &unreadable.contract.key, &unreadable.failure))
                }
                RunEvent::Draft { .. } | RunEvent::PassedOver { .. } | RunEvent::ContractDone { .. } => None,
            };
            told.into_iter().for_each(|line| self.write(line));
            Ok(())
        })
    }
}
