//! What is known of each contract, kept until something happens to it.
//!
//! Whatever changes a contract writes into its history in the same database transaction, so the place that the history
//! has come to says whether what is known still holds, on whichever connection it was learned. A change of one contract
//! costs one contract, not the book.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use proforma_engine::ids::ContractId;
use proforma_store::history::Chains;

use crate::error::ApiError;

/// What is known, contract by contract; a contract of which there is nothing to say is left out.
pub(crate) type ByContract<T> = Arc<BTreeMap<ContractId, Vec<T>>>;

/// What is known of each contract as the answer to one question.
#[derive(Debug)]
pub(crate) struct Kept<Q, T>(Mutex<Option<Known<Q, T>>>);

#[derive(Debug)]
struct Known<Q, T> {
    question: Q,
    chains: Chains,
    answers: ByContract<T>,
}

impl<Q, T> Default for Kept<Q, T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<Q, T> Kept<Q, T> {
    /// Whether nothing is known yet; somebody may be learning it.
    pub(crate) fn is_empty(&self) -> bool {
        // Who learns it holds the lock.
        self.0.try_lock().map_or(true, |known| known.is_none())
    }
}

impl<Q: PartialEq, T: Clone> Kept<Q, T> {
    /// The answer to a question, in a book whose chains have come so far. What is not known any more is read anew:
    /// `read` is given those contracts and gives what there is to say of them, `contract` says of which one.
    ///
    /// # Errors
    /// What `read` fails with; nothing is known then.
    pub(crate) fn answer(
        &self,
        question: Q,
        chains: &Chains,
        contract: impl Fn(&T) -> ContractId,
        read: impl FnOnce(&[ContractId]) -> Result<Vec<T>, ApiError>,
    ) -> Result<ByContract<T>, ApiError> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // An import stands in the chain of the book alone, and may add to any contract.
        let known =
            kept.take().filter(|known| known.question == question && known.chains.book == chains.book);
        let (before, mut answers) =
            known.map(|known| (known.chains.contracts, known.answers)).unwrap_or_default();
        let changed: Vec<ContractId> = chains
            .contracts
            .iter()
            .filter(|(id, last)| before.get(id) != Some(last))
            .map(|(id, _)| *id)
            .collect();
        if !changed.is_empty() {
            let read = read(&changed)?;
            let answers = Arc::make_mut(&mut answers);
            for id in &changed {
                answers.remove(id);
            }
            for one in read {
                answers.entry(contract(&one)).or_default().push(one);
            }
        }
        let known = Known { question, chains: chains.clone(), answers: Arc::clone(&answers) };
        *kept = Some(known);
        Ok(answers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chains(book: i64, contracts: &[(i64, i64)]) -> Chains {
        Chains { book, contracts: contracts.iter().map(|(id, last)| (ContractId(*id), *last)).collect() }
    }

    /// Asks, and says which contracts were read anew.
    fn read_anew(kept: &Kept<char, (ContractId, i64)>, question: char, chains: &Chains) -> Vec<i64> {
        let mut anew = Vec::new();
        let answers = kept
            .answer(
                question,
                chains,
                |(id, _)| *id,
                |ids| {
                    anew.extend(ids.iter().map(|id| id.0));
                    Ok(ids.iter().filter(|id| id.0 != 3).map(|id| (*id, chains.contracts[id])).collect())
                },
            )
            .expect("read");
        let told: Vec<(ContractId, i64)> = answers.values().flatten().copied().collect();
        let all: Vec<(ContractId, i64)> =
            chains.contracts.iter().map(|(id, last)| (*id, *last)).filter(|(id, _)| id.0 != 3).collect();
        assert_eq!(told, all, "what is told is of now");
        anew
    }

    #[test]
    fn only_what_has_changed_is_read_anew() {
        let kept = Kept::default();
        assert_eq!(read_anew(&kept, 'a', &chains(1, &[(1, 4), (2, 0), (3, 1)])), [1, 2, 3]);
        assert_eq!(read_anew(&kept, 'a', &chains(1, &[(1, 4), (2, 0), (3, 1)])), [0_i64; 0]);
        assert_eq!(read_anew(&kept, 'a', &chains(1, &[(1, 4), (2, 1), (3, 1)])), [2], "one was changed");
        assert_eq!(
            read_anew(&kept, 'a', &chains(1, &[(1, 3), (2, 1), (3, 1)])),
            [1],
            "an older view of the book"
        );
        assert_eq!(read_anew(&kept, 'a', &chains(1, &[(1, 3), (2, 1), (3, 1), (4, 0)])), [4], "a new one");
        assert_eq!(read_anew(&kept, 'b', &chains(1, &[(1, 3), (2, 1)])), [1, 2], "another question");
        assert_eq!(read_anew(&kept, 'b', &chains(2, &[(1, 3), (2, 1)])), [1, 2], "an import");
    }

    #[test]
    fn nothing_is_known_after_an_error() {
        let kept: Kept<(), (ContractId, i64)> = Kept::default();
        let lost = || ApiError::NotFound { kind: "contract", id: String::new() };
        kept.answer((), &chains(1, &[(1, 1)]), |(id, _)| *id, |_| Ok(vec![(ContractId(1), 1)]))
            .expect("read");
        kept.answer((), &chains(1, &[(1, 2)]), |(id, _)| *id, |_| Err(lost())).expect_err("lost");
        let anew =
            kept.answer((), &chains(1, &[(1, 1)]), |(id, _)| *id, |ids| Ok(vec![(ids[0], 7)])).expect("read");
        assert_eq!(anew[&ContractId(1)], [(ContractId(1), 7)]);
    }
}
