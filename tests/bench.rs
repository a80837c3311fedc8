//! What the program costs, beside what cannot be avoided: `cargo xtask bench`.
//!
//! Each figure is taken in a process of its own, so that memory and time are that step's alone. The *floor* of a run
//! writes the same rows into an equal book with prepared statements under the same pragmas, and does nothing else; it
//! is fed from memory. Nothing here fails because it is slow: it prints what it measured.

mod bench {
    pub mod floor;
    pub mod meter;
    pub mod spreadsheets;
}

use std::{
    env,
    error::Error,
    fs,
    io::Write,
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::AtomicBool,
};

use bench::{
    floor,
    meter::{Figures, Meter},
    spreadsheets,
};
use chrono::NaiveDate;
use proforma_api::{
    book, preview, printing,
    spreadsheet::{self, FileToImport, ImportKind},
};
use proforma_tests::{date, noon};
use proforma_worker::{AskedBy, Clock, Order, ProcessRunner};

type Done<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Done {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["step", step, book, rest @ ..] => {
            println!("{}", measure(step, Path::new(book), rest)?.to_line());
            Ok(())
        }
        // One part of the figures alone.
        ["rows"] => rows(tempfile::tempdir()?.path()),
        _ => all(),
    }
}

/// One step in this process.
fn measure(step: &str, path: &Path, rest: &[&str]) -> Done<Figures> {
    match step {
        "import" => {
            let meter = Meter::start();
            book::import_into(path, Path::new(rest[0]), noon(), "bench")?;
            Ok(meter.stop())
        }
        "rows" | "dry_rows" => {
            let open = book::Book::open(path)?;
            let told = rest.get(1).copied();
            let map = spreadsheets::map(told != Some("no ids"), told == Some("statuses"));
            let file = FileToImport::new(Path::new(rest[0]), ImportKind::Transactions, map);
            let go_on = &mut |_| ControlFlow::Continue(());
            let meter = Meter::start();
            let result = match step {
                "rows" => spreadsheet::import(open.connection(), &file, noon(), go_on)?,
                _ => spreadsheet::dry_run(open.connection(), &file, go_on)?,
            };
            let figures = meter.stop();
            match result.errors.as_slice() {
                [] => Ok(figures),
                [error, ..] => Err(format!("row {}: {}", error.row, error.message).into()),
            }
        }
        "preview" => {
            let open = book::Book::open(path)?;
            let meter = Meter::start();
            preview::preview(open.connection(), run_date(), &mut |_| Ok(()))?;
            Ok(meter.stop())
        }
        "run" => {
            let runner = ProcessRunner::new("bench", Clock::of(noon))?;
            let order = Order {
                run_date: run_date(),
                today: run_date(),
                tells_the_rest: true,
                asked_by: AskedBy::Person,
                cancel: &AtomicBool::new(false),
            };
            let meter = Meter::start();
            runner.run_date(path, &order, &mut |_| Ok(()))?;
            Ok(meter.stop())
        }
        "floor" => {
            let rows = floor::Rows::read(Path::new(rest[0]))?;
            let connection = floor::open(path)?;
            let meter = Meter::start();
            rows.write(&connection)?;
            Ok(meter.stop())
        }
        // A different invoice each time: layout remembers a page that it has just set.
        "pdf" => {
            let open = book::Book::open(path)?;
            printing::pdf(open.connection(), "1")?;
            let pages: usize = rest[0].parse()?;
            let meter = Meter::start();
            for id in 2..2 + pages {
                printing::pdf(open.connection(), &id.to_string())?;
            }
            Ok(meter.stop())
        }
        _ => Err(format!("{step} is no step").into()),
    }
}

fn run_date() -> NaiveDate {
    date("2021-01-04")
}

fn all() -> Done {
    let folder = tempfile::tempdir()?;
    println!("Figures of this machine, now. CPU is user and system time of the step's process.");
    println!("\n{:<44}{:>10}{:>10}{:>10}", "", "CPU s", "wall s", "peak MB");
    for (contracts, transactions) in [(1_000, 100), (2_000, 500)] {
        process_runs(folder.path(), contracts, transactions)?;
    }
    import(folder.path())?;
    rows(folder.path())?;
    pdf(folder.path())
}

/// A run of so many contracts beside its floor, in three pairs; the medians count.
fn process_runs(folder: &Path, contracts: usize, transactions: usize) -> Done {
    let file = folder.join("due.book.json");
    write_due_book(&file, contracts, transactions)?;
    let pristine = folder.join("pristine.proforma");
    book::import_into(&pristine, &file, noon(), "bench")?;
    settle(&pristine)?;
    let name = format!("{contracts} contracts × {transactions} transactions");
    let (mut previews, mut runs, mut floors) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..3 {
        let (ran, floored) = (folder.join("ran.proforma"), folder.join("floor.proforma"));
        copy(&pristine, &ran)?;
        copy(&pristine, &floored)?;
        previews.push(step("preview", &ran, &[])?);
        runs.push(step("run", &ran, &[])?);
        settle(&ran)?;
        floors.push(step("floor", &floored, &[text(&ran)])?);
        floor::same_rows(&ran, &floored)?;
    }
    let (preview, run, floor) = (Figures::median(previews), Figures::median(runs), Figures::median(floors));
    row(&format!("preview, {name}"), &preview);
    row(&format!("run, {name}"), &run);
    row(&format!("floor, {name}"), &floor);
    println!("{:<44}{:>9.2}x", "  run / floor, CPU (at most 3)", ratio(run.cpu_seconds, floor.cpu_seconds));
    println!(
        "{:<44}{:>9.2}x",
        "  preview / run, CPU (at most 1)",
        ratio(preview.cpu_seconds, run.cpu_seconds)
    );
    fs::remove_file(pristine)?;
    Ok(())
}

fn import(folder: &Path) -> Done {
    let file = folder.join("large.book.json");
    let generator = env::current_exe()?.with_file_name(format!("generate{}", env::consts::EXE_SUFFIX));
    let status = Command::new(generator)
        .args(["--contracts", "2000", "--transactions", "1000000", "--out", text(&file)])
        .status()?;
    if !status.success() {
        return Err("the large book was not generated".into());
    }
    row(
        "import of 1,000,000 transactions (60 s, 400 MB)",
        &step("import", &folder.join("large.proforma"), &[text(&file)])?,
    );
    Ok(())
}

const CONTRACTS_OF_ROWS: usize = 2_000;

/// Spreadsheets of a million transactions: texts with ids and without, each once more, and a workbook near its limits.
fn rows(folder: &Path) -> Done {
    let (file, pristine) = (folder.join("rows.book.json"), folder.join("pristine.proforma"));
    write_due_book(&file, CONTRACTS_OF_ROWS, 0)?;
    book::import_into(&pristine, &file, noon(), "bench")?;
    settle(&pristine)?;
    let (csv, xlsx) = (folder.join("rows.csv"), folder.join("rows.xlsx"));
    let statuses = folder.join("statuses.csv");
    spreadsheets::write_csv(&csv, CONTRACTS_OF_ROWS, false)?;
    // All in one contract, so that no two rows beside each other have one status.
    spreadsheets::write_csv(&statuses, 1, true)?;
    spreadsheets::write_xlsx(&xlsx, CONTRACTS_OF_ROWS)?;
    println!("\n{} rows each; within 60 s and 400 MB", spreadsheets::ROWS);
    let mut above = Vec::new();
    for (name, path, ids) in [
        ("CSV with ids", &csv, &[][..]),
        ("CSV without ids", &csv, &["no ids"]),
        ("CSV into one contract, statuses in turn", &statuses, &["statuses"]),
        ("XLSX with ids", &xlsx, &[]),
    ] {
        let book = folder.join("rows.proforma");
        copy(&pristine, &book)?;
        let arguments = [&[text(path)], ids].concat();
        let name = format!("{name}, {} MB", fs::metadata(path)?.len() / 1_000_000);
        for (what, of) in [("dry run", "dry_rows"), ("import", "rows"), ("the same file again", "rows")] {
            let figures = step(of, &book, &arguments)?;
            row(&format!("{name}: {what}"), &figures);
            if figures.wall_seconds > 60.0 || figures.peak_bytes > 400_000_000 {
                above.push(format!("{name}: {what}"));
            }
        }
    }
    if above.is_empty() { Ok(()) } else { Err(format!("above the bounds: {}", above.join("; ")).into()) }
}

fn pdf(folder: &Path) -> Done {
    let (file, book) = (folder.join("pages.book.json"), folder.join("pages.proforma"));
    write_due_book(&file, 101, 6)?;
    book::import_into(&book, &file, noon(), "bench")?;
    step("run", &book, &[])?;
    let one = step("pdf", &book, &["1"])?;
    println!("{:<44}{:>9.1} ms", "one page PDF, warm (30 ms)", ratio(one.wall_seconds, 0.001));
    row("100 PDFs in a batch (2 s)", &step("pdf", &book, &["100"])?);
    Ok(())
}

#[expect(clippy::float_arithmetic, reason = "measurements, not money")]
fn ratio(part: f64, whole: f64) -> f64 {
    part / whole
}

fn row(name: &str, figures: &Figures) {
    println!(
        "{name:<44}{:>10.2}{:>10.2}{:>10}",
        figures.cpu_seconds,
        figures.wall_seconds,
        figures.peak_bytes / 1_000_000
    );
}

/// Measures a step in a process of its own.
fn step(step: &str, book: &Path, rest: &[&str]) -> Done<Figures> {
    let output = Command::new(env::current_exe()?).args(["step", step, text(book)]).args(rest).output()?;
    if !output.status.success() {
        return Err(format!("{step} failed: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Figures::of_line(std::str::from_utf8(&output.stdout)?.trim())
        .ok_or_else(|| format!("{step} printed no figures").into())
}

/// Folds the log into the file and lets go of it, so that the file alone is the book.
fn settle(path: &Path) -> Done {
    let connection = rusqlite::Connection::open(path)?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Done {
    for ending in ["", "-wal", "-shm"] {
        let stale = PathBuf::from(format!("{}{ending}", text(to)));
        if stale.exists() {
            fs::remove_file(stale)?;
        }
    }
    fs::copy(from, to)?;
    Ok(())
}

fn text(path: &Path) -> &str {
    path.to_str().expect("the temporary folder has a plain name")
}

/// Contracts that are all due on one date, with ready transactions in the order of a ledger: contracts interleaved.
fn write_due_book(file: &Path, contracts: usize, transactions: usize) -> Done {
    let mut out = std::io::BufWriter::new(fs::File::create(file)?);
    write!(
        out,
        r#"{{"format":"proforma-book","version":1,"company":{{"name":"C"}},"time_zone":"UTC","customers":["#
    )?;
    for customer in 0..contracts {
        let comma = if customer > 0 { "," } else { "" };
        write!(out, r#"{comma}{{"id":"a{customer}","name":"Customer {customer}"}}"#)?;
    }
    write!(out, r#"],"contracts":["#)?;
    for contract in 0..contracts {
        let comma = if contract > 0 { "," } else { "" };
        write!(
            out,
            r#"{comma}{{"id":"C{contract}","name":"Contract {contract}","currency":"EUR","customers":[{{"customer":"a{contract}","percent":"100"}}],"lines":[{{"id":"l","name":"Work","billing_method":"time_and_material","transaction_classes":["time"],"tax_category":"S","tax_percent":"25","invoice_schedule":[{{"run_date":"2021-01-04","cut_off_date":"2021-01-03"}}]}}]}}"#
        )?;
    }
    write!(out, r#"],"transactions":["#)?;
    for index in 0..contracts * transactions {
        let (comma, contract, day) =
            (if index > 0 { "," } else { "" }, index % contracts, 1 + (index / contracts) % 28);
        write!(
            out,
            r#"{comma}{{"id":"t{index:07}","contract":"C{contract}","contract_line":"l","class":"time","date":"2020-12-{day:02}","description":"Work on item {index}","quantity":"{}.25","unit_price":"95.50","billing_status":"ready_to_invoice"}}"#,
            1 + index % 8
        )?;
    }
    write!(out, "]}}")?;
    Ok(out.flush()?)
}
