//! The screens of the batch job in the real window: at both sizes, in both themes, and with text of twice its size.

use proforma_tests::window::Window;
use serde_json::json;

use crate::office::{Office, says, set_up};

/// A name in pictures, a place and a heading.
type Screen = (&'static str, &'static str, &'static str);

/// What they are called in pictures, where they are, and their heading.
const SCREENS: [Screen; 9] = [
    ("settings", "/settings", "Settings"),
    ("jobs", "/settings/jobs", "Recurring invoice setup"),
    ("job", "/settings/jobs/1", "Project Operations Create Invoices"),
    ("process-runs", "/process-runs", "Process runs"),
    ("job-form", "/settings/jobs/1/edit", "Project Operations Create Invoices"),
    ("opened-run", "/process-runs/DATE", "Mon "),
    ("missed", "/missed", "Missed run dates"),
    ("parked", "/parked", "Parked contracts"),
    ("utilization", "/utilization", "Utilization"),
];

/// Size of the window, and of text in percent.
const SIZES: [((u32, u32), u32); 3] = [((1280, 800), 100), ((1280, 800), 200), ((1920, 1080), 200)];

/// What is wider than the window may only scroll by itself; text that is cut must be told in full.
const CUT: &str = "
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    const cut = [...document.querySelectorAll('button, h1, h2, h3, label, dt, dd, p, a')].filter((element) => {
        const style = getComputedStyle(element);
        const hides = style.overflowX !== 'visible' || style.textOverflow === 'ellipsis';
        const isShown = element.getClientRects().length > 0 && style.visibility === 'visible';
        return isShown && hides && element.scrollWidth > element.clientWidth + 1 && element.textContent.trim() !== '';
    });
    return [wide > 0 ? ['the page is wider by ' + wide] : [], cut.filter((element) => !element.title &&
        !element.closest('[title]')).map((element) => element.tagName + ' ' + element.textContent)].flat();";

async fn look_at(window: &Window, book: &str, date: &str, screens: &[Screen]) {
    let mut lost = Vec::new();
    for ((width, height), percent) in SIZES {
        window.resize(width, height).await;
        window.wait_for_size(u64::from(width), u64::from(height)).await;
        set_text_size(window, percent).await;
        for theme in ["light", "dark"] {
            window.set_theme(theme).await;
            for (name, place, heading) in screens {
                let place = place.replace("DATE", date);
                window.run("location.hash = arguments[0];", vec![json!(place)]).await;
                window.find("heading", &format!("{heading}…")).await;
                window.settle().await;
                let picture = format!("{book}-{name}-{width}-{percent}-{theme}");
                window.screenshot(&picture).await;
                let cut = window.run(CUT, vec![]).await;
                let cut = cut.as_array().expect("a list");
                lost.extend(cut.iter().map(|text| format!("{picture}: {text}")));
                window.assert_accessible().await;
            }
        }
    }
    assert!(lost.is_empty(), "text is cut: {lost:#?}");
}

/// As `Ctrl +` does, in one step.
async fn set_text_size(window: &Window, percent: u32) {
    let set = "document.documentElement.style.fontSize = arguments[0] + '%';";
    window.run(set, vec![json!(percent)]).await;
}

/// A run that left a draft and parked a contract.
#[tokio::test]
async fn the_screens_of_a_job_with_a_parked_contract_lose_nothing_in_large_text() {
    let office = Office::of("parked.book.json");
    office.set_clock("2021-01-04T09:00:00Z".parse().expect("an instant"));
    let window = office.open().await;
    set_up(&window).await;
    window.click("radio", "ProcessRunner…").await;
    window.click("button", "OK…").await;
    says(&window, "1 contract is parked").await;
    look_at(&window, "parked", "2021-01-04", &SCREENS).await;
    window.close().await;
}

/// A job that was started late: dates were missed, and nobody worked for a year.
#[tokio::test]
async fn the_screens_of_a_job_that_missed_dates_lose_nothing_in_large_text() {
    let office = Office::new();
    office.set_clock("2021-11-22T09:00:00Z".parse().expect("an instant"));
    let window = office.open().await;
    set_up(&window).await;
    window.click("radio", "ProcessRunner…").await;
    window.click("button", "OK…").await;
    says(&window, "Wakes in 2").await;
    look_at(&window, "late", "2021-11-22", &SCREENS).await;
    window.close().await;
}

/// What a job counted stands under the figures of now.
#[tokio::test]
async fn the_weeks_that_a_job_counted_are_shown() {
    let office = Office::new();
    office.set_clock("2020-10-05T09:00:00Z".parse().expect("an instant"));
    let window = office.open().await;
    set_up(&window).await;
    window.click("radio", "UpdateRoleUtilization…").await;
    window.click("button", "OK…").await;
    says(&window, "Wakes in 7").await;
    window.run("location.hash = '/utilization';", vec![]).await;
    window.find("table", "Counted weeks").await;
    says(&window, "As counted").await;
    let show = "document.querySelector('section[aria-label=\"Counted weeks\"]').scrollIntoView();";
    window.run(show, vec![]).await;
    window.screenshot("counted-weeks").await;
    let shown = [
        ("counted-weeks", "/utilization", "Utilization"),
        ("units", "/settings/set-up/units?record=hour", "hour"),
    ];
    look_at(&window, "counted", "2020-10-05", &shown).await;
    window.close().await;
}
