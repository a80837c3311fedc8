//! A desktop that listens: what a program has the system tell a person.

use std::{
    collections::HashMap,
    sync::mpsc::{Receiver, Sender, channel},
    time::{Duration, Instant},
};

use zbus::{blocking::Connection, blocking::connection::Builder, interface, zvariant::OwnedValue};

/// Everything within this, or it was not told.
const PATIENCE: Duration = Duration::from_secs(20);

/// The notifications of a desktop on one session bus.
pub struct Desktop {
    _connection: Connection,
    told: Receiver<Notification>,
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

    /// The next notification.
    ///
    /// # Panics
    /// Where there is none.
    #[must_use]
    pub fn hear(&self) -> Notification {
        self.told.recv_timeout(PATIENCE).expect("the desktop is told")
    }
}

fn serve(address: &str, tell: &Sender<Notification>) -> zbus::Result<Connection> {
    Builder::address(address)?
        .serve_at("/org/freedesktop/Notifications", Service(tell.clone()))?
        .name("org.freedesktop.Notifications")?
        .build()
}

struct Service(Sender<Notification>);

#[interface(name = "org.freedesktop.Notifications")]
impl Service {
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
