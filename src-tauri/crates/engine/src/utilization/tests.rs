use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::*;

fn on(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn of(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

/// The week of 5 October 2020, a Monday.
fn week(time: &WorkingTime<'_>) -> Decimal {
    time.capacity(on("2020-10-05"), on("2020-10-11"))
}

static NO_HOLIDAYS: BTreeSet<NaiveDate> = BTreeSet::new();

fn full_time() -> WorkingTime<'static> {
    WorkingTime { hours_per_weekday: None, absences: &[], holidays: &NO_HOLIDAYS }
}

// SPEC 6.9: capacity = working hours less absence.
#[test]
fn a_full_week_has_forty_hours() {
    assert_eq!(week(&full_time()), of("40"));
}

#[test]
fn absence_is_taken_off_and_never_below_zero() {
    let absences = [(on("2020-10-06"), of("8")), (on("2020-10-07"), of("2.5")), (on("2020-10-10"), of("8"))];
    assert_eq!(week(&WorkingTime { absences: &absences, ..full_time() }), of("29.5"));
    let twice = [(on("2020-10-06"), of("8")), (on("2020-10-06"), of("4"))];
    assert_eq!(week(&WorkingTime { absences: &twice, ..full_time() }), of("32"));
}

#[test]
fn a_part_time_week_has_its_own_hours() {
    let hours: Vec<Decimal> = ["6", "6", "0", "4.5", "0", "2", "0"].map(of).to_vec();
    assert_eq!(week(&WorkingTime { hours_per_weekday: Some(&hours), ..full_time() }), of("18.5"));
}

#[test]
fn nobody_works_on_a_holiday_whatever_the_absence() {
    let absences = [(on("2020-10-08"), of("8"))];
    let holidays = BTreeSet::from([on("2020-10-08"), on("2020-10-10")]);
    assert_eq!(week(&WorkingTime { absences: &absences, holidays: &holidays, ..full_time() }), of("32"));
}

fn hours(chargeable: &str, capacity: &str) -> Hours {
    Hours { chargeable: of(chargeable), capacity: of(capacity), ..Hours::default() }
}

// SPEC 6.9: chargeable hours ÷ capacity hours, with the target and the difference.
#[test]
fn utilization_is_chargeable_hours_in_percent_of_capacity() {
    let worked = hours("26", "40");
    assert_eq!(worked.percent(), Some(of("65.00")));
    assert_eq!(worked.difference(Some(of("75"))), Some(of("-10.00")));
    assert_eq!(hours("1", "3").percent(), Some(of("33.33")));
    assert_eq!(hours("2", "3").percent(), Some(of("66.67")));
}

#[test]
fn a_role_is_the_sum_of_its_resources_and_not_their_mean() {
    let mut role = hours("40", "40");
    role.add(&hours("0", "10"));
    assert_eq!(role.percent(), Some(of("80.00")));
}

#[test]
fn only_chargeable_hours_count() {
    let mut worked = hours("0", "40");
    worked.work(BillingType::Chargeable, of("10"));
    worked.work(BillingType::NonChargeable, of("20"));
    worked.work(BillingType::Complimentary, of("5"));
    assert_eq!(worked.percent(), Some(of("25.00")));
    assert_eq!(worked.share_of_capacity(worked.non_chargeable), Some(of("50.00")));
}

#[test]
fn without_capacity_there_is_no_percentage() {
    let worked = hours("8", "0");
    assert_eq!((worked.percent(), worked.difference(Some(of("75")))), (None, None));
    assert_eq!(worked.standing(Some(of("75"))), Standing::NoCapacity);
}

#[test]
fn standings_have_their_bounds() {
    let standing = |chargeable| hours(chargeable, "100").standing(Some(of("75")));
    assert_eq!(standing("75"), Standing::OnTarget);
    assert_eq!(standing("74.99"), Standing::NearTarget);
    assert_eq!(standing("55"), Standing::NearTarget);
    assert_eq!(standing("54.99"), Standing::BelowTarget);
    assert_eq!(hours("10", "40").standing(None), Standing::NoTarget);
}

/// Hours of a quantity in a unit that nothing is said of.
fn by_name(quantity: &str, unit: &str) -> Option<Decimal> {
    UnitLength::by_name(unit).map(|length| length.hours_of(of(quantity)))
}

#[test]
fn names_of_units_say_how_long_they_are_in_the_languages_of_the_books() {
    for (unit, hours) in [
        ("hour h hrs timme timmar tim. час часа часове Stunde Std. time timer tunti heures horas", "1"),
        ("day Days dag dagar arbetsdagar ден дни Tag Tage dage päivää jours días", "8"),
        ("week vecka veckor седмица седмици Wochen uger viikkoa semaines semanas", "40"),
    ] {
        for unit in unit.split(' ') {
            assert_eq!(by_name("1", unit), Some(of(hours)), "{unit}");
        }
    }
    for unit in "min minuter минути Minuten minutter minuuttia minutos".split(' ') {
        assert_eq!(by_name("90", unit), Some(of("1.5")), "{unit}");
    }
    assert_eq!(by_name("1.5", " Day "), Some(of("12")));
    assert_eq!(by_name("5", "dag").zip(by_name("1", "Days")), Some((of("40"), of("8"))));
}

#[test]
fn a_name_that_says_no_time_has_no_length() {
    for unit in ["fortnight", "each", "km", "sprint", "", "half day"] {
        assert_eq!(UnitLength::by_name(unit), None, "{unit}");
    }
}

#[test]
fn what_is_said_of_a_unit_counts_to_the_last_decimal() {
    assert_eq!(UnitLength::of_hours(of("7.5")).hours_of(of("3")), of("22.5"));
    assert_eq!(UnitLength::of_hours(of("0.000001")).hours_of(of("1000000000")), of("1000"));
    // SPEC 2.5: the largest of both, checked before they are multiplied.
    let most = of("999999999.999999");
    assert!(UnitLength::of_hours(most).hours_of(most) > of("999999999000000000"));
}
