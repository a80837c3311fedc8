// A contract of the stand-in as it is set up: what can be typed, what is locked, what must be right.
import type {
  BillingStatus,
  ContractCheck,
  ContractCheckCode,
  ContractForm,
  ContractLineForm,
  ContractLineSetUp,
  ContractSetUp,
  CustomerSplitForm,
  FieldLock,
  LimitBar,
} from "../../bindings";
import { minorOf } from "./decimals";
import { frequencyByName } from "./frequencies";
import { type FakeBook, type FakeContract, type FakeLine, type FakeRow, type FakeShare, money } from "./model";
import { said } from "./said";

const STATUSES: readonly BillingStatus[] = ["not_ready", "ready_to_invoice", "invoice_created", "invoice_posted"];

export function sharesOf(book: FakeBook, contract: string, line?: string): FakeShare[] {
  return book.shares.filter((share) => share.contract === contract && (line === undefined || share.line === line));
}

export function rowsOf(book: FakeBook, contract: string, line: string): FakeRow[] {
  return book.rows
    .filter((row) => row.contract === contract && row.line === line)
    .sort((a, b) => a.runDate.localeCompare(b.runDate));
}

export function contractForm(contract: FakeContract): ContractForm {
  return {
    id: contract.id,
    name: contract.name,
    currency: contract.currency,
    delivery_date: contract.delivery ?? "",
    not_to_exceed: contract.limit ?? "",
    customers: splitOfContract(contract),
  };
}

export function splitOfContract(contract: FakeContract): CustomerSplitForm[] {
  return contract.customers.map((customer, at) => ({
    customer: customer.id,
    percent: String(customer.percent),
    not_to_exceed: contract.customerLimits?.[customer.id] ?? "",
    rounding: contract.rounding === undefined ? at === 0 : contract.rounding === customer.id,
  }));
}

export function lineForm(book: FakeBook, contract: FakeContract, line: FakeLine): ContractLineForm {
  const shares = sharesOf(book, contract.id, line.id);
  const milestones = rowsOf(book, contract.id, line.id).filter((row) => row.milestone !== null);
  return {
    id: line.id,
    name: line.name,
    billing_method: line.method,
    transaction_classes: line.classes,
    tasks: line.tasks ?? [],
    contracted_amount: line.contracted === null ? "" : money(line.contracted, contract.currency),
    not_to_exceed: line.limit ?? "",
    tax_category: line.taxCategory ?? "",
    tax_percent: line.taxPercent ?? "",
    billing_start: line.start ?? "",
    invoice_frequency: frequencyByName(line.frequency)?.id ?? "",
    customers: line.split ?? splitOfContract(contract).map((one) => ({ ...one, not_to_exceed: "" })),
    milestones: milestones.map((row) => {
      const own = shares.filter((share) => share.id === row.milestone);
      const date = own[0]?.date ?? row.runDate;
      return {
        id: row.milestone ?? "",
        name: own[0]?.description ?? "",
        date,
        amount: money(
          own.reduce((sum, share) => sum + share.amount, 0),
          contract.currency,
        ),
        run_date: row.runDate === date ? "" : row.runDate,
      };
    }),
    splits_again: false,
  };
}

function lineLocks(book: FakeBook, contract: FakeContract, line: FakeLine): FieldLock[] {
  if (contract.status === "closed")
    return [{ path: "*", reason: "the contract is closed; open it again to change it" }];
  const shares = sharesOf(book, contract.id, line.id);
  const work = shares.filter((share) => share.class !== "milestone");
  const locks: FieldLock[] = [];
  if (shares.length > 0) {
    locks.push({ path: "id", reason: "work was entered under this id" });
    locks.push({ path: "billing_method", reason: `${shares.length} transactions and milestones were entered` });
  }
  for (const name of new Set(work.map((share) => share.class))) {
    const count = work.filter((share) => share.class === name).length;
    locks.push({ path: `transaction_classes.${name}`, reason: `${count} transactions of this class were entered` });
  }
  for (const share of shares.filter((one) => one.class === "milestone" && one.invoice !== null)) {
    const isPosted = share.status === "invoice_posted";
    locks.push({
      path: `milestones.${share.id}`,
      reason: isPosted ? `it is on confirmed invoice ${share.invoice}` : "it is on a draft; delete the draft first",
    });
  }
  for (const customer of new Set(shares.filter((one) => one.invoice !== null).map((one) => one.customer))) {
    locks.push({ path: `customers.${customer.id}`, reason: `${customer.name} has invoices; set 0 % for what comes` });
  }
  return locks;
}

function checksOf(book: FakeBook, contract: FakeContract): ContractCheck[] {
  const check = (code: ContractCheckCode, line: FakeLine | null, is_right: boolean, right: string, wrong: string) => ({
    code,
    contract_line: line?.id ?? null,
    is_right,
    text: is_right ? right : wrong,
  });
  const { lines, delivery, currency } = contract;
  const needsDelivery = lines.some((line) => line.method === "time_and_material");
  const checks = [
    check("lines", null, lines.length > 0, `It has ${lines.length} lines.`, "It has no line yet. Add one."),
  ];
  if (needsDelivery) {
    const text = "Schedules need a delivery date as their last day.";
    checks.push(
      check(
        "delivery_date",
        null,
        delivery !== null,
        delivery === null ? "" : `It is delivered on ${said(delivery)}.`,
        text,
      ),
    );
  }
  const seen = new Map<string, FakeLine>();
  for (const line of lines) {
    const { name } = line;
    const rows = rowsOf(book, contract.id, line.id);
    if (line.method === "time_and_material") {
      const has = line.classes.length > 0;
      checks.push(
        check("classes", line, has, `${name} includes ${line.classes.join(", ")}.`, `${name} includes no class.`),
      );
      const none = `${name} has no schedule, so no run takes its work.`;
      checks.push(check("schedule", line, rows.length > 0, `${name} has ${rows.length} run dates.`, none));
      const twice = line.classes.find((one) => seen.has(one) && (line.tasks ?? []).length === 0);
      for (const one of line.classes) seen.set(one, line);
      if (twice !== undefined)
        checks.push(check("overlap", line, false, "", `${name} includes ${twice}, as another line does.`));
      continue;
    }
    checks.push(
      check("milestones", line, rows.length > 0, `${name} has ${rows.length} milestones.`, `${name} has no milestone.`),
    );
    const sum = sharesOf(book, contract.id, line.id).reduce((total, share) => total + share.amount, 0);
    if (line.contracted !== null && rows.length > 0) {
      const total = money(sum, currency);
      const text = `Milestones of ${name} add up to ${total}`;
      const wanted = money(line.contracted, currency);
      checks.push(
        check(
          "contracted_amount",
          line,
          sum === line.contracted,
          `${text}, as contracted.`,
          `${text} instead of ${wanted}.`,
        ),
      );
    }
  }
  return checks;
}

function limitBars(book: FakeBook, contract: FakeContract): LimitBar[] {
  const { currency } = contract;
  const bars: LimitBar[] = [];
  const add = (level: LimitBar["level"], limit: string | undefined, line: FakeLine | null, customer: string | null) => {
    const whole = minorOf(limit ?? "", currency);
    if (whole === null || whole === 0) return;
    const shares = sharesOf(book, contract.id, line?.id)
      .filter((share) => share.class !== "milestone")
      .filter((share) => customer === null || share.customer.id === customer);
    const sum = (statuses: readonly BillingStatus[]) =>
      shares.filter((share) => statuses.includes(share.status)).reduce((total, share) => total + share.amount, 0);
    const billed = sum(["invoice_posted"]);
    const committed = sum(["invoice_created", "ready_to_invoice"]);
    const left = whole - billed - committed;
    bars.push({
      level,
      contract_line: line === null ? null : { id: line.id, name: line.name },
      customer: customer === null ? null : { id: customer, name: customerName(book, customer) },
      limit: money(whole, currency),
      billed: money(billed, currency),
      committed: money(committed, currency),
      left: money(left, currency),
      parts_per_mille: [billed, committed, Math.max(0, left)].map((part) => Math.round((part * 1000) / whole)),
    });
  };
  add("contract", contract.limit, null, null);
  for (const [customer, limit] of Object.entries(contract.customerLimits ?? {})) {
    add("contract_customer", limit, null, customer);
  }
  for (const line of contract.lines) {
    add("line", line.limit, line, null);
    for (const one of line.split ?? []) add("line_customer", one.not_to_exceed, line, one.customer);
  }
  return bars;
}

export function customerName(book: FakeBook, id: string): string {
  const known = book.contracts.flatMap((contract) => contract.customers).find((customer) => customer.id === id);
  return known?.name ?? id;
}

/** Work after the last cut-off, and rows of which one is before the other by run date and after it by cut-off. */
function gapsOf(book: FakeBook, contract: FakeContract, line: FakeLine): string[] {
  if (line.method === "fixed_price") return [];
  const rows = rowsOf(book, contract.id, line.id).filter((row) => row.cutOff !== null && row.status !== "skipped");
  const last = rows.at(-1)?.cutOff ?? null;
  const gaps: string[] = [];
  const late = sharesOf(book, contract.id, line.id).filter(
    (share) => share.invoice === null && last !== null && share.date > last,
  );
  const sum = money(
    late.reduce((total, share) => total + share.amount, 0),
    contract.currency,
  );
  if (late.length > 0) {
    gaps.push(
      `${late.length} transactions of ${sum} ${contract.currency}, dated after ${said(last)}, are taken by no row.`,
    );
  } else if (last !== null && contract.delivery !== null && last < contract.delivery) {
    gaps.push(`Work from ${said(last)} to the delivery on ${said(contract.delivery)} is taken by no row.`);
  }
  for (const [at, row] of rows.entries()) {
    const before = rows[at - 1];
    if (before?.cutOff != null && row.cutOff !== null && row.cutOff <= before.cutOff) {
      gaps.push(`The row of ${said(row.runDate)} takes nothing: the one of ${said(before.runDate)} has its cut-off.`);
    }
  }
  return gaps;
}

export function lineNotDeletable(book: FakeBook, contract: FakeContract, line: FakeLine): string | null {
  const work = sharesOf(book, contract.id, line.id).filter(
    (share) => share.class !== "milestone" || share.invoice !== null,
  );
  return work.length === 0 ? null : `${work.length} transactions and milestones were entered on it`;
}

function lineSetUp(book: FakeBook, contract: FakeContract, line: FakeLine): ContractLineSetUp {
  const shares = sharesOf(book, contract.id, line.id);
  const form = lineForm(book, contract, line);
  return {
    form,
    locks: lineLocks(book, contract, line),
    schedule: rowsOf(book, contract.id, line.id)
      .filter((row) => row.milestone === null)
      .map((row) => ({
        run_date: row.runDate,
        cut_off_date: row.cutOff ?? row.runDate,
        run_status: row.status,
        is_typed: row.typed ?? false,
        reason: row.reason,
      })),
    gaps: gapsOf(book, contract, line),
    milestones: form.milestones.map(({ id }) => {
      const own = shares.filter((share) => share.id === id);
      const lowest = Math.min(...own.map((share) => STATUSES.indexOf(share.status)));
      return {
        id,
        billing_status: STATUSES[lowest] ?? "not_ready",
        shares: own.map(({ customer, status }) => ({ customer: customer.id, billing_status: status })),
      };
    }),
    not_deletable: lineNotDeletable(book, contract, line),
  };
}

export function contractNotDeletable(book: FakeBook, contract: FakeContract): string | null {
  const shares = sharesOf(book, contract.id);
  return shares.length === 0 ? null : `${shares.length} transactions and milestones were entered on it`;
}

export function setUpView(book: FakeBook, contract: FakeContract): ContractSetUp {
  const hasWork = sharesOf(book, contract.id).length > 0;
  const named = new Set([
    ...contract.customers.map((one) => one.id),
    ...contract.lines.flatMap((line) => (line.split ?? []).map((one) => one.customer)),
  ]);
  const locks: FieldLock[] = [];
  if (contract.status === "closed")
    locks.push({ path: "*", reason: "the contract is closed; open it again to change it" });
  if (hasWork) locks.push({ path: "currency", reason: `work was entered in ${contract.currency}` });
  const invoiced = book.invoices.filter((invoice) => invoice.contract === contract.id).map((one) => one.customer);
  for (const customer of new Map(invoiced.map((one) => [one.id, one])).values()) {
    locks.push({ path: `customers.${customer.id}`, reason: `${customer.name} has invoices; set 0 % for what comes` });
  }
  return {
    form: contractForm(contract),
    status: contract.status,
    customer_names: [...named].map((id) => ({ id, name: customerName(book, id) })),
    locks,
    checks: checksOf(book, contract),
    lines: contract.lines.map((line) => lineSetUp(book, contract, line)),
    limits: limitBars(book, contract),
    not_deletable: contractNotDeletable(book, contract),
  };
}
