// Drafts that a person makes of all ready work of contracts, whatever their schedules say.
import type { CreatedDrafts } from "../../bindings";
import { created } from "./changes";
import type { FakeBook } from "./model";
import type { Draft } from "./rules";
import { draftSummary } from "./views";
import { Refusal } from "./world";

function readyDrafts(book: FakeBook, contracts: readonly string[], through: string): Draft[] {
  return contracts.flatMap((id) => {
    const contract = book.contracts.find((candidate) => candidate.id === id);
    if (contract === undefined) throw new Refusal("not_found", `there is no contract ${id}`);
    if (contract.status !== "active") {
      throw new Refusal(
        "refused",
        `contract ${id} is in status ${contract.status}: only active contracts are invoiced`,
      );
    }
    const ready = book.shares.filter(
      (share) => share.contract === id && share.status === "ready_to_invoice" && share.date <= through,
    );
    return contract.customers
      .map((customer) => ({ contract, customer, shares: ready.filter((share) => share.customer.id === customer.id) }))
      .filter(({ shares }) => shares.length > 0);
  });
}

export function wouldBeDrafts(book: FakeBook, contracts: readonly string[], through: string): CreatedDrafts {
  return {
    through,
    drafts: readyDrafts(book, contracts, through).map((draft) => draftSummary(draft, book.today, null)),
    undo: null,
  };
}

export function createDrafts(book: FakeBook, contracts: readonly string[], through: string): CreatedDrafts {
  const drafts = readyDrafts(book, contracts, through).map((draft) => {
    const id = `made-${book.invoices.length + 1}`;
    book.invoices.unshift({
      id,
      number: null,
      status: "draft",
      contract: draft.contract.id,
      customer: draft.customer,
      date: book.today,
    });
    for (const share of draft.shares) {
      share.status = "invoice_created";
      share.invoice = id;
    }
    return draftSummary(draft, book.today, id);
  });
  const ids = drafts.flatMap(({ invoice }) => invoice ?? []);
  return { through, drafts, undo: created(book, ids).undo };
}
