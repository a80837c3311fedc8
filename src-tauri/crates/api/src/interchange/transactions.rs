//! Transactions: read one at a time in the order of the file, written in batches by contract line.
//!
//! The book keeps transactions and shares together by contract line, and a file has them by date. Written
//! one by one as they come, every row would land on another page; sorted in batches, neighbours are written
//! together. Numbers follow the file.

use std::rc::Rc;

use proforma_engine::{
    contract::{BillingMethod, TransactionClass},
    ids::{ShareId, TransactionId},
    money::Money,
    share::{BillingStatus, BillingType, ShareOf, share_parts},
};
use proforma_store::{
    Connection, StoreError,
    share::{self, NewShare},
    transaction::{self, Transaction},
};

use super::{
    base::Base,
    contracts::KnownLine,
    error::{ImportError, Reason},
    format,
    import::Import,
    place::Place,
    read::Source,
    schedules::initial_status,
    values,
};

/// A batch is written when it holds this many transactions or bytes of text.
const BATCH_TRANSACTIONS: usize = 200_000;
const BATCH_TEXT_BYTES: usize = 32 << 20;

const PLACE: Place<'static> = Place::top("transactions");
const DEFAULT_UNIT: &str = "hour";

/// Writes the file's transactions with their shares.
pub(super) fn write(import: &mut Import<'_>, source: &Source) -> Result<(), ImportError> {
    let mut batch = Batch::begin(import)?;
    source.each(&["transactions"], |index, given: format::Transaction| {
        let checked = check(&mut import.base, import.tx, &PLACE.index(index), given)?;
        batch.add(import, checked)
    })?;
    batch.write(import)
}

/// Transactions that have been checked and are to be written.
pub(crate) struct Batch {
    /// Number of the file's first transaction.
    first: i64,
    next: i64,
    entries: Vec<Entry>,
    text_bytes: usize,
}

struct Entry {
    transaction: Transaction,
    line: Rc<KnownLine>,
    first_share: i64,
    billing_status: BillingStatus,
}

/// A transaction that may be in the book, before it has a number.
pub(crate) struct Checked {
    /// As it will be, with the number 0.
    pub(crate) transaction: Transaction,
    line: Rc<KnownLine>,
    pub(crate) billing_status: BillingStatus,
}

/// Checks whether a transaction may be in the book, whatever file it comes from. Its id may still be taken.
///
/// Source: SPEC 2.2, 2.5, 2.6.
pub(crate) fn check(
    base: &mut Base,
    connection: &Connection,
    place: &Place<'_>,
    given: format::Transaction,
) -> Result<Checked, ImportError> {
    values::id(&place.field("id"), &given.id)?;
    let contract = base.contract(connection, &place.field("contract"), &given.contract)?;
    let currency = contract.currency;
    let Some(line) = contract.lines.get(&given.contract_line) else {
        let reason = Reason::Missing { kind: "contract line", id: values::shortened(&given.contract_line) };
        return Err(ImportError::refused(place.field("contract_line"), reason));
    };
    let line = Rc::clone(line);
    let class: TransactionClass = values::word(&place.field("class"), &given.class)?;
    if !line.transaction_classes.includes(class) {
        let reason =
            Reason::ClassNotIncluded { id: given.id, line: given.contract_line, class: class.as_str() };
        return Err(ImportError::refused(place.field("class"), reason));
    }
    let date = values::date(&place.field("date"), &given.date)?;
    let quantity = values::quantity(&place.field("quantity"), &given.quantity)?;
    let unit_price = values::quantity(&place.field("unit_price"), &given.unit_price)?;
    let amount = Money::extend(quantity, unit_price, currency)
        .map_err(|error| ImportError::refused(place.field("unit_price"), error))?;
    let type_place = place.field("billing_type");
    let billing_type = values::word_or(&type_place, given.billing_type.as_deref(), BillingType::Chargeable)?;
    let billing_status = initial_status(&place.field("billing_status"), given.billing_status.as_deref())?;
    values::text(&place.field("description"), given.description.as_deref())?;
    values::text(&place.field("category"), given.category.as_deref())?;
    values::text(&place.field("unit"), given.unit.as_deref())?;
    let role_place = place.field("role");
    let role = given.role.as_ref().map(|id| base.roles.get(&role_place, id)).transpose()?.copied();
    let resource_place = place.field("resource");
    let resource =
        given.resource.as_ref().map(|id| base.resources.get(&resource_place, id)).transpose()?.copied();
    let transaction = Transaction {
        id: TransactionId(0),
        contract_line: line.id,
        key: given.id,
        class,
        date,
        description: given.description,
        role,
        category: given.category,
        resource,
        quantity,
        unit: given.unit.unwrap_or_else(|| DEFAULT_UNIT.to_owned()),
        unit_price,
        billing_type,
        amount,
    };
    Ok(Checked { transaction, line, billing_status })
}

impl Batch {
    pub(crate) fn begin(import: &Import<'_>) -> Result<Self, StoreError> {
        let first = transaction::next_id(import.tx)?;
        Ok(Self { first, next: first, entries: Vec::new(), text_bytes: 0 })
    }

    /// Gives a transaction its number, and writes those gathered where they are many.
    pub(crate) fn add(&mut self, import: &mut Import<'_>, checked: Checked) -> Result<(), ImportError> {
        let Checked { mut transaction, line, billing_status } = checked;
        transaction.id = TransactionId(self.next);
        self.next += 1;
        let bytes_of = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        self.text_bytes += transaction.key.len() + transaction.unit.len();
        self.text_bytes += bytes_of(&transaction.description) + bytes_of(&transaction.category);
        let first_share = import.next_share;
        let otherwise = i64::try_from(import.statuses.parts_of(&transaction.key)).unwrap_or_default();
        import.next_share += share_count(&line).max(otherwise);
        self.entries.push(Entry { transaction, line, first_share, billing_status });
        if self.entries.len() >= BATCH_TRANSACTIONS || self.text_bytes >= BATCH_TEXT_BYTES {
            self.write(import)?;
        }
        Ok(())
    }

    /// Writes what has been gathered.
    pub(crate) fn write(&mut self, import: &mut Import<'_>) -> Result<(), ImportError> {
        self.entries.sort_unstable_by_key(|entry| (entry.transaction.contract_line, entry.transaction.id));
        for entry in &self.entries {
            match transaction::insert_row(import.tx, &entry.transaction) {
                Ok(()) => {}
                Err(StoreError::Refused { source }) => return Err(self.explain(import, entry, source)?),
                Err(error) => return Err(error.into()),
            }
        }
        for entry in &self.entries {
            transaction::remember_text(import.tx, &entry.transaction)?;
        }
        for entry in &self.entries {
            if let Some(taking) = &mut import.taking {
                let Transaction { contract_line, id, amount, .. } = &entry.transaction;
                taking.add(*contract_line, *id, amount.minor());
            }
            self.write_shares(import, entry)?;
        }
        import.summary.transactions += self.entries.len();
        self.entries.clear();
        self.text_bytes = 0;
        Ok(())
    }

    fn write_shares(&self, import: &mut Import<'_>, entry: &Entry) -> Result<(), ImportError> {
        let transaction = &entry.transaction;
        // A fixed-price line bills its milestones.
        if entry.line.billing_method == BillingMethod::FixedPrice {
            return Ok(());
        }
        let currency = transaction.amount.currency();
        let parts = match import.statuses.take_parts(&transaction.key, currency)? {
            Some(parts) => parts,
            None => share_parts(transaction.amount, &entry.line.customers)
                .map_err(|error| ImportError::refused(PLACE.index(self.index_of(transaction.id)), error))?,
        };
        for (id, part) in (entry.first_share..).zip(parts) {
            let stated = import.statuses.take(part.customer, &transaction.key);
            let share = NewShare {
                contract_line: transaction.contract_line,
                id: ShareId(id),
                customer: part.customer,
                of: ShareOf::Transaction(transaction.id, transaction.class),
                date: transaction.date,
                quantity: transaction.quantity,
                unit_price: transaction.unit_price,
                percent: part.percent,
                billing_type: transaction.billing_type,
                amount: part.amount,
                billing_status: stated.map_or(entry.billing_status, |stated| stated.billing_status),
            };
            share::insert(import.tx, &share)?;
            if let Some(taking) = &mut import.taking {
                taking.add_share(share.contract_line, share.id, share.billing_status);
            }
            if let Some(limit_state) = stated.and_then(|stated| stated.limit_state) {
                share::set_limit_state(import.tx, share.contract_line, share.id, Some(limit_state))?;
            }
            import.summary.shares += 1;
        }
        Ok(())
    }

    fn index_of(&self, transaction: TransactionId) -> usize {
        usize::try_from(transaction.0 - self.first).unwrap_or_default()
    }

    /// Why the book refused a transaction: its id is taken, by the book or by the file.
    fn explain(
        &self,
        import: &Import<'_>,
        entry: &Entry,
        source: Box<dyn std::error::Error + Send + Sync>,
    ) -> Result<ImportError, StoreError> {
        let key = &entry.transaction.key;
        let refused =
            |index: usize, reason: Reason| ImportError::refused(PLACE.index(index).field("id"), reason);
        let index = self.index_of(entry.transaction.id);
        Ok(match transaction::place_of(import.tx, key)? {
            Some((_, other)) if other.0 >= self.first => {
                refused(index.max(self.index_of(other)), Reason::Twice { id: key.clone() })
            }
            Some(_) => refused(index, Reason::Present { id: key.clone() }),
            None if transaction::exists(import.tx, key)? => {
                refused(index, Reason::Deleted { id: key.clone() })
            }
            None if import.base.milestones.find(key).is_some() => {
                refused(index, Reason::Twice { id: key.clone() })
            }
            None if share::milestone_place(import.tx, key)?.is_some() => {
                refused(index, Reason::Present { id: key.clone() })
            }
            None => StoreError::Refused { source }.into(),
        })
    }
}

/// How many shares a transaction of the line has.
fn share_count(line: &KnownLine) -> i64 {
    match line.billing_method {
        BillingMethod::FixedPrice => 0,
        BillingMethod::TimeAndMaterial => {
            line.customers.entries().iter().filter(|entry| !entry.percent.is_zero()).map(|_| 1).sum()
        }
    }
}
