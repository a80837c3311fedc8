// What the stand-in says of a contract and of its lines while they are typed.
import type { ContractForm, ContractLineForm, CustomerSplitForm, FieldProblem, FormLook } from "../../bindings";
import { HUNDRED_PERCENT, minorOf, percentText, percentUnits } from "./decimals";
import { decimalsOf, type FakeBook, type FakeContract, money } from "./model";
import { sharesOf } from "./setUpView";

const CODES = /^[A-Z]{3}$/;

type Found = { problems: FieldProblem[]; hints: FieldProblem[] };

function splitProblems(customers: readonly CustomerSplitForm[], currency: string, { problems }: Found): string {
  const seen = new Set<string>();
  let total = 0;
  for (const [at, one] of customers.entries()) {
    const path = `customers[${at}]`;
    if (one.customer === "") problems.push({ path: `${path}.customer`, message: "choose a customer" });
    else if (seen.has(one.customer))
      problems.push({ path: `${path}.customer`, message: "this customer is named twice" });
    seen.add(one.customer);
    const units = percentUnits(one.percent);
    if (units === null || units < 0) {
      problems.push({ path: `${path}.percent`, message: `“${one.percent}” is no percentage from 0 to 100` });
    } else total += units;
    amountProblem(one.not_to_exceed, currency, `${path}.not_to_exceed`, problems);
  }
  if (customers.length === 0) problems.push({ path: "customers", message: "name the customer who pays" });
  else if (total !== HUNDRED_PERCENT) {
    const off = percentText(Math.abs(HUNDRED_PERCENT - total));
    const way = total < HUNDRED_PERCENT ? "short of" : "over";
    problems.push({ path: "customers", message: `the percentages total ${percentText(total)} %, ${off} ${way} 100 %` });
  }
  return percentText(total);
}

function amountProblem(text: string, currency: string, path: string, problems: FieldProblem[]): void {
  if (text === "") return;
  const minor = minorOf(text, currency);
  if (minor === null) {
    problems.push({
      path,
      message: `“${text}” is no amount of ${currency} with at most ${decimalsOf(currency)} decimals`,
    });
  } else if (minor < 0) problems.push({ path, message: "an amount below 0 is no limit" });
}

export function lookAtContract(book: FakeBook, id: string | null, form: ContractForm): FormLook {
  const found: Found = { problems: [], hints: [] };
  const { problems, hints } = found;
  if (form.id.trim() === "") problems.push({ path: "id", message: "give the contract an id" });
  else if (form.id !== id && book.contracts.some((one) => one.id === form.id)) {
    problems.push({ path: "id", message: `the book has a contract ${form.id} already; choose another id` });
  }
  if (form.name.trim() === "") problems.push({ path: "name", message: "give the contract a name" });
  if (!CODES.test(form.currency)) problems.push({ path: "currency", message: "choose a currency" });
  if (form.delivery_date === "") {
    hints.push({ path: "delivery_date", message: "without a delivery date no schedule can be generated" });
  }
  amountProblem(form.not_to_exceed, form.currency, "not_to_exceed", problems);
  const percent_total = splitProblems(form.customers, form.currency, found);
  return { problems, hints, percent_total, milestones_total: null, keeping_split: 0 };
}

function taxProblems(form: ContractLineForm, problems: FieldProblem[]): void {
  const { tax_category: category, tax_percent: percent } = form;
  const path = "tax_percent";
  if (percent === "") {
    if (category === "S") problems.push({ path, message: "category S needs its percent" });
    return;
  }
  const units = percentUnits(percent);
  if (units === null || units < 0 || units > HUNDRED_PERCENT) {
    problems.push({ path, message: `“${percent}” is no percentage from 0 to 100` });
  } else if (category === "") problems.push({ path: "tax_category", message: "a percent needs a category" });
  else if (category !== "S" && units !== 0) problems.push({ path, message: `category ${category} has 0 %` });
}

function milestoneProblems(form: ContractLineForm, currency: string, problems: FieldProblem[]): string | null {
  let sum = 0;
  for (const [at, one] of form.milestones.entries()) {
    const path = `milestones[${at}]`;
    if (one.name.trim() === "") problems.push({ path: `${path}.name`, message: "name the milestone" });
    if (one.date === "") problems.push({ path: `${path}.date`, message: "give the milestone a date" });
    const minor = minorOf(one.amount, currency);
    if (minor === null) {
      const message = one.amount === "" ? "give its amount" : `“${one.amount}” is no amount of ${currency}`;
      problems.push({ path: `${path}.amount`, message });
    } else sum += minor;
  }
  return form.milestones.length === 0 ? null : money(sum, currency);
}

function sumProblem(form: ContractLineForm, contract: FakeContract, found: Found): void {
  const { currency } = contract;
  const wanted = minorOf(form.contracted_amount, currency);
  if (wanted === null || form.milestones.length === 0) return;
  const sum = form.milestones.reduce((total, one) => total + (minorOf(one.amount, currency) ?? 0), 0);
  if (sum === wanted) return;
  const said = (minor: number) => money(Math.abs(minor), currency);
  const way = sum < wanted ? "short of" : "over";
  const message = `milestones add up to ${said(sum)}, ${said(wanted - sum)} ${way} ${said(wanted)}`;
  // A draft may be saved half done; an active contract must add up (SPEC 2.6).
  (contract.status === "active" ? found.problems : found.hints).push({ path: "milestones", message });
}

/** How many transactions keep the split that they were entered with. */
function keepingSplit(book: FakeBook, contract: FakeContract, line: string, form: ContractLineForm): number {
  const wanted = form.customers
    .filter((one) => (percentUnits(one.percent) ?? 0) > 0)
    .map((one) => one.customer)
    .sort()
    .join("\n");
  const shares = Map.groupBy(
    sharesOf(book, contract.id, line).filter((share) => share.class !== "milestone"),
    (share) => share.id,
  );
  return [...shares.values()].filter((own) => {
    const has = own.map((share) => share.customer.id).sort();
    return has.join("\n") !== wanted;
  }).length;
}

export function lookAtLine(
  book: FakeBook,
  contract: FakeContract,
  line: string | null,
  form: ContractLineForm,
): FormLook {
  const found: Found = { problems: [], hints: [] };
  const { problems, hints } = found;
  if (form.id.trim() === "") problems.push({ path: "id", message: "give the line an id" });
  else if (form.id !== line && contract.lines.some((one) => one.id === form.id)) {
    problems.push({ path: "id", message: `the contract has a line ${form.id} already; choose another id` });
  }
  if (form.name.trim() === "") problems.push({ path: "name", message: "give the line a name" });
  const isFixed = form.billing_method === "fixed_price";
  if (!isFixed) {
    if (form.transaction_classes.length === 0) {
      hints.push({ path: "transaction_classes", message: "choose what the line bills" });
    }
    const other = contract.lines.find(
      (one) => one.id !== line && one.classes.some((name) => form.transaction_classes.includes(name)),
    );
    if (other !== undefined && form.tasks.length === 0) {
      hints.push({ path: "transaction_classes", message: `${other.name} bills one of these classes too` });
    }
    if (form.invoice_frequency !== "" && form.billing_start === "") {
      hints.push({ path: "billing_start", message: "a schedule begins with the billing start" });
    }
    amountProblem(form.not_to_exceed, contract.currency, "not_to_exceed", problems);
  } else {
    amountProblem(form.contracted_amount, contract.currency, "contracted_amount", problems);
    const limits = form.customers.map((one, at) => [`customers[${at}].not_to_exceed`, one.not_to_exceed] as const);
    for (const [path, limit] of [["not_to_exceed", form.not_to_exceed] as const, ...limits]) {
      const message = "a fixed-price line bills its milestones and has no limit";
      if (limit !== "") problems.push({ path, message });
    }
  }
  taxProblems(form, problems);
  const percent_total = splitProblems(form.customers, contract.currency, found);
  const milestones_total = isFixed ? milestoneProblems(form, contract.currency, problems) : null;
  if (isFixed) sumProblem(form, contract, found);
  const keeping_split = line === null ? 0 : keepingSplit(book, contract, line, form);
  return { problems, hints, percent_total, milestones_total, keeping_split };
}
