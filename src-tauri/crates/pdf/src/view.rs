//! The document as the template reads it: every text checked, every number and date already formatted.

use chrono::Datelike;
use serde::Serialize;

use crate::{
    DETAILS_MAX,
    document::{Detail, Extent, Line, Party, ProformaDocument, Standing},
    error::{Field, PartyRole, PdfError},
    language::Words,
    text::printable,
};

/// A unit of more characters stands below the description, so that it does not take the width of the page.
const UNIT_BESIDE_QUANTITY_MAX: usize = 12;

/// Countries that print on US letter rather than on A4.
///
/// Source: Unicode CLDR, supplemental measurement data, `paperSize`.
const LETTER_COUNTRIES: [&str; 14] =
    ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"];

/// What the template gets as `/data.json`.
#[derive(Serialize)]
pub(crate) struct PageData {
    words: &'static Words,
    fonts: [&'static str; 4],
    paper: &'static str,
    document_title: String,
    date: [i32; 3],
    standing: String,
    standing_short: String,
    company: PartyData,
    /// Which kind of picture stands at `/logo`.
    logo: Option<&'static str>,
    bank_details: Vec<String>,
    customer: PartyData,
    /// Label and value.
    facts: Vec<[String; 2]>,
    contract_name: String,
    amount_label: String,
    has_percent: bool,
    lines: Vec<LineData>,
    subtotal: String,
    taxes: Vec<TaxData>,
    tax: String,
    total: String,
    payable: Option<String>,
}

#[derive(Serialize)]
struct PartyData {
    name: String,
    address: Vec<String>,
    email: Option<String>,
}

#[derive(Serialize)]
struct LineData {
    name: String,
    note: Option<String>,
    amount: String,
    details: Vec<DetailData>,
}

#[derive(Serialize)]
struct DetailData {
    date: String,
    description: String,
    /// Resource, then a unit that is too long for its column.
    extra: Vec<String>,
    quantity: String,
    unit_price: String,
    percent: String,
    amount: String,
    is_chargeable: bool,
}

#[derive(Serialize)]
struct TaxData {
    name: String,
    taxable: String,
    tax: String,
}

impl PageData {
    /// Checks and formats a document.
    ///
    /// # Errors
    /// [`PdfError::Unprintable`], [`PdfError::TooLong`].
    pub(crate) fn of(document: &ProformaDocument) -> Result<Self, PdfError> {
        let details = document.lines.iter().map(|line| line.details.len()).sum();
        if details > DETAILS_MAX {
            return Err(PdfError::TooLong { details, max: DETAILS_MAX });
        }
        let words = document.language.words();
        let company = party(&document.company, PartyRole::Company, document, words)?;
        let customer = party(&document.customer, PartyRole::Customer, document, words)?;
        let (standing, standing_short) = match &document.standing {
            Standing::Preview => (words.preview.to_owned(), words.preview_short.to_owned()),
            Standing::Draft => (words.draft.to_owned(), words.draft_short.to_owned()),
            Standing::Numbered(number) => {
                let number = printable(number, Field::Number)?;
                (number.clone(), number)
            }
        };
        let has_percent = document.lines.iter().flat_map(|line| &line.details).any(is_split);
        let lines = document.lines.iter().enumerate().map(|(index, own)| line(index, own, document, words));
        let taxes = document.taxes.iter().map(|group| TaxData {
            name: words.tax_name(group.rate.category(), group.rate.percent()),
            taxable: words.amount(group.taxable),
            tax: words.amount(group.tax),
        });
        let bank_details = document.bank_details.iter().map(|line| printable(line, Field::BankDetails));
        let bank_details = bank_details.collect::<Result<_, _>>()?;
        let date = document.invoice_date;
        Ok(Self {
            words,
            fonts: crate::fonts::FAMILIES,
            paper: paper(document),
            document_title: format!("{}, {standing_short}, {}", words.title, customer.name),
            date: [date.year(), date.month().cast_signed(), date.day().cast_signed()],
            standing,
            standing_short,
            facts: facts(document, words)?,
            contract_name: printable(&document.contract_name, Field::ContractName)?,
            amount_label: format!("{} {}", words.amount, document.currency),
            has_percent,
            lines: lines.collect::<Result<_, _>>()?,
            subtotal: words.amount(document.subtotal),
            taxes: taxes.collect(),
            tax: words.amount(document.tax),
            total: words.amount_with_currency(document.total),
            payable: document.payment_terms_days.map(|days| words.payable(days)),
            logo: document.logo.as_ref().map(|logo| logo.format.as_str()),
            bank_details,
            company,
            customer,
        })
    }
}

fn paper(document: &ProformaDocument) -> &'static str {
    let country = document.company.country.as_deref().unwrap_or_default();
    if LETTER_COUNTRIES.contains(&country) { "us-letter" } else { "a4" }
}

fn party(
    party: &Party,
    role: PartyRole,
    document: &ProformaDocument,
    words: &Words,
) -> Result<PartyData, PdfError> {
    let mut address = Vec::new();
    for line in &party.address {
        address.push(printable(line, Field::Address(role))?);
    }
    if let Some(country) = &party.country
        && document.company.country != document.customer.country
    {
        let country = words.country(country).map_or_else(|| country.clone(), str::to_owned);
        address.push(printable(&country, Field::Country(role))?);
    }
    if let Some(tax_id) = &party.tax_id {
        address.push(format!("{} {}", words.tax_id, printable(tax_id, Field::TaxId(role))?));
    }
    let email = party.email.as_deref().map(|email| printable(email, Field::Email(role))).transpose()?;
    Ok(PartyData { name: printable(&party.name, Field::Name(role))?, address, email })
}

fn facts(document: &ProformaDocument, words: &Words) -> Result<Vec<[String; 2]>, PdfError> {
    let mut facts = vec![(words.invoice_date, words.long_date(document.invoice_date))];
    if let Some(days) = document.payment_terms_days {
        facts.push((words.payment_terms, words.payment_terms(days)));
    }
    if let Some(date) = document.work_up_to {
        facts.push((words.work_up_to, words.long_date(date)));
    }
    facts.push((words.project_contract, printable(&document.contract_key, Field::ContractKey)?));
    Ok(facts.into_iter().map(|(label, value)| [label.to_owned(), value]).collect())
}

fn line(index: usize, line: &Line, document: &ProformaDocument, words: &Words) -> Result<LineData, PdfError> {
    let name = printable(&line.name, Field::LineName { line: index })?;
    let note =
        line.note.as_deref().map(|note| printable(note, Field::LineNote { line: index })).transpose()?;
    let mut details = Vec::with_capacity(line.details.len());
    for (position, own) in line.details.iter().enumerate() {
        details.push(detail((index, position), own, document, words)?);
    }
    Ok(LineData { name, note, amount: words.amount(line.amount), details })
}

fn detail(
    (line, detail): (usize, usize),
    own: &Detail,
    document: &ProformaDocument,
    words: &Words,
) -> Result<DetailData, PdfError> {
    let mut extra = Vec::new();
    if let Some(resource) = &own.resource {
        extra.push(printable(resource, Field::Resource { line, detail })?);
    }
    let (quantity, unit_price) = match &own.extent {
        None => (String::new(), String::new()),
        Some(Extent { quantity, unit, unit_price }) => {
            let (mut number, short) = words.quantity(*quantity, unit);
            let unit = match short {
                Some(short) => short.to_owned(),
                None => printable(unit, Field::Unit { line, detail })?,
            };
            if unit.chars().count() > UNIT_BESIDE_QUANTITY_MAX {
                extra.push(format!("{} {unit}", words.unit));
            } else if !unit.is_empty() {
                number.push('\u{A0}');
                number.push_str(&unit);
            }
            (number, words.price(*unit_price, document.currency.minor_digits()))
        }
    };
    let not_charged = words.not_charged(own.billing_type);
    Ok(DetailData {
        date: words.short_date(own.date),
        description: printable(&own.description, Field::Description { line, detail })?,
        extra,
        quantity,
        unit_price,
        percent: if is_split(own) { words.percent(own.percent) } else { String::new() },
        amount: not_charged.map_or_else(|| words.amount(own.amount), str::to_owned),
        is_chargeable: not_charged.is_none(),
    })
}

fn is_split(detail: &Detail) -> bool {
    detail.percent != rust_decimal::Decimal::ONE_HUNDRED
}
