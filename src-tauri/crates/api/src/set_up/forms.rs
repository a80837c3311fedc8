//! Records of every kind as forms, and forms as the history has them.

use proforma_store::Connection;
use serde::Serialize;

use super::{category, company, customer, frequency, holiday, resource, role, unit, words_of};
use crate::{
    dto::{RecordForm, RecordKind},
    error::ApiError,
};

/// Every record of a kind as a form.
pub(super) fn forms(connection: &Connection, kind: RecordKind) -> Result<Vec<RecordForm>, ApiError> {
    fn all<F>(forms: Vec<F>, form: impl Fn(F) -> RecordForm) -> Vec<RecordForm> {
        forms.into_iter().map(form).collect()
    }
    Ok(match kind {
        RecordKind::Company => all(company::forms(connection)?, RecordForm::Company),
        RecordKind::Customer => all(customer::forms(connection)?, RecordForm::Customer),
        RecordKind::InvoiceFrequency => all(frequency::forms(connection)?, RecordForm::InvoiceFrequency),
        RecordKind::Role => all(role::forms(connection)?, RecordForm::Role),
        RecordKind::Resource => all(resource::forms(connection)?, RecordForm::Resource),
        RecordKind::TransactionCategory => all(category::forms(connection)?, RecordForm::TransactionCategory),
        RecordKind::Unit => all(unit::forms(connection)?, RecordForm::Unit),
        RecordKind::Holiday => all(holiday::forms(connection)?, RecordForm::Holiday),
    })
}

/// One record of a kind as a form.
pub(super) fn form_of(connection: &Connection, kind: RecordKind, id: &str) -> Result<RecordForm, ApiError> {
    let found = forms(connection, kind)?.into_iter().find(|form| form.id() == id);
    found.ok_or_else(|| ApiError::NotFound { kind: words_of(kind), id: id.to_owned() })
}

impl RecordForm {
    /// What kind of record it is.
    #[must_use]
    pub fn kind(&self) -> RecordKind {
        match self {
            Self::Company(_) => RecordKind::Company,
            Self::Customer(_) => RecordKind::Customer,
            Self::InvoiceFrequency(_) => RecordKind::InvoiceFrequency,
            Self::Role(_) => RecordKind::Role,
            Self::Resource(_) => RecordKind::Resource,
            Self::TransactionCategory(_) => RecordKind::TransactionCategory,
            Self::Unit(_) => RecordKind::Unit,
            Self::Holiday(_) => RecordKind::Holiday,
        }
    }

    /// What it is known by: its id, or its name or date where it has none.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Company(_) => company::ID,
            Self::Customer(form) => &form.id,
            Self::InvoiceFrequency(form) => &form.id,
            Self::Role(form) => &form.id,
            Self::Resource(form) => &form.id,
            Self::TransactionCategory(form) => &form.name,
            Self::Unit(form) => &form.name,
            Self::Holiday(form) => &form.date,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Company(form) => &form.name,
            Self::Customer(form) => &form.name,
            Self::InvoiceFrequency(form) => &form.name,
            Self::Role(form) => &form.name,
            Self::Resource(form) => &form.name,
            Self::TransactionCategory(form) => &form.name,
            Self::Unit(form) => &form.name,
            Self::Holiday(form) => &form.name,
        }
    }

    /// Its name, or what it is known by where it has none.
    pub(super) fn title(&self) -> &str {
        if self.name().is_empty() { self.id() } else { self.name() }
    }
}

/// The fields of a form as the history has them: a list is one text, an entry a line. The id is said beside them.
pub(super) fn fields(form: &RecordForm) -> Vec<(String, Option<String>)> {
    fn of(form: &impl Serialize) -> Vec<(String, Option<String>)> {
        let Ok(serde_json::Value::Object(object)) = serde_json::to_value(form) else { return Vec::new() };
        let field = |(field, value): (String, serde_json::Value)| (field, text_of(&value));
        object.into_iter().filter(|(field, _)| field != "id").map(field).collect()
    }
    match form {
        RecordForm::Company(form) => of(form),
        RecordForm::Customer(form) => of(form),
        RecordForm::InvoiceFrequency(form) => of(form),
        RecordForm::Role(form) => of(form),
        RecordForm::Resource(form) => of(form),
        RecordForm::TransactionCategory(form) => of(form),
        RecordForm::Unit(form) => of(form),
        RecordForm::Holiday(form) => of(form),
    }
}

fn text_of(value: &serde_json::Value) -> Option<String> {
    let text = match value {
        serde_json::Value::Null => return None,
        serde_json::Value::String(text) => text.clone(),
        // An empty line between others is a line.
        serde_json::Value::Array(entries) => joined(entries.iter().filter_map(text_of), "\n"),
        serde_json::Value::Object(parts) => {
            joined(parts.values().filter_map(text_of).filter(|text| !text.is_empty()), " ")
        }
        serde_json::Value::Bool(_) | serde_json::Value::Number(_) => value.to_string(),
    };
    Some(text)
}

fn joined(texts: impl Iterator<Item = String>, between: &str) -> String {
    texts.collect::<Vec<_>>().join(between)
}
