//! Sums over the whole book, kept as long as it stands still.
//!
//! They go through every share of the backlog, and every screen about more than one contract needs them.

use std::sync::{Arc, Mutex, PoisonError};

use proforma_store::{
    BookState, Connection,
    backlog_list::{self, BacklogSum},
    contract_list::{self, BacklogOfLine, InvoicedInStatus},
    process_run::{Attempt, AttemptStatus, StoredProcessRun},
};

use crate::{
    backlog_list::stored_filter,
    dto::BacklogFilter,
    error::ApiError,
    proof_rows::{Part, recorded_parts},
};

/// What was summed up last, with the state of the book it is of. For one connection only.
#[derive(Debug, Default)]
pub struct BookSums {
    whole: Mutex<Option<(BookState, Arc<Sums>)>>,
    matching: Mutex<Option<Matching>>,
    left_out: Mutex<Option<(Attempt, Arc<[Part]>)>>,
}

/// A filter with what it let through in a state of the book.
type Matching = ((BookState, BacklogFilter), Arc<[BacklogSum]>);

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
        let mut kept = self.whole.lock().unwrap_or_else(PoisonError::into_inner);
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

    /// The sums of what a filter of the backlog lets through, one per currency. They are kept for the filter that was
    /// asked about last: its screen asks again with every row that is taken out of the choice.
    pub(crate) fn matching(
        &self,
        connection: &Connection,
        filter: &BacklogFilter,
    ) -> Result<Arc<[BacklogSum]>, ApiError> {
        let of = (connection.state()?, filter.clone());
        let mut kept = self.matching.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, sums)) = &*kept
            && *known == of
        {
            return Ok(Arc::clone(sums));
        }
        let sums: Arc<[BacklogSum]> = backlog_list::sums(connection, &stored_filter(filter)?)?.into();
        *kept = Some((of, Arc::clone(&sums)));
        Ok(sums)
    }

    /// What a process run recorded as left out. Nothing of it changes once the run has ended.
    pub(crate) fn left_out(
        &self,
        connection: &Connection,
        run: &StoredProcessRun,
    ) -> Result<Arc<[Part]>, ApiError> {
        let mut kept = self.left_out.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, parts)) = &*kept
            && *known == run.last
        {
            return Ok(Arc::clone(parts));
        }
        let parts: Arc<[Part]> = recorded_parts(connection, run.last)?.into();
        if run.status != AttemptStatus::Running {
            *kept = Some((run.last, Arc::clone(&parts)));
        }
        Ok(parts)
    }
}
