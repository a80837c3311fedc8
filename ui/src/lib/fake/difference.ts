// How the drafts of a preview and those of now differ, for the stand-in.
import type { DraftSummary, RunDifference, RunPreview } from "../../bindings";

function key(draft: DraftSummary): string {
  return `${draft.contract}|${draft.customer}|${draft.invoice_date}`;
}

export function difference(before: readonly DraftSummary[], now: RunPreview): RunDifference {
  const earlier = new Map(before.map((draft) => [key(draft), draft]));
  const later = new Map(now.drafts.map((draft) => [key(draft), draft]));
  return {
    fingerprint: now.fingerprint,
    added: now.drafts.filter((draft) => !earlier.has(key(draft))),
    gone: before.filter((draft) => !later.has(key(draft))),
    changed: before.flatMap((draft) => {
      const same = later.get(key(draft));
      return same === undefined || same.total.amount === draft.total.amount ? [] : [{ before: draft, now: same }];
    }),
  };
}
