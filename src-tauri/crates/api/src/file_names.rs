//! File names of exported invoices: a person's pattern, filled in, safe on every file system, no two alike.

use std::collections::HashSet;

use proforma_engine::{ids::InvoiceId, invoice::InvoiceStatus};
use proforma_store::{
    Connection,
    invoice_list::{self, ListedInvoice},
};
use unicode_normalization::UnicodeNormalization;

use crate::error::ApiError;

/// How long a name may be without its ending and the number that tells it from others: file systems take 255 bytes.
const STEM_BYTES_MAX: usize = 200;

/// What a pattern may hold.
const FIELDS: &str = "{number}, {status}, {date}, {customer}, {contract}, {total} and {currency}";

/// An invoice that is to be a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfFile {
    /// The invoice's id.
    pub id: String,
    /// The file's name.
    pub name: String,
    /// How many details it has, by which rendering takes memory.
    pub details: u32,
}

/// The files of several invoices, named by a pattern; an empty one gives `proforma-NUMBER.pdf`, or contract, customer,
/// date and id of a draft.
///
/// # Errors
/// [`ApiError::Input`] for a pattern with an unknown field, naming it; [`ApiError::NotFound`] for an unknown invoice.
pub fn pdf_files(connection: &Connection, ids: &[String], pattern: &str) -> Result<Vec<PdfFile>, ApiError> {
    let pattern = Pattern::read(pattern)?;
    let snapshot = connection.snapshot()?;
    let mut taken = HashSet::new();
    let file = |id: &String| {
        let invoice = listed(&snapshot, id)?;
        let name = unique(&safe_stem(&pattern.fill(&invoice)), &mut taken);
        let details = invoice_list::detail_count(&snapshot, invoice.id)?;
        Ok(PdfFile { id: id.clone(), name: format!("{name}.pdf"), details })
    };
    ids.iter().map(file).collect()
}

fn listed(connection: &Connection, id: &str) -> Result<ListedInvoice, ApiError> {
    let unknown = || ApiError::NotFound { kind: "invoice", id: id.to_owned() };
    let number: i64 = id.parse().map_err(|_| unknown())?;
    invoice_list::one(connection, InvoiceId(number))?.ok_or_else(unknown)
}

/// A pattern in its parts.
#[derive(Debug, PartialEq)]
struct Pattern(Vec<Part>);

#[derive(Debug, PartialEq)]
enum Part {
    Text(String),
    Field(Field),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Field {
    Number,
    Status,
    Date,
    Customer,
    Contract,
    Total,
    Currency,
}

impl Field {
    fn read(name: &str) -> Option<Self> {
        Some(match name {
            "number" => Self::Number,
            "status" => Self::Status,
            "date" => Self::Date,
            "customer" => Self::Customer,
            "contract" => Self::Contract,
            "total" => Self::Total,
            "currency" => Self::Currency,
            _ => return None,
        })
    }

    fn of(self, invoice: &ListedInvoice) -> String {
        match self {
            // A draft has no number yet; the window's example says the same.
            Self::Number => invoice.number.clone().unwrap_or_else(|| "draft".to_owned()),
            Self::Status => status_words(invoice.status).to_owned(),
            Self::Date => invoice.invoice_date.to_string(),
            Self::Customer => invoice.customer_name.clone(),
            Self::Contract => invoice.contract_name.clone(),
            Self::Total => invoice.total.to_string(),
            Self::Currency => invoice.total.currency().code().to_owned(),
        }
    }
}

fn status_words(status: InvoiceStatus) -> &'static str {
    match status {
        InvoiceStatus::Draft => "Draft",
        InvoiceStatus::InReview => "In review",
        InvoiceStatus::Confirmed => "Confirmed",
        InvoiceStatus::Paid => "Paid",
    }
}

impl Pattern {
    fn read(text: &str) -> Result<Self, ApiError> {
        let refuse = |message: String| ApiError::Input { field: "pattern", message };
        proforma_engine::bounds::name(if text.is_empty() { "-" } else { text })
            .map_err(|error| refuse(error.to_string()))?;
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after
                .split_once('}')
                .ok_or_else(|| refuse(format!("\"{{{after}\" is not closed by a }}")))?;
            let field = Field::read(name).ok_or_else(|| {
                refuse(format!("\"{{{name}}}\" is no field of a file name; there are {FIELDS}"))
            })?;
            parts.extend([Part::Text(before.to_owned()), Part::Field(field)]);
            rest = behind;
        }
        parts.push(Part::Text(rest.to_owned()));
        parts.retain(|part| *part != Part::Text(String::new()));
        Ok(Self(parts))
    }

    fn fill(&self, invoice: &ListedInvoice) -> String {
        if self.0.is_empty() {
            return usual_stem(invoice);
        }
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Field(field) => field.of(invoice),
        };
        self.0.iter().map(part).collect()
    }
}

fn usual_stem(invoice: &ListedInvoice) -> String {
    let ListedInvoice { id, number, contract, customer, invoice_date, .. } = invoice;
    let stem = match number {
        Some(number) => format!("proforma-{number}"),
        None => format!("proforma-draft-{invoice_date}-{contract}-{customer}-{}", id.0),
    };
    let plain = stem.chars().map(|letter| {
        let is_plain = letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
        if is_plain { letter } else { '-' }
    });
    plain.take(120).collect()
}

/// A name without an ending that every file system takes and that shows what it is.
fn safe_stem(text: &str) -> String {
    let mut stem = String::new();
    let mut left_out = None;
    for letter in text.nfc() {
        let mark = if is_unsafe(letter) {
            Some('-')
        } else if letter.is_whitespace() {
            Some(' ')
        } else {
            None
        };
        let shown = mark.unwrap_or(letter);
        if stem.len() + shown.len_utf8() > STEM_BYTES_MAX {
            break;
        }
        // What is left out leaves one mark, however much it was.
        if mark.is_none() || mark != left_out {
            stem.push(shown);
        }
        left_out = mark;
    }
    // A dot in front hides a file, and Windows drops dots and spaces at the end.
    let stem = stem.trim_matches(|letter: char| letter == '.' || letter.is_whitespace());
    if stem.is_empty() {
        "invoice".to_owned()
    } else if is_reserved(stem) {
        format!("_{stem}")
    } else {
        stem.to_owned()
    }
}

/// What some file system refuses, what ends a path, and what makes a name look like another.
fn is_unsafe(letter: char) -> bool {
    letter.is_control()
        || "/\\:*?\"<>|".contains(letter)
        || matches!(letter, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Names of devices on Windows, whatever follows the first dot.
///
/// Source: Microsoft, Naming Files, Paths, and Namespaces.
fn is_reserved(stem: &str) -> bool {
    let base = stem.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let is_numbered = |kind: &str| {
        let number = base.strip_prefix(kind).unwrap_or_default();
        number.chars().count() == 1 && number.contains(|digit| "0123456789\u{b9}\u{b2}\u{b3}".contains(digit))
    };
    matches!(base.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || is_numbered("COM")
        || is_numbered("LPT")
}

/// The name, or the name with the first number from 2 on that nobody has; capital letters tell no files apart.
fn unique(stem: &str, taken: &mut HashSet<String>) -> String {
    let mut name = stem.to_owned();
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{stem}-{number}");
        number += 1;
    }
    name
}

#[cfg(test)]
mod tests;
