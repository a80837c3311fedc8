//! The limits of one contract: tested again, forgotten, and what counts against them.

use proforma_api::{
    contract_set_up,
    dto::{LimitRequest, ShareName},
};

use super::{Key, LIMITED, Machine, State};

impl Machine {
    /// What counts against the limit: what is ready of the limited contract, or on a draft, or kept free.
    pub(super) fn counted(&self) -> u64 {
        let of_contract = self.shares.values().filter(|share| share.contract == LIMITED);
        of_contract
            .filter(|share| share.state != State::NotReady || share.is_kept_free)
            .map(|share| share.minor)
            .sum()
    }

    /// As the bars of the contract show it: billed and committed, never more than a limit of any level.
    pub(super) fn counted_by_book(&self) -> u64 {
        let contract = contract_set_up::contract(self.open.connection(), LIMITED, self.today).unwrap();
        let minor = |amount: &str| amount.replace('.', "").parse::<i64>().unwrap();
        // SPEC 5.4.
        assert!(contract.limits.iter().all(|bar| minor(&bar.left) >= 0), "{:?}", contract.limits);
        let counted = contract.limits.iter().map(|bar| minor(&bar.billed) + minor(&bar.committed));
        let levels: Vec<u64> = counted.map(|minor| u64::try_from(minor).unwrap()).collect();
        assert!(levels.len() == 4 && levels.iter().all(|level| *level == levels[0]), "{levels:?}");
        levels[0]
    }

    /// Some of the work is tested again, or forgets what it was told.
    pub(super) fn evaluate_limit(&mut self) -> (&'static str, bool) {
        let of_contract = |(_, share): &(&Key, &super::ModelShare)| share.contract == LIMITED;
        let keys: Vec<Key> = self.shares.iter().filter(of_contract).map(|(key, _)| key.clone()).collect();
        let mut chosen: Vec<Key> = (0..3).filter_map(|_| self.pick_of(&keys)).collect();
        if chosen.is_empty() {
            return ("test the limit again", false);
        }
        let (name, request) = match self.random.below(3) {
            0 => ("forget the limit", LimitRequest::Reset),
            _ => ("test the limit again", LimitRequest::Reevaluate),
        };
        let names: Vec<ShareName> = chosen
            .iter()
            .map(|(id, customer)| ShareName { id: id.clone(), customer: customer.clone() })
            .collect();
        let changed =
            contract_set_up::set_limit_state(self.open.connection(), &names, request, self.now).unwrap();
        // By date, then id, each after those before it.
        chosen.sort_by(|one, other| (self.shares[one].date, one).cmp(&(self.shares[other].date, other)));
        chosen.dedup();
        chosen.retain(|key| self.shares[key].state == State::NotReady);
        for key in &chosen {
            let after =
                self.counted() + if self.shares[key].is_kept_free { 0 } else { self.shares[key].minor };
            let is_kept_free = request == LimitRequest::Reevaluate && after <= self.limit;
            self.shares.get_mut(key).unwrap().is_kept_free = is_kept_free;
        }
        (name, changed.changed > 0)
    }
}
