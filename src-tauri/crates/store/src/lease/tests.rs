//! Who may run, and who may not any more. SPEC 6.5.

use std::{sync::Barrier, thread};

use chrono::TimeDelta;

use super::*;
use crate::{history, open};

fn holder(id: &str, host: &str) -> Holder {
    Holder {
        id: id.to_owned(),
        program: "proforma".to_owned(),
        host: host.to_owned(),
        process_id: 42,
        process_started_at: "start".to_owned(),
    }
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

fn alive(_: &Holder) -> bool {
    false
}

fn gone(_: &Holder) -> bool {
    true
}

/// One transaction, committed where it succeeds.
fn in_one<T, E: From<StoreError>>(
    book: &Connection,
    write: impl FnOnce(&WriteTransaction<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let tx = book.write()?;
    let result = write(&tx)?;
    tx.commit()?;
    Ok(result)
}

fn take_at(
    book: &Connection,
    holder: &Holder,
    seconds: i64,
    is_gone: fn(&Holder) -> bool,
) -> Result<FencingToken, LeaseError> {
    in_one(book, |tx| acquire(tx, holder, at(seconds), is_gone))
}

#[test]
// SPEC 6.5: the lease is a row in the book, with who holds it and when it was last heard of.
fn a_free_lease_is_taken_and_shown() {
    let book = Connection::in_memory().expect("a book");
    assert_eq!(read(&book).expect("read"), LeaseState { fencing_token: FencingToken(0), held: None });
    let first = holder("a", "here");
    assert_eq!(take_at(&book, &first, 5, alive).expect("taken"), FencingToken(1));
    let held = Held { holder: first, since: at(5), heartbeat_at: at(5) };
    assert_eq!(read(&book).expect("read"), LeaseState { fencing_token: FencingToken(1), held: Some(held) });
}

#[test]
// SPEC 6.5: refused while another program has it, naming the holder.
fn a_second_program_is_refused_and_told_by_whom_and_since_when() {
    let book = Connection::in_memory().expect("a book");
    let token = take_at(&book, &holder("a", "here"), 0, alive).expect("taken");
    in_one(&book, |tx| heartbeat(tx, token, at(100))).expect("alive");
    for host in ["here", "elsewhere"] {
        let error = take_at(&book, &holder("b", host), 219, alive).expect_err("refused");
        let LeaseError::Refused(held) = &error else { panic!("{error:?}") };
        let expected = Held { holder: holder("a", "here"), since: at(0), heartbeat_at: at(100) };
        assert_eq!(**held, expected);
        assert_eq!(
            error.to_string(),
            "the book is run by proforma on here (process 42) since 1970-01-01 00:00 UTC"
        );
    }
    assert_eq!(read(&book).expect("read").fencing_token, token, "a refusal changes nothing");
    in_one(&book, |tx| check(tx, token)).expect("the first still holds it");
}

#[test]
// SPEC 6.5: the holder itself is not refused, and its token stays.
fn starting_twice_equals_starting_once() {
    let book = Connection::in_memory().expect("a book");
    let first = take_at(&book, &holder("a", "here"), 0, alive).expect("taken");
    let again = take_at(&book, &holder("a", "here"), 30, alive).expect("taken");
    assert_eq!(first, again);
    let held = read(&book).expect("read").held.expect("held");
    assert_eq!((held.since, held.heartbeat_at), (at(0), at(30)));
}

#[test]
// SPEC 6.5: without a heartbeat for 120 s it counts as stopped and may be taken over.
fn a_lease_without_heartbeat_for_two_minutes_may_be_taken_over() {
    let book = Connection::in_memory().expect("a book");
    let first = take_at(&book, &holder("a", "here"), 0, alive).expect("taken");
    let held = read(&book).expect("read").held.expect("held");
    assert!(!held.is_stopped(at(119)) && held.is_stopped(at(120)), "it is shown as stopped from then on");
    take_at(&book, &holder("b", "elsewhere"), 119, gone).expect_err("a second too early");
    let second = take_at(&book, &holder("b", "elsewhere"), 120, alive).expect("taken over");
    assert!(second > first, "the token grows");
}

#[test]
// SPEC 6.5: at once where its owner ran on this machine and its process is gone.
fn a_lease_of_a_process_that_is_gone_is_taken_over_at_once_on_its_machine() {
    let book = Connection::in_memory().expect("a book");
    take_at(&book, &holder("a", "here"), 0, alive).expect("taken");
    take_at(&book, &holder("b", "elsewhere"), 1, gone).expect_err("nobody sees that from elsewhere");
    take_at(&book, &holder("b", "here"), 1, gone).expect("taken over");
}

#[test]
// SPEC 6.5: a clock that was put back takes over nothing.
fn a_heartbeat_from_the_future_is_alive() {
    let book = Connection::in_memory().expect("a book");
    take_at(&book, &holder("a", "here"), 1000, alive).expect("taken");
    take_at(&book, &holder("b", "here"), 0, alive).expect_err("the clock was put back");
}

#[test]
// SPEC 6.5: one that woke after losing its lease writes nothing.
fn who_lost_the_lease_writes_nothing() {
    let book = Connection::in_memory().expect("a book");
    let old = take_at(&book, &holder("a", "here"), 0, alive).expect("taken");
    let new = take_at(&book, &holder("b", "elsewhere"), 500, alive).expect("taken over");
    let before = read(&book).expect("read");
    let result = in_one(&book, |tx| {
        check(tx, old)?;
        history::append(tx, None, at(501), "run", "{}")
    });
    assert!(matches!(result, Err(StoreError::LeaseLost)), "{result:?}");
    assert!(matches!(in_one(&book, |tx| heartbeat(tx, old, at(501))), Err(StoreError::LeaseLost)));
    assert!(matches!(in_one(&book, |tx| release(tx, old)), Err(StoreError::LeaseLost)));
    assert_eq!(read(&book).expect("read"), before, "the lease of the other stays");
    assert_eq!(history::read(&book, None).expect("read"), [], "nothing was written");
    in_one(&book, |tx| check(tx, new)).expect("the new holder goes on");
}

#[test]
// SPEC 6.5: the token only grows, over a lease that was given back too.
fn a_lease_that_was_given_back_is_free_and_its_token_stays_used() {
    let book = Connection::in_memory().expect("a book");
    let first = take_at(&book, &holder("a", "here"), 0, alive).expect("taken");
    in_one(&book, |tx| release(tx, first)).expect("given back");
    assert_eq!(read(&book).expect("read"), LeaseState { fencing_token: first, held: None });
    for result in [
        in_one(&book, |tx| check(tx, first)),
        in_one(&book, |tx| heartbeat(tx, first, at(1))),
        in_one(&book, |tx| release(tx, first)),
    ] {
        assert!(matches!(result, Err(StoreError::LeaseLost)), "{result:?}");
    }
    assert_eq!(take_at(&book, &holder("b", "elsewhere"), 1, alive).expect("taken"), FencingToken(2));
}

#[test]
// SPEC 6.5: a fencing token that only grows.
fn the_token_never_falls_and_the_lease_never_goes() {
    let book = Connection::in_memory().expect("a book");
    take_at(&book, &holder("a", "here"), 0, alive).expect("taken");
    for sql in ["UPDATE lease SET fencing_token = 0", "DELETE FROM lease"] {
        assert!(book.inner.execute(sql, []).is_err(), "{sql}");
    }
}

#[test]
// SPEC 6.5: a second program on the same book gets nothing.
fn of_many_that_start_at_once_one_wins() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.proforma");
    drop(open::create(&path).expect("a book"));
    let barrier = Barrier::new(8);
    for round in 0..5 {
        let start = |number: usize| {
            let book = open::open(&path, open::Access::ReadWrite).expect("it opens").connection;
            let holder = holder(&format!("{round}.{number}"), "here");
            barrier.wait();
            match take_at(&book, &holder, round * 1000, alive) {
                Ok(token) => Some(token),
                Err(LeaseError::Refused(_)) => None,
                Err(error) => panic!("{error:?}"),
            }
        };
        let winners: Vec<FencingToken> = thread::scope(|scope| {
            let starts: Vec<_> = (0..8).map(|number| scope.spawn(move || start(number))).collect();
            starts.into_iter().filter_map(|start| start.join().expect("it ends")).collect()
        });
        assert_eq!(winners, [FencingToken(round + 1)], "one winner, and a greater token each time");
    }
}

#[test]
// SPEC 6.5: whether a process on this machine is gone; in doubt it is alive.
fn this_process_is_not_gone_and_an_ended_one_is() {
    let me = Holder::this_process("test").expect("a holder");
    let twin = Holder::this_process("test").expect("a holder");
    assert_eq!(me.id.len(), 32, "128 bits in hexadecimal");
    assert_ne!(me.id, twin.id, "each start has its own");
    assert!(!is_gone(&me), "it runs");
    if !cfg!(target_os = "linux") || me.process_started_at.is_empty() {
        return;
    }
    let (place, ticks) = me.process_started_at.rsplit_once('/').expect("a place and ticks");
    let (machine, _) = place.rsplit_once('/').expect("a machine and its start");
    let with = |started_at: String| Holder { process_started_at: started_at, ..me.clone() };
    assert!(is_gone(&with(format!("{place}/{ticks}0"))), "another process has its number now");
    assert!(is_gone(&with(format!("{machine}/earlier/{ticks}"))), "the machine has started since");
    assert!(!is_gone(&with(format!("other/{place}/{ticks}"))), "another machine's processes are not seen");
    assert!(!is_gone(&with(String::new())), "in doubt it is alive");
    let mut child = std::process::Command::new("true").spawn().expect("a process");
    let number = child.id();
    child.wait().expect("it ends");
    assert!(is_gone(&Holder { process_id: number, ..me.clone() }), "no process has that number and start");
}

#[test]
#[cfg(target_os = "linux")]
// SPEC 6.5: one that has ended is gone, though its parent has not taken note and it stands in the list of processes still.
fn an_ended_process_is_gone_before_its_parent_takes_note() {
    let me = Holder::this_process("test").expect("a holder");
    let Some((place, _)) = me.process_started_at.rsplit_once('/') else { return };
    let mut child =
        std::process::Command::new("cat").stdin(std::process::Stdio::piped()).spawn().expect("a process");
    let stat = || std::fs::read_to_string(format!("/proc/{}/stat", child.id())).expect("it is listed");
    let field = |number: usize| {
        let stat = stat();
        let (_, fields) = stat.rsplit_once(')').expect("its name");
        fields.split_ascii_whitespace().nth(number).expect("a field").to_owned()
    };
    let process_started_at = format!("{place}/{}", field(19));
    let holder = Holder { process_id: child.id(), process_started_at, ..me.clone() };
    assert!(!is_gone(&holder), "it runs");
    child.kill().expect("it is killed");
    let stat = || std::fs::read_to_string(format!("/proc/{}/stat", holder.process_id)).expect("it is listed");
    while !stat().contains(") Z ") {
        std::thread::yield_now();
    }
    assert!(is_gone(&holder), "it has ended");
    child.wait().expect("its parent takes note");
}

#[test]
// SPEC 6.5: a heartbeat every 20 s, stopped after 120 s.
fn the_lease_outlives_several_missed_heartbeats() {
    assert!(EXPIRY >= 3 * HEARTBEAT, "one slow disk must not cost the lease");
    assert_eq!((HEARTBEAT, EXPIRY), (Duration::from_secs(20), Duration::from_secs(120)));
}
