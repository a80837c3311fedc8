//! A desktop that listens: what a program tells the tray and the notifications of its session bus.

use std::{
    collections::HashMap,
    sync::mpsc::{Receiver, Sender, channel},
    time::{Duration, Instant},
};

use zbus::{blocking::Connection, blocking::connection::Builder, interface, zvariant::OwnedValue};

/// Everything within this, or it was not told.
const PATIENCE: Duration = Duration::from_secs(20);

/// The services of a desktop on one session bus.
pub struct Desktop {
    _connection: Connection,
    told: Receiver<Told>,
}

/// What a program told the desktop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// A notification with its title and body.
    Notification(String, String),
    /// An icon in the tray.
    TrayItem(String),
}

impl Desktop {
    /// Puts the services on the bus at this address, as soon as it listens.
    ///
    /// # Panics
    /// Where there is no such bus.
    #[must_use]
    pub fn on(address: &str) -> Self {
        let (tell, told) = channel();
        let deadline = Instant::now() + PATIENCE;
        loop {
            match serve(address, &tell) {
                Ok(connection) => return Self { _connection: connection, told },
                Err(error) => assert!(Instant::now() < deadline, "no desktop at {address}: {error}"),
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The next thing that fits.
    ///
    /// # Panics
    /// Where nothing of the kind is told.
    pub fn hear<T>(&self, mut fits: impl FnMut(Told) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let told = self.told.recv_timeout(left).expect("the desktop is told");
            if let Some(found) = fits(told) {
                return found;
            }
        }
    }
}

fn serve(address: &str, tell: &Sender<Told>) -> zbus::Result<Connection> {
    Builder::address(address)?
        .serve_at("/org/freedesktop/Notifications", Notifications(tell.clone()))?
        .serve_at("/StatusNotifierWatcher", Watcher(tell.clone()))?
        .name("org.freedesktop.Notifications")?
        .name("org.kde.StatusNotifierWatcher")?
        .build()
}

struct Notifications(Sender<Told>);

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
        let _ = self.0.send(Told::Notification(summary, body));
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

struct Watcher(Sender<Told>);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: String) {
        let _ = self.0.send(Told::TrayItem(service));
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        Vec::new()
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}
