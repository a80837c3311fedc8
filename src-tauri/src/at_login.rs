//! The start at login, as each system knows one.

#[cfg(target_os = "linux")]
mod entry;

use tauri::AppHandle;
#[cfg(not(target_os = "linux"))]
use tauri_plugin_autostart::{MacosLauncher, ManagerExt as _};

/// Tells the program that it is started by the system, and not by a person: the window stays hidden.
pub(crate) const AT_LOGIN: &str = "--at-login";

/// Makes Tauri ready for it, where that is needed.
#[cfg(target_os = "linux")]
pub(crate) fn init(_app: &AppHandle) -> tauri::Result<()> {
    Ok(())
}

/// Makes Tauri ready for it, where that is needed.
#[cfg(not(target_os = "linux"))]
pub(crate) fn init(app: &AppHandle) -> tauri::Result<()> {
    app.plugin(tauri_plugin_autostart::init(MacosLauncher::LaunchAgent, Some(vec![AT_LOGIN])))
}

/// Whether the program is started at login.
#[cfg(target_os = "linux")]
pub(crate) fn is_on(app: &AppHandle) -> bool {
    entry::Entry::of(app).is_ok_and(|entry| entry.is_on())
}

/// Whether the program is started at login.
#[cfg(not(target_os = "linux"))]
pub(crate) fn is_on(app: &AppHandle) -> bool {
    app.autolaunch().is_enabled().unwrap_or(false)
}

/// Makes the program start at login, or no longer.
///
/// # Errors
/// What the system says.
#[cfg(target_os = "linux")]
pub(crate) fn switch(app: &AppHandle, starts: bool) -> Result<(), String> {
    let entry = entry::Entry::of(app)?;
    let done = if starts { entry.write() } else { entry.remove() };
    done.map_err(|error| error.to_string())
}

/// Makes the program start at login, or no longer.
///
/// # Errors
/// What the system says.
#[cfg(not(target_os = "linux"))]
pub(crate) fn switch(app: &AppHandle, starts: bool) -> Result<(), String> {
    let launch = app.autolaunch();
    let done = if starts { launch.enable() } else { launch.disable() };
    done.map_err(|error| error.to_string())
}
