//! What a person has set about the program itself, in a small file of the program's own folder.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};

const FILE: &str = "settings.json";

/// What a person has set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    /// Whether closing the window leaves the batch job at work.
    pub(crate) keeps_running: bool,
    /// Whether that was explained and asked.
    pub(crate) was_asked: bool,
    /// Whether the system tells when a run has ended or needs a person.
    pub(crate) notifies: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { keeps_running: true, was_asked: false, notifies: true }
    }
}

/// What was set; where that cannot be read, what is usual.
pub(crate) fn read(folder: &Path) -> Settings {
    fs::read(folder.join(FILE)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

pub(crate) fn write(folder: &Path, settings: Settings) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    serde_json::to_writer_pretty(&mut file, &settings)?;
    file.flush()?;
    file.persist(folder.join(FILE)).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_read_again_and_damage_is_what_is_usual() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(read(folder.path()), Settings::default());
        let set = Settings { keeps_running: false, was_asked: true, notifies: false };
        write(folder.path(), set).expect("written");
        assert_eq!(read(folder.path()), set);
        fs::write(folder.path().join(FILE), "{\"keeps_running\":").expect("written");
        assert_eq!(read(folder.path()), Settings::default());
    }
}
