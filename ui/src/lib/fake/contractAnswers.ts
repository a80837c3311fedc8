// The stand-in's answers for contracts, their shares, marking and explaining.
import { markShares } from "./changes";
import { contractPage } from "./contractPage";
import { judge } from "./rules";
import * as views from "./views";
import { type Answers, contractOf, Refusal, type World } from "./world";

export function contractAnswers({
  book,
  tell,
}: World): Answers<"contracts" | "contract" | "shares" | "mark" | "explain"> {
  return {
    contracts: (query) => contractPage(book(), query),
    contract: (id) => views.contractDetail(book(), contractOf(book(), id)),
    shares: (query) => {
      const contract = contractOf(book(), query.contract);
      const found = book()
        .shares.filter((share) => share.contract === query.contract)
        .filter((share) => query.billing_status === null || share.status === query.billing_status)
        .sort((a, b) => b.date.localeCompare(a.date));
      return {
        total: found.length,
        rows: found.slice(query.offset, query.offset + query.limit).map((share) => views.shareRow(contract, share)),
      };
    },
    mark: (request) => {
      const asked = book().shares.filter((share) =>
        request.shares.some((named) => named.id === share.id && named.customer === share.customer.id),
      );
      if (asked.some((share) => share.invoice !== null)) {
        throw new Refusal("refused", "a share that is on an invoice cannot be marked");
      }
      const change = markShares(book(), asked, request.billing_status);
      tell("shares", "contracts", "book");
      return change;
    },
    explain: (id) => ({
      id,
      shares: book()
        .shares.filter((share) => share.id === id)
        .map((share) => {
          const verdict = judge(book(), share, book().today);
          const missed = book().rows.find(
            (row) =>
              row.contract === share.contract &&
              row.line === share.line &&
              row.status === "not_run" &&
              row.runDate < book().today &&
              (row.cutOff ?? row.runDate) >= share.date,
          );
          return {
            customer: share.customer.id,
            billing_status: share.status,
            code: verdict.code,
            text: verdict.text,
            next_run_date: verdict.next,
            missed_run_date: verdict.next === null && share.invoice === null ? (missed?.runDate ?? null) : null,
          };
        }),
    }),
  };
}
