// The stand-in's answers for find.
import type { Found, FoundTransaction } from "../../bindings";
import { type FakeBook, money } from "./model";
import { invoiceRow } from "./views";
import type { Answers, World } from "./world";

const FOUND_MAX = 7;

/** Best first: what begins with the text, then what holds it further on. */
function best<One>(all: readonly One[], text: string, textsOf: (one: One) => readonly string[]): One[] {
  const words = text.toLowerCase().split(/\s+/);
  const fits = (texts: readonly string[]) => words.every((word) => texts.some((one) => one.includes(word)));
  return all
    .map((one) => ({ one, texts: textsOf(one).map((candidate) => candidate.toLowerCase()) }))
    .filter(({ texts }) => fits(texts))
    .sort((a, b) => rank(a.texts, text) - rank(b.texts, text))
    .slice(0, FOUND_MAX)
    .map(({ one }) => one);
}

function rank(texts: readonly string[], text: string): number {
  return texts.some((one) => one.startsWith(text.toLowerCase())) ? 0 : 1;
}

/** "7,420.00", "7420.00" and "7420" are the same amount as it is typed. */
function typedAmounts(amount: string): string[] {
  return [amount, amount.replace(/\.0+$/, "")];
}

function transactions(book: FakeBook): FoundTransaction[] {
  const wholes = new Map<string, { share: FakeBook["shares"][number]; amount: number }>();
  for (const share of book.shares) {
    const known = wholes.get(share.id);
    wholes.set(share.id, { share, amount: (known?.amount ?? 0) + share.amount });
  }
  const contracts = new Map(book.contracts.map((contract) => [contract.id, contract]));
  return [...wholes.values()].map(({ share, amount }) => {
    const currency = contracts.get(share.contract)?.currency ?? "";
    return {
      id: share.id,
      class: share.class,
      description: share.description,
      date: share.date,
      contract: share.contract,
      contract_name: contracts.get(share.contract)?.name ?? share.contract,
      amount: { amount: money(amount, currency), currency },
    };
  });
}

function find(book: FakeBook, typed: string): Found {
  const asked = typed.trim();
  if (asked === "") return { contracts: [], customers: [], invoices: [], transactions: [] };
  const text = /^[\d.,\s]+$/.test(asked) ? asked.replace(/[,\s]/g, "") : asked;
  const customers = Map.groupBy(
    book.contracts.flatMap((contract) => contract.customers),
    (customer) => customer.id,
  );
  const contracts = best(book.contracts, text, (one) => [
    one.id,
    one.name,
    ...one.customers.map((customer) => customer.name),
  ]);
  const people = best([...customers.values()], text, ([one]) => (one === undefined ? [] : [one.id, one.name]));
  const invoices = book.invoices.map((invoice) => invoiceRow(book, invoice));
  return {
    contracts: contracts.map((one) => ({
      id: one.id,
      name: one.name,
      customer_name: one.customers[0]?.name ?? "",
      status: one.status,
    })),
    customers: people.flatMap(([one, ...others]) =>
      one === undefined ? [] : [{ id: one.id, name: one.name, contracts: 1 + others.length }],
    ),
    invoices: best(invoices, text, (one) => [
      one.number ?? "",
      one.customer_name,
      one.contract_name,
      ...typedAmounts(one.total.amount),
    ]),
    transactions: best(transactions(book), text, (one) => [
      one.id,
      one.description,
      ...typedAmounts(one.amount.amount),
    ]),
  };
}

export function searchAnswers(world: World): Answers<"find"> {
  return { find: (text) => find(world.book(), text) };
}
