//! Which process holds a lease, and whether it is gone.

use std::process;

/// One start of a program, as the lease names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Random, 128 bits in hexadecimal: no two starts share it.
    pub id: String,
    /// Name of the program, for people.
    pub program: String,
    /// Name of the machine.
    pub host: String,
    /// The system's number of the process; systems use numbers again.
    pub process_id: u32,
    /// When and where the process started, as the system tells it; only ever compared.
    pub process_started_at: String,
}

/// The system gave no random numbers, so that a holder could not be told from others.
#[derive(Debug, thiserror::Error)]
#[error("the system gave no random numbers for a new holder of the lease")]
pub struct HolderError(#[source] getrandom::Error);

impl Holder {
    /// This process under a new id. Once per start of the program: the same id holds the same lease.
    ///
    /// # Errors
    /// [`HolderError`] where the system gives no random numbers.
    pub fn this_process(program: &str) -> Result<Self, HolderError> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(HolderError)?;
        Ok(Self {
            id: format!("{:032x}", u128::from_be_bytes(bytes)),
            program: program.to_owned(),
            host: system::host(),
            process_id: process::id(),
            process_started_at: system::started_at(process::id()).unwrap_or_default(),
        })
    }
}

/// Whether the process of a holder on this machine has surely ended. In doubt it has not: then its lease
/// runs out.
#[must_use]
pub fn is_gone(holder: &Holder) -> bool {
    system::is_gone(holder)
}

/// Linux tells the start of a process in ticks since the start of the machine, which no change of the clock
/// moves. Numbers of processes mean something only within one start of one machine and one container, so
/// all of these are part of the text: `machine/container/start of the machine/ticks`.
#[cfg(target_os = "linux")]
mod system {
    use std::fs;

    use super::Holder;

    pub(super) fn host() -> String {
        line("/proc/sys/kernel/hostname").unwrap_or_else(|| "unknown".to_owned())
    }

    pub(super) fn started_at(process_id: u32) -> Option<String> {
        let stat = fs::read_to_string(format!("/proc/{process_id}/stat")).ok()?;
        // The second field is the program's name, which may hold spaces and parentheses.
        let (_, fields) = stat.rsplit_once(')')?;
        let mut fields = fields.split_ascii_whitespace();
        // One that has ended stands in the list until its parent takes note.
        if matches!(fields.next()?, "Z" | "X") {
            return None;
        }
        let ticks = fields.nth(18)?;
        Some(format!("{}/{ticks}", place()?))
    }

    pub(super) fn is_gone(holder: &Holder) -> bool {
        let (Some(here), Some((place, _))) = (place(), holder.process_started_at.rsplit_once('/')) else {
            return false;
        };
        let machine = |place: &str| place.rsplit_once('/').map(|(machine, _)| machine.to_owned());
        if place == here {
            return started_at(holder.process_id).as_deref() != Some(&holder.process_started_at);
        }
        // Another start of this machine ended all its processes; another machine's cannot be seen.
        machine(place).is_some() && machine(place) == machine(&here)
    }

    fn place() -> Option<String> {
        let machine = line("/etc/machine-id").or_else(|| line("/var/lib/dbus/machine-id"))?;
        let container = fs::read_link("/proc/self/ns/pid").ok()?;
        let boot = line("/proc/sys/kernel/random/boot_id")?;
        Some(format!("{machine}/{}/{boot}", container.to_string_lossy()))
    }

    fn line(path: &str) -> Option<String> {
        let text = fs::read_to_string(path).ok()?;
        Some(text.trim().to_owned()).filter(|line| !line.is_empty())
    }
}

/// Elsewhere the start of a process is told in seconds, on the machine of its name: `machine/seconds`. A process of which no
/// start is told is there; nothing more is known of it.
#[cfg(not(target_os = "linux"))]
mod system {
    use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System};

    use super::Holder;

    pub(super) fn host() -> String {
        System::host_name().unwrap_or_else(|| "unknown".to_owned())
    }

    pub(super) fn started_at(process_id: u32) -> Option<String> {
        let seconds = seconds(process_id).filter(|seconds| *seconds > 0)?;
        Some(format!("{}/{seconds}", System::host_name()?))
    }

    pub(super) fn is_gone(holder: &Holder) -> bool {
        let Some((machine, started)) = holder.process_started_at.rsplit_once('/') else { return false };
        if System::host_name().as_deref() != Some(machine) {
            return false;
        }
        match seconds(holder.process_id) {
            None => true,
            Some(0) => false,
            Some(seconds) => seconds.to_string() != started,
        }
    }

    /// When a process started, in seconds since 1970; none where there is no such process.
    fn seconds(process_id: u32) -> Option<u64> {
        let pid = Pid::from_u32(process_id);
        let mut system = System::new();
        system.refresh_processes_specifics(
            ProcessesToUpdate::Some(&[pid]),
            true,
            ProcessRefreshKind::nothing(),
        );
        system.process(pid).map(sysinfo::Process::start_time)
    }
}
