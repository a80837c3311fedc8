//! The entry that a desktop on Linux reads at login.
//!
//! Written here, because the usual library looks in `~/.config` whatever `XDG_CONFIG_HOME` says, and breaks on a program
//! whose path has a space in it.
//!
//! Source: Desktop Application Autostart Specification; Desktop Entry Specification, "The Exec key".

use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use tauri::{AppHandle, Manager};

use super::AT_LOGIN;

const FILE: &str = "Proforma.desktop";

/// What a desktop or a person writes into an entry to switch it off without removing it.
const SWITCHED_OFF: [&str; 2] = ["Hidden=true", "X-GNOME-Autostart-enabled=false"];

/// The entry of this program for this user.
#[derive(Debug)]
pub(super) struct Entry {
    file: PathBuf,
    program: PathBuf,
}

impl Entry {
    /// # Errors
    /// Where the system names no folder for it, or no program.
    pub(super) fn of(app: &AppHandle) -> Result<Self, String> {
        let folder = app.path().config_dir().map_err(|error| error.to_string())?;
        // A packed program runs from a folder that is gone after it; its package is what stays.
        let program = match app.env().appimage {
            Some(package) => PathBuf::from(package),
            None => env::current_exe().map_err(|error| error.to_string())?,
        };
        Ok(Self::new(&folder, program))
    }

    fn new(folder: &Path, program: PathBuf) -> Self {
        Self { file: folder.join("autostart").join(FILE), program }
    }

    pub(super) fn is_on(&self) -> bool {
        let written = fs::read_to_string(&self.file);
        written.is_ok_and(|text| !text.lines().any(|line| SWITCHED_OFF.contains(&line.trim())))
    }

    pub(super) fn write(&self) -> io::Result<()> {
        let program = exec_word(&self.program)?;
        let folder = self.file.parent().unwrap_or(&self.file);
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        write!(
            file,
            "[Desktop Entry]\nType=Application\nVersion=1.5\nName=Proforma\nComment=Keeps the batch job at work\n\
             Exec={program} {AT_LOGIN}\nStartupNotify=false\nTerminal=false\n"
        )?;
        file.persist(&self.file).map_err(|error| error.error)?;
        Ok(())
    }

    pub(super) fn remove(&self) -> io::Result<()> {
        match fs::remove_file(&self.file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// A path as one word of the Exec key: quoted, then escaped as every text of an entry is.
fn exec_word(program: &Path) -> io::Result<String> {
    let refused = || {
        let message = format!(
            "no entry can name {}: move the program to a folder with a plain name",
            program.display()
        );
        io::Error::new(io::ErrorKind::InvalidInput, message)
    };
    let path = program.to_str().filter(|path| !path.chars().any(char::is_control)).ok_or_else(refused)?;
    let mut quoted = String::from('"');
    for letter in path.chars() {
        match letter {
            '"' | '`' | '$' | '\\' => quoted.extend(['\\', letter]),
            '%' => quoted.push_str("%%"),
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    Ok(quoted.replace('\\', r"\\"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(folder: &Path) -> Entry {
        Entry::new(folder, PathBuf::from("/opt/proforma"))
    }

    #[test]
    fn what_is_switched_on_is_on_until_it_is_switched_off() {
        let folder = tempfile::tempdir().expect("a folder");
        let entry = entry(folder.path());
        assert!(!entry.is_on());
        entry.remove().expect("nothing to remove is no fault");
        entry.write().expect("written");
        assert!(entry.is_on());
        let text = fs::read_to_string(folder.path().join("autostart/Proforma.desktop")).expect("an entry");
        assert!(text.starts_with("[Desktop Entry]\n"), "{text}");
        assert!(text.contains("\nExec=\"/opt/proforma\" --at-login\n"), "{text}");
        entry.remove().expect("removed");
        assert!(!entry.is_on());
    }

    #[test]
    fn an_entry_that_the_desktop_switched_off_is_off() {
        let folder = tempfile::tempdir().expect("a folder");
        let entry = entry(folder.path());
        for line in SWITCHED_OFF {
            entry.write().expect("written");
            let text = fs::read_to_string(&entry.file).expect("an entry");
            fs::write(&entry.file, format!("{text}{line}\n")).expect("written");
            assert!(!entry.is_on(), "{line}");
        }
        entry.write().expect("written");
        assert!(entry.is_on(), "switching on writes a fresh one");
    }

    #[test]
    fn a_path_is_one_word_whatever_is_in_it() {
        let word = |path: &str| exec_word(Path::new(path)).ok();
        assert_eq!(word("/opt/My Programs/proforma").as_deref(), Some(r#""/opt/My Programs/proforma""#));
        assert_eq!(word("/opt/100%/proforma").as_deref(), Some(r#""/opt/100%%/proforma""#));
        assert_eq!(word(r#"/a"b$c\d"#).as_deref(), Some(r#""/a\\"b\\$c\\\\d""#));
        assert_eq!(word("/opt/two\nlines"), None, "nothing half written");
    }
}
