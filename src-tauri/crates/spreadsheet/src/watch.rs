//! How long a workbook may keep its reader busy.
//!
//! The reader of workbooks cannot be told to stop, but whatever it does it reads the file for: the bytes it asks for are
//! refused once the time is over. A thread of its own would go on, and a process of its own would cost each file its start.

use std::{
    cell::Cell,
    io::{self, Read, Seek, SeekFrom},
    time::Instant,
};

use crate::{error::SpreadsheetError, limits::READING_TIME_MAX};

/// Gives the time.
pub(crate) type Clock = fn() -> Instant;

/// The time that is left.
#[derive(Debug)]
pub(crate) struct Watch {
    clock: Clock,
    since: Cell<Instant>,
}

impl Watch {
    pub(crate) fn start(clock: Clock) -> Self {
        Self { clock, since: Cell::new(clock()) }
    }

    /// Begins anew: what was waited for is there.
    pub(crate) fn begin_anew(&self) {
        self.since.set((self.clock)());
    }

    fn is_over(&self) -> bool {
        (self.clock)().saturating_duration_since(self.since.get()) > READING_TIME_MAX
    }

    /// # Errors
    /// [`SpreadsheetError::TookTooLong`] where the time is over.
    pub(crate) fn hold(&self) -> Result<(), SpreadsheetError> {
        if self.is_over() {
            return Err(SpreadsheetError::TookTooLong { seconds: READING_TIME_MAX.as_secs() });
        }
        Ok(())
    }
}

/// A file that gives nothing more once the time is over.
#[derive(Debug)]
pub(crate) struct Watched<'w, R> {
    inner: R,
    watch: &'w Watch,
}

impl<'w, R> Watched<'w, R> {
    pub(crate) fn new(inner: R, watch: &'w Watch) -> Self {
        Self { inner, watch }
    }
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.watch.hold().map_err(io::Error::other)?;
        self.inner.read(buffer)
    }
}

impl<R: Seek> Seek for Watched<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

#[cfg(test)]
mod tests;
