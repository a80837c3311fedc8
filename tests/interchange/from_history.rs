//! What the format has no place for comes back from the histories: tasks of lines, deleted transactions, and the chains
//! of contracts that are gone.

use proforma_api::{
    contract_set_up::{contract, copy_contract, delete_contract, delete_line, save_line},
    dto::{TransactionEntry, TransactionForm},
    transactions::{delete_transactions, save_transactions},
    undo::undo,
};
use proforma_engine::ids::ContractId;
use proforma_store::{Connection, contract as contracts, history, transaction};
use serde_json::{Value, json};

use crate::{
    book::{export, import, import_into, import_value, now, small},
    round_trip::check,
};

fn set_tasks(connection: &Connection, key: &str, line: &str, tasks: &[&str]) {
    let set_up = contract(connection, key, "2020-10-05".parse().unwrap()).unwrap();
    let mut form = set_up.lines.into_iter().find(|known| known.form.id == line).unwrap().form;
    form.tasks = tasks.iter().map(|task| (*task).to_owned()).collect();
    save_line(connection, key, Some(line), &form, now()).unwrap();
}

fn tasks(connection: &Connection, key: &str, line: &str) -> Vec<String> {
    let set_up = contract(connection, key, "2020-10-05".parse().unwrap()).unwrap();
    set_up.lines.into_iter().find(|known| known.form.id == line).unwrap().form.tasks
}

fn form(id: &str) -> TransactionForm {
    let text = str::to_owned;
    TransactionForm {
        id: text(id),
        contract: text("c"),
        contract_line: text("work"),
        class: text("time"),
        date: text("2020-10-03"),
        role: text("r"),
        category: String::new(),
        resource: text("p"),
        quantity: text("1.5"),
        unit: text("day"),
        unit_price: text("100"),
        billing_type: String::new(),
        description: text("Review"),
    }
}

/// Enters a transaction, a second after what was done before; gives what takes it back.
fn enter(connection: &Connection, second: i64, form: TransactionForm) -> String {
    let at = now() + chrono::TimeDelta::seconds(second);
    let saved = save_transactions(connection, &[TransactionEntry { id: None, form }], at).unwrap();
    assert_eq!((saved.added, saved.problems.len()), (1, 0), "{:?}", saved.problems);
    saved.undo.unwrap()
}

fn delete(connection: &Connection, second: i64, id: &str) -> String {
    let at = now() + chrono::TimeDelta::seconds(second);
    delete_transactions(connection, &[id.to_owned()], at).unwrap().undo.unwrap()
}

/// Exports, imports into an empty book, and shows that both say the same.
fn restored(connection: &Connection) -> Connection {
    check(connection);
    import(export(connection).as_bytes()).unwrap()
}

#[test]
// SPEC 9 (`export`), d365 R4.4: the tasks of a line come back as they were named, those of a copy too.
fn tasks_of_lines_come_back() {
    let connection = import_value(&small()).unwrap();
    set_tasks(&connection, "c", "work", &["Build", "Old"]);
    set_tasks(&connection, "c", "work", &["Build, test", "Review"]);
    set_tasks(&connection, "c", "price", &["Once"]);
    set_tasks(&connection, "c", "price", &[]);
    copy_contract(&connection, "c", "copy", "Copy", now()).unwrap();
    delete_line(&connection, "copy", "price", now()).unwrap();
    let again = restored(&connection);
    for (key, line) in [("c", "work"), ("copy", "work")] {
        assert_eq!(tasks(&again, key, line), ["Build, test", "Review"], "{key} {line}");
    }
    assert_eq!(tasks(&again, "c", "price"), [""; 0], "all tasks");
}

#[test]
// SPEC 9 (`export`), 2.6: what was deleted stays deleted, and a file does not bring it back.
fn deleted_transactions_keep_their_ids() {
    let connection = import_value(&small()).unwrap();
    delete(&connection, 1, "t2");
    let entered = enter(&connection, 2, form("undone"));
    undo(&connection, &entered, now() + chrono::TimeDelta::seconds(3)).unwrap();
    let deleted = {
        enter(&connection, 4, form("brought-back"));
        delete(&connection, 5, "brought-back")
    };
    undo(&connection, &deleted, now() + chrono::TimeDelta::seconds(6)).unwrap();
    enter(&connection, 7, form("anew"));
    delete(&connection, 8, "anew");
    enter(&connection, 9, form("anew"));
    let again = restored(&connection);
    let is_there = |id: &str| transaction::place_of(&again, id).unwrap().is_some();
    let is_known = |id: &str| transaction::exists(&again, id).unwrap();
    for (id, there) in
        [("t1", true), ("t2", false), ("undone", false), ("brought-back", true), ("anew", true)]
    {
        assert_eq!((is_there(id), is_known(id)), (there, true), "{id}");
    }
    let mut file: Value = json!({ "format": "proforma-book", "version": 1 });
    file["transactions"] = json!([small()["transactions"][1]]);
    let why = |connection| import_into(connection, file.to_string().as_bytes()).unwrap_err().to_string();
    let sentence = "\"t2\" was deleted in the book, and its id is not given again by a file";
    assert!(why(&again).contains(sentence), "{}", why(&again));
    assert_eq!(why(&connection), why(&again), "the book that was exported says the same");
}

#[test]
// SPEC 9 (`export`): the history of a contract that is gone is there, each of its own where an id was used again.
fn histories_of_deleted_contracts_come_back() {
    let connection = import_value(&small()).unwrap();
    for name in ["First", "Second"] {
        copy_contract(&connection, "c", "gone", name, now()).unwrap();
        set_tasks(&connection, "gone", "work", &["Build"]);
        delete_contract(&connection, "gone", now()).unwrap();
    }
    copy_contract(&connection, "c", "gone", "Third", now()).unwrap();
    let again = restored(&connection);
    let chains = history::of_deleted_contract(&again, "gone").unwrap();
    let told = |id: &ContractId| {
        let entries = history::read(&again, Some(*id)).unwrap();
        entries.iter().map(|entry| entry.command.clone()).collect::<Vec<_>>()
    };
    assert_eq!(chains.iter().map(told).collect::<Vec<_>>(), [["copy_contract", "save_line"]; 2]);
    let names = chains.iter().map(|id| history::read(&again, Some(*id)).unwrap()[0].detail.contains("First"));
    assert_eq!(names.collect::<Vec<_>>(), [false, true], "the latest first");
    assert_eq!(tasks(&again, "gone", "work"), [""; 0], "the tasks of one that is gone are no other's");
    let new = copy_contract(&again, "c", "new", "New", now()).unwrap();
    let id = contracts::id_of(&again, &new.id).unwrap().unwrap();
    assert_eq!(history::read(&again, Some(id)).unwrap().len(), 1, "a new contract has a chain of its own");
    let mut both: Value = serde_json::from_str(&export(&connection)).unwrap();
    let list = both["state"]["history"].as_array_mut().unwrap();
    list.last_mut().unwrap()["contract"] = json!("c");
    let why = import(both.to_string().as_bytes()).unwrap_err().to_string();
    assert!(why.contains("one contract or one deleted contract, not both"), "{why}");
}
