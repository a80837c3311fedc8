//! Finds the contract line by the class, and the class by the contract line, where a row does not say.
//!
//! Source: d365 R4.3.

use proforma_engine::contract::TransactionClass;

use super::{
    fields::transaction as at,
    names::nearest,
    problem::{Problem, missing},
    reading::Texts,
};
use crate::interchange::{
    contracts::{KnownContract, KnownLine},
    values::shortened,
};

/// How many names a sentence holds.
const NAMES_SHOWN: usize = 8;

/// Fills in what can be only one thing; what can be several is a problem that names them.
pub(super) fn complete(contract: &KnownContract, id: &str, texts: &mut Texts, problems: &mut Vec<Problem>) {
    let is_unread = |field| problems.iter().any(|problem| problem.field == field);
    if is_unread(at::CLASS) || is_unread(at::CONTRACT_LINE) {
        return;
    }
    let stated: Option<TransactionClass> = texts[at::CLASS].as_deref().and_then(|word| word.parse().ok());
    let found = match &texts[at::CONTRACT_LINE] {
        Some(text) => named(contract, id, text),
        None => only_one(contract, id, stated),
    };
    let line = match found {
        Ok(line) => line,
        Err(problem) => {
            problems.push(problem);
            return;
        }
    };
    texts[at::CONTRACT_LINE] = Some(line.clone());
    let Some(known) = contract.lines.get(&line) else { return };
    let classes: Vec<&str> = known.transaction_classes.iter().map(TransactionClass::as_str).collect();
    match (stated, &classes[..]) {
        (None, [one]) => texts[at::CLASS] = Some((*one).to_owned()),
        (None, _) => problems.push(Problem::new(at::CLASS, no_one_class(&line, &classes))),
        (Some(stated), _) if !known.transaction_classes.includes(stated) => {
            problems.push(not_included(contract, &line, stated, &classes));
        }
        (Some(_), _) => {}
    }
}

/// The line that a row names, by its id or its name.
fn named(contract: &KnownContract, id: &str, text: &str) -> Result<String, Problem> {
    if contract.lines.contains_key(text) {
        return Ok(text.to_owned());
    }
    let lower = text.to_lowercase();
    let mut of_name = contract.lines.iter().filter(|(_, line)| line.name.to_lowercase() == lower);
    if let (Some((line, _)), None) = (of_name.next(), of_name.next()) {
        return Ok(line.clone());
    }
    let names = contract.lines.iter().flat_map(|(line, known)| [line.as_str(), known.name.as_str()]);
    let near = nearest(text, names)
        .and_then(|near| contract.lines.iter().find(|(line, known)| *line == near || known.name == near));
    let near = near.map(|(line, _)| line.clone());
    let kind = format!("contract line of {}", shortened(id));
    let message = missing(&kind, text, near.as_deref());
    Err(Problem::new(at::CONTRACT_LINE, message).suggesting(near))
}

/// The only line that includes the class, or any class.
fn only_one(contract: &KnownContract, id: &str, class: Option<TransactionClass>) -> Result<String, Problem> {
    let includes = |line: &KnownLine| match class {
        Some(class) => line.transaction_classes.includes(class),
        None => line.transaction_classes.iter().next().is_some(),
    };
    let candidates: Vec<&str> =
        contract.lines.iter().filter(|(_, line)| includes(line)).map(|(line, _)| line.as_str()).collect();
    let id = shortened(id);
    let what = |verb: &str| class.map(|class| format!(" that {verb} the class {class}")).unwrap_or_default();
    let message = match candidates[..] {
        [one] => return Ok(one.to_owned()),
        [] => {
            let what = what("includes");
            format!("Contract \"{id}\" has no line{what}. Correct the contract or the class.")
        }
        _ => {
            let (what, shown) = (what("include"), quoted(&candidates));
            format!("Contract \"{id}\" has several lines{what}: {shown}. Name one of them.")
        }
    };
    Err(Problem::new(at::CONTRACT_LINE, message))
}

fn no_one_class(line: &str, classes: &[&str]) -> String {
    let line = shortened(line);
    if classes.is_empty() {
        return format!(
            "Contract line \"{line}\" includes no class. Name another line, or give this one a class."
        );
    }
    format!("Contract line \"{line}\" includes several classes: {}. Name one of them.", classes.join(", "))
}

fn not_included(contract: &KnownContract, line: &str, stated: TransactionClass, classes: &[&str]) -> Problem {
    let others = contract.lines.iter().filter(|(_, other)| other.transaction_classes.includes(stated));
    let others: Vec<&str> = others.map(|(id, _)| id.as_str()).collect();
    let todo = match others[..] {
        [] => "Correct the class.".to_owned(),
        [one] => format!("Correct the class, or name the line \"{one}\"."),
        _ => format!("Correct the class, or name one of the lines {}.", quoted(&others)),
    };
    let has = if classes.is_empty() { "no class".to_owned() } else { classes.join(", ") };
    let line = shortened(line);
    let message = format!("Contract line \"{line}\" does not include the class {stated}, but {has}. {todo}");
    let suggestion = if let [one] = classes { Some((*one).to_owned()) } else { None };
    Problem::new(at::CLASS, message).suggesting(suggestion)
}

fn quoted(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(NAMES_SHOWN).map(|name| format!("\"{name}\"")).collect();
    let more = names.len().saturating_sub(NAMES_SHOWN);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", shown.join(", "))
}
