// The stand-in's answers for verdicts, verdictFacets, previewCreate, createInvoices, deleteDrafts, cancelDelete.
import type { VerdictKind } from "../../bindings";
import { deleteDrafts } from "./changes";
import { createDrafts, wouldBeDrafts } from "./createdDrafts";
import { type Answers, Refusal, type World } from "./world";

const KINDS: readonly VerdictKind[] = ["invoiced", "passed_over", "nothing_due", "parked"];

export function draftAnswers({
  book,
  tell,
  pause,
  sendDelete,
}: World): Answers<
  "verdicts" | "verdictFacets" | "previewCreate" | "createInvoices" | "deleteDrafts" | "cancelDelete"
> {
  let cancelled = false;
  return {
    verdicts: (query) => {
      const run = book().runs.find((one) => one.date === query.run_date);
      if (run === undefined) throw new Refusal("not_found", `there is no process run of ${query.run_date}`);
      const standing = new Set(book().invoices.map((invoice) => invoice.id));
      const all = (run.verdicts ?? []).map((row) => ({
        ...row,
        invoice: row.invoice !== null && standing.has(row.invoice) ? row.invoice : null,
      }));
      const search = query.search.trim().toLowerCase();
      const found = all.filter(
        (row) =>
          (query.verdict === null || row.verdict === query.verdict) &&
          (query.code === null || row.code === query.code) &&
          (query.contract === null || row.contract === query.contract) &&
          [row.description, row.id, row.contract, row.contract_name, row.contract_line_name, row.reason].some((text) =>
            text?.toLowerCase().includes(search),
          ),
      );
      return {
        counts: KINDS.map((kind) => all.filter((row) => row.verdict === kind).length),
        total: found.length,
        has_more: false,
        rows: found.slice(query.offset, query.offset + query.limit),
      };
    },
    verdictFacets: (date) => {
      const all = book().runs.find((one) => one.date === date)?.verdicts ?? [];
      const codes = Map.groupBy(
        all.flatMap(({ code }) => (code === null ? [] : [code])),
        (code) => code,
      );
      return {
        reasons: [...codes].map(([code, own]) => ({ code, count: own.length })),
        contracts: [...Map.groupBy(all, (row) => row.contract)].map(([contract, own]) => ({
          contract,
          contract_name: own[0]?.contract_name ?? "",
          counts: KINDS.map((kind) => own.filter((row) => row.verdict === kind).length),
        })),
      };
    },
    previewCreate: (contracts, through) => wouldBeDrafts(book(), contracts, through),
    createInvoices: (contracts, through) => {
      const created = createDrafts(book(), contracts, through);
      tell("invoices", "shares", "contracts", "book");
      return created;
    },
    deleteDrafts: async (ids) => {
      cancelled = false;
      const change = await deleteDrafts(book(), ids, async (done) => {
        sendDelete({ done, total: ids.length });
        await pause?.();
        return !cancelled;
      });
      tell("invoices", "shares", "contracts", "book");
      return { change, failure: null };
    },
    cancelDelete: () => {
      cancelled = true;
      return null;
    },
  };
}
