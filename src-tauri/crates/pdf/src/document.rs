//! What is printed, in the domain's own types.

use chrono::NaiveDate;
use proforma_engine::{
    money::{Currency, Money},
    share::BillingType,
    tax::TaxGroup,
};
use rust_decimal::Decimal;

use crate::Language;

/// Everything that a proforma invoice prints.
///
/// Any value is valid: texts may be empty and may hold anything; rendering says what it cannot print. Sums
/// are printed as they are given, never added up here.
#[derive(Debug, Clone, PartialEq)]
pub struct ProformaDocument {
    /// Language of the labels, dates and numbers; names and descriptions stay as they were written.
    pub language: Language,
    /// Who issues it.
    pub company: Party,
    /// The company's picture, at the head of the first page.
    pub logo: Option<Logo>,
    /// Where to pay, a line each: at the foot of the last page.
    pub bank_details: Vec<String>,
    /// Who is billed.
    pub customer: Party,
    /// Whether it has been written, and its number.
    pub standing: Standing,
    /// The date of the run that made it (SPEC 4.9).
    pub invoice_date: NaiveDate,
    /// Days from the invoice date; 0 is on receipt, without a value nothing is said about payment.
    pub payment_terms_days: Option<u16>,
    /// The last day of work on it, inclusive: the transaction cut-off date (SPEC 4.2).
    pub work_up_to: Option<NaiveDate>,
    /// The author's id of the project contract.
    pub contract_key: String,
    /// The contract's name.
    pub contract_name: String,
    /// The currency of every amount.
    pub currency: Currency,
    /// One per contract line, in the contract's order.
    pub lines: Vec<Line>,
    /// One per tax category and rate (SPEC 2.4); empty without a tax set-up.
    pub taxes: Vec<TaxRow>,
    /// Sum of the lines.
    pub subtotal: Money,
    /// Sum of the taxes.
    pub tax: Money,
    /// What is to be paid.
    pub total: Money,
}

impl ProformaDocument {
    /// A page that says nothing.
    pub(crate) fn blank() -> Self {
        let usd = Currency::from_code("USD").expect("ISO 4217 has the dollar");
        Self {
            language: Language::English,
            company: Party::default(),
            logo: None,
            bank_details: Vec::new(),
            customer: Party::default(),
            standing: Standing::Preview,
            invoice_date: NaiveDate::default(),
            payment_terms_days: None,
            work_up_to: None,
            contract_key: String::new(),
            contract_name: String::new(),
            currency: usd,
            lines: Vec::new(),
            taxes: Vec::new(),
            subtotal: Money::zero(usd),
            tax: Money::zero(usd),
            total: Money::zero(usd),
        }
    }
}

/// How far a document has come, which is printed under its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// What a run would create; nothing has been written (SPEC 7.7).
    Preview,
    /// A draft or an invoice in review: the number is given when it is confirmed.
    Draft,
    /// Confirmed, with its number.
    Numbered(String),
}

/// The company or the customer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// Its name.
    pub name: String,
    /// Its address, a line each.
    pub address: Vec<String>,
    /// Country code of ISO 3166-1, two letters; printed where company and customer differ.
    pub country: Option<String>,
    /// Its tax id, as it is to be printed.
    pub tax_id: Option<String>,
    /// Printed at the foot of the page for the company, nowhere for the customer.
    pub email: Option<String>,
}

/// A picture, as its file holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// What kind of file it is.
    pub format: LogoFormat,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Kinds of pictures that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogoFormat {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// SVG.
    Svg,
}

impl LogoFormat {
    /// The word that typst has for it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Svg => "svg",
        }
    }
}

/// One contract line with what it brings.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The contract line's name.
    pub name: String,
    /// What a reader should know beside the name, such as the customer's part of a split line.
    pub note: Option<String>,
    /// Sum of the chargeable details.
    pub amount: Money,
    /// By date, then by id.
    pub details: Vec<Detail>,
}

/// One share of a transaction or milestone.
#[derive(Debug, Clone, PartialEq)]
pub struct Detail {
    /// Its date.
    pub date: NaiveDate,
    /// What was done, or the milestone's name.
    pub description: String,
    /// Who did it.
    pub resource: Option<String>,
    /// Quantity and price of the whole transaction (SPEC 5.2); a milestone has neither.
    pub extent: Option<Extent>,
    /// The customer's percentage, printed where it is not 100.
    pub percent: Decimal,
    /// What is not chargeable is marked in words and shows no amount (SPEC 4.8).
    pub billing_type: BillingType,
    /// The customer's share.
    pub amount: Money,
}

/// How much of what, at which price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// Up to six decimals.
    pub quantity: Decimal,
    /// The unit as the book names it, such as `hour`.
    pub unit: String,
    /// Price of one unit, up to six decimals, in the document's currency.
    pub unit_price: Decimal,
}

/// One tax category and rate with what is taxed: the engine's own group.
pub type TaxRow = TaxGroup;
