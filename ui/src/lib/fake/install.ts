// Stands in for the program in a plain browser: `VITE_FAKE=1 npm run dev`, then `?book=adatum|many|weekly|lines|great|empty|none`
// or `?book=entered&rows=10000`,
// `&history` for the months before, `&hold=…` for a command that never answers, `&readonly` for a book that is only read,
// `&lost` for a page that was loaded again, `&job=sleeping|paused|…` for what the batch job does, `&days=` for how long,
// `&notray` for a desktop without a tray, `&closing` for a window that is closed, `&records=500` for a large set-up,
// `&long` for long names and amounts, `&longest` for the longest names there are, `&errors=100` for a spreadsheet with so
// many (`&unclear` for its dates, `&notes` for what it has to say), `&missed=60` and `&parked=40` for so many of either,
// `&passed=9` for a job paused since so many days, `&ahead` for dates to come that count as covered, `&changes=3` for so
// many changes while a run went on.
import { setClock } from "../clock";
import { addDays } from "../dates";
import { setBackend } from "../ipc";
import { adatumBook } from "./adatum";
import { createFake } from "./backend";
import { enteredBook } from "./entered";
import { greatBook } from "./great";
import { withHistory } from "./history";
import { jobStatuses, withDaysRun, withJob } from "./jobStates";
import { manyBook } from "./many";
import type { FakeBook } from "./model";
import { spreadsheetOf, withLongNames, withRecords } from "./plenty";
import { IMPORT_NOTES, withChanges, withLongestNames, withMissed, withParked, withPassedDates } from "./strained";
import { weeklyBook } from "./weekly";

const recent = [
  { id: "1", name: "Contoso 2020", place: "Documents/Billing", last_used_at: "2020-10-19T07:14:00Z", found: true },
  {
    id: "2",
    name: "Contoso 2019",
    place: "Documents/Billing/Archive",
    last_used_at: "2020-10-12T10:00:00Z",
    found: true,
  },
  { id: "3", name: "Practice copy", place: "Desktop", last_used_at: "2020-09-28T10:00:00Z", found: true },
  { id: "4", name: "Lamna joint venture", place: "USB drive", last_used_at: "2020-09-03T10:00:00Z", found: false },
];

function chosenBook(name: string | null, today: string | undefined, rows: number): FakeBook | null {
  if (name === "none") return null;
  if (name === "entered") return enteredBook(rows, today);
  if (name === "many") return manyBook(2_000, today);
  if (name === "contoso") return manyBook(48, today);
  if (name === "great") return greatBook(today);
  if (name === "weekly") return weeklyBook(208, 1, today);
  if (name === "lines") return weeklyBook(52, 10, today);
  const book = adatumBook(today);
  return name === "empty" ? { ...book, contracts: [], rows: [], shares: [] } : book;
}

function strain(book: FakeBook, asked: URLSearchParams): void {
  if (asked.has("longest")) withLongestNames(book);
  if (asked.has("missed")) withMissed(book, Number(asked.get("missed")));
  if (asked.has("parked")) withParked(book, Number(asked.get("parked")));
}

export async function installFake(): Promise<void> {
  const asked = new URLSearchParams(window.location.search);
  // What was asked has been read; the router would take it for its own.
  window.history.replaceState(null, "", window.location.pathname + window.location.hash);
  const status = jobStatuses.find((known) => known === asked.get("job"));
  const slow = Number(asked.get("pause") ?? "0");
  const book = chosenBook(asked.get("book"), asked.get("today") ?? undefined, Number(asked.get("rows") ?? "0"));
  if (book !== null && asked.has("long")) withLongNames(book);
  if (book !== null && asked.has("records")) withRecords(book, Number(asked.get("records")));
  if (book !== null) strain(book, asked);
  const fake = createFake({
    book: book !== null && asked.has("history") ? withHistory(book) : book,
    recent: asked.get("recent") === "none" ? [] : recent,
    chosen: manyBook(48),
    wasLost: asked.has("lost"),
    ...(asked.has("errors") && {
      spreadsheets: [
        {
          ...spreadsheetOf(Number(asked.get("errors")), asked.has("unclear") ? ["%d/%m/%Y", "%m/%d/%Y"] : []),
          ...(asked.has("notes") && { notes: IMPORT_NOTES }),
        },
      ],
    }),
    program: { can_keep_running: !asked.has("notray") },
    ...(slow > 0 && { pause: () => new Promise<void>((resolve) => setTimeout(resolve, slow)) }),
  });
  for (const date of asked.getAll("run")) await fake.commands.startRun(date, null);
  // How many of the oldest invoices are past their draft: every second of them is paid.
  const confirmed = Number(asked.get("confirmed") ?? "0");
  for (const [at, invoice] of (confirmed > 0 ? fake.book().invoices.slice(-confirmed) : []).entries()) {
    invoice.status = at % 2 === 0 ? "confirmed" : "paid";
    invoice.number = `PF-2020-${String(confirmed - at).padStart(5, "0")}`;
    for (const share of fake.book().shares) if (share.invoice === invoice.id) share.status = "invoice_posted";
  }
  const refused = asked.get("refuse");
  if (refused !== null) {
    fake.refuse(refused as keyof typeof fake.commands, {
      code: (asked.get("code") ?? "failed") as "failed",
      message: asked.get("message") ?? "the book could not be read: disk I/O error",
      field: null,
    });
  }
  for (const command of asked.getAll("hold")) fake.hold(command as keyof typeof fake.commands);
  if (book !== null) {
    // The day of the book goes on from here, so that timers count down.
    const ahead = Date.parse(`${book.today}T${asked.get("clock") ?? "12:21:06"}`) - Date.now();
    setClock(() => Date.now() + ahead);
    if (status !== undefined) withDaysRun(withJob(book, status), Number(asked.get("days") ?? "140"));
    if (asked.has("ahead") && book.coverage !== undefined) book.coverage.through = addDays(book.today, 52);
    if (asked.has("passed")) withPassedDates(book, Number(asked.get("passed")));
  }
  if (book !== null) book.readOnly = asked.get("readonly") ?? book.readOnly;
  if (asked.has("changes")) withChanges(fake, Number(asked.get("changes")));
  if (asked.has("closing")) {
    const { onClosingAsked } = fake;
    fake.onClosingAsked = (handler) => {
      handler({ about_job: true });
      return onClosingAsked(handler);
    };
  }
  setBackend(fake);
}
