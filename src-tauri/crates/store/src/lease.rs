//! The lease: who may run.
//!
//! One row says which program start holds the book, and since when it was last heard of. Each taking raises
//! the fencing token; a run checks its token first in every write transaction. So how long a lease lasts
//! decides only how soon another may go on, never whether two may write: who woke up after losing it writes
//! nothing.
//!
//! ```
//! # use proforma_store::{Connection, lease::{self, Holder}};
//! # let book = Connection::in_memory()?;
//! let holder = Holder::this_process("proforma")?;
//! let tx = book.write()?;
//! let token = lease::acquire(&tx, &holder, chrono::Utc::now(), lease::is_gone)?;
//! tx.commit()?;
//! let tx = book.write()?;
//! lease::check(&tx, token)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Source: SPEC 6.5.

mod process;
#[cfg(test)]
mod tests;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Row, params};

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select_one, unreadable},
    values,
};

pub use process::{Holder, HolderError, is_gone};

/// How often a holder reports.
pub const HEARTBEAT: Duration = Duration::from_secs(20);

/// After so long without a report a holder counts as stopped.
pub const EXPIRY: Duration = Duration::from_secs(120);

/// How often a holder reports: [`HEARTBEAT`], unless a test asks for short leases.
#[must_use]
pub fn heartbeat_interval() -> Duration {
    expiry() * HEARTBEAT.as_secs() as u32 / EXPIRY.as_secs() as u32
}

/// After so long without a report a holder counts as stopped: [`EXPIRY`], unless a test asks for short leases.
#[must_use]
pub fn expiry() -> Duration {
    #[cfg(feature = "short-lease")]
    {
        use std::sync::OnceLock;
        static SHORT: OnceLock<Option<Duration>> = OnceLock::new();
        let seconds = || std::env::var("PROFORMA_LEASE_SECONDS").ok()?.parse().ok().map(Duration::from_secs);
        if let Some(short) = SHORT.get_or_init(seconds) {
            return *short;
        }
    }
    EXPIRY
}

/// Proof of holding the lease; a later holder's is larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FencingToken(pub i64);

/// A lease that is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// By whom.
    pub holder: Holder,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When the holder was last heard of.
    pub heartbeat_at: DateTime<Utc>,
}

impl Held {
    /// Whether the holder counts as stopped. A report from the future, by a clock that was put back, does
    /// not.
    #[must_use]
    pub fn is_stopped(&self, now: DateTime<Utc>) -> bool {
        now - self.heartbeat_at >= TimeDelta::from_std(expiry()).expect("two minutes fit")
    }
}

/// How the lease stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseState {
    /// The token of the last taking; 0 where there was none.
    pub fencing_token: FencingToken,
    /// Who holds it; none where it is free.
    pub held: Option<Held>,
}

/// Why the lease was not taken.
#[derive(Debug, thiserror::Error)]
pub enum LeaseError {
    /// Another program holds it and is alive, as far as one can tell.
    #[error("the book is run by {} on {} (process {}) since {}", .0.holder.program, .0.holder.host, .0.holder.process_id, .0.since.format("%Y-%m-%d %H:%M UTC"))]
    Refused(Box<Held>),
    /// The book could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl LeaseError {
    /// Who holds it, where that is why.
    #[must_use]
    pub fn held(&self) -> Option<&Held> {
        match self {
            Self::Refused(held) => Some(held),
            Self::Store(_) => None,
        }
    }
}

/// Takes the lease where nobody holds it, or whoever held it has stopped.
///
/// The same holder gets its own token again. `is_gone` says whether the process of a holder on this machine
/// has ended; [`is_gone`] asks the system.
///
/// # Errors
/// [`LeaseError::Refused`] names the holder; nothing has changed then.
///
/// Source: SPEC 6.5.
pub fn acquire(
    tx: &WriteTransaction<'_>,
    holder: &Holder,
    now: DateTime<Utc>,
    is_gone: impl Fn(&Holder) -> bool,
) -> Result<FencingToken, LeaseError> {
    let state = read(tx)?;
    if let Some(held) = state.held {
        if held.holder.id == holder.id {
            heartbeat(tx, state.fencing_token, now)?;
            return Ok(state.fencing_token);
        }
        let is_over = held.is_stopped(now) || (held.holder.host == holder.host && is_gone(&held.holder));
        if !is_over {
            return Err(LeaseError::Refused(Box::new(held)));
        }
    }
    Ok(take(tx, state.fencing_token, holder, now)?)
}

fn take(
    tx: &WriteTransaction<'_>,
    last: FencingToken,
    holder: &Holder,
    now: DateTime<Utc>,
) -> Result<FencingToken, StoreError> {
    let token = FencingToken(last.0 + 1);
    let Holder { id, program, host, process_id, process_started_at } = holder;
    let sql = "UPDATE lease SET fencing_token = ?1, holder = ?2, program = ?3, host = ?4, process_id = ?5,
                                process_started_at = ?6, held_since = ?7, heartbeat_at = ?7
               WHERE fencing_token = ?8";
    let now = values::instant_text(now);
    let changed =
        execute!(tx, sql, params![token.0, id, program, host, process_id, process_started_at, now, last.0])?;
    if changed == 1 { Ok(token) } else { Err(StoreError::LeaseLost) }
}

/// Reports that the holder is alive.
///
/// # Errors
/// [`StoreError::LeaseLost`] where another has taken over.
pub fn heartbeat(
    tx: &WriteTransaction<'_>,
    token: FencingToken,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE lease SET heartbeat_at = ?1 WHERE fencing_token = ?2 AND holder IS NOT NULL";
    let changed = execute!(tx, sql, params![values::instant_text(now), token.0])?;
    if changed == 1 { Ok(()) } else { Err(StoreError::LeaseLost) }
}

/// Refuses the transaction of a holder that has lost the lease. First in every write of a run.
///
/// # Errors
/// [`StoreError::LeaseLost`].
pub fn check(tx: &WriteTransaction<'_>, token: FencingToken) -> Result<(), StoreError> {
    let sql = "SELECT 1 FROM lease WHERE fencing_token = ?1 AND holder IS NOT NULL";
    let held = select_one!(tx, sql, [token.0], |_: &Row<'_>| Ok::<_, StoreError>(()))?;
    held.ok_or(StoreError::LeaseLost)
}

/// Gives the lease back. The token stays used.
///
/// # Errors
/// [`StoreError::LeaseLost`] where another has taken over, whose lease stays.
pub fn release(tx: &WriteTransaction<'_>, token: FencingToken) -> Result<(), StoreError> {
    let sql = "UPDATE lease SET holder = NULL, program = NULL, host = NULL, process_id = NULL,
                                process_started_at = NULL, held_since = NULL, heartbeat_at = NULL
               WHERE fencing_token = ?1 AND holder IS NOT NULL";
    let changed = execute!(tx, sql, [token.0])?;
    if changed == 1 { Ok(()) } else { Err(StoreError::LeaseLost) }
}

/// Fences off whoever else holds the lease: it is free then, and the token raised, so that a holder who comes back to
/// life writes nothing. What `me` holds stays.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 6.5.
pub fn fence_off(tx: &WriteTransaction<'_>, me: &str) -> Result<(), StoreError> {
    let sql = "UPDATE lease SET fencing_token = fencing_token + 1, holder = NULL, program = NULL, host = NULL,
                                process_id = NULL, process_started_at = NULL, held_since = NULL, heartbeat_at = NULL
               WHERE holder IS NOT NULL AND holder <> ?1";
    execute!(tx, sql, [me])?;
    Ok(())
}

/// How the lease stands, for screens.
///
/// # Errors
/// [`StoreError`].
pub fn read(connection: &Connection) -> Result<LeaseState, StoreError> {
    let sql = "SELECT fencing_token, holder, program, host, process_id, process_started_at, held_since, heartbeat_at
               FROM lease";
    let state = select_one!(connection, sql, [], |row: &Row<'_>| {
        let held = match row.optional_string(1)? {
            None => None,
            Some(id) => Some(Held {
                holder: Holder {
                    id,
                    program: row.string(2)?,
                    host: row.string(3)?,
                    process_id: row.get(4)?,
                    process_started_at: row.string(5)?,
                },
                since: row.instant(6)?,
                heartbeat_at: row.instant(7)?,
            }),
        };
        Ok::<_, StoreError>(LeaseState { fencing_token: FencingToken(row.get(0)?), held })
    })?;
    state.ok_or_else(|| unreadable("the lease", ""))
}
