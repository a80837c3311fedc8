//! The folder that everything happens in, and the programs it starts.

use std::{
    env,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use crate::error::TaskError;

/// The checkout, with the folders of its own tools that go before those of the system.
#[derive(Debug, Clone)]
pub(crate) struct Checkout {
    root: PathBuf,
    tool_folders: Vec<PathBuf>,
}

impl Checkout {
    /// The checkout this program was built in: cargo runs it from anywhere inside.
    pub(crate) fn find() -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.ancestors().nth(3).expect("xtask lies three folders below the root");
        Self { root: root.to_owned(), tool_folders: Vec::new() }
    }

    /// A path inside the checkout.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Where cargo puts what it builds, whatever the environment says.
    pub(crate) fn target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.path("target"), |folder| self.root.join(folder))
    }

    /// The programs of `folder` are taken before those of the system from now on.
    #[must_use]
    pub(crate) fn with_tools(mut self, folder: PathBuf) -> Self {
        self.tool_folders.insert(0, folder);
        self
    }

    /// A program of the checkout's tools or of the system, started in the root.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.locate(program));
        command.current_dir(&self.root).env("PATH", self.search_path());
        command
    }

    /// The cargo that runs this task, so that the toolchain is the same throughout.
    pub(crate) fn cargo(&self) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(&self.root).env("PATH", self.search_path());
        command
    }

    /// A script of npm's: these are `.cmd` files on Windows, which must be named in full.
    pub(crate) fn script(&self, name: &str) -> Command {
        if cfg!(windows) { self.command(&format!("{name}.cmd")) } else { self.command(name) }
    }

    fn search_path(&self) -> OsString {
        let system = env::var_os("PATH").unwrap_or_default();
        let folders = self.tool_folders.iter().cloned().chain(env::split_paths(&system));
        env::join_paths(folders).unwrap_or(system)
    }

    /// Looks a program up itself: on Windows the search path of a child is not searched for the child.
    fn locate(&self, program: &str) -> OsString {
        let name = if cfg!(windows) && !program.contains('.') {
            format!("{program}.exe")
        } else {
            program.to_owned()
        };
        let found = self.tool_folders.iter().map(|folder| folder.join(&name)).find(|path| path.is_file());
        found.map_or_else(|| program.into(), PathBuf::into_os_string)
    }
}

/// Empties a folder, or makes it.
pub(crate) fn fresh_folder(path: &Path) -> Result<(), TaskError> {
    match fs::remove_dir_all(path) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(source) => return Err(TaskError::File { doing: "emptying", path: path.to_owned(), source }),
    }
    fs::create_dir_all(path).map_err(|source| TaskError::File {
        doing: "making",
        path: path.to_owned(),
        source,
    })
}
