//! Reasons as sentences that a clerk can read.

use chrono::NaiveDate;
use proforma_engine::passed_over::{Reason, ReasonCode};

/// A date as it stands in a sentence: `Mon 19 Oct 2020`.
pub(crate) fn day(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}

fn next(reason: &Reason) -> String {
    reason.next_run_date.map_or_else(
        || "No later run date takes it.".to_owned(),
        |date| format!("The run of {} takes it.", day(date)),
    )
}

/// Why a share, dated `date`, is where it is, or why a row or line brought nothing; `failure` says what went wrong.
#[must_use]
pub fn sentence(reason: &Reason, date: Option<NaiveDate>, failure: Option<&str>) -> String {
    let dated = date.map(|date| format!("Dated {}", day(date)));
    let dated = dated.as_deref().unwrap_or("Dated later");
    let cut_off =
        reason.cut_off_date.map(|date| format!(", the cut-off was {}", day(date))).unwrap_or_default();
    match reason.code {
        ReasonCode::NotReady => match reason.next_run_date {
            Some(next) => format!("Not marked ready to invoice. Once it is, the run of {} takes it.", day(next)),
            None => "Not marked ready to invoice, and as things stand no later run date would take it.".to_owned(),
        },
        ReasonCode::StoppedByLimit => {
            let limit = failure.map_or_else(|| "A not-to-exceed limit".to_owned(), |level| format!("The not-to-exceed limit of {level}"));
            let next = reason.next_run_date.map_or_else(
                || "no later run date would take it".to_owned(),
                |date| format!("the run of {} takes it", day(date)),
            );
            format!("{limit} stops it from being marked ready. Once it fits and is marked, {next}.")
        }
        ReasonCode::MilestoneMissed => match reason.next_run_date {
            Some(next) => format!("Its date has passed and it is not ready. Once it is, the contract's run of {} takes it.", day(next)),
            None => "Its date has passed and it is not ready. The contract has no later run date: once it is ready, create the invoice by hand.".to_owned(),
        },
        ReasonCode::AfterCutOff => format!("{dated}{cut_off}. {}", next(reason)),
        ReasonCode::AfterRunDate => format!("{dated}, after the run date itself. {}", next(reason)),
        ReasonCode::LaterRunDate => format!("No schedule row calls it out on this date. {}", next(reason)),
        ReasonCode::NoLaterRunDate => format!("{dated}{cut_off}. No later run date takes it: add a schedule row or create the invoice by hand."),
        ReasonCode::LineNotSetUp => "The contract line has no invoice schedule: it is not set up.".to_owned(),
        ReasonCode::ClassNotIncluded => "The contract line does not include this transaction class.".to_owned(),
        ReasonCode::ContractNotActive => "The contract is not active.".to_owned(),
        ReasonCode::ContractParked => match failure {
            Some(failure) => format!("The contract is parked: {failure}. Every later run tries again."),
            None => "The contract is parked: its last run failed. Every later run tries again.".to_owned(),
        },
        ReasonCode::ContractUnreadable => match failure {
            Some(failure) => format!("The contract does not read: {failure}. No run takes anything of it until that is mended."),
            None => "The contract does not read. No run takes anything of it until that is mended.".to_owned(),
        },
        ReasonCode::NothingToInvoice => "Nothing chargeable was ready: nothing to invoice.".to_owned(),
        ReasonCode::NothingChargeable => match reason.next_run_date {
            Some(next) => format!("The customer has nothing chargeable to list it with before the run of {}, which takes it.", day(next)),
            None => "The customer has nothing chargeable to list it with, so there is no invoice for it. It waits until something chargeable goes with a run that takes it.".to_owned(),
        },
        ReasonCode::AlreadyRun => match reason.next_run_date {
            Some(_) => format!("It became ready after its row of this date had run. {}", next(reason)),
            None => "This row has been run before.".to_owned(),
        },
        ReasonCode::RowSkipped => "A person decided not to run this row.".to_owned(),
        ReasonCode::FixedPriceLine => "On a fixed-price line, which bills its milestones instead.".to_owned(),
        ReasonCode::Due => "Ready and within the cut-off: today's run takes it.".to_owned(),
        ReasonCode::OnDraft => "On a draft invoice.".to_owned(),
        ReasonCode::Invoiced => "On a confirmed invoice.".to_owned(),
    }
}

/// Why a share that only the run of a missed date would take is where it is (SPEC 6.7).
#[must_use]
pub fn missed_sentence(reason: &Reason, missed: NaiveDate) -> String {
    let missed = day(missed);
    if matches!(reason.code, ReasonCode::NotReady | ReasonCode::StoppedByLimit) {
        format!(
            "Not marked ready to invoice. Once it is, the run of {missed}, which was missed, would take it."
        )
    } else if reason.code == ReasonCode::MilestoneMissed {
        format!(
            "Its date has passed and it is not ready. Once it is, the contract's run of {missed}, which was missed, would take it."
        )
    } else if reason.code == ReasonCode::ContractParked {
        format!(
            "The contract is parked: its last run failed. The run date {missed} was missed as well: run that date once the contract can be billed."
        )
    } else {
        format!("Its run date {missed} was missed: run that date, or create the invoice by hand.")
    }
}

/// What [`sentence`] says of every share alike: without the date of one.
#[must_use]
pub fn undated_sentence(reason: &Reason, failure: Option<&str>) -> String {
    sentence(reason, Some(NaiveDate::MIN), failure).replace(&day(NaiveDate::MIN), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    // SPEC 4.12: a reason names the dates that decided.
    fn a_late_share_names_its_date_the_cut_off_and_the_next_run() {
        let reason = Reason {
            code: ReasonCode::AfterCutOff,
            cut_off_date: Some(date("2020-10-18")),
            next_run_date: Some(date("2020-11-02")),
        };
        assert_eq!(
            sentence(&reason, Some(date("2020-10-19")), None),
            "Dated Mon 19 Oct 2020, the cut-off was Sun 18 Oct 2020. The run of Mon 2 Nov 2020 takes it."
        );
    }

    #[test]
    // SPEC 4.11, 4.12: what became ready too late is told which run takes it, the row itself only that it has run.
    fn what_became_ready_after_its_row_had_run_names_the_next_run() {
        let row = Reason::plain(ReasonCode::AlreadyRun);
        assert_eq!(sentence(&row, None, None), "This row has been run before.");
        let share = Reason { next_run_date: Some(date("2020-10-19")), ..row };
        assert_eq!(
            sentence(&share, Some(date("2020-10-02")), None),
            "It became ready after its row of this date had run. The run of Mon 19 Oct 2020 takes it."
        );
    }

    #[test]
    // SPEC 4.8, 4.12: what makes no invoice alone says what it waits for, and until when where that is known.
    fn what_makes_no_invoice_alone_says_what_it_waits_for() {
        let waits = Reason::plain(ReasonCode::NothingChargeable);
        assert_eq!(
            sentence(&waits, None, None),
            "The customer has nothing chargeable to list it with, so there is no invoice for it. It waits until something chargeable goes with a run that takes it."
        );
        let foretold = Reason { next_run_date: Some(date("2020-10-19")), ..waits };
        assert_eq!(
            sentence(&foretold, None, None),
            "The customer has nothing chargeable to list it with before the run of Mon 19 Oct 2020, which takes it."
        );
    }

    #[test]
    // SPEC 4.12: no reason is left without words.
    fn every_reason_is_a_sentence() {
        for code in ReasonCode::ALL {
            let text = sentence(&Reason::plain(*code), None, None);
            assert!(text.ends_with('.') && text.len() > 15, "{code}: {text}");
        }
    }
}
