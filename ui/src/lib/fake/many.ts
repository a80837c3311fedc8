// A large book, the same each time: the contracts of the pictures first, then as many as are asked for.
import { adatumBook } from "./adatum";
import type { FakeBook, FakeContract, FakeLine, FakeShare } from "./model";

const NAMED: [id: string, name: string, currency: string, customers: string[]][] = [
  ["LITWARE-20", "Managed services 2020", "USD", ["Litware Inc."]],
  ["WOODGROVE", "Payments compliance", "USD", ["Woodgrove Bank"]],
  ["TREY-SDP", "Sensor data platform", "USD", ["Trey Research"]],
  ["TAILSPIN", "Web shop support", "USD", ["Tailspin Toys"]],
  ["MARGIE-VT", "Vehicle telematics", "USD", ["Margie's Travel"]],
  ["NORTHWIND", "ERP roll-out, Benelux", "EUR", ["Northwind Traders BV", "Northwind Logistics NV"]],
  ["LAMNA-CS", "Clinic scheduling", "EUR", ["Lamna Healthcare"]],
  ["ALPINE", "Booking engine", "EUR", ["Alpine Ski House GmbH"]],
  ["VANARSDEL", "Annual maintenance", "EUR", ["VanArsdel Ltd"]],
  ["FABRIKAM-L4", "Line 4 controls upgrade", "SEK", ["Fabrikam Robotics AB"]],
  ["PROSEWARE", "Warehouse integration", "SEK", ["Proseware AB"]],
  ["RELECLOUD", "Portal redesign", "BGN", ["Relecloud Bulgaria EOOD"]],
  ["4COFFEE", "Loyalty app", "JPY", ["Fourth Coffee KK"]],
  [
    "GULF",
    "Desalination controls and remote supervision of the northern intake",
    "KWD",
    ["Consolidated Messenger WLL"],
  ],
];
const SUBJECTS = [
  "Harbour lighting",
  "Depot migration",
  "Clinic intake",
  "Metering pilot",
  "Crane controls",
  "Archive scan",
];
const WORK = [
  "Kick-off and plan",
  "Evidence review",
  "Load test",
  "Restore test",
  "Workshop, data owners",
  "Train, Boston and back",
];
const CURRENCIES = ["USD", "EUR", "SEK", "BGN"];

/** A small generator with a fixed seed, so that pictures and tests agree. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

export function manyBook(count: number, today = "2020-10-05"): FakeBook {
  const book = adatumBook(today);
  const roll = dice(20_201_005);
  book.name = "Contoso 2020";
  for (let index = 1; index < count; index++) {
    const named = NAMED[index - 1];
    const subject = SUBJECTS[index % SUBJECTS.length] ?? "";
    const id = named?.[0] ?? `C-${String(index).padStart(5, "0")}`;
    const customers = (named?.[3] ?? [`Customer ${index} Ltd`]).map((name, at, all) => ({
      id: `${id}-${at}`,
      name,
      percent: all.length === 1 ? 100 : at === 0 ? 60 : 40,
    }));
    const line: FakeLine = {
      id: "work",
      name: "Delivery",
      method: "time_and_material",
      classes: ["time", "expense"],
      contracted: null,
      frequency: id === "TAILSPIN" ? null : "Bi-weekly on Mondays",
      start: "2020-09-01",
    };
    const contract: FakeContract = {
      id,
      name: named?.[1] ?? `${subject} ${index}`,
      status: index % 17 === 16 ? "draft" : index % 29 === 28 ? "closed" : "active",
      currency: named?.[2] ?? CURRENCIES[index % CURRENCIES.length] ?? "USD",
      delivery: "2020-12-31",
      customers,
      lines: [line],
    };
    book.contracts.push(contract);
    if (line.frequency !== null) addRows(book, id);
    for (let work = 0; work < 4 + roll(9); work++) addShares(book, contract, roll, work);
    if (id === "PROSEWARE") {
      contract.parks = "its total would be beyond the bounds";
      for (const row of book.rows) if (row.contract === id) row.status = "run_failed";
    }
  }
  return book;
}

function addRows(book: FakeBook, contract: string): void {
  for (const [runDate, cutOff] of [
    ["2020-10-05", "2020-10-04"],
    ["2020-10-19", "2020-10-18"],
    ["2020-11-02", "2020-11-01"],
  ] as const) {
    book.rows.push({ contract, line: "work", runDate, cutOff, milestone: null, status: "not_run", reason: null });
  }
}

function addShares(book: FakeBook, contract: FakeContract, roll: (sides: number) => number, at: number): void {
  const hours = 1 + roll(16);
  const scale =
    contract.currency === "JPY" ? 1 : contract.currency === "KWD" ? 10 : contract.currency === "SEK" ? 10 : 1;
  const price = 90 * scale;
  const minor = contract.currency === "JPY" ? 1 : contract.currency === "KWD" ? 1000 : 100;
  const date = `2020-${roll(3) === 0 ? "10" : "09"}-${pad(1 + roll(28))}`;
  for (const customer of contract.customers) {
    const added: FakeShare = {
      id: `${contract.id}-${at}`,
      contract: contract.id,
      line: "work",
      class: at % 5 === 4 ? "expense" : "time",
      date,
      description: WORK[at % WORK.length] ?? "",
      resource: at % 2 === 0 ? "Lee Gu" : "Amy Alberts",
      customer,
      quantity: String(hours),
      unit: "hour",
      price: `${price}.00`,
      amount: Math.round((hours * price * minor * customer.percent) / 100),
      status: roll(4) === 0 ? "not_ready" : "ready_to_invoice",
      invoice: null,
    };
    book.shares.push(added);
  }
}
