//! `serve`: the batch job without a window, until stopped.

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
    sync::{Arc, mpsc::channel},
    thread,
    time::Duration,
};

use chrono::{NaiveDate, SecondsFormat};
use proforma_api::{
    batch_jobs, dto,
    error::ApiError,
    process_run::{Listener, RunEvent, RunSummary},
};
use proforma_worker::{Clock, HeldLease, LoopEvent, LoopHandle, LoopListener};
use serde_json::{Value, json};

use crate::{
    Workflow,
    commands::{Outcome, one_line, runner},
};

/// Keeps the job going until Ctrl-C or SIGTERM; refuses a book that another loop holds.
///
/// # Errors
/// Where the job cannot be started, or another program holds the book, naming it.
pub(crate) fn serve(path: &Path, workflow: Workflow, run_missed: bool) -> Outcome {
    let runner = runner()?;
    // Held until the end, so that whoever comes second is told at once and not at the first date.
    let lease = runner.hold(path)?;
    let mut log = Log { clock: runner.clock().clone() };
    let job = batch_jobs::keep_going(
        path,
        workflow.into(),
        run_missed,
        &runner.this_program(),
        runner.clock().now(),
    )?;
    let (stop, stopped) = channel();
    ctrlc::set_handler(move || {
        // A second signal finds the first one on its way.
        let _ = stop.send(());
    })?;
    log.write(json!({ "event": "serving", "job": job.name, "status": job.status }));
    let job_loop = LoopHandle::start(runner, path, log.clone());
    stopped.recv()?;
    let event = if has_ended(job_loop, lease) { "ended" } else { "ended_in_a_contract" };
    log.write(json!({ "event": event }));
    Ok(ExitCode::SUCCESS)
}

/// So long the end waits for a contract that is being written.
const END_MAX: Duration = Duration::from_millis(1500);

/// Whether the loop stopped between two contracts and gave its lease back. One that is in the middle of a long write is
/// not waited for: the database takes back what was not committed, and whoever comes next what was left running.
fn has_ended(job_loop: LoopHandle, lease: Arc<HeldLease>) -> bool {
    let (tell, ended) = channel();
    thread::spawn(move || {
        drop(job_loop);
        drop(lease);
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
            LoopEvent::Counted { through } => json!({ "event": "utilization_counted", "through": through }),
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
        run(&mut |event| {
            if let RunEvent::Draft { contract, invoice: Some(invoice), .. } = event {
                let (contract, invoice) = (&contract.key, invoice.0.to_string());
                self.write(json!({ "event": "draft", "run_date": run_date, "contract": contract, "invoice": invoice }));
            }
            Ok(())
        })
    }
}
