//! The records that a book is set up with: what is typed, what is wrong with it, and what uses it.
//!
//! Everything a person types is a text, so that whatever it is can be looked at and said to be wrong.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::FieldProblem;

mirrored!(/// How long one period of an invoice frequency is.
    FrequencyPeriod = proforma_engine::frequency::Period { Weekly, Biweekly, Monthly, Quarterly, Yearly });
mirrored!(/// What happens to a run date that is no working day.
    WorkingDayRule = proforma_engine::frequency::WorkingDay { AsIs, Next, Previous });

/// A kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// The one who issues the invoices.
    Company,
    /// Who is billed.
    Customer,
    /// A rule that schedules are made from.
    InvoiceFrequency,
    /// What work is done as.
    Role,
    /// Who or what does it.
    Resource,
    /// What transactions are filed under.
    TransactionCategory,
    /// What quantities are counted in.
    Unit,
    /// A day that is no working day.
    Holiday,
}

impl RecordKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Company,
        Self::Customer,
        Self::InvoiceFrequency,
        Self::Role,
        Self::Resource,
        Self::TransactionCategory,
        Self::Unit,
        Self::Holiday,
    ];

    /// The word that the history has for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Customer => "customer",
            Self::InvoiceFrequency => "invoice_frequency",
            Self::Role => "role",
            Self::Resource => "resource",
            Self::TransactionCategory => "transaction_category",
            Self::Unit => "unit",
            Self::Holiday => "holiday",
        }
    }
}

form!(/// The company.
CompanyForm {
    /// Name.
    name: String,
    /// Lines of the address, at most six.
    address: Vec<String>,
    /// ISO 3166, two letters; empty for none.
    country: String,
    /// As printed.
    tax_id: String,
    /// As printed.
    email: String,
    /// BCP 47 tag of its documents; empty for none.
    language: String,
    /// Lines for the foot of the page, at most six.
    bank_details: Vec<String>,
    /// The picture on its invoices as a data URI; empty for none.
    logo: String,
});

form!(/// A customer.
CustomerForm {
    /// The author's id.
    id: String,
    /// Name.
    name: String,
    /// Lines of the address, at most six.
    address: Vec<String>,
    /// ISO 3166, two letters; empty for none.
    country: String,
    /// As printed.
    tax_id: String,
    /// Whom to ask for.
    contact: String,
    /// As printed.
    email: String,
    /// BCP 47 tag of the documents; empty for the company's.
    language: String,
    /// 0 to 365 days; empty for none.
    payment_terms_days: String,
});

form!(/// A role.
RoleForm {
    /// The author's id.
    id: String,
    /// Name.
    name: String,
    /// Percent of capacity that should be chargeable; empty for none.
    target_utilization_percent: String,
});

form!(/// A resource.
ResourceForm {
    /// The author's id.
    id: String,
    /// Name.
    name: String,
    /// The id of its role.
    role: String,
    /// Seven, from Monday; empty list for 8 on Monday to Friday.
    hours_per_weekday: Vec<String>,
    /// Days with hours off.
    absences: Vec<AbsenceForm>,
});

form!(/// Hours off.
AbsenceForm {
    /// ISO 8601.
    date: String,
    /// How many.
    hours: String,
});

form!(/// A transaction category.
TransactionCategoryForm {
    /// Name.
    name: String,
    /// The class it is for; empty for every class.
    class: String,
});

form!(/// A unit.
UnitForm {
    /// Name.
    name: String,
    /// How many hours of work one of it is; empty for what its name says.
    hours_per_unit: String,
});

form!(/// A holiday.
HolidayForm {
    /// ISO 8601.
    date: String,
    /// What it is called.
    name: String,
});

form!(/// An invoice frequency.
InvoiceFrequencyForm {
    /// The author's id.
    id: String,
    /// Name.
    name: String,
    /// Period.
    period: FrequencyPeriod,
    /// Every how many weeks or months; empty for 1.
    every: String,
    /// One where the period is in weeks, else one to four.
    runs: Vec<FrequencyRunForm>,
    /// What happens on a weekend or holiday.
    working_day: WorkingDayRule,
    /// Days before the run date; none: the last day of the month before.
    cut_off_days_before: Option<String>,
});

form!(/// One run of a period.
FrequencyRunForm {
    /// Which weekday; empty where it is a day of the month.
    weekday: String,
    /// Which of them in the month; empty where the period is in weeks.
    occurrence: String,
    /// Day of the month; empty where it is a weekday.
    day: String,
});

/// A record of any kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RecordForm {
    /// The company.
    Company(CompanyForm),
    /// A customer.
    Customer(CustomerForm),
    /// An invoice frequency.
    InvoiceFrequency(InvoiceFrequencyForm),
    /// A role.
    Role(RoleForm),
    /// A resource.
    Resource(ResourceForm),
    /// A transaction category.
    TransactionCategory(TransactionCategoryForm),
    /// A unit.
    Unit(UnitForm),
    /// A holiday.
    Holiday(HolidayForm),
}

sent!(/// How many records of a kind there are.
RecordCount {
    /// The kind.
    kind: RecordKind,
    /// How many.
    count: u32,
});

sent!(/// A record in its list.
RecordRow {
    /// Its id.
    id: String,
    /// What it is.
    form: RecordForm,
    /// A frequency as a sentence.
    sentence: Option<String>,
    /// The hours in one of a unit by its name; none where that says no time.
    hours_by_name: Option<String>,
});

sent!(/// How often a record is used.
RecordUseCount {
    /// Its id.
    id: String,
    /// By how many.
    count: u32,
});

/// What kind of thing uses a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum RecordUserKind {
    /// A project contract.
    Contract,
    /// A line of one.
    ContractLine,
    /// A proforma invoice.
    Invoice,
    /// A resource.
    Resource,
    /// A transaction.
    Transaction,
    /// A milestone.
    Milestone,
}

sent!(/// One that uses a record.
RecordUser {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// The id of its contract.
    contract: Option<String>,
});

sent!(/// All of one kind that use a record.
RecordUses {
    /// What they are.
    kind: RecordUserKind,
    /// How many.
    count: u32,
    /// The first of them.
    named: Vec<RecordUser>,
});

sent!(/// A record, whole.
RecordView {
    /// Its id.
    id: String,
    /// What it is.
    form: RecordForm,
    /// What uses it; what is used is not deleted.
    uses: Vec<RecordUses>,
});

sent!(/// What is known of a record while it is typed.
RecordLook {
    /// What keeps it from being saved.
    problems: Vec<FieldProblem>,
    /// An id made of its name that no record has.
    proposed_id: Option<String>,
    /// Hours of a week, where they can be added up.
    week_hours: Option<String>,
    /// The hours in one of a unit by its name; none where that says no time.
    hours_by_name: Option<String>,
});

sent!(/// What is known of an invoice frequency while it is typed.
FrequencyLook {
    /// What keeps it from being saved.
    problems: Vec<FieldProblem>,
    /// An id made of its name that no frequency has.
    proposed_id: Option<String>,
    /// What the rule says; none while it does not hold together.
    rule: Option<FrequencyRule>,
});

sent!(/// What a rule says.
FrequencyRule {
    /// As one sentence.
    sentence: String,
    /// How its dates are counted.
    anchor: String,
    /// The next dates, at most twelve.
    dates: Vec<FrequencyDate>,
});

sent!(/// A date that a schedule would have.
FrequencyDate {
    /// The invoice run date.
    run_date: NaiveDate,
    /// The transaction cut-off date, inclusive.
    cut_off_date: NaiveDate,
    /// The dates that the rule names and that moved here.
    moved: Vec<MovedDate>,
});

sent!(/// A date of the rule that is no working day.
MovedDate {
    /// The date.
    date: NaiveDate,
    /// The holiday's name, which may be empty; none: a weekend.
    holiday: Option<String>,
});

sent!(/// A typed list of holidays, read.
HolidayList {
    /// What was read of it.
    holidays: Vec<HolidayForm>,
    /// What could not be read, by line.
    problems: Vec<FieldProblem>,
    /// How many of them the book has already.
    known: u32,
});

sent!(/// What came of a list of holidays.
SavedHolidays {
    /// How many were added or changed.
    saved: u32,
    /// Takes it back with `undo`; none where nothing changed.
    undo: Option<String>,
});

sent!(/// A currency of ISO 4217.
CurrencyRow {
    /// Three letters.
    code: String,
    /// English name.
    name: String,
    /// How many decimals an amount has.
    minor_digits: u32,
    /// The currency that took its place, where it is withdrawn.
    superseded_by: Option<String>,
});

sent!(/// A picture that was chosen for the company.
ChosenLogo {
    /// As a data URI.
    logo: String,
    /// Its size.
    bytes: u32,
});
