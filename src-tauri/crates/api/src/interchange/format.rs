//! The interchange format as it stands in the file: texts and lists, nothing checked but their shape.
//!
//! Amounts, prices and dates are strings here; [`super::values`] makes them what they mean. A key that is
//! not in the format is refused, and so is `null`.

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{IgnoredAny, Visitor},
};

/// Reads a key that may be absent but, once there, may not be `null`.
pub(super) fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// Reads structs from JSON objects only. Serde itself would take a list too, its entries by their place.
pub(super) struct ObjectsOnly<D>(pub(super) D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for ObjectsOnly<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Makes structs with `#[serde(remote = "Self")]` readable, from objects only.
macro_rules! read_from_objects {
    ($($name:ident)+) => {$(
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize(crate::interchange::format::ObjectsOnly(deserializer))
            }
        }
    )+};
}
pub(super) use read_from_objects;

/// Makes structs with `#[serde(remote = "Self")]` writable.
macro_rules! write_as_objects {
    ($($name:ident)+) => {$(
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, serializer)
            }
        }
    )+};
}
pub(super) use write_as_objects;

read_from_objects!(Outline StateOutline);

/// Everything of a file but transactions and what has happened, which are read one at a time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, remote = "Self", expecting = "a book")]
pub(super) struct Outline {
    #[serde(rename = "format", deserialize_with = "this_format")]
    _format: (),
    #[serde(rename = "version", deserialize_with = "this_version")]
    _version: (),
    #[serde(default, deserialize_with = "present")]
    pub(super) company: Option<Company>,
    #[serde(default, deserialize_with = "present")]
    pub(super) time_zone: Option<String>,
    #[serde(default)]
    pub(super) holidays: Vec<String>,
    #[serde(default)]
    pub(super) customers: Vec<Customer>,
    #[serde(default)]
    pub(super) invoice_frequencies: Vec<InvoiceFrequency>,
    #[serde(default)]
    pub(super) roles: Vec<Role>,
    #[serde(default)]
    pub(super) resources: Vec<Resource>,
    #[serde(default)]
    pub(super) contracts: Vec<Contract>,
    #[serde(default)]
    pub(super) transactions: Count,
    #[serde(default, deserialize_with = "present")]
    pub(super) state: Option<StateOutline>,
}

/// Which parts of what has happened a file has, and how long each is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(super) struct StateOutline {
    #[serde(default)]
    pub(super) shares: Count,
    #[serde(default)]
    pub(super) invoices: Count,
    #[serde(default)]
    pub(super) process_runs: Count,
    #[serde(default)]
    pub(super) batch_jobs: Count,
    #[serde(default)]
    pub(super) ledger: Count,
    #[serde(default)]
    pub(super) history: Count,
}

/// A list that is only counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Count(pub(super) usize);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Count;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a list")
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut list: A) -> Result<Count, A::Error> {
                let mut count = 0;
                while list.next_element::<IgnoredAny>()?.is_some() {
                    count += 1;
                }
                Ok(Count(count))
            }
        }
        deserializer.deserialize_seq(Visitor)
    }
}

/// The name of the format.
pub(super) const FORMAT: &str = "proforma-book";
/// The version that is read and written.
pub(super) const VERSION: u64 = 1;

fn this_format<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    let format = String::deserialize(deserializer)?;
    if format == FORMAT {
        Ok(())
    } else {
        Err(serde::de::Error::custom(format_args!("\"{format}\" is not \"{FORMAT}\"")))
    }
}

fn this_version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    match u64::deserialize(deserializer)? {
        VERSION => Ok(()),
        version => Err(serde::de::Error::custom(format_args!(
            "version {version} is not known, only version {VERSION} is"
        ))),
    }
}

macro_rules! shapes {
    ($($(#[$meta:meta])* $name:ident {
        $( $required:ident: $required_type:ty, )*
        $( ; $( $optional:ident: $optional_type:ty, )* )?
    })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, remote = "Self")]
        pub(crate) struct $name {
            $( pub(crate) $required: $required_type, )*
            $( $(
                #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
                pub(crate) $optional: Option<$optional_type>,
            )* )?
        }
        $crate::interchange::format::read_from_objects!($name);
        $crate::interchange::format::write_as_objects!($name);
    )+};
}
pub(super) use shapes;

shapes! {
    /// Who issues the invoices.
    Company {
        name: String,
        ;
        address: Vec<String>,
        country: String,
        tax_id: String,
        email: String,
        language: String,
    }

    /// Who is billed.
    Customer {
        id: String,
        name: String,
        ;
        address: Vec<String>,
        country: String,
        tax_id: String,
        email: String,
        language: String,
        payment_terms_days: u64,
    }

    /// A named recurrence rule.
    InvoiceFrequency {
        id: String,
        name: String,
        period: String,
        runs: Vec<RunDay>,
        ;
        every: u64,
        working_day: String,
        cut_off: CutOff,
    }

    /// How many days the cut-off is before the run date.
    CutOffDays {
        days_before: u64,
    }

    /// One run of a period.
    RunDay {
        ;
        weekday: String,
        occurrence: String,
        day: u64,
    }

    /// What work is done as.
    Role {
        id: String,
        name: String,
        ;
        target_utilization_percent: String,
    }

    /// Who does it.
    Resource {
        id: String,
        name: String,
        role: String,
        ;
        hours_per_weekday: Vec<String>,
        absences: Vec<Absence>,
    }

    /// Hours off.
    Absence {
        date: String,
        hours: String,
    }

    /// A customer of a contract or line.
    CustomerSplit {
        customer: String,
        percent: String,
        ;
        not_to_exceed: String,
        rounding: bool,
    }

    /// A project contract.
    Contract {
        id: String,
        name: String,
        currency: String,
        customers: Vec<CustomerSplit>,
        lines: Vec<ContractLine>,
        ;
        status: String,
        delivery_date: String,
        not_to_exceed: String,
    }

    /// A line of it.
    ContractLine {
        id: String,
        name: String,
        billing_method: String,
        ;
        transaction_classes: Vec<String>,
        contracted_amount: String,
        not_to_exceed: String,
        tax_category: String,
        tax_percent: String,
        billing_start: String,
        customers: Vec<CustomerSplit>,
        invoice_frequency: String,
        invoice_schedule: Vec<ScheduleRow>,
        milestones: Vec<Milestone>,
    }

    /// A date row.
    ScheduleRow {
        run_date: String,
        cut_off_date: String,
        ;
        run_status: String,
        origin: String,
        reason: String,
    }

    /// A dated amount of a fixed-price line.
    Milestone {
        id: String,
        name: String,
        date: String,
        amount: String,
        ;
        billing_status: String,
        run_date: String,
        run_status: String,
    }

    /// What was worked or spent.
    Transaction {
        id: String,
        contract: String,
        contract_line: String,
        class: String,
        date: String,
        quantity: String,
        unit_price: String,
        ;
        description: String,
        role: String,
        category: String,
        resource: String,
        unit: String,
        billing_type: String,
        billing_status: String,
    }
}

/// How the cut-off follows from the run date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected {\"days_before\": N} or \"end_of_previous_month\"")]
pub(crate) enum CutOff {
    /// So many days before.
    Days(CutOffDays),
    /// `end_of_previous_month`.
    Word(EndOfPreviousMonth),
}

/// The one word that a cut-off can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum EndOfPreviousMonth {
    /// The word.
    #[serde(rename = "end_of_previous_month")]
    EndOfPreviousMonth,
}
