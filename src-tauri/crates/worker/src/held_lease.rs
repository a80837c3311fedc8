//! The lease of a book as one program start holds it: taken by whatever needs it first, kept alive by a thread of its
//! own, given back after the last.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicBool, Ordering},
        mpsc::{RecvTimeoutError, Sender, channel},
    },
    thread::{self, JoinHandle},
};

use proforma_api::{
    book::{Book, Holder, beat, heartbeat_interval, release_lease, take_lease},
    clock::Clock,
    error::ApiError,
    process_run::FencingToken,
};

/// Hands out the lease of books to the runs and the loop of one program start.
#[derive(Debug, Clone)]
pub(crate) struct Leases {
    holder: Holder,
    clock: Clock,
    held: Arc<Mutex<Weak<HeldLease>>>,
}

impl Leases {
    pub(crate) fn new(holder: Holder, clock: Clock) -> Self {
        Self { holder, clock, held: Arc::default() }
    }

    pub(crate) fn holder(&self) -> &Holder {
        &self.holder
    }

    /// The lease of a book: the one that is held already, or a new one.
    ///
    /// # Errors
    /// [`ApiError::Lease`] while another program has it.
    pub(crate) fn hold(&self, path: &Path) -> Result<Arc<HeldLease>, ApiError> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let known = held.upgrade().filter(|lease| lease.path == path && !lease.is_lost());
        if let Some(lease) = known {
            return Ok(lease);
        }
        let lease = Arc::new(HeldLease::take(path, &self.holder, &self.clock)?);
        *held = Arc::downgrade(&lease);
        Ok(lease)
    }
}

/// The lease of one book, kept alive until this is dropped.
#[derive(Debug)]
pub struct HeldLease {
    path: PathBuf,
    token: FencingToken,
    is_lost: Arc<AtomicBool>,
    pulse: Option<(Sender<()>, JoinHandle<()>)>,
}

impl HeldLease {
    fn take(path: &Path, holder: &Holder, clock: &Clock) -> Result<Self, ApiError> {
        let book = Book::open(path)?;
        let token = take_lease(book.writable()?, holder, clock.now())?;
        let is_lost = Arc::new(AtomicBool::new(false));
        let (stop, stopped) = channel::<()>();
        let beating = (path.to_owned(), clock.clone(), is_lost.clone());
        let thread = thread::spawn(move || {
            let (path, clock, is_lost) = beating;
            // Kept open between two beats: a book that nobody uses is looked through each time it is opened.
            let mut kept = Some(book);
            while stopped.recv_timeout(heartbeat_interval()) == Err(RecvTimeoutError::Timeout) {
                // A file that was taken away is let go of, and so is one that cannot be written.
                kept = kept.filter(|_| path.exists()).or_else(|| Book::open(&path).ok());
                // A beat that fails needs no word here: every write of a run checks the lease itself.
                let Some(book) = &kept else { continue };
                match beat(book.connection(), token, clock.now()) {
                    Ok(()) => {}
                    Err(error) if error.is_lease_lost() => {
                        is_lost.store(true, Ordering::Relaxed);
                        return;
                    }
                    Err(_) => kept = None,
                }
            }
        });
        Ok(Self { path: path.to_owned(), token, is_lost, pulse: Some((stop, thread)) })
    }

    /// Proof of holding it.
    #[must_use]
    pub fn token(&self) -> FencingToken {
        self.token
    }

    /// Whether another program is known to have taken over.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.is_lost.load(Ordering::Relaxed)
    }

    /// Takes note that another program has taken over.
    pub(crate) fn lose(&self) {
        self.is_lost.store(true, Ordering::Relaxed);
    }
}

impl Drop for HeldLease {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.pulse.take() {
            drop(stop);
            // The thread holds nothing that could be lost.
            let _ = thread.join();
        }
        // One that is not given back runs out by itself.
        let _ = Book::open(&self.path).and_then(|book| release_lease(book.connection(), self.token));
    }
}
