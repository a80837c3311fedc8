import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { remember } from "../../lib/fake/historyAnswers";
import { afterRun } from "../../testing/books";
import { renderApp } from "../../testing/renderApp";

it("an invoice tells what was done to it below what it is made of", async () => {
  const book = await afterRun();
  const id = book.invoices[0]?.id ?? "";
  const text = "The run of Mon 5 Oct 2020 created a draft";
  remember(book, { command: "process_run", about: "invoices", text, changes: [], of: [`invoice ${id}`] });
  renderApp(`/invoices/${id}`, { book });
  const history = await screen.findByRole("region", { name: "History of the invoice" });
  expect(await screen.findByText(text)).toBeVisible();
  expect(history).toHaveTextContent("ann, Mon 19 Oct 2020");
});
