//! What the window costs on a large book: the second half of `cargo xtask bench`.
//!
//! `bench_window [--book FILE.proforma] [--minutes N] [--pictures] [--questions]` drives the built program named by
//! `PROFORMA_PROGRAM`. Times are taken inside the page, from what a person does to the frame that shows the answer; what
//! the program itself takes of them is measured first, and alone with `--questions`. A book that is named and not there
//! is made. Nothing here fails because it is
//! slow: it prints what it measured beside what was aimed at.

mod bench {
    pub mod processes;
    pub mod questions;
}

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::AtomicBool,
    time::{Duration, Instant},
};

use bench::{processes, questions};
use chrono::{Datelike, Days, Local, Months, NaiveDate};
use proforma_api::book;
use proforma_tests::{
    noon,
    window::{self, SCREENS, Window},
};
use proforma_worker::{AskedBy, Clock, Order, ProcessRunner};
use serde_json::Value;

type Done<T = ()> = Result<T, Box<dyn Error>>;

/// How long the window is used before its memory is read again, unless the arguments say otherwise.
const MINUTES: u64 = 10;
/// How long the book has been worked with when the window opens: every day has been run, most work lies ahead.
const MONTHS_BEFORE: Months = Months::new(2);

#[tokio::main]
async fn main() -> Done {
    let options = Options::read(env::args().skip(1))?;
    let folder = tempfile::tempdir()?;
    let today = Local::now().date_naive();
    let book = options.book.unwrap_or_else(|| folder.path().join("large.proforma"));
    if !book.exists() {
        make_large_book(&book, today)?;
    }
    println!("\nThe window on {}", described(&book)?);
    questions::all(&book, today)?;
    if options.questions_only {
        return Ok(());
    }
    println!("{:<52}{:>9}{:>9}{:>9}{:>6}", "milliseconds", "aim", "median", "worst", "of");
    let bench = Bench { today, window: Window::open_with(&[("PROFORMA_TEST_OPEN_BOOK", &book)]).await };
    bench.first_paint().await?;
    bench.backlog().await?;
    bench.screens().await?;
    bench.contract().await?;
    bench.palette().await?;
    bench.scrolling().await?;
    bench.after_a_change().await?;
    if options.pictures {
        bench.pictures().await;
    }
    bench.memory(Duration::from_secs(options.minutes * 60)).await?;
    bench.window.close().await;
    Ok(())
}

struct Options {
    book: Option<PathBuf>,
    minutes: u64,
    pictures: bool,
    questions_only: bool,
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> Done<Self> {
        let mut options = Self { book: None, minutes: MINUTES, pictures: false, questions_only: false };
        while let Some(name) = arguments.next() {
            match name.as_str() {
                "--pictures" => options.pictures = true,
                "--questions" => options.questions_only = true,
                _ => options.read_with_value(&name, arguments.next())?,
            }
        }
        Ok(options)
    }

    fn read_with_value(&mut self, name: &str, value: Option<String>) -> Done {
        let value = value.ok_or_else(|| format!("{name} needs a value"))?;
        match name {
            "--book" => self.book = Some(PathBuf::from(value)),
            "--minutes" => self.minutes = value.parse()?,
            _ => return Err(format!("{name} is not an option").into()),
        }
        Ok(())
    }
}

/// 2,000 contracts with 1,000,000 transactions, and the invoices of every day up to today.
fn make_large_book(book: &Path, today: NaiveDate) -> Done {
    let start =
        today.with_day(1).and_then(|first| first.checked_sub_months(MONTHS_BEFORE)).ok_or("no start")?;
    let file = book.with_extension("book.json");
    let generator = env::current_exe()?.with_file_name(format!("generate{}", env::consts::EXE_SUFFIX));
    let mut generate = Command::new(generator);
    if !generate.args(["--start", &start.to_string()]).arg("--out").arg(&file).status()?.success() {
        return Err("the large book was not generated".into());
    }
    book::import_into(book, &file, noon(), "bench")?;
    fs::remove_file(file)?;
    let runner = ProcessRunner::new("bench", Clock::of(noon))?;
    for run_date in start.iter_days().take_while(|date| *date <= today) {
        let order = Order {
            run_date,
            today: run_date,
            tells_the_rest: false,
            asked_by: AskedBy::Person,
            cancel: &AtomicBool::new(false),
        };
        runner.run_date(book, &order, &mut |_| Ok(()))?;
    }
    Ok(())
}

fn described(book: &Path) -> Done<String> {
    let connection = rusqlite::Connection::open(book)?;
    let count = |table: &str| {
        connection
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, u32>(0))
            .map(|count| grouped(u64::from(count)))
    };
    Ok(format!(
        "{} contracts, {} transactions, {} shares, {} invoices; {} MB",
        count("contract")?,
        count("\"transaction\"")?,
        count("share")?,
        count("invoice")?,
        grouped(fs::metadata(book)?.len() / 1_000_000)
    ))
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

struct Bench {
    today: NaiveDate,
    window: Window,
}

impl Bench {
    async fn first_paint(&self) -> Done {
        let program = processes::newest(&window::program()).ok_or("the program is not running")?;
        let script = format!(
            "const done = arguments[arguments.length - 1];
             const look = () => {{
               const [first] = performance.getEntriesByName('first-screen');
               if (first === undefined) requestAnimationFrame(look);
               else done(performance.timeOrigin + first.startTime - {});
             }};
             look();",
            program.started_milliseconds()
        );
        let since = self.window.run_async(&script).await;
        row("first paint after start", None, &[since.as_f64().ok_or("the page marks no first screen")?]);
        let mut frames = Vec::new();
        for _ in 0..5 {
            frames.push(self.measure("", "true").await?);
        }
        row("nothing at all: frames that every figure has in it", None, &frames);
        Ok(())
    }

    async fn backlog(&self) -> Done {
        // As soon as there is anything to click.
        let open = "all('button').find((button) => button.textContent.includes('Open a book')).click();
                    const follow = setInterval(() => {
                      if (document.querySelector('nav a[href*=backlog]') === null) return;
                      clearInterval(follow);
                      go('/backlog');
                    }, 4);";
        let opened = self.measure(open, "listed()").await?;
        row("open the book, to the first backlog page", Some(1_000), &[opened]);

        let mut pages = Vec::new();
        for page in 1..=8 {
            let scroll = format!("scroller().scrollTop = {page} * 220 * rows()[0].offsetHeight;");
            pages.push(self.measure(&scroll, "listed()").await?);
        }
        row("next page", Some(200), &pages);
        let mut far = Vec::new();
        for part in ["0.5", "0.25", "0.75", "1"] {
            let leap = format!("scroller().scrollTop = {part} * scroller().scrollHeight;");
            far.push(self.measure(&leap, "listed()").await?);
        }
        row("a page far down, by the scroll bar", Some(200), &far);

        let mut sorts = Vec::new();
        for (sort, head) in [("amount", "Amount"), ("date", "Date"), ("billing_status", "Billing status")] {
            for order in ["", "&order=descending"] {
                let ask = format!("go('/backlog?sort={sort}{order}');");
                let direction = if order.is_empty() { "ascending" } else { "descending" };
                let shown =
                    format!("sorted('{head}') && document.querySelector('[aria-sort={direction}]') !== null");
                sorts.push(self.measure(&ask, &shown).await?);
            }
        }
        row("new sort", Some(200), &sorts);

        let mut filters = Vec::new();
        let [from, to] = [30, 60].map(|days| self.today + Days::new(days));
        for filter in [
            "status=not_ready",
            "class=expense",
            "currency=JPY",
            "type=complimentary",
            &format!("from={from}&to={to}"),
            "contract=C77",
            "status=ready_to_invoice&class=milestone",
        ] {
            // The rows of the filter before stay until those of this one are there.
            let ask = format!("go('/backlog?{filter}');");
            filters
                .push(self.measure(&ask, &format!("location.hash.includes('{filter}') && listed()")).await?);
        }
        row("new filter", Some(200), &filters);

        let mut searches = Vec::new();
        for text in ["stage 17", "travel", "customer 12", "t99999"] {
            let ask = format!("go('/backlog?search={}');", text.replace(' ', "%20"));
            searches.push(self.measure(&ask, "location.hash.includes('search=') && listed()").await?);
        }
        row("new search", Some(200), &searches);
        Ok(())
    }

    async fn screens(&self) -> Done {
        for (address, heading) in [
            ("home", "Home"),
            ("radar", "Stranded-revenue radar"),
            ("calendar", "Calendar"),
            ("contracts", "Contracts"),
            ("invoices", "Invoices"),
            ("process-runs", "Process runs"),
        ] {
            let mut visits = Vec::new();
            for _ in 0..3 {
                let visit = format!("go('/{address}');");
                visits.push(self.measure(&visit, &format!("headed('{heading}') && idle()")).await?);
                self.measure("go('/run');", "headed('Run')").await?;
            }
            row(&format!("{heading}, all of it"), Some(1_000), &visits);
        }
        Ok(())
    }

    async fn contract(&self) -> Done {
        self.measure("go('/contracts');", "headed('Contracts') && listed()").await?;
        let opened = self.measure("go('/contracts/C0');", "headed('Contract 0') && idle()").await?;
        row("open the contract of 10,000 transactions", Some(300), &[opened]);
        let listed =
            self.measure("go('/contracts/C0?tab=transactions');", "headed('Contract 0') && listed()").await?;
        row("  its transactions", Some(300), &[listed]);
        let last = self.measure("scroller().scrollTop = scroller().scrollHeight;", "listed()").await?;
        row("  the last of them", Some(200), &[last]);
        Ok(())
    }

    async fn palette(&self) -> Done {
        let open = "document.querySelector('button[aria-keyshortcuts=\"Control+K\"]').click();";
        self.measure(open, "document.querySelector('[role=dialog] [role=combobox]') !== null").await?;
        let mut keys = Vec::new();
        for words in ["contract 12", "customer 7", "stage 17", "t4321", "1250.00"] {
            for end in 1..=words.len() {
                let typed = &words[..end];
                let act =
                    format!("type(document.querySelector('[role=dialog] [role=combobox]'), '{typed}');");
                let shown = "document.querySelector('[role=dialog] [role=status]').textContent !== ''";
                keys.push(self.measure(&act, shown).await?);
            }
        }
        row("palette, each letter typed", Some(100), &keys);
        self.measure(
            "document.querySelector('[role=dialog] button').click();",
            "document.querySelector('[role=dialog]') === null",
        )
        .await?;
        Ok(())
    }

    async fn scrolling(&self) -> Done {
        self.measure("go('/backlog?sort=date');", "sorted('Date')").await?;
        println!(
            "{:<52}{:>9}{:>9}{:>9}",
            "\nscrolling the backlog, five seconds", "frames", "blank", "longest"
        );
        for (name, speed) in
            [("wheel, 2,000 pixels a second", 2_000), ("wheel, 6,000 pixels a second", 6_000)]
        {
            let answer = self.ask(&format!("scroll({speed}, 5_000)")).await?;
            let [frames, blank, longest] = [0, 1, 2].map(|at| answer[at].as_f64().unwrap_or(f64::NAN));
            println!("{name:<51}{frames:>9.0}{blank:>9.0}{longest:>6.0} ms");
        }
        Ok(())
    }

    /// What the first screens cost once the book has changed: nothing that is remembered holds any longer.
    async fn after_a_change(&self) -> Done {
        let mut homes = Vec::new();
        for _ in 0..3 {
            let panel = "listed() && all('main aside button').some((button) =>
                           button.textContent.startsWith('Mark ready'))";
            self.measure("go('/backlog?status=not_ready');", panel).await?;
            let mark = "all('main aside button').find((button) =>
                          button.textContent.startsWith('Mark ready')).click();";
            self.measure(mark, "document.body.textContent.includes('Undo')").await?;
            homes.push(self.measure("go('/home');", "headed('Home') && idle()").await?);
        }
        row("Home after a share was marked ready", Some(1_000), &homes);
        Ok(())
    }

    /// Every screen, to be looked at: `target/screenshots/large-*.png`.
    async fn pictures(&self) {
        for (width, height) in [(1280, 800), (1920, 1080)] {
            self.window.resize(width, height).await;
            self.window.wait_for_size(u64::from(width), u64::from(height)).await;
            for theme in ["light", "dark"] {
                self.window.set_theme(theme).await;
                for (key, heading, name) in SCREENS {
                    self.window.press(format!("g{key}")).await;
                    self.window.find("heading", heading).await;
                    self.window.settle().await;
                    self.window.screenshot(&format!("large-{name}-{width}-{theme}")).await;
                }
            }
        }
    }

    async fn memory(&self, used: Duration) -> Done {
        tokio::time::sleep(Duration::from_secs(5)).await;
        let program = processes::newest(&window::program()).ok_or("the program is not running")?;
        println!("\n{:<52}{:>9}{:>9}", "memory, MB (shared pages counted once)", "program", "with page");
        let print = |name: &str| {
            let (own, all) = (program.own_memory(), program.memory_with_children());
            println!("{name:<51}{:>9}{:>9}", own / 1_000_000, all / 1_000_000);
        };
        print("after the measurements above, idle");
        let (ends, mut walks) = (Instant::now() + used, 0);
        while Instant::now() < ends {
            for address in [
                "/home",
                "/backlog",
                "/backlog?sort=amount",
                "/contracts",
                "/contracts/C0?tab=transactions",
                "/invoices",
                "/calendar",
                "/radar",
            ] {
                self.measure(&format!("go('{address}');"), "idle()").await?;
                self.ask("scroller() === null ? null : scroll(4_000, 1_500)").await?;
            }
            walks += 1;
        }
        print(&format!("after {} minutes, {walks} times through all screens", used.as_secs() / 60));
        Ok(())
    }

    /// Milliseconds from `act` until `shown` holds, both in the words of `bench/window.js`.
    async fn measure(&self, act: &str, shown: &str) -> Done<f64> {
        let answer = self.ask(&format!("measure(() => {{ {act} }}, () => {shown})")).await;
        let answer = answer.map_err(|error| format!("{act} … {shown}: {error}"))?;
        answer.as_f64().ok_or_else(|| format!("{answer} is no time").into())
    }

    async fn ask(&self, expression: &str) -> Done<Value> {
        let script = format!(
            "{}\n(async () => {expression})().then(done, (error) => done({{ error: String(error) }}));",
            include_str!("bench/window.js")
        );
        let answer = self.window.run_async(&script).await;
        match answer.get("error") {
            Some(error) => Err(error.to_string().into()),
            None => Ok(answer),
        }
    }
}

fn row(name: &str, aim: Option<u32>, measured: &[f64]) {
    let mut sorted = measured.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (median, worst) = (sorted[sorted.len() / 2], sorted[sorted.len() - 1]);
    let aim = aim.map(|aim| aim.to_string()).unwrap_or_default();
    println!("{name:<52}{aim:>9}{median:>9.0}{worst:>9.0}{:>6}", sorted.len());
}
