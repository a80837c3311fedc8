// Books with a history, as the program tells it.
import type { HistoryValue } from "../bindings";
import { adatumBook } from "../lib/fake/adatum";
import { remember } from "../lib/fake/historyAnswers";
import type { FakeBook } from "../lib/fake/model";

const value = (kind: HistoryValue["kind"], text: string, currency: string | null = null): HistoryValue => ({
  kind,
  text,
  currency,
});

/** A contract that was set up, a transaction that was changed and marked, a draft that was made. */
export function bookWithHistory(): FakeBook {
  const book = adatumBook();
  const contract = { record: "contract", id: "ADATUM", name: null, part: null } as const;
  remember(book, {
    command: "save_contract",
    about: "set_up",
    text: "Changed the contract",
    changes: [
      {
        ...contract,
        field: "delivery_date",
        before: value("date", "2020-11-20"),
        after: value("date", "2020-12-18"),
      },
      { ...contract, field: "not_to_exceed", before: null, after: value("amount", "20000.00", "USD") },
      { ...contract, field: "rounding", part: "adatum", before: null, after: value("boolean", "true") },
    ],
    of: ["contract ADATUM"],
  });
  remember(book, {
    command: "mark",
    about: "billing",
    text: "Marked 1 ready to invoice",
    changes: [
      {
        record: "item",
        id: "t1",
        name: null,
        field: "billing_status",
        part: "adatum",
        before: value("words", "not_ready"),
        after: value("words", "ready_to_invoice"),
      },
    ],
    of: ["contract ADATUM", "line ADATUM implementation", "item t1"],
  });
  remember(book, {
    command: "create",
    about: "invoices",
    text: "Created draft inv-1 by hand",
    changes: [],
    of: ["contract ADATUM", "line ADATUM implementation", "item t1", "invoice inv-1"],
  });
  // As an older version wrote it down.
  const [latest] = book.history ?? [];
  if (latest !== undefined) latest.person = null;
  return book;
}

/** A contract that was changed so often. */
export function bookWithLongHistory(count: number): FakeBook {
  const book = adatumBook();
  for (let number = 1; number <= count; number++) {
    remember(book, {
      command: "save_contract",
      about: "set_up",
      text: `Changed the contract, number ${number}`,
      changes: [],
      of: ["contract ADATUM"],
    });
  }
  return book;
}
