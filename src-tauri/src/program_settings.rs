//! What a person may set about the program, as the page sees it.

use serde::{Deserialize, Serialize};
use tauri::AppHandle;

use crate::{
    closing,
    error::{CommandError, ErrorCode},
    settings::{self, Settings},
    state::Desk,
};

/// What is set, and what this desktop can do.
#[derive(Debug, Clone, Copy, Serialize, specta::Type)]
pub(crate) struct ProgramSettings {
    /// Whether closing the window leaves the batch job at work.
    keeps_running: bool,
    /// Whether there is a tray, without which it cannot.
    can_keep_running: bool,
    /// Whether the system tells when a run has ended or needs a person.
    notifies: bool,
    /// Whether the program is started at login.
    starts_at_login: bool,
}

impl ProgramSettings {
    pub(crate) fn read(desk: &Desk) -> Self {
        let Settings { keeps_running, notifies, .. } = settings::read(desk.folder());
        let desktop = desk.desktop();
        Self {
            keeps_running,
            can_keep_running: desktop.has_tray(),
            notifies,
            starts_at_login: desktop.starts_at_login(),
        }
    }
}

/// What a person sets.
#[derive(Debug, Clone, Copy, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProgramChoices {
    keeps_running: bool,
    notifies: bool,
    starts_at_login: bool,
}

impl ProgramChoices {
    pub(crate) fn apply(self, desk: &Desk) -> Result<(), CommandError> {
        let Self { keeps_running, notifies, starts_at_login } = self;
        let before = settings::read(desk.folder());
        // Who has only set something else is still asked when closing.
        let was_asked = before.was_asked || keeps_running != before.keeps_running;
        let desktop = desk.desktop();
        // The system may refuse, and then nothing is set.
        if desktop.starts_at_login() != starts_at_login {
            desktop.start_at_login(starts_at_login).map_err(|error| {
                CommandError::new(ErrorCode::Refused, format!("the system refuses: {error}"))
            })?;
        }
        save(desk, Settings { keeps_running, was_asked, notifies })
    }
}

/// Closes the window as a person has answered, and remembers the answer.
pub(crate) fn close(desk: &Desk, app: &AppHandle, keeps_running: bool) -> Result<(), CommandError> {
    save(desk, Settings { keeps_running, was_asked: true, ..settings::read(desk.folder()) })?;
    if keeps_running {
        closing::hide(app);
    } else {
        app.exit(0);
    }
    Ok(())
}

fn save(desk: &Desk, settings: Settings) -> Result<(), CommandError> {
    settings::write(desk.folder(), settings).map_err(|error| CommandError::failed(&error))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proforma_worker::{Clock, ProcessRunner};

    use super::*;
    use crate::desktop::fake::Recorded;

    #[test]
    fn what_the_system_refuses_is_said_and_nothing_is_set() {
        let folder = tempfile::tempdir().expect("a folder");
        let desk = |desktop: Arc<Recorded>| {
            let runner = ProcessRunner::new("test", Clock::system()).expect("a runner");
            Desk::new(runner, folder.path().to_owned(), desktop, None)
        };
        let choices = ProgramChoices { keeps_running: false, notifies: false, starts_at_login: true };
        let refusing = desk(Recorded::refusing("the folder is read-only"));
        let error = choices.apply(&refusing).expect_err("the system refuses");
        assert!(format!("{error:?}").contains("the system refuses: the folder is read-only"), "{error:?}");
        assert_eq!(settings::read(folder.path()), Settings::default());

        let willing = desk(Recorded::shared());
        choices.apply(&willing).expect("set");
        let set = ProgramSettings::read(&willing);
        assert!(set.starts_at_login && !set.keeps_running && !set.notifies);
        ProgramChoices { starts_at_login: false, ..choices }.apply(&willing).expect("set");
        assert!(!ProgramSettings::read(&willing).starts_at_login);
    }
}
