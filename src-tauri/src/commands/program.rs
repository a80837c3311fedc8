//! Commands about the program itself.

/// The version of the program, as its packages carry it.
#[tauri::command]
#[specta::specta]
pub(crate) fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
