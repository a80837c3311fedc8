import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../testing/renderApp";

describe("an address that leads nowhere", () => {
  it("says so and leads home", async () => {
    const { user, path } = renderApp("/settings/elsewhere");
    expect(await screen.findByRole("alert")).toHaveTextContent("This address leads nowhere.");
    await user.click(screen.getByRole("link", { name: "Go to Home" }));
    await waitFor(() => expect(path()).toBe("/home"));
  });
});
