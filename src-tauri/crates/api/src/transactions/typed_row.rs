//! One transaction as it was typed, with what is taken for what was left out.
//!
//! Source: SPEC 2.2, 2.5, 2.6; d365 R4.3.

use std::{collections::BTreeMap, rc::Rc};

use chrono::NaiveDate;
use proforma_engine::{
    contract::{Contract, ContractLine, ContractStatus, TransactionClass},
    money::Money,
    share::BillingType,
};
use proforma_store::{Connection, contract, resource, share, transaction};
use rust_decimal::Decimal;

use crate::{
    dto::TransactionForm,
    error::ApiError,
    typed::{Problems, filled, optional},
};

/// A transaction of which nothing is wrong.
#[derive(Debug, Clone)]
pub(crate) struct TypedTransaction {
    /// None where it is to be given one.
    pub(crate) key: Option<String>,
    pub(crate) contract: Rc<Contract>,
    pub(crate) line: ContractLine,
    pub(crate) class: TransactionClass,
    pub(crate) date: NaiveDate,
    pub(crate) role: Option<i64>,
    pub(crate) category: Option<String>,
    pub(crate) resource: Option<i64>,
    pub(crate) quantity: Decimal,
    pub(crate) unit: String,
    pub(crate) unit_price: Decimal,
    pub(crate) billing_type: BillingType,
    pub(crate) description: Option<String>,
    pub(crate) amount: Money,
}

/// What came of reading a form.
pub(crate) struct ReadTransaction {
    /// The form with what was left out.
    pub(crate) taken: TransactionForm,
    pub(crate) amount: Option<Money>,
    /// None where something is wrong.
    pub(crate) typed: Option<TypedTransaction>,
}

/// What forms name, read once.
pub(crate) struct Reader<'c> {
    connection: &'c Connection,
    contracts: BTreeMap<String, Option<Rc<Contract>>>,
    roles: BTreeMap<String, i64>,
    resources: BTreeMap<String, i64>,
}

impl<'c> Reader<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Result<Self, ApiError> {
        let roles = resource::roles(connection)?.into_iter().map(|role| (role.key, role.id)).collect();
        let resources = resource::resources(connection)?;
        let resources = resources.into_iter().map(|resource| (resource.key, resource.id)).collect();
        Ok(Self { connection, contracts: BTreeMap::new(), roles, resources })
    }

    fn contract(&mut self, key: &str) -> Result<Option<Rc<Contract>>, ApiError> {
        if let Some(known) = self.contracts.get(key) {
            return Ok(known.clone());
        }
        let id = contract::id_of(self.connection, key)?;
        let found = id.map(|id| contract::by_id(self.connection, id)).transpose()?.flatten().map(Rc::new);
        self.contracts.insert(key.to_owned(), found.clone());
        Ok(found)
    }

    /// Reads a form; what is wrong with it is gathered by its fields.
    pub(crate) fn read(
        &mut self,
        form: &TransactionForm,
        problems: &mut Problems,
    ) -> Result<ReadTransaction, ApiError> {
        let mut taken = form.clone();
        let contract = match filled(&form.contract) {
            None => {
                problems.add("contract", "a contract is missing");
                None
            }
            Some(key) => {
                let found = self.contract(key)?;
                match &found {
                    None => problems.add("contract", format!("there is no contract \"{key}\"")),
                    Some(contract) => hold_open(contract, problems),
                }
                found
            }
        };
        let class_typed =
            filled(&form.class).and_then(|word| problems.word::<TransactionClass>("class", word));
        let line = contract.as_ref().and_then(|contract| line_of(contract, form, class_typed, problems));
        if let Some(line) = &line {
            taken.contract_line.clone_from(&line.key);
        }
        let class = class_of(line.as_ref(), form, class_typed, problems);
        if let Some(class) = class {
            taken.class = class.as_str().to_owned();
        }
        if filled(&form.date).is_none() {
            problems.add("date", "a date is missing");
        }
        let date = problems.date("date", &form.date);
        let quantity = problems.quantity("quantity", &form.quantity);
        let unit_price = problems.quantity("unit_price", &form.unit_price);
        let unit = filled(&form.unit).map_or_else(|| default_unit(class).to_owned(), str::to_owned);
        problems.text("unit", &unit);
        taken.unit.clone_from(&unit);
        let billing_type = filled(&form.billing_type)
            .map_or(Some(BillingType::Chargeable), |word| problems.word("billing_type", word));
        if let Some(billing_type) = billing_type {
            taken.billing_type = billing_type.as_str().to_owned();
        }
        problems.text("description", &form.description);
        problems.text("category", &form.category);
        if let Some(key) = filled(&form.id) {
            problems.id("id", key);
        }
        let role = known(&self.roles, "role", &form.role, problems);
        let resource = known(&self.resources, "resource", &form.resource, problems);
        let amount = match (&contract, quantity, unit_price) {
            (Some(contract), Some(quantity), Some(unit_price)) => {
                problems.take("unit_price", Money::extend(quantity, unit_price, contract.currency))
            }
            _ => None,
        };
        let all = (contract, line, class, date, quantity, unit_price, billing_type, amount);
        let typed = match all {
            (
                Some(contract),
                Some(line),
                Some(class),
                Some(date),
                Some(quantity),
                Some(unit_price),
                Some(billing_type),
                Some(amount),
            ) if problems.is_empty() => Some(TypedTransaction {
                key: optional(&form.id),
                contract,
                line,
                class,
                date,
                role,
                category: optional(&form.category),
                resource,
                quantity,
                unit,
                unit_price,
                billing_type,
                description: optional(&form.description),
                amount,
            }),
            _ => None,
        };
        Ok(ReadTransaction { taken, amount, typed })
    }

    /// Gathers an id that something else has.
    pub(crate) fn hold_key(
        &self,
        typed: &TypedTransaction,
        present: Option<&str>,
        problems: &mut Problems,
    ) -> Result<(), ApiError> {
        let Some(key) = typed.key.as_deref().filter(|key| Some(*key) != present) else { return Ok(()) };
        if transaction::place_of(self.connection, key)?.is_some() {
            problems.add("id", format!("another transaction has the id {key}"));
        } else if share::milestone_place(self.connection, key)?.is_some() {
            problems.add("id", format!("a milestone has the id {key}"));
        }
        Ok(())
    }
}

/// Gathers that a contract is closed: its work stays as it is.
///
/// Source: SPEC 4.14.
pub(super) fn hold_open(contract: &Contract, problems: &mut Problems) {
    if let Some(why) = closed(contract) {
        problems.add_once("contract", &why);
    }
}

/// Why the work of a contract stays as it is; none where it may change.
pub(crate) fn closed(contract: &Contract) -> Option<String> {
    let why = || format!("contract \"{}\" is closed; open it again to enter or change work", contract.name);
    (contract.status == ContractStatus::Closed).then(why)
}

fn known(list: &BTreeMap<String, i64>, kind: &str, key: &str, problems: &mut Problems) -> Option<i64> {
    let key = filled(key)?;
    let found = list.get(key).copied();
    if found.is_none() {
        problems.add(kind, format!("there is no {kind} \"{key}\""));
    }
    found
}

/// The line that is named, or the only one that can be meant.
///
/// Source: d365 R4.3.
fn line_of(
    contract: &Contract,
    form: &TransactionForm,
    class: Option<TransactionClass>,
    problems: &mut Problems,
) -> Option<ContractLine> {
    if let Some(key) = filled(&form.contract_line) {
        let found = contract.lines.iter().find(|line| line.key == key);
        if found.is_none() {
            problems.add("contract_line", format!("the contract has no line \"{key}\""));
        }
        return found.cloned();
    }
    let includes = |line: &&ContractLine| {
        class.is_none_or(|class| line.transaction_classes.includes(class))
            && line.transaction_classes.iter().next().is_some()
    };
    let candidates: Vec<&ContractLine> = contract.lines.iter().filter(includes).collect();
    match candidates.as_slice() {
        [only] => Some((*only).clone()),
        [] => {
            problems.add("contract_line", "no line of the contract includes this");
            None
        }
        several => {
            let names: Vec<&str> = several.iter().map(|line| line.key.as_str()).collect();
            problems.add("contract_line", format!("name the line: {}", names.join(", ")));
            None
        }
    }
}

/// The class that is typed, or the only one of the line.
fn class_of(
    line: Option<&ContractLine>,
    form: &TransactionForm,
    typed: Option<TransactionClass>,
    problems: &mut Problems,
) -> Option<TransactionClass> {
    let line = line?;
    match typed {
        Some(class) if line.transaction_classes.includes(class) => Some(class),
        Some(class) => {
            problems.add("class", format!("line \"{}\" does not include the class {class}", line.key));
            None
        }
        None if filled(&form.class).is_some() => None,
        None => {
            let classes: Vec<TransactionClass> = line.transaction_classes.iter().collect();
            match classes.as_slice() {
                [only] => Some(*only),
                [] => {
                    problems.add("class", format!("line \"{}\" includes no class yet", line.key));
                    None
                }
                _ => {
                    let names: Vec<&str> = classes.iter().map(|class| class.as_str()).collect();
                    problems.add("class", format!("name the class: {}", names.join(", ")));
                    None
                }
            }
        }
    }
}

/// The unit where none is typed or stands in a spreadsheet.
pub(crate) fn default_unit(class: Option<TransactionClass>) -> &'static str {
    match class {
        Some(TransactionClass::Time) | None => "hour",
        Some(TransactionClass::Expense | TransactionClass::Material | TransactionClass::Fee) => "piece",
    }
}
