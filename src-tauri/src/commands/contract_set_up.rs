//! Commands about setting contracts up.

use proforma_api::{
    contract_set_up,
    dto::{
        Change, ContractForm, ContractLineForm, ContractSetUp, ContractStatus, FormLook, LimitRequest,
        MilestoneForm, RowsChanged, Saved, SchedulePlan, ScheduleRowForm, ShareName, ShownPlan,
    },
    form_record::Typed,
};
use tauri::{AppHandle, State};

use crate::{error::CommandError, events::BookChanged, state::Desk};

type Answer<T> = Result<T, CommandError>;

/// A contract as it is set up, whole.
#[tauri::command]
#[specta::specta]
pub(crate) async fn contract_set_up(desk: State<'_, Desk>, id: String) -> Answer<ContractSetUp> {
    desk.read(move |book, now| contract_set_up::contract(book.connection(), &id, book.today(now))).await
}

/// Looks at a contract while it is typed; without an id a new one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn look_at_contract(
    desk: State<'_, Desk>,
    id: Option<String>,
    form: ContractForm,
) -> Answer<FormLook> {
    desk.read(move |book, _| contract_set_up::look_at_contract(book.connection(), id.as_deref(), &form)).await
}

/// Adds a contract, or changes the one of this id as it was read; answers its id and what takes it back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_contract(
    app: AppHandle,
    desk: State<'_, Desk>,
    id: Option<String>,
    form: ContractForm,
    as_read: Option<ContractForm>,
) -> Answer<Saved> {
    let saved = desk
        .read(move |book, now| {
            let typed = Typed { form: &form, as_read: as_read.as_ref() };
            contract_set_up::save_contract(book.writable()?, id.as_deref(), typed, now)
        })
        .await;
    BookChanged::tell_runs(&app, saved)
}

/// Copies a contract under another id and name: its lines, without customers' limits, schedules and milestones.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_contract(
    app: AppHandle,
    desk: State<'_, Desk>,
    id: String,
    new_id: String,
    new_name: String,
) -> Answer<Saved> {
    let copied = desk
        .read(move |book, now| contract_set_up::copy_contract(book.writable()?, &id, &new_id, &new_name, now))
        .await;
    BookChanged::tell_runs(&app, copied)
}

/// Activates a contract, closes it, or opens it again; answers what takes it back, where it was not activated.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_contract_status(
    app: AppHandle,
    desk: State<'_, Desk>,
    id: String,
    status: ContractStatus,
) -> Answer<Option<String>> {
    let set = desk
        .read(move |book, now| contract_set_up::set_status(book.writable()?, &id, status.into(), now))
        .await;
    BookChanged::tell_runs(&app, set)
}

/// Deletes a contract on which nothing was entered.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_contract(app: AppHandle, desk: State<'_, Desk>, id: String) -> Answer<()> {
    let deleted =
        desk.read(move |book, now| contract_set_up::delete_contract(book.writable()?, &id, now)).await;
    BookChanged::tell_runs(&app, deleted)
}

/// Percentages that divide 100 evenly among so many customers; the first takes what is left over.
#[tauri::command]
#[specta::specta]
pub(crate) async fn distribute_evenly(customers: u32) -> Answer<Vec<String>> {
    Ok(contract_set_up::distribute_evenly(customers)?)
}

/// Looks at a contract line while it is typed; without an id a new one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn look_at_line(
    desk: State<'_, Desk>,
    contract: String,
    line: Option<String>,
    form: ContractLineForm,
) -> Answer<FormLook> {
    desk.read(move |book, _| {
        contract_set_up::look_at_line(book.connection(), &contract, line.as_deref(), &form)
    })
    .await
}

/// Adds a line with its milestones, or changes the one of this id as it was read; answers its id and what takes it back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_line(
    app: AppHandle,
    desk: State<'_, Desk>,
    contract: String,
    line: Option<String>,
    form: ContractLineForm,
    as_read: Option<ContractLineForm>,
) -> Answer<Saved> {
    let saved = desk
        .read(move |book, now| {
            let typed = Typed { form: &form, as_read: as_read.as_ref() };
            contract_set_up::save_line(book.writable()?, &contract, line.as_deref(), typed, now)
        })
        .await;
    BookChanged::tell_runs(&app, saved)
}

/// Deletes a line on which nothing was entered; answers what takes it back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_line(
    app: AppHandle,
    desk: State<'_, Desk>,
    contract: String,
    line: String,
) -> Answer<String> {
    let deleted = desk
        .read(move |book, now| contract_set_up::delete_line(book.writable()?, &contract, &line, now))
        .await;
    BookChanged::tell_runs(&app, deleted)
}

/// Moves a line to another place in its contract, counted from 0; answers what takes it back, where it was moved.
#[tauri::command]
#[specta::specta]
pub(crate) async fn move_line(
    app: AppHandle,
    desk: State<'_, Desk>,
    contract: String,
    line: String,
    to: u32,
) -> Answer<Option<String>> {
    let moved = desk
        .read(move |book, now| contract_set_up::move_line(book.writable()?, &contract, &line, to, now))
        .await;
    BookChanged::tell_runs(&app, moved)
}

/// What generating the schedule of a line would add, keep and remove.
#[tauri::command]
#[specta::specta]
pub(crate) async fn schedule_plan(
    desk: State<'_, Desk>,
    contract: String,
    line: String,
) -> Answer<SchedulePlan> {
    desk.read(move |book, _| contract_set_up::schedule_plan(book.connection(), &contract, &line)).await
}

/// Generates the schedule of a line, as it was shown to; answers what was done.
#[tauri::command]
#[specta::specta]
pub(crate) async fn generate_schedule(
    app: AppHandle,
    desk: State<'_, Desk>,
    contract: String,
    line: String,
    shown: ShownPlan,
) -> Answer<SchedulePlan> {
    let generated = desk
        .read(move |book, now| {
            let place = contract_set_up::LinePlace { contract: &contract, line: &line };
            contract_set_up::generate_schedule(book.writable()?, place, &shown, now)
        })
        .await;
    BookChanged::tell_runs(&app, generated)
}

/// Adds a row to the schedule of a line, or changes the one of this run date, `YYYY-MM-DD`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_schedule_row(
    app: AppHandle,
    desk: State<'_, Desk>,
    contract: String,
    line: String,
    run_date: Option<String>,
    row: ScheduleRowForm,
) -> Answer<RowsChanged> {
    let saved = desk
        .read(move |book, now| {
            let place = contract_set_up::LinePlace { contract: &contract, line: &line };
            contract_set_up::save_schedule_row(book.writable()?, place, run_date.as_deref(), &row, now)
        })
        .await;
    BookChanged::tell_runs(&app, saved)
}

/// Deletes rows of these run dates that have not run.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_schedule_rows(
    app: AppHandle,
    desk: State<'_, Desk>,
    contract: String,
    line: String,
    run_dates: Vec<String>,
) -> Answer<RowsChanged> {
    let deleted = desk
        .read(move |book, now| {
            let place = contract_set_up::LinePlace { contract: &contract, line: &line };
            contract_set_up::delete_schedule_rows(book.writable()?, place, &run_dates, now)
        })
        .await;
    BookChanged::tell_runs(&app, deleted)
}

/// Skips rows of these run dates with a reason, or with none has them run again; what it did can be taken back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn skip_schedule_rows(
    app: AppHandle,
    desk: State<'_, Desk>,
    contract: String,
    line: String,
    run_dates: Vec<String>,
    reason: Option<String>,
) -> Answer<RowsChanged> {
    let skipped = desk
        .read(move |book, now| {
            let place = contract_set_up::LinePlace { contract: &contract, line: &line };
            contract_set_up::skip_schedule_rows(book.writable()?, place, &run_dates, reason.as_deref(), now)
        })
        .await;
    BookChanged::tell_runs(&app, skipped)
}

/// The periodic milestones of a line as it is typed: its amount divided equally over the dates of its frequency.
#[tauri::command]
#[specta::specta]
pub(crate) async fn periodic_milestones(
    desk: State<'_, Desk>,
    contract: String,
    form: ContractLineForm,
) -> Answer<Vec<MilestoneForm>> {
    desk.read(move |book, _| contract_set_up::periodic_milestones(book.connection(), &contract, &form)).await
}

/// Resets what shares were told about limits, or tests them again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_limit_state(
    app: AppHandle,
    desk: State<'_, Desk>,
    shares: Vec<ShareName>,
    request: LimitRequest,
) -> Answer<Change> {
    let changed = desk
        .read(move |book, now| contract_set_up::set_limit_state(book.writable()?, &shares, request, now))
        .await;
    BookChanged::tell_runs(&app, changed)
}
