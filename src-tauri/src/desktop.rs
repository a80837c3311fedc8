//! What the program asks of the desktop around it: an icon in the tray, notifications, a start at login.
//!
//! Behind one trait, so that what is said to whom can be tested where there is no desktop.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex},
};

use tauri::{
    AppHandle, Manager, Wry,
    menu::{Menu, MenuItem, PredefinedMenuItem},
    tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent},
};
use tauri_plugin_notification::NotificationExt as _;

use crate::{MAIN_WINDOW, at_login, show_main_window, state::lock};

/// What the tray says while nothing is to be said.
pub(crate) const NO_JOB: &str = "No batch job is running";

const OPEN: &str = "open";
const QUIT: &str = "quit";

/// The desktop, as far as the program knows one.
pub(crate) trait Desktop: Send + Sync {
    /// Shows a notification of the system.
    fn notify(&self, title: &str, body: &str);
    /// Says in the tray what the batch job does.
    fn show_state(&self, state: &str);
    /// Whether there is an icon in the tray, so that a hidden window can come back by it.
    fn has_tray(&self) -> bool;
    /// Whether a person looks at the window just now.
    fn is_looked_at(&self) -> bool;
    /// Whether the program is started at login.
    fn starts_at_login(&self) -> bool;
    /// Makes the program start at login, or no longer.
    ///
    /// # Errors
    /// What the system says.
    fn start_at_login(&self, starts: bool) -> Result<(), String>;
}

/// The real one.
pub(crate) struct System {
    app: AppHandle,
    /// The line of the tray's menu that says what the batch job does.
    state: Mutex<Option<MenuItem<Wry>>>,
}

impl System {
    pub(crate) fn new(app: &AppHandle) -> Arc<Self> {
        let state = match tray(app) {
            Ok(state) => Some(state),
            Err(error) => {
                log::warn!("there is no icon in the tray: {error}");
                None
            }
        };
        Arc::new(Self { app: app.clone(), state: Mutex::new(state) })
    }
}

impl Desktop for System {
    fn notify(&self, title: &str, body: &str) {
        if let Err(error) = self.app.notification().builder().title(title).body(body).show() {
            log::warn!("showing a notification: {error}");
        }
    }

    fn show_state(&self, state: &str) {
        let Some(item) = lock(&self.state).clone() else { return };
        let state = state.to_owned();
        // Not waited for: the thread of the window may be waiting for the one that tells.
        let shown = self.app.run_on_main_thread(move || {
            if let Err(error) = item.set_text(state) {
                log::warn!("changing the menu of the tray: {error}");
            }
        });
        if let Err(error) = shown {
            log::warn!("changing the menu of the tray: {error}");
        }
    }

    fn has_tray(&self) -> bool {
        lock(&self.state).is_some()
    }

    fn is_looked_at(&self) -> bool {
        // On a screen without a window manager nobody could look away.
        if cfg!(feature = "e2e") && std::env::var_os("PROFORMA_TEST_LOOKED_AWAY").is_some() {
            return false;
        }
        self.app.get_webview_window(MAIN_WINDOW).is_some_and(|window| {
            window.is_visible().unwrap_or(false) && window.is_focused().unwrap_or(false)
        })
    }

    fn starts_at_login(&self) -> bool {
        at_login::is_on(&self.app)
    }

    fn start_at_login(&self, starts: bool) -> Result<(), String> {
        at_login::switch(&self.app, starts)
    }
}

/// Puts the icon into the tray and gives the line that says what the batch job does.
fn tray(app: &AppHandle) -> Result<MenuItem<Wry>, String> {
    let build = || -> tauri::Result<MenuItem<Wry>> {
        let state = MenuItem::with_id(app, "state", NO_JOB, false, None::<&str>)?;
        let open = MenuItem::with_id(app, OPEN, "Open Proforma", true, None::<&str>)?;
        let quit = MenuItem::with_id(app, QUIT, "Quit", true, None::<&str>)?;
        let line = PredefinedMenuItem::separator(app)?;
        let menu = Menu::with_items(app, &[&state, &line, &open, &quit])?;
        let mut builder = TrayIconBuilder::with_id("main").menu(&menu).tooltip("Proforma");
        if let Some(icon) = app.default_window_icon() {
            builder = builder.icon(icon.clone());
        }
        builder
            .show_menu_on_left_click(false)
            .on_menu_event(|app, event| match event.id().as_ref() {
                OPEN => show_main_window(app),
                QUIT => app.exit(0),
                _ => {}
            })
            .on_tray_icon_event(|tray, event| {
                if let TrayIconEvent::Click {
                    button: MouseButton::Left,
                    button_state: MouseButtonState::Up,
                    ..
                } = event
                {
                    show_main_window(tray.app_handle());
                }
            })
            .build(app)?;
        Ok(state)
    };
    // On Linux the library of the tray is looked for only now, and its binding panics where there is none.
    match catch_unwind(AssertUnwindSafe(build)) {
        Ok(built) => built.map_err(|error| error.to_string()),
        Err(_) => Err("the library for it is not installed".to_owned()),
    }
}

#[cfg(test)]
pub(crate) mod fake {
    //! A desktop that writes down what it is asked for.

    use std::sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    };

    use super::{Desktop, lock};

    /// One without a tray, at which nobody looks, until a test says otherwise.
    #[derive(Default)]
    pub(crate) struct Recorded {
        notified: Mutex<Vec<(String, String)>>,
        states: Mutex<Vec<String>>,
        starts_at_login: AtomicBool,
        pub(crate) is_looked_at: AtomicBool,
        refusal: Option<&'static str>,
    }

    impl Recorded {
        pub(crate) fn shared() -> Arc<Self> {
            Arc::new(Self::default())
        }

        /// One that lets no program start at login, and says why.
        pub(crate) fn refusing(why: &'static str) -> Arc<Self> {
            Arc::new(Self { refusal: Some(why), ..Self::default() })
        }

        /// What was said since this was asked last: title and body of each.
        pub(crate) fn notified(&self) -> Vec<(String, String)> {
            std::mem::take(&mut lock(&self.notified))
        }

        /// What the tray showed since this was asked last.
        pub(crate) fn states(&self) -> Vec<String> {
            std::mem::take(&mut lock(&self.states))
        }
    }

    impl Desktop for Recorded {
        fn notify(&self, title: &str, body: &str) {
            lock(&self.notified).push((title.to_owned(), body.to_owned()));
        }

        fn show_state(&self, state: &str) {
            lock(&self.states).push(state.to_owned());
        }

        fn has_tray(&self) -> bool {
            false
        }

        fn is_looked_at(&self) -> bool {
            self.is_looked_at.load(Ordering::Relaxed)
        }

        fn starts_at_login(&self) -> bool {
            self.starts_at_login.load(Ordering::Relaxed)
        }

        fn start_at_login(&self, starts: bool) -> Result<(), String> {
            self.refusal.map_or(Ok(()), |why| Err(why.to_owned()))?;
            self.starts_at_login.store(starts, Ordering::Relaxed);
            Ok(())
        }
    }
}
