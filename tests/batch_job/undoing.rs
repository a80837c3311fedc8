//! Undoing a whole run, and retrying what it parked.

use proforma_api::{
    check::check,
    dto::Workflow,
    missed::{missed_run_dates, skip_dates},
    runs,
    undo_run::undo_run,
};
use proforma_tests::{TempBook, case, date};

use crate::world::World;

fn ran(now: &str) -> World {
    let mut world = World::new(TempBook::of(&case("adatum.book.json")), now);
    world.start(Workflow::ProcessRunner);
    world.tick();
    world
}

#[test]
// Every share returns to where it was, the rows are still to run, and the date gives the same drafts again.
fn an_undone_run_gives_the_same_drafts_again() {
    let world = ran("2020-10-05T12:00:00Z");
    let (before, book) = (world.drafts(), world.open_book());
    let undone = undo_run(book, date("2020-10-05"), world.hand.now()).unwrap();
    assert_eq!((undone.drafts, undone.rows), (1, 3));
    assert!(world.drafts().is_empty());
    assert!(check(book.connection()).unwrap().is_empty());
    let run = runs::process_run(book.connection(), book.sums(), date("2020-10-05")).unwrap().unwrap();
    assert!(run.undone_at.is_some());
    assert_eq!(run.undo_refused.as_deref(), Some("it was undone already"));
    assert!(undo_run(book, date("2020-10-05"), world.hand.now()).is_err());
    let _ran = world.book.json(&["run", "--date", "2020-10-05"]);
    assert_eq!(world.drafts(), before);
    let run = runs::process_run(book.connection(), book.sums(), date("2020-10-05")).unwrap().unwrap();
    assert_eq!((run.undone_at, run.undo_refused), (None, None));
    undo_run(book, date("2020-10-05"), world.hand.now()).unwrap();
    assert!(world.drafts().is_empty(), "also the second attempt");
}

#[test]
// A run whose draft left the program is not undone.
fn a_run_whose_draft_was_exported_is_not_undone() {
    let world = ran("2020-10-05T12:00:00Z");
    let book = world.open_book();
    let drafts =
        runs::process_run(book.connection(), book.sums(), date("2020-10-05")).unwrap().unwrap().drafts;
    let ids: Vec<String> = drafts.into_iter().filter_map(|draft| draft.invoice).collect();
    proforma_api::printing::mark_exported(book, &ids, world.hand.now()).unwrap();
    let refused = undo_run(book, date("2020-10-05"), world.hand.now()).unwrap_err().to_string();
    assert!(refused.contains("was exported"), "{refused}");
    assert_eq!(world.drafts().len(), 1);
}

#[test]
// SPEC 6.5: what was undone is a missed date, run by nobody unasked.
fn the_job_does_not_run_an_undone_date_again() {
    let mut world = ran("2020-10-05T12:00:00Z");
    undo_run(world.open_book(), date("2020-10-05"), world.hand.now()).unwrap();
    let missed = |world: &World, today: &str| {
        let book = world.open_book();
        let missed =
            missed_run_dates(book.connection(), book.sums(), date(today), world.hand.now()).unwrap().dates;
        missed.iter().map(|missed| (missed.date.to_string(), missed.is_caught_up_by_job)).collect::<Vec<_>>()
    };
    let undone = [("2020-10-05".to_owned(), false)];
    assert_eq!(missed(&world, "2020-10-05"), undone, "on the day itself, with its choices");
    world.until("2020-10-07T12:00:30Z");
    assert!(world.drafts().is_empty());
    assert_eq!(missed(&world, "2020-10-07"), undone);
    let skipped = skip_dates(world.open_book(), &[date("2020-10-05")], "billed on paper", world.hand.now());
    assert_eq!(skipped.unwrap(), 3);
    assert_eq!(missed(&world, "2020-10-07"), []);
}
