//! What a program costs, as Linux tells it.

use std::fs;

/// Ticks of a processor's clock in a second, as Linux tells times of processes.
const TICKS_A_SECOND: u64 = 100;

/// Time of the processor that a process and all it has started have had, in hundredths of a second.
///
/// # Panics
/// Where the process is gone.
#[must_use]
pub fn time_of(process: u32) -> u64 {
    let stats: Vec<Stat> = fs::read_dir("/proc").expect("processes").filter_map(Stat::read).collect();
    assert!(stats.iter().any(|stat| stat.process == process), "process {process} is there");
    let mut counted = vec![process];
    let mut sum = 0;
    while let Some(next) = counted.pop() {
        sum += stats.iter().filter(|stat| stat.process == next).map(|stat| stat.ticks).sum::<u64>();
        counted.extend(stats.iter().filter(|stat| stat.parent == next).map(|stat| stat.process));
    }
    sum * 100 / TICKS_A_SECOND
}

/// A line of what Linux knows of a process.
struct Stat {
    process: u32,
    parent: u32,
    ticks: u64,
}

impl Stat {
    fn read(entry: std::io::Result<fs::DirEntry>) -> Option<Self> {
        let stat = fs::read_to_string(entry.ok()?.path().join("stat")).ok()?;
        let (process, rest) = stat.split_once(' ')?;
        // The name of the program, in brackets, may hold anything.
        let fields: Vec<&str> = rest.rsplit_once(')')?.1.split_ascii_whitespace().collect();
        let number = |index: usize| fields.get(index)?.parse::<u64>().ok();
        Some(Self {
            process: process.parse().ok()?,
            parent: fields.get(1)?.parse().ok()?,
            ticks: number(11)? + number(12)?,
        })
    }
}
