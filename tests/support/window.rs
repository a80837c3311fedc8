//! The real window, driven as a person would: by what things are and what they are called.
//!
//! Each window has its own driver, session bus and home folder, so that tests neither meet nor leave anything.

use std::{
    env, fs,
    mem::ManuallyDrop,
    path::{Path, PathBuf},
    process::{Child, Command},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::{
    desktop::Desktop,
    driver::{DriverProcess, in_home},
};

/// How long anything on the screen may take to appear. Generous: the machine may be busy compiling.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
/// How often the screen is looked at while waiting.
pub(crate) const GLANCE: Duration = Duration::from_millis(50);

/// A picture of a window without anything in it takes less than this.
const BLANK_PICTURE_BYTES: usize = 8_000;

/// The screens of an open book: the key after `G`, the heading, and the name of pictures of it.
pub const SCREENS: [(&str, &str, &str); 11] = [
    ("h", "Home", "home"),
    ("b", "Billing backlog", "backlog"),
    ("r", "Run…", "run"),
    ("i", "Invoices", "invoices"),
    ("c", "Contracts", "contracts"),
    ("a", "Calendar", "calendar"),
    ("s", "Stranded-revenue radar", "radar"),
    ("p", "Process runs", "process-runs"),
    ("l", "Utilization", "utilization"),
    ("m", "Import", "import"),
    ("t", "Settings", "settings"),
];

/// A running program with its window.
pub struct Window {
    /// Never dropped: it would end the session and wait for that, on the very thread that must carry the answer.
    page: ManuallyDrop<WebDriver>,
    driver: DriverProcess,
}

impl Window {
    /// Starts the program with an empty home.
    pub async fn open() -> Self {
        Self::open_with(&[]).await
    }

    /// Starts the program with an empty home and these variables in its environment.
    pub async fn open_with(variables: &[(&str, &Path)]) -> Self {
        let driver = DriverProcess::start(variables);
        driver.wait_until_ready().await;
        Self::open_in(driver).await
    }

    /// As [`Window::open_with`], on a desktop that is there before the program: it looks for a tray when it starts.
    pub async fn open_on_desktop(variables: &[(&str, &Path)]) -> (Self, Desktop) {
        let driver = DriverProcess::start(variables);
        driver.wait_until_ready().await;
        let bus = driver.bus();
        let desktop = tokio::task::spawn_blocking(move || Desktop::on(&bus)).await;
        (Self::open_in(driver).await, desktop.expect("a session bus takes the services of a desktop"))
    }

    async fn open_in(driver: DriverProcess) -> Self {
        let mut capabilities = Capabilities::new();
        capabilities
            .set("tauri:options", json!({ "application": program() }))
            .expect("the option is plain JSON");
        let page =
            WebDriver::new(&driver.url(), capabilities).await.expect("the program starts with a window");
        let window = Self { page: ManuallyDrop::new(page), driver };
        // A picture is cut out of the screen from its corner: there the window must stand, and no other before it.
        window.resize(1280, 800).await;
        window.wait_for_size(1280, 800).await;
        window
    }

    /// Ends the program as its user would; after a failed test it is ended by force.
    pub async fn close(self) {
        let Self { page, driver } = self;
        ManuallyDrop::into_inner(page).quit().await.expect("the session ends");
        drop(driver);
    }

    /// The home of this program, for looking at what it wrote.
    pub fn home(&self) -> &Path {
        self.driver.home.path()
    }

    /// The address of its session bus.
    pub fn bus(&self) -> String {
        self.driver.bus()
    }

    /// Another start of the program by the same user on the same desktop.
    pub fn start_again(&self, variables: &[(&str, &Path)], arguments: &[&str]) -> Child {
        let mut command = Command::new(program());
        command.args(arguments);
        in_home(&mut command, self.home()).env("DBUS_SESSION_BUS_ADDRESS", self.bus());
        command.envs(variables.iter().copied()).spawn().expect("the program starts")
    }

    /// The driver itself, for what this file has no word for.
    pub fn page(&self) -> &WebDriver {
        &self.page
    }

    /// The only visible element of this role and name, as soon as there is one. A name that ends in `…` is a start; one
    /// that begins with it as well is a part.
    pub async fn find(&self, role: &str, name: &str) -> WebElement {
        self.find_in(None, role, name).await
    }

    async fn find_in(&self, outside: Option<(&str, &str)>, role: &str, name: &str) -> WebElement {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let mut found = match outside {
                None => self.find_now(role, name).await,
                Some((role_outside, name_outside)) => {
                    let outer = self.find_now(role_outside, name_outside).await;
                    match outer.as_slice() {
                        [only] => self.find_now_in(Some(only), role, name).await,
                        _ => Vec::new(),
                    }
                }
            };
            if found.len() == 1 {
                return found.remove(0);
            }
            if Instant::now() > deadline {
                let (others, picture) = (self.names(role).await, self.failure().await);
                assert!(
                    found.len() == 1,
                    "there are {} visible elements of role {role:?} named {name:?}, but {others:#?}; see {}",
                    found.len(),
                    picture.display()
                );
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Whether such an element can be seen within some time.
    pub async fn sees(&self, role: &str, name: &str, patience: Duration) -> bool {
        let deadline = Instant::now() + patience;
        while self.find_now(role, name).await.is_empty() {
            if Instant::now() > deadline {
                return false;
            }
            tokio::time::sleep(GLANCE).await;
        }
        true
    }

    /// Waits until a text can be seen, once or several times.
    pub async fn see_any(&self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while self.find_now("text", text).await.is_empty() {
            if Instant::now() >= deadline {
                let picture = self.failure().await;
                assert!(
                    Instant::now() < deadline,
                    "{text:?} is not on the screen; see {}",
                    picture.display()
                );
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until no such element is visible any more.
    pub async fn see_no(&self, role: &str, name: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.find_now(role, name).await.is_empty() {
            assert!(Instant::now() < deadline, "{role:?} named {name:?} is still on the screen");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Clicks the element of this role and name as soon as it may be used. What moves away at that moment is clicked
    /// where it comes to rest.
    pub async fn click(&self, role: &str, name: &str) {
        self.click_in(None, role, name).await;
    }

    /// Clicks an element inside another one, given by role and name as well.
    pub async fn click_within(&self, outside: (&str, &str), role: &str, name: &str) {
        self.click_in(Some(outside), role, name).await;
    }

    async fn click_in(&self, outside: Option<(&str, &str)>, role: &str, name: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = self.find_in(outside, role, name).await;
            let is_usable = found.is_enabled().await.unwrap_or(false);
            if is_usable && found.click().await.is_ok() {
                return;
            }
            // The driver takes what is half hidden below the fold for seen.
            let _ = found.scroll_into_view().await;
            if Instant::now() > deadline {
                let picture = self.failure().await;
                assert!(!is_usable, "{role} {name:?} cannot be clicked; see {}", picture.display());
                assert!(is_usable, "{role} {name:?} may not be used; see {}", picture.display());
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Clicks a button of a dialog that takes the window away. The page does it by itself a moment later: the driver
    /// would wait for an answer to its click, which a page that is not shown any more may never give.
    pub async fn click_away(&self, name: &str) {
        self.find("button", name).await;
        let click = "const name = arguments[0];
            const click = () => {
                const buttons = [...document.querySelectorAll('[role=dialog] button')];
                const meant = buttons.find((button) => button.textContent === name);
                // The dialog may be on its way in.
                if (meant) meant.click(); else setTimeout(click, 50);
            };
            setTimeout(click, 50);";
        self.run(click, vec![json!(name)]).await;
    }

    /// Presses a key, or several together, wherever the focus is: `press(Key::Control + "k")`.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        let keys = keys.into().as_vec().into_iter().collect::<String>();
        let deadline = Instant::now() + PATIENCE;
        loop {
            let focused = self.page.active_element().await.expect("something has the focus");
            match focused.send_keys(keys.as_str()).await {
                Ok(()) => return,
                // What had the focus is gone before the key arrived: another element has it by now.
                Err(error) => assert!(Instant::now() < deadline, "no element takes keys: {error}"),
            }
        }
    }

    /// Makes the page this large, in pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        self.page.set_window_rect(0, 0, width, height).await.expect("the window can be resized");
    }

    /// Waits until the page has taken this size.
    pub async fn wait_for_size(&self, width: u64, height: u64) {
        let deadline = Instant::now() + PATIENCE;
        while self.size().await != (width, height) {
            assert!(Instant::now() < deadline, "the page is still {:?} large", self.size().await);
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// The size of the page in pixels, as the page itself sees it.
    pub async fn size(&self) -> (u64, u64) {
        let size = self.run("return [window.innerWidth, window.innerHeight];", vec![]).await;
        let side = |index: usize| size[index].as_u64().expect("a window has whole pixels");
        (side(0), side(1))
    }

    /// Keeps a picture as `target/screenshots/NAME.png` and says where.
    ///
    /// It is taken of the screen, not asked of the web view: that one waits for a frame that may never come where
    /// there is no graphics card.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        let folder = target().join("screenshots");
        fs::create_dir_all(&folder).expect("the folder of the pictures can be made");
        let path = folder.join(format!("{name}.png"));
        let deadline = Instant::now() + PATIENCE;
        loop {
            // What has been found is in the page, but may not have been painted yet. A hidden window paints nothing.
            let painted = "const done = arguments[0];
                setTimeout(() => done(null), 5000);
                const rest = () => document.getAnimations().some((one) => one.playState === 'running' &&
                    one.effect.getComputedTiming().iterations !== Infinity) ? requestAnimationFrame(rest)
                    : requestAnimationFrame(() => requestAnimationFrame(() => done(null)));
                document.fonts.ready.then(rest);";
            self.page.execute_async(painted, vec![]).await.expect("the page is painted");
            let picture = self.page.screenshot_as_png().await.expect("the window can be pictured");
            // And painted is not shown: a window that has just opened stays blank for a moment longer.
            if picture.len() > BLANK_PICTURE_BYTES || Instant::now() > deadline {
                fs::write(&path, picture).expect("the picture can be written");
                break;
            }
            tokio::time::sleep(GLANCE).await;
        }
        path
    }

    /// Shows the page in the light or the dark theme.
    pub async fn set_theme(&self, theme: &str) {
        let set = "localStorage.setItem('mantine-color-scheme-value', arguments[0]);
                   document.documentElement.setAttribute('data-mantine-color-scheme', arguments[0]);";
        self.run(set, vec![json!(theme)]).await;
    }

    /// Waits until nothing is being loaded any more: no bar stands for what is to come.
    pub async fn settle(&self) {
        let deadline = Instant::now() + PATIENCE;
        let waiting =
            "return document.querySelectorAll('[aria-busy=true], [aria-label=\"Loading\"]').length;";
        while self.run(waiting, vec![]).await != json!(0) {
            assert!(Instant::now() < deadline, "the screen is still loading");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Checks this screen with axe: no violation of WCAG 2.2 A or AA, and nothing else that is serious or critical.
    pub async fn assert_accessible(&self) {
        let axe = root().join("ui/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&axe).expect("axe-core is installed: npm ci --prefix ui");
        self.run(&format!("{axe}\nwindow.axe = axe;"), vec![]).await;
        // The size of targets is the one rule of 2.2 that axe leaves out unless asked.
        let check = "const done = arguments[0];
            const isGrave = ({ tags, impact }) => tags.some((tag) => /^wcag2\\d?aa?$/.test(tag)) ||
                impact === 'serious' || impact === 'critical';
            axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }).then(
                (report) => done(report.violations.filter(isGrave).map(({ id, tags, help, nodes }) =>
                    ({ id, tags, help, nodes: nodes.map((node) => [node.html, node.failureSummary]) }))),
                (error) => done([String(error)]));";
        let grave = self.run_async(check).await;
        assert_eq!(grave, json!([]), "some people cannot use this screen: {grave:#}");
    }

    /// What a script in the page answers later: its last argument is a function to be called with it.
    pub async fn run_async(&self, script: &str) -> Value {
        self.page.execute_async(script, vec![]).await.expect("the page runs the script").json().clone()
    }

    /// A picture under the name of the test that fails.
    async fn failure(&self) -> PathBuf {
        let test = std::thread::current().name().unwrap_or_default().replace("::", "-");
        self.screenshot(&format!("failure-{test}")).await
    }

    /// What is to be seen of a role.
    async fn names(&self, role: &str) -> Vec<String> {
        let mut names = Vec::new();
        for element in self.find_now(role, "……").await {
            let label = element.attr("aria-label").await.ok().flatten();
            names.push(label.unwrap_or(element.text().await.unwrap_or_default()));
        }
        names
    }

    async fn find_now(&self, role: &str, name: &str) -> Vec<WebElement> {
        self.find_now_in(None, role, name).await
    }

    async fn find_now_in(&self, inside: Option<&WebElement>, role: &str, name: &str) -> Vec<WebElement> {
        let inside = inside.map_or(Value::Null, |element| element.to_json().expect("an element has an id"));
        let found = self.page.execute(include_str!("page.js"), vec![json!(role), json!(name), inside]).await;
        // The page may be on its way to another one: then nothing is there yet.
        found.and_then(|found| found.elements()).unwrap_or_default()
    }

    /// What a script in the page answers.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.page.execute(script, arguments).await.expect("the page runs the script").json().clone()
    }
}

/// The program that is driven: `PROFORMA_PROGRAM`, or the one that is built for debugging.
pub fn program() -> PathBuf {
    let program =
        env::var_os("PROFORMA_PROGRAM").map_or_else(|| target().join("debug/proforma"), PathBuf::from);
    assert!(program.exists(), "{} is not built: cargo xtask test builds it", program.display());
    program
}

fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand in the checkout")
}
