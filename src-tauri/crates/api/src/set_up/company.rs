//! The company: who issues the invoices.

use proforma_store::{
    Connection, WriteTransaction,
    book::{self, Letterhead, Party},
};

use super::{Checked, logo, to_fields};
use crate::{
    dto::CompanyForm,
    error::ApiError,
    interchange::checks,
    typed::{Problems, optional},
};

/// The id of the one company.
pub(super) const ID: &str = "company";

pub(super) fn forms(connection: &Connection) -> Result<Vec<CompanyForm>, ApiError> {
    let Some(book) = book::read(connection)? else { return Ok(Vec::new()) };
    let Party { name, address, country, tax_id, email, language } = book.company;
    let Letterhead { bank_details, logo } = book::letterhead(connection)?;
    Ok(vec![CompanyForm {
        name,
        address,
        country: country.unwrap_or_default(),
        tax_id: tax_id.unwrap_or_default(),
        email: email.unwrap_or_default(),
        language: language.unwrap_or_default(),
        bank_details,
        logo: logo.as_ref().map(logo::data_uri).unwrap_or_default(),
    }])
}

/// Whether it may be so; the picture is looked at before it comes here and when it is written.
pub(super) fn check(form: &CompanyForm) -> Checked<(Party, Vec<String>)> {
    let mut problems = Problems::default();
    let party = Party {
        name: form.name.trim().to_owned(),
        address: super::filled_lines(&form.address),
        country: optional(&form.country),
        tax_id: optional(&form.tax_id),
        email: optional(&form.email),
        language: optional(&form.language),
    };
    let party = to_fields(&mut problems, checks::party(party));
    let bank_details = super::filled_lines(&form.bank_details);
    let mut findings = checks::Findings::default();
    checks::lines(&mut findings, "bank_details", &bank_details);
    super::add_all(&mut problems, findings);
    Checked { value: party.map(|party| (party, bank_details)), problems }
}

pub(super) fn write(tx: &WriteTransaction<'_>, form: &CompanyForm) -> Result<String, ApiError> {
    let mut checked = check(form);
    let present = book::letterhead(tx)?.logo;
    let is_kept = form.logo == present.as_ref().map(logo::data_uri).unwrap_or_default();
    let logo = if is_kept {
        present
    } else {
        checked.problems.take("logo", logo::of_data_uri(&form.logo)).flatten()
    };
    let (party, bank_details) = checked.settle()?;
    book::set_company(tx, &party, &Letterhead { bank_details, logo })?;
    Ok(ID.to_owned())
}
