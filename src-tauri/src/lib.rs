//! The desktop shell: the window, its plugins and the list of commands.
//!
//! It knows Tauri and knows no rule: every command is one call into the api.

mod at_login;
mod bindings;
mod books;
mod choosing;
mod chosen_spreadsheets;
mod closing;
mod commands;
mod deleting;
mod desktop;
mod dialogs;
mod error;
mod events;
mod exporting;
mod importing;
mod job_loop;
mod notices;
mod pdf_writing;
mod program_settings;
mod recent;
mod reloading;
mod running;
mod settings;
mod state;

use proforma_api::clock::Clock;
use proforma_worker::ProcessRunner;
use tauri::{AppHandle, Manager, RunEvent, Wry};
use tauri_plugin_log::{RotationStrategy, Target, TargetKind};
use tauri_plugin_window_state::StateFlags;

use crate::{at_login::AT_LOGIN, desktop::System, state::Desk};

/// The label of the only window; `tauri.conf.json` and the capability file name it too.
const MAIN_WINDOW: &str = "main";

/// Runs the program until its window is closed.
///
/// # Panics
/// If the window system refuses a window: there is nothing to show the reason in.
pub fn run() {
    let bindings = bindings::builder();

    let builder = tauri::Builder::default();
    #[cfg(target_os = "macos")]
    let builder = builder.on_web_content_process_terminate(reloading::page_lost);
    builder
        // Single instance comes first, so that a second start ends before it has opened anything.
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _directory| show_main_window(app)))
        .plugin(log_plugin())
        .plugin(window_state_plugin())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .on_window_event(closing::on_window_event)
        .invoke_handler(bindings.invoke_handler())
        .setup(move |app| {
            bindings.mount_events(app);
            at_login::init(app.handle())?;
            let runner = ProcessRunner::new("Proforma", Clock::system())?;
            let (folder, desktop) = (app.path().app_data_dir()?, System::new(app.handle()));
            let start_loop = job_loop::starter(app.handle().clone(), folder.clone(), desktop.clone());
            let desk = Desk::new(runner, folder, desktop, Some(start_loop));
            app.manage(desk.clone());
            if std::env::args().any(|argument| argument == AT_LOGIN) {
                start_at_login(app.handle(), &desk);
            }
            reloading::watch(app)?;
            log::info!("proforma {} started", app.package_info().version);
            Ok(())
        })
        .build(tauri::generate_context!())
        .expect("the window system opens a window")
        .run(|app, event| {
            if let RunEvent::Exit = event {
                app.state::<Desk>().leave();
            }
        });
}

/// Opens the book that was used last, without a window: its batch job goes on.
fn start_at_login(app: &AppHandle, desk: &Desk) {
    match books::open_last(desk) {
        Ok(true) if desk.desktop().has_tray() => closing::hide(app),
        Ok(_) => {}
        // The window shows what is wrong with it.
        Err(error) => log::warn!("opening the book used last: {error:?}"),
    }
}

/// Brings the window back to a user who starts the program a second time.
fn show_main_window(app: &AppHandle) {
    let Some(window) = app.get_webview_window(MAIN_WINDOW) else {
        log::error!("there is no main window to show");
        return;
    };
    let shown = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        log::warn!("showing the main window for a second start: {error}");
    }
}

/// One log file in the folder of the platform, kept small; the standard output as well while developing.
fn log_plugin() -> tauri::plugin::TauriPlugin<Wry> {
    let mut targets = vec![Target::new(TargetKind::LogDir { file_name: None })];
    if cfg!(debug_assertions) {
        targets.push(Target::new(TargetKind::Stdout));
    }
    tauri_plugin_log::Builder::new()
        .level(log::LevelFilter::Info)
        .targets(targets)
        .max_file_size(1_000_000)
        .rotation_strategy(RotationStrategy::KeepOne)
        .build()
}

/// The window opens where it was; whether it was visible is not remembered, or a hidden one would never come back.
fn window_state_plugin() -> tauri::plugin::TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(
            StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED | StateFlags::FULLSCREEN,
        )
        .build()
}
