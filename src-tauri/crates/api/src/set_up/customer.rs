//! Customers: who is billed.

use proforma_engine::ids::CustomerId;
use proforma_store::{
    Connection, WriteTransaction,
    book::Party,
    customer::{self, Customer},
};

use super::{Checked, check_id, to_fields, whole_number};
use crate::{
    dto::CustomerForm,
    error::ApiError,
    interchange::{checks, format},
    typed::{Problems, optional},
};

pub(super) fn forms(connection: &Connection) -> Result<Vec<CustomerForm>, ApiError> {
    let form = |customer: Customer| CustomerForm {
        id: customer.key,
        name: customer.party.name,
        address: customer.party.address,
        country: customer.party.country.unwrap_or_default(),
        tax_id: customer.party.tax_id.unwrap_or_default(),
        contact: customer.contact.unwrap_or_default(),
        email: customer.party.email.unwrap_or_default(),
        language: customer.party.language.unwrap_or_default(),
        payment_terms_days: customer.payment_terms_days.map(|days| days.to_string()).unwrap_or_default(),
    };
    Ok(customer::all(connection)?.into_iter().map(form).collect())
}

pub(super) fn id_of(connection: &Connection, key: &str) -> Result<CustomerId, ApiError> {
    customer::id_of(connection, key)?
        .ok_or_else(|| ApiError::NotFound { kind: "customer", id: key.to_owned() })
}

pub(super) fn check(
    connection: &Connection,
    id: Option<&str>,
    form: &CustomerForm,
) -> Result<Checked<(Party, Option<u16>)>, ApiError> {
    let mut problems = Problems::default();
    let is_taken = |id: &str| Ok(customer::id_of(connection, id)?.is_some());
    check_id(&mut problems, id, &form.id, is_taken)?;
    let days = whole_number(&mut problems, "payment_terms_days", &form.payment_terms_days);
    let plain = format::Customer {
        id: form.id.clone(),
        name: form.name.trim().to_owned(),
        address: Some(super::filled_lines(&form.address)),
        country: optional(&form.country),
        tax_id: optional(&form.tax_id),
        email: optional(&form.email),
        language: optional(&form.language),
        payment_terms_days: days,
    };
    let value = to_fields(&mut problems, checks::customer(&plain));
    problems.text("contact", &form.contact);
    Ok(Checked { value, problems })
}

pub(super) fn write(
    tx: &WriteTransaction<'_>,
    id: Option<&str>,
    form: &CustomerForm,
) -> Result<String, ApiError> {
    let (party, payment_terms_days) = check(tx, id, form)?.settle()?;
    let key = form.id.trim().to_owned();
    let id = match id {
        Some(id) => id_of(tx, id)?,
        None => customer::insert(tx, &key, &party, payment_terms_days)?,
    };
    let contact = optional(&form.contact);
    customer::update(tx, &Customer { id, key: key.clone(), party, contact, payment_terms_days })?;
    Ok(key)
}
