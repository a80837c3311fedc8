//! The two ways to a book: a connection that reads, and a write transaction.
//!
//! Reads take `&Connection`, writes take `&WriteTransaction`, so a write outside a transaction does not
//! compile. A write transaction is a connection too, since writes look before they leap.

use std::ops::Deref;

use rusqlite::TransactionBehavior;

use crate::{error::StoreError, migration, sqlite};

/// An open book. Not shared between threads: each thread opens its own.
#[derive(Debug)]
pub struct Connection {
    pub(crate) inner: rusqlite::Connection,
}

impl Connection {
    pub(crate) fn new(inner: rusqlite::Connection) -> Self {
        inner.set_prepared_statement_cache_capacity(128);
        Self { inner }
    }

    /// A new book in memory, for tests.
    ///
    /// # Errors
    /// [`StoreError`] where SQLite refuses.
    pub fn in_memory() -> Result<Self, StoreError> {
        let connection = Self::new(rusqlite::Connection::open_in_memory()?);
        sqlite::configure(&connection.inner, sqlite::BUSY_TIMEOUT)?;
        migration::migrate(&connection.inner, sqlite::MIGRATIONS)?;
        Ok(connection)
    }

    /// Begins to write: immediately, so that two writers never meet half-way.
    ///
    /// # Errors
    /// [`StoreError`] where another program writes for longer than the busy timeout.
    pub fn write(&self) -> Result<WriteTransaction<'_>, StoreError> {
        let transaction = rusqlite::Transaction::new_unchecked(&self.inner, TransactionBehavior::Immediate)?;
        Ok(WriteTransaction { connection: self, transaction })
    }

    /// Tells whether the book has changed since it was asked last.
    ///
    /// # Errors
    /// [`StoreError`] where the book cannot be read.
    pub fn state(&self) -> Result<BookState, StoreError> {
        Ok(BookState { by_others: sqlite::data_version(&self.inner)?, by_itself: self.inner.total_changes() })
    }

    /// Holds one state of the book still while several reads are made. Ends when dropped.
    ///
    /// # Errors
    /// [`StoreError`] where the book cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot<'_>, StoreError> {
        let transaction = rusqlite::Transaction::new_unchecked(&self.inner, TransactionBehavior::Deferred)?;
        Ok(Snapshot { connection: self, _transaction: transaction })
    }
}

/// Two equal states of one connection stand for the same book: nothing was written in between, by nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BookState {
    by_others: i64,
    by_itself: u64,
}

/// A write transaction. Dropped without [`commit`](Self::commit) it leaves no trace.
#[derive(Debug)]
pub struct WriteTransaction<'c> {
    connection: &'c Connection,
    transaction: rusqlite::Transaction<'c>,
}

impl WriteTransaction<'_> {
    /// Makes everything durable, or nothing.
    ///
    /// # Errors
    /// [`StoreError`], for instance where the disk is full: then nothing was written.
    pub fn commit(self) -> Result<(), StoreError> {
        Ok(self.transaction.commit()?)
    }
}

impl Deref for WriteTransaction<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}

/// One unmoving state of the book.
#[derive(Debug)]
pub struct Snapshot<'c> {
    connection: &'c Connection,
    _transaction: rusqlite::Transaction<'c>,
}

impl Deref for Snapshot<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}
