import { QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import { PAGE_ROWS, usePagedRows } from "./paging";
import { createQueryClient } from "./queries";

type Page = { rows: string[] };

function listOf(total: number) {
  const asked: number[] = [];
  let gate: Promise<void> = Promise.resolve();
  const client = createQueryClient();
  const fetchPage =
    (name: string) =>
    async (offset: number, limit: number): Promise<Page> => {
      asked.push(offset / PAGE_ROWS);
      await gate;
      const length = Math.max(0, Math.min(limit, total - offset));
      return { rows: Array.from({ length }, (_, at) => `${name} ${offset + at}`) };
    };
  const { result, rerender } = renderHook(
    ({ name }) => usePagedRows<Page>(["list", name], [], fetchPage(name), total),
    {
      initialProps: { name: "a" },
      wrapper: ({ children }: { children: ReactNode }) => (
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      ),
    },
  );
  const hold = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    gate = promise;
    return () => {
      gate = Promise.resolve();
      resolve();
    };
  };
  return { asked, client, list: () => result.current, show: (name: string) => rerender({ name }), hold };
}

describe("pages of a long list", () => {
  it("come before they are seen", async () => {
    const { asked, list } = listOf(10_000);
    await waitFor(() => expect(list().row(0)).toBe("a 0"));
    act(() => list().onVisible(0, 20));
    await waitFor(() => expect(list().row(PAGE_ROWS)).toBe("a 200"));
    act(() => list().onVisible(PAGE_ROWS, PAGE_ROWS + 20));
    await waitFor(() => expect(list().row(PAGE_ROWS * 2)).toBe("a 400"));
    expect(asked).toEqual([0, 1, 2]);
  });

  it("on the way of a leap are not asked for", async () => {
    const { asked, list } = listOf(1_000_000);
    await waitFor(() => expect(list().row(0)).toBe("a 0"));
    for (const page of [900, 1_700, 2_600, 3_000]) {
      act(() => list().onVisible(page * PAGE_ROWS, page * PAGE_ROWS + 20));
    }
    await waitFor(() => expect(list().row(3_000 * PAGE_ROWS)).toBe("a 600000"));
    expect(asked.filter((page) => page > 1)).toEqual([2_999, 3_000, 3_001]);
  });

  it("stay on the screen while those of another order are on their way", async () => {
    const { list, show, hold } = listOf(500);
    await waitFor(() => expect(list().row(0)).toBe("a 0"));
    const release = hold();
    show("b");
    expect(list().row(0)).toBe("a 0");
    expect(list().isBefore).toBe(true);
    const before = list().listKey;
    release();
    await waitFor(() => expect(list().row(0)).toBe("b 0"));
    expect(list().isBefore).toBe(false);
    expect(list().listKey).not.toBe(before);
  });

  it("are forgotten when they are far away", async () => {
    const { client, list } = listOf(1_000_000);
    await waitFor(() => expect(list().row(0)).toBe("a 0"));
    for (let page = 1; page <= 60; page++) {
      act(() => list().onVisible(page * PAGE_ROWS, page * PAGE_ROWS + 20));
      await waitFor(() => expect(list().row(page * PAGE_ROWS)).toBe(`a ${page * PAGE_ROWS}`));
    }
    const held = client
      .getQueryCache()
      .getAll()
      .map((query) => query.queryKey.at(-1));
    expect(held).not.toContain(30);
    expect(held).toContain(59);
    expect(held.length).toBeLessThan(20);
  });

  it("end where the rows do until the program has counted them", async () => {
    const { list } = listOf(120);
    await waitFor(() => expect(list().total).toBe(120));
  });
});
