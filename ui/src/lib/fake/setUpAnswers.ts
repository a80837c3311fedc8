// The stand-in's answers for setting contracts and their lines up.
import type { ContractForm, ContractLineForm, FormLook } from "../../bindings";
import { typedIn } from "./changes";
import { evenly, minorOf } from "./decimals";
import { frequencyById } from "./frequencies";
import { type FakeBook, type FakeContract, type FakeCustomer, type FakeLine, money } from "./model";
import { lookAtContract, lookAtLine } from "./setUpLooks";
import { contractNotDeletable, customerName, lineNotDeletable, setUpView, sharesOf } from "./setUpView";
import { type Answers, contractOf, Refusal, type World } from "./world";

export function lineOf(contract: FakeContract, id: string): FakeLine {
  const found = contract.lines.find((line) => line.id === id);
  if (found === undefined) throw new Refusal("not_found", `there is no line ${id} in contract ${contract.id}`);
  return found;
}

function refuseProblems({ problems: [first] }: FormLook): void {
  if (first !== undefined) throw new Refusal("invalid_input", first.message, first.path);
}

function customersOf(book: FakeBook, form: Pick<ContractForm, "customers">): FakeCustomer[] {
  return form.customers.map((one) => ({
    id: one.customer,
    name: customerName(book, one.customer),
    percent: Number(one.percent),
  }));
}

function saveContract(book: FakeBook, id: string | null, form: ContractForm): string {
  refuseProblems(lookAtContract(book, id, form));
  const known = id === null ? undefined : contractOf(book, id);
  const contract: FakeContract = known ?? {
    id: form.id,
    name: form.name,
    status: "draft",
    currency: form.currency,
    delivery: null,
    customers: [],
    lines: [],
  };
  const limits = form.customers.filter((one) => one.not_to_exceed !== "");
  Object.assign(contract, {
    id: form.id,
    name: form.name.trim(),
    currency: form.currency,
    delivery: form.delivery_date === "" ? null : form.delivery_date,
    customers: customersOf(book, form),
    customerLimits: Object.fromEntries(limits.map((one) => [one.customer, one.not_to_exceed])),
    rounding: form.customers.find((one) => one.rounding)?.customer ?? form.customers[0]?.customer,
  });
  if (form.not_to_exceed === "") delete contract.limit;
  else contract.limit = form.not_to_exceed;
  if (known === undefined) book.contracts.push(contract);
  return contract.id;
}

function saveMilestones(book: FakeBook, contract: FakeContract, line: FakeLine, form: ContractLineForm): void {
  const isOwn = (one: { contract: string; line: string }) => one.contract === contract.id && one.line === line.id;
  const before = book.shares.filter((share) => isOwn(share) && share.class === "milestone");
  const kept = book.rows.filter((row) => !isOwn(row) || row.milestone === null);
  const rows = book.rows.filter((row) => isOwn(row) && row.milestone !== null);
  book.rows = kept;
  book.shares = book.shares.filter((share) => !before.includes(share));
  const customers = customersOf(book, form).filter((one) => one.percent > 0);
  for (const [at, one] of form.milestones.entries()) {
    const id = one.id === "" ? `${contract.id}-${line.id}-${at + 1}-${one.date}` : one.id;
    const known = rows.find((row) => row.milestone === id);
    const runDate = one.run_date === "" ? one.date : one.run_date;
    const status = known?.status ?? "not_run";
    book.rows.push({
      contract: contract.id,
      line: line.id,
      runDate,
      cutOff: null,
      milestone: id,
      status,
      reason: known?.reason ?? null,
    });
    const whole = minorOf(one.amount, contract.currency) ?? 0;
    let rest = whole;
    for (const [place, customer] of customers.entries()) {
      const old = before.find((share) => share.id === id && share.customer.id === customer.id);
      const amount = place === customers.length - 1 ? rest : Math.round((whole * customer.percent) / 100);
      rest -= amount;
      book.shares.push({
        id,
        contract: contract.id,
        line: line.id,
        class: "milestone",
        date: one.date,
        description: one.name,
        resource: null,
        customer,
        quantity: "1",
        unit: "each",
        price: one.amount,
        amount,
        status: old?.status ?? "not_ready",
        invoice: old?.invoice ?? null,
      });
    }
  }
}

function saveLine(book: FakeBook, contract: FakeContract, id: string | null, form: ContractLineForm): string {
  refuseProblems(lookAtLine(book, contract, id, form));
  const isFixed = form.billing_method === "fixed_price";
  const line: FakeLine =
    id === null
      ? {
          id: form.id,
          name: "",
          method: form.billing_method,
          classes: [],
          contracted: null,
          frequency: null,
          start: null,
        }
      : lineOf(contract, id);
  Object.assign(line, {
    id: form.id,
    name: form.name.trim(),
    method: form.billing_method,
    classes: form.transaction_classes,
    tasks: form.tasks,
    contracted: isFixed ? minorOf(form.contracted_amount, contract.currency) : null,
    frequency: frequencyById(form.invoice_frequency)?.name ?? null,
    start: form.billing_start === "" ? null : form.billing_start,
    taxCategory: form.tax_category,
    taxPercent: form.tax_percent,
    split: form.customers,
    limit: isFixed ? "" : form.not_to_exceed,
  });
  if (id === null) contract.lines.push(line);
  if (isFixed) saveMilestones(book, contract, line, form);
  for (const one of customersOf(book, form)) {
    // Whom only a line names joins the contract at 0 % (SPEC 5.1).
    if (!contract.customers.some((known) => known.id === one.id)) contract.customers.push({ ...one, percent: 0 });
  }
  if (form.splits_again) splitAgain(book, contract, line, form);
  return line.id;
}

function splitAgain(book: FakeBook, contract: FakeContract, line: FakeLine, form: ContractLineForm): void {
  const open = sharesOf(book, contract.id, line.id).filter(
    (share) => share.invoice === null && share.class !== "milestone",
  );
  const customers = customersOf(book, form).filter((one) => one.percent > 0);
  book.shares = book.shares.filter((share) => !open.includes(share));
  for (const [, own] of Map.groupBy(open, (share) => share.id)) {
    const [first] = own;
    if (first === undefined) continue;
    const whole = own.reduce((total, share) => total + share.amount, 0);
    let rest = whole;
    for (const [place, customer] of customers.entries()) {
      const amount = place === customers.length - 1 ? rest : Math.round((whole * customer.percent) / 100);
      rest -= amount;
      book.shares.push({ ...first, customer, amount });
    }
  }
}

function periodicMilestones(contract: FakeContract, form: ContractLineForm) {
  const frequency = frequencyById(form.invoice_frequency);
  const whole = minorOf(form.contracted_amount, contract.currency);
  const missing =
    frequency === undefined
      ? "choose an invoice frequency first"
      : form.billing_start === ""
        ? "give the line a billing start first"
        : contract.delivery === null
          ? "give the contract a delivery date first"
          : form.contracted_amount === "" || whole === null
            ? "give the contracted amount first"
            : null;
  if (missing !== null || frequency === undefined || whole === null) throw new Refusal("refused", missing ?? "");
  const dates = frequency.dates(form.billing_start, contract.delivery ?? "");
  if (dates.length === 0) throw new Refusal("refused", "the frequency gives no date before the delivery");
  const part = Math.round(whole / dates.length);
  return dates.map((date, at) => ({
    id: "",
    name: date,
    date,
    amount: money(at === dates.length - 1 ? whole - part * (dates.length - 1) : part, contract.currency),
    run_date: "",
  }));
}

type SetUpCommands =
  | "contractSetUp"
  | "lookAtContract"
  | "saveContract"
  | "copyContract"
  | "setContractStatus"
  | "deleteContract"
  | "distributeEvenly"
  | "lookAtLine"
  | "saveLine"
  | "deleteLine"
  | "moveLine"
  | "periodicMilestones"
  | "setLimitState";

export function setUpAnswers({ book, tell }: World): Answers<SetUpCommands> {
  const told = <Answer>(answer: Answer): Answer => {
    tell("contracts", "shares", "book");
    return answer;
  };
  return {
    contractSetUp: (id) => structuredClone(setUpView(book(), contractOf(book(), id))),
    lookAtContract: (id, form) => lookAtContract(book(), id, form),
    saveContract: (id, form) => {
      const about = { kind: id === null ? "contract_added" : "contract_changed", contract: form.id } as const;
      const { answer, undo } = typedIn(book(), about, () => saveContract(book(), id, form));
      return told({ id: answer, undo });
    },
    copyContract: (id, newId, newName) => {
      const from = contractOf(book(), id);
      if (newId.trim() === "") throw new Refusal("invalid_input", "give the copy an id", "new_id");
      if (book().contracts.some((one) => one.id === newId)) {
        throw new Refusal("invalid_input", `the book has a contract ${newId} already; choose another id`, "new_id");
      }
      if (newName.trim() === "") throw new Refusal("invalid_input", "give the copy a name", "new_name");
      const [primary] = from.customers;
      const copy = {
        id: newId,
        name: newName,
        status: "draft",
        currency: from.currency,
        delivery: null,
        customers: primary === undefined ? [] : [{ ...primary, percent: 100 }],
        lines: from.lines.map(({ split: _split, limit: _limit, ...line }) => structuredClone(line)),
      } satisfies FakeContract;
      const { undo } = typedIn(book(), { kind: "contract_added", contract: newId }, () => book().contracts.push(copy));
      return told({ id: newId, undo });
    },
    setContractStatus: (id, status) => {
      const contract = contractOf(book(), id);
      const wrong = setUpView(book(), contract).checks.find((check) => !check.is_right);
      if (status === "active" && contract.status === "draft" && wrong !== undefined) {
        throw new Refusal("refused", wrong.text);
      }
      const kind = status === "closed" ? "contract_closed" : "contract_opened";
      const isForGood = contract.status === "draft";
      const set = () => {
        contract.status = status;
      };
      if (isForGood) set();
      return told(isForGood ? null : typedIn(book(), { kind, contract: id }, set).undo);
    },
    deleteContract: (id) => {
      const contract = contractOf(book(), id);
      const why = contractNotDeletable(book(), contract);
      if (why !== null) throw new Refusal("refused", `contract ${id} stays: ${why}`);
      book().contracts.splice(book().contracts.indexOf(contract), 1);
      book().rows = book().rows.filter((row) => row.contract !== id);
      return told(null);
    },
    distributeEvenly: (customers) => evenly(customers),
    lookAtLine: (contract, line, form) => lookAtLine(book(), contractOf(book(), contract), line, form),
    saveLine: (contract, line, form) => {
      const kind = line === null ? "line_added" : "line_changed";
      const about = { kind, contract, record: { kind: null, id: form.id, name: form.name } } as const;
      const { answer, undo } = typedIn(book(), about, () => saveLine(book(), contractOf(book(), contract), line, form));
      return told({ id: answer, undo });
    },
    deleteLine: (id, line) => {
      const contract = contractOf(book(), id);
      const why = lineNotDeletable(book(), contract, lineOf(contract, line));
      if (why !== null) throw new Refusal("refused", `line ${line} stays: ${why}`);
      const { name } = lineOf(contract, line);
      const { undo } = typedIn(
        book(),
        { kind: "line_deleted", contract: id, record: { kind: null, id: line, name } },
        () => {
          contract.lines.splice(contract.lines.indexOf(lineOf(contract, line)), 1);
          book().rows = book().rows.filter((row) => row.contract !== id || row.line !== line);
          book().shares = book().shares.filter((share) => share.contract !== id || share.line !== line);
        },
      );
      return told(undo);
    },
    moveLine: (id, line, to) => {
      const contract = contractOf(book(), id);
      const moved = lineOf(contract, line);
      const { undo } = typedIn(
        book(),
        { kind: "line_moved", contract: id, record: { kind: null, id: line, name: moved.name } },
        () => {
          contract.lines.splice(contract.lines.indexOf(moved), 1);
          contract.lines.splice(to, 0, moved);
        },
      );
      return told(undo);
    },
    periodicMilestones: (contract, form) => periodicMilestones(contractOf(book(), contract), form),
    setLimitState: (shares) =>
      told({
        changed: book().shares.filter(
          (share) =>
            share.status === "not_ready" &&
            share.class !== "milestone" &&
            shares.some((named) => named.id === share.id && named.customer === share.customer.id),
        ).length,
        amounts: [],
        undo: null,
        stopped: { shares: 0, why: [] },
      }),
  };
}
