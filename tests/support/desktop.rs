//! A desktop that listens: what a program has the system tell a person, and the icon it puts into the tray.

#[path = "desktop/watcher.rs"]
mod watcher;

use std::{
    collections::HashMap,
    sync::mpsc::{Receiver, Sender, channel},
    time::{Duration, Instant},
};

use zbus::{blocking::Connection, blocking::connection::Builder, interface, zvariant::OwnedValue};

use self::watcher::{Item, Watcher};
use crate::tray::Tray;

/// Everything within this, or it was not told.
const PATIENCE: Duration = Duration::from_secs(20);

/// The notifications and the tray of a desktop on one session bus.
pub struct Desktop {
    connection: Connection,
    told: Receiver<Notification>,
    items: Receiver<Item>,
}

/// What a person is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// In bold.
    pub title: String,
    /// Below it.
    pub body: String,
}

impl Desktop {
    /// Puts the service on the bus at this address, as soon as it listens.
    ///
    /// # Panics
    /// Where there is no such bus.
    #[must_use]
    pub fn on(address: &str) -> Self {
        let ((tell, told), (register, items)) = (channel(), channel());
        let deadline = Instant::now() + PATIENCE;
        loop {
            match serve(address, &tell, &register) {
                Ok(connection) => return Self { connection, told, items },
                Err(error) => assert!(Instant::now() < deadline, "no desktop at {address}: {error}"),
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The next notification.
    ///
    /// # Panics
    /// Where there is none.
    #[must_use]
    pub fn hear(&self) -> Notification {
        self.told.recv_timeout(PATIENCE).expect("the desktop is told")
    }

    /// The icon of the program, as soon as it is in the tray.
    ///
    /// # Panics
    /// Where none comes.
    #[must_use]
    pub fn tray(&self) -> Tray {
        let Item { program, path } = self.items.recv_timeout(PATIENCE).expect("an icon comes into the tray");
        Tray::new(&self.connection, &program, &path)
    }
}

fn serve(address: &str, tell: &Sender<Notification>, register: &Sender<Item>) -> zbus::Result<Connection> {
    Builder::address(address)?
        .serve_at("/org/freedesktop/Notifications", Notifications(tell.clone()))?
        .serve_at("/StatusNotifierWatcher", Watcher::new(register.clone()))?
        .name("org.freedesktop.Notifications")?
        .name("org.kde.StatusNotifierWatcher")?
        .build()
}

struct Notifications(Sender<Notification>);

#[interface(name = "org.freedesktop.Notifications")]
impl Notifications {
    #[expect(clippy::too_many_arguments, reason = "the desktop's own interface has so many")]
    fn notify(
        &self,
        _app_name: &str,
        _replaces: u32,
        _icon: &str,
        summary: String,
        body: String,
        _actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        // A test that has ended listens no more.
        let _ = self.0.send(Notification { title: summary, body });
        1
    }

    fn get_capabilities(&self) -> Vec<String> {
        vec!["body".to_owned()]
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        ["test", "Proforma", "1", "1.2"].map(str::to_owned).into()
    }

    fn close_notification(&self, _id: u32) {}
}
