//! The languages in which a document can be printed: labels, dates and numbers.
//!
//! A language is one [`Words`] value; to add one, add a variant and its value. Layout never formats anything.

mod countries;

use chrono::{Datelike, NaiveDate};
use proforma_engine::{money::Money, share::BillingType, tax::TaxCategory};
use rust_decimal::Decimal;
use serde::Serialize;

/// Language of labels, dates and numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English, dates as in "5 October 2020", numbers as in "7,420.00".
    #[default]
    English,
}

impl Language {
    /// The language that is printed for a BCP 47 tag such as `en-GB`; English where there is no translation.
    ///
    /// Source: RFC 5646.
    #[must_use]
    pub fn for_tag(tag: &str) -> Self {
        match tag.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" => Self::English,
            _ => Self::default(),
        }
    }

    pub(crate) fn words(self) -> &'static Words {
        match self {
            Self::English => &ENGLISH,
        }
    }
}

/// What one language needs. The labels go to the template as they are.
#[derive(Serialize)]
pub(crate) struct Words {
    /// For hyphenation and for readers for the blind (BCP 47).
    pub(crate) tag: &'static str,
    pub(crate) title: &'static str,
    pub(crate) preview: &'static str,
    pub(crate) preview_short: &'static str,
    pub(crate) draft: &'static str,
    pub(crate) draft_short: &'static str,
    pub(crate) to: &'static str,
    pub(crate) tax_id: &'static str,
    pub(crate) invoice_date: &'static str,
    pub(crate) payment_terms: &'static str,
    pub(crate) work_up_to: &'static str,
    pub(crate) project_contract: &'static str,
    pub(crate) date: &'static str,
    pub(crate) description: &'static str,
    pub(crate) quantity: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) unit_price: &'static str,
    pub(crate) share: &'static str,
    pub(crate) amount: &'static str,
    pub(crate) subtotal: &'static str,
    pub(crate) tax: &'static str,
    pub(crate) tax_total: &'static str,
    pub(crate) total: &'static str,
    pub(crate) not_a_tax_invoice: &'static str,
    pub(crate) bank_details: &'static str,
    pub(crate) page: &'static str,
    pub(crate) of: &'static str,
    pub(crate) on: &'static str,
    #[serde(skip)]
    months: [&'static str; 12],
    #[serde(skip)]
    months_short: [&'static str; 12],
    #[serde(skip)]
    group_separator: char,
    #[serde(skip)]
    decimal_separator: char,
    #[serde(skip)]
    days: fn(u16) -> String,
    #[serde(skip)]
    payable: fn(u16) -> String,
    #[serde(skip)]
    tax_category: fn(TaxCategory) -> &'static str,
    #[serde(skip)]
    not_charged: fn(BillingType) -> Option<&'static str>,
    #[serde(skip)]
    unit_short: fn(&str) -> Option<&'static str>,
    #[serde(skip)]
    countries: &'static [(&'static str, &'static str)],
}

static ENGLISH: Words = Words {
    tag: "en",
    title: "Proforma invoice",
    preview: "Preview, no draft has been created",
    preview_short: "preview",
    draft: "Draft, number given when confirmed",
    draft_short: "draft",
    to: "To",
    tax_id: "Tax id",
    invoice_date: "Invoice date",
    payment_terms: "Payment terms",
    work_up_to: "Work up to",
    project_contract: "Project contract",
    date: "Date",
    description: "Description",
    quantity: "Quantity",
    unit: "Unit:",
    unit_price: "Unit price",
    share: "Share",
    amount: "Amount",
    subtotal: "Subtotal",
    tax: "Tax",
    tax_total: "Total tax",
    total: "Total",
    not_a_tax_invoice: "Proforma: not a tax invoice.",
    bank_details: "Bank details",
    page: "Page",
    of: "of",
    on: "on",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    months_short: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    group_separator: ',',
    decimal_separator: '.',
    days: |days| match days {
        0 => "On receipt".to_owned(),
        1 => "1 day".to_owned(),
        _ => format!("{days} days"),
    },
    payable: |days| match days {
        0 => "Payable on receipt.".to_owned(),
        1 => "Payable within 1 day.".to_owned(),
        _ => format!("Payable within {days} days."),
    },
    tax_category: |category| match category {
        TaxCategory::Standard => "Tax",
        TaxCategory::ZeroRated => "Zero rated",
        TaxCategory::Exempt => "Exempt from tax",
        TaxCategory::ReverseCharge => "Reverse charge",
        TaxCategory::IntraCommunity => "Intra-Community supply",
        TaxCategory::Export => "Export",
        TaxCategory::OutOfScope => "Outside the scope of tax",
    },
    not_charged: |billing_type| match billing_type {
        BillingType::Chargeable => None,
        BillingType::NonChargeable => Some("Non-chargeable"),
        BillingType::Complimentary => Some("Complimentary"),
    },
    unit_short: |unit| match unit {
        "hour" | "hours" => Some("h"),
        _ => None,
    },
    countries: &countries::ENGLISH,
};

/// Keeps a number and what belongs to it on one line.
const NO_BREAK_SPACE: char = '\u{A0}';
/// A hyphen is too short for a sign, and line breaking may part it from its number.
const MINUS: char = '\u{2212}';

impl Words {
    /// "5 October 2020".
    pub(crate) fn long_date(&self, date: NaiveDate) -> String {
        date_with(self.months, date)
    }

    /// "5 Oct 2020".
    pub(crate) fn short_date(&self, date: NaiveDate) -> String {
        date_with(self.months_short, date)
    }

    pub(crate) fn payment_terms(&self, days: u16) -> String {
        (self.days)(days)
    }

    pub(crate) fn payable(&self, days: u16) -> String {
        (self.payable)(days)
    }

    pub(crate) fn not_charged(&self, billing_type: BillingType) -> Option<&'static str> {
        (self.not_charged)(billing_type)
    }

    /// "Tax 25 %", "Reverse charge 0 %".
    pub(crate) fn tax_name(&self, category: TaxCategory, percent: Decimal) -> String {
        format!("{} {}", (self.tax_category)(category), self.percent(percent))
    }

    /// "−1,234.50": always with the currency's decimals.
    pub(crate) fn amount(&self, amount: Money) -> String {
        self.number(amount.amount())
    }

    /// "7,420.00 USD".
    pub(crate) fn amount_with_currency(&self, amount: Money) -> String {
        format!("{}{NO_BREAK_SPACE}{}", self.amount(amount), amount.currency())
    }

    /// A price with at least the currency's decimals, and as many more as it needs.
    pub(crate) fn price(&self, price: Decimal, digits_min: u32) -> String {
        self.number(with_decimals(price, digits_min))
    }

    /// "33.333333 %".
    pub(crate) fn percent(&self, percent: Decimal) -> String {
        format!("{}{NO_BREAK_SPACE}%", self.number(percent.normalize()))
    }

    /// The country's name in this language, for a code of ISO 3166-1.
    pub(crate) fn country(&self, code: &str) -> Option<&'static str> {
        let index = self.countries.binary_search_by_key(&code, |(known, _)| known).ok()?;
        self.countries.get(index).map(|(_, name)| *name)
    }

    /// A quantity with the unit's usual decimals, and the short form of the unit where the language has one.
    pub(crate) fn quantity(&self, quantity: Decimal, unit: &str) -> (String, Option<&'static str>) {
        match (self.unit_short)(unit) {
            // Hours are written with two decimals, so that 8.00 and 0.25 stand in line.
            Some(short) => (self.number(with_decimals(quantity, 2)), Some(short)),
            None => (self.number(quantity.normalize()), None),
        }
    }

    fn number(&self, number: Decimal) -> String {
        let plain = number.abs().to_string();
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut printed = String::with_capacity(plain.len() + plain.len() / 3 + 3);
        if number.is_sign_negative() && !number.is_zero() {
            printed.push(MINUS);
        }
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                printed.push(self.group_separator);
            }
            printed.push(digit);
        }
        if !fraction.is_empty() {
            printed.push(self.decimal_separator);
            printed.push_str(fraction);
        }
        printed
    }
}

fn date_with(months: [&'static str; 12], date: NaiveDate) -> String {
    let month = months.get(date.month0() as usize).copied().unwrap_or_default();
    format!("{}{NO_BREAK_SPACE}{month}{NO_BREAK_SPACE}{}", date.day(), date.year())
}

/// Never rounds: a number with more decimals keeps them.
fn with_decimals(number: Decimal, digits_min: u32) -> Decimal {
    let mut shown = number.normalize();
    if shown.scale() < digits_min {
        shown.rescale(digits_min);
    }
    shown
}

#[cfg(test)]
mod tests {
    use proforma_engine::money::Currency;

    use super::*;

    fn n(text: &str) -> Decimal {
        text.parse().expect("a number")
    }

    #[test]
    // SPEC 2.1: the currency's own decimals; a credit has a true minus.
    fn amounts_have_the_decimals_of_their_currency() {
        for (amount, code, printed) in [
            ("0", "USD", "0.00"),
            ("7420", "USD", "7,420.00"),
            ("-1234567.5", "USD", "\u{2212}1,234,567.50"),
            ("-0.01", "USD", "\u{2212}0.01"),
            ("999", "USD", "999.00"),
            ("1204310", "JPY", "1,204,310"),
            ("318.25", "KWD", "318.250"),
            ("100000000000", "USD", "100,000,000,000.00"),
        ] {
            let currency = Currency::from_code(code).expect("known");
            let money = Money::exact(n(amount), currency).expect("money");
            assert_eq!(ENGLISH.amount(money), printed);
        }
    }

    #[test]
    // SPEC 2.2: up to six decimals, none of them lost.
    fn prices_and_quantities_keep_their_decimals() {
        assert_eq!(ENGLISH.price(n("200"), 2), "200.00");
        assert_eq!(ENGLISH.price(n("0.000125"), 2), "0.000125");
        assert_eq!(ENGLISH.price(n("15000"), 0), "15,000");
        assert_eq!(ENGLISH.quantity(n("8"), "hour"), ("8.00".to_owned(), Some("h")));
        assert_eq!(ENGLISH.quantity(n("-7.125"), "hour"), ("\u{2212}7.125".to_owned(), Some("h")));
        assert_eq!(ENGLISH.quantity(n("1.0"), "each"), ("1".to_owned(), None));
        assert_eq!(ENGLISH.percent(n("33.3333330")), "33.333333\u{A0}%");
    }

    #[test]
    fn dates_are_written_out() {
        let date = NaiveDate::from_ymd_opt(2020, 10, 5).expect("a date");
        assert_eq!(ENGLISH.long_date(date), "5\u{A0}October\u{A0}2020");
        assert_eq!(ENGLISH.short_date(date), "5\u{A0}Oct\u{A0}2020");
    }

    #[test]
    fn countries_are_written_out() {
        assert!(countries::ENGLISH.is_sorted(), "looked up by halving");
        assert_eq!(ENGLISH.country("BG"), Some("Bulgaria"));
        assert_eq!(ENGLISH.country("ZZ"), None);
    }

    #[test]
    fn a_tag_without_translation_is_printed_in_english() {
        for tag in ["en", "en-GB", "EN", "sv", "bg-BG", ""] {
            assert_eq!(Language::for_tag(tag), Language::English, "{tag}");
        }
    }
}
