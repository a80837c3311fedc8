//! What a column of a file can be: the fields of transactions, customers and contracts.

use super::ImportKind;

/// How the cells of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reads {
    /// An id of something new.
    Id,
    /// Something that the book has, by its id or its name.
    Reference,
    /// As it stands, blanks at its ends included.
    Text,
    /// A text without the blanks at its ends.
    Trimmed,
    /// A civil date.
    Date,
    /// A decimal number.
    Number,
    /// A number that may have a percent sign.
    Percent,
    /// A number without decimals.
    Whole,
    /// One of some words, each with what people write for it.
    Word(Words),
    /// Several of them.
    WordList(Words),
}

/// Words of the domain, each with what people write for it. What people write is suggested and never taken unasked.
pub(crate) type Words = &'static [(&'static str, &'static [&'static str])];

/// A field that a column can be mapped to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    /// As in the interchange format.
    pub(crate) name: &'static str,
    /// As it stands in a sentence.
    pub(crate) words: &'static str,
    pub(crate) reads: Reads,
    /// Whether there must be a column for it.
    pub(crate) is_required: bool,
    /// Whether every row must have a value in it.
    pub(crate) is_in_every_row: bool,
    /// Headings by which it is recognised, likeliest first, in lower case without signs.
    pub(crate) headings: &'static [&'static str],
}

const CLASSES: Words = &[
    ("time", &["labour", "labor", "hours", "hour", "work", "service", "services"]),
    ("expense", &["travel", "expenses", "cost", "costs", "mileage"]),
    ("material", &["materials", "goods", "item", "items", "product", "products"]),
    ("fee", &["fees", "charge"]),
];
const BILLING_TYPES: Words = &[
    ("chargeable", &["billable", "yes", "true", "1"]),
    ("non_chargeable", &["nonbillable", "internal", "no", "false", "0"]),
    ("complimentary", &["free", "goodwill"]),
];
const BILLING_STATUSES: Words = &[
    ("not_ready", &["no", "false", "0", "open", "draft", "submitted"]),
    ("ready_to_invoice", &["ready", "yes", "true", "1", "approved", "x"]),
];
/// As lists say it of what is on invoices: read on rows that the book has, and brought by none.
pub(crate) const GIVEN_BY_INVOICES: [&str; 2] = ["invoice_created", "invoice_posted"];
const BILLING_METHODS: Words = &[
    ("fixed_price", &["fixed", "fixedfee", "lumpsum"]),
    ("time_and_material", &["time", "hourly", "tm", "timeandmaterials"]),
];
const CONTRACT_STATUSES: Words = &[
    ("draft", &["new", "open"]),
    ("active", &["yes", "won", "confirmed"]),
    ("closed", &["no", "done", "lost"]),
];
const TAX_CATEGORIES: Words = &[
    ("S", &["standard", "normal"]),
    ("Z", &["zero"]),
    ("E", &["exempt"]),
    ("AE", &["reversecharge"]),
    ("K", &["intracommunity"]),
    ("G", &["export"]),
    ("O", &["outsidescope", "none"]),
];

const fn field(
    name: &'static str,
    words: &'static str,
    reads: Reads,
    headings: &'static [&'static str],
) -> Field {
    Field { name, words, reads, is_required: false, is_in_every_row: false, headings }
}

const fn required(
    name: &'static str,
    words: &'static str,
    reads: Reads,
    headings: &'static [&'static str],
) -> Field {
    Field { name, words, reads, is_required: true, is_in_every_row: true, headings }
}

/// A field that must have a column, and not a value in every row.
const fn needed(
    name: &'static str,
    words: &'static str,
    reads: Reads,
    headings: &'static [&'static str],
) -> Field {
    Field { name, words, reads, is_required: true, is_in_every_row: false, headings }
}

const TRANSACTION: &[Field] = &[
    field("id", "an id", Reads::Id, &["id", "externalid", "transactionid", "entryno", "ref", "reference"]),
    required(
        "contract",
        "a contract",
        Reads::Reference,
        &["contractid", "contract", "project", "projectid", "job"],
    ),
    field(
        "contract_line",
        "a contract line",
        Reads::Reference,
        &["contractlineid", "contractline", "line", "lineid", "phase"],
    ),
    field("class", "a class", Reads::Word(CLASSES), &["class", "transactionclass", "type"]),
    required("date", "a date", Reads::Date, &["date", "transactiondate", "day", "postingdate", "workdate"]),
    required("quantity", "a quantity", Reads::Number, &["quantity", "hours", "qty", "duration"]),
    required(
        "unit_price",
        "a unit price",
        Reads::Number,
        &["unitprice", "rate", "price", "hourlyrate", "salesprice"],
    ),
    field("description", "a description", Reads::Text, &["description", "comment", "text", "notes", "note"]),
    field("role", "a role", Reads::Reference, &["roleid", "role"]),
    field("category", "a category", Reads::Trimmed, &["category", "expensecategory"]),
    field(
        "resource",
        "a resource",
        Reads::Reference,
        &["resourceid", "resource", "who", "employee", "person", "user"],
    ),
    field("unit", "a unit", Reads::Trimmed, &["unit", "uom"]),
    field(
        "billing_type",
        "a billing type",
        Reads::Word(BILLING_TYPES),
        &["billingtype", "billable", "chargeable"],
    ),
    field(
        "billing_status",
        "a billing status",
        Reads::Word(BILLING_STATUSES),
        &["billingstatus", "approved", "status", "ready"],
    ),
];

/// Where the fields of a transaction stand among each other.
pub(crate) mod transaction {
    pub(crate) const ID: usize = 0;
    pub(crate) const CONTRACT: usize = 1;
    pub(crate) const CONTRACT_LINE: usize = 2;
    pub(crate) const CLASS: usize = 3;
    pub(crate) const DATE: usize = 4;
    pub(crate) const QUANTITY: usize = 5;
    pub(crate) const UNIT_PRICE: usize = 6;
    pub(crate) const DESCRIPTION: usize = 7;
    pub(crate) const ROLE: usize = 8;
    pub(crate) const CATEGORY: usize = 9;
    pub(crate) const RESOURCE: usize = 10;
    pub(crate) const UNIT: usize = 11;
    pub(crate) const BILLING_TYPE: usize = 12;
    pub(crate) const BILLING_STATUS: usize = 13;
}

const CUSTOMER: &[Field] = &[
    required("id", "an id", Reads::Id, &["id", "customerid", "customerno", "accountno", "number"]),
    required("name", "a name", Reads::Trimmed, &["name", "customer", "customername", "company", "account"]),
    field("address", "an address", Reads::Text, &["address", "postaladdress", "street"]),
    field("country", "a country", Reads::Trimmed, &["country", "countrycode"]),
    field("tax_id", "a tax id", Reads::Trimmed, &["taxid", "vatid", "vatno", "vatnumber", "vat"]),
    field("email", "an e-mail address", Reads::Trimmed, &["email", "mail", "emailaddress"]),
    field(
        "contact",
        "a contact",
        Reads::Trimmed,
        &["contact", "contactperson", "contactname", "attention", "attn"],
    ),
    field("language", "a language", Reads::Trimmed, &["language", "lang"]),
    field(
        "payment_terms_days",
        "payment terms",
        Reads::Whole,
        &["paymenttermsdays", "paymentterms", "netdays", "terms"],
    ),
];

const CONTRACT: &[Field] = &[
    required("id", "an id", Reads::Id, &["contractid", "id", "contractno", "projectid", "project"]),
    field("name", "a name", Reads::Trimmed, &["contractname", "contract", "name", "projectname"]),
    field("currency", "a currency", Reads::Trimmed, &["currency", "currencycode"]),
    field("customers", "customers", Reads::Trimmed, &["customerid", "customers", "customer"]),
    field("status", "a status", Reads::Word(CONTRACT_STATUSES), &["status", "contractstatus"]),
    field("delivery_date", "a delivery date", Reads::Date, &["deliverydate", "delivery", "enddate", "end"]),
    required("line_id", "a line id", Reads::Id, &["contractlineid", "lineid", "line", "lineno", "task"]),
    needed(
        "line_name",
        "a line name",
        Reads::Trimmed,
        &["linename", "contractline", "linedescription", "taskname"],
    ),
    needed(
        "billing_method",
        "a billing method",
        Reads::Word(BILLING_METHODS),
        &["billingmethod", "method", "billing"],
    ),
    field(
        "transaction_classes",
        "classes",
        Reads::WordList(CLASSES),
        &["transactionclasses", "classes", "class", "includes"],
    ),
    field(
        "contracted_amount",
        "a contracted amount",
        Reads::Number,
        &["contractedamount", "amount", "value"],
    ),
    field("billing_start", "a billing start", Reads::Date, &["billingstart", "startdate", "start"]),
    field(
        "invoice_frequency",
        "an invoice frequency",
        Reads::Reference,
        &["invoicefrequency", "frequency", "schedule"],
    ),
    field("tax_category", "a tax category", Reads::Word(TAX_CATEGORIES), &["taxcategory", "vatcategory"]),
    field("tax_percent", "a tax percent", Reads::Percent, &["taxpercent", "taxrate", "vatrate", "vat"]),
    field("tasks", "tasks", Reads::Trimmed, &["tasks", "tasklist", "includedtasks"]),
    field(
        "line_customers",
        "customers of the line",
        Reads::Trimmed,
        &["linecustomers", "customersofline", "linecustomer"],
    ),
    field(
        "not_to_exceed",
        "a not-to-exceed limit of the contract",
        Reads::Number,
        &["nottoexceed", "contractlimit", "contractnottoexceed", "nte", "limit"],
    ),
    field(
        "line_not_to_exceed",
        "a not-to-exceed limit of the line",
        Reads::Number,
        &["linenottoexceed", "linelimit", "linente"],
    ),
    field("milestone_name", "a milestone", Reads::Trimmed, &["milestonename", "milestone"]),
    field("milestone_date", "a milestone date", Reads::Date, &["milestonedate"]),
    field("milestone_amount", "a milestone amount", Reads::Number, &["milestoneamount"]),
];

/// The fields of a kind, in the order in which they are shown.
pub(crate) const fn fields(kind: ImportKind) -> &'static [Field] {
    match kind {
        ImportKind::Transactions => TRANSACTION,
        ImportKind::Customers => CUSTOMER,
        ImportKind::Contracts => CONTRACT,
    }
}

/// The place of a field among those of its kind.
pub(crate) fn place(kind: ImportKind, name: &str) -> Option<usize> {
    fields(kind).iter().position(|field| field.name == name)
}

/// A heading as it is compared: lower case, letters and digits alone.
pub(crate) fn plain(heading: &str) -> String {
    heading.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_a_transaction_stand_where_they_are_looked_for() {
        use transaction as at;
        let looked_for = [
            (at::ID, "id"),
            (at::CONTRACT, "contract"),
            (at::CONTRACT_LINE, "contract_line"),
            (at::CLASS, "class"),
            (at::DATE, "date"),
            (at::QUANTITY, "quantity"),
            (at::UNIT_PRICE, "unit_price"),
            (at::DESCRIPTION, "description"),
            (at::ROLE, "role"),
            (at::CATEGORY, "category"),
            (at::RESOURCE, "resource"),
            (at::UNIT, "unit"),
            (at::BILLING_TYPE, "billing_type"),
            (at::BILLING_STATUS, "billing_status"),
        ];
        assert_eq!(looked_for.len(), TRANSACTION.len(), "each has its place");
        for (place, name) in looked_for {
            assert_eq!(TRANSACTION[place].name, name);
        }
    }

    #[test]
    fn headings_are_compared_without_signs() {
        for kind in [ImportKind::Transactions, ImportKind::Customers, ImportKind::Contracts] {
            for field in fields(kind) {
                assert!(!field.headings.is_empty(), "{} can be recognised", field.name);
                for heading in field.headings {
                    assert_eq!(plain(heading), *heading, "{heading} of {} could never be found", field.name);
                }
            }
        }
        assert_eq!(plain("Contract line (ID)"), "contractlineid");
    }
}
