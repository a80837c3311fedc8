import { act, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { diskError, renderApp, type Shown } from "../testing/renderApp";

async function violations(): Promise<string[]> {
  // Contrast needs a drawn page and is kept by the tokens; a menu that floats is in no region of the page.
  const found = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  return found.violations.map(
    (one) => `${one.id}: ${one.nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary}`).join(" | ")}`,
  );
}

async function typed(text: string, { user }: Shown): Promise<void> {
  await user.keyboard("{Control>}k{/Control}");
  const dialog = within(await screen.findByRole("dialog", { name: "Search" }));
  await dialog.findByRole("group", { name: "Actions" });
  if (text !== "") await user.keyboard(text);
}

const layers: [name: string, open: (shown: Shown) => Promise<unknown>][] = [
  ["the empty search", (shown) => typed("", shown)],
  [
    "what was found",
    async (shown) => {
      await typed("adatum", shown);
      await screen.findByRole("group", { name: "Contracts" });
    },
  ],
  [
    "the actions of a row",
    async (shown) => {
      await typed("adatum", shown);
      await screen.findByRole("group", { name: "Contracts" });
      await shown.user.keyboard("{Tab}");
    },
  ],
  [
    "nothing found",
    async (shown) => {
      await typed("zzz", shown);
      await screen.findByText(/Nothing fits/);
    },
  ],
  [
    "a search that failed",
    async (shown) => {
      shown.fake.refuse("find", diskError);
      await typed("run", shown);
      await screen.findByRole("alert");
    },
  ],
  [
    "the keys",
    async ({ user }) => {
      await user.keyboard("?");
      await screen.findByRole("dialog", { name: "Keys" });
    },
  ],
  [
    "the view",
    async ({ user }) => {
      await user.click(screen.getByRole("button", { name: /Adatum example/ }));
      await user.click(await screen.findByRole("menuitem", { name: "View" }));
      await screen.findByRole("dialog", { name: "View" });
      await waitFor(() => expect(screen.queryByRole("menu")).not.toBeInTheDocument());
    },
  ],
  [
    "closing the window",
    async ({ fake }) => {
      act(() => fake.askToClose());
      await screen.findByRole("dialog", { name: "Keep the batch job running?" });
    },
  ],
  [
    "the menu of the book",
    async ({ user }) => {
      await user.click(screen.getByRole("button", { name: /Adatum example/ }));
      await screen.findByRole("menuitem", { name: "View" });
    },
  ],
];

describe.each(["light", "dark"])("in the %s theme", (theme) => {
  it.each(layers)("%s has no violation that axe finds", async (_name, open) => {
    localStorage.setItem("mantine-color-scheme-value", theme);
    const shown = renderApp("/contracts");
    await screen.findByRole("grid");
    await open(shown);
    expect(document.documentElement).toHaveAttribute("data-mantine-color-scheme", theme);
    expect(await violations()).toEqual([]);
  });
});
