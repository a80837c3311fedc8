//! Closing the window: the batch job goes on where a person wants that.

use proforma_api::batch_loop;
use tauri::{AppHandle, Manager, Window, WindowEvent};
use tauri_specta::Event;

use crate::{MAIN_WINDOW, events::ClosingAsked, settings, state::Desk};

/// Decides what becomes of a request to close the window.
pub(crate) fn on_window_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    let app = window.app_handle();
    let desk = app.state::<Desk>();
    let settings = settings::read(desk.folder());
    match on_close(settings, desk.desktop().has_tray() && has_work(&desk)) {
        // Who closes once more without answering means it, and a page that does not answer keeps nobody.
        OnClose::Quit if desk.take_unsaved() => {
            api.prevent_close();
            ask(app, false);
        }
        OnClose::Quit => {}
        OnClose::Hide => {
            api.prevent_close();
            hide(app);
        }
        OnClose::Ask => {
            api.prevent_close();
            ask(app, true);
        }
    }
}

fn ask(app: &AppHandle, about_job: bool) {
    if let Err(error) = (ClosingAsked { about_job }).emit(app) {
        log::warn!("asking about closing: {error}");
        app.exit(0);
    }
}

/// What closing does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OnClose {
    /// The program ends.
    Quit,
    /// The window goes, the program stays.
    Hide,
    /// A person is told once, and asked.
    Ask,
}

/// Without a job at work, or a tray to come back by, closing ends the program.
fn on_close(settings: settings::Settings, can_keep_running: bool) -> OnClose {
    match (can_keep_running, settings.was_asked, settings.keeps_running) {
        (false, _, _) | (true, true, false) => OnClose::Quit,
        (true, false, _) => OnClose::Ask,
        (true, true, true) => OnClose::Hide,
    }
}

fn has_work(desk: &Desk) -> bool {
    desk.has_book() && desk.ask(batch_loop::has_work).unwrap_or(false)
}

/// Takes the window away; the program goes on.
pub(crate) fn hide(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN_WINDOW)
        && let Err(error) = window.hide()
    {
        log::warn!("hiding the window: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn closing_asks_once_and_then_does_what_was_answered() {
        let fresh = Settings::default();
        assert_eq!(on_close(fresh, true), OnClose::Ask);
        assert_eq!(on_close(Settings { was_asked: true, ..fresh }, true), OnClose::Hide);
        assert_eq!(
            on_close(Settings { was_asked: true, keeps_running: false, ..fresh }, true),
            OnClose::Quit
        );
        for settings in [fresh, Settings { was_asked: true, ..fresh }] {
            assert_eq!(on_close(settings, false), OnClose::Quit, "nothing would bring the window back");
        }
    }
}
