//! What is stranded, as sentences that a clerk can read.

use chrono::NaiveDate;
use proforma_engine::{
    contract::{BillingMethod, ContractStatus},
    invoice::InvoiceStatus,
    passed_over::{Reason, ReasonCode},
};
use proforma_store::{
    line_list::{ListedLine, ScheduleSpan},
    overview::StaleDraft,
};

use crate::{
    reason_text::{day, sentence},
    stranded::NoRun,
};

/// Why no run takes the ready work of a line, of which the first is dated `since`.
pub(crate) fn ready(why: NoRun, line: &ListedLine, span: &ScheduleSpan, since: Option<NaiveDate>) -> String {
    match why {
        NoRun::ContractNotActive => contract_not_active(line.contract_status),
        NoRun::LineNotSetUp => self::line(line),
        NoRun::ClassNotIncluded => sentence(&Reason::plain(ReasonCode::ClassNotIncluded), None, None),
        NoRun::Missed(date) => {
            format!("Its run date {} was missed, and no later one takes it.", day(date))
        }
        NoRun::NoLaterRow => match (line.billing_method, line.last_called_reach, span.last_run_date) {
            (BillingMethod::FixedPrice, ..) => match since {
                Some(since) => {
                    format!(
                        "Ready, but its contract has no run date from {} on that would take it.",
                        day(since)
                    )
                }
                None => "Ready, but its contract has no run date that would take it.".to_owned(),
            },
            (BillingMethod::TimeAndMaterial, Some(reach), _) => {
                format!("Dated after {}, the last day that a run of its line takes.", day(reach))
            }
            (BillingMethod::TimeAndMaterial, None, Some(last)) => {
                format!("No run of its line is left: the last run date was {}.", day(last))
            }
            (BillingMethod::TimeAndMaterial, None, None) => "No run of its line is left.".to_owned(),
        },
    }
}

/// Why no run would take work of a line that is not ready, of which the first is dated `since`.
pub(crate) fn not_ready(
    why: NoRun,
    line: &ListedLine,
    span: &ScheduleSpan,
    since: Option<NaiveDate>,
) -> String {
    if let NoRun::Missed(date) = why {
        return format!(
            "Not marked ready. Once it is, only the run of {}, which was missed, would take it.",
            day(date)
        );
    }
    match (span.last_reach, since, span.last_run_date) {
        (Some(reach), Some(since), _) if since > reach => {
            format!("Dated after the last cut-off of its line, {}, and not marked ready.", day(reach))
        }
        (_, _, Some(last)) if line.last_called_reach.is_none() => {
            format!("Not marked ready, and no run of its line is left: the last run date was {}.", day(last))
        }
        _ => "Not marked ready, and no run that is left would take it.".to_owned(),
    }
}

/// How a schedule ends before its contract.
pub(crate) fn schedule(line: &ListedLine, span: &ScheduleSpan) -> String {
    match (span.last_run_date, line.delivery_date, span.last_reach) {
        (Some(last), Some(delivery), Some(reach)) => format!(
            "The last run date is {}, the delivery date {}: work after {} has no run date.",
            day(last),
            day(delivery),
            day(reach)
        ),
        _ => "The schedule ends before the contract.".to_owned(),
    }
}

/// What a line that is not set up lacks.
///
/// Source: SPEC 4.13.
pub(crate) fn line(line: &ListedLine) -> String {
    match line.billing_method {
        BillingMethod::FixedPrice => "It has no milestones, so no run bills it.".to_owned(),
        BillingMethod::TimeAndMaterial => "It has no invoice schedule, so no run bills it.".to_owned(),
    }
}

/// So many transactions without a price.
pub(crate) fn no_price(count: u32) -> String {
    match count {
        1 => "A chargeable transaction has a price of zero.".to_owned(),
        _ => format!("{count} chargeable transactions have a price of zero."),
    }
}

/// How old a draft is.
pub(crate) fn draft(draft: &StaleDraft, today: NaiveDate) -> String {
    let where_it_stands = match draft.status {
        InvoiceStatus::InReview => "in review",
        InvoiceStatus::Draft | InvoiceStatus::Confirmed | InvoiceStatus::Paid => "a draft",
    };
    let days = (today - draft.invoice_date).num_days();
    let ago = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    format!("Dated {}, {ago} ago, and still {where_it_stands}.", day(draft.invoice_date))
}

fn contract_not_active(status: ContractStatus) -> String {
    match status {
        ContractStatus::Draft => "The contract is in draft: only active contracts are invoiced.".to_owned(),
        ContractStatus::Closed => "The contract is closed: only active contracts are invoiced.".to_owned(),
        ContractStatus::Active => sentence(&Reason::plain(ReasonCode::ContractNotActive), None, None),
    }
}
