//! Each command: one use case, its answer printed.

use std::{
    error::Error,
    fs,
    io::{BufWriter, StdoutLock, Write},
    ops::ControlFlow,
    path::Path,
    process::ExitCode,
    sync::atomic::AtomicBool,
};

use chrono::{DateTime, NaiveDate, Utc};
use proforma_api::{
    backlog::{self, BillingStatus, Marking, Stopping},
    book::{Book, import_into},
    check, create, delete_draft,
    error::ApiError,
    file_names::pdf_files,
    interchange, invoices,
    json::{ExplainJson, InvoiceJson},
    json_stream::{ProcessRunsWriter, write_invoices, write_some_invoices},
    names::Customers,
    preview, printing,
    spreadsheet::{self, FileToImport, ImportKind, ImportMap},
};
use proforma_worker::{AskedBy, Clock, Order, ProcessRunner};
use serde_json::json;

use crate::{Command, Markable, serve};

pub(crate) type Outcome = Result<ExitCode, Box<dyn Error>>;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Carries out a command on a book.
pub(crate) fn carry_out(book: &Path, command: Command) -> Outcome {
    match command {
        Command::Import { file } => import(book, &file),
        Command::ImportTransactions { file, map, dry_run } => import_transactions(book, &file, &map, dry_run),
        Command::Export => export(book),
        Command::Preview { date } => preview(book, date),
        Command::Run { date: Some(date), .. } => run(book, date),
        Command::Run { date: None, through, from } => run_through(book, from, through),
        Command::Create { contracts, through } => create(book, &contracts, through),
        Command::Invoices => {
            write_invoices(Book::open_to_read(book)?.connection(), out())?;
            done()
        }
        Command::Invoice { id } => {
            print(&invoices::invoice_json(Book::open_to_read(book)?.connection(), &id)?)
        }
        Command::Delete { id } => {
            print(&delete_draft::delete_draft(Book::open(book)?.writable()?, &id, now())?.invoice)
        }
        Command::Mark { ids, status, customer } => mark(book, &ids, status, customer.as_deref()),
        Command::Explain { id, date } => explain(book, id, date),
        Command::Pdf { ids, out } => pdf(book, &ids, &out),
        Command::Check => check(book),
        Command::Serve { workflow, run_missed, clock_is_right } => {
            serve::serve(book, workflow, run_missed, clock_is_right)
        }
    }
}

/// An error with its causes, as one line.
pub(crate) fn one_line(error: &dyn Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if !line.contains(&text) {
            line = format!("{line}: {text}");
        }
        cause = error.source();
    }
    line.replace(['\n', '\r'], " ")
}

fn import(book: &Path, file: &Path) -> Outcome {
    let summary = import_into(book, file, now(), VERSION)?;
    print(&json!({ "imported": summary }))
}

fn import_transactions(book: &Path, file: &Path, map: &Path, dry_run: bool) -> Outcome {
    let file = FileToImport::new(file, ImportKind::Transactions, ImportMap::read(map)?);
    let go_on = &mut |_| ControlFlow::Continue(());
    // Also for a dry run: whether a limit would be passed is only known of what is written, and then dropped.
    let book = Book::open(book)?;
    let result = if dry_run {
        spreadsheet::dry_run(book.writable()?, &file, go_on)?
    } else {
        spreadsheet::import(book.writable()?, &file, now(), go_on)?
    };
    print(&result)?;
    // The answer has four keys and no more.
    let more = match result.more_errors {
        0 => None,
        1 => Some("1 error more is not listed".to_owned()),
        more => Some(format!("{more} errors more are not listed")),
    };
    for line in more.iter().chain(&result.notes) {
        eprintln!("{line}");
    }
    Ok(if result.errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn export(book: &Path) -> Outcome {
    let mut out = out();
    interchange::export(Book::open_to_read(book)?.connection(), &mut out)?;
    out.flush()?;
    done()
}

fn preview(book: &Path, date: NaiveDate) -> Outcome {
    let book = Book::open_to_read(book)?;
    let customers = Customers::read(book.connection())?;
    let mut writer = ProcessRunsWriter::new(out(), &customers);
    writer.date(date, |listener| preview::preview(book.connection(), date, listener))?;
    writer.finish()?;
    done()
}

fn run(path: &Path, run_date: NaiveDate) -> Outcome {
    let customers = Customers::read(Book::open_to_read(path)?.connection())?;
    let mut writer = ProcessRunsWriter::new(out(), &customers);
    let order = Order {
        run_date,
        today: run_date,
        tells_the_rest: true,
        asked_by: AskedBy::Headless { covers: false },
        cancel: &AtomicBool::new(false),
    };
    let runner = runner()?;
    writer.date(run_date, |listener| runner.run_date(path, &order, listener))?;
    writer.finish()?;
    done()
}

fn run_through(path: &Path, from: Option<NaiveDate>, through: Option<NaiveDate>) -> Outcome {
    let through = through.expect("clap asks for --date or --through");
    let customers = Customers::read(Book::open_to_read(path)?.connection())?;
    let mut writer = ProcessRunsWriter::new(out(), &customers);
    let cancel = AtomicBool::new(false);
    runner()?
        .run_through(path, from, through, &cancel, |date, run| writer.date(date, |listener| run(listener)))?;
    writer.finish()?;
    done()
}

fn create(path: &Path, contracts: &[String], through: Option<NaiveDate>) -> Outcome {
    let book = Book::open(path)?;
    let through = through.unwrap_or_else(|| book.today(now()));
    let customers = Customers::read(book.connection())?;
    let created = create::create(book.writable()?, contracts, through, through, now())?;
    let invoice = |made: &create::Created| {
        InvoiceJson::of_draft(&made.contract, &made.draft, Some(made.invoice.0.to_string()), &customers)
    };
    let invoices = created.iter().map(invoice).collect::<Result<Vec<_>, ApiError>>()?;
    write_some_invoices(&invoices, out())?;
    done()
}

fn mark(path: &Path, ids: &[String], status: Markable, customer: Option<&str>) -> Outcome {
    let book = Book::open(path)?;
    let billing_status = match status {
        Markable::ReadyToInvoice => BillingStatus::ReadyToInvoice,
        Markable::NotReady => BillingStatus::NotReady,
    };
    let markings: Vec<Marking<'_>> = ids.iter().map(|id| Marking { id, customer }).collect();
    let shares =
        backlog::mark(book.writable()?, &markings, billing_status, Stopping::AllOrNothing, now())?.shares;
    // The shares of one transaction follow each other.
    let mut changed: Vec<&str> = shares.iter().map(|share| share.id.as_str()).collect();
    changed.dedup();
    print(&json!({ "billing_status": billing_status.as_str(), "changed": changed, "shares": shares.len() }))
}

fn explain(path: &Path, id: String, date: Option<NaiveDate>) -> Outcome {
    let book = Book::open_to_read(path)?;
    let today = date.unwrap_or_else(|| book.today(now()));
    let shares = backlog::explain(book.connection(), &id, today)?.iter().map(Into::into).collect();
    print(&ExplainJson { id, shares })
}

fn pdf(path: &Path, ids: &[String], folder: &Path) -> Outcome {
    let book = Book::open(path)?;
    fs::create_dir_all(folder)?;
    let mut files = Vec::new();
    for file in pdf_files(book.connection(), ids, "")? {
        let path = folder.join(file.name);
        printing::write_pdf(book.connection(), &file.id, &path)?;
        files.push(path);
    }
    printing::mark_exported(&book, ids, now())?;
    print(&json!({ "files": files }))
}

fn check(path: &Path) -> Outcome {
    let violations = check::check(Book::open_to_read(path)?.connection())?;
    print(&json!({ "violations": violations }))?;
    Ok(if violations.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub(crate) fn runner() -> Result<ProcessRunner, ApiError> {
    ProcessRunner::new("proforma-cli", Clock::system())
}

fn now() -> DateTime<Utc> {
    Clock::system().now()
}

fn out() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, std::io::stdout().lock())
}

fn print(answer: &impl serde::Serialize) -> Outcome {
    let mut out = out();
    serde_json::to_writer(&mut out, answer)?;
    out.write_all(b"\n")?;
    out.flush()?;
    done()
}

fn done() -> Outcome {
    Ok(ExitCode::SUCCESS)
}
