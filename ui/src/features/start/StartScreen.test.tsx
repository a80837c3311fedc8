import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { manyBook } from "../../lib/fake/many";
import { diskError, renderApp } from "../../testing/renderApp";

const recent = [
  { id: "1", name: "Contoso 2020", place: "Documents", last_used_at: "2020-10-19T07:14:00Z", found: true },
  { id: "2", name: "Lamna", place: "USB drive", last_used_at: "2020-09-03T07:14:00Z", found: false },
];

describe("start", () => {
  it("holds the focus on the example, and Enter opens it", async () => {
    const { user, path } = renderApp("/", { book: null, recent });
    const example = await screen.findByRole("button", { name: /Open the example/ });
    expect(example).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "Home" })).toBeVisible();
    expect(path()).toBe("/home");
  });

  it("says what a book is where none was open before", async () => {
    renderApp("/", { book: null });
    expect(await screen.findByRole("heading", { name: "What a book is" })).toBeVisible();
  });

  it("says why recent books cannot be listed and tries again", async () => {
    const { user, fake } = renderApp("/", { book: null, recent }, (made) => made.refuse("startState", diskError));
    expect(await screen.findByRole("alert")).toHaveTextContent(/the disk does not answer/i);
    fake.refuse("startState", null);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("button", { name: /^Contoso 2020/ })).toBeVisible();
  });

  it("waits quietly while recent books are read", async () => {
    let release = () => {};
    renderApp("/", { book: null, recent }, (made) => {
      release = made.hold("startState");
    });
    expect(await screen.findByRole("status", { name: "Loading" })).toBeInTheDocument();
    release();
    expect(await screen.findByRole("button", { name: /^Contoso 2020/ })).toBeVisible();
  });

  it("shows a book that is not where it was, and takes it from the list", async () => {
    const { user } = renderApp("/", { book: null, recent });
    const lost = within((await screen.findByText("File not found")).closest("li") as HTMLElement);
    await user.click(lost.getByRole("button", { name: "Remove from the list" }));
    await waitFor(() => expect(screen.queryByText("Lamna")).not.toBeInTheDocument());
  });

  it("walks the recent books with the arrows", async () => {
    const { user } = renderApp("/", { book: null, recent });
    const first = await screen.findByRole("button", { name: /^Contoso 2020 Documents/ });
    first.focus();
    await user.keyboard("{ArrowDown}");
    expect(screen.getByRole("button", { name: /^Lamna USB drive/ })).toHaveFocus();
  });
});

describe("a book that does not open", () => {
  it("is named with the reason, that nothing was touched, and the ways out", async () => {
    const { user } = renderApp("/", { book: null, recent });
    await user.click(await screen.findByRole("button", { name: /^Lamna USB drive/ }));
    expect(await screen.findByRole("heading", { name: "Lamna was not found" })).toBeVisible();
    expect(screen.getByText(/The file was not touched/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Back to the start screen" }));
    expect(await screen.findByRole("button", { name: /Open the example/ })).toBeVisible();
  });

  it.each([
    ["book_not_a_book", "is not a book"],
    ["book_foreign", "belongs to another program"],
    ["book_newer", "was made by a newer Proforma"],
    ["book_locked", "is open in another program"],
    ["book_read_only", "cannot be written"],
    ["book_corrupt", "is damaged"],
    ["failed", "could not be opened"],
  ] as const)("for %s says that it %s", async (code, what) => {
    const chosen = manyBook(3);
    const { user } = renderApp("/", { book: null, chosen }, (made) =>
      made.refuse("openChosen", { code, message: "as the program says it", field: null }),
    );
    await user.click(await screen.findByRole("button", { name: /Open a book/ }));
    expect(await screen.findByRole("heading", { name: `${chosen.name} ${what}` })).toBeVisible();
    expect(screen.getByText("As the program says it")).toBeVisible();
  });

  it("that was open before is named with its folder, and looking for it comes first", async () => {
    const { user } = renderApp("/", { book: null, recent });
    await user.click(await screen.findByRole("button", { name: /^Lamna USB drive/ }));
    expect(await screen.findByText("USB drive")).toBeVisible();
    const ways = screen.getAllByRole("listitem").map((way) => way.querySelector("strong")?.textContent);
    expect(ways).toEqual(["Look where it is now", "Open it again", "Remove it from recent books"]);
    expect(screen.getByRole("button", { name: "Locate" })).toHaveFocus();
  });

  it("because another program holds it opens by itself once it is free", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      const { user, fake, path } = renderApp("/", { book: null, recent }, (made) =>
        made.refuse("openRecentBook", { code: "book_locked", message: "in use by finance-02", field: null }),
      );
      await user.click(await screen.findByRole("button", { name: /^Contoso 2020 Documents/ }));
      expect(await screen.findByText(/Checked every 10 s/)).toBeVisible();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(screen.getByRole("heading", { name: "Contoso 2020 is open in another program" })).toBeVisible();
      fake.refuse("openRecentBook", null);
      await vi.advanceTimersByTimeAsync(10_000);
      await waitFor(() => expect(path()).toBe("/home"));
    } finally {
      vi.useRealTimers();
    }
  });

  it("opens once it can be opened", async () => {
    const { user, fake, path } = renderApp("/", { book: null, chosen: manyBook(3) }, (made) =>
      made.refuse("openChosen", { code: "book_locked", message: "in use", field: null }),
    );
    await user.click(await screen.findByRole("button", { name: /Open a book/ }));
    const again = await screen.findByRole("button", { name: "Try again" });
    fake.refuse("openChosen", null);
    await user.click(again);
    await waitFor(() => expect(path()).toBe("/home"));
  });
});

describe("creating a book", () => {
  it("asks for what is missing at its field, then opens the new book", async () => {
    const { user, fake, path } = renderApp("/", { book: null });
    await screen.findByRole("button", { name: /Create a book/ });
    await user.keyboard("{Control>}n{/Control}");
    const dialog = within(await screen.findByRole("dialog", { name: "Create a book" }));
    await user.click(dialog.getByRole("button", { name: "Create" }));
    expect(dialog.getByText("Enter the name that is to stand on the invoices.")).toBeVisible();
    await user.type(dialog.getByLabelText("Company name"), "Åsa Öberg / Иван");
    await user.click(dialog.getByRole("button", { name: "Create" }));
    await waitFor(() => expect(path()).toBe("/home"));
    expect(fake.calls.find((call) => call.command === "createBook")?.args).toEqual([
      { company_name: "Åsa Öberg / Иван", time_zone: "UTC" },
    ]);
  });

  it("keeps what was typed where the program refuses, and says why at the field", async () => {
    const { user } = renderApp("/", { book: null }, (made) =>
      made.refuse("createBook", {
        code: "invalid_input",
        message: "a name has at most 200 characters",
        field: "company_name",
      }),
    );
    await user.click(await screen.findByRole("button", { name: /Create a book/ }));
    const dialog = within(await screen.findByRole("dialog", { name: "Create a book" }));
    await user.type(dialog.getByLabelText("Company name"), "Contoso");
    await user.click(dialog.getByRole("button", { name: "Create" }));
    expect(await dialog.findByText("a name has at most 200 characters")).toBeVisible();
    expect(dialog.getByLabelText("Company name")).toHaveValue("Contoso");
  });
});
