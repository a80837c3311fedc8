//! Why a document could not be rendered, in words that lead to the field that must change.

use std::fmt;

/// A document that could not be rendered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// A text holds a character that cannot be printed.
    #[error("{field} holds {}, {reason}", Named(*character))]
    Unprintable {
        /// The text that holds it.
        field: Field,
        /// The first such character.
        character: char,
        /// Why it cannot be printed.
        reason: Unprintable,
    },
    /// More details than can be laid out at once.
    #[error("the invoice has {details} details, more than the {max} that one document can hold")]
    TooLong {
        /// How many it has.
        details: usize,
        /// How many it may have.
        max: usize,
    },
    /// The layout refused. The texts have been checked before, so this is a defect of the template.
    #[error("the page could not be laid out: {message}")]
    Layout {
        /// What typst says.
        message: String,
    },
}

/// Why a character cannot be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unprintable {
    /// No font of the program has it, or not together with the letter before it.
    NoFont,
    /// It is a control character, a private one or no character at all.
    NotText,
    /// It would turn the order of the letters around and show another text than the one stored.
    ReversesText,
}

impl fmt::Display for Unprintable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoFont => "which no font of the program can print",
            Self::NotText => "which cannot be printed",
            Self::ReversesText => "which would print the letters in another order than they are stored in",
        })
    }
}

/// Which of the two parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartyRole {
    /// The one that issues.
    Company,
    /// The one that is billed.
    Customer,
}

impl fmt::Display for PartyRole {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Company => "company",
            Self::Customer => "customer",
        })
    }
}

/// A text of the document. Lines and details count from 0 here and from 1 in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Name of a party.
    Name(PartyRole),
    /// A line of a party's address.
    Address(PartyRole),
    /// Country of a party.
    Country(PartyRole),
    /// Tax id of a party.
    TaxId(PartyRole),
    /// Email address of a party.
    Email(PartyRole),
    /// A line of the company's bank details.
    BankDetails,
    /// The invoice number.
    Number,
    /// The project contract's id.
    ContractKey,
    /// The project contract's name.
    ContractName,
    /// Name of an invoice line.
    LineName {
        /// Which line.
        line: usize,
    },
    /// Note of an invoice line.
    LineNote {
        /// Which line.
        line: usize,
    },
    /// Description of a detail.
    Description {
        /// Which line.
        line: usize,
        /// Which of its details.
        detail: usize,
    },
    /// Resource of a detail.
    Resource {
        /// Which line.
        line: usize,
        /// Which of its details.
        detail: usize,
    },
    /// Unit of a detail.
    Unit {
        /// Which line.
        line: usize,
        /// Which of its details.
        detail: usize,
    },
}

impl fmt::Display for Field {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(role) => write!(formatter, "the name of the {role}"),
            Self::Address(role) => write!(formatter, "the address of the {role}"),
            Self::Country(role) => write!(formatter, "the country of the {role}"),
            Self::TaxId(role) => write!(formatter, "the tax id of the {role}"),
            Self::Email(role) => write!(formatter, "the email address of the {role}"),
            Self::BankDetails => formatter.write_str("the bank details of the company"),
            Self::Number => formatter.write_str("the invoice number"),
            Self::ContractKey => formatter.write_str("the id of the project contract"),
            Self::ContractName => formatter.write_str("the name of the project contract"),
            Self::LineName { line } => write!(formatter, "the name of invoice line {}", line + 1),
            Self::LineNote { line } => write!(formatter, "the note of invoice line {}", line + 1),
            Self::Description { line, detail } => of_detail(formatter, "description", *line, *detail),
            Self::Resource { line, detail } => of_detail(formatter, "resource", *line, *detail),
            Self::Unit { line, detail } => of_detail(formatter, "unit", *line, *detail),
        }
    }
}

fn of_detail(formatter: &mut fmt::Formatter<'_>, what: &str, line: usize, detail: usize) -> fmt::Result {
    write!(formatter, "the {what} of detail {} on invoice line {}", detail + 1, line + 1)
}

/// A character by its number, and itself where it can stand in a message.
struct Named(char);

impl fmt::Display for Named {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "U+{:04X}", u32::from(self.0))?;
        // What debug output would escape is a control, an invisible or an unassigned character.
        if self.0.escape_debug().len() == 1 { write!(formatter, " {}", self.0) } else { Ok(()) }
    }
}
