//! The icon of the program in the tray, used as the desktop uses it: over the session bus.

use std::time::{Duration, Instant};

use zbus::{
    blocking::{Connection, Proxy},
    zvariant::{OwnedObjectPath, OwnedValue, Structure, Value},
};

/// Everything within this, or it does not come.
const PATIENCE: Duration = Duration::from_secs(20);
const GLANCE: Duration = Duration::from_millis(50);

/// A line of a menu with its properties and the lines below it.
type Layout = (i32, std::collections::HashMap<String, OwnedValue>, Vec<OwnedValue>);

/// An icon with a menu.
pub struct Tray {
    process_id: u32,
    item: Proxy<'static>,
    menu: Proxy<'static>,
}

/// A line of the menu that says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    id: i32,
    /// What it says.
    pub label: String,
    /// Whether it may be clicked.
    pub is_enabled: bool,
}

impl Tray {
    /// The item at this place of a program's connection.
    pub(crate) fn new(connection: &Connection, program: &str, path: &str) -> Self {
        let bus = zbus::blocking::fdo::DBusProxy::new(connection).expect("a bus knows who is on it");
        let name = program.to_owned().try_into().expect("a program has a name on the bus");
        let process_id = bus.get_connection_unix_process_id(name).expect("the program is on the bus");
        let proxy = |path: String, interface: &'static str| {
            Proxy::new(connection, program.to_owned(), path, interface)
                .expect("a place on the bus can be asked")
        };
        let item = proxy(path.to_owned(), "org.kde.StatusNotifierItem");
        let menu: OwnedObjectPath = item.get_property("Menu").expect("the icon has a menu");
        let menu = proxy(menu.to_string(), "com.canonical.dbusmenu");
        Self { process_id, item, menu }
    }

    /// The process that put it there.
    #[must_use]
    pub fn process_id(&self) -> u32 {
        self.process_id
    }

    /// Whether the desktop is asked to show it.
    ///
    /// # Panics
    /// Where the program does not answer.
    #[must_use]
    pub fn status(&self) -> String {
        self.item.get_property("Status").expect("an icon has a status")
    }

    /// The lines of its menu, without those that only separate.
    ///
    /// # Panics
    /// Where the program does not answer.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let everything = (0_i32, -1_i32, Vec::<String>::new());
        let (_revision, (_, _, lines)): (u32, Layout) =
            self.menu.call("GetLayout", &everything).expect("the menu is told");
        lines.into_iter().filter_map(line).collect()
    }

    /// What the lines say.
    #[must_use]
    pub fn labels(&self) -> Vec<String> {
        self.lines().into_iter().map(|line| line.label).collect()
    }

    /// Waits until a line begins like this and gives all of it.
    ///
    /// # Panics
    /// Where none does.
    #[must_use]
    pub fn see(&self, start: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let labels = self.labels();
            if let Some(label) = labels.iter().find(|label| label.starts_with(start)) {
                return label.clone();
            }
            assert!(Instant::now() < deadline, "no line of the tray begins {start:?}: {labels:?}");
            std::thread::sleep(GLANCE);
        }
    }

    /// Clicks the line that says this.
    ///
    /// # Panics
    /// Where there is none.
    pub fn click(&self, label: &str) {
        let lines = self.lines();
        let line = lines.iter().find(|line| line.label == label && line.is_enabled);
        assert!(line.is_some(), "{label:?} cannot be clicked: {lines:?}");
        let id = line.map(|line| line.id);
        let clicked = (id.unwrap_or_default(), "clicked", Value::from(0_i32), 0_u32);
        // No answer is waited for: it may be the end of the program.
        self.menu.call_noreply("Event", &clicked).expect("the click is sent");
    }
}

/// A line of the layout; none where it says nothing.
fn line(layout: OwnedValue) -> Option<Line> {
    let fields = Structure::try_from(layout).expect("a line is an id, properties and lines").into_fields();
    let id = fields[0].downcast_ref::<i32>().expect("a line has an id");
    let properties =
        fields[1].try_clone().expect("it holds no file").downcast::<zbus::zvariant::Dict<'_, '_>>();
    let properties = properties.expect("a line has properties");
    let label = properties.get::<_, String>(&"label").expect("a label is a text")?;
    let is_enabled = properties.get::<_, bool>(&"enabled").expect("on or off").unwrap_or(true);
    // An underscore marks the letter of a key and is not shown.
    Some(Line { id, label: label.replace('_', ""), is_enabled })
}
