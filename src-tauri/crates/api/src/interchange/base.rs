//! What contracts stand on: the book, customers, invoice frequencies, roles and resources.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{
    frequency::{CutOff, FrequencyError, InvoiceFrequency, Period, RunDay, WorkingDay},
    ids::{CustomerId, InvoiceFrequencyId},
};
use proforma_store::{
    Connection, StoreError, WriteTransaction,
    book::{self, Book, Party},
    customer, frequency,
    resource::{self, Resource},
};

use super::{
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
        book::insert_holiday(tx, values::date(&holidays.index(index), date)?)?;
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
        values::name(&place.field("name"), &role.name)?;
        let target_place = place.field("target_utilization_percent");
        let target = role
            .target_utilization_percent
            .as_ref()
            .map(|text| values::quantity(&target_place, text))
            .transpose()?;
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
    let party = Party {
        name: customer.name.clone(),
        address: customer.address.clone().unwrap_or_default(),
        country: customer.country.clone(),
        tax_id: customer.tax_id.clone(),
        email: customer.email.clone(),
        language: customer.language.clone(),
    };
    check_party(place, &party)?;
    let days_place = place.field("payment_terms_days");
    let days = customer.payment_terms_days.map(|days| whole(&days_place, days, 0, 365)).transpose()?;
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
    check_party(place, &party)?;
    Ok(party)
}

fn check_party(place: &Place<'_>, party: &Party) -> Result<(), ImportError> {
    values::name(&place.field("name"), &party.name)?;
    let address = place.field("address");
    if party.address.len() > ADDRESS_LINES_MAX {
        let reason = Reason::Length { length: party.address.len(), allowed: "at most 6" };
        return Err(ImportError::refused(address, reason));
    }
    for (index, line) in party.address.iter().enumerate() {
        values::text(&address.index(index), Some(line))?;
        // The lines of an address are one text in the book.
        if line.contains('\n') {
            return Err(ImportError::refused(address.index(index), Reason::LineBreak));
        }
    }
    if let Some(country) = &party.country
        && !(country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase()))
    {
        return Err(ImportError::refused(
            place.field("country"),
            Reason::Country { text: values::shortened(country) },
        ));
    }
    values::text(&place.field("tax_id"), party.tax_id.as_deref())?;
    values::text(&place.field("email"), party.email.as_deref())?;
    values::text(&place.field("language"), party.language.as_deref())
}

const ADDRESS_LINES_MAX: usize = 6;

fn write_frequency(
    import: &mut Import<'_>,
    place: &Place<'_>,
    frequency: &format::InvoiceFrequency,
) -> Result<(), ImportError> {
    import.base.frequencies.check_new(&place.field("id"), &frequency.id)?;
    values::name(&place.field("name"), &frequency.name)?;
    let period: Period = values::word(&place.field("period"), &frequency.period)?;
    let every = whole(&place.field("every"), frequency.every.unwrap_or(1), 1, 52)?;
    let runs_place = place.field("runs");
    let runs = frequency.runs.iter().enumerate();
    let runs = runs
        .map(|(index, run)| run_day(&runs_place.index(index), run))
        .collect::<Result<Vec<RunDay>, _>>()?;
    let working_day =
        values::word_or(&place.field("working_day"), frequency.working_day.as_deref(), WorkingDay::AsIs)?;
    let cut_off = match &frequency.cut_off {
        None => CutOff::DaysBefore(1),
        Some(format::CutOff::Word(_)) => CutOff::EndOfPreviousMonth,
        Some(format::CutOff::Days(format::CutOffDays { days_before })) => {
            let cut_off_place = place.field("cut_off");
            CutOff::DaysBefore(whole(&cut_off_place.field("days_before"), *days_before, 0, 366)?)
        }
    };
    let rule =
        InvoiceFrequency::new(period, every, runs, working_day, cut_off).map_err(|error| match error {
            FrequencyError::EveryNotAllowed { .. } | FrequencyError::Every { .. } => {
                ImportError::refused(place.field("every"), error)
            }
            FrequencyError::Runs { .. } => ImportError::refused(runs_place, error),
            FrequencyError::NeedsWeekday { index, .. } | FrequencyError::NeedsOccurrence { index, .. } => {
                ImportError::refused(runs_place.index(index), error)
            }
            FrequencyError::Day { index, .. } => {
                ImportError::refused(runs_place.index(index).field("day"), error)
            }
            FrequencyError::CutOffDays { .. } => ImportError::refused(place.field("cut_off"), error),
        })?;
    let id = frequency::insert(import.tx, &frequency.id, &frequency.name, &rule)?;
    import.base.frequencies.add(frequency.id.clone(), (id, rule));
    import.summary.invoice_frequencies += 1;
    Ok(())
}

fn run_day(place: &Place<'_>, run: &format::RunDay) -> Result<RunDay, ImportError> {
    match (&run.weekday, &run.occurrence, run.day) {
        (Some(weekday), occurrence, None) => {
            let unknown = || {
                let message = format!("\"{}\" is not a weekday", values::shortened(weekday));
                ImportError::refused(place.field("weekday"), Reason::Word { message })
            };
            let weekday = frequency::weekday_of(weekday).ok_or_else(unknown)?;
            Ok(match occurrence {
                None => RunDay::Weekday(weekday),
                Some(occurrence) => {
                    RunDay::OccurrenceInMonth(values::word(&place.field("occurrence"), occurrence)?, weekday)
                }
            })
        }
        (None, None, Some(day)) => Ok(RunDay::DayOfMonth(whole(&place.field("day"), day, 1, 31)?)),
        (Some(_), _, Some(_)) | (None, Some(_), Some(_)) | (None, _, None) => {
            Err(ImportError::refused(place, Reason::RunDay))
        }
    }
}

fn write_resource(
    import: &mut Import<'_>,
    place: &Place<'_>,
    resource: &format::Resource,
) -> Result<(), ImportError> {
    import.base.resources.check_new(&place.field("id"), &resource.id)?;
    values::name(&place.field("name"), &resource.name)?;
    let role = *import.base.roles.get(&place.field("role"), &resource.role)?;
    let hours_place = place.field("hours_per_weekday");
    let hours_per_weekday = match &resource.hours_per_weekday {
        None => None,
        Some(hours) if hours.len() != 7 => {
            return Err(ImportError::refused(
                hours_place,
                Reason::Length { length: hours.len(), allowed: "exactly 7" },
            ));
        }
        Some(hours) => {
            let hours = hours
                .iter()
                .enumerate()
                .map(|(index, text)| values::quantity(&hours_place.index(index), text));
            Some(hours.collect::<Result<Vec<_>, _>>()?)
        }
    };
    let absences_place = place.field("absences");
    let absences = resource.absences.iter().flatten().enumerate().map(|(index, absence)| {
        let place = absences_place.index(index);
        Ok((
            values::date(&place.field("date"), &absence.date)?,
            values::quantity(&place.field("hours"), &absence.hours)?,
        ))
    });
    let absences = absences.collect::<Result<Vec<_>, ImportError>>()?;
    let (key, name) = (resource.id.clone(), resource.name.clone());
    let id = resource::insert_resource(
        import.tx,
        &Resource { id: 0, key, name, role, hours_per_weekday, absences },
    )?;
    import.base.resources.add(resource.id.clone(), id);
    import.summary.resources += 1;
    Ok(())
}

/// A whole number within its range.
fn whole<T: TryFrom<u64>>(place: &Place<'_>, number: u64, min: u64, max: u64) -> Result<T, ImportError> {
    let refused = || ImportError::refused(place, Reason::Range { number, min, max });
    if !(min..=max).contains(&number) {
        return Err(refused());
    }
    T::try_from(number).map_err(|_| refused())
}
