//! Where money stands: invoiced, on drafts, ready, not ready, in one currency.

use std::collections::BTreeMap;

use proforma_engine::{invoice::InvoiceStatus, money::Currency, share::BillingStatus};
use proforma_store::{backlog_cell::BacklogOfLine, contract_list::InvoicedInStatus};
use rust_decimal::Decimal;

use crate::{dto::MoneyParts, error::ApiError};

/// Minor units of one currency, each a sum that may be beyond what one amount can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Parts {
    invoiced: i128,
    on_draft: i128,
    ready: i128,
    not_ready: i128,
}

impl Parts {
    fn add_invoiced(&mut self, invoiced: &InvoicedInStatus) {
        let part = match invoiced.status {
            InvoiceStatus::Draft | InvoiceStatus::InReview => &mut self.on_draft,
            InvoiceStatus::Confirmed | InvoiceStatus::Paid => &mut self.invoiced,
        };
        *part += i128::from(invoiced.net_minor);
    }

    fn add_backlog(&mut self, line: &BacklogOfLine) {
        let part = match line.billing_status {
            BillingStatus::ReadyToInvoice => &mut self.ready,
            BillingStatus::NotReady => &mut self.not_ready,
            BillingStatus::InvoiceCreated | BillingStatus::InvoicePosted => return,
        };
        *part += line.sum_minor;
    }

    fn shown(self, currency: Currency) -> MoneyParts {
        let parts = [self.invoiced, self.on_draft, self.ready, self.not_ready];
        let text = |minor: i128| Decimal::from_i128_with_scale(minor, currency.minor_digits()).to_string();
        MoneyParts {
            currency: currency.code().to_owned(),
            invoiced: text(self.invoiced),
            on_draft: text(self.on_draft),
            ready: text(self.ready),
            not_ready: text(self.not_ready),
            sum: text(parts.iter().sum()),
            parts_per_mille: per_mille(&parts, parts.iter().map(|part| part.unsigned_abs()).sum()),
        }
    }
}

/// Each part in thousandths of a whole, by its magnitude, for drawing.
pub(crate) fn per_mille(parts: &[i128], whole: u128) -> Vec<u16> {
    parts
        .iter()
        .map(|part| u16::try_from(part.unsigned_abs() * 1_000 / whole.max(1)).unwrap_or(1_000))
        .collect()
}

/// The money of one contract.
pub(crate) fn of_contract<'s>(
    currency: Currency,
    backlog: impl IntoIterator<Item = &'s BacklogOfLine>,
    invoiced: impl IntoIterator<Item = &'s InvoicedInStatus>,
) -> MoneyParts {
    let mut parts = Parts::default();
    backlog.into_iter().for_each(|line| parts.add_backlog(line));
    invoiced.into_iter().for_each(|invoiced| parts.add_invoiced(invoiced));
    parts.shown(currency)
}

/// The money of several contracts, one per currency, by code.
///
/// # Errors
/// [`ApiError::Money`] for a currency that nobody knows.
pub(crate) fn by_currency<'s>(
    backlog: impl IntoIterator<Item = &'s BacklogOfLine>,
    invoiced: impl IntoIterator<Item = &'s InvoicedInStatus>,
) -> Result<Vec<MoneyParts>, ApiError> {
    let mut currencies: BTreeMap<&str, Parts> = BTreeMap::new();
    for line in backlog {
        currencies.entry(&line.currency).or_default().add_backlog(line);
    }
    for invoiced in invoiced {
        currencies.entry(&invoiced.currency).or_default().add_invoiced(invoiced);
    }
    currencies.into_iter().map(|(code, parts)| Ok(parts.shown(Currency::from_code(code)?))).collect()
}

#[cfg(test)]
mod tests {
    use proforma_engine::ids::{ContractId, ContractLineId};

    use super::*;

    fn line(currency: &str, billing_status: BillingStatus, sum_minor: i64) -> BacklogOfLine {
        let (contract, contract_line) = (ContractId(1), ContractLineId(1));
        BacklogOfLine {
            contract,
            contract_line,
            currency: currency.to_owned(),
            billing_status,
            count: 1,
            sum_minor: sum_minor.into(),
            not_included: 0,
        }
    }

    fn invoiced(status: InvoiceStatus, net_minor: i64) -> InvoicedInStatus {
        InvoicedInStatus { contract: ContractId(1), currency: "JPY".to_owned(), status, net_minor }
    }

    #[test]
    // SPEC 2.1: currencies are never mixed, and a sum over a book may be beyond what one amount can be.
    fn currencies_stand_apart() {
        let backlog = [
            line("USD", BillingStatus::ReadyToInvoice, i64::MAX),
            line("JPY", BillingStatus::NotReady, -300),
            line("USD", BillingStatus::ReadyToInvoice, i64::MAX),
        ];
        let invoiced = [invoiced(InvoiceStatus::InReview, 100), invoiced(InvoiceStatus::Paid, 600)];
        let [jpy, usd] = by_currency(&backlog, &invoiced).expect("known").try_into().expect("two");
        assert_eq!((jpy.invoiced.as_str(), jpy.on_draft.as_str()), ("600", "100"));
        assert_eq!((jpy.not_ready.as_str(), jpy.sum.as_str()), ("-300", "400"));
        assert_eq!(jpy.parts_per_mille, [600, 100, 0, 300]);
        assert_eq!(usd.ready, "184467440737095516.14");
    }
}
