import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../testing/renderApp";

describe("a page that was lost", () => {
  it("comes back with the book as it was, and says so", async () => {
    renderApp("/contracts", { wasLost: true });
    expect(await screen.findByText("The window was loaded again")).toBeVisible();
    expect(await screen.findByRole("grid", { name: "Contracts" })).toBeVisible();
  });

  it("says nothing where the window was opened", async () => {
    renderApp("/contracts");
    expect(await screen.findByRole("grid", { name: "Contracts" })).toBeVisible();
    expect(screen.queryByText("The window was loaded again")).not.toBeInTheDocument();
  });
});
