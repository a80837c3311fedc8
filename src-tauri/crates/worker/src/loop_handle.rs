//! The loop of the batch job in a thread of its own.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{RecvTimeoutError, SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
};

use crate::{BatchLoop, HeldLease, LoopListener, ProcessRunner};

/// A loop that goes on in a thread of its own. Dropped, it ends: a run under way stops between two contracts.
#[derive(Debug)]
pub struct LoopHandle {
    wake: SyncSender<()>,
    ended: Arc<AtomicBool>,
    cancel: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl LoopHandle {
    /// Starts a loop.
    pub fn start<L: LoopListener + 'static>(runner: ProcessRunner, path: &Path, listener: L) -> Self {
        let cancel = Arc::new(AtomicBool::new(false));
        Self::go_on(BatchLoop::new(runner, path, listener, cancel.clone()), cancel)
    }

    /// Starts a loop in a program that has taken the lease already, so that nobody comes in between.
    pub fn start_holding<L: LoopListener + 'static>(
        runner: ProcessRunner,
        path: &Path,
        listener: L,
        lease: Arc<HeldLease>,
    ) -> Self {
        let cancel = Arc::new(AtomicBool::new(false));
        Self::go_on(BatchLoop::new(runner, path, listener, cancel.clone()).holding(lease), cancel)
    }

    fn go_on<L: LoopListener + 'static>(mut batch_loop: BatchLoop<L>, cancel: Arc<AtomicBool>) -> Self {
        let ended = Arc::new(AtomicBool::new(false));
        let (wake, woken) = sync_channel::<()>(1);
        let is_over = ended.clone();
        let interrupted = cancel.clone();
        let thread = thread::spawn(move || {
            while !is_over.load(Ordering::Relaxed) {
                let wait = batch_loop.tick();
                match woken.recv_timeout(wait) {
                    Ok(()) => batch_loop.hasten(),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return,
                }
                // A person who interrupted a run has said by now what is to become of the job.
                if !is_over.load(Ordering::Relaxed) {
                    interrupted.store(false, Ordering::Relaxed);
                }
            }
        });
        Self { wake, ended, cancel, thread: Some(thread) }
    }

    /// Makes it look now.
    pub fn poke(&self) {
        // A full channel has it look already.
        let _ = self.wake.try_send(());
    }

    /// Makes a run under way stop between two contracts, and look at what a person has decided.
    pub fn interrupt(&self) {
        self.cancel.store(true, Ordering::Relaxed);
        self.poke();
    }

    /// Asks it to end, without waiting.
    pub fn end(&self) {
        self.ended.store(true, Ordering::Relaxed);
        self.interrupt();
    }
}

impl Drop for LoopHandle {
    fn drop(&mut self) {
        self.end();
        if let Some(thread) = self.thread.take() {
            // A loop that panicked has ended too.
            let _ = thread.join();
        }
    }
}
