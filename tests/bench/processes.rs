//! Other processes by the system's own account (proc(5)): when they started, what memory they and their children hold.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

/// A running process.
#[derive(Debug, Clone, Copy)]
pub struct Process {
    id: u32,
    parent: u32,
    /// Hundredths of a second after the machine started.
    started: f64,
}

/// The process of this program that started last.
pub fn newest(program: &Path) -> Option<Process> {
    let program = program.canonicalize().ok()?;
    let is_it = |process: &Process| fs::read_link(process.file("exe")).is_ok_and(|exe| exe == program);
    all().into_iter().filter(is_it).max_by(|left, right| left.started.total_cmp(&right.started))
}

#[expect(clippy::float_arithmetic, reason = "milliseconds, not money")]
impl Process {
    /// When it started, in milliseconds since 1970, to a hundredth of a second.
    pub fn started_milliseconds(self) -> f64 {
        let uptime = fs::read_to_string("/proc/uptime").unwrap_or_default();
        let uptime = uptime.split(' ').next().and_then(|seconds| seconds.parse::<f64>().ok());
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        now.as_secs_f64() * 1_000.0 - (uptime.unwrap_or(f64::NAN) * 1_000.0 - self.started * 10.0)
    }
}

impl Process {
    /// Bytes of memory; what is shared with other processes counts in parts.
    pub fn own_memory(self) -> u64 {
        let rollup = fs::read_to_string(self.file("smaps_rollup")).unwrap_or_default();
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        line.and_then(|line| line.split_ascii_whitespace().next())
            .and_then(|kilobytes| kilobytes.parse::<u64>().ok())
            .unwrap_or(0)
            * 1_024
    }

    /// The same with all processes that it started: the web view draws in processes of its own.
    pub fn memory_with_children(self) -> u64 {
        let all = all();
        let mut family = vec![self];
        let mut at = 0;
        while let Some(parent) = family.get(at).copied() {
            family.extend(all.iter().filter(|process| process.parent == parent.id));
            at += 1;
        }
        family.into_iter().map(Self::own_memory).sum()
    }

    fn file(self, name: &str) -> PathBuf {
        Path::new("/proc").join(self.id.to_string()).join(name)
    }
}

fn all() -> Vec<Process> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| read(entry.file_name().to_str()?.parse().ok()?)).collect()
}

fn read(id: u32) -> Option<Process> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name may hold anything, so what counts begins after its bracket.
    let words: Vec<&str> = stat.rsplit_once(')')?.1.split_ascii_whitespace().collect();
    Some(Process { id, parent: words.get(1)?.parse().ok()?, started: words.get(19)?.parse().ok()? })
}
