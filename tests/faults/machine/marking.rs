//! Marking work ready and not ready, and taking that back.

use proforma_api::{
    backlog::{self, BillingStatus, Marking, Stopping},
    undo,
};

use super::{Key, LIMITED, Machine, State};

/// A marking that can be taken back.
#[derive(Debug)]
pub(super) struct PastMarking {
    token: String,
    /// What changed, and whether an amount was kept free for it.
    shares: Vec<(Key, bool)>,
    from: State,
    to: State,
}

impl Machine {
    pub(super) fn mark(&mut self) -> bool {
        let keys: Vec<Key> = self.shares.keys().cloned().collect();
        let (id, customer) = keys[self.pick(keys.len())].clone();
        let is_one = self.random.below(2) == 0;
        let to = if self.random.below(3) == 0 { State::NotReady } else { State::Ready };
        self.mark_one(&id, is_one.then_some(customer.as_str()), to)
    }

    /// One transaction or milestone, of one customer or of all.
    pub(super) fn mark_one(&mut self, id: &str, customer: Option<&str>, to: State) -> bool {
        let status = match to {
            State::NotReady => BillingStatus::NotReady,
            State::Ready | State::Drafted => BillingStatus::ReadyToInvoice,
        };
        let marking = [Marking { id, customer }];
        let stopping = Stopping::AllOrNothing;
        let marked = backlog::mark(self.open.connection(), &marking, status, stopping, self.now);
        let fits = |key: &Key| key.0 == id && customer.is_none_or(|customer| key.1 == customer);
        let affected = || self.shares.iter().filter(|(key, _)| fits(key));
        let is_free = affected().all(|(_, share)| share.state != State::Drafted);
        // SPEC 5.4.
        let more = affected().filter(|(_, share)| {
            share.contract == LIMITED
                && share.state == State::NotReady
                && !share.is_kept_free
                && to == State::Ready
        });
        let may = is_free && self.counted() + more.map(|(_, share)| share.minor).sum::<u64>() <= self.limit;
        assert_eq!(marked.is_ok(), may, "marking {id} for {customer:?}");
        let Ok(marked) = marked else { return false };
        let changed: Vec<(Key, bool)> = affected()
            .filter(|(_, share)| share.state != to)
            .map(|(key, share)| (key.clone(), share.is_kept_free))
            .collect();
        for (key, _) in &changed {
            let share = self.shares.get_mut(key).unwrap();
            (share.state, share.is_kept_free) = (to, false);
        }
        assert_eq!(marked.undo.is_some(), !changed.is_empty(), "marking {id} can be taken back");
        if let Some(token) = marked.undo {
            let from = if to == State::Ready { State::NotReady } else { State::Ready };
            self.marked = Some(PastMarking { token, shares: changed, from, to });
        }
        true
    }

    /// What was marked back by hand stays; what went onto a draft is in the way.
    pub(super) fn take_marking_back(&mut self) -> bool {
        let Some(marked) = self.marked.take() else { return false };
        let done = undo::undo(self.open.connection(), &marked.token, self.now).is_ok();
        let state = |key: &Key| self.shares[key].state;
        let to_go: Vec<&(Key, bool)> =
            marked.shares.iter().filter(|(key, _)| state(key) == marked.to).collect();
        let counts = |key: &Key| self.shares[key].contract == LIMITED;
        let more = to_go
            .iter()
            .filter(|(key, _)| counts(key) && marked.from == State::Ready && !self.shares[key].is_kept_free);
        let more: u64 = more.map(|(key, _)| self.shares[key].minor).sum();
        let may = marked.shares.iter().all(|(key, _)| state(key) != State::Drafted)
            && !to_go.is_empty()
            && self.counted() + more <= self.limit;
        assert_eq!(done, may, "taking {marked:?} back");
        if done {
            let to_go: Vec<(Key, bool)> = to_go.into_iter().cloned().collect();
            for (key, was_kept_free) in to_go {
                let share = self.shares.get_mut(&key).unwrap();
                (share.state, share.is_kept_free) = (marked.from, was_kept_free);
            }
        }
        done
    }

    /// What was changed or deleted since is another test's.
    pub(super) fn forget_marking(&mut self, id: &str) {
        self.marked = self.marked.take().filter(|marked| !marked.shares.iter().any(|(key, _)| key.0 == id));
    }
}
