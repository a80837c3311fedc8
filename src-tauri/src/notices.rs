//! What the system is asked to tell a person about the batch job, and when.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use proforma_api::{
    batch_loop::is_damage,
    process_run::{ContractId, RunEvent, Verdict},
};
use proforma_worker::LoopEvent;

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
                Some(Notice {
                    title: "The batch job has stopped".to_owned(),
                    body: format!("{tried}{error}. Restart it once that is mended."),
                })
            }
            LoopEvent::DateEnded { .. }
            | LoopEvent::HeldBy(_)
            | LoopEvent::TakenUp
            | LoopEvent::Counted { .. }
            | LoopEvent::Retries { .. }
            | LoopEvent::Sleeps { .. }
            | LoopEvent::Rests(_) => None,
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

#[cfg(test)]
mod tests {
    use proforma_api::process_run::{AttemptStatus, RunSummary};

    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn begins(tally: &mut Tally, date: &str) {
        assert_eq!(tally.notice(&LoopEvent::DateBegins { run_date: on(date) }), None);
    }

    fn done(tally: &mut Tally, contract: i64, verdict: Verdict) {
        tally.hear(&RunEvent::ContractDone { contract: ContractId(contract), verdict, done: 1, total: 2 });
    }

    fn ended(tally: &mut Tally, is_last: bool) -> Option<Notice> {
        let summary = RunSummary { status: AttemptStatus::Completed, contracts_due: 1, totals: Vec::new() };
        tally.notice(&LoopEvent::DateEnded { run_date: on("2020-10-05"), summary: &summary, is_last })
    }

    #[test]
    fn one_notice_tells_of_all_dates_of_a_wake_up() {
        let mut tally = Tally { drafts: 6, ..Tally::default() };
        begins(&mut tally, "2020-10-05");
        assert_eq!(ended(&mut tally, false), None);
        begins(&mut tally, "2020-10-06");
        done(&mut tally, 1, Verdict::Parked);
        let notice = ended(&mut tally, true).expect("a notice");
        assert_eq!(notice.title, "Drafts are ready, and a contract needs you");
        let body = "6 drafts to review over 2 dates. 1 contract is parked: nothing of it was written.";
        assert_eq!(notice.body, body);
        assert_eq!(tally, Tally::default(), "the next wake-up begins at nothing");
    }

    #[test]
    fn nothing_due_is_no_news() {
        let mut tally = Tally::default();
        begins(&mut tally, "2020-10-05");
        done(&mut tally, 1, Verdict::NothingDue);
        assert_eq!(ended(&mut tally, true), None);
    }

    #[test]
    fn a_contract_that_stays_parked_is_one_however_many_dates_try_it() {
        let mut tally = Tally::default();
        for date in ["2020-10-05", "2020-10-06", "2020-10-07"] {
            begins(&mut tally, date);
            done(&mut tally, 1, Verdict::Parked);
            done(&mut tally, 2, Verdict::Parked);
        }
        done(&mut tally, 2, Verdict::Invoiced);
        let notice = ended(&mut tally, true).expect("a notice");
        assert_eq!(notice.body, "1 contract is parked: nothing of it was written.");
    }

    #[test]
    fn what_was_done_before_a_fault_is_told_with_the_rest() {
        let mut tally = Tally { drafts: 1, ..Tally::default() };
        begins(&mut tally, "2020-10-05");
        done(&mut tally, 1, Verdict::Parked);
        let error = proforma_api::error::ApiError::Output(std::io::Error::other("the disk was pulled out"));
        assert_eq!(
            tally.notice(&LoopEvent::Retries { error: &error, at: chrono::DateTime::UNIX_EPOCH }),
            None
        );
        begins(&mut tally, "2020-10-05");
        let notice = ended(&mut tally, true).expect("a notice");
        assert_eq!(notice.body, "1 draft to review. 1 contract is parked: nothing of it was written.");
    }

    #[test]
    fn a_job_that_needs_a_person_says_so() {
        let waits = LoopEvent::Waits { from: on("2021-01-05"), through: on("2021-02-05") };
        let notice = Tally::default().notice(&waits).expect("a notice");
        assert!(notice.body.starts_with("32 run dates were missed"), "{}", notice.body);
    }
}
