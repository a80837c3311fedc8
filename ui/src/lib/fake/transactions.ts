// The stand-in's transactions: read from its shares, checked and written back as the program does it.
import type { BillingStatus, FieldProblem, TransactionForm, TransactionLook, TransactionRow } from "../../bindings";
import { FIRST_DATE, LAST_DATE } from "../dates";
import { type FakeBook, type FakeContract, type FakeShare, money } from "./model";
import { lineName } from "./rules";
import { utilization } from "./utilizationAnswer";

const CLASSES = ["time", "expense", "material", "fee"];
const TYPES = ["chargeable", "non_chargeable", "complimentary"];
const STATUSES: readonly BillingStatus[] = ["not_ready", "ready_to_invoice", "invoice_created", "invoice_posted"];
const DECIMAL = /^-?\d+(\.\d{1,6})?$/;

const people = utilization({ period: "month", from: "2020-10-01", through: "2020-10-01" });
const named = (rows: readonly { id: string; name: string }[], id: string) => rows.find((row) => row.id === id)?.name;

export function resourceName(id: string): string | null {
  return id === "" ? null : (named(people.resources, id) ?? null);
}

function resourceId(name: string | null): string {
  return people.resources.find((row) => row.name === name)?.id ?? name ?? "";
}

export function decimalsOf(currency: string): number {
  const decimals = money(0, currency).split(".")[1];
  return decimals?.length ?? 0;
}

/** A decimal as a whole number of its millionths. */
function millionths(decimal: string): bigint {
  const [whole = "0", fraction = ""] = decimal.replace("-", "").split(".");
  const value = BigInt(whole + fraction.padEnd(6, "0"));
  return decimal.startsWith("-") ? -value : value;
}

/** Quantity × unit price in minor units, rounded half away from zero (SPEC 2.2). */
export function amountOf(quantity: string, price: string, currency: string): number {
  const product = millionths(quantity) * millionths(price);
  const unit = 10n ** BigInt(12 - decimalsOf(currency));
  const size = product < 0n ? -product : product;
  const rounded = (size + unit / 2n) / unit;
  return Number(product < 0n ? -rounded : rounded);
}

export function formOf(share: FakeShare): TransactionForm {
  return {
    id: share.id,
    contract: share.contract,
    contract_line: share.line,
    class: share.class,
    date: share.date,
    role: share.role ?? "",
    category: share.category ?? "",
    resource: resourceId(share.resource),
    quantity: share.quantity,
    unit: share.unit,
    unit_price: share.price,
    billing_type: share.type ?? "chargeable",
    description: share.description,
  };
}

/** Why the shares of a transaction are beyond changing; none where they are not. */
export function lockOf(shares: readonly FakeShare[]): string | null {
  const on = shares.find((share) => share.invoice !== null);
  if (on === undefined) return null;
  return on.status === "invoice_posted"
    ? `It is on the confirmed invoice ${on.invoice}. Revise that invoice to change it.`
    : `It is on draft ${on.invoice}. Remove it from the draft to change it.`;
}

function closedOf({ name, status }: FakeContract): string | null {
  return status === "closed" ? `contract "${name}" is closed; open it again to enter or change work` : null;
}

export function rowOf(contract: FakeContract, shares: readonly FakeShare[]): TransactionRow {
  const [first] = shares;
  if (first === undefined) throw new Error("a transaction has a share");
  const form = formOf(first);
  const statuses = shares.map((share) => STATUSES.indexOf(share.status));
  return {
    form,
    contract_line_name: lineName(contract, first.line),
    resource_name: first.resource,
    role_name: named(people.roles, form.role) ?? null,
    amount: money(
      shares.reduce((sum, share) => sum + share.amount, 0),
      contract.currency,
    ),
    billing_status: STATUSES[Math.min(...statuses)] ?? null,
    is_stopped_by_limit: shares.some((share) => share.stopped === true),
    locked: lockOf(shares) ?? closedOf(contract),
  };
}

function whichLine(contract: FakeContract, form: TransactionForm): string {
  if (form.contract_line !== "") return form.contract_line;
  const fitting = contract.lines.filter(
    (line) => line.classes.length > 0 && (form.class === "" || line.classes.includes(form.class)),
  );
  return fitting.length === 1 ? (fitting[0]?.id ?? "") : "";
}

/** What the program says of a transaction while it is typed. */
export function lookAt(contract: FakeContract, form: TransactionForm): TransactionLook {
  const problems: FieldProblem[] = [];
  const say = (path: keyof TransactionForm, message: string) => problems.push({ path, message });
  const lineId = whichLine(contract, form);
  const line = contract.lines.find((one) => one.id === lineId);
  if (lineId === "") say("contract_line", "several lines of the contract may be meant: choose one");
  else if (line === undefined) say("contract_line", `the contract has no line “${form.contract_line}”`);
  const [onlyClass] = line?.classes.length === 1 ? line.classes : [];
  const cls = form.class === "" ? (onlyClass ?? "") : form.class;
  if (cls === "") {
    if (line !== undefined) say("class", `${line.name} includes several classes: choose one`);
  } else if (!CLASSES.includes(cls)) say("class", `“${cls}” is no transaction class`);
  else if (line !== undefined && !line.classes.includes(cls)) {
    say("class", `${line.name} does not include ${cls}: choose another line or class`);
  }
  if (form.date === "") say("date", "enter the date of the work");
  else if (!/^\d{4}-\d\d-\d\d$/.test(form.date)) say("date", `“${form.date}” is no date`);
  else if (form.date < FIRST_DATE || form.date > LAST_DATE) say("date", "dates go from 1900 to 2199");
  for (const [path, what] of [
    ["quantity", "a quantity"],
    ["unit_price", "a unit price"],
  ] as const) {
    if (form[path] === "") say(path, `enter ${what}`);
    else if (!DECIMAL.test(form[path])) say(path, `“${form[path]}” is no number with up to 6 decimals`);
  }
  if (form.resource !== "" && resourceName(form.resource) === null) {
    say("resource", `there is no resource “${form.resource}”`);
  }
  if (form.role !== "" && named(people.roles, form.role) === undefined) say("role", `there is no role “${form.role}”`);
  if (form.billing_type !== "" && !TYPES.includes(form.billing_type)) {
    say("billing_type", `“${form.billing_type}” is no billing type`);
  }
  const isNumber = DECIMAL.test(form.quantity) && DECIMAL.test(form.unit_price);
  return {
    problems,
    amount: isNumber ? money(amountOf(form.quantity, form.unit_price, contract.currency), contract.currency) : null,
    taken: {
      ...form,
      contract_line: line?.id ?? "",
      class: cls,
      unit: form.unit === "" ? (cls === "time" ? "hour" : "each") : form.unit,
      billing_type: form.billing_type === "" ? "chargeable" : form.billing_type,
    },
  };
}

/** The shares of a transaction as it was typed, one for each customer of the contract. */
export function sharesFor(contract: FakeContract, taken: TransactionForm, before: readonly FakeShare[]): FakeShare[] {
  const whole = amountOf(taken.quantity, taken.unit_price, contract.currency);
  const shares = contract.customers.map((customer): FakeShare => {
    const own = before.find((share) => share.customer.id === customer.id);
    return {
      id: taken.id,
      contract: contract.id,
      line: taken.contract_line,
      class: taken.class,
      date: taken.date,
      description: taken.description,
      resource: resourceName(taken.resource),
      ...(taken.role !== "" && { role: taken.role }),
      ...(taken.category !== "" && { category: taken.category }),
      ...(taken.billing_type !== "chargeable" && { type: taken.billing_type as "complimentary" }),
      customer,
      quantity: taken.quantity,
      unit: taken.unit,
      price: taken.unit_price,
      amount: Math.round((whole * customer.percent) / 100),
      status: own?.status ?? "not_ready",
      invoice: null,
    };
  });
  // The rounding customer takes the difference (SPEC 5.2).
  const [first] = shares;
  if (first !== undefined) first.amount += whole - shares.reduce((sum, share) => sum + share.amount, 0);
  return shares;
}

export function transactionsOf(book: FakeBook, contract: string): FakeShare[][] {
  const work = book.shares.filter((share) => share.contract === contract && share.class !== "milestone");
  return [...Map.groupBy(work, (share) => share.id).values()];
}
