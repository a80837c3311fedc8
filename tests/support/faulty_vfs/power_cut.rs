//! What a power cut leaves of the files of a folder.
//!
//! A [`Recording`] holds what was in the folder when it began and every change since. [`Recording::image`] gives the
//! folder as it might be after a cut behind any one of them:
//!
//! - What a file held at its last sync is there.
//! - Of each later write every sector of 512 bytes is there, is not, or is there by half; of several writes to a sector
//!   the earlier ones come first, as they do in any cache. Or all is there, or nothing, or all up to one write.
//! - A file that was cut short may have its old length, and one that grew may end in zeros or in anything.
//! - A file that was created may be missing and one that was deleted may be there, until the folder is synced: by a
//!   delete that asks for it, or by the first sync of a new file, which SQLite follows with one of its folder.
//! - A file that was created anew under an old name is another file: nothing of the old one shows in it.
//! - The index of a log (`-shm`) is memory and gone.
//!
//! A disk that lies about a sync is not modelled.
//!
//! Source: SQLite's "Atomic Commit" (section 3.1 on hardware) and "PSOW": a write leaves the bytes beside it alone.

#[cfg(test)]
#[path = "power_cut/tests.rs"]
mod tests;

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
};

use proforma_tests::random::Random;

const SECTOR_BYTES: u64 = 512;

/// A file, not its name: a name may stand for one file after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct FileId(usize);

#[derive(Debug)]
enum Operation {
    Create { name: String, file: FileId },
    Write { file: FileId, offset: u64, bytes: Vec<u8> },
    Truncate { file: FileId, length: u64 },
    Sync { file: FileId },
    Delete { name: String, syncs_folder: bool },
}

/// Writes down what happens to the files of a folder.
#[derive(Debug)]
pub(super) struct Recorder {
    recording: Recording,
    names: HashMap<String, FileId>,
    files: usize,
}

impl Recorder {
    pub(super) fn over(folder: &Path) -> Self {
        let mut base = BTreeMap::new();
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let entry = entry.expect("the folder can be read");
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.ends_with("-shm") && entry.path().is_file() {
                base.insert(name, fs::read(entry.path()).expect("the file can be read"));
            }
        }
        let names: HashMap<String, FileId> = base.keys().cloned().zip((0..).map(FileId)).collect();
        let files = names.len();
        Self { recording: Recording { base, ..Recording::default() }, names, files }
    }

    /// A file that was opened, and created if it was not there.
    pub(super) fn open(&mut self, name: &str) -> FileId {
        if let Some(file) = self.names.get(name) {
            return *file;
        }
        let file = FileId(self.files);
        self.files += 1;
        self.names.insert(name.to_owned(), file);
        self.recording.operations.push(Operation::Create { name: name.to_owned(), file });
        file
    }

    pub(super) fn write(&mut self, file: FileId, offset: u64, bytes: &[u8]) {
        self.recording.operations.push(Operation::Write { file, offset, bytes: bytes.to_owned() });
    }

    pub(super) fn truncate(&mut self, file: FileId, length: u64) {
        self.recording.operations.push(Operation::Truncate { file, length });
    }

    pub(super) fn sync(&mut self, file: FileId) {
        self.recording.operations.push(Operation::Sync { file });
    }

    pub(super) fn delete(&mut self, name: &str, syncs_folder: bool) {
        self.names.remove(name);
        self.recording.operations.push(Operation::Delete { name: name.to_owned(), syncs_folder });
    }

    pub(super) fn acknowledge(&mut self, count: usize) {
        self.recording.acknowledged.push((self.recording.operations.len(), count));
    }

    pub(super) fn finish(self) -> Recording {
        self.recording
    }
}

/// All that happened to the files of a folder.
#[derive(Debug, Default)]
pub struct Recording {
    base: BTreeMap<String, Vec<u8>>,
    operations: Vec<Operation>,
    /// After how many operations how much was acknowledged.
    acknowledged: Vec<(usize, usize)>,
}

impl Recording {
    /// How many operations there were; a cut may fall after 0 up to all of them.
    pub fn operations(&self) -> usize {
        self.operations.len()
    }

    /// How many of them were syncs of a file.
    pub fn syncs(&self) -> usize {
        self.operations.iter().filter(|operation| matches!(operation, Operation::Sync { .. })).count()
    }

    /// Writes to a file that was there from the start, between the first and the last acknowledgement.
    pub fn writes_in_between(&self, name: &str) -> usize {
        let file = self.base.keys().position(|known| known == name).map(FileId);
        let (Some((first, _)), Some((last, _))) = (self.acknowledged.first(), self.acknowledged.last())
        else {
            return 0;
        };
        let writes = |operation: &&Operation| matches!(operation, Operation::Write { file: to, .. } if Some(*to) == file);
        self.operations[*first..*last].iter().filter(writes).count()
    }

    /// How much had been acknowledged by then.
    pub fn acknowledged(&self, at: usize) -> usize {
        self.acknowledged.iter().take_while(|(after, _)| *after <= at).last().map_or(0, |(_, count)| *count)
    }

    /// The folder after a cut behind the first `at` operations.
    pub fn image(&self, at: usize, random: &mut Random) -> Image {
        let mut disk = Disk::of(&self.base);
        for operation in &self.operations[..at] {
            disk.apply(operation);
        }
        disk.cut(random)
    }
}

/// A folder after a power cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image(BTreeMap<String, Vec<u8>>);

impl Image {
    /// Makes these the only files of a folder. None of its files may be open.
    pub fn write_into(&self, folder: &Path) {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            fs::remove_file(entry.expect("the folder can be read").path()).expect("the file can be deleted");
        }
        for (name, bytes) in &self.0 {
            fs::write(folder.join(name), bytes).expect("the file can be written");
        }
    }
}

/// A write or a truncation that no sync has followed yet.
enum Change<'a> {
    Write { offset: u64, bytes: &'a [u8] },
    Truncate { length: u64 },
}

#[derive(Default)]
struct File<'a> {
    durable: Vec<u8>,
    pending: Vec<Change<'a>>,
}

/// The files of a folder, and which of their changes a cut may take back.
struct Disk<'a> {
    files: Vec<File<'a>>,
    durable_names: BTreeMap<String, FileId>,
    /// Since the folder was last synced: what each name was made to stand for, none where it was deleted.
    pending_names: Vec<(&'a str, Option<FileId>)>,
}

impl<'a> Disk<'a> {
    fn of(base: &BTreeMap<String, Vec<u8>>) -> Self {
        let files = base.values().map(|bytes| File { durable: bytes.clone(), pending: Vec::new() }).collect();
        let durable_names = base.keys().cloned().zip((0..).map(FileId)).collect();
        Self { files, durable_names, pending_names: Vec::new() }
    }

    fn apply(&mut self, operation: &'a Operation) {
        match operation {
            Operation::Create { name, file } => {
                // Files are numbered in the order in which they are created.
                assert_eq!(file.0, self.files.len(), "a new file has the next number");
                self.files.push(File::default());
                self.pending_names.push((name, Some(*file)));
            }
            Operation::Write { file, offset, bytes } => {
                self.files[file.0].pending.push(Change::Write { offset: *offset, bytes });
            }
            Operation::Truncate { file, length } => {
                self.files[file.0].pending.push(Change::Truncate { length: *length });
            }
            Operation::Sync { file } => {
                self.files[file.0].sync();
                if self.pending_names.iter().any(|(_, pending)| *pending == Some(*file)) {
                    self.sync_folder();
                }
            }
            Operation::Delete { name, syncs_folder } => {
                self.pending_names.push((name, None));
                if *syncs_folder {
                    self.sync_folder();
                }
            }
        }
    }

    fn sync_folder(&mut self) {
        for (name, file) in self.pending_names.drain(..) {
            match file {
                Some(file) => self.durable_names.insert(name.to_owned(), file),
                None => self.durable_names.remove(name),
            };
        }
    }

    fn cut(&self, random: &mut Random) -> Image {
        let kept = Kept::any(random);
        let mut names = self.durable_names.clone();
        let mut changed: Vec<&str> = self.pending_names.iter().map(|(name, _)| *name).collect();
        changed.sort_unstable();
        changed.dedup();
        for name in changed {
            // A folder keeps its changes in order: of those to one name the first few have come through.
            let states: Vec<_> = self
                .pending_names
                .iter()
                .filter(|(other, _)| *other == name)
                .map(|(_, file)| *file)
                .collect();
            let Some(last) = kept.of(states.len() as u64, random).checked_sub(1) else { continue };
            match states[last as usize] {
                Some(file) => names.insert(name.to_owned(), file),
                None => names.remove(name),
            };
        }
        Image(names.into_iter().map(|(name, file)| (name, self.files[file.0].cut(kept, random))).collect())
    }
}

/// How much of what was not synced comes through a cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    All,
    Nothing,
    /// Writes in their order, up to one of them.
    InOrder,
    /// Each sector by itself.
    AnySector,
}

impl Kept {
    fn any(random: &mut Random) -> Self {
        match random.below(8) {
            0 => Self::All,
            1 => Self::Nothing,
            2 => Self::InOrder,
            _ => Self::AnySector,
        }
    }

    /// How many of so many changes have come through.
    fn of(self, changes: u64, random: &mut Random) -> u64 {
        match self {
            Self::All => changes,
            Self::Nothing => 0,
            Self::InOrder | Self::AnySector => random.below(changes + 1),
        }
    }
}

/// What has become of one sector: so many of its writes have come through, and half of the next where it is torn.
struct Fate {
    through: u64,
    torn: Option<Half>,
    seen: u64,
}

#[derive(Clone, Copy)]
enum Half {
    First,
    Second,
}

impl Fate {
    fn any(writes: u64, random: &mut Random) -> Self {
        let (through, torn) = match random.below(4) {
            0 => (writes, None),
            1 => (0, None),
            2 => (random.below(writes + 1), None),
            _ => (random.below(writes), Some(if random.coin() { Half::First } else { Half::Second })),
        };
        Self { through, torn, seen: 0 }
    }

    /// Which bytes of the sector's next write have come through.
    fn next(&mut self) -> Option<(u64, u64)> {
        let nth = self.seen;
        self.seen += 1;
        match self.torn {
            _ if nth < self.through => Some((0, SECTOR_BYTES)),
            Some(Half::First) if nth == self.through => Some((0, SECTOR_BYTES / 2)),
            Some(Half::Second) if nth == self.through => Some((SECTOR_BYTES / 2, SECTOR_BYTES)),
            _ => None,
        }
    }
}

fn sectors(offset: u64, bytes: &[u8]) -> impl Iterator<Item = u64> + use<> {
    offset / SECTOR_BYTES..(offset + bytes.len() as u64).div_ceil(SECTOR_BYTES)
}

impl File<'_> {
    fn sync(&mut self) {
        for change in self.pending.drain(..) {
            change.apply_to(&mut self.durable);
        }
    }

    fn cut(&self, kept: Kept, random: &mut Random) -> Vec<u8> {
        let mut bytes = self.durable.clone();
        if kept != Kept::AnySector {
            let through = kept.of(self.pending.len() as u64, random) as usize;
            self.pending[..through].iter().for_each(|change| change.apply_to(&mut bytes));
            return bytes;
        }
        let mut fates = self.fates(random);
        let stale = random.coin();
        let mut full_length = bytes.len();
        for change in &self.pending {
            match change {
                Change::Truncate { length } => {
                    full_length = *length as usize;
                    if random.coin() {
                        resize(&mut bytes, *length as usize, stale, random);
                    }
                }
                Change::Write { offset, bytes: written } => {
                    full_length = full_length.max(*offset as usize + written.len());
                    for sector in sectors(*offset, written) {
                        let fate = fates.get_mut(&sector).expect("each written sector has a fate");
                        let Some((first, end)) = fate.next() else { continue };
                        let first = (sector * SECTOR_BYTES + first).max(*offset);
                        let end = (sector * SECTOR_BYTES + end).min(offset + written.len() as u64);
                        if first < end {
                            let piece = &written[(first - offset) as usize..(end - offset) as usize];
                            if bytes.len() < end as usize {
                                resize(&mut bytes, end as usize, stale, random);
                            }
                            bytes[first as usize..end as usize].copy_from_slice(piece);
                        }
                    }
                }
            }
        }
        if bytes.len() < full_length && random.coin() {
            resize(&mut bytes, full_length, stale, random);
        }
        bytes
    }

    fn fates(&self, random: &mut Random) -> BTreeMap<u64, Fate> {
        let mut writes: BTreeMap<u64, u64> = BTreeMap::new();
        for change in &self.pending {
            if let Change::Write { offset, bytes } = change {
                sectors(*offset, bytes).for_each(|sector| *writes.entry(sector).or_default() += 1);
            }
        }
        writes.into_iter().map(|(sector, writes)| (sector, Fate::any(writes, random))).collect()
    }
}

/// Makes a file so long. What comes in is zeros, or stale: whatever the disk had there.
fn resize(bytes: &mut Vec<u8>, length: usize, stale: bool, random: &mut Random) {
    let old_length = bytes.len();
    bytes.resize(length, 0);
    if stale && length > old_length {
        bytes[old_length..].fill_with(|| random.draw() as u8);
    }
}

impl Change<'_> {
    fn apply_to(&self, file: &mut Vec<u8>) {
        match self {
            Self::Truncate { length } => file.resize(*length as usize, 0),
            Self::Write { offset, bytes } => {
                let (first, end) = (*offset as usize, *offset as usize + bytes.len());
                if file.len() < end {
                    file.resize(end, 0);
                }
                file[first..end].copy_from_slice(bytes);
            }
        }
    }
}
