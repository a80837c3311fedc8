//! Brings the page back where the process that draws it has died: the book is still open in the shell.
//!
//! Linux and macOS tell of such a death. On Windows the shell is told nothing; see ARCHITECTURE.md.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use tauri::{App, Manager};

use crate::state::{Desk, lock};

/// A page that dies as soon as it is loaded would otherwise be loaded for ever.
const RELOADS_MAX: usize = 3;
const WITHIN: Duration = Duration::from_secs(60);

/// When the page was lost lately, and whether it knows.
#[derive(Debug, Default)]
pub(crate) struct LostPages(Mutex<Lost>);

#[derive(Debug, Default)]
struct Lost {
    at: Vec<Instant>,
    is_untold: bool,
}

impl LostPages {
    /// Whether the page is to be loaded again.
    #[cfg_attr(
        not(any(test, target_os = "linux", target_os = "macos")),
        expect(dead_code, reason = "nobody tells of a page that was lost there")
    )]
    fn take(&self, now: Instant) -> bool {
        let mut lost = lock(&self.0);
        lost.at.retain(|at| now.duration_since(*at) < WITHIN);
        if lost.at.len() == RELOADS_MAX {
            return false;
        }
        lost.at.push(now);
        lost.is_untold = true;
        true
    }

    /// Whether the page was lost since it was asked last.
    pub(crate) fn tell(&self) -> bool {
        std::mem::take(&mut lock(&self.0).is_untold)
    }
}

/// Whether a page that was lost is to be loaded again; says so in the log.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn comes_back(desk: &Desk, why: &str) -> bool {
    let comes_back = desk.lost_pages().take(Instant::now());
    if comes_back {
        log::error!("the process that draws the page has ended ({why}); the page is loaded again");
    } else {
        log::error!("the process that draws the page has ended ({why}), too often to load it once more");
    }
    comes_back
}

/// Watches the page of the window.
#[cfg(target_os = "linux")]
pub(crate) fn watch(app: &App) -> tauri::Result<()> {
    use webkit2gtk::WebViewExt;

    let Some(window) = app.get_webview_window(crate::MAIN_WINDOW) else { return Ok(()) };
    let desk = app.state::<Desk>().inner().clone();
    window.with_webview(move |webview| {
        webview.inner().connect_web_process_terminated(move |view, reason| {
            if comes_back(&desk, &format!("{reason:?}")) {
                view.reload();
            }
        });
    })
}

/// Watches the page of the window: elsewhere the builder does, or nobody can.
#[cfg(not(target_os = "linux"))]
pub(crate) fn watch(_app: &App) -> tauri::Result<()> {
    Ok(())
}

/// What macOS calls where the process has ended.
#[cfg(target_os = "macos")]
pub(crate) fn page_lost(webview: &tauri::Webview) {
    if comes_back(&webview.state::<Desk>(), "terminated")
        && let Err(error) = webview.reload()
    {
        log::error!("loading the page again: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_keeps_dying_is_left_alone() {
        let lost = LostPages::default();
        let start = Instant::now();
        assert!(!lost.tell(), "nothing was lost yet");
        assert_eq!(
            [0, 1, 2, 3].map(|second| lost.take(start + Duration::from_secs(second))),
            [true, true, true, false]
        );
        assert_eq!([lost.tell(), lost.tell()], [true, false], "it is told once");
        assert!(lost.take(start + Duration::from_secs(61)), "the first is long ago");
    }
}
