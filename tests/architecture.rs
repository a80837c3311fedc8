//! The shape of the program, held by tests: who may name whom, where SQL is, what the page may ask.
//!
//! When one of these fails, either the change is in the wrong place or `src-tauri/ARCHITECTURE.md` is out of date;
//! change both together, never the test alone.

#![expect(clippy::unwrap_used, reason = "a test that cannot read what it is about has failed")]

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// The packages of the workspace that each package may name. Dependencies of tests are free.
const MAY_NAME: [(&str, &[&str]); 10] = [
    ("proforma", &["proforma-api", "proforma-worker"]),
    ("proforma-cli", &["proforma-api", "proforma-worker"]),
    ("proforma-worker", &["proforma-api", "proforma-engine"]),
    ("proforma-api", &["proforma-engine", "proforma-pdf", "proforma-spreadsheet", "proforma-store"]),
    ("proforma-store", &["proforma-engine"]),
    ("proforma-pdf", &["proforma-engine"]),
    ("proforma-spreadsheet", &[]),
    ("proforma-engine", &[]),
    (
        "proforma-tests",
        &["proforma-api", "proforma-engine", "proforma-pdf", "proforma-store", "proforma-worker"],
    ),
    ("xtask", &[]),
];

/// Foreign packages, by the start of their name, with the only packages of the program that may name them.
const ONLY_IN: [(&str, &[&str]); 7] = [
    ("rusqlite", &["proforma-store", "proforma-tests"]),
    ("tauri", &["proforma"]),
    ("typst", &["proforma-pdf"]),
    ("calamine", &["proforma-spreadsheet"]),
    ("clap", &["proforma-cli"]),
    ("tokio", &["proforma", "proforma-tests"]),
    ("specta", &["proforma", "proforma-api"]),
];

/// What the engine must not even reach through others: it would bring input and output, or a stored form.
const NEVER_BELOW_THE_ENGINE: [&str; 7] = ["serde", "rusqlite", "tauri", "tokio", "typst", "log", "async-"];

/// The beginnings of statements. Upper case, as all SQL here is written, so that prose is left alone.
const SQL: [&str; 13] = [
    "SELECT ",
    "INSERT INTO ",
    "INSERT OR ",
    "UPDATE ",
    "DELETE FROM ",
    "REPLACE INTO ",
    "CREATE TABLE ",
    "CREATE INDEX ",
    "CREATE UNIQUE ",
    "ALTER TABLE ",
    "DROP TABLE ",
    "PRAGMA ",
    "BEGIN IMMEDIATE",
];

#[test]
fn packages_name_only_those_to_their_right() {
    for package in packages() {
        let name = text(&package, "name");
        let (_, allowed) = MAY_NAME
            .iter()
            .find(|(known, _)| *known == name)
            .unwrap_or_else(|| panic!("package {name} is new: say in MAY_NAME which packages it may name"));
        for dependency in dependencies(&package) {
            let is_ours = MAY_NAME.iter().any(|(ours, _)| *ours == dependency);
            assert!(!is_ours || allowed.contains(&dependency.as_str()), "{name} must not name {dependency}");
        }
    }
}

#[test]
fn foreign_packages_stay_where_they_belong() {
    for package in packages() {
        let name = text(&package, "name");
        for dependency in dependencies(&package) {
            for (foreign, homes) in ONLY_IN {
                let is_it = dependency == foreign || dependency.starts_with(&format!("{foreign}-"));
                assert!(!is_it || homes.contains(&name.as_str()), "{name} must not name {dependency}");
            }
        }
    }
}

#[test]
fn nothing_below_the_engine_stores_or_waits() {
    let tree = cargo(&[
        "tree",
        "--package=proforma-engine",
        "--edges=normal",
        "--prefix=none",
        "--format={p}",
        "--no-dedupe",
    ]);
    for line in tree.lines().skip(1) {
        let dependency = line.split_whitespace().next().unwrap_or_default();
        for never in NEVER_BELOW_THE_ENGINE {
            let is_it = dependency == never || (dependency.starts_with(never) && never.ends_with('-'));
            assert!(
                !is_it,
                "the engine reaches {dependency}; `cargo tree -p proforma-engine` shows through whom"
            );
        }
    }
}

#[test]
fn sql_is_only_in_the_store() {
    for path in files_below("src-tauri", &["rs", "sql"]) {
        if path.starts_with(root().join("src-tauri/crates/store")) {
            continue;
        }
        assert!(path.extension().unwrap() != "sql", "{} belongs into the store", path.display());
        for (number, line) in code_lines(&path) {
            let found = SQL.iter().find(|statement| line.contains(*statement));
            assert!(found.is_none(), "{}:{number} holds SQL, which belongs into the store", path.display());
            assert!(
                !line.contains("rusqlite"),
                "{}:{number} names rusqlite outside the store",
                path.display()
            );
        }
    }
}

#[test]
fn only_one_file_of_the_page_reaches_the_shell() {
    let allowed = ["ui/src/lib/ipc.ts", "ui/src/bindings.ts"].map(|path| root().join(path));
    for path in files_below("ui/src", &["ts", "tsx"]) {
        let is_allowed = allowed.contains(&path);
        let content = fs::read_to_string(&path).unwrap();
        assert!(is_allowed || !content.contains("@tauri-apps/"), "{} goes round lib/ipc.ts", path.display());
    }
}

#[test]
// SPEC 2.1: no floating point anywhere on the way of money, the front end included.
fn money_is_never_a_floating_point_number() {
    const WORDS: [&str; 8] =
        ["amount", "price", "quantity", "percent", "subtotal", "tax", "taxable", "left_out"];
    for crate_name in ["engine", "store", "api", "worker", "cli"] {
        for path in files_below(&format!("src-tauri/crates/{crate_name}/src"), &["rs"]) {
            for (number, line) in code_lines(&path) {
                let mut words = line.split(|character: char| !character.is_alphanumeric());
                let found = words.find(|word| ["f32", "f64"].contains(word));
                // A list of every type that a format may hold names them to refuse them.
                let is_list_of_types = line.contains("u64 f32 f64 char");
                assert!(
                    found.is_none() || is_list_of_types,
                    "{}:{number} names a floating-point type",
                    path.display()
                );
            }
        }
    }
    for (number, line) in code_lines(&root().join("ui/src/bindings.ts")) {
        let Some((name, kind)) = line.trim().split_once(": ") else { continue };
        let is_number = WORDS.contains(&name) && kind.starts_with("number");
        assert!(!is_number, "bindings.ts:{number} sends {name} as a number");
    }
    for path in files_below("ui/src", &["ts", "tsx"]) {
        if path.starts_with(root().join("ui/src/lib/fake")) {
            continue;
        }
        for (number, line) in code_lines(&path) {
            let is_conversion = ["Number(", "parseFloat(", "toFixed("].iter().any(|call| line.contains(call));
            let is_money = WORDS.iter().any(|word| line.contains(word));
            assert!(!(is_conversion && is_money), "{}:{number} computes with money", path.display());
        }
    }
}

#[test]
fn features_of_the_page_do_not_know_each_other() {
    let features = root().join("ui/src/features");
    for path in files_below("ui/src/features", &["ts", "tsx"]) {
        let inside = path.strip_prefix(&features).unwrap();
        let depth = inside.components().count();
        // From a file right in a feature's folder `../` is the folder of all features, and so on downwards.
        let way_out = "../".repeat(depth - 1);
        for (number, line) in code_lines(&path) {
            let Some((_, target)) = line.split_once(&format!("from \"{way_out}")) else { continue };
            assert!(target.starts_with("../"), "{}:{number} imports another feature", path.display());
        }
    }
}

#[test]
fn the_top_level_holds_what_tools_ask_for_and_nothing_else() {
    let allowed = BTreeSet::from([
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE",
        "README.md",
        "clippy.toml",
        "deny.toml",
        "rustfmt.toml",
        "src-tauri",
        "target",
        "tauri.conf.json",
        "tests",
        "ui",
    ]);
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            name.starts_with('.') || allowed.contains(name.as_str()),
            "{name} does not belong at the top level"
        );
    }
}

/// Sets such as `core:default` are refused: they grow with a new version of Tauri without anyone seeing it.
#[test]
fn the_page_may_ask_for_nothing_but_this() {
    let mut granted = Vec::new();
    for path in files_below("src-tauri/capabilities", &["json", "json5", "toml"]) {
        let capability = read_json(&path);
        assert_eq!(capability["remote"], Value::Null, "no page from elsewhere is given anything");
        for window in list(&capability, "windows") {
            for permission in list(&capability, "permissions") {
                let permission =
                    permission.as_str().expect("a permission with a scope needs a look at this test");
                assert!(permission.contains(":allow-"), "{permission} is a set: name what it is needed for");
                granted.push(format!("{} {permission}", window.as_str().unwrap()));
            }
        }
    }
    granted.sort();
    assert_eq!(granted, ["main core:event:allow-listen", "main core:event:allow-unlisten"]);
}

#[test]
fn the_page_runs_no_script_but_its_own() {
    let configuration = read_json(&root().join("tauri.conf.json"));
    let app = &configuration["app"];
    let security = &app["security"];
    assert_eq!(app["withGlobalTauri"], Value::Bool(false), "only lib/ipc.ts reaches the shell");
    assert_eq!(security["capabilities"], Value::Null, "capabilities are files, one for each window");
    let policy = &security["csp"];
    assert_eq!(policy["default-src"], "'none'", "what is not named is refused");
    assert_eq!(policy["script-src"], "'self'", "neither inline scripts nor eval");
    assert_eq!(
        policy["connect-src"], "ipc: http://ipc.localhost",
        "the page talks to the shell and to nobody else"
    );
    for (directive, sources) in policy.as_object().unwrap() {
        let sources = sources.as_str().unwrap();
        assert!(!sources.contains("https:"), "{directive} lets the page load something from elsewhere");
        // The component library sets style attributes, which no hash can allow.
        let is_unsafe = sources.contains("unsafe") && directive != "style-src";
        assert!(!is_unsafe, "{directive} allows {sources}");
    }
}

fn packages() -> Vec<Value> {
    let metadata: Value =
        serde_json::from_str(&cargo(&["metadata", "--no-deps", "--format-version=1", "--offline"])).unwrap();
    list(&metadata, "packages").to_vec()
}

/// The names of what a package needs to be built, its tests aside.
fn dependencies(package: &Value) -> Vec<String> {
    let needed = |dependency: &&Value| dependency["kind"].as_str() != Some("dev");
    list(package, "dependencies").iter().filter(needed).map(|dependency| text(dependency, "name")).collect()
}

fn cargo(arguments: &[&str]) -> String {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "cargo {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn files_below(folder: &str, extensions: &[&str]) -> Vec<PathBuf> {
    let mut folders = vec![root().join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted))
            {
                files.push(path);
            }
        }
    }
    assert!(!files.is_empty(), "{folder} holds no such file: this test looks in the wrong place");
    files
}

/// The lines of a source file with their numbers, without those that are comments as a whole.
fn code_lines(path: &Path) -> Vec<(usize, String)> {
    let content = fs::read_to_string(path).unwrap();
    let lines = content.lines().enumerate().map(|(index, line)| (index + 1, line.to_owned()));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//")).collect()
}

fn read_json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn list<'a>(object: &'a Value, key: &str) -> &'a [Value] {
    object[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(object: &Value, key: &str) -> String {
    object[key].as_str().unwrap().to_owned()
}
