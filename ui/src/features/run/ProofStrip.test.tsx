import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { ProofRow } from "../../bindings";
import { renderApp } from "../../testing/renderApp";

const CODES = ["BGN", "CHF", "EUR", "GBP", "JPY", "KWD", "NOK", "SEK", "TRY", "USD", "ZAR"];

function row(currency: string, adds_up = true): ProofRow {
  return {
    currency,
    ready_before: "500.00",
    invoiced: "100.00",
    left_out: "400.00",
    adds_up,
    changed_meanwhile: 0,
    reasons: [
      { code: "after_cut_off", count: 2, amount: "300.00" },
      { code: "contract_parked", count: 1, amount: "60.00" },
    ],
    elsewhere: "40.00",
  };
}

/** The run screen with a proof of its own. */
function proofOf(proof: readonly ProofRow[]) {
  return renderApp("/run", {}, (fake) => {
    const { previewRun } = fake.commands;
    fake.commands.previewRun = async (date) => {
      const answer = await previewRun(date);
      return answer.status === "ok" ? { ...answer, data: { ...answer.data, proof: [...proof] } } : answer;
    };
  });
}

const table = async () =>
  within(await screen.findByRole("table", { name: "Ready before equals invoiced plus left out, per currency" }));
const currencies = async () => (await table()).getAllByRole("rowheader").map((header) => header.textContent);

describe("the proof", () => {
  it("says at once all that the left out of a few currencies is made of, net of tax", async () => {
    proofOf(CODES.slice(0, 3).map((code) => row(code)));
    const proof = await table();
    expect(proof.getByRole("columnheader", { name: "Currency, net of tax" })).toBeInTheDocument();
    expect(
      proof.getAllByText("300.00 after the cut-off, 60.00 parked, 40.00 in contracts without a row on the date"),
    ).toHaveLength(3);
  });

  it("of more currencies says the largest part, and the others where they are asked for", async () => {
    const { user } = proofOf(CODES.slice(0, 8).map((code) => row(code)));
    const proof = await table();
    expect(await currencies()).toEqual(CODES.slice(0, 8));
    expect(proof.getAllByText("300.00 after the cut-off")).toHaveLength(8);
    await user.click(proof.getByRole("button", { name: "and 2 more, EUR" }));
    expect(proof.getByText(/300.00 after the cut-off, 60.00 parked, 40.00 in contracts/)).toBeVisible();
    await user.click(proof.getByRole("button", { name: "Show fewer, EUR" }));
    expect(proof.getAllByText("300.00 after the cut-off")).toHaveLength(8);
  });

  it("tells what people changed while the run went on from what does not add up", async () => {
    proofOf([{ ...row("EUR", false), changed_meanwhile: 2 }, row("SEK", false)]);
    const proof = await table();
    expect(proof.getByRole("link", { name: "2 changes while it ran" })).toHaveAttribute("href", "/settings/history");
    expect(proof.getAllByText("does not add up")).toHaveLength(1);
  });

  it("of very many currencies folds some away, never one that does not add up", async () => {
    const { user } = proofOf(CODES.map((code) => row(code, code !== "ZAR")));
    expect(await currencies()).toEqual(["ZAR", ...CODES.slice(0, 7)]);
    await user.click(screen.getByRole("button", { name: "and 3 more currencies" }));
    expect(await currencies()).toHaveLength(CODES.length);
    await user.click(screen.getByRole("button", { name: "Show the first 8" }));
    expect(await currencies()).toHaveLength(8);
  });
});
