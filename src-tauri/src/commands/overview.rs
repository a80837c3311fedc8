//! Commands about the book as a whole: home, the radar, the calendar.

use chrono::NaiveDate;
use proforma_api::{
    calendar,
    dto::{CalendarDay, Figures, HomeView, Radar, Utilization, UtilizationQuery},
    figures, home, radar, utilization,
};
use tauri::State;

use crate::{error::CommandError, state::Desk};

type Answer<T> = Result<T, CommandError>;

/// Home.
#[tauri::command]
#[specta::specta]
pub(crate) async fn home(desk: State<'_, Desk>) -> Answer<HomeView> {
    desk.read(|book, now| home::home(book.connection(), book.sums(), book.today(now))).await
}

/// Figures over time; home does not wait for them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn figures(desk: State<'_, Desk>) -> Answer<Figures> {
    desk.read(|book, now| figures::figures(book.connection(), book.sums(), book.today(now))).await
}

/// The stranded-revenue radar.
#[tauri::command]
#[specta::specta]
pub(crate) async fn radar(desk: State<'_, Desk>, stale_days: u32) -> Answer<Radar> {
    desk.read(move |book, now| radar::radar(book.connection(), book.sums(), stale_days, book.today(now)))
        .await
}

/// The days of the calendar on which something stands, at most 400 days.
#[tauri::command]
#[specta::specta]
pub(crate) async fn calendar(
    desk: State<'_, Desk>,
    from: NaiveDate,
    to: NaiveDate,
) -> Answer<Vec<CalendarDay>> {
    desk.read(move |book, now| calendar::calendar(book.connection(), book.sums(), from, to, book.today(now)))
        .await
}

/// Utilization of every role and resource.
#[tauri::command]
#[specta::specta]
pub(crate) async fn utilization(desk: State<'_, Desk>, query: UtilizationQuery) -> Answer<Utilization> {
    desk.read(move |book, _| utilization::utilization(book.connection(), &query)).await
}
