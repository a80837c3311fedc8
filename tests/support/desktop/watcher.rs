//! Where programs ask for a place in the tray.
//!
//! Source: StatusNotifierItem, "StatusNotifierWatcher".

use std::sync::mpsc::Sender;

use zbus::{interface, message::Header, object_server::SignalEmitter};

/// An item that asked for a place in the tray: the connection of its program, and where in it.
pub(super) struct Item {
    pub(super) program: String,
    pub(super) path: String,
}

/// Keeps the list of what is in the tray.
pub(super) struct Watcher {
    register: Sender<Item>,
    items: Vec<String>,
}

impl Watcher {
    /// Tells of each item that comes.
    pub(super) fn new(register: Sender<Item>) -> Self {
        Self { register, items: Vec::new() }
    }
}

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    /// `service` is where the item stands in the connection that asks, or the name of a connection.
    async fn register_status_notifier_item(
        &mut self,
        service: String,
        #[zbus(header)] header: Header<'_>,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) -> zbus::fdo::Result<()> {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let (program, path) = match service.strip_prefix('/') {
            Some(_) => (sender, service),
            None => (service, "/StatusNotifierItem".to_owned()),
        };
        let item = format!("{program}{path}");
        self.items.push(item.clone());
        // A test that has ended listens no more.
        let _ = self.register.send(Item { program, path });
        Ok(Self::status_notifier_item_registered(&emitter, &item).await?)
    }

    async fn register_status_notifier_host(
        &self,
        _service: &str,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) -> zbus::fdo::Result<()> {
        Ok(Self::status_notifier_host_registered(&emitter).await?)
    }

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        self.items.clone()
    }

    /// Somebody draws the tray.
    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }

    /// There is another item.
    #[zbus(signal)]
    async fn status_notifier_item_registered(emitter: &SignalEmitter<'_>, item: &str) -> zbus::Result<()>;

    /// Somebody draws the tray from now on.
    #[zbus(signal)]
    async fn status_notifier_host_registered(emitter: &SignalEmitter<'_>) -> zbus::Result<()>;
}
