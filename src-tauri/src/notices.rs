//! What a person hears of the batch job outside the window: the line in the tray, and notifications of the system.

#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, path::PathBuf, sync::Arc};

use chrono::{DateTime, Local, NaiveDate, Utc};
use proforma_api::{
    batch_loop::{Resting, is_damage},
    process_run::{ContractId, RunEvent, Verdict},
};
use proforma_worker::LoopEvent;

use crate::{
    desktop::{Desktop, NO_JOB},
    settings,
};

/// Tells the desktop what the loop of a book does, for as long as the book is open.
pub(crate) struct Outside {
    desktop: Arc<dyn Desktop>,
    /// Where the program's settings are.
    folder: PathBuf,
    tally: Tally,
}

impl Outside {
    pub(crate) fn new(desktop: Arc<dyn Desktop>, folder: PathBuf) -> Self {
        Self { desktop, folder, tally: Tally::default() }
    }

    /// Takes in what a run does.
    pub(crate) fn hear(&mut self, event: &RunEvent<'_>) {
        self.tally.hear(event);
    }

    /// Says in the tray what the loop does, and has the system tell a person who does not look what they need to know.
    pub(crate) fn tell(&mut self, event: &LoopEvent<'_>) {
        self.desktop.show_state(&state_words(event));
        if let Some(Notice { title, body }) = self.tally.notice(event)
            && settings::read(&self.folder).notifies
            && !self.desktop.is_looked_at()
        {
            self.desktop.notify(&title, &body);
        }
    }
}

impl Drop for Outside {
    fn drop(&mut self) {
        // Its book is closed.
        self.desktop.show_state(NO_JOB);
    }
}

/// What the batch job does, for the tray.
fn state_words(event: &LoopEvent<'_>) -> String {
    let local = |at: &DateTime<Utc>| at.with_timezone(&Local).format("%Y-%m-%d %H:%M").to_string();
    match event {
        LoopEvent::HeldBy(held) => format!("Another program runs the book: {}", held.holder.program),
        LoopEvent::TakenUp => "Processing".to_owned(),
        LoopEvent::DateBegins { run_date } => format!("Processing {run_date}"),
        LoopEvent::DateEnded { run_date, .. } => format!("Ran {run_date}"),
        LoopEvent::Counted { through, uncounted } => {
            match uncounted.iter().map(|unit| unit.entries).sum::<u32>() {
                0 => format!("Utilization counted up to {through}"),
                1 => format!("Utilization counted up to {through}, without 1 entry of time"),
                entries => format!("Utilization counted up to {through}, without {entries} entries of time"),
            }
        }
        LoopEvent::Waits { .. } => "Waits for you: run dates were missed".to_owned(),
        LoopEvent::ClockBehind { .. } => "Waits: the clock is behind".to_owned(),
        LoopEvent::Retries { at, .. } => format!("Tries again at {}", local(at)),
        LoopEvent::Stopped { .. } => "Stopped".to_owned(),
        LoopEvent::Sleeps { until } => format!("Sleeping, wakes {}", local(until)),
        LoopEvent::Rests(Resting::NoJob) => NO_JOB.to_owned(),
        LoopEvent::Rests(Resting::Paused) => "Paused".to_owned(),
        LoopEvent::Rests(Resting::Stopped) => "Stopped".to_owned(),
    }
}

/// A notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    pub(crate) title: String,
    pub(crate) body: String,
}

/// What the runs of one wake-up came to, gathered until the last of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    drafts: u32,
    /// Each is tried again by every date, and by every attempt of one.
    parked: BTreeSet<ContractId>,
    dates: BTreeSet<NaiveDate>,
}

impl Tally {
    /// Counts what a run does as it does it: what was done before a fault counts too.
    pub(crate) fn hear(&mut self, event: &RunEvent<'_>) {
        match event {
            RunEvent::Draft { .. } => self.drafts += 1,
            RunEvent::ContractDone { contract, verdict: Verdict::Parked, .. } => {
                self.parked.insert(*contract);
            }
            RunEvent::ContractDone { contract, .. } => {
                self.parked.remove(contract);
            }
            RunEvent::PassedOver { .. } | RunEvent::Unreadable(_) => {}
        }
    }

    /// What a person is told of an event; none where nobody needs to know.
    pub(crate) fn notice(&mut self, event: &LoopEvent<'_>) -> Option<Notice> {
        match event {
            LoopEvent::DateBegins { run_date } => {
                self.dates.insert(*run_date);
                None
            }
            LoopEvent::DateEnded { is_last, .. } if *is_last => std::mem::take(self).ended(),
            LoopEvent::Waits { from, through } => Some(Notice {
                title: "The batch job waits for you".to_owned(),
                body: format!(
                    "{} run dates were missed. Say whether to run or to skip them.",
                    (*through - *from).num_days() + 1
                ),
            }),
            LoopEvent::ClockBehind { .. } => Some(Notice {
                title: "The clock of this computer is behind".to_owned(),
                body: "The batch job starts nothing until it is put right, or you say that it is right."
                    .to_owned(),
            }),
            LoopEvent::Stopped { error } => {
                let tried = if is_damage(error) { "" } else { "It tried several times: " };
                let done = std::mem::take(self).ended().map(|notice| format!(" {}", notice.body));
                Some(Notice {
                    title: "The batch job has stopped".to_owned(),
                    body: format!(
                        "{tried}{error}. Restart it once that is mended.{}",
                        done.unwrap_or_default()
                    ),
                })
            }
            // A person made it rest between two dates: what was done by then is told now.
            LoopEvent::Rests(_) => std::mem::take(self).ended(),
            LoopEvent::DateEnded { .. }
            | LoopEvent::HeldBy(_)
            | LoopEvent::TakenUp
            | LoopEvent::Counted { .. }
            | LoopEvent::Retries { .. }
            | LoopEvent::Sleeps { .. } => None,
        }
    }

    fn ended(self) -> Option<Notice> {
        let of_len = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let (drafts, parked, dates) = (self.drafts, of_len(self.parked.len()), self.dates.len());
        let of =
            |count: u32, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        let over = if dates > 1 { format!(" over {dates} dates") } else { String::new() };
        let drafted = (drafts > 0).then(|| format!("{} to review{over}.", of(drafts, "draft", "drafts")));
        let stuck = (parked > 0).then(|| {
            format!("{} parked: nothing of it was written.", of(parked, "contract is", "contracts are"))
        });
        let title = match (drafts, parked) {
            (0, 0) => return None,
            (_, 0) => "Drafts are ready to review",
            (0, _) => "The batch job needs you",
            (_, _) => "Drafts are ready, and a contract needs you",
        };
        let body = drafted.into_iter().chain(stuck).collect::<Vec<_>>().join(" ");
        Some(Notice { title: title.to_owned(), body })
    }
}
