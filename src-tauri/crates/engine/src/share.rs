//! One customer's part of a transaction or milestone: what is marked ready, invoiced and credited.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::{
    contract::{CustomerSplit, TransactionClass},
    ids::{ContractLineId, CustomerId, MilestoneId, ShareId, TransactionId},
    limits::LimitState,
    money::{Money, MoneyError},
    split::split,
    words::words,
};

words! {
    /// Whether the customer pays for a share.
    BillingType, "billing type", {
        /// Counts in the total.
        Chargeable = "chargeable",
        /// Is listed only.
        NonChargeable = "non_chargeable",
        /// Is listed only, as a courtesy.
        Complimentary = "complimentary",
    }
}

words! {
    /// How far a share is on its way to the customer.
    BillingStatus, "billing status", {
        /// Not to be billed yet.
        NotReady = "not_ready",
        /// To be taken by the next run.
        ReadyToInvoice = "ready_to_invoice",
        /// On a draft.
        InvoiceCreated = "invoice_created",
        /// On a confirmed invoice.
        InvoicePosted = "invoice_posted",
    }
}

words! {
    /// What may happen to a share.
    ShareEvent, "share event", {
        /// A person marks it ready to invoice.
        MarkReady = "mark_ready",
        /// A person takes that back.
        MarkNotReady = "mark_not_ready",
        /// A run or a person puts it on a draft.
        PutOnDraft = "put_on_draft",
        /// It is removed from a draft, or the draft is deleted.
        TakeOffDraft = "take_off_draft",
        /// Its invoice is confirmed.
        ConfirmInvoice = "confirm_invoice",
    }
}

/// A move that a share cannot make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a share that is {status} cannot {event}")]
pub struct BadTransition {
    /// Where it stands.
    pub status: BillingStatus,
    /// What was asked.
    pub event: ShareEvent,
}

impl BillingStatus {
    /// The status after an event. Marking a share as what it already is changes nothing and is fine.
    ///
    /// # Errors
    /// [`BadTransition`] for every other pair.
    ///
    /// Source: SPEC 1, 7.1 to 7.4, 9 (`mark`).
    pub fn on(self, event: ShareEvent) -> Result<Self, BadTransition> {
        use BillingStatus::{InvoiceCreated, InvoicePosted, NotReady, ReadyToInvoice};
        use ShareEvent::{ConfirmInvoice, MarkNotReady, MarkReady, PutOnDraft, TakeOffDraft};
        match (self, event) {
            (NotReady | ReadyToInvoice, MarkReady) | (InvoiceCreated, TakeOffDraft) => Ok(ReadyToInvoice),
            (NotReady | ReadyToInvoice, MarkNotReady) => Ok(NotReady),
            (ReadyToInvoice, PutOnDraft) => Ok(InvoiceCreated),
            (InvoiceCreated, ConfirmInvoice) => Ok(InvoicePosted),
            (NotReady, PutOnDraft | TakeOffDraft | ConfirmInvoice)
            | (ReadyToInvoice, TakeOffDraft | ConfirmInvoice)
            | (InvoiceCreated, MarkReady | MarkNotReady | PutOnDraft)
            | (InvoicePosted, MarkReady | MarkNotReady | PutOnDraft | TakeOffDraft | ConfirmInvoice) => {
                Err(BadTransition { status: self, event })
            }
        }
    }
}

/// What a share is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareOf {
    /// A transaction, with its class.
    Transaction(TransactionId, TransactionClass),
    /// A milestone.
    Milestone(MilestoneId),
}

impl ShareOf {
    /// The word of the class on an invoice line detail.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Transaction(_, class) => class.as_str(),
            Self::Milestone(_) => "milestone",
        }
    }

    /// Whether this is a milestone's share.
    #[must_use]
    pub fn is_milestone(self) -> bool {
        matches!(self, Self::Milestone(_))
    }
}

/// One customer's part of a transaction or milestone. Its amount never changes: it is the unbilled actual.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// Row number.
    pub id: ShareId,
    /// Its contract line.
    pub contract_line: ContractLineId,
    /// Who pays.
    pub customer: CustomerId,
    /// What it is a part of.
    pub of: ShareOf,
    /// The author's id of that transaction or milestone.
    pub key: String,
    /// Date of the transaction or milestone.
    pub date: NaiveDate,
    /// The whole quantity, not the share's part of it.
    pub quantity: Decimal,
    /// Price of one unit.
    pub unit_price: Decimal,
    /// The customer's percentage, above 0 and at most 100.
    pub percent: Decimal,
    /// Whether it counts in the total.
    pub billing_type: BillingType,
    /// How far it is.
    pub billing_status: BillingStatus,
    /// What it was told about the limits while it is not ready (SPEC 5.4).
    pub limit_state: Option<LimitState>,
    /// Its amount.
    pub amount: Money,
}

impl Share {
    /// Whether this share alone makes an invoice worth writing.
    ///
    /// Source: SPEC 4.8.
    #[must_use]
    pub fn makes_an_invoice(&self) -> bool {
        self.is_chargeable() && !self.amount.is_zero()
    }

    /// Whether it counts in totals.
    #[must_use]
    pub fn is_chargeable(&self) -> bool {
        self.billing_type == BillingType::Chargeable
    }
}

/// A part of an amount that was divided among customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharePart {
    /// Who pays.
    pub customer: CustomerId,
    /// The percentage.
    pub percent: Decimal,
    /// The amount, rounding difference included.
    pub amount: Money,
}

/// Divides an amount among a line's customers. 0 % makes no share.
///
/// # Errors
/// [`MoneyError::OutOfRange`].
///
/// Source: SPEC 5.1, 5.2.
pub fn share_parts(amount: Money, customers: &CustomerSplit) -> Result<Vec<SharePart>, MoneyError> {
    let entries = customers.entries();
    // One customer with everything is nearly every line there is.
    if let [only] = entries {
        return Ok(vec![SharePart { customer: only.customer, percent: only.percent, amount }]);
    }
    let weights: Vec<Decimal> = entries.iter().map(|entry| entry.percent).collect();
    let amounts = split(amount, &weights, customers.rounding())?;
    Ok(entries
        .iter()
        .zip(amounts)
        .filter(|(entry, _)| !entry.percent.is_zero())
        .map(|(entry, amount)| SharePart { customer: entry.customer, percent: entry.percent, amount })
        .collect())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::money::Currency;

    #[test]
    // SPEC 7.1 to 7.4, 9: every pair of status and event.
    fn every_move_of_a_share() {
        let mut table = String::new();
        for status in BillingStatus::ALL {
            for event in ShareEvent::ALL {
                let after = status.on(*event).map_or("refused", BillingStatus::as_str);
                table.push_str(&format!(
                    "{status:17} {event:15} {after}\n",
                    status = status.as_str(),
                    event = event.as_str()
                ));
            }
        }
        expect![[r#"
            not_ready         mark_ready      ready_to_invoice
            not_ready         mark_not_ready  not_ready
            not_ready         put_on_draft    refused
            not_ready         take_off_draft  refused
            not_ready         confirm_invoice refused
            ready_to_invoice  mark_ready      ready_to_invoice
            ready_to_invoice  mark_not_ready  not_ready
            ready_to_invoice  put_on_draft    invoice_created
            ready_to_invoice  take_off_draft  refused
            ready_to_invoice  confirm_invoice refused
            invoice_created   mark_ready      refused
            invoice_created   mark_not_ready  refused
            invoice_created   put_on_draft    refused
            invoice_created   take_off_draft  ready_to_invoice
            invoice_created   confirm_invoice invoice_posted
            invoice_posted    mark_ready      refused
            invoice_posted    mark_not_ready  refused
            invoice_posted    put_on_draft    refused
            invoice_posted    take_off_draft  refused
            invoice_posted    confirm_invoice refused
        "#]]
        .assert_eq(&table);
    }

    #[test]
    // SPEC 5.1, 5.2: 0 % makes no share; the shares add up to the amount.
    fn a_customer_at_zero_percent_has_no_share() {
        let n = |text: &str| text.parse::<Decimal>().expect("a number");
        let customers = CustomerSplit::new(vec![
            (CustomerId(1), n("0"), false),
            (CustomerId(2), n("33.333333"), false),
            (CustomerId(3), n("66.666667"), false),
        ])
        .expect("totals 100");
        let amount = Money::exact(n("-10.00"), Currency::from_code("USD").expect("known")).expect("money");
        let parts: Vec<_> = share_parts(amount, &customers)
            .expect("parts")
            .iter()
            .map(|part| format!("{} {} {}", part.customer.0, part.percent, part.amount))
            .collect();
        assert_eq!(parts, ["2 33.333333 -3.33", "3 66.666667 -6.67"]);
    }
}
