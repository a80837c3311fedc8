//! Writes a large, realistic and always equal book in the interchange format.
//!
//! `generate --contracts 2000 --transactions 1000000 --start 2021-01-01 --out FILE.book.json`. Contracts last a year from
//! the start on and have one to three customers, six currencies, four kinds of lines, taxes and frequencies; transactions come by date with the
//! contracts interleaved, as a company's ledger has them.

use std::{
    env,
    error::Error,
    fs::File,
    io::{BufWriter, Write},
    path::PathBuf,
};

use chrono::{Days, NaiveDate};

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::read(env::args().skip(1))?;
    let mut out = BufWriter::new(File::create(&options.out)?);
    write_book(&options, &mut out)?;
    out.flush()?;
    Ok(())
}

struct Options {
    contracts: u64,
    transactions: u64,
    start: NaiveDate,
    out: PathBuf,
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let (mut contracts, mut transactions, mut start, mut out) =
            (2_000, 1_000_000, NaiveDate::from_ymd_opt(2021, 1, 1).unwrap_or_default(), None);
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
            match name.as_str() {
                "--contracts" => contracts = value.parse::<u64>()?.max(1),
                "--transactions" => transactions = value.parse()?,
                "--start" => start = value.parse()?,
                "--out" => out = Some(PathBuf::from(value)),
                _ => return Err(format!("{name} is not an option").into()),
            }
        }
        Ok(Self { contracts, transactions, start, out: out.ok_or("--out FILE is needed")? })
    }
}

/// A generator of equal numbers on every run and machine (Steele, Lea, Flood: SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}

const ROLES: u64 = 6;
const RESOURCES: u64 = 60;
/// The contract that has one transaction in a hundred, whatever the number of contracts.
const LARGEST: u64 = 0;
const LARGEST_EVERY: u64 = 100;
const DAYS: u64 = 365;
const CURRENCIES: [(&str, u64); 6] = [("USD", 2), ("EUR", 2), ("JPY", 0), ("KWD", 3), ("BGN", 2), ("GBP", 2)];
const FREQUENCIES: [&str; 5] = [
    r#"{"id":"f0","name":"Weekly on Mondays","period":"weekly","runs":[{"weekday":"monday"}]}"#,
    r#"{"id":"f1","name":"Bi-weekly on Fridays","period":"biweekly","runs":[{"weekday":"friday"}],"working_day":"next"}"#,
    r#"{"id":"f2","name":"Last day of the month","period":"monthly","runs":[{"day":31}],"working_day":"previous"}"#,
    r#"{"id":"f3","name":"Twice a month","period":"monthly","runs":[{"day":1},{"day":15}],"cut_off":{"days_before":3}}"#,
    r#"{"id":"f4","name":"First Monday of the quarter","period":"quarterly","runs":[{"weekday":"monday","occurrence":"first"}],"cut_off":"end_of_previous_month"}"#,
];
const TAXES: [&str; 5] = [
    r#","tax_category":"S","tax_percent":"20""#,
    r#","tax_category":"S","tax_percent":"9""#,
    r#","tax_category":"AE","tax_percent":"0""#,
    r#","tax_category":"Z","tax_percent":"0""#,
    "",
];

fn write_book(options: &Options, out: &mut impl Write) -> std::io::Result<()> {
    let customers = options.contracts / 4 + 3;
    writeln!(out, r#"{{"format":"proforma-book","version":1,"#)?;
    writeln!(
        out,
        r#""company":{{"name":"Example Consulting","address":["1 Harbour Street","Varna"],"country":"BG"}},"#
    )?;
    writeln!(
        out,
        r#""time_zone":"Europe/Sofia","holidays":["2021-01-01","2021-03-03","2021-05-24","2021-12-24"],"#
    )?;
    list(out, "customers", customers, |out, index| {
        let terms = 14 + index % 4 * 8;
        write!(
            out,
            r#"{{"id":"k{index}","name":"Customer {index} Ltd","address":["{index} High Street"],"country":"GB","payment_terms_days":{terms}}}"#
        )
    })?;
    writeln!(out, ",\n\"invoice_frequencies\":[{}],", FREQUENCIES.join(","))?;
    list(out, "roles", ROLES, |out, index| {
        write!(out, r#"{{"id":"r{index}","name":"Role {index}","target_utilization_percent":"80"}}"#)
    })?;
    writeln!(out, ",")?;
    list(out, "resources", RESOURCES, |out, index| {
        write!(out, r#"{{"id":"p{index}","name":"Person {index}","role":"r{}"}}"#, index % ROLES)
    })?;
    writeln!(out, ",")?;
    let mut numbers = Numbers(1);
    list(out, "contracts", options.contracts, |out, index| {
        write_contract(out, &mut numbers, index, (customers, options.start))
    })?;
    writeln!(out, ",")?;
    let mut numbers = Numbers(2);
    list(out, "transactions", options.transactions, |out, index| {
        write_transaction(out, &mut numbers, index, options)
    })?;
    writeln!(out, "}}")
}

fn list<W: Write>(
    out: &mut W,
    name: &str,
    length: u64,
    mut entry: impl FnMut(&mut W, u64) -> std::io::Result<()>,
) -> std::io::Result<()> {
    write!(out, "\"{name}\":[")?;
    for index in 0..length {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        entry(out, index)?;
    }
    write!(out, "]")
}

/// An amount or price with the currency's decimals.
fn amount(minor: u64, digits: u64) -> String {
    match u32::try_from(digits).unwrap_or_default() {
        0 => minor.to_string(),
        digits => {
            let unit = 10_u64.pow(digits);
            format!("{}.{:0width$}", minor / unit, minor % unit, width = digits as usize)
        }
    }
}

fn write_contract(
    out: &mut impl Write,
    numbers: &mut Numbers,
    index: u64,
    (customers, start): (u64, NaiveDate),
) -> std::io::Result<()> {
    let (currency, digits) = currency(index);
    let status = match index % 20 {
        7 => "draft",
        13 => "closed",
        _ => "active",
    };
    let first = numbers.below(customers);
    let percents: &[&str] = match index % 3 {
        0 => &["100"],
        1 => &["60", "40"],
        _ => &["33.333333", "33.333333", "33.333334"],
    };
    let split = percents.iter().enumerate().map(|(place, percent)| {
        let rounding = if place == 1 { r#","rounding":true"# } else { "" };
        format!(r#"{{"customer":"k{}","percent":"{percent}"{rounding}}}"#, (first + place as u64) % customers)
    });
    let split = split.collect::<Vec<_>>().join(",");
    let mut tax = || TAXES[usize::try_from(numbers.below(5)).unwrap_or_default()];
    let (tax_of_time, tax_of_expenses, tax_of_price) = (tax(), tax(), tax());
    let (time_frequency, expense_frequency) = (index % 4, index % 5);
    write!(
        out,
        r#"{{"id":"C{index}","name":"Contract {index}","currency":"{currency}","status":"{status}","delivery_date":"{}","customers":[{split}],"lines":["#,
        start + Days::new(DAYS - 1)
    )?;
    write!(
        out,
        r#"{{"id":"time","name":"Consulting","billing_method":"time_and_material","transaction_classes":["time","fee"],"billing_start":"{start}","invoice_frequency":"f{time_frequency}"{tax_of_time}}},"#
    )?;
    write!(
        out,
        r#"{{"id":"expenses","name":"Expenses","billing_method":"time_and_material","transaction_classes":["expense","material"],"billing_start":"{start}","invoice_frequency":"f{expense_frequency}"{tax_of_expenses}}},"#
    )?;
    let (half, whole) = (500_000 + index, 1_000_000 + 2 * index);
    write!(
        out,
        r#"{{"id":"price","name":"Delivery","billing_method":"fixed_price","contracted_amount":"{}","milestones":["#,
        amount(whole, digits)
    )?;
    for (place, date) in [89, 272].map(|day| start + Days::new(day)).into_iter().enumerate() {
        let comma = if place == 0 { "" } else { "," };
        let ready = if index.is_multiple_of(2) { "ready_to_invoice" } else { "not_ready" };
        write!(
            out,
            r#"{comma}{{"id":"m{index}-{place}","name":"Stage {place}","date":"{date}","amount":"{}","billing_status":"{ready}"}}"#,
            amount(half, digits)
        )?;
    }
    write!(out, r#"]{tax_of_price}}}"#)?;
    if index % 3 == 2 {
        write!(
            out,
            r#",{{"id":"retainer","name":"Retainer","billing_method":"fixed_price","contracted_amount":"{}","billing_start":"{start}","invoice_frequency":"f2"}}"#,
            amount(100_000, digits)
        )?;
    }
    write!(out, "]}}")
}

fn currency(contract: u64) -> (&'static str, u64) {
    CURRENCIES[usize::try_from(contract % 6).unwrap_or_default()]
}

fn write_transaction(
    out: &mut impl Write,
    numbers: &mut Numbers,
    index: u64,
    options: &Options,
) -> std::io::Result<()> {
    let drawn = numbers.below(options.contracts);
    // One long contract: opening it is measured.
    let contract = if index.is_multiple_of(LARGEST_EVERY) { LARGEST } else { drawn };
    let (_, digits) = currency(contract);
    let day = index * DAYS / options.transactions;
    let date = options.start + Days::new(day);
    let status = if numbers.one_in(5) { "not_ready" } else { "ready_to_invoice" };
    let billing_type = match numbers.below(40) {
        0 => r#","billing_type":"non_chargeable""#,
        1 => r#","billing_type":"complimentary""#,
        _ => "",
    };
    let sign = if numbers.one_in(100) { "-" } else { "" };
    let person = numbers.below(RESOURCES);
    write!(
        out,
        r#"{{"id":"t{index}","contract":"C{contract}","date":"{date}","billing_status":"{status}"{billing_type},"resource":"p{person}","#
    )?;
    if numbers.one_in(6) {
        let price = amount(500 + numbers.below(90_000), digits);
        write!(
            out,
            r#""contract_line":"expenses","class":"expense","description":"Travel and hotel","category":"Travel","quantity":"1","unit":"each","unit_price":"{sign}{price}"}}"#
        )
    } else {
        let quarters = 1 + numbers.below(40);
        let (quantity, price) = (amount(quarters * 25, 2), amount(8_000 + 125 * numbers.below(100), digits));
        let role = person % ROLES;
        write!(
            out,
            r#""contract_line":"time","class":"time","description":"Work on the order import, stage {quarters}","role":"r{role}","quantity":"{sign}{quantity}","unit":"hour","unit_price":"{price}"}}"#
        )
    }
}
