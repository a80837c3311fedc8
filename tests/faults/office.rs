//! A book whose batch job has work to do, and the headless program that does it.

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use chrono::{TimeDelta, Utc};
use proforma_api::{book::Book, check::check, runs};
use proforma_store::invoice_list::{self, InvoiceFilter};
use proforma_tests::{TempBook, due_book::DueBook, headless_program};
use serde_json::Value;

/// How long anything may take before it counts as hanging.
pub(crate) const HANGS: Duration = Duration::from_secs(30);

/// A book of contracts that are due tomorrow, whose job was started today.
pub(crate) struct Office {
    folder: tempfile::TempDir,
    book: TempBook,
    contracts: usize,
    transactions: usize,
    clock: PathBuf,
}

impl Office {
    pub(crate) fn new(contracts: usize, transactions: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = folder.path().join("clock");
        fs::write(&clock, "0").unwrap();
        let due = Utc::now().date_naive() + TimeDelta::days(1);
        let book = DueBook { contracts, transactions, dates: &[due], time_zone: "UTC" }.make();
        let office = Self { book, folder, contracts, transactions, clock };
        let mut serving = office.serve(&office.book.path());
        serving.wait_for("sleeps");
        serving.terminate();
        // From here on it is tomorrow, and the timer has ended.
        fs::write(&office.clock, (25 * 3600).to_string()).unwrap();
        office
    }

    /// The same book again, as it is before anything is due.
    pub(crate) fn copy(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name).with_extension("proforma");
        for ending in ["proforma", "proforma-wal", "proforma-shm"] {
            let _ = fs::remove_file(path.with_extension(ending));
        }
        fs::copy(self.book.path(), &path).unwrap();
        path
    }

    /// The loop of the headless program on a book.
    pub(crate) fn serve(&self, book: &Path) -> Serving {
        self.serve_with(book, None)
    }

    /// As [`Office::serve`], with a lease of so many seconds.
    pub(crate) fn serve_with(&self, book: &Path, lease_seconds: Option<u32>) -> Serving {
        let mut command = Command::new(headless_program());
        command.arg("--book").arg(book).arg("serve").env("PROFORMA_CLOCK_AHEAD", &self.clock);
        if let Some(seconds) = lease_seconds {
            command.env("PROFORMA_LEASE_SECONDS", seconds.to_string());
        }
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        Serving { child, lines, is_over: false }
    }

    /// Holds the book against what must be: every contract has one draft of its whole work, and the book is sound.
    pub(crate) fn prove(&self, book: &Path, what: &str) {
        let open = Book::open(book).unwrap();
        let violations = check(open.connection()).unwrap();
        assert!(violations.is_empty(), "{what}: {violations:?}");
        let page = invoice_list::page(open.connection(), InvoiceFilter::default(), 0, u32::MAX).unwrap();
        let billed: BTreeSet<&str> = page.iter().map(|invoice| invoice.contract.as_str()).collect();
        assert_eq!((page.len(), billed.len()), (self.contracts, self.contracts), "{what}: one draft each");
        let each = format!("{}.00", self.transactions * 100);
        assert!(page.iter().all(|invoice| invoice.total.to_string() == each), "{what}: {each} each");
        let listed = runs::process_runs(open.connection()).unwrap();
        let run = listed.iter().find(|run| run.drafts > 0).unwrap();
        let told = runs::process_run(open.connection(), open.sums(), run.run_date).unwrap().unwrap();
        let [proof] = &told.proof[..] else { unreachable!("{what}: one currency") };
        let all = format!("{}.00", self.contracts * self.transactions * 100);
        let books = [&proof.ready_before, &proof.invoiced, &proof.left_out].map(String::as_str);
        assert_eq!(
            (books, proof.adds_up),
            ([&*all, &*all, "0.00"], true),
            "{what}: the books of all attempts"
        );
    }

    /// How many drafts a book has just now.
    pub(crate) fn drafts(&self, book: &Path) -> usize {
        Book::open_to_read(book).unwrap().header(Utc::now()).unwrap().counts.drafts as usize
    }
}

/// A loop on its way; killed when dropped.
pub(crate) struct Serving {
    child: Child,
    lines: BufReader<ChildStdout>,
    is_over: bool,
}

impl Serving {
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// The next thing it says; none where it has ended.
    pub(crate) fn next(&mut self) -> Option<Value> {
        let mut line = String::new();
        match self.lines.read_line(&mut line) {
            Ok(0) | Err(_) => None,
            Ok(_) => Some(serde_json::from_str(&line).unwrap()),
        }
    }

    /// Reads on until it says this; false where it has nothing more to run.
    pub(crate) fn said(&mut self, event: &str) -> bool {
        while let Some(said) = self.next() {
            if said["event"] == event {
                return true;
            }
            if said["event"] == "sleeps" {
                return false;
            }
        }
        false
    }

    /// Reads on until it says this; how long that took.
    pub(crate) fn wait_for(&mut self, event: &str) -> Duration {
        let started = Instant::now();
        loop {
            let said = self.next();
            assert!(said.is_some(), "it ended before it said {event:?}: {}", self.complaint());
            if said.unwrap()["event"] == event {
                return started.elapsed();
            }
            assert!(started.elapsed() < HANGS, "it never said {event:?}");
        }
    }

    /// What it says on standard error, once it has ended.
    pub(crate) fn complaint(&mut self) -> String {
        let mut text = String::new();
        if let Some(mut stderr) = self.child.stderr.take() {
            let _ = std::io::Read::read_to_string(&mut stderr, &mut text);
        }
        text
    }

    pub(crate) fn signal(&self, signal: &str) {
        let status =
            Command::new("kill").args([&format!("-{signal}"), &self.id().to_string()]).status().unwrap();
        assert!(status.success(), "{signal} is sent");
    }

    /// Stops it where it stands; the signal takes effect a moment after it was sent.
    pub(crate) fn freeze(&self) {
        self.signal("STOP");
        let state = || {
            let told =
                Command::new("ps").args(["-o", "state=", "-p", &self.id().to_string()]).output().unwrap();
            String::from_utf8_lossy(&told.stdout).trim().to_owned()
        };
        while !state().starts_with('T') {
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    pub(crate) fn kill(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.is_over = true;
    }

    /// Asks it to end and waits for that; how long it took.
    pub(crate) fn terminate(mut self) -> Duration {
        let started = Instant::now();
        self.signal("TERM");
        let status = self.child.wait().unwrap();
        self.is_over = true;
        assert!(status.success(), "it ends cleanly");
        started.elapsed()
    }

    /// Whether it ends by itself, refused, with this in its sentence.
    pub(crate) fn ends_refused(mut self, sentence: &str) -> bool {
        let status = self.child.wait().unwrap();
        self.is_over = true;
        status.code() == Some(1) && self.complaint().contains(sentence)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        if !self.is_over {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
