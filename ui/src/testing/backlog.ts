// What the tests of the billing backlog look for.
import { screen, within } from "@testing-library/react";
import type { Shown } from "./renderApp";

export async function backlogGrid(): Promise<HTMLElement> {
  return screen.findByRole("grid", { name: "Billing backlog" });
}

export const rowsOf = (list: HTMLElement) => within(list).getAllByRole("row").slice(1);

/** What was asked of the program the last time. */
export function lastAsked<Args>(shown: Shown, command: string): Args | undefined {
  return shown.fake.calls.findLast((call) => call.command === command)?.args[0] as Args | undefined;
}
