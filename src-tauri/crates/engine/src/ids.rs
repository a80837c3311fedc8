//! Row numbers as types of their own, so that no two kinds can be mixed up.

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub i64);
    };
}

id!(/// A customer of the book.
    CustomerId);
id!(/// A project contract.
    ContractId);
id!(/// A contract line; unique in the book.
    ContractLineId);
id!(/// A row of an invoice schedule: a date row or a milestone's.
    ScheduleRowId);
id!(/// A transaction.
    TransactionId);
id!(/// A milestone.
    MilestoneId);
id!(/// A share of a transaction or milestone.
    ShareId);
id!(/// A proforma invoice.
    InvoiceId);
id!(/// An invoice frequency.
    InvoiceFrequencyId);
id!(/// A process run.
    ProcessRunId);
id!(/// A batch job.
    BatchJobId);
