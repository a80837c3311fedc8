//! What contracts stand on: the book, customers, invoice frequencies, roles and resources.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{
    frequency::InvoiceFrequency,
    ids::{CustomerId, InvoiceFrequencyId},
};
use proforma_store::{
    Connection, StoreError, WriteTransaction,
    book::{self, Book, Party},
    customer, frequency, holiday,
    resource::{self, Resource},
};

use super::{
    checks,
    contracts::KnownContract,
    error::{ImportError, Reason},
    format::{self, Outline},
    import::Import,
    keys::Keys,
    place::Place,
    values,
};
use crate::book::system_time_zone;

/// Everything that a contract or transaction may name.
#[derive(Debug)]
pub(crate) struct Base {
    pub(super) holidays: BTreeSet<NaiveDate>,
    pub(crate) customers: Keys<CustomerId>,
    pub(crate) frequencies: Keys<(InvoiceFrequencyId, InvoiceFrequency)>,
    pub(crate) roles: Keys<i64>,
    pub(crate) resources: Keys<i64>,
    pub(crate) contracts: Keys<KnownContract>,
    pub(super) milestones: Keys<()>,
}

impl Base {
    /// What the book has; its contracts are looked up when one is named.
    pub(crate) fn read(connection: &Connection) -> Result<Self, StoreError> {
        let customers = customer::all(connection)?.into_iter().map(|customer| (customer.key, customer.id));
        let frequencies =
            frequency::all(connection)?.into_iter().map(|known| (known.key, (known.id, known.rule)));
        let roles = resource::roles(connection)?.into_iter().map(|role| (role.key, role.id));
        let resources =
            resource::resources(connection)?.into_iter().map(|resource| (resource.key, resource.id));
        Ok(Self {
            holidays: book::holidays(connection)?,
            customers: Keys::of_book("customer", customers),
            frequencies: Keys::of_book("invoice frequency", frequencies),
            roles: Keys::of_book("role", roles),
            resources: Keys::of_book("resource", resources),
            contracts: Keys::of_book("contract", []),
            milestones: Keys::of_book("milestone", []),
        })
    }
}

/// Writes the row about a new book, or checks that the file is of the same book, and unites the holidays.
pub(super) fn write_book(
    tx: &WriteTransaction<'_>,
    outline: &Outline,
    present: Option<Book>,
    now: DateTime<Utc>,
    program_version: &str,
) -> Result<(), ImportError> {
    let company_place = Place::top("company");
    let time_zone_place = Place::top("time_zone");
    let company = outline.company.as_ref().map(|company| of_company(&company_place, company)).transpose()?;
    if let Some(name) = &outline.time_zone
        && name.parse::<chrono_tz::Tz>().is_err()
    {
        return Err(ImportError::refused(
            time_zone_place,
            Reason::TimeZone { name: values::shortened(name) },
        ));
    }
    match present {
        Some(present) => {
            if company.is_some_and(|company| company != present.company) {
                return Err(ImportError::refused(company_place, Reason::Differs { what: "company" }));
            }
            if outline.time_zone.as_ref().is_some_and(|time_zone| *time_zone != present.time_zone) {
                return Err(ImportError::refused(time_zone_place, Reason::Differs { what: "time zone" }));
            }
        }
        None => {
            let company =
                company.ok_or_else(|| ImportError::refused(company_place, Reason::CompanyMissing))?;
            let time_zone = outline.time_zone.clone().unwrap_or_else(system_time_zone);
            let created_by_version = program_version.to_owned();
            book::insert(tx, &Book { company, time_zone, created_at: now, created_by_version })?;
        }
    }
    let holidays = Place::top("holidays");
    for (index, date) in outline.holidays.iter().enumerate() {
        holiday::unite(tx, values::date(&holidays.index(index), date)?)?;
    }
    Ok(())
}

/// Writes customers, invoice frequencies, roles and resources.
pub(super) fn write(import: &mut Import<'_>, outline: &Outline) -> Result<(), ImportError> {
    let customers = Place::top("customers");
    for (index, customer) in outline.customers.iter().enumerate() {
        write_customer(import, &customers.index(index), customer)?;
    }
    let frequencies = Place::top("invoice_frequencies");
    for (index, frequency) in outline.invoice_frequencies.iter().enumerate() {
        write_frequency(import, &frequencies.index(index), frequency)?;
    }
    let roles = Place::top("roles");
    for (index, role) in outline.roles.iter().enumerate() {
        let place = roles.index(index);
        import.base.roles.check_new(&place.field("id"), &role.id)?;
        let target = checks::role(role).map_err(|findings| findings.refused(&place))?;
        let id = resource::insert_role(import.tx, &role.id, &role.name, target)?;
        import.base.roles.add(role.id.clone(), id);
        import.summary.roles += 1;
    }
    let resources = Place::top("resources");
    for (index, resource) in outline.resources.iter().enumerate() {
        write_resource(import, &resources.index(index), resource)?;
    }
    Ok(())
}

pub(crate) fn write_customer(
    import: &mut Import<'_>,
    place: &Place<'_>,
    customer: &format::Customer,
) -> Result<(), ImportError> {
    import.base.customers.check_new(&place.field("id"), &customer.id)?;
    let (party, days) = checks::customer(customer).map_err(|findings| findings.refused(place))?;
    let id = customer::insert(import.tx, &customer.id, &party, days)?;
    import.base.customers.add(customer.id.clone(), id);
    import.summary.customers += 1;
    Ok(())
}

fn of_company(place: &Place<'_>, company: &format::Company) -> Result<Party, ImportError> {
    let party = Party {
        name: company.name.clone(),
        address: company.address.clone().unwrap_or_default(),
        country: company.country.clone(),
        tax_id: company.tax_id.clone(),
        email: company.email.clone(),
        language: company.language.clone(),
    };
    checks::party(party).map_err(|findings| findings.refused(place))
}

fn write_frequency(
    import: &mut Import<'_>,
    place: &Place<'_>,
    frequency: &format::InvoiceFrequency,
) -> Result<(), ImportError> {
    import.base.frequencies.check_new(&place.field("id"), &frequency.id)?;
    let rule = checks::frequency(frequency).map_err(|findings| findings.refused(place))?;
    let id = frequency::insert(import.tx, &frequency.id, &frequency.name, &rule)?;
    import.base.frequencies.add(frequency.id.clone(), (id, rule));
    import.summary.invoice_frequencies += 1;
    Ok(())
}

fn write_resource(
    import: &mut Import<'_>,
    place: &Place<'_>,
    resource: &format::Resource,
) -> Result<(), ImportError> {
    import.base.resources.check_new(&place.field("id"), &resource.id)?;
    let time = checks::resource(resource).map_err(|findings| findings.refused(place))?;
    let role = *import.base.roles.get(&place.field("role"), &resource.role)?;
    let checks::WorkingTime { hours_per_weekday, absences } = time;
    let (key, name) = (resource.id.clone(), resource.name.clone());
    let id = resource::insert_resource(
        import.tx,
        &Resource { id: 0, key, name, role, hours_per_weekday, absences },
    )?;
    import.base.resources.add(resource.id.clone(), id);
    import.summary.resources += 1;
    Ok(())
}
