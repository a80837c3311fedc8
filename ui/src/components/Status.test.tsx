import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import type { ReactElement } from "react";
import { expect, it } from "vitest";
import {
  BillingStatusMark,
  ContractStatusMark,
  InvoiceStatusMark,
  ProcessRunStatusMark,
  ReasonShape,
  RunStatusMark,
} from "./Status";

const marks: [ReactElement, word: string, shape: string, tone: string][] = [
  [<BillingStatusMark key="1" status="not_ready" />, "Not ready", "ring", "amber"],
  [<BillingStatusMark key="2" status="ready_to_invoice" />, "Ready to invoice", "dot", "green"],
  [<BillingStatusMark key="3" status="invoice_created" />, "On a draft", "half", "violet"],
  [<BillingStatusMark key="4" status="invoice_posted" />, "Invoiced", "ring-check", "green"],
  [<InvoiceStatusMark key="5" status="draft" />, "Draft", "dashed", "grey"],
  [<InvoiceStatusMark key="6" status="in_review" />, "In review", "half", "violet"],
  [<InvoiceStatusMark key="7" status="confirmed" />, "Confirmed", "ring-check", "green"],
  [<InvoiceStatusMark key="8" status="paid" />, "Paid", "disc-check", "green"],
  [<RunStatusMark key="9" status="not_run" />, "Not run", "ring", "grey"],
  [<RunStatusMark key="10" status="run_successful" />, "Run successful", "ring-check", "green"],
  [<RunStatusMark key="11" status="run_failed" />, "Run failed", "octagon", "red"],
  [<RunStatusMark key="12" status="skipped" />, "Skipped", "slash", "grey"],
  [<ContractStatusMark key="13" status="active" />, "Active", "dot", "green"],
  [<ContractStatusMark key="14" status="draft" />, "Draft", "dashed", "grey"],
  [<ContractStatusMark key="15" status="closed" />, "Closed", "slash", "grey"],
  [<ProcessRunStatusMark key="16" status="running" />, "Processing", "play", "accent"],
  [<ProcessRunStatusMark key="17" status="completed" />, "Completed", "ring-check", "green"],
  [<ProcessRunStatusMark key="18" status="completed_with_failures" />, "Completed, some parked", "octagon", "red"],
  [<ProcessRunStatusMark key="19" status="interrupted" />, "Stopped between two contracts", "triangle", "amber"],
];

it.each(marks)("case %#: a status is shape, word and colour", (mark, word, shape, tone) => {
  const { container } = render(<MantineProvider>{mark}</MantineProvider>);
  expect(screen.getByText(word)).toBeVisible();
  const drawn = container.querySelector("svg[data-shape]");
  expect(drawn).toHaveAttribute("data-shape", shape);
  expect(drawn).toHaveAttribute("data-tone", tone);
});

it.each([
  ["after_cut_off", "double-arrow"],
  ["contract_parked", "octagon"],
  ["contract_unreadable", "triangle"],
  ["not_ready", "ring"],
  ["nothing_to_invoice", "line"],
  ["milestone_missed", "clock"],
] as const)("the reason %s has the shape %s", (code, shape) => {
  const { container } = render(<ReasonShape code={code} />);
  expect(container.querySelector("svg")).toHaveAttribute("data-shape", shape);
});
