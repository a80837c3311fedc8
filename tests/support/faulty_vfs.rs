//! A disk that fails on demand and remembers what a power cut would leave: a VFS of SQLite, for tests.
//!
//! [`FaultyFolder::over`] puts it between SQLite and one folder; files elsewhere never meet it. It stands in front of
//! the system's own VFS as the default one, because the program names no VFS when it opens a book: nothing of the
//! program changes for it. Each folder has its own plan, so tests in several folders may run side by side.
//!
//! Nothing is forced to the disk: a sync is counted, refused or recorded, but the machine that runs the test stays on.
//!
//! ```ignore
//! let folder = FaultyFolder::over(temporary.path());
//! run(&book); // counts
//! let points = folder.take_counts().points(Fault::Once);
//! folder.fail(Fault::Once, 17); // the 17th call from here
//! run(&book);
//! folder.heal();
//! ```
//!
//! What it never does: it makes up no data. A read that fails gives an error, never wrong bytes, since no disk is
//! trusted by anybody that lies.
//!
//! Source: SQLite's "The OS Backend (VFS)" and "How SQLite Is Tested" (I/O error and crash tests).

#[path = "faulty_vfs/front.rs"]
mod front;
#[path = "faulty_vfs/power_cut.rs"]
mod power_cut;

use std::{
    ffi::c_int,
    mem,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rusqlite::ffi;

use self::power_cut::Recorder;
pub use self::power_cut::Recording;

/// What SQLite asks of a disk. Closing and unlocking are left out: they cannot be refused in earnest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// Opening or creating a file.
    Open,
    /// Deleting one.
    Delete,
    /// Asking whether there is one.
    Access,
    /// Reading.
    Read,
    /// Writing.
    Write,
    /// Cutting a file short.
    Truncate,
    /// Forcing a file to the disk.
    Sync,
    /// Asking how long a file is.
    Size,
    /// Locking a file.
    Lock,
    /// Mapping the index of a log.
    ShmMap,
    /// Locking a part of that index.
    ShmLock,
}

impl Call {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Open,
        Self::Delete,
        Self::Access,
        Self::Read,
        Self::Write,
        Self::Truncate,
        Self::Sync,
        Self::Size,
        Self::Lock,
        Self::ShmMap,
        Self::ShmLock,
    ];

    /// What SQLite is told when it fails, as its own VFS would tell it.
    fn error(self) -> c_int {
        match self {
            Self::Open => ffi::SQLITE_CANTOPEN,
            Self::Delete => ffi::SQLITE_IOERR_DELETE,
            Self::Access => ffi::SQLITE_IOERR_ACCESS,
            Self::Read => ffi::SQLITE_IOERR_READ,
            Self::Write => ffi::SQLITE_IOERR_WRITE,
            Self::Truncate => ffi::SQLITE_IOERR_TRUNCATE,
            Self::Sync => ffi::SQLITE_IOERR_FSYNC,
            Self::Size => ffi::SQLITE_IOERR_FSTAT,
            Self::Lock => ffi::SQLITE_IOERR_LOCK,
            Self::ShmMap => ffi::SQLITE_IOERR_SHMMAP,
            Self::ShmLock => ffi::SQLITE_IOERR_SHMLOCK,
        }
    }
}

/// How calls fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// One call fails, the others do not.
    Once,
    /// One call fails and so does every later one.
    FromThenOn,
    /// One read or write does half of its work and then fails. A read says "failed", never "the file ends here": that
    /// would be an answer, and a wrong one.
    Half,
    /// The disk is full from one call on: nothing grows and nothing is created. Reading works, and so does writing over
    /// what a file has already.
    Full,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Once, Self::FromThenOn, Self::Half, Self::Full];

    /// Whether the fault can strike such a call at all. Only these are counted towards it.
    fn concerns(self, call: Call, grows: bool) -> bool {
        match self {
            Self::Once | Self::FromThenOn => true,
            Self::Half => matches!(call, Call::Read | Call::Write),
            Self::Full => grows,
        }
    }

    /// Whether it strikes the n-th of the calls that concern it, being set for the `at`-th.
    fn strikes(self, nth: u64, at: u64) -> bool {
        match self {
            Self::Once | Self::Half => nth == at,
            Self::FromThenOn | Self::Full => nth >= at,
        }
    }
}

/// How many calls there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    of: [u64; Call::ALL.len()],
    growing: u64,
}

impl Counts {
    /// Calls of one kind.
    pub fn of(&self, call: Call) -> u64 {
        self.of[call as usize]
    }

    /// Calls that such a fault could strike.
    pub fn points(&self, fault: Fault) -> u64 {
        match fault {
            Fault::Once | Fault::FromThenOn => self.of.iter().sum(),
            Fault::Half => self.of(Call::Read) + self.of(Call::Write),
            Fault::Full => self.growing,
        }
    }
}

#[derive(Debug)]
struct Plan {
    fault: Fault,
    at: u64,
    nth: u64,
    struck: u64,
}

#[derive(Debug, Default)]
struct State {
    counts: Counts,
    plan: Option<Plan>,
    recorder: Option<Recorder>,
    never_syncs: bool,
}

impl State {
    /// Counts a call and says how it fails, if it does.
    fn strike(&mut self, call: Call, grows: bool) -> Option<Fault> {
        self.counts.of[call as usize] += 1;
        self.counts.growing += u64::from(grows);
        let plan = self.plan.as_mut().filter(|plan| plan.fault.concerns(call, grows))?;
        plan.nth += 1;
        let strikes = plan.fault.strikes(plan.nth, plan.at);
        plan.struck += u64::from(strikes);
        strikes.then_some(plan.fault)
    }
}

type Shared = Arc<Mutex<State>>;

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The folders that are watched.
static FOLDERS: Mutex<Vec<(PathBuf, Shared)>> = Mutex::new(Vec::new());

fn watching(path: &Path) -> Option<Shared> {
    locked(&FOLDERS).iter().find(|(folder, _)| path.starts_with(folder)).map(|(_, state)| state.clone())
}

/// A folder whose disk does as it is told, until this is dropped.
#[derive(Debug)]
pub struct FaultyFolder {
    folder: PathBuf,
    state: Shared,
}

impl FaultyFolder {
    /// Watches a folder. Files in it that are open already are not watched.
    pub fn over(folder: &Path) -> Self {
        front::install();
        // SQLite names files by their real path on Unix, and by their absolute one on Windows.
        let real = if cfg!(windows) { std::path::absolute(folder) } else { folder.canonicalize() };
        let folder = real.expect("the folder exists");
        let state = Shared::default();
        locked(&FOLDERS).push((folder.clone(), state.clone()));
        Self { folder, state }
    }

    /// Calls since it was watched, or since this was asked last.
    pub fn take_counts(&self) -> Counts {
        mem::take(&mut locked(&self.state).counts)
    }

    /// Lets the `at`-th call from here on fail, of those that such a fault concerns; the first is 1.
    pub fn fail(&self, fault: Fault, at: u64) {
        locked(&self.state).plan = Some(Plan { fault, at, nth: 0, struck: 0 });
    }

    /// Lets nothing fail any more, and says how many calls did.
    pub fn heal(&self) -> u64 {
        locked(&self.state).plan.take().map_or(0, |plan| plan.struck)
    }

    /// Records what becomes of the files from here on. What they hold now counts as safe, so no file may be open yet.
    pub fn record(&self) {
        locked(&self.state).recorder = Some(Recorder::over(&self.folder));
    }

    /// Says that whoever is told of so much counts on it: from here on a power cut must not take it back.
    pub fn acknowledge(&self, count: usize) {
        if let Some(recorder) = &mut locked(&self.state).recorder {
            recorder.acknowledge(count);
        }
    }

    /// Ends the recording.
    pub fn recording(&self) -> Recording {
        locked(&self.state).recorder.take().expect("a recording was begun").finish()
    }

    /// A seeded bug: whatever a connection asks for, it gets `synchronous = OFF` from here on.
    pub fn never_sync(&self) {
        locked(&self.state).never_syncs = true;
    }
}

impl Drop for FaultyFolder {
    fn drop(&mut self) {
        locked(&FOLDERS).retain(|(_, state)| !Arc::ptr_eq(state, &self.state));
    }
}
