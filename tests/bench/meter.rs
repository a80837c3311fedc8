//! CPU time, wall time and peak memory of a step, by the system's own account.

use std::{fs, time::Instant};

/// What a step cost.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    /// User and system time.
    pub cpu_seconds: f64,
    /// By the clock.
    pub wall_seconds: f64,
    /// Most memory that the process ever held.
    pub peak_bytes: u64,
}

impl Figures {
    /// One line for another process to read.
    pub fn to_line(self) -> String {
        format!("{} {} {}", self.cpu_seconds, self.wall_seconds, self.peak_bytes)
    }

    /// Reads [`Figures::to_line`].
    pub fn of_line(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        Some(Self {
            cpu_seconds: words.next()?.parse().ok()?,
            wall_seconds: words.next()?.parse().ok()?,
            peak_bytes: words.next()?.parse().ok()?,
        })
    }

    /// The figures with the middle CPU time, with the highest peak of all.
    pub fn median(mut all: Vec<Self>) -> Self {
        all.sort_by(|left, right| left.cpu_seconds.total_cmp(&right.cpu_seconds));
        let peak_bytes = all.iter().map(|figures| figures.peak_bytes).max().unwrap_or_default();
        Self { peak_bytes, ..all[all.len() / 2] }
    }
}

/// A step under way.
#[derive(Debug)]
pub struct Meter {
    started: Instant,
    ticks: u64,
}

impl Meter {
    /// Begins to measure.
    pub fn start() -> Self {
        Self { started: Instant::now(), ticks: cpu_ticks() }
    }

    /// Ends it.
    #[expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "seconds, not money")]
    pub fn stop(self) -> Figures {
        // The kernel counts 100 ticks a second for programs, whatever its own clock.
        Figures {
            cpu_seconds: (cpu_ticks() - self.ticks) as f64 / 100.0,
            wall_seconds: self.started.elapsed().as_secs_f64(),
            peak_bytes: peak_bytes(),
        }
    }
}

/// User and system time of this process with all its threads; 0 where the system keeps no such account.
fn cpu_ticks() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    after_name.split_ascii_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum()
}

fn peak_bytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_ascii_whitespace().next())
        .and_then(|kilobytes| kilobytes.parse::<u64>().ok())
        .unwrap_or(0)
        * 1_024
}
