// What a run of the stand-in has done so far, newest first.
import type { DoneContract, RunProgress, VerdictKind } from "../../bindings";
import type { FakeContract } from "./model";
import type { Draft } from "./rules";
import { byCurrency } from "./views";

const LATEST = 50;

export function doneContracts(
  handled: readonly FakeContract[],
  made: readonly { draft: Draft }[],
): Pick<RunProgress, "invoiced" | "nothing_due" | "parked" | "latest" | "parked_contracts"> {
  const all = handled.map((contract, index): DoneContract => {
    const drafts = made.map(({ draft }) => draft).filter((draft) => draft.contract.id === contract.id);
    const shares = drafts.flatMap((draft) => draft.shares);
    const nothing = "Nothing chargeable was ready: nothing to invoice.";
    return {
      number: index + 1,
      contract: contract.id,
      contract_name: contract.name,
      verdict: contract.parks !== undefined ? "parked" : drafts.length > 0 ? "invoiced" : "nothing_due",
      customers: drafts.map((draft) => draft.customer.name),
      drafts: drafts.length,
      amounts: byCurrency(shares.map(({ amount }) => ({ amount, currency: contract.currency }))),
      reason:
        contract.parks !== undefined
          ? `The contract is parked: ${contract.parks}.`
          : drafts.length > 0
            ? null
            : nothing,
    };
  });
  const count = (kind: VerdictKind) => all.filter(({ verdict }) => verdict === kind).length;
  return {
    invoiced: count("invoiced"),
    nothing_due: count("nothing_due"),
    parked: count("parked"),
    latest: all.toReversed().slice(0, LATEST),
    parked_contracts: all.filter(({ verdict }) => verdict === "parked"),
  };
}
