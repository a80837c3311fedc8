//! Sums over the whole book, kept as long as it stands still.
//!
//! They go through every share of the backlog, and every screen about more than one contract needs them.

use std::sync::{Arc, Mutex, PoisonError};

use proforma_store::{
    BookState, Connection,
    contract_list::{self, BacklogOfLine, InvoicedInStatus},
};

use crate::error::ApiError;

/// What was summed up last, with the state of the book it is of. For one connection only.
#[derive(Debug, Default)]
pub struct BookSums(Mutex<Option<(BookState, Arc<Sums>)>>);

/// Where the money of every contract stands.
#[derive(Debug)]
pub(crate) struct Sums {
    /// The backlog, line by line.
    pub backlog: Vec<BacklogOfLine>,
    /// The invoices, by contract and status.
    pub invoiced: Vec<InvoicedInStatus>,
}

impl BookSums {
    /// The sums of the book as the connection sees it, which must hold it still.
    pub(crate) fn of(&self, connection: &Connection) -> Result<Arc<Sums>, ApiError> {
        let state = connection.state()?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, sums)) = &*kept
            && *known == state
        {
            return Ok(Arc::clone(sums));
        }
        let sums = Arc::new(Sums {
            backlog: contract_list::backlog_of_book(connection)?,
            invoiced: contract_list::invoiced_of_book(connection)?,
        });
        *kept = Some((state, Arc::clone(&sums)));
        Ok(sums)
    }
}
