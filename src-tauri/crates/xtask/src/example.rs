//! The main job without a window: the example book in, the drafts of a day and their PDF file out.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{
    checkout::{self, Checkout},
    error::TaskError,
    process,
    setup::{self, Need},
};

const EXAMPLE: &str = "tests/cases/adatum.book.json";
const RUN_DATE: &str = "2020-10-05";

/// Imports the example into a new book, previews and runs one day, prints the drafts and writes their PDF files.
///
/// # Errors
/// [`TaskError::Failed`] if the headless program refuses something, [`TaskError::Example`] if it created nothing.
pub(crate) fn run_headless(checkout: Checkout, is_release: bool) -> Result<(), TaskError> {
    let checkout = setup::prepare(checkout, &[Need::Compiler])?;
    println!("There is no display, so the headless program does the example's main job.");
    println!("Building it. The first time takes some minutes.");
    let mut build = checkout.cargo();
    build.args(["build", "--package", "proforma-cli"]);
    if is_release {
        build.arg("--release");
    }
    process::run(&mut build)?;

    let folder = checkout.target().join("example");
    checkout::fresh_folder(&folder)?;
    let profile = if is_release { "release" } else { "debug" };
    let program = Headless { checkout: &checkout, profile, book: folder.join("adatum.proforma") };
    walk(&program, &folder)?;
    println!("\nThe window needs a display: start the same command in a desktop session to see it.");
    Ok(())
}

fn walk(program: &Headless<'_>, folder: &Path) -> Result<(), TaskError> {
    let example = program.checkout.path(EXAMPLE);
    let names = read_json(&example)?;
    program.ask(&["import".as_ref(), example.as_ref()])?;
    println!("\nImported {EXAMPLE} into {}", program.book.display());

    let preview = program.ask(&["preview", "--date", RUN_DATE].map(OsStr::new))?;
    let drafts = invoices(&preview).count();
    println!("Preview of {RUN_DATE}: {drafts} draft{} would be created.", if drafts == 1 { "" } else { "s" });

    let run = program.ask(&["run", "--date", RUN_DATE].map(OsStr::new))?;
    for process_run in list(&run, "process_runs") {
        println!("Process run of {RUN_DATE}: {}.", text(process_run, "status"));
        list(process_run, "invoices").for_each(|invoice| print_invoice(invoice, &names));
        print_skipped(process_run);
    }

    let ids: Vec<&str> = invoices(&run).map(|invoice| text(invoice, "id")).collect();
    if ids.is_empty() {
        return Err(TaskError::Example { what: "the day created no draft" });
    }
    let mut arguments = vec![OsStr::new("pdf")];
    arguments.extend(ids.iter().map(OsStr::new));
    arguments.extend([OsStr::new("--out"), folder.as_os_str()]);
    program.ask(&arguments)?;
    print_pdf_files(folder)
}

/// `proforma-cli` on one book.
struct Headless<'a> {
    checkout: &'a Checkout,
    profile: &'static str,
    book: PathBuf,
}

impl Headless<'_> {
    fn ask(&self, arguments: &[&OsStr]) -> Result<Value, TaskError> {
        let program = self.checkout.target().join(self.profile).join("proforma-cli");
        let mut command = self.checkout.command(&program.to_string_lossy());
        command.arg("--book").arg(&self.book).args(arguments);
        let printed = process::read(&mut command)?;
        let command = format!("proforma-cli {}", arguments[0].to_string_lossy());
        serde_json::from_str(&printed).map_err(|source| TaskError::Unreadable { command, source })
    }
}

fn print_invoice(invoice: &Value, names: &Value) {
    let currency = text(invoice, "currency");
    let (contract_id, customer_id) = (text(invoice, "contract"), text(invoice, "customer"));
    let contract = find(names, "contracts", contract_id);
    let customer = find(names, "customers", customer_id);
    println!("\n  Proforma invoice, {} of {}", text(invoice, "status"), text(invoice, "invoice_date"));
    println!("  {} for {}\n", name_or(contract, contract_id), name_or(customer, customer_id));
    for line in list(invoice, "lines") {
        let line_id = text(line, "contract_line");
        let named = contract.and_then(|contract| find(contract, "lines", line_id));
        print_amount("  ", name_or(named, line_id), text(line, "amount"), currency);
        for detail in list(line, "details") {
            let what = detail.get("transaction").or_else(|| detail.get("milestone")).and_then(Value::as_str);
            let what = format!("{}  {}", text(detail, "date"), what.unwrap_or_default());
            print_amount("      ", &what, text(detail, "amount"), "");
        }
    }
    println!();
    print_amount("  ", "Subtotal", text(invoice, "subtotal"), currency);
    print_amount("  ", "Tax", text(invoice, "tax"), currency);
    print_amount("  ", "Total", text(invoice, "total"), currency);
}

fn print_amount(indent: &str, what: &str, amount: &str, currency: &str) {
    let what = format!("{indent}{what}");
    println!("{what:<50}{:>14} {currency}", grouped(amount));
}

fn print_skipped(process_run: &Value) {
    if list(process_run, "skipped").next().is_some() {
        println!("\n  Passed over:");
    }
    for skipped in list(process_run, "skipped") {
        let what = ["transaction", "milestone", "contract_line", "contract"]
            .iter()
            .find_map(|key| skipped.get(key).and_then(Value::as_str));
        println!("    {}: {}", what.unwrap_or_default(), text(skipped, "reason"));
    }
}

fn print_pdf_files(folder: &Path) -> Result<(), TaskError> {
    let listing = |source| TaskError::File { doing: "listing", path: folder.to_owned(), source };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(listing)? {
        let path = entry.map_err(listing)?.path();
        if path.extension().is_some_and(|extension| extension == "pdf") {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(TaskError::Example { what: "no PDF file was written" });
    }
    files.sort();
    files.iter().for_each(|file| println!("\n  Written: {}", file.display()));
    Ok(())
}

fn read_json(path: &Path) -> Result<Value, TaskError> {
    let content = fs::read(path).map_err(|source| TaskError::File {
        doing: "reading",
        path: path.to_owned(),
        source,
    })?;
    serde_json::from_slice(&content)
        .map_err(|source| TaskError::Unreadable { command: path.display().to_string(), source })
}

fn invoices(answer: &Value) -> impl Iterator<Item = &Value> {
    list(answer, "process_runs").flat_map(|process_run| list(process_run, "invoices"))
}

fn list<'a>(object: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    object.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn text<'a>(object: &'a Value, key: &str) -> &'a str {
    object.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn find<'a>(object: &'a Value, key: &str, id: &str) -> Option<&'a Value> {
    list(object, key).find(|item| text(item, "id") == id)
}

fn name_or<'a>(named: Option<&'a Value>, id: &'a str) -> &'a str {
    let name = |item: &'a Value| item.get("name").or_else(|| item.get("description")).and_then(Value::as_str);
    named.and_then(name).unwrap_or(id)
}

/// An amount with its thousands set apart; it stays text, nothing is computed.
fn grouped(amount: &str) -> String {
    let (whole, fraction) =
        amount.split_once('.').map_or((amount, None), |(whole, rest)| (whole, Some(rest)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut text = sign.to_owned();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_set_apart() {
        for (amount, shown) in [
            ("7420.00", "7,420.00"),
            ("-1234567.8", "-1,234,567.8"),
            ("420.00", "420.00"),
            ("100000", "100,000"),
        ] {
            assert_eq!(grouped(amount), shown);
        }
    }
}
