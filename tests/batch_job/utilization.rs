//! What UpdateRoleUtilization counts, keeps and shows: SPEC 6.9.

use proforma_api::{
    dto::{
        JobAction, RecordForm, RecordKind, ResourceForm, RoleForm, Utilization, UtilizationPeriod,
        UtilizationQuery, Workflow,
    },
    set_up::{delete_record, save_record},
    transactions::delete_transactions,
    utilization::utilization,
};
use proforma_store::{
    clock, history,
    utilization::{CountedHours, CountedOf, all_weeks, counted},
};
use proforma_tests::{TempBook, date};

use crate::world::{World, instant};

/// A consultant at 40 hours with an absence and a holiday, one part-time, a role without a target, one without capacity.
const BOOK: &str = r#"{"format":"proforma-book","version":1,"company":{"name":"C"},"time_zone":"UTC",
"holidays":["2020-10-09"],
"roles":[{"id":"con","name":"Consultant","target_utilization_percent":"75"},{"id":"dev","name":"Developer"},
         {"id":"ghost","name":"Ghost","target_utilization_percent":"50"},{"id":"idle","name":"Idle"}],
"resources":[{"id":"amy","name":"Amy","role":"con","absences":[{"date":"2020-10-06","hours":"8"}]},
             {"id":"bo","name":"Bo","role":"con","hours_per_weekday":["6","6","0","4","0","0","0"]},
             {"id":"cy","name":"Cy","role":"dev"},{"id":"dee","name":"Dee","role":"dev","hours_per_weekday":["0","0","0","0","0","0","0"]}],
"customers":[{"id":"a","name":"A"}],
"contracts":[{"id":"C1","name":"Work","currency":"EUR","customers":[{"customer":"a","percent":"100"}],
  "lines":[{"id":"l","name":"L","billing_method":"time_and_material","transaction_classes":["time","expense"]}]}],
"transactions":[
 {"id":"t0","contract":"C1","contract_line":"l","class":"time","date":"2020-10-04","resource":"amy","quantity":"8","unit":"hour","unit_price":"100"},
 {"id":"t1","contract":"C1","contract_line":"l","class":"time","date":"2020-10-05","resource":"amy","quantity":"6","unit":"hour","unit_price":"100"},
 {"id":"t2","contract":"C1","contract_line":"l","class":"time","date":"2020-10-07","resource":"amy","quantity":"2","unit":"hour","unit_price":"100","billing_type":"non_chargeable"},
 {"id":"t3","contract":"C1","contract_line":"l","class":"time","date":"2020-10-08","resource":"bo","quantity":"0.5","unit":"dag","unit_price":"800"},
 {"id":"t4","contract":"C1","contract_line":"l","class":"time","date":"2020-10-08","resource":"cy","quantity":"3","unit":"hour","unit_price":"100","billing_type":"complimentary"},
 {"id":"t5","contract":"C1","contract_line":"l","class":"expense","date":"2020-10-08","resource":"amy","quantity":"1","unit":"each","unit_price":"50"},
 {"id":"t6","contract":"C1","contract_line":"l","class":"time","date":"2020-10-11","resource":"cy","quantity":"20","unit":"minute","unit_price":"100"},
 {"id":"t7","contract":"C1","contract_line":"l","class":"time","date":"2020-10-12","resource":"cy","quantity":"8","unit":"hour","unit_price":"100"},
 {"id":"t8","contract":"C1","contract_line":"l","class":"time","date":"2020-10-05","role":"ghost","quantity":"1","unit":"hour","unit_price":"100"}]}"#;

/// The book on Monday 12 October 2020, once the job has counted the week before.
fn counted_world() -> (World, String) {
    let mut world = World::new(TempBook::of_text(BOOK), "2020-10-12T12:00:00Z");
    let id = world.start(Workflow::UpdateRoleUtilization);
    world.tick();
    assert_eq!(world.heard()[0], "counted 2020-10-11");
    (world, id)
}

/// Counts the seven days before 13 October, too.
fn count_again(world: &mut World, id: &str) {
    world.close();
    world.hand.set(instant("2020-10-13T12:00:00Z"));
    world.open();
    // It takes the lease before anybody can wake it.
    world.tick();
    world.act(id, JobAction::RunNow).unwrap();
    world.tick();
    assert_eq!(all_weeks(world.open_book().connection()).unwrap().len(), 2);
}

/// What is kept of a week: chargeable, non-chargeable, complimentary, capacity and target.
fn kept(world: &World, of: CountedOf, through: &str) -> Vec<String> {
    let row = |CountedHours { id, hours, target_percent }: CountedHours| {
        let target = target_percent.map_or_else(|| "-".to_owned(), |percent| percent.to_string());
        let all = [hours.chargeable, hours.non_chargeable, hours.complimentary, hours.capacity];
        format!("{id}: {} {target}", all.map(|hours| hours.normalize().to_string()).join(" "))
    };
    let connection = world.open_book().connection();
    counted(connection, of, date(through)).unwrap().into_iter().map(row).collect()
}

fn shown(world: &World) -> Utilization {
    let query = UtilizationQuery {
        period: UtilizationPeriod::Week,
        from: date("2020-10-05"),
        through: date("2020-10-11"),
    };
    utilization(world.open_book().connection(), &query).unwrap()
}

#[test]
// SPEC 6.9: the seven days before today, per role and per resource: chargeable hours against working hours less absence
// and holidays, with the target.
fn the_job_keeps_what_it_counts_of_roles_and_resources() {
    let (world, _) = counted_world();
    assert_eq!(
        kept(&world, CountedOf::Role, "2020-10-11"),
        // Amy: 40 - 8 absent - 8 holiday, and Bo: 16; work of 4 October is of another week.
        ["1: 10 2 0 40 75", "2: 0.333333 0 3 32 -", "3: 1 0 0 0 50", "4: 0 0 0 0 -"]
    );
    assert_eq!(
        kept(&world, CountedOf::Resource, "2020-10-11"),
        // Dee had neither capacity nor hours.
        ["1: 6 2 0 24 75", "2: 4 0 0 16 75", "3: 0.333333 0 3 32 -"]
    );
    let weeks = all_weeks(world.open_book().connection()).unwrap();
    assert_eq!((weeks.len(), weeks[0].counted_at), (1, instant("2020-10-12T12:00:00Z")));
}

#[test]
// SPEC 6.9: what was counted stands beside what the book says now, and says where they differ.
fn counted_weeks_are_shown_beside_the_figures_of_now() {
    let (mut world, id) = counted_world();
    let week = shown(&world).counted_weeks.remove(0);
    assert_eq!((week.from, week.through), (date("2020-10-05"), date("2020-10-11")));
    let names = |rows: &[proforma_api::dto::CountedRow]| {
        rows.iter().map(|row| (row.name.clone(), row.now.is_some())).collect::<Vec<_>>()
    };
    let same = ["Consultant", "Developer", "Ghost", "Idle"].map(|name| (name.to_owned(), false));
    assert_eq!(names(&week.roles), same);
    assert_eq!(week.roles[0].counted.percent.as_deref(), Some("25.00"));
    assert_eq!(week.roles[0].counted.difference.as_deref(), Some("-50.00"));
    delete_transactions(world.open_book().connection(), &["t1".to_owned()], world.hand.now()).unwrap();
    let week = shown(&world).counted_weeks.remove(0);
    let now = week.roles[0].now.as_ref().unwrap();
    assert_eq!((now.chargeable.as_str(), now.percent.as_deref()), ("4", Some("10.00")));
    assert_eq!(week.roles[0].counted.chargeable, "10", "what was counted stays");
    let changed: Vec<_> = names(&week.resources).into_iter().filter(|(_, differs)| *differs).collect();
    assert_eq!(changed, [("Amy".to_owned(), true)]);
    // Counted a day later, the weeks overlap, and each has its own days.
    count_again(&mut world, &id);
    assert_eq!(
        kept(&world, CountedOf::Resource, "2020-10-12")[1..],
        ["2: 4 0 0 16 75", "3: 8.333333 0 3 32 -"]
    );
    let weeks = shown(&world).counted_weeks;
    let through: Vec<_> = weeks.iter().map(|week| week.through).collect();
    assert_eq!(through, [date("2020-10-12"), date("2020-10-11")]);
    assert!(weeks[0].roles.iter().chain(&weeks[0].resources).all(|row| row.now.is_none()), "{weeks:?}");
    assert_eq!(weeks[1].roles.iter().filter(|row| row.now.is_some()).count(), 1);
}

#[test]
// What was counted of a role or resource keeps nobody from deleting it, goes with it, and stands in the history.
fn what_was_counted_is_no_use_of_a_record() {
    let (world, _) = counted_world();
    let (book, now) = (world.open_book(), world.hand.now());
    let eve = |role: &str| {
        RecordForm::Resource(ResourceForm {
            id: "bo".to_owned(),
            name: "Bo".to_owned(),
            role: role.to_owned(),
            hours_per_weekday: Vec::new(),
            absences: Vec::new(),
        })
    };
    let refused = delete_record(book, RecordKind::Role, "con", now).unwrap_err().to_string();
    assert!(refused.contains("2 resources (Amy, Bo)") && !refused.contains("utilization"), "{refused}");
    delete_record(book, RecordKind::Role, "idle", now).unwrap();
    assert_eq!(kept(&world, CountedOf::Role, "2020-10-11").len(), 3);
    let last = history::read(book.connection(), None).unwrap().pop().unwrap();
    assert!(
        last.command == "delete_record" && last.detail.contains("up to 2020-10-11: 0 of 0 hours"),
        "{}",
        last.detail
    );
    delete_transactions(book.connection(), &["t3".to_owned()], now).unwrap();
    save_record(book, Some("bo"), &eve("dev"), now).unwrap();
    let used = delete_record(book, RecordKind::Resource, "bo", now).unwrap_err().to_string();
    assert!(used.contains("1 transaction"), "a deleted transaction keeps its row: {used}");
    let role =
        RoleForm { id: "new".to_owned(), name: "New".to_owned(), target_utilization_percent: String::new() };
    save_record(book, None, &RecordForm::Role(role), now).unwrap();
    delete_record(book, RecordKind::Role, "new", now).unwrap();
    let last = history::read(book.connection(), None).unwrap().pop().unwrap();
    assert!(!last.detail.contains("counted_weeks"), "nothing was counted of it: {}", last.detail);
}

#[test]
// The same of a resource that nothing names.
fn what_was_counted_of_a_resource_goes_with_it() {
    let mut given: serde_json::Value = serde_json::from_str(BOOK).unwrap();
    given["resources"][3].as_object_mut().unwrap().remove("hours_per_weekday");
    let mut world = World::new(TempBook::of_text(&given.to_string()), "2020-10-12T12:00:00Z");
    world.start(Workflow::UpdateRoleUtilization);
    world.tick();
    assert_eq!(kept(&world, CountedOf::Resource, "2020-10-11")[3], "4: 0 0 0 32 -");
    delete_record(world.open_book(), RecordKind::Resource, "dee", world.hand.now()).unwrap();
    assert_eq!(kept(&world, CountedOf::Resource, "2020-10-11").len(), 3);
    let last = history::read(world.open_book().connection(), None).unwrap().pop().unwrap();
    assert!(last.detail.contains("up to 2020-10-11: 0 of 32 hours"), "{}", last.detail);
}

#[test]
// SPEC 9 (`export`), 6.6: what was counted and the latest time that the book has seen come back byte for byte.
fn an_export_holds_what_was_counted_and_the_latest_time() {
    let (mut world, id) = counted_world();
    count_again(&mut world, &id);
    let text = world.book.output(&["export"]);
    let again = TempBook::of_text(&text);
    assert_eq!(again.output(&["export"]), text);
    let copy = proforma_api::book::Book::open(&again.path()).unwrap();
    let (copy, given) = (copy.connection(), world.open_book().connection());
    let latest = clock::latest(given).unwrap();
    assert!(latest.is_some());
    assert_eq!(clock::latest(copy).unwrap(), latest);
    let weeks = all_weeks(given).unwrap();
    assert_eq!(weeks.len(), 2);
    assert_eq!(all_weeks(copy).unwrap(), weeks);
    for week in weeks {
        for of in [CountedOf::Role, CountedOf::Resource] {
            let all = counted(given, of, week.through).unwrap();
            assert!(!all.is_empty());
            assert_eq!(counted(copy, of, week.through).unwrap(), all);
        }
    }
}
