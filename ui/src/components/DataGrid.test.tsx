import { MantineProvider } from "@mantine/core";
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { SCROLL_MAX } from "../lib/scrollSpace";
import { type Column, DataGrid } from "./DataGrid";
import type { GridSort } from "./DataGridHead";
import { Toasts } from "./Toasts";
import { useGridList } from "./useGridList";

type Row = { id: number; name: string; amount: string };

const rowAt = (index: number): Row => ({ id: index, name: `Row ${index}`, amount: `${index}.00` });

const columns: Column<Row, "name" | "amount">[] = [
  { id: "name", header: "Name", sort: "name", cell: (row) => row.name, text: (row) => row.name },
  {
    id: "amount",
    header: "Amount",
    sort: "amount",
    descendingFirst: true,
    cell: (row) => row.amount,
    text: (row) => [row.amount, "USD"],
    figures: (row) => row.amount,
  },
  { id: "note", header: "Note", cell: () => "=HYPERLINK()", text: () => "=HYPERLINK()" },
  { id: "bar", header: "Bar", cell: () => "drawn" },
];

type ShownProps = { total?: number; hidden?: ReadonlySet<string>; row?: (index: number) => Row | undefined };

function Shown({ total = 30, hidden, row = rowAt }: ShownProps) {
  const [sort, setSort] = useState<GridSort<"name" | "amount">>({ by: "name", descending: false });
  const list = useGridList<Row>({
    list: "test",
    of: String(total),
    page: { total, row, onVisible: () => {}, listKey: "one" },
    keyOf: (one) => String(one.id),
    nameOf: (one) => `Select ${one.name}`,
    fetchRows: async (offset, limit) => Array.from({ length: limit }, (_, at) => rowAt(offset + at)),
  });
  return (
    <MantineProvider>
      <DataGrid
        {...list.grid}
        label="Rows"
        className=""
        columns={columns}
        size="one"
        sort={sort}
        onSort={setSort}
        {...(hidden && { hidden })}
      />
      <p>{list.count} chosen</p>
      <p>sorted by {sort.by}</p>
      <Toasts />
    </MantineProvider>
  );
}

function show(props: ShownProps = {}) {
  const user = userEvent.setup();
  render(<Shown {...props} />);
  const grid = screen.getByRole("grid", { name: "Rows" });
  return { user, grid };
}

const head = (name: string) => screen.getByRole("columnheader", { name });
const drawn = () => screen.getAllByRole("row").slice(1);

describe("column heads", () => {
  it("sort by a click, and the other way round by the next", async () => {
    const { user } = show();
    expect(head("Name")).toHaveAttribute("aria-sort", "ascending");
    await user.click(within(head("Name")).getByRole("button"));
    expect(head("Name")).toHaveAttribute("aria-sort", "descending");
    await user.click(within(head("Amount")).getByRole("button"));
    expect(head("Amount")).toHaveAttribute("aria-sort", "descending");
    expect(head("Name")).not.toHaveAttribute("aria-sort");
  });

  it("sort by keyboard: Tab to the sorted one, arrows to the next, Enter, and down to the rows", async () => {
    const { user, grid } = show();
    grid.focus();
    await user.tab();
    expect(within(head("Name")).getByRole("button")).toHaveFocus();
    await user.keyboard("{ArrowRight}{Enter}");
    expect(screen.getByText("sorted by amount")).toBeVisible();
    await user.keyboard("{ArrowDown}");
    expect(grid).toHaveFocus();
  });

  it("do nothing where there is no order to ask for", () => {
    show();
    expect(within(head("Note")).queryByRole("button")).not.toBeInTheDocument();
  });
});

it("has room for the longest figures that were drawn, and keeps it when they are scrolled away", () => {
  const long = { id: 0, name: "Row 0", amount: "1,000.00" };
  const shown = render(<Shown row={(index) => (index === 0 ? long : rowAt(index))} />);
  const width = () => screen.getByRole("grid", { name: "Rows" }).style.getPropertyValue("--width-amount");
  // Six figures, and two signs that are half as wide.
  expect(width()).toBe("3.780rem");
  shown.rerender(<Shown />);
  expect(width()).toBe("3.780rem");
});

it("leaves out columns that are hidden, and puts the others in a row by their own widths", () => {
  const { grid } = show({ hidden: new Set(["amount"]) });
  expect(screen.queryByRole("columnheader", { name: "Amount" })).not.toBeInTheDocument();
  expect(grid.style.getPropertyValue("--columns")).toBe("var(--column-name) var(--column-note) var(--column-bar)");
});

describe("copying for a spreadsheet", () => {
  const copied = () => navigator.clipboard.readText();

  it("takes the row at the cursor, in the columns that have a text, and makes formulas harmless", async () => {
    const { user, grid } = show();
    grid.focus();
    await user.keyboard("{ArrowDown}{Control>}c{/Control}");
    expect(await screen.findByText("1 row copied for a spreadsheet")).toBeVisible();
    expect(await copied()).toBe("Row 1\t1.00\tUSD\t'=HYPERLINK()");
  });

  it("takes the rows that are selected, without hidden columns", async () => {
    const { user, grid } = show({ hidden: new Set(["note", "amount"]) });
    grid.focus();
    await user.keyboard(" {Shift>}{ArrowDown}{ArrowDown}{/Shift}{Control>}c{/Control}");
    expect(await screen.findByText("3 rows copied for a spreadsheet")).toBeVisible();
    expect(await copied()).toBe("Row 0\nRow 1\nRow 2");
  });

  it("fetches what is selected beyond the rows that are there", async () => {
    const { user, grid } = show({ total: 1_200, row: (index) => (index < 200 ? rowAt(index) : undefined) });
    grid.focus();
    await user.keyboard("{Control>}a{/Control}{Control>}c{/Control}");
    expect(await screen.findByText("1,200 rows copied for a spreadsheet")).toBeVisible();
    expect((await copied()).split("\n")).toHaveLength(1_200);
  });

  it("says that nothing was copied where the system refuses", async () => {
    const { user, grid } = show();
    const refused = () => Promise.reject(new Error("not allowed"));
    Object.defineProperty(navigator.clipboard, "writeText", { configurable: true, value: refused });
    grid.focus();
    await user.keyboard("{Control>}c{/Control}");
    expect(await screen.findByText("Nothing was copied")).toBeVisible();
    expect(screen.getByText("not allowed")).toBeVisible();
  });
});

describe("selecting", () => {
  it("gives back with Shift and an arrow what the arrow before took", async () => {
    const { user, grid } = show();
    grid.focus();
    await user.keyboard("{Shift>}{ArrowDown}{ArrowDown}{ArrowUp}{/Shift}");
    expect(screen.getByText("2 chosen")).toBeVisible();
  });

  it("extends with Shift and the pointer, also on the boxes", async () => {
    const { user } = show();
    const box = (name: string) => screen.getByRole("checkbox", { name: `Select ${name}` });
    await user.click(box("Row 1"));
    await user.keyboard("{Shift>}");
    await user.click(box("Row 4"));
    await user.keyboard("{/Shift}");
    expect(screen.getByText("4 chosen")).toBeVisible();
  });

  it("takes the keys at once where nothing else has the focus", () => {
    const { grid } = show();
    expect(grid).toHaveFocus();
  });

  it("reaches over rows that were never shown", async () => {
    const { user, grid } = show({
      total: 1_200,
      row: (index) => (index < 20 || index > 1_150 ? rowAt(index) : undefined),
    });
    grid.focus();
    await user.keyboard("{Shift>}{End}{/Shift}");
    expect(await screen.findByText("1200 chosen")).toBeVisible();
  });

  it("takes all that match as one, and some out of them again", async () => {
    const { user, grid } = show({ total: 1_000_000 });
    grid.focus();
    await user.keyboard("{Control>}a{/Control}{ArrowDown} ");
    expect(screen.getByText("999999 chosen")).toBeVisible();
    await user.click(screen.getByRole("checkbox", { name: "Select all" }));
    expect(screen.getByText("1000000 chosen")).toBeVisible();
  });
});

describe("a million rows", () => {
  const body = () => screen.getAllByRole("rowgroup").at(-1);
  const indexes = () => drawn().map((row) => Number(row.getAttribute("aria-rowindex")) - 2);
  const scrollTo = (grid: HTMLElement, scrollTop: number) => {
    act(() => {
      grid.scrollTop = scrollTop;
      fireEvent.scroll(grid);
    });
  };
  /** Where a row is drawn in what is seen. */
  const place = (grid: HTMLElement, index: number) => {
    const row = drawn().find((one) => one.getAttribute("aria-rowindex") === String(index + 2));
    return Number(/translateY\((.*)px\)/.exec(row?.style.transform ?? "")?.[1]) - grid.scrollTop;
  };

  it("stay within what browsers can hold, and only those that are seen are drawn", () => {
    show({ total: 1_000_000 });
    expect(body()).toHaveStyle({ height: `${SCROLL_MAX}px` });
    expect(drawn().length).toBeLessThan(60);
  });

  it("end at the last row with the End key, and begin again with Home", async () => {
    const { user, grid } = show({ total: 1_000_000 });
    grid.focus();
    await user.keyboard("{End}");
    expect(screen.getByText("Row 999999")).toBeVisible();
    await user.keyboard("{Home}");
    expect(screen.getByText("Row 0")).toBeVisible();
  });

  it("move by the pixel with the wheel, and in proportion by the bar", async () => {
    const { grid } = show({ total: 1_000_000 });
    scrollTo(grid, SCROLL_MAX / 2);
    const middle = indexes().find((index) => place(grid, index) >= 0) ?? 0;
    expect(middle).toBeGreaterThan(490_000);
    expect(middle).toBeLessThan(510_000);
    const before = place(grid, middle);
    scrollTo(grid, SCROLL_MAX / 2 + 50);
    expect(place(grid, middle)).toBeCloseTo(before - 50, 3);
  });

  it("put the bar back where it belongs once the wheel rests", async () => {
    const { grid } = show({ total: 1_000_000 });
    scrollTo(grid, SCROLL_MAX / 2);
    for (let step = 1; step <= 10; step++) scrollTo(grid, SCROLL_MAX / 2 + step * 400);
    const seen = indexes().find((index) => place(grid, index) >= 0) ?? 0;
    const at = place(grid, seen);
    const moved = grid.scrollTop;
    await waitFor(() => expect(grid.scrollTop).toBeLessThan(moved - 1_000));
    expect(place(grid, seen)).toBeCloseTo(at, 0);
  });
});
