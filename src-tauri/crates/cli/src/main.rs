//! `proforma-cli`: the headless program. Arguments in, one JSON value out, the same use cases as the window.
//!
//! Exit code 0: done. 1: refused or failed, with one readable line on standard error. 2: wrong usage.

mod commands;
mod serve;

use std::{path::PathBuf, process::ExitCode};

use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};

/// Proforma invoices from project contracts, without a window.
#[derive(Debug, Parser)]
#[command(name = "proforma-cli", version, arg_required_else_help = true)]
struct Arguments {
    /// The book.
    #[arg(long, value_name = "FILE", global = true)]
    book: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Create the book from an interchange file, or add the file to it: all of it or nothing.
    Import {
        /// A file such as adatum.book.json.
        file: PathBuf,
    },
    /// Add the transactions of a CSV or XLSX file: all of them, or none where one is wrong. Those that the book has
    /// already are passed over.
    ImportTransactions {
        /// The file.
        file: PathBuf,
        /// Which column is which field, as JSON.
        #[arg(long, value_name = "MAP.json")]
        map: PathBuf,
        /// Only say what would be added.
        #[arg(long)]
        dry_run: bool,
    },
    /// Print the whole book in the interchange format.
    Export,
    /// Print what a run of a date would create; writes nothing.
    Preview {
        /// The run date, such as 2020-10-05.
        #[arg(long)]
        date: NaiveDate,
    },
    /// Run one date, or every date not yet covered.
    #[command(group(clap::ArgGroup::new("which").required(true).args(["date", "through"])))]
    Run {
        /// Exactly this run date.
        #[arg(long)]
        date: Option<NaiveDate>,
        /// Every date not yet covered up to this one.
        #[arg(long)]
        through: Option<NaiveDate>,
        /// Where a book that has never run starts.
        #[arg(long, requires = "through")]
        from: Option<NaiveDate>,
    },
    /// Create invoices by hand: what is ready, schedules ignored.
    Create {
        /// Ids of contracts.
        #[arg(long = "contract", required = true, num_args = 1.., value_name = "ID")]
        contracts: Vec<String>,
        /// The last date to bill; today where nothing is said.
        #[arg(long)]
        through: Option<NaiveDate>,
    },
    /// Print every invoice.
    Invoices,
    /// Print one invoice.
    Invoice {
        /// Its id.
        id: String,
    },
    /// Delete a draft; its transactions and milestones are ready to invoice again.
    Delete {
        /// The draft's id.
        id: String,
    },
    /// Mark transactions or milestones: all of them or none.
    Mark {
        /// Their ids.
        #[arg(required = true)]
        ids: Vec<String>,
        /// Their new billing status.
        #[arg(long)]
        status: Markable,
        /// Only this customer's share.
        #[arg(long, value_name = "ID")]
        customer: Option<String>,
    },
    /// Print why a transaction or milestone is not on an invoice, and when it will be.
    Explain {
        /// Its id.
        id: String,
        /// As seen on this date; today where nothing is said.
        #[arg(long)]
        date: Option<NaiveDate>,
    },
    /// Write invoices as PDF files.
    Pdf {
        /// Their ids.
        #[arg(required = true)]
        ids: Vec<String>,
        /// The folder to write to.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Check that the book adds up; exits with 1 where it does not.
    Check,
    /// Keep the batch job going until stopped by Ctrl-C or SIGTERM; one line of JSON for each thing it does.
    ///
    /// A book whose job was never started gets one; a stopped one goes on by its stored timer.
    Serve {
        /// What a job that was never started begins with.
        #[arg(long, value_enum, default_value_t = Workflow::ProcessRunner)]
        workflow: Workflow,
        /// Agree to run more than 31 missed dates.
        #[arg(long)]
        run_missed: bool,
        /// Go by the clock as it is now, where the book has seen a later time or dates to come count as covered.
        #[arg(long)]
        clock_is_right: bool,
    },
}

/// The workflows that create invoices.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Workflow {
    /// Sleeps for 24 hours first.
    ProcessRunCaller,
    /// Processes at once.
    ProcessRunner,
}

/// The statuses that a person gives.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Markable {
    ReadyToInvoice,
    NotReady,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let Some(book) = arguments.book else {
        eprintln!("name the book with --book FILE");
        return ExitCode::from(2);
    };
    match commands::carry_out(&book, arguments.command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{}", commands::one_line(&*error));
            ExitCode::FAILURE
        }
    }
}
