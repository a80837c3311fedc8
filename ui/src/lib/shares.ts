import type { BacklogFilter, ShareName, ShareRow } from "../bindings";

/** A transaction may have one share for each customer. */
export function shareKey(share: Pick<ShareRow, "id" | "customer">): string {
  return `${share.id}\n${share.customer}`;
}

/** Whether it is a part of its transaction or milestone, beside those of other customers. */
export function isSplit({ percent }: Pick<ShareRow, "percent">): boolean {
  return !/^100(\.0+)?$/.test(percent);
}

export function shareName({ id, customer }: ShareName): ShareName {
  return { id, customer };
}

/** The filter that lets the whole backlog through. */
export const wholeBacklog: BacklogFilter = {
  billing_status: null,
  classes: [],
  billing_type: null,
  currency: null,
  contract: null,
  customer: null,
  from: null,
  to: null,
  search: "",
};
