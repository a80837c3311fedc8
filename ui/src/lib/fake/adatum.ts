// The worked example of October 2020.
import type { FakeBook, FakeContract, FakeCustomer, FakeRow, FakeShare } from "./model";

const adatum: FakeCustomer = { id: "adatum", name: "Adatum Corporation", percent: 100 };

const contract: FakeContract = {
  id: "ADATUM",
  name: "Implementation services for Adatum",
  status: "active",
  currency: "USD",
  delivery: "2020-11-20",
  customers: [adatum],
  lines: [
    {
      id: "prototype",
      name: "Prototype work",
      method: "fixed_price",
      classes: [],
      contracted: 1_700_000,
      frequency: null,
      start: null,
    },
    {
      id: "implementation",
      name: "Implementation work",
      method: "time_and_material",
      classes: ["time"],
      contracted: null,
      frequency: "Bi-weekly on Mondays",
      start: "2020-10-01",
    },
    {
      id: "expenses",
      name: "Expenses incurred",
      method: "time_and_material",
      classes: ["expense"],
      contracted: null,
      frequency: "Monthly on the first Monday",
      start: "2020-10-01",
    },
  ],
};

function row(line: string, runDate: string, cutOff: string | null, milestone: string | null = null): FakeRow {
  return { contract: contract.id, line, runDate, cutOff, milestone, status: "not_run", reason: null };
}

const rows: FakeRow[] = [
  row("prototype", "2020-10-05", null, "m1"),
  row("implementation", "2020-10-05", "2020-10-04"),
  row("expenses", "2020-10-05", "2020-10-04"),
  row("implementation", "2020-10-19", "2020-10-18"),
  row("implementation", "2020-11-02", "2020-11-01"),
  row("expenses", "2020-11-02", "2020-11-01"),
  row("prototype", "2020-11-03", null, "m2"),
  row("implementation", "2020-11-16", "2020-11-15"),
];

type Work = [id: string, date: string, description: string, quantity: string, price: string, resource: string | null];

function share(line: string, cls: string, unit: string, amount: number, work: Work): FakeShare {
  const [id, date, description, quantity, price, resource] = work;
  return {
    id,
    contract: contract.id,
    line,
    class: cls,
    date,
    description,
    resource,
    customer: adatum,
    quantity,
    unit,
    price,
    amount,
    status: id === "t4" ? "not_ready" : "ready_to_invoice",
    invoice: null,
  };
}

const milestone = (...work: Work) => share("prototype", "milestone", "each", Number(work[4]) * 100, work);
const time = (...work: Work) => share("implementation", "time", "hour", Number(work[3]) * 20_000, work);
const expense = (...work: Work) => share("expenses", "expense", "each", Number(work[4]) * 100, work);

const shares: FakeShare[] = [
  milestone("m1", "2020-10-05", "Prototype demonstrated", "1", "5000.00", null),
  milestone("m2", "2020-11-03", "Prototype accepted", "1", "12000.00", null),
  time("t1", "2020-10-01", "Requirements workshop", "8", "200.00", "Amy Alberts"),
  time("t4", "2020-10-02", "Notes of the workshop, approved late", "4", "200.00", "Amy Alberts"),
  time("t2", "2020-10-04", "Weekend data load, on the cut-off date", "2", "200.00", "Lee Gu"),
  time("t3", "2020-10-05", "Build: order import", "6", "200.00", "Lee Gu"),
  time("t5", "2020-10-18", "Weekend test run", "3", "200.00", "Lee Gu"),
  time("t6", "2020-10-19", "Build: price rules", "8", "200.00", "Lee Gu"),
  time("t7", "2020-11-01", "Migration rehearsal", "5", "200.00", "Lee Gu"),
  time("t8", "2020-11-02", "Build: reports", "8", "200.00", "Lee Gu"),
  expense("e1", "2020-09-30", "Flight to San Francisco", "1", "300.00", "Amy Alberts"),
  expense("e2", "2020-10-04", "Hotel", "1", "120.00", "Amy Alberts"),
  expense("e3", "2020-10-05", "Taxi", "1", "80.00", "Amy Alberts"),
  expense("e4", "2020-11-01", "Parking", "1", "45.00", "Lee Gu"),
  expense("e5", "2020-11-02", "Taxi", "1", "60.00", "Amy Alberts"),
];

export function adatumBook(today = "2020-10-05"): FakeBook {
  return structuredClone({
    name: "Adatum example",
    company: "Contoso Consulting",
    today,
    readOnly: null,
    placeRisk: null,
    contracts: [contract],
    rows,
    shares,
    invoices: [],
    runs: [],
  });
}
