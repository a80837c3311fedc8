//! The screen that the windows stand on, asked and told as a window manager does it.

use x11rb::{
    connection::Connection,
    protocol::xproto::{
        Atom, AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, MapState, Window as WindowId,
    },
    rust_connection::RustConnection,
};

/// The screen of `DISPLAY`.
pub struct Screen {
    connection: RustConnection,
    root: WindowId,
    protocols: Atom,
    delete_window: Atom,
}

impl Screen {
    /// # Panics
    /// Where there is none.
    #[must_use]
    pub fn open() -> Self {
        let (connection, number) = RustConnection::connect(None).expect("there is a screen");
        let atom = |name: &[u8]| {
            let asked = connection.intern_atom(false, name).expect("the screen is asked");
            asked.reply().expect("the screen answers").atom
        };
        let (protocols, delete_window) = (atom(b"WM_PROTOCOLS"), atom(b"WM_DELETE_WINDOW"));
        let root = connection.setup().roots[number].root;
        Self { connection, root, protocols, delete_window }
    }

    /// Whether a window of this title is shown.
    #[must_use]
    pub fn shows(&self, title: &str) -> bool {
        self.windows(title).into_iter().any(|window| self.is_shown(window))
    }

    /// Asks the window of this title to close, as the button in its frame does.
    ///
    /// # Panics
    /// Where there is no such window.
    pub fn close(&self, title: &str) {
        let shown: Vec<WindowId> =
            self.windows(title).into_iter().filter(|window| self.is_shown(*window)).collect();
        assert_eq!(shown.len(), 1, "one window named {title:?} is shown: {shown:?}");
        let window = shown[0];
        let data = [self.delete_window, x11rb::CURRENT_TIME, 0, 0, 0];
        let asked = ClientMessageEvent::new(32, window, self.protocols, data);
        let sent = self.connection.send_event(false, window, EventMask::NO_EVENT, asked);
        sent.expect("the screen is told").check().expect("the screen hands it on");
    }

    /// The windows of this title that may be asked to close: others only help the program.
    fn windows(&self, title: &str) -> Vec<WindowId> {
        let tree = self.connection.query_tree(self.root).expect("the screen is asked");
        let children = tree.reply().expect("the screen answers").children;
        let is_asked = |window: &WindowId| {
            self.property(*window, self.protocols, AtomEnum::ATOM.into())
                .chunks_exact(4)
                .any(|atom| atom == self.delete_window.to_ne_bytes())
        };
        let is_named = |window: &WindowId| {
            self.property(*window, AtomEnum::WM_NAME.into(), AtomEnum::ANY.into()) == title.as_bytes()
        };
        children.into_iter().filter(is_asked).filter(is_named).collect()
    }

    fn is_shown(&self, window: WindowId) -> bool {
        let asked = self.connection.get_window_attributes(window).expect("the screen is asked");
        // A window may go while it is looked at.
        asked.reply().is_ok_and(|attributes| attributes.map_state == MapState::VIEWABLE)
    }

    fn property(&self, window: WindowId, property: Atom, kind: Atom) -> Vec<u8> {
        let asked = self.connection.get_property(false, window, property, kind, 0, 1024);
        asked.expect("the screen is asked").reply().map(|reply| reply.value).unwrap_or_default()
    }
}
