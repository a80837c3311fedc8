// One contract with a great deal in it, the same each time: sixty lines, twenty customers, a weekly schedule of four
// years, sixty milestones, long names and amounts near the bound.
import { addDays, addMonths } from "../dates";
import { adatumBook } from "./adatum";
import type { FakeBook, FakeContract, FakeCustomer, FakeLine, FakeRow, FakeShare } from "./model";

const CUSTOMERS = 20;
const LINES = 60;
const WEEKS = 208;
const MILESTONES = 60;
const ID = "GREAT";

/** Some are as long as names of such customers are. */
const NAMES = [
  "Consolidated Messenger Water and Desalination Works of the Northern Gulf WLL",
  "Humongous Insurance Mutual Life and Pension Company for the Nordic Countries AB",
  "Northwind Traders BV",
];

const customers: FakeCustomer[] = Array.from({ length: CUSTOMERS }, (_, at) => ({
  id: `customer-${String(at + 1).padStart(2, "0")}`,
  name: NAMES[at] ?? `Participant ${at + 1} of the joint venture`,
  percent: 100 / CUSTOMERS,
}));

function row(line: string, runDate: string, cutOff: string | null, milestone: string | null, today: string): FakeRow {
  const status = runDate < today ? "run_successful" : "not_run";
  return { contract: ID, line, runDate, cutOff, milestone, status, reason: null };
}

function otherLine(at: number): FakeLine {
  return {
    id: `part-${at}`,
    name:
      at % 3 === 0
        ? `Part ${at} of the programme for the renewal of production planning in all plants`
        : `Part ${at}: delivery`,
    method: "time_and_material",
    classes: ["time"],
    tasks: [`Work package ${at}`],
    contracted: null,
    frequency: at % 7 === 0 ? null : "Monthly on the first Monday",
    start: "2020-01-01",
  };
}

function milestone(at: number, today: string): { row: FakeRow; share: FakeShare } {
  const date = addMonths("2019-01-15", at);
  const id = `${ID}-build-${date}`;
  const [customer] = customers;
  if (customer === undefined) throw new Error("there are customers");
  const status = date < "2020-06-01" ? "invoice_posted" : date < today ? "ready_to_invoice" : "not_ready";
  const share: FakeShare = {
    id,
    contract: ID,
    line: "build",
    class: "milestone",
    date,
    description: at % 5 === 0 ? `Acceptance of stage ${at + 1} by the steering committee of all participants` : date,
    resource: null,
    customer,
    quantity: "1",
    unit: "each",
    price: "1500000000.00",
    amount: 150_000_000_000,
    status,
    invoice: status === "invoice_posted" ? `PF-${at + 1}` : null,
  };
  return { row: row("build", date, null, id, today), share };
}

export function greatBook(today = "2020-10-05"): FakeBook {
  const book = adatumBook(today);
  const start = addDays(today, -7 * (WEEKS / 2));
  const contract: FakeContract = {
    id: ID,
    name: "Renewal of production planning, remote supervision and desalination controls of the northern intake",
    status: "active",
    currency: "USD",
    delivery: addDays(start, 7 * WEEKS),
    customers,
    limit: "99999999999.99",
    customerLimits: { "customer-01": "12500000000.00", "customer-02": "8000.00" },
    lines: [
      {
        id: "weekly",
        name: "Supervision of the works and of all who take part in them, week by week",
        method: "time_and_material",
        classes: ["time", "expense"],
        contracted: null,
        frequency: "Bi-weekly on Mondays",
        start,
        limit: "88888888888.88",
        taxCategory: "S",
        taxPercent: "19.25",
      },
      {
        id: "build",
        name: "Build",
        method: "fixed_price",
        classes: [],
        contracted: 9_000_000_000_000,
        frequency: null,
        start: null,
        split: [{ customer: "customer-01", percent: "100", not_to_exceed: "", rounding: true }],
      },
      ...Array.from({ length: LINES - 2 }, (_, at) => otherLine(at + 1)),
    ],
  };
  const weekly = Array.from({ length: WEEKS }, (_, week) => {
    const date = addDays(start, 7 * week);
    return row("weekly", date, addDays(date, -1), null, today);
  });
  const built = Array.from({ length: MILESTONES }, (_, at) => milestone(at, today));
  const work = book.shares
    .filter((share) => share.class === "time")
    .flatMap((share) =>
      customers.map((customer) => ({
        ...share,
        id: `great-${share.id}`,
        contract: ID,
        line: "weekly",
        customer,
        amount: share.amount / CUSTOMERS,
      })),
    );
  const skipped = weekly.find(({ runDate }) => runDate > today);
  if (skipped !== undefined) Object.assign(skipped, { status: "skipped", reason: "everyone is at the plant fair" });
  book.contracts.unshift(contract);
  book.rows.push(...weekly, ...built.map((one) => one.row));
  book.shares.push(...work, ...built.map((one) => one.share));
  return book;
}
